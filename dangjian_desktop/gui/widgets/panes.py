"""The pane beside a list: its head, sections of facts and time lines, its foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import Fixed, clear, column, fixed_width, frame, row
from dangjian_desktop.gui.widgets.words import (
    Button,
    ChipLabel,
    ElidedLabel,
    Label,
    line,
    link,
)


def see_through(area: QScrollArea, inside: QWidget) -> None:
    """Let the surface show through a scroll area."""
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a pane: label and value, an optional word to press at its end, a tip at the label."""

    label: str
    value: str
    link: str = ""
    run: Callable[[], object] | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A point on a time line: sign, words, date at the right, a second line."""

    text: str
    when: str = ""
    note: str = ""
    sign: Sign = Sign.RING
    state: State = State.IDLE


class Section(QWidget):
    """A headed part of a pane."""

    def __init__(self, title: str, note: str = "", *, link_text: str = "",
                 run: Callable[[], object] | None = None) -> None:  # fmt: skip
        super().__init__()
        self.body = column(self, (0, 14, 0, 0))
        head = row(gap=8)
        head.addWidget(Label(title, "section"))
        head.addStretch(1)
        if note:
            head.addWidget(Label(note, "small"))
        if link_text and run is not None:
            head.addWidget(link(link_text, run))
        self.body.addLayout(head)
        self.body.addSpacing(px(6))
        self.body.addWidget(line())
        self.body.addSpacing(px(6))

    def add(self, widget: QWidget) -> QWidget:
        """Add a widget below."""
        self.body.addWidget(widget)
        return widget

    def facts(self, facts: Sequence[Fact], label_width: int = 80) -> None:
        """Add lines of label and value."""
        for fact in facts:
            place = QWidget()
            inner = row(place, gap=0)
            label = Label(fact.label, "note")
            fixed_width(label, label_width)
            label.setToolTip(fact.tip)
            inner.addWidget(label)
            value = Label(fact.value, wrap=True)
            for part, above in ((label, 5), (value, 4)):  # the smaller label stands beside the first line
                part.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                part.setContentsMargins(0, px(above), 0, px(3))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{fact.label} {fact.value}")
            inner.addWidget(value, 1)
            if fact.link and fact.run is not None:
                inner.addWidget(link(fact.link, fact.run, name=f"{fact.link}{fact.label}"))
            self.body.addWidget(place)

    def time_line(self, events: Sequence[Event]) -> None:
        """Add a time line."""
        for number, event in enumerate(events):
            self.body.addWidget(TimePoint(event, last=number == len(events) - 1))


class TimePoint(QWidget):
    """One point of a time line, joined to the next by a line."""

    def __init__(self, event: Event, *, last: bool) -> None:
        super().__init__()
        self.event_shown, self.last = event, last
        words = column(self, (30, 2, 0, 2), gap=1)
        head = row(gap=8)
        head.addWidget(Label(event.text, "strong" if event.state is State.DOING else "", wrap=True), 1)
        head.addWidget(Label(event.when, "small"), 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        if event.note:
            words.addWidget(Label(event.note, "small", wrap=True))
        words.addStretch(1)
        self.setMinimumHeight(px(45 if event.note else 27))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign and the joining line."""
        painter = QPainter(self)
        side = px(15 if self.event_shown.sign in (Sign.RING, Sign.DOT) else 17)
        middle = px(9)
        top = px(4)
        if not self.last:
            painter.setPen(QPen(QColor(COLOURS.hairline), px(2)))
            painter.drawLine(middle, top + side + px(2), middle, self.height())
        rect = QRectF(middle - side / 2, top, side, side)
        paint_sign(painter, rect, self.event_shown.sign, self.event_shown.state)


@runtime_checkable
class Asks(Protocol):
    """A part of a page into which something is typed before it is stored."""

    def unfinished(self) -> str:
        """Return the name of what was begun and is not stored yet, empty when nothing was."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A form in hand: its name, and what stood in its fields when it was opened."""

    form: QWidget
    name: str
    before: tuple[str, ...]

    def unfinished(self) -> str:
        """Return the name of the form when something was typed into it."""
        return self.name if _typed(self.form) != self.before else ""


def begun(form: QWidget, name: str) -> Begun:
    """Remember what stands in ``form``; from now on its fields take an error back when one types."""
    for field in form.findChildren(Field):
        field.heed_typing()
    return Begun(form, name, _typed(form))


