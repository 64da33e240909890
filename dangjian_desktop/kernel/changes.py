"""What a service call changed, so that only the views concerned ask anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from dangjian_desktop.kernel.findings import Finding

T = TypeVar("T")


class Topic(StrEnum):
    """A part of the record that views show."""

    BOOK = "book"
    ROSTER = "roster"
    CAMPAIGNS = "campaigns"
    TASKS = "tasks"
    BALLOTS = "ballots"
    SCORES = "scores"
    RATINGS = "ratings"
    VETTING = "vetting"
    PAPERS = "papers"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Changes:
    """The topics one call touched; ``changes | more`` unites two."""

    topics: frozenset[Topic] = frozenset()

    @staticmethod
    def of(*topics: Topic) -> Changes:
        """Return the changes that touch ``topics``."""
        return Changes(frozenset(topics))

    def touches(self, *topics: Topic) -> bool:
        """Tell whether any of ``topics`` was touched."""
        return not self.topics.isdisjoint(topics)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.topics | other.topics)

    def __bool__(self) -> bool:
        return bool(self.topics)


NOTHING = Changes()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The answer of a service call: its value, what was noticed, what changed."""

    value: T
    findings: tuple[Finding, ...] = field(default=())
    changes: Changes = NOTHING
