"""What the tab does with papers: looking up, voiding, importing, printing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from dangjian_desktop.domain.ballot_issues import EVERYONE, BallotIssue, BallotMove
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.texts.ballots import MOVE_NAMES
from dangjian_desktop.services.paper_kinds import kind_of
from dangjian_desktop.services.papers import PaperWish

if TYPE_CHECKING:
    from dangjian_desktop.domain.ballot_remarks import Remark
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab
    from dangjian_desktop.services.ballot_views import MeetingSheet
    from dangjian_desktop.services.papers import Preview

TABLES = "Excel 表格 (*.xlsx);;PDF 文件 (*.pdf);;Word 文档 (*.docx)"
FILES = "表格 (*.xlsx *.xls *.csv *.ods *.docx *.txt);;所有文件 (*)"
PRINT_SCALE = 3.0


class PaperActs(QObject):
    """Acts on the papers of the meeting in hand; every result comes back to the tab's pane and strip."""

    def __init__(self, tab: BallotsTab) -> None:
        super().__init__(tab)
        self.tab, self.shell, self.run, self.ballots = tab, tab.shell, tab.runner.run, tab.ballots

    def look_up(self, number: int) -> None:
        """Show the paper with ``number``."""
        pane = self.tab.pane
        sheet = pane.sheet
        if sheet is not None:
            self.run(
                self.ballots.look_up, sheet.meeting.id, number,
                then=lambda ballot: pane.look_up.show_ballot(ballot, sheet.form),
                refused=pane.look_up.refuse,
            )  # fmt: skip

    def ask_void(self, number: int, reason: str) -> None:
        """Ask before a paper is taken out of the count."""
        self.tab.confirm.ask(
            f"把第 {number:03d} 号票从计票中去掉，原因“{reason}”。票上的选择不再保留，操作记入日志。",
            "作废 1 张",
            lambda: self._void(number, reason),
        )

    def _void(self, number: int, reason: str) -> None:
        sheet = self.tab.pane.sheet
        if sheet is not None:
            self.run(self.ballots.void, sheet.meeting.id, (number,), reason, then=self._voided)

    def _voided(self, outcome: Outcome[int]) -> None:
        self.tab.pane.look_up.clear()
        self.shell.say(f"已作废 {outcome.value} 张票。")

    def ask_remarks(self, sheet: MeetingSheet) -> None:
        """Show the words written on the papers of a meeting whose form asks for some."""
        if sheet.form.remarks:
            remarks = self.tab.office.ballot_remarks
            show = self.tab.pane.remarks.show_questions
            self.run(remarks.of_meeting, sheet.meeting.id, then=show, key="ballots.remarks")

    def redact(self, remark: Remark, passage: str, reason: str) -> None:
        """Strike a passage out of a remark for good."""
        pane, remarks = self.tab.pane, self.tab.office.ballot_remarks
        self.run(remarks.redact, remark, passage, reason, refused=pane.remarks.refuse)

    # ------------------------------------------------------------ 票的发放

    def to_printing(self) -> None:
        """Go where ballots are printed: how many, for whom, how many on a sheet."""
        found = self.tab.meeting_in_hand()
        if found is not None:
            self.shell.show_tab("papers", ("ballot", found.meeting.id))

    def register(self, move: BallotMove, group: str, count: int, note: str) -> None:
        """Write a line into the register of the meeting in hand."""
        issuing, found = self.tab.pane.issuing, self.tab.meeting_in_hand()
        if found is not None:
            self.run(
                self.tab.office.issues.register, found.meeting.id, move, group, count, note,
                then=self._registered, refused=issuing.refuse,
            )  # fmt: skip

    def _registered(self, outcome: Outcome[BallotIssue]) -> None:
        line = outcome.value
        self.tab.pane.issuing.clear_form()
        self.shell.say(f"已登记{line.group or EVERYONE}{MOVE_NAMES[line.move.value]} {line.count} 张。")

    def take_back(self, line_id: str) -> None:
        """Take a line out of the register; Ctrl+Z brings it back."""
        self.run(self.tab.office.issues.take_back, line_id, then=self._taken_back)

    def _taken_back(self, outcome: Outcome[BallotIssue]) -> None:
        line = outcome.value
        self.shell.say(f"已去掉{line.group or EVERYONE}{MOVE_NAMES[line.move.value]} {line.count} 张的登记。")

    # ------------------------------------------------------------ printing

    def print_paper(self, kind: str) -> None:
        """Make the paper of the meeting in hand and show the print preview."""
        found = self.tab.meeting_in_hand()
        if found is not None:
            wish = PaperWish(kind=kind, meeting_id=found.meeting.id)
            papers = self.tab.office.papers
            self.run(papers.preview, wish, PRINT_SCALE, then=partial(self._print, wish), what="正在排版")

    def export_paper(self, kind: str) -> None:
        """Ask for a file and write a paper of the meeting in hand into it."""
        found = self.tab.meeting_in_hand()
        if found is None:
            return
        name = f"{kind_of(kind).name}（{found.meeting.title}）"
        path = self.shell.desk.save_file(self.tab, "导出", TABLES, f"{name}.xlsx")
        if path:
            wish, papers = PaperWish(kind=kind, meeting_id=found.meeting.id), self.tab.office.papers
            self.run(papers.save, wish, Path(path), then=self._exported, what="正在生成")

    def _exported(self, done: Outcome[Path]) -> None:
        path, show = done.value, self.shell.desk.show_file
        self.shell.say(
            f"已导出 {path.name}",
            Link("打开文件", lambda: show(str(path))),
            Link("打开文件夹", lambda: show(str(path.parent))),
        )

    def _print(self, wish: PaperWish, made: Preview) -> None:
        from dangjian_desktop.gui.print_memory import Memory
        from dangjian_desktop.gui.printing import preview_pages

        rgba = QImage.Format.Format_RGBA8888
        pages = [QImage(p.rgba, p.width, p.height, p.width * 4, rgba).copy() for p in made.pages]
        pack = made.pack
        memory = Memory(self.tab.shell.settings, made.paper.kind, pack.sheets if pack else 0)
        copies = preview_pages(self.tab, made.paper.title, pages, memory, PRINT_SCALE)
        if copies:
            many = copies * pack.per_sheet if pack else 0
            self.run(self.tab.office.papers.leave, wish, made.paper, "（打印）", many)
