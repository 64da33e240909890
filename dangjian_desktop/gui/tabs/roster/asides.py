"""The pages that stand aside of the lists of 花名册: each made when first shown, left by Esc."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.services.office import Office

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab

Leave = Callable[[], object]
REST_MS = 400  # the list has been painted by then, and a clerk has hardly begun to read


class AsidePage(Protocol):
    """What a page aside can do: ask for what it shows, and name the widget that takes the keyboard."""

    grid: Any

    def ask(self) -> None:
        """Ask for what the page shows; called when it is shown and when the roster has changed."""


def _bin(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.bin import BinPage

    return BinPage(office, shell, leave)


def _structure(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.structure import StructurePage

    return StructurePage(office, shell, leave)


def _tree(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.tree import OrgTreePage

    return OrgTreePage(office, shell, leave)


def _exports(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.exports_page import ExportsPage

    return ExportsPage(office, shell, leave)


def _groups(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.groups import GroupsPage

    return GroupsPage(office, shell, leave)


def _ledger(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.ledger import LedgerPage

    return LedgerPage(office, shell, leave)


def _duplicates(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.duplicates import DuplicatesPage

    return DuplicatesPage(office, shell, leave)


def _voters(office: Office, shell: Shell, leave: Leave) -> QWidget:
    from dangjian_desktop.gui.tabs.roster.voters import VotersPage

    return VotersPage(office, shell, leave)


@dataclass(frozen=True, slots=True)
class Aside:
    """One page as data: its name, its title, what makes it, the command that shows it."""

    name: str
    title: str
    make: Callable[[Office, Shell, Leave], QWidget]
    command: str


ASIDES: tuple[Aside, ...] = (
    Aside("structure", "班子结构", _structure, "roster.structure"),
    Aside("tree", "组织树", _tree, "roster.tree"),
    Aside("ledger", "干部台账", _ledger, "roster.ledger"),
    Aside("groups", "居民小组", _groups, "roster.groups"),
    Aside("duplicates", "查重", _duplicates, "roster.duplicates"),
    Aside("voters", "选民名单", _voters, "roster.voters"),
    Aside("bin", "回收站", _bin, "roster.bin"),
    Aside("exports", "导出登记", _exports, "roster.exports"),
)

# What 更多 beside the buttons lists, in groups.
MORE: tuple[tuple[str, ...], ...] = (
    ("roster.structure", "roster.ledger", "roster.tree", "roster.groups", "roster.voters"),
    ("roster.facts", "roster.post", "roster.end_post", "roster.staff", "roster.area"),
    ("roster.paste", "roster.duplicates", "roster.remove", "roster.bin", "roster.exports"),
)
FOLDED: dict[str, tuple[str, ...]] = {
    "照片": (
        "roster.photo", "roster.photo_paste", "roster.photo_look", "roster.photo_remove", "roster.photo_out",
    ),
    "排列人员": ("roster.by_pinyin", "roster.by_strokes", "roster.by_short_first", "roster.by_posts"),
    "打印名册和标签": ("roster.cadre_list", "roster.voter_roll", "roster.labels"),
    "列和视图": ("roster.look", "roster.views", "roster.pane", "roster.clear"),
}  # fmt: skip


class Asides(QObject):
    """Shows the pages of :data:`ASIDES` in the place of the lists of one roster tab."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.made: dict[str, Any] = {}
        self.making_ready = QTimer(self, interval=REST_MS, singleShot=True)  # the longest page opens at once
        self.making_ready.timeout.connect(lambda: self.page("voters"))

    def page(self, name: str) -> Any:
        """Return the page called ``name``, made now when it was never shown."""
        if name not in self.made:
            one = next(one for one in ASIDES if one.name == name)
            page: Any = one.make(self.tab.office, self.tab.shell, self.leave)
            self.made[name] = page
            page.setAccessibleName(one.title)
            self.tab.stack.addWidget(page)
            page.head.noted_anew.connect(lambda _words: self.say())
            if hasattr(page, "told"):  # a page with further words of its own for the status line
                page.told.connect(lambda words: self.say(*words))
        return self.made[name]

    def shown(self) -> str:
        """Return the name of the page that is shown, empty when a list is."""
        here = self.tab.stack.currentWidget()
        return next((name for name, page in self.made.items() if page is here), "")

    def here(self) -> Any:
        """Return the page that is shown, None when a list is."""
        name = self.shown()
        return self.made[name] if name else None

    def can(self, name: str, able: Callable[[Any], bool]) -> bool:
        """Tell whether the page called ``name`` is made and ``able`` says yes to it."""
        return name in self.made and able(self.made[name])

    def ask(self) -> None:
        """Let the page that is shown ask anew."""
        if name := self.shown():
            self.made[name].ask()

    def show(self, name: str) -> None:
        """Show the page called ``name``."""
        tab, page = self.tab, self.page(name)
        tab.shell.page_turned.emit()
        tab.pane.hide()
        tab.stack.setCurrentWidget(page)
        tab.head.hide()
        tab.strip.hide()
        self.say()
        page.ask()
        page.grid.setFocus()
        tab.shell.registry.refresh()

    def say(self, *words: str) -> None:
        """Say in the status line which page is shown, with its count (or ``words`` of its own)."""
        if page := self.here():
            told = words or tuple(filter(None, (page.head.note.text(),)))
            self.tab.status(page.accessibleName(), *told)

    def step_back(self) -> None:
        """Drop the search of the page first, then leave it."""
        field = getattr(self.here(), "field", None)
        if field is not None and field.text():
            field.clear()
            field.tell()
        else:
            self.leave()

    def leave(self) -> None:
        """Go back to the list that was shown."""
        tab = self.tab
        tab.shell.page_turned.emit()
        tab.head.show()
        tab.stack.setCurrentWidget(tab.grid())
        tab.show_view(tab.views.current())
        tab.grid().setFocus()
