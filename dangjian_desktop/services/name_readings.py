"""Pinyin and initials of names, with the readings that surnames have."""

from __future__ import annotations

# pypinyin's usual readings are wrong for these surnames.
_SURNAMES = {
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
    "尉迟": "yuchi",
    "万俟": "moqi",
    "长孙": "zhangsun",
    "澹台": "tantai",
}


def name_reading(name: str) -> tuple[str, str]:
    """Return the pinyin of a name without tones, and its initials: 曾小明 → ("zengxiaoming", "zxm")."""
    from pypinyin import Style, lazy_pinyin

    head = next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES), "")
    rest = [str(part) for part in lazy_pinyin(name[len(head) :], style=Style.NORMAL)]
    if not head:
        return "".join(rest), "".join(part[:1] for part in rest)
    firsts = [str(part)[:1] for part in lazy_pinyin(head, style=Style.NORMAL)]
    firsts[0] = _SURNAMES[head][0]
    return _SURNAMES[head] + "".join(rest), "".join([*firsts, *(part[:1] for part in rest)])
