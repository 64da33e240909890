"""Communities, organisations, terms of 班子 and posts as a clerk types them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.organisations import (
    Area,
    Committee,
    CommitteeKind,
    Community,
    CommunityKind,
    PartyOrg,
    new_id,
    org_level,
)
from dangjian_desktop.domain.people import Post
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import NOWHERE, Finding, Rejected, Where, finding, hint
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.joining import ended_phases, excused
from dangjian_desktop.services.roster_edits import value_reader
from dangjian_desktop.services.unit_cells import Lookup, UnitKind, read_unit_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.exchange.values import ValueReader
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

TOUCHED = Changes.of(Topic.ROSTER)
TWO_COMMITTEES = "two_committees"


@dataclass(frozen=True, slots=True)
class UnitEdit:
    """One fact about one unit as typed: ``field`` is a key of ``unit_cells.UNIT_WORDS[kind]``."""

    kind: UnitKind
    key: str
    field: str
    text: str


class RosterUnits:
    """What a clerk can do by hand with everything of the roster that is not a person."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock

    def _values(self) -> ValueReader:
        return value_reader(self._catalog, self._clock.today())

    # ------------------------------------------------------------ reading

    def wrong_unit_cell(self, kind: UnitKind, field: str, text: str) -> str:
        """Return what is wrong with a typed fact, in one sentence; empty when nothing is.

        Asks nothing of the book: names of other units are looked up only when the fact is stored.
        """
        read = read_unit_cell(kind, field, text, None, self._values())
        return sentence(replace(read.wrong, where=NOWHERE)) if read.wrong is not None else ""

    # ------------------------------------------------------------ editing

    def edit_units(self, edits: Sequence[UnitEdit]) -> Outcome[int]:
        """Store typed facts as one step with one undo; returns how many units changed.

        Raises:
            Rejected: when any of them cannot be read, names an unknown unit, or would make an
                organisation its own superior; then nothing is stored.
        """
        found: list[Finding] = []
        names: list[str] = []
        with self._book.work("roster.unit", "更改村社区、党组织") as work:
            lookup = lookup_of(work)
            for kind, key in dict.fromkeys((edit.kind, edit.key) for edit in edits):
                unit = _stores(work)[kind].get(key)
                if unit is None:
                    raise Rejected(finding("roster.unit_gone"))
                for edit in (one for one in edits if (one.kind, one.key) == (kind, key)):
                    read = read_unit_cell(kind, edit.field, edit.text, lookup, self._values())
                    if read.wrong is None:
                        unit = replace(unit, **read.values)
                    else:
                        where = replace(read.wrong.where, record=_called(unit))
                        found.append(replace(read.wrong, where=where))
                found.extend(_contradictions(unit, lookup))
                if not found and _stores(work)[kind].put(unit):
                    names.append(_called(unit))
                    lookup = lookup_of(work)
            if found:
                raise Rejected(*found)
            if names:
                work.describe(f"更改 {names[0]}" if len(names) == 1 else f"更改 {len(names)} 个单位的资料")
                work.commit()
        return Outcome(len(names), (), TOUCHED if names else NOTHING)

    def add_community(self, name: str, kind: str = "", area: str = "") -> Outcome[Community]:
        """Add a community at the end, in an area when one is named; a new area is added with it.

        Raises:
            Rejected: no name, a name that is taken, or an unknown kind.
        """
        with self._book.work("roster.unit", f"新增 {name.strip()}") as work:
            if area.strip() and not work.areas.count(name=area.strip()):
                work.areas.add(Area(id=new_id(), name=area.strip(), order=_next(work.areas.all())))
            usual = CommunityKind.VILLAGE if name.strip().endswith("村") else CommunityKind.COMMUNITY
            new = Community(id=new_id(), name=_named(name), kind=usual, order=_next(work.communities.all()))
            made = self._told(work, UnitKind.COMMUNITY, new, {"kind": kind, "area": area})
            work.communities.add(made)
            told = (*excused(work, (made,), self._clock.today()), *self._ended_phases(work, made))
            work.commit()
        return Outcome(made, told, TOUCHED)

    def add_org(
        self, name: str, category: str = "", community: str = "", parent: str = ""
    ) -> Outcome[PartyOrg]:
        """Add a Party organisation at the end; its level follows its name.

        Raises:
            Rejected: no name, an unknown category, community or superior.
        """
        with self._book.work("roster.unit", f"新增党组织 {name.strip()}") as work:
            order = _next(work.party_orgs.all())
            new = PartyOrg(id=new_id(), name=_named(name), level=org_level(name.strip()), order=order)
            told = {"category": category, "community": community, "parent": parent}
            made = self._told(work, UnitKind.PARTY_ORG, new, told)
            work.party_orgs.add(made)
            work.commit()
        return Outcome(made, (), TOUCHED)

    def put_under(self, org_id: str, parent_id: str | None) -> Outcome[PartyOrg]:
        """Put a Party organisation, with all that stands under it, under another superior or under none.

        Raises:
            Rejected: one of the two is gone, or it would stand under itself.
        """
        with self._book.work("roster.org", "改上级党组织") as work:
            org, above = work.party_orgs.get(org_id), work.party_orgs.get(parent_id or "")
            if org is None or (parent_id and above is None):
                raise Rejected(finding("roster.unit_gone"))
            moved = replace(org, parent_id=parent_id)
            _refuse(_contradictions(moved, lookup_of(work)))
            changed = work.party_orgs.put(moved)
            if changed:
                work.describe(f"改上级党组织 {org.name} → {above.name if above else '没有上级'}")
                work.commit()
        return Outcome(moved, (), TOUCHED if changed else NOTHING)

    def record_term(self, community_id: str, kind: CommitteeKind, *, term: str = "", seats: str = "",
                    since: str = "", until: str = "") -> Outcome[Committee]:  # fmt: skip
        """Record one 届 of a community's 班子; the same 届 of the same kind is changed, a new one added.

        Raises:
            Rejected: no such community, nothing told, or unreadable facts.
        """
        with self._book.work("roster.term", "登记班子届期") as work:
            place = work.communities.get(community_id)
            if place is None:
                raise Rejected(finding("roster.unit_gone"))
            told = {"term": term, "seats": seats, "since": since, "until": until}
            if not any(text.strip() for text in (seats, since, until)):
                raise Rejected(finding("roster.term_empty", where=Where(record=place.name, field="职数")))
            same = work.committees.first(community_id=community_id, kind=kind, term=term.strip())
            blank = same or Committee(id=new_id(), kind=kind, community_id=community_id)
            made = self._told(work, UnitKind.COMMITTEE, blank, told)
            if work.committees.put(made):
                work.describe(f"登记班子届期 {place.name} {made.term}".rstrip())
                work.commit()
        return Outcome(made, (), TOUCHED)

    # ------------------------------------------------------------ posts

    def add_post(self, person_id: str, body_id: str, title: str, since: str = "") -> Outcome[Post]:
        """Give a person a post in a body: an area, a community, an organisation or a work group.

        Raises:
            Rejected: the person or body is gone, no title, or an unreadable date.
        """
        with self._book.work("roster.post", "登记任职") as work:
            person = work.persons.get(person_id)
            if person is None:
                raise Rejected(finding("roster.person_gone"))
            if not title.strip():
                raise Rejected(finding("roster.no_title", where=Where(record=person.name, field="职务")))
            role = self._values().words.role(title)
            blank = replace(
                Post(id=new_id(), person_id=person_id, role=role, title=title.strip()),
                order=next_post(work),
                **_body_of(work, body_id),
            )
            post = self._told(work, UnitKind.POST, blank, {"since": since})
            work.posts.add(post)
            work.describe(f"登记任职 {person.name} {post.title}")
            told = self._village_title(work, post)
            work.commit()
        return Outcome(post, told, Changes.of(Topic.ROSTER, only=(person_id,)))

    def _ended_phases(self, work: UnitOfWork, place: Community) -> tuple[Finding, ...]:
        """Hint at the phases of running campaigns that ended before a community came and count it too."""
        today, told = self._clock.today(), []
        waived = {one.task_id for one in work.sign_offs.find(community_id=place.id)}
        done = {one.phase_id for one in work.tasks.get_many(waived).values()}
        for one in work.campaigns.all():
            phases = (phase for phase, _ in ended_phases(work, one, today))
            parts = "、".join(phase.name for phase in phases if phase.id not in done)
            if parts:
                told.append(hint("roster.joins_ended", campaign=one.title, phases=parts, name=place.name))
        return tuple(told)

    def _village_title(self, work: UnitOfWork, post: Post) -> tuple[Finding, ...]:
        """Hint at a title that only villages have, given in a 社区."""
        place = work.communities.get(post.community_id or "")
        if place is None or place.kind is CommunityKind.VILLAGE:
            return ()
        meant = self._catalog.structure_form(TWO_COMMITTEES).words.in_community(post.title)
        told = hint("roster.village_title", place=place.name, title=post.title, meant=meant)
        return (told,) if meant else ()

    def end_post(self, post_id: str, last_day: date) -> Outcome[Post]:
        """End a post on its last day; it stays in the history.

        Raises:
            Rejected: the post is gone, or it would end before it began.
        """
        with self._book.work("roster.post", "离任") as work:
            post = work.posts.get(post_id)
            if post is None:
                raise Rejected(finding("roster.unit_gone"))
            ended = replace(post, until=last_day)
            _refuse(_contradictions(ended, lookup_of(work)))
            person = work.persons.get(post.person_id)
            work.posts.put(ended)
            work.describe(f"离任 {person.name if person else ''} {post.title}".rstrip())
            work.commit()
        return Outcome(ended, (), Changes.of(Topic.ROSTER, only=(ended.person_id,)))

    def _told(self, work: UnitOfWork, kind: UnitKind, unit: Any, told: dict[str, str]) -> Any:
        """Return the unit with the facts that were given.

        Raises:
            Rejected: when one cannot be read.
        """
        lookup = lookup_of(work)
        for field, text in told.items():
            if text.strip():
                read = read_unit_cell(kind, field, text, lookup, self._values())
                if read.wrong is not None:
                    raise Rejected(read.wrong)
                unit = replace(unit, **read.values)
        _refuse(_contradictions(unit, lookup))
        return unit


