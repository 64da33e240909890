"""Finding a Chinese character by what is known of it: code point, reading, strokes or its parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

_CODE = re.compile(r"(?:u\+?)?([0-9a-f]{4,6})", re.IGNORECASE)
_WORDS = re.compile(r"[a-zü]+[1-5]?|\d+画?|[^\sa-zü\d]", re.IGNORECASE)
_MARKS = {"a": "āáǎàa", "e": "ēéěèe", "i": "īíǐìi", "o": "ōóǒòo", "u": "ūúǔùu", "ü": "ǖǘǚǜü"}


@dataclass(frozen=True, slots=True)
class Character:
    """A character with its strokes, those besides its radical, its readings (yan3) and all its parts,
    whole parts first, each as often as it stands there; ``common``: it is in 通用规范汉字表."""

    char: str
    common: bool
    strokes: int
    rest: int
    readings: tuple[str, ...]
    parts: str

    @property
    def code(self) -> str:
        """Return the code point as U+4DAE."""
        return f"U+{ord(self.char):04X}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty fields ask for nothing."""

    code: int = 0
    parts: str = ""
    reading: str = ""
    strokes: int = 0
    rest: int = 0

    def __bool__(self) -> bool:
        return self != Wanted()


def understood(typed: str) -> Wanted:
    """Read what a clerk types: U+4DAE or 4DAE; yan or yan3; 9画; parts, e.g. 龙天; a radical or part with
    the strokes besides the radical, e.g. 金7; several together, e.g. 王 9画 or yan 龙."""
    text = typed.strip()
    code = _CODE.fullmatch(text)
    if code and (text[:1] in "uU" or any(letter.isdigit() for letter in text)):
        return Wanted(code=int(code[1], 16))
    parts, reading, strokes, rest = "", "", 0, 0
    for word in _WORDS.findall(text):
        if word.endswith("画") and len(word) > 1:
            strokes = int(word[:-1])
        elif word.isdecimal():
            rest = int(word)
        elif word[0].isascii() or word[0] in "üÜ":
            reading = word.lower().replace("ü", "v")
        else:
            parts += word
    if rest and not parts:
        strokes, rest = strokes or rest, 0
    return Wanted(0, parts, reading, strokes, rest)


class CharacterTable:
    """All characters, as rows of resources/characters/components.txt split at the tabs."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows = rows

    def find(self, wanted: Wanted, most: int) -> tuple[list[Character], int]:
        """Return the ``most`` best that fit and how many fit: the character itself first, then one made
        of just these parts, then those in common use, those with fewer parts."""
        if not wanted:
            return [], 0
        found = list(self._fitting(wanted))
        best = nsmallest(most, found, key=lambda row: (*_closeness(row, wanted), *_rank(row)))
        return [_made(row) for row in best], len(found)

    def readings(self, char: str) -> tuple[str, ...]:
        """Return the readings of a character, the usual one first; empty when none is known."""
        return next((_made(row).readings for row in self._rows if row[0][0] == char), ())

    def _fitting(self, wanted: Wanted) -> Iterator[Sequence[str]]:
        rows: Iterator[Sequence[str]] = iter(self._rows)
        if wanted.code:
            char = chr(wanted.code) if wanted.code < 0x110000 else ""
            return (row for row in rows if row[0][0] == char)
        if wanted.strokes:
            rows = (row for row in rows if row[1] == str(wanted.strokes))
        if wanted.rest:
            rows = (row for row in rows if row[2] == str(wanted.rest))
        if wanted.reading:
            begins, inside = wanted.reading, " " + wanted.reading
            rows = (row for row in rows if row[3].startswith(begins) or inside in row[3])
        for part, count in Counter(wanted.parts).items():
            rows = _having(rows, part, count, alone=len(wanted.parts) == 1 and not wanted.rest)
        return rows


def _having(rows: Iterator[Sequence[str]], part: str, count: int, *, alone: bool) -> Iterator[Sequence[str]]:
    if count > 1:
        return (row for row in rows if row[4].count(part) >= count)
    return (row for row in rows if part in row[4] or (alone and row[0][0] == part))


def _made(row: Sequence[str]) -> Character:
    head, strokes, rest, readings, parts = row
    return Character(head[0], head[1] == "1", int(strokes), int(rest), tuple(readings.split()), parts)


def _closeness(row: Sequence[str], wanted: Wanted) -> tuple[bool, ...]:
    """Return what makes a row less than what was asked for: False stands before True."""
    if wanted.reading:
        return (wanted.reading not in re.split(r"[1-5] ?", row[3]),)
    asked = len(wanted.parts)
    if asked > 1:
        return (sorted(row[4][:asked]) != sorted(wanted.parts),)
    return (row[0][0] != wanted.parts,)


def _rank(row: Sequence[str]) -> tuple[bool, int, str]:
    return row[0][1] != "1", len(row[4]), row[0]


def marked(reading: str) -> str:
    """Write a reading with its tone mark: yan3 → yǎn, lv4 → lǜ."""
    letters, tone = reading[:-1].replace("v", "ü"), int(reading[-1]) - 1
    at = next((letters.index(vowel) for vowel in ("a", "e", "ou") if vowel in letters), -1)
    if at < 0:
        at = max(letters.rfind(vowel) for vowel in _MARKS)
    return letters if at < 0 else letters[:at] + _MARKS[letters[at]][tone] + letters[at + 1 :]
