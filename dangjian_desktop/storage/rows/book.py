"""Tables of the book itself: settings, audit log, undo journal, attachments and papers."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from dangjian_desktop.storage.rows.base import key, metadata, number, refers, rule, text, without_rowid

settings = Table("settings", metadata, key("key"), text("value"), **without_rowid())

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    text("at"),
    text("actor"),
    text("action"),
    text("summary"),
    Column("undoes", Integer, ForeignKey("audit.id"), nullable=True),
    text("journal"),
    text("previous"),
    text("digest"),
    rule("action_given", "length(action) > 0"),
    rule("summary_given", "length(summary) > 0"),
)

journal = Table(
    "journal",
    metadata,
    Column("operation", Integer, ForeignKey("audit.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    text("table_name"),
    text("row_key"),
    Column("before", Text, nullable=True),
    Column("after", Text, nullable=True),
    **without_rowid(),
)

attachments = Table(
    "attachments",
    metadata,
    key(),
    text("name"),
    text("sha256", index=True),
    number("size"),
    text("added"),
    rule("digest_length", "length(sha256) = 64"),
    rule("size_not_negative", "size >= 0"),
)

papers = Table(
    "papers",
    metadata,
    key(),
    text("kind"),
    text("title"),
    text("form_code"),
    text("form_edition"),
    refers("attachment_id", "attachments"),
    text("sha256"),
    text("created"),
    rule("digest_length", "length(sha256) = 64"),
)
