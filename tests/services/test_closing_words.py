"""Closing a campaign: names that clerks typed, anywhere in the record, are gone from the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Text

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.retention import CLEARED, SOMEBODY, Mask, RetentionForm
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.closing_words import COLUMNS
from dangjian_desktop.services.deidentifying import TELLING
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.storage.database import Book
from dangjian_desktop.storage.repositories import Repositories
from dangjian_desktop.storage.rows import metadata
from tests.services.assessed_township import CAMPAIGN
from tests.services.named_township import CADRE, ID_NUMBER, PHONE, STRANGERS, named

LATER = FixedClock(datetime(2018, 1, 3, 9, 0, tzinfo=UTC))
SINCE = FixedClock(datetime(2016, 5, 6, 9, 0, tzinfo=UTC))
NEWER = Campaign(id="campaign-2016", title="2016年换届", year=2016)
KEPT = ("镇党委会议", "青桥村党支部", "村务公开栏三个月没有更新", "拆除违建")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return named(tmp_path)


@pytest.fixture
def office(path: Path) -> Iterator[Office]:
    made = ProgramOpener(LATER).open(path)
    yield made
    made.upkeep.close(backup=False)


def everything(path: Path) -> str:
    """Return the bytes of the book and of all that lies beside it."""
    beside = [path, *path.parent.glob(f"{path.name}-*"), *path.with_suffix(".files").rglob("*")]
    return b"".join(one.read_bytes() for one in beside if one.is_file()).decode("utf-8", "replace")


def test_no_typed_name_is_left_in_the_whole_file(path: Path, office: Office) -> None:
    before = everything(path)
    assert [one for one in (*STRANGERS, PHONE, ID_NUMBER, *KEPT) if one not in before] == []
    plan = office.retention.plan(CAMPAIGN)
    assert (plan.acting, plan.fields, plan.surveys) == (6, 8, 1)
    assert plan.words >= 10
    closed = office.retention.close(CAMPAIGN, "保存期满").value
    assert (closed.plan, sum(closed.left.counts())) == (plan, 0)
    assert f"{plan.acting} 处签名、责任人清除" in office.upkeep.operations()[0].summary
    assert office.upkeep.check() == ()
    office.upkeep.close(backup=False)
    after = everything(path)
    assert [one for one in (*STRANGERS, PHONE, ID_NUMBER) if one in after] == []
    assert [one for one in KEPT if one not in after] == []
    again = ProgramOpener(LATER).open(path)
    assert again.upkeep.check() == ()
    assert again.retention.plan(CAMPAIGN).holds is False
    again.upkeep.close(backup=False)


def test_bodies_figures_and_ordinary_words_stay(office: Office) -> None:
    office.retention.close(CAMPAIGN, "保存期满")
    mended = office.grading.rectifying.ledger(CAMPAIGN).rows[0].item
    assert (mended.owner, mended.signer) == (f"青桥村党支部、{CLEARED}", CLEARED)
    assert (mended.measures, mended.evidence) == (f"由{SOMEBODY}张贴", f"{SOMEBODY}验收")
    assert office.papers.fields("official_notice")["title"] == "关于防火的通知"
    assert office.papers.fields("official_notice")["body"].startswith(f"请{SOMEBODY}到会")
    assert office.papers.fields("promise_board")["watch"] == "0990-0000000"
    assert office.papers.fields("election_ballot")["election_seats"] == ""
    assert office.papers.frozen_on(PaperWish(kind="promise_board")) is None
    assert CADRE in {one.name for one in office.vetting.choices()}


def test_what_was_typed_for_another_campaign_stays(path: Path) -> None:
    book = Book.open(path, clock=SINCE)
    with book.work("campaign.add", "新活动") as work:
        work.campaigns.add(NEWER)
        work.commit()
    book.close()
    since = ProgramOpener(SINCE).open(path)
    since.campaigns.take_in_hand(NEWER.id)
    since.papers.keep_fields("election_ballot", {"election_seats": "主任｜1｜濮阳青、容与舟"})
    since.upkeep.close(backup=False)
    office = ProgramOpener(LATER).open(path)
    office.retention.close(CAMPAIGN, "保存期满")
    assert office.papers.fields("election_ballot")["election_seats"] == "主任｜1｜濮阳青、容与舟"
    assert office.papers.fields("election_result")["elected"] == ""
    assert office.upkeep.check() == ()
    office.upkeep.close(backup=False)
    left = everything(path)
    assert [one for one in STRANGERS if one in left] == []
    assert "濮阳青、容与舟" in left


KEYS = (
    "id",
    "review_of",
    "form_code",
    "form_edition",
    "sha256",
    "digest",
    "state",
    "scope",
    "status",
    "kind",
    "category",
)
SAFE = {
    "meetings": "heads second answers compare_with held_on finished_on",
    "ballots": "group reason",  # chosen from the form's lists
    "ballot_remarks": "question text redacted",  # masked by closing_words.cleaned_remarks
    "entry_typists": "typist",  # forgotten altogether
    "meeting_totals": "counts",
    "print_register": "edition move group at",
    "settings": "key value",  # see services/typed_fields
    "audit": "at actor action summary journal previous",  # the summary: storage/purging; who worked stays
    "journal": "table_name row_key before after",  # storage/purging
    "purges": "journal",
    "attachments": "name added",  # of papers and photos that go: go too
    "papers": "title created",  # those that name somebody go
    "paper_texts": "subject given words saved frozen_on",  # those that name somebody go
    "document_numbers": "prefix used_on",
    "campaigns": "document_number issuer issued_on retain_until closed_on",  # of the office
    "phases": "start end",
    "tasks": "start end other_end",
    "sign_offs": "done_on",
    "score_entries": "indicator stage points",
    "clause_facts": "clause answered_on",
    "decisions": "grade decided_on",
    "rating_rounds": "opened_on closed_on",
    "round_results": "name score satisfaction grade",  # of organisations
    "publications": "start end made_on",
    "published_grades": "name grade",  # of organisations
    "rectifications": "due done_on",
    "appraisal_grades": "grade decided_on",
}
ALTOGETHER = ("candidates", "opinions", "admonition_talks", "tellings", "objections", "listed_subjects")
"""Rewritten or emptied row by row (services/deidentifying)."""
ROSTER = (
    "areas", "communities", "party_orgs", "persons", "resident_groups", "work_groups", "posts", "committees",
    "voters", "distinctions", "import_answers", "removed", "learned_headings", "saved_views",
    "paper_subjects", "ballot_marks",
)  # fmt: skip
"""Of no campaign: of them only those known through the campaign alone go, with all their traces."""


def test_every_column_of_the_record_is_decided_upon() -> None:
    shelves = {"print_register": "ballot_issues"}
    undecided = []
    for name, table in metadata.tables.items():
        if name in (*ALTOGETHER, *ROSTER):
            continue
        rule = COLUMNS.get(shelves.get(name, name))
        decided = {*(rule.who + rule.words + rule.issued if rule else ()), *SAFE.get(name, "").split(), *KEYS}
        undecided += [
            f"{name}.{column.name}"
            for column in table.columns
            if isinstance(column.type, Text)
            and not column.name.endswith("_id")
            and column.name not in decided
        ]
    assert undecided == []
    assert set(COLUMNS) | set(TELLING) <= set(dir(Repositories))


@given(
    st.text("青桥村王麦穗 某，1", max_size=12),
    st.sets(st.text("王麦穗青桥", min_size=2, max_size=3), max_size=4),
)
def test_masked_words_hold_none_of_the_names_and_mask_to_themselves(text: str, names: set[str]) -> None:
    form = Catalog().editions("retention", "campaign")[-1]
    assert isinstance(form, RetentionForm)
    mask = Mask.of(names, ("青桥村",), form)
    masked = mask.words(text)
    assert not any(name in masked for name in names if name not in "青桥村")
    assert mask.words(masked) == masked
    assert mask.who(mask.who(text)) == mask.who(text)
