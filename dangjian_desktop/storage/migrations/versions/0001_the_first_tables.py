"""The first tables."""
# ruff: noqa: E501 - written by packaging/make_migration.py, frozen once released

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Bring the file from the revision before to this one."""
    tables_1()
    tables_2()
    tables_3()
    tables_4()
    tables_5()
    tables_6()
    tables_7()
    tables_8()
    tables_9()


def tables_1() -> None:
    op.create_table(
        "areas",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_areas_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("name", name=op.f("uq_areas_name")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_attachments_digest_length")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachments_size_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_sha256"), "attachments", ["sha256"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("journal", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("length(action) > 0", name=op.f("ck_audit_action_given")),
        sa.CheckConstraint("length(summary) > 0", name=op.f("ck_audit_summary_given")),
        sa.ForeignKeyConstraint(["undoes"], ["audit.id"], name=op.f("fk_audit_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=True),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_campaigns_title_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )


def tables_2() -> None:
    op.create_table(
        "persons",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_written", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth", sa.Text(), nullable=True),
        sa.Column("birth_day_known", sa.Integer(), nullable=False),
        sa.Column("ethnicity", sa.Text(), nullable=False),
        sa.Column("political_status", sa.Text(), nullable=False),
        sa.Column("joined_party", sa.Text(), nullable=True),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("to_confirm", sa.Text(), nullable=False),
        sa.CheckConstraint("sex IN ('male', 'female')", name=op.f("ck_persons_sex_known")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_persons_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    op.create_index(op.f("ix_persons_id_number"), "persons", ["id_number"], unique=False)
    op.create_index(op.f("ix_persons_name"), "persons", ["name"], unique=False)
    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "communities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Text(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("voters", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('village', 'community')", name=op.f("ck_communities_kind_known")),
        sa.CheckConstraint(
            "households >= 0 AND population >= 0 AND voters >= 0",
            name=op.f("ck_communities_counts_not_negative"),
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_communities_name_given")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_communities_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communities")),
        sa.UniqueConstraint("name", name=op.f("uq_communities_name")),
    )
    op.create_index(op.f("ix_communities_area_id"), "communities", ["area_id"], unique=False)
    op.create_table(
        "journal",
        sa.Column("operation", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["operation"], ["audit.id"], name=op.f("fk_journal_operation")),
        sa.PrimaryKeyConstraint("operation", "position", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )


def tables_3() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("form_code", sa.Text(), nullable=False),
        sa.Column("form_edition", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_papers_digest_length")),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name=op.f("fk_papers_attachment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    op.create_index(op.f("ix_papers_attachment_id"), "papers", ["attachment_id"], unique=False)
    op.create_table(
        "phases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due_text", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.CheckConstraint('"start" <= "end"', name=op.f("ck_phases_start_before_end")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_phases_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phases")),
    )
    op.create_index(op.f("ix_phases_campaign_id"), "phases", ["campaign_id"], unique=False)
    op.create_table(
        "candidates",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("sought_post", sa.Text(), nullable=False),
        sa.Column("form_code", sa.Text(), nullable=False),
        sa.Column("form_edition", sa.Text(), nullable=False),
        sa.Column("serving", sa.Integer(), nullable=False),
        sa.CheckConstraint("serving IN (0, 1)", name=op.f("ck_candidates_serving_known")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_candidates_campaign_id")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_candidates_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_candidates_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
    )
    op.create_index(op.f("ix_candidates_campaign_id"), "candidates", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_candidates_community_id"), "candidates", ["community_id"], unique=False)
    op.create_index(op.f("ix_candidates_person_id"), "candidates", ["person_id"], unique=False)


def tables_4() -> None:
    op.create_table(
        "party_orgs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("founded", sa.Text(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("to_confirm", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "category IN ('rural', 'community', 'office', 'non_public', 'education_health', 'state_owned', 'social', 'unset')",
            name=op.f("ck_party_orgs_category_known"),
        ),
        sa.CheckConstraint(
            "level IN ('committee', 'general_branch', 'branch')", name=op.f("ck_party_orgs_level_known")
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_party_orgs_name_given")),
        sa.CheckConstraint("members >= 0", name=op.f("ck_party_orgs_members_not_negative")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_party_orgs_not_own_parent")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_party_orgs_community_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["party_orgs.id"], name=op.f("fk_party_orgs_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_orgs")),
    )
    op.create_index(op.f("ix_party_orgs_community_id"), "party_orgs", ["community_id"], unique=False)
    op.create_index(op.f("ix_party_orgs_name"), "party_orgs", ["name"], unique=False)
    op.create_index(op.f("ix_party_orgs_parent_id"), "party_orgs", ["parent_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("phase_id", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.Column("due_text", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("to_confirm", sa.Text(), nullable=False),
        sa.Column("other_due_text", sa.Text(), nullable=False),
        sa.Column("other_end", sa.Text(), nullable=True),
        sa.CheckConstraint("scope IN ('office', 'each_unit')", name=op.f("ck_tasks_scope_known")),
        sa.CheckConstraint('"start" <= "end"', name=op.f("ck_tasks_start_before_end")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_tasks_campaign_id")),
        sa.ForeignKeyConstraint(["phase_id"], ["phases.id"], name=op.f("fk_tasks_phase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_campaign_id"), "tasks", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_tasks_phase_id"), "tasks", ["phase_id"], unique=False)
    op.create_table(
        "admonition_talks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Text(), nullable=False),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('withdrew', 'promised', 'stands')", name=op.f("ck_admonition_talks_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_admonition_talks_candidate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admonition_talks")),
    )


def tables_5() -> None:
    op.create_index(
        op.f("ix_admonition_talks_candidate_id"), "admonition_talks", ["candidate_id"], unique=False
    )
    op.create_table(
        "clause_facts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("party_org_id", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("holds", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.CheckConstraint("holds IN (0, 1)", name=op.f("ck_clause_facts_holds_known")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_clause_facts_campaign_id")),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["party_orgs.id"], name=op.f("fk_clause_facts_party_org_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_facts")),
        sa.UniqueConstraint(
            "campaign_id",
            "party_org_id",
            "clause",
            name=op.f("uq_clause_facts_campaign_id_party_org_id_clause"),
        ),
    )
    op.create_index(op.f("ix_clause_facts_campaign_id"), "clause_facts", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_clause_facts_party_org_id"), "clause_facts", ["party_org_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("party_org_id", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.Column("review_of", sa.Text(), nullable=True),
        sa.CheckConstraint("length(grade) > 0", name=op.f("ck_decisions_grade_given")),
        sa.CheckConstraint("review_of <> id", name=op.f("ck_decisions_not_own_review")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_decisions_campaign_id")),
        sa.ForeignKeyConstraint(["party_org_id"], ["party_orgs.id"], name=op.f("fk_decisions_party_org_id")),
        sa.ForeignKeyConstraint(["review_of"], ["decisions.id"], name=op.f("fk_decisions_review_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_campaign_id"), "decisions", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_decisions_party_org_id"), "decisions", ["party_org_id"], unique=False)
    op.create_index(op.f("ix_decisions_review_of"), "decisions", ["review_of"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("form_code", sa.Text(), nullable=False),
        sa.Column("form_edition", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("party_org_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("finished_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_meetings_campaign_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_meetings_community_id")),
        sa.ForeignKeyConstraint(["party_org_id"], ["party_orgs.id"], name=op.f("fk_meetings_party_org_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_meetings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_campaign_id"), "meetings", ["campaign_id"], unique=False)


def tables_6() -> None:
    op.create_index(op.f("ix_meetings_community_id"), "meetings", ["community_id"], unique=False)
    op.create_index(op.f("ix_meetings_party_org_id"), "meetings", ["party_org_id"], unique=False)
    op.create_index(op.f("ix_meetings_person_id"), "meetings", ["person_id"], unique=False)
    op.create_table(
        "opinions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("clause_code", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.Column("review_of", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('clear', 'problem', 'checking')", name=op.f("ck_opinions_answer_known")
        ),
        sa.CheckConstraint("review_of <> id", name=op.f("ck_opinions_not_own_review")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_opinions_candidate_id")),
        sa.ForeignKeyConstraint(["review_of"], ["opinions.id"], name=op.f("fk_opinions_review_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
    )
    op.create_index(op.f("ix_opinions_candidate_id"), "opinions", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_opinions_review_of"), "opinions", ["review_of"], unique=False)
    op.create_table(
        "score_entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("party_org_id", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('self', 'survey', 'assessment', 'committee')",
            name=op.f("ck_score_entries_stage_known"),
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_score_entries_campaign_id")),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["party_orgs.id"], name=op.f("fk_score_entries_party_org_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_entries")),
        sa.UniqueConstraint(
            "campaign_id",
            "party_org_id",
            "indicator",
            "stage",
            name=op.f("uq_score_entries_campaign_id_party_org_id_indicator_stage"),
        ),
    )
    op.create_index(op.f("ix_score_entries_campaign_id"), "score_entries", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_score_entries_party_org_id"), "score_entries", ["party_org_id"], unique=False)


def tables_7() -> None:
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("attachment", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state <> 'done' OR (length(signer) > 0 AND length(evidence) > 0)",
            name=op.f("ck_sign_offs_done_is_signed"),
        ),
        sa.CheckConstraint(
            "state <> 'waived' OR length(evidence) > 0", name=op.f("ck_sign_offs_waived_has_reason")
        ),
        sa.CheckConstraint(
            "state IN ('idle', 'doing', 'review', 'done', 'waived')", name=op.f("ck_sign_offs_state_known")
        ),
        sa.CheckConstraint("item >= 0", name=op.f("ck_sign_offs_item_not_negative")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_sign_offs_community_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_sign_offs_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
        sa.UniqueConstraint(
            "task_id", "item", "community_id", name=op.f("uq_sign_offs_task_id_item_community_id")
        ),
    )
    op.create_index(op.f("ix_sign_offs_community_id"), "sign_offs", ["community_id"], unique=False)
    op.create_index(op.f("ix_sign_offs_task_id"), "sign_offs", ["task_id"], unique=False)
    op.create_table(
        "tellings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("clauses", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "result IN ('passed', 'failed', 'pending')", name=op.f("ck_tellings_result_known")
        ),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_tellings_candidate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
    )
    op.create_index(op.f("ix_tellings_candidate_id"), "tellings", ["candidate_id"], unique=False)
    op.create_table(
        "work_groups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("partner_org_id", sa.Text(), nullable=True),
        sa.Column("to_confirm", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_work_groups_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["partner_org_id"], ["party_orgs.id"], name=op.f("fk_work_groups_partner_org_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_groups")),
    )
    op.create_index(op.f("ix_work_groups_community_id"), "work_groups", ["community_id"], unique=False)
    op.create_index(op.f("ix_work_groups_partner_org_id"), "work_groups", ["partner_org_id"], unique=False)


def tables_8() -> None:
    op.create_table(
        "ballots",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status <> 'invalid' OR length(reason) > 0", name=op.f("ck_ballots_invalid_has_reason")
        ),
        sa.CheckConstraint("status IN ('valid', 'invalid', 'blank')", name=op.f("ck_ballots_status_known")),
        sa.CheckConstraint("entry IN (1, 2, 3)", name=op.f("ck_ballots_entry_known")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_ballots_number_positive")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_ballots_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "entry", "number", name=op.f("pk_ballots")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "objections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Text(), nullable=True),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_objections_content_given")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_objections_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    op.create_index(op.f("ix_objections_decision_id"), "objections", ["decision_id"], unique=False)
    op.create_table(
        "posts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Text(), nullable=True),
        sa.Column("community_id", sa.Text(), nullable=True),
        sa.Column("party_org_id", sa.Text(), nullable=True),
        sa.Column("work_group_id", sa.Text(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("to_confirm", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('area_lead', 'resident_leader', 'group_head', 'liaison', 'secretary', 'deputy_secretary', 'party_member', 'director', 'deputy_director', 'committee_member', 'reserve', 'other')",
            name=op.f("ck_posts_role_known"),
        ),
        sa.CheckConstraint(
            "(area_id IS NOT NULL) + (community_id IS NOT NULL) + (party_org_id IS NOT NULL) + (work_group_id IS NOT NULL) <= 1",
            name=op.f("ck_posts_one_body"),
        ),
        sa.CheckConstraint("since <= until", name=op.f("ck_posts_since_before_until")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_posts_area_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_posts_community_id")),
        sa.ForeignKeyConstraint(["party_org_id"], ["party_orgs.id"], name=op.f("fk_posts_party_org_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_posts_person_id")),
        sa.ForeignKeyConstraint(["work_group_id"], ["work_groups.id"], name=op.f("fk_posts_work_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    op.create_index(op.f("ix_posts_area_id"), "posts", ["area_id"], unique=False)
    op.create_index(op.f("ix_posts_community_id"), "posts", ["community_id"], unique=False)
    op.create_index(op.f("ix_posts_party_org_id"), "posts", ["party_org_id"], unique=False)
    op.create_index(op.f("ix_posts_person_id"), "posts", ["person_id"], unique=False)
    op.create_index(op.f("ix_posts_work_group_id"), "posts", ["work_group_id"], unique=False)


def tables_9() -> None:
    op.create_table(
        "ballot_marks",
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.CheckConstraint("choice >= 0", name=op.f("ck_ballot_marks_choice_not_negative")),
        sa.CheckConstraint("item >= 0", name=op.f("ck_ballot_marks_item_not_negative")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "entry", "number"],
            ["ballots.meeting_id", "ballots.entry", "ballots.number"],
            name=op.f("fk_ballot_marks_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "entry", "number", "item", name=op.f("pk_ballot_marks")),
        sqlite_with_rowid=False,
    )
