"""Tables of scoring and grading: entries, facts, decisions, rounds, what was published, 异议, 整改."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from dangjian_desktop.domain.campaigns import TaskState
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
    number("round_no", default="1"),
    one_of("stage", Stage),
    UniqueConstraint("campaign_id", "party_org_id", "round_no", "indicator", "stage"),
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
    number("round_no", default="1"),
    rule("holds_known", "holds IN (0, 1)"),
    UniqueConstraint("campaign_id", "party_org_id", "round_no", "clause"),
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
    number("round_no", default="1"),
    rule("grade_given", "length(grade) > 0"),
    rule("not_own_review", "review_of <> id"),
)

rating_rounds = Table(
    "rating_rounds",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    number("number"),
    text("name"),
    text("opened_on"),
    text("closed_on", optional=True),
    rule("number_counted", "number > 0"),
    rule("name_given", "length(name) > 0"),
    UniqueConstraint("campaign_id", "number"),
)

round_results = Table(
    "round_results",
    metadata,
    key(),
    refers("round_id", "rating_rounds"),
    refers("party_org_id", "party_orgs"),
    number("order"),
    text("category"),
    text("name"),
    number("rank", optional=True),
    text("score", optional=True),
    text("satisfaction", optional=True),
    text("grade"),
    number("grade_place", optional=True),
    number("decided"),
    text("reason"),
    rule("decided_known", "decided IN (0, 1)"),
    UniqueConstraint("round_id", "party_org_id"),
)

publications = Table(
    "publications",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    number("round_no"),
    text("start"),
    text("end"),
    number("days"),
    text("remark"),
    text("made_on"),
    text("withdrawn"),
    rule("start_before_end", '"start" <= "end"'),
    rule("days_counted", "days > 0"),
)

published_grades = Table(
    "published_grades",
    metadata,
    key(),
    refers("publication_id", "publications"),
    refers("party_org_id", "party_orgs"),
    refers("decision_id", "decisions"),
    number("order"),
    text("category"),
    text("name"),
    text("grade"),
    UniqueConstraint("publication_id", "party_org_id"),
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
    refers("publication_id", "publications", optional=True),
    text("raised_by", default=""),
    text("due", optional=True),
    text("investigated_by", default=""),
    refers("review_id", "decisions", optional=True),
    rule("content_given", "length(content) > 0"),
)

rectifications = Table(
    "rectifications",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    refers("party_org_id", "party_orgs"),
    number("round_no"),
    number("order"),
    text("matter"),
    text("measures"),
    text("owner"),
    text("due", optional=True),
    text("state"),
    text("progress"),
    text("done_on", optional=True),
    text("signer"),
    text("evidence"),
    one_of("state", TaskState),
    rule("matter_given", "length(matter) > 0"),
    rule("done_is_signed", "state <> 'done' OR (length(signer) > 0 AND length(evidence) > 0)"),
)

appraisal_grades = Table(
    "appraisal_grades",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    text("form_code"),
    refers("person_id", "persons", optional=True),
    refers("community_id", "communities", optional=True),
    refers("party_org_id", "party_orgs", optional=True),
    text("grade"),
    text("reason"),
    text("decided_by"),
    text("decided_on"),
    refers("review_of", "appraisal_grades", optional=True),
    rule("grade_given", "length(grade) > 0"),
    rule(
        "one_subject", "(person_id IS NOT NULL) + (community_id IS NOT NULL) + (party_org_id IS NOT NULL) = 1"
    ),
)
