"""选民名单 on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.commands import say


def test_voters_are_added_changed_numbered_and_removed(book: Path) -> None:
    say("roster", "add", book, "村社区", "柳岸村")
    assert say("roster", "voters", "list", book).out.strip() == "还没有选民。"
    for name in ("仇念慈", "单秋月", "区静"):
        added = say("roster", "voters", "add", book, "柳岸村", name, "--household", "01-00012", "--json")
        assert added.code == 0
    assert say("roster", "voters", "set", book, "柳岸村", "单秋月", "序号", "9").code == 0
    wrong = say("roster", "voters", "set", book, "柳岸村", "单秋月", "性别", "丙", "--json")
    assert wrong.codes == ["roster.cell_sex"]
    assert say("roster", "voters", "remove", book, "柳岸村", "仇念慈", "--reason", "迁出").code == 0
    assert say("roster", "voters", "number", book, "柳岸村", "--json").data["changed"] == 2
    listed = say("roster", "voters", "list", book, "--community", "柳岸村", "--json").data
    assert [(one["number"], one["name"]) for one in listed["voters"]] == [(1, "区静"), (2, "单秋月")]
    assert listed["counts"] == {"柳岸村": 2}
    (lying,) = say("roster", "bin", book, "--json").data["bin"]
    assert say("roster", "putback", book, lying["id"]).code == 0
    assert say("check", book).code == 0


def test_a_voter_must_be_named_clearly(book: Path) -> None:
    say("roster", "add", book, "村社区", "柳岸村")
    for _ in range(2):
        say("roster", "voters", "add", book, "柳岸村", "仇念慈")
    many = say("roster", "voters", "set", book, "柳岸村", "仇念慈", "备注", "外出", "--json")
    assert many.codes == ["roster.voters_of_name"]
    asked = ("roster", "voters", "set", book, "柳岸村", "仇念慈", "备注", "外出", "--number", "2")
    assert say(*asked).code == 0
    unknown = say("roster", "voters", "reveal", book, "柳岸村", "无名", "--reason", "核对", "--json")
    assert unknown.codes == ["roster.no_such_name"]
    why = ("--reason", "核对", "--json")
    hidden = say("roster", "voters", "reveal", book, "柳岸村", "仇念慈", "--number", "1", *why)
    assert hidden.codes == ["roster.nothing_to_show"]


def test_voters_are_listed_by_a_view_under_their_groups(book: Path) -> None:
    say("roster", "add", book, "村社区", "柳岸村")
    for name, group in (("仇念慈", "第2组"), ("单秋月", "第10组"), ("区静", "第2组"), ("查禾", "")):
        say("roster", "voters", "add", book, "柳岸村", name, "--group", group)
    look = ("--list", "选民", "--columns", "序号,姓名", "--group", "居民小组", "--sort", "序号")
    assert say("roster", "views", "save", book, "按小组", *look).code == 0
    kept = say("roster", "views", "list", book, "--json").data["views"]
    assert kept == [{"name": "按小组", "list": "选民"}]
    listed = say("roster", "list", book, "--list", "选民", "--view", "按小组").out.split("\n")
    heads = [line for line in listed if line.startswith("【")]
    assert heads == ["【柳岸村 第2组】2 人", "【柳岸村 第10组】1 人", "【柳岸村 没有登记小组】1 人"]
    assert listed[0] == "序号　姓名"
    bad = say("roster", "views", "save", book, "证号", "--list", "选民", "--columns", "身份证号", "--json")
    assert bad.codes == ["roster.no_column"]
