"""Finding a Chinese character by what is known of it: code point, reading, strokes or its parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

_CODE = re.compile(r"(?=u|.*\d)(?:u\+?)?([0-9a-f]{4,6})", re.IGNORECASE)  # without a digit: a reading
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
    if code := _CODE.fullmatch(text):
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


Row = Sequence[str]


class CharacterTable:
    """All characters, from the ``lines`` of resources/characters/components.txt.

    They are kept those in common use first, then those with fewer parts, then by code point; split once they
    stand so, a search reads memory from end to end.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        by_parts = sorted(sorted(lines), key=lambda line: len(line) - line.rfind("\t"))
        ordered = sorted(by_parts, key=lambda line: line[1] != "1")
        self._rows: list[Row] = [line.split("\t") for line in ordered]
        self._by_char = {row[0][0]: row for row in self._rows}

    def find(self, wanted: Wanted, most: int) -> tuple[list[Character], int]:
        """Return the ``most`` best that fit and how many fit: the character itself first, then one made
        of just these parts, then those in common use, those with fewer parts."""
        if not wanted:
            return [], 0
        found = self._fitting(wanted)
        just = self._just(wanted, found)[:most]
        known = set(map(id, just))
        rest = islice((row for row in found if id(row) not in known), most - len(just))
        return [_made(row) for row in (*just, *rest)], len(found)

    def readings(self, char: str) -> tuple[str, ...]:
        """Return the readings of a character, the usual one first; empty when none is known."""
        row = self._by_char.get(char)
        return () if row is None else _made(row).readings

    def _fitting(self, wanted: Wanted) -> list[Row]:
        """Return what fits, a character asked for by itself first."""
        if wanted.code:
            row = self._by_char.get(chr(wanted.code)) if wanted.code < 0x110000 else None
            return [] if row is None else [row]
        before = rows = self._sounding(wanted)
        for part, count in Counter(wanted.parts).items():
            rows = _having(rows, part, count)
        itself = None if wanted.rest else self._by_char.get(wanted.parts)
        if itself is None or not any(row is itself for row in before):
            return rows
        return [itself, *(row for row in rows if row is not itself)]

    def _sounding(self, wanted: Wanted) -> list[Row]:
        """Return the rows with the strokes and the reading asked for, whatever their parts."""
        rows = self._rows
        if wanted.strokes:
            rows = [row for row in rows if row[1] == str(wanted.strokes)]
        if wanted.rest:
            rows = [row for row in rows if row[2] == str(wanted.rest)]
        if wanted.reading:
            begins, inside = wanted.reading, " " + wanted.reading
            rows = [row for row in rows if row[3].startswith(begins) or inside in row[3]]
        return rows

    def _just(self, wanted: Wanted, found: list[Row]) -> list[Row]:
        """Return the rows that are just what was asked for: they stand before the others."""
        reading, parts = wanted.reading, wanted.parts
        if reading:
            return [row for row in found if reading in re.split(r"[1-5] ?", row[3])]
        if len(parts) > 1:
            return [row for row in found if sorted(row[4][: len(parts)]) == sorted(parts)]
        return []


def _having(rows: list[Row], part: str, count: int) -> list[Row]:
    if count > 1:
        return [row for row in rows if row[4].count(part) >= count]
    return [row for row in rows if part in row[4]]


def _made(row: Row) -> Character:
    head, strokes, rest, readings, parts = row
    return Character(head[0], head[1] == "1", int(strokes), int(rest), tuple(readings.split()), parts)


def marked(reading: str) -> str:
    """Write a reading with its tone mark: yan3 → yǎn, lv4 → lǜ."""
    letters, tone = reading[:-1].replace("v", "ü"), int(reading[-1]) - 1
    at = next((letters.index(vowel) for vowel in ("a", "e", "ou") if vowel in letters), -1)
    if at < 0:
        at = max(letters.rfind(vowel) for vowel in _MARKS)
    return letters if at < 0 else letters[:at] + _MARKS[letters[at]][tone] + letters[at + 1 :]
