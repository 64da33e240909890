"""What lists write of a person, by the ids of their columns: the window and the command line say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dangjian_desktop.domain.people import Person, Sex
from dangjian_desktop.services.list_fields import ListFields
from dangjian_desktop.services.roster_views import PersonLine

SEXES = {Sex.MALE: "男", Sex.FEMALE: "女"}


def birth_words(person: Person) -> str:
    """Write the date of birth as exactly as it is known: 1972-06-08 or 1972-06."""
    if person.birth is None:
        return ""
    return person.birth.isoformat() if person.birth_day_known else f"{person.birth:%Y-%m}"


def month_words(day: date | None) -> str:
    """Write a date that offices keep by the month."""
    return "" if day is None else f"{day:%Y-%m}" if day.day == 1 else day.isoformat()


def unit_words(line: PersonLine) -> str:
    """Return the bodies of the posts held, each once."""
    return _several([one.body for one in line.held if one.body], "个单位")


def title_words(line: PersonLine) -> str:
    """Return the titles held, each once."""
    return "、".join(dict.fromkeys(one.post.title for one in line.held if one.post.title))


def _several(words: Sequence[str], unit: str) -> str:
    once = list(dict.fromkeys(words))
    return "、".join(once) if len(once) <= 2 else f"{once[0]}等 {len(once)} {unit}"


PERSON_FIELDS: Mapping[str, tuple[str, Callable[[PersonLine], str]]] = {
    "name": ("姓名", lambda line: line.person.name),
    "sex": ("性别", lambda line: SEXES[line.person.sex] if line.person.sex else ""),
    "birth": ("出生日期", lambda line: birth_words(line.person)),
    "education": ("学历", lambda line: line.person.education),
    "unit": ("单位", unit_words),
    "title": ("职务", title_words),
    "area": ("片", lambda line: "、".join(line.areas)),
    "open": ("核对", lambda line: "待核对" if line.to_confirm else ""),
    "political_status": ("政治面貌", lambda line: line.person.political_status),
    "joined_party": ("入党时间", lambda line: month_words(line.person.joined_party)),
    "ethnicity": ("民族", lambda line: line.person.ethnicity),
    "note": ("备注", lambda line: line.person.note),
}
GROUP_NAMES: Mapping[str, Callable[[PersonLine], str]] = {
    "unit": lambda line: line.held[0].body if line.held else "",
    "area": lambda line: line.areas[0] if line.areas else "",
}
PERSONS: ListFields[PersonLine] = ListFields(
    lambda line: line.person.id,
    PERSON_FIELDS,
    ("name", "unit", "title"),
    GROUP_NAMES,
    {"name": lambda line: (line.person.pinyin, line.person.name)},
)
