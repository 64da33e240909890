"""From the boards of 考核研判 to 干部考核结果汇总表 and 班子研判结果汇总表."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import appraisal_results as papers
from dangjian_desktop.documents.papers.wording import filled
from dangjian_desktop.domain.forms import CADRE, TEAM, DocumentForm
from dangjian_desktop.domain.grading import bands_words
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.paper_facts import campaign_of, year_of
from dangjian_desktop.services.paper_words import in_chinese

if TYPE_CHECKING:
    from dangjian_desktop.services.appraisals import AppraisalBoard, AppraisalRow
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed

OPEN = "—"


def results(category: str, sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The board of ``category`` (CADRE or TEAM), best first.

    Raises:
        Rejected: nobody is counted yet.
    """
    campaign_of(sources)
    boards = [b for b in sources.appraisals() if category in b.form.categories and b.rows]
    if not boards:
        raise Rejected(finding("papers.empty_list", paper=form.name))
    board = boards[0]
    pack = board.form
    facts = papers.ResultsFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        grades=tuple(band.name for band in pack.bands),
        criteria="；".join(i.criteria.split("；")[0] for i in pack.indicators),
        bands=bands_words(pack),
        quotas=tuple((pack.grade_name(q.quota.grade), q.arithmetic, q.decided) for q in board.quotas),
        rows=tuple(_rows(board, form)),
    )
    return papers.appraisal_results(facts, form)


def _rows(board: AppraisalBoard, form: DocumentForm) -> list[papers.Appraised]:
    return [
        papers.Appraised(
            rank=str(row.result.rank or OPEN),
            name=row.name,
            place=" ".join(part for part in (row.unit, row.post) if part),
            valid=row.valid,
            votes=tuple(_votes(row, band.grade) for band in board.form.bands),
            score=row.score or OPEN,
            proposed=row.proposal or OPEN,
            decided=row.decided or OPEN,
            reason=_reason(row, form),
        )
        for row in board.rows
    ]


def _votes(row: AppraisalRow, grade: str) -> tuple[int, str]:
    count = row.votes(grade)
    return count, percent(Fraction(count, row.valid * row.items)) if row.valid else OPEN


def _reason(row: AppraisalRow, form: DocumentForm) -> str:
    last = row.decisions[-1] if row.decisions else None
    parts = [] if row.figures.complete else [form.text("unfinished")]
    if row.items > 1:
        parts.append(filled(form, "added", ballots=row.ballots, items=str(row.items)))
    if last is not None:
        said = f"（{last.decided_by}，{chinese_date(last.decided_on)}）"
        parts.append(f"{in_chinese(last.reason)}{said}")
    return "；".join(part for part in parts if part)


APPRAISAL_MAKERS: dict[str, Maker] = {
    "cadre_results": partial(results, CADRE),
    "team_results": partial(results, TEAM),
}
