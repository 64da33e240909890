"""A pasted 任务分解表 whose rows were broken off or shifted: stages stay stages, tasks stay whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.exchange.continued import is_owner, is_sentence, is_stage, is_time
from dangjian_desktop.exchange.schedules import split_items
from tests.exchange.invented_notice import BODY, PLAN, PLAN_HEAD, SIGNED, flattened_plan
from tests.exchange.shapes import codes, plan

YEAR = 2031
HEAD = "\t".join("".join(one.split()) for one in PLAN_HEAD)
STAGES = ["摸底准备阶段", "集中整改阶段", "总结验收阶段"]
DUE = ["5月10日前", "5月12日", "6月上旬-9月底", "10月下旬"]
OWNERS = [("镇党建办",), ("各社区组织委员",), ("驻社区工作组",), ("镇党建办", "各社区组织委员")]


def pasted(*, blanks: bool) -> str:
    """Return the plan as pasted: with an empty cell below a merged stage, or with none."""
    lines = [HEAD]
    for stage, rows in PLAN:
        for number, row in enumerate(rows):
            below = [""] if blanks else []
            lines.append("\t".join([*([stage] if number == 0 else below), *row]))
    return "\n".join(lines)


SHAPES = {
    "empty cells": pasted(blanks=True),
    "no cells": pasted(blanks=False),
    "flattened": flattened_plan(),
    "flattened, places not counted": flattened_plan().replace(" | |", " |"),
    "a notice around it": f"{BODY}\n附件2:工作任务分解表\n{pasted(blanks=False)}\n{SIGNED}",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_shape_gives_the_same_stages_and_tasks(text: str) -> None:
    reading = plan(text, YEAR)
    assert [one.name for one in reading.phases] == STAGES
    assert [one.phase for one in reading.tasks] == [0, 0, 1, 2]
    assert [one.due_text for one in reading.tasks] == DUE
    assert [one.owners for one in reading.tasks] == OWNERS
    assert reading.tasks[1].items == ("提交实施方案", "建立活动档案。")


def test_moved_cells_are_counted_and_a_sound_table_is_left_alone() -> None:
    moved = next(
        one for one in plan(SHAPES["no cells"], YEAR).findings if one.code == "campaigns.rows_rejoined"
    )
    assert moved.fact("count") == 3  # time, tasks and owner of the one row below its stage
    for name in ("empty cells", "flattened"):
        assert "campaigns.rows_rejoined" not in codes(plan(SHAPES[name], YEAR).findings)


def test_broken_lines_go_on_with_their_task_and_no_row_below_is_lost() -> None:
    text = (
        f"{HEAD}\n摸底准备阶段\t5月10日前\t对各社区开展摸底,\t镇党建办\n汇总情况上报镇党委。\n"
        "\t5月12日\t1、提交实施方案;\t各社区组织委员\n2、建立活动档案。\n"
        "集中整改阶段\t6月上旬-9月底\t由驻社区工作组对整改工作进行督导\t镇党建办\n驻社区工作组\n"
        "\t10月\t抽查整改结果\t镇党建办"
    )
    reading = plan(text, YEAR)
    assert [one.name for one in reading.phases] == STAGES[:2]
    assert [one.items for one in reading.tasks] == [
        ("对各社区开展摸底,汇总情况上报镇党委。",),
        ("提交实施方案", "建立活动档案。"),
        ("由驻社区工作组对整改工作进行督导",),
        ("抽查整改结果",),
    ]
    assert reading.tasks[2].owners == ("镇党建办", "驻社区工作组")


def test_stages_without_the_word_are_known_by_the_time_behind_them() -> None:
    text = (
        "阶段\t时间\t工作任务\t责任单位\n第一阶段:摸底准备\t5月上旬\t召开部署会,制定方案\t镇党建办\n"
        "5月中旬\t入户走访,汇总问题\t驻社区工作组\n由各社区自行组织宣传\n"
        "集中整改\t6月\t逐项整改\t各社区\n9月底前\t公开整改结果\t各社区党组织"
    )
    reading = plan(text, YEAR)
    assert [one.name for one in reading.phases] == ["第一阶段:摸底准备", "集中整改"]
    assert [one.phase for one in reading.tasks] == [0, 0, 1, 1]
    assert reading.tasks[1].items == ("入户走访,汇总问题由各社区自行组织宣传",)


def test_where_columns_stand_otherwise_a_time_is_still_no_stage() -> None:
    text = (
        "阶段\t工作任务\t完成时间\t负责人\n摸底准备阶段\t调查摸底\t5月10日前\t镇党建办\n"
        "5月12日\t提交方案\t5月12日\t镇党建办"
    )
    reading = plan(text, YEAR)
    assert [one.name for one in reading.phases] == ["摸底准备阶段"]
    assert len(reading.tasks) == 2


@pytest.mark.parametrize(
    "text",
    [
        "4月15日前",
        "4月下旬-10月底",
        "3月份",
        "2031年5月",
        "三月上旬",
        "5月10日至5月20日",
        "全年",
        "5个工作日内",
        "第三季度",
    ],
)
def test_times_are_no_stages(text: str) -> None:
    assert is_time(text)
    assert not is_stage(text)


@pytest.mark.parametrize(
    "text",
    ["摸底准备阶段", "第一阶段:摸底准备", "第二步 集中整改", "组织实施", "动员大会", "总结验收",
     "学习发动、查找问题", "第一阶段(3月中旬-3月底)", "宣传发动,统一思想阶段"],
)  # fmt: skip
def test_stages_are_stages(text: str) -> None:
    assert is_stage(text)
    assert not is_time(text)


@pytest.mark.parametrize("text", ["镇党建办", "驻社区工作组 社区“两委”干部", "各社区组织委员", "镇党委"])
def test_owners_are_no_stages(text: str) -> None:
    assert is_owner(text)
    assert not is_stage(text)


@pytest.mark.parametrize(
    "text", ["1、提交实施方案; 2、建立活动档案。", "汇总情况上报镇党委。", "确定后进社区,制定挂点方案"]
)
def test_sentences_are_no_stages(text: str) -> None:
    assert is_sentence(text)
    assert not is_stage(text)
    assert not is_stage(re.sub("[。;]", "", text) + "并按要求逐级报送有关部门备案")


ROWS = [(stage if number == 0 else "", *row) for stage, rows in PLAN for number, row in enumerate(rows)]
Whims = st.lists(st.tuples(st.booleans(), st.sampled_from(["", "cell", "row"])), min_size=4, max_size=4)


def as_lines(row: tuple[str, ...], *, blank: bool, broken: str) -> str:
    """Return a row as tabs: without its empty cell, with its task cut inside or before the last cell."""
    stage, due, items, owners = row
    before = [stage] if stage or blank else []
    place = items.find(",") + 1
    if not broken or not place:
        return "\t".join([*before, due, items, owners])
    if broken == "cell":
        return "\t".join([*before, due, items[:place], owners]) + f"\n{items[place:]}"
    return "\t".join([*before, due, items[:place]]) + f"\n{items[place:]}\t{owners}"


@given(Whims)
def test_however_a_paste_breaks_its_rows_no_stage_is_made_up(whims: list[tuple[bool, str]]) -> None:
    lines = [
        as_lines(row, blank=blank, broken=broken) for row, (blank, broken) in zip(ROWS, whims, strict=True)
    ]
    reading = plan("\n".join([HEAD, *lines]), YEAR)
    assert [one.name for one in reading.phases] == STAGES
    assert [one.due_text for one in reading.tasks] == DUE
    assert [one.owners for one in reading.tasks] == OWNERS
    assert ["".join(one.items) for one in reading.tasks] == ["".join(split_items(row[2])) for row in ROWS]
