"""评分表 of one organisation as an Excel file to fill in: heads are protected, points and reasons open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from dangjian_desktop.domain.forms import ScoreForm

HEADS = ("项目", "评分内容", "评分标准", "佐证材料", "分值", "得分", "理由", "编号")
WIDTHS = (13, 30, 44, 24, 7, 9, 38, 9)
SUBJECT, STAGE_HEAD = "党组织：", "评分阶段："
_LINE, _HEAD, _OPEN = "#8C8C8C", "#EFEBE4", "#FFF9E3"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBookFacts:
    """Whose sheet it is, at which stage, and what stands in it so far (points, reason by indicator)."""

    org: str
    org_id: str
    stage: str
    form: ScoreForm
    given: dict[str, tuple[str, str]]
    typed: frozenset[str]


def write_score_book(facts: ScoreBookFacts, path: Path) -> None:
    """Write the file at ``path``.

    Raises:
        OSError: it cannot be written.
    """
    book = Workbook(str(path))
    page = book.add_worksheet("评分表")
    base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    framed = {**base, "border": 1, "border_color": _LINE}
    title = book.add_format({**base, "font_size": 16, "bold": True, "align": "center"})
    plain, small = book.add_format(base), book.add_format({**base, "font_size": 8, "font_color": _LINE})
    head = book.add_format({**framed, "bold": True, "align": "center", "bg_color": _HEAD})
    fixed = book.add_format(framed)
    middle = book.add_format({**framed, "align": "center"})
    points = book.add_format({**framed, "align": "center", "locked": False, "bg_color": _OPEN})
    words = book.add_format({**framed, "locked": False, "bg_color": _OPEN})
    code = book.add_format({**framed, "font_size": 8, "font_color": _LINE})
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width, None, {"hidden": at == len(WIDTHS) - 1})  # codes are for reading back
    page.merge_range(0, 0, 0, 6, facts.form.name, title)
    page.set_row(0, 30)
    page.write_string(0, 7, f"{facts.form.code}@{facts.form.edition}", small)
    page.merge_range(1, 0, 1, 3, f"{SUBJECT}{facts.org}", plain)
    page.merge_range(1, 4, 1, 6, f"{STAGE_HEAD}{facts.stage}", plain)
    page.write_string(1, 7, facts.org_id, small)
    page.write_row(2, 0, HEADS, head)
    groups = {g.code: g.name for g in facts.form.groups}
    row = 2
    for row, one in enumerate(facts.form.indicators, 3):
        most = one.max_points.numerator / one.max_points.denominator
        given, reason = facts.given.get(one.code, ("", ""))
        texts = (groups.get(one.group, ""), one.text, one.criteria, one.evidence)
        page.write_row(row, 0, texts, fixed)
        page.write_number(row, 4, most, middle)
        open_cell = one.code in facts.typed
        figure = points if open_cell else middle
        if given:
            page.write(row, 5, _number(given), figure)
        else:
            page.write_blank(row, 5, None, figure)
        page.write_string(row, 6, reason, words if open_cell else fixed)
        page.write_string(row, 7, one.code, code)
        if open_cell:
            page.data_validation(row, 5, row, 5, _rule(most))
    page.merge_range(row + 1, 0, row + 1, 3, "合计", head)
    page.write_number(row + 1, 4, float(facts.form.full_points()), head)
    total = sum(figure for text, _ in facts.given.values() if isinstance(figure := _number(text), float))
    page.write_formula(row + 1, 5, f"=SUM(F4:F{row + 1})", head, total)
    page.merge_range(
        row + 2, 0, row + 2, 6, "只填黄色的格：得分写 0 到分值之间的数，扣分的写理由。其余各栏锁定。", plain
    )
    _set_up(page)
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _set_up(page: Worksheet) -> None:
    """Protect what is not to be typed into, and make it print on A4 across."""
    page.freeze_panes(3, 2)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)


def _rule(most: float) -> dict[str, object]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": most,
        "error_title": "得分不对",
        "error_message": f"请写 0 到 {most:g} 之间的数。",
    }


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
