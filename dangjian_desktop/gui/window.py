"""The one window: rail, bars and surface around the tabs; it places them and steps aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from dangjian_desktop.gui.bars import StatusLine, TopBar, long_date
from dangjian_desktop.gui.book import Standing
from dangjian_desktop.gui.books import Books
from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.desk import SystemDesk
from dangjian_desktop.gui.rail import Rail
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import LAST_TAB, ZOOM, Settings
from dangjian_desktop.gui.shell import Desk, Link, Shell
from dangjian_desktop.gui.surface import Surface
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.theme import next_zoom, set_zoom, zoom_percent
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.window_commands import PLACE, WINDOW_COMMANDS, with_book
from dangjian_desktop.kernel.changes import Changes
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding

if TYPE_CHECKING:
    from dangjian_desktop.gui.crash_page import CrashPage
    from dangjian_desktop.gui.palette import Palette
    from dangjian_desktop.services.office import Office, Opener

FOOT_PAGES = (("settings", "设置", "sliders"), ("help", "帮助", "help"))
LEAST = (1024, 600)
USUAL = (1366, 720)
DATE_EVERY_MS = 60_000


def nothing(_: object) -> None:
    """Do nothing: stands for what the composition root did not hand in."""


class Window(QWidget):
    """Start it with :meth:`begin`. ``record`` and ``export`` come from ``app.crash``."""

    def __init__(
        self, opener: Opener, tabs: Sequence[TabSpec], clock: Clock, settings: Settings | None = None,
        desk: Desk | None = None, record: Callable[[BaseException], object] = nothing,
        export: Callable[[Path], object] = nothing,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("党建台")
        self.setMinimumSize(*LEAST)
        self.record, self.export = record, export
        self.runner = Runner(clock, self)
        self.shell = Shell(self.runner, settings or Settings(), clock, desk or SystemDesk(), opener)
        self.specs = {spec.id: spec for spec in tabs}
        self.tabs: dict[str, QWidget] = {}
        self.current = ""
        self.filled: QWidget | None = None
        self.crash: CrashPage | None = None
        self.palette_in_hand: Palette | None = None
        self.books = Books(opener, self.shell, self)
        self._lay_out()
        self._announce()
        self._connect()
        self._restore()

    def _lay_out(self) -> None:
        self.rail, self.top, self.surface, self.foot = Rail(), TopBar(), Surface(), StatusLine()
        across = row(self, gap=0)
        across.addWidget(self.rail)
        right = column()
        across.addLayout(right, 1)
        right.addWidget(self.top)
        inset = QWidget()
        inside = row(inset, (0, 0, 8, 0), gap=0)
        inside.addWidget(self.surface)
        right.addWidget(inset, 1)
        right.addWidget(self.foot)

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
        runner.noticed.connect(self.surface.messages.show_findings)
        runner.changed.connect(self.spread)
        runner.saved.connect(self._saved)
        runner.began.connect(self.surface.progress.begin)
        runner.stepped.connect(self.surface.progress.advance)
        runner.ended.connect(self.surface.progress.end)
        runner.cancelled.connect(self._cancelled)
        runner.crashed.connect(self.show_crash)
        self.surface.progress.cancel_asked.connect(runner.cancel)
        shell.said.connect(self._say)
        shell.noticed.connect(self.surface.messages.show_findings)
        shell.tab_asked.connect(self.show_tab)
        shell.campaign_changed.connect(lambda _: self.spread(Changes.of(*_topics())))
        shell.status_changed.connect(self.show_status)
        shell.badge_changed.connect(self.rail.set_badge)
        shell.full_screen_asked.connect(self.fill)
        shell.help_asked.connect(self.show_help)
        self.rail.chosen.connect(self.show_tab)
        self.top.palette_box.clicked.connect(self.open_palette)
        self.top.switcher.picked.connect(self.books.take_campaign)
        self.foot.backup_asked.connect(lambda: self.show_tab("settings"))
        self.foot.zoom_asked.connect(lambda: self.zoom_by(0))
        self.books.opened.connect(self._opened)
        self.books.closed.connect(self._closed)
        self.books.refused.connect(self._refused)
        self.books.stood.connect(self._stood)

    def _restore(self) -> None:
        geometry: QByteArray = self.shell.settings.geometry()
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        else:
            self.resize(*USUAL)
        self.foot.show_zoom(zoom_percent())
        self.foot.backup.hide()
        self.show_date()
        self.dates = QTimer(self, interval=DATE_EVERY_MS)
        self.dates.timeout.connect(self.show_date)
        self.dates.start()
        self._show_work(False)

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

    def close_book(self) -> None:
        """Close the book and go back to the start page."""
        self.books.leave()
        self.show_start()

    def _opened(self, office: Office) -> None:
        self.setWindowTitle(f"{office.path.stem} · 党建台")
        self._show_work(True)
        self.shell.registry.refresh()
        last = self.shell.settings.get(LAST_TAB)
        self.show_tab(last if last in self.specs else next(iter(self.specs), "settings"))

    def _closed(self) -> None:
        for name in [name for name in self.tabs if name in self.specs]:
            tab = self.tabs.pop(name)
            self.surface.stack.removeWidget(tab)
            tab.deleteLater()
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
        for name in self.specs:
            self.rail.buttons[name].setVisible(on)
        self.top.switcher.setVisible(on)
        self.top.phase.setText("")
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
        page = self._page(name)
        self._put(name)
        if isinstance(page, Tab):
            self.shell.settings.set(LAST_TAB, name)
            page.freshen()
            if target is not None:
                page.go(target)
        elif name == "settings":
            page.refresh()  # type: ignore[attr-defined]
        elif name == "help":
            page.open(target or "start")  # type: ignore[attr-defined]
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
        if any(button.hasFocus() for button in self.rail.buttons.values()):
            return
        views = [view for view in page.findChildren(QAbstractItemView) if view.isVisibleTo(page)]
        kept: QWidget | None = page.focusWidget()
        (kept or next(iter(views), page)).setFocus()

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

    def fill(self, widget: QWidget | None) -> None:
        """Let ``widget`` cover the window; None uncovers it."""
        if self.filled is not None:
            self.filled.hide()
        self.filled = widget
        if widget is not None:
            widget.setParent(self)
            widget.setGeometry(self.rect())
            widget.show()
            widget.raise_()
            widget.setFocus()

    # messages

    def show_status(self) -> None:
        """Show the words of the page in hand."""
        page = self.tabs.get(self.current)
        words = getattr(page, "status_text", None)
        self.foot.show_words(words() if words is not None else ())

    def show_date(self) -> None:
        """Show today; on a new day every tab counts its days anew."""
        today: date = self.shell.today()
        if long_date(today) != self.top.date.text():
            first = not self.top.date.text()
            self.top.date.setText(long_date(today))
            if not first:
                self.spread(Changes.of(*_topics()))

    def _saved(self, moment: datetime) -> None:
        self.foot.show_saved(moment)
        self.surface.messages.clear_errors()

    def _say(self, text: str, state: State, links: Sequence[Link]) -> None:
        self.surface.messages.say(text, state, links)

    def _cancelled(self, what: str) -> None:
        if what:
            self.surface.messages.say("已取消，没有写入任何数据。", State.IDLE)

    def show_crash(self, error: BaseException) -> None:
        """Log an unexpected error and show the page for it."""
        self.record(error)
        from dangjian_desktop.gui.pages import build_crash

        if self.crash is None:
            self.crash = build_crash(self)
        self.crash.setGeometry(self.rect())
        self.crash.show()
        self.crash.raise_()
        self.crash.go_on.setFocus()

    # the look

    @property
    def palette_box(self) -> Palette:
        """The palette, built on first use."""
        if self.palette_in_hand is None:
            from dangjian_desktop.gui.pages import build_palette

            self.palette_in_hand = build_palette(self)
        return self.palette_in_hand

    def open_palette(self) -> None:
        """Open the palette, ready to type."""
        self.palette_box.open()

    def zoom_by(self, step: int) -> None:
        """Zoom one step in (1) or out (−1), or back to 100 % (0)."""
        percent = next_zoom(zoom_percent(), step > 0) if step else 100
        self.zoom_to(percent)

    def zoom_to(self, percent: int) -> None:
        """Show every widget at ``percent``."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            held = set_zoom(app, percent)
            self.shell.settings.set(ZOOM, held)
            self.foot.show_zoom(held)
            self.surface.place_corners()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what covers the window as large as it."""
        super().resizeEvent(event)
        for cover in (self.filled, self.crash):
            if cover is not None:
                cover.setGeometry(self.rect())
        if self.palette_in_hand is not None and self.palette_in_hand.isVisible():
            self.palette_in_hand.setGeometry(self.rect())
            self.palette_in_hand.arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the book, remember the window and end the database thread."""
        self.dates.stop()
        self.shell.settings.keep_geometry(self.saveGeometry())
        if self.books.office is not None:
            office, self.books.office = self.books.office, None
            self.runner.run(office.upkeep.close)
        self.runner.close()
        self.shell.settings.sync()
        super().closeEvent(event)


def _shower(tab: str) -> Callable[[Window], object]:
    return lambda window: window.show_tab(tab)


def _topics() -> tuple[Any, ...]:
    from dangjian_desktop.kernel.changes import Topic

    return tuple(Topic)
