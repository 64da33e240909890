"""登记工作组 and 改片 in the list of communities: who is sent, who helps, who leads the area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.gui.tabs.roster.asking import LABEL, AskForm
from dangjian_desktop.gui.tabs.roster.choosing import Choice, ChoiceField
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.words import link
from dangjian_desktop.kernel.findings import Finding, Where, finding
from dangjian_desktop.services.person_fields import title_words, unit_words
from dangjian_desktop.services.roster_views import CommunityLine
from dangjian_desktop.services.work_groups import ROLE_WORDS, Staffing

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab

PARTNER = "帮扶单位"
SHORT = {
    PostRole.RESIDENT_LEADER: "驻社区领导",
    PostRole.GROUP_HEAD: "负责人",
    PostRole.LIAISON: "联络员",
    PostRole.AREA_LEAD: "片长",
}
STEPS = {"不动": 0, "上移一位": -1, "下移一位": 1}


class StaffForm(AskForm):
    """Asks who holds the roles of a community, each by one or several, and which organisation helps it."""

    entered = Signal()  # Enter was pressed in a field added later

    def __init__(
        self,
        people: Sequence[Choice],
        orgs: Sequence[Choice],
        held: Mapping[PostRole, tuple[str, ...]],
        partner: str,
        *,
        area: bool,
    ) -> None:
        super().__init__()
        self.people, self.held, self.partner_before = people, held, partner
        self.roles: dict[PostRole, dict[str, ChoiceField]] = {}
        self.places: dict[PostRole, QVBoxLayout] = {}
        for role in ROLE_WORDS:
            if area or role is not PostRole.AREA_LEAD:
                self._add_role(role)
        self.partner = ChoiceField(orgs, partner)
        self.add(PARTNER, self.partner)

    def _add_role(self, role: PostRole) -> None:
        place, more = column(gap=4), row(gap=0)
        self.roles[role], self.places[role] = {}, column(gap=8)
        place.addLayout(self.places[role])
        for key in self.held.get(role, ()) or ("",):
            self._add_holder(role, key)
        more.addStretch(1)
        more.addWidget(link("再加一人", lambda: self.one_more(role), name=f"{SHORT[role]}再加一人"))
        place.addLayout(more)
        self.body.addLayout(place)

    def _add_holder(self, role: PostRole, key: str) -> ChoiceField:
        mine = self.roles[role]
        name = SHORT[role] if not mine else f"{SHORT[role]} {len(mine) + 1}"
        editor = mine[name] = ChoiceField(self.people, key)
        field = self.fields[name] = Field(name, editor, label_width=LABEL)
        if len(mine) > 1:
            field.label.setText(f"第 {len(mine)} 人")
        self.places[role].addWidget(field)
        return editor

    def one_more(self, role: PostRole) -> None:
        """Offer a field for one more holder of a role."""
        editor = self._add_holder(role, "")
        editor.returnPressed.connect(self.entered)
        mine = list(self.roles[role].values())
        if len(mine) > 1:
            QWidget.setTabOrder(mine[-2], editor)
        editor.show()
        editor.setFocus()

    def asked(self, community_id: str) -> Staffing | None:
        """Return what has changed; None (with the fields marked) when somebody is not known."""
        self.clear()
        wrong: list[Finding] = []
        roles: dict[PostRole, tuple[str, ...]] = {}
        for role, editors in self.roles.items():
            keys: list[str] = []
            for name, editor in editors.items():
                key = editor.key()
                if key is None:
                    where = Where(field=name)
                    wrong.append(finding("roster.nobody_meant", where=where, name=editor.text().strip()))
                elif key:
                    keys.append(key)
            if set(keys) != set(self.held.get(role, ())):
                roles[role] = tuple(keys)
        partner = self.partner.key()
        if partner is None:
            name = self.partner.text().strip()
            wrong.append(finding("roster.unknown_org", where=Where(field=PARTNER), name=name))
        self.refuse(wrong)
        if wrong:
            return None
        changed = partner if partner != self.partner_before else None
        return Staffing(community_id=community_id, roles=roles, partner_id=changed)


class AreaForm(AskForm):
    """Asks for another name of an area, and where it stands."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.step = QLineEdit(name), Combo()
        self.step.addItems(list(STEPS))
        self.add("名称", self.name)
        self.add("次序", self.step)

    def asked(self) -> tuple[str, int]:
        """Return the name as written and the step."""
        self.clear()
        return self.name.text(), STEPS[self.step.currentText()]


class StaffActs(QObject):
    """Opens the forms in the pane and carries what they hold to the service."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def community(self) -> CommunityLine | None:
        """Return the community in hand, if one is."""
        if self.tab.picture is None or self.tab.aside():
            return None
        line = self.tab.grid().row_in_hand()
        return line if isinstance(line, CommunityLine) else None

    def can_staff(self) -> bool:
        """Tell whether a community is in hand."""
        return self.community() is not None

    def can_area(self) -> bool:
        """Tell whether the community in hand belongs to an area."""
        line = self.community()
        return line is not None and line.community.area_id is not None

    def begin_staff(self) -> None:
        """Ask who holds the roles of the community in hand."""
        line = self.community()
        if line is not None:
            self.tab.runner.run(
                self.tab.office.work_groups.holders, line.community.id,
                then=lambda held: self._ask(line, *held),
            )  # fmt: skip

    def _ask(self, line: CommunityLine, held: Mapping[PostRole, tuple[str, ...]], partner: str) -> None:
        picture = self.tab.picture
        if picture is None:
            return
        people = [
            Choice(one.person.id, one.person.name, f"{unit_words(one)} {title_words(one)}".strip())
            for one in picture.persons
        ]
        orgs = [Choice(one.org.id, one.org.name, one.community) for one in picture.orgs]
        form = StaffForm(people, orgs, held, partner, area=line.community.area_id is not None)
        words = "换下、清空的人记为离任，经历保留。名册里没有的人，先新建。"
        form.entered.connect(lambda: self._save(line, form))
        self.tab.pane.show_form(
            form, line.community.name, "登记工作组", words, lambda: self._save(line, form)
        )

    def _save(self, line: CommunityLine, form: StaffForm) -> None:
        asked = form.asked(line.community.id)
        if asked is not None:
            self.tab.runner.run(
                self.tab.office.work_groups.staff, asked,
                then=lambda _done: self._done(line, f"已登记 {line.community.name}的工作组。"),
                refused=self.tab.adding.refused,
            )  # fmt: skip

    def begin_area(self) -> None:
        """Ask for another name or place of the area of the community in hand."""
        line = self.community()
        if line is None or line.community.area_id is None:
            return
        form, key = AreaForm(line.area), line.community.area_id
        words = "片里的村、社区不变。片长在“登记工作组”里换。"
        self.tab.pane.show_form(form, line.area, "改片", words, lambda: self._save_area(line, key, form))

    def _save_area(self, line: CommunityLine, key: str, form: AreaForm) -> None:
        name, step = form.asked()
        if not name.strip():
            form.refuse((finding("roster.name_empty", where=Where(field="名称")),))
            return
        self.tab.runner.run(
            lambda: self.tab.office.work_groups.change_area(key, name=name, step=step),
            then=lambda _done: self._done(line, f"已更改 {name.strip()}。"), refused=self.tab.adding.refused,
        )  # fmt: skip

    def _done(self, line: CommunityLine, words: str) -> None:
        self.tab.pane.close_pane()
        self.tab.pane_wanted = True
        self.tab.wanted = line.community.id
        self.tab.shell.did(words)
