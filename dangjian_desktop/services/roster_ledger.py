"""干部队伍信息台账 as of a day: the people of every 班子 and the reserves, added up per community."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from dangjian_desktop.domain.bodies import Member, body_on
from dangjian_desktop.domain.people import Person, Post, PostRole, age_on, masked_id_number, masked_phone
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.services.exports import ShownList, ViewColumn
from dangjian_desktop.services.roster_export import SEX_WORDS, month
from dangjian_desktop.services.roster_import import demand_community, roster_book
from dangjian_desktop.services.roster_structure import FORM as STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.domain.codes import CodeTables
    from dangjian_desktop.domain.ledgers import LedgerForm
    from dangjian_desktop.storage.database import Book

FORM = "cadre_ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line: a person of a community, or (``person`` None) what is added up above it.

    ``cells`` go by the fields of the form; numbers of persons are masked in them.
    """

    number: int | None
    community: str
    cells: Mapping[str, str]
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSum:
    """What is added up: those in the 班子, the reserves, and the counts the form asks for."""

    members: int
    reserves: int
    counts: tuple[tuple[str, int], ...]

    def words(self) -> str:
        """Write the sum in one line."""
        parts = [f"{name} {count} 人" for name, count in self.counts]
        return "，".join([f"班子成员 {self.members} 人", *parts, f"后备 {self.reserves} 人"])


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPlace:
    """The lines of one community and their sum."""

    community: str
    rows: tuple[LedgerRow, ...]
    total: LedgerSum


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The whole ledger on ``day``; communities with nobody stand in ``without``."""

    day: date
    name: str
    source: str
    columns: tuple[tuple[str, str], ...]
    places: tuple[LedgerPlace, ...]
    total: LedgerSum
    without: tuple[str, ...]

    @property
    def lines(self) -> tuple[LedgerRow, ...]:
        """Return every line with the sum of each community under it, and the sum of all at the end."""
        lines = [
            line
            for place in self.places
            for line in (*place.rows, _total_line(f"{place.community}小计", place.total))
        ]
        return (*lines, _total_line("合计", self.total)) if len(self.places) > 1 else tuple(lines)


class Ledgers:
    """The ledgers of one book."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock

    def columns(self) -> tuple[tuple[str, str], ...]:
        """Return field and head of every column, in their order."""
        return tuple((one.field, one.title) for one in self._catalog.ledger_form(FORM).columns)

    def roster_ledger(self, as_of: date | None = None, community: str = "") -> Ledger:
        """Return the ledger of every community, or of one, on ``as_of`` (default: today).

        Raises:
            Rejected: no community has that name.
        """
        day = as_of or self._clock.today()
        form, codes = self._catalog.ledger_form(FORM), self._catalog.code_tables()
        with self._book.read() as view:
            book = roster_book(view)
        demand_community(book, community)
        words = self._catalog.structure_form(STRUCTURE).words
        persons = {one.id: one for one in book.persons}
        held = [one for one in book.posts if one.held_on(day)]
        places, everybody, reserves, without = list[LedgerPlace](), list[Member](), 0, list[str]()
        number = 1
        for one in book.communities:
            if community not in ("", one.name):
                continue
            body = body_on(one.id, day, persons, held, book.committees, words, book.orgs)
            coming = _reserves(one.id, persons, held, {m.person.id for m in body.members})
            if not (body.members or coming):
                without.append(one.name)
                continue
            people = (*body.members, *coming)
            rows = tuple(_row(one.name, member, day, n) for n, member in enumerate(people, number))
            number += len(rows)
            total = _sum(form, body.members, len(coming), day, codes)
            places.append(LedgerPlace(community=one.name, rows=rows, total=total))
            everybody.extend(body.members)
            reserves += len(coming)
        return Ledger(
            day=day,
            name=form.name,
            source="；".join(str(one) for one in form.sources),
            columns=self.columns(),
            places=tuple(places),
            total=_sum(form, everybody, reserves, day, codes),
            without=tuple(without),
        )


def _total_line(name: str, total: LedgerSum) -> LedgerRow:
    return LedgerRow(number=None, community=name, cells={"titles": total.words()})


def shown(ledger: Ledger) -> ShownList:
    """Return the ledger as a list that can leave the program: with its sums, masked unless in full."""
    lines = ledger.lines
    words = next(n for n, (field, _) in enumerate(ledger.columns, 1) if field == "titles")
    columns = [ViewColumn("村（社区）", lambda line: line.community)]
    for field, title in ledger.columns:
        if field == "number":
            columns.insert(0, ViewColumn(title, number_of, number=lambda line: line.number))
        else:
            full = partial(_whole, field) if field in _SECRETS else None
            columns.append(ViewColumn(title, partial(cell_of, field), full=full))
    return ShownList(
        title=f"{ledger.name}（{ledger.day.isoformat()}）",
        columns=tuple(columns),
        rows=lines,
        persons=len({line.person.id for line in lines if line.person}),
        frozen=2,
        spread={n: words for n, line in enumerate(lines) if line.person is None},
    )


def number_of(line: LedgerRow) -> str:
    """Write the number of a line."""
    return "" if line.number is None else str(line.number)


def cell_of(field: str, line: LedgerRow) -> str:
    """Write one fact of a line."""
    return line.cells.get(field, "")


def _whole(field: str, line: LedgerRow) -> str:
    return str(getattr(line.person, field)) if line.person else ""


_SECRETS: Mapping[str, Callable[[str], str]] = {"phone": masked_phone, "id_number": masked_id_number}


def _reserves(
    community_id: str, persons: Mapping[str, Person], held: Sequence[Post], serving: set[str]
) -> list[Member]:
    """Return the reserves of a community who do not sit in its 班子, in their standing order."""
    found: dict[str, list[Post]] = {}
    for post in held:
        here = post.community_id == community_id and post.role is PostRole.RESERVE
        if here and post.person_id in persons and post.person_id not in serving:
            found.setdefault(post.person_id, []).append(post)
    members = [
        Member(person=persons[key], posts=tuple(posts), kinds=frozenset()) for key, posts in found.items()
    ]
    return sorted(members, key=lambda one: (one.posts[0].order, one.person.name))


def _row(community: str, member: Member, day: date, number: int) -> LedgerRow:
    person = member.person
    since = min((post.since for post in member.posts if post.since), default=None)
    return LedgerRow(
        number=number,
        community=community,
        person=person,
        cells={
            "name": person.name,
            "titles": "、".join(dict.fromkeys(post.title for post in member.posts if post.title)),
            "sex": SEX_WORDS[person.sex],
            "age": "" if person.birth is None else str(age_on(person.birth, day)),
            "birth": month(person.birth, day_known=person.birth_day_known),
            "ethnicity": person.ethnicity,
            "education": person.education,
            "political_status": person.political_status,
            "joined_party": month(person.joined_party, day_known=False),
            "since": month(since, day_known=False),
            "years": "" if since is None else str(age_on(since, day)),
            "both": "是" if member.heads_both else "",
            "reserve": "" if member.kinds else "是",
            "residence": person.residence,
            "note": person.note,
            **{field: mask(str(getattr(person, field))) for field, mask in _SECRETS.items()},
        },
    )


def _sum(
    form: LedgerForm, members: Sequence[Member], reserves: int, day: date, codes: CodeTables
) -> LedgerSum:
    counts = tuple(
        (one.name, sum(one.criterion.fits(member, day, codes) is True for member in members))
        for one in form.totals
    )
    return LedgerSum(members=len(members), reserves=reserves, counts=counts)
