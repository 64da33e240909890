"""干部考核和班子研判: persons and 班子 ranked by their ballots, the quota of 优秀, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.grading import Standing
from dangjian_desktop.domain.scoring import points_text
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.scoring.pane import WhyStep
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm, WorkPage, one_line, several
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import ChipLabel, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.scoring import STANDING_NAMES
from dangjian_desktop.services.appraisals import AppraisalBoard, AppraisalRow, AppraisalWish

if TYPE_CHECKING:
    from dangjian_desktop.domain.appraisals import AppraisalGrade
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

OPEN, LAST = "—", 1 << 30
FIELD_OF = {
    "scoring.no_explanation": "说明",
    "scoring.differs_without_reason": "说明",
    "scoring.no_decider": "决定机关",
    "scoring.future_day": "日期",
}


def _rank(row: AppraisalRow) -> str:
    return str(row.result.rank or OPEN)


def _score(row: AppraisalRow) -> str:
    return OPEN if row.sheet.total is None else points_text(row.sheet.total)


def _rate(row: AppraisalRow, place: int) -> str:
    rates = [x.figure for x in row.sheet.lines]
    figure = rates[place] if place < len(rates) else None
    return OPEN if figure is None or figure.share is None else percent(figure.share)


def _stands(row: AppraisalRow) -> str:
    standing = row.result.standing
    return STANDING_NAMES[standing.value] if standing is not None else ""


def _chip(row: AppraisalRow) -> Chip | None:
    if row.decided:
        return Chip(row.decided, State.DONE, Sign.CHECK)
    return Chip("待研判", State.SOON, Sign.ASK)


def columns_of(form: ScoreForm | None) -> tuple[Column[AppraisalRow], ...]:
    """Return the columns, the ballots headed by the grades of the form."""
    names = [band.name for band in form.bands] if form is not None else ["优秀", "称职", "基本称职", "不称职"]
    return (
        Column("rank", "名次", _rank, 58, Align.RIGHT, sort=lambda x: x.result.rank or LAST),
        Column(
            "name", "姓名" if names[0] == "优秀" else "班子", lambda x: x.name, 112, searched=True, bold=True
        ),
        Column("unit", "单位", lambda x: x.unit, 112, filter=True, searched=True),
        Column("best", f"{names[0]}票", lambda x: _rate(x, 0), 78, Align.RIGHT),
        Column("upper", f"{names[1]}以上", lambda x: _rate(x, 1), 86, Align.RIGHT),
        Column("worst", f"{names[-1]}票", lambda x: _rate(x, 2), 82, Align.RIGHT),
        Column("score", "得分", _score, 70, Align.RIGHT, bold=True, number=lambda x: x.sheet.total),
        Column("proposed", "建议等次", lambda x: x.proposed or OPEN, 92, filter=True),
        Column("standing", "名额", _stands, 88, filter=True),
        Column("decided", "研判决定", lambda x: x.decided or "待研判", 104, chip=_chip, filter=True),
    )


class AppraisalPage(WorkPage[AppraisalRow]):
    """One board at a time; the pane says why, and takes the decision."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            "考核研判",
            columns_of(None),
            lambda x: x.subject,
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

    def board(self) -> AppraisalBoard | None:
        """Return the board in hand."""
        found = next((b for b in self.boards if b.form.code == self.choices.current()), None)
        return found or (self.boards[0] if self.boards else None)

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
        chips = (ChipLabel("同分待定", State.SOON, Sign.ASK),) if row.result.standing is Standing.TIED else ()
        self.pane.show_head(row.name, row.unit, "", chips)
        why = Section("为什么")
        why.add(Label(f"计分：{row.sheet.working}", "small", wrap=True))
        for line in row.sheet.lines:
            if line.working:
                why.add(Label(line.working, "small", wrap=True))
        steps = row.result.steps
        for number, step in enumerate(steps):
            why.add(WhyStep(step, last=number == len(steps) - 1))
        parts = [why]
        earlier = row.decisions[:-1]
        board = self.board()
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

    def begin(self) -> None:
        """Ask what was decided of the one in hand."""
        row, board = self.page.row(), self.page.board()
        if row is None or board is None:
            return
        grade = QComboBox()
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
