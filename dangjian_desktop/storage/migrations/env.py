"""Run by Alembic: applies the revisions on the connection it was handed, without committing."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=False,
    transactional_ddl=False,
)
context.run_migrations()
