"""answers, second entry, rounds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    op.create_table(
        "import_answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_import_answers_digest_length")),
        sa.CheckConstraint("length(field) > 0", name=op.f("ck_import_answers_field_given")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_import_answers_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_answers")),
        sa.UniqueConstraint(
            "person_id", "field", "digest", name=op.f("uq_import_answers_person_id_field_digest")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_import_answers_person_id"), "import_answers", ["person_id"], unique=False)
    op.create_table(
        "paper_subjects",
        sa.Column("paper_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_paper_subjects_paper_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_paper_subjects_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("paper_id", "person_id", name=op.f("pk_paper_subjects")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_paper_subjects_person_id"), "paper_subjects", ["person_id"], unique=False)
