"""Keeps Python's search for garbage away from long lists: walking all of them would hold the window."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

AT_ONCE = 2_000  # rows freed between two looks at the event loop


def set_aside() -> None:
    """Leave everything there is now out of the search; what is no longer used goes as before.

    Only rings of objects that are garbage already stay, until :func:`take_back`.
    """
    gc.freeze()


def let_go(rows: list[Any]) -> None:
    """Free what a long list alone still holds, a little at a time: all at once would hold the window."""
    del rows[-AT_ONCE:]
    if rows:
        QTimer.singleShot(0, partial(let_go, rows))


def take_back() -> None:
    """Search everything again."""
    gc.unfreeze()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Do not search while a long list is being made; what was made is set aside.

    Each search would walk all that is there so far, and hold the window meanwhile.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
