"""What is shown of 公示 and 异议: the lists as they were put up, what became of each, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.domain.grading import Decision
from dangjian_desktop.domain.publications import Objection, Publication, PublishedGrade
from dangjian_desktop.kernel.texts.publications import OBJECTION_STATES, PUBLICATION_STATES, UNNAMED


class PublicationState(StrEnum):
    """Where a publication stands on a day."""

    COMING = "coming"
    RUNNING = "running"
    OVER = "over"
    WITHDRAWN = "withdrawn"

    @property
    def word(self) -> str:
        """Return the office's word."""
        return PUBLICATION_STATES[self.value]


class ObjectionState(StrEnum):
    """How far an objection is; REVIEWED: answered, and the grade was decided anew."""

    OPEN = "open"
    INVESTIGATED = "investigated"
    ANSWERED = "answered"
    REVIEWED = "reviewed"

    @property
    def word(self) -> str:
        """Return the office's word."""
        return OBJECTION_STATES[self.value]

    @property
    def waits(self) -> bool:
        """Tell whether it has still to be answered."""
        return self in (ObjectionState.OPEN, ObjectionState.INVESTIGATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRow:
    """One 异议 with the organisation it is about, the grade put up, and the 复核 beside it."""

    objection: Objection
    party_org_id: str
    name: str
    grade: str
    state: ObjectionState
    late: bool
    review: Decision | None = None
    review_grade: str = ""

    @property
    def raised_by(self) -> str:
        """Return who raised it, in words where no name was given."""
        return self.objection.raised_by or UNNAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLine:
    """One line as it was put up; ``reviewed`` is the grade after 复核, empty while none was.

    ``state`` is how far its objections are: of one that waits, else of the last; None without any.
    """

    grade: PublishedGrade
    reviewed: str
    reviewed_on: date | None
    objections: int
    state: ObjectionState | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    """One 公示 as it was put up, with what became of its lines."""

    publication: Publication
    state: PublicationState
    lines: tuple[PublishedLine, ...]
    objections: tuple[ObjectionRow, ...]

    @property
    def waiting(self) -> int:
        """Return how many objections have still to be answered."""
        return sum(o.state.waits for o in self.objections)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationBoard:
    """All 公示 of a campaign, newest first; how many decided grades there are, and how many not."""

    campaign_id: str
    publications: tuple[PublicationRow, ...]
    decided: int
    undecided: int
    days: int
    answer_days: int

    def publication(self, publication_id: str) -> PublicationRow | None:
        """Return one publication, or None."""
        return next((p for p in self.publications if p.publication.id == publication_id), None)

    @property
    def objections(self) -> tuple[ObjectionRow, ...]:
        """Return the objections of all publications."""
        return tuple(o for p in self.publications for o in p.objections)
