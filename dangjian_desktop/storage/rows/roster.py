"""Tables of the roster: areas, communities, organisations, persons, posts, groups, voters, the bin."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text, UniqueConstraint

from dangjian_desktop.domain.organisations import CommitteeKind, CommunityKind, OrgCategory, OrgLevel
from dangjian_desktop.domain.people import PostRole, Sex
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.storage.rows.base import (
    key,
    metadata,
    number,
    one_of,
    refers,
    rule,
    text,
    without_rowid,
)

areas = Table(
    "areas",
    metadata,
    key(),
    text("name"),
    number("order"),
    UniqueConstraint("name"),
    rule("name_given", "length(name) > 0"),
)

communities = Table(
    "communities",
    metadata,
    key(),
    text("name"),
    text("kind"),
    refers("area_id", "areas", optional=True),
    number("order"),
    number("households", optional=True),
    number("population", optional=True),
    number("voters", optional=True),
    text("name_written", default=""),
    UniqueConstraint("name"),
    one_of("kind", CommunityKind),
    rule("name_given", "length(name) > 0"),
    rule("counts_not_negative", "households >= 0 AND population >= 0 AND voters >= 0"),
)

party_orgs = Table(
    "party_orgs",
    metadata,
    key(),
    text("name", index=True),
    text("category"),
    text("level"),
    refers("community_id", "communities", optional=True),
    refers("parent_id", "party_orgs", optional=True),
    text("founded", optional=True),
    number("members", optional=True),
    number("order"),
    text("to_confirm"),
    text("name_written", default=""),
    one_of("category", OrgCategory),
    one_of("level", OrgLevel),
    rule("name_given", "length(name) > 0"),
    rule("not_own_parent", "parent_id <> id"),
    rule("members_not_negative", "members >= 0"),
)

persons = Table(
    "persons",
    metadata,
    key(),
    text("name", index=True),
    text("name_written"),
    text("pinyin"),
    text("initials"),
    text("sex", optional=True),
    text("birth", optional=True),
    number("birth_day_known"),
    text("ethnicity"),
    text("political_status"),
    text("joined_party", optional=True),
    text("education"),
    text("id_number", index=True),
    text("phone"),
    text("note"),
    text("to_confirm"),
    text("residence", default=""),
    Column("photo", Text, ForeignKey("attachments.id"), nullable=True),
    one_of("sex", Sex),
    rule("name_given", "length(name) > 0"),
)

resident_groups = Table(
    "resident_groups",
    metadata,
    key(),
    refers("community_id", "communities"),
    text("name"),
    number("order"),
    number("households", optional=True),
    number("population", optional=True),
    UniqueConstraint("community_id", "name"),
    rule("name_given", "length(name) > 0"),
    rule("counts_not_negative", "households >= 0 AND population >= 0"),
)

work_groups = Table(
    "work_groups",
    metadata,
    key(),
    refers("community_id", "communities"),
    refers("partner_org_id", "party_orgs", optional=True),
    text("to_confirm"),
)

posts = Table(
    "posts",
    metadata,
    key(),
    refers("person_id", "persons"),
    text("role"),
    text("title"),
    refers("area_id", "areas", optional=True),
    refers("community_id", "communities", optional=True),
    refers("party_org_id", "party_orgs", optional=True),
    refers("work_group_id", "work_groups", optional=True),
    text("since", optional=True),
    text("until", optional=True),
    number("order"),
    text("to_confirm"),
    refers("resident_group_id", "resident_groups", optional=True),
    one_of("role", PostRole),
    rule(
        "one_body",
        "(area_id IS NOT NULL) + (community_id IS NOT NULL)"
        " + (party_org_id IS NOT NULL) + (work_group_id IS NOT NULL) <= 1",
    ),
    rule("since_before_until", "since <= until"),
)

committees = Table(
    "committees",
    metadata,
    key(),
    text("kind"),
    refers("community_id", "communities", optional=True),
    refers("party_org_id", "party_orgs", optional=True),
    text("term"),
    number("seats", optional=True),
    text("since", optional=True),
    text("until", optional=True),
    one_of("kind", CommitteeKind),
    rule("one_body", "(community_id IS NOT NULL) + (party_org_id IS NOT NULL) = 1"),
    rule("seats_positive", "seats > 0"),
    rule("since_before_until", "since <= until"),
)

voters = Table(
    "voters",
    metadata,
    key(),
    refers("community_id", "communities"),
    number("number"),
    text("name"),
    text("name_written"),
    text("pinyin"),
    text("initials"),
    text("resident_group"),
    text("sex", optional=True),
    text("birth", optional=True),
    number("birth_day_known"),
    text("id_number"),
    text("household"),
    text("residence"),
    text("note"),
    one_of("sex", Sex),
    rule("name_given", "length(name) > 0"),
    rule("number_not_negative", "number >= 0"),
    **without_rowid(),
)

distinctions = Table(
    "distinctions",
    metadata,
    Column("first_id", Text, ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("second_id", Text, ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    text("decided_on"),
    rule("in_order", "first_id < second_id"),
    **without_rowid(),
)

import_answers = Table(
    "import_answers",
    metadata,
    key(),
    Column("person_id", Text, ForeignKey("persons.id", ondelete="CASCADE"), nullable=False, index=True),
    text("field"),
    text("digest"),
    text("decided_on"),
    UniqueConstraint("person_id", "field", "digest"),
    rule("field_given", "length(field) > 0"),
    rule("digest_length", "length(digest) = 32"),
    **without_rowid(),
)

removed = Table(
    "removed",
    metadata,
    key(),
    text("kind"),
    text("name"),
    text("removed_on"),
    text("reason"),
    text("rows"),
    text("merged_into", optional=True),
    one_of("kind", RemovedKind),
    rule("reason_given", "length(reason) > 0"),
)

learned_headings = Table(
    "learned_headings",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("heading", Text, primary_key=True),
    text("field"),
    rule("heading_given", "length(heading) > 0"),
    **without_rowid(),
)

saved_views = Table(
    "saved_views",
    metadata,
    key(),
    text("place"),
    text("name"),
    text("content"),
    number("order"),
    UniqueConstraint("place", "name"),
    rule("name_given", "length(name) > 0"),
)
