"""What a file left doubtful of a person: marked, told, checked for good, mended by hand or by a file."""

from __future__ import annotations

import json

import pytest

from dangjian_desktop.app.cli import run
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.doubts import doubt, doubted, doubts_of, without_doubts
from dangjian_desktop.domain.people import Person
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.roster_edits import CellEdit
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.services.conftest import CLOCK

CATALOG = Catalog(forms_folder(), None)
HEAD = "姓名\t性别\t出生年月\t学历\t联系电话\t身份证号\t社区\t职务\t任职时间"
TEXT = (
    f"{HEAD}\n秦知远\t男\t1975-03-12\t私塾；三年\t打不通\t12345\t柳岸村\t书记\t\n"
    "温若谷\t女\t1980-07-01\t私塾；三年\t\t\t柳岸村\t主任\t2030.1"
)
QIN = ("学历：“私塾，三年”不是通用写法", "身份证号：不是 18 位", "手机：不像电话号码")


@pytest.fixture
def rosters(book: Book) -> Rosters:
    made = Rosters(book, CATALOG, CLOCK)
    made.apply(made.preview(TEXT))
    return made


def to_check(rosters: Rosters) -> dict[str, set[str]]:
    return {one.person.name: set(one.to_confirm) for one in rosters.people()}


def test_what_could_not_be_read_marks_the_person_until_it_is_filled(book: Book) -> None:
    made = Rosters(book, CATALOG, CLOCK)
    text = f"{HEAD}\n秦知远\t难\t不详\t大专\t\t\t柳岸村\t书记\t"
    made.apply(made.preview(text))
    told = to_check(made)["秦知远"]
    assert {one.partition("：")[0] for one in told} == {"性别", "出生日期"}
    assert any("不详" in one for one in told)
    assert made.preview(text).plan.is_empty()
    (line,) = made.people()
    made.edit([CellEdit(line.person.id, "birth", "1975-03-12")])
    assert {one.partition("：")[0] for one in to_check(made)["秦知远"]} == {"性别"}


def test_doubtful_values_mark_the_person_and_no_number_is_repeated(rosters: Rosters) -> None:
    told = to_check(rosters)
    assert told["秦知远"] == set(QIN)
    assert any(one.startswith("任职时间：") for one in told["温若谷"])
    assert "学历：“私塾，三年”不是通用写法" in told["温若谷"]
    assert "打不通" not in str(told)
    assert rosters.picture().to_confirm == 5
    assert rosters.preview(TEXT).plan.is_empty()


def test_what_was_checked_stays_so_after_the_same_file_and_comes_back_by_undo(
    book: Book, rosters: Rosters
) -> None:
    key = next(one.person.id for one in rosters.people() if one.person.name == "秦知远")
    assert rosters.confirm(person_ids=(key,)).value == 3
    assert to_check(rosters)["秦知远"] == set()
    again = rosters.preview(TEXT)
    assert again.plan.is_empty()
    assert rosters.confirm(person_ids=(key,)).value == 0
    other = rosters.preview(TEXT.replace("12345", "123456"))
    rosters.apply(other)
    assert to_check(rosters)["秦知远"] == set()  # the same doubt about the same field
    Upkeep(book, CLOCK).undo()
    Upkeep(book, CLOCK).undo()
    assert to_check(rosters)["秦知远"] == set(QIN)
    assert rosters.confirm().value == 5
    assert rosters.preview(TEXT).plan.is_empty()


def test_a_value_that_is_mended_is_no_longer_doubtful(rosters: Rosters) -> None:
    key = next(one.person.id for one in rosters.people() if one.person.name == "秦知远")
    rosters.edit([CellEdit(key, "phone", "19900001111")])
    assert to_check(rosters)["秦知远"] == {QIN[0], QIN[1]}
    rosters.apply(rosters.preview(f"{HEAD}\n秦知远\t男\t1975-03-12\t大专\t\t\t柳岸村\t书记\t"))
    assert to_check(rosters)["秦知远"] == {QIN[1]}


def test_doubts_are_kept_one_each() -> None:
    person = doubted(Person(id="a", name="甲"), [doubt("学历", "一；二"), "手机：三", "手机：三"])
    assert doubts_of(person) == ("学历：一，二", "手机：三")
    assert doubts_of(without_doubts(person, {"学历"})) == ("手机：三",)


def test_the_command_line_lists_and_checks_them(
    book: Book, rosters: Rosters, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(book.path)
    book.close()
    assert run(["roster", "checks", path, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["persons"]
    assert {one["name"]: len(one["to_check"]) for one in found} == {"秦知远": 3, "温若谷": 2}
    assert run(["roster", "checks", path, "--checked", "秦知远"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("已核对 3 处。")
    assert "秦知远（" not in told
    assert run(["roster", "card", path, "温若谷"]) == 0
    assert "待核对：学历：“私塾，三年”不是通用写法" in capsys.readouterr().out
    assert run(["roster", "checks", path, "--all"]) == 0
    assert "没有待核对的人。" in capsys.readouterr().out
