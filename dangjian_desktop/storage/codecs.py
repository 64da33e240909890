"""Python values to what SQLite and JSON hold, and back, chosen by a field's type."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Stored = str | int | None


@dataclass(frozen=True, slots=True)
class Codec:
    """A pair of functions; ``structured`` values become lists and objects and need JSON text.

    ``plain`` values are stored as they are.
    """

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]
    structured: bool = False
    plain: bool = False


def _same(value: Any) -> Any:
    return value


def _fraction(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


_SAME = Codec(_same, _same, plain=True)
_SCALARS: dict[Any, Codec] = {
    str: _SAME,
    int: _SAME,
    bool: Codec(int, bool),
    datetime: Codec(datetime.isoformat, datetime.fromisoformat),
    date: Codec(date.isoformat, date.fromisoformat),
    Fraction: Codec(_fraction, Fraction),
}


@cache
def column_codec(hint: Any) -> Codec:
    """Return the codec of a table column for a field of type ``hint``.

    Raises:
        TypeError: when no codec is known for the type.
    """
    inner = _codec(hint)
    if not inner.structured:
        return inner

    def encode(value: Any) -> str | None:
        return None if value is None else _json(inner.encode(value))

    def decode(text: str | None) -> Any:
        return None if text is None else inner.decode(json.loads(text))

    return Codec(encode, decode)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _codec(hint: Any) -> Codec:
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _optional([part for part in get_args(hint) if part is not NoneType], hint)
    if origin is tuple:
        return _tuple(get_args(hint), hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Codec(lambda value: value.value, hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"no codec for {hint!r}")


def _optional(parts: list[Any], hint: Any) -> Codec:
    if len(parts) != 1:
        raise TypeError(f"no codec for {hint!r}")
    inner = _codec(parts[0])
    if inner.plain:
        return inner
    return Codec(
        lambda value: None if value is None else inner.encode(value),
        lambda value: None if value is None else inner.decode(value),
        inner.structured,
    )


def _tuple(parts: tuple[Any, ...], hint: Any) -> Codec:
    if len(parts) != 2 or parts[1] is not Ellipsis:
        raise TypeError(f"no codec for {hint!r}")
    inner = _codec(parts[0])
    return Codec(
        lambda value: [inner.encode(one) for one in value],
        lambda value: tuple(inner.decode(one) for one in value),
        structured=True,
    )


def _record(kind: type) -> Codec:
    hints = get_type_hints(kind)
    members = {field.name: _codec(hints[field.name]) for field in fields(kind)}
    return Codec(
        lambda value: {name: codec.encode(getattr(value, name)) for name, codec in members.items()},
        lambda value: kind(**{name: members[name].decode(part) for name, part in value.items()}),
        structured=True,
    )
