"""Keeps Python 3.11 alive under PySide6 6.12.0, which loses references to ``None`` and ``True``."""

from __future__ import annotations

import sys

CONSTANTS = (None, True, False, NotImplemented, Ellipsis)
MANY = 1 << 60


def keep_none_alive() -> None:
    """Give the constants so many references that they are never freed, as Python 3.12 does by itself.

    PySide6 6.12.0 returns ``None`` from calls without a result, and emits signals, without counting:
    after some ten thousand calls Python 3.11 ends with "deallocating None" or "deallocating True or
    False". Releases up to 6.11.3 do not.
    """
    if sys.version_info >= (3, 12):
        return
    import ctypes

    for constant in CONSTANTS:
        references = ctypes.c_ssize_t.from_address(id(constant))  # the first field of every CPython object
        if references.value < MANY:
            references.value += MANY
