"""The orders names stand in: 姓氏笔画 and pinyin."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

COMPOUND = frozenset(
    (
        "欧阳 太史 上官 端木 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
        "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 轩辕 呼延 端方 左丘 东郭 南门 西门 "
        "百里 东里 第五 公良 拓跋 夹谷 谷梁 梁丘 段干"
    ).split()
)
_UNKNOWN = "99"


class NameOrder(StrEnum):
    """How people are ordered: by sound, by the strokes of the surname, or by their posts.

    Of the strokes there are two national practices: one-character given names stand among the others
    (STROKES), or before them (SHORT_FIRST).
    """

    PINYIN = "pinyin"
    STROKES = "strokes"
    SHORT_FIRST = "strokes_short_first"
    POSTS = "posts"


def stroke_code(strokes: str) -> str:
    """Return what one character is ordered by: the number of strokes, then their kinds in order.

    Args:
        strokes: the strokes in the order of writing, each 1 横 2 竖 3 撇 4 点 5 折.
    """
    return f"{len(strokes):02d}{strokes}"


def surname_of(name: str) -> str:
    """Return the surname: two characters where they are a compound one (欧阳), else the first."""
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]


def stroke_key(name: str, codes: Mapping[str, str], *, single_first: bool = False) -> str:
    """Return the key of a name in 姓氏笔画 order.

    The surname decides by the number of its strokes, then by their kinds (横竖撇点折) one after the
    other; the same surname by the characters that follow, in the same way. Characters without known
    strokes come last, by their code.

    Args:
        name: the name; dots and blanks are passed over.
        codes: what each character is ordered by (:func:`stroke_code`).
        single_first: whether one-character given names come before longer ones of the same surname.
    """
    bare = "".join(sign for sign in name if sign not in "· 　")
    surname = surname_of(bare)
    given = bare[len(surname) :]
    rank = "1" if single_first and len(given) > 1 else "0"
    parts = [codes.get(sign, f"{_UNKNOWN}{ord(sign):06x}") for sign in bare]
    head, rest = parts[: len(surname)], parts[len(surname) :]
    return "\t".join((*head, "", rank, *rest)) if single_first else "\t".join(parts)
