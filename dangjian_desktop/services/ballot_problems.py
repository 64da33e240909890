"""What is wrong in a table of ballots, cell by cell, with what to do: shown before an import, exported."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.paper_tables import Align, Column, plain_table
from dangjian_desktop.domain.papers import ListTable, Paper
from dangjian_desktop.kernel.findings import NOWHERE, Rejected, Severity, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.ballots import PROBLEM_WORDS

if TYPE_CHECKING:
    from datetime import date

    from dangjian_desktop.services.ballot_import import BallotPlan

HEADS = ("file", "sheet", "cell", "field", "outcome", "problem", "remedy")
WIDTHS = (30, 22, 12, 34, 14, 60, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A finding of an import: where it stands, what is wrong, what to do; ``refused``: its row stays out."""

    number: int
    file: str
    sheet: str
    cell: str
    field: str
    refused: bool
    problem: str
    remedy: str

    @property
    def outcome(self) -> str:
        """Say what becomes of the row."""
        return PROBLEM_WORDS["refused" if self.refused else "told"]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the problem as it stands in a table."""
        return (self.file, self.sheet, self.cell, self.field, self.outcome, self.problem, self.remedy)


def problems_of(plan: BallotPlan) -> tuple[Problem, ...]:
    """Return what was found in the file, in the order of its rows."""
    found = []
    for number, item in enumerate(plan.findings, 1):
        problem, remedy = parted(sentence(replace(item, where=NOWHERE)))
        found.append(
            Problem(
                number=number, file=item.where.file or plan.file, sheet=item.where.sheet,
                cell=item.where.cell, field=item.where.field, refused=item.severity is Severity.ERROR,
                problem=problem, remedy=remedy,
            )
        )  # fmt: skip
    return tuple(found)


def parted(words: str) -> tuple[str, str]:
    """Part a sentence into what is wrong and what to do: the part that begins with 请."""
    at = re.search("[，；。]请", words)
    return (words, "") if at is None else (words[: at.start()] + "。", words[at.start() + 1 :])


def write_problems(plan: BallotPlan, path: Path, day: date) -> int:
    """Write the problems into an Excel file, to mend the table by; return how many there are.

    Raises:
        Rejected: nothing is wrong.
        Unavailable: the file cannot be written.
    """
    from dangjian_desktop.documents.xlsx import render_xlsx
    from dangjian_desktop.services.whole_files import write_whole

    problems = problems_of(plan)
    if not problems:
        raise Rejected(finding("ballots.no_problems"))
    columns = [Column(width, Align.LEFT) for width in WIDTHS]
    heads = [PROBLEM_WORDS[name] for name in HEADS]
    table = plain_table(columns, heads, (one.texts for one in problems), 11)
    title = PROBLEM_WORDS["title"].format(file=plan.file)
    paper = Paper("ballot_problems", title, (ListTable(title, table),), "", day)
    write_whole(path, render_xlsx(paper))
    return len(problems)
