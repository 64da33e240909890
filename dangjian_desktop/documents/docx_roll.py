"""名单公布 in Word: names in columns held by tab stops, the lines as high as in print."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dangjian_desktop.documents.docx_end import write_count
from dangjian_desktop.documents.docx_parts import HEI, SONG, add_paragraph, run_of, set_margins
from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.roll_sheet import (
    AFTER,
    BEFORE,
    FRAME,
    GAP,
    HEADING,
    HEADING_LINE,
    NAME_LINE,
    NAME_SIZES,
    NOTE,
    NOTE_LINE,
    NUMBER,
    TEXT,
    TEXT_LINE,
    TITLE,
    TITLE_LINE,
    SetGroup,
    SetName,
    roll_pages,
    set_group,
)
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.domain.paper_lists import NameRoll

_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
_PLAIN = 0.55  # of an em: how wide a Latin letter is, at most


def write_roll(document: WordDocument, roll: NameRoll, fonts: FontSet) -> None:
    """Write a roll into the document's last section, its pages ending where those in print do."""
    section = document.sections[-1]
    edge, side = FRAME.top / MM, FRAME.left / MM
    set_margins(section, edge, side, edge, side)
    for text in break_title(roll.title, FRAME.area_width / TITLE.size - 1):
        title = add_paragraph(document, "", "公文标题")
        title.paragraph_format.line_spacing = Pt(TITLE_LINE)
        run_of(title, text).font.size = Pt(TITLE.size)
    last = [_text(document, text) for text in roll.opening][-1:]
    for paragraph in last:
        paragraph.paragraph_format.space_after = Pt(BEFORE)
    for group in roll.groups:
        if group.heading:
            heading = _line(document, HEADING_LINE)
            heading.paragraph_format.keep_with_next = True
            run_of(heading, group.heading, HEI).font.size = Pt(HEADING.size)
        _group(document, set_group(group, roll.columns, fonts))
    closing = [_text(document, text) for text in roll.closing]
    signed = [_text(document, text, _RIGHT) for text in (roll.signature, roll.dated) if text]
    for paragraph in (*closing, *signed)[:-1]:
        paragraph.paragraph_format.keep_with_next = True
    for paragraph in (*closing, *signed)[:1]:
        paragraph.paragraph_format.space_before = Pt(AFTER)
    pages = len(roll_pages(roll, fonts))
    if pages > 1:
        write_count(document, section, pages, roll.foot)


def _line(document: WordDocument, height: float, style: str = "表格文字") -> Paragraph:
    paragraph = add_paragraph(document, "", style)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(height)
    return paragraph


def _text(document: WordDocument, text: str, align: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    """Add a paragraph of running text; a signature stands two characters in from the right."""
    paragraph = _line(document, TEXT_LINE)
    if align is None:
        paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT.size)
    else:
        paragraph.alignment = align
        paragraph.paragraph_format.right_indent = Pt(2 * TEXT.size)
    run_of(paragraph, text).font.size = Pt(TEXT.size)
    return paragraph


def _group(document: WordDocument, group: SetGroup) -> None:
    stops = _stops(group)
    style = _style(document, group, stops)
    for row in group.rows:
        line = add_paragraph(document, "", style)
        pen = 0.0
        for name in row:
            at = name.left + group.left
            number = _tabs(stops, pen, at - GAP) + str(name.one.number)
            run_of(line, number, SONG).font.size = Pt(NUMBER.size)
            run = run_of(line, "\t" + name.one.name)
            if name.size != NAME_SIZES[0]:
                run.font.size = Pt(name.size)
            pen = at + _wide(name)
        if group.noted:
            line.paragraph_format.keep_with_next = True
            _notes(_line(document, NOTE_LINE, style), row, group.left, stops)


def _notes(line: Paragraph, row: tuple[SetName, ...], left: float, stops: list[float]) -> None:
    pen = 0.0
    for name in row:
        if name.one.note:
            at = name.left + left
            run = run_of(line, _tabs(stops, pen, at) + name.one.note, SONG)
            run.font.size = Pt(NOTE.size)
            pen = at + len(name.one.note) * NOTE.size * _PLAIN


def _style(document: WordDocument, group: SetGroup, stops: list[float]) -> str:
    """Return the style for the rows of a group: its numbers end, and its names begin, at tab stops."""
    digits = max((len(str(name.one.number)) for row in group.rows for name in row), default=1)
    name = f"名单{len(stops) // 2}列编号{digits}位"
    if name in document.styles:
        return name
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["表格文字"]
    style.font.size = Pt(NAME_SIZES[0])
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(NAME_LINE)
    for number, at in enumerate(stops):
        kind = WD_TAB_ALIGNMENT.LEFT if number % 2 else WD_TAB_ALIGNMENT.RIGHT
        style.paragraph_format.tab_stops.add_tab_stop(Pt(at), kind)
    return name


def _stops(group: SetGroup) -> list[float]:
    """Return where in each place the number ends and the name begins."""
    begins = [col * group.slot + group.left for col in range(round(FRAME.area_width / group.slot))]
    return [at for begin in begins for at in (begin - GAP, begin)]


def _tabs(stops: list[float], pen: float, to: float) -> str:
    """Return as many tabs as lead from ``pen`` to the stop at ``to``."""
    return "\t" * sum(pen < at <= to + 0.01 for at in stops)


def _wide(name: SetName) -> float:
    return name.size * sum(_PLAIN if ord(char) < 0x100 else 1.0 for char in name.one.name)
