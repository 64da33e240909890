"""A TrueType program of only the glyphs a file draws, as PDF embeds it (ISO 32000-1 9.9)."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate
from struct import pack, pack_into, unpack_from
from typing import Protocol

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80
_LONG_PLACES, _GLYPHS, _METRICS, _SUM = 50, 4, 34, 8  # where head, maxp, hhea and head hold what changes
_WHOLE = 0xB1B0AFBA
_HINTS = ("cvt ", "fpgm", "prep")


class Outlines(Protocol):
    """A font of which glyphs are taken."""

    def table(self, tag: str) -> bytes:
        """Return a table as the file holds it; nothing for one that is not there."""

    def outline(self, glyph: int) -> bytes:
        """Return what draws a glyph; nothing for a blank."""

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Return advance and left side bearing in units of the font."""


def program(font: Outlines, glyphs: Sequence[int]) -> bytes:
    """Return a font of ``glyphs``, numbered from 0 in that order, and the parts they are put together of."""
    outlines, order = _gathered(font, glyphs)
    places = [0, *accumulate(map(len, outlines))]
    count = len(order)
    head, maxp, hhea = (bytearray(font.table(tag)) for tag in ("head", "maxp", "hhea"))
    pack_into(">H", head, _LONG_PLACES, 1)
    pack_into(">L", head, _SUM, 0)
    pack_into(">H", maxp, _GLYPHS, count)
    pack_into(">H", hhea, _METRICS, count)
    metrics = [measure for glyph in order for measure in font.metrics(glyph)]
    tables = {
        "glyf": b"".join(outlines),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": pack(f">{2 * count}H", *metrics),
        "loca": pack(f">{count + 1}L", *places),
        "maxp": bytes(maxp),
    }
    hints = {tag: content for tag in _HINTS if (content := font.table(tag))}
    return _assembled({**hints, **tables})


def _gathered(font: Outlines, glyphs: Sequence[int]) -> tuple[list[bytes], list[int]]:
    """Return the outlines, each filled up to whole words, and which glyphs of the font they are."""
    order, numbers = list(glyphs), dict[int, int]()
    outlines = []
    for glyph in order:  # grows by the parts that are met
        outline = font.outline(glyph)
        if outline and outline[0] & 0x80:  # a negative number of contours: put together of parts
            outline = _renumbered(outline, order, numbers)
        outlines.append(outline + bytes(-len(outline) % 4))
    return outlines, order


def _renumbered(outline: bytes, order: list[int], numbers: dict[int, int]) -> bytes:
    made, at, flags = bytearray(outline), 10, _MORE
    while flags & _MORE:
        flags, part = unpack_from(">HH", made, at)
        if part not in numbers:
            numbers[part] = len(order)
            order.append(part)
        pack_into(">H", made, at + 2, numbers[part])
        scaled = 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        at += (8 if flags & _WORDS else 6) + scaled
    return bytes(made)


def _assembled(tables: dict[str, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    parts = [pack(">LHHHH", 0x10000, len(tables), 16 << power, power, 16 * len(tables) - (16 << power))]
    at, bodies, whole = 12 + 16 * len(tables), [], 0
    head = 0
    for tag, content in sorted(tables.items()):
        head = at if tag == "head" else head
        body = content + bytes(-len(content) % 4)
        check = _sum(body)
        parts.append(pack(">4sLLL", tag.encode(), check, at, len(content)))
        bodies.append(body)
        whole += check
        at += len(body)
    directory = b"".join(parts)
    made = bytearray(b"".join((directory, *bodies)))
    pack_into(">L", made, head + _SUM, (_WHOLE - whole - _sum(directory)) & 0xFFFFFFFF)
    return bytes(made)


def _sum(words: bytes) -> int:
    numbers = array("I", words)
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF
