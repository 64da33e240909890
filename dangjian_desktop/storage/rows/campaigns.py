"""Tables of campaigns: phases, tasks and sign-offs."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from dangjian_desktop.domain.campaigns import TaskScope, TaskState
from dangjian_desktop.storage.rows.base import key, metadata, number, one_of, refers, rule, text

campaigns = Table(
    "campaigns",
    metadata,
    key(),
    text("title"),
    number("year"),
    text("document_number"),
    text("basis"),
    text("issuer"),
    text("issued_on", optional=True),
    text("notice"),
    text("retain_until", optional=True),
    text("closed_on", optional=True),
    rule("title_given", "length(title) > 0"),
)

phases = Table(
    "phases",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    number("order"),
    text("name"),
    text("due_text"),
    text("start", optional=True),
    text("end", optional=True),
    rule("start_before_end", '"start" <= "end"'),
)

tasks = Table(
    "tasks",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    refers("phase_id", "phases"),
    number("order"),
    text("items"),
    text("owners"),
    text("due_text"),
    text("start", optional=True),
    text("end", optional=True),
    text("scope"),
    text("to_confirm"),
    text("other_due_text"),
    text("other_end", optional=True),
    one_of("scope", TaskScope),
    rule("start_before_end", '"start" <= "end"'),
)

sign_offs = Table(
    "sign_offs",
    metadata,
    key(),
    refers("task_id", "tasks"),
    number("item"),
    refers("community_id", "communities", optional=True),
    text("state"),
    text("done_on", optional=True),
    text("signer"),
    text("evidence"),
    text("attachment"),
    one_of("state", TaskState),
    UniqueConstraint("task_id", "item", "community_id"),
    rule("item_not_negative", "item >= 0"),
    rule("done_is_signed", "state <> 'done' OR (length(signer) > 0 AND length(evidence) > 0)"),
    rule("waived_has_reason", "state <> 'waived' OR length(evidence) > 0"),
)
