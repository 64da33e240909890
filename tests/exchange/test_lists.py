"""干部名册, 党组织名册 and 社区名册."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.domain.organisations import CommunityKind, OrgCategory, OrgLevel
from dangjian_desktop.domain.people import PostRole, Sex
from dangjian_desktop.exchange.values import count_of, id_number_of
from tests.exchange.shapes import codes, roster

HEAD = "序号\t姓名\t性别\t出生年月\t学历\t政治面貌\t社区\t职务\t联系电话\t身份证号"


def valid_number(digits: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


NUMBER = valid_number("99010119750312123")


def test_cadres() -> None:
    reading = roster(
        f"{HEAD}\n1\t秦 知 远\t男\t1975.03\t大专\t中共党员\t柳岸\t党支部书记、主任\t\t{NUMBER}"
        "\n合计\t1\n东篱片小计\t1"
    )
    (person,) = reading.persons
    assert (person.name, person.sex, person.birth, person.birth_day_known) == (
        "秦知远",
        Sex.MALE,
        date(1975, 3, 1),
        False,
    )
    assert (person.education, person.id_number) == ("大专", NUMBER)
    assert [(one.role, one.community, one.title) for one in reading.posts] == [
        (PostRole.SECRETARY, "柳岸", "党支部书记"),
        (PostRole.DIRECTOR, "柳岸", "主任"),
    ]
    assert reading.findings == ()
    assert [one.name for one in reading.communities] == ["柳岸"]


def test_what_is_wrong_in_a_row_is_told_at_its_cell_and_the_row_is_kept() -> None:
    bad = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    reading = roster(f"{HEAD}\n1\t秦知远\t难\t七五年\t\t\t柳岸\t委员\t\t{bad}\n2\t\t女\t\t\t\t柳岸\t委员\t\t")
    assert len(reading.persons) == 1
    told = {one.code: one.where.cell for one in reading.findings}
    assert told == {
        "roster.vague_date": "第2行第4格",
        "roster.bad_sex": "第2行第3格",
        "roster.id_check": "第2行第10格",
        "roster.key_missing": "第3行第2格",
    }


def test_a_sound_number_fills_birth_and_sex_and_says_so_once() -> None:
    other = valid_number("99010119811120124")
    reading = roster(
        f"{HEAD}\n1\t秦知远\t\t\t\t\t柳岸\t书记\t\t{NUMBER}\n2\t温若谷\t女\t\t\t\t柳岸\t委员\t\t{other}\n"
        f"3\t白一舟\t男\t1975.03\t\t\t柳岸\t委员\t\t{valid_number('99010119750312125')}"
    )
    filled = [(one.sex, one.birth, one.birth_day_known, one.from_number) for one in reading.persons]
    assert filled == [
        (Sex.MALE, date(1975, 3, 12), True, ("birth", "sex")),
        (Sex.FEMALE, date(1981, 11, 20), True, ("birth",)),
        (Sex.MALE, date(1975, 3, 1), False, ()),
    ]
    assert codes(reading.findings) == ["roster.id_filled"]
    told = reading.findings[0]
    assert (told.fact("count"), told.fact("names"), told.where.cell) == (2, "秦知远、温若谷", "第2行第10格")


def test_a_number_that_contradicts_fills_nothing() -> None:
    reading = roster(f"{HEAD}\n1\t秦知远\t女\t\t\t\t柳岸\t书记\t\t{NUMBER}")
    assert (reading.persons[0].sex, reading.persons[0].birth) == (Sex.FEMALE, None)
    assert codes(reading.findings) == ["roster.id_sex"]
    bad = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    assert roster(f"{HEAD}\n1\t秦知远\t\t\t\t\t柳岸\t书记\t\t{bad}").persons[0].birth is None


def test_unknown_words_are_kept_and_told_once_each() -> None:
    reading = roster(
        f"{HEAD}\n1\t秦知远\t男\t\t私塾\t党员\t柳岸\t书记\t\t\n2\t温若谷\t女\t\t私塾\t党外\t柳岸\t委员\t\t"
    )
    assert [(one.education, one.political_status) for one in reading.persons] == [
        ("私塾", "中共党员"),
        ("私塾", "党外"),
    ]
    told = [(one.code, one.where.cell, one.fact("text")) for one in reading.findings]
    assert told == [
        ("roster.unknown_word", "第2行第5格", "私塾"),
        ("roster.unknown_word", "第3行第6格", "党外"),
    ]


def test_doubtful_days_are_told_at_their_cells() -> None:
    rows = (
        ("1975.02.30", "roster.no_such_day", None),
        ("1975年上半年", "roster.vague_date", None),
        ("2031-05-09", "roster.far_date", None),
        ("1875.03", "roster.far_date", None),
        ("20.3", "roster.two_digits", date(2020, 3, 1)),
        ("27460", "roster.serial_date", date(1975, 3, 7)),
        ("1975.1", "roster.month_unsure", date(1975, 1, 1)),
    )
    for text, code, day in rows:
        reading = roster(f"{HEAD}\n1\t秦知远\t男\t{text}\t\t\t柳岸\t书记\t\t")
        assert [(one.code, one.where.cell) for one in reading.findings] == [(code, "第2行第4格")]
        assert reading.persons[0].birth == day


@pytest.mark.parametrize(
    ("written", "number", "birth", "told"),
    [
        ("1992.1", "99010119920105002", date(1992, 1, 1), []),
        ("1992.1", "99010119921005002", date(1992, 10, 1), []),
        ("1992.1", "99010119920305002", date(1992, 1, 1), ["roster.month_unsure", "roster.id_birth"]),
        ("1992.1", "99010119911005002", date(1992, 1, 1), ["roster.month_unsure", "roster.id_birth"]),
        ("1992.2", "99010119921005002", date(1992, 2, 1), ["roster.id_birth"]),
    ],
)
def test_the_id_number_says_whether_1992_1_is_january_or_october(
    written: str, number: str, birth: date, told: list[str]
) -> None:
    row = f"温若谷\t女\t{written}\t{valid_number(number)}\t柳岸"
    heads = "姓名\t性别\t出生年月\t身份证号\t社区"
    listed, voters = roster(f"{heads}\n{row}"), roster(f"{heads}\n{row}", "voters")
    (person,), (voter,) = listed.persons, voters.voters[0].rows
    assert [person.birth, voter.birth] == [birth, birth]
    assert codes(listed.findings) == codes(voters.findings) == told
    assert bool(person.doubts) == bool(told)


def test_one_name_with_two_births_is_two_persons() -> None:
    reading = roster("姓名\t出生年月\t社区\t职务\n秦知远\t1975.03\t柳岸\t书记\n秦知远\t1981.11\t石桥\t主任")
    assert [(one.name, one.key) for one in reading.persons] == [("秦知远", "秦知远"), ("秦知远", "秦知远′")]
    assert [(one.person, one.community) for one in reading.posts] == [("秦知远", "柳岸"), ("秦知远′", "石桥")]
    assert codes(reading.findings) == ["roster.same_name_differs"]


def test_party_organisations() -> None:
    reading = roster(
        "党组织名称\t类别\t所在社区\t上级党组织\t党员数\n柳岸社区党总支\t社区\t柳岸\t\t86\n"
        "柳岸第一党支部\t农村\t柳岸\t柳岸社区党总支\t三十\n柳岸第一党支部\t农村\t柳岸\t\t1",
        "party_orgs",
    )
    first, second = reading.orgs
    assert (first.level, first.category, first.members) == (
        OrgLevel.GENERAL_BRANCH,
        OrgCategory.COMMUNITY,
        86,
    )
    assert (second.level, second.parent, second.members) == (OrgLevel.BRANCH, "柳岸社区党总支", None)
    assert codes(reading.findings) == ["roster.bad_number", "roster.org_twice"]


def test_communities() -> None:
    reading = roster(
        "片区\t片长\t村（社区）名称\t类别\t户数\t人口\n东坡片\t秦知远\t柳岸\t村\t1,203\t4102\n"
        "东坡片\t秦知远\t青萍\t社区\t880户\t\n\t\t新塘\t社区\t\t",
        "communities",
    )
    assert [one.name for one in reading.areas] == ["东坡片"]
    assert [(one.name, one.kind, one.area, one.households) for one in reading.communities] == [
        ("柳岸", CommunityKind.VILLAGE, "东坡片", 1203),
        ("青萍", CommunityKind.COMMUNITY, "东坡片", 880),
        ("新塘", CommunityKind.COMMUNITY, None, None),
    ]
    assert [(one.person, one.area) for one in reading.posts] == [("秦知远", "东坡片")]


def test_counts() -> None:
    assert (count_of("35人"), count_of("1,203"), count_of("约三十")) == (35, 1203, None)


def test_an_id_number_beside_birth_and_sex() -> None:
    number = id_number_of(NUMBER)
    assert (number.birth, number.sex, number.problem) == (date(1975, 3, 12), Sex.MALE, "")
    assert number.against(date(1975, 3, 1), Sex.MALE, day_known=False) == ""
    assert number.against(date(1976, 3, 1), None, day_known=False) == "roster.id_birth"
    assert number.against(date(1975, 3, 11), None, day_known=True) == "roster.id_birth"
    assert number.against(None, Sex.FEMALE, day_known=True) == "roster.id_sex"
    assert id_number_of("123").problem == "roster.id_form"


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2018.03、2021.05", [date(2018, 3, 1), date(2021, 5, 1)]),
        ("2018年3月5日；2021/5/6", [date(2018, 3, 5), date(2021, 5, 6)]),
        ("2018.03", [date(2018, 3, 1), date(2018, 3, 1)]),
    ],
)
def test_the_dates_of_several_posts_stand_in_one_cell(written: str, days: list[date]) -> None:
    reading = roster(f"姓名\t社区\t职务\t任职时间\n秦知远\t柳岸村\t党支部书记、村委会主任\t{written}")
    assert [one.since for one in reading.posts] == days
    assert [one.title for one in reading.posts] == ["党支部书记", "村委会主任"]
