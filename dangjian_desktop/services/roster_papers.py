"""From the roster to its papers: 干部名册, 选民名单 for posting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import roster as roster_papers
from dangjian_desktop.domain.exports import ExportRecord, Numbers
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.name_order import NameOrder, stroke_key
from dangjian_desktop.domain.organisations import CommunityKind
from dangjian_desktop.domain.paper_lists import RollName
from dangjian_desktop.domain.papers import ListTable, NameRoll, Paper
from dangjian_desktop.domain.people import Post, PostRole, masked_id_number, masked_phone
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.services.roster_export import SEX_WORDS, month
from dangjian_desktop.services.roster_kinds import (
    BY_STROKES,
    BY_UNIT,
    CADRE_LIST,
    CADRES,
    EVERYONE,
    FULL,
    MASKED,
    NO_NUMBERS,
    RESERVES,
    ROLL_COLUMNS,
    ROLL_NUMBERS,
    ROLL_STROKES,
    TWO,
    VOTER_ROLL,
)
from dangjian_desktop.services.roster_views import (
    TWO_COMMITTEES,
    PersonLine,
    PostLine,
    in_order,
    person_lines,
)
from dangjian_desktop.services.rosters import roster_book
from dangjian_desktop.services.table_kinds import VETTING_SHEET

if TYPE_CHECKING:
    from dangjian_desktop.exchange.roster_plans import RosterBook
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.storage.work import View

_YES = "是"


def cadre_list(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """干部名册 as of a day, by body or by name.

    Raises:
        Rejected: nobody is in it, no issuer, or whole numbers are wanted without a purpose.
    """
    numbers, order = typed.text("numbers") or NO_NUMBERS, typed.text("order") or BY_UNIT
    if numbers == FULL and not typed.text("purpose"):
        raise Rejected(finding("roster.no_purpose", where=Where(field="用途")))
    day = typed.day("dated")
    known = roster_book(sources.view)
    scope = typed.text("scope") or CADRES
    found = [_within(line, scope) for line in person_lines(known, day)]
    lines = [line for line in found if line is not None]
    facts = roster_papers.CadreFacts(
        issuer=typed.text("issuer"),
        scope="" if scope in (CADRES, EVERYONE) else scope,
        dated=day,
        rows=tuple(_rows_in(order, known, lines, numbers)),
        persons=len(lines),
        by_unit=order == BY_UNIT,
        with_numbers=numbers != NO_NUMBERS,
        by_strokes=order == BY_STROKES,
    )
    return roster_papers.cadre_list(facts, form)


_RESIDENTS = frozenset((PostRole.RESIDENT_GROUP_HEAD, PostRole.RESIDENT_REP))
SCOPES: dict[str, Callable[[PostRole], bool]] = {
    CADRES: lambda role: role not in _RESIDENTS,
    TWO: lambda role: role in TWO_COMMITTEES,
    RESERVES: lambda role: role is PostRole.RESERVE,
    EVERYONE: lambda _: True,
}


def _within(line: PersonLine, scope: str) -> PersonLine | None:
    """Return a person with the posts that belong to ``scope``; None when the person does not."""
    keeps = SCOPES[scope]
    kept = tuple(one for one in line.held if keeps(one.post.role))
    return replace(line, held=kept) if kept or scope == EVERYONE else None


def _rows_in(
    order: str, known: RosterBook, lines: Sequence[PersonLine], numbers: str
) -> list[roster_papers.CadreRow]:
    """Return the rows by body, or one row for each person by name."""
    if order == BY_UNIT:
        return _by_unit(known, lines, numbers)
    by = NameOrder.STROKES if order == BY_STROKES else NameOrder.PINYIN
    return [_row(line, "", _all_titles(line), "", numbers) for line in in_order(lines, by)]


def _by_unit(known: RosterBook, lines: Sequence[PersonLine], numbers: str) -> list[roster_papers.CadreRow]:
    """Return a row for each body a person has posts in, bodies in their order, people by their posts."""
    place = {area.id: at for at, area in enumerate(known.areas)}
    communities = sorted(known.communities, key=lambda one: (place.get(one.area_id or "", 99), one.order))
    keys = [one.id for one in known.areas] + [one.id for one in communities] + [one.id for one in known.orgs]
    ranks = {key: at for at, key in enumerate(keys)}
    ranks |= {group.id: ranks[group.community_id] for group in known.groups}
    placed: list[tuple[int, int, str, roster_papers.CadreRow]] = []
    for line in in_order(lines, NameOrder.POSTS):
        held = _by_body(line.held)
        for body, posts in held.items():
            first = min(posts, key=lambda one: one.post.order).post
            rank = ranks.get(_body_key(first), len(ranks))
            placed.append((rank, first.order, body, _row_of_body(line, body, posts, numbers)))
        if not held:
            placed.append((len(ranks) + 1, 0, "", _row(line, "", "", "", numbers)))
    placed.sort(key=lambda one: (one[0], one[2], one[1]))
    return [row for *_, row in placed]


def _body_key(post: Post) -> str:
    return post.area_id or post.community_id or post.party_org_id or post.work_group_id or ""


def _row_of_body(
    line: PersonLine, body: str, posts: Sequence[PostLine], numbers: str
) -> roster_papers.CadreRow:
    """Return the row of a person with all posts in one body, since the first of them."""
    since = min((one.post.since for one in posts if one.post.since), default=None)
    titles = "、".join(dict.fromkeys(one.post.title for one in posts if one.post.title))
    return _row(line, body, titles, month(since, day_known=False), numbers)


def _row(line: PersonLine, unit: str, title: str, since: str, numbers: str) -> roster_papers.CadreRow:
    person = line.person
    phone = person.phone if numbers == FULL else masked_phone(person.phone)
    proof = person.id_number if numbers == FULL else masked_id_number(person.id_number)
    return roster_papers.CadreRow(
        unit=unit,
        name=person.name,
        sex=SEX_WORDS[person.sex],
        birth=month(person.birth, day_known=False),
        ethnicity=person.ethnicity,
        education=person.education,
        status=person.political_status,
        joined=month(person.joined_party, day_known=False),
        title=title,
        since=since,
        phone=phone if numbers != NO_NUMBERS else "",
        id_number=proof if numbers != NO_NUMBERS else "",
    )


def _all_titles(line: PersonLine) -> str:
    return "；".join(line.posts)


# ---------------------------------------------------------------- 选民名单


def voter_roll(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """选民名单 of one community or of all, group by group, for posting; never with ID numbers.

    Raises:
        Rejected: there is no such community, or nobody is on its list.
    """
    rolls = _rolls(sources, typed.text("community"), typed.text("order") or ROLL_STROKES, form)
    return roster_papers.voter_roll(
        rolls,
        form,
        columns=int(typed.text("columns") or ROLL_COLUMNS[0]),
        committee=typed.text("committee"),
        telephone=typed.text("telephone"),
        dated=typed.day("dated"),
    )


def _by_body(posts: Iterable[PostLine]) -> dict[str, list[PostLine]]:
    found: dict[str, list[PostLine]] = {}
    for one in posts:
        found.setdefault(one.body, []).append(one)
    return found


def _rolls(sources: Sources, community: str, order: str, form: DocumentForm) -> list[roster_papers.RollFacts]:
    view = sources.view
    places = {area.id: area.order for area in view.areas.all()}
    units = sorted(view.communities.all(), key=lambda one: (places.get(one.area_id or "", 99), one.order))
    if community:
        units = [one for one in units if one.name == community]
        if not units:
            raise Rejected(finding("roster.unknown_place", where=Where(field="村（社区）"), name=community))
    lists = _names_on_rolls(view, {one.id for one in units}, born=form.text("birth") == _YES)
    ranked = {(one.community_id, one.name): one.order for one in view.resident_groups.all()}
    return [
        roster_papers.RollFacts(
            community=unit.name,
            village=unit.kind is CommunityKind.VILLAGE,
            groups=tuple(
                (group, tuple(_ordered(names, order)))
                for group, names in sorted(
                    lists.get(unit.id, {}).items(),
                    key=lambda item: (ranked.get((unit.id, item[0]), 999), item[1][0].number),
                )
            ),
        )
        for unit in units
    ]


def _birth(birth: object, known: object) -> str:
    return month(date.fromisoformat(str(birth)), day_known=bool(known)) if birth else ""


def _ordered(names: Iterable[RollName], order: str) -> list[RollName]:
    from dangjian_desktop.catalog.characters import stroke_codes

    if order == ROLL_NUMBERS:
        return sorted(names, key=lambda one: one.number)
    codes = stroke_codes()
    return sorted(names, key=lambda one: (stroke_key(one.name, codes), one.number))


def _names_on_rolls(
    view: View, communities: Collection[str], *, born: bool
) -> dict[str, dict[str, list[RollName]]]:
    """Return the voters of communities by community and group; ``born``: with their day of birth."""
    lists: dict[str, dict[str, list[RollName]]] = {}
    for key, group, number, name, birth, known in view.voters.stream(
        "community_id", "resident_group", "number", "name", "birth", "birth_day_known"
    ):
        if key in communities:
            note = _birth(birth, known) if born else ""
            there = lists.setdefault(str(key), {}).setdefault(str(group), [])
            there.append(RollName(int(number or 0), str(name), note))
    return lists


def _heads_and_rows(paper: Paper) -> tuple[tuple[str, ...], int]:
    """Return the heads of the columns of a table paper and the number of its rows."""
    part = paper.parts[0]
    if not isinstance(part, ListTable):
        return (), 0
    return tuple(cell.text for cell in part.table.header[0].cells), len(part.table.body)


def export_of(paper: Paper, numbers: str, purpose: str, file: str) -> ExportRecord | None:
    """Return what the log keeps of a paper of personal data that leaves the program; None for others."""
    if paper.kind == VOTER_ROLL:
        heads: tuple[str, ...] = ("编号", "姓名")
        rolls = [part for part in paper.parts if isinstance(part, NameRoll)]
        count = sum(len(group.names) for roll in rolls for group in roll.groups)
        how, purpose = Numbers.NONE, "公布选民名单"
    elif paper.kind == CADRE_LIST:
        heads, count = _heads_and_rows(paper)
        how = {FULL: Numbers.FULL, MASKED: Numbers.MASKED}.get(numbers, Numbers.NONE)
    elif paper.kind == VETTING_SHEET:
        count, heads = len(paper.parts), ("姓名", "联系电话", "身份证号")
        how = Numbers.FULL if numbers == FULL else Numbers.MASKED
        purpose = purpose or "资格审查"
    else:
        return None
    return ExportRecord(
        what=paper.title, persons=count, columns=heads, numbers=how,
        purpose=purpose or "未写", file=file,
    )  # fmt: skip


ROSTER_MAKERS: dict[str, Maker] = {CADRE_LIST: cadre_list, VOTER_ROLL: voter_roll}
