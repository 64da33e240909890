"""名额试算: other lines, weights and quotas tried on a copy, and who would move; the record stays."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.grading import Standing, bands_words
from dangjian_desktop.domain.scoring import points_text, score_texts
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm, WorkPage, one_line
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import exact
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.scoring import STANDING_NAMES
from dangjian_desktop.services.what_if import Trial, TrialLine, TrialResult

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

OPEN, NEVER = "—", Fraction(-1)  # what has no score stands below all that have
BAR, WEIGHT = "满意率线", "测评权重"


def _exact(value: Fraction | None) -> str:
    return "" if value is None else f"{points_text(value)} 分"


def _stands(grade: str, standing: Standing | None) -> str:
    return f"{grade or OPEN}（{STANDING_NAMES[standing.value]}）" if standing is not None else grade or OPEN


def _chip(line: TrialLine) -> Chip:
    return Chip("变动", State.DOING, Sign.ARROW) if line.moved else Chip("不变", State.IDLE, Sign.EQUAL)


def _columns(words: dict[Fraction | None, str]) -> tuple[Column[TrialLine], ...]:
    """Return the columns; ``words`` says each score with the decimals of the form."""

    def score(
        column: str, head: str, wide: int, of: Callable[[TrialLine], Fraction | None]
    ) -> Column[TrialLine]:
        return Column(
            column,
            head,
            lambda x: words.get(of(x)) or OPEN,
            wide,
            Align.RIGHT,
            sort=lambda x: NEVER if (value := of(x)) is None else value,
            tip=lambda x: _exact(of(x)),
        )

    def grade(column: str, head: str, of: Callable[[TrialLine], str]) -> Column[TrialLine]:
        return Column(column, head, of, 150, least=112, filter=True, tip=of)

    return (
        Column("name", "党组织", lambda x: x.name, 200, least=120, searched=True, tip=lambda x: x.name),
        score("score", "现得分", 80, lambda x: x.score),
        grade("now", "现建议等次", lambda x: _stands(x.now, x.now_standing)),
        score("tried_score", "试算得分", 84, lambda x: x.tried_score),
        grade("tried", "试算等次", lambda x: _stands(x.tried, x.tried_standing)),
        Column(
            "moved",
            "变化",
            lambda x: _chip(x).text,
            90,
            least=80,
            chip=_chip,
            filter=True,
            sort=lambda x: not x.moved,
        ),
    )


class TrialPage(WorkPage[TrialLine]):
    """Now and tried side by side; the rules are typed in the pane."""

    give_way = ("score", "tried_score", "now")

    def __init__(self, shell: Shell) -> None:
        words: dict[Fraction | None, str] = {}
        super().__init__(shell, "名额试算", _columns(words), lambda x: x.party_org_id, grid="scoring.trial")
        self.words = words
        self.result: TrialResult | None = None

    def show_result(self, result: TrialResult) -> None:
        """Show what would come out, those who move first."""
        self.result = result
        scores = [score for line in result.lines for score in (line.score, line.tried_score)]
        self.words.clear()
        self.words |= score_texts(scores, result.form.places)
        self.model.set_rows(sorted(result.lines, key=lambda line: not line.moved))
        quotas = "；".join(
            f"“{result.form.grade_name(q.quota.grade)}”{q.arithmetic}" for q in result.tried.quotas
        )
        self.say(f"{result.now.name} {len(result.lines)} 个，会变动 {result.moved} 个。{quotas}")


class Trying(QObject):
    """Types rules into the pane and asks what would come out."""

    def __init__(self, tab: ScoringTab, page: TrialPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.code = ""

    def ask(self) -> None:
        """Show the rules of the category in hand as they are, and try what is typed."""
        category = self.tab.category()
        if category is None:
            return
        if self.page.form is None or self.code != category.id:
            self.code = category.id
            self._show_form(category.form)
        self.attempt()

    def _show_form(self, form: ScoreForm) -> None:
        fields: list[tuple[str, QWidget]] = [
            (f"{band.name} 起点", one_line(points_text(band.scores.low)))
            for band in form.bands
            if band.scores.low is not None
        ]
        fields += [(f"{form.grade_name(q.grade)} 名额", one_line(_percent(q.share))) for q in form.quotas]
        if form.bars and form.bars[0].rates.high is not None:
            fields.append((BAR, one_line(_percent(form.bars[0].rates.high))))
        if form.survey is not None:
            fields.append((WEIGHT, one_line(_percent(form.survey.weight))))
        made = PaneForm("试算", *fields)
        self.page.form = made
        made.saved.connect(self.attempt)
        made.left.connect(self.page.left.emit)
        self.page.pane.show_head("试试别的规定", form.name)
        rules = Section("规定")
        rules.add(Label("只在这里试，不改评分表，也不改记录。", "hint", wrap=True))
        rules.body.addSpacing(6)
        rules.add(made)
        now = Section("现行")
        now.add(Label(bands_words(form), "note", wrap=True))
        self.page.pane.show_sections(rules, now)

    def trial(self) -> Trial | None:
        """Return what is typed; None with the field marked where it cannot be read."""
        category, made = self.tab.category(), self.page.form
        if category is None or made is None:
            return None
        made.clear()
        values: dict[str, Fraction] = {}
        for name, place in made.fields.items():
            editor = place.editor
            text = editor.text().strip() if isinstance(editor, QLineEdit) else ""
            try:
                values[name] = exact(text)
            except (ValueError, ZeroDivisionError):
                place.wrong("请写数，如 88、88.5 或 25%。")
                return None
        bands, quotas = category.form.bands, category.form.quotas
        names = {band.grade: band.name for band in bands}
        edges = {b.grade: values[f"{b.name} 起点"] for b in bands if f"{b.name} 起点" in values}
        shares = {q.grade: values[f"{names[q.grade]} 名额"] for q in quotas}
        return Trial(edges=edges, quotas=shares, bar=values.get(BAR), weight=values.get(WEIGHT))

    def attempt(self) -> None:
        """Ask what would come out of what is typed."""
        listing, category, trial = self.tab.listing, self.tab.category(), self.trial()
        if listing is not None and category is not None and trial is not None:
            call = self.tab.office.grading.what_if.attempt
            self.tab.runner.run(call, listing.campaign_id, category.id, trial, then=self.page.show_result,
                                refused=self._refused, key="scoring.trial")  # fmt: skip

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.page.say("".join(sentence(item) for item in findings))


def _percent(share: Fraction) -> str:
    return f"{points_text(share * 100)}%"
