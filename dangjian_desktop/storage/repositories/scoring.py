"""Score entries, clause facts, decisions, rounds, what was published, 异议 and 整改."""

from __future__ import annotations

from dangjian_desktop.domain.appraisals import AppraisalGrade
from dangjian_desktop.domain.grading import ClauseFact, Decision
from dangjian_desktop.domain.publications import Objection, Publication, PublishedGrade
from dangjian_desktop.domain.rating_rounds import RatingRound, RoundResult
from dangjian_desktop.domain.rectifying import Rectification
from dangjian_desktop.domain.scoring import ScoreEntry
from dangjian_desktop.storage.repositories.base import Repository
from dangjian_desktop.storage.rows import scoring as rows


class ScoreEntries(Repository[ScoreEntry]):
    """Points per indicator and stage."""

    entity, table, order = ScoreEntry, rows.score_entries, ("party_org_id", "indicator")


class ClauseFacts(Repository[ClauseFact]):
    """Answers to the override clauses."""

    entity, table, order = ClauseFact, rows.clause_facts, ("party_org_id", "clause")


class Decisions(Repository[Decision]):
    """党委研究 and 复核."""

    entity, table, order = Decision, rows.decisions, ("decided_on",)


class Objections(Repository[Objection]):
    """异议."""

    entity, table, order = Objection, rows.objections, ("raised_on",)


class RatingRounds(Repository[RatingRound]):
    """Rounds of rating."""

    entity, table, order = RatingRound, rows.rating_rounds, ("number",)


class RoundResults(Repository[RoundResult]):
    """How organisations stood when a round was closed."""

    entity, table, order = RoundResult, rows.round_results, ("order",)


class Publications(Repository[Publication]):
    """公示."""

    entity, table, order = Publication, rows.publications, ("start", "made_on")


class PublishedGrades(Repository[PublishedGrade]):
    """The lines of a 公示."""

    entity, table, order = PublishedGrade, rows.published_grades, ("order",)


class Rectifications(Repository[Rectification]):
    """整改."""

    entity, table, order = Rectification, rows.rectifications, ("party_org_id", "order")


class AppraisalGrades(Repository[AppraisalGrade]):
    """Grades of persons and 班子."""

    entity, table, order = AppraisalGrade, rows.appraisal_grades, ("decided_on",)
