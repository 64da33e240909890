"""各单位结果: one survey over all meetings of a campaign, by person, unit and area, for all or one group."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.forms import BallotForm, BallotItem, BallotOption, BallotSubject
from dangjian_desktop.domain.survey_figures import Level, SurveyLine
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import STATES, State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.texts.ballots import SURVEY_WORDS
from dangjian_desktop.services.survey_facts import (
    ballots_of,
    choice_items,
    is_scored,
    notes_of,
    rate_of,
    rate_titles,
    score_of,
    share_of,
    short_share_of,
    valid_of,
)
from dangjian_desktop.services.survey_tables import SurveyTable

TOTALS = (Level.WHOLE,)
BAR = STATES[State.DOING].fill


def level_name(level: Level, form: BallotForm) -> str:
    """Return what the lines of a level are called."""
    persons = level is Level.UNIT and form.subject is BallotSubject.PERSON and form.list_subject is None
    return SURVEY_WORDS["person" if persons else level.value]


def columns_of(
    form: BallotForm, level: Level, item: BallotItem | None = None
) -> tuple[Column[SurveyLine], ...]:
    """Return the columns of a level: whose it is, the ballots, then the rates and points, or of an ``item``
    of which several options may be ticked the share of each."""
    places = form.places
    if item is not None:
        options = item.options or form.options
        return (*_lead(level, item), *(_share_column(item, option, places) for option in options))
    found = [*_lead(level), *(_rate_column(code, title, places) for code, title in rate_titles(form))]
    if is_scored(form):
        found.append(
            Column(
                "score", words.SCORE, lambda s: score_of(s, places), 80, Align.RIGHT,
                number=lambda s: s.score, sort=lambda s: s.score if s.score is not None else -1,
            )
        )  # fmt: skip
    return tuple(found)


def _lead(level: Level, item: BallotItem | None = None) -> list[Column[SurveyLine]]:
    right = Align.RIGHT
    found: list[Column[SurveyLine]] = []
    if level is not Level.AREA:
        found.append(Column("area", words.AREA, lambda s: s.area, 110, filter=True, searched=True))
    if level is Level.PERSON:
        found.append(Column("unit", words.UNIT, lambda s: s.unit, 130, filter=True, searched=True))
    found.append(Column("name", words.NAME, lambda s: s.name, 150, searched=True, tip=lambda s: s.name))
    found.append(
        Column("meetings", words.TIMES, lambda s: str(s.meetings), 64, right, number=lambda s: s.meetings)
    )

    def ballots(line: SurveyLine) -> str:
        return valid_of(line) if item is None else ballots_of(line, item)

    def count(line: SurveyLine) -> int | None:
        said = ballots(line)
        return int(said) if said.isdigit() else None

    found.append(
        Column("valid", words.VALID, ballots, 90, right, number=count, sort=lambda s: count(s) or -1)
    )
    return found


Shown = Callable[[SurveyLine], str]
Found = Callable[[SurveyLine], RateFigure | None]


def _rate_column(code: str, title: str, places: int) -> Column[SurveyLine]:
    def text(line: SurveyLine) -> str:
        return rate_of(line, code, places)

    return _of_figure(f"rate.{code}", title, 190, text, lambda s: s.rate(code), places)


def _share_column(item: BallotItem, option: BallotOption, places: int) -> Column[SurveyLine]:
    def text(line: SurveyLine) -> str:
        return short_share_of(line, item, option, places)

    def figure(line: SurveyLine) -> RateFigure | None:
        choice = line.choice(item.code)
        return choice.share(option.code) if choice is not None else None

    return _of_figure(f"share.{item.code}.{option.code}", option.text, 150, text, figure, places)


def _of_figure(
    key: str, title: str, width: int, text: Shown, figure: Found, places: int
) -> Column[SurveyLine]:
    def share(line: SurveyLine) -> Fraction | None:
        rate = figure(line)
        return rate.share if rate is not None else None

    def order(line: SurveyLine) -> Fraction:
        known = share(line)
        return known if known is not None else Fraction(-1)

    return Column(
        key, title, text, width, Align.RIGHT, sort=order, number=share, share=share, fill=lambda _: BAR,
        share_words=width - 60,
        tip=lambda s: r.working(places) if (r := figure(s)) is not None else "",
    )  # fmt: skip


class FiguresPage(QWidget):
    """Shows a :class:`SurveyTable`; Esc leaves."""

    left = Signal()
    turned = Signal(str)  # a group, empty: everybody

    def __init__(self, settings: Settings, shell: Shell) -> None:
        super().__init__()
        self.settings = settings
        self.table: SurveyTable | None = None
        self.setAccessibleName(words.FIGURES)
        self.head = TitleRow(words.FIGURES)
        self.back = Button(words.BACK_TO_LIST, "undo")
        self.back.setToolTip(words.BACK_TIP)
        self.back.clicked.connect(self.left)
        for name in ("ballots.export_figures", "ballots.print_figures"):
            self.head.add_button(ActionButton(shell.registry, name))
        self.head.add_button(self.back)
        body = column(self)
        body.addWidget(self.head)
        across = row(margins=(24, 10, 24, 8), gap=12)
        self.levels = Segmented((), words.LEVELS)
        self.levels.chosen.connect(lambda _: self._show())
        self.groups = Segmented((Segment("", words.EVERYBODY),), words.GROUPS)
        self.groups.chosen.connect(self.turned)
        self.figures = Combo()
        self.figures.setAccessibleName(words.WHICH_FIGURES)
        self.figures.setMinimumContentsLength(8)
        self.figures.activated.connect(self._show)
        for part in (self.levels, self.groups, self.figures):
            across.addWidget(part)
        across.addStretch(1)
        body.addLayout(across)
        self.whole = Label("", "strong", wrap=True)
        self.note = Label("", "note", wrap=True)
        for label in (self.whole, self.note):
            label.setContentsMargins(px(24), 0, px(24), px(8))
            body.addWidget(label)
        self.holding = column()
        body.addLayout(self.holding, 1)
        self.grid: Grid | None = None
        self.model: RowsModel[SurveyLine] | None = None
        self.shown: tuple[str, str, Level, str] | None = None

    def show_table(self, table: SurveyTable) -> None:
        """Show a survey; a level that holds nothing is not offered."""
        self.table = table
        self.head.set_note(table.form.name)
        segments = [Segment("", words.EVERYBODY), *(Segment(g.code, g.name) for g in table.form.groups)]
        self.groups.set_segments(segments)
        self.groups.choose(table.group, silent=True)
        self.groups.setVisible(len(table.form.groups) > 1)
        self._offer_figures(table.form)
        self._show()

    def _offer_figures(self, form: BallotForm) -> None:
        """Offer the rates, and each item of which several options may be ticked."""
        kept = self.figures.currentData()
        self.figures.clear()
        if form.rates:
            self.figures.addItem(words.RATES_AND_SCORE if is_scored(form) else words.RATES, "")
        for item in choice_items(form):
            self.figures.addItem(item.text, item.code)
        self.figures.setCurrentIndex(max(0, self.figures.findData(kept)))
        self.figures.setVisible(self.figures.count() > 1)

    def _item(self, form: BallotForm) -> BallotItem | None:
        """Return the item whose options are shown, None for the rates."""
        chosen = self.figures.currentData()
        return next((item for item in choice_items(form) if item.code == chosen), None)

    def _show(self) -> None:
        if self.table is None:
            return
        form, item = self.table.form, self._item(self.table.form)
        self.note.setText("".join(notes_of(self.table, item)))
        offered = [one for one in self.table.levels if one not in TOTALS]
        if item is not None and not item.each:
            offered = [one for one in offered if one is not Level.PERSON]
        self.levels.set_segments([Segment(one.value, level_name(one, form)) for one in offered])
        if not self.levels.current():
            self.whole.setText(words.NO_FIGURES)
            return
        level = Level(self.levels.current())
        whole = next(iter(self.table.level(Level.WHOLE)), None)
        if whole is not None:
            self.whole.setText(self._said_of_all(whole, form, item))
        shown = (form.code, form.edition, level, item.code if item is not None else "")
        if self.shown != shown:
            self._build(form, level, item)
            self.shown = shown
        if self.model is not None:
            self.model.set_rows(list(self.table.level(level)))

    def _said_of_all(self, whole: SurveyLine, form: BallotForm, item: BallotItem | None) -> str:
        """Say the sum of all meetings."""
        places = form.places
        if item is None:
            said = [f"{title} {rate_of(whole, code, places)}" for code, title in rate_titles(form)]
        else:
            options = item.options or form.options
            said = [f"{one.text} {share_of(whole, item.code, one, places)}" for one in options]
        listed = form.list_subject is not None and (item is None or item.each)
        unit = words.VALID_TIMES if listed else words.VALID_PAPERS
        count = valid_of(whole) if item is None else ballots_of(whole, item)
        return "　".join((unit.format(name=whole.name, count=count), *said))

    def _build(self, form: BallotForm, level: Level, item: BallotItem | None) -> None:
        focused = self.grid is not None and self.grid.hasFocus()
        if self.grid is not None:
            self.grid.hide()
            self.grid.deleteLater()
        self.model = RowsModel(columns_of(form, level, item), key=lambda s: (s.area, s.unit, s.name))
        place = ".".join(filter(None, (form.code, level.value, item.code if item is not None else "")))
        self.grid = Grid(self.model, self.settings, f"ballots.figures.{place}")
        self.grid.setAccessibleName(words.FIGURES)
        self.holding.addWidget(self.grid)
        self.setFocusProxy(self.grid)
        if focused:
            self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
