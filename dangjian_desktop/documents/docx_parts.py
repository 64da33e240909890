"""Word's building blocks for our papers: styles, page set-up with the character grid, paragraphs, tables."""

# python-docx keeps the XML of its objects under names with an underscore and has no others for it.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.tables import LEADING, PAD_X, PAD_Y, SOFT, TableFlow
from dangjian_desktop.domain.paper_tables import Align, Placed, TableBlock

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LINE = 28.95
"""One line of the grid in points: 225 mm / 22 rounded down to Word's 1/20 pt, so that 22 lines fit."""
ABOVE = 0.8
"""The share of a line of exact height that stands above the baseline, with programs that say."""
FOLIO_LINE = 16.0
FOLIO_FOOT = 26.7 - (1 - ABOVE) * FOLIO_LINE / 72 * 25.4
"""Where the line of a page number ends, mm above the paper's edge: its dashes are 28 mm above it."""
TIGHTER = "-6"
"""Space between 三号 characters in 1/20 pt: 28 of them fit 156 mm, less what some programs keep free."""
CELL = 156 / 28 * 72 / 25.4
_LESS_HIGH, _LESS_WIDE = 0.25, 0.8
"""What cells keep free less than in print: Word adds the lines to a row, and fits less into a width."""
_TWIP = 0.05
"""How much less high than in print a row is at least: the table's own lines take up what that leaves."""
RED = RGBColor(0xD9, 0x00, 0x00)
_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def set_margins(
    section: Section, top: float, right: float, bottom: float, left: float, landscape: bool = False
) -> None:
    """Set A4 and its margins in mm."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)


def set_grid(section: Section, *, whole: bool = True) -> None:
    """Put 22 lines × 28 characters on the page: line pitch in 1/20 pt, character space in 1/4096 pt.

    The grid is what Word shows and gives to text a clerk adds; our own styles carry the same measures
    themselves, because other programs read the grid differently. Pages of another height have none:
    some programs cut them off at the last whole line.
    """
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if whole:
        pitch, space = str(round(LINE * 20)), str(round((CELL - 16) * 4096))
        child(section._sectPr, "w:docGrid", type="linesAndChars", linePitch=pitch, charSpace=space)


def new_section(document: WordDocument) -> Section:
    """Begin a new section on a new page; the paragraph that ends the old one takes no room."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    shrunk(document.paragraphs[-1])
    return section


def add_paragraph(
    document: WordDocument, text: str, style: str, align: WD_ALIGN_PARAGRAPH | None = None
) -> Paragraph:
    """Add a paragraph in one of our styles."""
    paragraph = document.add_paragraph(style=style)
    if text:
        run_of(paragraph, text)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def run_of(paragraph: Paragraph, text: str, font: str = "", red: bool = False) -> Run:
    """Add a run; ``font`` empty keeps the style's."""
    run = paragraph.add_run(text)
    if font:
        run.font.name = font
        east_asian(run._element.get_or_add_rPr(), font)
    if red:
        run.font.color.rgb = RED
    return run


