"""各单位结果: one survey over all meetings of a campaign, by person, unit and area, for all or one group."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.forms import BallotForm, BallotSubject
from dangjian_desktop.domain.survey_figures import Level, SurveyLine
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.texts.ballots import SURVEY_WORDS
from dangjian_desktop.services.survey_facts import notes_of, rate_of, rate_titles, score_of, valid_of
from dangjian_desktop.services.survey_tables import SurveyTable

TOTALS = (Level.WHOLE,)


def level_name(level: Level, form: BallotForm) -> str:
    """Return what the lines of a level are called."""
    persons = level is Level.UNIT and form.subject is BallotSubject.PERSON and form.list_subject is None
    return SURVEY_WORDS["person" if persons else level.value]


def columns_of(form: BallotForm, level: Level) -> tuple[Column[SurveyLine], ...]:
    """Return the columns of a level: whose it is, the ballots, a column a rate, the points."""
    right, places = Align.RIGHT, form.places
    found: list[Column[SurveyLine]] = []
    if level is not Level.AREA:
        found.append(Column("area", words.AREA, lambda s: s.area, 110, filter=True, searched=True))
    if level is Level.PERSON:
        found.append(Column("unit", words.UNIT, lambda s: s.unit, 130, filter=True, searched=True))
    found.append(Column("name", words.NAME, lambda s: s.name, 150, searched=True, tip=lambda s: s.name))
    found.append(
        Column("meetings", words.TIMES, lambda s: str(s.meetings), 64, right, number=lambda s: s.meetings)
    )
    found.append(
        Column(
            "valid", words.VALID, valid_of, 90, right, number=lambda s: s.valid, sort=lambda s: s.valid or -1
        )
    )
    for code, title in rate_titles(form):
        found.append(_rate_column(code, title, places))
    if any(o.weight is not None for o in form.options):
        found.append(
            Column(
                "score", words.SCORE, lambda s: score_of(s, places), 80, right,
                number=lambda s: s.score, sort=lambda s: s.score if s.score is not None else -1,
            )
        )  # fmt: skip
    return tuple(found)


def _rate_column(code: str, title: str, places: int) -> Column[SurveyLine]:
    def share(line: SurveyLine) -> object:
        rate = line.rate(code)
        return rate.share if rate is not None and rate.share is not None else -1

    return Column(
        f"rate.{code}", title, lambda s: rate_of(s, code, places), 150, Align.RIGHT, sort=share,
        number=lambda s: r.share if (r := s.rate(code)) is not None else None,
        tip=lambda s: r.working(places) if (r := s.rate(code)) is not None else "",
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
        across.addWidget(self.levels)
        across.addWidget(self.groups)
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
        self.shown: tuple[str, str, Level] | None = None

    def show_table(self, table: SurveyTable) -> None:
        """Show a survey; a level that holds nothing is not offered."""
        self.table = table
        self.head.set_note(table.form.name)
        offered = [one for one in table.levels if one not in TOTALS]
        self.levels.set_segments([Segment(one.value, level_name(one, table.form)) for one in offered])
        segments = [Segment("", words.EVERYBODY), *(Segment(g.code, g.name) for g in table.form.groups)]
        self.groups.set_segments(segments)
        self.groups.choose(table.group, silent=True)
        self.groups.setVisible(len(table.form.groups) > 1)
        self.note.setText("".join(notes_of(table)))
        self._show()

    def _show(self) -> None:
        if self.table is None or not self.levels.current():
            self.whole.setText(words.NO_FIGURES)
            return
        form, level = self.table.form, Level(self.levels.current())
        whole = next(iter(self.table.level(Level.WHOLE)), None)
        if whole is not None:
            said = [f"{title} {rate_of(whole, code, form.places)}" for code, title in rate_titles(form)]
            unit = words.VALID_TIMES if form.list_subject is not None else words.VALID_PAPERS
            counted = unit.format(name=whole.name, count=valid_of(whole))
            self.whole.setText("　".join((counted, *said)))
        if self.shown != (form.code, form.edition, level):
            self._build(form, level)
        if self.model is not None:
            self.model.set_rows(list(self.table.level(level)))

    def _build(self, form: BallotForm, level: Level) -> None:
        focused = self.grid is not None and self.grid.hasFocus()
        if self.grid is not None:
            self.grid.hide()
            self.grid.deleteLater()
        self.model = RowsModel(columns_of(form, level), key=lambda s: (s.area, s.unit, s.name))
        self.grid = Grid(self.model, self.settings, f"ballots.figures.{form.code}.{level.value}")
        self.grid.setAccessibleName(words.FIGURES)
        self.holding.addWidget(self.grid)
        self.setFocusProxy(self.grid)
        self.shown = (form.code, form.edition, level)
        if focused:
            self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
