"""What lists write of a person, by the ids of their columns: the window and the command line say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dangjian_desktop.domain.people import Person, Sex
from dangjian_desktop.services.roster_lists import ViewContent
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


def viewed(lines: Sequence[PersonLine], look: ViewContent) -> list[tuple[str, list[PersonLine]]]:
    """Return people as a view shows them, under the names of its groups (one without a name: no groups).

    Numbers that lists mask are not written on the command line: their columns are passed over.
    """
    kept = list(lines)
    for one in look.filters:
        if one.column in PERSON_FIELDS:
            text = PERSON_FIELDS[one.column][1]
            kept = [line for line in kept if _holds(text(line), one.values, one.least, one.most)]
    if look.sort == "name":
        kept.sort(key=lambda line: (line.person.pinyin, line.person.name), reverse=look.down)
    elif look.sort in PERSON_FIELDS:
        kept.sort(key=PERSON_FIELDS[look.sort][1], reverse=look.down)
    if look.group not in PERSON_FIELDS:
        return [("", kept)]
    name_of = GROUP_NAMES.get(look.group, PERSON_FIELDS[look.group][1])
    groups: dict[str, list[PersonLine]] = {}
    for line in kept:
        groups.setdefault(name_of(line), []).append(line)
    return sorted(groups.items(), key=lambda item: (not item[0], item[0]))


def _holds(text: str, values: tuple[str, ...] | None, least: str, most: str) -> bool:
    if values is not None:
        return text in values
    return bool(text) and (not least or text >= least) and (not most or text <= most)
