"""干部考核和班子研判: persons and 班子 ranked by their ballots, the quota of 优秀, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.forms import CADRE, ScoreForm
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.scoring.exporting import export_table
from dangjian_desktop.gui.tabs.scoring.grade_chart import GradeChart
from dangjian_desktop.gui.tabs.scoring.pane import WhyStep
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm, WorkPage, one_line, several
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.fitting import with_room
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import ChipLabel, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.scoring import TIED_WORDS
from dangjian_desktop.services.appraisals import AppraisalBoard, AppraisalRow, AppraisalWish

if TYPE_CHECKING:
    from dangjian_desktop.domain.appraisals import AppraisalGrade
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

OPEN, LAST = "—", 1 << 30
GIVE_WAY = ("worst", "upper", "best", "valid", "unit")
"""The columns that go first where there is no room for all, in this order; the pane says them."""
MERGED, APART = "standing", ("proposed", "decided")
TABLES = {True: ("cadre_results", "干部考核结果汇总表"), False: ("team_results", "班子研判结果汇总表")}
FIELD_OF = {
    "scoring.no_explanation": "说明",
    "scoring.differs_without_reason": "说明",
    "scoring.no_decider": "决定机关",
    "scoring.future_day": "日期",
}


def _rank(row: AppraisalRow) -> str:
    return str(row.result.rank or OPEN)


def _valid(row: AppraisalRow) -> str:
    return str(row.valid)


def _score(row: AppraisalRow) -> str:
    return row.score or OPEN


def _rate(row: AppraisalRow, place: int) -> str:
    rates = [x.figure for x in row.sheet.lines]
    figure = rates[place] if place < len(rates) else None
    return OPEN if figure is None or figure.share is None else percent(figure.share)


def _chip(row: AppraisalRow) -> Chip | None:
    if row.decided:
        return Chip(row.decided, State.DONE, Sign.CHECK)
    if not row.figures.complete:
        return Chip("票未录完", State.SOON, Sign.HALF)
    return Chip("待研判", State.SOON, Sign.ASK)


def _standing(row: AppraisalRow) -> Chip | None:
    """Return the decision, or the proposal as such: for where there is room for one of them."""
    if row.decided or not row.figures.complete or not row.proposal:
        return _chip(row)
    return Chip(f"建议{row.proposal}", State.SOON, Sign.ASK)


def columns_of(form: ScoreForm | None) -> tuple[Column[AppraisalRow], ...]:
    """Return the columns, the ballots headed by the grades of the form; a 班子 has no unit beside it.

    The last one stands for the two before it where there is no room for both.
    """
    names = [band.name for band in form.bands] if form is not None else ["优秀", "称职", "基本称职", "不称职"]
    teams = form is not None and CADRE not in form.categories
    unit: Column[AppraisalRow] = Column("unit", "单位", lambda x: x.unit, 104, filter=True, searched=True)
    return (
        Column("rank", "名次", _rank, 58, Align.RIGHT, sort=lambda x: x.result.rank or LAST),
        Column(
            "name",
            "班子" if teams else "姓名",
            lambda x: x.name,
            96,
            searched=True,
            named=not teams,
            bold=True,
        ),
        *(() if teams else (unit,)),
        Column("valid", "有效票", _valid, 66, Align.RIGHT, number=lambda x: Fraction(x.valid)),
        Column("best", f"{names[0]}票", lambda x: _rate(x, 0), 76, Align.RIGHT),
        Column("upper", f"{names[1]}以上", lambda x: _rate(x, 1), 84, Align.RIGHT),
        Column("worst", f"{names[-1]}票", lambda x: _rate(x, 2), 82, Align.RIGHT),
        Column("score", "得分", _score, 68, Align.RIGHT, bold=True, number=lambda x: x.sheet.total),
        Column("proposed", "建议等次", lambda x: x.proposal or OPEN, 122, filter=True),
        Column("decided", "研判决定", lambda x: x.decided or "待研判", 110, chip=_chip, filter=True),
        Column(MERGED, "建议 / 决定", lambda x: x.decided or x.proposal, 156, chip=_standing, filter=True),
    )


def fitting(columns: Sequence[Column[AppraisalRow]], room: int) -> tuple[str, ...]:
    """Return the ids of the columns that have room in ``room`` px (100 %)."""
    apart = [column for column in columns if column.id != MERGED]
    shown = with_room(apart, room, GIVE_WAY)
    if sum(column.width for column in apart if column.id in shown) <= room:
        return shown
    return (*(name for name in shown if name not in APART), MERGED)


class AppraisalPage(WorkPage[AppraisalRow]):
    """One board at a time; the pane says why, and takes the decision."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            "考核研判",
            columns_of(None),
            lambda x: x.subject,
            "scoring.appraisal_table",
            "scoring.appraise",
            grid="scoring.appraisals",
        )
        self.boards: tuple[AppraisalBoard, ...] = ()
        self.form_shown: ScoreForm | None = None
        self.picked.connect(lambda _: self.show_board())
        self.grid.chosen.connect(lambda _: self._chosen())
        self.show_again = self.show_pane

    def show_boards(self, boards: tuple[AppraisalBoard, ...]) -> None:
        """Show the boards; the one in hand stays in hand."""
        self.boards = boards
        self.show_choices(
            [Segment(b.form.code, b.form.name.removesuffix("定等次"), len(b.rows)) for b in boards]
        )
        self.show_board()

    def with_room(self, room: int) -> tuple[str, ...]:
        """Return the columns; proposal and decision share one where there is no room for both."""
        return fitting(self.model.every, room)

    def board(self) -> AppraisalBoard | None:
        """Return the board in hand."""
        found = next((b for b in self.boards if b.form.code == self.choices.current()), None)
        return found or (self.boards[0] if self.boards else None)

    def choose_last(self) -> None:
        """Show the last board: 班子."""
        self.choices.choose(list(self.choices.buttons)[-1])

    def row(self) -> AppraisalRow | None:
        """Return the row in hand."""
        row: AppraisalRow | None = self.grid.row_in_hand()
        return row

    def show_board(self) -> None:
        """Show the board in hand."""
        board = self.board()
        if board is not None and board.form is not self.form_shown:
            self.form_shown = board.form
            self.model.set_columns(columns_of(board.form))
            self.fit()
        self.model.set_rows(board.rows if board else ())
        if board and board.rows and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 1))
        if board is not None:
            words = [f"{len(board.rows)} 个", f"已定 {sum(bool(r.decided) for r in board.rows)}"]
            words += [
                f"“{board.form.grade_name(q.quota.grade)}”{q.arithmetic}，已定 {q.decided}"
                for q in board.quotas
            ]
            self.say("，".join(words))
        if not self.typing():
            self.show_pane()
        self.shell.registry.refresh()

    def _chosen(self) -> None:
        if not self.typing():
            self.show_pane()
        self.shell.registry.refresh()

    def show_pane(self) -> None:
        """Say why, and what was decided before."""
        row = self.row()
        if row is None:
            self.pane.show_head("还没有测评结果")
            words = "先在“测评录入”里建干部测评、班子测评的测评会，录完票，这里就有得分和建议等次。"
            self.pane.show_sections(Label(words, "hint", wrap=True))
            return
        chips = (ChipLabel(TIED_WORDS, State.SOON, Sign.ASK),) if row.tied else ()
        self.pane.show_head(row.name, " ".join(part for part in (row.unit, row.post) if part), "", chips)
        why = Section("为什么")
        why.add(Label(f"依据：{row.basis}", "small", wrap=True))
        why.add(Label(f"计分：{row.sheet.working}", "small", wrap=True))
        for line in row.sheet.lines:
            if line.working:
                why.add(Label(f"{line.indicator.text}：{line.working}", "small", wrap=True))
        steps = row.result.steps
        for number, step in enumerate(steps):
            why.add(WhyStep(step, last=number == len(steps) - 1, narrow=True))
        earlier, board = row.decisions[:-1], self.board()
        parts = [why]
        if board is not None:
            drawn = Section(
                "等次和名额", f"{len(board.rows)} 个，已定 {sum(bool(r.decided) for r in board.rows)}"
            )
            bars = GradeChart()
            bars.show_result(board.form, board.result)
            drawn.add(bars)
            parts.insert(0, drawn)
        if earlier and board is not None:
            kept = Section("以前的决定（保留）")
            kept.facts([Fact(d.decided_on.isoformat(), board.form.grade_name(d.grade)) for d in earlier], 96)
            parts.append(kept)
        self.pane.show_sections(*parts)


