"""The one window: rail, bars and surface around the tabs; it places them and steps aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from dangjian_desktop.gui.book import Standing
from dangjian_desktop.gui.books import Books
from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.desk import SystemDesk
from dangjian_desktop.gui.frame import Frame
from dangjian_desktop.gui.plain_keys import PlainKeys
from dangjian_desktop.gui.rare_fonts import load_rare_fonts
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import LAST_TAB, Settings
from dangjian_desktop.gui.shell import Desk, Link, Shell
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.window_commands import PLACE, WINDOW_COMMANDS, with_book
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding

if TYPE_CHECKING:
    from dangjian_desktop.gui.crash_page import CrashPage
    from dangjian_desktop.gui.palette import Palette
    from dangjian_desktop.gui.picker import CharacterPicker
    from dangjian_desktop.gui.renewal import Renewal
    from dangjian_desktop.services.office import Office, Opener

EVERYTHING = Changes(frozenset(Topic))
FOOT_PAGES = (("settings", "设置", "sliders"), ("help", "帮助", "help"))


def nothing(_: object) -> None:
    """Do nothing: stands for what the composition root did not hand in."""


class Window(Frame):
    """Start it with :meth:`begin`. ``record`` and ``export`` come from ``app.crash``."""

    def __init__(
        self, opener: Opener, tabs: Sequence[TabSpec], clock: Clock, settings: Settings | None = None,
        desk: Desk | None = None, record: Callable[[BaseException], object] = nothing,
        export: Callable[[Path], object] = nothing, renewal: Renewal | None = None,
    ) -> None:  # fmt: skip
        self.runner = Runner(clock)
        super().__init__(Shell(self.runner, settings or Settings(), clock, desk or SystemDesk(), opener))
        self.record, self.export, self.renewal = record, export, renewal
        self.specs = {spec.id: spec for spec in tabs}
        self.tabs: dict[str, QWidget] = {}
        self.current = ""
        self.focused: WeakSet[QWidget] = WeakSet()
        self.crash: CrashPage | None = None
        self.palette_in_hand: Palette | None = None
        self.picker: CharacterPicker | None = None
        self.books = Books(opener, self.shell, self)
        self.own_place = partial(_own_place, self)
        self.plain_keys = PlainKeys(self)
        self.left_for_pane: QWidget | None = None  # where the keyboard was when F6 took it into the pane
        self._announce()
        self._connect()
        self._show_work(False)

    def _announce(self) -> None:
        registry = self.shell.registry
        own = list(WINDOW_COMMANDS)
        for number, spec in enumerate(self.specs.values(), 1):
            self.rail.add(spec.id, spec.name, spec.icon, f"Ctrl+{number}")
            own.append(Command(f"go.{spec.id}", f"去{spec.name}", PLACE, _shower(spec.id),
                               f"Ctrl+{number}", icon=spec.icon, enabled_when=with_book))  # fmt: skip
        for page, name, icon_name in FOOT_PAGES:
            self.rail.add(page, name, icon_name, {"settings": "Ctrl+,", "help": "F1"}[page], foot=True)
        for spec in self.specs.values():
            registry.announce(spec.commands, spec.id)
        registry.announce(own)
        registry.bind(self, own)

    def _connect(self) -> None:
        runner, shell = self.runner, self.shell
        runner.changed.connect(self.spread)
        runner.crashed.connect(self.record)
        runner.crashed.connect(self.show_crash)
        shell.tab_asked.connect(self.show_tab)
        shell.campaign_changed.connect(lambda _: self.spread(EVERYTHING))
        self.day_changed.connect(lambda: self.spread(EVERYTHING))
        self.back_asked.connect(lambda: _go_back(self))
        shell.status_changed.connect(self.show_status)
        shell.help_asked.connect(self.show_help)
        self.rail.chosen.connect(self.show_tab)
        self.top.palette_box.clicked.connect(self.open_palette)
        self.top.switcher.picked.connect(self.books.take_campaign)
        self.foot.backup_asked.connect(lambda: self.show_tab("settings"))
        self.books.opened.connect(self._opened)
        self.books.closed.connect(self._closed)
        self.books.refused.connect(self._refused)
        self.books.stood.connect(self._stood)

    # books

    def begin(self, path: Path | None = None) -> None:
        """Show the start page, or open ``path``."""
        self.show_start()
        if path is not None:
            self.books.open(path)

    def show_start(self) -> None:
        """Show the page that asks which book to open."""
        page: Any = self._page("start")
        page.reset()
        page.show_recent(self.shell.settings.recent())
        self._put("start")

    def show_new(self) -> None:
        """Show the start page where it asks for a new book."""
        self.show_start()
        page: Any = self._page("start")
        page.ask_new()

    def close_book(self) -> None:
        """Close the book and go back to the start page."""
        self.books.leave()
        self.show_start()

    def _opened(self, office: Office) -> None:
        self.setWindowTitle(f"{office.path.stem} · 党建台")
        self._show_work(True)
        self.foot.show_saved(None, "已保存")
        self.shell.registry.refresh()
        for spec in self.specs.values():
            if spec.on_open is not None:
                spec.on_open(office, self.shell)
        last = self.shell.settings.get(LAST_TAB)
        self.show_tab(last if last in self.specs else next(iter(self.specs), "settings"))
        QTimer.singleShot(0, load_rare_fonts)

    def _closed(self) -> None:
        for name in [name for name in self.tabs if name in self.specs]:
            tab = self.tabs.pop(name)
            self.surface.stack.removeWidget(tab)
            tab.deleteLater()
            self.rail.set_badge(name, 0)
        self.shell.providers.clear()
        self.shell.campaign = ""
        self.current = ""
        self.setWindowTitle("党建台")
        self._show_work(False)
        self.foot.show_saved(None)
        self.foot.show_words(())
        self.show_start()

    def _refused(self, path: Path | None, findings: Sequence[Finding]) -> None:
        page: Any = self._page("start")
        self._put("start")
        page.refuse(path, findings)

    def _stood(self, found: Standing) -> None:
        self.top.show_campaign(found.choices, found.campaign)
        self.foot.show_backup(found.last_backup)

    def _show_work(self, on: bool) -> None:
        self.rail.show_tabs(self.specs, on=on)
        self.top.switcher.setVisible(on)
        self.top.show_phase("")
        self.foot.backup.setVisible(on)

    # tabs

    def show_tab(self, name: str, target: Any = None) -> None:
        """Show tab or page ``name``, building it on first show, and hand it ``target``."""
        if name in self.specs and self.books.office is None:
            return
        here = self.tabs.get(self.current)
        if isinstance(here, Tab) and name != self.current and not here.can_leave():
            self.rail.show_current(self.current)
            return
        if name != self.current:
            self.surface.messages.pass_on()
        page = self._page(name)
        self._put(name)
        if isinstance(page, Tab):
            self.shell.settings.set(LAST_TAB, name)
        _freshen(page, name, target)
        self.shell.registry.refresh()

    def _page(self, name: str) -> QWidget:
        if name not in self.tabs:
            page = self._build(name)
            self.tabs[name] = page
            self.surface.stack.addWidget(page)
        return self.tabs[name]

    def _build(self, name: str) -> QWidget:
        if name in self.specs and self.books.office is not None:
            spec = self.specs[name]
            return spec.factory(spec, self.books.office, self.shell)
        from dangjian_desktop.gui.pages import build_page

        return build_page(name, self)

    def _put(self, name: str) -> None:
        self.current = name
        self.surface.stack.setCurrentWidget(self.tabs[name])
        self.rail.show_current(name)
        self.show_status()
        self._focus(self.tabs[name])

    def _focus(self, page: QWidget) -> None:
        """Put the keyboard where the work is, unless the clerk walks along the rail."""
        own = self.rail.buttons.get(self.current)
        if own is not None and own.hasFocus():
            return
        kept: QWidget | None = page.focusWidget() if page in self.focused else None
        (kept or _place_of(page)).setFocus()
        self.focused.add(page)

    def spread(self, changes: Changes) -> None:
        """Tell every built tab what changed; the shown one asks anew at once."""
        for tab in self.tabs.values():
            if isinstance(tab, Tab):
                tab.touched(changes)
        self.shell.registry.refresh()

    def search_here(self) -> None:
        """Put the cursor into the search field of the tab."""
        page = self.tabs.get(self.current)
        if isinstance(page, Tab):
            page.focus_search()

    def show_help(self, page: str = "") -> None:
        """Open the manual at ``page``, or at the page of the tab in hand."""
        here = self.tabs.get(self.current)
        wanted = page or (here.help_page if isinstance(here, Tab) else self.current)
        self.show_tab("help", wanted)

    # messages and covers

    def show_status(self) -> None:
        """Show the words of the page in hand."""
        page = self.tabs.get(self.current)
        words = getattr(page, "status_text", None)
        self.foot.show_words(words() if words is not None else ())

    @property
    def palette_box(self) -> Palette:
        """The palette, built on first use."""
        if self.palette_in_hand is None:
            from dangjian_desktop.gui.pages import build_palette

            self.palette_in_hand = build_palette(self, self)
        return self.palette_in_hand

    def open_palette(self) -> None:
        """Open the palette, ready to type."""
        self.cover(self.palette_box)
        self.palette_box.open()

    def show_crash(self, error: BaseException) -> None:
        """Show the page for an unexpected error; whoever caught it has logged it."""
        if self.crash is None:
            from dangjian_desktop.gui.pages import build_crash

            self.crash = build_crash(self.shell.desk, self.export)
            self.crash.resumed.connect(self.crash.hide)
            self.crash.quit_asked.connect(self.close)
        self.cover(self.crash)
        self.crash.go_on.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the book, remember the window and end the database thread; ask first about what is typed."""
        if _asks_first(self):
            event.ignore()
            return
        if self.runner.under_way():
            self.runner.cancel()
        self.dates.stop()
        self.shell.settings.keep_geometry(self.saveGeometry())
        if self.books.office is not None:
            office, self.books.office = self.books.office, None
            self.runner.run(office.upkeep.close, alone=True)
        self.runner.close()
        self.shell.settings.sync()
        super().closeEvent(event)


