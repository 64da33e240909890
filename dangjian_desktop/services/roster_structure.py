"""The 班子 as of a day: members, empty seats, terms that end, structure and what is required of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.bodies import Body, body_on
from dangjian_desktop.domain.people import age_on
from dangjian_desktop.domain.structure import Figure, SectionFigures, Verdict, sections_of, verdicts_of
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.roster_import import demand_community, roster_book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.domain.codes import CodeTables
    from dangjian_desktop.domain.structure import StructureForm
    from dangjian_desktop.exchange.roster_plans import RosterBook
    from dangjian_desktop.storage.database import Book

FORM = "two_committees"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member as lists show it; ``age`` in full years on the day, None when birth is unknown."""

    person_id: str
    name: str
    titles: tuple[str, ...]
    age: int | None
    education: str
    heads_both: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """The 班子 of one community: who sits in it, and how it stands against what is required."""

    community: str
    body: Body
    members: tuple[MemberLine, ...]
    sections: tuple[SectionFigures, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def heads_both(self) -> bool:
        """Tell whether one person is 书记 and 主任."""
        return any(one.heads_both for one in self.body.members)

    @property
    def ends_this_year(self) -> bool:
        """Tell whether the term of one of its committees ends in the year looked at."""
        return any(one.ends_this_year for one in self.body.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterStructure:
    """All 班子 on ``day``: each by itself, and all members together (each person once a body)."""

    day: date
    source: str
    bodies: tuple[BodyLine, ...]
    members: int
    sections: tuple[SectionFigures, ...]
    heads_both: Figure
    vacant: int | None
    ending: tuple[str, ...]
    without: tuple[str, ...]


class Structures:
    """What a clerk can see of the 班子 on any day."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock

    def structure(self, as_of: date | None = None, community: str = "") -> RosterStructure:
        """Return the structure of every 班子, or of one community's, on ``as_of`` (default: today).

        Raises:
            Rejected: no community has that name.
        """
        day = as_of or self._clock.today()
        form = self._form(day)
        with self._book.read() as view:
            book = roster_book(view)
        demand_community(book, community)
        codes = self._catalog.code_tables()
        lines = [line for line in _lines(book, form, day, codes) if community in ("", line.community)]
        manned = [line for line in lines if line.members]
        everybody = [member for line in manned for member in line.body.members]
        vacancies = [vacant for line in lines if (vacant := line.body.vacant) is not None]
        return RosterStructure(
            day=day,
            source="；".join(str(one) for one in form.sources),
            bodies=tuple(manned),
            members=len(everybody),
            sections=sections_of(form, everybody, day, codes),
            heads_both=Figure(
                name="一肩挑", count=sum(line.heads_both for line in manned), whole=len(manned)
            ),
            vacant=sum(vacancies) if vacancies else None,
            ending=tuple(line.community for line in lines if line.ends_this_year),
            without=tuple(line.community for line in lines if not line.members),
        )

    def _form(self, day: date) -> StructureForm:
        """Return the edition in force on the day; before the first one, nothing was required."""
        try:
            return self._catalog.structure_form(FORM, on=day)
        except Rejected:
            return replace(self._catalog.structure_form(FORM), requirements=())


def _lines(book: RosterBook, form: StructureForm, day: date, codes: CodeTables) -> Sequence[BodyLine]:
    persons = {one.id: one for one in book.persons}
    held = [one for one in book.posts if one.held_on(day)]
    lines = []
    for community in book.communities:
        body = body_on(community.id, day, persons, held, book.committees, form.words, book.orgs)
        lines.append(
            BodyLine(
                community=community.name,
                body=body,
                members=tuple(
                    MemberLine(
                        person_id=one.person.id,
                        name=one.person.name,
                        titles=tuple(post.title for post in one.posts),
                        age=age_on(one.person.birth, day) if one.person.birth else None,
                        education=one.person.education,
                        heads_both=one.heads_both,
                    )
                    for one in body.members
                ),
                sections=sections_of(form, body.members, day, codes),
                verdicts=verdicts_of(form, body.members, day, codes),
            )
        )
    return lines


def why(verdict: Verdict) -> str:
    """Say why a requirement is met, not met, or cannot be told yet, with its source."""
    asked = verdict.requirement
    told = f"要求“{asked.name}”至少 {asked.least} 人，现有 {len(verdict.fitting)} 人"
    if verdict.fitting:
        told += f"（{'、'.join(verdict.fitting)}）"
    if verdict.unknown and not verdict.met:
        told += f"；{'、'.join(verdict.unknown)}的资料没有登记全，补上后才能判断"
    return f"{told}。依据{asked.source}。"
