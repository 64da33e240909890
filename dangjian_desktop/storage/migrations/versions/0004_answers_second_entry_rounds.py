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
    op.create_table(
        "ballot_remarks",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("redacted", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.CheckConstraint("copies >= 1", name=op.f("ck_ballot_remarks_copies_positive")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_ballot_remarks_text_given")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_ballot_remarks_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "question", "text", "redacted", name=op.f("pk_ballot_remarks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "listed_subjects",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("party_org_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.CheckConstraint('"order" >= 0', name=op.f("ck_listed_subjects_order_not_negative")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_listed_subjects_name_given")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_listed_subjects_community_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_listed_subjects_meeting_id")),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["party_orgs.id"], name=op.f("fk_listed_subjects_party_org_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_listed_subjects_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_subjects")),
    )
    op.create_index(
        op.f("ix_listed_subjects_community_id"), "listed_subjects", ["community_id"], unique=False
    )
    op.create_index(op.f("ix_listed_subjects_meeting_id"), "listed_subjects", ["meeting_id"], unique=False)
    op.create_index(
        op.f("ix_listed_subjects_party_org_id"), "listed_subjects", ["party_org_id"], unique=False
    )
    op.create_index(op.f("ix_listed_subjects_person_id"), "listed_subjects", ["person_id"], unique=False)
