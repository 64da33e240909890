"""The base of every tab, and how a tab is announced to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dangjian_desktop.gui.commands import Command
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.widgets.panes import Asks
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.kernel.findings import warning
from dangjian_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab as data: the window builds it on first show by ``factory(spec, office, shell)``.

    ``commands`` are known to the palette before the tab is built, so the module that holds them
    and the spec must load nothing heavy. ``on_open`` is called for every book opened, whether or not
    the tab is shown: for what the palette finds.
    """

    id: str
    name: str
    icon: str
    factory: Callable[[TabSpec, Office, Shell], Tab]
    commands: tuple[Command, ...] = ()
    help_page: str = ""
    on_open: Callable[[Office, Shell], object] | None = None


class Tab(QWidget):
    """One tab: a list or board that fills the space, a title row, and mostly a pane at the right.

    How to write one, in ``gui/tabs/<feature>/``:

    - ``commands.py``: ``COMMANDS = (Command("roster.import", "导入花名册…", "花名册",
      run=lambda tab: tab.import_file(), shortcut="Ctrl+I", icon="import"), …)`` and
      ``SPEC = TabSpec("roster", "花名册", "people", make, COMMANDS)`` where ``make`` imports the tab
      module inside, so that nothing loads before the tab is shown.
    - ``tab.py``: ``class RosterTab(Tab)`` sets ``topics``, builds its widgets in ``__init__`` (in
      ``self.column``, a layout without margins) and asks for its data in ``refresh``.
    - never call a service directly: ``self.runner.run(self.office.rosters.people, then=self.show_people,
      key="roster.people")``. Saving, the strip, and refreshing other tabs follow from the ``Outcome``.
    - ``refresh(changes)`` is called on first show and whenever a shown topic changed; while the tab is
      hidden the changes are kept and it is called once on the next show.
    - say ``self.status("16 / 412 人", "已选 1 行")`` whenever the words in the status line change.
    """

    topics: ClassVar[frozenset[Topic]] = frozenset()

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__()
        self.spec, self.office, self.shell = spec, office, shell
        self.runner: Runner = shell.runner
        self.words: tuple[str, ...] = ()
        self.stale: Changes | None = Changes(frozenset(Topic))
        self.wired = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        shell.registry.bind(self, spec.commands)

    def refresh(self, changes: Changes) -> None:
        """Ask anew for what is shown; ``changes`` says which topics moved (all on first show)."""

    def go(self, target: Any) -> None:
        """Show ``target`` (a tab-specific id or filter); called when another place links here."""

    def search(self, text: str) -> None:
        """Search this tab for ``text``, as its own search field would."""

    def focus_search(self) -> None:
        """Put the cursor into the tab's search field (Ctrl+F)."""

    def more_commands(self) -> tuple[Command, ...]:
        """Return commands that depend on the data in hand (only offered while shown)."""
        return ()

    def can_leave(self) -> bool:
        """Tell whether another tab may be shown now."""
        return True

    def unfinished(self) -> str:
        """Return in words what was typed and is not stored yet; closing the window asks about it first."""
        asking = (one for one in self.findChildren(QWidget) if isinstance(one, Asks))
        return next((words for one in asking if (words := one.unfinished())), "")

    def status_text(self) -> tuple[str, ...]:
        """Return the words for the status line."""
        return self.words

    def status(self, *words: str) -> None:
        """Set the words for the status line."""
        self.words = words
        self.shell.status_changed.emit()

    def action(self, name: str) -> QAction:
        """Return the action of one of the tab's commands."""
        return self.shell.registry.action(name)

    @property
    def help_page(self) -> str:
        """The page of the manual that F1 opens here."""
        return self.spec.help_page or self.spec.id

    def touched(self, changes: Changes) -> None:
        """Take note of changes: refresh now when shown, otherwise on the next show."""
        concerned = Changes(changes.topics & self.topics, changes.only)
        if not concerned:
            return
        self.stale = concerned if self.stale is None else self.stale | concerned
        if self.isVisible():
            self.freshen()

    def freshen(self) -> None:
        """Refresh when something shown here has changed since the last time."""
        if not self.wired:
            self.wired = True
            self._wire()
        if self.stale is not None:
            changes, self.stale = self.stale, None
            self.refresh(changes)

    def _wire(self) -> None:
        from dangjian_desktop.gui.pinyin import table
        from dangjian_desktop.gui.widgets.grid import Grid

        grids = self.findChildren(Grid)
        if grids:
            self.runner.run(table)  # the readings load before the first search asks for them
        for grid in grids:
            grid.refused_paste.connect(lambda: self.shell.notice([warning("general.paste_refused")]))
            grid.part_of_paste.connect(
                lambda columns: self.shell.notice([warning("general.paste_in_part", columns=columns)])
            )
