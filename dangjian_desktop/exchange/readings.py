"""What a file says, by name and not yet by identity: rows of a roster and of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dangjian_desktop.domain.campaigns import TaskScope
from dangjian_desktop.domain.organisations import CommitteeKind, CommunityKind, OrgCategory, OrgLevel
from dangjian_desktop.domain.people import PostRole, Sex
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.headings import Columns
from dangjian_desktop.kernel.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """片."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRow:
    """村、社区; ``area`` is None where the file puts it outside the areas or says nothing of areas.

    ``listed``: the file is a list of communities, or of their work groups, and has a row for it.
    """

    name: str
    address: str
    kind: CommunityKind = CommunityKind.COMMUNITY
    area: str | None = None
    area_told: bool = False
    households: int | None = None
    population: int | None = None
    voters: int | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgRow:
    """党组织. ``listed``: the file is a list of Party organisations and has a row for it."""

    name: str
    address: str
    category: OrgCategory = OrgCategory.UNSET
    level: OrgLevel = OrgLevel.BRANCH
    community: str = ""
    parent: str = ""
    founded: date | None = None
    members: int | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person; several rows of one name are one person, and a finding says so.

    ``key`` is what posts name the person by: the name, with a mark where two persons share it.
    ``from_number`` names the facts (birth, sex) that the row leaves out and its ID number tells, ``cells``
    where each field that is filled in stands, ``doubts`` the fields read doubtfully and what to check.
    """

    name: str
    address: str
    key: str = ""
    name_written: str = ""
    sex: Sex | None = None
    birth: date | None = None
    birth_day_known: bool = True
    ethnicity: str = ""
    political_status: str = ""
    joined_party: date | None = None
    education: str = ""
    id_number: str = ""
    phone: str = ""
    residence: str = ""
    note: str = ""
    from_number: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()

    def place(self, field: str) -> str:
        """Return the address of the cell that tells a field; that of the name where none does."""
        told = "birth" if field == "birth_day_known" else field
        return dict(self.cells).get("id_number" if told in self.from_number else told, self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """职务 of the person with the key ``person`` in at most one body, named by ``area``,
    ``community``, ``org`` or, for the work group of a community, ``group``.

    ``headed``: its title is the head of a column of names, not written for this post; ``unit_address`` is
    the cell of the body."""

    person: str
    role: PostRole
    address: str
    title: str = ""
    area: str = ""
    community: str = ""
    org: str = ""
    group: str = ""
    since: date | None = None
    until: date | None = None
    order: int = 0
    to_confirm: str = ""
    resident_group: str = ""
    headed: bool = False
    unit_address: str = ""


class VoterRow(NamedTuple):
    """选民: one line of a list, light enough for 60,000 of them; ``number`` is 0 where none is written."""

    address: str
    community: str
    number: int
    name: str
    name_written: str
    resident_group: str
    sex: Sex | None
    birth: date | None
    birth_day_known: bool
    id_number: str
    household: str
    residence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterTable:
    """选民名单: the lines of one table. ``about`` are the words over it, which tell the community
    where no column does."""

    table: Table
    about: str
    rows: tuple[VoterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentGroupRow:
    """居民小组."""

    community: str
    name: str
    address: str
    households: int | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeRow:
    """班子 of a community in one 届."""

    community: str
    kind: CommitteeKind
    address: str
    title: str = ""
    term: str = ""
    seats: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """驻社区工作组 of one community. ``listed``: the file is a list of work groups and has a row for it."""

    community: str
    address: str
    partner_org: str = ""
    to_confirm: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table that was read: as which kind of roster, and how its columns were understood."""

    kind: str
    table: Table
    columns: Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReading:
    """Everything one roster file says."""

    kind: str
    source: str
    areas: tuple[AreaRow, ...] = ()
    communities: tuple[CommunityRow, ...] = ()
    orgs: tuple[OrgRow, ...] = ()
    persons: tuple[PersonRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    posts: tuple[PostRow, ...] = ()
    voters: tuple[VoterTable, ...] = ()
    resident_groups: tuple[ResidentGroupRow, ...] = ()
    committees: tuple[CommitteeRow, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    refused: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRow:
    """阶段, with the written range of the notice's body where one was found."""

    name: str
    address: str
    order: int
    due_text: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One row of the 任务分解表; ``phase`` is the place of its phase, counted from 0."""

    phase: int
    address: str
    order: int
    items: tuple[str, ...]
    owners: tuple[str, ...] = ()
    due_text: str = ""
    start: date | None = None
    end: date | None = None
    scope: TaskScope = TaskScope.OFFICE
    to_confirm: str = ""
    other_due_text: str = ""
    other_end: date | None = None

    @property
    def name(self) -> str:
        """Return all the task asks: a preview calls it so, and it is read whole before it is written."""
        if len(self.items) == 1:
            return self.items[0]
        return "；".join(f"{number}、{item.rstrip('。；')}" for number, item in enumerate(self.items, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading:
    """A campaign's plan as a notice writes it. ``notice`` keeps the whole text."""

    source: str
    title: str
    year: int
    document_number: str = ""
    basis: str = ""
    issuer: str = ""
    issued_on: date | None = None
    notice: str = ""
    phases: tuple[PhaseRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def item_count(self) -> int:
        """Return the number of items of all tasks."""
        return sum(len(task.items) for task in self.tasks)
