"""The program's log: rotated, at most 10 MB in all, never with personal data."""

from __future__ import annotations

import logging
from pathlib import Path

from dangjian_desktop.kernel.paths import user_folder

ONE_FILE = 2_000_000
OLD_FILES = 4


def log_folder() -> Path:
    """Return the folder of the logs."""
    return user_folder() / "logs"


def start_logging() -> None:
    """Send warnings and errors to the rotating log; go on without one where it cannot be written.

    Called by a command at once, by the window once it is shown (the handler's own imports are
    slow), and before an unexpected error is recorded; a second call does nothing.
    """
    from logging.handlers import RotatingFileHandler

    root = logging.getLogger("dangjian_desktop")
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_folder() / "program.log", maxBytes=ONE_FILE, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
