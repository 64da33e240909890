"""Builds what the window needs only later: start, settings, help, crash page and palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.commands import Offer

if TYPE_CHECKING:
    from dangjian_desktop.gui.crash_page import CrashPage
    from dangjian_desktop.gui.palette import Entry, Palette
    from dangjian_desktop.gui.window import Window


def build_page(name: str, window: Window) -> QWidget:
    """Build the page called ``name``: start, settings or help."""
    if name == "start":
        return _start(window)
    if name == "settings":
        from dangjian_desktop.gui.settings_page import SettingsPage

        return SettingsPage(window.shell, window.books, window.zoom_to)
    from dangjian_desktop.gui.help_page import HelpPage

    return HelpPage(window.shell.registry)


def _start(window: Window) -> QWidget:
    from dangjian_desktop.gui.start_page import StartPage

    page = StartPage()
    page.sample_asked.connect(window.books.open_sample)
    page.new_asked.connect(window.books.ask_new)
    page.open_asked.connect(window.books.ask_open)
    page.file_asked.connect(window.books.open)
    return page


def build_crash(window: Window) -> CrashPage:
    """Build the crash page over ``window``."""
    from dangjian_desktop.gui.crash_page import CrashPage

    page = CrashPage(window.shell.desk, window.export)
    page.setParent(window)
    page.resumed.connect(page.hide)
    page.quit_asked.connect(window.close)
    return page


def build_palette(window: Window) -> Palette:
    """Build the palette over ``window``."""
    from dangjian_desktop.gui.palette import Palette

    return Palette(window, lambda: entries(window), window.shell.providers)


def entries(window: Window) -> list[Entry]:
    """Return every command that can run now, the tab in hand first, then the manual's headings."""
    from dangjian_desktop.gui.help_page import headings
    from dangjian_desktop.gui.palette import Entry

    offers = [offer for offer in window.shell.registry.offers.values() if offered(window, offer)]
    offers.sort(key=lambda offer: (offer.tab != window.current, not offer.tab))
    found = [
        Entry("命令", offer.command.text, runner_of(window, offer), "", offer.command.place, keys_of(offer),
              offer.command.icon, offer.command.keywords)
        for offer in offers
    ]  # fmt: skip
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


def offered(window: Window, offer: Offer) -> bool:
    """Tell whether the palette lists a command: not itself, and tabs' only with an open book."""
    if offer.command.id == "window.palette":
        return False
    if offer.tab:
        return window.books.office is not None and window.shell.registry.enabled(offer.command.id)
    return window.shell.registry.enabled(offer.command.id)


def keys_of(offer: Offer) -> tuple[str, ...]:
    """Split a shortcut into its keys: Ctrl+Shift+I → Ctrl, Shift, I; Ctrl++ → Ctrl, +."""
    shortcut = offer.command.shortcut
    if shortcut.endswith("++"):
        return (*shortcut[:-2].split("+"), "+")
    return tuple(part for part in shortcut.split("+") if part)


def runner_of(window: Window, offer: Offer) -> Callable[[], object]:
    """Return what runs a command: its tab is shown first, then it runs."""

    def run() -> None:
        if offer.tab:
            window.show_tab(offer.tab)
        QTimer.singleShot(0, window, lambda: window.shell.registry.run(offer.command.id))

    return run


def open_help(window: Window, page: str, heading: str) -> None:
    """Open the manual at a heading."""
    from dangjian_desktop.gui.help_page import HelpPage

    window.show_tab("help", page)
    shown = window.tabs["help"]
    if isinstance(shown, HelpPage):
        shown.open(page, heading)
