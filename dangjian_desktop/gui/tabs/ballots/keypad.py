"""The keypad in the shape of the number pad; only the keys that do something now are lit."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.ballot_lists import words_of
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.key_layout import DIGITS, Cap, KeyLayout
from dangjian_desktop.gui.tabs.ballots.look import CENTRE, GROUND, RIGHT, Scale, box, card, write
from dangjian_desktop.gui.tabs.ballots.session import Sitting, live_keys
from dangjian_desktop.gui.tokens import COLOURS


class KeypadView(QWidget):
    """Paints the number pad with the meaning of each live key under it."""

    def __init__(self, sitting: Sitting, scale: Scale, layout: KeyLayout = DIGITS) -> None:
        super().__init__()
        self.sitting, self.scale, self.keys = sitting, scale, layout
        self.wrong_key = ""
        self.seen = self._seen()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size in the pictures."""
        return QSize(self.scale.px(398), self.scale.px(376))

    def follow(self) -> None:
        """Repaint what the last key changed: mostly only the heading."""
        seen, self.seen = self.seen, self._seen()
        self.update(self.rect() if seen != self.seen else QRect(0, 0, self.width(), self.scale.px(44)))

    def _seen(self) -> tuple[str, dict[str, str]]:
        return (self.wrong_key, live_keys(self.sitting, words.KEY_WORDS))

    def heading(self) -> str:
        """Return what the digits mean now."""
        sitting = self.sitting
        if sitting.ready:
            return self.keys.said(words.READY)
        if sitting.mode in words.MODE_HEADINGS:
            return words.MODE_HEADINGS[sitting.mode]
        items, cursor = len(sitting.form.items), sitting.draft.cursor
        if cursor >= items:
            return words.ALL_ITEMS.format(items=items)
        if sitting.draft.ticks:
            return self.keys.said(words.TICKING.format(item=cursor + 1))
        return self._current()

    def _current(self) -> str:
        """Return which item, or whom and in what, the next digit is about."""
        form, cursor = self.sitting.form, self.sitting.draft.cursor
        subject = form.items[cursor].subject
        if subject is None:
            return words.CURRENT_ITEM.format(item=cursor + 1)
        words_here = words_of(form, cursor)
        name = form.listed[subject]
        return name if words_here == name else words.CURRENT_SUBJECT.format(name=name, item=words_here)

    def cap_rect(self, cap: Cap) -> QRectF:
        """Return the place of one key."""
        gap, left, top = self.scale.px(8), self.scale.px(24), self.scale.px(48)
        wide = (self.width() - 2 * left - 3 * gap) / 4
        high = (self.height() - top - self.scale.px(20) - 4 * gap) / 5
        return QRectF(
            left + cap.column * (wide + gap),
            top + cap.row * (high + gap),
            wide * cap.wide + gap * (cap.wide - 1),
            high * cap.high + gap * (cap.high - 1),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(GROUND))
        card(painter, QRectF(self.rect()))
        line = QRectF(
            self.scale.px(24), self.scale.px(12), self.width() - self.scale.px(48), self.scale.px(26)
        )
        write(painter, line, self.keys.heading, self.scale.font(16), COLOURS.ink2)
        write(painter, line, self.heading(), self.scale.font(16, bold=True), COLOURS.ink, RIGHT)
        live = live_keys(self.sitting, words.KEY_WORDS)
        if event.rect().bottom() < self.scale.px(46):
            return
        for cap in self.keys.caps:
            self._paint_cap(painter, cap, live.get(cap.key))

    def _paint_cap(self, painter: QPainter, cap: Cap, meaning: str | None) -> None:
        rect = self.cap_rect(cap)
        ink = COLOURS.ink
        answers = cap.key.isdigit() or cap.key == "."
        if cap.key == self.wrong_key:
            box(painter, rect, COLOURS.red, self.scale.px(3), COLOURS.wrong_tint, 5)
            ink = COLOURS.red
        elif meaning is None:
            box(painter, rect, COLOURS.hairline, 1, COLOURS.disabled_ground, 5)
            ink = COLOURS.disabled
        elif cap.key == "Enter":
            box(painter, rect, COLOURS.ink, 0, COLOURS.ink, 5)
            ink = COLOURS.surface
        else:
            box(painter, rect, ink, self.scale.px(2), COLOURS.ballot_row if answers else COLOURS.surface, 5)
        if not meaning:
            size = 22 if meaning is not None else 19
            write(painter, rect, cap.face, self.scale.font(size, bold=meaning is not None), ink, CENTRE)
            return
        if rect.height() < self.scale.px(44):
            line = f"{cap.face} {meaning}"
            write(painter, rect, line, self.scale.fitted(line, 15, rect.width() - 6, least=11), ink, CENTRE)
            return
        middle = rect.center().y()
        face = QRectF(rect.left(), middle - self.scale.px(25), rect.width(), self.scale.px(26))
        write(painter, face, cap.face, self.scale.font(22, bold=True), ink, CENTRE)
        place = QRectF(
            rect.left() + self.scale.px(3),
            middle + self.scale.px(1),
            rect.width() - self.scale.px(6),
            self.scale.px(22),
        )
        write(painter, place, meaning, self.scale.fitted(meaning, 16, place.width(), least=11), ink, CENTRE)
