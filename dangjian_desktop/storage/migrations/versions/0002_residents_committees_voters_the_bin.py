"""Residents, committees, voters, the bin."""
# ruff: noqa: E501 - written by packaging/make_migration.py, frozen once released

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    bin_and_groups()
    voters_and_committees()
    columns()


def bin_and_groups() -> None:
    op.create_table(
        "removed",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("removed_on", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('area', 'community', 'party_org', 'person', 'post', 'committee', 'resident_group', 'voter')",
            name=op.f("ck_removed_kind_known"),
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_removed_reason_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removed")),
    )
    op.create_table(
        "distinctions",
        sa.Column("first_id", sa.Text(), nullable=False),
        sa.Column("second_id", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_distinctions_in_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["persons.id"], name=op.f("fk_distinctions_first_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["persons.id"], name=op.f("fk_distinctions_second_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_distinctions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "resident_groups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "households >= 0 AND population >= 0", name=op.f("ck_resident_groups_counts_not_negative")
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_resident_groups_name_given")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_resident_groups_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_groups")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_resident_groups_community_id_name")),
    )
    op.create_index(
        op.f("ix_resident_groups_community_id"), "resident_groups", ["community_id"], unique=False
    )


def voters_and_committees() -> None:
    op.create_table(
        "voters",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_written", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("resident_group", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth", sa.Text(), nullable=True),
        sa.Column("birth_day_known", sa.Integer(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("residence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("sex IN ('male', 'female')", name=op.f("ck_voters_sex_known")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_voters_name_given")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_voters_number_not_negative")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_voters_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voters")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_voters_community_id"), "voters", ["community_id"], unique=False)
    op.create_table(
        "committees",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("party_org_id", sa.Text(), nullable=True),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('party', 'residents', 'supervision')", name=op.f("ck_committees_kind_known")
        ),
        sa.CheckConstraint(
            "(community_id IS NOT NULL) + (party_org_id IS NOT NULL) = 1", name=op.f("ck_committees_one_body")
        ),
        sa.CheckConstraint("seats > 0", name=op.f("ck_committees_seats_positive")),
        sa.CheckConstraint("since <= until", name=op.f("ck_committees_since_before_until")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_committees_community_id")
        ),
        sa.ForeignKeyConstraint(["party_org_id"], ["party_orgs.id"], name=op.f("fk_committees_party_org_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committees")),
    )
    op.create_index(op.f("ix_committees_community_id"), "committees", ["community_id"], unique=False)
    op.create_index(op.f("ix_committees_party_org_id"), "committees", ["party_org_id"], unique=False)


def columns() -> None:
    op.add_column("communities", sa.Column("name_written", sa.Text(), server_default="", nullable=False))
    op.add_column("party_orgs", sa.Column("name_written", sa.Text(), server_default="", nullable=False))
    op.add_column("persons", sa.Column("residence", sa.Text(), server_default="", nullable=False))
    # Other tables point at persons: the table cannot be made anew, so SQLite adds the column itself.
    op.execute(
        "ALTER TABLE persons ADD COLUMN photo TEXT CONSTRAINT fk_persons_photo REFERENCES attachments (id)"
    )
    posts()


def posts() -> None:
    """Make the table anew: SQLite cannot change the roles a CHECK allows."""
    roles = (
        "'area_lead', 'resident_leader', 'group_head', 'liaison', 'secretary', 'deputy_secretary', "
        "'party_member', 'director', 'deputy_director', 'committee_member', 'reserve', 'supervisor', "
        "'resident_group_head', 'resident_rep', 'other'"
    )
    with op.batch_alter_table("posts", recreate="always") as batch:
        batch.add_column(sa.Column("resident_group_id", sa.Text(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_posts_resident_group_id"), "resident_groups", ["resident_group_id"], ["id"]
        )
        batch.drop_constraint(op.f("ck_posts_role_known"), type_="check")
        batch.create_check_constraint(op.f("ck_posts_role_known"), f"role IN ({roles})")
        batch.create_index(op.f("ix_posts_resident_group_id"), ["resident_group_id"], unique=False)
