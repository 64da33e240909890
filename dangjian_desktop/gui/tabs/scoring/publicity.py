"""公示和异议: the list as it was put up, what was raised against it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import SIGN_OF, Chip, Sign
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm, WorkPage, one_line, several
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.panes import Event, Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import ChipLabel, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.publication_views import (
    ObjectionRow,
    ObjectionState,
    PublicationBoard,
    PublicationRow,
    PublicationState,
    PublishedLine,
)
from dangjian_desktop.services.publications import AnswerWish, ObjectionWish
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.working_days import Period

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

T = TypeVar("T")
KEEP, LATE = "keep", "逾期未答复"
STATES: dict[PublicationState, tuple[State, Sign]] = {
    PublicationState.COMING: (State.SOON, Sign.RING),
    PublicationState.RUNNING: (State.DOING, Sign.HALF),
    PublicationState.OVER: (State.DONE, Sign.CHECK),
    PublicationState.WITHDRAWN: (State.IDLE, Sign.DASH),
}
RAISED: dict[ObjectionState, State] = {
    ObjectionState.OPEN: State.SOON,
    ObjectionState.INVESTIGATED: State.DOING,
    ObjectionState.ANSWERED: State.DONE,
    ObjectionState.REVIEWED: State.DONE,
}


def _how_far(line: PublishedLine) -> str:
    if line.state is None:
        return ""
    many = f"{line.objections} 条，" if line.objections > 1 else ""
    return f"{many}{LATE if line.late else line.state.word}"


def _objection_chip(line: PublishedLine) -> Chip | None:
    if line.state is None:
        return None
    state = State.OVERDUE if line.late else RAISED[line.state]
    return Chip(_how_far(line), state, SIGN_OF[state])


COLUMNS: tuple[Column[PublishedLine], ...] = (
    Column("order", "序号", lambda x: str(x.grade.order), 56, Align.RIGHT, sort=lambda x: x.grade.order),
    Column(
        "name", "党组织", lambda x: x.grade.name, 230, least=130, searched=True, tip=lambda x: x.grade.name
    ),
    Column("category", "类别", lambda x: x.grade.category, 90, filter=True),
    Column("grade", "公示等次", lambda x: x.grade.grade, 100, filter=True),
    Column("reviewed", "复核等次", lambda x: x.reviewed or "—", 100, filter=True),
    Column("on", "复核日期", lambda x: x.reviewed_on.isoformat() if x.reviewed_on else "", 110),
    Column("objections", "异议", _how_far, 150, least=122, chip=_objection_chip, filter=True),
)


class PublicityPage(WorkPage[PublishedLine]):
    """One 公示 at a time; the pane shows its dates, and the objections to the line in hand."""

    give_way = ("on", "order", "category", "reviewed")

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            "公示和异议",
            COLUMNS,
            lambda x: x.grade.id,
            "scoring.object",
            "scoring.publish",
            grid="scoring.publicity",
        )
        self.board: PublicationBoard | None = None
        self.picked.connect(lambda _: self.show_publication())
        self.grid.chosen.connect(lambda _: self._chosen())
        self.show_again = self.show_pane

    # ------------------------------------------------------------ showing

    def show_board(self, board: PublicationBoard) -> None:
        """Show what was put up; the publication in hand stays in hand."""
        self.board = board
        self.show_choices(
            [
                Segment(p.publication.id, f"{p.publication.start.isoformat()} 起", len(p.lines))
                for p in board.publications
            ]
        )
        self.show_publication()

    def row(self) -> PublicationRow | None:
        """Return the publication in hand."""
        if self.board is None or not self.board.publications:
            return None
        return self.board.publication(self.choices.current()) or self.board.publications[0]

    def line(self) -> PublishedLine | None:
        """Return the line in hand."""
        line: PublishedLine | None = self.grid.row_in_hand()
        return line

    def show_publication(self) -> None:
        """Show the lines of the publication in hand."""
        held = self.row()
        self.model.set_rows(held.lines if held else ())
        if held and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 1))
        self.say(self._note())
        if not self.typing():
            self.show_pane()

    def _note(self) -> str:
        board = self.board
        if board is None:
            return ""
        waiting = sum(o.state.waits for o in board.objections)
        words = [f"党委已定 {board.decided} 个，未定 {board.undecided} 个"]
        if board.objections:
            words.append(f"异议 {len(board.objections)} 条，待答复 {waiting} 条")
        return "；".join(words)

    def _chosen(self) -> None:
        if not self.typing():
            self.show_pane()
        self.shell.registry.refresh()

    def objections(self) -> Sequence[ObjectionRow]:
        """Return the objections to the line in hand, newest first."""
        held, line = self.row(), self.line()
        if held is None or line is None:
            return ()
        mine = [o for o in held.objections if o.party_org_id == line.grade.party_org_id]
        return sorted(mine, key=lambda o: o.objection.raised_on, reverse=True)

    def waiting(self) -> ObjectionRow | None:
        """Return the objection to the line in hand that has still to be answered, the oldest first."""
        return next((o for o in reversed(self.objections()) if o.state.waits), None)

    def show_pane(self) -> None:
        """Show the dates of the publication, and what was raised against the line in hand."""
        held, line = self.row(), self.line()
        if held is None:
            self.pane.show_head("还没有公示")
            said = Label("把党委已定的等次公示若干个工作日，期间登记异议，按期答复。", "hint", wrap=True)
            self.pane.show_sections(said)
            self.pane.show_foot()
            return
        state, sign = STATES[held.state]
        title = line.grade.name if line else "公示"
        category = line.grade.category if line else ""
        self.pane.show_head(title, category, "", (ChipLabel(held.state.word, state, sign),))
        self.pane.show_sections(*(self._raised(o) for o in self.objections()), self._dates(held))
        waiting = self.waiting()
        names = []
        if waiting is not None:
            names = ["scoring.investigate" if waiting.state is ObjectionState.OPEN else "scoring.answer"]
        elif held.state is not PublicationState.WITHDRAWN:
            names = ["scoring.withdraw"]
        self.pane.show_foot(*self.buttons(*names))

    def _dates(self, held: PublicationRow) -> Section:
        shown, one, line = Section("公示"), held.publication, self.line()
        graded = [Fact("公示等次", line.grade.grade)] if line else []
        if line is not None and line.reviewed:
            on = f"（{line.reviewed_on.isoformat()}）" if line.reviewed_on else ""
            graded.append(Fact("复核等次", f"{line.reviewed}{on}"))
        shown.facts(
            [
                *graded,
                Fact("时间", f"{one.start.isoformat()} 至 {one.end.isoformat()}"),
                Fact("天数", f"{one.days} 个工作日"),
                Fact("名单", f"{len(held.lines)} 个党组织"),
                Fact("张贴", one.made_on.isoformat()),
                *([Fact("撤下", one.withdrawn)] if one.withdrawn else []),
            ]
        )
        if one.remark:
            shown.add(Label(one.remark + "。", "small", wrap=True))
        return shown

    def _raised(self, row: ObjectionRow) -> Section:
        one = row.objection
        due = f"{one.due.isoformat()} 前答复" if one.due and row.state.waits else ""
        shown = Section("异议", f"逾期，{due}" if row.late else due or row.state.word)
        done = (Sign.DISC, State.DONE)
        found = Event("调查核实", "", f"{one.finding}（{one.investigated_by}）", *done)
        when = one.answered_on.isoformat() if one.answered_on else ""
        given = Event("答复", when, f"{one.answer}（{one.answered_by}）", *done)
        events = [
            Event(f"{row.raised_by}提出", one.raised_on.isoformat(), one.content, Sign.DOT, State.SOON),
            found if one.finding else Event("调查核实", "", "还没有登记", Sign.RING, RAISED[row.state]),
            given if one.answered_on else Event("答复", "", "还没有答复", Sign.RING, State.IDLE),
        ]
        if row.review is not None:
            when, by = row.review.decided_on.isoformat(), row.review.decided_by
            words = f"原公示{row.grade}，{by}：{row.review.reason}"
            events.append(Event(f"复核为{row.review_grade}", when, words, *done))
        shown.time_line(events)
        return shown


class Publicising(QObject):
    """Carries what is typed on the page to the service, and shows what came of it."""

    def __init__(self, tab: ScoringTab, page: PublicityPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.service = tab.office.grading.publications
        self.clerk = ""

    def ask(self) -> None:
        """Ask for what was put up."""
        listing = self.tab.listing
        if listing is not None:
            run, page = self.tab.runner.run, self.page
            run(self.service.board, listing.campaign_id, then=page.show_board, key="scoring.publicity")

    def can_publish(self) -> bool:
        """Tell whether anything is decided that can be put up."""
        return self.page.in_front() and self.page.board is not None and self.page.board.decided > 0

    def can_object(self) -> bool:
        """Tell whether a line is in hand that can be objected to."""
        held = self.page.row() if self.page.in_front() else None
        return (
            held is not None and held.state is not PublicationState.WITHDRAWN and self.page.line() is not None
        )

    def can_withdraw(self) -> bool:
        """Tell whether the publication in hand can be taken down."""
        held = self.page.row() if self.page.in_front() else None
        return held is not None and held.state is not PublicationState.WITHDRAWN

    def can_answer(self) -> bool:
        """Tell whether the line in hand has an objection that was looked into."""
        waiting = self.page.waiting() if self.page.in_front() else None
        return waiting is not None and waiting.state is ObjectionState.INVESTIGATED

    def can_investigate(self) -> bool:
        """Tell whether the line in hand has an objection that waits."""
        return self.page.in_front() and self.page.waiting() is not None

    # ------------------------------------------------------------ forms

    def begin_publish(self) -> None:
        """Ask from when and for how many working days; the end follows as one types."""
        board = self.page.board
        if board is None:
            return
        start = one_line(self.tab.shell.today().isoformat())
        days = one_line(str(board.days or 5), "个")
        form = PaneForm("张贴公示", ("开始日期", start), ("工作日", days))
        until = Label("", "note", wrap=True)
        form.body.insertWidget(2, until)

        def follow() -> None:
            form.clear()
            day, count = form.day("开始日期"), _count(form)
            until.setText("")
            if day is not None and count is not None:
                self.tab.runner.run(self.service.period, day, count, then=shown, refused=form.refuse)

        def shown(span: Period) -> None:
            if self.page.form is form:
                until.setText(f"到 {span.end.isoformat()} 结束。{span.remark}")

        start.editingFinished.connect(follow)
        days.textChanged.connect(lambda _: follow())
        hint = f"党委已定的 {board.decided} 个党组织列入，名单照现在的样子保存。"
        if board.undecided:
            hint += f"还有 {board.undecided} 个没有决定，不列入。"
        self.page.ask("张贴公示", form, lambda: self._publish(form), hint, whole=True)
        follow()

    def _publish(self, form: PaneForm) -> None:
        form.clear()
        day, count = form.day("开始日期"), _count(form)
        if day is None or self.page.board is None:
            return
        if count is None:
            form.fields["工作日"].wrong("请写整数，如 5。")
            return
        self._run(self.service.publish, self.page.board.campaign_id, day, count, then=self._published)

    def _published(self, done: Outcome[PublicationRow]) -> None:
        self.page.form = None
        one = done.value.publication
        self.page.wanted = one.id
        span = f"{one.start.isoformat()} 至 {one.end.isoformat()}"
        self.tab.shell.say(
            f"已张贴公示 {len(done.value.lines)} 个党组织，{span}。打印“分类定级结果公示”用这份名单。"
        )
        self.ask()
        self.page.grid.setFocus()

    def begin_withdraw(self) -> None:
        """Ask why the publication is taken down."""
        form = PaneForm("撤下", ("原因", one_line("", "如：名单有误，重新公示", 100)))
        hint = "撤下后名单和异议都保留可查。"
        self.page.ask("撤下公示", form, lambda: self._withdraw(form), hint)

    def _withdraw(self, form: PaneForm) -> None:
        held = self.page.row()
        if held is not None:
            self._run(
                self.service.withdraw, held.publication.id, form.text("原因"), then=self._done("公示已撤下。")
            )

    def begin_objection(self) -> None:
        """Ask what is raised against the line in hand."""
        line = self.page.line()
        if line is None:
            return
        form = PaneForm(
            "登记异议",
            ("内容", several("反映什么问题、有什么线索")),
            ("提出日期", one_line(self.tab.shell.today().isoformat())),
            ("提出人", one_line("", "愿意署名的才填")),
        )
        self.page.ask(f"异议：{line.grade.name}", form, lambda: self._object(form))

    def _object(self, form: PaneForm) -> None:
        form.clear()
        held, line, day = self.page.row(), self.page.line(), form.day("提出日期")
        if held is None or line is None or day is None:
            return
        wish = ObjectionWish(
            publication_id=held.publication.id,
            party_org_id=line.grade.party_org_id,
            content=form.text("内容"),
            raised_on=day,
            raised_by=form.text("提出人"),
        )
        self._run(self.service.object, wish, then=self._objected)

    def _objected(self, done: Outcome[ObjectionRow]) -> None:
        due = done.value.objection.due
        until = f"，{due.isoformat()} 前答复" if due else ""
        self._done(f"已登记异议：{done.value.name}{until}。")(done)

    def begin_investigation(self) -> None:
        """Ask what was found."""
        waiting = self.page.waiting()
        if waiting is None:
            return
        one = waiting.objection
        what = several("查了什么、核实到什么")
        what.setPlainText(one.finding)
        form = PaneForm(
            "记下调查", ("调查情况", what), ("调查人", one_line(one.investigated_by or self.clerk))
        )
        self.page.ask(f"调查：{waiting.name}", form, lambda: self._investigate(form, one.id), one.content)

    def _investigate(self, form: PaneForm, objection_id: str) -> None:
        form.clear()
        self.clerk = form.text("调查人")
        call = self.service.investigate
        self._run(call, objection_id, form.text("调查情况"), self.clerk, then=self._done("已登记调查情况。"))

    def begin_answer(self) -> None:
        """Ask what is answered, and whether the grade stays."""
        waiting, score_form = self.page.waiting(), self._form()
        if waiting is None or score_form is None:
            return
        grade = Combo()
        grade.addItem(f"维持{waiting.grade}", KEEP)
        for band in score_form.bands:
            if band.name != waiting.grade:
                grade.addItem(f"改为{band.name}", band.grade)
        form = PaneForm(
            "记下答复",
            ("复核结果", grade),
            ("答复", several("怎样答复提出人")),
            ("答复人", one_line(self.clerk)),
            ("答复日期", one_line(self.tab.shell.today().isoformat())),
            ("决定机关", one_line(self.tab.last_by, "改定等次的填，如：镇党委会议")),
        )
        found = waiting.objection.finding
        self.page.ask(
            f"答复：{waiting.name}", form, lambda: self._answer(form, waiting), f"调查情况：{found}"
        )

    def _answer(self, form: PaneForm, waiting: ObjectionRow) -> None:
        form.clear()
        day = form.day("答复日期")
        if day is None or self.page.board is None:
            return
        review = None
        if form.text("复核结果") != KEEP:
            review = GradeWish(
                campaign_id=self.page.board.campaign_id,
                party_org_id=waiting.party_org_id,
                grade=form.text("复核结果"),
                reason=form.text("答复"),
                decided_by=form.text("决定机关"),
                decided_on=day,
            )
        wish = AnswerWish(
            objection_id=waiting.objection.id,
            answer=form.text("答复"),
            answered_by=form.text("答复人"),
            answered_on=day,
            review=review,
        )
        done = f"已答复，{_review_words(form, review is not None)}首次结果保留在旁。"
        self._run(self.service.answer, wish, then=self._done(done))

    # ------------------------------------------------------------ helpers

    def _form(self) -> ScoreForm | None:
        line, listing = self.page.line(), self.tab.listing
        if line is None or listing is None:
            return None
        found = (c.form for c in listing.categories if c.row(line.grade.party_org_id))
        return next(found, None)

    def _run(self, call: Callable[..., T], *values: Any, then: Callable[[T], object]) -> None:
        self.tab.runner.run(call, *values, then=then, refused=self._refused)

    def _done(self, words: str) -> Callable[[object], None]:
        def shown(_: object) -> None:
            self.page.form = None
            self.tab.shell.say(words)
            self.ask()
            self.page.grid.setFocus()

        return shown

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        rest = self.page.form.refuse(findings) if self.page.form is not None else findings
        if rest:
            self.tab.shell.notice(rest)


def _review_words(form: PaneForm, changed: bool) -> str:
    grade = form.fields["复核结果"].editor
    return f"复核{grade.currentText()}，" if changed and isinstance(grade, QComboBox) else "等次维持，"


def _count(form: PaneForm) -> int | None:
    text = form.text("工作日")
    return int(text) if text.isascii() and text.isdigit() else None
