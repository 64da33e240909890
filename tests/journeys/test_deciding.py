"""The command line says who is whom and what columns are, and takes refused rows out."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.journeys.commands import say

HEAD = "姓名\t性别\t出生年月\t学历\t社区\t职务"
HELD = f"{HEAD}\n秦知远\t男\t1975-03-12\t大专\t柳岸村\t书记"
ALIKE = f"{HEAD}\n秦志远\t男\t1975-03-12\t本科\t柳岸村\t书记"


@pytest.fixture
def held(book: Path) -> Path:
    """Return a book with one person."""
    assert say("roster", "import", book, "-", "--apply", stdin=HELD.encode()).code == 0
    return book


def listed(book: Path) -> list[str]:
    return [one["name"] for one in say("roster", "list", book, "--json").data["persons"]]


def test_a_row_in_doubt_is_listed_and_asked_for_until_it_is_skipped(held: Path) -> None:
    said = say("roster", "import", held, "-", "--apply", "--json", stdin=ALIKE.encode())
    (row,) = said.data["unsure"]
    assert (row["name"], row["verdict"], row["like"][0]["name"]) == ("秦志远", None, "秦知远")
    assert row["like"][0]["different"] == ["name", "education"]
    assert listed(held) == ["秦知远"]
    told = say("roster", "import", held, "-", stdin=ALIKE.encode())
    assert "待认 1" in told.out
    assert "很像同一人，姓名同音，出生日期相同，单位相同。" in told.out
    say("roster", "import", held, "-", "--apply", "--unsure", "skip", stdin=ALIKE.encode())
    again = say("roster", "import", held, "-", stdin=ALIKE.encode())
    assert "待认 0" in again.out
    assert "像册内的人（上次已跳过）" in again.out
    assert listed(held) == ["秦知远"]


def test_same_with_fields_apart_and_all_as_new(held: Path, tmp_path: Path) -> None:
    said = say(
        "roster", "import", held, "-", "--apply", "--same", "2=秦知远:学历", "--json", stdin=ALIKE.encode()
    )
    assert [(one["field"], one["new"]) for one in said.data["changes"] if one["field"] == "education"] == [
        ("education", "本科")
    ]
    assert listed(held) == ["秦知远"]
    assert say("roster", "import", held, "-", "--json", stdin=ALIKE.encode()).data["unsure"] == []
    other = ALIKE.replace("秦志远", "秦知元")
    say("roster", "import", held, "-", "--apply", "--apart", "秦知元", stdin=other.encode())
    assert sorted(listed(held)) == ["秦知元", "秦知远"]
    third = ALIKE.replace("秦志远", "秦芝远")
    say("roster", "import", held, "-", "--apply", "--unsure", "new", stdin=third.encode())
    assert len(listed(held)) == 3


def test_a_mistyped_village_is_answered_remembered_and_forgotten(held: Path) -> None:
    text = f"{HEAD}\n温若谷\t女\t1980-07-01\t大专\t柳案村\t主任".encode()
    told = say("roster", "import", held, "-", stdin=text)
    assert "待认 1" in told.out
    assert "是哪个村、社区 第2行第5格 柳案村 / 柳岸村" in told.out
    said = say("roster", "import", held, "-", "--apply", "--same", "柳案村=柳岸村", stdin=text)
    assert (said.code, "（就是它：用册内名称）" in said.out) == (0, True)
    assert sorted(listed(held)) == ["温若谷", "秦知远"]
    assert "没有要写入的内容" in say("roster", "import", held, "-", stdin=text).out
    assert "村（社区）柳案村 = 柳岸村" in say("roster", "headings", held).out
    assert say("roster", "headings", held, "--forget", "柳案村", "--json").data["forgotten"] == 1
    assert "待认 1" in say("roster", "import", held, "-", stdin=text).out


def test_decisions_from_a_file(held: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "认人.json"
    decisions.write_text(
        json.dumps([{"row": "秦志远", "verdict": "same", "person": "秦知远", "take": ["name"]}]), "utf-8"
    )
    said = say("roster", "import", held, "-", "--apply", "--decisions", decisions, stdin=ALIKE.encode())
    assert said.code == 0
    assert listed(held) == ["秦志远"]
    decisions.write_text("[1]", "utf-8")
    refused = say("roster", "import", held, "-", "--decisions", decisions, stdin=ALIKE.encode())
    assert refused.code == 2
    assert "读不了" in refused.err
    nobody = say("roster", "import", held, "-", "--same", "77=某人", stdin=ALIKE.encode())
    assert nobody.code == 2
    assert "不在待认的行里" in nobody.err


def test_columns_are_named_learned_and_forgotten(held: Path) -> None:
    text = "称呼\t性别\t喝墨水\n白一舟\t男\t大专".encode()
    told = ("--column", "称呼=姓名", "--column", "喝墨水=学历", "--learn")
    said = say("roster", "import", held, "-", "--json", *told, stdin=text)
    assert [one["way"] for one in said.data["columns"]] == ["chosen", "heading", "chosen"]
    assert say("roster", "headings", held, "--json").data["headings"] == []  # a preview teaches nothing
    say("roster", "import", held, "-", "--apply", *told, stdin=text)
    again = say("roster", "import", held, "-", "--json", stdin=text)
    assert [one["way"] for one in again.data["columns"]] == ["learned", "heading", "learned"]
    assert "喝墨水 = 学历" in say("roster", "headings", held).out
    assert say("roster", "headings", held, "--forget", "喝墨水", "--json").data["forgotten"] == 1
    assert say("roster", "headings", held, "--forget-all", "--json").data["headings"] == []
    assert say("roster", "import", held, "-", "--column", "称呼=天气", stdin=text).code == 2
    assert say("roster", "import", held, "-", "--column", "称呼", stdin=text).code == 2


def test_a_column_not_used_names_the_switch_that_uses_it(held: Path) -> None:
    said = say("roster", "import", held, "-", stdin="姓名\t性别\t喝墨水\n白一舟\t男\t大专".encode())
    assert "要用就加 --column 喝墨水=字段" in said.out + said.err
    assert "对应列" not in said.out + said.err


def test_refused_rows_out_and_in_again(held: Path, tmp_path: Path) -> None:
    out = tmp_path / "拒收.xlsx"
    text = f"{HEAD}\n\t男\t1970-01-01\t大专\t柳岸村\t委员"
    said = say("roster", "import", held, "-", "--refused", out, "--json", stdin=text.encode())
    assert said.data["refused_rows"] == 1
    workbook = openpyxl.load_workbook(out)
    sheet = workbook.worksheets[0]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == "1970-01-01")
    sheet.cell(row, 1).value = "白一舟"
    workbook.save(out)
    assert say("roster", "import", held, out, "--apply").code == 0
    assert sorted(listed(held)) == ["白一舟", "秦知远"]


def test_persons_entered_twice_are_listed_merged_and_kept_apart(held: Path) -> None:
    say("roster", "import", held, "-", "--apply", "--unsure", "skip", stdin=ALIKE.encode())
    say(
        "roster",
        "import",
        held,
        "-",
        "--apply",
        "--kind",
        "cadres",
        stdin=f"{HEAD}\n白一舟\t男\t1970-01-01\t\t柳岸村\t委员\n百一舟\t男\t1970-01-01\t高中\t柳岸村\t委员".encode(),
    )
    (pair,) = say("roster", "duplicates", held, "--json").data["duplicates"]
    assert {pair["kept"]["name"], pair["gone"]["name"]} == {"白一舟", "百一舟"}
    assert pair["different"] == ["name"]
    assert "姓名同音" in say("roster", "duplicates", held).out
    unchosen = say("roster", "merge", held, "白一舟", "百一舟")
    assert unchosen.code == 2
    assert "姓名不同" in unchosen.err
    assert say("roster", "merge", held, "白一舟", "百一舟", "--keep", "姓名").code == 2
    apart = say(
        "roster",
        "apart",
        held,
        "白一舟",
        pair["gone"]["id"] if pair["gone"]["name"] == "百一舟" else "百一舟",
        "--json",
    )
    assert apart.data == {"new": True, "findings": []}
    assert say("roster", "duplicates", held, "--json").data["duplicates"] == []
    merged = say("roster", "merge", held, "白一舟", "百一舟", "--keep", "姓名=1")
    assert (merged.code, merged.out.split("。")[0]) == (0, "已合并：百一舟 并入 白一舟")
    assert sorted(listed(held)) == ["白一舟", "秦知远"]
    (lying,) = say("roster", "bin", held, "--json").data["bin"]
    assert lying["reason"] == "与白一舟是同一人，已并入"
    back = say("roster", "putback", held, lying["id"])
    assert back.code == 2
    assert "不能单独放回" in back.err


def test_whether_a_head_is_still_in_office_is_answered_at_the_command_line(held: Path) -> None:
    names = ("褚遂宁", "段孟陶")
    first, second = (f"{HEAD}\n{name}\t男\t1970-01-01\t\t柳岸村\t主任".encode() for name in names)
    assert say("roster", "import", held, "-", "--apply", stdin=first).code == 0
    asked = say("roster", "import", held, "-", stdin=second)
    assert "是不是还在任" in asked.out
    assert "段孟陶 / 褚遂宁 柳岸村" in asked.out
    (unsure,) = say("roster", "import", held, "-", "--json", stdin=second).data["unsure"]
    assert unsure["answers"] == ["ended", "apart", "skip"]
    assert say("roster", "import", held, "-", "--same", "段孟陶=褚遂宁", stdin=second).code == 2
    assert say("roster", "import", held, "-", "--ended", "段孟陶", "--apply", stdin=second).code == 0
    left, came = (say("roster", "card", held, name).out for name in names)
    assert "曾任：柳岸村 主任" in left
    assert "曾任" not in came
    again = say("roster", "import", held, "-", "--json", stdin=second)
    assert again.data["unsure"] == []
