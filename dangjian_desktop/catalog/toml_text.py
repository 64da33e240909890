"""Writes the table of a form as TOML, key by key in the order of its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml_text(data: Mapping[str, Any]) -> str:
    """Return ``data`` as TOML: texts, whole numbers, fractions, truth values, dates, lists and tables.

    Nothing is written for a value that is None.
    """
    return "\n".join(_lines(data, ())).strip("\n") + "\n"


def _lines(data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield the values of a table, then the tables in it."""
    tables = {key: value for key, value in data.items() if isinstance(value, Mapping) or _is_tables(value)}
    for key, value in data.items():
        if key not in tables and value is not None:
            yield f"{key} = {_value(value)}"
    for key, value in tables.items():
        name = ".".join((*path, key))
        alone = isinstance(value, Mapping)
        for one in (value,) if alone else value:
            yield ""
            yield f"[{name}]" if alone else f"[[{name}]]"
            yield from _lines(one, (*path, key))


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else _text(str(value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    safe = "".join(_ESCAPES.get(char, char if char.isprintable() else f"\\u{ord(char):04x}") for char in text)
    return f'"{safe}"'
