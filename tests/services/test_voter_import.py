"""选民名单 imported: told apart from cadres, matched in one pass, one step with one undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.people import Sex, Voter
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.kernel.progress import Cancelled, Silent
from dangjian_desktop.services.exports import Exports
from dangjian_desktop.services.import_views import roster_view
from dangjian_desktop.services.roster_export import RosterPart
from dangjian_desktop.services.roster_import import RosterImports
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.services.voters import VOTER_WORDS, Voters
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)
HEADS = ("村（社区）", "居民小组", "户号", "姓名", "性别", "出生日期", "身份证号", "住址", "备注")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
Rows = Sequence[Sequence[object]]


def id_number(day: date, order: int) -> str:
    body = f"990100{day:%Y%m%d}{order:03}"
    return body + "10X98765432"[sum(int(n) * w for n, w in zip(body, WEIGHTS, strict=True)) % 11]


def workbook(rows: Rows, title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def listed(count: int) -> list[tuple[object, ...]]:
    """Return a list of ``count`` voters over two communities."""
    rows: list[tuple[object, ...]] = [HEADS]
    for number in range(count):
        day, place = (
            date(1950 + number % 50, 1 + number % 12, 1 + number % 28),
            "柳岸村" if number % 2 else "石渡社区",
        )
        name = "秦" + chr(0x4E00 + number // 7) + chr(0x4E07 + number % 90)
        sex, own = ("女", number % 499 * 2) if number % 2 else ("男", number % 499 * 2 + 1)
        group, household = f"第{number % 4 + 1}小组", f"01-{number // 3:05}"
        own_number = id_number(day, own)
        rows.append((place, group, household, name, sex, day, own_number, f"溪边路 {number} 号", ""))
    return rows


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return an empty book."""
    made = Book.create(tmp_path / "柳溪.djb", clock=CLOCK)
    yield made
    made.close()


@pytest.fixture
def rosters(book: Book) -> RosterImports:
    """Return the service."""
    return RosterImports(book, CATALOG, CLOCK)


def stored(book: Book) -> tuple[Voter, ...]:
    with book.read() as view:
        return view.voters.all()


def counts(rosters: RosterImports, data: bytes) -> dict[str, int]:
    found = rosters.preview(data, name="选民.xlsx").counts
    return {kind.value: count for kind, count in found.items() if count}


def test_a_long_list_is_one_step_with_one_undo_and_known_again(book: Book, rosters: RosterImports) -> None:
    data = workbook(listed(2000), "选民登记表")
    plan = rosters.preview(data, name="选民.xlsx")
    assert plan.reading.kind == "voters"
    assert plan.plan.count(ChangeKind.ADDED, Entity.VOTER) == 2000
    assert plan.summary == "导入花名册：新增 2 个村（社区）、2000 名选民"
    view = roster_view(plan)
    assert view.will == "新增 2 个村（社区）、2000 名选民"
    assert [(line.name, line.new) for line in view.lines if line.entity == "选民"] == [
        ("石渡社区", "1000 人"),
        ("柳岸村", "1000 人"),
    ]
    rosters.apply(plan)
    assert len(stored(book)) == 2000
    assert book.check() == ()
    with book.read() as view_:
        assert view_.persons.count() == 0
    assert counts(rosters, data) == {"unchanged": 2002}
    assert rosters.preview(data, name="选民.xlsx").plan.is_empty()
    Upkeep(book, CLOCK).undo()
    assert stored(book) == ()
    assert book.check() == ()


class Stop(Silent):
    """Cancels at the n-th step."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, _done: int, _total: int, _what: str = "") -> None:
        """Count down."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_cancelling_at_any_step_stores_nothing(book: Book, rosters: RosterImports) -> None:
    data = workbook(listed(2100), "选民登记表")
    plan = rosters.preview(data, name="选民.xlsx")
    for at in range(20):
        try:
            rosters.apply(plan, Stop(at))
        except Cancelled:
            assert stored(book) == ()
            assert [one.action for one in book.operations(5)] == ["book.create"]
            assert book.check() == ()
        else:
            break
    assert at > 4
    assert len(stored(book)) == 2100
    with pytest.raises(Cancelled):
        rosters.preview(data, name="选民.xlsx", progress=Stop(2))


