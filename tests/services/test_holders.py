"""Who still holds a post: another head in the file, or one the list no longer names, is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.matching import Decision, Verdict
from dangjian_desktop.exchange.plans import ChangeKind
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.import_decisions import Wanted, decisions_on
from dangjian_desktop.services.import_views import roster_view
from dangjian_desktop.services.roster_import import RosterImports, RosterPlan
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.services.conftest import CLOCK

TODAY = date(2031, 5, 8)
HEAD = "姓名\t性别\t出生年月\t社区\t职务\t任职时间\t离任时间"
HELD = f"{HEAD}\n秦知远\t男\t1975-03-12\t柳岸村\t党支部书记\t2026.04\t"
NEW = f"{HEAD}\n温若谷\t女\t1980-07-01\t柳岸村\t党支部书记\t2031.04\t"
GROUP_HEAD = "片名\t片长\t社区名称\t驻社区领导干部\t结对帮扶单位党组织\t负责人\t组织联络员"
GROUPS = f"{GROUP_HEAD}\n东片\t仇念慈\t柳岸村\t单秋月\t农业中心党支部\t区静\t解忧"
CHANGED = GROUPS.replace("区静", "查南星")


@pytest.fixture
def imports(book: Book) -> RosterImports:
    made = RosterImports(book, Catalog(forms_folder(), None), CLOCK)
    for text in (HELD, GROUPS):
        made.apply(made.preview(text))
    return made


def heads(book: Book, word: str = "书记") -> dict[str, tuple[date | None, date | None]]:
    with book.read() as view:
        names = {one.id: one.name for one in view.persons.all()}
        return {names[one.person_id]: (one.since, one.until) for one in view.posts.all() if word in one.title}


def decide(imports: RosterImports, plan: RosterPlan, verdict: Verdict) -> RosterPlan:
    (pair,) = plan.pairs
    again = imports.decided(plan, {pair.key: Decision(verdict=verdict)})
    assert roster_view(again).counts[ChangeKind.UNSURE] == 0
    return again


def test_a_second_head_is_asked_about_with_both_names_and_not_written_until_decided(
    book: Book, imports: RosterImports
) -> None:
    plan = imports.preview(NEW)
    view = roster_view(plan)
    (line,) = [one for one in view.lines if one.kind is ChangeKind.UNSURE]
    assert line.told.startswith("柳岸村的党支部书记册内是秦知远，源表写的是温若谷。")
    assert (line.name, line.old, line.new, line.pair) == ("温若谷", "秦知远", "温若谷", view.pairs[0].key)
    assert view.pairs[0].asks == "是不是还在任"
    imports.apply(plan)
    assert heads(book) == {"秦知远": (date(2026, 4, 1), None)}
    assert len(imports.preview(NEW).pairs) == 1  # asked again


@pytest.mark.parametrize(
    ("verdict", "held"),
    [
        (
            Verdict.ENDED,
            {"秦知远": (date(2026, 4, 1), date(2031, 3, 31)), "温若谷": (date(2031, 4, 1), None)},
        ),
        (Verdict.APART, {"秦知远": (date(2026, 4, 1), None), "温若谷": (date(2031, 4, 1), None)}),
        (Verdict.SKIP, {"秦知远": (date(2026, 4, 1), None)}),
    ],
)
def test_each_answer_writes_what_it_says_and_is_not_asked_again(
    book: Book,
    imports: RosterImports,
    verdict: Verdict,
    held: dict[str, tuple[date | None, date | None]],
) -> None:
    before = heads(book)
    imports.apply(decide(imports, imports.preview(NEW), verdict))
    assert heads(book) == held
    again = imports.preview(NEW)
    assert again.plan.is_empty()
    assert [one for one in again.changes if one.kind is ChangeKind.UNSURE] == []
    Upkeep(book, CLOCK).undo()
    assert heads(book) == before


def test_what_was_skipped_can_be_decided_otherwise_later(book: Book, imports: RosterImports) -> None:
    imports.apply(decide(imports, imports.preview(NEW), Verdict.SKIP))
    again = imports.preview(NEW)
    assert [one.before for one in again.pairs] == ["上次已认定"]
    imports.apply(decide(imports, again, Verdict.ENDED))
    assert heads(book)["秦知远"][1] == date(2031, 3, 31)
    assert imports.preview(NEW).pairs == ()


def test_one_who_leaves_in_the_same_file_makes_room(book: Book, imports: RosterImports) -> None:
    plan = imports.preview(f"{NEW}\n秦知远\t男\t1975-03-12\t柳岸村\t党支部书记\t2026.04\t2031.03")
    assert plan.pairs == ()
    imports.apply(plan)
    assert heads(book)["温若谷"] == (date(2031, 4, 1), None)


def test_two_heads_in_one_file_are_asked_about_and_the_first_can_leave(
    book: Book, imports: RosterImports
) -> None:
    rows = "\n".join(
        f"{name}\t女\t{birth}\t上塘村\t村委会主任\t\t"
        for name, birth in (("云闲", "1980-07-01"), ("纪晚舟", "1981-07-01"))
    )
    plan = imports.preview(f"{HEAD}\n{rows}")
    assert [one.name for one in plan.pairs] == ["纪晚舟"]
    imports.apply(decide(imports, plan, Verdict.ENDED))
    assert heads(book, "主任") == {"云闲": (None, date(2031, 5, 7)), "纪晚舟": (None, None)}


@pytest.mark.parametrize("title", ["第一书记", "团支部书记", "党支部副书记", "妇女主任"])
def test_other_posts_that_sound_like_it_are_not_asked_about(imports: RosterImports, title: str) -> None:
    assert imports.preview(NEW.replace("党支部书记", title)).pairs == ()


def test_the_head_of_what_leads_the_village_is_the_same_seat(imports: RosterImports) -> None:
    orgs = "党组织名称\t级别\t社区\t书记\n柳岸村党支部\t党支部\t柳岸村\t温若谷"
    plan = imports.preview(orgs)
    assert [one.asks for one in plan.pairs] == ["是不是还在任"]


def test_two_organisations_of_one_community_have_a_head_each(imports: RosterImports) -> None:
    lead, other = "柳岸村党支部\t党支部\t柳岸村\t秦知远", "柳岸村商圈党支部\t党支部\t柳岸村\t温若谷"
    assert imports.preview(f"党组织名称\t级别\t社区\t书记\n{lead}\n{other}").pairs == ()


def test_one_the_list_no_longer_names_is_asked_about_at_the_row_and_answered(
    book: Book, imports: RosterImports
) -> None:
    plan = imports.preview(CHANGED)
    (pair,) = plan.pairs
    assert (pair.name, pair.address) == ("区静", "第2行第3格")
    assert roster_view(plan).counts[ChangeKind.UNSURE] == 1
    imports.apply(plan)
    assert heads(book, "负责人")["区静"] == (None, None)
    imports.apply(decide(imports, imports.preview(CHANGED), Verdict.ENDED))
    assert heads(book, "负责人")["区静"] == (None, date(2031, 5, 7))
    assert imports.preview(CHANGED).plan.is_empty()


def test_one_who_stays_is_not_asked_about_again(book: Book, imports: RosterImports) -> None:
    imports.apply(decide(imports, imports.preview(CHANGED), Verdict.APART))
    assert heads(book, "负责人")["区静"] == (None, None)
    again = imports.preview(CHANGED)
    assert again.plan.is_empty()
    assert roster_view(again).counts[ChangeKind.UNSURE] == 0
    assert "roster.answered_before" in [one.code for one in again.findings]


def test_the_command_line_answers_them_too(imports: RosterImports) -> None:
    plan = imports.preview(NEW)
    (pair,) = plan.pairs
    for row in (pair.address, "温若谷", "2"):
        found = decisions_on(plan.pairs, [Wanted(row=row, verdict=Verdict.ENDED)])
        assert found == {pair.key: Decision(verdict=Verdict.ENDED)}
    assert decisions_on(plan.pairs, [], Verdict.SKIP)[pair.key].verdict is Verdict.SKIP
    unlisted = imports.preview(CHANGED).pairs
    assert decisions_on(unlisted, [], Verdict.SKIP)[unlisted[0].key].verdict is Verdict.APART
    with pytest.raises(Rejected) as refused:
        decisions_on(plan.pairs, [Wanted(row="2", verdict=Verdict.SAME)])
    assert refused.value.findings[0].code == "matching.no_such_answer"


def test_one_who_left_though_the_file_names_them_is_not_brought_again(
    book: Book, imports: RosterImports
) -> None:
    both = f"{NEW}\n秦知远\t男\t1975-03-12\t柳岸村\t党支部书记\t2026.04\t"
    imports.apply(decide(imports, imports.preview(both), Verdict.ENDED))
    assert heads(book)["秦知远"] == (date(2026, 4, 1), date(2031, 3, 31))
    again = imports.preview(both)
    assert again.plan.is_empty()
    assert [one.before for one in again.pairs] == ["上次已认定"]
