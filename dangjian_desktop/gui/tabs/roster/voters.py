"""选民名单 of 花名册: up to 60,000 voters in one grid, community by community, typed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent

from dangjian_desktop.domain.people import VoterLine
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.found import FoundStrip
from dangjian_desktop.gui.tabs.roster.paned import LookForm
from dangjian_desktop.gui.tabs.roster.viewing import restore_columns
from dangjian_desktop.gui.tabs.roster.voter_acts import VoterActs
from dangjian_desktop.gui.tabs.roster.voter_columns import voter_columns
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import fixed_width
from dangjian_desktop.gui.widgets.menus import MoreButton
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Edit, RowsModel
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.voter_fields import group_name
from dangjian_desktop.services.voters import VOTER_WORDS, VoterEdit, VoterList

ALL = "全镇"
FIRST = 100  # voters shown before anything else is read
MORE = (
    ("roster.look", "roster.views", "roster.clear"),
    ("roster.remove", "roster.voters_number", "roster.bin"),
    ("roster.voter_roll", "roster.export"),
)


class VotersPage(VoterActs):
    """The voters at the left, the one in hand at the right.

    The first rows come before all else, then the lists community by community, so that the window never
    waits; what has not changed stays as it is.
    """

    told = Signal(object)  # the words for the status line

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        shell.runner.run(office.voters.first_lines, FIRST, then=self._show_first)
        self.place, self.field = Combo(), SearchField("找姓名、住址、首字母", 240)
        self.place.setAccessibleName("看哪个村、社区的选民")
        fixed_width(self.place, 190)
        super().__init__(office, shell, leave, "选民名单", self.place, self.field)
        registry = shell.registry
        self.head.add_buttons(registry, "roster.import")
        self.more = MoreButton(registry, MORE, shortcut=registry.command("roster.more").shortcut)
        self.head.add_button(self.more)
        self.head.add_buttons(registry, "roster.new")
        self.strip = FoundStrip(self.clear_filters)
        self.body.addWidget(self.strip)
        self.by_place: dict[str, list[VoterLine]] = {}
        self.groups: dict[str, list[str]] = {}  # the 居民小组 of each list, in its order
        self.coming: list[str] = []  # the communities whose lists are still to be read
        self.old = True  # whether the book may hold other lists than those shown
        self.stale = False  # whether rows have come or gone since they were last put together
        self.selected = ""
        self.revealed = False  # whether a number stands in full in the pane
        self.model: RowsModel[VoterLine] = RowsModel(
            voter_columns(office.voters.wrong_cell), key=lambda one: one.id
        )
        self.model.edited.connect(self.save_cells)
        grid = Grid(self.model, shell.settings, "roster.voters", cells=True, frozen=2)
        grid.setAccessibleName("选民")
        grid.chosen.connect(lambda _line: self.show_in_hand())
        grid.counted.connect(self._say_selected)
        restore_columns(grid, shell.settings)
        ways = [ActionButton(shell.registry, name) for name in ("roster.import", "roster.new")]
        words = "把各村、社区的选民登记表导入（Excel、Word、文本都可以），或者一个一个新建。"
        self.lay(grid, EmptyPlace("vote", "还没有选民名单", words, *ways))
        self.place.currentIndexChanged.connect(lambda _at: self._choose())
        self.field.searched.connect(self.search)
        self.model.shown_changed.connect(self._say_found)
        shell.runner.changed.connect(self._grow_old)

    # ------------------------------------------------------------ reading

    def ask(self) -> None:
        """Ask how long the lists are, then for one after the other, unless nothing has changed."""
        if not self.old:
            return
        self.old = False
        self.shell.runner.run(self.office.voters.lists, then=self.show_lists, key="roster.voter_lists")

    def _grow_old(self, changes: Changes) -> None:
        if changes.touches(Topic.ROSTER):
            self.old = True
            if not self.lists:
                self.model.set_rows(())  # the first rows, read before the page was shown, may be others now

    def _show_first(self, lines: list[VoterLine]) -> None:
        if lines and not self.model.rows:
            self.model.set_rows(lines)
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def show_lists(self, lists: tuple[VoterList, ...]) -> None:
        """Offer the communities and read their lists, those just changed first."""
        self.lists = lists
        chosen = str(self.place.currentData() or "")
        self.place.blockSignals(True)
        self.place.clear()
        self.place.addItem(f"{ALL}　{sum(one.count for one in lists)} 人", "")
        for one in lists:
            self.place.addItem(f"{one.community}　{one.count} 人", one.community_id)
        self.place.setCurrentIndex(max(0, self.place.findData(chosen)))
        self.place.blockSignals(False)
        places = {one.community_id: place for place, one in enumerate(lists)}
        known = set(places)
        for gone in set(self.by_place) - known:
            del self.by_place[gone]
            self.stale = True
        held = {one.community_id: len(self.by_place.get(one.community_id, ())) for one in lists}
        filled = [one for one in lists if one.count or held[one.community_id]]
        moved = [one.community_id for one in filled if held[one.community_id] != one.count]
        first = self.touched or [chosen]
        order = moved if self.touched else [one.community_id for one in filled]
        self.coming = sorted({*order, *self.touched} & known, key=lambda key: (key not in first, places[key]))
        self.touched = []
        self.show_whether(filled=bool(filled))
        self._next()

    def _next(self) -> None:
        if self.coming:
            key = self.coming.pop(0)
            self.shell.runner.run(
                self.office.voters.lines, key, then=lambda lines: self._take(key, lines), key="roster.voters"
            )
        elif self.stale:
            self._put_together()
        self.shell.registry.refresh()

    def _take(self, key: str, lines: list[VoterLine]) -> None:
        """Take one list: rows that changed are put in place, others stay; new ones wait for the rest."""
        old, self.by_place[key] = self.by_place.get(key, []), lines
        self.groups[key] = list(dict.fromkeys(map(group_name, lines)))
        if [one.id for one in old] == [one.id for one in lines]:
            changed = [new for was, new in zip(old, lines, strict=True) if was != new]
            if changed and not self.stale:
                self.model.replace_rows(changed)
                self.show_in_hand()
        else:
            self.stale = True
            if len(self.model.rows) <= FIRST or self.wanted in {one.id for one in lines}:
                self._put_together()
        self._next()

    def _put_together(self) -> None:
        """Show the lists that are there, in the order of the communities."""
        self.stale = False
        rows = [row for one in self.lists for row in self.by_place.get(one.community_id, ())]
        groups = [name for one in self.lists for name in self.groups.get(one.community_id, ())]
        known = (*(one.community for one in self.lists), *groups)
        self.model.grouping.known = {name: n for n, name in enumerate(known)}
        self.model.set_rows(rows)
        if self.wanted and self.grid.show_row(self.wanted):
            self.wanted = ""
        elif self.model.shown and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))

    # ------------------------------------------------------------ showing

    def _choose(self) -> None:
        key = self.chosen_place()
        self.model.filter("place", (lambda one: one.community_id == key) if key else None)
        self.shell.registry.refresh()

    def search(self, text: str) -> None:
        """Keep the voters in whom the text is found."""
        self.model.search(text)
        if self.model.shown:
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def can_look(self) -> bool:
        """Tell whether there is a list whose columns and groups can be chosen."""
        return bool(self.lists) and self.stack.currentIndex() == 0

    def open_more(self) -> None:
        """Open the menu of further commands."""
        self.more.open()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus()
        self.field.selectAll()

    def clear_filters(self) -> None:
        """Show every voter."""
        self.field.clear()
        self.place.setCurrentIndex(0)
        self.model.clear_filters()

    def _say_found(self) -> None:
        if not self.lists or (self.coming and not self.model.query and not self.model.filters):
            return  # the first rows stand there, the others are being read: nothing is left out
        shown, of = len(self.model.shown), sum(one.count for one in self.lists)
        self.head.set_note(f"{shown} / {of} 人" if shown != of else f"{of} 人")
        self.field.show_count(f"{shown} 人" if self.model.query else "")
        self.strip.show_model(self.model, "人")
        self._say_selected(self.selected)
        if not shown:
            self.show_in_hand()
        elif not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def _say_selected(self, words: str) -> None:
        self.selected = words
        if self.lists:
            self.told.emit([one for one in (f"{len(self.model.shown)} 名选民", words) if one])

    def show_in_hand(self, number: str = "") -> None:
        """Show the voter in hand; ``number`` is the ID number in full once it was asked for."""
        super().show_in_hand()
        line = self.in_hand()
        if self.form is not None:
            return
        self.revealed = bool(number)
        group = self.model.group_at(self.grid.currentIndex().row())
        if group is not None:
            self.pane.show_head(group.name, f"{group.count} 人", "按 ← 收起，按 → 展开。")
            self.pane.show_sections()
            return
        if line is None:
            self._show_nobody()
            return
        self.pane.show_foot()
        section = Section("资料")
        facts = []
        for name, title in VOTER_WORDS.items():
            value = str(getattr(line, name) or "")
            if name in ("name", "number", "community") or not value:
                continue
            if name == "id_number" and not number:
                facts.append(Fact(title, value, "显示", lambda: self.reveal(line)))
            else:
                facts.append(Fact(title, number if name == "id_number" else value))
        section.facts(tuple(facts), 84)
        self.pane.show_head(line.name, f"第 {line.number} 号", line.community)
        self.pane.show_sections(section)

    def _show_nobody(self) -> None:
        """Say that the list in hand has nobody, with the way back to all."""
        self.pane.show_head("没有找到", "", "没有符合查找和筛选的选民，换几个字或只输首字母。")
        self.pane.show_sections()
        everybody = Button("清除", name="清除查找和筛选")
        everybody.clicked.connect(lambda _on=False: self.clear_filters())
        self.pane.show_foot(everybody)

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask a number that was shown in full once the page is left."""
        super().hideEvent(event)
        if self.revealed:
            self.show_in_hand()

    def reveal(self, line: VoterLine) -> None:
        """Show the ID number in full; the log keeps who looked at whose, and why: asked once a session."""
        if not self.shell.look_reason:
            form = LookForm()
            self.ask_form(form, line.name, form.TITLE, form.WORDS, lambda: self._asked_why(line, form))
            return
        self.shell.runner.run(
            self.office.voters.reveal, line.id, self.shell.look_reason,
            then=lambda done: self._show_number(line, done.value),
        )  # fmt: skip

    def _show_number(self, line: VoterLine, number: str) -> None:
        here = self.in_hand()
        if here is not None and here.id == line.id and self.isVisible():
            self.show_in_hand(number)
            self.grid.setFocus()  # the link pressed is gone

    def _asked_why(self, line: VoterLine, form: LookForm) -> None:
        if form.told(self.shell):
            self.drop_form()
            self.reveal(line)

    # ------------------------------------------------------------ acts

    def save_cells(self, edits: Sequence[Edit[VoterLine]]) -> None:
        """Store what was typed or pasted, as one step."""
        self.touched = list({edit.row.community_id for edit in edits})
        asked = [VoterEdit(edit.row.id, edit.column, edit.text) for edit in edits]
        self.shell.runner.run(self.office.voters.edit, asked, then=lambda _done: self._reread())

    def _reread(self) -> None:
        """Read what was just changed before all else."""
        for key in self.touched:
            self.shell.runner.run(self.office.voters.lines, key, then=partial(self._take, key))
