"""新建 in 花名册: a person, a community or an organisation, after the list in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.organisations import Community, PartyOrg
from dangjian_desktop.gui.tabs.roster.units import NewCommunityForm, NewOrgForm
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab


class Adding(QObject):
    """Asks in the pane and carries what is written to the service."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def begin(self) -> None:
        """Ask for a new one of what the list in hand holds; a roster begins with its communities."""
        picture = self.tab.picture
        if picture is None or self.tab.aside():
            return
        view = self.tab.views.current()
        if view == "orgs":
            self.begin_org()
        elif view == "communities" or not picture.communities:
            self.begin_community()
        else:
            self.tab.acts.begin_new()

    def begin_community(self) -> None:
        """Ask for a village or community."""
        picture = self.tab.picture
        form = NewCommunityForm([one.name for one in picture.areas] if picture else [])
        words = "名称必填，其余可以以后在表里填。新写的片会一起登记。"
        self.tab.pane.show_form(form, "村、社区", "新建", words, lambda: self._add_community(form))

    def _add_community(self, form: NewCommunityForm) -> None:
        self.tab.runner.run(
            self.tab.office.units.add_community, *form.asked(), then=self._added, refused=self.refused
        )

    def begin_org(self) -> None:
        """Ask for a Party organisation."""
        picture = self.tab.picture
        places = [one.community.name for one in picture.communities] if picture else []
        orgs = [one.org.name for one in picture.orgs] if picture else []
        form = NewOrgForm(places, orgs)
        words = "名称必填；是党委、总支还是支部从名称看，可以在表里改。"
        self.tab.pane.show_form(form, "党组织", "新建", words, lambda: self._add_org(form))

    def _add_org(self, form: NewOrgForm) -> None:
        self.tab.runner.run(
            self.tab.office.units.add_org, *form.asked(), then=self._added, refused=self.refused
        )

    def _added(self, done: Outcome[Community] | Outcome[PartyOrg]) -> None:
        self.tab.pane.close_pane()
        self.tab.pane_wanted = True
        self.tab.wanted = done.value.id
        self.tab.shell.did(f"已新建 {done.value.name}。")

    def refused(self, findings: tuple[Finding, ...]) -> None:
        """Show why nothing was added, beside the fields where possible."""
        form = self.tab.pane.asking
        rest = form.refuse(findings) if form is not None else findings
        if rest:
            self.tab.shell.notice(rest)
