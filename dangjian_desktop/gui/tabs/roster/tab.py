"""花名册: the grid is the page; search, type, look at a person, bring in and take out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.gui import memory
from dangjian_desktop.gui.runner import Job
from dangjian_desktop.gui.settings import NAME_ORDER
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tabs.covering import cover_of
from dangjian_desktop.gui.tabs.roster.acting import RosterActs
from dangjian_desktop.gui.tabs.roster.adding import Adding
from dangjian_desktop.gui.tabs.roster.asides import ASIDES, FOLDED, MORE, Asides
from dangjian_desktop.gui.tabs.roster.bringing import begin_import
from dangjian_desktop.gui.tabs.roster.exporting import Exporting
from dangjian_desktop.gui.tabs.roster.facts_form import Editing
from dangjian_desktop.gui.tabs.roster.found import FoundStrip
from dangjian_desktop.gui.tabs.roster.labelling import Labelling
from dangjian_desktop.gui.tabs.roster.model import (
    ORDERS,
    PERSON_VIEWS,
    Look,
    community_columns,
    counts_of,
    holders_in,
    looked,
    org_columns,
    person_columns,
    purpose_words,
    segments,
    staff_of,
)
from dangjian_desktop.gui.tabs.roster.pane import PaneActs, RosterPane
from dangjian_desktop.gui.tabs.roster.photos import PhotoActs
from dangjian_desktop.gui.tabs.roster.posting import Posting
from dangjian_desktop.gui.tabs.roster.staffing import StaffActs
from dangjian_desktop.gui.tabs.roster.viewing import Viewing
from dangjian_desktop.gui.widgets.drops import FileDrop
from dangjian_desktop.gui.widgets.fields import SearchField, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import Pages, row
from dangjian_desktop.gui.widgets.menus import MoreButton
from dangjian_desktop.gui.widgets.rows import RowsModel
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.roster_renewal import RosterNews, open_places
from dangjian_desktop.services.roster_views import CommunityLine, OrgLine, PersonLine, standing
from dangjian_desktop.services.rosters import RosterPicture

BUTTONS = ("roster.import", "roster.export", "roster.confirm")
UNITS = {"communities": "个", "orgs": "个"}
MOST_RENEWED = 2_000  # persons read anew by themselves; of more the whole roster is read


class RosterTab(Tab):
    """People, communities and Party organisations as grids, with a pane on the row in hand."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.ROSTER})

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.picture: RosterPicture | None = None
        self.reading = False  # whether a whole picture is on its way
        self.changed: set[str] = set()  # persons changed since they were read
        self.renewing: Job | None = None  # what reads persons anew
        self.counts: Counter[str] = Counter()
        self.wanted = ""  # the key of a person to go to once the list has come
        self.counted = ""
        self.facts_words = office.rosters.words()
        self.order = NameOrder(str(shell.settings.get(NAME_ORDER)))
        FileDrop(self).dropped.connect(partial(begin_import, self))
        self.acts, self.posting, self.adding = RosterActs(self), Posting(self), Adding(self)
        self.staffing, self.editing, self.photos = StaffActs(self), Editing(self), PhotoActs(self)
        self.asides, self.exporting, self.viewing = Asides(self), Exporting(self), Viewing(self)
        self.labelling = Labelling(self)
        self._build_head()
        self._build_lists()
        self.viewing.begin()

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.views = Segmented(segments({}), "名册")
        self.views.chosen.connect(self.show_view)
        self.field = SearchField("找姓名、单位、首字母", 210)
        self.field.searched.connect(self.search)
        self.field.entered.connect(lambda: self.grid().setFocus())
        self.head = TitleRow("花名册", self.views, self.field)
        self.head.add_buttons(self.shell.registry, *BUTTONS)
        registry = self.shell.registry
        self.more = MoreButton(registry, MORE, FOLDED, shortcut=registry.command("roster.more").shortcut)
        self.head.add_button(self.more)
        self.head.add_buttons(registry, "roster.new")
        self.column.addWidget(self.head)
        self.strip = FoundStrip(self.clear_filters)
        self.column.addWidget(self.strip)

    def _build_lists(self) -> None:
        settings, words = self.shell.settings, self.facts_words
        people: RowsModel[PersonLine] = RowsModel(
            person_columns(self.office.rosters.wrong_cell, words), attrgetter("person.id"),
            orders=tuple(ORDERS.values()),
        )  # fmt: skip
        places: RowsModel[CommunityLine] = RowsModel(
            community_columns(self.office.units.wrong_unit_cell), key=attrgetter("community.id")
        )
        orgs: RowsModel[OrgLine] = RowsModel(
            org_columns(self.office.units.wrong_unit_cell), key=attrgetter("org.id")
        )
        self.people = Grid(people, settings, "roster.people", cells=True, frozen=1)
        self.communities = Grid(places, settings, "roster.communities", cells=True, frozen=1)
        self.orgs = Grid(orgs, settings, "roster.orgs", cells=True, frozen=1)
        self.stack = Pages()
        for grid, name in ((self.people, "人员"), (self.communities, "村、社区"), (self.orgs, "党组织")):
            grid.setAccessibleName(name)
            grid.chosen.connect(lambda line, grid=grid: self._row_chosen(line, grid))
            grid.counted.connect(self._selection_counted)
            grid.rows_model.shown_changed.connect(lambda grid=grid: self._say_found(grid))
            self.stack.addWidget(grid)
        people.edited.connect(self.acts.save_cells)
        places.edited.connect(self.acts.save_units)
        orgs.edited.connect(self.acts.save_units)
        self.people.refused_paste.connect(
            lambda: self.shell.say("选中的格子不能填写：单位和职务请在导入或新建时写明。")
        )
        names = ("roster.import", "roster.paste", "roster.new", "window.sample")
        self.empty = EmptyPlace(
            "people", "花名册还是空的",
            "把通知附件的工作组名单、干部名册导入（Excel、Word、文本都可以，也可以直接拖进来），"
            "或者复制表格后粘贴。",
            *(ActionButton(self.shell.registry, name) for name in names),
        )  # fmt: skip
        self.stack.addWidget(self.empty)
        self.pane = RosterPane(
            PaneActs(
                self.editing.begin,
                self.acts.reveal,
                self.acts.confirm,
                self.show_unit,
                self.acts.ask_card,
                self.acts.go,
                self.photos,
            ),
            partial(purpose_words, words),
        )
        self.pane.closed.connect(lambda: self.grid().setFocus())
        self.pane.answered.connect(lambda: self._row_chosen(self.grid().row_in_hand()))
        self.head.yield_to(self.pane)
        self.pane_wanted = True
        self.pane.shut.clicked.connect(lambda: setattr(self, "pane_wanted", self.pane.isVisible()))
        across = row(gap=0)
        across.addWidget(self.stack, 1)
        across.addWidget(self.pane)
        self.column.addLayout(across, 1)

    # ------------------------------------------------------------ showing

    def refresh(self, changes: Changes) -> None:
        """Ask for the whole roster, or for the persons alone who have changed."""
        if 0 < len(changes.only) <= MOST_RENEWED and self.picture is not None and not self.reading:
            self.changed |= changes.only
            self._ask_changed()
        else:
            self.reading = True
            self.runner.run(
                looked, self.office.rosters.picture, self.order, then=self.show_picture, key="roster.picture"
            )

    def _ask_changed(self) -> None:
        """Ask what has become of the persons changed, unless some are being read: one after the other."""
        if self.changed and self.renewing not in self.runner.open_jobs:
            keys, self.changed = frozenset(self.changed), set()
            before = self.people.rows_model.rows_of(keys)
            self.renewing = self.runner.run(self.office.rosters.news, keys, before, then=self._renew)

    def _renew(self, news: RosterNews) -> None:
        """Put persons in the place of what they were; another name or post moves them."""
        if self.picture is None or self.reading:
            return
        model = self.people.rows_model
        before = model.rows_of(news.keys)
        self.counts.subtract(counts_of(before))
        self.counts.update(counts_of(news.persons))
        if news.units is None:
            model.replace_rows(news.persons)
        else:
            model.renew_rows(news.keys, news.persons)
            self.communities.rows_model.set_rows(news.units.communities)
            self.orgs.rows_model.set_rows(news.units.orgs)
        units = news.units or self.picture
        waiting = self.picture.to_confirm + open_places(news.persons) - open_places(before)
        self.picture = replace(
            self.picture, persons=tuple(model.rows), communities=units.communities, orgs=units.orgs,
            to_confirm=waiting,
        )  # fmt: skip
        self.viewing.show_counts(self.counts)
        self._ask_changed()
        if self.wanted:
            self._go_person(self.wanted)
        if self.aside():
            self.asides.ask()
        else:
            if news.units is None:  # else the list says so, in a turn of its own: nothing waits for both
                self._row_chosen(self.grid().row_in_hand())
            self._say_found()

    def show_picture(self, look: Look) -> None:
        """Show a roster that was read whole."""
        self.reading = False
        self.changed.clear()
        before = list(self.people.rows_model.rows)
        picture = self.picture = look.picture
        self.counts = look.counts
        self.viewing.show_counts(self.counts)
        places = [one.community.name for one in picture.communities]
        coded = self.facts_words.offered.get("education", ())
        known = {name: n for n, name in enumerate([*(one.name for one in picture.areas), *places, *coded])}
        for grid in (self.people, self.communities, self.orgs):
            grid.rows_model.grouping.known = known
        self.people.rows_model.set_rows(look.people, standing(look.order))
        if look.order is not self.order:  # another was asked for since
            self.acts.put_in_order()
        self.communities.rows_model.set_rows(picture.communities)
        self.orgs.rows_model.set_rows(picture.orgs)
        if self.views.current() in PERSON_VIEWS and not picture.persons and (places or picture.orgs):
            self.views.choose("communities" if places else "orgs")  # not an empty list beside a full one
        else:
            self.show_view(self.views.current())
        if self.wanted:
            self._go_person(self.wanted)
        if not self.asides.made:
            self.asides.making_ready.start()
        memory.let_go(before)

    def show_view(self, name: str) -> None:
        """Show one of the lists."""
        picture = self.picture
        if picture is None:
            return
        if not (picture.persons or picture.communities or picture.orgs):
            self.stack.setCurrentWidget(self.empty)
            self.views.setEnabled(False)
            self.pane.hide()
            self.status("花名册还是空的")
            self.shell.registry.refresh()
            return
        self.views.setEnabled(True)
        if self.aside():
            self.asides.ask()
            return
        if name in PERSON_VIEWS:
            self.people.rows_model.filter("view", holders_in(name))
        self.stack.setCurrentWidget(self.grid())
        self.grid().rows_model.search(self.field.text())
        if not self.grid().currentIndex().isValid() and self.grid().rows_model.shown:
            self.grid().setCurrentIndex(self.grid().rows_model.index(0, 0))
        self._row_chosen(self.grid().row_in_hand())
        self._say_found()

    def aside(self) -> bool:
        """Tell whether a page stands in the place of the lists."""
        return bool(self.asides.shown())

    def next_view(self) -> None:
        """Show the next of the lists."""
        names = list(self.views.buttons)
        self.views.choose(names[(names.index(self.views.current()) + 1) % len(names)])

    def grid(self) -> Grid:
        """Return the grid of the view in hand."""
        name = self.views.current()
        return {"communities": self.communities, "orgs": self.orgs}.get(name, self.people)

    def has_rows(self) -> bool:
        """Tell whether there is anything to export."""
        return self.picture is not None and bool(self.picture.persons or self.picture.communities)

    def _row_chosen(self, line: object, grid: Grid | None = None) -> None:
        here = self.grid()
        if grid not in (None, here) or self.aside():
            return
        if line is None and here.rows_model.shown and not here.currentIndex().isValid():
            here.setCurrentIndex(here.rows_model.index(0, 0))
            return
        self.shell.registry.refresh()
        if self.pane.busy_asking() or not self.pane_wanted or cover_of(self) is not None:
            return
        if isinstance(line, PersonLine):
            self.pane.show_person(line, self.shell.today())
        elif isinstance(line, CommunityLine):
            self.pane.show_community(line, staff_of(line, self.picture.persons if self.picture else ()))
        elif isinstance(line, OrgLine):
            self.pane.show_org(line)
        else:
            self.pane.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On Esc drop the search first, then the pane."""
        if event.key() == Qt.Key.Key_Escape and self.aside():
            self.asides.step_back()
        elif event.key() == Qt.Key.Key_Escape and self.field.text():
            self.clear_filters()
        elif event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self.pane_wanted = False
            self.pane.close_pane()
        else:
            super().keyPressEvent(event)

    def toggle_pane(self) -> None:
        """Show or hide the pane."""
        self.pane_wanted = not self.pane.isVisible()
        if self.pane_wanted:
            self._row_chosen(self.grid().row_in_hand())
        else:
            self.pane.close_pane()

    # ------------------------------------------------------------ searching

    def search(self, text: str) -> None:
        """Search the list in hand."""
        if text != self.field.text().strip():
            self.field.setText(text)
        self.grid().rows_model.search(text)
        model = self.grid().rows_model
        if text and model.shown:
            self.grid().setCurrentIndex(model.index(0, 0))
            self.grid().scrollToTop()

    def clear_filters(self) -> None:
        """Show every row of the list in hand."""
        self.field.clear()
        model = self.grid().rows_model
        model.clear_filters()
        self.show_view(self.views.current())

    def focus_search(self) -> None:
        """Put the cursor into the search field, of the page aside when one is shown."""
        if self.aside():
            page = self.asides.page(self.asides.shown())
            getattr(page, "focus_search", page.grid.setFocus)()
            return
        self.field.setFocus()
        self.field.selectAll()

    def _say_found(self, grid: Grid | None = None) -> None:
        if grid not in (None, self.grid()) or self.stack.currentWidget() is self.empty or self.aside():
            return
        model = self.grid().rows_model
        unit = UNITS.get(self.views.current(), "人")
        shown, of = len(model.shown), len(model.rows)
        self.strip.show_model(model, unit)
        self.field.show_count(f"{shown} {unit}" if model.query else "")
        waiting = self.picture.to_confirm if self.picture is not None else 0
        words = [f"{shown} / {of} {unit}" if shown != of else f"{of} {unit}", self.counted]
        if waiting:
            words.append(f"{waiting} 处待核对")
        self.status(*(word for word in words if word))

    def _selection_counted(self, words: str) -> None:
        self.counted = words
        self._say_found()

    def go(self, target: Any) -> None:
        """Go to the person (or community) with the id ``target``, or search for ``("find", words)``."""
        if isinstance(target, tuple) and target[0] == "find":
            self.search(str(target[1]))
        elif isinstance(target, str):
            self.wanted = target
            if self.picture is not None:
                self._go_person(target)

    def _go_person(self, key: str) -> None:
        """Go to a row in the list in hand as it is searched and filtered; where it is not in it, in all."""
        self.wanted = ""
        self.pane_wanted = True
        if not self.grid().show_row(key):
            places = {one.community.id for one in self.picture.communities} if self.picture else set()
            orgs = {one.org.id for one in self.picture.orgs} if self.picture else set()
            self.field.clear()
            self.views.choose("communities" if key in places else "orgs" if key in orgs else "all")
            self.grid().rows_model.clear_filters()
            self.grid().show_row(key)
        self.grid().setFocus()

    def show_unit(self, name: str) -> None:
        """Show the people of a community."""
        self.views.choose("all")
        self.search(name)

    def states_to_show(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return further views of this tab for the pictures of the manual."""
        return (
            ("search", lambda: self.search("lht")),
            ("communities", lambda: self._show_clear("communities")),
            ("orgs", lambda: self.views.choose("orgs")),
            *((one.name, partial(self.asides.show, one.name)) for one in ASIDES),
        )

    def _show_clear(self, view: str) -> None:
        self.clear_filters()
        self.views.choose(view)
