"""历轮对比: two rounds of rating side by side, who rose, who fell and why; beginning another round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from dangjian_desktop.domain.rating_rounds import RatingRound, RoundResult
from dangjian_desktop.domain.scoring import near_texts, points_text, score_texts
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm, WorkPage, one_line
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts.rounds import ROUND_NAMES
from dangjian_desktop.services.rounds import ComparedLine, Comparison, Move

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

OPEN, NEVER = "—", Fraction(-1)  # what has no score stands below all that have
Words = dict[tuple[str, Fraction | None], str]
"""Each score of a category as it is written."""
CHIPS: dict[Move, Chip] = {
    Move.ROSE: Chip(Move.ROSE.word, State.DONE, Sign.ARROW),
    Move.FELL: Chip(Move.FELL.word, State.WRONG, Sign.SQUARE_CROSS),
    Move.SAME: Chip(Move.SAME.word, State.IDLE, Sign.EQUAL),
    Move.NEW: Chip(Move.NEW.word, State.DOING, Sign.PLUS),
    Move.GONE: Chip(Move.GONE.word, State.IDLE, Sign.DASH),
    Move.OPEN: Chip(Move.OPEN.word, State.SOON, Sign.ASK),
}
MOVES = list(Move)


def _grade(result: RoundResult | None) -> str:
    if result is None:
        return ""
    return (result.grade if result.decided else f"{result.grade}（建议）") if result.grade else OPEN


def _score(result: RoundResult | None) -> str:
    return OPEN if result is None or result.score is None else points_text(result.score)


def _number(result: RoundResult | None) -> Fraction | None:
    return result.score if result is not None else None


def _column(
    column: str, head: str, words: Words, of: Callable[[ComparedLine], RoundResult | None]
) -> Column[ComparedLine]:
    """Return a column of scores: as the rating list writes them, the exact figure as its tip."""
    return Column(
        column,
        head,
        lambda x: words.get((x.category, _number(of(x)))) or OPEN,
        84,
        Align.RIGHT,
        sort=lambda x: NEVER if (value := _number(of(x))) is None else value,
        tip=lambda x: _score(of(x)),
    )


def _columns(words: Words, *, alone: bool = False) -> tuple[Column[ComparedLine], ...]:
    """Return the columns of two rounds, or of the only one."""
    who: tuple[Column[ComparedLine], ...] = (
        Column("name", "党组织", lambda x: x.name, 200, least=130, searched=True, tip=lambda x: x.name),
        Column("category", "类别", lambda x: x.category, 76, filter=True),
    )
    if alone:
        return (
            *who,
            _column("score_after", "得分", words, lambda x: x.after),
            Column("after", "等次", lambda x: _grade(x.after), 130, filter=True),
        )
    return (
        *who,
        _column("score_before", "前轮得分", words, lambda x: x.before),
        Column("before", "前轮等次", lambda x: _grade(x.before), 108, least=96, filter=True),
        _column("score_after", "后轮得分", words, lambda x: x.after),
        Column("after", "后轮等次", lambda x: _grade(x.after), 108, least=96, filter=True),
        Column(
            "move",
            "变化",
            lambda x: x.move.word,
            96,
            chip=lambda x: CHIPS[x.move],
            filter=True,
            sort=lambda x: MOVES.index(x.move),
        ),
        Column("why", "原因", lambda x: x.why, 160, least=120, searched=True, tip=lambda x: x.why),
    )


def _words(lines: Iterable[ComparedLine], places: Mapping[str, int]) -> Words:
    """Write the scores of each category with the decimals of its form, both rounds alike."""
    scores: dict[str, list[Fraction | None]] = {}
    for line in lines:
        scores.setdefault(line.category, []).extend((_number(line.before), _number(line.after)))
    return {
        (category, score): text
        for category, some in scores.items()
        for score, text in score_texts(some, places.get(category, 1)).items()
    }


class RoundsPage(WorkPage[ComparedLine]):
    """One round against the one before it; the pane says why an organisation moved."""

    give_way = ("category", "score_before", "score_after", "why", "before")

    def __init__(self, shell: Shell) -> None:
        words: Words = {}
        super().__init__(
            shell,
            "历轮对比",
            _columns(words),
            lambda x: x.party_org_id,
            "scoring.begin_round",
            grid="scoring.rounds",
        )
        self.words = words
        self.places: dict[str, int] = {}
        self.rounds: tuple[RatingRound, ...] = ()
        self.comparison: Comparison | None = None
        self.grid.chosen.connect(lambda _: self._chosen())
        self.show_again = self.show_pane

    def show_rounds(self, rounds: tuple[RatingRound, ...]) -> None:
        """Offer the pairs of rounds that follow each other."""
        self.rounds = rounds
        pairs = [Segment(str(b.number), f"{a.name} → {b.name}") for a, b in pairwise(rounds)]
        self.show_choices(pairs)
        if pairs and not self.choices.current():
            self.choices.choose(pairs[-1].id, silent=True)

    def pair(self) -> tuple[int, int]:
        """Return the numbers of the rounds in hand; one round stands beside itself."""
        last = self.rounds[-1].number if self.rounds else 1
        number = int(self.choices.current() or last)
        return (max(number - 1, 1), number)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show two rounds; while there is but one, its results alone."""
        self.comparison = comparison
        self.words.clear()
        self.words |= _words(comparison.lines, self.places)
        columns = _columns(self.words, alone=len(self.rounds) < 2)
        if len(self.model.every) != len(columns):
            self.model.set_columns(columns)
            self.fit()
        self.model.set_rows(comparison.lines)
        if comparison.lines and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
        if len(self.rounds) < 2:
            self.say(f"现在是“{comparison.after.name}”，还没有可比的另一轮")
        else:
            counted = [f"{move.word} {comparison.count(move)} 个" for move in MOVES if comparison.count(move)]
            self.say("，".join(counted))
        if not self.typing():
            self.show_pane()

    def _chosen(self) -> None:
        if not self.typing():
            self.show_pane()

    def show_pane(self) -> None:
        """Show the organisation in hand in both rounds, and the rounds themselves."""
        line: ComparedLine | None = self.grid.row_in_hand()
        shown = self.comparison
        if line is None or shown is None:
            self.pane.show_head("历轮对比")
            self.pane.show_sections(
                Label("回头看、晋位升级时开始新一轮，前一轮的结果封存不变。", "hint", wrap=True)
            )
            return
        self.pane.show_head(line.name, line.category)
        parts = [self._rounds()]
        if len(self.rounds) > 1:
            why = Section("为什么变", line.move.word)
            for words in line.why.split("；"):
                why.add(Label(words, wrap=True))
            sides = [(shown.before.name, line.before), (shown.after.name, line.after)]
            parts = [why, *(self._result(name, one, line.category) for name, one in sides), *parts]
        self.pane.show_sections(*parts)

    def _result(self, name: str, one: RoundResult | None, category: str) -> Section:
        shown = Section(name)
        if one is None:
            shown.add(Label("没有参评", "note"))
            return shown
        rate = OPEN if one.satisfaction is None else percent(one.satisfaction, self.places.get(category, 1))
        shown.facts(
            [
                Fact("等次", _grade(one)),
                Fact("得分", near_texts((one.score,), self.places.get(category, 1))[one.score] or OPEN),
                Fact("名次", str(one.rank or OPEN)),
                Fact("满意率", rate),
                *([Fact("理由", one.reason)] if one.reason else []),
            ]
        )
        return shown

    def _rounds(self) -> Section:
        shown = Section("轮次")
        shown.facts([Fact(r.name, _span(r)) for r in self.rounds], 96)
        return shown


