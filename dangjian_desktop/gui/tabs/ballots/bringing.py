"""The way of a table of ballots into a meeting: read, looked at, stored in one step, taken back in one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import Checking
from dangjian_desktop.domain.entries import FIRST, SECOND
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.acts import FILES
from dangjian_desktop.gui.tabs.ballots.comparing import OtherPage
from dangjian_desktop.gui.tabs.ballots.import_page import ImportPage
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding, finding
from dangjian_desktop.services.ballot_problems import write_problems

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
    from dangjian_desktop.services.ballot_import import BallotPlan


class Bringing(OtherPage):
    """导入测评票."""

    def __init__(self, tab: BallotsTab) -> None:
        self.page = ImportPage(tab.shell)
        super().__init__(tab, self.page)
        self.page.left.connect(self.leave)
        self.page.applied.connect(self.apply)
        self.page.entry_asked.connect(self.read)
        self.path = Path()

    def begin(self) -> None:
        """Ask for a file and show what it would store; where papers are typed twice, of a named typist."""
        found = self.tab.meeting_in_hand()
        if found is None:
            return
        if found.meeting.second is not Checking.NONE and not self.tab.pane.entry.name():
            self.tab.pane.entry.ask_name(finding("ballots.no_typist"))
            return
        name = self.tab.shell.desk.open_file(self.tab, words.IMPORT, FILES, "")
        if name:
            self.meeting, self.path = found.meeting.id, Path(name)
            full = 0 < found.returned <= found.typed
            self.read(SECOND if full and self.tab.is_doubled() else FIRST)

    def read(self, entry: int) -> None:
        """Show what the file would store as first or second entry."""
        preview = self._second if entry == SECOND else self.tab.ballots.preview_import
        self.run(preview, self.path, self.meeting, then=self._read, refused=self._unread, what="正在读文件")

    def _second(self, path: Path, meeting: str) -> BallotPlan:
        """Begin the second entry, then read the file as part of it."""
        begun = self.tab.office.entries.begin(meeting, self.tab.pane.entry.name())
        plan = self.tab.ballots.preview_import(path, meeting, entry=SECOND)
        return replace(plan, findings=(*begun.findings, *plan.findings))

    def _unread(self, findings: tuple[Finding, ...]) -> None:
        if self.page.plan is not None:
            self.page.entry.choose(str(self.page.plan.entry), silent=True)
        self.tab.shell.notice(findings)

    def freshen(self) -> None:
        """Leave what was read as it is."""

    def leave(self) -> None:
        """Forget what was read."""
        self.page.plan = None
        super().leave()

    def _read(self, plan: BallotPlan) -> None:
        sheet, found = self.tab.pane.sheet, self.tab.meeting_in_hand()
        if found is None or sheet is None or not sheet.meeting.id == plan.meeting_id == self.meeting:
            return
        twice = found.meeting.second is not Checking.NONE
        self.page.show_plan(plan, sheet.form, found.meeting.title, twice=twice)
        self.come()
        self.tab.shell.registry.refresh()

    def can_apply(self) -> bool:
        """Tell whether something read waits to be stored."""
        plan = self.page.plan
        return self.tab.pages.currentWidget() is self.page and plan is not None and bool(plan.drafts)

    def can_export(self) -> bool:
        """Tell whether something is wrong in what was read."""
        plan = self.page.plan
        return self.tab.pages.currentWidget() is self.page and plan is not None and bool(plan.findings)

    def apply(self) -> None:
        """Store what was read, as one step."""
        plan = self.page.plan
        if plan is not None:
            twice = self.page.entry.isVisibleTo(self.page)
            typist = self.tab.pane.entry.name() if twice else ""
            self.run(self.tab.ballots.apply_import, plan, typist, then=self._applied, what="正在写入测评票")

    def _applied(self, outcome: Outcome[int]) -> None:
        plan = self.page.plan
        said = words.IMPORTED_SECOND if plan is not None and plan.entry == SECOND else words.IMPORTED
        self.leave()
        back = Link("撤销", lambda: self.tab.shell.registry.run("window.undo"))
        self.tab.shell.say(said.format(count=outcome.value), back)

    def export(self) -> None:
        """Ask for a file and write down what is wrong, cell by cell."""
        plan = self.page.plan
        if plan is None:
            return
        name = words.PROBLEMS_FILE.format(file=Path(plan.file).stem)
        path = self.tab.shell.desk.save_file(self.tab, "导出", "Excel 表格 (*.xlsx)", name)
        if path:
            shell, day = self.tab.shell, self.tab.shell.today()
            self.run(
                write_problems, plan, Path(path), day,
                then=lambda count: shell.say(
                    words.PROBLEMS_WRITTEN.format(count=count),
                    Link("打开文件", lambda: shell.desk.show_file(path)),
                ),
                what="正在生成",
            )  # fmt: skip
