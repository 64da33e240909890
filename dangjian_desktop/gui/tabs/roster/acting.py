"""What the clerk does in 花名册: type, add, look at a number, confirm, bring in, take out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.domain.organisations import Community, PartyOrg
from dangjian_desktop.domain.people import Person
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.gui.settings import NAME_ORDER
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.roster.bringing import begin_import, begin_pasted
from dangjian_desktop.gui.tabs.roster.model import ORDER_WORDS, ORDERS
from dangjian_desktop.gui.tabs.roster.paned import LookForm
from dangjian_desktop.gui.widgets.grid import step_off
from dangjian_desktop.gui.widgets.rows import Edit
from dangjian_desktop.gui.widgets.sheet import Sheet
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.roster_edits import CellEdit
from dangjian_desktop.services.roster_units import UnitEdit
from dangjian_desktop.services.roster_views import (
    CommunityLine,
    OrgLine,
    PersonLine,
    places_in_order,
    standing,
)
from dangjian_desktop.services.unit_cells import UnitKind

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab

REMOVED: dict[type, tuple[RemovedKind, str]] = {
    PersonLine: (RemovedKind.PERSON, "人"),
    CommunityLine: (RemovedKind.COMMUNITY, "个村、社区"),
    OrgLine: (RemovedKind.PARTY_ORG, "个党组织"),
}


def unit_of(line: CommunityLine | OrgLine) -> tuple[UnitKind, str]:
    """Return kind and key of the unit a line shows."""
    kind = UnitKind.COMMUNITY if isinstance(line, CommunityLine) else UnitKind.PARTY_ORG
    return kind, key_of(line)


def key_of(line: PersonLine | CommunityLine | OrgLine) -> str:
    """Return the key of what a line shows."""
    return _thing(line).id


def name_of(line: PersonLine | CommunityLine | OrgLine) -> str:
    """Return the name of what a line shows."""
    return _thing(line).name


def _thing(line: PersonLine | CommunityLine | OrgLine) -> Person | Community | PartyOrg:
    if isinstance(line, PersonLine):
        return line.person
    return line.community if isinstance(line, CommunityLine) else line.org


def quietly(_findings: tuple[Finding, ...]) -> None:
    """Say nothing: who has gone since the pane asked about him goes from the list as well."""


class RosterActs:
    """The acts of one roster tab."""

    def __init__(self, tab: RosterTab) -> None:
        self.tab = tab

    def save_cells(self, edits: Sequence[Edit[PersonLine]]) -> None:
        """Store what was typed or pasted, as one step."""
        asked = [CellEdit(edit.row.person.id, edit.column, edit.text) for edit in edits]
        self.tab.runner.run(self.tab.office.rosters.edit, asked)

    def save_units(self, edits: Sequence[Edit[CommunityLine | OrgLine]]) -> None:
        """Store what was typed about communities or organisations, as one step."""
        asked = [UnitEdit(*unit_of(edit.row), edit.column, edit.text) for edit in edits]
        self.tab.runner.run(self.tab.office.units.edit_units, asked)

    def can_remove(self) -> bool:
        """Tell whether something is in hand that can go into the bin."""
        return not self.tab.aside() and bool(self.tab.grid().rows_selected())

    def begin_remove(self) -> None:
        """Ask why the selected rows go into the bin."""
        rows = self.tab.grid().rows_selected()
        if not rows:
            return
        kind, unit = REMOVED[type(rows[0])]
        keys = [key_of(row) for row in rows]
        names = "、".join(name_of(row) for row in rows[:5]) + ("等" if len(rows) > 5 else "")
        words = f"{names}。不会真正删除：可以撤销，也可以从回收站放回。" + (
            "任职记录一起移入。" if kind is RemovedKind.PERSON else ""
        )
        self.tab.pane.show_remove(
            f"移入回收站 {len(rows)} {unit}", words, lambda: self.save_remove(kind, keys)
        )

    def save_remove(self, kind: RemovedKind, keys: Sequence[str]) -> None:
        """Move the rows into the bin."""
        form = self.tab.pane.remove
        reason = form.asked() if form is not None else ""
        if reason:
            self.tab.runner.run(self.tab.office.bin.remove, kind, keys, reason, then=self._removed)

    def _removed(self, done: Outcome[int]) -> None:
        step_off(self.tab.grid())
        self.tab.pane.close_pane()
        bin_link = Link("看回收站", lambda: self.tab.shell.registry.run("roster.bin"))
        self.tab.shell.did(f"已移入回收站 {done.value} 项。", bin_link)

    def ask_card(self, person_id: str) -> None:
        """Ask what else the book tells of a person; the pane shows it below."""
        if self.tab.people.rows_model.line_of(person_id) >= 0:
            self.tab.runner.run(
                self.tab.office.cards.card, person_id, then=self.tab.pane.show_card, refused=quietly,
                key="roster.card",
            )  # fmt: skip

    def go(self, tab: str, campaign: str, target: object) -> None:
        """Go to what the pane tells of, in another tab."""
        if campaign:
            self.tab.shell.choose_campaign(campaign)
        self.tab.shell.show_tab(tab, target)

    def reveal(self, what: str) -> None:
        """Show a number in full; the log keeps who looked at which, and why: asked once a session."""
        line = self.tab.people.row_in_hand()
        if line is not None and self.tab.shell.look_reason:
            self._look(line, what)
        elif line is not None:
            form = LookForm()
            self.tab.pane.show_form(
                form, line.person.name, form.TITLE, form.WORDS, lambda: self._asked(line, what, form)
            )

    def _asked(self, line: PersonLine, what: str, form: LookForm) -> None:
        if form.told(self.tab.shell):
            self.tab.pane.close_pane()
            self.tab.pane.show_person(line, self.tab.shell.today())
            self._look(line, what)

    def _look(self, line: PersonLine, what: str) -> None:
        self.tab.runner.run(
            self.tab.office.rosters.reveal, line.person.id, what, self.tab.shell.look_reason,
            then=lambda done: self._revealed(line, what, done.value),
        )  # fmt: skip

    def _revealed(self, line: PersonLine, what: str, value: str) -> None:
        if self.tab.pane.shown_key == line.person.id:
            self.tab.pane.revealed[what] = value
            self.tab.pane.show_person(line, self.tab.shell.today())
            self.tab.grid().setFocus()  # the link pressed is gone

    def open_here(self) -> bool:
        """Tell whether the row in hand has something to confirm."""
        line = self.tab.grid().row_in_hand() if self.tab.picture is not None else None
        return bool(getattr(line, "to_confirm", ()))

    def confirm(self) -> None:
        """Take what is unsure of the community in hand, or of the persons selected, as checked."""
        line, confirm = self.tab.grid().row_in_hand(), self.tab.office.rosters.confirm
        if isinstance(line, CommunityLine):
            self.tab.runner.run(confirm, community_id=line.community.id, then=self._confirmed)
        elif isinstance(line, PersonLine):
            rows = [*self.tab.grid().rows_selected(), line]
            keys = dict.fromkeys(one.person.id for one in rows if one.to_confirm)
            if keys:
                self.tab.runner.run(confirm, person_ids=tuple(keys), then=self._confirmed)

    def _confirmed(self, done: Outcome[int]) -> None:
        if done.value:
            self.tab.shell.did(f"已核对 {done.value} 处，再导入同一份文件也不再提。")

    def begin_new(self) -> None:
        """Ask for a new person in the pane."""
        picture = self.tab.picture
        if picture is None or not picture.communities:
            self.tab.shell.say("先导入村、社区名单，再新增人员。")
            return
        line = self.tab.grid().row_in_hand()
        chosen = line.community.id if isinstance(line, CommunityLine) else ""
        if isinstance(line, PersonLine) and line.community_ids:
            chosen = line.community_ids[0]
        names = [(one.community.id, one.community.name) for one in picture.communities]
        self.tab.pane.show_new(names, chosen, self.save_new)

    def save_new(self, *, same_name: bool = False) -> None:
        """Add the person the pane asks for."""
        form = self.tab.pane.new
        if form is not None:
            self.tab.runner.run(
                self.tab.office.rosters.add_person, form.asked(same_name=same_name),
                then=self._added, refused=self._not_added,
            )  # fmt: skip

    def _added(self, done: Outcome[Person]) -> None:
        self.tab.pane.close_pane()
        self.tab.pane_wanted = True
        self.tab.wanted = done.value.id
        self.tab.shell.did(f"已新增 {done.value.name}。")

    def _not_added(self, findings: tuple[Finding, ...]) -> None:
        form = self.tab.pane.new
        rest = form.refuse(findings, lambda: self.save_new(same_name=True)) if form else findings
        if rest:
            self.tab.shell.notice(rest)

    def import_file(self) -> None:
        """Ask for a file and show what importing it would do."""
        begin_import(self.tab)

    def import_pasted(self) -> None:
        """Show what importing the clipboard's table would do."""
        begin_pasted(self.tab)

    def order_by(self, order: NameOrder) -> None:
        """List the people by sound, strokes or posts, from now on."""
        self.tab.order = order
        self.tab.shell.settings.set(NAME_ORDER, order.value)
        self.put_in_order(f"人员按{ORDER_WORDS[order]}排列。")

    def put_in_order(self, words: str = "") -> None:
        """Have the people stand in the order in hand, and say ``words`` then: where it was not read ahead it
        is found away from the window."""
        model = self.tab.people.rows_model
        order, sheet = self.tab.order, model.sheet
        if sheet.is_read(ORDERS[order]):
            self._stand(order, sheet, len(sheet.touched), words, sheet.order(ORDERS[order]))
            return
        model.ahead.stop()  # the two would only hold each other up
        self.tab.runner.run(
            places_in_order, tuple(sheet.rows), order, key="roster.order",
            then=partial(self._stand, order, sheet, len(sheet.touched), words),
        )  # fmt: skip

    def _stand(
        self, order: NameOrder, sheet: Sheet[PersonLine], touched: int, words: str, own: list[int]
    ) -> None:
        people, model = self.tab.people, self.tab.people.rows_model
        if model.sheet is not sheet or len(sheet.touched) != touched:
            self.put_in_order(words)  # other rows by now
            return
        people.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        sheet.stand(own, standing(order), [one.id for one in ORDERS.values()])
        model.sort(-1)
        model.ahead.begin(sheet, model.read)
        if words:
            self.tab.shell.say(words)
