"""Facts → papers, with the wording that ships: what the office reads on each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.papers.campaign import (
    NoticeFacts,
    PhaseFacts,
    TaskRow,
    WorkGroupRow,
    notice,
    task_rows_table,
    task_table,
    work_group_list,
    work_group_table,
)
from dangjian_desktop.documents.papers.meetings import (
    BallotFacts,
    GroupCount,
    ItemCount,
    ResultTable,
    TallyFacts,
    ballot,
    tally_report,
)
from dangjian_desktop.documents.papers.poster import PosterFacts, large_sheet
from dangjian_desktop.documents.papers.rating import (
    CategoryCount,
    GradingNoticeFacts,
    RatedOrg,
    RatingListFacts,
    RatingSummaryFacts,
    grading_notice,
    rating_list,
    rating_summary,
)
from dangjian_desktop.documents.papers.vetting import VettedCandidate, VettingFacts, vetting_table
from dangjian_desktop.documents.papers.wording import numeral, runs
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.domain.ballot_blocks import BallotTable
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Heading, ListTable, OfficialLetter, Paper, Paragraph, texts_of
from dangjian_desktop.kernel.findings import Rejected

DAY = date(2012, 3, 22)
ISSUER = "中共栖梧镇委员会"
CAMPAIGN = "社区“两委”换届后“回头看”活动"


def form(code: str) -> DocumentForm:
    return Catalog().document_form(code, on=DAY)


def groups() -> tuple[WorkGroupRow, ...]:
    names = ["松涛", "竹溪", "望江", "新桥"]
    areas = ["东湖片", "东湖片", "西岭片", ""]
    return tuple(
        WorkGroupRow(
            area=area,
            area_lead="周望川" if area else "",
            community=name,
            resident_leaders="韩秋白",
            partner_org="城建党支部",
            group_head="宋嘉树",
            liaison="何敬之" if area else "",
        )
        for name, area in zip(names, areas, strict=True)
    )


def tasks() -> tuple[TaskRow, ...]:
    two = ("1、提交活动实施方案；", "2、建立独立的活动档案。")
    return (
        TaskRow(phase="准备调研阶段", due="3月20日前", items=("开展摸底工作。",), owners=("镇组织人事办",)),
        TaskRow(phase="准备调研阶段", due="3月23日", items=two, owners=("各社区", "驻社区工作组")),
        TaskRow(phase="检查验收阶段", due="11月上旬", items=("社区自查",), owners=()),
    )


def notice_facts() -> NoticeFacts:
    return NoticeFacts(
        issuer=ISSUER,
        number="栖委〔2012〕12号",
        campaign=CAMPAIGN,
        basis="县委组织部《关于开展“回头看”活动的通知》（临组通〔2012〕18号）",
        receivers="各社区、各有关党组织：",
        dated=DAY,
        phases=(PhaseFacts(name="准备调研阶段", period="3月中旬—3月底"), PhaseFacts(name="检查验收阶段")),
        tasks=tasks(),
        work_groups=groups(),
        printer="栖梧镇党政综合办公室",
    )


def rated() -> tuple[RatedOrg, ...]:
    return (
        RatedOrg(category="农村", name="松涛村党支部", score="95.5", grade="好", secretary="周望川"),
        RatedOrg(
            category="农村", name="竹溪村党支部", score="82.0", grade="较好", reason="党务公开不及时扣2分"
        ),
        RatedOrg(category="机关", name="财政所党支部", score="71.0", grade="一般"),
    )


def every_paper() -> dict[str, Paper]:
    count = GroupCount(name="党员", due=24, present=22, issued=22, returned=22, valid=21, invalid=1, blank=0)
    tally = TallyFacts(
        issuer=ISSUER,
        meeting="松涛社区满意度测评会",
        subject="社区“两委”班子",
        held=DAY,
        dated=DAY,
        groups=(count, replace(count, name="群众", valid=None)),
        tables=(
            ResultTable(
                options=("满意", "不满意"),
                rows=(ItemCount(text="办事公道", votes=(18, 3), rates=("85.7%",)),),
                rate_names=("满意率",),
            ),
        ),
        base="有效票",
    )
    summary = RatingSummaryFacts(
        issuer=ISSUER,
        year=2012,
        dated=DAY,
        grades=("好", "较好", "一般", "较差"),
        rows=(
            CategoryCount(category="农村", counts=(4, 14, 4, 2)),
            CategoryCount(category="机关", counts=(0, 0, 0, 0)),
        ),
    )
    public = GradingNoticeFacts(
        issuer=ISSUER,
        year=2012,
        dated=DAY,
        start=date(2012, 11, 8),
        end=date(2012, 11, 14),
        days=5,
        rows=rated(),
        telephone="0000-6120012",
        office="镇党委组织办公室",
    )
    vetted = VettedCandidate(community="松涛", name="沈闻戬", post="书记", answers=("无问题",), result="通过")
    sheet = BallotFacts(
        title="满意度测评票",
        subject="松涛社区班子",
        intro="",
        blocks=(BallotTable(("办事公道",), ("满意", "不满意")),),
        dated=DAY,
        issuer="组织办公室",
        group="党员",
    )
    list_facts = RatingListFacts(issuer=ISSUER, year=2012, dated=DAY, rows=rated())
    vetting = VettingFacts(issuer=ISSUER, title_of="候选人", dated=DAY, clauses=("拒不整改",), rows=(vetted,))
    return {
        "notice": notice(notice_facts(), form("notice")),
        "work_group_list": work_group_list(groups(), CAMPAIGN, ISSUER, DAY, form("work_group_list")),
        "task_table": task_table(tasks(), CAMPAIGN, ISSUER, DAY, form("task_table")),
        "rating_summary": rating_summary(summary, form("rating_summary")),
        "rating_list": rating_list(list_facts, form("rating_list")),
        "grading_notice": grading_notice(public, form("grading_notice")),
        "ballot": ballot(sheet, form("ballot")),
        "tally_report": tally_report(tally, form("tally_report")),
        "vetting_table": vetting_table(vetting, form("vetting_table")),
        "poster": large_sheet(PosterFacts(issuer=ISSUER, campaign=CAMPAIGN, dated=DAY), form("poster")),
    }


@pytest.mark.parametrize("kind", sorted(every_paper()))
def test_every_paper_is_printed_and_passes_its_proof(kind: str, fonts: FontSet) -> None:
    paper = every_paper()[kind]
    assert paper.kind == kind
    checks = proof(render_pdf(paper, fonts), paper)
    assert [check for check in checks if not check.passed] == []
    assert not any("{" in text for part in paper.parts for text in texts_of(part))


def test_the_notice_tells_phases_tasks_and_lists_its_attachments() -> None:
    letter = every_paper()["notice"].parts[0]
    assert isinstance(letter, OfficialLetter)
    assert letter.mark == "中共栖梧镇委员会文件"
    assert letter.receivers == "各社区、各有关党组织"
    assert letter.listed == (f"{CAMPAIGN}工作组成员名单", f"{CAMPAIGN}工作任务分解表")
    assert Heading(2, "（一）准备调研阶段（3月中旬—3月底）") in letter.blocks
    told = "3月23日，提交活动实施方案；建立独立的活动档案。（责任单位：各社区、驻社区工作组）"
    assert Paragraph(told) in letter.blocks


def test_areas_are_merged_and_the_community_outside_them_is_not() -> None:
    body = work_group_table(groups()).body
    assert [(cell.text, cell.rows) for cell in body[0].cells[:2]] == [("东湖片", 2), ("周望川", 2)]
    assert [cell.text for cell in body[1].cells] == ["竹　溪", "韩秋白", "城建党支部", "宋嘉树"]
    assert [cell.rows for cell in body[3].cells] == [1] * 7


def test_several_items_are_numbered_once() -> None:
    body = task_rows_table(tasks()).body
    assert body[0].cells[2].text == "开展摸底工作。"
    assert body[1].cells[1].text == "1.提交活动实施方案；\n2.建立独立的活动档案。"


def test_the_summary_counts_shares_and_total() -> None:
    part = every_paper()["rating_summary"].parts[0]
    assert isinstance(part, ListTable)
    rows = [[cell.text for cell in row.cells] for row in part.table.body]
    assert rows[0] == ["农村", "24", "4", "16.7%", "14", "58.3%", "4", "16.7%", "2", "8.3%"]
    assert rows[1] == ["机关", "0", "0", "—", "0", "—", "0", "—", "0", "—"]
    assert rows[2][:3] == ["合计", "24", "4"]


def test_the_public_notice_says_how_long_and_where() -> None:
    texts = "".join(texts_of(every_paper()["grading_notice"].parts[0]))
    assert "2012年11月8日至2012年11月14日，共5个工作日" in texts
    assert "0000-6120012" in texts


def test_a_hidden_figure_is_a_dash() -> None:
    texts = texts_of(every_paper()["tally_report"].parts[0])
    assert "—" in texts


def test_missing_blanks_and_empty_lists_are_named() -> None:
    with pytest.raises(Rejected) as caught:
        notice(replace(notice_facts(), issuer="", receivers=" "), form("notice"))
    assert [item.fact("blank") for item in caught.value.findings] == ["发文机关", "主送机关"]
    with pytest.raises(Rejected, match=r"papers\.empty_list"):
        task_table((), CAMPAIGN, ISSUER, DAY, form("task_table"))


def test_numerals_and_runs() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 42)] == ["一", "十", "十一", "二十", "四十二"]
    assert runs(["a", "a", "b", "", ""]) == [2, 0, 1, 1, 1]
