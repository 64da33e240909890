"""roster person, set, reveal, columns: what the window does with persons, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dangjian_desktop.app.cli import run
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups
from tests.services.test_roster_edits import CLOCK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    rosters = Rosters(made, Catalog(), FixedClock(CLOCK.now()))
    rosters.apply(rosters.preview(flattened_groups()))
    made.close()
    return tmp_path / "柳溪.djb"


def say(capsys: pytest.CaptureFixture[str], code: int, *words: object) -> dict[str, Any]:
    assert run(["roster", *map(str, words), "--json"]) == code
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def codes(answer: dict[str, Any]) -> list[str]:
    return [item["code"] for item in answer["findings"]]


def test_facts_are_set_as_in_the_window(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(capsys, 0, "set", path, "方砚", "学历", "大学专科")["changed"] == 1
    assert say(capsys, 0, "set", path, "方砚", "学历", "大专")["changed"] == 0
    assert codes(say(capsys, 0, "set", path, "方砚", "学历", "私塾")) == ["roster.cell_unknown_word"]
    answer = say(capsys, 0, "set", path, "方砚", "身份证号", "990101197503071816")
    assert codes(answer) == ["roster.cell_id_filled"]
    why = ("--reason", "核对")
    assert say(capsys, 0, "reveal", path, "方砚", "身份证号", *why)["id_number"] == "990101197503071816"
    assert codes(say(capsys, 2, "set", path, "方砚", "出生日期", "1975.02.30")) == ["roster.cell_no_day"]
    assert codes(say(capsys, 2, "set", path, "无此人", "学历", "大专")) == ["roster.no_such_name"]
    assert codes(say(capsys, 2, "reveal", path, "方砚", "手机", *why)) == ["roster.nothing_to_show"]


def test_a_person_is_added_and_one_of_two_is_told_by_the_unit(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = ("--birth", "1981.11", "--sex", "女")
    assert say(capsys, 0, "person", path, "薄云天", "柳岸", "委员", *facts)["person"]
    assert codes(say(capsys, 2, "person", path, "薄云天", "石桥")) == ["roster.name_exists"]
    say(capsys, 0, "person", path, "薄云天", "石桥", "主任", "--same-name")
    assert codes(say(capsys, 2, "set", path, "薄云天", "学历", "大专")) == ["roster.many_of_name"]
    assert say(capsys, 0, "set", path, "薄云天", "学历", "大专", "--unit", "石桥")["changed"] == 1


def test_columns_tell_what_they_are_kept_for(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {one["title"]: one for one in say(capsys, 0, "columns", path)["columns"]}
    assert all(one["purpose"] for one in told.values())
    assert "大专" in told["学历"]["words"]
    assert run(["roster", "columns", str(path)]) == 0
    assert "性别：" in capsys.readouterr().out
