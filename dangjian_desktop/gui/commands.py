"""Commands as data: toolbars, shortcuts, tooltips, the palette and the shortcut page derive from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.tokens import COLOURS


def always(_: Any) -> bool:
    """Enable a command at any time."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the clerk can ask for.

    ``run`` and ``enabled_when`` receive the owner: the tab of the command, or the window.
    ``place`` is the name of the tab, shown in the palette; ``keywords`` are more words to find it by.
    ``primary`` marks the one red button of a screen. ``needs`` says in a menu, and when its keys are
    pressed, what is lacking while the command cannot run: 先选中一个人.
    """

    id: str
    text: str
    place: str
    run: Callable[[Any], object]
    shortcut: str = ""
    also: tuple[str, ...] = ()  # further shortcuts that do the same
    icon: str = ""
    enabled_when: Callable[[Any], bool] = always
    keywords: str = ""
    button: str = ""
    tip: str = ""
    primary: bool = False
    needs: str = ""

    def short(self) -> str:
        """Return the words for a button: ``button``, or the text without its dots."""
        return self.button or self.text.rstrip("…")

    def hint(self) -> str:
        """Return the tooltip: what it does, and its shortcut."""
        said = self.tip or self.text.rstrip("…")
        return f"{said}（{key_words(self.shortcut)}）" if self.shortcut else said


@dataclass(frozen=True, slots=True)
class Offer:
    """A command as the palette lists it, with the tab it belongs to (empty: the window)."""

    command: Command
    tab: str = ""


class Registry(QObject):
    """Knows every command there is, and the actions of those whose owner exists."""

    asked = Signal(str)  # the id of a command about to run

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offers: dict[str, Offer] = {}
        self.actions: dict[str, QAction] = {}
        self.owners: dict[str, QWidget] = {}

    def announce(self, commands: Iterable[Command], tab: str = "") -> None:
        """Make ``commands`` known to the palette before their owner is built."""
        for command in commands:
            if command.id in self.offers:
                raise ValueError(f"command announced twice: {command.id}")
            self.offers[command.id] = Offer(command, tab)

    def bind(self, owner: QWidget, commands: Iterable[Command]) -> None:
        """Make the actions of ``commands`` on ``owner``; shortcuts work while it is shown."""
        for command in commands:
            action = QAction(icon(command.icon, COLOURS.surface if command.primary else COLOURS.ink2),
                             command.text, owner)  # fmt: skip
            action.setObjectName(command.id)
            if command.shortcut:
                action.setShortcuts([QKeySequence(keys) for keys in (command.shortcut, *command.also)])
            action.setToolTip(command.hint())
            action.triggered.connect(lambda _=False, name=command.id: self.run(name))
            owner.addAction(action)
            self.actions[command.id] = action
            self.owners[command.id] = owner

    def action(self, name: str) -> QAction:
        """Return the action of command ``name``, whose owner must have been built."""
        return self.actions[name]

    def command(self, name: str) -> Command:
        """Return the command called ``name``."""
        return self.offers[name].command

    def enabled(self, name: str) -> bool:
        """Tell whether command ``name`` can run now; unknown while its tab is not built: yes."""
        owner = self.owners.get(name)
        if owner is None or not isValid(owner):
            return True
        return self.command(name).enabled_when(owner)

    def refresh(self) -> None:
        """Ask every bound command anew whether it is enabled."""
        for name, action in self.actions.items():
            if isValid(action):
                action.setEnabled(self.enabled(name))

    def run(self, name: str) -> bool:
        """Run command ``name`` on its owner when it is enabled; tell whether it ran."""
        owner = self.owners.get(name)
        if owner is None or not isValid(owner) or not self.enabled(name):
            return False
        self.asked.emit(name)
        self.command(name).run(owner)
        self.refresh()
        return True

    def lacking(self, keys: QKeySequence) -> Command | None:
        """Return the command of the page shown that has these keys and cannot run now, where it tells why."""
        found = (
            self.command(name) for name, owner in self.owners.items()
            if isValid(owner) and owner.isVisible() and not self.enabled(name)
        )  # fmt: skip
        return next((one for one in found if one.needs and keys.toString() in keys_of(one)), None)

    def clashes(self) -> list[tuple[str, str]]:
        """Return the pairs of commands that share a shortcut on one page: the window's and one tab's."""
        offers = list(self.offers.values())
        return [
            (one.command.id, other.command.id)
            for number, one in enumerate(offers)
            for other in offers[number + 1 :]
            if (not one.tab or not other.tab or one.tab == other.tab)
            and keys_of(one.command) & keys_of(other.command)
        ]


# What the keys are called on the keyboard before the clerk; Qt writes Return and Del.
KEYCAPS = {
    "Return": "Enter", "Del": "Delete", "PgDown": "PgDn", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→",
}  # fmt: skip


def caps_of(shortcut: str) -> tuple[str, ...]:
    """Split a shortcut into its keys as the keyboard names them: Ctrl+Shift+Return → Ctrl, Shift, Enter."""
    held, plus, last = shortcut.rpartition("+")
    if not last and plus:  # Ctrl++ ends with the key + itself
        held, last = held.removesuffix("+"), "+"
    return tuple(KEYCAPS.get(key, key) for key in (*held.split("+"), last) if key)


def key_words(shortcut: str) -> str:
    """Return a shortcut as the clerk reads it: Ctrl+Del → Ctrl+Delete."""
    return "+".join(caps_of(shortcut))


def keys_of(command: Command) -> set[str]:
    """Return every shortcut of ``command`` in Qt's own spelling."""
    return {QKeySequence(keys).toString() for keys in (command.shortcut, *command.also) if keys}
