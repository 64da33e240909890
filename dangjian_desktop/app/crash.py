"""The last net: an error nobody expected is logged, told in one sentence, and packed for a technician."""

from __future__ import annotations

import logging
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from dangjian_desktop import __version__
from dangjian_desktop.app.logs import log_folder, start_logging

log = logging.getLogger(__name__)
T = TypeVar("T")

RUNTIME = ("PySide6-Essentials", "SQLAlchemy", "alembic", "reportlab", "openpyxl", "python-docx", "pypdfium2")


def record(error: BaseException) -> str:
    """Log ``error`` and return where it was raised, without any value of the record.

    Messages of exceptions may quote personal data, so only types and code lines are kept.
    """
    import traceback

    start_logging()
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    log.error("unexpected %s at %s", type(error).__name__, " < ".join(reversed(lines)))
    return lines[-1] if lines else ""


def install(show: Callable[[BaseException], None]) -> None:
    """Route every unexpected error to the log and to ``show``."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        record(error)
        show(error)

    sys.excepthook = hook


def guarded(call: Callable[[], T]) -> T | None:
    """Return what ``call`` returns; None, with a record in the log, when it broke unexpectedly."""
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - the last guard of command line and self-test
        record(error)
        return None


def versions() -> str:
    """Return the versions of program, Python, system and libraries, one a line."""
    from importlib import metadata

    lines = [f"program {__version__}", f"python {sys.version.split()[0]}", f"system {platform.platform()}"]
    for name in RUNTIME:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name} (bundled)")
    return "\n".join(lines) + "\n"


def export_diagnostics(target: Path) -> Path:
    """Write logs and versions (no personal data) as one zip file to ``target`` and return it."""
    import zipfile

    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("versions.txt", versions())
        for part in sorted(log_folder().glob("program.log*")):
            pack.write(part, f"logs/{part.name}")
    return target
