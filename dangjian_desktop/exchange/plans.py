"""What an import would do, before anything is written: changes to look at and values to store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import TypeVar

from dangjian_desktop.domain.campaigns import Campaign, Phase, Task
from dangjian_desktop.domain.habits import LearnedHeading
from dangjian_desktop.domain.matching import Decision, ImportAnswer, Match
from dangjian_desktop.domain.organisations import (
    Area,
    Committee,
    Community,
    PartyOrg,
    ResidentGroup,
    WorkGroup,
)
from dangjian_desktop.domain.people import Distinction, Person, Post, Voter
from dangjian_desktop.exchange.readings import PersonRow, RosterReading
from dangjian_desktop.kernel.findings import Finding

Unit = Area | Community | PartyOrg | WorkGroup | ResidentGroup | Committee
Value = Unit | Person | Post | Distinction | ImportAnswer | Voter | Campaign | Phase | Task
V = TypeVar("V", bound=Value)
Showing = Callable[[str, object], str]


class ChangeKind(StrEnum):
    """What happens to one thing. UNSURE: something is stored or left, but a person must look."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNSURE = "unsure"


class Entity(StrEnum):
    """What kind of thing a change concerns."""

    AREA = "area"
    COMMUNITY = "community"
    PARTY_ORG = "party_org"
    PERSON = "person"
    WORK_GROUP = "work_group"
    POST = "post"
    VOTER = "voter"
    RESIDENT_GROUP = "resident_group"
    COMMITTEE = "committee"
    CAMPAIGN = "campaign"
    PHASE = "phase"
    TASK = "task"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """One line of the preview: a thing added or left as it is, or one field of a thing changed.

    A line may stand for ``count`` things of a long list. ``address`` is that of the thing, ``cell`` that of
    the field where it is known. ``pair`` names the question about a holder that the line belongs to.
    """

    kind: ChangeKind
    entity: Entity
    name: str
    field: str = ""
    old: str = ""
    new: str = ""
    address: str = ""
    finding: Finding | None = None
    count: int = 1
    cell: str = ""
    pair: str = ""

    @property
    def place(self) -> str:
        """Return where a clerk looks it up: the cell of the field, else of the thing."""
        return self.cell or self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPair:
    """A row that looks like persons of the book, likeliest first, and what was decided, if anything.

    ``posts`` are the units and posts the row names, ``held`` those of each person. ``remembered``: it was
    decided when the row was imported before.
    """

    row: PersonRow
    persons: tuple[tuple[Person, Match], ...]
    decision: Decision | None = None
    posts: tuple[str, ...] = ()
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remembered: bool = False

    @property
    def key(self) -> str:
        """Return what a decision names the row by."""
        return self.row.key or self.row.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuestion:
    """A village the book does not hold under its written ``name``, and those of the book it looks like.

    ``in_file``: they are not of the book either; they stand in the file more often. Each of ``near`` comes
    with how it is like, likeliest first. ``told`` asks in a sentence; ``rows`` says in words what stands
    there. ``remembered``: it was decided when a file was imported before.
    """

    key: str
    name: str
    near: tuple[tuple[Community, str], ...]
    told: Finding
    rows: str
    decision: Decision | None = None
    remembered: bool = False
    in_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderQuestion:
    """Whether those still hold a post of ``body`` who do in the book, and what was decided, if anything.

    ``coming`` is the post another is to have by the file; None where the file no longer names the holder.
    ``told`` asks in a sentence. ``remembered``: it was decided when the file was imported before.
    """

    key: str
    held: tuple[Post, ...]
    holders: tuple[str, ...]
    body: str
    told: Finding
    coming: Post | None = None
    newcomer: str = ""
    decision: Decision | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The preview of an import. ``writes`` stand in an order in which they can be stored.

    ``pairs`` are the rows a clerk is asked about, decided or not; undecided ones are not written. ``holders``
    are the posts, ``places`` the villages asked about in the same way.
    ``learned`` is what the office keeps of the answers on villages, ``forgotten`` are answers of earlier
    imports that no longer hold. ``plain`` is the reading of a roster
    with every unit under the name it is planned by.
    """

    source: str
    changes: tuple[PlannedChange, ...] = ()
    writes: tuple[Value, ...] = ()
    findings: tuple[Finding, ...] = ()
    pairs: tuple[NearPair, ...] = ()
    holders: tuple[HolderQuestion, ...] = ()
    places: tuple[PlaceQuestion, ...] = ()
    learned: tuple[LearnedHeading, ...] = ()
    forgotten: tuple[ImportAnswer, ...] = ()
    plain: RosterReading | None = None

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """Return how many changes there are of each kind."""
        found: Counter[ChangeKind] = Counter()
        for change in self.changes:
            found[change.kind] += change.count
        return {kind: found[kind] for kind in ChangeKind}

    def count(self, kind: ChangeKind, entity: Entity) -> int:
        """Return how many things of one entity a kind of change concerns, each once."""
        found = [one for one in self.changes if (one.kind, one.entity) == (kind, entity)]
        return sum({(one.name, one.address): one.count for one in found}.values())

    def is_empty(self) -> bool:
        """Tell whether applying would change nothing."""
        return not (self.writes or self.forgotten or self.learned)

    @property
    def answers(self) -> int:
        """Return how many answers are kept for the next import."""
        return len(self.learned) + sum(isinstance(one, ImportAnswer) for one in self.writes)


@dataclass(slots=True)
class PlanDraft:
    """Collects the lines and the values of a plan while it is made."""

    changes: list[PlannedChange] = field(default_factory=list)
    writes: list[Value] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    pairs: list[NearPair] = field(default_factory=list)
    holders: list[HolderQuestion] = field(default_factory=list)
    places: list[PlaceQuestion] = field(default_factory=list)
    learned: list[LearnedHeading] = field(default_factory=list)
    answers: list[ImportAnswer] = field(default_factory=list)
    forgotten: list[ImportAnswer] = field(default_factory=list)

    def add(self, entity: Entity, name: str, value: Value, address: str) -> None:
        """Note a value that is not in the book yet."""
        self.changes.append(
            PlannedChange(kind=ChangeKind.ADDED, entity=entity, name=name, new=name, address=address)
        )
        self.writes.append(value)

    def compare(self, entity: Entity, name: str, old: V, new: V, address: str, shown: Showing) -> None:
        """Note what differs between a value of the book and what the file makes of it."""
        differing = [part.name for part in fields(old) if getattr(old, part.name) != getattr(new, part.name)]
        if not differing:
            same = PlannedChange(kind=ChangeKind.UNCHANGED, entity=entity, name=name, address=address)
            self.changes.append(same)
            return
        self.writes.append(new)
        self.changes.extend(
            PlannedChange(
                kind=ChangeKind.CHANGED,
                entity=entity,
                name=name,
                field=part,
                old=shown(part, getattr(old, part)),
                new=shown(part, getattr(new, part)),
                address=address,
            )
            for part in differing
        )

    def tell(self, kind: ChangeKind, entity: Entity, name: str, finding: Finding) -> None:
        """Note a thing that is refused or left for a person, with the reason."""
        self.findings.append(finding)
        self.changes.append(
            PlannedChange(kind=kind, entity=entity, name=name, address=finding.where.cell, finding=finding)
        )

    def finished(self, source: str, findings: Sequence[Finding]) -> ImportPlan:
        """Return the plan, the reading's own errors as refused rows first."""
        refused = [
            PlannedChange(
                kind=ChangeKind.REFUSED,
                entity=Entity.ROW,
                name=one.where.record,
                address=one.where.cell,
                finding=one,
            )
            for one in findings
            if one.code in REFUSING
        ]
        return ImportPlan(
            source=source,
            changes=(*refused, *self.changes),
            writes=(*self.writes, *self.answers),
            findings=(*findings, *self.findings),
            pairs=tuple(self.pairs),
            holders=tuple(self.holders),
            places=tuple(self.places),
            learned=tuple(self.learned),
            forgotten=tuple(self.forgotten),
        )


# Findings of a reading that stand for a row which is not imported.
REFUSING = frozenset(
    {
        "roster.community_missing",
        "roster.community_twice",
        "roster.org_twice",
        "roster.key_missing",
        "roster.group_twice",
        "roster.which_committee",
        "roster.ends_before",
        "campaigns.row_without_task",
    }
)


def plainly(value: object) -> str:
    """Write a field's value for the preview."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "；".join(map(str, value))
    return str(value)
