"""A thousand spoilt files against a real book: findings or a clean import, never a traceback, never half."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.exchange.roster_plans import RosterBook
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import ExpectedError, Finding, Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.kernel.progress import Cancelled, Silent
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.rosters import RosterPlan, Rosters, roster_book
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.exchange import invented_notice, ways_in

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
VOTERS = (
    "村（社区）,序号,姓名,性别,出生日期,身份证号,居民小组,户号\n柳岸,1,秦知远,男,1975-03-12,,第一居民小组,12\n"
    "柳岸,2,温若谷,女,1981.11,,第二居民小组,7\n石桥,1,白一舟,男,19900706,,,3\n"
)
GOOD: dict[str, bytes] = {
    "cadres.xlsx": ways_in.xlsx(),
    "cadres.xls": ways_in.xls(),
    "cadres.ods": ways_in.ods(),
    "cadres.docx": ways_in.word(),
    "cadres.csv": ways_in.csv(encoding="gbk"),
    "pasted.txt": ways_in.from_web().encode(),
    "voters.csv": VOTERS.encode(),
    "groups.xlsx": invented_notice.workbook().data,
    "groups.docx": invented_notice.word().data,
    "groups.xls": (ways_in.FILES / "groups.xls").read_bytes(),
    "groups.txt": invented_notice.flattened_groups().encode("gb18030"),
}
PACKED = tuple(name for name in GOOD if name.endswith(("xlsx", "ods", "docx")))
NASTY = (
    "", " ", "\u200b", "合计", "=1+1", "<b>秦</b>", "'", '"', "甲" * 300, "秦知远", "秦知远、温若谷",
    "柳岸社区", "1975.02.30", "1975年上半年", "27460", "七五年三月", "99010119750312123X", "990101750312123",
    "-1", "1e400", "NaN", "#REF!", "\ufffd", "\U00020164", "０", "9" * 40, "党员", "男",
    "党支部书记、村委会主任", "\n", "a\tb", "2031-12-31", "，", "|", "\u202e",
)  # fmt: skip
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


class Stopping(Silent):
    """A progress that is cancelled at its n-th step."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, *_: object) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@dataclass(slots=True)
class Office:
    """A book that holds a list already, and what has come of the files so far."""

    book: Book
    rosters: Rosters
    seen: Counter[str] = field(default_factory=Counter)

    def state(self) -> RosterBook:
        with self.book.read() as view:
            return roster_book(view, voters=True)

    def take(self, name: str, data: bytes, fate: int) -> None:
        """Preview a file; where that succeeds apply it, cancel it or meet a changed book, by ``fate``."""
        before = self.state()
        plan, findings = self.previewed(name, data)
        assert all(sentence(one) for one in findings)
        assert self.state() == before
        if plan is None:
            assert findings
            self.seen["refused"] += 1
            return
        if plan.plan.is_empty():
            self.seen["nothing new"] += 1
        elif fate == 0:
            self.cancelled(plan, before)
        elif fate == 1:
            self.stale(plan, before)
        else:
            self.applied(plan, before)

    def previewed(self, name: str, data: bytes) -> tuple[RosterPlan | None, Sequence[Finding]]:
        try:
            plan = self.rosters.preview(data, name=name)
        except ExpectedError as refused:
            return None, refused.findings
        return plan, plan.findings

    def cancelled(self, plan: RosterPlan, before: RosterBook) -> None:
        with pytest.raises(Cancelled):
            self.rosters.apply(plan, Stopping(0))
        assert self.state() == before
        self.seen["cancelled"] += 1

    def stale(self, plan: RosterPlan, before: RosterBook) -> None:
        """Apply once, then the same preview again: the book has changed, so that it is refused whole."""
        self.rosters.apply(plan)
        after = self.state()
        with pytest.raises(Rejected):
            self.rosters.apply(plan)
        assert self.state() == after
        Upkeep(self.book, CLOCK).undo()
        assert self.state() == before
        self.seen["stale"] += 1

    def applied(self, plan: RosterPlan, before: RosterBook) -> None:
        """Apply: everything planned is there; undone: nothing is."""
        self.rosters.apply(plan)
        after = self.state()
        held = {
            *after.areas, *after.communities, *after.orgs, *after.persons, *after.groups, *after.posts,
            *after.voters,
        }  # fmt: skip
        assert held.issuperset(plan.plan.writes)
        Upkeep(self.book, CLOCK).undo()
        assert self.state() == before
        self.seen["applied"] += 1


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("mutated")
    made = Book.create(folder / "柳溪.djb", password=None, clock=CLOCK, backups=folder / "backups")
    rosters = Rosters(made, Catalog(forms_folder(), None), CLOCK)
    rosters.apply(rosters.preview(GOOD["groups.xlsx"]))
    yield made
    made.close()


