"""The window: the application object, the tabs there are, and the last net under both."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.crash import export_diagnostics, install, record
from dangjian_desktop.app.logs import start_logging
from dangjian_desktop.app.words import UPDATE_TOLD
from dangjian_desktop.gui.renewal import Renewal
from dangjian_desktop.gui.settings import ZOOM, Settings
from dangjian_desktop.gui.tabs.base import TabSpec
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import Clock, SystemClock
from dangjian_desktop.kernel.paths import resources_folder, user_folder

if TYPE_CHECKING:
    from dangjian_desktop.services.updates import Updates


def tab_specs() -> tuple[TabSpec, ...]:
    """Return the tabs in the order of the work."""
    from dangjian_desktop.gui.tabs.ballots.commands import SPEC as BALLOTS
    from dangjian_desktop.gui.tabs.campaigns.commands import SPEC as CAMPAIGNS
    from dangjian_desktop.gui.tabs.home.commands import SPEC as HOME
    from dangjian_desktop.gui.tabs.papers.commands import SPEC as PAPERS
    from dangjian_desktop.gui.tabs.roster.commands import SPEC as ROSTER
    from dangjian_desktop.gui.tabs.scoring.commands import SPEC as SCORING
    from dangjian_desktop.gui.tabs.vetting.commands import SPEC as VETTING

    return (HOME, ROSTER, CAMPAIGNS, BALLOTS, SCORING, VETTING, PAPERS)


def build_window(settings: Settings, clock: Clock) -> Window:
    """Make the window with every tab; the application object must exist."""
    return Window(
        ProgramOpener(clock),
        tab_specs(),
        clock,
        settings,
        record=record,
        export=export_diagnostics,
        renewal=Renewal(_updates, _hand_over),
    )


def _updates() -> Updates:
    from dangjian_desktop.app.swapping import updates

    return updates()


def _hand_over(new: Path, book: Path | None) -> None:
    from dangjian_desktop.app.swapping import hand_over

    hand_over(new, book)


def show_window(arguments: Sequence[str]) -> int:
    """Show the window (with the book named last in ``arguments``) until it is closed."""
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("党建台")
    app.setDesktopFileName("dangjian")
    app.setWindowIcon(QIcon(str(resources_folder() / "app.png")))
    settings = Settings()
    dress(app, int(settings.get(ZOOM)))
    window = build_window(settings, SystemClock())
    install(lambda error: QTimer.singleShot(0, lambda: window.show_crash(error)))
    window.keep_on_screen()
    window.show()
    window.begin(book_named(app.arguments()[1:]))
    QTimer.singleShot(0, start_logging)
    QTimer.singleShot(0, lambda: tell_of_update(window))
    return app.exec()


def tell_of_update(window: Window) -> None:
    """Tell how an update ended, once, and remove what it left."""
    if not (user_folder() / UPDATE_TOLD).exists():
        return
    from dangjian_desktop.app.swapping import clear_away, take_word

    words, fine = take_word()
    if words:
        window.shell.say(words, state=State.DONE if fine else State.SOON)
        window.runner.run(clear_away)


def book_named(rest: Sequence[str]) -> Path | None:
    """Return the book named on the command line after Qt has taken its own words."""
    return next((Path(word) for word in rest if not word.startswith("-")), None)
