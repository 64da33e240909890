"""Checks a form's table against ``forms/schema/<kind>.toml`` and says which key is wrong.

A schema file holds one table per kind of table; each key of it describes a key of the form:
``{ type = …, optional = true, of = [choices], table = "name", least = 1 }``. Types: text, code,
key (one digit 1–9), colour, integer, number (exact: 3, 0.9, "1/3", "90%"), date, boolean,
choice, texts, codes, choices, table, tables, wording (nested tables of texts).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from dangjian_desktop.kernel.numbers import exact

Table = Mapping[str, Any]
KeyPath = tuple[str | int, ...]

_CODE = re.compile(r"[a-z][a-z0-9_]*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A key that is missing, unknown or of the wrong kind; ``code`` is the finding's."""

    path: KeyPath
    code: str
    facts: tuple[tuple[str, str | int], ...] = ()


def problem(path: KeyPath, code: str, **facts: str | int) -> Problem:
    """Make a problem from keyword facts."""
    return Problem(path, code, tuple(sorted(facts.items())))


def check(schema: Table, data: Table, name: str = "form", path: KeyPath = ()) -> list[Problem]:
    """Return what is wrong with ``data`` as a table called ``name`` in ``schema``."""
    rules: Table = schema[name]
    found = [
        problem((*path, key), "catalog.unknown_key", known="、".join(rules))
        for key in data
        if key not in rules
    ]
    for key, rule in rules.items():
        here = (*path, key)
        if key not in data:
            if not rule.get("optional", False):
                found.append(problem(here, "catalog.missing_key", wanted=str(rule["type"])))
            continue
        found.extend(_check_value(schema, rule, data[key], here))
    return found


def _check_value(schema: Table, rule: Table, value: object, here: KeyPath) -> list[Problem]:
    kind = rule["type"]
    if kind == "table":
        return check(schema, value, rule["table"], here) if isinstance(value, dict) else [_wrong(here, kind)]
    if kind in _LISTS:
        return _check_list(schema, rule, value, here)
    if kind in ("choice", "choices") and value not in rule["of"]:
        return [problem(here, "catalog.unknown_choice", value=str(value), choices="、".join(rule["of"]))]
    return [] if _FITS[kind](value) else [_wrong(here, kind)]


def _check_list(schema: Table, rule: Table, value: object, here: KeyPath) -> list[Problem]:
    kind = rule["type"]
    if not isinstance(value, list):
        return [_wrong(here, kind)]
    if len(value) < rule.get("least", 0):
        return [problem(here, "catalog.too_few", least=rule["least"], count=len(value))]
    one = {**rule, "type": _LISTS[kind]}
    found = []
    for place, item in enumerate(value):
        found.extend(_check_value(schema, one, item, (*here, place)))
    return found


def _wrong(here: KeyPath, kind: str) -> Problem:
    return problem(here, "catalog.wrong_type", wanted=kind)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        try:
            exact(value)
        except (ValueError, ZeroDivisionError):
            return False
        return True
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _is_wording(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_wording(one) for one in value.values())
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str)


_FITS: dict[str, Callable[[object], bool]] = {
    "text": _is_text,
    "code": lambda v: isinstance(v, str) and bool(_CODE.fullmatch(v)),
    "key": lambda v: isinstance(v, str) and len(v) == 1 and v in "123456789",
    "colour": lambda v: isinstance(v, str) and bool(_COLOUR.fullmatch(v)),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0,
    "number": _is_number,
    "date": lambda v: isinstance(v, date) and not isinstance(v, datetime),
    "boolean": lambda v: isinstance(v, bool),
    "choice": lambda v: isinstance(v, str),
    "wording": lambda v: isinstance(v, dict) and _is_wording(v),
}
_LISTS = {"texts": "text", "codes": "code", "choices": "choice", "tables": "table"}
