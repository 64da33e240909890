"""A paper as an editable Word file: the same page, grid, styles and tables as the PDF."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from dangjian_desktop.documents.docx_ballot import write_ballot
from dangjian_desktop.documents.docx_chart import write_chart
from dangjian_desktop.documents.docx_end import write_count, write_no_count
from dangjian_desktop.documents.docx_letter import write_letter
from dangjian_desktop.documents.docx_parts import (
    ABOVE,
    add_paragraph,
    add_table,
    new_section,
    put_in_order,
    run_of,
    set_margins,
)
from dangjian_desktop.documents.docx_roll import write_roll
from dangjian_desktop.documents.docx_styles import CHINESE, prepare_styles
from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.fonts import FontSet, shipped_fonts
from dangjian_desktop.documents.list_sheet import UNIT_IN, chart_pieces, frame_of, list_pages, sheet_of
from dangjian_desktop.documents.steady import steady
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT
from dangjian_desktop.domain.papers import (
    BallotSheet,
    ChartBlock,
    LabelSheet,
    ListTable,
    NameRoll,
    OfficialLetter,
    Paper,
    Part,
    Poster,
    PrintRun,
)
from dangjian_desktop.kernel.findings import Rejected, finding

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def render_docx(paper: Paper, fonts: FontSet | None = None) -> bytes:
    """Write ``paper`` as .docx; ``fonts`` say where its pages break in print (None: the shipped ones).

    Raises Rejected ``papers.table_shape`` for a misshapen table, and what the layout of a letter refuses.
    """
    document = Document()
    prepare_styles(document)
    for index, part in enumerate(paper.parts):
        if index:
            new_section(document)
        _write(document, part, paper.run, fonts or shipped_fonts())
    put_in_order(document.element)
    put_in_order(document.styles.element)
    document.core_properties.title = paper.title
    document.core_properties.author = paper.author
    document.core_properties.comments = ""
    document.core_properties.language = CHINESE
    document.core_properties.created = datetime.combine(paper.dated, time())
    document.core_properties.modified = datetime.combine(paper.dated, time())
    out = BytesIO()
    document.save(out)
    return steady(out.getvalue(), paper.dated)


def _write(document: WordDocument, part: Part, run: PrintRun | None, fonts: FontSet) -> None:
    if isinstance(part, OfficialLetter):
        write_letter(document, part, fonts)
    elif isinstance(part, ListTable):
        _write_list(document, part, fonts)
    elif isinstance(part, BallotSheet):
        write_ballot(document, part, run, fonts)
    elif isinstance(part, NameRoll):
        write_roll(document, part, fonts)
    elif isinstance(part, LabelSheet):
        raise Rejected(finding("papers.labels_as_pdf"))
    else:
        _write_poster(document, part)


def _write_list(document: WordDocument, part: ListTable, fonts: FontSet) -> None:
    """Write a table paper with the lines of the PDF as high as there, so that its pages end alike."""
    section = document.sections[-1]
    sheet, frame = sheet_of(part, fonts), frame_of(part)
    edge, side = frame.top / MM, frame.left / MM
    set_margins(section, edge + sheet.drop / MM, side, edge, side, landscape=part.landscape)
    across = frame.area_width / MM
    title_line, unit_line, note_line = sheet.heights
    titles = []
    for text in break_title(part.title, frame.area_width / sheet.title.size - 1):
        titles.append(add_paragraph(document, "", "公文标题"))
        _low(titles[-1], sheet.title.size, title_line)
        run_of(titles[-1], text).font.size = Pt(sheet.title.size)
    if part.unit or part.dated:
        line = _line(document, unit_line)
        above = sheet.unit_base - ASCENT * sheet.line.size
        _low(line, sheet.line.size, unit_line - above)
        _low(titles[-1], sheet.title.size, title_line + above)
        line.paragraph_format.left_indent = Pt(UNIT_IN)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(across) - Pt(UNIT_IN), WD_TAB_ALIGNMENT.RIGHT)
        run_of(line, f"{part.unit}\t{part.dated}").font.size = Pt(sheet.line.size)
    for block in sheet.part.drawn():
        if isinstance(block, ChartBlock):
            write_chart(document, block, chart_pieces(sheet, fonts), frame.area_width)
        else:
            add_table(document, block, across, fonts)
    for number, note in enumerate(part.notes, 1):
        count = f"{number}." if len(part.notes) > 1 else ""
        line = _line(document, note_line)
        line.paragraph_format.space_before = Pt(8 if number == 1 else 0)
        head = len(part.note_head) * sheet.note.size
        line.paragraph_format.left_indent = Pt(head + len(count) * sheet.note.size / 2)
        line.paragraph_format.first_line_indent = Pt(-len(count) * sheet.note.size / 2 - (number == 1) * head)
        run = run_of(line, f"{part.note_head if number == 1 else ''}{count}{note}", "楷体_GB2312")
        run.font.size = Pt(sheet.note.size)
    if part.signatures:
        line = _line(document, 34)
        for number, _ in enumerate(part.signatures[1:], 1):
            line.paragraph_format.tab_stops.add_tab_stop(Mm(across * number / len(part.signatures)))
        run_of(line, "\t".join(part.signatures)).font.size = Pt(sheet.line.size)
    pages = len(list_pages(part, fonts))
    if pages > 1:
        write_count(document, section, pages)
    elif len(document.sections) > 1:
        write_no_count(section)


def _low(paragraph: WordParagraph, size: float, height: float) -> None:
    """Put type of a ``size`` at the top of a line of a ``height``, as in print.

    The line itself is as high as its type: wherever a program puts it in it, it hardly stands elsewhere.
    What is left follows below, since programs differ in what a blank below and one above come to.
    """
    line = ASCENT / ABOVE * size
    paragraph.paragraph_format.line_spacing = Pt(line)
    paragraph.paragraph_format.space_after = Pt(height - line)


def _line(document: WordDocument, height: float) -> WordParagraph:
    """Add a line of small type of a height that no font changes."""
    paragraph = add_paragraph(document, "", "表格文字")
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(height)
    return paragraph


def _write_poster(document: WordDocument, part: Poster) -> None:
    across, down = part.sheet.width, part.sheet.height
    section = document.sections[-1]
    set_margins(section, across // 10, across // 10, across // 10, across // 10)
    section.page_width, section.page_height = Mm(across), Mm(down)
    unit = across / 210
    for text, style, size in (
        (part.kicker, "黑体", 22),
        *((line, "方正小标宋简体", 60) for line in part.title.split("\n")),
        *((line, "黑体", 26) for line in part.lines),
        (part.slogan, "方正小标宋简体", 36),
        (part.footer, "楷体_GB2312", 18),
    ):
        if text:
            paragraph = add_paragraph(document, "", "表格文字", _CENTRE)
            run = run_of(paragraph, text, style, red=style == "方正小标宋简体")
            run.font.size = Pt(size * unit)
            paragraph.paragraph_format.line_spacing = 1.4
            paragraph.paragraph_format.space_after = Pt(size * unit * 0.5)
