"""What a tab may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.commands import Registry
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener


@dataclass(frozen=True, slots=True)
class Link:
    """A word to press in a strip or a message, and what it does."""

    text: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Hit:
    """A person, a unit or a help page the palette found; ``note`` stands small behind the name."""

    text: str
    run: Callable[[], object]
    note: str = ""
    place: str = ""
    icon: str = ""


HitProvider = Callable[[str, Callable[[Sequence[Hit]], None]], object]
"""Called with what is typed and a function that takes the hits, at once or later."""


class Desk(Protocol):
    """The file dialogs, the printer and the opener: the only things outside that tests replace."""

    def open_file(self, parent: QWidget, title: str, kinds: str, folder: str) -> str:
        """Ask for a file to read; empty when the clerk closed the dialog."""
        ...

    def save_file(self, parent: QWidget, title: str, kinds: str, path: str) -> str:
        """Ask for a file to write; empty when the clerk closed the dialog."""
        ...

    def choose_folder(self, parent: QWidget, title: str, folder: str) -> str:
        """Ask for a folder; empty when the clerk closed the dialog."""
        ...

    def show_file(self, path: str) -> bool:
        """Open a file or folder with the system's program for it."""
        ...


class Shell(QObject):
    """The window as tabs see it: the runner, settings, messages, other tabs, the campaign in hand."""

    said = Signal(str, object, object)  # text, State, tuple[Link, ...]
    stays = Signal()  # what was just said stays until it is put away
    noticed = Signal(object)  # tuple[Finding, ...]
    tab_asked = Signal(str, object)  # tab id, target
    campaign_changed = Signal(str)
    status_changed = Signal()
    page_turned = Signal()  # another page is shown within a tab
    badge_changed = Signal(str, int)  # tab id, count
    full_screen_asked = Signal(object)  # a QWidget to fill the window, or None to give it back
    help_asked = Signal(str)
    date_changed = Signal()

    def __init__(
        self, runner: Runner, settings: Settings, clock: Clock, desk: Desk, opener: Opener | None = None
    ) -> None:
        super().__init__()
        self.runner, self.settings, self.clock, self.desk, self.opener = runner, settings, clock, desk, opener
        self.registry = Registry(self)
        self.campaign = ""
        self.look_reason = ""  # why personal numbers are looked at in full, asked once a session
        self.providers: dict[str, HitProvider] = {}

    def today(self) -> date:
        """Return today, as the clock says it."""
        return self.clock.today()

    def say(self, text: str, *links: Link, state: State = State.DONE) -> None:
        """Show one sentence, with links, in the strip at the bottom of the surface."""
        self.said.emit(text, state, links)

    def report(self, here: QWidget, text: str, *links: Link) -> None:
        """Say what long work came to; it stays where the clerk has left the page ``here`` meanwhile."""
        self.say(text, *links)
        if not here.isVisible():
            self.stays.emit()

    def did(self, text: str, *links: Link) -> None:
        """Say what was done, with links and the way back."""
        self.say(text, *links, Link("撤销（Ctrl+Z）", lambda: self.registry.run("window.undo")))

    def notice(self, findings: Sequence[Finding]) -> None:
        """Show findings in the strip at the bottom of the surface."""
        self.noticed.emit(tuple(findings))

    def show_tab(self, tab: str, target: Any = None) -> None:
        """Go to another tab; ``target`` is handed to its :meth:`Tab.go`."""
        self.tab_asked.emit(tab, target)

    def choose_campaign(self, campaign: str) -> None:
        """Take ``campaign`` in hand for every tab."""
        if campaign != self.campaign:
            self.campaign = campaign
            self.campaign_changed.emit(campaign)

    def provide(self, group: str, provider: HitProvider) -> None:
        """Let the palette find more in ``group`` (人员, 单位 or 公文)."""
        self.providers[group] = provider

    def badge(self, tab: str, count: int) -> None:
        """Show ``count`` beside a tab's icon; 0 shows nothing."""
        self.badge_changed.emit(tab, count)

    def fill(self, widget: QWidget | None) -> None:
        """Let ``widget`` fill the whole window (ballot entry); None gives the window back."""
        self.full_screen_asked.emit(widget)
