"""Keeps Python 3.11 alive under PySide6 6.12.0, which loses one reference to ``None`` with every call."""

from __future__ import annotations

import sys

MANY = 1 << 60


def keep_none_alive() -> None:
    """Give ``None`` so many references that it is never freed, as Python does by itself from 3.12 on.

    PySide6 6.12.0 returns ``None`` from calls without a result without counting it: after some ten
    thousand calls Python 3.11 ends with "deallocating None". Releases up to 6.11.3 do not.
    """
    if sys.version_info >= (3, 12):
        return
    import ctypes

    references = ctypes.c_ssize_t.from_address(id(None))  # the first field of every CPython object
    if references.value < MANY:
        references.value += MANY
