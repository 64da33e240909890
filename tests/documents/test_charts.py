"""Charts on paper: every figure said once, told apart in grey, groups kept whole, real charts in Excel."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from io import BytesIO
from itertools import combinations
from statistics import fmean, pstdev
from zipfile import ZipFile

import pypdfium2
import pytest
from openpyxl import load_workbook

from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.drawn import Page, Text
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.list_sheet import list_pages, sheet_of
from dangjian_desktop.documents.patterns import PATTERNS, filled
from dangjian_desktop.documents.pdf import draw_pages, render_pdf
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.documents.xlsx import render_xlsx
from dangjian_desktop.domain.paper_charts import Bar, BarRow, ChartBlock, Stretch
from dangjian_desktop.domain.papers import Column, ListTable, Paper, plain_table, texts_of

DAY = date(2026, 11, 26)
ANSWERS = ("满意", "基本满意", "不满意", "未选")


def answers(rows: int = 3) -> ChartBlock:
    """Shares of four answers; the third is too small for its figure."""
    shares = (Fraction(19, 38), Fraction(17, 38), Fraction(1, 38), Fraction(1, 38))
    written = ("50.0%", "44.7%", "2.6%", "2.6%")
    bar = Bar(tuple(Stretch(*one) for one in zip(shares, range(4), written, strict=True)))
    names = (BarRow(f"测评项目{n}", (bar,)) for n in range(rows))
    return ChartBlock("各项回答", ANSWERS, tuple(names), whole=Fraction(1))


def quotas(groups: int = 3) -> ChartBlock:
    """Grades of some categories, the first with a quota in the middle of its bar."""
    rows = []
    for group in range(groups):
        good = Bar((Stretch(Fraction(4), 0, "4"),), "4 个，名额 2，超 2", Fraction(2))
        none = Bar((), "0 个")
        rows += [BarRow("好", (good,), f"第{group}类"), *(BarRow(name, (none,)) for name in ("较好", "一般"))]
    return ChartBlock("等次和名额", ("已定", "建议"), tuple(rows), mark="名额")


def paper(chart: ChartBlock, *, first: bool = False, rows: int = 4) -> Paper:
    columns = (Column(30), Column(20, numeric=True))
    table = plain_table(columns, ("项目", "得票"), [(f"第{n}项", str(n)) for n in range(rows)])
    part = ListTable(
        "测评汇总表", table, notes=("说明。",), signatures=("审核人：",), chart=chart, chart_first=first
    )
    return Paper("summary", "测评汇总表", (part,), "镇党委", DAY)


def sheet(one: Paper) -> ListTable:
    part = one.parts[0]
    assert isinstance(part, ListTable)
    return part


def words(page: Page) -> str:
    return "".join(item.text for item in page.items if isinstance(item, Text))


@pytest.mark.parametrize("chart", [answers(), quotas(), answers(60), quotas(20)])
@pytest.mark.parametrize("first", [False, True])
def test_every_text_of_a_chart_is_in_the_file(chart: ChartBlock, first: bool, fonts: FontSet) -> None:
    one = paper(chart, first=first)
    checks = proof(render_pdf(one, fonts), one)
    assert [check.code for check in checks if not check.passed] == []
    assert set(chart.texts()) <= set(texts_of(one.parts[0]))


def test_a_figure_stands_on_its_stretch_or_is_said_behind_the_bar_with_its_name(fonts: FontSet) -> None:
    (page,) = list_pages(sheet(paper(answers(1))), fonts)
    drawn = words(page)
    assert drawn.count("50.0%") == drawn.count("44.7%") == 1
    assert "不满意2.6%，未选2.6%" in drawn.replace(" ", "")


def test_a_chart_longer_than_a_page_says_on_each_what_its_patterns_mean(fonts: FontSet) -> None:
    pages = list_pages(sheet(paper(answers(60))), fonts)
    drawn = [words(page) for page in pages if "测评项目" in words(page)]
    assert len(drawn) > 2
    assert all("各项回答" in one and "基本满意" in one for one in drawn)
    assert sum(one.count("测评项目") for one in drawn) == 60


def test_a_group_is_not_torn_apart(fonts: FontSet) -> None:
    drawn = [words(page) for page in list_pages(sheet(paper(quotas(20))), fonts)]
    with_bars = [one for one in drawn if "类" in one]
    assert len(with_bars) > 1
    assert all(one.count("类") == one.count("较好") == one.count("一般") for one in with_bars)


@pytest.mark.parametrize("rows", range(2, 40, 3))
def test_what_is_signed_stands_below_bars(rows: int, fonts: FontSet) -> None:
    last = words(list_pages(sheet(paper(answers(rows))), fonts)[-1])
    assert "测评项目" in last
    assert "审核人" in last


def test_a_chart_comes_onto_the_page_of_its_table_where_standing_closer_is_enough(fonts: FontSet) -> None:
    sizes = {}
    for rows in range(1, 14):
        part = sheet(paper(answers(6), rows=rows))
        if len(list_pages(part, fonts)) == 1:
            sizes[rows] = sheet_of(part, fonts).part.table.size
    most = max(sizes)
    assert list(sizes) == list(range(1, most + 1))
    assert sizes[1] == 12
    assert 10 <= sizes[most] < 12
    alone = sheet_of(sheet(paper(answers(6), rows=most + 1)), fonts)
    assert alone.part.table.size == 12  # smaller type would not have saved the page


def test_a_chart_may_stand_above_its_table(fonts: FontSet) -> None:
    for first in (False, True):
        drawn = words(list_pages(sheet(paper(answers(), first=first)), fonts)[0])
        assert (drawn.index("各项回答") < drawn.index("得票")) is first


def test_neighbours_are_told_apart_without_colours() -> None:
    """Each pattern rendered in grey: its tone, how strong its lines are, or where they run is its own."""
    seen: list[bytes] = []
    for tone in PATTERNS:
        page = Page(60, 60, filled(0, 0, 60, 60, tone))
        pdf = pypdfium2.PdfDocument(draw_pages((page,), Paper("x", "x", (), "", DAY)))
        grey = pdf[0].render(scale=2).to_pil().convert("L").crop((8, 8, 112, 112))
        seen.append(grey.tobytes())
    for one, other in combinations(seen, 2):
        tones, lines = abs(fmean(one) - fmean(other)), abs(pstdev(one) - pstdev(other))
        unlike = fmean(abs(a - b) for a, b in zip(one, other, strict=True))
        assert tones > 20 or lines > 20 or unlike > 40


def test_word_has_the_chart_as_pictures_that_say_their_texts_and_never_change(fonts: FontSet) -> None:
    one = paper(answers(60))
    made = render_docx(one, fonts)
    assert made == render_docx(one, fonts)
    with ZipFile(BytesIO(made)) as parts:
        pictures = [name for name in parts.namelist() if name.endswith(".png")]
        body = parts.read("word/document.xml").decode()
    pages = [page for page in list_pages(sheet(one), fonts) if "测评项目" in words(page)]
    assert body.count("<pic:pic") == len(pages)
    assert pictures
    assert 'name="各项回答"' in body
    assert "测评项目59" in body


def test_excel_has_a_chart_of_its_own_over_numbers() -> None:
    made = render_xlsx(paper(answers()))
    assert made == render_xlsx(paper(answers()))
    (page,) = load_workbook(BytesIO(made)).worksheets
    assert len(page._charts) == 1  # type: ignore[attr-defined]
    heads = [cell.value for cell in page[2] if (cell.column or 0) > 3]
    assert heads[:5] == ["图中数字", *ANSWERS]
    first = [cell for cell in page[3] if (cell.column or 0) > 4]
    assert [(cell.value, cell.number_format) for cell in first[:2]] == [(0.5, "0.0%"), (0.447, "0.0%")]
    assert "测评项目0" in [cell.value for cell in page[3]]


def test_excel_draws_a_quota_as_a_mark_of_each_bar() -> None:
    with ZipFile(BytesIO(render_xlsx(paper(quotas())))) as parts:
        (name,) = [one for one in parts.namelist() if one.startswith("xl/charts/chart")]
        drawn = parts.read(name).decode()
    assert "barChart" in drawn
    assert "lineChart" in drawn
    assert "multiLvlStrRef" in drawn


def test_excel_divides_a_long_chart_into_some_that_fit_a_page_each() -> None:
    (page,) = load_workbook(BytesIO(render_xlsx(paper(answers(60))))).worksheets
    drawn = page._charts  # type: ignore[attr-defined]
    assert len(drawn) > 3
    assert len(page.row_breaks.brk) == len(drawn)
    names = [cell.value for row in page.iter_rows(min_col=4, max_col=4) for cell in row if cell.value]
    assert [name for name in names if name != "图中数字"] == [f"测评项目{n}" for n in range(60)]
    assert {one.y_axis.scaling.max for one in drawn} == {1.0}
