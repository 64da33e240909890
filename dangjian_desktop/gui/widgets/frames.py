"""Larger parts: title row, count cards, empty places, confirm strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPoint,
    QPropertyAnimation,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QWidget,
)
from shiboken6 import isValid

from dangjian_desktop.gui.commands import Registry, key_words
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, SLIDE_MS, State
from dangjian_desktop.gui.widgets.layouts import clear, column, fixed_height, row
from dangjian_desktop.gui.widgets.panes import Pane
from dangjian_desktop.gui.widgets.words import (
    Button,
    ElidedLabel,
    IconLabel,
    KeyCap,
    Label,
    Paragraph,
    SignLabel,
)

MOST_BUTTONS = 6
NO_CLICKS = Qt.WidgetAttribute.WA_TransparentForMouseEvents
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class ActionButton(Button):
    """A button that shows a command: its short words, icon, tooltip and whether it can run."""

    def __init__(self, registry: Registry, name: str, *, cap: bool = False) -> None:
        command = registry.command(name)
        super().__init__(
            command.short(), command.icon, "primary" if command.primary else "", name=command.text
        )
        self.action_in_hand: QAction = registry.action(name)
        self.setToolTip(command.hint())
        self.clicked.connect(self.action_in_hand.trigger)
        self.action_in_hand.changed.connect(self.follow)
        if cap and command.shortcut:
            self.setText(f"{command.short()}  {key_words(command.shortcut)}")
        self.follow()

    def follow(self) -> None:
        """Be enabled when the command is."""
        self.setEnabled(self.action_in_hand.isEnabled())


class TitleRow(QWidget):
    """The row of 56 px at the top of a tab: title, what stands beside it, at most six buttons.

    Where the zoom leaves no room, what stands beside the title moves into a second line; then the
    note goes, and at last the buttons but the primary one show their icons alone.
    """

    noted_anew = Signal(str)  # the words beside the title, when they change

    def __init__(self, title: str, *middle: QWidget, note: str = "") -> None:
        super().__init__()
        self.setObjectName("titleRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.middle = middle
        self.buttons: list[Button] = []
        self.below = 0
        self.noted = bool(note)
        both = column(self)
        upper = QWidget()
        fixed_height(upper, SIZES.title_row - 1)
        self.line = row(upper, (SIZES.margin - 1, 0, 15, 0), gap=8)
        both.addWidget(upper)
        self.under = QWidget()
        fixed_height(self.under, SIZES.title_row - 10)
        self.second = row(self.under, (SIZES.margin - 1, 0, 15, 10), gap=16)
        self.second.addStretch(1)
        self.under.hide()
        both.addWidget(self.under)
        self.title = Label(title, "title")
        self.line.addWidget(self.title)
        self.note = Label(note, "note")
        self.note.setVisible(bool(note))
        self.line.addWidget(self.note)
        self.line.addSpacing(px(8))
        self.aside = row(gap=16)
        self.line.addLayout(self.aside)
        for widget in middle:
            self.aside.addWidget(widget)
        self.line.addStretch(1)

    def add_buttons(self, registry: Registry, *names: str) -> None:
        """Add the buttons of commands, the primary one last."""
        if len(self.buttons) + len(names) > MOST_BUTTONS:
            raise ValueError("more than six buttons in a title row")
        for name in names:
            self.add_button(ActionButton(registry, name))

    def add_button(self, button: Button) -> None:
        """Add one button at the right."""
        self.buttons.append(button)
        self.line.addWidget(button)

    def add_beside(self, widget: QWidget) -> None:
        """Let one more stand beside the title."""
        self.middle = (*self.middle, widget)
        self.aside.addWidget(widget)

    def yield_to(self, pane: Pane) -> None:
        """Let the primary button be white while ``pane`` has one: a screen has one red button."""
        pane.asks.connect(self._quieten)

    def _quieten(self, quiet: bool) -> None:
        for button in self.buttons:
            button.quieten(quiet)

    def set_note(self, text: str) -> None:
        """Show words beside the title."""
        self.note.setText(text)
        self.noted = bool(text)
        self.arrange()
        self.noted_anew.emit(text)

    def minimumSizeHint(self) -> QSize:
        """Return the least that will do: icons for words, and the second line."""
        upper = self._upper_breadth(short=True)
        lower = [_breadth(one) for one in self._beside()]
        return QSize(max(upper, *lower, 0) + px(40), super().minimumSizeHint().height())

    def _upper(self) -> list[QWidget]:
        """Return what always stands in the first line."""
        items = [self.line.itemAt(n) for n in range(self.line.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [one for one in widgets if one is not None and (not one.isHidden() or one is self.note)]

    def _upper_breadth(self, *, short: bool = False) -> int:
        """Return the room of the first line without the note and what stands beside the title."""
        return sum(_breadth(one, short=short) for one in self._upper() if one is not self.note)

    def _beside(self) -> list[QWidget]:
        return [one for one in self.middle if not one.isHidden()]

    def arrange(self) -> None:
        """Use one line or two, and shorten what must be short, as the width allows."""
        room = self.width() - px(40)
        note = _breadth(self.note) if self.noted else 0
        upper, bare = self._upper_breadth(), self._upper_breadth(short=True)
        beside = list(map(_breadth, self._beside()))
        below = _below(beside, room, upper + note)
        if 0 < below < len(beside):
            upper += beside[-1]
        self.note.setVisible(self.noted and (upper if beside else bare) + note <= room)
        taken = upper + (0 if beside or self.note.isHidden() else note)
        for button in self.buttons:
            button.shorten(taken > room and button.property("kind") != "primary")
        if below != self.below:
            self._move(below)

    def _move(self, below: int) -> None:
        """Put the first ``below`` of what stands beside the title into the second line, the rest above.

        Qt takes the keyboard from what gets another parent; it is given back.
        """
        self.below = below
        beside = self._beside()
        held: QWidget | None = self.window().focusWidget()
        moved = held is not None and any(one is held or one.isAncestorOf(held) for one in beside)
        for widget in beside:
            self.aside.removeWidget(widget)
            self.second.removeWidget(widget)
        for number, widget in enumerate(beside[:below]):
            self.second.insertWidget(number, widget)
        for number, widget in enumerate(beside[below:]):
            self.aside.insertWidget(number, widget)
        self.under.setVisible(below > 0)
        if held is not None and moved:
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one line or two."""
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Use one line or two when words or counts have grown."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return done


