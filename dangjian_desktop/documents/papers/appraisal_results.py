"""干部考核结果汇总表 and 班子研判结果汇总表: votes, shares, score, proposal, decision of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand_rows, filled, filled_lines, head, sheet
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Align, Cell, Column, Paper, Row, TableBlock

WHERE, REASON = 33, 47


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """One person or 班子; ``votes`` holds number and share of every grade."""

    rank: str
    name: str
    place: str
    valid: int
    votes: tuple[tuple[int, str], ...]
    score: str
    proposed: str
    decided: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsFacts:
    """What the table is made from."""

    issuer: str
    year: int
    dated: date
    grades: tuple[str, ...]
    criteria: str
    bands: str
    quotas: tuple[tuple[str, str, int], ...]
    rows: tuple[Appraised, ...]


def appraisal_results(facts: ResultsFacts, form: DocumentForm) -> Paper:
    """Return the table, best first. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, facts.rows)
    place, each = form.text("where"), form.lines("counted")
    rank, valid, *last = form.lines("heads")
    top = [rank, form.text("who"), *([place] if place else []), valid]
    before, after = ([Cell(text, rows=2) for text in texts] for texts in (top, last))
    grades = [Cell(grade, cols=len(each)) for grade in facts.grades]
    header = (Row((*before, *grades, *after)), head(*each * len(facts.grades)))
    columns = (
        Column(11, numeric=True),
        Column(19 if place else 30),
        *([Column(WHERE, Align.LEFT)] if place else []),
        Column(15, numeric=True),
        *(Column(part, numeric=True) for _ in facts.grades for part in (9, 14)),
        Column(15, numeric=True),
        Column(18),
        Column(18),
        Column(REASON if place else REASON + WHERE - 11, Align.LEFT),
    )
    table = TableBlock(columns, header, tuple(_row(one, with_place=bool(place)) for one in facts.rows), 10)
    title = filled(form, "title", year=str(facts.year))
    quotas = "；".join(
        filled(form, "quota", grade=grade, arithmetic=sums, decided=str(decided))
        for grade, sums, decided in facts.quotas
    )
    notes = filled_lines(
        form, "notes", criteria=facts.criteria, bands=facts.bands, quotas=f"{quotas}。" if quotas else ""
    )
    shown = [note for note in notes if note]
    part = sheet(form, title, table, facts.dated, shown, issuer=facts.issuer)
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, title)


def _row(one: Appraised, *, with_place: bool) -> Row:
    votes = [cell for count, share in one.votes for cell in (Cell(str(count), value=count), Cell(share))]
    return Row(
        (
            Cell(one.rank),
            Cell(one.name),
            *([Cell(one.place)] if with_place else []),
            Cell(str(one.valid), value=one.valid),
            *votes,
            Cell(one.score),
            Cell(one.proposed),
            Cell(one.decided, bold=True),
            Cell(one.reason),
        )
    )
