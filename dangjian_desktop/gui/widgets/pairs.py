"""Two records side by side: only differences are tinted, each is chosen by ← and →; three answers by key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from dangjian_desktop.gui.theme import font, px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.words import ElidedLabel, Label, line, paint_cap
from dangjian_desktop.services.pair_views import PairLine, PairSide, PairSign, PairView

LOW = 720  # px at 100 %: in a lower window the three answers stand in one row
LABEL, SIGN = 72, 26  # px at 100 %: the word at the left, the sign at the right
EMPTY = "（空）"
SIGNS = {PairSign.SAME: "=", PairSign.OTHER: "≠", PairSign.LACKS: "缺", PairSign.ADDS: "补"}
SIGN_WORDS = {
    PairSign.SAME: "相同",
    PairSign.OTHER: "不同",
    PairSign.LACKS: "右边没有",
    PairSign.ADDS: "左边没有",
}
NUMBER = re.compile(r"[\d*Xx-]{9,}")
WRAP = int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignVCenter)


class PairRow(QWidget):
    """One line of the two records. Where it is to be chosen, ← takes the left, → the right side."""

    chosen = Signal(bool)  # whether the right side was taken
    moved = Signal(int)  # -1 up, 1 down

    def __init__(self, shown: PairLine, left_name: str, right_name: str) -> None:
        super().__init__()
        self.shown, self.names = shown, (left_name, right_name)
        self.taken: bool | None = None
        self.open = bool(shown.field) and shown.sign is PairSign.OTHER
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.open else Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self.open:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(f"← 用{left_name}的，→ 用{right_name}的")
        self._name()

    def choose(self, taken: bool | None) -> None:
        """Take the right side (True), the left (False), or neither yet (None)."""
        self.taken = taken
        self._name()
        self.update()

    def _name(self) -> None:
        shown = self.shown
        words = [shown.word, self.names[0], shown.left or EMPTY, self.names[1], shown.right or EMPTY]
        words.append(SIGN_WORDS[shown.sign])
        if self.open:
            words.append("还没有选" if self.taken is None else f"用{self.names[self.taken]}的")
        self.setAccessibleName(" ".join(words))

    def halves(self, width: int) -> tuple[QRect, QRect]:
        """Return where the two texts stand (at any height)."""
        half = max(px(40), (width - px(LABEL) - px(SIGN)) // 2)
        return QRect(px(LABEL), 0, half, 1), QRect(px(LABEL) + half, 0, half, 1)

    def hasHeightForWidth(self) -> bool:
        """Return that long texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the longer text needs."""
        metrics = QFontMetrics(font(bold=self.open))
        texts = (self.shown.left or EMPTY, self.shown.right or EMPTY)
        heights = [
            metrics.boundingRect(QRect(0, 0, half.width() - px(14), 10_000), WRAP, text).height()
            for half, text in zip(self.halves(width), texts, strict=True)
            if not NUMBER.fullmatch(text)
        ]
        return max(px(31), *(height + px(11) for height in heights), 0)

    def sizeHint(self) -> QSize:
        """Return a usual size."""
        return QSize(px(300), self.heightForWidth(max(self.width(), px(300))))

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be read."""
        return QSize(px(220), px(31))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the side pressed."""
        if self.open:
            self.setFocus()
            self.chosen.emit(event.position().x() >= self.halves(self.width())[1].left())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by ← and →, move by ↑ and ↓."""
        if self.open and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.chosen.emit(event.key() == Qt.Key.Key_Right)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word, both texts, the sign; what is chosen stands bold, the rest is struck out."""
        painter = QPainter(self)
        shown, height = self.shown, self.height()
        left, right = (half.adjusted(0, 0, 0, height - 1) for half in self.halves(self.width()))
        if self.open:
            tinted = {None: (right,), True: (right,), False: (left,)}[self.taken]
            ground = COLOURS.soon_tint if self.taken is None else COLOURS.selection
            for half in tinted:
                painter.fillRect(half.adjusted(0, 1, 0, -1), QColor(ground))
        painter.setPen(QColor(COLOURS.ink2))
        painter.setFont(font(SIZES.note))
        painter.drawText(
            QRect(px(4), 0, px(LABEL) - px(4), height), int(Qt.AlignmentFlag.AlignVCenter), shown.word
        )
        self._paint_half(painter, left, shown.left, False)
        self._paint_half(painter, right, shown.right, True)
        painter.setFont(font(SIZES.note, bold=self.open))
        painter.setPen(QColor(COLOURS.soon_text if self.open else COLOURS.ink3))
        at = QRect(self.width() - px(SIGN), 0, px(SIGN), height)
        painter.drawText(at, int(Qt.AlignmentFlag.AlignCenter), SIGNS[shown.sign])
        painter.fillRect(QRect(0, height - 1, self.width(), 1), QColor(COLOURS.hairline))
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS.blue), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -2))

    def _paint_half(self, painter: QPainter, half: QRect, text: str, mine: bool) -> None:
        """Draw the text of one side; ``mine``: it is the right one, what ``taken`` speaks of."""
        chosen = self.taken in (None, mine)
        used = font(bold=self.open and chosen)
        used.setStrikeOut(self.open and not chosen)
        inner = half.adjusted(px(7), 0, -px(7), 0)
        words = text or EMPTY
        if NUMBER.fullmatch(words):
            used, words = on_one_line(used, words, inner.width())
        painter.setFont(used)
        faint = not text or (self.shown.sign is PairSign.SAME and mine) or used.strikeOut()
        painter.setPen(QColor(COLOURS.ink2 if faint else COLOURS.ink))
        painter.drawText(inner, WRAP, words)


def on_one_line(used: QFont, words: str, room: int) -> tuple[QFont, str]:
    """Return the largest font in which words fit a line, and the words (shortened where none does)."""
    for size in (SIZES.body, SIZES.note, SIZES.small):
        used.setPixelSize(px(size))
        if QFontMetrics(used).horizontalAdvance(words) <= room:
            return used, words
    return used, QFontMetrics(used).elidedText(words, Qt.TextElideMode.ElideMiddle, room)


class PairHead(QWidget):
    """Names the two sides above the lines."""

    def __init__(self, left: PairSide, right: PairSide) -> None:
        super().__init__()
        self.sides = (left, right)
        self.fit()
        self.setToolTip("\n".join(f"{side.head}：{side.note}" for side in self.sides if side.note))
        self.setAccessibleName(f"左边是{left.head}，右边是{right.head}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a note that is too long for a line more of them."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as high as name and notes need."""
        small = QFontMetrics(font(SIZES.small))
        room = QRect(0, 0, max(px(60), self.half() - px(12)), 1000)
        wrapped = int(Qt.TextFlag.TextWordWrap)
        high = max(small.boundingRect(room, wrapped, side.note or " ").height() for side in self.sides)
        self.setFixedHeight(px(23) + high)

    def half(self) -> int:
        """Return the width of one side."""
        return (self.width() - px(LABEL) - px(SIGN)) // 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both names, each with its note under it."""
        painter = QPainter(self)
        half = self.half()
        painter.fillRect(
            QRect(px(LABEL) + half, 0, half + px(SIGN), self.height()), QColor(COLOURS.selection)
        )
        for place, side in enumerate(self.sides):
            at = QRect(px(LABEL) + place * half + px(7), px(3), half - px(12), px(18))
            used, words = on_one_line(font(bold=True), side.head, at.width())
            painter.setFont(used)
            painter.setPen(QColor(COLOURS.ink))
            painter.drawText(at, int(Qt.AlignmentFlag.AlignVCenter), words)
            painter.setFont(font(SIZES.small))
            painter.setPen(QColor(COLOURS.ink2))
            below = QRect(at.left(), px(21), at.width(), self.height() - px(21))
            painter.drawText(below, int(Qt.TextFlag.TextWordWrap), side.note)


