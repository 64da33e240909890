"""Papers of the roster: 干部名册, 选民名单 for posting, address labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import (
    demand,
    demand_rows,
    filled,
    filled_lines,
    head,
    runs,
    sheet,
)
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_lists import NameRoll, RollGroup, RollName, spaced
from dangjian_desktop.domain.papers import Align, Cell, Column, Paper, Row, TableBlock, chinese_date


@dataclass(frozen=True, slots=True, kw_only=True)
class CadreRow:
    """A person in a body: ``unit`` is empty where the list is not by body; empty numbers are not printed."""

    unit: str
    name: str
    sex: str
    birth: str
    ethnicity: str
    education: str
    status: str
    joined: str
    title: str
    since: str
    phone: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CadreFacts:
    """What 干部名册 is made from. ``by_unit``: the unit stands first, merged; ``persons`` counts heads."""

    issuer: str
    scope: str
    dated: date
    rows: tuple[CadreRow, ...]
    persons: int
    by_unit: bool
    with_numbers: bool
    by_strokes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RollFacts:
    """The voters of one community in the order they are printed, group by group."""

    community: str
    village: bool
    groups: tuple[tuple[str, tuple[RollName, ...]], ...]

    @property
    def count(self) -> int:
        """Return how many voters there are."""
        return sum(len(names) for _, names in self.groups)


_CADRE_COLUMNS = (
    ("姓名", 18, "name"),
    ("性别", 12, "sex"),
    ("出生年月", 22, "birth"),
    ("民族", 12, "ethnicity"),
    ("学历", 14, "education"),
    ("政治面貌", 22, "status"),
    ("入党时间", 21, "joined"),
    ("职务", 44, "title"),
)
_SINCE_COLUMN = (("任职时间", 21, "since"),)
_NUMBER_COLUMNS = (("联系电话", 27, "phone"), ("身份证号", 46, "id_number"))


def cadre_list(facts: CadreFacts, form: DocumentForm) -> Paper:
    """Return 干部名册. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 填报单位=facts.issuer)
    demand_rows(form, facts.rows)
    shown = (
        *_CADRE_COLUMNS,
        *(_SINCE_COLUMN if facts.by_unit else ()),
        *(_NUMBER_COLUMNS if facts.with_numbers else ()),
    )
    first = (("序号", 12), ("单位", 28)) if facts.by_unit else (("序号", 12),)
    heads = (*first, *((name, weight) for name, weight, _ in shown))
    columns = tuple(Column(weight, Align.LEFT if name == "职务" else Align.CENTRE) for name, weight in heads)
    table = TableBlock(
        columns,
        (head(*(name for name, _ in heads)),),
        _cadre_rows(facts, [field for *_, field in shown]),
        10 if facts.with_numbers else 11,
    )
    blanks = {"issuer": facts.issuer, "scope": facts.scope, "count": str(facts.persons)}
    title = filled(form, "title", **blanks)
    notes = filled_lines(form, "notes" if facts.by_strokes else "notes_plain", **blanks)
    part = sheet(form, title, table, facts.dated, notes, **blanks)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)


def _cadre_rows(facts: CadreFacts, fields: Sequence[str]) -> tuple[Row, ...]:
    """Return a numbered row per person; by unit, the unit's cell stands over all its rows."""
    spans = runs([row.unit for row in facts.rows]) if facts.by_unit else [0] * len(facts.rows)
    body = []
    for number, (row, span) in enumerate(zip(facts.rows, spans, strict=True), 1):
        unit = [Cell(row.unit, rows=span)] if span else []
        cells = [_cadre_cell(row, field) for field in fields]
        body.append(Row((Cell(str(number), value=number), *unit, *cells)))
    return tuple(body)


def _cadre_cell(row: CadreRow, field: str) -> Cell:
    text = str(getattr(row, field))
    return Cell(spaced(text) if field == "name" else text)


def voter_roll(
    rolls: Sequence[RollFacts],
    form: DocumentForm,
    *,
    columns: int,
    committee: str,
    telephone: str,
    dated: date,
) -> Paper:
    """Return the roll of each community, each on new pages. Raises Rejected ``papers.empty_list``.

    ``committee`` is who posts it; empty: the election committee of each community.
    """
    demand_rows(form, [roll for roll in rolls if roll.count])
    parts = tuple(
        _roll(roll, form, columns=columns, committee=committee, telephone=telephone, dated=dated)
        for roll in rolls
        if roll.count
    )
    title = parts[0].title if len(parts) == 1 else form.name
    author = committee or parts[0].signature
    return Paper(form.code, title, parts, author, dated, title)


def _roll(
    roll: RollFacts, form: DocumentForm, *, columns: int, committee: str, telephone: str, dated: date
) -> NameRoll:
    kind = "village" if roll.village else "community"
    blanks = {"community": roll.community, "count": str(roll.count), "telephone": telephone}
    blanks["committee"] = committee or filled(form, f"committee_{kind}", **blanks)
    groups = tuple(
        RollGroup(
            filled(form, "heading", group=group, count=str(len(names))) if group else "",
            tuple(RollName(one.number, spaced(one.name), one.note) for one in names),
        )
        for group, names in roll.groups
    )
    closing = filled_lines(form, "closing", **blanks)
    if telephone:
        closing += filled_lines(form, "telephone", **blanks)
    return NameRoll(
        title=filled(form, "title", **blanks),
        opening=filled_lines(form, f"opening_{kind}", **blanks),
        groups=groups,
        columns=columns,
        closing=closing,
        signature=blanks["committee"],
        dated=chinese_date(dated),
        foot=filled(form, "foot", **blanks),
    )
