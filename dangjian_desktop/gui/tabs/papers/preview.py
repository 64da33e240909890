"""The page as it will be printed, at true proportions on the grey ground, with its thumbnails."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QWidget

from dangjian_desktop.gui.theme import font, px, veiled
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.layouts import Fixed, row

GROUND = COLOURS.paper_ground
EDGE = 12
CORNER_MM = 5.0
MM = 72 / 25.4
TYPE_AREA = (28.0, 37.0, 184.0, 262.0)  # GB/T 9704-2012, 5.2.1: left, top, right, bottom in mm
MOST_KEPT = 6
COMPOSING = "正在排版…"
ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM = 1.15, 0.5, 4.0
Size = tuple[float, float]
Drawn = tuple[int, float, QImage]
"""A page, dots a point, and its picture."""


class PageView(QAbstractScrollArea):
    """One page, fitted to the place or to its width; asks for its picture at the screen's own density."""

    wanted = Signal(int, float)  # page, dots a point
    turned = Signal(int)  # pages to go
    jumped = Signal(int)  # to this page

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("公文页面")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        Fixed(self, self.setMinimumWidth, 150)
        self.sizes: Sequence[Size] = ()
        self.page, self.fit, self.zoom = 0, "page", 1.0
        self.margins, self.busy, self.words = False, False, ""
        self.images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.last: QImage | None = None
        self.verticalScrollBar().setSingleStep(px(40))
        self.horizontalScrollBar().setSingleStep(px(40))

    def sizeHint(self) -> QSize:
        """Take what is left between the columns."""
        return QSize(px(420), px(560))

    # ------------------------------------------------------------ what is shown

    def show_paper(self, sizes: Sequence[Size], *, margins: bool, page: int) -> None:
        """Show a page of another paper (or the same laid out anew); it is asked for by :meth:`arrange`."""
        self.sizes, self.margins, self.words = sizes, margins, ""
        if page != self.page:
            self.page = page
            self.verticalScrollBar().setValue(0)
        self.images.clear()

    def show_nothing(self, words: str) -> None:
        """Show ``words`` in place of a page that cannot be made."""
        self.sizes, self.words, self.last, self.busy = (), words, None, False
        self.images.clear()
        self.arrange()

    def show_page(self, page: int) -> None:
        """Show page ``page`` (from 0) from its top."""
        self.page = page
        self.verticalScrollBar().setValue(0)
        self.arrange()

    def set_fit(self, fit: str) -> None:
        """Fit the ``page`` or its ``width``."""
        self.fit, self.zoom = fit, 1.0
        self.arrange()

    def set_busy(self) -> None:
        """Say that a newer page is on its way."""
        self.busy = True
        self.viewport().update()

    def take_image(self, page: int, scale: float, image: QImage) -> None:
        """Take the picture of a page that was asked for."""
        self.images[(page, round(scale * 1000))] = image
        while len(self.images) > MOST_KEPT:
            self.images.popitem(last=False)
        if page == self.page:
            self.last, self.busy = image, False
        self.viewport().update()

    # ------------------------------------------------------------ geometry

    def scale(self) -> float:
        """Return screen pixels a point."""
        if not self.sizes:
            return 1.0
        wide, high = self.sizes[self.page]
        room = self.maximumViewportSize()
        across = max(1.0, room.width() - 2 * px(EDGE)) / wide
        down = max(1.0, room.height() - 2 * px(EDGE)) / high
        base = min(across, down) if self.fit == "page" else across - px(12) / wide
        return base * self.zoom

    def sheet(self) -> QRectF:
        """Return the place of the page in the viewport."""
        if not self.sizes:
            return QRectF()
        scale = self.scale()
        wide, high = (round(length * scale) for length in self.sizes[self.page])
        room = self.viewport().size()
        left = max(px(EDGE), (room.width() - wide) // 2) - self.horizontalScrollBar().value()
        top = max(px(EDGE), (room.height() - high) // 2) - self.verticalScrollBar().value()
        return QRectF(left, top, wide, high)

    def arrange(self) -> None:
        """Set the scroll bars and ask for the picture that is missing."""
        room, scale = self.maximumViewportSize(), self.scale()
        wide, high = self.sizes[self.page] if self.sizes else (1.0, 1.0)
        for bar, length, place in (
            (self.horizontalScrollBar(), wide * scale, room.width()),
            (self.verticalScrollBar(), high * scale, room.height()),
        ):
            bar.setRange(0, max(0, round(length) + 2 * px(EDGE) - place))
            bar.setPageStep(place)
        if self.sizes and (self.page, self._key()) not in self.images:
            self.wanted.emit(self.page, self.dots())
        self.viewport().update()

    def dots(self) -> float:
        """Return the screen's own dots a point."""
        return self.scale() * self.devicePixelRatioF()

    def _key(self) -> int:
        return round(self.dots() * 1000)

    # ------------------------------------------------------------ events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self.arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll a page that is larger than the place, turn pages otherwise."""
        up = event.angleDelta().y() > 0
        bar = self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = ZOOM_STEP if up else 1 / ZOOM_STEP
            self.zoom = max(LEAST_ZOOM, min(MOST_ZOOM, self.zoom * step))
            self.arrange()
        elif (up and bar.value() > bar.minimum()) or (not up and bar.value() < bar.maximum()):
            super().wheelEvent(event)
        elif event.angleDelta().y():
            self.turned.emit(-1 if up else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp, PgDn turn pages, Home and End jump, ↑ ↓ scroll or turn."""
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jumped.emit(0 if key == Qt.Key.Key_Home else len(self.sizes) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            up = key == Qt.Key.Key_Up
            at_end = bar.value() == (bar.minimum() if up else bar.maximum())
            if at_end:
                self.turned.emit(-1 if up else 1)
            else:
                bar.setValue(bar.value() + (-1 if up else 1) * bar.singleStep())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus mark back."""
        super().focusOutEvent(event)
        self.viewport().update()

    # ------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, sheet, picture, corners of the type area, and what is under way."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(GROUND))
        sheet = self.sheet()
        if sheet.isEmpty():
            self._words(painter)
        else:
            for step, alpha in ((3, 14), (2, 22), (1, 30)):
                painter.fillRect(
                    sheet.adjusted(-step, -step + 1, step, step + 1), veiled(COLOURS.paper_shade, alpha)
                )
            painter.fillRect(sheet, QColor(COLOURS.surface))
            image = self.images.get((self.page, self._key())) or self._stand_in()
            if image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(sheet, image)
            self._corners(painter, sheet)
        if self.busy:
            self._busy(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS.blue), px(2)))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _stand_in(self) -> QImage | None:
        same = next((image for (page, _), image in self.images.items() if page == self.page), None)
        return same or (self.last if self.busy else None)

    def _corners(self, painter: QPainter, sheet: QRectF) -> None:
        wide, high = self.sizes[self.page]
        if not self.margins or wide > high:
            return
        mm = MM * sheet.width() / wide
        left, top, right, bottom = (length * mm for length in TYPE_AREA)
        painter.setPen(QPen(QColor(COLOURS.strong_edge), 1))
        for x, y, dx, dy in (
            (left, top, -1, -1),
            (right, top, 1, -1),
            (left, bottom, -1, 1),
            (right, bottom, 1, 1),
        ):
            corner = sheet.topLeft() + QPointF(round(x) + 0.5, round(y) + 0.5)
            painter.drawLine(corner, corner + QPointF(dx * CORNER_MM * mm, 0))
            painter.drawLine(corner, corner + QPointF(0, dy * CORNER_MM * mm))

    def _words(self, painter: QPainter) -> None:
        painter.setFont(font(SIZES.body))
        painter.setPen(QColor(COLOURS.ink2))
        room = QRectF(self.viewport().rect()).adjusted(px(24), 0, -px(24), 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self.words)

    def _busy(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SIZES.small))
        wide = painter.fontMetrics().horizontalAdvance(COMPOSING) + px(24)
        plate = QRectF(self.viewport().width() - wide - px(10), px(8), wide, px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.badge))
        painter.drawRoundedRect(plate, px(4), px(4))
        painter.setPen(QColor(COLOURS.surface))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, COMPOSING)


