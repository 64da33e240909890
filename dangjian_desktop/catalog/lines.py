"""Finds the line of a TOML file on which a key stands, so that a message can name it."""

from __future__ import annotations

import re

from dangjian_desktop.catalog.schema import KeyPath

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_AT_LINE = re.compile(r"at line (\d+)")


def line_of(text: str, path: KeyPath) -> int:
    """Return the line (from 1) of the key at ``path``, or of the nearest table that holds it."""
    lines = text.splitlines()
    start, end, rest = _table(lines, path)
    for part in rest:
        if not isinstance(part, str):
            continue
        key = re.compile(rf"""(^|[\s{{,])["']?{re.escape(part)}["']?\s*=""")
        hit = next((n for n in range(start, end) if key.search(lines[n])), None)
        if hit is None:
            break
        start, end = hit, _value_end(lines, hit, end)
    return start + 1


def line_of_error(text: str, message: str) -> int:
    """Return the line a TOML parser's message names; the last line when it names none."""
    hit = _AT_LINE.search(message)
    return int(hit.group(1)) if hit else max(1, len(text.splitlines()))


def _table(lines: list[str], path: KeyPath) -> tuple[int, int, KeyPath]:
    """Return the span of the deepest ``[table]`` or ``[[table]]`` along ``path``, and what is left."""
    start, end, used = 0, _next_head(lines, 0), 0
    names: list[str] = []
    for depth, part in enumerate(path):
        if isinstance(part, int):
            continue
        names.append(part)
        after = path[depth + 1] if depth + 1 < len(path) else None
        place = after if isinstance(after, int) else 0
        heads = [n for n, line in enumerate(lines) if _is_head(line, ".".join(names)) and n >= start]
        if place < len(heads):
            start = heads[place]
            end, used = _next_head(lines, start + 1), depth + 1
    return start, end, path[used:]


def _is_head(line: str, name: str) -> bool:
    hit = _HEAD.match(line)
    return hit is not None and hit.group(2) == name


def _next_head(lines: list[str], start: int) -> int:
    return next((n for n in range(start, len(lines)) if _HEAD.match(lines[n])), len(lines))


def _value_end(lines: list[str], start: int, end: int) -> int:
    """Return where the value that begins on ``start`` ends: at the next key on its own line."""
    key = re.compile(r"""\s*["']?[\w.-]+["']?\s*=""")
    return next((n for n in range(start + 1, end) if key.match(lines[n])), end)
