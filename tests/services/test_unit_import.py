"""居民小组, terms of 班子 and cadres of several posts imported; the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.domain.organisations import CommitteeKind
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.lists import several_titles
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.import_views import roster_view
from dangjian_desktop.services.roster_import import RosterImports, RosterPlan
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.services.test_voter_import import Rows, workbook

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)

GROUPS: Rows = (
    ("柳溪镇居民小组名册",),
    ("村（社区）", "居民小组", "户数", "人口", "小组长", "居民代表"),
    ("柳岸村", "第一小组", 41, "130人", "秦知远", "区静、单秋月"),
    ("", "第二小组", 38, 118, "仇念慈", ""),
    ("石渡社区", "第一小组", "", "", "", "解忧"),
    ("合计", "", 79, 248, "", ""),
)
TERMS: Rows = (
    ("村（社区）", "班子", "届次", "职数", "任期起", "任期止"),
    ("柳岸村", "党总支委员会", "第七届", 5, "2029.04", "2034.04"),
    ("柳岸村", "村民委员会", "第七届", 5, "2029年4月", "2034年4月"),
    ("柳岸村", "村务监督委员会", "第七届", 3, "2029-04", "2034-04"),
    ("石渡社区", "居委会", "第七届", 7, "", ""),
)
CADRES: Rows = (
    ("姓名", "性别", "村（社区）", "职务", "任职时间", "离任时间"),
    ("秦知远", "男", "柳岸村", "党支部书记、居委会主任", "2029.04", ""),
    ("单秋月", "女", "柳岸村", "党支部书记", "2024.04", "2029.03"),
    ("仇念慈", "女", "柳岸村", "组织、宣传委员", "2029.04", ""),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return an empty book."""
    made = Book.create(tmp_path / "柳溪.djb", clock=CLOCK)
    yield made
    made.close()


@pytest.fixture
def imports(book: Book) -> RosterImports:
    """Return the service."""
    return RosterImports(book, CATALOG, CLOCK)


def bring(imports: RosterImports, rows: Rows) -> RosterPlan:
    plan = imports.preview(workbook(rows), name="名册.xlsx")
    imports.apply(plan)
    return plan


def test_groups_come_with_those_who_speak_for_them(book: Book, imports: RosterImports) -> None:
    plan = bring(imports, GROUPS)
    assert plan.reading.kind == "resident_groups"
    assert [one for one in plan.findings if one.severity.value == "error"] == []
    assert "3 个居民小组" in roster_view(plan).will
    with book.read() as view:
        groups = {one.id: one for one in view.resident_groups.all()}
        persons = {one.id: one.name for one in view.persons.all()}
        held = [
            (one.role, persons[one.person_id], groups[one.resident_group_id or ""].name)
            for one in view.posts.all()
        ]
    assert [(one.name, one.households, one.population) for one in groups.values()] == [
        ("第一小组", 41, 130),
        ("第二小组", 38, 118),
        ("第一小组", None, None),
    ]
    assert sorted(held) == sorted(
        [
            (PostRole.RESIDENT_GROUP_HEAD, "秦知远", "第一小组"),
            (PostRole.RESIDENT_REP, "区静", "第一小组"),
            (PostRole.RESIDENT_REP, "单秋月", "第一小组"),
            (PostRole.RESIDENT_GROUP_HEAD, "仇念慈", "第二小组"),
            (PostRole.RESIDENT_REP, "解忧", "第一小组"),
        ]
    )
    assert imports.preview(workbook(GROUPS), name="名册.xlsx").plan.is_empty()
    Upkeep(book, CLOCK).undo()
    with book.read() as view:
        assert (view.resident_groups.count(), view.posts.count(), view.persons.count()) == (0, 0, 0)
    assert book.check() == ()


