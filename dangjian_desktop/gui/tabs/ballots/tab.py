"""测评录入: the list of meetings, the pane of one, and the way to the typing screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget

from dangjian_desktop.domain.ballots import Ballot, BallotDraft, Headcount, Meeting
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.shell import Link, Shell
from dangjian_desktop.gui.tabs.ballots.meeting_form import MeetingForm
from dangjian_desktop.gui.tabs.ballots.model import meetings_model
from dangjian_desktop.gui.tabs.ballots.pane import MeetingPane
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen, correcting, sitting_for
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.frames import ActionButton, ConfirmStrip, EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import row
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.ballot_import import BallotPlan
from dangjian_desktop.services.ballot_views import MeetingRow, MeetingSheet, MeetingState, Subject
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish, Preview

FILES = "表格 (*.xlsx *.xls *.csv *.ods *.docx *.txt);;所有文件 (*)"
PRINT_SCALE = 3.0
UNDO_REASON = "撤销导入"


class BallotsTab(Tab):
    """Everything about meetings of the campaign in hand; papers are typed on their own screen."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.BALLOTS, Topic.ROSTER, Topic.CAMPAIGNS})

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.ballots = office.ballots
        self.typing: TypingScreen | None = None
        self.put_aside: dict[str, BallotDraft] = {}
        self.wanted = ""
        self._build_head()
        self._build_list()
        self._build_pane()

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.finder = SearchField("找测评会、对象", 200)
        self.finder.searched.connect(self.search)
        self.head = TitleRow("测评录入", self.finder)
        self.head.add_buttons(self.shell.registry, *(command.id for command in self.spec.commands))
        self.column.addWidget(self.head)

    def _build_list(self) -> None:
        self.model = meetings_model()
        self.grid = Grid(self.model, self.shell.settings, "ballots.meetings")
        self.grid.setAccessibleName("测评会")
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(lambda found: self.begin_typing() if found is not None else None)
        empty = EmptyPlace(
            "ballot", "还没有测评会",
            "新建一次测评会，选好测评票和测评对象，就可以用数字键盘录票，或从表格导入。",
            ActionButton(self.shell.registry, "ballots.new"),
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(empty)

    def _build_pane(self) -> None:
        self.pane = MeetingPane()
        self.pane.closed.connect(self.grid.setFocus)
        self.pane.heads.changed.connect(self.save_heads)
        self.pane.edit_asked.connect(self.edit_meeting)
        self.pane.reopen_asked.connect(self.reopen)
        self.pane.look_up.asked.connect(self.look_up)
        self.pane.look_up.correct_asked.connect(self.correct)
        self.pane.look_up.void_asked.connect(self.ask_void)
        line = row(gap=0)
        line.addWidget(self.stack, 1)
        line.addWidget(self.pane)
        self.column.addLayout(line, 1)
        self.confirm = ConfirmStrip()
        self.column.addWidget(self.confirm)

    # ------------------------------------------------------------ showing

    def touched(self, changes: Changes) -> None:
        """Wait while papers are typed: the list is asked anew once, when the screen is left."""
        if self.typing is not None:
            concerned = Changes(changes.topics & self.topics)
            if concerned:
                self.stale = concerned if self.stale is None else self.stale | concerned
            return
        super().touched(changes)

    def refresh(self, changes: Changes) -> None:
        """Ask for the meetings of the campaign in hand."""
        campaign = self.shell.campaign
        self.runner.run(self.ballots.meetings, campaign, then=self.show_meetings, key="ballots.meetings")

    def show_meetings(self, rows: tuple[MeetingRow, ...]) -> None:
        """Show the list, and the meeting in hand anew."""
        in_hand = self.meeting_in_hand()
        self.model.set_rows(rows)
        self.stack.setCurrentIndex(0 if rows else 1)
        typed, returned = sum(r.typed for r in rows), sum(r.returned for r in rows)
        waiting = sum(r.state is MeetingState.TYPED for r in rows)
        self.head.set_note(
            f"{len(rows)} 次测评会，{waiting} 次待核对" if waiting else f"{len(rows)} 次测评会"
        )
        self.status(f"{len(rows)} 次测评会", f"已录 {typed} 张，收回 {returned} 张")
        self.shell.badge(self.spec.id, waiting)
        wanted = self.wanted or (in_hand.meeting.id if in_hand else "")
        self.wanted = ""
        if rows and not self.grid.show_row(wanted):
            self.grid.show_row(self.model.shown[0].meeting.id if self.model.shown else "")
        if not rows and self.pane.form is None:
            self.pane.sheet = None
            self.pane.hide()
        self._ask_sheet()
        self.shell.registry.refresh()

    def _chosen(self, found: MeetingRow | None) -> None:
        self.shell.registry.refresh()
        if found is not None and self.pane.form is None:
            self._ask_sheet()

    def _ask_sheet(self) -> None:
        found = self.meeting_in_hand()
        if found is not None and found.groups:
            self.runner.run(self.ballots.sheet, found.meeting.id, then=self.show_sheet, key="ballots.sheet")

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show one meeting in the pane, unless the clerk is filling a form there."""
        found = self.meeting_in_hand()
        if self.pane.form is None and found is not None and found.meeting.id == sheet.meeting.id:
            self.pane.show_sheet(sheet)

    def search(self, text: str) -> None:
        """Keep the meetings found."""
        self.model.search(text)
        self.finder.show_count(f"{len(self.model.shown)} 次" if text else "")

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.finder.setFocus()

    def go(self, target: Any) -> None:
        """Show the meeting with id ``target``."""
        self.wanted = str(target or "")
        if self.wanted and self.grid.show_row(self.wanted):
            self.wanted = ""

    # ------------------------------------------------------------ what is in hand

    def meeting_in_hand(self) -> MeetingRow | None:
        """Return the meeting in hand."""
        found: MeetingRow | None = self.grid.row_in_hand()
        return found

    def can_begin(self) -> bool:
        """Tell whether there is a campaign a meeting can belong to."""
        return bool(self.shell.campaign)

    def has_meeting(self) -> bool:
        """Tell whether a meeting is in hand."""
        return self.meeting_in_hand() is not None

    def is_open(self) -> bool:
        """Tell whether the meeting in hand takes papers."""
        found = self.meeting_in_hand()
        return found is not None and bool(found.groups) and found.state is not MeetingState.FINISHED

    # ------------------------------------------------------------ meetings

    def begin_meeting(self) -> None:
        """Ask for a new meeting."""
        like = self.meeting_in_hand()
        blank = Meeting(
            id="", campaign_id=self.shell.campaign, form_code=like.meeting.form_code if like else "",
            form_edition="", title="", held_on=self.shell.today(),
        )  # fmt: skip
        self.runner.run(self.ballots.forms, then=lambda forms: self._ask_meeting(forms, blank))

    def edit_meeting(self) -> None:
        """Ask for the facts of the meeting in hand again."""
        found = self.meeting_in_hand()
        if found is not None and self.is_open():
            self.runner.run(self.ballots.forms, then=lambda forms: self._ask_meeting(forms, found.meeting))

    def _ask_meeting(self, forms: tuple[BallotForm, ...], meeting: Meeting) -> None:
        form = MeetingForm(forms, meeting)
        form.form_chosen.connect(self._ask_subjects)
        new = not meeting.id
        self.pane.ask(
            form, "新建测评会" if new else "改会议情况", "建立" if new else "保存", self._save_meeting
        )
        self._ask_subjects(form.ballot_form())

    def _ask_subjects(self, form: BallotForm | None) -> None:
        if form is not None:
            self.runner.run(self.ballots.subjects, form.subject, then=self._show_subjects)

    def _show_subjects(self, subjects: tuple[Subject, ...]) -> None:
        if self.pane.form is not None:
            self.pane.form.show_subjects(subjects)

    def _save_meeting(self) -> None:
        meeting = self.pane.form.result() if self.pane.form is not None else None
        if meeting is not None:
            self.runner.run(
                self._saved_quietly, meeting, then=self._meeting_saved, refused=self._meeting_refused
            )

    def _saved_quietly(self, meeting: Meeting) -> Outcome[Meeting]:
        """Save; what the sheet contradicts stands in the pane and need not be told twice."""
        return replace(self.ballots.save_meeting(meeting), findings=())

    def _meeting_saved(self, outcome: Outcome[Meeting]) -> None:
        self.wanted = outcome.value.id
        self.pane.sheet = None
        self.pane.give_up()
        self.grid.setFocus()

    def _meeting_refused(self, findings: tuple[Finding, ...]) -> None:
        rest = self.pane.form.refuse(findings) if self.pane.form is not None else findings
        if rest:
            self.shell.notice(rest)

    def save_heads(self, heads: tuple[Headcount, ...]) -> None:
        """Write the figures typed in the pane."""
        sheet = self.pane.sheet
        if sheet is not None:
            self.runner.run(self._saved_quietly, replace(sheet.meeting, heads=heads))

    def finish(self) -> None:
        """Prove the balance and close the meeting."""
        found = self.meeting_in_hand()
        if found is not None:
            self.runner.run(self.ballots.finish, found.meeting.id, then=self._finished)

    def _finished(self, outcome: Outcome[MeetingSheet]) -> None:
        row_of = outcome.value.row
        self.shell.say(
            f"{row_of.meeting.title}已完成核对：收回 {row_of.returned} = 有效 {row_of.valid}"
            f" + 无效 {row_of.invalid} + 空白 {row_of.blank}。"
        )

    def reopen(self, reason: str) -> None:
        """Open a closed meeting again."""
        found = self.meeting_in_hand()
        if found is not None:
            self.runner.run(self.ballots.reopen, found.meeting.id, reason, refused=self._reopen_refused)

    def _reopen_refused(self, findings: tuple[Finding, ...]) -> None:
        self.pane.why_field.wrong("请用一句话写明为什么重新打开。")
        self.pane.why.setFocus()

    # ------------------------------------------------------------ typing

    def begin_typing(self) -> None:
        """Ask for the newest state of the meeting in hand, then fill the window with its papers."""
        found = self.meeting_in_hand()
        if found is not None and self.is_open() and self.typing is None:
            self.runner.run(self.ballots.sheet, found.meeting.id, then=self._type)

    def _type(self, sheet: MeetingSheet) -> None:
        kept = self.put_aside.pop(sheet.meeting.id, None)
        if kept is not None and kept.number in sheet.numbers:
            kept = replace(kept, number=sheet.row.next_number)
        self._fill(TypingScreen(self.shell, self.ballots, sheet.meeting.title, sitting_for(sheet, kept)))

    def correct(self, ballot: Ballot, reason: str) -> None:
        """Show one stored paper on the typing screen, to change it."""
        sheet = self.pane.sheet
        if sheet is not None and self.typing is None:
            sitting = correcting(sheet, ballot)
            self._fill(TypingScreen(self.shell, self.ballots, sheet.meeting.title, sitting, reason))

    def _fill(self, screen: TypingScreen) -> None:
        self.typing = screen
        screen.left.connect(self._back)
        self.shell.fill(screen)
        screen.setFocus()

    def _back(self, draft: BallotDraft) -> None:
        screen, self.typing = self.typing, None
        if screen is None:
            return
        if not screen.sitting.fixed and (draft.marks or draft.reason):
            self.put_aside[draft.meeting_id] = draft
        elif screen.sitting.fixed:
            self.pane.look_up.clear()
        self.shell.fill(None)
        screen.deleteLater()
        self.grid.setFocus()
        self.freshen()

    # ------------------------------------------------------------ papers by number

    def look_up(self, number: int) -> None:
        """Show the paper with ``number``."""
        sheet = self.pane.sheet
        if sheet is not None:
            self.runner.run(
                self.ballots.look_up, sheet.meeting.id, number,
                then=lambda ballot: self.pane.look_up.show_ballot(ballot, sheet.form),
                refused=self.pane.look_up.refuse,
            )  # fmt: skip

    def ask_void(self, number: int, reason: str) -> None:
        """Ask before a paper is taken out of the count."""
        self.confirm.ask(
            f"把第 {number:03d} 号票从计票中去掉，原因“{reason}”。票上的选择不再保留，操作记入日志。",
            "作废 1 张",
            lambda: self._void((number,), reason),
        )

    def _void(self, numbers: tuple[int, ...], reason: str) -> None:
        sheet = self.pane.sheet
        if sheet is not None:
            meeting = sheet.meeting.id
            self.runner.run(self.ballots.void, meeting, numbers, reason, then=self._voided)

    def _voided(self, outcome: Outcome[int]) -> None:
        self.pane.look_up.clear()
        self.shell.say(f"已作废 {outcome.value} 张票。")

    # ------------------------------------------------------------ import and print

    def import_papers(self) -> None:
        """Ask for a file and show what it would store."""
        found = self.meeting_in_hand()
        if found is None:
            return
        name = self.shell.desk.open_file(self, "导入测评票", FILES, "")
        if name:
            self.runner.run(
                self.ballots.preview_import,
                Path(name),
                found.meeting.id,
                then=self._planned,
                what="正在读文件",
            )

    def _planned(self, plan: BallotPlan) -> None:
        if plan.findings:
            self.shell.notice(plan.findings)
        count = len(plan.drafts)
        if not count:
            self.shell.say(f"文件“{plan.file}”里没有可以导入的票。", state=State.SOON)
            return
        refused = f"，另有 {plan.refused} 行有问题不导入" if plan.refused else ""
        self.confirm.ask(
            f"从“{plan.file}”导入 {count} 张票{refused}。导入后可以整批撤销。",
            f"导入 {count} 张",
            lambda: self.runner.run(self.ballots.apply_import, replace(plan, findings=()),
                                    then=lambda outcome: self._imported(plan, outcome)),
        )  # fmt: skip

    def _imported(self, plan: BallotPlan, outcome: Outcome[int]) -> None:
        back = Link("撤销", lambda: self._take_back(plan))
        self.shell.say(f"已导入 {outcome.value} 张票。", back)

    def _take_back(self, plan: BallotPlan) -> None:
        self.runner.run(self.ballots.void, plan.meeting_id, plan.numbers, UNDO_REASON, then=self._voided)

    def print_paper(self, kind: str) -> None:
        """Make the paper of the meeting in hand and show the print preview."""
        found = self.meeting_in_hand()
        if found is not None:
            wish = PaperWish(kind=kind, meeting_id=found.meeting.id)
            self.runner.run(self.office.papers.preview, wish, PRINT_SCALE, then=self._print, what="正在排版")

    def _print(self, made: Preview) -> None:
        from dangjian_desktop.gui.printing import preview_pages

        rgba = QImage.Format.Format_RGBA8888
        pages = [QImage(p.rgba, p.width, p.height, p.width * 4, rgba).copy() for p in made.pages]
        preview_pages(self, made.paper.title, pages)
