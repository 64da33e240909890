"""Names and words as they are written in lists: widths, spread-out characters, several in one cell."""

from __future__ import annotations

import re

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SPREAD = re.compile(f"^[{_HAN}](?:\\s+[{_HAN}])+$")
_PERSON = re.compile(f"^[{_HAN}]{{2,4}}$|^[{_HAN}]{{1,15}}(?:·[{_HAN}]{{1,15}})+$")
_KEPT_WIDE = "，。；：！？（）《》“”‘’、【】〔〕—…·「」『』"
_INVISIBLE = (*range(9), *range(0x0B, 0x20), 0x7F, 0xAD, 0xFEFF, *range(0x200B, 0x2010))
_UNSEEN = (*_INVISIBLE, *range(0x202A, 0x202F), *range(0x2060, 0x2065))
_NARROW: dict[int, int | None] = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in _KEPT_WIDE},
    **dict.fromkeys(_UNSEEN),
    0x3000: 0x20,
    0xA0: 0x20,
}
_NEW_LINES = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n")
_WRITTEN: dict[int, str | None] = {**dict.fromkeys(_UNSEEN), 0x0D: "\n", **_NEW_LINES}
_CLEAN = re.compile(f"[^\\s{''.join(re.escape(chr(code)) for code in _NARROW)}]*")
_DOTS = str.maketrans(dict.fromkeys("・•‧．.∙⋅･●", "·"))


def narrow(text: str) -> str:
    """Turn full-width letters, digits and signs into half-width ones; Chinese punctuation stays.

    Rare Han characters are never normalised away; invisible characters are dropped.
    """
    return text.translate(_NARROW)


def written(text: str) -> str:
    """Return a text as typed or pasted without what cannot be printed; line breaks of Word (Shift+Enter,
    page ends) become new lines, full-width signs stay."""
    return text.replace("\r\n", "\n").translate(_WRITTEN)


def tidy(text: str) -> str:
    """Clean one cell: widths, edges, runs of blanks, and names spread out ("柳 岸" → "柳岸")."""
    if _CLEAN.fullmatch(text):
        return text
    clean = narrow(text).strip()
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in clean.splitlines()]
    joined = "\n".join(line for line in lines if line)
    return re.sub(r"\s+", "", joined) if _SPREAD.match(joined) and _spread_length(joined) <= 4 else joined


def squeezed(text: str) -> str:
    """Return ``text`` without any blanks, for comparing headings: "片 名" → "片名"."""
    return text if _CLEAN.fullmatch(text) else re.sub(r"\s+", "", narrow(text))


def is_person_name(text: str) -> bool:
    """Tell whether ``text`` has the shape of one Chinese name (2–4 characters, or with ·)."""
    return bool(_PERSON.match(text.translate(_DOTS)))


def person_name(text: str) -> str:
    """Return one person's name as lists keep it: no blanks in it ("林 村"), one kind of dot (买买提·艾力).

    A text that has not the shape of a name is only tidied.
    """
    name = squeezed(text).translate(_DOTS)
    return name if _PERSON.match(name) else tidy(text)


def several_names(text: str) -> tuple[str, ...]:
    """Split the names of one cell: "黄某、洪某" or one a line. A spread-out name stays one name.

    Blanks split only where every part has the shape of a name of two characters or more.
    """
    parts = [tidy(part) for part in re.split(r"[、,，;；/\n]+", narrow(text))]
    found: list[str] = []
    for part in parts:
        words = part.split(" ")
        if len(words) > 1 and all(is_person_name(word) for word in words):
            found.extend(words)
        elif part:
            found.append(part.translate(_DOTS))
    return tuple(dict.fromkeys(found))


def several_owners(text: str) -> tuple[str, ...]:
    """Split 负责人/责任单位 of one cell, separated by blanks, line ends or 、."""
    parts = (tidy(part) for part in re.split(r"[、,，;；\s]+", tidy(text)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _spread_length(text: str) -> int:
    return len(re.sub(r"\s+", "", text))
