"""Tables of vetting: candidates, opinions, admonition talks and tellings."""

from __future__ import annotations

from sqlalchemy import Table

from dangjian_desktop.domain.vetting import Answer, Result, TalkOutcome
from dangjian_desktop.storage.rows.base import key, metadata, number, one_of, refers, rule, text

candidates = Table(
    "candidates",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    refers("person_id", "persons", optional=True),
    refers("community_id", "communities", optional=True),
    text("sought_post"),
    text("form_code"),
    text("form_edition"),
    number("serving"),
    text("alias", default=""),
    rule("serving_known", "serving IN (0, 1)"),
    rule("person_or_alias", "(person_id IS NULL) = (length(alias) > 0)"),
)

opinions = Table(
    "opinions",
    metadata,
    key(),
    refers("candidate_id", "candidates"),
    text("clause_code"),
    text("answer"),
    text("basis"),
    text("evidence"),
    text("answered_by"),
    text("answered_on", optional=True),
    refers("review_of", "opinions", optional=True),
    one_of("answer", Answer),
    rule("not_own_review", "review_of <> id"),
)

admonition_talks = Table(
    "admonition_talks",
    metadata,
    key(),
    refers("candidate_id", "candidates"),
    text("held_on"),
    text("held_by"),
    text("outcome"),
    text("note"),
    one_of("outcome", TalkOutcome),
)

tellings = Table(
    "tellings",
    metadata,
    key(),
    refers("candidate_id", "candidates"),
    text("result"),
    text("clauses"),
    text("told_on"),
    text("told_by"),
    text("way"),
    one_of("result", Result),
)
