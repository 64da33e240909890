"""Facts about persons as a clerk types them: read, judged, stored as one step; persons added by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.domain.names import is_person_name, person_name, tidy
from dangjian_desktop.domain.people import Person, Sex
from dangjian_desktop.domain.written_dates import Doubt, WrittenDay
from dangjian_desktop.exchange.values import ValueReader, id_number_of, phone_of
from dangjian_desktop.kernel.findings import Finding, Severity, Where, finding, hint

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog

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
    "residence": "住址",
    "note": "备注",
}
_IN_NUMBER = frozenset({"birth", "sex"})
LONGEST = 60
_LONG_FIELDS = ("note", "residence")
_EARLIEST = 1900
NO_DAY = {
    Doubt.UNREADABLE: "roster.cell_date",
    Doubt.IMPOSSIBLE: "roster.cell_no_day",
    Doubt.VAGUE: "roster.cell_vague",
}
_ID_CODES = {
    "roster.id_form": "roster.cell_id_form",
    "roster.id_check": "roster.cell_id_check",
    "roster.id_day": "roster.cell_id_day",
    "roster.id_birth": "roster.cell_id_birth",
    "roster.id_sex": "roster.cell_id_sex",
}


def list_words(catalog: Catalog, day: date) -> ListWords:
    """Return what words mean in the lists of the roster."""
    return ListWords.of(lambda code: catalog.roster_form(code, on=day))


def value_reader(catalog: Catalog, day: date) -> ValueReader:
    """Return what reads written values by the code tables in force on ``day``."""
    return ValueReader(catalog.code_tables(day), day, list_words(catalog, day))


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
    """What became of a typed text: the values to set and what is worth telling, or what is wrong."""

    values: Mapping[str, Any]
    wrong: Finding | None = None
    told: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A person with typed facts; ``wrong`` holds what could not be read, ``told`` what to look at."""

    person: Person
    wrong: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()


def edited(person: Person, edits: Sequence[CellEdit], values: ValueReader) -> Edited:
    """Read the typed facts of one person, one after the other."""
    wrong: list[Finding] = []
    told: list[Finding] = []
    for edit in edits:
        read = read_cell(person, edit.field, edit.text, values)
        told.extend(read.told)
        if read.wrong is not None:
            wrong.append(read.wrong)
        else:
            person = replace(person, **read.values)
    if {edit.field for edit in edits} & _IN_NUMBER:
        told.extend(_beside_number(person))
    return Edited(person=person, wrong=tuple(wrong), told=tuple(told))


def _beside_number(person: Person) -> tuple[Finding, ...]:
    """Tell that the birth or sex just typed is not the one in the ID number; either may be the wrong one."""
    number = id_number_of(person.id_number)
    problem = number.against(person.birth, person.sex, day_known=person.birth_day_known)
    if problem not in ("roster.id_birth", "roster.id_sex"):
        return ()
    field = "birth" if problem == "roster.id_birth" else "sex"
    return (hint(_ID_CODES[problem], Where(record=person.name, field=FIELD_WORDS[field])),)


@dataclass(frozen=True, slots=True)
class _Typed:
    person: Person
    field: str
    text: str
    where: Where
    values: ValueReader

    def wrong(self, code: str, **facts: str | int) -> Read:
        return Read({}, finding(code, Severity.ERROR, self.where, **facts))


def read_cell(person: Person, field: str, text: str, values: ValueReader) -> Read:
    """Read one typed fact. A masked number (with ``*``) leaves the real one as it is."""
    typed = _Typed(person, field, tidy(text), Where(record=person.name, field=FIELD_WORDS[field]), values)
    if len(typed.text) > LONGEST and field not in _LONG_FIELDS:
        return typed.wrong("roster.cell_long", most=LONGEST)
    reader = _READERS.get(field)
    return reader(typed) if reader is not None else Read({field: typed.text})


