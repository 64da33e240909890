"""The fonts and an invented notice for the tests of papers."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.documents.fonts import FontSet, shipped_fonts
from dangjian_desktop.domain.papers import (
    Attachment,
    Cell,
    Column,
    Heading,
    Imprint,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    plain_table,
)

MIXED = (
    "根据县委组织部《关于开展村、社区“两委”换届后“回头看”活动的通知》（临组通〔2012〕18号）文件要求，"
    "决定从2012年3月至11月，在全镇21个社区开展活动；满意率不低于88.5%的社区，"
    "可以不再复查（见GB/T 9704—2012）。"
)


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The shipped fonts: the same on every machine."""
    return shipped_fonts()


def spanned_table(groups: int = 6, each: int = 5) -> TableBlock:
    """A table whose first column is merged over ``each`` rows."""
    rows = []
    for group in range(groups):
        for row in range(each):
            lead = (Cell(f"第{group + 1}片", rows=each),) if row == 0 else ()
            rows.append(Row((*lead, Cell(f"社区{group}{row}"), Cell("人力资源分局党支部"), Cell("宋嘉树"))))
    header = (Row((Cell("片名"), Cell("社区名称"), Cell("结对帮扶单位"), Cell("负责人"))),)
    return TableBlock((Column(20), Column(30), Column(60), Column(30)), header, tuple(rows))


@pytest.fixture
def letter() -> OfficialLetter:
    """A notice with every element this step knows."""
    return OfficialLetter(
        title="关于开展社区“两委”换届后“回头看”活动的通知",
        mark="中共栖梧镇委员会文件",
        number="栖委〔2012〕12号",
        receivers="各社区、各有关党组织",
        blocks=(
            Paragraph(MIXED),
            Heading(1, "一、总体要求"),
            *(Paragraph(MIXED * 4) for _ in range(4)),
            Heading(2, "（一）“三看”。", MIXED),
            Heading(3, "1.社区自查。", MIXED),
            Heading(4, "（1）时间安排。", MIXED),
        ),
        signature="中共栖梧镇委员会",
        dated=date(2012, 3, 22),
        listed=("工作组成员名单", "工作任务分解表"),
        remark="此件公开发布",
        attachments=(
            Attachment("附件1", "工作组成员名单", (spanned_table(),)),
            Attachment(
                "附件2",
                "工作任务分解表",
                (plain_table([Column(2), Column(5)], ["时间", "任务"], [["3月20日前", "调查摸底"]] * 30),),
                landscape=True,
            ),
        ),
        imprint=Imprint("栖梧镇党政综合办公室", date(2012, 3, 22), "县委组织部，镇党委委员"),
    )


@pytest.fixture
def notice(letter: OfficialLetter) -> Paper:
    """The notice as a paper."""
    return Paper("notice", letter.title, (letter,), "中共栖梧镇委员会", date(2012, 3, 22), "“回头看”活动")
