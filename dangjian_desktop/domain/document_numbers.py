"""发文字号: 机关代字, year and number of the papers an office sends, and which numbers are free."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

_NUMBER = re.compile(r"^\s*(\S+?)\s*[〔\[【（(]\s*(\d{4})\s*[〕\]】）)]\s*第?\s*0*(\d{1,5})\s*号\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """One number that is taken. ``kind`` is the paper's kind, empty for one entered by hand."""

    id: str
    prefix: str
    year: int
    number: int
    title: str
    kind: str = ""
    used_on: date
    note: str = ""

    @property
    def written(self) -> str:
        """Return it as GB/T 9704-2012, 7.2.5 wants it: 栖委〔2026〕12号."""
        return written(self.prefix, self.year, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The numbers of one 机关代字 in one year: those taken, those skipped, the next one."""

    prefix: str
    year: int
    taken: tuple[DocumentNumber, ...]
    gaps: tuple[int, ...]
    next_number: int

    @property
    def proposal(self) -> str:
        """Return the next number as it is written."""
        return written(self.prefix, self.year, self.next_number)

    def gap_words(self) -> tuple[str, ...]:
        """Return the skipped numbers as they are told: 3, 4, and 7—12 where more than two follow."""
        found: list[str] = []
        for _, group in groupby(enumerate(self.gaps), key=lambda each: each[1] - each[0]):
            run = [number for _, number in group]
            found += [f"{run[0]}—{run[-1]}"] if len(run) > 2 else map(str, run)
        return tuple(found)


def written(prefix: str, year: int, number: int) -> str:
    """Write a document number: six-cornered brackets, four-digit year, no leading 0, no 第."""
    return f"{prefix}〔{year}〕{number}号"


def read_number(text: str) -> tuple[str, int, int] | None:
    """Read 栖委〔2026〕12号 in the brackets people type; None when it is none."""
    found = _NUMBER.match(text)
    if found is None or int(found[3]) == 0:
        return None
    return found[1], int(found[2]), int(found[3])


def series_of(taken: Iterable[DocumentNumber]) -> tuple[Series, ...]:
    """Put numbers together by 机关代字 and year, the newest year first, and find what was skipped."""
    groups: dict[tuple[str, int], list[DocumentNumber]] = {}
    for one in taken:
        groups.setdefault((one.prefix, one.year), []).append(one)
    found = []
    for (prefix, year), members in sorted(groups.items(), key=lambda item: (-item[0][1], item[0][0])):
        ordered = tuple(sorted(members, key=lambda one: one.number))
        used = {one.number for one in ordered}
        highest = max(used)
        gaps = tuple(number for number in range(1, highest) if number not in used)
        found.append(Series(prefix=prefix, year=year, taken=ordered, gaps=gaps, next_number=highest + 1))
    return tuple(found)