class AnswerCard(QAbstractButton):
    """One answer: its key, its name, and what it will do."""

    def __init__(self, key: str, name: str, *, checked: bool = False) -> None:
        super().__init__()
        self.key, self.name, self.note = key, name, ""
        self.low = False
        self.setCheckable(True)
        self.setChecked(checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, note: str) -> None:
        """Say what the answer will do."""
        self.note = note
        self.setAccessibleName(f"{self.key} {self.name}：{note}")
        self.setToolTip(note)
        self.update()

    def set_low(self, low: bool) -> None:
        """Show only what is done (the words behind the colon), or the name with what it will do."""
        self.low = low
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Stay as it is: what is decided shows, a press only asks."""

    def sizeHint(self) -> QSize:
        """Return the size of the card."""
        return QSize(px(110), px(36)) if self.low else QSize(px(260), px(50))

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be read."""
        return QSize(px(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as on the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = COLOURS.strong_edge if self.isChecked() else COLOURS.control_edge
        painter.setPen(QPen(QColor(COLOURS.blue if self.hasFocus() else edge), 2 if self.hasFocus() else 1))
        ground = COLOURS.selection if self.isChecked() else COLOURS.hover if self.underMouse() else ""
        painter.setBrush(QColor(ground or COLOURS.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        before, gap, after = (6, 30, 4) if self.low else (12, 36, 10)
        paint_cap(painter, QRectF(px(before), (self.height() - px(24)) / 2, px(24), px(24)), self.key)
        left = px(before) + px(gap)
        room = self.width() - left - px(after)
        for used, words, top, ink in self._lines(room):
            painter.setFont(used)
            painter.setPen(QColor(ink))
            painter.drawText(QRect(left, top, room, px(19)), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _lines(self, room: int) -> list[tuple[QFont, str, int, str]]:
        """Return font, words, top and colour of each line: a low card has its name alone, and all of it."""
        bold, small = font(bold=True), font(SIZES.note)
        if self.low:
            fitting, words = on_one_line(bold, self.name.rpartition("：")[2], room)
            return [(fitting, words, (self.height() - px(19)) // 2, COLOURS.ink)]
        name, note = (
            QFontMetrics(used).elidedText(words, Qt.TextElideMode.ElideRight, room)
            for used, words in ((bold, self.name), (small, self.note))
        )
        return [(bold, name, px(6), COLOURS.ink), (small, note, px(26), COLOURS.ink2)]


Notes = Callable[[Mapping[str, bool]], Sequence[str]]


class Answers(QWidget):
    """The three answers, for the foot of the pane: always in sight; in a low window side by side."""

    def __init__(self, cards: Sequence[AnswerCard]) -> None:
        super().__init__()
        self.cards = cards
        body = column(self, gap=6)
        self.note = ElidedLabel("", "note")
        body.addWidget(self.note)
        self.across = column(gap=6)
        body.addLayout(self.across)
        for card in cards:
            self.across.addWidget(card)
        self.low: bool | None = None
        self.arrange()

    def say(self, notes: Sequence[str]) -> None:
        """Say what each answer will do."""
        self.note.setText(notes[0])
        for card, note in zip(self.cards, notes, strict=True):
            card.say(note)

    def arrange(self) -> None:
        """Follow the height of the window."""
        low = self.window().height() < px(LOW)
        if low != self.low:
            self.low = low
            ways = QBoxLayout.Direction
            self.across.setDirection(ways.LeftToRight if low else ways.TopToBottom)
            self.note.setVisible(low)
            for card in self.cards:
                card.set_low(low)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the window."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window."""
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.arrange()


class PairBoard(QWidget):
    """The two records; ``answers`` belong at the foot of the pane.

    ``answered`` says which key; nothing is chosen beforehand.
    """

    answered = Signal(int)
    field_chosen = Signal(str, bool)

    def __init__(
        self,
        view: PairView,
        names: Sequence[str],
        notes: Notes,
        chosen: Mapping[str, bool],
        decided: int = 0,
        before: str = "",
    ) -> None:
        super().__init__()
        self.view, self.notes = view, notes
        self.chosen = {name: taken for name, taken in chosen.items() if name in view.open_fields}
        body = column(self)
        if before:
            body.addWidget(Label(f"{before}。要改，重新选就是。", wrap=True))
            body.addSpacing(px(6))
        self.why = Label(f"{view.level}：{view.why}", "note", wrap=True)
        body.addWidget(self.why)
        body.addSpacing(px(6))
        body.addWidget(PairHead(view.left, view.right))
        body.addWidget(line())
        self.rows = [PairRow(one, view.left.head, view.right.head) for one in view.lines]
        for made in self.rows:
            made.chosen.connect(lambda taken, made=made: self._take(made, taken))
            made.moved.connect(lambda step, made=made: self._move(made, step))
            made.choose(self.chosen.get(made.shown.field))
            body.addWidget(made)
        self.cards = [
            AnswerCard(str(number), name, checked=number == decided) for number, name in enumerate(names, 1)
        ]
        for number, card in enumerate(self.cards, 1):
            card.clicked.connect(lambda _on=False, number=number: self.answered.emit(number))
        self.answers = Answers(self.cards)
        self._say()

    def open_rows(self) -> list[PairRow]:
        """Return the lines of which no side is chosen yet."""
        return [one for one in self.rows if one.open and one.taken is None]

    def taken(self) -> frozenset[str]:
        """Return the fields of which the right side was chosen."""
        return frozenset(name for name, taken in self.chosen.items() if taken)

    def go_to_open(self) -> None:
        """Put the keyboard on the first line that is not chosen, else on the first answer."""
        rows = self.open_rows()
        (rows[0] if rows else self.cards[0]).setFocus()

    def press(self, *, right: bool) -> None:
        """Take a side of the first line not chosen, from wherever the keyboard is; it comes here with it."""
        rows = self.open_rows()
        if rows:
            self._take(rows[0], right)
        else:
            next((one for one in self.rows if one.open), self.cards[0]).setFocus()

    def _take(self, made: PairRow, taken: bool) -> None:
        made.choose(taken)
        self.chosen[made.shown.field] = taken
        self._say()
        self.field_chosen.emit(made.shown.field, taken)
        self.go_to_open()

    def _move(self, made: PairRow, step: int) -> None:
        stops: list[QWidget] = [one for one in self.rows if one.open]
        stops.extend(self.cards)
        place = stops.index(made) + step if made in stops else 0
        stops[max(0, min(place, len(stops) - 1))].setFocus()

    def _say(self) -> None:
        self.answers.say(self.notes(self.chosen))
