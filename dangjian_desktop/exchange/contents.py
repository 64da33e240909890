"""What a column holds, told by its values alone: numbers, names, dates, 男 and 女."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dangjian_desktop.domain.names import is_person_name, squeezed
from dangjian_desktop.domain.written_dates import read_day
from dangjian_desktop.exchange.values import id_number_of

_MOBILE = re.compile(r"^1\d{10}$")
_LANDLINE = re.compile(r"^(0\d{2,3}-?)?\d{7,8}$")
_PLACES = ("村", "社区", "居委会", "村委会")
_SEXES = ("男", "女")
_TITLES = ("书记", "主任", "委员", "后备", "组长", "支委", "文书", "干事")
# A word of two to four characters that ends so is seldom a name.
_NO_NAME = (*_PLACES, *_TITLES, *"族科专党群众员镇乡局站所办")
_SERIAL = re.compile(r"[0-9一二三四五六七八九十零〇()（）第号A-Za-z.、-]{1,8}")
_MOSTLY = 9, 10  # so many of so many values must fit
LOOKED_AT = 60


def is_data(text: str) -> bool:
    """Tell whether a cell looks like a value and not like a heading."""
    clean = squeezed(text)
    return bool(clean) and (_is_number(clean) or _is_phone(clean) or clean in _SEXES or _is_day(clean))


def is_full_name(text: str) -> bool:
    """Tell whether a text is a name of three characters or more; a heading may well be one of two."""
    return len(squeezed(text)) > 2 and _is_name(squeezed(text))


def fields_by_content(
    values: Sequence[Sequence[str]], open_fields: frozenset[str], *, guess: bool
) -> dict[int, str]:
    """Return the field of each column whose values leave no doubt.

    Args:
        values: the values of every column; an empty one is left out of account.
        open_fields: the fields that are still wanted.
        guess: whether there are no headings to go by; then dates and units are judged too.
    """
    every = {**_PLAIN, **(_GUESSED if guess else {})}
    judges = {name: judge for name, judge in every.items() if name in open_fields}
    fitting: dict[str, list[int]] = {}
    for place, column in enumerate(values):
        for name in _fields_like(column, judges):
            fitting.setdefault(name, []).append(place)
    if "name" in fitting:
        fitting["name"] = [place for place in fitting["name"] if _differ(values[place])]
    sure = {places[0]: name for name, places in fitting.items() if len(places) == 1}
    return {place: name for place, name in sure.items() if sum(place in one for one in fitting.values()) == 1}


def is_unlike(name: str, values: Sequence[str]) -> bool:
    """Tell whether most of a column's values cannot be what its field ``name`` holds."""
    known = [squeezed(value) for value in values if value.strip()][:LOOKED_AT]
    judge = _POSSIBLE.get(name)
    return judge is not None and sum(map(judge, known)) * 2 < len(known)


def _fields_like(column: Sequence[str], judges: Mapping[str, Callable[[str], bool]]) -> list[str]:
    """Return the fields that the first values of a column look like."""
    known = [squeezed(value) for value in column if value.strip()][:LOOKED_AT]
    return [name for name, judge in judges.items() if _mostly(known, judge)] if known else []


def _mostly(values: Sequence[str], judge: Callable[[str], bool]) -> bool:
    part, whole = _MOSTLY
    return sum(map(judge, values)) * whole >= len(values) * part


def _differ(values: Sequence[str]) -> bool:
    """Tell whether the values are mostly different, as names are."""
    known = [value for value in values if value.strip()][:LOOKED_AT]
    return len(set(known)) * 10 >= len(known) * 8


def _is_number(text: str) -> bool:
    read = id_number_of(text)
    return bool(read.number) and not read.problem


def _is_phone(text: str) -> bool:
    return bool(_MOBILE.match(text) or _LANDLINE.match(text)) and not _is_day(text)


def _is_name(text: str) -> bool:
    return is_person_name(text) and not text.endswith(_NO_NAME) and text not in _SEXES


def _is_day(text: str) -> bool:
    return len(text) > 3 and read_day(text, date.max).day is not None


def _is_place(text: str) -> bool:
    return text.endswith(_PLACES)


def _is_title(text: str) -> bool:
    return text.endswith(_TITLES)


def _is_ethnicity(text: str) -> bool:
    return len(text) <= 5 and text.endswith("族")


_PLAIN: Mapping[str, Callable[[str], bool]] = {
    "id_number": _is_number,
    "phone": lambda text: bool(_MOBILE.match(text)),
    "sex": lambda text: text in _SEXES,
    "name": _is_name,
}
_GUESSED: Mapping[str, Callable[[str], bool]] = {
    "birth": _is_day,
    "community": _is_place,
    "title": _is_title,
    "ethnicity": _is_ethnicity,
    "phone": _is_phone,
}


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _is_serial(text: str) -> bool:
    return _SERIAL.fullmatch(text) is not None


def _is_word(text: str) -> bool:
    return not is_data(text) and not _is_serial(text)


def _is_phrase(text: str) -> bool:
    return not text.isdigit() and not _is_day(text)


_NAMES_IN = ("area_lead", "resident_leader", "group_head", "deputy_head", "liaison", "secretary", "director")
_DAYS_IN = ("birth", "joined_party", "since", "until", "founded")
_COUNTS_IN = ("age", "households", "population", "voters", "seats")
# By field what its values may be at least; one that is missing may be anything.
_POSSIBLE: Mapping[str, Callable[[str], bool]] = {
    "number": _is_serial,
    "title": _is_word,
    "community": _is_phrase,
    "unit": _is_phrase,
    "education": _is_word,
    "ethnicity": _is_word,
    "political_status": _is_word,
    "sex": lambda text: text in (*_SEXES, "1", "2"),
    "id_number": _has_digit,
    "phone": _has_digit,
    "name": is_person_name,
    **dict.fromkeys(_NAMES_IN, _is_phrase),
    **dict.fromkeys(_DAYS_IN, _has_digit),
    **dict.fromkeys(_COUNTS_IN, _has_digit),
}