def _below(beside: Sequence[int], room: int, taken: int) -> int:
    """Return how many of those beside the title go into the second line, where the first has no room.

    The last one, mostly the search field, stays above where the second line would be too short as well.
    """
    if taken + sum(beside) <= room:
        return 0
    return len(beside) - 1 if sum(beside) > room and len(beside) > 1 else len(beside)


def _breadth(widget: QWidget, *, short: bool = False) -> int:
    """Return the room a part of the row wants with the gap beside it.

    A button wants it with its words whatever it shows; ``short``: with the icon alone, where it may.
    """
    if isinstance(widget, ElidedLabel):
        return widget.minimumSizeHint().width() + px(12)
    if not isinstance(widget, Button):
        return (widget.minimumWidth() or widget.sizeHint().width()) + px(12)
    words = widget.fontMetrics().horizontalAdvance(widget.words)
    bare = widget.sizeHint().width() - (words if widget.text() else 0)
    keeps = widget.property("kind") == "primary" or not widget.icon_name or not short
    return bare + (words if keeps else 0) + px(12)


@dataclass(frozen=True, slots=True)
class Count:
    """A count card: sign, name, figure, a line under it."""

    id: str
    name: str
    figure: str
    note: str = ""
    sign: Sign = Sign.NONE
    state: State = State.IDLE


class CountCard(QAbstractButton):
    """A card with a figure that acts as a filter."""

    def __init__(self, count: Count) -> None:
        super().__init__()
        self.count = count
        self.setCheckable(True)
        self.setAccessibleName(f"{count.name} {count.figure} {count.note}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(px(108))
        self.setToolTip(count.note)
        self.low = False

    def set_low(self, low: bool) -> None:
        """Leave the note out, for a page without height."""
        self.low = low
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the card's size."""
        return QSize(px(154), px(42 if self.low else 64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw card, sign, name, figure and note."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = (
            COLOURS.blue if self.hasFocus() else COLOURS.strong_edge if self.isChecked() else COLOURS.hairline
        )
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        ground = (
            COLOURS.surface
            if self.isChecked()
            else COLOURS.hover
            if self.underMouse()
            else COLOURS.table_head
        )
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect, px(6), px(6))
        left, top = px(13), px(11 if self.low else 12)
        if self.count.sign is not Sign.NONE:
            paint_sign(painter, QRectF(left, top + px(1), px(18), px(18)), self.count.sign, self.count.state)
            left += px(25)
        painter.setPen(QColor(COLOURS.ink))
        painter.setFont(font(bold=True))
        high = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, top, self.width(), px(20)), high, self.count.name)
        painter.setFont(font(22, bold=True))
        figure = QRectF(0, top - px(4), self.width() - px(14), px(28))
        painter.drawText(figure, high | Qt.AlignmentFlag.AlignRight, self.count.figure)
        if self.low:
            return
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.ink2))
        painter.drawText(QRectF(px(13), top + px(24), self.width() - px(20), px(20)), high, self.count.note)


class CountCards(QWidget):
    """A row of count cards; ``chosen`` says the id of the card in hand, empty when none is."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = row(self, gap=8)
        self.cards: dict[str, CountCard] = {}
        self.low = False

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Show ``counts`` instead of what was there; the card in hand stays in hand."""
        kept = self.current()
        clear(self.line)
        self.cards = {count.id: CountCard(count) for count in counts}
        for name, card in self.cards.items():
            card.setChecked(name == kept)
            card.set_low(self.low)
            card.clicked.connect(lambda on=False, chosen=name: self._chosen(chosen, on))
            self.line.addWidget(card, 1)

    def set_low(self, low: bool) -> None:
        """Leave the notes out, for a page without height."""
        self.low = low
        for card in self.cards.values():
            card.set_low(low)

    def current(self) -> str:
        """Return the id of the card in hand, empty when none is."""
        return next((name for name, card in self.cards.items() if card.isChecked()), "")

    def _chosen(self, name: str, on: bool) -> None:
        for other, card in self.cards.items():
            card.setChecked(on and other == name)
        self.chosen.emit(name if on else "")


