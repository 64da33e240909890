"""What the clerk does with posts in 花名册: give one, end one; the history stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.people import Post
from dangjian_desktop.gui.tabs.roster.posts import EndPostForm, NewPostForm
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.roster_views import PersonLine

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab


class Posting(QObject):
    """Opens the forms in the pane and carries what they hold to the service."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def person(self) -> PersonLine | None:
        """Return the person in hand, if a person is."""
        if self.tab.picture is None or self.tab.aside():
            return None
        line = self.tab.grid().row_in_hand()
        return line if isinstance(line, PersonLine) else None

    def can_give(self) -> bool:
        """Tell whether a person is in hand and there is a body to have a post in."""
        return self.person() is not None and bool(self._bodies())

    def can_end(self) -> bool:
        """Tell whether the person in hand holds a post."""
        found = self.person()
        return found is not None and bool(found.held)

    def _bodies(self) -> list[tuple[str, str]]:
        picture = self.tab.picture
        if picture is None:
            return []
        found = [(one.community.id, one.community.name) for one in picture.communities]
        found += [(one.org.id, one.org.name) for one in picture.orgs]
        return found + [(one.id, one.name) for one in picture.areas]

    def begin_giving(self) -> None:
        """Ask for a new post of the person in hand."""
        found = self.person()
        if found is None or not self.can_give():
            return
        chosen = found.community_ids[0] if found.community_ids else ""
        form = NewPostForm(self._bodies(), chosen)
        self.tab.pane.show_form(
            form, found.person.name, "登记任职", "原有的职务不变；不再担任的请登记离任。",
            lambda: self._give(found, form),
        )  # fmt: skip

    def _give(self, found: PersonLine, form: NewPostForm) -> None:
        self.tab.runner.run(
            self.tab.office.units.add_post, found.person.id, *form.asked(),
            then=lambda done: self._done(found, done, "已登记"), refused=self.refused,
        )  # fmt: skip

    def begin_ending(self) -> None:
        """Ask which post of the person in hand ends, and when."""
        found = self.person()
        if found is None or not found.held:
            return
        held = [
            (f"{one.post.title}（{one.body}）" if one.body else one.post.title, one.post.id)
            for one in found.held
        ]
        form = EndPostForm(held, self.tab.shell.today())
        self.tab.pane.show_form(
            form, found.person.name, "登记离任", "任职经历会保留，可以随时查看某一天谁在任。",
            lambda: self._end(found, form),
        )  # fmt: skip

    def _end(self, found: PersonLine, form: EndPostForm) -> None:
        asked = form.asked()
        if asked is not None:
            self.tab.runner.run(
                self.tab.office.units.end_post, *asked,
                then=lambda done: self._done(found, done, "已离任"), refused=self.refused,
            )  # fmt: skip

    def _done(self, found: PersonLine, done: Outcome[Post], said: str) -> None:
        self.tab.pane.close_pane()
        self.tab.pane_wanted = True
        self.tab.wanted = found.person.id
        self.tab.shell.did(f"{said}：{found.person.name} {done.value.title}。")

    def refused(self, findings: tuple[Finding, ...]) -> None:
        """Show why nothing was recorded, beside the fields where possible."""
        form = self.tab.pane.asking
        rest = form.refuse(findings) if form is not None else findings
        if rest:
            self.tab.shell.notice(rest)
