"""Voiding the paper shown again on the typing screen: one key, a reason by its digit, out of the count."""

from __future__ import annotations

from dataclasses import replace

from dangjian_desktop.domain.ballots import BACK_KEYS, NEXT_KEYS, BallotStatus
from dangjian_desktop.domain.entries import FIRST
from dangjian_desktop.gui.tabs.ballots.session import Mode, Pressed, Sitting
from dangjian_desktop.gui.tabs.ballots.words import VOID_REASONS
from dangjian_desktop.kernel.findings import hint, warning

VOID_KEY = "Del"


def press_void(sitting: Sitting, key: str) -> Pressed | None:
    """Take a key of voiding; None where the key is the sitting's own.

    The last one carries the reason; the paper leaves the sitting with :func:`voided` once it left the file.
    """
    if sitting.mode is not Mode.VOID:
        return _begin(sitting) if key == VOID_KEY and sitting.mode in (Mode.MARKS, Mode.REASON) else None
    if key in BACK_KEYS:
        if not sitting.void_reason:
            sitting.mode = mode_of(sitting)
        sitting.void_reason = ""
        return Pressed()
    if key in NEXT_KEYS:
        if not sitting.void_reason:
            return Pressed(warning("ballots.bad_void_key", key=key, last=len(VOID_REASONS)))
        return Pressed(voided=sitting.void_reason)
    if key.isascii() and key.isdigit() and 1 <= int(key) <= len(VOID_REASONS):
        sitting.void_reason = VOID_REASONS[int(key) - 1]
        return Pressed()
    return Pressed(warning("ballots.bad_void_key", key=key, last=len(VOID_REASONS)))


def _begin(sitting: Sitting) -> Pressed:
    if sitting.mending is None:
        return Pressed(hint("ballots.void_what"))
    if sitting.draft.entry != FIRST:
        return Pressed(hint("ballots.void_in_second", number=sitting.mending.number))
    sitting.mode, sitting.void_reason = Mode.VOID, ""
    return Pressed()


def voided(sitting: Sitting) -> int:
    """Take note that the paper shown again is out of the count; return its number."""
    old = sitting.mending
    if old is None:
        return 0
    sitting.typed.remove(old)
    sitting.numbers.discard(old.number)
    sitting.piles[old.group].remove(old.status)
    sitting.mending, sitting.void_reason = None, ""
    sitting.draft = sitting.waiting.pop()
    if not sitting.draft.begun:  # the next paper may well be the one with this number, typed anew
        sitting.draft = replace(sitting.draft, number=min(sitting.draft.number, old.number))
    sitting.mode = mode_of(sitting)
    return old.number


def mode_of(sitting: Sitting) -> Mode:
    """Return what the digits mean for the paper in hand."""
    if sitting.numbers_first and not sitting.draft.begun:
        return Mode.NUMBER
    return Mode.REASON if sitting.draft.status is BallotStatus.INVALID else Mode.MARKS