def test_terms_of_each_body_are_kept_apart(book: Book, imports: RosterImports) -> None:
    plan = bring(imports, TERMS)
    assert plan.reading.kind == "committees"
    with book.read() as view:
        terms = [(one.kind, one.term, one.seats, one.since, one.until) for one in view.committees.all()]
    span = (date(2029, 4, 1), date(2034, 4, 1))
    assert sorted(terms) == sorted(
        [
            (CommitteeKind.PARTY, "第七届", 5, *span),
            (CommitteeKind.RESIDENTS, "第七届", 5, *span),
            (CommitteeKind.SUPERVISION, "第七届", 3, *span),
            (CommitteeKind.RESIDENTS, "第七届", 7, None, None),
        ]
    )
    assert imports.preview(workbook(TERMS), name="名册.xlsx").plan.is_empty()
    more = (TERMS[0], ("石渡社区", "居委会", "第七届", 9, "2029.04", ""))
    plan = imports.preview(workbook(more), name="名册.xlsx")
    changed = {one.field: (one.old, one.new) for one in plan.changes if one.kind is ChangeKind.CHANGED}
    assert changed == {"seats": ("7", "9"), "since": ("", "2029-04-01")}


def test_rows_that_cannot_be_taken_are_told(imports: RosterImports) -> None:
    wrong = (
        TERMS[0],
        ("柳岸村", "两委", "第七届", 5, "", ""),
        ("柳岸村", "村委会", "第七届", 5, "2029.04", "2024.04"),
        ("柳岸村", "", "第七届", 5, "", ""),
        ("柳岸村", "监委会", "第七届", "三", "哪天", ""),
    )
    plan = imports.preview(workbook(wrong), name="名册.xlsx")
    assert sorted((one.where.cell, one.code) for one in plan.findings) == [
        ("B2", "roster.which_committee"),
        ("B4", "roster.key_missing"),
        ("D5", "roster.bad_number"),
        ("E5", "roster.bad_date"),
        ("F3", "roster.ends_before"),
    ]
    assert plan.counts[ChangeKind.REFUSED] == 3
    twice = (*GROUPS[1:3], ("柳岸村", "第一小组", 3, 4, "", ""))
    plan = imports.preview(workbook(twice), name="名册.xlsx")
    assert [one.code for one in plan.findings] == ["roster.group_twice"]
    assert plan.plan.count(ChangeKind.ADDED, Entity.RESIDENT_GROUP) == 1


def test_several_posts_of_one_cell_become_several(book: Book, imports: RosterImports) -> None:
    bring(imports, CADRES)
    with book.read() as view:
        persons = {one.id: one.name for one in view.persons.all()}
        held = [
            (persons[one.person_id], one.title, one.role, one.since, one.until) for one in view.posts.all()
        ]
    now = date(2029, 4, 1)
    assert held == [
        ("秦知远", "党支部书记", PostRole.SECRETARY, now, None),
        ("秦知远", "居委会主任", PostRole.DIRECTOR, now, None),
        ("单秋月", "党支部书记", PostRole.SECRETARY, date(2024, 4, 1), date(2029, 3, 1)),
        ("仇念慈", "组织、宣传委员", PostRole.PARTY_MEMBER, now, None),
    ]
    assert imports.preview(workbook(CADRES), name="名册.xlsx").plan.is_empty()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("党支部书记、居委会主任", ("党支部书记", "居委会主任")),
        ("党支部书记兼居委会主任", ("党支部书记", "居委会主任")),
        ("书记\n主任", ("书记", "主任")),
        ("组织、宣传委员", ("组织、宣传委员",)),
        ("副书记（兼）", ("副书记（兼）",)),
        ("", ("",)),
    ],
)
def test_titles_of_one_cell(text: str, titles: tuple[str, ...]) -> None:
    assert several_titles(text, ListWords.of(CATALOG.roster_form)) == titles


SIDE_BY_SIDE: Rows = (
    ("柳溪镇村级班子换届情况一览表",),
    ("序号", "村", "党组织换届时间", "党组织届满时间", "村（居）委会换届时间", "监委会换届时间", "任期"),
    (1, "柳岸村", "2029年4月10日", "2034年4月", "2029.05", "2029.05", "五年"),
    (2, "石渡社区", "2029.04", "", "2029-05-20", "无", "5年"),
    (3, "上塘村", "", "", "", "", "5年"),
    ("合计", "", "", "", "", "", ""),
)
GROUPED: Rows = (
    ("村（社区）", "党组织", "", "", "村委会", "", "“两委”职数"),
    ("", "届次", "换届时间", "届满时间", "届次", "任期", ""),
    ("柳岸村", "第七届", "2029.04", "2034.04", "第十一届", "2029.05—2034.05", 5),
    ("石渡社区", "第七届", "2029.04", "2034.04", "第十一届", "2029年5月20日-2034年", 7),
)
PARTY, RESIDENTS, SUPERVISION = CommitteeKind
Told = tuple[str, CommitteeKind, str, int | None, date | None, date | None]


