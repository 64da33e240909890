"""Papers of a village or community election, from typed facts: the announcements one by one, the 选票."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, demand_rows, filled, filled_lines, head
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_lists import spaced
from dangjian_desktop.domain.papers import (
    Align,
    Block,
    Cell,
    Column,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    Seal,
    TableBlock,
    chinese_date,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post to be filled: how many are elected, who stands, in the order they are printed."""

    post: str
    seats: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elected:
    """Who was elected to what, with how many votes."""

    post: str
    name: str
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionFacts:
    """An election: ``name`` as written (青桥村第十二届村民委员会换届选举); figures that are 0 are not known.

    ``again`` is the second vote (另行选举) for the seats the first one left open.

    ``village`` tells which law holds; ``by_strokes`` how the candidates are ordered.
    """

    name: str
    committee: str
    dated: date
    village: bool
    number: str = ""
    day: date | None = None
    hours: str = ""
    places: tuple[str, ...] = ()
    telephone: str = ""
    seats: tuple[Seat, ...] = ()
    by_strokes: bool = True
    registered: int = 0
    issued: int = 0
    returned: int = 0
    valid: int = 0
    invalid: int = 0
    elected: tuple[Elected, ...] = ()
    again: bool = False
    lines: tuple[str, ...] = ()
    seal: Seal = Seal.NONE

    @property
    def stem(self) -> str:
        """Return what is elected: 青桥村第十二届村民委员会."""
        return self.name.removesuffix("选举").removesuffix("换届")


def _listed(facts: ElectionFacts, form: DocumentForm) -> list[Block]:
    """Return the table, or the lines, that an announcement is about, as its form wants."""
    table = form.text("table")
    if table == "seats":
        demand_rows(form, facts.seats)
        return [_seat_table(facts.seats)]
    if table == "elected":
        demand_rows(form, facts.elected)
        return [_elected_table(facts.elected)]
    if table == "places":
        demand_rows(form, facts.places)
        return [Paragraph(text) for text in facts.places]
    return []


def announcement(facts: ElectionFacts, form: DocumentForm) -> Paper:
    """Return an announcement as its form words it. Raises ``papers.blank`` / ``papers.empty_list``."""
    blanks = _blanks(facts, form)
    named = {"选举名称": facts.name, "落款": facts.committee}
    named |= {"选举日": blanks["day"]} if "选举日" in form.lines("needs") else {}
    named |= {"投票时间": facts.hours} if "投票时间" in form.lines("needs") else {}
    demand(form, **named)
    opening = filled_lines(form, _opening(facts, form), **blanks)
    blocks: list[Block] = [Paragraph(text) for text in opening]
    blocks += _listed(facts, form)
    rules = facts.lines or filled_lines(form, "rules", **blanks)
    blocks += [Paragraph(text) for text in rules]
    blocks += [Paragraph(text) for text in filled_lines(form, "closing", **blanks)]
    blocks += [Paragraph(filled(form, "telephone", **blanks))] if facts.telephone else []
    blocks.append(Paragraph(form.text("end")))
    title = filled(form, "title", **blanks)
    letter = OfficialLetter(
        title,
        tuple(blocks),
        number=facts.number,
        signature=facts.committee,
        dated=facts.dated,
        seal=facts.seal,
    )
    return Paper(form.code, title, (letter,), facts.committee, facts.dated, facts.name)


def _opening(facts: ElectionFacts, form: DocumentForm) -> str:
    if facts.again:
        return "opening_again"
    return "opening_without_seats" if not facts.seats and form.text("opening_without_seats") else "opening"


def election_ballot(facts: ElectionFacts, form: DocumentForm) -> Paper:
    """Return the 选票: the same sheet for every voter, without a number. Raises as :func:`announcement`."""
    demand(form, 选举名称=facts.name, 落款=facts.committee)
    demand_rows(form, facts.seats)
    blanks = _blanks(facts, form)
    title = filled(form, "title", **blanks)
    upright = _upright(facts.seats)
    part = ListTable(
        title,
        _ballot_table(facts.seats, form) if upright else _ballot_in_lines(facts.seats, form),
        filled(form, "unit", **blanks),
        filled(form, "dated", **blanks),
        filled_lines(form, "rules" if upright else "rules_in_lines", **blanks),
        landscape=upright,
        note_head=form.text("note_head"),
    )
    return Paper(form.code, title, (part,), facts.committee, facts.dated, facts.name)


def _blanks(facts: ElectionFacts, form: DocumentForm) -> dict[str, str]:
    kind = "village" if facts.village else "community"
    return {
        "election": facts.name,
        "stem": facts.stem,
        "committee": facts.committee,
        "basis": form.text(f"basis_{kind}"),
        "voters": form.text(f"voters_{kind}"),
        "day": chinese_date(facts.day) if facts.day else "",
        "hours": facts.hours,
        "telephone": facts.telephone,
        "order": form.text("order_strokes" if facts.by_strokes else "order_typed"),
        "seats": "，".join(f"{seat.post}{seat.seats}名" for seat in facts.seats),
        "dated": chinese_date(facts.dated),
        **{
            name: str(value)
            for name, value in (
                ("registered", facts.registered),
                ("issued", facts.issued),
                ("returned", facts.returned),
                ("valid", facts.valid),
                ("invalid", facts.invalid),
            )
        },
    }


