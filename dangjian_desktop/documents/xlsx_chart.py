"""A chart of a paper as a chart of Excel's own; its figures stand in cells at the right, to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import AxDataSource, MultiLevelStrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.drawing.text import Font as Face
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dangjian_desktop.documents.drawn import Colour
from dangjian_desktop.documents.patterns import PATTERNS
from dangjian_desktop.documents.xlsx_cells import put
from dangjian_desktop.domain.paper_charts import BarRow, ChartBlock, Tone

HEAD = "图中数字"
ROW = 15.0  # points of a row of Excel where nothing else is said
_ROW = ROW / 72 * 2.54  # the same in cm
_BAR, _AROUND, _AROUND_ALL = 0.5, 0.35, 2.2  # cm
_LEAST_HIGH = 4  # cm
_REPEATED = 2.5  # cm for the head of the table, which is printed on every page
_UPRIGHT_HIGH = 9  # cm of a chart whose bars stand upright: a line across them can be drawn only there
_ZERO_UNSAID = "{0};{0};"


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where the figures of a chart stand: the row of the heads, the first column, its columns and rows."""

    sheet: Worksheet
    row: int
    col: int
    rows: int
    grouped: bool

    @property
    def first(self) -> int:
        """Return the column of the first series."""
        return self.col + 1 + self.grouped

    def column(self, number: int) -> Reference:
        """Return the cells of a series, its head first."""
        col = self.first + number
        return Reference(self.sheet, min_col=col, min_row=self.row, max_row=self.row + self.rows)

    def names(self) -> str:
        """Return the cells of the names, and of the groups they belong to, as a formula."""
        last = get_column_letter(self.first - 1)
        title = self.sheet.title.replace("'", "''")
        return f"'{title}'!${get_column_letter(self.col)}${self.row + 1}:${last}${self.row + self.rows}"


def divided(chart: ChartBlock, page: float) -> Iterator[ChartBlock]:
    """Yield a chart in as many as are needed so that each is printed on one page ``page`` points high.

    Bars that stand upright are not divided: their groups belong beside each other.
    """
    if chart.marked:
        yield chart
        return
    room = page / 72 * 2.54 - _REPEATED - _AROUND_ALL
    bars = max(len(one.bars) for one in chart.rows)
    each = max(1, int(room / (bars * _BAR + _AROUND)))
    for start in range(0, len(chart.rows), each):
        yield replace(chart, rows=chart.rows[start : start + each], whole=chart.full)


def add_chart(sheet: Worksheet, chart: ChartBlock, row: int, columns: int, top: int) -> int:
    """Draw ``chart`` below ``row`` across so many columns; its figures stand right of them, from ``top`` on.

    Returns how many rows it takes.
    """
    cells = _write_cells(sheet, chart, top, columns + 2)
    drawn = _upright(chart, cells) if chart.marked else _lying(chart, cells)
    _dress(drawn, chart)
    bars = sum(len(one.bars) * _BAR + _AROUND for one in chart.rows)
    high = _UPRIGHT_HIGH if chart.marked else max(_LEAST_HIGH, ceil(bars + _AROUND_ALL))
    rows = ceil(high / _ROW)
    place = TwoCellAnchor(_from=AnchorMarker(col=0, row=row), to=AnchorMarker(col=columns, row=row + rows))
    drawn.anchor = place  # type: ignore[assignment]  # the stubs know the name of a cell only
    sheet.add_chart(drawn)
    return rows


def _write_cells(sheet: Worksheet, chart: ChartBlock, top: int, col: int) -> _Cells:
    """Write the figures: a row for each row of bars, a column for each series, the line's last."""
    grouped = any(row.heading for row in chart.rows)
    cells = _Cells(sheet, top, col, len(chart.rows), grouped)
    names = (chart.series[n] for n in chart.used)
    heads = (HEAD, *("" for _ in range(grouped)), *names, *((chart.mark,) if chart.marked else ()))
    for down, texts in enumerate((heads, *(_row(row, chart, grouped) for row in chart.rows))):
        for across, text in enumerate(texts):
            cell = sheet.cell(top + down, col + across)
            if text:
                put(cell, text, figures=down > 0 and across > grouped)
            cell.font = Font(name="仿宋", size=10, bold=down == 0)
    sheet.column_dimensions[get_column_letter(col)].width = 16
    return cells