def terms(book: Book) -> list[Told]:
    with book.read() as view:
        names = {one.id: one.name for one in view.communities.all()}
        found = [
            (names[one.community_id or ""], one.kind, one.term, one.seats, one.since, one.until)
            for one in view.committees.all()
        ]
    return sorted(found, key=str)


def test_bodies_side_by_side_are_terms_of_each(book: Book, imports: RosterImports) -> None:
    plan = bring(imports, SIDE_BY_SIDE)
    assert plan.reading.kind == "committee_terms"
    assert plan.findings == ()
    assert "5 个班子届期" in roster_view(plan).will
    assert terms(book) == sorted(
        [
            ("柳岸村", PARTY, "", None, date(2029, 4, 10), date(2034, 4, 1)),
            ("柳岸村", RESIDENTS, "", None, date(2029, 5, 1), date(2034, 5, 1)),
            ("柳岸村", SUPERVISION, "", None, date(2029, 5, 1), date(2034, 5, 1)),
            ("石渡社区", PARTY, "", None, date(2029, 4, 1), date(2034, 4, 1)),
            ("石渡社区", RESIDENTS, "", None, date(2029, 5, 20), date(2034, 5, 20)),
        ],
        key=str,
    )
    cells = {one.address for one in plan.changes if one.entity is Entity.COMMITTEE}
    assert cells == {"C3", "E3", "F3", "C4", "E4"}
    assert imports.preview(workbook(SIDE_BY_SIDE), name="名册.xlsx").plan.is_empty()
    Upkeep(book, CLOCK).undo()
    assert terms(book) == []


def test_headings_of_two_rows_are_read_together(book: Book, imports: RosterImports) -> None:
    plan = bring(imports, GROUPED)
    assert plan.reading.kind == "committee_terms"
    assert terms(book) == sorted(
        [
            ("柳岸村", PARTY, "第七届", 5, date(2029, 4, 1), date(2034, 4, 1)),
            ("柳岸村", RESIDENTS, "第十一届", 5, date(2029, 5, 1), date(2034, 5, 1)),
            ("石渡社区", PARTY, "第七届", 7, date(2029, 4, 1), date(2034, 4, 1)),
            ("石渡社区", RESIDENTS, "第十一届", 7, date(2029, 5, 20), date(2034, 5, 20)),
        ],
        key=str,
    )
    assert imports.preview(workbook(GROUPED), name="名册.xlsx").plan.is_empty()
    swapped = (
        ("村", "换届时间", "", "届满时间", ""),
        ("", "党组织", "监委会", "党组织", "监委会"),
        ("柳岸村", "2029.04", "2029.06", "2034.04", "2034.06"),
    )
    plan = bring(imports, swapped)
    assert plan.plan.count(ChangeKind.ADDED, Entity.COMMITTEE) == 1
    assert ("柳岸村", SUPERVISION, "", None, date(2029, 6, 1), date(2034, 6, 1)) in terms(book)


def test_a_term_without_its_number_is_known_by_its_beginning(book: Book, imports: RosterImports) -> None:
    heads = ("村（社区）", "党组织届次", "党组织换届时间", "党组织届满时间")
    bring(imports, (heads, ("柳岸村", "第七届", "2029.04", "")))
    plan = bring(imports, (heads, ("柳岸村", "", "2029年4月", "2034.04")))
    assert [(one.field, one.new) for one in plan.changes if one.kind is ChangeKind.CHANGED] == [
        ("until", "2034-04-01")
    ]
    plan = bring(imports, (heads, ("柳岸村", "", "2034.04", "2039.04")))
    assert plan.plan.count(ChangeKind.ADDED, Entity.COMMITTEE) == 1
    assert [one[2] for one in terms(book)] == ["", "第七届"]
    wrong = bring(imports, (heads, ("石渡社区", "", "2034.04", "2029.04"), ("上塘村", "", "某天", "")))
    assert sorted((one.where.cell, one.code) for one in wrong.findings) == [
        ("C3", "roster.bad_date"),
        ("D2", "roster.ends_before"),
    ]
    assert imports.preview(workbook((heads, ("柳岸村", "", "2034.04", ""))), name="名册.xlsx").plan.is_empty()
