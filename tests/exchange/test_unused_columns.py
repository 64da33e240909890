"""No column of a file is passed over in silence; the usual heads of such lists are known."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
import xlsxwriter

from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.grid import Source
from dangjian_desktop.exchange.headings import Taught
from dangjian_desktop.exchange.readings import RosterReading
from dangjian_desktop.exchange.rosters import read_roster
from dangjian_desktop.exchange.values import phone_of
from dangjian_desktop.kernel.texts import sentence
from tests.exchange.shapes import ROSTERS, VALUES, codes, document, roster

HEADS = ["片区", "片长", "村（社区）", "工作组组长", "工作组成员", "帮扶单位"]
ROWS = [
    ["东坡片", "秦知远", "柳岸村", "方砚", "温若谷、白一舟", "镇财政所"],
    ["东坡片", "秦知远", "石桥村", "陶子谦", "傅明川", "镇农业站"],
    ["西岭片", "尹若水", "竹溪社区", "邵云起", "孟秋白", "镇卫生院"],
]


def sheet(rows: list[list[str]]) -> Source:
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return Source("名单.xlsx", data.getvalue())


def word(rows: list[list[str]]) -> Source:
    made = docx.Document()
    table = made.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(number, place).text = text
    data = BytesIO()
    made.save(data)
    return Source("名单.docx", data.getvalue())


def pasted(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def notes(reading: RosterReading) -> list[str]:
    return [sentence(one) for one in reading.findings if one.code.startswith("roster.column_un")]


@pytest.mark.parametrize("made", [sheet, word, pasted])
@pytest.mark.parametrize("head", ["工作组组长", "工作组长", "组长", "驻村工作组组长"])
def test_the_heads_of_a_group_list_are_known(made: type, head: str) -> None:
    reading = roster(made([[head if one == "工作组组长" else one for one in HEADS], *ROWS]))
    assert notes(reading) == []
    heads = [one.person for one in reading.posts if one.role is PostRole.GROUP_HEAD]
    assert heads == ["方砚", "陶子谦", "邵云起"]
    members = [one.person for one in reading.posts if one.role is PostRole.OTHER]
    assert members == ["温若谷", "白一舟", "傅明川", "孟秋白"]


def test_a_deputy_stands_beside_the_head() -> None:
    rows = [
        [*HEADS, "副组长"],
        *([*row, name] for row, name in zip(ROWS, ["段景行", "", "褚遂宁"], strict=True)),
    ]
    reading = roster(pasted(rows))
    assert [(one.title, one.person) for one in reading.posts if one.title == "副组长"] == [
        ("副组长", "段景行"),
        ("副组长", "褚遂宁"),
    ]


def test_a_column_that_is_not_understood_is_told_with_its_cells() -> None:
    rows = [["", "片区", "片长", "村（社区）", "领班人", "帮扶单位", ""]]
    rows += [["", *row[:4], row[5], "待定" if number else ""] for number, row in enumerate(ROWS)]
    assert [
        text.rpartition("：")[2] for text in notes(roster(sheet([*rows, ["", "合计", "", "3个", "3人"]])))
    ] == [
        "E 列“领班人”有 3 格没有用到，要用就在“对应列”里指定。",
        "G 列没有表头，有 2 格没有用到。要用就先在源表里写上表头，再重新导入。",
    ]
    told = notes(roster(word([row[1:6] for row in rows])))
    assert [text.rpartition("：")[2] for text in told] == [
        "第 4 列“领班人”有 3 格没有用到，要用就在“对应列”里指定。"
    ]


def test_education_and_begin_of_office_under_their_usual_heads() -> None:
    for education in ("学历学位", "学历/学位", "最高学历"):
        for since in ("任职起始", "任职起始时间", "起任时间"):
            text = (
                f"姓名\t性别\t{education}\t职务\t村（社区）\t{since}\n秦知远\t男\t大专\t委员\t柳岸村\t2020.03"
            )
            reading = roster(text)
            assert reading.findings == ()
            assert reading.persons[0].education == "大专"
            assert str(reading.posts[0].since) == "2020-03-01"


def test_the_category_tells_the_reserves_and_what_is_no_post_is_said() -> None:
    reading = roster(
        "姓名\t类别\t职务\t村（社区）\t任职时间\n"
        "秦知远\t后备人才\t\t柳岸村\t\n温若谷\t后备干部\t委员\t柳岸村\t2020.03\n白一舟\t在编\t主任\t柳岸村\t"
    )
    assert [(one.person, one.title, one.role, one.since is None) for one in reading.posts] == [
        ("秦知远", "后备人才", PostRole.RESERVE, True),
        ("温若谷", "委员", PostRole.COMMITTEE_MEMBER, False),
        ("温若谷", "后备干部", PostRole.RESERVE, True),
        ("白一舟", "主任", PostRole.DIRECTOR, True),
    ]
    (told,) = reading.findings
    assert told.code == "roster.category_left"
    assert "在编（1 格）" in sentence(told)


def taught(text: str, **columns: str) -> RosterReading:
    lessons = {"cadres": Taught(columns)}
    return read_roster(document(text), ROSTERS, "cadres", values=VALUES, lessons=lessons)


PEOPLE = "姓名\t村（社区）\t何时\t干啥\n秦知远\t柳岸村\t2020.03\t书记\n温若谷\t柳岸村\t2021.05\t主任"


@pytest.mark.parametrize(
    ("heading", "field"), [("干啥", "number"), ("何时", "title"), ("何时", "education"), ("干啥", "since")]
)
def test_a_column_said_to_be_what_it_cannot_be_is_questioned(heading: str, field: str) -> None:
    told = [one for one in taught(PEOPLE, **{heading: field}).findings if one.code == "roster.column_unlike"]
    assert [heading in sentence(one) for one in told] == [True]


def test_a_column_said_to_be_what_it_is_is_not_questioned() -> None:
    reading = taught(PEOPLE, 何时="since", 干啥="title")
    assert "roster.column_unlike" not in codes(reading.findings)


@pytest.mark.parametrize("last", ["合计\t13人", "总计：\t13人", "\t13人\t合计", "4\t13人\t合计"])
def test_a_sum_is_no_person_whatever_its_columns_are_taken_for(last: str) -> None:
    text = f"片\t人\t村（社区）\t性别\n东坡\t秦知远\t柳岸村\t男\n{last}\t\t"
    reading = taught(text, 人="name")
    assert [one.name for one in reading.persons] == ["秦知远"]
    assert reading.refused == 0


def test_a_sum_is_no_village_of_a_group_list() -> None:
    reading = roster(pasted([HEADS, *ROWS, ["", "", "合计", "3人", "4人", ""]]))
    assert [one.name for one in reading.communities] == ["柳岸村", "石桥村", "竹溪社区"]
    assert len(reading.groups) == 3


@pytest.mark.parametrize(
    ("written", "sound"),
    [
        ("1990000111", False),
        ("199000011111", False),
        ("19900001111", True),
        ("+86 199 0000 1111", True),
        ("010-12345678", True),
        ("4001234567", True),
        ("12345", True),
    ],
)
def test_a_mobile_number_has_eleven_digits(written: str, sound: bool) -> None:
    assert phone_of(written)[1] is sound


def test_a_known_column_that_such_a_list_does_not_keep_is_told() -> None:
    rows = [[*HEADS, "联系电话", "备注"], [*ROWS[0], "19900001111", ""], [*ROWS[1], "19900002222", "暂代"]]
    told = [sentence(one) for one in roster(sheet(rows)).findings if one.code == "roster.column_not_kept"]
    assert ["G 列“联系电话”有 2 格" in told[0], "H 列“备注”有 1 格" in told[1]] == [True, True]
