"""The counts on the rail, right from the opening of a book and after every change."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.services.office import Office

COUNTED = (Topic.BOOK, Topic.CAMPAIGNS, Topic.TASKS, Topic.BALLOTS, Topic.VETTING, Topic.ROSTER)


def keep_badges(office: Office, shell: Shell) -> None:
    """Show the counts of the book just opened; one keeper serves every book a window opens."""
    keeper = shell.findChild(BadgeKeeper) or BadgeKeeper(office, shell)
    keeper.office = office
    keeper.ask()


class BadgeKeeper(QObject):
    """Asks for the counts of the book in hand whenever one of them may have moved."""

    def __init__(self, office: Office, shell: Shell) -> None:
        super().__init__(shell)
        self.office, self.shell = office, shell
        shell.runner.changed.connect(self.count)

    def count(self, changes: Changes) -> None:
        """Count again where a change may have moved a count."""
        if changes.touches(*COUNTED):
            self.ask()

    def ask(self) -> None:
        """Ask for the counts; an older question still waiting is dropped."""
        self.shell.runner.run(self.office.home.badges, then=self.show, key="home.badges")

    def show(self, counts: Mapping[str, int]) -> None:
        """Put the counts on the rail."""
        for tab, count in counts.items():
            self.shell.badge(tab, count)