class Pane(QFrame):
    """The pane at the right of a list: head, scrolling sections, foot; Esc or ✕ closes it."""

    closed = Signal()
    asks = Signal(bool)  # whether a primary button is shown at its foot

    def __init__(self, width: int = SIZES.pane) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.wide = width
        self.choosing = False
        self.asking_for: Begun | None = None
        Fixed(self, self.setMinimumWidth, width, soft=True)
        Fixed(self, self.setMaximumWidth, max(width, SIZES.pane_most))
        outer = column(self, (1, 0, 0, 0))
        self.head = frame("pane-plain")
        self.head_line = column(self.head, (23, 16, 15, 4), gap=4)
        self.top = row(gap=10)
        self.title = Label("", "pane-title")
        self.aside = ElidedLabel("", "note")
        self.top.addWidget(self.title)
        self.top.addWidget(self.aside, 1)
        self.shut = Button("", "close", "close", name="关闭右栏")
        self.shut.setToolTip("关闭（Esc）")
        self.shut.clicked.connect(self.close_pane)
        self.top.addWidget(self.shut)
        self.head_line.addLayout(self.top)
        self.under = Label("", "note", wrap=True)
        self.head_line.addWidget(self.under)
        self.chips: QHBoxLayout = row(gap=6)
        self.head_line.addLayout(self.chips)
        outer.addWidget(self.head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.body: QVBoxLayout = column(inside, (23, 0, 23, 16))
        self.area.setWidget(inside)
        see_through(self.area, inside)
        outer.addWidget(self.area, 1)
        self.foot = frame("pane-foot")
        self.foot_line = row(self.foot, (23, 9, 23, 9), gap=10)
        self.foot.hide()
        outer.addWidget(self.foot)

    def sizeHint(self) -> QSize:
        """Return the width of the token; :func:`beside` lets it grow on wide windows."""
        return QSize(px(self.wide), super().sizeHint().height())

    def show_head(
        self, title: str, aside: str = "", under: str = "", chips: Sequence[ChipLabel] = ()
    ) -> None:
        """Set the name, what stands beside and under it, and the chips."""
        self.title.setText(title)
        self.aside.setText(aside)
        self.under.setText(under)
        self.under.setVisible(bool(under))
        clear(self.chips)
        for chip in chips:
            self.chips.addWidget(chip)
        if chips:
            self.chips.addStretch(1)

    def begin_form(self, form: QWidget, name: str) -> None:
        """Remember what stands in ``form``, which the sections shown now ask."""
        self.asking_for = begun(form, name)

    def unfinished(self) -> str:
        """Return the name of the form in hand when something was typed into it and is not stored yet."""
        return "" if self.asking_for is None or self.isHidden() else self.asking_for.unfinished()

    def show_sections(self, *sections: QWidget) -> None:
        """Show ``sections`` instead of what was there; a form in hand is given up."""
        self.asking_for = None
        clear(self.body)
        for section in sections:
            self.body.addWidget(section)
        self.body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def show_foot(self, *widgets: QWidget) -> None:
        """Show buttons below; none hides the foot."""
        clear(self.foot_line)
        for widget in widgets:
            self.foot_line.addWidget(widget)
        if widgets:
            self.foot_line.addStretch(1)
        self.foot.setVisible(bool(widgets))
        self._say_asks()

    def pin(self, widget: QWidget) -> None:
        """Show ``widget`` below at full width; the sections scroll above it."""
        clear(self.foot_line)
        self.foot_line.addWidget(widget, 1)
        self.foot.show()
        self._say_asks()

    def _say_asks(self) -> None:
        primary = any(one.property("kind") == "primary" for one in self._at_foot())
        self.asks.emit(primary and not self.isHidden())

    def _at_foot(self) -> list[QWidget]:
        items = (self.foot_line.itemAt(n) for n in range(self.foot_line.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def setVisible(self, visible: bool) -> None:
        """Show or hide, and say whether a primary button stands at the foot."""
        super().setVisible(visible)
        self._say_asks()

    def close_pane(self) -> None:
        """Hide the pane and say so."""
        self.hide()
        self.closed.emit()

    def open_pane(self) -> None:
        """Show the pane at the width of the token, up to 440 on wide windows."""
        self.show()

    def event(self, event: QEvent) -> bool:
        """Note which field a key comes to: by the time the pane has it, that field may have passed it on."""
        if event.type() is QEvent.Type.ShortcutOverride:
            self.choosing = self._chooses()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; Enter in a field that chooses does what the red button at the foot does."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.choosing and self._chooses():
            primary = next((one for one in self._at_foot() if one.property("kind") == "primary"), None)
            if isinstance(primary, QAbstractButton):
                primary.click()
                return
        super().keyPressEvent(event)

    def _chooses(self) -> bool:
        held: QWidget | None = self.focusWidget()  # None when nothing inside has the keys
        around = held.parentWidget() if held is not None else None
        return isinstance(held, (QComboBox, QCheckBox, QListView)) or isinstance(around, QComboBox)


def beside(list_of_rows: QWidget, pane: Pane) -> QHBoxLayout:
    """Lay a pane beside a list: 344 px, up to 440 on wide windows."""
    across = row(gap=0)
    across.addWidget(list_of_rows, 3)
    across.addWidget(pane, 1)
    return across


def keep_in_sight(inside: QWidget, rect: QRect) -> None:
    """Scroll the area ``inside`` stands in, if any, so that ``rect`` of it is seen."""
    around = inside.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    page = around.widget() if around is not None else None
    if around is not None and page is not None:
        middle = inside.mapTo(page, rect.center())
        around.ensureVisible(middle.x(), middle.y(), 0, rect.height())


def _typed(form: QWidget) -> tuple[str, ...]:
    """Return what stands in the fields of a form."""
    lines = (one.text() for one in form.findChildren(QLineEdit))
    return (*lines, *(one.toPlainText() for one in form.findChildren(QPlainTextEdit)))
