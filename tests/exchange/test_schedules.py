"""附件2 and the body of a notice."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.domain.campaigns import TaskScope
from dangjian_desktop.exchange.grid import Source
from dangjian_desktop.exchange.schedules import split_items
from dangjian_desktop.kernel.findings import Rejected
from tests.exchange.invented_notice import SIGNED, flattened_notice, flattened_plan, word
from tests.exchange.shapes import codes, plan


@pytest.mark.parametrize("source", [flattened_notice(), word()], ids=["flattened", "docx"])
def test_a_whole_notice_gives_its_plan(source: Source | str) -> None:
    reading = plan(source)
    assert [one.name for one in reading.phases] == ["摸底准备阶段", "集中整改阶段", "总结验收阶段"]
    assert [one.due_text for one in reading.phases] == ["5月初-5月中旬", "6月初-9月底", "10月初-11月底"]
    assert (reading.phases[1].start, reading.phases[1].end) == (date(2031, 6, 1), date(2031, 9, 30))
    assert [one.phase for one in reading.tasks] == [0, 0, 1, 2]
    assert [one.order for one in reading.tasks] == [1, 2, 3, 4]
    assert reading.item_count == 6
    assert reading.tasks[1].items == ("提交实施方案", "建立活动档案。")
    assert [one.scope for one in reading.tasks] == [
        TaskScope.OFFICE,
        TaskScope.EACH_UNIT,
        TaskScope.EACH_UNIT,
        TaskScope.OFFICE,
    ]
    assert reading.tasks[3].owners == ("镇党建办", "各社区组织委员")
    assert (reading.tasks[3].start, reading.tasks[3].end) == (date(2031, 10, 21), date(2031, 10, 31))


def test_what_the_notice_says_of_itself() -> None:
    reading = plan(flattened_notice())
    assert (reading.issuer, reading.issued_on, reading.year) == ("中共柳溪镇委员会", date(2031, 5, 6), 2031)
    assert reading.basis == "《关于开展村、社区班子建设“再提升”活动的通知》(柳组通〔2031〕7号)"
    assert reading.title == "关于开展社区班子建设“再提升”活动的通知"
    assert "campaigns.title_proposed" in codes(reading.findings)


def test_a_written_title_and_number_are_taken() -> None:
    text = "柳委〔2031〕12号\n关于开展“再提升”活动的通知\n" + flattened_notice()
    reading = plan(text)
    assert (reading.title, reading.document_number) == ("关于开展“再提升”活动的通知", "柳委〔2031〕12号")
    assert "campaigns.title_proposed" not in codes(reading.findings)


def test_body_and_table_that_differ_are_both_shown() -> None:
    reading = plan(flattened_notice())
    told = next(one for one in reading.findings if one.code == "campaigns.body_differs")
    assert (told.fact("body"), told.fact("table")) == ("8月底前", "6月上旬-9月底")
    task = reading.tasks[2]
    assert (task.end, task.other_end, task.other_due_text) == (
        date(2031, 9, 30),
        date(2031, 8, 31),
        "8月底前",
    )
    assert "8月底前" in task.to_confirm


def test_a_row_that_ends_after_its_phase_is_shown_with_the_phase() -> None:
    text = flattened_notice().replace("6月上旬-9月底", "6月上旬-10月底").replace("8月底前,由驻社区", "另由镇")
    reading = plan(text)
    told = next(one for one in reading.findings if one.code == "campaigns.outside_phase")
    assert (told.fact("range"), told.fact("table")) == ("6月初-9月底", "6月上旬-10月底")
    assert reading.tasks[2].other_end == date(2031, 9, 30)


def test_a_second_dated_sentence_of_a_paragraph_counts() -> None:
    text = flattened_notice().replace("8月底前,由驻社区", "6月5日前,制定方案。并公示。8月底前,由驻社区")
    assert plan(text).tasks[2].other_due_text == "8月底前"


def test_times_of_a_stage_of_the_next_year_are_of_that_year() -> None:
    """A notice of November whose last stage is January: nothing is late, and body and table agree."""
    text = flattened_notice().replace("2031年5月6日", "2031年11月2日")
    for old, new in (
        ("(5月初-5月中旬)", "(11月上旬)"), ("(6月初-9月底)", "(12月初-12月底)"),
        ("(10月初-11月底)", "(2032年1月)\n1月下旬,社区自查,提交总结,镇党委初评。"),
        ("5月10日前", "11月5日前"), ("5月12日", "11月10日"),
        ("6月上旬-9月底", "12月上旬"), ("8月底前", "12月上旬"), ("10月下旬", "1月下旬"),
    ):  # fmt: skip
        text = text.replace(old, new)
    reading = plan(text)
    assert [one.end for one in reading.tasks] == [
        date(2031, 11, 5), date(2031, 11, 10), date(2031, 12, 10), date(2032, 1, 31),
    ]  # fmt: skip
    assert [one.start for one in reading.phases] == [
        date(2031, 11, 1), date(2031, 12, 1), date(2032, 1, 1),
    ]  # fmt: skip
    assert not {"campaigns.body_differs", "campaigns.outside_phase"} & set(codes(reading.findings))


def test_bad_dates_keep_the_row_its_words_and_its_place() -> None:
    text = flattened_plan().replace("5月12日", "2月30日").replace("10月下旬", "换届后5个工作日内")
    reading = plan(text, 2031)
    assert len(reading.tasks) == 4
    assert (reading.tasks[1].due_text, reading.tasks[1].end) == ("2月30日", None)
    bad = next(one for one in reading.findings if one.code == "campaigns.deadline_impossible")
    assert bad.where.cell.startswith("第")
    assert "campaigns.deadline_relative" in codes(reading.findings)


def test_no_year_no_table_and_no_owner() -> None:
    with pytest.raises(Rejected) as no_year:
        plan(flattened_plan())
    assert codes(no_year.value.findings) == ["campaigns.no_year"]
    with pytest.raises(Rejected) as no_table:
        plan(SIGNED)
    assert codes(no_table.value.findings) == ["campaigns.no_schedule"]
    reading = plan("完成时间\t工作任务\t负责人\n5月1日\t整理档案\t\n5月2日\t\t镇党建办", 2031)
    assert codes(reading.findings) == [
        "campaigns.title_proposed",
        "campaigns.no_owner",
        "campaigns.row_without_task",
    ]
    assert [one.name for one in reading.phases] == ["全部任务"]


def test_another_year_than_the_notice_is_asked_about() -> None:
    assert "campaigns.year_differs" in codes(plan(flattened_notice(), 2030).findings)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("整理档案。", ("整理档案。",)),
        ("1、甲; 2、乙", ("甲", "乙")),
        ("1.甲\n2.乙\n3.丙", ("甲", "乙", "丙")),
        ("(1)甲；(2)乙", ("甲", "乙")),
        ("1、投资1.5万元; 2、乙", ("投资1.5万元", "乙")),
        ("按要求:1、甲; 2、乙", ("按要求:1、甲; 2、乙",)),
        ("1、只有一条", ("只有一条",)),
    ],
)
def test_numbered_items(text: str, items: tuple[str, ...]) -> None:
    assert split_items(text) == items
