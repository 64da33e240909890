"""Facts about persons as a clerk types them: read, judged, stored as one step; persons added by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dangjian_desktop.domain.names import is_person_name, squeezed, tidy
from dangjian_desktop.domain.people import Person
from dangjian_desktop.exchange.values import birth_of, id_problem, sex_of
from dangjian_desktop.kernel.findings import Finding, Severity, Where, finding

FIELD_WORDS: Mapping[str, str] = {
    "name": "姓名",
    "sex": "性别",
    "birth": "出生日期",
    "ethnicity": "民族",
    "education": "学历",
    "political_status": "政治面貌",
    "joined_party": "入党时间",
    "id_number": "身份证号",
    "phone": "手机",
    "note": "备注",
}
LONGEST = 60
_PHONE = re.compile(r"^[0-9+\-() ]{5,24}$")
_ID_CODES = {
    "roster.id_form": "roster.cell_id_form",
    "roster.id_check": "roster.cell_id_check",
    "roster.id_birth": "roster.cell_id_birth",
    "roster.id_sex": "roster.cell_id_sex",
}


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One fact about one person as typed: ``field`` is a key of :data:`FIELD_WORDS`."""

    person_id: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person to add by hand, with a first post; ``same_name`` allows a name the roster holds already."""

    name: str
    community_id: str = ""
    title: str = ""
    sex: str = ""
    birth: str = ""
    same_name: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a typed text: the values to set, or what is wrong with it."""

    values: Mapping[str, Any]
    wrong: Finding | None = None


def edited(person: Person, edits: Sequence[CellEdit], today: date) -> tuple[Person, tuple[Finding, ...]]:
    """Return the person with the typed facts, and what is wrong with any of them."""
    found: list[Finding] = []
    for edit in edits:
        read = read_cell(person, edit.field, edit.text, today)
        if read.wrong is not None:
            found.append(read.wrong)
        else:
            person = replace(person, **read.values)
    return person, tuple(found)


def read_cell(person: Person, field: str, text: str, today: date) -> Read:
    """Read one typed fact. A masked number (with ``*``) leaves the real one as it is."""
    where = Where(record=person.name, field=FIELD_WORDS[field])
    clean = tidy(text)
    if len(clean) > LONGEST and field != "note":
        return _wrong("roster.cell_long", where, most=LONGEST)
    reader = _READERS.get(field)
    return reader(person, clean, where, today) if reader is not None else Read({field: clean})


def _wrong(code: str, where: Where, **facts: str | int) -> Read:
    return Read({}, finding(code, Severity.ERROR, where, **facts))


def _name(_person: Person, text: str, where: Where, _today: date) -> Read:
    name = squeezed(text) if is_person_name(squeezed(text)) else text
    return Read({"name": name}) if name else _wrong("roster.name_empty", where)


def _sex(_person: Person, text: str, where: Where, _today: date) -> Read:
    sex = sex_of(text)
    return _wrong("roster.cell_sex", where, text=text) if text and sex is None else Read({"sex": sex})


def _birth(_person: Person, text: str, where: Where, today: date) -> Read:
    day, known = birth_of(text)
    wrong = _date_problem(text, day, where, today)
    return wrong or Read({"birth": day, "birth_day_known": known})


def _joined(_person: Person, text: str, where: Where, today: date) -> Read:
    day, _ = birth_of(text)
    return _date_problem(text, day, where, today) or Read({"joined_party": day})


def _date_problem(text: str, day: date | None, where: Where, today: date) -> Read | None:
    if text and day is None:
        return _wrong("roster.cell_date", where, text=text)
    if day is not None and (day > today or day.year < 1900):
        return _wrong("roster.cell_far_date", where, day=day.isoformat())
    return None


def _id_number(person: Person, text: str, where: Where, _today: date) -> Read:
    if "*" in text:
        return Read({})
    number = squeezed(text).upper()
    problem = id_problem(number, person.birth, person.sex)
    return _wrong(_ID_CODES[problem], where) if problem else Read({"id_number": number})


def _phone(_person: Person, text: str, where: Where, _today: date) -> Read:
    if "*" in text:
        return Read({})
    return Read({"phone": text}) if not text or _PHONE.match(text) else _wrong("roster.cell_phone", where)


_READERS: Mapping[str, Callable[[Person, str, Where, date], Read]] = {
    "name": _name,
    "sex": _sex,
    "birth": _birth,
    "joined_party": _joined,
    "id_number": _id_number,
    "phone": _phone,
}
