"""核对不一致: the papers whose two entries differ, decided one by one from the paper, by keys alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.domain.ballots import BallotDraft, draft_of
from dangjian_desktop.domain.entries import SETTLED, EntryState, ErrorCount, Pair, Part
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.signs import bar_colour, paint_bar
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.compare_view import CompareView, NumberBox
from dangjian_desktop.gui.tabs.ballots.difference_list import PairList, places_words
from dangjian_desktop.gui.tabs.ballots.settling import (
    BACK_KEY,
    DOWN_KEY,
    FIRST_KEY,
    SECOND_KEY,
    UP_KEY,
    Settling,
    Side,
)
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages, clear, column, fixed_height, row
from dangjian_desktop.gui.widgets.panes import Fact, Section, see_through
from dangjian_desktop.gui.widgets.words import Button, KeyCap, Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.second_entry import DifferenceSheet, apart_words

LEFT_WIDTH, NARROW_LEFT, ROOMY, LOW = 265, 138, 900, 400
_KEYS = {
    Qt.Key.Key_Left: FIRST_KEY,
    Qt.Key.Key_Right: SECOND_KEY,
    Qt.Key.Key_Up: UP_KEY,
    Qt.Key.Key_Down: DOWN_KEY,
    Qt.Key.Key_Backspace: BACK_KEY,
    Qt.Key.Key_Minus: BACK_KEY,
}


class Progress(QWidget):
    """A thin bar: how many of the papers are settled."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        fixed_height(self, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        paint_bar(QPainter(self), QRectF(self.rect()), self.share, bar_colour(1))