def _row(row: BarRow, chart: ChartBlock, grouped: bool) -> tuple[str, ...]:
    figures = {one.series: one.figure for bar in row.bars for one in bar.stretches}
    marks = [bar.mark for bar in row.bars if bar.mark is not None]
    names = (row.heading, row.name) if grouped else (row.name,)
    mark = (_plain(marks[0]) if marks else "",) if chart.marked else ()
    return (*names, *(figures.get(n, "") for n in chart.used), *mark)


def _plain(value: Fraction) -> str:
    """Write where a line stands: as a whole number, else with so many decimals as Excel can show."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}"


def _bars(chart: ChartBlock, cells: _Cells) -> BarChart:
    drawn = BarChart()
    drawn.grouping = "clustered" if chart.grouped else "stacked"
    drawn.overlap = 0 if chart.grouped else 100
    drawn.gapWidth = 60
    for number, series in enumerate(chart.used):
        one = SeriesFactory(cells.column(number), title_from_data=True)
        one.cat = _names(cells)
        one.spPr = _fill(chart.tone(series))
        one.dLbls = _labels(chart)
        drawn.series.append(one)
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0, float(chart.full)
    drawn.y_axis.delete, drawn.x_axis.delete = True, False
    drawn.y_axis.majorGridlines = None
    drawn.x_axis.txPr = _type(9)
    return drawn


def _names(cells: _Cells) -> AxDataSource:
    return AxDataSource(multiLvlStrRef=MultiLevelStrRef(f=cells.names()))


def _lying(chart: ChartBlock, cells: _Cells) -> BarChart:
    drawn = _bars(chart, cells)
    drawn.barDir = "bar"
    drawn.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    return drawn


def _upright(chart: ChartBlock, cells: _Cells) -> BarChart:
    drawn = _bars(chart, cells)
    drawn.barDir = "col"
    line = LineChart()
    mark = SeriesFactory(cells.column(len(chart.used)), title_from_data=True)
    mark.cat = _names(cells)
    mark.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    mark.marker = Marker(symbol="dash", size=16, spPr=_fill_of_mark())
    line.series.append(mark)
    drawn += line
    return drawn


def _dress(drawn: BarChart, chart: ChartBlock) -> None:
    drawn.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    if chart.title:
        words = RegularTextRun(rPr=_letters(12, bold=True), t=chart.title)
        drawn.title = Title(tx=Text(rich=RichText(p=[Paragraph(r=[words])])), overlay=False)
    if chart.legend() and drawn.legend is not None:
        drawn.legend.position = "t"
        drawn.legend.txPr = _type(9)
    else:
        drawn.legend = None


def _labels(chart: ChartBlock) -> DataLabelList:
    shares = any(one.figure.endswith("%") for row in chart.rows for bar in row.bars for one in bar.stretches)
    decimals = max(
        (
            len(one.figure.rstrip("%").partition(".")[2])
            for row in chart.rows
            for bar in row.bars
            for one in bar.stretches
        ),
        default=0,
    )
    shown = f"0{'.' if decimals else ''}{'0' * decimals}{'%' if shares else ''}"
    labels = DataLabelList(numFmt=_ZERO_UNSAID.format(shown), showVal=True, txPr=_type(8))
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.spPr = GraphicalProperties(solidFill="FFFFFF")
    return labels


def _fill(tone: Tone) -> GraphicalProperties:
    look = PATTERNS[tone]
    edge = LineProperties(solidFill="000000", w=6350)
    if not look.excel:
        return GraphicalProperties(solidFill=_hex(look.ground), ln=edge)
    lines = PatternFillProperties(
        prst=look.excel,
        fgClr=_choice(look.line),
        bgClr=_choice(look.ground),
    )
    return GraphicalProperties(pattFill=lines, ln=edge)


def _fill_of_mark() -> GraphicalProperties:
    """Return black with a white edge, so that the line of a quota is seen on a dark bar."""
    return GraphicalProperties(solidFill="000000", ln=LineProperties(solidFill="FFFFFF", w=9525))


def _choice(colour: Colour) -> ColorChoice:
    return ColorChoice(srgbClr=_hex(colour))  # type: ignore[arg-type]  # the stubs know a share of each only


def _hex(colour: Colour) -> str:
    return "".join(f"{round(one * 255):02X}" for one in colour)


def _type(size: int) -> RichText:
    letters = _letters(size)
    level = RichTextProperties(rot=0, vert="horz")
    return RichText(level, p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


def _letters(size: int, *, bold: bool = False) -> CharacterProperties:
    face = Face(typeface="宋体")
    return CharacterProperties(sz=size * 100, b=bold, latin=face, ea=face)
