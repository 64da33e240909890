"""An invented notice in the shape offices send them, as flattened text, as Word and as Excel."""

from __future__ import annotations

from io import BytesIO

import docx
import xlsxwriter

from dangjian_desktop.exchange.grid import Source

GROUP_HEAD = ("片 名", "片 长", "社区名称", "驻社区领导干部", "结对帮扶单位党组织", "负责人", "组织联络员")
# area, lead, liaison, then community, resident leaders, partner organisation, head
AREAS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        "东坡片",
        "秦知远",
        "温若谷",
        (
            ("柳 岸", "顾长风", "水务党支部", "方 砚"),
            ("石 桥", "秦知远", "园林分局党支部", "陶子谦"),
            ("青萍社区", "傅明川、白一舟", "供电所党支部", "邵云起"),
        ),
    ),
    (
        "西岭片",
        "尹若水",
        "唐 棣",
        (
            ("云 坞", "尹若水", "镇中学党总支部", "孟秋白"),
            ("竹 溪", "段景行", "卫生院党支部", "段景行"),
        ),
    ),
)
LONE = ("新塘社区", "秦知远", "外来人口服务中心党支部", "褚遂宁")

PLAN_HEAD = ("阶 段", "完成时间", "工作任务", "负责人")
PLAN: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "摸底准备阶段",
        (
            ("5月10日前", "对各社区开展摸底,汇总情况上报镇党委。", "镇党建办"),
            ("5月12日", "1、提交实施方案; 2、建立活动档案。", "各社区组织委员"),
        ),
    ),
    (
        "集中整改阶段",
        (("6月上旬-9月底", "由驻社区工作组对整改工作进行督导,定期检查落实情况。", "驻社区工作组"),),
    ),
    ("总结验收阶段", (("10月下旬", "1、社区自查,提交总结; 2、镇党委初评。", "镇党建办 各社区组织委员"),)),
)
BODY = """各社区党组织:
根据县委组织部《关于开展村、社区班子建设“再提升”活动的通知》(柳组通〔2031〕7号)的要求,决定在全镇开展社区班子建设“再提升”活动。
第一阶段是摸底准备阶段(5月初-5月中旬)
5月10日前,对各社区开展摸底,汇总情况上报镇党委。
第二阶段是集中整改阶段(6月初-9月底)
8月底前,由驻社区工作组对整改工作进行督导,定期检查落实情况。
第三阶段是总结验收阶段(10月初-11月底)"""
SIGNED = "中共柳溪镇委员会\n2031年5月6日"


def flattened_groups() -> str:
    """Return 附件1 as flattening leaves it: merged cells dropped, places counted by "|"."""
    lines = [*(f"{head} |" for head in GROUP_HEAD[:4]), "驻社区工作组成员 | ||"]
    lines.extend(["结对帮扶单位党组织 |", "负责人 |", "组织联络员 | ||||"])
    for area, lead, liaison, rows in AREAS:
        for number, row in enumerate(rows):
            if number == 0:
                lines.extend(f"{text} |" for text in (area, lead, *row, liaison))
            else:
                lines.extend([*(f"{text} |" for text in row[:-1]), f"{row[-1]} | |||"])
    lines.extend(["|", "|", *(f"{text} |" for text in LONE)])
    return "\n".join(lines)


def flattened_plan() -> str:
    """Return 附件2 as flattening leaves it."""
    lines = [f"{head} |" for head in PLAN_HEAD]
    for phase, rows in PLAN:
        for number, row in enumerate(rows):
            if number == 0:
                lines.extend(f"{text} |" for text in (phase, *row))
            else:
                lines.extend([*(f"{text} |" for text in row[:-1]), f"{row[-1]} | |"])
    return "\n".join(lines)


def flattened_notice() -> str:
    """Return the whole notice as one text."""
    lists = f"附件1:工作组成员名单\n{flattened_groups()}\n附件2:工作任务分解表\n{flattened_plan()}"
    return f"{BODY}\n{lists}\n{SIGNED}"


def group_grid() -> list[list[str | None]]:
    """Return 附件1 as a full grid; None where a merged cell covers the place."""
    grid: list[list[str | None]] = [
        [*GROUP_HEAD[:4], "驻社区工作组成员", None, None],
        [None, None, None, None, *GROUP_HEAD[4:]],
    ]
    for area, lead, liaison, rows in AREAS:
        for number, row in enumerate(rows):
            first = number == 0
            grid.append([area if first else None, lead if first else None, *row, liaison if first else None])
    grid.append(["", "", *LONE, ""])
    return grid


def merges() -> list[tuple[int, int, int, int]]:
    """Return the merged cells of :func:`group_grid` as (top, left, bottom, right)."""
    found = [(0, column, 1, column) for column in range(4)] + [(0, 4, 0, 6)]
    top = 2
    for _, _, _, rows in AREAS:
        found.extend((top, column, top + len(rows) - 1, column) for column in (0, 1, 6) if len(rows) > 1)
        top += len(rows)
    return found


def workbook(*, merged: bool = True, head: bool = True) -> Source:
    """Return 附件1 as an xlsx file with its merged cells."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("工作组")
        grid = group_grid() if head else group_grid()[2:]
        for row, cells in enumerate(grid):
            for column, text in enumerate(cells):
                sheet.write(row, column, text or "")
        for top, left, bottom, right in merges() if merged and head else []:
            sheet.merge_range(top, left, bottom, right, grid[top][left])
    return Source("工作组.xlsx", data.getvalue())


def word(*, plan: bool = True) -> Source:
    """Return the whole notice as a docx file with real merged cells."""
    document = docx.Document()
    for line in BODY.splitlines():
        document.add_paragraph(line)
    document.add_paragraph("附件1:工作组成员名单")
    grid = group_grid()
    table = document.add_table(len(grid), 7)
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text or ""
    for top, left, bottom, right in merges():
        first = table.cell(top, left)
        first.merge(table.cell(bottom, right)).text = grid[top][left] or ""
    if plan:
        document.add_paragraph("附件2:工作任务分解表")
        add_plan(document)
    for line in SIGNED.splitlines():
        document.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    return Source("通知.docx", data.getvalue())


def add_plan(document: docx.document.Document) -> None:
    """Add 附件2 with the phase cells merged."""
    table = document.add_table(1, 4)
    for column, text in enumerate(PLAN_HEAD):
        table.cell(0, column).text = text
    for phase, rows in PLAN:
        begin = len(table.rows)
        for row in rows:
            cells = table.add_row().cells
            for column, text in enumerate(row, 1):
                cells[column].text = text
        table.cell(begin, 0).merge(table.cell(len(table.rows) - 1, 0)).text = phase
