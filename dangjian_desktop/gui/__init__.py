"""What the clerk sees: the window, its tabs, and the one runner behind every call."""

from __future__ import annotations

import sys

CONSTANTS = (None, True, False, NotImplemented, Ellipsis)
FOR_EVER = 1 << 40


def hold_constants() -> None:
    """Make None, True and False last for ever before Python 3.12, as 3.12 does itself.

    PySide6 6.12 is built for constants that are never freed: each call that returns None takes one
    reference too many, and Python 3.11 ends with "deallocating None" after some ten thousand of them.
    """
    if sys.version_info >= (3, 12):
        return
    import ctypes

    for constant in CONSTANTS:
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < FOR_EVER // 2:
            count.value += FOR_EVER


hold_constants()
