"""合规检查 as a paper of its own: what was measured, by which clause, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dangjian_desktop.domain.checks import Check
from dangjian_desktop.domain.papers import Align, Column, ListTable, Paper, chinese_date, plain_table

_TITLE = "公文合规检查结果"
_HEADS = ("序号", "检查项目", "依据条款", "量得", "结论")


def check_report(paper: Paper, checks: Sequence[Check], digest: str, today: date) -> Paper:
    """Return the result of a proof as a table; ``digest`` names the very file that was read back."""
    rows = [
        [str(number), one.name, one.clause, one.measured, "合格" if one.passed else "要改"]
        for number, one in enumerate(checks, 1)
    ]
    wrong = sum(not one.passed for one in checks)
    columns = (Column(8), Column(20), Column(31, Align.LEFT), Column(46, Align.LEFT), Column(8))
    result = f"共查 {len(checks)} 项，" + ("全部合格。" if not wrong else f"{wrong} 项要改。")
    sheet = ListTable(
        title=_TITLE,
        table=plain_table(columns, _HEADS, rows, size=11),
        unit=f"公文：{paper.title}",
        dated=chinese_date(today),
        notes=(result, f"检查的文件（sha256）：{digest}"),
        signatures=("检查人：",),
        landscape=False,
    )
    return Paper("check_report", f"{_TITLE}（{paper.title}）", (sheet,), paper.author, today, paper.record)
