"""Labels, links, lines and key caps: plain text only, styled by kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.signs import Chip, Sign, chip_width, paint_chip, paint_sign
from dangjian_desktop.gui.theme import font, px, set_kind, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State


class Label(QLabel):
    """A label that shows its text as it stands: ``<b>`` is three characters."""

    def __init__(self, text: str = "", kind: str = "", *, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if kind:
            self.setProperty("kind", kind)

    def set_kind(self, kind: str) -> None:
        """Change the kind: title, pane-title, section, strong, note, hint, small, count, error…"""
        set_kind(self, kind)


class Paragraph(Label):
    """Centred words that wrap at a width (px at 100 %)."""

    def __init__(self, text: str, kind: str, width: int) -> None:
        super().__init__(text, kind, wrap=True)
        self.wide = width
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.fit()

    def fit(self) -> None:
        """Take the height the words need."""
        self.ensurePolished()
        self.setFixedSize(px(self.wide), self.heightForWidth(px(self.wide)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "wide"):
            self.fit()


class ElidedLabel(Label):
    """A label of one line that ends in … when the place is too narrow; the whole stands in its tooltip.

    ``tip`` stands there instead, where it is set.
    """

    tip = ""

    def minimumSizeHint(self) -> QSize:
        """Allow any narrowing."""
        return QSize(px(24), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, shortened at its right end."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.tip or ("" if shown == self.text() else self.text()))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)


def line(upright: bool = False) -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("kind", "upright" if upright else "hairline")
    return made


def link(text: str, run: Callable[[], object], *, name: str = "") -> QPushButton:
    """Return a word to press."""
    made = QPushButton(text)
    made.setProperty("kind", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(name or text)
    made.clicked.connect(lambda _on=False: run())
    return made


class Button(QPushButton):
    """A button of 32 px with an icon of 18; kinds: plain (empty), primary, flat, close, switcher."""

    def __init__(self, text: str = "", icon_name: str = "", kind: str = "", *, name: str = "") -> None:
        super().__init__(f" {text}" if icon_name and text else text)
        self.icon_name, self.words = icon_name, self.text()
        if kind:
            self.setProperty("kind", kind)
        self.setAccessibleName(name or text)
        if icon_name:
            self.setIcon(icon(icon_name, COLOURS.surface if kind == "primary" else COLOURS.ink2))
        self.rescale()

    def shorten(self, short: bool) -> None:
        """Show the icon alone, or icon and words; the name and the tooltip stay."""
        if self.icon_name and short != (not self.text()):
            self.words = self.text() or self.words
            self.setText("" if short else self.words)

    def quieten(self, quiet: bool) -> None:
        """Be white while another button is the red one of the screen, and red again after."""
        if self.property("kind") == "primary" and quiet != bool(self.property("quiet")):
            self.setProperty("quiet", quiet)
            self.setIcon(icon(self.icon_name, COLOURS.ink2 if quiet else COLOURS.surface))
            self.style().unpolish(self)
            self.style().polish(self)

    def rescale(self) -> None:
        """Set the icon's size to the zoom."""
        side = px(14 if self.property("kind") in ("close", "flat") else SIZES.icon)
        self.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "icon_name"):
            self.rescale()


class KeyCap(QWidget):
    """A key as on the keyboard, with a doubled lower edge."""

    def __init__(self, text: str, *, light: bool = False) -> None:
        super().__init__()
        self.text, self.light = text, light
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return QSize(cap_width(self.text), px(22))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the cap: it is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap in its middle."""
        height = self.sizeHint().height()
        rect = QRectF(0, (self.height() - height) / 2, self.width(), height)
        paint_cap(QPainter(self), rect, self.text, self.light)


def cap_width(text: str) -> int:
    """Return the width of a key cap."""
    return max(px(22), QFontMetrics(font(SIZES.small)).horizontalAdvance(text) + px(12))


def paint_cap(painter: QPainter, rect: QRectF, text: str, light: bool = False) -> None:
    """Draw a key cap into ``rect`` (``light``: on a solid ground)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(COLOURS.surface if light else COLOURS.control_edge)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if light else QColor(COLOURS.surface))
    body = rect.adjusted(0.5, 0.5, -0.5, -1.5)
    painter.drawRoundedRect(body, px(4), px(4))
    if not light:
        left, right = body.left() + px(3), body.right() - px(3)
        painter.drawLine(QPointF(left, body.bottom() + 1), QPointF(right, body.bottom() + 1))
    painter.setFont(font(SIZES.small))
    painter.setPen(edge if light else QColor(COLOURS.ink2))
    painter.drawText(body, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class ChipLabel(QWidget):
    """A state chip standing alone."""

    def __init__(self, text: str = "", state: State = State.IDLE, sign: Sign = Sign.NONE) -> None:
        super().__init__()
        self.chip = Chip(text, state, sign)
        self.setAccessibleName(text)

    def set_chip(self, chip: Chip) -> None:
        """Show another chip."""
        self.chip = chip
        self.setAccessibleName(chip.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the chip's size."""
        return QSize(round(chip_width(self.chip)), px(SIZES.chip))

    def minimumSizeHint(self) -> QSize:
        """Return the chip's size: it is never squeezed."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip at the left, in the middle of the height."""
        size = self.sizeHint()
        top = (self.height() - size.height()) / 2
        paint_chip(QPainter(self), QRectF(0, top, size.width(), size.height()), self.chip)


class SignLabel(QWidget):
    """A state sign standing alone."""

    def __init__(self, sign: Sign, state: State, side: int = 18) -> None:
        super().__init__()
        self.sign, self.state, self.side = sign, state, side

    def set_sign(self, sign: Sign, state: State) -> None:
        """Show another sign."""
        self.sign, self.state = sign, state
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(px(self.side), px(self.side))

    def minimumSizeHint(self) -> QSize:
        """Return the same square."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign in the middle."""
        side = px(self.side)
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_sign(QPainter(self), rect, self.sign, self.state)


class IconLabel(QWidget):
    """A line icon standing alone, optionally on a light plate."""

    def __init__(self, name: str, colour: str = COLOURS.ink2, side: int = 18, *, plate: int = 0) -> None:
        super().__init__()
        self.name, self.colour, self.side, self.plate = name, colour, side, plate

    def sizeHint(self) -> QSize:
        """Return the square of the plate, or of the icon."""
        side = px(self.plate or self.side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same square."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plate and the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        if self.plate:
            half = px(self.plate) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS.rail))
            painter.drawRoundedRect(
                QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half), px(5), px(5)
            )
        half = px(self.side) / 2
        icon(self.name, self.colour).paint(
            painter, round(middle.x() - half), round(middle.y() - half), round(2 * half), round(2 * half)
        )
