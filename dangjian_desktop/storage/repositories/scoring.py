"""Score entries, clause facts, decisions and objections."""

from __future__ import annotations

from dangjian_desktop.domain.grading import ClauseFact, Decision, Objection
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
