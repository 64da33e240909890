"""Units as rows write them: work groups, several in a cell, a village and the organisation that leads it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.import_views import roster_view
from dangjian_desktop.services.roster_import import RosterImports, RosterPlan
from dangjian_desktop.services.roster_views import body_names
from dangjian_desktop.services.rosters import roster_book
from dangjian_desktop.storage.database import Book
from tests.services.conftest import CLOCK

HEAD = "姓名\t性别\t出生年月\t单位\t职务"
ORG_HEAD = "党组织名称\t级别\t社区\t书记"


@pytest.fixture
def imports(book: Book) -> RosterImports:
    made = RosterImports(book, Catalog(forms_folder(), None), CLOCK)
    made.apply(made.preview("社区名称\t类别\n松岗村\t村\n石桥\t社区"))
    return made


def bring(imports: RosterImports, *rows: str, head: str = HEAD) -> RosterPlan:
    plan = imports.preview("\n".join((head, *rows)))
    imports.apply(plan)
    assert imports.preview("\n".join((head, *rows))).plan.is_empty()
    return plan


def posts(book: Book) -> set[tuple[str, str, str, PostRole]]:
    with book.read() as view:
        known = roster_book(view)
    bodies, names = body_names(known), {one.id: one.name for one in known.persons}
    return {
        (
            names[one.person_id],
            bodies.get(one.community_id or one.party_org_id or one.work_group_id or "", ""),
            one.title,
            one.role,
        )
        for one in known.posts
    }


def units(book: Book) -> tuple[list[str], list[str]]:
    with book.read() as view:
        return [one.name for one in view.communities.all()], [one.name for one in view.party_orgs.all()]


@pytest.mark.parametrize("written", ["松岗村工作组", "松岗工作组"])
def test_the_work_group_of_a_village_is_no_party_organisation(
    book: Book, imports: RosterImports, written: str
) -> None:
    bring(imports, f"秦知远\t男\t1975-03-12\t{written}\t负责人", f"温若谷\t女\t1980-07-01\t{written}\t联络员")
    assert units(book) == (["松岗村", "石桥"], [])
    assert posts(book) == {
        ("秦知远", "松岗村工作组", "负责人", PostRole.GROUP_HEAD),
        ("温若谷", "松岗村工作组", "联络员", PostRole.LIAISON),
    }


def test_a_cadre_list_that_names_a_group_says_nothing_of_its_other_members(
    book: Book, imports: RosterImports
) -> None:
    bring(imports, "秦知远\t男\t1975-03-12\t松岗村工作组\t负责人")
    plan = bring(imports, "温若谷\t女\t1980-07-01\t松岗村工作组\t负责人")
    assert plan.findings == ()
    assert len(posts(book)) == 2


def test_a_group_of_no_village_stays_an_organisation(book: Book, imports: RosterImports) -> None:
    bring(imports, "秦知远\t男\t1975-03-12\t选举工作组\t负责人")
    assert units(book)[1] == ["选举工作组"]


@pytest.mark.parametrize("written", ["松岗村、柳岸村", "松岗村，柳岸村", "松岗村;柳岸村", "松岗村\n柳岸村"])
def test_several_places_of_one_cell_are_several(book: Book, imports: RosterImports, written: str) -> None:
    sheet = openpyxl.Workbook().active
    assert sheet is not None
    sheet.append(HEAD.split("\t"))
    sheet.append(["秦知远", "男", "1975-03-12", written, "党建指导员"])
    path = Path(book.path).with_name("名册.xlsx")
    assert sheet.parent is not None
    sheet.parent.save(path)
    imports.apply(imports.preview(path))
    assert units(book) == (["松岗村", "石桥", "柳岸村"], [])
    assert {body for _, body, *_ in posts(book)} == {"松岗村", "柳岸村"}
    assert imports.preview(path).plan.is_empty()


@pytest.mark.parametrize(
    ("written", "bodies"),
    [("松岗、石桥", {"松岗村", "石桥"}), ("石桥、松岗村党支部", {"石桥", "松岗村党支部"})],
)
def test_known_places_and_organisations_are_told_apart(
    book: Book, imports: RosterImports, written: str, bodies: set[str]
) -> None:
    bring(imports, f"秦知远\t男\t1975-03-12\t{written}\t党建指导员")
    assert {body for _, body, *_ in posts(book)} == bodies


@pytest.mark.parametrize(
    ("unit", "title"),
    [("松岗、扶贫", "指导员"), ("松岗村、石桥", "支部书记、主任"), ("松岗村、支部", "委员")],
)
def test_what_cannot_be_told_apart_is_refused_with_its_cell(
    book: Book, imports: RosterImports, unit: str, title: str
) -> None:
    plan = bring(imports, f"秦知远\t男\t1975-03-12\t{unit}\t{title}")
    (refused,) = [one for one in plan.changes if one.kind is ChangeKind.REFUSED]
    assert (refused.entity, refused.name, refused.address) == (Entity.POST, "秦知远", "第2行第4格")
    assert posts(book) == set()
    assert units(book) == (["松岗村", "石桥"], [])
    assert [name for name, _ in roster_view(plan).facts] == ["人员"]


def test_a_village_list_does_not_make_one_of_two(book: Book, imports: RosterImports) -> None:
    plan = bring(imports, "松岗村、柳岸村\t村", "上塘村\t村", head="社区名称\t类别")
    assert [(one.name, one.address) for one in plan.changes if one.kind is ChangeKind.REFUSED] == [
        ("松岗村、柳岸村", "第2行第1格")
    ]
    assert units(book)[0] == ["松岗村", "石桥", "上塘村"]
    with pytest.raises(Rejected):
        imports.preview("社区名称\t居民小组\n松岗村、柳岸村\t")


def test_the_secretary_of_what_leads_a_village_is_that_of_the_village(
    book: Book, imports: RosterImports
) -> None:
    bring(imports, "秦知远\t男\t1975-03-12\t松岗村\t党支部书记")
    plan = bring(imports, "松岗村党支部\t党支部\t松岗村\t秦知远", head=ORG_HEAD)
    assert plan.pairs == ()
    assert len(posts(book)) == 1
    bring(imports, "温若谷\t女\t1980-07-01\t石桥党支部\t党支部书记")
    bring(imports, "石桥党支部\t党支部\t石桥\t温若谷", head=ORG_HEAD)
    plan = bring(imports, "温若谷\t女\t\t石桥\t党支部书记")
    assert plan.plan.is_empty()
    assert len(posts(book)) == 2


def test_an_area_is_no_village(book: Book, imports: RosterImports) -> None:
    imports.apply(imports.preview("片名\t社区名称\t类别\n东片\t松岗村\t村"))
    bring(imports, "秦知远\t男\t1975-03-12\t东片\t片长")
    assert units(book) == (["松岗村", "石桥"], [])
    with book.read() as view:
        (post,) = view.posts.all()
        assert (post.role, post.area_id) == (PostRole.AREA_LEAD, view.areas.all()[0].id)


def test_a_note_across_the_table_is_nobody(book: Book, imports: RosterImports, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEAD.split("\t"))
    sheet.append(["秦知远", "男", "1975-03-12", "松岗村", "村委会委员"])
    sheet.append(["审核人：某某"])
    sheet.merge_cells("A3:E3")
    workbook.save(tmp_path / "名册.xlsx")
    plan = imports.preview(tmp_path / "名册.xlsx")
    assert [one.name for one in plan.reading.persons] == ["秦知远"]
    assert plan.findings == ()