def _asks_first(window: Window) -> bool:
    """Say once what closing would lose; the second wish to close is the answer."""
    here, strip = window.tabs.get(window.current), window.surface.messages
    crashed = window.crash is not None and window.crash.isVisible()
    if crashed or (strip.isVisible() and strip.asking_to_close):
        return False
    if isinstance(here, Tab) and not here.can_leave():
        return True
    left = {name: tab.unfinished() for name, tab in window.tabs.items() if isinstance(tab, Tab)}
    name = next((name for name, words in left.items() if words), "")
    work = window.runner.under_way()
    if work:
        out = Link("取消并退出", window.close)
        words = f"{work}，还没有做完。再关一次窗口，就取消、直接退出。"
        window.shell.say(words, out, state=State.SOON)
        strip.asking_to_close = True
    elif name:
        window.show_tab(name)
        out = Link("不保存，退出", window.close)
        words = f"{left[name]}还没有保存。再关一次窗口，就不保存、直接退出。"
        window.shell.say(words, out, state=State.SOON)
        strip.asking_to_close = True
    return bool(name or work)


def _go_back(window: Window) -> None:
    """Leave settings, manual or start page for the tab shown last."""
    last = window.shell.settings.get(LAST_TAB)
    if window.current not in window.specs and last in window.specs:
        window.show_tab(last)


def _own_place(window: Window) -> QWidget | None:
    """Return the list of the page in hand, or the page when it has none."""
    page = window.tabs.get(window.current)
    return _place_of(page) if page is not None and page.isVisible() else None


def _freshen(page: QWidget, name: str, target: Any) -> None:
    """Let a page show the state of things and what it was called for."""
    if isinstance(page, Tab):
        page.freshen()
        if target is not None:
            page.go(target)
    elif name == "settings":
        page.refresh()  # type: ignore[attr-defined]
    elif name == "help":
        page.open(target or "start")  # type: ignore[attr-defined]


def _place_of(page: QWidget) -> QWidget:
    views = (view for view in page.findChildren(QAbstractItemView) if view.isVisibleTo(page))
    return next(views, page)


def _shower(tab: str) -> Callable[[Window], object]:
    return lambda window: window.show_tab(tab)
