"""What is asked for a paper: kinds of fields, the fields many papers share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a paper is made about; the office's own papers need no campaign."""

    CAMPAIGN = "campaign"
    MEETING = "meeting"
    OFFICE = "office"


class FieldKind(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    YEAR = "year"
    CHOICE = "choice"
    SHEET = "sheet"
    LENGTH = "length"
    SLOGAN = "slogan"
    COUNT = "count"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Ask:
    """A field of a paper that the record does not hold; ``shared`` ones are the same for all papers,
    ``each`` ones are kept for each meeting and respondent group of a paper; of a paper about no meeting,
    for each value of the field that tells its forms apart (:data:`TOLD_APART`).

    ``choices`` are all that may stand in a CHOICE field, and proposals in a SHEET field. A PICTURE field
    holds the key of a picture of the book. ``least`` is the shortest side in mm of a SHEET that makes sense.
    """

    code: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    choices: tuple[str, ...] = ()
    shared: bool = False
    each: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper: its document form, what it is about, the formats it comes in, what is asked.

    ``addressed`` ones go to many, one each, with the name of whom each is for. Of a kind the office writes
    ``several`` of, each is kept as it was typed.
    """

    code: str
    name: str
    about: About
    formats: tuple[str, ...]
    asks: tuple[Ask, ...]
    addressed: bool = False
    several: bool = False


ISSUER = Ask("issuer", "发文机关", hint="如 中共栖梧镇委员会", shared=True)
DATED = Ask("dated", "成文日期", FieldKind.DATE)
OFFICE = Ask("office", "受理部门", hint="如 镇组织人事办", shared=True)
TELEPHONE = Ask("telephone", "受理电话", shared=True)
YEAR = Ask("year", "年度", FieldKind.YEAR)
OFFICE_NAMED = Ask("office", "联系部门", hint="如 镇组织人事办", shared=True)
TELEPHONE_NAMED = Ask("telephone", "联系电话", shared=True)
AS_FITS = "自动"
COPIES = Ask("copies", "份数", FieldKind.COUNT, hint="要印多少份；不填印一张样张", each=True)
PER_SHEET = Ask("per_sheet", "每张纸几票", FieldKind.CHOICE, choices=(AS_FITS, "1", "2", "4", "8"))
STOCK = Ask("stock", "用纸", FieldKind.CHOICE, choices=("A4", "A3"))
RUN = (COPIES, PER_SHEET, STOCK)
"""What is asked for a form that many people fill in."""
TOLD_APART = ("category", "election_name")
"""Fields that say which form a paper about no meeting is: a 评分表 by its 类别, 选票 by their election."""
MOST_COPIES = 20_000
CATEGORY = Ask("category", "类别", FieldKind.CHOICE, choices=("农村", "社区", "机关", "非公", "教育卫生"))
SHARED = "office."


def field_key(kind: PaperKind, ask: Ask, about: str = "") -> str:
    """Return the key of the settings a field is kept under."""
    if ask.shared:
        return f"{SHARED}{ask.code}"
    return f"paper.{kind.code}.{ask.code}" + (f"@{about}" if (ask.each or kind.several) and about else "")
