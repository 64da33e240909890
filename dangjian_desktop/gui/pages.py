"""Builds what the window needs only later: start, settings, help, crash page and palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.commands import Offer, caps_of
from dangjian_desktop.gui.tabs.base import Tab
from dangjian_desktop.gui.tokens import State

if TYPE_CHECKING:
    from dangjian_desktop.gui.books import Books
    from dangjian_desktop.gui.crash_page import CrashPage
    from dangjian_desktop.gui.palette import Entry, Palette
    from dangjian_desktop.gui.renewal import Renewal
    from dangjian_desktop.gui.shell import Desk, Shell
    from dangjian_desktop.gui.window import Window


class Around(Protocol):
    """What the pages need of the window."""

    shell: Shell
    books: Books
    tabs: dict[str, QWidget]
    current: str
    renewal: Renewal | None

    def show_tab(self, name: str, target: Any = None) -> None:
        """Show a tab or page."""
        ...

    def zoom_to(self, percent: int) -> None:
        """Show every widget at ``percent``."""
        ...


def build_page(name: str, window: Around) -> QWidget:
    """Build the page called ``name``: start, settings or help."""
    if name == "start":
        return _start(window)
    if name == "settings":
        from dangjian_desktop.gui.settings_page import SettingsPage

        return SettingsPage(window.shell, window.books, window.zoom_to, window.renewal)
    from dangjian_desktop.gui.help_page import HelpPage

    return HelpPage(window.shell.registry)


def _start(window: Around) -> QWidget:
    from dangjian_desktop.gui.start_page import StartPage

    page = StartPage()
    page.sample_asked.connect(window.books.open_sample)
    page.new_asked.connect(window.books.ask_new)
    page.open_asked.connect(window.books.ask_open)
    page.file_asked.connect(window.books.open)
    return page


def build_crash(desk: Desk, export: Callable[[Path], object]) -> CrashPage:
    """Build the crash page."""
    from dangjian_desktop.gui.crash_page import CrashPage

    return CrashPage(desk, export)


def build_palette(parent: QWidget, window: Around) -> Palette:
    """Build the palette over ``parent``."""
    from dangjian_desktop.gui.palette import Palette

    return Palette(parent, lambda: entries(window), window.shell.providers, partial(search_entry, window))


def open_picker(window: Window) -> None:
    """Open the picker of rare characters for the field that has the cursor."""
    from dangjian_desktop.gui.picker import CharacterPicker, text_target

    def ask(typed: str, then: Callable[[Any], object]) -> None:
        if window.books.office is not None:
            window.shell.runner.run(window.books.office.characters.find, typed, then=then, key="characters")

    target = text_target()
    if target is None:
        window.shell.say("先把光标放到要填字的地方，再找生僻字。", state=State.SOON)
        return
    if window.picker is None:
        window.picker = CharacterPicker(window, ask)
    if window.books.office is not None:
        window.shell.runner.run(window.books.office.characters.make_ready, key="characters")
    window.cover(window.picker, keep_focus=True)
    window.picker.open(target)


def entries(window: Around) -> list[Entry]:
    """Return every command that can run now, the tab in hand first, then the manual's headings."""
    from dangjian_desktop.gui.help_page import headings
    from dangjian_desktop.gui.palette import Entry

    offers = [offer for offer in window.shell.registry.offers.values() if offered(window, offer)]
    offers.sort(key=lambda offer: (offer.tab != window.current, not offer.tab))
    found = [
        Entry("命令", offer.command.text, runner_of(window, offer), "", offer.command.place,
              caps_of(offer.command.shortcut), offer.command.icon, offer.command.keywords)
        for offer in offers
    ]  # fmt: skip
    here = window.tabs.get(window.current)
    if isinstance(here, Tab):
        found += [
            Entry(
                "命令",
                command.text,
                partial(command.run, here),
                "",
                command.place,
                (),
                command.icon,
                command.keywords,
            )
            for command in here.more_commands()
        ]
    found += [
        Entry(
            "帮助",
            heading.text,
            partial(open_help, window, heading.page, heading.text),
            "",
            heading.chapter,
            (),
            "help",
        )
        for heading in headings()
    ]
    return found


def search_entry(window: Around, wanted: str) -> Entry | None:
    """Return, for what nothing else finds, the offer to search the tab in hand for it."""
    from dangjian_desktop.gui.palette import Entry

    here = window.tabs.get(window.current)
    if not isinstance(here, Tab):
        return None
    return Entry(
        "命令", f"在本页搜索“{wanted}”", partial(here.search, wanted), "", here.spec.name, (), "search"
    )


def offered(window: Around, offer: Offer) -> bool:
    """Tell whether the palette lists a command: not itself, and tabs' only with an open book."""
    if offer.command.id == "window.palette":
        return False
    if offer.tab:
        return window.books.office is not None and window.shell.registry.enabled(offer.command.id)
    return window.shell.registry.enabled(offer.command.id)


def runner_of(window: Around, offer: Offer) -> Callable[[], object]:
    """Return what runs a command: its tab is shown first, then it runs."""

    def run() -> None:
        if offer.tab:
            window.show_tab(offer.tab)
        QTimer.singleShot(0, window.shell, lambda: window.shell.registry.run(offer.command.id))

    return run


def open_help(window: Around, page: str, heading: str) -> None:
    """Open the manual at a heading."""
    from dangjian_desktop.gui.help_page import HelpPage

    window.show_tab("help", page)
    shown = window.tabs["help"]
    if isinstance(shown, HelpPage):
        shown.open(page, heading)
