"""Values as offices write them: dates of birth, sex, counts, categories, ID numbers."""

from __future__ import annotations

import re
from datetime import date

from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.domain.organisations import OrgCategory
from dangjian_desktop.domain.people import Sex

_SEXES = dict.fromkeys(("男", "男性", "1"), Sex.MALE) | dict.fromkeys(("女", "女性", "2"), Sex.FEMALE)
_CATEGORIES = (
    ("农村", OrgCategory.RURAL),
    ("行政村", OrgCategory.RURAL),
    ("社区", OrgCategory.COMMUNITY),
    ("居民", OrgCategory.COMMUNITY),
    ("机关", OrgCategory.OFFICE),
    ("非公", OrgCategory.NON_PUBLIC),
    ("两新", OrgCategory.NON_PUBLIC),
    ("教育", OrgCategory.EDUCATION_HEALTH),
    ("卫生", OrgCategory.EDUCATION_HEALTH),
    ("学校", OrgCategory.EDUCATION_HEALTH),
    ("国有", OrgCategory.STATE_OWNED),
    ("国企", OrgCategory.STATE_OWNED),
    ("社会组织", OrgCategory.SOCIAL),
)
_DATE = re.compile(r"^(\d{4})[年./\-]?(\d{1,2})(?:[月./\-]?(\d{1,2})?日?)?(?: ?00:00(?::00)?)?$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def birth_of(text: str) -> tuple[date | None, bool]:
    """Read 1975.03, 1975年3月, 1975-03-12, 197503 or 19750312; the flag tells whether the day is known."""
    clean = squeezed(text).rstrip("生")
    found = re.match(r"^(\d{4})(\d{2})(\d{2})?$", clean) or _DATE.match(clean)
    if not found:
        return None, True
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        return date(year, month, day or 1), bool(day)
    except ValueError:
        return None, True


def month_unsure(text: str) -> bool:
    """Tell whether 1975.1 may be October: a spreadsheet that takes 1975.10 for a number drops the nought."""
    return re.match(r"^\d{4}\.1$", squeezed(text)) is not None


def sex_of(text: str) -> Sex | None:
    """Read 男 or 女 (or the codes of GB/T 2261.1)."""
    return _SEXES.get(squeezed(text))


def count_of(text: str) -> int | None:
    """Read a count: 1,203 or 35人."""
    found = re.match(r"^(\d{1,9})(?:\.0+)?[人户名个]?$", squeezed(text).replace(",", "").replace("，", ""))
    return int(found[1]) if found else None


def category_of(text: str) -> OrgCategory:
    """Return the category a written one means; UNSET when unknown."""
    clean = squeezed(text)
    return next((category for word, category in _CATEGORIES if word in clean), OrgCategory.UNSET)


def id_problem(number: str, birth: date | None, sex: Sex | None) -> str:
    """Check an ID number by GB 11643: form, check digit, and that birth and sex agree.

    Returns:
        The code of a finding, empty when nothing is wrong or no number is given.
    """
    if not number:
        return ""
    if not re.match(r"^\d{17}[\dX]$", number):
        return "roster.id_form"
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    if _CHECKS[total % 11] != number[17]:
        return "roster.id_check"
    if birth and number[6:12] != f"{birth:%Y%m}":
        return "roster.id_birth"
    odd = int(number[16]) % 2 == 1
    return "roster.id_sex" if sex and odd != (sex is Sex.MALE) else ""
