"""What a service call changed, so that only the views concerned ask anew."""

from __future__ import annotations

from collections.abc import Iterable
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
    """The topics one call touched; ``changes | more`` unites two.

    ``only``: the keys of the persons of the roster who alone have changed, with their posts, so that a long
    list takes these anew; empty when more may have.
    """

    topics: frozenset[Topic] = frozenset()
    only: frozenset[str] = frozenset()

    @staticmethod
    def of(*topics: Topic, only: Iterable[str] = ()) -> Changes:
        """Return the changes that touch ``topics``."""
        return Changes(frozenset(topics), frozenset(only))

    def touches(self, *topics: Topic) -> bool:
        """Tell whether any of ``topics`` was touched."""
        return not self.topics.isdisjoint(topics)

    def __or__(self, other: Changes) -> Changes:
        only = self.only | other.only if self.only and other.only else frozenset[str]()
        return Changes(self.topics | other.topics, only)

    def __bool__(self) -> bool:
        return bool(self.topics)


NOTHING = Changes()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The answer of a service call: its value, what was noticed, what changed."""

    value: T
    findings: tuple[Finding, ...] = field(default=())
    changes: Changes = NOTHING
