"""Finds Chinese by characters, pinyin or initials; the table of readings loads on the first use."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache

from dangjian_desktop.kernel.paths import resources_folder
from dangjian_desktop.services.name_readings import SURNAMES

Span = tuple[int, int]
APART = "\0"  # stands between texts that are translated at once
BOTH_WAYS = "莘蔚牟"  # surnames that are read in two ways
LONGEST_PATTERN = 12  # letters of a query that a pattern reads; the rest is read along each hit


@lru_cache(maxsize=1)
def table() -> dict[int, str]:
    """Return the readings with tone marks of every character, by code point."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases cost 100 ms and say nothing here
    from pypinyin.constants import PINYIN_DICT

    return dict(PINYIN_DICT)


@lru_cache(maxsize=1)
def of_today() -> dict[str, tuple[str, ...]]:
    """Return the readings of the characters that old books read in other ways too: 景 is jing, not ying."""
    rows = (resources_folder() / "characters" / "readings.txt").read_text("utf-8").splitlines()
    return {row[0]: tuple(row[2:].split()) for row in rows}


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """Return every toneless reading of ``character`` today (for surnames), or itself in lower case."""
    if character.isascii():
        return (character.lower(),)
    if character in _STAND_INS.readings:
        return (_STAND_INS.readings[character],)
    if character in of_today():
        return of_today()[character]
    found = table().get(ord(character))
    if not found:
        return (character,)
    return tuple(dict.fromkeys(plain(one) for one in found.split(",")))


def plain(reading: str) -> str:
    """Strip the tone marks: lǘ → lv, chóng → chong."""
    import unicodedata

    letters = unicodedata.normalize("NFD", reading.replace("ü", "v").replace("ǘ", "v").replace("ǚ", "v")
                                    .replace("ǜ", "v").replace("ǖ", "v"))  # fmt: skip
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class _StandIns(dict[str, str]):
    """Gives a surname of several readings a character of its own that has the surname's reading alone."""

    def __init__(self) -> None:
        super().__init__()
        self.readings: dict[str, str] = {}

    def __missing__(self, surname: str) -> str:
        heard = readings(surname)
        made = surname
        if len(heard) > 1 and surname not in BOTH_WAYS:
            made = chr(0x100000 + len(self.readings))
            self.readings[made] = SURNAMES.get(surname, heard[0])
        self[surname] = made
        return made


_STAND_INS = _StandIns()


def as_name(text: str) -> str:
    """Return ``text`` for reading aloud as a person's name: 盛清野 is sheng, 单怀亭 shan and nothing else.

    As long as the text; a surname of two characters (长孙) keeps the readings of both.
    """
    return _STAND_INS[text[0]] + text[1:] if text and text[:2] not in SURNAMES else text


def find(text: str, wanted: str, *, name: bool = False) -> Span | None:
    """Return where ``wanted`` (characters, pinyin or initials) stands in ``text``, or None.

    ``name``: the text is a person's name, its surname is read as a surname.
    """
    query = wanted.strip().lower().replace(" ", "")
    if not query:
        return None
    at = text.lower().find(query)
    if at >= 0:
        return at, at + len(query)
    if not query.isascii() or not query.isalnum():
        return None
    heard = as_name(text) if name else text
    for start in range(len(heard)):
        end = consume(heard, start, query)
        if end is not None:
            return start, end
    return None


def consume(text: str, at: int, query: str) -> int | None:
    """Read ``query`` along ``text`` from ``at``: each character by a beginning of one of its readings."""
    if not query:
        return at
    if at >= len(text) or text[at].isspace():
        return None
    for reading in readings(text[at]):
        for length in range(min(len(reading), len(query)), 0, -1):
            if reading[:length] == query[:length] and whole_or_start(reading, length, query):
                end = consume(text, at + 1, query[length:])
                if end is not None:
                    return end
    return None


def whole_or_start(reading: str, length: int, query: str) -> bool:
    """Allow a whole reading, its first sound (d, zh), or any beginning at the end of what is typed."""
    if length == len(reading) or length == 1 or length == len(query):
        return True
    return length == 2 and reading[:2] in ("zh", "ch", "sh")


def rank(text: str, span: Span, wanted: str) -> int:
    """Order hits: as typed at the start, as typed inside, by sound at the start, by sound inside."""
    by_sound = wanted.strip().lower() not in text.lower()
    return (2 if by_sound else 0) + (0 if span[0] == 0 else 1)


class _Classes(dict[int, str]):
    """Gives each character one code that stands for its readings; characters that sound alike share it."""

    def __init__(self) -> None:
        super().__init__({ord(APART): APART})
        self.codes: dict[tuple[str, ...], str] = {}
        self.letters: dict[int, str] = {ord(APART): APART}  # a code → the first letters of its readings
        self.whole: dict[str, str] = {}  # a whole reading → the codes that have it
        self.starts: dict[str, str] = {}  # the beginning of a reading → the codes that have it

    def __missing__(self, code: int) -> str:
        character = chr(code)
        heard = tuple(one for one in readings(character) if one.isascii() and one.isalnum())
        if heard not in self.codes:
            made = self.codes[heard] = chr(0xF0000 + len(self.codes))
            self.letters[ord(made)] = "".join({reading[0] for reading in heard})
            for reading in heard:
                self.whole[reading] = self.whole.get(reading, "") + made
            for start in {one[:length] for one in heard for length in range(1, len(one) + 1)}:
                self.starts[start] = self.starts.get(start, "") + made
        self[code] = self.codes[heard]
        return self.codes[heard]


class _FirstReadings(dict[int, str]):
    """Gives each character its first reading, by which texts are put in order."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        made = character if code < 128 else f"{readings(character)[0]} "
        self[code] = made
        return made


_CLASSES, _FIRST = _Classes(), _FirstReadings()


def sounds(texts: Sequence[str]) -> list[str]:
    """Write ``texts`` (in lower case) as codes of readings, for :func:`sound_pattern`: one pass for all."""
    return APART.join(texts).translate(_CLASSES).split(APART) if texts else []


def first_letters(written: Sequence[str]) -> list[str]:
    """Return for each text of :func:`sounds` the letters its readings begin with."""
    return APART.join(written).translate(_CLASSES.letters).split(APART) if written else []


def by_sound(texts: Sequence[str]) -> list[str]:
    """Return what puts ``texts`` in the order of their sound: one pass for all; letters and figures stay."""
    return APART.join(texts).translate(_FIRST).split(APART) if texts else []


def _codes(part: str, *, last: bool) -> str:
    """Return the codes of the readings a part may begin, where it may be all that was typed, else may be."""
    begins = last or len(part) == 1 or part in ("zh", "ch", "sh")
    return (_CLASSES.starts if begins else _CLASSES.whole).get(part, "")


def sound_pattern(query: str) -> re.Pattern[str]:
    """Return what finds letters and figures in a text of :func:`sounds`, as :func:`find` does.

    It reads along the first :data:`LONGEST_PATTERN` letters. Made after the texts: it knows their codes.
    """
    letters = query[:LONGEST_PATTERN]
    tails: dict[int, str] = {}
    for at in range(len(letters) - 1, -1, -1):
        ways = []
        for end in range(at + 1, min(at + 6, len(letters)) + 1):
            last = end == len(letters)
            codes = _codes(letters[at:end], last=last)
            if codes and (last or tails[end]):
                ways.append(f"[{codes}]{'' if last else tails[end]}")
        tails[at] = f"(?:{'|'.join(ways)})" if len(ways) > 1 else "".join(ways)
    return re.compile(tails.get(0, "") or "(?!)")
