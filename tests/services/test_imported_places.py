"""Villages in imported lists: known ones under any spelling, mistyped ones asked about, new ones told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.matching import Decision, Verdict
from dangjian_desktop.domain.organisations import CommunityKind
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.import_decisions import Wanted, decisions_on, left_name
from dangjian_desktop.services.roster_import import RosterImports, RosterPlan
from dangjian_desktop.services.roster_units import RosterUnits
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.services.conftest import CLOCK

HEAD = "姓名\t性别\t出生年月\t社区\t职务"
HELD = f"{HEAD}\n秦知远\t男\t1975-03-12\t松岗村\t书记"
ROW = "温若谷\t女\t1980-07-01"


@pytest.fixture
def imports(book: Book) -> RosterImports:
    made = RosterImports(book, Catalog(forms_folder(), None), CLOCK)
    made.apply(made.preview(HELD))
    return made


def villages(book: Book) -> list[str]:
    with book.read() as view:
        return [one.name for one in view.communities.all()]


def codes(plan: RosterPlan) -> list[str]:
    return [one.code for one in plan.plan.findings if "communit" in one.code or "near" in one.code]


@pytest.mark.parametrize("heading", ["社区", "单位"])
@pytest.mark.parametrize(
    "written",
    [
        "松岗", "松岗村", "松岗村委会", "松岗居委会", "松岗村村委会", "松岗村民委员会", "松岗村居民委员会"
    ],
)  # fmt: skip
def test_a_known_village_is_known_under_every_spelling(
    book: Book, imports: RosterImports, written: str, heading: str
) -> None:
    text = f"{HEAD.replace('社区', heading)}\n{ROW}\t{written}\t主任"
    plan = imports.preview(text)
    assert codes(plan) == []
    imports.apply(plan)
    assert villages(book) == ["松岗村"]
    with book.read() as view:
        assert view.party_orgs.all() == ()
        assert {post.community_id for post in view.posts.all()} == {view.communities.all()[0].id}
    assert imports.preview(text).plan.is_empty()


@pytest.mark.parametrize("written", ["松冈村", "松冈", "松网村", "松岗社区", "松岗圩村"])
def test_a_mistyped_village_is_asked_about_and_its_rows_are_left(
    book: Book, imports: RosterImports, written: str
) -> None:
    plan = imports.preview(f"{HEAD}\n{ROW}\t{written}\t主任\n方若水\t男\t1981-02-03\t松岗村\t委员")
    (told,) = [one for one in plan.plan.findings if one.code == "roster.near_community"]
    assert dict(told.facts) == {"name": written, "known": "松岗村"}
    assert told.where.cell == "第2行第4格"
    unsure = [one for one in plan.plan.changes if one.kind is ChangeKind.UNSURE]
    assert [(one.entity, one.name, one.new) for one in unsure] == [
        (Entity.COMMUNITY, written, "1 人：温若谷")
    ]
    assert plan.counts[ChangeKind.REFUSED] == 0
    imports.apply(plan)
    assert villages(book) == ["松岗村"]
    with book.read() as view:
        assert sorted(one.name for one in view.persons.all()) == ["方若水", "秦知远"]


MISTYPED = f"{HEAD}\n{ROW}\t松冈村\t主任\n方若水\t男\t1981-02-03\t松岗村\t委员"


def answered(imports: RosterImports, text: str, verdict: Verdict, kind: str = "") -> RosterPlan:
    """Return the preview of a text whose one village asked about is answered."""
    plan = imports.preview(text, kind)
    (pair,) = plan.pairs
    assert pair.decision is None
    assert [one.verdict for one in pair.answers] == [Verdict.SAME, Verdict.APART, Verdict.SKIP]
    return imports.decided(
        plan, decisions_on(plan.pairs, [Wanted(row=pair.name, verdict=verdict, person=left_name(pair.views[0])
                                               if verdict is Verdict.SAME else "")])
    )  # fmt: skip


def test_a_mistyped_village_is_the_one_a_clerk_says_also_next_time(
    book: Book, imports: RosterImports
) -> None:
    plan = answered(imports, MISTYPED, Verdict.SAME)
    assert plan.counts[ChangeKind.UNSURE] == plan.counts[ChangeKind.REFUSED] == 0
    imports.apply(plan)
    assert villages(book) == ["松岗村"]
    with book.read() as view:
        (home,) = {post.community_id for post in view.posts.all()}
        assert home == view.communities.all()[0].id
        assert len(view.persons.all()) == 3
    again = imports.preview(MISTYPED)
    assert again.plan.is_empty()
    assert [one.before for one in again.pairs] == ["上次已认定：就是松岗村"]
    other = imports.decided(again, {again.pairs[0].key: Decision(verdict=Verdict.APART)})
    assert [(one.kind, one.name) for one in other.changes if one.entity is Entity.COMMUNITY] == [
        (ChangeKind.ADDED, "松冈村"), (ChangeKind.UNCHANGED, "松岗村")
    ]  # fmt: skip
    Upkeep(book, CLOCK).undo()
    assert [one.decision for one in imports.preview(MISTYPED).pairs] == [None]  # one undo, the answer too
    with book.read() as view:
        assert [one.name for one in view.persons.all()] == ["秦知远"]


def test_a_mistyped_village_is_a_new_one_where_a_clerk_says_so(book: Book, imports: RosterImports) -> None:
    imports.apply(answered(imports, MISTYPED, Verdict.APART))
    assert villages(book) == ["松岗村", "松冈村"]
    again = imports.preview(MISTYPED)
    assert again.plan.is_empty()
    assert again.pairs == ()


def test_rows_of_a_village_that_is_refused_can_be_exported_and_stay_refused(
    book: Book, imports: RosterImports, tmp_path: Path
) -> None:
    plan = answered(imports, MISTYPED, Verdict.SKIP)
    refused = [(one.entity, one.name) for one in plan.changes if one.kind is ChangeKind.REFUSED]
    assert refused == [(Entity.COMMUNITY, "松冈村"), (Entity.PERSON, "温若谷")]
    assert imports.export_refused(plan, tmp_path / "拒收.xlsx").value == 1
    imports.apply(plan)
    again = imports.preview(MISTYPED)
    assert again.plan.is_empty()
    assert again.counts[ChangeKind.REFUSED] == 2
    assert [one.before for one in again.pairs] == ["上次已选：不导入"]
    assert villages(book) == ["松岗村"]


VOTERS = "序号\t姓名\t性别\t出生日期\t村\n" + "\n".join(
    f"{number}\t{name}\t男\t1970-01-0{number}\t松冈村" for number, name in enumerate(("温若谷", "方若水"), 1)
)


@pytest.mark.parametrize(
    ("verdict", "known", "voters"),
    [(Verdict.SAME, ["松岗村"], 2), (Verdict.APART, ["松岗村", "松冈村"], 2), (Verdict.SKIP, ["松岗村"], 0)],
)
def test_a_mistyped_village_of_voters_is_asked_about_once(
    book: Book, imports: RosterImports, verdict: Verdict, known: list[str], voters: int
) -> None:
    plan = answered(imports, VOTERS, verdict, "voters")
    imports.apply(plan)
    assert villages(book) == known
    assert plan.counts[ChangeKind.REFUSED] == (3 if verdict is Verdict.SKIP else 0)
    with book.read() as view:
        home = {one.id: one.name for one in view.communities.all()}
        assert [home[one.community_id] for one in view.voters.all()] == [known[-1]] * voters


def test_an_organisation_of_a_mistyped_village_is_led_to_the_right_one(
    book: Book, imports: RosterImports
) -> None:
    text = "党组织名称\t类别\t所属社区\n松冈党支部\t农村\t松冈村"
    imports.apply(answered(imports, text, Verdict.SAME, "party_orgs"))
    with book.read() as view:
        (org,) = view.party_orgs.all()
        assert org.community_id == view.communities.all()[0].id
    assert imports.preview(text, "party_orgs").plan.is_empty()


def test_a_really_new_village_is_told_of_and_added(book: Book, imports: RosterImports) -> None:
    text = f"{HEAD}\n{ROW}\t柳岸居委会\t主任"
    plan = imports.preview(text)
    assert codes(plan) == ["roster.new_community"]
    imports.apply(plan)
    assert villages(book) == ["松岗村", "柳岸社区"]
    again = imports.preview(text)
    assert again.plan.is_empty()
    assert codes(again) == []


@pytest.mark.parametrize("written", ["东松岗村", "松岗前村", "上松岗", "松岗三村委会"])
def test_a_village_told_apart_by_a_mark_is_a_new_one_and_a_village(
    book: Book, imports: RosterImports, written: str
) -> None:
    text = f"{HEAD}\n{ROW}\t{written}\t主任"
    plan = imports.preview(text)
    assert codes(plan) == ["roster.new_community"]
    imports.apply(plan)
    with book.read() as view:
        kinds = {one.name: one.kind for one in view.communities.all()}
    assert len(kinds) == 2
    assert all((kind is CommunityKind.VILLAGE) == name.endswith("村") for name, kind in kinds.items())
    assert imports.preview(text).plan.is_empty()


def test_two_villages_that_differ_by_a_mark_stand_beside_each_other(imports: RosterImports) -> None:
    imports.apply(imports.preview(f"{HEAD}\n{ROW}\t东岗村\t主任"))
    plan = imports.preview(f"{HEAD}\n{ROW}\t西岗村\t主任\n方若水\t男\t1981-02-03\t东冈村\t委员")
    assert sorted(codes(plan)) == ["roster.near_community", "roster.new_community"]


def test_a_list_of_villages_may_bring_a_near_one_and_says_so(book: Book, imports: RosterImports) -> None:
    plan = imports.preview("社区名称\t户数\t人口\n松冈村\t120\t360\n松岗\t200\t610", kind="communities")
    assert codes(plan) == ["roster.near_listed"]  # both stand in the list: two villages, nobody is asked
    imports.apply(plan)
    with book.read() as view:
        assert {one.name: one.households for one in view.communities.all()} == {"松岗村": 200, "松冈村": 120}


@pytest.mark.parametrize(
    ("title", "place", "meant"),
    [
        ("村务监督委员会主任", "柳岸社区", "居务监督委员会主任"),
        ("村委会主任", "柳岸社区", "居委会主任"),
        ("居务监督委员会主任", "柳岸社区", ""),
        ("村务监督委员会主任", "竹溪村", ""),
        ("居委会主任", "竹溪村", ""),
    ],
)
def test_a_title_of_villages_in_a_community_is_hinted_at(
    book: Book, imports: RosterImports, title: str, place: str, meant: str
) -> None:
    plan = imports.preview(f"{HEAD}\n{ROW}\t{place}\t{title}")
    told = [dict(one.facts)["meant"] for one in plan.findings if one.code == "roster.village_title"]
    assert told == ([meant] if meant else [])
    imports.apply(plan)
    with book.read() as view:
        person = next(one for one in view.persons.all() if one.name == "温若谷")
        body = next(one for one in view.communities.all() if one.name == place)
    units = RosterUnits(book, Catalog(forms_folder(), None), CLOCK)
    found = units.add_post(person.id, body.id, title).findings
    assert [dict(one.facts)["meant"] for one in found] == ([meant] if meant else [])


FIRST = "\n".join(
    [
        f"{HEAD}\n秦知远\t男\t1975-03-12\t柳塘村\t书记",
        "温若谷\t女\t1980-07-01\t柳塘村\t委员",
        "方若水\t男\t1981-02-03\t柳糖村\t委员",  # one sign off, of the same sound
        "白一舟\t男\t1979-04-05\t枫桥村\t书记",
        "苏明川\t男\t1970-04-05\t丰桥村\t委员",  # as often: the later one is asked about
        "傅明川\t男\t1971-04-05\t石坪村\t书记",
        "林禾田\t女\t1972-04-05\t石坪村\t委员",
        "罗浩亭\t男\t1973-04-05\t杏坪村\t书记",  # one sign off, but no slip: it stands twice
        "沈芷蘅\t女\t1974-04-05\t杏坪村\t委员",
    ]
)


def test_a_first_list_is_asked_about_its_rarer_near_villages(book: Book) -> None:
    imports = RosterImports(book, Catalog(forms_folder(), None), CLOCK)
    plan = imports.preview(FIRST)
    assert [(one.name, left_name(one.views[0])) for one in plan.pairs] == [
        ("柳糖村", "柳塘村"), ("丰桥村", "枫桥村")
    ]  # fmt: skip
    assert plan.counts[ChangeKind.UNSURE] == 2
    (told,) = [one for one in plan.findings if one.code == "roster.new_community"]
    assert dict(told.facts) == {"names": "柳塘村、枫桥村、石坪村、杏坪村", "count": 4}
    wanted = [
        Wanted(row="柳糖村", verdict=Verdict.SAME, person="柳塘村"),
        Wanted(row="丰桥村", verdict=Verdict.APART, person=""),
    ]
    imports.apply(imports.decided(plan, decisions_on(plan.pairs, wanted)))
    assert sorted(villages(book)) == sorted(["柳塘村", "枫桥村", "丰桥村", "石坪村", "杏坪村"])
    with book.read() as view:
        assert len(view.persons.all()) == 9
    again = imports.preview(FIRST)
    assert again.plan.is_empty()
    assert [one.before for one in again.pairs] == ["上次已认定：就是柳塘村"]
    Upkeep(book, CLOCK).undo()
    assert [one.decision for one in imports.preview(FIRST).pairs] == [None, None]


def test_a_remark_names_every_new_village(book: Book) -> None:
    imports = RosterImports(book, Catalog(forms_folder(), None), CLOCK)
    places = ["杏坪村", "柳塘村", "石鼓村", "桃岭村", "枫桥村", "竹源村", "云峰村", "大冲村"]
    people = ["秦知远", "温若谷", "方若水", "白一舟", "苏明川", "傅明川", "林禾田", "罗浩亭"]
    rows = [f"{name}\t男\t1971-04-05\t{place}\t书记" for name, place in zip(people, places, strict=True)]
    (told,) = [one for one in imports.preview("\n".join([HEAD, *rows])).findings if "communit" in one.code]
    assert dict(told.facts) == {"names": "、".join(places), "count": 8}