THUMB_W, THUMB_SLOT, THUMB_BOX = 60, 64, 45
BATCH = 12
FINER = 4  # thumbnails are drawn larger and shrunk, so that thin lines stay thin


class Thumbs(QAbstractScrollArea):
    """Small pages in a column, the one in hand framed; only those in view are asked for."""

    chosen = Signal(int)
    wanted = Signal(int, int, float)  # first, how many, dots a point

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("各页")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Fixed(self, self.setFixedWidth, THUMB_W)
        self.sizes: Sequence[Size] = ()
        self.page = 0
        self.images: dict[int, QImage] = {}
        self.asked: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(lambda _: self.ask())

    def show_paper(self, sizes: Sequence[Size], page: int = 0) -> None:
        """Show the pages of another paper; old pictures stay until :meth:`renew` asks for new ones."""
        if [*sizes] != [*self.sizes]:
            self.images = {}
        self.sizes, self.asked = sizes, set(range(len(sizes)))
        self.show_page(page)

    def renew(self) -> None:
        """Ask for new pictures of the pages in view."""
        self.asked = set()
        self.ask()

    def show_page(self, page: int) -> None:
        """Frame page ``page`` and bring it into view."""
        self.page = page
        slot, bar = px(THUMB_SLOT), self.verticalScrollBar()
        bar.setRange(0, max(0, len(self.sizes) * slot + px(EDGE) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        top = px(EDGE) // 2 + page * slot
        bar.setValue(max(min(bar.value(), top - px(4)), top + slot - self.viewport().height()))
        self.setAccessibleDescription(f"第 {page + 1} 页，共 {len(self.sizes)} 页")
        self.ask()

    def ask(self) -> None:
        """Ask for the pictures in view that are missing."""
        first, last = self._in_view()
        missing = [page for page in range(first, last) if page not in self.asked]
        if missing:
            start, count = missing[0], min(BATCH, missing[-1] - missing[0] + 1)
            self.asked.update(range(start, start + count))
            self.wanted.emit(start, count, self._dots())
        self.viewport().update()

    def take_images(self, first: int, images: Sequence[QImage]) -> None:
        """Take pictures that were asked for, and ask for the next ones."""
        dots = self.devicePixelRatioF()
        for number, image in enumerate(images, first):
            small = image.size() / FINER
            smooth = Qt.TransformationMode.SmoothTransformation
            self.images[number] = image.scaled(small, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            self.images[number].setDevicePixelRatio(dots)
        self.ask()

    def _dots(self) -> float:
        longest = max((max(size) for size in self.sizes), default=1.0)
        return px(THUMB_BOX) / longest * self.devicePixelRatioF() * FINER

    def _in_view(self) -> tuple[int, int]:
        slot, top = px(THUMB_SLOT), self.verticalScrollBar().value()
        return max(0, top // slot), min(len(self.sizes), (top + self.viewport().height()) // slot + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page in hand in view."""
        super().resizeEvent(event)
        self.show_page(self.page)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the page under the pointer."""
        place = (round(event.position().y()) + self.verticalScrollBar().value()) // px(THUMB_SLOT)
        if 0 <= place < len(self.sizes):
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ PgUp PgDn go a page, Home and End to the ends."""
        key, last = event.key(), len(self.sizes) - 1
        places = {
            Qt.Key.Key_Up: self.page - 1, Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_Down: self.page + 1, Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        if key in places:
            if 0 <= places[Qt.Key(key)] <= last:
                self.chosen.emit(places[Qt.Key(key)])
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the small pages with their numbers."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(GROUND))
        first, last = self._in_view()
        for page in range(first, last):
            self._thumb(painter, page)
        painter.end()

    def _thumb(self, painter: QPainter, page: int) -> None:
        wide, high = self.sizes[page]
        scale = px(THUMB_BOX) / max(wide, high)
        top = px(EDGE) // 2 + page * px(THUMB_SLOT) - self.verticalScrollBar().value()
        size = (round(wide * scale), round(high * scale))
        left = (self.viewport().width() - size[0]) // 2
        sheet = QRectF(left, top + (px(THUMB_BOX) - size[1]) // 2, *size)
        painter.fillRect(sheet, QColor(COLOURS.surface))
        image = self.images.get(page)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, image)
        current = page == self.page
        painter.setPen(
            QPen(QColor(COLOURS.blue if current else COLOURS.control_edge), px(2) if current else 1)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = px(1.5) if current else 0.5
        painter.drawRect(sheet.adjusted(-around, -around, around, around))
        painter.setFont(font(SIZES.small, bold=current and self.hasFocus()))
        painter.setPen(QColor(COLOURS.blue if current else COLOURS.ink2))
        below = QRectF(0, top + px(THUMB_BOX) + px(1), self.viewport().width(), px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(page + 1))


class Preview(QWidget):
    """Thumbnails and the page in hand, turned together."""

    page_turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.thumbs, self.view = Thumbs(), PageView()
        across: QHBoxLayout = row(self, gap=0)
        across.addWidget(self.thumbs)
        across.addWidget(self.view, 1)
        self.thumbs.chosen.connect(self.show_page)
        self.view.jumped.connect(self.show_page)
        self.view.turned.connect(self.turn)

    def show_paper(self, sizes: Sequence[Size], picture: Drawn, *, margins: bool, afresh: bool) -> None:
        """Show a paper at the page whose ``picture`` has come with it; ``afresh``: another paper."""
        page, scale, image = picture
        if afresh:
            self.thumbs.images = {}
        self.view.show_paper(sizes, margins=margins, page=page)
        self.view.take_image(page, scale, image)
        self.view.arrange()
        self.thumbs.show_paper(sizes, page)
        self.page_turned.emit(page)

    def show_nothing(self, words: str) -> None:
        """Show why there is no page."""
        self.view.show_nothing(words)
        self.thumbs.show_paper(())

    def show_page(self, page: int) -> None:
        """Turn to page ``page`` (from 0)."""
        if 0 <= page < len(self.view.sizes):
            self.view.show_page(page)
            self.thumbs.show_page(page)
            self.page_turned.emit(page)

    def turn(self, pages: int) -> None:
        """Turn ``pages`` on or back."""
        self.show_page(self.view.page + pages)
