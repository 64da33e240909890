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
        "document_numbers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("used_on", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("length(prefix) > 0", name=op.f("ck_document_numbers_prefix_given")),
        sa.CheckConstraint("number > 0", name=op.f("ck_document_numbers_number_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_numbers")),
        sa.UniqueConstraint("prefix", "year", "number", name=op.f("uq_document_numbers_prefix_year_number")),
    )
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
    op.create_table(
        "paper_texts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("saved", sa.Text(), nullable=False),
        sa.Column("frozen_on", sa.Text(), nullable=True),
        sa.Column("attachment_id", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(frozen_on IS NULL) = (attachment_id IS NULL)", name=op.f("ck_paper_texts_frozen_has_its_file")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_paper_texts_version_counted")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_paper_texts_attachment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_texts")),
        sa.UniqueConstraint("kind", "subject", "version", name=op.f("uq_paper_texts_kind_subject_version")),
    )
    op.create_index(op.f("ix_paper_texts_attachment_id"), "paper_texts", ["attachment_id"], unique=False)
    op.add_column("campaigns", sa.Column("retain_until", sa.Text(), nullable=True))
    op.add_column("campaigns", sa.Column("closed_on", sa.Text(), nullable=True))
    op.create_table(
        "purges",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("journal", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["audit.id"], name=op.f("fk_purges_entry")),
        sa.PrimaryKeyConstraint("entry", name=op.f("pk_purges")),
    )
    candidates()


def candidates() -> None:
    """Make the table anew: SQLite cannot let a column be empty that could not be before."""
    with op.batch_alter_table("candidates", recreate="always") as batch:
        batch.add_column(sa.Column("alias", sa.Text(), server_default="", nullable=False))
        batch.alter_column("person_id", existing_type=sa.Text(), nullable=True)
        batch.create_check_constraint(
            op.f("ck_candidates_person_or_alias"), "(person_id IS NULL) = (length(alias) > 0)"
        )
