"""Pictures of every tab with the sample township: for the manual and the README."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Office

SIZES = ((1366, 768), (1920, 1080))
MOMENT = datetime.fromisoformat("2026-11-23T09:30:00+08:00")
SETTLE_S, PATIENCE_S = 1.2, 900
ROUNDS = 20  # of events at the least: a slow machine gets through few in SETTLE_S, and rows want several
UNTYPED = 7


def main(arguments: Sequence[str]) -> int:
    """Write the pictures into the folder named first; return 0 when all were written."""
    if not arguments:
        sys.stderr.write("请写明放图片的文件夹。\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["DANGJIAN_HOME"] = scratch
        return _shoot(folder, Path(scratch))


def _shoot(folder: Path, scratch: Path) -> int:
    from PySide6.QtWidgets import QApplication

    from dangjian_desktop.app.build import ProgramOpener
    from dangjian_desktop.app.desktop import build_window
    from dangjian_desktop.gui.settings import Settings
    from dangjian_desktop.gui.theme import dress
    from dangjian_desktop.kernel.clock import FixedClock
    from dangjian_desktop.kernel.progress import Silent

    clock = FixedClock(MOMENT)
    book = scratch / "栖梧镇.djb"
    office = ProgramOpener(clock).sample(book, Silent())
    leave_some_to_type(office)
    office.upkeep.backup()
    office.upkeep.close()
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        return 1
    dress(app)
    for width, height in SIZES:
        window = build_window(Settings(), clock)
        window.resize(width, height)
        window.show()
        window.begin()
        _shot(app, window, folder / f"start-{width}.png")
        window.books.open(book)
        settle(app, window.runner.busy)
        for name in window.specs:
            window.show_tab(name)
            _shot(app, window, folder / f"{name}-{width}.png", window.runner.busy)
            _states(app, window, name, folder, width)
        for name in ("settings", "help"):
            window.show_tab(name)
            _shot(app, window, folder / f"{name}-{width}.png", window.runner.busy)
        window.show_tab("home")
        window.open_palette()
        window.palette_box.field.setText("dr")
        _shot(app, window, folder / f"palette-{width}.png")
        window.close()
    return 0


def leave_some_to_type(office: Office) -> None:
    """Take a few papers of the last meeting out again, so that the typing screen has work to show."""
    campaign = office.campaigns.in_hand()
    rows = office.ballots.meetings(campaign.id) if campaign else ()
    if rows:
        last = office.ballots.sheet(rows[-1].meeting.id)
        office.ballots.void(last.meeting.id, last.numbers[-UNTYPED:], "留给录入画面")


def _states(app: object, window: object, name: str, folder: Path, width: int) -> None:
    """Show what a tab shows only after a choice, where it offers such views."""
    from dangjian_desktop.gui.window import Window

    if not isinstance(window, Window):
        return
    show = getattr(window.tabs[name], "states_to_show", None)
    for label, act in show() if show is not None else ():
        act()
        _shot(app, window, folder / f"{name}-{label}-{width}.png", window.runner.busy)
    if window.filled is not None:
        window.fill(None)


def _shot(app: object, window: object, path: Path, busy: Callable[[], bool] | None = None) -> None:
    from PySide6.QtWidgets import QWidget

    settle(app, busy)
    if isinstance(window, QWidget):
        window.grab().save(str(path))
        sys.stdout.write(f"{path.name}\n")


def settle(app: object, busy: Callable[[], bool] | None = None, calm_s: float = SETTLE_S) -> None:
    """Let the window finish what it asked for, then its short animations."""
    from PySide6.QtWidgets import QApplication

    if not isinstance(app, QApplication):
        return
    until = time.monotonic() + PATIENCE_S
    while busy is not None and busy() and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.005)
    calm, rounds = time.monotonic() + calm_s, 0
    while time.monotonic() < calm or rounds < ROUNDS:
        app.processEvents()
        time.sleep(0.005)
        rounds += 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