def _name(typed: _Typed) -> Read:
    name = person_name(typed.text)
    if not name:
        return typed.wrong("roster.name_empty")
    return Read({"name": name}) if is_person_name(name) else typed.wrong("roster.cell_name", text=name)


def _sex(typed: _Typed) -> Read:
    sex = typed.values.sex(typed.text) if typed.text else None
    if typed.text and sex is None:
        return typed.wrong("roster.cell_sex", text=typed.text)
    return Read({"sex": sex})


def _word(typed: _Typed) -> Read:
    """Read a fact of a code table: the office's word for it; an unknown word stays, with a hint."""
    table = typed.values.codes.of(typed.field)
    meant = table.meaning(typed.text) if table is not None else None
    if meant is not None:
        return Read({typed.field: meant.word})
    if table is None or not typed.text:
        return Read({typed.field: typed.text})
    known = "、".join(table.offered()[:_MOST_WORDS])
    told = hint("roster.cell_unknown_word", typed.where, text=typed.text, table=table.name, known=known)
    return Read({typed.field: typed.text}, None, (told,))


def _birth(typed: _Typed) -> Read:
    day = typed.values.day(typed.text)
    return _no_day(typed, day) or Read(
        {"birth": day.day, "birth_day_known": day.day_known}, None, _doubts(typed, day, birth=True)
    )


def _joined(typed: _Typed) -> Read:
    day = typed.values.day(typed.text)
    return _no_day(typed, day) or Read({typed.field: day.day}, None, _doubts(typed, day))


def _no_day(typed: _Typed, day: WrittenDay) -> Read | None:
    if day.doubt in NO_DAY:
        return typed.wrong(NO_DAY[day.doubt], text=typed.text)
    if day.day is not None and (day.day > typed.values.today or day.day.year < _EARLIEST):
        return typed.wrong("roster.cell_far_date", day=day.day.isoformat())
    return None


def _doubts(typed: _Typed, day: WrittenDay, *, birth: bool = False) -> tuple[Finding, ...]:
    if day.day is None:
        return ()
    if day.doubt is Doubt.SERIAL:
        return (hint("roster.serial_date", typed.where, text=typed.text, day=day.day.isoformat()),)
    if typed.values.century_unsure(day, birth=birth):
        return (hint("roster.two_digits", typed.where, text=typed.text, year=day.day.year),)
    return ()


def _id_number(typed: _Typed) -> Read:
    """Read an ID number; birth and sex that are not recorded yet are taken from it."""
    if "*" in typed.text:
        return Read({})
    person, number = typed.person, id_number_of(typed.text)
    problem = number.against(person.birth, person.sex, day_known=person.birth_day_known)
    if problem:
        return typed.wrong(_ID_CODES[problem])
    told = [hint("roster.cell_id_old", typed.where)] if number.old else []
    facts: dict[str, Any] = {}
    if number.birth is not None and person.birth is None:
        facts |= {"birth": number.birth, "birth_day_known": True}
    if number.sex is not None and person.sex is None:
        facts["sex"] = number.sex
    if facts:
        words = [number.birth.isoformat()] if "birth" in facts and number.birth else []
        words += [{Sex.MALE: "男", Sex.FEMALE: "女"}[number.sex]] if "sex" in facts and number.sex else []
        told.append(hint("roster.cell_id_filled", typed.where, words="，".join(words)))
    return Read({"id_number": number.number, **facts}, None, tuple(told))


def _phone(typed: _Typed) -> Read:
    if "*" in typed.text:
        return Read({})
    phone, sound = phone_of(typed.text)
    return Read({"phone": phone}) if sound else typed.wrong("roster.cell_phone")


_MOST_WORDS = 8
_READERS: Mapping[str, Callable[[_Typed], Read]] = {
    "name": _name,
    "sex": _sex,
    "birth": _birth,
    "ethnicity": _word,
    "education": _word,
    "political_status": _word,
    "joined_party": _joined,
    "id_number": _id_number,
    "phone": _phone,
}
