"""The head of a letter in Word: mark, number, signers and red lines of each format, down to the title."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from dangjian_desktop.documents.docx_parts import (
    ABOVE,
    CELL,
    FANG,
    KAI,
    LINE,
    TITLE,
    add_paragraph,
    blank,
    border,
    open_table,
    run_of,
    shrunk,
    tiny,
)
from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.formats import (
    BESIDE_LINE,
    DOUBLE_FOOT,
    DOUBLE_GAP,
    DOUBLE_HEIGHT,
    DOUBLE_THICK,
    GEOMETRIES,
)
from dangjian_desktop.documents.grid import AREA_WIDTH, RED_WIDTH, SIZE_3, baseline
from dangjian_desktop.documents.letter_head import (
    TITLE_CELLS,
    drawn_mark,
    evened,
    first_page,
    mark_size,
    red_gap,
    title_row,
)
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import ASCENT
from dangjian_desktop.domain.papers import LetterFormat, OfficialLetter, chinese_date

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_RED = "D90000"
_DOUBLE = 3.5
"""What a double line takes in Word, which sets its gap and its thin line itself, 3/4 pt each."""
_LOW_LINE = 18.0
"""Lines whose distance to others is prescribed are little higher than their type: wherever a program puts
it in them, it hardly stands higher or lower."""
_HALF = (LINE - SIZE_3) / 2


def write_head(document: WordDocument, letter: OfficialLetter, fonts: FontSet) -> None:
    """Write everything above the body into the document's last section."""
    if letter.mark and letter.format is LetterFormat.CORRESPONDENCE:
        _title(document, letter, _correspondence(document, letter, fonts))
        return
    used = _lead(document, letter)
    if not letter.mark:
        blank(document)
        _title(document, letter, 0.0)
        return
    size, mark = mark_size(letter), drawn_mark(letter, fonts)
    top = max(mark.base - ABOVE * size, used)  # no line of Word begins above the end of another
    _mark(document, letter, size, top - used)
    used = _number(document, letter, fonts, mark.bottom, top + size * _mark_lines(letter))
    begin = title_row(letter, first_page(letter, fonts)) * LINE
    if letter.format is LetterFormat.ORDER:
        _spacer(document, begin - used)
    else:
        _title(document, letter, begin - used)


def _lead(document: WordDocument, letter: OfficialLetter) -> float:
    used = 0.0
    lead = (
        (letter.copy_number, "份号"),
        (letter.secrecy, "密级和紧急程度"),
        (letter.urgency, "密级和紧急程度"),
    )
    for text, style in lead:
        if text:
            add_paragraph(document, text, style)
            used += LINE
    return used


def _title(document: WordDocument, letter: OfficialLetter, before: float) -> None:
    for index, line in enumerate(break_title(letter.title, TITLE_CELLS)):
        paragraph = add_paragraph(document, line, "公文标题")
        if index == 0 and before > 0:
            paragraph.paragraph_format.space_before = Pt(before)
    if letter.number and not letter.mark:
        add_paragraph(document, letter.number, "发文字号")
    blank(document)


def _mark_lines(letter: OfficialLetter) -> float:
    return 1 + (letter.mark.count("\n")) * 1.35


def _mark(document: WordDocument, letter: OfficialLetter, size: float, before: float) -> None:
    """Write the mark; joint issuers in a table without lines, 文件 beside them."""
    names = letter.mark.split("\n")
    if len(names) == 1:
        text = "" if letter.preprinted else letter.mark + letter.mark_word
        _big(add_paragraph(document, "", "发文机关标志"), text, size, size, before)
        return
    _spacer(document, before)
    longest = max(map(len, names))
    share = longest / (longest + len(letter.mark_word) + 0.5)
    table = open_table(document, (AREA_WIDTH * share / MM, AREA_WIDTH * (1 - share) / MM))
    left, right = table.rows[0].cells
    for index, name in enumerate(names):
        paragraph = left.paragraphs[0] if index == 0 else left.add_paragraph()
        paragraph.style = "发文机关标志"
        spread = WD_ALIGN_PARAGRAPH.DISTRIBUTE if len(name) < longest else WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.alignment = spread
        _big(paragraph, "" if letter.preprinted else name, size, size * (1.35 if index else 1.0), 0.0)
    right.paragraphs[0].style = "发文机关标志"
    word = "" if letter.preprinted else letter.mark_word
    _big(right.paragraphs[0], word, size, size * 1.2, 0.0)


def _big(paragraph: WordParagraph, text: str, size: float, height: float, before: float) -> None:
    run_of(paragraph, text, TITLE, red=True).font.size = Pt(size)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(height)
    paragraph.paragraph_format.space_before = Pt(max(0.0, before))


def _number(
    document: WordDocument, letter: OfficialLetter, fonts: FontSet, mark: float, used: float
) -> float:
    """Write number, signers, a 纪要's dateline, and the red line below them, as far below the ``mark`` as in
    print; the text above ends at ``used``. Return where they end.
    """
    rows = _signer_rows(document, letter) if letter.signers else []
    if not rows:
        rows.append(add_paragraph(document, letter.number, "发文字号"))
    if letter.format is LetterFormat.MINUTES and (letter.signature or letter.dated):
        line = add_paragraph(document, letter.signature, "公文顶格")
        line.paragraph_format.left_indent = Pt(CELL)
        line.paragraph_format.tab_stops.add_tab_stop(Pt(AREA_WIDTH - CELL), WD_TAB_ALIGNMENT.RIGHT)
        run_of(line, "\t" + (chinese_date(letter.dated) if letter.dated else ""))
        rows.append(line)
    foot, below = mark + 2 * LINE + baseline(SIZE_3), (1 - ABOVE) * _LOW_LINE
    end = _stand(rows, foot, used)
    if letter.format is LetterFormat.ORDER or letter.preprinted:
        return end
    gap = red_gap(letter, fonts) - below
    rule = tiny(document)  # a border of the number itself would begin where its text does
    rule.paragraph_format.space_before = Pt(gap)
    border(rule, "top", round(RED_WIDTH * 8), 0, _RED)
    return end + gap + RED_WIDTH + 1


