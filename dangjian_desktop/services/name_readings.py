"""Pinyin and initials of names, with the readings that surnames have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

# pypinyin's usual readings are wrong for these surnames.
SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "区": "ou",
    "查": "zha",
    "曾": "zeng",
    "朴": "piao",
    "盖": "ge",
    "任": "ren",
    "华": "hua",
    "燕": "yan",
    "宁": "ning",
    "洗": "xian",
    "冼": "xian",
    "翟": "zhai",
    "缪": "miao",
    "覃": "qin",
    "种": "chong",
    "秘": "bi",
    "员": "yun",
    "黑": "he",
    "折": "she",
    "乐": "yue",
    "卜": "bu",
    "薄": "bo",
    "都": "du",
    "乜": "nie",
    "尉迟": "yuchi",
    "万俟": "moqi",
    "长孙": "zhangsun",
    "澹台": "tantai",
}


def name_reading(name: str) -> tuple[str, str]:
    """Return the pinyin of a name without tones, and its initials: 曾小明 → ("zengxiaoming", "zxm")."""
    head = next((name[:length] for length in (2, 1) if name[:length] in SURNAMES), "")
    rest = _syllables(name[len(head) :])
    initials = "".join([part[:1] for part in rest])
    if not head:
        return "".join(rest), initials
    firsts = [part[:1] for part in _syllables(head)]
    firsts[0] = SURNAMES[head][0]
    return SURNAMES[head] + "".join(rest), "".join(firsts) + initials


def _syllables(text: str) -> Sequence[str]:
    """Return the syllables: of a known word as the word is read, else character by character."""
    from pypinyin.constants import PHRASES_DICT

    two = len(text) <= 3 and all(text[n : n + 2] not in PHRASES_DICT for n in range(len(text) - 1))
    if two and text.isalpha() and not text.isascii() and text not in PHRASES_DICT:
        return [part for char in text for part in _read(char)]
    return _read(text)


@lru_cache(maxsize=8192)
def _read(text: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(str(part) for part in lazy_pinyin(text, style=Style.NORMAL))
