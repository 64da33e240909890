"""Paragraphs by level, as their numbers say (一、（一）1.（1）): read, raised, lowered, numbered anew."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangjian_desktop.domain.papers import Heading, Paragraph

# GB/T 9704-2012, 7.3.3: 一、（一）1.（1）; “一、二、三组负责东片” is a list, no heading
_LEVELS = (
    re.compile(r"^([零一二三四五六七八九十百]+)、(?![零一二三四五六七八九十百]{1,3}[、和组队])"),
    re.compile(r"^（([零一二三四五六七八九十百]+)）"),
    re.compile(r"^(\d{1,3})[.．](?!\d)"),
    re.compile(r"^（(\d{1,3})）"),
)
DEEPEST = len(_LEVELS)
_DIGITS = "零一二三四五六七八九"


def read_line(text: str) -> Heading | Paragraph:
    """Read one line as the heading its number makes it, or as a paragraph."""
    line = text.strip()
    level = level_of(line)
    if not level:
        return Paragraph(line)
    head, stop, rest = line.partition("。")
    return Heading(level, head + stop, rest) if stop and rest else Heading(level, line)


def level_of(text: str) -> int:
    """Return the level of the heading a line is, 0 for a paragraph."""
    line = text.strip()
    return next((level for level, pattern in enumerate(_LEVELS, 1) if pattern.match(line)), 0)


def with_level(text: str, level: int) -> str:
    """Return a line as a heading of another level (0: a paragraph), numbered as the first of its kind."""
    line, now = text.strip(), level_of(text)
    bare = _LEVELS[now - 1].sub("", line) if now else line
    return _number(level, 1) + bare if level else bare


def numbered(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines with their headings numbered in order, each level anew under the one above it."""
    counts = [0] * (DEEPEST + 1)
    found = []
    for line in lines:
        level = level_of(line)
        if not level:
            found.append(line)
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (DEEPEST - level)
        found.append(_number(level, counts[level]) + _LEVELS[level - 1].sub("", line.strip()))
    return tuple(found)


def renumbered(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return ``after`` numbered anew where the numbers of ``before`` ran in order; else as it stands."""
    plain = tuple(line.strip() for line in before)
    return numbered(after) if numbered(plain) == plain else tuple(after)


def _number(level: int, number: int) -> str:
    if level > 2:
        return f"{number}." if level == 3 else f"（{number}）"
    return f"{chinese_number(number)}、" if level == 1 else f"（{chinese_number(number)}）"


def chinese_number(number: int) -> str:
    """Write 1 to 199 as headings count: 一, 十, 十一, 二十, 一百零一, 一百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    lead = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if not tens:
        return lead + ("零" if lead and ones else "") + (_DIGITS[ones] if ones else "")
    ten = "十" if tens == 1 and not lead else f"{_DIGITS[tens]}十"
    return lead + ten + (_DIGITS[ones] if ones else "")
