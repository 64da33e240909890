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
