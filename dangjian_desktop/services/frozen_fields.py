"""What was typed for papers that go to many, held fast while their common words are frozen (定稿)."""

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
    """The fields of a kind as they were on the day its common words were frozen."""

    day: date
    values: Mapping[str, str]

    def over(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return ``values`` with those held fast in their place."""
        return {**values, **self.values}


def frozen_fields(view: Repositories, kind: str) -> FrozenFields | None:
    """Return what is held fast for a kind of paper, None while its common words can be mended."""
    told = view.settings.value(_KEY + kind)
    if not told:
        return None
    kept = json.loads(told)
    return FrozenFields(date.fromisoformat(kept["day"]), kept["values"])


def hold_fields(work: UnitOfWork, kind: str, values: Mapping[str, str], day: date) -> None:
    """Hold the fields of a kind fast, all but the receiver's."""
    held = {code: text for code, text in values.items() if code != RECEIVER}
    work.settings.set(_KEY + kind, json.dumps({"day": day.isoformat(), "values": held}, ensure_ascii=False))


def let_go(work: UnitOfWork, kind: str) -> None:
    """Let the fields of a kind be typed again."""
    work.settings.set(_KEY + kind, "")
