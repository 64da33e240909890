"""各阶段对照: 自评, 群众测评, 组织考核, 上级评定, 党委研究, 复核 side by side, with their differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.scoring import Stage
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.scoring.workpage import WorkPage
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.scoring import STAGE_NAMES
from dangjian_desktop.services.score_tables import StageLine, StageResult, StageTable

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

OPEN = "—"


def _words(one: StageResult) -> str:
    parts = [shown(one.score)] if one.score is not None else []
    return " ".join([*parts, *([one.grade] if one.grade else [])]) or OPEN


def _rate(line: StageLine) -> str:
    share = line.survey.share if line.survey is not None else None
    return OPEN if share is None else percent(share)


def _spread(line: StageLine) -> str:
    return OPEN if line.spread is None else shown(line.spread)


def _chip(line: StageLine) -> Chip:
    if len(line.grades) > 1:
        return Chip("等次不同", State.SOON, Sign.ASK)
    return Chip("一致", State.DONE, Sign.CHECK) if line.grades else Chip("未评", State.IDLE, Sign.RING)


COLUMNS: tuple[Column[StageLine], ...] = (
    Column("name", "党组织", lambda x: x.org.name, 176, least=132, searched=True, tip=lambda x: x.org.name),
    Column("category", "类别", lambda x: x.category, 66, filter=True),
    Column("own", "自评", lambda x: _words(x.own), 88, Align.RIGHT),
    Column("survey", "群众测评", _rate, 82, Align.RIGHT),
    Column("assessed", "组织考核", lambda x: _words(x.assessed), 104, Align.RIGHT),
    Column("superior", "上级评定", lambda x: _words(x.superior), 84, Align.RIGHT),
    Column("committee", "党委研究", lambda x: _words(x.committee), 84, filter=True),
    Column("review", "复核", lambda x: _words(x.review), 66, filter=True),
    Column(
        "spread", "分差", _spread, 66, Align.RIGHT, number=lambda x: x.spread, sort=lambda x: -(x.spread or 0)
    ),
    Column("agree", "等次", lambda x: _chip(x).text, 104, chip=_chip, filter=True),
)


class StagesPage(WorkPage[StageLine]):
    """One line an organisation; the pane shows its stages one below the other."""

    give_way = ("category",)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "各阶段对照", COLUMNS, lambda x: x.org.id, grid="scoring.stages")
        self.grid.chosen.connect(lambda _: self.show_pane())
        self.show_again = self.show_pane

    def show_table(self, table: StageTable) -> None:
        """Show the stages."""
        self.model.set_rows(table.lines)
        if table.lines and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.say(f"{len(table.lines)} 个党组织，各阶段等次不同的 {table.apart} 个")
        self.show_pane()

    def show_pane(self) -> None:
        """Show the stages of the organisation in hand."""
        line: StageLine | None = self.grid.row_in_hand()
        if line is None:
            self.pane.show_head("各阶段对照")
            self.pane.show_sections(Label("各阶段的结果分开保存，互不覆盖。", "hint", wrap=True))
            return
        self.pane.show_head(line.org.name, line.category)
        section = Section("各阶段结果", f"分差 {_spread(line)}" if line.spread is not None else "")
        results = (
            (Stage.SELF, _words(line.own)),
            (Stage.SURVEY, line.survey.working(line.form.places) if line.survey is not None else OPEN),
            (Stage.ASSESSMENT, _words(line.assessed)),
            (Stage.SUPERIOR, _words(line.superior)),
            (Stage.COMMITTEE, _words(line.committee)),
        )
        section.facts(
            [*(Fact(STAGE_NAMES[s.value], words) for s, words in results), Fact("复核", _words(line.review))]
        )
        said = f"定等次以“{STAGE_NAMES[line.counted.value]}”的得分为准（评分表规定），等次由党委研究决定。"
        section.add(Label(said, "small", wrap=True))
        self.pane.show_sections(section)


class Staging(QObject):
    """Asks for the stages."""

    def __init__(self, tab: ScoringTab, page: StagesPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page

    def ask(self) -> None:
        """Ask for the results of every stage."""
        listing = self.tab.listing
        if listing is not None:
            call = self.tab.office.grading.tables.stages
            self.tab.runner.run(call, listing.campaign_id, then=self.page.show_table, key="scoring.stages")
