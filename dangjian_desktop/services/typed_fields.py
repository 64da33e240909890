"""What was typed for papers while a campaign was in hand, and what of it names persons."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dangjian_desktop.domain.typed_tables import typed_tables
from dangjian_desktop.services.campaigns import IN_HAND
from dangjian_desktop.services.election_kinds import ELECTION_KINDS
from dangjian_desktop.services.paper_asks import About, Ask, FieldKind
from dangjian_desktop.services.paper_kinds import KINDS
from dangjian_desktop.services.table_kinds import BOARD_KINDS, MEETING_KINDS

if TYPE_CHECKING:
    from dangjian_desktop.domain.retention import Mask
    from dangjian_desktop.storage.repositories import Repositories

PUBLIC = ("publicity", "appointment_notice", "notice_letter")
OF_CAMPAIGNS = frozenset({one.code for one in KINDS if one.about is not About.OFFICE} | set(PUBLIC))
"""The papers that a campaign makes, though some can be made without one."""
_OF_OCCASIONS = OF_CAMPAIGNS | {one.code for one in (*ELECTION_KINDS, *BOARD_KINDS, *MEETING_KINDS)}
_FREE = (FieldKind.TEXT, FieldKind.LINES, FieldKind.SLOGAN)
_LASTING = ("issuer", "number", "printer", "copies_to", "receivers")
"""Fields of a paper of an occasion that are the office's, not the occasion's."""
_SHARED_OF_OCCASIONS = ("office.election_", "office.meeting")
_FIELD, _FROZEN, _WORDING = "paper.", "paper.frozen.", "paper.wording."
_NAMES = {"election_seats": 2, "elected": 1, "appointees": 0, "candidate": 0, "recipient": 0}
"""Fields whose cells at this place are names of those the paper is about."""
_OWNERS = {"promise_board": 1, "rectify_board": 2}
"""Boards whose rows name at this place who is to do it."""


class Treatment(StrEnum):
    """What becomes of a typed field: emptied, freed of names, or let go with the frozen paper it was held
    for."""

    CLEAR = "clear"
    MASK = "mask"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedField:
    """A field that held words of the campaign. ``stands``: the words it holds now are the campaign's;
    otherwise only the history does (``past``: every value it had of it)."""

    key: str
    treatment: Treatment
    value: str
    stands: bool
    past: tuple[str, ...]

    def without(self, mask: Mask) -> str:
        """Return what is to stand in the field once the campaign is closed."""
        return mask.words(self.value) if self.treatment is Treatment.MASK else ""

    def loses(self, mask: Mask) -> bool:
        """Tell whether closing takes something out of the field, or out of its history."""
        if self.treatment is Treatment.MASK:
            return any(mask.words(one) != one for one in (*self.past, self.value if self.stands else ""))
        return self.treatment is Treatment.CLEAR

    def names(self) -> Iterator[str]:
        """Yield the cells that are meant for names: of those the paper is about, or who are to act."""
        parts = self.key.partition("@")[0].split(".")
        place = _NAMES.get(parts[-1], _OWNERS.get(parts[1]) if parts[-1] == "lines" else None)
        if place is None:
            return
        for value in (*self.past, self.value):
            for table in typed_tables(value.split("\n")):
                yield from (row[place] for row in table.rows if len(row) > place)


def typed_fields(view: Repositories, campaign_id: str, until: date) -> tuple[TypedField, ...]:
    """Return the fields typed on or before ``until`` for a campaign: those of its meetings and frozen
    papers, and what was typed for papers while it was in hand or no campaign was there yet."""
    meetings = {one.id: one.campaign_id for one in view.meetings.all()}
    days: dict[int, date] = {}
    written: dict[str, list[tuple[bool, str]]] = {}
    for operation, owner, key, value in _history(view, meetings):
        if operation not in days:
            entry = view.audit.get(operation)
            days[operation] = entry.at.date() if entry is not None else until
        ours = owner in ("", campaign_id) and days[operation] <= until
        written.setdefault(key, []).append((ours, value))
    found = []
    for key, values in written.items():
        past = tuple(dict.fromkeys(value for ours, value in values if ours and value))
        treatment, now = _treatment(key), view.settings.value(key)
        if past and treatment is not None:
            stands = values[-1][0] and bool(now)
            found.append(TypedField(key=key, treatment=treatment, value=now, stands=stands, past=past))
    return tuple(found)


def _history(view: Repositories, meetings: Mapping[str, str]) -> Iterator[tuple[int, str, str, str]]:
    """Yield every value a field had with its operation and the campaign it belongs to, oldest first."""
    from dangjian_desktop.storage.undo import all_images

    known: dict[str, tuple[int, str]] = {one.id: (-one.year, one.title) for one in view.campaigns.all()}
    born: set[str] = set()
    chosen = ""
    for operation, (table, row_key, _, after) in all_images(view, tables=("settings", "campaigns")):
        if not row_key:
            continue
        key, row = str(json.loads(row_key)[0]), json.loads(after) if after else {}
        if table == "campaigns":
            born.add(key)
        elif key == IN_HAND:
            chosen = row.get("value", "")
        elif key.startswith((_FIELD, *_SHARED_OF_OCCASIONS)):
            there = born & known.keys()
            hand = chosen if chosen in there else min(there, key=lambda one: known[one], default="")
            yield operation, _owner(key, known, meetings) or hand, key, row.get("value", "")


def _owner(key: str, campaigns: Mapping[str, object], meetings: Mapping[str, str]) -> str:
    """Return the campaign a key tells: by its own id, or that of a meeting; empty where it tells none."""
    about = key.partition("/" if key.startswith(_FROZEN) else "@")[2].partition("/")[0]
    return about if about in campaigns else meetings.get(about, "")


def _treatment(key: str) -> Treatment | None:
    if key.startswith(_FROZEN):
        return Treatment.FROZEN if frozen_kind(key) in _OF_OCCASIONS else None
    if key.startswith(_SHARED_OF_OCCASIONS):
        return Treatment.CLEAR
    kind, _, field = key.removeprefix(_FIELD).partition("@")[0].partition(".")
    ask = next((one for one in _asks(kind) if one.code == field), None)
    if key.startswith(_WORDING) or ask is None or ask.kind not in _FREE:
        return None
    return Treatment.CLEAR if kind in _OF_OCCASIONS and field not in _LASTING else Treatment.MASK


def frozen_kind(key: str) -> str:
    """Return the kind of paper whose fields are held fast under ``key``."""
    return key.removeprefix(_FROZEN).partition("/")[0]


def frozen_subject(key: str) -> str:
    """Return what tells the paper held fast under ``key`` from others of its kind."""
    return key.removeprefix(_FROZEN).partition("/")[2]


def _asks(kind: str) -> tuple[Ask, ...]:
    return next((one.asks for one in KINDS if one.code == kind), ())