def lookup_of(work: UnitOfWork) -> Lookup:
    """Return what names of units mean in the book."""
    return Lookup(
        areas={one.name: one.id for one in work.areas.all()},
        communities={one.name: one.id for one in work.communities.all()},
        orgs={one.name: one.id for one in work.party_orgs.all()},
        parents={one.id: one.parent_id for one in work.party_orgs.all()},
    )


def _stores(work: UnitOfWork) -> dict[UnitKind, Any]:
    return {
        UnitKind.COMMUNITY: work.communities,
        UnitKind.PARTY_ORG: work.party_orgs,
        UnitKind.RESIDENT_GROUP: work.resident_groups,
    }


def _contradictions(unit: Any, lookup: Lookup) -> list[Finding]:
    """Return what does not go together in one unit."""
    found = []
    since, until = getattr(unit, "since", None), getattr(unit, "until", None)
    if since and until and since > until:
        where = Where(record=_called(unit), field="最后一天" if isinstance(unit, Post) else "任期止")
        found.append(
            finding("roster.ends_before", where=where, since=since.isoformat(), until=until.isoformat())
        )
    if isinstance(unit, PartyOrg) and unit.parent_id and lookup.is_under(unit.parent_id, unit.id):
        found.append(finding("roster.parent_circle", where=Where(record=unit.name, field="上级党组织")))
    return found


def _called(unit: Any) -> str:
    """Return what a finding calls a unit, its 届 or its post."""
    return str(getattr(unit, "name", "") or getattr(unit, "title", "") or getattr(unit, "term", ""))


def _named(name: str) -> str:
    if not name.strip():
        raise Rejected(finding("roster.name_empty", where=Where(field="名称")))
    return name.strip()


def next_post(work: UnitOfWork) -> int:
    """Return the place in the standing order of a post that is added."""
    return work.posts.last_place() + 1


def _next(things: Sequence[Any]) -> int:
    return max((one.order for one in things), default=0) + 1


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise Rejected(*findings)


def _body_of(work: UnitOfWork, body_id: str) -> dict[str, Any]:
    """Return which field of a post names the body.

    Raises:
        Rejected: when no such body is there.
    """
    bodies: dict[str, Callable[[str], object | None]] = {
        "area_id": work.areas.get,
        "community_id": work.communities.get,
        "party_org_id": work.party_orgs.get,
        "work_group_id": work.work_groups.get,
    }
    for field, get in bodies.items():
        if get(body_id) is not None:
            return {field: body_id}
    raise Rejected(finding("roster.no_body", where=Where(field="单位")))
