"""Fields with their words at the left and their error under them; search; segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.theme import MOST_SOFT, ZoomFollower, font, px, zoom_changed, zoom_percent
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State
from dangjian_desktop.gui.widgets.field_menu import offer_picker
from dangjian_desktop.gui.widgets.layouts import Fixed, column, fixed_width, row
from dangjian_desktop.gui.widgets.words import Label, SignLabel, link

SENTENCE = 19  # px, a line of the sentence under a field
TYPING_MS = 0  # a search takes less than the eye sees


class Field(QWidget):
    """A labelled input; :meth:`wrong` gives it a red edge and one sentence under it."""

    def __init__(self, label: str, editor: QWidget, *, label_width: int = 76, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        editor.setAccessibleName(label)
        if isinstance(editor, QLineEdit):
            offer_picker(editor)
        if isinstance(editor, QAbstractSpinBox):  # its text heeds no padding of the style
            editor.lineEdit().setTextMargins(px(8), 0, 0, 0)
        outer = column(self, gap=4)
        line = row(gap=0)
        outer.addLayout(line)
        self.label = Label(label, "note")
        self.label.setBuddy(editor)
        if label_width:
            fixed_width(self.label, label_width)
            line.addWidget(self.label)
        else:
            self.label.setParent(self)
            self.label.hide()
        line.addWidget(editor, 1)
        self.said = row(gap=6)
        outer.addLayout(self.said)
        if label_width:
            self.said.addSpacing(px(label_width))
        self.sign = SignLabel(Sign.CROSS, State.WRONG, 12)
        self.sentence = Label("", "error", wrap=True)
        Fixed(self.sign, self.sign.setMinimumHeight, SENTENCE)
        self.said.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)  # beside the first line of several
        self.said.addWidget(self.sentence, 1)
        self.remedy: QWidget | None = None
        self.hint = hint
        self.right()

    def wrong(self, sentence: str, remedy: str = "", cure: Callable[[], object] | None = None) -> None:
        """Show what is wrong; ``remedy`` is a word to press that calls ``cure``."""
        self._say(sentence, "error")
        self.sign.setVisible(True)
        self._mark(True)
        if remedy and cure is not None:
            self.remedy = link(remedy, cure)
            self.said.addWidget(self.remedy)

    def ask(self, sentence: str) -> None:
        """Ask for what has not been filled in yet: no error so far."""
        self.right()
        self._say(sentence, "hint")

    def heed_typing(self) -> None:
        """Take an error back as soon as something else is typed or chosen, until it is judged again."""
        editor = self.editor
        if isinstance(editor, (QLineEdit, QPlainTextEdit, QSpinBox)):
            editor.textChanged.connect(self._typed)
        elif isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(self._typed)

    def _typed(self, *_: object) -> None:
        if not self.sign.isHidden():
            self.right()

    def right(self) -> None:
        """Take the error back and show the hint, if any."""
        self._say(self.hint, "hint")
        self.sign.setVisible(False)
        self._mark(False)

    def _say(self, text: str, kind: str) -> None:
        if self.remedy is not None:
            self.remedy.deleteLater()
            self.remedy = None
        self.sentence.setText(text)
        self.sentence.set_kind(kind)
        self.sentence.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)

    def _mark(self, wrong: bool) -> None:
        if bool(self.editor.property("wrong")) != wrong:
            self.editor.setProperty("wrong", wrong)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)


class SearchField(QLineEdit):
    """A search field: ``searched`` comes with each key; Esc empties it; Enter and ↓ go to what was found."""

    searched = Signal(str)
    entered = Signal()

    def __init__(self, hint: str = "找姓名、单位，可用首字母", width: int = 272) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName("搜索")
        Fixed(self, self.setFixedWidth, width, soft=True)
        self.setTextMargins(px(22), 0, px(4), 0)
        self.count = ""
        self.wipe = QAction(icon("close", COLOURS.ink2), "清除", self)
        self.wipe.triggered.connect(self.clear)
        self.wait = QTimer(self, interval=TYPING_MS, singleShot=True)
        self.wait.timeout.connect(self.tell)
        self.textChanged.connect(self._typed)

    def show_count(self, text: str) -> None:
        """Show how many were found inside the field, e.g. 16 人."""
        self.count = text
        self.update()

    def tell(self) -> None:
        """Say what is searched for."""
        self.wait.stop()
        self.searched.emit(self.text().strip())

    def _typed(self, text: str) -> None:
        if text and self.wipe not in self.actions():
            self.addAction(self.wipe, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self.wipe)
            self.count = ""
        self.wait.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Esc, leave it for what was found on Enter or ↓."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.tell()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.tell()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.setTextMargins(px(22), 0, px(4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lens and the count beside the text."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        icon("search").paint(painter, px(10), (self.height() - side) // 2, side, side)
        if self.text() and self.count:
            painter.setPen(QColor(COLOURS.ink2))
            painter.setFont(font(SIZES.note))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -px(36), 0), right, self.count)


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice of a segmented control."""

    id: str
    text: str
    count: int | None = None
    sign: Sign = Sign.NONE
    state: State = State.IDLE


