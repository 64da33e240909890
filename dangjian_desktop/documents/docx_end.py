"""What stands below a letter's body in Word: 附件说明, 出席, signature, 附注, imprint, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.parfmt import ParagraphFormat

from dangjian_desktop.documents.docx_anchored import add_foot, add_seal, add_turned_folio
from dangjian_desktop.documents.docx_parts import (
    CELL,
    FANG,
    FOLIO_FOOT,
    FOLIO_LINE,
    KAI,
    LINE,
    add_field,
    add_paragraph,
    blank,
    border,
    new_section,
    restart,
    run_of,
    set_margins,
    shrunk,
    tiny,
)
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.grid import AREA_WIDTH, BODY, CELLS
from dangjian_desktop.documents.letter_end import MOST_NAME, narrowed, seal_rows, spaced
from dangjian_desktop.documents.titles import break_title, cells
from dangjian_desktop.documents.typeset import shape
from dangjian_desktop.domain.paper_tables import TableBlock
from dangjian_desktop.domain.papers import (
    Attendance,
    Imprint,
    LetterFormat,
    OfficialLetter,
    Seal,
    block_texts,
    chinese_date,
)

_THICK, _THIN = 8, 6  # eighths of a point: about 0.35 mm and 0.25 mm
_MORE = 2  # lines of room above an imprint: Word breaks long lists otherwise than they are reckoned here
_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT


def write_ending(document: WordDocument, letter: OfficialLetter, fonts: FontSet) -> None:
    """Write everything of the letter below its body, down to 附注, all of it on one page."""
    last = document.element.body.sectPr.getprevious()
    _listed(document, letter.listed, fonts)
    if letter.format is LetterFormat.MINUTES and letter.mark:
        _attendance(document, letter.attendance)
    elif letter.format is LetterFormat.ORDER:
        _order_signature(document, letter)
    elif letter.seal is Seal.NONE:
        _signature(document, letter)
    else:
        _sealed(document, letter)
    if letter.remark:
        add_paragraph(document, f"（{letter.remark}）", "附注")
    if last is not None:
        texts = "".join(text for block in letter.blocks for text in block_texts(block))
        stays = bool(letter.blocks) and not isinstance(letter.blocks[-1], TableBlock)
        _keep(last, 0 if not stays else 2 if cells(texts) + 2 > 3 * CELLS else 1)


def _keep(last: BaseOxmlElement, stays: int) -> None:
    """Keep what follows the ``last`` of the body together; so many lines of a text stay with it (7.3.5)."""
    tail = [ParagraphFormat(each) for each in last.itersiblings(qn("w:p"))]
    for paragraph in tail[:-1]:
        paragraph.keep_with_next = True
    for paragraph in tail:
        paragraph.keep_together = True
    if tail and stays:
        ParagraphFormat(last).keep_with_next = True
        ParagraphFormat(last).widow_control = stays > 1


def _listed(document: WordDocument, names: tuple[str, ...], fonts: FontSet) -> None:
    if names:
        blank(document)
    wide = max((cells(f"{n}.") for n in range(1, len(names) + 1)), default=0.0) if len(names) > 1 else 0.0
    for index, name in enumerate(names):
        number = f"{index + 1}." if len(names) > 1 else ""
        lead = "附件：" if index == 0 else ""
        paragraph = add_paragraph(document, f"{lead}{number}{name}", "附件说明")
        _hang(paragraph, 5 + wide, cells(lead + number))
        narrower = narrowed(shape(name, BODY, fonts), (28 - 5 - wide) * CELL)
        _from_right(paragraph, narrower / CELL)


def _attendance(document: WordDocument, rows: tuple[Attendance, ...]) -> None:
    if rows:
        blank(document)
    for row in rows:
        paragraph = add_paragraph(document, row.label, "出席人员")
        run_of(paragraph, "：" + row.names, FANG)
        _hang(paragraph, 3 + cells(row.label), cells(row.label) + 1)


def _hang(paragraph: WordParagraph, left: float, lead: float) -> None:
    """Let lines begin ``left`` characters in, the first one ``lead`` characters before that."""
    paragraph.paragraph_format.left_indent = Pt(left * CELL)
    paragraph.paragraph_format.first_line_indent = Pt(-lead * CELL)


def _signature(document: WordDocument, letter: OfficialLetter) -> None:
    names = [part for name in letter.signature.split("\n") if name for part in break_title(name, MOST_NAME)]
    date = chinese_date(letter.dated) if letter.dated else ""
    wide, long = max(map(cells, names), default=0.0), cells(date)
    if names or date:
        blank(document)
    date_right = 2.0 if long > wide or not names else max(0.0, wide - long)
    left = 28 - 2 - long - 2 if long > wide else 28 - 2 - wide
    for name in names:
        paragraph = add_paragraph(document, name, "发文机关署名", WD_ALIGN_PARAGRAPH.LEFT)
        paragraph.paragraph_format.left_indent = Pt(max(0.0, left) * CELL)
    if date:
        _from_right(add_paragraph(document, date, "成文日期", _RIGHT), date_right)


def _sealed(document: WordDocument, letter: OfficialLetter) -> None:
    """Leave room for the seals: names centred on tabs, the date four characters in (7.3.5.1)."""
    date = chinese_date(letter.dated) if letter.dated else ""
    long = cells(date)
    names = [(name, cells(name) * CELL) for name in letter.signature.split("\n") if name]
    rows, step, gap = *seal_rows(names, long * CELL), 4
    if len(names) == 1 and names[0][1] > AREA_WIDTH - 4 * CELL:
        rows, gap = [[part] for part in break_title(names[0][0], MOST_NAME)], 0
    middle = AREA_WIDTH - (4 + long / 2) * CELL
    blank(document)
    blank(document)
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        drawn = letter.seal is Seal.DRAWN and not letter.preprinted and (last or gap > 0)
        _seal_row(document, row, middle, step, drawn)
        for _ in range(0 if last else gap):
            blank(document)
    if date:
        _from_right(add_paragraph(document, date, "成文日期", _RIGHT), 4.0)


def _seal_row(document: WordDocument, row: Sequence[str], middle: float, step: float, drawn: bool) -> None:
    """Write names beside each other, the last one centred on ``middle``, each with its seal if ``drawn``."""
    paragraph = add_paragraph(document, "", "发文机关署名", WD_ALIGN_PARAGRAPH.LEFT)
    for place, name in enumerate(row):
        at = middle - (len(row) - 1 - place) * step
        beyond = at + cells(name) * CELL / 2 > AREA_WIDTH  # as in print, it ends at the edge then
        stop = (AREA_WIDTH, WD_TAB_ALIGNMENT.RIGHT) if beyond else (at, WD_TAB_ALIGNMENT.CENTER)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(stop[0]), stop[1])
        run_of(paragraph, f"\t{name}")
        if drawn:
            add_seal(paragraph, at)


def _order_signature(document: WordDocument, letter: OfficialLetter) -> None:
    if letter.signature or letter.post:
        blank(document)
        blank(document)
        text = f"{letter.post}　　" if letter.post else ""
        paragraph = add_paragraph(document, text, "发文机关署名", _RIGHT)
        run_of(paragraph, spaced(letter.signature), KAI)
        _from_right(paragraph, 4.0)
    if letter.dated:
        blank(document)
        _from_right(add_paragraph(document, chinese_date(letter.dated), "成文日期", _RIGHT), 4.0)


def _from_right(paragraph: WordParagraph, right: float) -> None:
    paragraph.paragraph_format.right_indent = Pt(right * CELL)


# ---- imprint and page numbers


def write_imprint(
    document: WordDocument, imprint: Imprint, lined: bool, after: int, *, turned: bool = False
) -> None:
    """Put the imprint at the bottom of the type area, ``after`` pages on; a blank one has no number (7.5).

    After pages ``turned`` a quarter it stands on an upright one.
    """
    if after == 2 or (turned and after):
        section = new_section(document)
        set_margins(section, 37, 26, 35, 28)
        write_no_count(section)
        if after == 1:
            write_folios(document, section)
    if turned or after != 1:
        tiny(document)
    if after == 2 or (after and not turned):
        tiny(document).paragraph_format.page_break_before = True
    labelled = (("主送：", imprint.receivers), ("抄送：", imprint.copies_to))
    rows = [(label, text.rstrip("。") + "。") for label, text in labelled if text]
    if not rows and not lined:
        return
    room = AREA_WIDTH - 2 * CELL - 3 * 14  # of every line but for 抄送：, which stands before the first
    heights = [LINE * ceil(cells(text) * 14 / room) for _, text in rows]
    height = sum(heights) + (LINE if lined else 0.0)
    lines: list[WordParagraph] = []
    for number, (label, text) in enumerate(rows):
        lines += [_rule(document, _THICK)] if lined and not number else []
        line = add_paragraph(document, "", "版记文字")
        line.paragraph_format.left_indent = Pt(CELL + 3 * 14)
        line.paragraph_format.first_line_indent = Pt(-3 * 14)
        line.paragraph_format.right_indent = Pt(CELL)
        run_of(line, label + text)
        lines.append(line)
    if lined:
        line = add_paragraph(document, "", "版记文字")
        line.paragraph_format.left_indent = Pt(CELL)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(CELL), WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.line_spacing = Pt(LINE - (3 if rows else 2))  # what the rules take
        run_of(line, f"{imprint.printer}\t{chinese_date(imprint.printed)}印发")
        lines += [_rule(document, _THIN if rows else _THICK), line, _rule(document, _THICK)]
    add_foot(tiny(document), lines, height + _MORE * LINE)


def _rule(document: WordDocument, eighths: int) -> WordParagraph:
    """Add a line across the whole type area: one at a paragraph of text would be as short as its text."""
    paragraph = tiny(document)
    border(paragraph, "top", eighths, 0, "000000")
    return paragraph


def write_folios(document: WordDocument, section: Section, low: float = FOLIO_FOOT) -> None:
    """页码: odd pages right, even pages left, one character in, dashes 7 mm below the type area (7.5).

    Footers end ``low`` mm above the paper's edge; where that is lower than the number needs, they are
    filled up to the type area, so that text cannot run into them.
    """
    document.settings.odd_and_even_pages_header_footer = True
    section.footer_distance = Mm(low)
    for footer, align in ((section.footer, _RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph: WordParagraph = footer.paragraphs[0]
        paragraph.style = "公文页码"
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = Pt(CELL)
        paragraph.paragraph_format.right_indent = Pt(CELL)
        if low < FOLIO_FOOT:
            paragraph.paragraph_format.space_after = Mm(FOLIO_FOOT - low)
            paragraph.paragraph_format.space_before = Mm(35 - FOLIO_FOOT) - Pt(FOLIO_LINE)
        run_of(paragraph, "— ")
        add_field(paragraph, "PAGE")
        run_of(paragraph, " —")


def write_turned_folios(section: Section) -> None:
    """页码 of pages turned a quarter, where they stand on the upright sheets around them.

    Header and footer themselves take no room, so that the table has the whole type area.
    """
    section.header_distance = section.footer_distance = Mm(10)
    for footer, even in ((section.footer, False), (section.even_page_footer, True)):
        footer.is_linked_to_previous = False
        line = footer.add_paragraph(style="公文页码")
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT if even else _RIGHT
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(CELL)
        run_of(line, "— ")
        add_field(line, "PAGE")
        run_of(line, " —")
        add_turned_folio(shrunk(footer.paragraphs[0]), line, even=even)


def write_no_count(section: Section) -> None:
    """Show no number on a sheet of one page, whatever the sheet before it has."""
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False


def write_count(document: WordDocument, section: Section, pages: int, lead: str = "") -> None:
    """第 1 页  共 2 页 in the middle, as table papers have it, its baseline 12 mm above the paper's edge.

    ``lead`` is what stands before it.

    Each sheet counts its own ``pages``; programs that do not count a section's show the number in print.
    """
    section.footer_distance = Mm(10)
    restart(section)
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["公文页码"]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for before, code, shown in (
            (f"{lead}　第 ".lstrip("　"), "PAGE", ""),
            (" 页  共 ", "SECTIONPAGES", str(pages)),
        ):
            run_of(paragraph, before).font.size = Pt(10.5)
            add_field(paragraph, code, 10.5, shown)
        run_of(paragraph, " 页").font.size = Pt(10.5)