PEOPLE = (
    ("姓名", "性别", "出生日期", "身份证号"),
    ("仇念慈", "女", "1980.07", ""),
    ("单秋月", "女", "1979.11", ""),
)


@pytest.mark.parametrize(
    ("title", "rows", "kind", "asked"),
    [
        ("选民名单", PEOPLE, "voters", ""),
        ("Sheet1", (("柳岸村选民登记表",), *PEOPLE), "voters", ""),
        ("Sheet1", PEOPLE, "cadres", ""),
        ("Sheet1", PEOPLE, "voters", "voters"),
        ("选民名单", PEOPLE, "cadres", "cadres"),
        ("Sheet1", (("姓名", "性别", "户号"), ("仇念慈", "女", "1-2")), "voters", ""),
        ("Sheet1", (("姓名", "性别", "职务", "住址"), ("仇念慈", "女", "委员", "溪边路")), "cadres", ""),
    ],
)
def test_voters_and_cadres_are_told_apart(
    rosters: RosterImports, title: str, rows: Rows, kind: str, asked: str
) -> None:
    assert rosters.preview(workbook(rows, title), asked, name="名册.xlsx").reading.kind == kind


def test_the_title_tells_the_community_where_no_column_does(book: Book, rosters: RosterImports) -> None:
    rows = (("柳岸村选民登记表",), *PEOPLE)
    plan = rosters.preview(workbook(rows), name="a.xlsx")
    assert {one.code for one in plan.findings} == {"roster.voter_no_place"}
    assert plan.plan.is_empty()
    rosters.apply(rosters.preview(workbook((("社区名称",), ("柳岸村",))), "communities", name="b.xlsx"))
    rosters.apply(rosters.preview(workbook(rows), name="a.xlsx"))
    assert [(one.name, one.number) for one in stored(book)] == [("仇念慈", 1), ("单秋月", 2)]


def test_one_is_matched_by_number_or_by_name_birth_and_community(book: Book, rosters: RosterImports) -> None:
    number = id_number(date(1980, 7, 3), 12)
    first = (HEADS, ("柳岸村", "一组", "1", "仇念慈", "女", "1980.07", "", "", ""))
    rosters.apply(rosters.preview(workbook(first, "选民"), name="a.xlsx"))
    again = (HEADS, ("柳岸村", "二组", "1", "仇念慈", "", "1980.07", number, "溪边路 1 号", ""))
    rosters.apply(rosters.preview(workbook(again, "选民"), name="b.xlsx"))
    (one,) = stored(book)
    assert (one.id_number, one.resident_group, one.residence, one.sex) == (
        number, "二组", "溪边路 1 号", Sex.FEMALE,
    )  # fmt: skip
    moved = (HEADS, ("石渡社区", "", "", "仇念茲", "", "", number, "", ""))
    plan = rosters.preview(workbook(moved, "选民"), name="c.xlsx")
    changed = {one.field: (one.old, one.new) for one in plan.changes if one.entity is Entity.VOTER}
    assert changed["community_id"] == ("柳岸村", "石渡社区")
    assert changed["name"] == ("仇念慈", "仇念茲")
    rosters.apply(plan)
    (one,) = stored(book)
    assert (one.name, one.birth, one.household) == ("仇念茲", date(1980, 7, 3), "1")
    other = (HEADS, ("石渡社区", "", "", "仇念茲", "", "1980.07", id_number(date(1980, 7, 9), 14), "", ""))
    assert counts(rosters, workbook(other, "选民")) == {"added": 1, "unchanged": 1}


def test_rows_that_cannot_be_taken_are_told(rosters: RosterImports) -> None:
    day = date(1980, 7, 3)
    rows = (
        HEADS,
        ("柳岸村", "", "1", "仇念慈", "女", "1980.07", id_number(day, 12), "", ""),
        ("柳岸村", "", "1", "仇念慈", "女", "1980.07", "", "", ""),
        ("柳岸村", "", "1", "仇小慈", "女", "1980.07", id_number(day, 12), "", ""),
        HEADS,
        ("柳岸村", "", "2", "", "女", "", "", "", ""),
        ("柳岸村", "", "2", "区静", "男", "1981.07", id_number(day, 14), "", ""),
        ("", "", "3", "单秋月", "丁", "哪天", "990100198007030121", "", ""),
        ("合计", "", "", "6", "", "", "", "", ""),
    )
    plan = rosters.preview(workbook(rows, "选民"), name="a.xlsx")
    told = sorted((one.where.cell, one.code) for one in plan.findings)
    assert told == [
        ("D3", "roster.voter_twice"),
        ("D4", "roster.voter_twice"),
        ("D6", "roster.key_missing"),
        ("E8", "roster.bad_sex"),
        ("F8", "roster.bad_date"),
        ("G7", "roster.id_birth"),
        ("G8", "roster.id_check"),
    ]
    assert plan.counts[ChangeKind.REFUSED] == 3
    assert plan.plan.count(ChangeKind.ADDED, Entity.VOTER) == 3


