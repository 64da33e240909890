"""居民小组 of 花名册: the groups of every community, typed in place, with heads and representatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit

from dangjian_desktop.domain.organisations import ResidentGroup
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.domain.resident_groups import GroupLine, Holder
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.choosing import Choice, ChoiceField
from dangjian_desktop.gui.tabs.roster.group_acts import GroupActs
from dangjian_desktop.gui.tabs.roster.pane import OpenItem
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import fixed_width
from dangjian_desktop.gui.widgets.panes import Event, Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column, Edit, RowsModel
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding, Where, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.person_fields import month_words
from dangjian_desktop.services.resident_groups import GroupsPicture, PlaceLine
from dangjian_desktop.services.roster_units import UnitEdit
from dangjian_desktop.services.unit_cells import UnitKind

ALL = "全部村、社区"
UNSET = "未登记"
Found = Callable[[GroupLine], Sequence[Finding]]


def group_columns(check: Callable[[UnitKind, str, str], str], found: Found) -> tuple[Column[GroupLine], ...]:
    """Return the columns; ``check`` judges a typed text, ``found`` gives what falls short in a group."""

    def typed(name: str, title: str, text: Callable[[GroupLine], str], width: int) -> Column[GroupLine]:
        right = Align.LEFT if name == "name" else Align.RIGHT
        return Column(
            name, title, text, width, right, editable=lambda _: True, searched=name == "name",
            check=lambda _line, words: check(UnitKind.RESIDENT_GROUP, name, words),
        )  # fmt: skip

    def chip(line: GroupLine) -> Chip | None:
        count = len(found(line))
        return Chip(f"{count} 处", State.SOON, Sign.WARNING) if count else None

    return (
        typed("name", "居民小组", lambda one: one.group.name, 130),
        Column("community", "村、社区", lambda one: one.community, 116, searched=True, filter=True),
        typed("households", "户数", lambda one: _count(one.group.households), 76),
        typed("population", "人口", lambda one: _count(one.group.population), 76),
        Column("heads", "小组长", lambda one: _names(one.heads), 96, searched=True),
        Column("representatives", "居民代表", lambda one: _names(one.representatives), 220, searched=True),
        Column("found", "提示", lambda one: f"{len(found(one))} 处" if found(one) else "", 92, chip=chip,
               filter=True, tip=lambda one: "\n".join(words_of(found(one)))),
    )  # fmt: skip


def words_of(found: Sequence[Finding]) -> list[str]:
    """Write findings without the place they speak of, which stands beside them."""
    return [sentence(one).split("：", 1)[-1] for one in found]


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _names(holders: Sequence[Holder]) -> str:
    return "、".join(one.name for one in holders)


class NewGroupForm(AskForm):
    """Asks for a group: where, its name, how large."""

    def __init__(self, places: Sequence[Choice], chosen: str) -> None:
        super().__init__()
        self.place = ChoiceField(places, chosen)
        self.name, self.households, self.population = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("如 第一居民小组")
        self.add("村、社区", self.place)
        self.add("名称", self.name)
        self.add("户数", self.households)
        self.add("人口", self.population)

    def asked(self) -> tuple[str, str, str, str] | None:
        """Return community, name and numbers; None (with the field marked) when no community is meant."""
        self.clear()
        key = self.place.key()
        if not key:
            name = self.place.text().strip()
            self.refuse((finding("roster.unknown_place", where=Where(field="村、社区"), name=name),))
            return None
        return key, self.name.text(), self.households.text(), self.population.text()


class GroupsPage(GroupActs):
    """The groups at the left, the one in hand with its people at the right."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        self.place = Combo()
        self.place.setAccessibleName("看哪个村、社区")
        fixed_width(self.place, 150)
        self.place.addItem(ALL, "")
        self.field = SearchField("找小组、小组长、代表", 200)
        super().__init__(office, shell, leave, "居民小组", self.place, self.field)
        self.seen: GroupsPicture | None = None
        self.head.add_buttons(shell.registry, "roster.end_post", "roster.post", "roster.new")
        self.model: RowsModel[GroupLine] = RowsModel(
            group_columns(office.units.wrong_unit_cell, self._found), key=lambda one: one.group.id
        )
        self.model.edited.connect(self.save_cells)
        grid = Grid(self.model, shell.settings, "roster.groups", cells=True, frozen=1)
        grid.setAccessibleName("居民小组")
        grid.chosen.connect(lambda _line: self.show_in_hand())
        words = "换届时划分的居民小组、推选的小组长和居民代表，都在这里登记。"
        new = ActionButton(shell.registry, "roster.new")
        self.lay(grid, EmptyPlace("people", "还没有登记居民小组", words, new))
        self.place.currentIndexChanged.connect(lambda _at: self._filter())
        self.field.searched.connect(self.search)

    # ------------------------------------------------------------ showing

    def ask(self) -> None:
        """Ask for the groups."""
        self.shell.runner.run(self.office.groups.picture, then=self.show_groups, key="roster.groups")

    def show_groups(self, seen: GroupsPicture) -> None:
        """Show the groups; the row in hand and the community chosen stay."""
        self.seen = seen
        chosen = str(self.place.currentData() or "")
        self.place.blockSignals(True)
        self.place.clear()
        self.place.addItem(ALL, "")
        for one in seen.places:
            self.place.addItem(one.community.name, one.community.id)
        self.place.setCurrentIndex(max(0, self.place.findData(chosen)))
        self.place.blockSignals(False)
        self.model.set_rows(seen.groups)
        self._filter()
        if self.wanted:
            self.grid.show_row(self.wanted)
            self.wanted = ""

    def _filter(self) -> None:
        key = str(self.place.currentData() or "")
        self.model.filter("place", (lambda one: one.group.community_id == key) if key else None)
        shown = [one for one in (self.seen.places if self.seen else ()) if key in ("", one.community.id)]
        count = sum(len(one.groups) for one in shown)
        people = sum(one.representatives for one in shown)
        self.head.set_note(f"{count} 个小组，居民代表 {people} 人")
        self.show_whether(filled=count > 0)
        if self.model.shown and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.show_in_hand()

    def search(self, text: str) -> None:
        """Keep the groups in which the text is found."""
        self.model.search(text)
        self.field.show_count(f"{len(self.model.shown)} 个" if text.strip() else "")
        if self.model.shown:
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus()
        self.field.selectAll()

    def _found(self, line: GroupLine) -> Sequence[Finding]:
        return self.seen.findings.get(line.group.id, ()) if self.seen else ()

    def show_in_hand(self) -> None:
        """Show the group in hand: its people, its numbers, what falls short here and in the community."""
        super().show_in_hand()
        line = self.in_hand()
        if line is None or self.form is not None or self.seen is None:
            return
        place = next(one for one in self.seen.places if one.community.id == line.group.community_id)
        people = Section("小组长和居民代表")
        people.time_line([_event(one) for one in line.holders])
        if not line.holders:
            people.add(Label("还没有登记。", "note"))
        told = [Section(f"{line.community}合计"), *_hints(self._found(line), place)]
        told[0].facts(
            (
                Fact("小组", f"{len(place.groups)} 个"),
                Fact("户数", f"{place.households:,} 户"),
                Fact("居民代表", f"{place.representatives} 人"),
            ),
            80,
        )
        size = [f"{line.group.households} 户" if line.group.households is not None else ""]
        size.append(f"{line.group.population} 人" if line.group.population is not None else "")
        about = "，".join(one for one in size if one)
        self.pane.show_head(line.group.name, line.community, about)
        self.pane.show_sections(people, *told)

    # ------------------------------------------------------------ typing

    def save_cells(self, edits: Sequence[Edit[GroupLine]]) -> None:
        """Store what was typed or pasted, as one step."""
        asked = [UnitEdit(UnitKind.RESIDENT_GROUP, one.row.group.id, one.column, one.text) for one in edits]
        self.shell.runner.run(self.office.units.edit_units, asked)

    def can_new(self) -> bool:
        """Tell whether there is a community to divide."""
        return self.seen is not None and bool(self.seen.places)

    def begin_new(self) -> None:
        """Ask for a group."""
        if self.seen is None:
            return
        line = self.in_hand()
        chosen = str(self.place.currentData() or "") or (line.group.community_id if line else "")
        places = [Choice(one.community.id, one.community.name) for one in self.seen.places]
        form = NewGroupForm(places, chosen)
        self.ask_form(
            form, "居民小组", "新建", "排在这个村、社区的最后，可以再调整次序。", lambda: self._add(form)
        )
        (form.name if chosen else form.place).setFocus()

    def _add(self, form: NewGroupForm) -> None:
        asked = form.asked()
        if asked is not None:
            self.shell.runner.run(self.office.groups.add, *asked, then=self._added, refused=self.refused)

    def _added(self, done: Outcome[ResidentGroup]) -> None:
        self.wanted = done.value.id
        self.said(f"已新建 {done.value.name}。")
        self.ask()

    def can_move_up(self) -> bool:
        """Tell whether a group is in hand that is not the first of its community."""
        return self._beside(-1)

    def can_move_down(self) -> bool:
        """Tell whether a group is in hand that is not the last of its community."""
        return self._beside(1)

    def _beside(self, step: int) -> bool:
        line = self.in_hand() if self.isVisible() else None
        if line is None or self.seen is None:
            return False
        mine = [one.group.id for one in self.seen.groups if one.group.community_id == line.group.community_id]
        return 0 <= mine.index(line.group.id) + step < len(mine)

    def move_up(self) -> None:
        """Move the group in hand up."""
        self._shift(-1)

    def move_down(self) -> None:
        """Move the group in hand down."""
        self._shift(1)

    def _shift(self, step: int) -> None:
        line = self.in_hand()
        if line is not None:
            self.wanted = line.group.id
            self.shell.runner.run(self.office.groups.shift, line.group.id, step)


def _event(one: Holder) -> Event:
    since = f"{month_words(one.post.since)} 起" if one.post.since else ""
    head = one.post.role is PostRole.RESIDENT_GROUP_HEAD
    return Event(
        one.name, since, one.post.title, Sign.DOT if head else Sign.RING, State.DOING if head else State.IDLE
    )


def _hints(found: Sequence[Finding], place: PlaceLine) -> list[Section]:
    """Return what falls short in the group and in its community, each with its clause."""
    made = []
    for title, several in (("本组提示", found), (f"{place.community.name}提示", place.findings)):
        if several:
            section = Section(title)
            for words in words_of(several):
                section.add(OpenItem(words))
            made.append(section)
    return made
