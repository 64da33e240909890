"""What is done with the 居民小组 in hand: heads and representatives appointed and ended, the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.people import Post
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.domain.resident_groups import GroupLine
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.choosing import Choice, ChoiceField
from dangjian_desktop.gui.tabs.roster.paned import PanedPage, ReasonForm
from dangjian_desktop.gui.tabs.roster.posts import EndPostForm
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.grid import step_off
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Where, finding
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.person_fields import title_words, unit_words
from dangjian_desktop.services.resident_groups import TITLES, Appointment
from dangjian_desktop.services.roster_views import PersonLine


class AppointForm(AskForm):
    """Asks who becomes head or representative of a group; a name nobody bears is a new person."""

    def __init__(self, people: Sequence[Choice]) -> None:
        super().__init__()
        self.person, self.role, self.since = ChoiceField(people), Combo(), QLineEdit()
        self.role.addItems(list(TITLES.values()))
        self.since.setPlaceholderText("如 2026.04，可以不写")
        self.add("姓名", self.person)
        self.add("职务", self.role)
        self.add("任职时间", self.since)

    def asked(self, group_id: str) -> Appointment | None:
        """Return what is asked for; None (with the field marked) when several bear the name."""
        self.clear()
        key, name = self.person.key(), self.person.text().strip()
        if key is None and self.person.bearers(name) > 1:
            count, where = self.person.bearers(name), Where(field="姓名")
            self.refuse((finding("roster.many_of_name", where=where, name=name, count=count),))
            return None
        role = list(TITLES)[self.role.currentIndex()]
        return Appointment(
            group_id=group_id, role=role, person_id=key or "", name=name, since=self.since.text()
        )


class GroupActs(PanedPage):
    """The acts on the group in hand; a page shows the list it stands in."""

    def __init__(
        self, office: Office, shell: Shell, leave: Callable[[], object], title: str, *middle: QWidget
    ) -> None:
        super().__init__(shell, leave, title, *middle)
        self.office = office
        self.wanted = ""  # the key of a group to go to once the list has come

    def in_hand(self) -> GroupLine | None:
        """Return the group in hand."""
        line: GroupLine | None = self.grid.row_in_hand()
        return line

    # ------------------------------------------------------------ posts

    def can_post(self) -> bool:
        """Tell whether a group is in hand."""
        return self.isVisible() and self.in_hand() is not None

    def begin_post(self) -> None:
        """Ask who becomes head or representative of the group in hand."""
        line = self.in_hand()
        if line is not None:
            self.shell.runner.run(
                self.office.rosters.people, then=lambda people: self._ask_post(line, people)
            )

    def _ask_post(self, line: GroupLine, people: Sequence[PersonLine]) -> None:
        known = [
            Choice(one.person.id, one.person.name, f"{unit_words(one)} {title_words(one)}".strip())
            for one in people
        ]
        form = AppointForm(known)
        if line.heads:
            form.role.setCurrentIndex(1)
        words = "从花名册里选人；花名册里没有的，写下姓名就新增一个人。"
        self.ask_form(
            form, f"{line.community} {line.group.name}", "登记任职", words, lambda: self._post(line, form)
        )

    def _post(self, line: GroupLine, form: AppointForm) -> None:
        asked = form.asked(line.group.id)
        if asked is not None:
            self.wanted = line.group.id
            self.shell.runner.run(
                self.office.groups.appoint, asked,
                then=lambda done: self.said(f"已登记{done.value.title}。"), refused=self.refused,
            )  # fmt: skip

    def can_end(self) -> bool:
        """Tell whether the group in hand has a head or representatives."""
        line = self.in_hand() if self.isVisible() else None
        return line is not None and bool(line.holders)

    def begin_end(self) -> None:
        """Ask whose post in the group in hand ends, and when."""
        line = self.in_hand()
        if line is None:
            return
        held = [(f"{one.post.title} {one.name}", one.post.id) for one in line.holders]
        form = EndPostForm(held, self.shell.today())
        words = "任职经历会保留，可以随时查看某一天谁在任。"
        self.ask_form(
            form, f"{line.community} {line.group.name}", "登记离任", words, lambda: self._end(line, form)
        )

    def _end(self, line: GroupLine, form: EndPostForm) -> None:
        asked = form.asked()
        if asked is not None:
            self.wanted = line.group.id
            self.shell.runner.run(self.office.units.end_post, *asked, then=self._ended, refused=self.refused)

    def _ended(self, done: Outcome[Post]) -> None:
        self.said(f"已离任：{done.value.title}。")

    # ------------------------------------------------------------ removing

    def can_remove(self) -> bool:
        """Tell whether a group is in hand."""
        return self.can_post()

    def begin_remove(self) -> None:
        """Ask why the selected groups go into the bin."""
        lines: list[GroupLine] = self.grid.rows_selected()
        if not lines:
            return
        form = ReasonForm()
        names = "、".join(one.group.name for one in lines[:5]) + ("等" if len(lines) > 5 else "")
        words = f"{names}。小组长、代表的任职记录一起移入，人员还在花名册里。可以从回收站放回。"
        keys = [one.group.id for one in lines]
        self.ask_form(form, f"{len(lines)} 个居民小组", "移入回收站", words, lambda: self._remove(keys, form))

    def _remove(self, keys: Sequence[str], form: ReasonForm) -> None:
        self.shell.runner.run(
            self.office.bin.remove, RemovedKind.RESIDENT_GROUP, keys, form.asked(),
            then=self._removed, refused=self.refused,
        )  # fmt: skip

    def _removed(self, done: Outcome[int]) -> None:
        step_off(self.grid)
        self.said(f"已移入回收站 {done.value} 个居民小组。")