@pytest.fixture
def office(held: Book) -> Office:
    return Office(held, Rosters(held, Catalog(forms_folder(), None), CLOCK))


def spoil(data: st.DataObject, content: bytes) -> bytes:
    """Cut, double or overwrite a few places."""
    spoilt = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, max(0, len(spoilt) - 1)))
        length = data.draw(st.integers(0, 40))
        match data.draw(st.sampled_from(["cut", "double", "write", "end"])):
            case "cut":
                del spoilt[place : place + length]
            case "double":
                spoilt[place:place] = spoilt[place : place + length]
            case "write":
                spoilt[place : place + length] = data.draw(st.binary(max_size=20))
            case _ if len(spoilt) > 200:
                del spoilt[place:]
    return bytes(spoilt)


def test_files_with_spoilt_bytes(office: Office) -> None:
    @settings(max_examples=300, suppress_health_check=QUIET)
    @given(st.sampled_from(sorted(GOOD)), st.integers(0, 4), st.data())
    def one(name: str, fate: int, data: st.DataObject) -> None:
        office.take(name, spoil(data, GOOD[name]), fate)

    one()
    assert office.seen["refused"] > 30
    assert office.seen["applied"] + office.seen["stale"] + office.seen["cancelled"] > 10


def test_packed_files_with_a_spoilt_part(office: Office) -> None:
    """The part is spoilt before it is packed, so that it gets past the checks of the archive."""

    @settings(max_examples=300, suppress_health_check=QUIET)
    @given(st.sampled_from(PACKED), st.integers(0, 4), st.data())
    def one(name: str, fate: int, data: st.DataObject) -> None:
        with zipfile.ZipFile(io.BytesIO(GOOD[name])) as packed:
            parts = {part: packed.read(part) for part in packed.namelist()}
        part = data.draw(st.sampled_from(sorted(parts)))
        parts[part] = spoil(data, parts[part])
        again = io.BytesIO()
        with zipfile.ZipFile(again, "w") as packed:
            for each, content in parts.items():
                packed.writestr(each, content)
        office.take(name, again.getvalue(), fate)

    one()
    assert office.seen["refused"] > 30
    assert office.seen["applied"] + office.seen["stale"] + office.seen["cancelled"] > 10


def test_sound_files_with_spoilt_cells(office: Office) -> None:
    """Cells no list should hold, rows and columns lost, doubled and exchanged, in every kind of file."""
    writers: dict[str, Callable[[ways_in.Rows], bytes]] = {
        "cadres.xlsx": ways_in.xlsx,
        "cadres.ods": ways_in.ods,
        "cadres.docx": ways_in.word,
        "cadres.csv": lambda rows: ways_in.csv(rows, "gb18030"),
        "pasted.txt": lambda rows: ways_in.pasted(rows).encode(),
        "web.txt": lambda rows: ways_in.from_web(rows).encode(),
    }

    @settings(max_examples=420, suppress_health_check=QUIET)
    @given(st.sampled_from(sorted(writers)), st.integers(0, 4), st.data())
    def one(name: str, fate: int, data: st.DataObject) -> None:
        rows = [list(row) for row in (ways_in.HEAD, *ways_in.ROWS)]
        for _ in range(data.draw(st.integers(1, 8))):
            row = data.draw(st.integers(0, len(rows) - 1))
            column = data.draw(st.integers(0, len(rows[row]) - 1))
            match data.draw(st.sampled_from(["cell", "cell", "any", "double", "drop", "exchange"])):
                case "cell":
                    rows[row][column] = data.draw(st.sampled_from(NASTY))
                case "any":
                    rows[row][column] = data.draw(
                        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
                    )
                case "double":
                    rows.insert(row, list(rows[row]))
                case "drop" if len(rows) > 1:
                    del rows[row]
                case _:
                    other = data.draw(st.integers(0, len(rows[row]) - 1))
                    rows[row][column], rows[row][other] = rows[row][other], rows[row][column]
        office.take(name, writers[name](rows), fate)

    one()
    assert office.seen["applied"] > 100
    assert office.seen["cancelled"] > 20


def test_a_long_import_stopped_on_the_way_leaves_nothing(office: Office) -> None:
    names = [f"{a}{b}{c}" for a in "赵钱孙李周吴郑王" for b in "一二三四五六七八" for c in "春夏秋冬东南西北"]
    rows = [ways_in.HEAD, *((name, "男", "1975.03", *ways_in.ROWS[1][3:]) for name in names)]
    before, plan = office.state(), office.rosters.preview(ways_in.csv(rows), name="长.csv")
    assert len(plan.plan.writes) > 1000
    for steps in range(4):
        with pytest.raises(Cancelled):
            office.rosters.apply(plan, Stopping(steps))
        assert office.state() == before
    office.rosters.apply(plan)
    assert len(office.state().persons) == len(before.persons) + len(names)
