"""roster views, roster list --view: views of all three lists kept, listed, renamed, removed; refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangjian_desktop.app.cli import run
from dangjian_desktop.domain.organisations import Community
from dangjian_desktop.services.roster_lists import ViewContent, ViewFilter
from dangjian_desktop.services.roster_views import CommunityLine
from dangjian_desktop.services.unit_fields import COMMUNITIES
from tests.services.test_roster_facts_command import codes, path, say

__all__ = ["path"]


def test_a_view_of_people_is_kept_and_lists_them(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everybody = say(capsys, 0, "list", path)["persons"]
    look = ("--columns", "姓名，单位", "--group", "单位", "--sort", "姓名", "--down")
    say(capsys, 0, "views", "save", path, "按单位", *look)
    seen = say(capsys, 0, "list", path, "--view", "按单位")["persons"]
    assert {one["id"] for one in seen} == {one["id"] for one in everybody}
    assert {tuple(one) for one in seen} == {("id", "group", "姓名", "单位")}
    groups = [one["group"] for one in seen]
    assert groups == sorted(groups, key=lambda name: (not name, name))
    unit = next(one["单位"] for one in seen if one["单位"])
    say(capsys, 0, "views", "save", path, "按单位", "--filter", f"单位={unit}")
    some = say(capsys, 0, "list", path, "--view", "按单位")["persons"]
    assert 0 < len(some) < len(everybody)
    assert {one["单位"] for one in some} == {unit}
    assert run(["roster", "list", str(path), "--view", "按单位"]) == 0
    assert capsys.readouterr().out.startswith("姓名　单位　职务")


def test_views_of_communities_and_organisations(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("苇荡村", "荻花村"):
        say(capsys, 0, "add", path, "村社区", name, "--category", "村", "--area", "东片")
    say(capsys, 0, "add", path, "党组织", "荻花党支部", "--category", "农村")
    look = ("--columns", "村、社区，类别", "--filter", "片=东片", "--sort", "村、社区", "--down")
    say(capsys, 0, "views", "save", path, "东片", "--list", "村社区", *look)
    seen = say(capsys, 0, "list", path, "--list", "村社区", "--view", "东片")["communities"]
    assert [(one["村、社区"], one["类别"]) for one in seen] == [("荻花村", "村"), ("苇荡村", "村")]
    say(capsys, 0, "views", "save", path, "农村", "--list", "党组织", "--filter", "类别=农村")
    seen = say(capsys, 0, "list", path, "--list", "党组织", "--view", "农村")["orgs"]
    assert "荻花党支部" in {one["党组织名称"] for one in seen}
    assert {one["类别"] for one in seen} == {"农村"}
    assert len(say(capsys, 0, "list", path, "--list", "村社区")["communities"]) > 2


def test_figures_are_ordered_and_spanned_as_figures() -> None:
    counts = {"甲": 90, "乙": 1200, "丙": None, "丁": 300}
    lines = [
        CommunityLine(community=Community(id=name, name=name, households=n)) for name, n in counts.items()
    ]

    def names(look: ViewContent) -> str:
        [(_, found)] = COMMUNITIES.viewed(lines, look)
        return "".join(one.community.name for one in found)

    assert names(ViewContent(sort="households")) == "丙甲丁乙"
    assert names(ViewContent(sort="households", down=True)) == "乙丁甲丙"
    assert names(ViewContent(filters=(ViewFilter("households", None, "100", "1000"),))) == "丁"
    assert names(ViewContent(filters=(ViewFilter("households", None, "100"),))) == "乙丁"
    assert names(ViewContent(filters=(ViewFilter("gone", None, "100"),))) == "甲乙丙丁"


def test_views_are_renamed_and_removed_and_what_is_not_there_is_refused(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(capsys, 0, "views", "list", path)["views"] == []
    for name in ("甲", "乙"):
        say(capsys, 0, "views", "save", path, name, "--list", "党组织")
    assert codes(say(capsys, 2, "views", "rename", path, "甲", "乙", "--list", "党组织")) == [
        "roster.view_taken"
    ]
    say(capsys, 0, "views", "rename", path, "甲", "丙", "--list", "党组织")
    assert codes(say(capsys, 2, "views", "remove", path, "丙")) == ["roster.no_view"]
    say(capsys, 0, "views", "remove", path, "丙", "--list", "党组织")
    assert say(capsys, 0, "views", "list", path)["views"] == [{"name": "乙", "list": "党组织"}]
    for words, code in {
        ("list", path, "--view", "乙"): "roster.no_view",
        ("views", "save", path, "丁", "--columns", "身份证号"): "roster.no_column",
        ("views", "save", path, "丁", "--list", "村社区", "--filter", "职务=书记"): "roster.no_column",
        ("views", "save", path, " "): "roster.view_unnamed",
        ("views", "save", path, "长" * 31): "roster.cell_long",
    }.items():
        assert codes(say(capsys, 2, *words)) == [code], words
    assert len(say(capsys, 0, "views", "list", path)["views"]) == 1