def _seat_table(seats: tuple[Seat, ...]) -> TableBlock:
    body = tuple(
        Row((Cell(seat.post), Cell(f"{seat.seats}名"), Cell("　".join(map(spaced, seat.names)))))
        for seat in seats
    )
    columns = (Column(26), Column(24), Column(106, Align.LEFT))
    return TableBlock(columns, (head("职务", "应选名额", "正式候选人"),), body, 14)


def _elected_table(elected: tuple[Elected, ...]) -> TableBlock:
    body = tuple(Row((Cell(one.post), Cell(spaced(one.name)), Cell(f"{one.votes}票"))) for one in elected)
    columns = (Column(40), Column(60), Column(40))
    return TableBlock(columns, (head("职务", "当选人", "得票数"),), body, 14)


_POST_CHARACTER = 6
"""The share of a column that a character of a post asks for, so that the post stands on one line."""
_LONGEST_UPRIGHT, _WIDEST_UPRIGHT = 7, 400
"""Characters of a name, and shares of all columns, up to which the candidates' names stand upright."""
_BLOCKS = ((14, 1, 20), (30, 2, 11))
"""Names in lines: up to so many people stand in so many blocks, so many characters on a line."""
_MOST_BLOCKS = (3, 7)
_SIGN, _LINE, _CLOSE, _MANY = 30, 30, 25, 17
"""The share of a sign's column; the least height of a line in points, and where there are more lines."""


def _upright(seats: tuple[Seat, ...]) -> bool:
    """Tell whether the names can stand upright, side by side: short ones, and not too many."""
    longest = max(len(name) for seat in seats for name in seat.names)
    wide = 18 + sum(16 * len(seat.names) + 20 * seat.seats for seat in seats)
    return longest <= _LONGEST_UPRIGHT and wide <= _WIDEST_UPRIGHT


def _ballot_in_lines(seats: tuple[Seat, ...], form: DocumentForm) -> TableBlock:
    """Return a ballot of long names or of many people: a line for each, the sign behind the name."""
    people = sum(len(seat.names) + seat.seats for seat in seats)
    across, longest = next(((blocks, long) for most, blocks, long in _BLOCKS if people <= most), _MOST_BLOCKS)
    line = _LINE if people / min(across, 2) + len(seats) <= _MANY else _CLOSE
    body: list[Row] = []
    for seat in seats:
        post = filled(form, "post", post=seat.post, seats=str(seat.seats))
        body.append(Row((Cell(post, cols=2 * across, bold=True),), line))
        other = Cell(form.text("other_in_line"), align=Align.LEFT, cols=1 if across < 3 else 2)
        others = [other] * seat.seats
        named = [Cell(_at_dots(name, longest)) for name in seat.names]
        for group in (named + others,) if across < 3 else (named, others):
            body += _rows_of(group, 2 * across, line)
    columns = tuple(Column(share) for _ in range(across) for share in (100 - _SIGN, _SIGN))
    heads = Row(tuple(Cell(text, bold=True) for _ in range(across) for text in ("姓名", "符号")))
    return TableBlock(columns, (heads,), tuple(body), 16 if across == 1 else 14)


def _rows_of(named: list[Cell], width: int, line: int) -> Iterator[Row]:
    """Yield rows of cells, each with room for its sign, ``width`` columns wide; what is left stays empty."""
    many = width // (named[0].cols + 1)
    for start in range(0, len(named), many):
        cells = [part for cell in named[start : start + many] for part in (cell, Cell(""))]
        rest = width - sum(cell.cols for cell in cells)
        yield Row((*cells, *([Cell("", cols=rest)] if rest else [])), line)


def _at_dots(name: str, longest: int) -> str:
    """Break a name longer than a line behind its dots."""
    lines = [""]
    for part in re.split("(?<=·)", name):
        lines[-1:] = [lines[-1] + part] if len(lines[-1] + part) <= longest else [lines[-1], part]
    return "\n".join(line for line in lines if line)


def _ballot_table(seats: tuple[Seat, ...], form: DocumentForm) -> TableBlock:
    """Return the ballot's table: posts above, names upright below, room for other names and for signs."""
    columns, posts, kinds = [Column(18)], [Cell("职务", rows=2)], []
    names, signs = [Cell("姓名")], [Cell("符号")]
    for seat in seats:
        standing, others = len(seat.names), seat.seats
        post = filled(form, "post", post=seat.post, seats=str(others))
        wanting = _POST_CHARACTER * (len(post) + 1) - (16 * standing + 20 * others)
        wider = max(0, -(-wanting // (standing + others)))
        columns += [Column(16 + wider)] * standing + [Column(20 + wider)] * others
        posts.append(Cell(post, cols=standing + others))
        kinds += [Cell(form.text("standing"), cols=standing), Cell(form.text("other"), cols=others)]
        names += [Cell("\n".join(name)) for name in seat.names] + [Cell("")] * others
        signs += [Cell("")] * (standing + others)
    longest = max(len(name) for seat in seats for name in seat.names)
    body = (Row(tuple(names), max(140, 26 * longest + 24)), Row(tuple(signs), 72))
    return TableBlock(tuple(columns), (Row(tuple(posts)), Row(tuple(kinds))), body, 16)
