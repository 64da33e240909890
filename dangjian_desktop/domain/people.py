"""Persons and the posts they hold; nothing is kept about a person that no duty asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """GB/T 2261.1, the two values offices write."""

    MALE = "male"
    FEMALE = "female"


class PostRole(StrEnum):
    """What a post is, whatever its written title."""

    AREA_LEAD = "area_lead"
    RESIDENT_LEADER = "resident_leader"
    GROUP_HEAD = "group_head"
    LIAISON = "liaison"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    PARTY_MEMBER = "party_member"
    DIRECTOR = "director"
    DEPUTY_DIRECTOR = "deputy_director"
    COMMITTEE_MEMBER = "committee_member"
    RESERVE = "reserve"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A cadre or contact.

    ``birth`` may be known to the month only (then ``birth_day_known`` is False and the day is 1).
    ``name_written`` keeps the name as the source wrote it where normalising changed it.
    ``pinyin`` and ``initials`` serve search; they are derived when the name is written.
    """

    id: str
    name: str
    name_written: str = ""
    pinyin: str = ""
    initials: str = ""
    sex: Sex | None = None
    birth: date | None = None
    birth_day_known: bool = True
    ethnicity: str = ""
    political_status: str = ""
    joined_party: date | None = None
    education: str = ""
    id_number: str = ""
    phone: str = ""
    note: str = ""
    to_confirm: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """职务: one person's place in one body; exactly one of the four body ids is set, or none for
    the township itself."""

    id: str
    person_id: str
    role: PostRole
    title: str = ""
    area_id: str | None = None
    community_id: str | None = None
    party_org_id: str | None = None
    work_group_id: str | None = None
    since: date | None = None
    until: date | None = None
    order: int = 0
    to_confirm: str = ""


def masked_id_number(text: str) -> str:
    """Show an ID number with its birth and order digits hidden: ``9901**********2216``."""
    return text if len(text) < 9 else text[:4] + "*" * (len(text) - 8) + text[-4:]


def masked_phone(text: str) -> str:
    """Show a phone number with its middle hidden: ``199****7702``."""
    return text if len(text) < 8 else text[:3] + "*" * (len(text) - 7) + text[-4:]


def age_on(birth: date, day: date) -> int:
    """Return the full years of age on ``day``."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
