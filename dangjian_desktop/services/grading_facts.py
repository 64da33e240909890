"""From the record to 定级说明 and 排名表: points, steps with their clauses, decisions, objections."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import grade_quota as quota_papers
from dangjian_desktop.documents.papers import grade_reasons as papers
from dangjian_desktop.domain.forms import DocumentForm, ScoreForm
from dangjian_desktop.domain.grade_bars import grade_bars
from dangjian_desktop.domain.grading import Decision, Sign, Step, bands_words
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.domain.scoring import SheetLine, points_text, score_texts
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts.publications import UNNAMED
from dangjian_desktop.kernel.texts.scoring import DECIDED_WORDS, REVIEWED_WORDS, SIGN_NAMES, UNEXPLAINED
from dangjian_desktop.services.paper_facts import campaign_of, year_of
from dangjian_desktop.services.paper_words import in_chinese
from dangjian_desktop.services.scoring_views import proposal

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.services.scoring_views import RatingCategory, RatingRow

OPEN = "—"


def grade_reasons(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """定级说明: for the organisation that is named, else for all.

    Raises:
        Rejected: nobody is rated, or no organisation is called so.
    """
    campaign_of(sources)
    asked = typed.text("org")
    found = [
        _of(sources, category, row)
        for category in sources.ratings().categories
        for row in category.rows
        if not asked or row.org.name == asked
    ]
    if asked and not found:
        raise Rejected(finding("papers.no_such_org", where=Where(field="党组织"), name=asked))
    facts = papers.ReasonsFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        orgs=tuple(found),
    )
    return papers.grade_reasons(facts, form)


def _of(sources: Sources, category: RatingCategory, row: RatingRow) -> papers.ReasonsOf:
    form = category.form
    score = points_text(row.score) if row.score is not None else OPEN
    full = points_text(form.full_points())
    return papers.ReasonsOf(
        name=row.org.name,
        category=row.category,
        form=form.name,
        bands=bands_words(form),
        points=tuple(_line(line, row.reasons_missing) for line in row.sheet.lines),
        total=("", f"{score} / {full}", in_chinese(row.sheet.working)),
        steps=tuple(_step(step) for step in row.steps),
        decisions=tuple(_decision(form, decision) for decision in row.decisions),
        objections=_objections(sources, row),
    )


def _line(line: SheetLine, unexplained: Collection[str]) -> papers.Line:
    most = points_text(line.indicator.max_points)
    given = OPEN if line.points is None else points_text(line.points)
    missing = UNEXPLAINED if line.indicator.text in unexplained else ""
    return (line.indicator.text, f"{given} / {most}", in_chinese(line.working or line.reason) or missing)


def _step(step: Step) -> papers.Line:
    clause = f"（依据：{step.source}）" if step.source is not None else ""
    return (in_chinese(step.title), SIGN_NAMES[Sign(step.sign).value], f"{in_chinese(step.text)}{clause}")


def _decision(form: ScoreForm, decision: Decision) -> papers.Line:
    what = REVIEWED_WORDS if decision.review_of else DECIDED_WORDS
    said = f"{decision.decided_by}，{chinese_date(decision.decided_on)}。{decision.reason}"
    return (what, form.grade_name(decision.grade), in_chinese(said))


def _objections(sources: Sources, row: RatingRow) -> tuple[papers.Line, ...]:
    held = sources.published()
    mine = [o for o in held.objections if o.party_org_id == row.org.id] if held is not None else []
    return tuple(
        (
            f"{one.raised_by if one.raised_by == UNNAMED else '署名'}提出",
            one.state.word,
            in_chinese(
                "；".join(
                    part
                    for part in (
                        f"{chinese_date(one.objection.raised_on)}：{one.objection.content}",
                        one.objection.finding,
                        one.objection.answer,
                    )
                    if part
                )
            ),
        )
        for one in mine
    )


def ranking_list(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """排名表: every category, best first.

    Raises:
        Rejected: nobody is rated.
    """
    campaign_of(sources)
    facts = papers.RankingFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        categories=tuple(_ranked(category) for category in sources.ratings().categories),
    )
    return papers.ranking_list(facts, form)


def _ranked(category: RatingCategory) -> papers.Ranked:
    form = category.form
    words = score_texts([row.score for row in category.rows], form.places)
    own = score_texts([row.self_score for row in category.rows], form.places)
    return papers.Ranked(
        name=category.name,
        quotas=tuple((form.grade_name(q.quota.grade), q.arithmetic) for q in category.quotas),
        rows=tuple(
            (
                str(row.rank or OPEN),
                row.org.name,
                own[row.self_score] or OPEN,
                words[row.score] or OPEN,
                _rate(row, form),
                row.by_score or OPEN,
                proposal(row.result, row.proposed) or OPEN,
                row.decided or OPEN,
            )
            for row in category.rows
        ),
    )


def _rate(row: RatingRow, form: ScoreForm) -> str:
    share = row.satisfaction.share if row.satisfaction is not None else None
    return OPEN if share is None else percent(share, form.places)


def grade_quota(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """等次分布和名额对照表: every category.

    Raises:
        Rejected: nobody is rated.
    """
    campaign_of(sources)
    facts = quota_papers.QuotaFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        categories=tuple(
            quota_papers.QuotaCategory(
                name=one.name, total=len(one.rows), bars=grade_bars(one.form, one.result)
            )
            for one in sources.ratings().categories
        ),
    )
    return quota_papers.grade_quota(facts, form)


GRADING_MAKERS: dict[str, Maker] = {
    "grade_reasons": grade_reasons,
    "grade_quota": grade_quota,
    "ranking_list": ranking_list,
}
