"""资格审查结果: per candidate the answer to each clause, the result, its basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand_rows, filled, filled_lines, head, sheet
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Align, Cell, Column, Paper, Row, TableBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class VettedCandidate:
    """A candidate: the answer to each clause in the form's order, the result, its clause and evidence."""

    community: str
    name: str
    post: str
    answers: tuple[str, ...]
    result: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingFacts:
    """What the table is made from; ``clauses`` are the short titles of the clauses."""

    issuer: str
    title_of: str
    dated: date
    clauses: tuple[str, ...]
    rows: tuple[VettedCandidate, ...]


def vetting_table(facts: VettingFacts, form: DocumentForm) -> Paper:
    """Return the table. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, facts.rows)
    columns = (
        Column(9),
        Column(21),
        Column(15),
        Column(27),
        *(Column(19) for _ in facts.clauses),
        Column(15),
        Column(72, Align.LEFT),
    )
    heads = head("序号", "村（社区）", "姓名", "拟任职务", *facts.clauses, "结果", "依据")
    body = tuple(
        Row(
            (
                Cell(str(number), value=number),
                *map(Cell, (row.community, row.name, row.post, *row.answers, row.result, row.basis)),
            )
        )
        for number, row in enumerate(facts.rows, 1)
    )
    title = filled(form, "title", subject=facts.title_of.removesuffix("资格审查表"))
    table = TableBlock(columns, (heads,), body, 11)
    part = sheet(form, title, table, facts.dated, filled_lines(form, "notes"), issuer=facts.issuer)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)