class EmptyPlace(QWidget):
    """What stands in an empty list: what belongs here, and the ways to fill it."""

    def __init__(self, icon_name: str, title: str, words: str, *buttons: QWidget) -> None:
        super().__init__()
        outer = column(self, (24, 24, 24, 24))
        outer.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        outer.addWidget(IconLabel(icon_name, COLOURS.ink3, 32, plate=64), 0, middle)
        outer.addSpacing(px(16))
        outer.addWidget(Label(title, "section"), 0, middle)
        outer.addSpacing(px(6))
        outer.addWidget(Paragraph(words, "note", 460), 0, middle)
        outer.addSpacing(px(18))
        line_of_buttons = row(gap=8)
        line_of_buttons.addStretch(1)
        for button in buttons:
            if isinstance(button, Button):
                button.quieten(True)  # the red one stands in the title row
            line_of_buttons.addWidget(button)
        line_of_buttons.addStretch(1)
        outer.addLayout(line_of_buttons)
        outer.addStretch(3)


class QuestionStrip(QFrame):
    """A question at the foot of a page; one asked before an act hides the page's others until it is answered.

    Just come, moved or with other words it takes no click while a double click may be under way: the second
    half of one was meant for what stood there before.
    """

    first = False  # hides the others of its page

    def __init__(self, sentence: Label | ElidedLabel) -> None:
        super().__init__()
        self.sentence, self.question = sentence, ""
        self.setProperty("kind", "strip-soon")
        self.across = row(self, (18, 9, 14, 9), gap=10)
        self.across.addWidget(SignLabel(Sign.WARNING, State.SOON, 20))
        self.across.addWidget(self.sentence, 1)
        self.deaf = QTimer(self, singleShot=True)
        self.deaf.timeout.connect(lambda: self.setAttribute(NO_CLICKS, False))
        self.hide()

    def put(self, question: str) -> None:
        """Ask ``question``, or no longer when it is empty."""
        if question and question != self.question:
            self.sentence.setText(question)
            self.setAccessibleName(question)
            self._pause()
        self.question = question
        page: QWidget | None = self.parentWidget()
        found = page.findChildren(QuestionStrip, options=DIRECT) if page is not None else []
        leading = [strip for strip in found if strip.first and strip.question]
        for strip in found:
            strip.setVisible(bool(strip.question) and (strip.first or not leading))

    def _pause(self) -> None:
        self.setAttribute(NO_CLICKS, True)
        self.deaf.start(QApplication.doubleClickInterval())

    def showEvent(self, event: QShowEvent) -> None:
        """Take no click yet."""
        super().showEvent(event)
        self._pause()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take no click yet."""
        super().moveEvent(event)
        self._pause()


class ConfirmStrip(QuestionStrip):
    """Asks before a dangerous act, inline: what will happen in numbers, the act, 取消 (Esc).

    Answered, it gives the keys back to what had them.
    """

    first = True

    def __init__(self) -> None:
        super().__init__(Label("", wrap=True))
        self.before: QWidget | None = None
        self.no = Button("取消")
        self.no.clicked.connect(self.leave)
        self.across.addWidget(self.no)
        self.across.addWidget(KeyCap("Esc"))
        self.yes = Button("确定")
        self.across.addWidget(self.yes)
        self.act: Callable[[], object] | None = None
        self.yes.clicked.connect(self._go)

    def ask(self, sentence: str, yes: str, act: Callable[[], object]) -> None:
        """Ask; ``yes`` names the act and its number, e.g. 删除 3 人."""
        self.yes.setText(yes)
        self.act = act
        if self.isHidden():
            focused: QWidget | None = self.window().focusWidget()
            self.before = None if focused is None or self.isAncestorOf(focused) else focused
        self.put(sentence)
        self.no.setFocus()

    def _go(self) -> None:
        act, self.act = self.act, None
        self.leave()
        if act is not None:
            act()

    def leave(self) -> None:
        """Go away; the keys go back to where they were."""
        before, self.before = self.before, None
        focused: QWidget | None = self.window().focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        self.put("")
        if held and before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc as 取消."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


def slide_in(widget: QWidget, start: QPoint, end: QPoint) -> QPropertyAnimation:
    """Move ``widget`` from ``start`` to ``end`` in 160 ms."""
    moving = QPropertyAnimation(widget, b"pos", widget)
    moving.setDuration(SLIDE_MS)
    moving.setEasingCurve(QEasingCurve.Type.OutCubic)
    moving.setStartValue(start)
    moving.setEndValue(end)
    return moving
