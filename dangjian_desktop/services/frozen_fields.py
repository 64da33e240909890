"""What was typed for a paper, held fast while it is frozen (定稿)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dangjian_desktop.storage.repositories import Repositories
    from dangjian_desktop.storage.work import UnitOfWork

RECEIVER = "recipient"
"""The field of the single receiver: it may change, as the lists a batch goes to may."""
_KEY = "paper.frozen."


@dataclass(frozen=True, slots=True)
class FrozenFields:
    """The fields of a paper as they were on the day it was frozen."""

    day: date
    values: Mapping[str, str]

    def over(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return ``values`` with those held fast in their place."""
        return {**values, **self.values}


def frozen_fields(view: Repositories, kind: str, subject: str = "") -> FrozenFields | None:
    """Return what is held fast for a paper, None while it can be mended.

    ``subject`` tells it from others of its kind; of one that goes to many the common words have none.
    """
    told = view.settings.value(_key(kind, subject))
    if not told:
        return None
    kept = json.loads(told)
    return FrozenFields(date.fromisoformat(kept["day"]), kept["values"])


def hold_fields(work: UnitOfWork, kind: str, subject: str, values: Mapping[str, str], day: date) -> None:
    """Hold the fields of a paper fast, all but the receiver's; a date left open is that of ``day``."""
    held = {code: text for code, text in values.items() if code != RECEIVER}
    if "dated" in held:
        held["dated"] = held["dated"] or day.isoformat()
    told = json.dumps({"day": day.isoformat(), "values": held}, ensure_ascii=False)
    work.settings.set(_key(kind, subject), told)


def let_go(work: UnitOfWork, kind: str, subject: str) -> None:
    """Let the fields of a paper be typed again."""
    work.settings.set(_key(kind, subject), "")


def _key(kind: str, subject: str) -> str:
    return f"{_KEY}{kind}/{subject}" if subject else f"{_KEY}{kind}"