def test_a_list_without_rows_is_refused(rosters: RosterImports) -> None:
    with pytest.raises(Rejected):
        rosters.preview(workbook((HEADS,), "选民"), name="a.xlsx")


TEXTS = st.text("甲乙丙丁 1-", max_size=5).map(str.strip)
DAYS = st.dates(date(1930, 1, 1), date(2010, 1, 1))
VOTERS = st.lists(
    st.tuples(
        st.sampled_from(["柳岸村", "石渡社区", "新塘村"]), TEXTS, TEXTS,
        st.text("秦柳单仇曾区念慈秋月", min_size=2, max_size=4), st.sampled_from(["男", "女", ""]),
        st.one_of(st.just(""), DAYS.map(date.isoformat)),
        st.one_of(st.just(""), st.builds(id_number, DAYS, st.integers(0, 998))),
        TEXTS, TEXTS,
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(VOTERS)
def test_what_is_taken_out_and_brought_in_again_changes_nothing(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path / "本.djb"
    path.unlink(missing_ok=True)
    with Book.create(path, clock=CLOCK) as book:
        rosters = RosterImports(book, CATALOG, CLOCK)
        rosters.apply(rosters.preview(workbook([HEADS, *rows], "选民"), name="a.xlsx"))
        before = stored(book)
        words = {**VOTER_WORDS}
        full = {one.id: one.id_number for one in before}
        out = [
            ["" if (value := getattr(line, part)) is None else value for part in words]
            for line in (one._replace(id_number=full[one.id]) for one in Voters(book, CATALOG, CLOCK).lines())
        ]
        plan = rosters.preview(workbook([list(words.values()), *out], "选民名单"), name="b.xlsx")
        assert plan.plan.is_empty(), plan.changes
        assert plan.plan.count(ChangeKind.UNCHANGED, Entity.VOTER) <= len(before)
        assert plan.counts[ChangeKind.REFUSED] == 0
        assert stored(book) == before
        assert book.check() == ()


@pytest.mark.parametrize("full", [True, False])
def test_a_list_taken_out_and_brought_in_again_changes_nothing(
    book: Book, rosters: RosterImports, tmp_path: Path, full: bool
) -> None:
    rows = listed(400)
    rows.append(("柳岸村", "", "", "解忧", "", "1975.03", "", "", "外出"))
    rosters.apply(rosters.preview(workbook(rows, "选民登记表"), name="选民.xlsx"))
    before = stored(book)
    path = tmp_path / "选民名单.xlsx"
    exports = Exports(book, CLOCK, Rosters(book, CATALOG, CLOCK))
    exports.roster(path, purpose="核对", full=full, parts=(RosterPart.VOTERS,))
    plan = rosters.preview(path)
    assert plan.plan.is_empty(), plan.changes
    assert plan.plan.count(ChangeKind.UNCHANGED, Entity.VOTER) == 401
    assert plan.counts[ChangeKind.REFUSED] == 0
    assert stored(book) == before


class Meanwhile(Silent):
    """A progress that lets a step be done in the book at its first turn."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act, self.turns = act, 0

    def give_way(self) -> None:
        self.turns += 1
        if self.turns == 1:
            self.act()


def test_the_preview_of_a_long_list_lets_other_steps_be_stored(book: Book, rosters: RosterImports) -> None:
    data, few = workbook(listed(2100), "选民登记表"), workbook(listed(3), "选民登记表")
    change = Meanwhile(lambda: rosters.apply(rosters.preview(few, name="选民.xlsx")))
    plan = rosters.preview(data, name="选民.xlsx", progress=change)
    assert change.turns == 5  # after every thousand rows read, before every thousand compared
    rosters.apply(plan)
    assert len(stored(book)) == 2100
