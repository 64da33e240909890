"""Proposing a person of the roster as a candidate, in the pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.vetting import Candidate
from dangjian_desktop.gui.tabs.vetting.forms import CandidateForm, Roll
from dangjian_desktop.kernel.changes import Outcome

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.vetting.tab import VettingTab


class Proposing(QObject):
    """Asks who is proposed for which post and carries it to the service."""

    def __init__(self, tab: VettingTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def begin(self) -> None:
        """Ask for a new candidate."""
        service = self.tab.office.vetting
        self.tab.runner.run(
            lambda: Roll(service.choices(), service.communities(), service.forms()),
            then=self.ask,
            key="vetting.choices",
        )

    def ask(self, roll: Roll) -> None:
        """Show the form."""
        form = CandidateForm(roll)
        self.tab.show_matrix()
        self.tab.pane.ask_candidate(form)
        form.left.connect(self.tab.acting.leave)
        form.saved.connect(lambda: self.save(form))

    def save(self, form: CandidateForm) -> None:
        """Record who is proposed."""
        listing = self.tab.listing
        wish = form.wish(listing.campaign_id) if listing is not None else None
        if wish is not None:
            call = self.tab.office.vetting.add_candidate
            self.tab.runner.run(call, wish, then=self.added, refused=self.tab.acting.refused)

    def added(self, done: Outcome[Candidate]) -> None:
        """Go to the new candidate when the list is there."""
        self.tab.pane.form = None
        self.tab.wanted = done.value.id
        self.tab.shell.say("已列为候选人，请逐条登记意见。")
        self.tab.matrix.setFocus()
