"""Breaking a title into lines: trapezium or diamond, never inside a word (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from math import ceil

from dangjian_desktop.documents.kinsoku import CLOSERS, OPENERS, clusters
from dangjian_desktop.documents.words import words_in
from dangjian_desktop.domain.name_order import COMPOUND

_NEAR = 0.45
_NEVER_FIRST = frozenset("的地得了着过等")
_COUNT = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
_DATE = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|[底初]前?|[上中下]旬)?"
_TIME = r"(?:上午|下午|中午|晚上|早上)?(?:\d{1,2}[时点](?:\d{1,2}分|半|整)?|\d{1,2}[:：]\d{2})"
_TO = r"[-–—~～至到]+"
_WHOLE = re.compile(
    rf"{_DATE}(?:{_TO}{_DATE})?|{_TIME}(?:{_TO}{_TIME})?"
    rf"|第{_COUNT}[\u4e00-\u9fff]"
    rf"|{_COUNT}(?:个(?:工作日|小时|月)|个|[日天月年人名周岁户元万亿票])+(?:以[上下内前后]|[内前后])?"
)
"""A day, a time, from when to when, how many of what: read in one piece, so set on one line."""

_SEATS = re.compile(r"(?<=[省市区县旗乡镇村])(?=人民政府|党委|委员会|村委会|居委会|总支|支部|人大)")
"""Between a place and the body that bears its name."""


def cells(text: str) -> float:
    """Return the width of ``text`` in full characters: ASCII counts half."""
    return sum(0.5 if ord(char) < 0x100 else 1.0 for char in text)


@lru_cache(maxsize=512)
def break_title(text: str, most: float) -> tuple[str, ...]:
    """Break ``text`` into as few lines as fit ``most`` characters each, well shaped; a newline is kept.

    No line begins or ends with a blank, and none is empty where the text is not.
    """
    if "\n" in text.strip():
        parts = filter(None, map(str.strip, text.split("\n")))
        return tuple(line for part in parts for line in break_title(part, most))
    return tuple(map(str.strip, _broken(text.strip(), most)))


def _broken(text: str, most: float) -> tuple[str, ...]:
    if cells(text) <= most:
        return (text,)
    prices = places(text)
    least = max(2, ceil(cells(text) / most))
    for reach in (_NEAR, 2 * _NEAR):
        for count in range(least, least + 6):
            found = _best(text, prices, count, most, reach)
            if found:
                return found
    return _plain(text, most)


def places(text: str) -> dict[int, float]:
    """Return where a line may end between words, with the cost of ending it there."""
    inside = _inside_words(text)
    for whole in chain(_WHOLE.finditer(text), _named().finditer(text)):
        inside.update(range(whole.start() + 1, whole.end()))
    bodies = {place.start() for place in _SEATS.finditer(text)}
    starts = {start for start, _ in clusters(text)}
    depth, costs = 0, {}
    for index in range(1, len(text)):
        depth += (text[index - 1] in OPENERS) - (text[index - 1] in "”’）》〉」』】〕］｝")
        if index in inside or index not in starts:
            continue
        costs[index] = _cost(text, index) + (2.5 if depth else 0.0) + (2.5 if index in bodies else 0.0)
    return costs


def _cost(text: str, index: int) -> float:
    """Return what ending a line at ``index`` costs by the words on its two sides."""
    cost = 4.0 if text[index] in _NEVER_FIRST else 0.0
    cost += 0.0 if _known(text, index) or text[index] in OPENERS or text[index - 1] in CLOSERS else 2.0
    cost += 3.0 if text[:index].endswith(("关于", "和", "与", "及", "或", "在", "对")) else 0.0
    return cost + (0.5 if text[index - 1] == "的" else 0.0)


@cache
def _named() -> re.Pattern[str]:
    """Return where a title names somebody: between what befalls him (任命) and what he is then called."""
    han = "[\u4e00-\u9fff]"
    one = f"(?:(?:{'|'.join(sorted(COMPOUND))})|[{''.join(sorted(words_in('surnames.txt')))}]){han}{{1,2}}"
    acts = "任命|免去|给予|撤销|聘任|推荐|提名|增补|确定|授予|表彰|追授|同意"
    before = f"(?<=关于|{acts})|(?<=[、和及与])"
    return re.compile(
        rf"(?:(?:^|{before}){one}|(?:{before})(?!{acts}){han}{{1,8}}(?:·{han}{{1,8}})+)"
        rf"(?:等(?:{_COUNT}[名位])?(?:同志)?|同志"
        r"|(?=为|任|辞|党内|政务|留党|记[大小]?[过功]|警告|开除|的|[、和及与]))"
    )


def words() -> frozenset[str]:
    """Return the words a title is not broken in."""
    return words_in("titles.txt")


@cache
def _longest() -> int:
    return max(map(len, words()))


def _inside_words(text: str) -> set[int]:
    inside: set[int] = set()
    at = 0
    while at < len(text):
        length = next((n for n in range(_longest(), 1, -1) if text[at : at + n] in words()), 1)
        inside.update(range(at + 1, at + length))
        at += length
    return inside


def _known(text: str, index: int) -> bool:
    """Say whether a known word ends or begins at ``index``."""
    return any(_ends_and_begins(text, index))


def between(text: str, index: int) -> bool:
    """Say whether one known word ends and another begins at ``index``, be it inside a longer one."""
    return all(_ends_and_begins(text, index))


def _ends_and_begins(text: str, index: int) -> tuple[bool, bool]:
    spans, known = range(2, _longest() + 1), words()
    ends = any(text[max(0, index - n) : index] in known for n in spans)
    return ends, any(text[index : index + n] in known for n in spans)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Lines laid so far: where they were cut, what that costs, whether they have begun to get shorter."""

    cuts: tuple[int, ...]
    cost: float
    length: float
    falling: bool = False


