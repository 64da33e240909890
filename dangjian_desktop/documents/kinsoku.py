"""禁则: which characters hold together when a line is broken, and which may be squeezed or hang.

Sources: GB/T 15834-2011 标点符号用法 5.1, and the practice of GB/T 9704-2012.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from dangjian_desktop.documents.words import words_in

CLOSERS = frozenset("，。、；：？！”’）》〉」』】〕］｝…·～％‰℃,.;:?!)]}%")
"""Never at the start of a line."""
OPENERS = frozenset("“‘（《〈「『【〔［｛([{")
"""Never at the end of a line."""
HANGING = frozenset("，。、；：")
"""May stand outside the right edge when nothing in the line can be squeezed."""

_CLOSING, _OPENING = (re.escape("".join(sorted(marks))) for marks in (CLOSERS, OPENERS))
_TO = r"[.,:/\-–—～~．·]"  # inside a number, a time, from one number to another
_LONGEST_TOKEN = 18  # the number of an identity card
_PARTS = re.compile(r"(?<=[/._?&=@-])(?!/)")
"""Where an address of a web page may be broken."""


@cache
def _special() -> re.Pattern[str]:
    """Return what holds together: tokens (1), closing marks and blanks and what precedes (2), opening ones
    and what follows (3). A number holds to its unit and to the sign before it."""
    units = "|".join(sorted(words_in("units.txt"), key=lambda unit: (-len(unit), unit)))
    return re.compile(
        r"(〔\d{4}〕 ?第?\d+ ?号?"
        rf"|第?[￥¥$€]?[+\-±＋－]?\d+(?:{_TO}\d+)*(?: ?[%‰％℃°㎡㎏㎞㎜㎝]|[A-Za-z]{{1,4}}[²³]?(?![A-Za-z]))?"
        rf"(?: ?[余多]?(?:{units}))?"
        rf"|第[〇零一二三四五六七八九十百两]+(?:{units})?"
        r"|GB(?:/T)? ?\d+(?:\.\d+)?(?:[—–-]\d{4})?"
        r"|[A-Za-z](?:[A-Za-z0-9._@:/\-'?&=#+~%]*[A-Za-z0-9/])?"
        rf"|□ ?[^□\s{_OPENING}{_CLOSING}]{{1,12}}"  # a box to tick and what it stands for
        r"|…+|——+)"
        rf"|([{_CLOSING} ]|—)"
        rf"|([{_OPENING}])"
    )


def breaks(text: str) -> bytearray:
    """Return a 1 for each place (0 … len) before which a line may begin, 0 where it must not."""
    may = bytearray(b"\1") * (len(text) + 1)
    for match in _special().finditer(text):
        start, end = match.span()
        if match.lastindex != 1:
            may[start if match.lastindex == 2 else end] = 0
            continue
        for part in _PARTS.split(match[1]) if end - start > _LONGEST_TOKEN else (match[1],):
            if text[start] in CLOSERS:
                may[start] = 0
            inside = range(start + 1, start := start + len(part))
            if len(part) <= _LONGEST_TOKEN:
                may[inside.start : start] = bytes(len(inside))
            for at in inside:
                if text[at] in CLOSERS:
                    may[at] = 0
    may[0] = may[-1] = 1
    return may


def clusters(text: str) -> list[tuple[int, int]]:
    """Cut ``text`` into pieces (start, end) that must not be broken across lines."""
    may = breaks(text)
    places = [at for at in range(len(text) + 1) if may[at]]
    return list(pairwise(places))


def closing_tail(text: str, start: int, end: int) -> int:
    """Return where the closing punctuation at the end of the piece begins (``end`` if there is none)."""
    tail = end
    while tail > start and text[tail - 1] in CLOSERS:
        tail -= 1
    return tail