class DifferencesPage(QWidget):
    """Shows a :class:`DifferenceSheet`; asks for papers to be stored, typed anew as a whole, and to leave."""

    settled = Signal(object, str)  # BallotDraft, reason
    retype_asked = Signal(object, str)  # BallotDraft, reason
    left = Signal()

    def __init__(self, printing: Button) -> None:
        super().__init__()
        self.sheet: DifferenceSheet | None = None
        self.settling: Settling | None = None
        self.waiting = False  # a decision is on its way into the file
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.DIFFERENCES)
        outer = column(self)
        self.head = TitleRow(words.DIFFERENCES)
        self.rates_button = Button(words.RATES, "rating")
        self.rates_button.setCheckable(True)
        self.rates_button.toggled.connect(self._show_rates)
        self.back = Button(words.BACK_TO_LIST, "undo")
        self.back.setToolTip(words.BACK_TIP)
        self.back.clicked.connect(self.left)
        self.head.add_button(printing)
        self.head.add_button(self.rates_button)
        self.head.add_button(self.back)
        outer.addWidget(self.head)
        across = row(gap=0)
        outer.addLayout(across, 1)
        across.addWidget(self._left())
        across.addLayout(self._right(), 1)
        for button in (printing, self.rates_button, self.back, self.take):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _left(self) -> QWidget:
        self.side = frame = QFrame()
        frame.setProperty("kind", "side")
        frame.setFixedWidth(px(LEFT_WIDTH))
        body = column(frame, (0, 10, 0, 12))
        top = QWidget()
        lines = column(top, (23, 0, 16, 8), gap=6)
        counts = row(gap=8)
        self.total, self.done = Label("", "strong"), Label("", "note")
        counts.addWidget(self.total)
        counts.addStretch(1)
        counts.addWidget(self.done)
        lines.addLayout(counts)
        self.progress = Progress()
        lines.addWidget(self.progress)
        body.addWidget(top)
        self.list = PairList()
        self.list.turned_to.connect(self._turn)
        body.addWidget(self.list, 1)
        self.note = QWidget()
        column(self.note, (23, 8, 16, 0)).addWidget(Label(words.NUMBERS_NOTE, "note", wrap=True))
        body.addWidget(self.note)
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be done without where the zoom leaves little room."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Give the comparison its room: a narrow list, no legend and no caps on a narrow page."""
        narrow = self.width() < px(ROOMY)
        self.side.setFixedWidth(px(NARROW_LEFT if narrow else LEFT_WIDTH))
        self.legend.setVisible(not narrow)
        for label in (self.note, self.total, self.hint, self.place):
            label.setVisible(not narrow)
        self.anew.shorten(narrow)
        for cap in self.foot_caps:
            cap.setVisible(not narrow)
        low = self.height() < px(LOW)  # then the number stands before the title
        self.number.setVisible(not low)
        self._entitle()

    def _right(self) -> QVBoxLayout:
        lines = column()
        self.pages = Pages()
        self.work = QWidget()
        body = column(self.work, (31, 20, 31, 0), gap=16)
        head = row(gap=24)
        self.number = NumberBox()
        head.addWidget(self.number)
        said = column(gap=6)
        self.title, self.hint, self.rest = (
            Label("", "pane-title", wrap=True),
            Label("", wrap=True),
            Label("", "note"),
        )
        said.addWidget(self.title)
        said.addWidget(self.hint)
        said.addWidget(self.rest)
        said.addStretch(1)
        head.addLayout(said, 1)
        self.place = Label("", "note")
        head.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(head)
        self.compare = CompareView()
        self.compare.chosen.connect(self._clicked)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        holding = column(inside)
        holding.addWidget(self.compare)
        holding.addStretch(1)
        self.area.setWidget(inside)
        see_through(self.area, inside)
        body.addWidget(self.area, 1)
        self.pages.addWidget(self.work)
        self.rates = QScrollArea()
        self.rates.setWidgetResizable(True)
        held = QWidget()
        self.rates_body = column(held, (31, 8, 31, 20))
        self.rates.setWidget(held)
        see_through(self.rates, held)
        self.pages.addWidget(self.rates)
        lines.addWidget(self.pages, 1)
        lines.addWidget(self._foot())
        return lines

    def _foot(self) -> QFrame:
        self.foot = QFrame()
        self.foot.setProperty("kind", "pane-foot")
        both = column(self.foot, (31, 8, 31, 10), gap=8)
        self.wrong = Label("", "error", wrap=True)
        self.wrong.hide()
        both.addWidget(self.wrong)
        self.legend = QWidget()
        keys = row(self.legend, gap=8)
        self.caps = row(gap=6)
        keys.addLayout(self.caps)
        keys.addStretch(1)
        both.addWidget(self.legend)
        across = row(gap=10)
        self.reason = QLineEdit(words.USUAL_REASON)
        self.reason.setMaxLength(100)
        self.reason.returnPressed.connect(self.setFocus)
        self.reason.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        across.addWidget(Field(words.REASON, self.reason, label_width=84), 1)
        self.foot_caps = [KeyCap(name) for name in ("F2", "F4", "Enter")]
        across.addWidget(self.foot_caps[0])
        self.anew = Button(words.RETYPE, "edit")
        self.anew.setToolTip(words.RETYPE_TIP)
        self.anew.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.anew.clicked.connect(self._retype)
        across.addWidget(self.anew)
        across.addWidget(self.foot_caps[1])
        self.take = Button(words.TAKE_AND_NEXT, "check", "primary")
        self.take.clicked.connect(self._store)
        across.addWidget(self.take)
        across.addWidget(self.foot_caps[2])
        both.addLayout(across)
        return self.foot

    # ---------------------------------------------------------------- showing

    def show_sheet(self, sheet: DifferenceSheet) -> None:
        """Show the papers of a meeting; the next open one after the one in hand."""
        before = self.settling.pair.number if self.settling is not None else 0
        kept = self.settling if self.settling is not None and not self.waiting else None
        self.waiting = False
        self.sheet = sheet
        self.head.set_note(sheet.meeting.title)
        waiting = sheet.open
        places = sum(len(pair.places) for pair in sheet.pairs)
        self.total.setText(words.PAPERS_PLACES.format(papers=len(sheet.pairs), places=places))
        self.done.setText(words.DONE_OF.format(done=len(sheet.pairs) - len(waiting), all=len(sheet.pairs)))
        self.progress.share = 1 - len(waiting) / len(sheet.pairs) if sheet.pairs else 0
        self.progress.update()
        self.list.show_pairs(sheet.pairs)
        self._fill_rates(sheet)
        if kept is not None and any(p.number == before for p in waiting):
            self.list.choose(before)
        elif waiting:
            self.list.choose(next((p.number for p in waiting if p.number > before), waiting[0].number))
        else:
            self.settling = None
            self.compare.show_paper(None)
        self._show_rates(self.rates_button.isChecked())
        self._follow()

    def _turn(self, pair: Pair) -> None:
        if self.sheet is None:
            return
        self.settling = Settling(self.sheet.form, pair)
        self.compare.show_paper(self.settling)
        self.number.show_number(pair.number)
        self._entitle()
        self.hint.setText(words.DECIDE_HINT)
        equal = sum(not line.differs for line in self.settling.lines())
        self.rest.setText(words.REST_EQUAL.format(count=equal) if equal else "")
        at = [p.number for p in self.sheet.pairs].index(pair.number) + 1
        self.place.setText(words.PAPER_OF.format(at=at, all=len(self.sheet.pairs), left=len(self.sheet.open)))
        self.rates_button.setChecked(False)
        self._follow()

    def _entitle(self) -> None:
        """Say where the entries of the paper in hand differ; with its number where its box has no room."""
        if self.settling is None:
            return
        pair = self.settling.pair
        title = words.SETTLED_TITLE if pair.state is EntryState.SETTLED else words.DIFFERENT_TITLE
        text = title.format(places=places_words(pair))
        number = "" if self.number.isVisibleTo(self) else words.TITLE_NUMBER.format(number=pair.number)
        self.title.setText(number + text)

    def _show_rates(self, shown: bool) -> None:
        nothing = self.sheet is None or not self.sheet.open
        self.pages.setCurrentIndex(1 if shown or nothing else 0)
        self.foot.setVisible(not shown and not nothing)
        self.setFocus()

    def _fill_rates(self, sheet: DifferenceSheet) -> None:
        clear(self.rates_body)
        if not sheet.open:
            text = words.ALL_SETTLED if sheet.pairs else words.NO_DIFFERENCES
            self.rates_body.addWidget(Label(text.format(compared=sheet.compared), "pane-title", wrap=True))
        typists, items = Section(words.TYPIST_ERRORS, words.ERRORS_NOTE), Section(words.ITEM_ERRORS)
        typists.facts([Fact(e.name, rate_words(e)) for e in sheet.typists], 280)
        items.facts([Fact(f"{n}. {e.name}", rate_words(e)) for n, e in enumerate(sheet.items, 1)], 280)
        self.rates_body.addWidget(typists)
        self.rates_body.addWidget(items)
        if sheet.remarks:
            remarks = Section(words.REMARKS_APART, words.REMARKS_NOTE)
            remarks.facts([Fact(apart_words(one), one.text) for one in sheet.remarks], 280)
            self.rates_body.addWidget(remarks)
        self.rates_body.addStretch(1)

    def _follow(self, told: Finding | None = None) -> None:
        self.wrong.setText(sentence(told) if told is not None else "")
        self.wrong.setVisible(told is not None)
        settling = self.settling
        self.take.setEnabled(settling is not None and settling.ready and not self.waiting)
        self._show_caps()
        if settling is not None:
            self.compare.follow()
            QTimer.singleShot(0, self._reveal)

    def _reveal(self) -> None:
        """Scroll to the difference in hand, once the lines are laid out."""
        if self.settling is not None:
            line = self.compare.line_rect(self.settling.place)
            middle = self.compare.y() + int(line.center().y())
            self.area.ensureVisible(0, middle, 0, int(line.height()))

    def _show_caps(self) -> None:
        clear(self.caps)
        if self.settling is None or self.sheet is None:
            return
        for key, text in caps_of(self.settling, self.sheet.form):
            self.caps.addWidget(KeyCap(key))
            self.caps.addWidget(Label(text, "note"))
            self.caps.addSpacing(px(6))

    # ---------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by keys: ← → take a reading, digits type it anew, ↑ ↓ go, Enter stores."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._store()
        elif key == Qt.Key.Key_F2:
            self.reason.setFocus()
            self.reason.selectAll()
        elif key == Qt.Key.Key_F4:
            self._retype()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.list.step(1 if key == Qt.Key.Key_PageDown else -1)
        elif self.settling is None or self.waiting or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            name = _KEYS.get(key, event.text().strip())
            if name:
                self._follow(self.settling.press(name))

    def event(self, event: QEvent) -> bool:
        """Keep the keys of deciding from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() != Qt.Key.Key_F1:
                event.accept()
                return True
        return super().event(event)

    def _clicked(self, place: int, side: Side) -> None:
        if self.settling is not None and not self.waiting:
            self._follow(self.settling.choose(place, side))
            self.setFocus()

    def _said_reason(self) -> str:
        return self.reason.text().strip()

    def _store(self) -> None:
        if self.settling is not None and self.settling.ready and not self.waiting:
            self.waiting = True
            self.take.setEnabled(False)
            self.settled.emit(self.settling.draft(), self._said_reason())

    def _retype(self) -> None:
        """Ask for the whole paper to be typed anew."""
        if self.settling is None or self.waiting:
            return
        known = self.settling.pair.first or self.settling.pair.second
        if known is not None:
            draft: BallotDraft = replace(draft_of(known), entry=SETTLED, marks=(), reason="")
            self.retype_asked.emit(draft, self._said_reason())

    def refuse(self, findings: Sequence[Finding]) -> None:
        """Show why a decision was not stored."""
        self.waiting = False
        self._follow(findings[0] if findings else None)


def caps_of(settling: Settling, form: BallotForm) -> tuple[tuple[str, str], ...]:
    """Return the keys that decide at the place in hand, with the word beside each."""
    sides = (("←", words.TAKEN[Side.FIRST]), ("→", words.TAKEN[Side.SECOND]))
    place = settling.place
    if place >= 0:
        options = tuple((o.key, o.text) for o in form.options_of(place))
        return (*sides, *options, ("0", words.BLANK))
    if place == Part.GROUP:
        return (*sides, *((str(n), g.name) for n, g in enumerate(form.groups, 1)))
    return sides


def rate_words(errors: ErrorCount) -> str:
    """Write an error rate with its arithmetic."""
    if errors.share is None:
        return words.NOT_JUDGED
    return words.RATE.format(wrong=errors.wrong, judged=errors.judged, percent=percent(errors.share, 2))
