"""The tab rail: icon over name, the current tab on a white plate with a red bar, counts as badges."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.theme import font, px, zoom_changed, zoom_percent
from dangjian_desktop.gui.tokens import COLOURS, SIZES

FOOT_TAB = 54
LEAST_TAB = 34
LEAST_WITH_ICON = 40  # a lower tab shows its name alone: icon and name would touch the tabs around it


class RailButton(QAbstractButton):
    """One tab of the rail."""

    def __init__(self, name: str, icon_name: str, shortcut: str) -> None:
        super().__init__()
        self.icon_name, self.badge = icon_name, 0
        self.height_in_hand = SIZES.rail_tab
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leads to the page itself
        self.setAccessibleName(name)
        self.setToolTip(f"{name}（{shortcut}）" if shortcut else name)

    def set_badge(self, count: int) -> None:
        """Show ``count``; 0 shows nothing."""
        self.badge = count
        self.setAccessibleDescription(f"{count} 件等着处理" if count else "")
        self.update()

    def with_icon(self) -> bool:
        """Tell whether there is room for the icon over the name."""
        return self.height_in_hand >= LEAST_WITH_ICON

    def sizeHint(self) -> QSize:
        """Return the size of the tab."""
        return QSize(px(SIZES.rail), px(self.height_in_hand))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, bar, icon, name and badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        plate = QRectF(px(6), px(3), self.width() - px(12), self.height() - px(6))
        if on or self.underMouse() or self.hasFocus():
            self.paint_plate(painter, plate)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS.red))
            bar = QRectF(px(6), plate.center().y() - px(15), px(3), px(30))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        colour = COLOURS.red if on else COLOURS.ink2
        low = self.height_in_hand < SIZES.rail_tab_small - 6
        size, rise, fall, line = (15, 15, -1, 18) if low else (21, 20, 3, 20)
        side, top = px(size), round(plate.center().y() - px(rise))
        if not self.with_icon():
            fall, top = -line // 2, round(plate.top() + px(2))
        else:
            icon(self.icon_name, colour).paint(painter, (self.width() - side) // 2, top, side, side)
        painter.setFont(font(SIZES.small, bold=on))
        painter.setPen(QColor(colour))
        wide = painter.fontMetrics().horizontalAdvance(self.text()) > self.width() - px(40)
        beside = self.badge and wide and not self.with_icon()
        aside = px(6) if beside else 0  # the count stands at the end of a bare name
        words = QRectF(-aside, plate.center().y() + px(fall), self.width(), px(line))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.badge:
            self.paint_badge(painter, top)

    def paint_plate(self, painter: QPainter, plate: QRectF) -> None:
        """Draw the ground of the tab in hand, pointed at or focused."""
        on, focus = self.isChecked(), self.hasFocus()
        edge = COLOURS.blue if focus else COLOURS.hairline if on else COLOURS.rail
        painter.setPen(QPen(QColor(edge), 2 if focus else 1))
        painter.setBrush(QColor(COLOURS.surface if on else COLOURS.hover))
        painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))

    def paint_badge(self, painter: QPainter, top: int) -> None:
        """Draw the count at the shoulder of the icon, or at the end of a bare name."""
        text = str(self.badge) if self.badge < 100 else "99+"
        painter.setFont(font(11, bold=True))
        width = max(px(16), painter.fontMetrics().horizontalAdvance(text) + px(8))
        left = self.width() / 2 + px(10) if self.with_icon() else self.width() - width - px(1)
        rect = QRectF(left, top - px(4), width, px(16))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.badge))
        painter.drawRoundedRect(rect, px(8), px(8))
        painter.setPen(QColor(COLOURS.surface))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """All tabs in the order of the work; ↑ ↓ move, ``chosen`` says the id."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        self.order: list[str] = []
        self.feet: set[str] = set()
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(0)
        self.work = QVBoxLayout()
        self.base = QVBoxLayout()
        self.outer.addLayout(self.work)
        self.outer.addStretch(1)
        self.outer.addLayout(self.base)
        self.rescale()

    def add(self, tab: str, name: str, icon_name: str, shortcut: str = "", *, foot: bool = False) -> None:
        """Add a tab, at the foot when ``foot``."""
        button = RailButton(name, icon_name, shortcut)
        self.group.addButton(button)
        (self.base if foot else self.work).addWidget(button)
        self.buttons[tab] = button
        if foot:
            self.feet.add(tab)
        self.order.append(tab)
        button.clicked.connect(lambda: self.chosen.emit(tab))

    def show_current(self, tab: str) -> None:
        """Mark ``tab`` as the one in hand."""
        if tab in self.buttons:
            self.buttons[tab].setChecked(True)
            return
        self.group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self.group.setExclusive(True)

    def show_tabs(self, tabs: Iterable[str], *, on: bool) -> None:
        """Show or hide some tabs, and give those shown the room there is."""
        for tab in tabs:
            self.buttons[tab].setVisible(on)
        self.rescale()

    def set_badge(self, tab: str, count: int) -> None:
        """Show ``count`` beside a tab's icon."""
        if tab in self.buttons:
            self.buttons[tab].set_badge(count)

    def rescale(self) -> None:
        """Set sizes to the zoom, and to 52 px a tab where 60 do not fit."""
        self.setFixedWidth(px(SIZES.rail))
        self.outer.setContentsMargins(0, px(SIZES.top_bar + 3), 0, px(3))
        tall = self.tall()
        for name, button in self.buttons.items():
            button.height_in_hand = min(tall, FOOT_TAB) if name in self.feet else tall
            button.setFixedHeight(px(button.height_in_hand))
        self.update()  # the line over the foot moves with it

    def tall(self) -> int:
        """Return the height of a tab (px at 100 %): 60, 52 on low screens, less under a high zoom."""
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        room = (self.height() - px(SIZES.top_bar + 18)) // max(1, len(shown)) * 100 // zoom_percent()
        if room >= SIZES.rail_tab:
            return SIZES.rail_tab
        return SIZES.rail_tab_small if room >= SIZES.rail_tab_small else max(LEAST_TAB, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the height of the tabs."""
        super().resizeEvent(event)
        self.rescale()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "base"):
            self.rescale()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with ↑ ↓ and show at once."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        here = next((n for n, tab in enumerate(self.order) if self.buttons[tab].hasFocus()), -1)
        if step and here >= 0:
            tab = self.order[(here + step) % len(self.order)]
            self.buttons[tab].setFocus()
            self.chosen.emit(tab)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the seal and the line over the foot."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOURS.rail))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(27)
        seal = QRectF((self.width() - side) / 2, px(10.5), side, side)
        painter.setPen(QPen(QColor(COLOURS.ink2), px(2)))
        painter.drawRoundedRect(seal, px(6), px(6))
        painter.setFont(font(16, bold=True))
        painter.setPen(QColor(COLOURS.ink))
        painter.drawText(seal, Qt.AlignmentFlag.AlignCenter, "建")
        if self.base.count():
            top = self.base.geometry().top() - px(6)
            painter.setPen(QColor(COLOURS.control_edge))
            painter.drawLine(px(16), top, self.width() - px(16), top)
