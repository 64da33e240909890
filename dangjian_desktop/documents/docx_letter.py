"""An official letter in Word: red head, body, signature, attachments, imprint, page numbers odd and even."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from dangjian_desktop.documents.docx_parts import (
    CELL,
    FANG,
    LINE,
    TITLE,
    add_field,
    add_paragraph,
    add_table,
    border,
    new_section,
    run_of,
    set_grid,
    set_margins,
)
from dangjian_desktop.documents.titles import break_title, cells
from dangjian_desktop.domain.paper_tables import Align, TableBlock
from dangjian_desktop.domain.papers import (
    Attachment,
    Block,
    Heading,
    Imprint,
    OfficialLetter,
    Paragraph,
    chinese_date,
)

_LEVELS = {1: "公文一级标题", 2: "公文二级标题", 3: "公文三级标题", 4: "公文四级标题"}
_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def write_letter(document: WordDocument, letter: OfficialLetter) -> None:
    """Write ``letter`` into the document's last section."""
    section = document.sections[-1]
    set_margins(section, 37, 26, 35, 28)
    set_grid(section)
    _folios(document, section)
    _head(document, letter)
    _title(document, letter.title, 19.0)
    if letter.receivers:
        add_paragraph(document, letter.receivers + "：", "公文顶格")
    _blocks(document, letter.blocks, 156)
    _listed(document, letter.listed)
    _signature(document, letter)
    for attachment in letter.attachments:
        _attachment(document, attachment)
    if letter.imprint:
        _imprint(document, letter.imprint)


def _head(document: WordDocument, letter: OfficialLetter) -> None:
    lead = (letter.copy_number, letter.secrecy, letter.urgency)
    for text, style in zip(lead, ("公文顶格", "附件标记", "附件标记"), strict=True):
        if text:
            add_paragraph(document, text, style)
    if not letter.mark:
        _blank(document)
        return
    size = min(46.0, 156 * 72 / 25.4 * 0.97 / len(letter.mark))
    mark = add_paragraph(document, "", "公文顶格", WD_ALIGN_PARAGRAPH.CENTER)
    run_of(mark, letter.mark, TITLE, red=True).font.size = Pt(size)
    mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    mark.paragraph_format.line_spacing = Pt(size)
    used = sum(1 for text in lead if text) * LINE
    mark.paragraph_format.space_before = Pt(max(0.0, 35 * 72 / 25.4 - used))
    _blank(document)
    _blank(document)
    number = add_paragraph(document, letter.number, "公文顶格", WD_ALIGN_PARAGRAPH.CENTER)
    border(number, "bottom", 16, 8, "D90000")
    _blank(document)
    _blank(document)


def _title(document: WordDocument, title: str, most: float) -> None:
    for line in break_title(title, most):
        add_paragraph(document, line, "公文标题")
    _blank(document)


def _blocks(document: WordDocument, blocks: tuple[Block, ...], across: float) -> None:
    for block in blocks:
        if isinstance(block, TableBlock):
            add_table(document, block, across)
        elif isinstance(block, Heading):
            paragraph = add_paragraph(document, block.text, _LEVELS[block.level])
            if block.run_in:
                run_of(paragraph, block.run_in, FANG)
            else:
                paragraph.paragraph_format.keep_with_next = True
        else:
            _paragraph(document, block)


def _paragraph(document: WordDocument, block: Paragraph) -> None:
    paragraph = add_paragraph(document, block.text, "公文正文" if block.indent else "公文顶格")
    if block.align is not Align.LEFT:
        paragraph.paragraph_format.first_line_indent = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if block.align is Align.CENTRE else _RIGHT


def _listed(document: WordDocument, names: tuple[str, ...]) -> None:
    if names:
        _blank(document)
    for index, name in enumerate(names):
        number = f"{index + 1}." if len(names) > 1 else ""
        lead = "附件：" if index == 0 else ""
        paragraph = add_paragraph(document, f"{lead}{number}{name}", "公文顶格")
        hang = cells(lead + number) * CELL
        left = (5 + cells(number)) * CELL
        paragraph.paragraph_format.left_indent = Pt(left)
        paragraph.paragraph_format.first_line_indent = Pt(-hang)


def _signature(document: WordDocument, letter: OfficialLetter) -> None:
    name, date = letter.signature, chinese_date(letter.dated) if letter.dated else ""
    if name or date:
        _blank(document)
    wide, long = cells(name), cells(date)
    date_right = 2.0 if long > wide else max(0.0, wide - long)
    name_right = max(2.0, date_right + long + 2 - wide) if long > wide else 2.0
    for text, right in ((name, name_right), (date, date_right)):
        if text:
            paragraph = add_paragraph(document, text, "公文顶格", _RIGHT)
            paragraph.paragraph_format.right_indent = Pt(right * CELL)
    if letter.remark:
        add_paragraph(document, f"（{letter.remark}）", "公文正文")


def _attachment(document: WordDocument, attachment: Attachment) -> None:
    section = new_section(document)
    if attachment.landscape:
        set_margins(section, 28, 37, 26, 35, landscape=True)
    else:
        set_margins(section, 37, 26, 35, 28)
    set_grid(section)
    add_paragraph(document, attachment.label, "附件标记")
    _blank(document)
    _title(document, attachment.title, 27.0 if attachment.landscape else 19.0)
    _blocks(document, attachment.blocks, 225 if attachment.landscape else 156)


def _imprint(document: WordDocument, imprint: Imprint) -> None:
    """Put the imprint in a table that floats at the bottom of the type area."""
    _tiny(document)
    rows = [f"抄送：{imprint.copies_to.rstrip('。')}。"] if imprint.copies_to else []
    table = document.add_table(len(rows) + 1, 1)
    for row, text in zip(table.rows, [*rows, imprint.printer], strict=True):
        line = row.cells[0].paragraphs[0]
        line.style = "版记文字"
        line.paragraph_format.left_indent = Pt(CELL)
        line.paragraph_format.right_indent = Pt(CELL)
        run_of(line, text)
    paragraph = table.rows[-1].cells[0].paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(CELL), 2)
    run_of(paragraph, f"\t{chinese_date(imprint.printed)}印发")
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other name for it
    _element(
        properties, "w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom"
    )
    edges = _element(properties, "w:tblBorders")
    for side, eighths in (("top", "8"), ("bottom", "8"), ("insideH", "6")):
        _element(edges, f"w:{side}", val="single", sz=eighths, space="0", color="000000")
    table.autofit = False
    for row in table.rows:
        row.cells[0].width = Mm(156)
    _tiny(document)


def _folios(document: WordDocument, section: Section) -> None:
    """页码: odd pages right, even pages left, one character in (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section.footer_distance = Mm(35 - 7 - 3)
    for footer, align in ((section.footer, _RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph: WordParagraph = footer.paragraphs[0]
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = Pt(CELL)
        paragraph.paragraph_format.right_indent = Pt(CELL)
        run_of(paragraph, "— ", "宋体").font.size = Pt(14)
        add_field(paragraph, "PAGE")
        run_of(paragraph, " —", "宋体").font.size = Pt(14)


def _blank(document: WordDocument) -> None:
    add_paragraph(document, "", "公文顶格")


def _tiny(document: WordDocument) -> None:
    """Add a paragraph that takes no room: tables must not touch, nor end a file."""
    paragraph = add_paragraph(document, "", "表格文字")
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(1)


def _element(parent: object, tag: str, **attributes: str) -> object:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)  # type: ignore[attr-defined]
    return child
