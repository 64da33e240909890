"""The same list says the same, whatever it is brought in as."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.domain.people import PostRole, Sex
from dangjian_desktop.exchange.grid import Source
from tests.exchange import ways_in
from tests.exchange.shapes import codes, roster
from tests.exchange.test_group_lists import WHOLE, posts

RARE = "㛃䶮𬭎𠅤"


@pytest.mark.parametrize("way", ways_in.WAYS)
def test_every_way_in_gives_the_same_persons(way: str) -> None:
    reading = roster(ways_in.WAYS[way]())
    first, second = reading.persons
    assert (first.name, first.name_written) == ("秦知远", "秦 知 远")
    assert (first.sex, first.birth, first.birth_day_known) == (Sex.MALE, date(1975, 3, 1), False)
    assert (first.ethnicity, first.education, first.political_status, first.phone) == (
        "汉族",
        "大专",
        "中共党员",
        "19900001234",
    )
    assert (second.name, second.sex, second.birth) == ("温若谷", Sex.FEMALE, date(1981, 11, 1))
    assert [(one.person, one.role, one.community) for one in reading.posts] == [
        ("秦知远", PostRole.SECRETARY, "柳岸社区"),
        ("温若谷", PostRole.COMMITTEE_MEMBER, "柳岸社区"),
    ]
    assert codes(reading.findings) == []
    assert first.address
    assert second.address != first.address


def test_an_old_workbook_knows_its_merged_cells() -> None:
    reading = roster(Source("工作组.xls", (ways_in.FILES / "groups.xls").read_bytes()))
    assert [(one.name, one.area) for one in reading.communities] == WHOLE
    assert posts(reading, PostRole.AREA_LEAD) == {"东坡片": ["秦知远"], "西岭片": ["尹若水"]}
    assert not [one for one in reading.posts if one.to_confirm]


@pytest.mark.parametrize("way", ["xlsx", "ods", "word", "csv"])
@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("林 村", "林村"),
        ("林　村", "林村"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        (f"秦{RARE[0]}{RARE[2]}", f"秦{RARE[0]}{RARE[2]}"),
        (f"{RARE[3]}　{RARE[1]}", f"{RARE[3]}{RARE[1]}"),
        ("李〇", "李〇"),
        ("秦\n知远", "秦知远"),
    ],
)
def test_names_are_kept_as_people_bear_them(way: str, written: str, name: str) -> None:
    row = (written, *ways_in.ROWS[0][1:])
    data = getattr(ways_in, way)((ways_in.HEAD, row))
    person = roster(Source(f"名册.{way}", data)).persons[0]
    assert person.name == name
    assert codes(roster(Source(f"名册.{way}", data)).findings) == []
    kept = written.replace("　", " ").replace("\n", " ")
    assert person.name_written in ({kept, kept.replace("．", ".")} if name != written else {""})


def test_traditional_names_are_kept_beside_the_simplified_ones() -> None:
    text = "姓名\t職務\t社區\t學歷\t出生年月\n趙紹鈞\t書記\t柳岸社區\t大學專科\t一九七五年三月\n"
    person = roster(text).persons[0]
    assert (person.name, person.name_written) == ("赵绍钧", "趙紹鈞")
    assert (person.education, person.birth) == ("大专", date(1975, 3, 1))


def test_facts_in_full_width_and_phones_in_pieces() -> None:
    head = "姓名\t出生年月\t联系电话\t身份证号\t住址\n"
    reading = roster(
        f"{head}秦知远\t１９７５．０３\t１９９ ００００ １２３４、0769-1234 5678\t\t柳岸社区 3 巷 5 号"
    )
    person = reading.persons[0]
    assert (person.birth, person.phone) == (date(1975, 3, 1), "19900001234、0769-12345678")
    assert person.residence == "柳岸社区 3 巷 5 号"
    assert codes(reading.findings) == []
    odd = roster(f"{head}秦知远\t\t转三号机\t\t")
    assert (odd.persons[0].phone, codes(odd.findings)) == ("转三号机", ["roster.bad_phone"])
