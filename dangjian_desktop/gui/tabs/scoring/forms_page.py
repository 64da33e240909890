"""评分表: the indicators and rules of the forms there are for a category, and choosing one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.forms import Indicator, QuotaKind, ScoreForm
from dangjian_desktop.domain.grading import bands_words
from dangjian_desktop.domain.scoring import points_text
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.scoring.workpage import WorkPage
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import ChipLabel, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts.scoring import STAGE_NAMES
from dangjian_desktop.services.form_choice import OfferedForms

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

Line = tuple[str, Indicator]


def _how(line: Line) -> str:
    if line[1].rate:
        return "由测评计算"
    return "加分" if line[1].bonus else "扣分"


COLUMNS: tuple[Column[Line], ...] = (
    Column("group", "项目", lambda x: x[0], 110, filter=True),
    Column(
        "text", "指标", lambda x: x[1].text, 230, least=132, most=320, searched=True, tip=lambda x: x[1].text
    ),
    Column(
        "criteria",
        "评分标准",
        lambda x: x[1].criteria,
        280,
        least=150,
        most=480,
        searched=True,
        tip=lambda x: x[1].criteria,
    ),
    Column("points", "分值", lambda x: points_text(x[1].max_points), 64, Align.RIGHT),
    Column("how", "计分", _how, 96, filter=True),
    Column("evidence", "佐证材料", lambda x: x[1].evidence, 190, least=120, tip=lambda x: x[1].evidence),
)


class FormsPage(WorkPage[Line]):
    """One form at a time; the pane states its bands, bars, overrides and quotas with their sources."""

    give_way = ("group", "how", "evidence")

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, "评分表", COLUMNS, lambda x: x[1].code, "scoring.use_form", grid="scoring.forms"
        )
        self.offered: OfferedForms | None = None
        self.picked.connect(lambda _: self.show_form())
        self.grid.chosen.connect(lambda _: self.show_pane())
        self.show_again = self.show_pane

    def show_offered(self, offered: OfferedForms | None) -> None:
        """Show the forms of a category, the one that holds first in hand."""
        self.offered = offered
        forms = offered.forms if offered is not None else ()
        self.show_choices([Segment(f.code, f.name.split("“")[-1].split("”")[0]) for f in forms])
        if offered is not None and offered.chosen is not None:
            self.choices.choose(offered.chosen.code, silent=True)
        self.show_form()

    def form_in_hand(self) -> ScoreForm | None:
        """Return the form shown."""
        offered = self.offered
        if offered is None:
            return None
        found = next((f for f in offered.forms if f.code == self.choices.current()), None)
        return found or offered.chosen

    def show_form(self) -> None:
        """Show the form in hand."""
        form, offered = self.form_in_hand(), self.offered
        if form is None or offered is None:
            return
        names = {g.code: g.name for g in form.groups}
        self.model.set_rows([(names.get(i.group, ""), i) for i in form.indicators])
        if form.indicators and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.say(f"{form.name}（{form.edition}），满分 {points_text(form.full_points())}")
        self.show_pane()
        self.shell.registry.refresh()

    def show_pane(self) -> None:
        """Show the indicator in hand whole, and the rules of the form."""
        form, offered, line = self.form_in_hand(), self.offered, self.grid.row_in_hand()
        if form is None or offered is None:
            return
        used = offered.chosen is not None and offered.chosen.code == form.code
        chip = ChipLabel("正在用", State.DONE, Sign.CHECK) if used else ChipLabel("没有用", State.IDLE)
        scored = f"已有 {offered.scored} 个党组织得分" if offered.scored else "还没有得分，可以换"
        self.pane.show_head(offered.name, scored, "", (chip,))
        self.pane.show_sections(*([_indicator(line)] if line is not None else []), *_rules(form))


def _indicator(line: Line) -> Section:
    name, one = line
    shown = Section("指标", f"{points_text(one.max_points)} 分")
    evidence = [Fact("佐证材料", one.evidence)] if one.evidence else []
    facts = [
        Fact("项目", name),
        Fact("指标", one.text),
        Fact("评分标准", one.criteria),
        Fact("计分", _how(line)),
    ]
    shown.facts([*facts, *evidence])
    return shown


def _rules(form: ScoreForm) -> list[Section]:
    bands = Section("分数段")
    bands.add(Label(bands_words(form), wrap=True))
    bands.add(Label(f"以“{STAGE_NAMES[form.counts]}”的得分为准", "small", wrap=True))
    limits = Section("规定")
    grades = form.grade_name
    for bar in form.bars:
        barred = "、".join(grades(g) for g in bar.grades)
        _rule(limits, f"{bar.text}，否则不得评{barred}", str(bar.source))
    for one in form.overrides:
        barred = "、".join(grades(g) for g in one.grades)
        effect = (
            "随总支定等次"
            if not barred
            else f"{'不得评' if one.effect.value == 'not_allowed' else '建议'}{barred}"
        )
        _rule(limits, f"{one.text}：{effect}", str(one.source))
    for quota in form.quotas:
        how = "不超过" if quota.kind is QuotaKind.CEILING else "约"
        _rule(limits, f"“{grades(quota.grade)}”{how} {percent(quota.share, 0)}", str(quota.source))
    if form.survey is not None and form.survey.weight:
        _rule(limits, f"测评权重 {percent(form.survey.weight, 0)}", "")
    return [bands, limits]


def _rule(section: Section, text: str, source: str) -> None:
    section.add(Label(text, wrap=True))
    if source:
        section.add(Label(source, "small", wrap=True))


class Choosing(QObject):
    """Asks for the forms, and chooses one."""

    def __init__(self, tab: ScoringTab, page: FormsPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.service = tab.office.grading.forms

    def ask(self) -> None:
        """Ask for the forms of the category in hand."""
        listing = self.tab.listing
        if listing is not None:
            self.tab.runner.run(
                self.service.offered, listing.campaign_id, then=self._asked, key="scoring.forms"
            )

    def _asked(self, offered: tuple[OfferedForms, ...]) -> None:
        category = self.tab.category()
        kinds = category.form.categories if category is not None else ()
        self.page.show_offered(next((o for o in offered if o.category.value in kinds), None))

    def can_use(self) -> bool:
        """Tell whether another form is shown than the one that holds."""
        form, offered = self.page.form_in_hand(), self.page.offered
        held = offered.chosen if offered is not None else None
        return self.page.in_front() and form is not None and (held is None or held.code != form.code)

    def use(self) -> None:
        """Rate the category on the form shown from now on."""
        form, listing = self.page.form_in_hand(), self.tab.listing
        if form is not None and listing is not None:
            self.tab.runner.run(self.service.use, listing.campaign_id, form.code, then=self._used)

    def _used(self, done: Outcome[ScoreForm]) -> None:
        self.tab.shell.say(f"已采用《{done.value.name}》。")
        self.ask()
