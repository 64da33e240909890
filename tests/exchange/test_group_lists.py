"""附件1: the same list flattened, in Word and in Excel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.grid import Source
from dangjian_desktop.exchange.readings import RosterReading
from tests.exchange.invented_notice import flattened_groups, flattened_notice, word, workbook
from tests.exchange.shapes import codes, roster

WHOLE = [
    ("柳岸", "东坡片"),
    ("石桥", "东坡片"),
    ("青萍社区", "东坡片"),
    ("云坞", "西岭片"),
    ("竹溪", "西岭片"),
    ("新塘社区", None),
]


def posts(reading: RosterReading, role: PostRole) -> dict[str, list[str]]:
    """Return who holds a role, by body."""
    found: dict[str, list[str]] = {}
    for one in reading.posts:
        if one.role is role:
            found.setdefault(one.area or one.community or one.group, []).append(one.person)
    return found


@pytest.mark.parametrize(
    "source",
    [flattened_groups(), flattened_notice(), word(), workbook()],
    ids=["cells", "notice", "docx", "xlsx"],
)
def test_areas_communities_and_people(source: Source | str) -> None:
    reading = roster(source)
    assert reading.kind == "work_groups"
    assert [one.name for one in reading.areas] == ["东坡片", "西岭片"]
    assert [(one.name, one.area) for one in reading.communities] == WHOLE
    assert posts(reading, PostRole.AREA_LEAD) == {"东坡片": ["秦知远"], "西岭片": ["尹若水"]}
    assert posts(reading, PostRole.RESIDENT_LEADER)["青萍社区"] == ["傅明川", "白一舟"]
    assert posts(reading, PostRole.GROUP_HEAD) == {
        "柳岸": ["方砚"],
        "石桥": ["陶子谦"],
        "青萍社区": ["邵云起"],
        "云坞": ["孟秋白"],
        "竹溪": ["段景行"],
        "新塘社区": ["褚遂宁"],
    }
    liaisons = posts(reading, PostRole.LIAISON)
    assert liaisons == {place: ["温若谷"] for place in ("柳岸", "石桥", "青萍社区")} | {
        place: ["唐棣"] for place in ("云坞", "竹溪")
    }
    assert {one.community: one.partner_org for one in reading.groups}["云坞"] == "镇中学党总支部"


def test_flattening_leaves_one_question_for_each_area_and_for_who_stands_alone() -> None:
    reading = roster(flattened_groups())
    asked = [one for one in reading.findings if one.code == "roster.merged_extent"]
    assert [one.fact("area") for one in asked] == ["东坡片", "西岭片"]
    assert asked[0].fact("communities") == "柳岸、石桥、青萍社区"
    assert "温若谷" in str(asked[0].fact("values"))
    assert codes(reading.findings).count("roster.outside_areas") == 1
    assert codes(reading.findings).count("roster.columns_unsure") == 1
    unsure = {one.group for one in reading.posts if one.role is PostRole.LIAISON and one.to_confirm}
    assert unsure == {"石桥", "青萍社区", "竹溪"}
    assert all(one.to_confirm for one in reading.groups if one.community in unsure)


@pytest.mark.parametrize("source", [word(plan=False), workbook()], ids=["docx", "xlsx"])
def test_real_merged_cells_leave_no_question(source: Source) -> None:
    reading = roster(source)
    assert set(codes(reading.findings)) <= {"roster.same_name"}
    assert not [one for one in reading.groups if one.to_confirm]
    assert not [one for one in reading.posts if one.to_confirm]


def test_the_three_forms_say_the_same() -> None:
    def plain(reading: RosterReading) -> object:
        return (
            sorted((one.role, one.person, one.area, one.community, one.group) for one in reading.posts),
            [(one.name, one.area) for one in reading.communities],
            sorted(one.name for one in reading.persons),
        )

    assert plain(roster(word())) == plain(roster(workbook())) == plain(roster(flattened_notice()))


def test_equal_names_are_one_person_and_are_told() -> None:
    reading = roster(workbook())
    names = [one.name for one in reading.persons]
    assert len(names) == len(set(names))
    told = {one.fact("name"): one.fact("count") for one in reading.findings if one.code == "roster.same_name"}
    assert told == {"秦知远": 3, "尹若水": 2, "段景行": 2}


def test_spread_names_are_joined_and_the_written_form_is_kept() -> None:
    person = next(one for one in roster(workbook()).persons if one.name == "方砚")
    assert person.name_written == "方 砚"


def test_unmerged_cells_are_carried_down_with_a_question() -> None:
    reading = roster(workbook(merged=False))
    assert [one.area for one in reading.communities[:5]] == [area for _, area in WHOLE[:5]]
    assert "roster.merged_extent" in codes(reading.findings)


def test_a_lost_line_is_noticed_and_nothing_is_taken_for_sure() -> None:
    text = flattened_groups().replace("园林分局党支部 |\n", "")
    reading = roster(text)
    assert "files.row_unfit" in codes(reading.findings) or "roster.row_unsure" in codes(reading.findings)


def test_a_second_row_of_one_community_is_refused_with_its_place() -> None:
    head = "社区名称\t驻社区领导干部\t结对帮扶单位党组织"
    text = f"{head}\n柳岸\t顾长风\t水务党支部\n柳岸\t方砚\t供电所党支部\n\t白一舟\t水务党支部"
    reading = roster(text)
    assert codes(reading.findings)[:2] == ["roster.community_twice", "roster.community_missing"]
    assert reading.refused == 2
    assert replace(reading.findings[0].where, file="").cell == "第3行第1格"


def test_a_list_without_partners_or_leaders_still_gives_its_people() -> None:
    reading = roster(
        "片区\t村（社区）\t工作组负责人\t联络员\n东坡片\t柳岸村\t方砚\t温若谷\n东坡片\t石桥村\t陶子谦\t唐棣"
    )
    assert posts(reading, PostRole.GROUP_HEAD) == {"柳岸村": ["方砚"], "石桥村": ["陶子谦"]}
    assert posts(reading, PostRole.LIAISON) == {"柳岸村": ["温若谷"], "石桥村": ["唐棣"]}


def test_members_of_a_work_group_are_read_with_the_head() -> None:
    head = "社区名称\t负责人\t成员\t组织联络员"
    reading = roster(f"{head}\n柳岸\t方砚\t孟秋白、陶子谦\t邵云起\n石桥\t白一舟\t\t傅明川")
    assert posts(reading, PostRole.OTHER) == {"柳岸": ["孟秋白", "陶子谦"]}
    assert {one.title for one in reading.posts if one.role is PostRole.OTHER} == {"成员"}
    assert len(reading.persons) == 6
