"""Somebody at the painted window (offscreen), in a process of their own, until it is killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dangjian_desktop.app.desktop import build_window
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.window import Window
from tests.services.polled_township import CLOCK


class AtWork(Protocol):
    """One who does the next small thing at every tick of ``timer``."""

    timer: QTimer


def work_on(book: Path, sit_down: Callable[[Window], AtWork]) -> int:
    """Open the window on ``book`` and let them work; return the code of the event loop."""
    app = QApplication(["clerk", "-platform", "offscreen"])
    dress(app, 100)
    window = build_window(Settings(book.with_name("settings.ini")), CLOCK)
    window.resize(1366, 720)
    window.show()
    window.begin(book)
    clerk = sit_down(window)
    code = app.exec()
    clerk.timer.stop()
    return code
