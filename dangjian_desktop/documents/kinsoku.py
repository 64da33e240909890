"""禁则: which characters hold together when a line is broken, and which may be squeezed or hang.

Sources: GB/T 15834-2011 标点符号用法 5.1, and the practice of GB/T 9704-2012.
"""

from __future__ import annotations

import re

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
_TOKEN = re.compile(
    r"〔\d{4}〕\s?第?\d+号?"
    r"|[+-]?\d+(?:[.,:/\-–]\d+)*[%‰％℃]?(?:" + _UNITS + r")?"
    r"|[A-Za-z](?:[A-Za-z0-9._@:/\-']*[A-Za-z0-9])?"
    r"|…+|—+"
    r"|.",
    re.DOTALL,
)
_LONGEST_TOKEN = 16


def clusters(text: str) -> list[tuple[int, int]]:
    """Cut ``text`` into pieces (start, end) that must not be broken across lines."""
    pieces: list[tuple[int, int]] = []
    joined = False
    for start, end in _tokens(text):
        first = text[start]
        if pieces and (joined or first in CLOSERS):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
        joined = text[end - 1] in OPENERS
    return pieces


def closing_tail(text: str, start: int, end: int) -> int:
    """Return where the closing punctuation at the end of the piece begins (``end`` if there is none)."""
    tail = end
    while tail > start and text[tail - 1] in CLOSERS:
        tail -= 1
    return tail


def _tokens(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST_TOKEN:
            found.extend((at, at + 1) for at in range(start, end))
        else:
            found.append((start, end))
    return found
