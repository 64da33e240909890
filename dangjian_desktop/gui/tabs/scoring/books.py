"""收评分表: the returned files one by one with what is wrong in each; written together as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.scoring.workpage import WorkPage
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.scoring import STAGE_NAMES
from dangjian_desktop.services.score_books import BooksPlan, FileState, ReadFile, files_in

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

CHIPS = {
    FileState.CHANGED: Chip("有变更", State.DOING, Sign.ARROW),
    FileState.SAME: Chip("无变化", State.IDLE, Sign.EQUAL),
    FileState.REFUSED: Chip("拒收", State.WRONG, Sign.SQUARE_CROSS),
}
ORDER = (FileState.REFUSED, FileState.CHANGED, FileState.SAME)


def _stage(one: ReadFile) -> str:
    return STAGE_NAMES[one.stage.value] if one.given else "—"


def _said(one: ReadFile) -> str:
    bare = (replace(item, where=replace(item.where, file="", sheet="")) for item in one.findings)
    return "；".join(sentence(item) for item in bare)


def _sentence(item: Finding) -> str:
    """Write a finding with sheet and cell, without the name of the file, which stands beside it."""
    return sentence(replace(item, where=replace(item.where, file="")))


COLUMNS: tuple[Column[ReadFile], ...] = (
    Column("file", "文件", lambda x: x.file, 210, least=136, searched=True, tip=lambda x: x.file),
    Column("org", "党组织", lambda x: x.org or "—", 160, least=120, searched=True),
    Column("stage", "阶段", _stage, 84, filter=True),
    Column("state", "状态", lambda x: CHIPS[x.state].text, 96, chip=lambda x: CHIPS[x.state], filter=True),
    Column("given", "读到", lambda x: str(x.given), 60, Align.RIGHT),
    Column("edits", "变更", lambda x: str(len(x.edits)), 60, Align.RIGHT),
    Column("missing", "未填", lambda x: str(x.missing or ""), 60, Align.RIGHT),
    Column("said", "问题", _said, 300, least=140, tip=_said),
)


class BooksPage(WorkPage[ReadFile]):
    """The files read; refused ones first."""

    give_way = ("stage", "given", "missing", "edits", "said")

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, "收评分表", COLUMNS, lambda x: x.file, "scoring.read_books", "scoring.apply_books",
            grid="scoring.books",
        )  # fmt: skip
        self.plan: BooksPlan | None = None
        self.grid.chosen.connect(lambda _: self.show_pane())
        self.show_again = self.show_pane

    def show_plan(self, plan: BooksPlan | None) -> None:
        """Show what was read; None: nothing was read yet."""
        self.plan = plan
        files = plan.files if plan is not None else ()
        self.model.set_rows(sorted(files, key=lambda one: ORDER.index(one.state)))
        if files:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        counted = [f"{CHIPS[s].text} {plan.count(s)} 份" for s in ORDER if plan.count(s)] if plan else []
        absent = len(plan.absent) if plan else 0
        counted += [f"没有交的 {absent} 个"] if absent else []
        self.say(f"{len(files)} 个文件：{'，'.join(counted)}" if plan else "选放着评分表的文件夹")
        self.show_pane()
        self.shell.registry.refresh()

    def show_pane(self) -> None:
        """Show what is to be said of the file in hand."""
        one: ReadFile | None = self.grid.row_in_hand()
        if one is None:
            self.pane.show_head("收评分表")
            words = "把各单位交回的评分表放在一个文件夹里，一次读入；读完先看，写入前什么都不改。"
            self.pane.show_sections(Label(words, "hint", wrap=True))
            return
        self.pane.show_head(one.org or one.file, CHIPS[one.state].text)
        shown = Section("读到的", f"{STAGE_NAMES[one.stage.value]} {one.given} 项" if one.given else "0 项")
        shown.add(Label(f"变更 {len(one.edits)} 项，未填 {one.missing} 项。", wrap=True))
        parts = [shown]
        if one.findings:
            said = Section("问题", f"{len(one.findings)} 处")
            for item in one.findings:
                said.add(Label(_sentence(item), wrap=True))
            parts.append(said)
        absent = self.plan.absent if self.plan is not None else ()
        if absent:
            waits = Section("没有交的", f"{len(absent)} 个")
            waits.add(Label("、".join(absent), "note", wrap=True))
            parts.append(waits)
        self.pane.show_sections(*parts)


class Receiving(QObject):
    """Reads a folder of returned files and writes what was read."""

    def __init__(self, tab: ScoringTab, page: BooksPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.service = tab.office.grading.books
        self.files: Sequence[Path] = ()
        self.shown: BooksPlan | None = None

    def ask(self) -> None:
        """Show what was read last; what was written or undone since then is read again."""
        if self.page.plan is not None and self.page.plan is not self.shown:
            self.shown = self.page.plan
            self.page.show_plan(self.shown)
        elif self.files:
            self._read_files(self._read_again)
        else:
            self.page.show_plan(None)

    def choose(self) -> None:
        """Ask for a folder and read what lies in it."""
        folder = self.tab.shell.desk.choose_folder(self.tab, "交回的评分表在哪个文件夹", "")
        if folder:
            self.files = files_in(Path(folder))
            self._read_files(self._read)

    def _read_files(self, then: Callable[[BooksPlan], object]) -> None:
        listing = self.tab.listing
        if listing is not None:
            self.tab.runner.run(self.service.read, listing.campaign_id, self.files, progress=True,
                                what="正在读评分表", then=then)  # fmt: skip

    def _read(self, plan: BooksPlan) -> None:
        self.page.plan = plan
        self.tab.pages.open(self.page)

    def _read_again(self, plan: BooksPlan) -> None:
        self.shown = plan
        self.page.show_plan(plan)

    def can_apply(self) -> bool:
        """Tell whether anything read is new."""
        plan = self.page.plan
        return self.page.in_front() and plan is not None and plan.count(FileState.CHANGED) > 0

    def apply(self) -> None:
        """Write what was read, as one step."""
        if self.page.plan is not None:
            self.tab.runner.run(self.service.apply, self.page.plan, then=self._applied, what="正在写入得分")

    def _applied(self, done: Outcome[int]) -> None:
        self.tab.shell.say(f"已写入 {done.value} 个党组织的得分，可以撤销。")