def add_table(
    document: WordDocument, block: TableBlock, across: float, fonts: FontSet, above: Paragraph | None = None
) -> Table:
    """Add a table ``across`` mm wide: merged cells, the header repeated, no row broken over pages.

    Cells of a word or two have the line breaks they have in print; longer ones break as the program likes.
    The line ``above`` stays with the table, as far from it as in print.
    """
    flow = TableFlow(block, Mm(across).pt, fonts)
    if above is not None:
        above.paragraph_format.keep_with_next = True
        above.paragraph_format.space_after = Pt(flow.apart(LINE))
    rows = len(block.header) + len(block.body)
    total = sum(column.weight for column in block.columns)
    widths = [Mm(across).pt * column.weight / total for column in block.columns]
    table = frame_table(document, widths, rows, (PAD_Y - _LESS_HIGH, PAD_X - _LESS_WIDE))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid = [list(row.cells) for row in table.rows]
    style = document.styles["表格文字"].style_id  # asked once: python-docx searches all styles each time
    for placed in block.placed_header():
        _fill(grid, placed, 0, block, style, flow, head=True)
    for placed in block.placed_body():
        _fill(grid, placed, len(block.header), block, style, flow, head=False)
    for index, row in enumerate(table.rows):
        least = (*block.header, *block.body)[index].height
        high = max(block.size * LEADING + 2 * PAD_Y, least) - _TWIP
        set_row(row, high, head=index < len(block.header))
    for at in block.headings:
        for paragraph in grid[len(block.header) + at][0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    return table


def open_table(document: WordDocument, widths: tuple[float, ...]) -> Table:
    """Add a table of one row without lines; ``widths`` in mm."""
    table = frame_table(document, [Mm(width).pt for width in widths], 1)
    for cell in table.rows[0].cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def frame_table(
    into: WordDocument | _Cell, widths: Sequence[float], rows: int, padding: tuple[float, float] = (0.0, 0.0)
) -> Table:
    """Add a table without lines to a page or a cell; widths and padding (high, wide) in points."""
    table: Table = into.add_table(rows, len(widths))
    table.autofit = False
    margins = child(table._tbl.tblPr, "w:tblCellMar")
    high, wide = padding
    for side, room in (("top", high), ("left", wide), ("bottom", high), ("right", wide)):
        child(margins, f"w:{side}", w=str(round(room * 20)), type="dxa")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    return table


def set_row(row: _Row, height: float, *, head: bool = False) -> None:
    """Let a row be at least so high, not broken over pages, and as ``head`` repeated on each."""
    row.height = Pt(height)
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    properties = row._tr.get_or_add_trPr()
    child(properties, "w:cantSplit")
    if head:
        child(properties, "w:tblHeader")


def outline(table: Table, kind: str, eighths: int, sides: Sequence[str], colour: str = "auto") -> None:
    """Draw lines at sides of a table, or inside it, as Word names sides and kinds; thickness in 1/8 pt."""
    borders = child(table._tbl.tblPr, "w:tblBorders")
    for side in sides:
        child(borders, f"w:{side}", val=kind, sz=str(eighths), space="0", color=colour)


def pad_cell(cell: _Cell, top: float, right: float, left: float) -> None:
    """Keep room free inside one cell, in points."""
    margins = child(cell._tc.get_or_add_tcPr(), "w:tcMar")
    for side, room in (("top", top), ("left", left), ("right", right)):
        child(margins, f"w:{side}", w=str(round(room * 20)), type="dxa")


def shade(paragraph: Paragraph, colour: str) -> None:
    """Fill a paragraph's ground with a colour, as RRGGBB."""
    child(paragraph._p.get_or_add_pPr(), "w:shd", val="clear", color="auto", fill=colour)


def tighter(run: Run) -> None:
    """Set a run a tenth of a point tighter, so that its lines break no earlier than in print."""
    child(run._r.get_or_add_rPr(), "w:spacing", val="-2")


def blank(document: WordDocument) -> Paragraph:
    """Add an empty line of the grid."""
    return add_paragraph(document, "", "公文顶格")


def tiny(document: WordDocument) -> Paragraph:
    """Add a paragraph that takes no room: tables must not touch, nor end a file."""
    return shrunk(add_paragraph(document, "", "表格文字"))


def shrunk(paragraph: Paragraph) -> Paragraph:
    """Let a paragraph take no room."""
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(1)
    return paragraph


def border(
    paragraph: Paragraph, side: str, eighths: int, space: int, colour: str, kind: str = "single"
) -> None:
    """Draw a line at one side of a paragraph: thickness in 1/8 pt, distance in pt, kind as Word names it."""
    properties = paragraph._p.get_or_add_pPr()
    edges = child(properties, "w:pBdr")
    child(edges, f"w:{side}", val=kind, sz=str(eighths), space=str(space), color=colour)


def restart(section: Section) -> None:
    """Count the pages of a section from 1."""
    child(section._sectPr, "w:pgNumType", start="1")


def add_field(paragraph: Paragraph, code: str, size: float = 14, shown: str = "") -> None:
    """Add a field such as PAGE; ``shown`` is what stands there until a program works it out."""
    value = (("separate", ""), ("value", shown)) if shown else ()
    for kind, text in (("begin", ""), ("", code), *value, ("end", "")):
        run = paragraph.add_run()
        if kind == "value":
            run.text = text
        elif kind:
            child(run._r, "w:fldChar", fldCharType=kind)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
        run.font.name = SONG
        run.font.size = Pt(size)
        east_asian(run._element.get_or_add_rPr(), SONG)


def _fill(
    grid: list[list[_Cell]],
    placed: Placed,
    top: int,
    block: TableBlock,
    style: str,
    flow: TableFlow,
    *,
    head: bool,
) -> None:
    cell = placed.cell
    row, col = top + placed.row, placed.col
    target = grid[row][col]
    if cell.rows > 1 or cell.cols > 1:
        target = target.merge(grid[row + cell.rows - 1][col + cell.cols - 1])
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    align = cell.align or (Align.CENTRE if head else block.columns[col].align)
    tight = floor(flow.tightened(placed, 2 * _LESS_WIDE - block.size / 20, head=head) * 20)
    for index, words in enumerate(flow.broken(placed, head=head).split("\n")):
        paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
        paragraph._p.get_or_add_pPr().style = style
        paragraph.alignment = _ALIGN[align]
        paragraph.paragraph_format.line_spacing = Pt(block.size * LEADING)  # whatever font is there
        run = run_of(paragraph, words.replace(SOFT, "\n"), HEI if head or cell.bold else FANG)
        run.font.size = Pt(block.size)
        if tight:
            child(run._r.get_or_add_rPr(), "w:spacing", val=str(tight))


def _twips(millimetres: float) -> str:
    return str(round(Mm(millimetres).pt * 20))


def east_asian(properties: BaseOxmlElement, name: str) -> None:
    """Set the font of all characters, Chinese ones too."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """Set attributes on the child ``tag`` of ``parent``, adding it when it is not there."""
    child: BaseOxmlElement | None = parent.find(qn(tag))
    if child is None:
        child = OxmlElement(tag)
        parent.append(child)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    return child


_ORDER = {
    "pPr": (
        " pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
        " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
        " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
        " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
        " rPr sectPr pPrChange"
    ),
    "rPr": (
        " rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
        " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
        " bdr shd fitText vertAlign rtl cs em lang"
    ),
    "sectPr": (
        " headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
        " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
        " printerSettings sectPrChange"
    ),
    "tblPr": (
        " tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
        " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
    ),
    "tcPr": (
        " cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"
        " hideMark"
    ),
    "tblBorders": " top left start bottom right end insideH insideV",
}


def put_in_order(root: BaseOxmlElement) -> None:
    """Sort properties into the order of ISO/IEC 29500: Word refuses a file in which they stand otherwise."""
    for tag, order in _ORDER.items():
        ranks = {qn(f"w:{name}"): rank for rank, name in enumerate(order.split())}
        for properties in root.iter(qn(f"w:{tag}")):
            properties[:] = sorted(properties, key=lambda child: ranks.get(child.tag, len(ranks)))
