"""headings, views, retention."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    op.create_table(
        "learned_headings",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.CheckConstraint("length(heading) > 0", name=op.f("ck_learned_headings_heading_given")),
        sa.PrimaryKeyConstraint("kind", "heading", name=op.f("pk_learned_headings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_saved_views_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("place", "name", name=op.f("uq_saved_views_place_name")),
    )
    op.add_column("campaigns", sa.Column("retain_until", sa.Text(), nullable=True))
    op.add_column("campaigns", sa.Column("closed_on", sa.Text(), nullable=True))
