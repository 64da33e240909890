"""The one MetaData and the few kinds of columns every table is made of."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str = "id") -> Column[str]:
    """A text key: 32 hexadecimal digits from ``domain.organisations.new_id``."""
    return Column(name, Text, primary_key=True, nullable=False)


def text(
    name: str, *, optional: bool = False, index: bool = False, default: str | None = None
) -> Column[str]:
    """Text, a code, a date or moment (ISO), a fraction (``n/d``) or a tuple (JSON).

    ``default`` is for a column added to a table that released files hold already.
    """
    return Column(name, Text, nullable=optional, index=index, server_default=default)


def number(name: str, *, optional: bool = False, default: str | None = None) -> Column[int]:
    """A whole number or a truth value (0 or 1); ``default`` as for :func:`text`."""
    return Column(name, Integer, nullable=optional, server_default=default)


def refers(name: str, table: str, *, optional: bool = False, column: str = "id") -> Column[str]:
    """The key of a row of ``table``; that row cannot go while this one is there."""
    return Column(name, Text, ForeignKey(f"{table}.{column}"), nullable=optional, index=True)


def one_of(column: str, kinds: type[StrEnum]) -> CheckConstraint:
    """Only the values of ``kinds`` (or NULL, where the column allows it) may stand in ``column``."""
    values = ", ".join(f"'{kind.value}'" for kind in kinds)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


def rule(name: str, sql: str) -> CheckConstraint:
    """A named condition every row meets."""
    return CheckConstraint(sql, name=name)


def without_rowid() -> dict[str, Any]:
    """Table options that keep no hidden row number, hence no order of insertion."""
    return {"sqlite_with_rowid": False}
