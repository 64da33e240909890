"""A button that drops a menu of commands, each with its shortcut and, while it cannot run, what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from dangjian_desktop.gui.commands import Registry, key_words
from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.gui.widgets.words import Button

Groups = Sequence[Sequence[str]]
Folded = Mapping[str, Sequence[str]]
"""Commands in menus inside the menu, by the words that open each."""


class MoreButton(Button):
    """更多: a button of a title row whose menu lists commands by their ids, in groups."""

    def __init__(
        self, registry: Registry, groups: Groups, folded: Folded | None = None, *, shortcut: str = ""
    ) -> None:
        super().__init__("更多", "more", name="更多命令")
        self.registry, self.groups, self.folded = registry, groups, folded or {}
        self.setToolTip(f"更多命令（{shortcut}）" if shortcut else "更多命令")
        self.menu_in_hand: QMenu | None = None
        self.clicked.connect(lambda _on=False: self.open())

    def open(self) -> QMenu:
        """Show the menu under the button, the first command that can run in hand."""
        menu = self.menu_in_hand = command_menu(self, self.registry, self.groups, self.folded)
        below = self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), self.height() + 2))
        menu.popup(below)
        able = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
        if able:
            menu.setActiveAction(able[0])
        return menu


def command_menu(parent: QWidget, registry: Registry, groups: Groups, folded: Folded | None = None) -> QMenu:
    """Make a menu of the commands in ``groups``, then the ``folded`` ones; it goes when it is closed."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for number, names in enumerate(groups):
        if number:
            menu.addSeparator()
        _fill(menu, registry, names)
    if folded:
        menu.addSeparator()
    for words, names in (folded or {}).items():
        inner = menu.addMenu(words)
        inner.setIcon(icon(registry.command(names[0]).icon, COLOURS.ink2))
        _fill(inner, registry, names)
    return menu


def _fill(menu: QMenu, registry: Registry, names: Sequence[str]) -> None:
    """Add commands to a menu, each with its shortcut and, while it cannot run, what it lacks."""
    for name in names:
        command, able = registry.command(name), registry.enabled(name)
        lacking = "" if able or not command.needs else f"　{command.needs}"
        action = menu.addAction(f"{command.text}{lacking}\t{key_words(command.shortcut)}")
        action.setIcon(icon(command.icon, COLOURS.ink2))
        action.setObjectName(name)
        action.setEnabled(able)
        action.triggered.connect(lambda _on=False, asked=name: registry.run(asked))
