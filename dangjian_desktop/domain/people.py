"""Persons and the posts they hold; nothing is kept about a person that no duty asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


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
    SUPERVISOR = "supervisor"
    RESIDENT_GROUP_HEAD = "resident_group_head"
    RESIDENT_REP = "resident_rep"
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
    residence: str = ""
    photo: str | None = None
    note: str = ""
    to_confirm: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """职务: one person's place in one body; exactly one of the four body ids is set, or none for
    the township itself.

    ``resident_group_id`` says which 居民小组 of the community a 小组长 or 居民代表 stands for.
    """

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
    resident_group_id: str | None = None

    def has_ended(self, day: date) -> bool:
        """Tell whether the post is over, or ends, on ``day``: lists of today show it among the earlier."""
        return self.until is not None and self.until <= day

    def held_on(self, day: date) -> bool:
        """Tell whether the post is held on ``day``; the last day of a post is ``until``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """选民: one line of a community's 选民名单, kept apart from cadres and joined to none of them.

    ``number`` is the place in the list of the community, ``household`` the 户号 or 户主 as written.
    """

    id: str
    community_id: str
    number: int
    name: str
    name_written: str = ""
    pinyin: str = ""
    initials: str = ""
    resident_group: str = ""
    sex: Sex | None = None
    birth: date | None = None
    birth_day_known: bool = True
    id_number: str = ""
    household: str = ""
    residence: str = ""
    note: str = ""


class VoterLine(NamedTuple):
    """A voter as the lists show one, light enough for 60,000 of them.

    ``birth`` is written as far as it is known (1975-03-12 or 1975-03), ``id_number`` is masked.
    """

    id: str
    community_id: str
    community: str
    number: int
    name: str
    pinyin: str
    initials: str
    resident_group: str
    sex: str
    birth: str
    id_number: str
    household: str
    residence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinction:
    """不是同一人: two persons a clerk has looked at and kept apart; ``first_id`` < ``second_id``."""

    first_id: str
    second_id: str
    decided_on: date

    @staticmethod
    def of(one_id: str, other_id: str, day: date) -> Distinction:
        """Put the two in their order."""
        first, second = sorted((one_id, other_id))
        return Distinction(first_id=first, second_id=second, decided_on=day)


_LONG_PHONE = 11  # digits from which on both ends may be shown
_COUNTRY = "86"


def masked_id_number(text: str) -> str:
    """Show an ID number with its birth and order digits hidden: ``9901**********2216``."""
    return text if len(text) < 9 else text[:4] + "*" * (len(text) - 8) + text[-4:]


def masked_phone(text: str) -> str:
    """Show phone numbers with their middles hidden: ``199****7702``, however they are written; of a short one
    but the end: ``****432``. Each of several is hidden by itself."""
    return "、".join(map(_masked_phone, text.split("、")))


def phone_digits(text: str) -> str:
    """Return the digits of a phone number, without the code of the country before a mobile's."""
    digits = "".join(filter(str.isdigit, text))
    mobile = len(digits) == len(_COUNTRY) + _LONG_PHONE
    return digits.removeprefix(_COUNTRY) if mobile else digits


def _masked_phone(text: str) -> str:
    digits = phone_digits(text)
    if len(digits) >= _LONG_PHONE:
        return f"{digits[:3]}****{digits[-4:]}"
    hidden = digits or text
    shown = min(3, len(digits) // 2)
    return "*" * (len(hidden) - shown) + hidden[len(hidden) - shown :]


def masked(field: str, text: str) -> str:
    """Hide the middle of what stands in a field that is shown masked; other facts stay as they are."""
    if field == "id_number":
        return masked_id_number(text)
    return masked_phone(text) if field == "phone" else text


def told_title(body: str, title: str) -> str:
    """Return a title to stand behind its body, without what the body says already: 柳岸村工作组 负责人."""
    return title.removeprefix("工作组") if body.endswith("工作组") else title


def age_on(birth: date, day: date) -> int:
    """Return the full years of age on ``day``."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
