"""answers, second entry, rounds."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    register_of_prints()
    publications_and_rounds()
    answers_and_subjects()
    rectifications()
    remarks_and_lists()
    published_grades()
    entries()
    op.add_column("papers", sa.Column("campaign_id", sa.Text(), server_default="", nullable=False))
    op.add_column("decisions", sa.Column("round_no", sa.Integer(), server_default="1", nullable=False))
    appraisals()
    rounds()


def register_of_prints() -> None:
    """The register of printed ballots, with the lines that stood in the audit."""
    op.create_table(
        "print_register",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "move IN ('printed', 'spare', 'spoiled')", name=op.f("ck_print_register_move_known")
        ),
        sa.CheckConstraint("count > 0", name=op.f("ck_print_register_count_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_register")),
    )
    op.create_index(op.f("ix_print_register_meeting_id"), "print_register", ["meeting_id"], unique=False)
    printed_ballots()


def publications_and_rounds() -> None:
    """公示 and rounds of rating."""
    op.create_table(
        "publications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("end", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=False),
        sa.CheckConstraint('"start" <= "end"', name=op.f("ck_publications_start_before_end")),
        sa.CheckConstraint("days > 0", name=op.f("ck_publications_days_counted")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_publications_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    op.create_index(op.f("ix_publications_campaign_id"), "publications", ["campaign_id"], unique=False)
    op.create_table(
        "rating_rounds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_rating_rounds_name_given")),
        sa.CheckConstraint("number > 0", name=op.f("ck_rating_rounds_number_counted")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_rating_rounds_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_rounds")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_rating_rounds_campaign_id_number")),
    )
    op.create_index(op.f("ix_rating_rounds_campaign_id"), "rating_rounds", ["campaign_id"], unique=False)


def answers_and_subjects() -> None:
    """What a clerk once answered of a row; whom a paper is about."""
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
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_paper_subjects_paper_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_paper_subjects_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_subjects")),
        sa.UniqueConstraint("paper_id", "person_id", name=op.f("uq_paper_subjects_paper_id_person_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_paper_subjects_person_id"), "paper_subjects", ["person_id"], unique=False)


def rectifications() -> None:
    """整改 and the results a closed round keeps."""
    op.create_table(
        "rectifications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("party_org_id", sa.Text(), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state <> 'done' OR (length(signer) > 0 AND length(evidence) > 0)",
            name=op.f("ck_rectifications_done_is_signed"),
        ),
        sa.CheckConstraint(
            "state IN ('idle', 'doing', 'review', 'done', 'waived')",
            name=op.f("ck_rectifications_state_known"),
        ),
        sa.CheckConstraint("length(matter) > 0", name=op.f("ck_rectifications_matter_given")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_rectifications_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["party_orgs.id"], name=op.f("fk_rectifications_party_org_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectifications")),
    )
    op.create_index(op.f("ix_rectifications_campaign_id"), "rectifications", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_rectifications_party_org_id"), "rectifications", ["party_org_id"], unique=False)
    op.create_table(
        "round_results",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("party_org_id", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("grade_place", sa.Integer(), nullable=True),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("decided IN (0, 1)", name=op.f("ck_round_results_decided_known")),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["party_orgs.id"], name=op.f("fk_round_results_party_org_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rating_rounds.id"], name=op.f("fk_round_results_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_results")),
        sa.UniqueConstraint("round_id", "party_org_id", name=op.f("uq_round_results_round_id_party_org_id")),
    )
    op.create_index(op.f("ix_round_results_party_org_id"), "round_results", ["party_org_id"], unique=False)
    op.create_index(op.f("ix_round_results_round_id"), "round_results", ["round_id"], unique=False)


def remarks_and_lists() -> None:
    """Words of ballots, kept apart from them; whom a ballot judges."""
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


def published_grades() -> None:
    """The grades as they were put up."""
    op.create_table(
        "published_grades",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("party_org_id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_published_grades_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["party_orgs.id"], name=op.f("fk_published_grades_party_org_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_published_grades_publication_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_grades")),
        sa.UniqueConstraint(
            "publication_id", "party_org_id", name=op.f("uq_published_grades_publication_id_party_org_id")
        ),
    )
    op.create_index(
        op.f("ix_published_grades_decision_id"), "published_grades", ["decision_id"], unique=False
    )
    op.create_index(
        op.f("ix_published_grades_party_org_id"), "published_grades", ["party_org_id"], unique=False
    )
    op.create_index(
        op.f("ix_published_grades_publication_id"), "published_grades", ["publication_id"], unique=False
    )


def entries() -> None:
    """Second entries, batches, totals without ballots."""
    op.create_table(
        "entry_typists",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("typist", sa.Text(), nullable=False),
        sa.CheckConstraint("entry IN (1, 2)", name=op.f("ck_entry_typists_entry_known")),
        sa.CheckConstraint("length(typist) > 0", name=op.f("ck_entry_typists_typist_named")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_entry_typists_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "entry", "block", "typist", name=op.f("pk_entry_typists")),
        sqlite_with_rowid=False,
    )
    op.add_column("meetings", sa.Column("second", sa.Text(), server_default="none", nullable=False))
    op.add_column("meetings", sa.Column("percent", sa.Integer(), server_default="0", nullable=False))
    op.add_column("meetings", sa.Column("sample_start", sa.Integer(), nullable=True))
    op.add_column("meetings", sa.Column("batch_size", sa.Integer(), server_default="0", nullable=False))
    op.add_column("meetings", sa.Column("numbers_first", sa.Integer(), server_default="0", nullable=False))
    op.add_column("meetings", sa.Column("answers", sa.Text(), server_default="[]", nullable=False))
    op.create_table(
        "meeting_totals",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_totals_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_meeting_totals")),
    )
    op.add_column("meetings", sa.Column("totals_only", sa.Integer(), server_default="0", nullable=False))


def appraisals() -> None:
    """Grades of persons and 班子."""
    op.create_table(
        "appraisal_grades",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("form_code", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("party_org_id", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.Column("review_of", sa.Text(), nullable=True),
        sa.CheckConstraint("length(grade) > 0", name=op.f("ck_appraisal_grades_grade_given")),
        sa.CheckConstraint(
            "(person_id IS NOT NULL) + (community_id IS NOT NULL) + (party_org_id IS NOT NULL) = 1",
            name=op.f("ck_appraisal_grades_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_appraisal_grades_campaign_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_appraisal_grades_person_id")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_appraisal_grades_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["party_orgs.id"], name=op.f("fk_appraisal_grades_party_org_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_of"], ["appraisal_grades.id"], name=op.f("fk_appraisal_grades_review_of")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal_grades")),
    )
    for column in ("campaign_id", "person_id", "community_id", "party_org_id", "review_of"):
        op.create_index(op.f(f"ix_appraisal_grades_{column}"), "appraisal_grades", [column], unique=False)


def rounds() -> None:
    """Make three tables anew: SQLite cannot exchange a rule or add a reference."""
    with op.batch_alter_table("score_entries", recreate="always") as batch:
        batch.add_column(sa.Column("round_no", sa.Integer(), server_default="1", nullable=False))
        batch.drop_constraint(
            op.f("uq_score_entries_campaign_id_party_org_id_indicator_stage"), type_="unique"
        )
        batch.create_unique_constraint(
            op.f("uq_score_entries_campaign_id_party_org_id_round_no_indicator_stage"),
            ["campaign_id", "party_org_id", "round_no", "indicator", "stage"],
        )
        batch.drop_constraint(op.f("ck_score_entries_stage_known"), type_="check")
        batch.create_check_constraint(
            op.f("ck_score_entries_stage_known"),
            "stage IN ('self', 'survey', 'assessment', 'superior', 'committee')",
        )
    with op.batch_alter_table("clause_facts", recreate="always") as batch:
        batch.add_column(sa.Column("round_no", sa.Integer(), server_default="1", nullable=False))
        batch.drop_constraint(op.f("uq_clause_facts_campaign_id_party_org_id_clause"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_clause_facts_campaign_id_party_org_id_round_no_clause"),
            ["campaign_id", "party_org_id", "round_no", "clause"],
        )
    with op.batch_alter_table("objections", recreate="always") as batch:
        batch.add_column(sa.Column("publication_id", sa.Text(), nullable=True))
        batch.add_column(sa.Column("raised_by", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("due", sa.Text(), nullable=True))
        batch.add_column(sa.Column("investigated_by", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("review_id", sa.Text(), nullable=True))
        batch.create_index(op.f("ix_objections_publication_id"), ["publication_id"])
        batch.create_index(op.f("ix_objections_review_id"), ["review_id"])
        batch.create_foreign_key(
            op.f("fk_objections_publication_id"), "publications", ["publication_id"], ["id"]
        )
        batch.create_foreign_key(op.f("fk_objections_review_id"), "decisions", ["review_id"], ["id"])


def printed_ballots() -> None:
    """Carry the ballots that only the audit log told of into their register."""
    known = {title: key for key, title in op.get_bind().execute(sa.text("SELECT id, title FROM meetings"))}
    told = op.get_bind().execute(
        sa.text("SELECT at, actor, summary FROM audit WHERE action = 'ballots.print' ORDER BY id")
    )
    words = re.compile(r"印测评票：([^；]*)；([^；]*)；([1-9]\d*) 张；([^；]*)")
    for at, actor, summary in tuple(told):
        found = words.fullmatch(summary)
        if found is None:
            continue
        meeting, group, count, where = found.groups()
        op.execute(
            sa.text(
                'INSERT INTO print_register (id, meeting_id, about, kind, edition, move, "group", count, at,'
                " by, note) VALUES (lower(hex(randomblob(16))), :meeting, :about, 'ballot', '', 'printed',"
                " :group, :count, :at, :by, :note)"
            ).bindparams(
                meeting=known.get(meeting, ""),
                about=meeting,
                group="" if group == "不分人员" else group,
                count=int(count),
                at=at,
                by=actor,
                note=where,
            )
        )
