"""Tables of scoring and grading: score entries, clause facts, decisions, objections."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from dangjian_desktop.domain.scoring import Stage
from dangjian_desktop.storage.rows.base import key, metadata, number, one_of, refers, rule, text

score_entries = Table(
    "score_entries",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    refers("party_org_id", "party_orgs"),
    text("indicator"),
    text("stage"),
    text("points"),
    text("reason"),
    one_of("stage", Stage),
    UniqueConstraint("campaign_id", "party_org_id", "indicator", "stage"),
)

clause_facts = Table(
    "clause_facts",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    refers("party_org_id", "party_orgs"),
    text("clause"),
    number("holds", optional=True),
    text("evidence"),
    text("answered_by"),
    text("answered_on", optional=True),
    rule("holds_known", "holds IN (0, 1)"),
    UniqueConstraint("campaign_id", "party_org_id", "clause"),
)

decisions = Table(
    "decisions",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    refers("party_org_id", "party_orgs"),
    text("grade"),
    text("reason"),
    text("decided_by"),
    text("decided_on"),
    refers("review_of", "decisions", optional=True),
    rule("grade_given", "length(grade) > 0"),
    rule("not_own_review", "review_of <> id"),
)

objections = Table(
    "objections",
    metadata,
    key(),
    refers("decision_id", "decisions"),
    text("raised_on"),
    text("content"),
    text("finding"),
    text("answer"),
    text("answered_by"),
    text("answered_on", optional=True),
    rule("content_given", "length(content) > 0"),
)
