"""Tables of the book itself: settings, audit log, undo journal, attachments, papers and their numbers."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

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

purges = Table(
    "purges",
    metadata,
    Column("entry", Integer, ForeignKey("audit.id"), primary_key=True),
    text("journal"),
    text("digest"),
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
    text("campaign_id", default=""),
    rule("digest_length", "length(sha256) = 64"),
)

paper_subjects = Table(
    "paper_subjects",
    metadata,
    key(),
    Column("paper_id", Text, ForeignKey("papers.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", Text, ForeignKey("persons.id", ondelete="CASCADE"), nullable=False, index=True),
    UniqueConstraint("paper_id", "person_id"),
    **without_rowid(),
)

paper_texts = Table(
    "paper_texts",
    metadata,
    key(),
    text("kind"),
    text("subject"),
    number("version"),
    text("given"),
    text("words"),
    text("saved"),
    text("frozen_on", optional=True),
    refers("attachment_id", "attachments", optional=True),
    text("sha256"),
    UniqueConstraint("kind", "subject", "version"),
    rule("version_counted", "version > 0"),
    rule("frozen_has_its_file", "(frozen_on IS NULL) = (attachment_id IS NULL)"),
)

document_numbers = Table(
    "document_numbers",
    metadata,
    key(),
    text("prefix"),
    number("year"),
    number("number"),
    text("title"),
    text("kind"),
    text("used_on"),
    text("note"),
    UniqueConstraint("prefix", "year", "number"),
    rule("prefix_given", "length(prefix) > 0"),
    rule("number_counted", "number > 0"),
)
