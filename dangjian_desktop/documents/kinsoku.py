"""禁则: which characters hold together when a line is broken, and which may be squeezed or hang.

Sources: GB/T 15834-2011 标点符号用法 5.1, and the practice of GB/T 9704-2012.
"""

from __future__ import annotations

import re
from itertools import pairwise

CLOSERS = frozenset("，。、；：？！”’）》〉」』】〕］｝…·～％‰℃,.;:?!)]}%")
"""Never at the start of a line."""
OPENERS = frozenset("“‘（《〈「『【〔［｛([{")
"""Never at the end of a line."""
HANGING = frozenset("，。、；：")
"""May stand outside the right edge when nothing in the line can be squeezed."""

_UNITS = (
    "个百分点|平方公里|平方米|万余元|周年|公里|毫米|厘米|小时|分钟|万元|亿元|万人|万户|余名|余人|工作日"
    "|[年月日号个名人项条款次届元万亿户家页岁票份分秒米吨亩时点周天片组期册章节类级位场篇户区村镇]"
)
_CLOSING, _OPENING = (re.escape("".join(sorted(marks))) for marks in (CLOSERS, OPENERS))
_SPECIAL = re.compile(
    r"(〔\d{4}〕 ?第?\d+ ?号?"
    r"|[+-]?\d+(?:[.,:/\-–]\d+)*(?: ?[%‰％℃])?(?: ?(?:" + _UNITS + r"))?"
    r"|GB(?:/T)? ?\d+(?:\.\d+)?(?:[—–-]\d{4})?"
    r"|[A-Za-z](?:[A-Za-z0-9._@:/\-'?&=#+~%]*[A-Za-z0-9/])?"
    rf"|□ ?[^□\s{_OPENING}{_CLOSING}]{{1,12}}"  # a box to tick and what it stands for
    r"|…+|—+)"
    rf"|([{_CLOSING} ])"
    rf"|([{_OPENING}])"
)
"""What holds together: tokens (1), closing marks and blanks and what precedes (2), opening ones and what
follows (3)."""
_LONGEST_TOKEN = 16
_PARTS = re.compile(r"(?<=[/._?&=@-])(?!/)")
"""Where an address of a web page may be broken."""


def breaks(text: str) -> bytearray:
    """Return a 1 for each place (0 … len) before which a line may begin, 0 where it must not."""
    may = bytearray(b"\1") * (len(text) + 1)
    for match in _SPECIAL.finditer(text):
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
