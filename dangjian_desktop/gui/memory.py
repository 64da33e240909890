"""Keeps Python's search for garbage away from long lists: walking all of them would hold the window."""

from __future__ import annotations

import gc


def set_aside() -> None:
    """Leave everything there is now out of the search; what is no longer used goes as before.

    Only rings of objects that are garbage already stay, until :func:`take_back`.
    """
    gc.freeze()


def take_back() -> None:
    """Search everything again."""
    gc.unfreeze()
