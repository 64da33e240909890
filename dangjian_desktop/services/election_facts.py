"""From typed fields to the papers of an election; figures that contradict each other are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers.elections import (
    Elected,
    ElectionFacts,
    Seat,
    announcement,
    election_ballot,
)
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.name_order import stroke_key
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.typed_tables import BETWEEN, TypedTable
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.services.election_kinds import AGAIN, BY_STROKES
from dangjian_desktop.services.letter_facts import SEALS
from dangjian_desktop.services.paper_kinds import read_day
from dangjian_desktop.services.paper_words import named_twice

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed

_TOLD, _FORBIDDEN = "提示", "不许"  # how a form takes one who stands for two posts
_BEFORE, _AFTER = "选举日前", "选举日起"  # when a paper is put up
_BETWEEN_NAMES = re.compile(r"[、，,;；\s]+")
_FIGURES = {
    "registered": "选民人数",
    "issued": "发出选票",
    "returned": "收回选票",
    "valid": "有效票",
    "invalid": "无效票",
}


def posted(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """An announcement of typed facts.

    Raises:
        Rejected: a blank is empty or a list cannot be read.
    """
    return announcement(_facts(typed), form)


def voters(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """选民名单公告: how many voters, typed or counted in the roster.

    Raises:
        Rejected: nobody is on the list, no such community, or the law's time before the day is not kept.
    """
    facts = _facts(typed)
    registered = facts.registered or _counted(sources, typed.text("election_place"))
    if not registered:
        raise Rejected(finding("papers.empty_list", paper=form.name))
    days = int(form.text("days_before"))
    if facts.village and facts.day and facts.dated > facts.day - timedelta(days=days):
        where = Where(field="公告日期")
        raise Rejected(finding("papers.list_too_late", where=where, day=facts.day.isoformat(), days=days))
    return announcement(replace(facts, registered=registered), form)


def voting(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """投票公告, with the candidates where they are known.

    Raises:
        Rejected: a blank is empty, or the candidates cannot stand so.
    """
    facts = _facts(typed)
    if facts.seats:
        contested(facts.seats, form)
    return announcement(facts, form)


def candidates(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """候选人名单公告.

    Raises:
        Rejected: no candidates, no more of them than seats, or one who stands twice.
    """
    facts = _facts(typed)
    contested(facts.seats, form)
    return announcement(facts, form)


def ballot(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """选票.

    Raises:
        Rejected: no candidates, no more of them than seats, or one who stands twice.
    """
    facts = _facts(typed)
    contested(facts.seats, form)
    return election_ballot(facts, form)


def result(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """选举结果公告 (当选公告).

    Raises:
        Rejected: the figures contradict each other, or the election or somebody elected lacks a majority.
    """
    facts = _facts(typed)
    wrong = tuple(_wrong_figures(facts))
    if wrong:
        raise Rejected(*wrong)
    return announcement(facts, form)


ELECTION_MAKERS: dict[str, Maker] = {
    "election_day": posted,
    "election_voters": voters,
    "election_candidates": candidates,
    "election_voting": voting,
    "election_result": result,
    "election_ballot": ballot,
}


def _facts(typed: Typed) -> ElectionFacts:
    name = typed.text("election_name")
    by_strokes = typed.text("order") == BY_STROKES
    figures = {code: _figure(typed.text(code), label) for code, label in _FIGURES.items()}
    return ElectionFacts(
        name=name,
        committee=typed.text("election_committee"),
        dated=typed.day("dated"),
        village="居民委员会" not in name,
        number=typed.text("number"),
        day=read_day(typed.text("election_day")),
        hours=typed.text("hours"),
        places=typed.lines("places"),
        telephone=typed.text("election_telephone"),
        seats=tuple(_seats(typed.tables("election_seats"), by_strokes=by_strokes)),
        by_strokes=by_strokes,
        again=typed.text("round") == AGAIN,
        elected=tuple(_elected(typed.tables("elected"))),
        lines=typed.lines("rules"),
        seal=SEALS.get(typed.text("seal"), SEALS[""]),
        **figures,
    )


def _figure(text: str, label: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Rejected(finding("papers.bad_figure", where=Where(field=label), text=text))
    return int(text)


def _seats(tables: tuple[TypedTable, ...], *, by_strokes: bool) -> Iterator[Seat]:
    from dangjian_desktop.catalog.characters import stroke_codes

    codes = stroke_codes() if by_strokes else {}
    for table in tables:
        for row in table.rows:
            if len(row) != 3:
                raise Rejected(_unreadable("候选人", row, f"主任{BETWEEN}1{BETWEEN}单砺石、纪怀川"))
            names = [name for name in _BETWEEN_NAMES.split(row[2]) if name]
            if by_strokes:
                names.sort(key=lambda name: stroke_key(name, codes))
            yield Seat(row[0], _figure(row[1].removesuffix("名"), "候选人"), tuple(names))


def _elected(tables: tuple[TypedTable, ...]) -> Iterator[Elected]:
    for table in tables:
        for row in table.rows:
            if len(row) != 3:
                raise Rejected(_unreadable("当选人", row, f"主任{BETWEEN}单砺石{BETWEEN}812"))
            yield Elected(row[0], row[1], _figure(row[2].removesuffix("票"), "当选人"))


def _unreadable(field: str, row: tuple[str, ...], sample: str) -> Finding:
    return finding("papers.bad_row", where=Where(field=field), text=BETWEEN.join(row)[:24], sample=sample)


def hints(_sources: Sources, typed: Typed, form: DocumentForm) -> Iterator[Finding]:
    """Yield what should be known of a paper that can be made: days the wrong way round, two posts at once."""
    facts = _facts(typed)
    if form.text("several_posts") == _TOLD:
        for name, posts in _two_posts(facts.seats):
            yield hint("papers.stands_twice", where=Where(field="候选人"), name=name, posts=posts)
    if facts.day is None or not form.text("day_order"):
        return
    day, dated = facts.day.isoformat(), facts.dated.isoformat()
    if form.text("day_order") == _BEFORE and facts.day < facts.dated:
        yield hint("papers.day_before_notice", where=Where(field="选举日"), day=day, dated=dated)
    elif form.text("day_order") == _AFTER and facts.dated < facts.day:
        yield hint("papers.result_before_day", where=Where(field="公告日期"), day=day, dated=dated)


def _two_posts(seats: tuple[Seat, ...]) -> Iterator[tuple[str, str]]:
    """Yield who stands for several posts, and for which."""
    for name in dict.fromkeys(name for seat in seats for name in seat.names):
        posts = [seat.post for seat in seats if name in seat.names]
        if len(posts) > 1:
            yield name, "、".join(posts)


def contested(seats: tuple[Seat, ...], form: DocumentForm) -> None:
    """Look whether candidates can stand so (《村民委员会组织法》第十五条).

    Raises:
        Rejected: no more candidates than seats, or a name that stands twice: for one post always, for two
            where the form forbids it.
    """
    wrong = [
        finding(
            "papers.few_candidates", where=Where(field=seat.post), names=len(seat.names), seats=seat.seats
        )
        for seat in seats
        if not 0 < seat.seats < len(seat.names)
    ]
    for seat in seats:
        wrong += named_twice(seat.names, Where(field="候选人", record=seat.post))
    if form.text("several_posts") == _FORBIDDEN:
        where = Where(field="候选人")
        wrong += [
            finding("papers.stands_twice", where=where, name=name, posts=posts)
            for name, posts in _two_posts(seats)
        ]
    if wrong:
        raise Rejected(*wrong)


def _wrong_figures(facts: ElectionFacts) -> Iterator[Finding]:
    chain = (("选民人数", facts.registered), ("发出选票", facts.issued), ("收回选票", facts.returned))
    for (above, more), (below, less) in pairwise(chain):
        if less > more:
            yield finding("papers.more_than", where=Where(field=below), less=less, above=above, more=more)
    if facts.valid + facts.invalid != facts.returned:
        yield finding(
            "papers.ballots_do_not_add_up",
            where=Where(field="有效票"),
            valid=facts.valid,
            invalid=facts.invalid,
            returned=facts.returned,
        )
    if 2 * facts.returned <= facts.registered:
        yield finding(
            "papers.no_quorum",
            where=Where(field="收回选票"),
            returned=facts.returned,
            registered=facts.registered,
        )
    yield from named_twice([one.name for one in facts.elected], Where(field="当选人"))
    for one in facts.elected:
        where = Where(field="当选人", record=one.name)
        if one.votes > facts.valid:
            yield finding("papers.more_than", where=where, less=one.votes, above="有效票", more=facts.valid)
            continue
        enough = 3 * one.votes >= facts.returned if facts.again else 2 * one.votes > facts.returned
        if not enough:
            code = "papers.no_third" if facts.again else "papers.no_majority"
            yield finding(code, where=where, votes=one.votes, returned=facts.returned)


def _counted(sources: Sources, place: str) -> int:
    if not place:
        return 0
    found = [unit.id for unit in sources.view.communities.all() if unit.name == place]
    if not found:
        raise Rejected(finding("roster.unknown_place", where=Where(field="村（社区）"), name=place))
    return sum(1 for (key,) in sources.view.voters.stream("community_id") if key in found)
