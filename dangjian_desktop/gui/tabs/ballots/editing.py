"""What the tab does with meetings: new ones, their sheet, closing and opening again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.ballots import Headcount, Meeting
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.proofs import Proof
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.meeting_form import MeetingForm
from dangjian_desktop.gui.tabs.ballots.proof_form import ProofForm
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.ballot_views import MeetingSheet, Subject

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab


class MeetingActs(QObject):
    """Asks for the facts of a meeting in the pane and writes them."""

    def __init__(self, tab: BallotsTab) -> None:
        super().__init__(tab)
        self.tab, self.shell, self.run, self.ballots = tab, tab.shell, tab.runner.run, tab.ballots

    def begin(self) -> None:
        """Ask for a new meeting, on the form of the one in hand."""
        like = self.tab.meeting_in_hand()
        blank = Meeting(
            id="", campaign_id=self.shell.campaign, form_code=like.meeting.form_code if like else "",
            form_edition="", title="", held_on=self.shell.today(),
        )  # fmt: skip
        self.run(self.ballots.forms, then=lambda forms: self._ask(forms, blank))

    def edit(self) -> None:
        """Ask for the facts of the meeting in hand again."""
        found = self.tab.meeting_in_hand()
        if found is not None and self.tab.is_open():
            self.run(self.ballots.forms, then=lambda forms: self._ask(forms, found.meeting))

    def asking(self, asks: bool) -> None:
        """Let the form in the pane have the red button; after it, show the row chosen meanwhile."""
        self.tab.head.buttons[-1].quieten(asks)
        self.shell.registry.refresh()
        found, sheet = self.tab.meeting_in_hand(), self.tab.pane.sheet
        if not asks and found is not None and sheet is not None and sheet.meeting.id != found.meeting.id:
            self.tab.ask_sheet()

    def _ask(self, forms: tuple[BallotForm, ...], meeting: Meeting) -> None:
        form = MeetingForm(forms, meeting)
        form.form_chosen.connect(self._ask_subjects)
        form.styles_asked.connect(self.tab.designing.begin)
        new = not meeting.id
        title, save = ("新建测评会", "建立") if new else ("改会议情况", "保存")
        self.tab.pane.ask(form, title, save, self.save)
        self._ask_subjects(form.ballot_form())

    def _ask_subjects(self, form: BallotForm | None) -> None:
        if form is not None:
            self.run(self.ballots.subjects, form.subject, then=self._show_subjects)

    def _show_subjects(self, subjects: tuple[Subject, ...]) -> None:
        if self.tab.pane.form is not None:
            self.tab.pane.form.show_subjects(subjects)

    def save(self) -> None:
        """Write what the form in the pane says."""
        form = self.tab.pane.form
        meeting = form.result() if form is not None else None
        if meeting is not None:
            self.run(self._write, meeting, then=self._saved, refused=self._refused)

    def save_heads(self, heads: tuple[Headcount, ...]) -> None:
        """Write the figures typed in the pane."""
        sheet = self.tab.pane.sheet
        if sheet is not None:
            self.run(self._write, replace(sheet.meeting, heads=heads), refused=self._heads_refused)

    def _heads_refused(self, findings: tuple[Finding, ...]) -> None:
        self.tab.pane.heads.not_stored()
        self.shell.notice(findings)

    def _write(self, meeting: Meeting) -> Outcome[Meeting]:
        """Save; what the sheet contradicts stands in the pane and need not be told twice."""
        return replace(self.ballots.save_meeting(meeting), findings=())

    def _saved(self, outcome: Outcome[Meeting]) -> None:
        self.tab.wanted = outcome.value.id
        self.tab.pane.sheet = None
        self.tab.pane.count_next = not any(head.returned for head in outcome.value.heads)
        self.tab.pane.give_up()
        self.tab.grid.setFocus()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        form = self.tab.pane.form
        rest = form.refuse(findings) if form is not None else findings
        if rest:
            self.shell.notice(rest)

    def finish(self) -> None:
        """Prove the balance; close the meeting where nothing speaks against it, else show what does."""
        found = self.tab.meeting_in_hand()
        if found is not None:
            self.run(self.ballots.proof, found.meeting.id, then=partial(self._proved, found.meeting))

    def _proved(self, meeting: Meeting, proof: Proof) -> None:
        if not proof.errors and not proof.warnings:
            self.run(self.ballots.finish, meeting.id, then=self._finished)
            return
        form = ProofForm(meeting, proof)
        act = partial(self._finish, meeting.id, form)
        self.tab.pane.ask(form, words.PROOF_TITLE, words.FINISH, act, may=not proof.errors)

    def _finish(self, meeting_id: str, form: ProofForm) -> None:
        if form.proof.unanswered(form.explanations()):
            form.show_unanswered()
            return
        self.run(self.ballots.finish, meeting_id, form.explanations(), then=self._finished)

    def _finished(self, outcome: Outcome[MeetingSheet]) -> None:
        row = outcome.value.row
        self.tab.pane.give_up()
        self.shell.say(
            f"{row.meeting.title}已完成核对：收回 {row.returned} = 有效 {row.valid}"
            f" + 无效 {row.invalid} + 空白 {row.blank}。"
        )

    def reopen(self, reason: str) -> None:
        """Open a closed meeting again."""
        found = self.tab.meeting_in_hand()
        if found is not None:
            self.run(self.ballots.reopen, found.meeting.id, reason, refused=self._reopen_refused)

    def _reopen_refused(self, findings: tuple[Finding, ...]) -> None:
        self.tab.pane.why_field.wrong("请用一句话写明为什么重新打开。")
        self.tab.pane.why.setFocus()
