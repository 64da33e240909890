"""What is wrong, where, and how badly: the two expected errors and the findings they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int


class Severity(StrEnum):
    """How far a finding stops the clerk: an error blocks, a warning asks, a hint tells."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Where:
    """The place a finding speaks of; empty parts are unknown or do not apply."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""
    clause: str = ""
    record: str = ""

    def __bool__(self) -> bool:
        return any((self.file, self.sheet, self.cell, self.field, self.clause, self.record))


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Finding:
    """One numbered observation. Its sentence stands in ``kernel.texts`` under ``code``."""

    code: str
    severity: Severity
    where: Where = NOWHERE
    facts: tuple[tuple[str, Fact], ...] = field(default=())

    def fact(self, name: str) -> Fact | None:
        """Return the fact called ``name``, or None."""
        return dict(self.facts).get(name)


def finding(
    code: str, /, severity: Severity = Severity.ERROR, where: Where = NOWHERE, **facts: Fact
) -> Finding:
    """Make a finding from keyword facts (a fact may itself be called ``code``)."""
    return Finding(code, severity, where, tuple(sorted(facts.items())))


def warning(code: str, /, where: Where = NOWHERE, **facts: Fact) -> Finding:
    """Make a finding that asks but does not block."""
    return finding(code, Severity.WARNING, where, **facts)


def hint(code: str, /, where: Where = NOWHERE, **facts: Fact) -> Finding:
    """Make a finding that only tells."""
    return finding(code, Severity.HINT, where, **facts)


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the errors among ``findings``."""
    return tuple(f for f in findings if f.severity is Severity.ERROR)


def facts_of(item: Finding) -> Mapping[str, Fact]:
    """Return the facts of ``item`` by name."""
    return dict(item.facts)


class ExpectedError(Exception):
    """An error a clerk can cause or meet; it carries findings, never a bare message."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f.code for f in findings))
        self.findings = findings


class Rejected(ExpectedError):
    """The input is not acceptable; nothing was written."""


class Unavailable(ExpectedError):
    """Something outside is locked, full, missing or damaged; nothing was written."""
