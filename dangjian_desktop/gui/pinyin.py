"""Finds Chinese by characters, pinyin or initials; the table of readings loads on the first use."""

from __future__ import annotations

import os
from functools import lru_cache

Span = tuple[int, int]


@lru_cache(maxsize=1)
def table() -> dict[int, str]:
    """Return the readings with tone marks of every character, by code point."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases cost 100 ms and say nothing here
    from pypinyin.constants import PINYIN_DICT

    return dict(PINYIN_DICT)


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """Return every toneless reading of ``character`` (all of them, for surnames), or itself in lower case."""
    if character.isascii():
        return (character.lower(),)
    found = table().get(ord(character))
    if not found:
        return (character,)
    return tuple(dict.fromkeys(plain(one) for one in found.split(",")))


def plain(reading: str) -> str:
    """Strip the tone marks: lǘ → lv, chóng → chong."""
    import unicodedata

    letters = unicodedata.normalize("NFD", reading.replace("ü", "v").replace("ǘ", "v").replace("ǚ", "v")
                                    .replace("ǜ", "v").replace("ǖ", "v"))  # fmt: skip
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def find(text: str, wanted: str) -> Span | None:
    """Return where ``wanted`` (characters, pinyin or initials) stands in ``text``, or None."""
    query = wanted.strip().lower().replace(" ", "")
    if not query:
        return None
    at = text.lower().find(query)
    if at >= 0:
        return at, at + len(query)
    if not query.isascii() or not query.isalnum():
        return None
    for start in range(len(text)):
        end = consume(text, start, query)
        if end is not None:
            return start, end
    return None


def consume(text: str, at: int, query: str) -> int | None:
    """Read ``query`` along ``text`` from ``at``: each character by a beginning of one of its readings."""
    if not query:
        return at
    if at >= len(text) or text[at].isspace():
        return None
    for reading in readings(text[at]):
        for length in range(min(len(reading), len(query)), 0, -1):
            if reading[:length] == query[:length] and whole_or_start(reading, length, query):
                end = consume(text, at + 1, query[length:])
                if end is not None:
                    return end
    return None


def whole_or_start(reading: str, length: int, query: str) -> bool:
    """Allow a whole reading, its first sound (d, zh), or any beginning at the end of what is typed."""
    if length == len(reading) or length == 1 or length == len(query):
        return True
    return length == 2 and reading[:2] in ("zh", "ch", "sh")


def rank(text: str, span: Span, wanted: str) -> int:
    """Order hits: as typed at the start, as typed inside, by sound at the start, by sound inside."""
    by_sound = wanted.strip().lower() not in text.lower()
    return (2 if by_sound else 0) + (0 if span[0] == 0 else 1)