def _span(one: RatingRound) -> str:
    if one.closed_on is not None:
        return f"{one.closed_on.isoformat()} 封存"
    return "正在进行" if not one.id else f"{one.opened_on.isoformat()} 开始"


class Comparing(QObject):
    """Asks for the rounds, and begins another."""

    def __init__(self, tab: ScoringTab, page: RoundsPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.service = tab.office.grading.rounds
        page.picked.connect(lambda _: self.compare())

    def ask(self) -> None:
        """Ask for the rounds, then for the two in hand."""
        listing = self.tab.listing
        if listing is not None:
            self.tab.runner.run(
                self.service.rounds, listing.campaign_id, then=self._asked, key="scoring.rounds"
            )

    def _asked(self, rounds: tuple[RatingRound, ...]) -> None:
        self.page.show_rounds(rounds)
        self.compare()

    def compare(self) -> None:
        """Ask for the two rounds in hand."""
        listing = self.tab.listing
        if listing is not None:
            categories = listing.categories
            self.page.places = {row.category: c.form.places for c in categories for row in c.rows}
            call, pair = self.service.compare, self.page.pair()
            self.tab.runner.run(
                call, listing.campaign_id, *pair, then=self.page.show_comparison, key="scoring.pair"
            )

    def begin(self) -> None:
        """Ask for the name of another round, and whether it starts from the points of this one."""
        taken = {r.name for r in self.page.rounds}
        name = next((n for n in ROUND_NAMES if n not in taken), "")
        carry = QCheckBox("把现在的得分和规定情形抄到新一轮，再改")
        carry.setChecked(True)
        form = PaneForm(
            "封存并开始",
            ("名称", one_line(name, "如：回头看")),
            ("封存日期", one_line(self.tab.shell.today().isoformat())),
        )
        form.body.insertWidget(2, carry)
        listing = self.tab.listing
        open_still = sum(not r.decided for c in listing.categories for r in c.rows) if listing else 0
        hint = "现在这一轮的得分、等次照现在的样子封存，以后不再改动；等次重新研究决定。"
        hint += "封存日期以后的测评算新一轮。"
        if open_still:
            hint += f"还有 {open_still} 个没有党委决定，按建议等次封存。"
        self.page.ask("开始新一轮", form, lambda: self._begin(form, carry.isChecked()), hint, whole=True)

    def _begin(self, form: PaneForm, carry: bool) -> None:
        form.clear()
        listing, day = self.tab.listing, form.day("封存日期")
        if listing is not None and day is not None:
            self.tab.runner.run(self.service.begin, listing.campaign_id, form.text("名称"), carry=carry,
                                on=day, then=self._begun, refused=self._refused)  # fmt: skip

    def _begun(self, done: Outcome[RatingRound]) -> None:
        self.page.form = None
        self.page.wanted = str(done.value.number)
        self.tab.shell.say(f"已开始“{done.value.name}”，前一轮已封存。")
        self.ask()
        self.page.grid.setFocus()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        rest = self.page.form.refuse(findings) if self.page.form is not None else findings
        if rest:
            self.tab.shell.notice(rest)
