"""Tables of meetings and anonymous ballots, which hold no person, no time and no row number."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, Table, Text

from dangjian_desktop.domain.ballot_issues import BallotMove
from dangjian_desktop.domain.ballots import BallotStatus
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

meetings = Table(
    "meetings",
    metadata,
    key(),
    refers("campaign_id", "campaigns"),
    text("form_code"),
    text("form_edition"),
    text("title"),
    refers("community_id", "communities", optional=True),
    refers("party_org_id", "party_orgs", optional=True),
    refers("person_id", "persons", optional=True),
    text("held_on", optional=True),
    text("place"),
    text("host"),
    text("heads"),
    text("finished_on", optional=True),
    text("second", default="none"),
    number("percent", default="0"),
    number("sample_start", optional=True),
    number("batch_size", default="0"),
    number("numbers_first", default="0"),
    text("answers", default="[]"),
    number("totals_only", default="0"),
    text("scrutineers", default=""),
    text("tellers", default=""),
    text("compare_with", default=""),  # no reference: a meeting may go, another is then compared with
)

ballots = Table(
    "ballots",
    metadata,
    Column("meeting_id", Text, ForeignKey("meetings.id"), primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    text("group"),
    text("status"),
    text("reason"),
    rule("entry_known", "entry IN (1, 2, 3)"),
    rule("number_positive", "number >= 1"),
    one_of("status", BallotStatus),
    rule("invalid_has_reason", "status <> 'invalid' OR length(reason) > 0"),
    **without_rowid(),
)

ballot_marks = Table(
    "ballot_marks",
    metadata,
    Column("meeting_id", Text, primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("choice", Integer, nullable=True),
    ForeignKeyConstraint(
        ["meeting_id", "entry", "number"],
        ["ballots.meeting_id", "ballots.entry", "ballots.number"],
        ondelete="CASCADE",
    ),
    rule("item_not_negative", "item >= 0"),
    rule("choice_not_negative", "choice >= 0"),
    **without_rowid(),
)

listed_subjects = Table(
    "listed_subjects",
    metadata,
    key(),
    refers("meeting_id", "meetings"),
    number("order"),
    text("name"),
    text("note"),
    refers("community_id", "communities", optional=True),
    refers("party_org_id", "party_orgs", optional=True),
    refers("person_id", "persons", optional=True),
    rule("name_given", "length(name) > 0"),
    rule("order_not_negative", '"order" >= 0'),
)

# Words from the papers: nothing leads from one to a ballot, and they lie sorted by their text.
ballot_remarks = Table(
    "ballot_remarks",
    metadata,
    Column("meeting_id", Text, ForeignKey("meetings.id"), primary_key=True),
    Column("question", Text, primary_key=True),
    Column("text", Text, primary_key=True),
    Column("redacted", Text, primary_key=True),
    number("copies"),
    number("seconds", default="0"),
    number("only_second", default="0"),
    rule("text_given", "length(text) > 0"),
    rule("copies_positive", "copies >= 1"),
    **without_rowid(),
)

meeting_totals = Table(
    "meeting_totals",
    metadata,
    Column("meeting_id", Text, ForeignKey("meetings.id"), primary_key=True, nullable=False),
    text("counts"),
    text("source"),
)

# Who typed in a block of 25 papers: as near to a paper as the record ever comes.
entry_typists = Table(
    "entry_typists",
    metadata,
    Column("meeting_id", Text, ForeignKey("meetings.id"), primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("block", Integer, primary_key=True),
    Column("typist", Text, primary_key=True),
    rule("entry_known", "entry IN (1, 2)"),
    rule("typist_named", "length(typist) > 0"),
    **without_rowid(),
)

print_register = Table(
    "print_register",
    metadata,
    key(),
    text("meeting_id", index=True),  # no reference: the register outlives its meeting
    text("about"),
    text("kind"),
    text("edition"),
    text("move"),
    text("group"),
    number("count"),
    text("at"),
    text("by"),
    text("note"),
    one_of("move", BallotMove),
    rule("count_positive", "count > 0"),
)
