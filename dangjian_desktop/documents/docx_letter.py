"""An official letter in Word: head, body, what follows, attachments, imprint, page numbers odd and even."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from dangjian_desktop.documents.docx_end import (
    write_ending,
    write_folios,
    write_imprint,
    write_no_count,
    write_turned_folios,
)
from dangjian_desktop.documents.docx_head import write_head
from dangjian_desktop.documents.docx_parts import (
    FANG,
    LINE,
    add_paragraph,
    add_table,
    blank,
    new_section,
    run_of,
    set_grid,
    set_margins,
)
from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.formats import BESIDE_LINE, DOUBLE_FOOT, DOUBLE_HEIGHT, GEOMETRIES
from dangjian_desktop.documents.grid import SIZE_3
from dangjian_desktop.documents.layout import placed
from dangjian_desktop.documents.letter_head import TITLE_CELLS
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.domain.paper_tables import Align, TableBlock
from dangjian_desktop.domain.papers import Attachment, Block, Heading, LetterFormat, OfficialLetter, Paragraph

_LEVELS = {1: "公文一级标题", 2: "公文二级标题", 3: "公文三级标题", 4: "公文四级标题"}


def write_letter(document: WordDocument, letter: OfficialLetter, fonts: FontSet) -> None:
    """Write ``letter`` into the document's last section; pages break where ``fonts`` make them break.

    Raises Rejected ``papers.no_body_on_first_page`` as the layout of the PDF does.
    """
    letter, after = placed(letter, fonts)
    geometry = GEOMETRIES[letter.format]
    section = document.sections[-1]
    set_margins(section, 37, 26, 35, 28)
    if geometry.double_lines and letter.mark:
        # Text reaches down to the red line on the first page (10.1): no grid of 22 lines to be centred.
        section.bottom_margin = Pt(DOUBLE_FOOT + DOUBLE_HEIGHT + BESIDE_LINE - (LINE - SIZE_3) / 2)
        write_folios(document, section, DOUBLE_FOOT / MM)
    else:
        set_grid(section)
        write_folios(document, section)
    write_head(document, letter, fonts)
    if letter.receivers:
        add_paragraph(document, letter.receivers + "：", "主送机关")
    _blocks(document, letter.blocks, 156, fonts)
    write_ending(document, letter, fonts)
    turned = False
    for attachment in letter.attachments:
        _attachment(document, attachment, fonts, turned_before=turned)
        turned = attachment.landscape
    if letter.imprint:
        lined = letter.format is not LetterFormat.CORRESPONDENCE or not letter.mark
        write_imprint(document, letter.imprint, lined, after, turned=turned)


def _blocks(document: WordDocument, blocks: tuple[Block, ...], across: float, fonts: FontSet) -> None:
    last: WordParagraph | None = None
    for block in blocks:
        if isinstance(block, TableBlock):
            add_table(document, block, across, fonts, above=last)
            last = None
        elif isinstance(block, Heading):
            last = add_paragraph(document, block.text, _LEVELS[block.level])
            if block.run_in:
                run_of(last, block.run_in, FANG)
            else:
                last.paragraph_format.keep_with_next = True
        else:
            for text in block.text.split("\n"):
                last = _paragraph(document, text, block)


def _paragraph(document: WordDocument, text: str, block: Paragraph) -> WordParagraph:
    paragraph = add_paragraph(document, text, "公文正文" if block.indent else "公文顶格")
    if block.align is not Align.LEFT:
        centre = block.align is Align.CENTRE
        paragraph.paragraph_format.first_line_indent = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _attachment(
    document: WordDocument, attachment: Attachment, fonts: FontSet, *, turned_before: bool
) -> None:
    section = new_section(document)
    section.different_first_page_header_footer = False
    if attachment.landscape:
        set_margins(section, 28, 37, 26, 35, landscape=True)
        write_turned_folios(section)
    else:
        set_margins(section, 37, 26, 35, 28)
        if turned_before:
            write_no_count(section)
            write_folios(document, section)
    set_grid(section, whole=not attachment.landscape)
    add_paragraph(document, attachment.label, "附件标记")
    blank(document)
    for line in break_title(attachment.title, 27.0 if attachment.landscape else TITLE_CELLS):
        add_paragraph(document, line, "公文标题")
    blank(document)
    _blocks(document, attachment.blocks, 225 if attachment.landscape else 156, fonts)