class Appraising(QObject):
    """Asks for the boards, and records decisions."""

    def __init__(self, tab: ScoringTab, page: AppraisalPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.service = tab.office.grading.appraisals

    def ask(self) -> None:
        """Ask for the boards of the campaign in hand."""
        listing = self.tab.listing
        if listing is not None:
            run = self.tab.runner.run
            run(
                self.service.boards, listing.campaign_id, then=self.page.show_boards, key="scoring.appraisals"
            )

    def can_decide(self) -> bool:
        """Tell whether somebody is in hand."""
        return self.page.in_front() and self.page.row() is not None

    def can_export(self) -> bool:
        """Tell whether the board in hand has anybody."""
        board = self.page.board()
        return self.page.in_front() and board is not None and bool(board.rows)

    def export(self) -> None:
        """Write the board in hand as a table to a file the clerk chooses."""
        board = self.page.board()
        if board is not None:
            kind, name = TABLES[CADRE in board.form.categories]
            export_table(self.tab, kind, name)

    def begin(self) -> None:
        """Ask what was decided of the one in hand."""
        row, board = self.page.row(), self.page.board()
        if row is None or board is None:
            return
        grade = Combo()
        for band in board.form.bands:
            grade.addItem(band.name, band.grade)
        grade.setCurrentIndex(max(0, grade.findText(row.decided or row.proposed)))
        form = PaneForm(
            "记下决定",
            ("等次", grade),
            ("说明", several("主要优缺点；评为优秀、不称职（好、差）的必填")),
            ("决定机关", one_line(self.tab.last_by, "如：镇党委会议")),
            ("日期", one_line(self.tab.shell.today().isoformat())),
        )
        self.page.ask(f"研判决定：{row.name}", form, lambda: self._decide(form, board, row))

    def _decide(self, form: PaneForm, board: AppraisalBoard, row: AppraisalRow) -> None:
        form.clear()
        day = form.day("日期")
        if day is None:
            return
        wish = AppraisalWish(
            campaign_id=board.campaign_id,
            form_code=board.form.code,
            subject=row.subject,
            grade=form.text("等次"),
            reason=form.text("说明"),
            decided_by=form.text("决定机关"),
            decided_on=day,
        )
        self.tab.runner.run(self.service.decide, wish, then=self._decided, refused=self._refused)

    def _decided(self, done: Outcome[AppraisalGrade]) -> None:
        self.tab.last_by = done.value.decided_by
        self.page.form = None
        self.tab.shell.say("已记录研判决定。")
        self.ask()
        self.page.grid.setFocus()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        rest = []
        for item in findings:
            place = FIELD_OF.get(item.code)
            if self.page.form is None or place is None:
                rest.append(item)
            else:
                self.page.form.fields[place].wrong(sentence(item).split("：", 1)[-1])
        if rest:
            self.tab.shell.notice(tuple(rest))
