"""Values as offices write them: days, sex, counts, categories, phones, ID numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.domain.codes import CodeTables
from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.domain.organisations import OrgCategory
from dangjian_desktop.domain.people import Sex, age_on
from dangjian_desktop.domain.written_dates import AHEAD, Doubt, WrittenDay, read_day

_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}  # GB/T 2261.1
_CATEGORIES = {one.value: one for one in OrgCategory}
_PHONE = re.compile(r"^[0-9+\-() ]{5,24}$")
_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_OLD_NUMBER = re.compile(r"[0-9]{15}")
_YOUNGEST, _OLDEST = 16, 90
_SHORTEST_MOBILE, _MOBILE = 9, 11
_JANUARY_OR_OCTOBER = (1, 10)


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads written values by the code tables and the words of lists, as of the day of reading."""

    codes: CodeTables
    today: date
    words: ListWords

    def sex(self, text: str) -> Sex | None:
        """Read 男 or 女, or the codes of GB/T 2261.1."""
        meant = self.codes.sex.meaning(text)
        return _SEXES.get(meant.code.code) if meant is not None else None

    def category(self, text: str) -> OrgCategory:
        """Return the category a written one means; UNSET when unknown."""
        meant = self.codes.org_category.meaning(text)
        return _CATEGORIES.get(meant.code.code, OrgCategory.UNSET) if meant is not None else OrgCategory.UNSET

    def day(self, text: str, *, ahead: bool = False) -> WrittenDay:
        """Read a date; ``ahead``: it may lie in the future, as the end of a term does."""
        return read_day(text, self.today + AHEAD if ahead else self.today)

    def century_unsure(self, written: WrittenDay, *, birth: bool = False) -> bool:
        """Tell whether a year of two digits may belong to another century than the one taken."""
        if written.doubt is not Doubt.TWO_DIGITS or written.day is None:
            return False
        years = age_on(written.day, self.today)
        return years > _OLDEST or (birth and years < _YOUNGEST)


def count_of(text: str) -> int | None:
    """Read a count: 1,203 or 35人."""
    found = re.match(r"^(\d{1,9})(?:\.0+)?[人户名个]?$", squeezed(text).replace(",", "").replace("，", ""))
    return int(found[1]) if found else None


def phone_of(text: str) -> tuple[str, bool]:
    """Return a phone number without blanks, and whether it has the shape of one; a masked one is empty."""
    if "*" in text:
        return "", True
    phone = squeezed(text).replace("－", "-").replace("—", "-").replace("（", "(").replace("）", ")")
    several = [part for part in re.split(r"[、,，;；/]", phone) if part]
    return "、".join(several), all(map(_is_phone, several))


def _is_phone(text: str) -> bool:
    """Tell whether a text has the shape of a phone number; what begins like a mobile one has 11 digits."""
    digits = re.sub(r"\D", "", text.removeprefix("+86"))
    mobile = digits.startswith("1") and len(digits) >= _SHORTEST_MOBILE
    return bool(_PHONE.match(text)) and (not mobile or len(digits) == _MOBILE)


@dataclass(frozen=True, slots=True)
class IdNumber:
    """An ID number as read: what to keep, whose it says it is, and the code of what is wrong with it.

    ``problem`` is empty when the number is sound; ``old`` tells that it was of 15 digits and made 18.
    """

    number: str = ""
    birth: date | None = None
    sex: Sex | None = None
    problem: str = ""
    old: bool = False

    def against(self, birth: date | None, sex: Sex | None, *, day_known: bool) -> str:
        """Return the code of how it contradicts what is written beside it; empty when it does not."""
        if self.problem or self.birth is None:
            return self.problem
        # a spreadsheet makes 1975-03 the first of the month: a written first is no written day
        whole = day_known and birth is not None and birth.day > 1
        if birth and (birth if whole else birth.replace(day=1)) != (
            self.birth if whole else self.birth.replace(day=1)
        ):
            return "roster.id_birth"
        return "roster.id_sex" if sex and sex is not self.sex else ""

    def settled(self, written: WrittenDay) -> WrittenDay:
        """Return a birth whose month may be January or October in the month the number tells."""
        born = self.birth
        if written.doubt is not Doubt.OCTOBER or written.day is None or born is None:
            return written
        known = born.year == written.day.year and born.month in _JANUARY_OR_OCTOBER
        return replace(written, day=born.replace(day=1), doubt=None) if known else written


def id_number_of(text: str) -> IdNumber:
    """Read an ID number by GB 11643: 18 signs with a check sign, or the 15 digits of old cards.

    A masked number (9901****2216) gives nothing: it must never replace the real one.
    """
    from stdnum.cn import ric

    number = squeezed(text).upper().strip("'’‘`\"").replace("×", "X").replace("Ⅹ", "X")
    if not number or "*" in number:
        return IdNumber()
    old = _OLD_NUMBER.fullmatch(number) is not None
    whole = f"{number[:6]}19{number[6:]}" if old else number
    if old:
        whole += ric.calc_check_digit(f"{whole}0")
    if not _NUMBER.fullmatch(whole):
        return IdNumber(number, problem="roster.id_form")
    if ric.calc_check_digit(whole) != whole[-1]:
        return IdNumber(number, problem="roster.id_check")
    try:
        # ric.get_birth_date cleans the number sign by sign again: too long for 60,000 of them
        born = date(int(whole[6:10]), int(whole[10:12]), int(whole[12:14]))
    except ValueError:
        return IdNumber(number, problem="roster.id_day")
    return IdNumber(whole, born, Sex.MALE if int(whole[16]) % 2 else Sex.FEMALE, old=old)