class SegmentButton(QAbstractButton):
    """Draws one segment; the current one is a white plate."""

    def __init__(self, segment: Segment) -> None:
        super().__init__()
        self.segment = segment
        self.setCheckable(True)
        self.setText(segment.text)
        self.setAccessibleName(segment.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Return the size of words, count and sign."""
        fonts = (font(SIZES.note), font(SIZES.note, bold=True))
        words = max(QFontMetrics(one).horizontalAdvance(self.segment.text) for one in fonts)
        count = (
            QFontMetrics(font(SIZES.small)).horizontalAdvance(self.figure()) + px(8) if self.figure() else 0
        )
        sign = px(22) if self.segment.sign is not Sign.NONE else 0
        return QSize(words + count + sign + px(24), px(28))

    def minimumSizeHint(self) -> QSize:
        """Return the whole size: a segment is never squeezed."""
        return self.sizeHint()

    def figure(self) -> str:
        """Return the count as text, empty when there is none."""
        return "" if self.segment.count is None else str(self.segment.count)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, sign, words and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            self._paint_plate(painter, rect)
        left = float(px(12))
        if self.segment.sign is not Sign.NONE:
            side = px(15)
            at = QRectF(left, (self.height() - side) / 2, side, side)
            paint_sign(painter, at, self.segment.sign, self.segment.state)
            left += px(22)
        painter.setFont(font(SIZES.note, bold=self.isChecked()))
        painter.setPen(QColor(COLOURS.ink if self.isChecked() else COLOURS.ink2))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(left, 0, 0, 0), middle, self.segment.text)
        if self.figure():
            painter.setFont(font(SIZES.small))
            painter.setPen(QColor(COLOURS.ink2))
            painter.drawText(
                rect.adjusted(0, 0, -px(12), 0), middle | Qt.AlignmentFlag.AlignRight, self.figure()
            )

    def _paint_plate(self, painter: QPainter, rect: QRectF) -> None:
        focus = self.hasFocus()
        edge = COLOURS.blue if focus else COLOURS.control_edge if self.isChecked() else COLOURS.rail
        painter.setPen(QPen(QColor(edge), 2 if focus else 1))
        painter.setBrush(QColor(COLOURS.surface if self.isChecked() else COLOURS.hover))
        painter.drawRoundedRect(rect, px(5), px(5))


class _Standing(ZoomFollower):
    """Lets a row of choices stand on end at a high zoom."""

    def __init__(self, owner: Segmented) -> None:
        super().__init__(owner)
        self.line = owner.line
        self.rescale()

    def rescale(self) -> None:
        """Turn the row as the zoom asks."""
        narrow = zoom_percent() > MOST_SOFT
        turned = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.line.setDirection(turned)


class Segmented(QFrame):
    """A row of choices of which one is in hand; ← → move, ``chosen`` says the id."""

    chosen = Signal(str)

    def __init__(self, segments: Sequence[Segment] = (), name: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.line = row(self, (2, 2, 2, 2), gap=2)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, SegmentButton] = {}
        self.set_segments(segments)

    def stand_when_zoomed(self) -> Self:
        """Put one choice below the other where a pane no longer grows with the zoom; return itself."""
        _Standing(self)
        return self

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show ``segments``; keep the choice in hand when it is still there, else take the first."""
        if [s.id for s in segments] == list(self.buttons):
            for segment in segments:
                button = self.buttons[segment.id]
                button.segment = segment
                button.updateGeometry()
                button.update()
            return
        kept = self.current()
        for old in self.buttons.values():
            self.group.removeButton(old)
            self.line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {segment.id: SegmentButton(segment) for segment in segments}
        for name, button in self.buttons.items():
            self.group.addButton(button)
            self.line.addWidget(button)
            button.toggled.connect(lambda on, chosen=name: self.chosen.emit(chosen) if on else None)
        self.choose(kept if kept in self.buttons else next(iter(self.buttons), ""), silent=True)

    def current(self) -> str:
        """Return the id in hand, empty when there are no segments."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, name: str, *, silent: bool = False) -> None:
        """Take segment ``name`` in hand."""
        button = self.buttons.get(name)
        if button is None:
            return
        blocked = button.blockSignals(silent)
        button.setChecked(True)
        button.blockSignals(blocked)
