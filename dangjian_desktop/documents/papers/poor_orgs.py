"""较差基层党组织: the list that is reported, and the table of how each one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, demand_rows, filled, filled_lines, head, sheet
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Align, Cell, Column, Paper, Row, TableBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class PoorOrg:
    """An organisation with the lowest grade; ``grade`` tells a proposal from a decision.

    ``grounds`` is why it has the grade, ``problems`` what points were lost for, the gravest first;
    ``leader`` and ``partner`` are who helps it.
    """

    category: str
    name: str
    secretary: str
    members: int | None
    score: str
    satisfaction: str
    grade: str
    grounds: str = ""
    problems: tuple[str, ...] = ()
    leader: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoorFacts:
    """What both papers are made from."""

    issuer: str
    year: int
    dated: date
    rows: tuple[PoorOrg, ...]


def poor_list(facts: PoorFacts, form: DocumentForm) -> Paper:
    """Return 较差基层党组织名单. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    columns = (
        Column(12),
        Column(56),
        Column(22),
        Column(22),
        Column(18, numeric=True),
        Column(18, numeric=True),
        Column(22, numeric=True),
        Column(30),
        Column(58),
    )
    heads = head("序号", "党组织名称", "类别", "书记", "党员数", "得分", "满意率", "等次", "结对帮扶单位")
    body = tuple(
        Row(
            (
                Cell(str(at), value=at),
                Cell(row.name),
                Cell(row.category),
                Cell(row.secretary),
                Cell("—" if row.members is None else str(row.members), value=row.members),
                Cell(row.score),
                Cell(row.satisfaction),
                Cell(row.grade),
                Cell(row.partner),
            )
        )
        for at, row in enumerate(facts.rows, 1)
    )
    return _paper(facts, TableBlock(columns, (heads,), body), form)


def poor_detail(facts: PoorFacts, form: DocumentForm) -> Paper:
    """Return 较差基层党组织状况明细表. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    columns = (
        Column(11),
        Column(34),
        Column(18),
        Column(16, numeric=True),
        Column(19, numeric=True),
        Column(70, Align.LEFT),
        Column(60, Align.LEFT),
        Column(25),
    )
    heads = head("序号", "党组织名称", "书记", "得分", "满意率", "定级依据", "存在的主要问题", "联系领导")
    body = tuple(
        Row(
            (
                Cell(str(at), value=at),
                Cell(f"{row.name}\n（{row.category}）"),
                Cell(row.secretary),
                Cell(row.score),
                Cell(row.satisfaction),
                Cell(row.grounds),
                Cell(_numbered(row.problems)),
                Cell(row.leader),
            )
        )
        for at, row in enumerate(facts.rows, 1)
    )
    return _paper(facts, TableBlock(columns, (heads,), body, 11), form)


def _numbered(texts: tuple[str, ...]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"{number}.{text}" for number, text in enumerate(texts, 1))


def _paper(facts: PoorFacts, table: TableBlock, form: DocumentForm) -> Paper:
    demand(form, 填报单位=facts.issuer)
    demand_rows(form, facts.rows)
    blanks = {"year": str(facts.year), "issuer": facts.issuer, "count": str(len(facts.rows))}
    title = filled(form, "title", **blanks)
    notes = filled_lines(form, "notes", **blanks)
    part = sheet(form, title, table, facts.dated, notes, **blanks)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)
