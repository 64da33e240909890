"""What belongs to 评分定级 beside the points and grades themselves, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangjian_desktop.services.appraisals import Appraisals
from dangjian_desktop.services.form_choice import FormChoice
from dangjian_desktop.services.publications import Publications
from dangjian_desktop.services.rectifying import Rectifying
from dangjian_desktop.services.rounds import Rounds
from dangjian_desktop.services.score_books import ScoreBooks
from dangjian_desktop.services.score_tables import ScoreTables
from dangjian_desktop.services.what_if import WhatIf

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.kernel.clock import Clock
    from dangjian_desktop.services.scoring import Scoring, Surveys
    from dangjian_desktop.storage.database import Book


@dataclass(frozen=True, slots=True)
class Grading:
    """公示 and 异议, rounds, 整改, all points at once, results by stage, trying other rules."""

    publications: Publications
    rounds: Rounds
    rectifying: Rectifying
    tables: ScoreTables
    what_if: WhatIf
    books: ScoreBooks
    forms: FormChoice
    appraisals: Appraisals


def grading_of(book: Book, catalog: Catalog, clock: Clock, ballots: Surveys, scoring: Scoring) -> Grading:
    """Make the services of one book."""
    tables = ScoreTables(scoring)
    return Grading(
        publications=Publications(book, clock, scoring),
        rounds=Rounds(book, clock, scoring),
        rectifying=Rectifying(book, clock, scoring),
        tables=tables,
        what_if=WhatIf(scoring),
        books=ScoreBooks(scoring, tables),
        forms=FormChoice(book, catalog, clock),
        appraisals=Appraisals(book, catalog, clock, ballots),
    )
