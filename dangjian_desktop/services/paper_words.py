"""Words of the record as they are printed: Chinese punctuation, numbered items that end properly."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from dangjian_desktop.kernel.findings import Finding, Where, finding

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_CHINESE = r"一-鿿〇㐀-䶿"
_AFTER = re.compile(rf"(?<=[{_CHINESE}”’》〕）】])[,;:?!]")
_BEFORE = re.compile(rf"[,;:?!](?=\s*[{_CHINESE}“‘《〔（【])")
_PAIR = re.compile(rf"\(([^()]*[{_CHINESE}〔〕][^()]*)\)")
_GAP = re.compile(rf"(?<=[{_CHINESE}]) (?=\d)|(?<=[\d%]) (?=[{_CHINESE}])")
_ENDS = "。；！？，："


def in_chinese(text: str) -> str:
    """Return ``text`` with full-width punctuation beside Chinese characters; times and figures stay.

    The blanks that screens put between Chinese characters and figures are taken out. Imported words
    have been reduced to one width for comparison; GB/T 15834-2011 wants the full-width marks in print.
    """
    wide = _AFTER.sub(lambda found: _WIDE[found[0]], text)
    wide = _BEFORE.sub(lambda found: _WIDE[found[0]], wide)
    return _GAP.sub("", _PAIR.sub(r"（\1）", wide))


def listed(items: tuple[str, ...]) -> tuple[str, ...]:
    """Return numbered items for print: all but the last end with ；, the last keeps its own ending."""
    whole = tuple(in_chinese(item).strip() for item in items)
    if len(whole) < 2:
        return whole
    *first, last = whole
    return (*(item if item[-1:] in _ENDS else f"{item}；" for item in first), last)


def receivers_of(notice: str) -> str:
    """Return the 主送机关 of a notice: its first short line that ends with a colon; empty without one."""
    for line in notice.splitlines()[:_HEAD_LINES]:
        found = _RECEIVERS.match(line.strip())
        if found:
            return in_chinese(found[1].strip())
    return ""


def aims_of(notice: str) -> str:
    """Return the paragraph under the notice's heading 总体要求 (指导思想, 目标要求); empty without one."""
    lines = [line.strip() for line in notice.splitlines() if line.strip()]
    for heading, text in itertools.pairwise(lines):
        if _AIMS.match(heading) and not _HEADING.match(text):
            return in_chinese(text)
    return ""


_HEAD_LINES = 8
_RECEIVERS = re.compile(r"^([^。；;]{2,60})[:：]$")
_HEADING = re.compile(r"^[（(]?[一二三四五六七八九十]+[）)、]")
_AIMS = re.compile(r"^[一二三]、.{0,16}?(?:总体要求|指导思想|目标要求|目标和要求).{0,4}$")


def named_twice(names: Sequence[str], where: Where) -> Iterator[Finding]:
    """Yield a finding for each name that stands more than once in a list."""
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield finding("papers.name_twice", where=where, name=name)