def _best(text: str, prices: Mapping[int, float], count: int, most: float, reach: float) -> tuple[str, ...]:
    """Return the best ``count`` lines, line by line over the places near an even division; () for none."""
    widths = list(accumulate((cells(char) for char in text), initial=0.0))
    laid = [_Laid((0,), 0.0, 0.0)]
    for number in range(1, count + 1):
        better: dict[tuple[int, int, bool], _Laid] = {}
        for end, price in _near(len(text), prices, number, count, reach):
            for before in laid:
                length = widths[end] - widths[before.cuts[-1]]
                if 0 < length <= most:
                    after = _longer(before, end, length, price, last=number == count)
                    key = (end, before.cuts[-1], after.falling)
                    if key not in better or after.cost < better[key].cost:
                        better[key] = after
        laid = list(better.values())
    if not laid:
        return ()
    cuts = min(laid, key=lambda each: each.cost).cuts
    return tuple(text[start:end] for start, end in pairwise(cuts))


def _near(
    size: int, prices: Mapping[int, float], number: int, count: int, reach: float
) -> list[tuple[int, float]]:
    """Return the places within ``reach`` of a line of an even division: the others seldom win."""
    if number == count:
        return [(size, 0.0)]
    step = size / count
    return [(at, price) for at, price in prices.items() if abs(at - step * number) <= step * reach + 1]


def _longer(before: _Laid, end: int, length: float, price: float, last: bool) -> _Laid:
    """Add a line: trapezium and diamond cost little, rectangle and hourglass much."""
    cost, falling = before.cost + price, before.falling
    if len(before.cuts) > 1:
        step = length - before.length
        cost += max(0.0, abs(step) - 3) * 0.6 + (1.0 if abs(step) < 1 else 0.0)
        cost += 4.0 if step > 0 and falling else 0.0
        falling = falling or step < 0
    cost += 3.0 if last and length < 4 else 0.0
    return _Laid((*before.cuts, end), cost, length, falling)


def _plain(text: str, most: float) -> tuple[str, ...]:
    """Fill line after line with whole words, a longer one with what of it holds together."""
    cuts = (0, *sorted(places(text)), len(text))
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    lines = [""]
    for piece in (
        part
        for word in pieces
        for part in ([word] if cells(word) <= most else [word[start:end] for start, end in clusters(word)])
    ):
        if lines[-1] and cells(lines[-1] + piece) > most:
            lines.append("")
        lines[-1] += piece
    return tuple(lines)