def _stand(rows: list[WordParagraph], base: float, used: float) -> float:
    """Put the first of ``rows`` on a baseline below where the text above ends, the others a line apart;
    return where they end.
    """
    for row in rows:
        row.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        row.paragraph_format.line_spacing = Pt(_LOW_LINE)
        row.paragraph_format.space_before = Pt(LINE - _LOW_LINE)
    rows[0].paragraph_format.space_before = Pt(max(0.0, base - ABOVE * _LOW_LINE - used))
    return base + (len(rows) - 1) * LINE + (1 - ABOVE) * _LOW_LINE


def _signer_rows(document: WordDocument, letter: OfficialLetter) -> list[WordParagraph]:
    """签发人: two names a line, the number on the last line (7.2.5, 7.2.6)."""
    names = evened(letter.signers)
    pairs = [names[start : start + 2] for start in range(0, len(names), 2)]
    left, right = (max(map(len, names[start::2]), default=0) * CELL for start in (0, 1))
    first = AREA_WIDTH - CELL - left - (CELL + right if right else 0.0)
    rows = []
    for index, pair in enumerate(pairs):
        row = add_paragraph(document, letter.number if index == len(pairs) - 1 else "", "签发人")
        row.paragraph_format.left_indent = Pt(CELL)
        row.paragraph_format.tab_stops.add_tab_stop(Pt(first - 4 * CELL))
        row.paragraph_format.tab_stops.add_tab_stop(Pt(first))
        row.paragraph_format.tab_stops.add_tab_stop(Pt(first + left + CELL))
        run_of(row, "\t签发人：" if index == 0 else "\t")
        for name in pair:
            run_of(row, "\t" if row.text[-1:] != "：" else "")
            run_of(row, name, KAI)
        rows.append(row)
    return rows


def _spacer(document: WordDocument, height: float) -> None:
    """Take ``height`` points with an empty paragraph."""
    if height >= 1:
        paragraph = add_paragraph(document, "", "公文顶格")
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(height)


# ---- 信函格式


def _correspondence(document: WordDocument, letter: OfficialLetter, fonts: FontSet) -> float:
    """Begin the first page's text at 30 mm with mark and double line, end it with another (10.1).

    Return the room above the title.
    """
    section = document.sections[-1]
    _open_tops(section)
    mark, drop = drawn_mark(letter, fonts), GEOMETRIES[letter.format].drop
    high = (mark.base - drop) / ABOVE  # the ink begins where the line does
    _big(_beside(document), "" if letter.preprinted else letter.mark, mark_size(letter), high, 0.0)
    rule, used = shrunk(_beside(document)), drop + high
    rule.paragraph_format.space_before = Pt(mark.bottom + DOUBLE_GAP - 1 - used)
    foot = _reach(section.first_page_footer.paragraphs[0])
    foot.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    foot.paragraph_format.line_spacing = Pt(2)
    section.footer_distance = Pt(DOUBLE_FOOT)
    used = mark.bottom + DOUBLE_GAP
    if not letter.preprinted:
        border(rule, "bottom", round(DOUBLE_THICK * 8), 0, _RED, "thickThinSmallGap")
        border(foot, "bottom", round(DOUBLE_THICK * 8), 1, _RED, "thinThickSmallGap")
        used += _DOUBLE
    top = mark.bottom + DOUBLE_GAP + DOUBLE_HEIGHT + BESIDE_LINE
    lead = [letter.copy_number, letter.secrecy, letter.urgency]
    rows = []
    for one in [text for text in lead if text] or [""]:
        row = add_paragraph(document, one, "份号" if one == letter.copy_number else "密级和紧急程度")
        row.paragraph_format.tab_stops.add_tab_stop(Pt(AREA_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        rows.append(row)
    run_of(rows[0], f"\t{letter.number}", FANG)
    end = _stand(rows, top + ASCENT * SIZE_3, used)
    return top - _HALF + (len(rows) + 2) * LINE - end


def _open_tops(section: Section) -> None:
    """Let the text of the first page begin at 30 mm, of the others at 37 mm: their headers are higher."""
    section.different_first_page_header_footer = True
    section.top_margin, section.header_distance = Mm(30), Mm(29)
    for header, height in (
        (section.first_page_header, Pt(1)),
        (section.header, Mm(8)),
        (section.even_page_header, Mm(8)),
    ):
        filler = header.paragraphs[0]
        filler.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        filler.paragraph_format.line_spacing = height


def _beside(document: WordDocument) -> WordParagraph:
    return _reach(add_paragraph(document, "", "发文机关标志"))


def _reach(paragraph: WordParagraph) -> WordParagraph:
    """Let a paragraph reach 170 mm across the page, past the type area's edges."""
    paragraph.paragraph_format.left_indent = Mm(-8)
    paragraph.paragraph_format.right_indent = Mm(-6)
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph
