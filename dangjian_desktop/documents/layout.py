"""An official letter on the GB/T 9704-2012 grid: its head, its body, what follows, attachments, imprint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dangjian_desktop.documents.drawn import RED, Image, Item, Page, Window
from dangjian_desktop.documents.flow import Cut, Filled, Piece, pour
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.formats import GEOMETRIES
from dangjian_desktop.documents.grid import (
    AREA_WIDTH,
    BODY,
    CELL,
    HEADINGS,
    LABEL,
    LETTER,
    PITCH,
    SIZE_3,
    TITLE,
    TURNED,
    Frame,
    baseline,
)
from dangjian_desktop.documents.letter_end import add_imprint, ending, folio_items, line_pieces
from dangjian_desktop.documents.letter_head import TITLE_CELLS, centred, first_page, one
from dangjian_desktop.documents.tables import TableCut, TableFlow
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import break_lines, shape
from dangjian_desktop.domain.paper_tables import Align, TableBlock
from dangjian_desktop.domain.papers import Attachment, Block, Heading, OfficialLetter, Paragraph
from dangjian_desktop.kernel.findings import Rejected, Where, finding


def letter_pages(letter: OfficialLetter, fonts: FontSet) -> list[Page]:
    """Lay out a letter with everything that belongs to it.

    Raises Rejected ``papers.no_body_on_first_page`` when title or receivers leave no room for the body.
    """
    letter, filled = _poured(letter, fonts)
    geometry = GEOMETRIES[letter.format]
    even = geometry.even_imprint or not letter.mark
    numbered = add_imprint(filled, letter, even, fonts)
    first_shown = 1 if geometry.first_folio or not letter.mark else 2
    return [
        _finish(page, number if first_shown <= number <= numbered else 0, letter.preprinted, fonts)
        for number, page in enumerate(filled, 1)
    ]


def placed(letter: OfficialLetter, fonts: FontSet) -> tuple[OfficialLetter, int]:
    """Return the letter as it is printed (receivers moved where they must be) and how many pages follow
    its last text before the imprint stands: 0 (on the last page), 1, or 2 (after a blank one).
    """
    letter, filled = _poured(letter, fonts)
    before = len(filled)
    add_imprint(filled, letter, GEOMETRIES[letter.format].even_imprint or not letter.mark, fonts)
    return letter, len(filled) - before


def _poured(letter: OfficialLetter, fonts: FontSet) -> tuple[OfficialLetter, list[Filled]]:
    first = first_page(letter, fonts)
    letter = _with_room_for_body(letter, first, fonts)
    filled = pour(_body(letter, fonts), LETTER, first)
    for attachment in letter.attachments:
        filled += _attachment(attachment, fonts)
    return letter, filled


# ---- body


def _with_room_for_body(letter: OfficialLetter, first: Filled, fonts: FontSet) -> OfficialLetter:
    """Move 主送机关 into the imprint when with them the first page would show no body (7.4.2)."""
    body = PITCH if letter.blocks else 0.0
    if len(_receivers(letter, fonts)) * PITCH + body <= first.room() + 1.0:
        return letter
    if letter.imprint is None or first.room() < body:
        where = Where(record=letter.title.replace("\n", "")[:24])
        raise Rejected(finding("papers.no_body_on_first_page", where=where))
    return replace(letter, receivers="", imprint=replace(letter.imprint, receivers=letter.receivers))


def _receivers(letter: OfficialLetter, fonts: FontSet) -> list[Piece]:
    if not letter.receivers:
        return []
    return line_pieces(break_lines(shape(letter.receivers + "：", BODY, fonts), AREA_WIDTH))


def _body(letter: OfficialLetter, fonts: FontSet) -> list[Piece | Cut]:
    receivers = _receivers(letter, fonts)
    pieces: list[Piece | Cut] = [*receivers, *_blocks(letter.blocks[:-1], LETTER, fonts)]
    last = _blocks(letter.blocks[-1:], LETTER, fonts, pieces)
    lines = len(pieces) - len(receivers) + len(last)
    kept = (3 if len(last) == 3 else 2) if lines > 3 else 1
    return [*pieces, *_keep_tail(last, ending(letter, fonts), kept)]


def _blocks(
    blocks: Iterable[Block], frame: Frame, fonts: FontSet, before: list[Piece | Cut] | None = None
) -> list[Piece | Cut]:
    """Return the pieces of ``blocks``, which follow upon what is ``before``."""
    pieces: list[Piece | Cut] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            pieces += _table(block, pieces or before or [], frame, fonts)
        elif isinstance(block, Paragraph):
            for text in block.text.split("\n"):
                pieces.extend(_paragraph(text, block, frame, fonts))
        else:
            pieces.extend(_heading(block, frame, fonts))
    return pieces


def _table(block: TableBlock, before: list[Piece | Cut], frame: Frame, fonts: FontSet) -> list[Piece | Cut]:
    """Return a table; the line ``before`` it stays with it, a little above."""
    flow = TableFlow(block, frame.area_width, fonts)
    if not before or not isinstance(before[-1], Piece):
        return [TableCut(flow)]
    before[-1] = replace(before[-1], glue=True)
    return [TableCut(flow, apart=flow.apart(frame.pitch))]


def _heading(block: Heading, frame: Frame, fonts: FontSet) -> list[Piece]:
    glyphs = shape(block.text, HEADINGS[block.level], fonts) + shape(block.run_in, BODY, fonts)
    pieces = line_pieces(break_lines(glyphs, frame.area_width, 2 * CELL))
    return pieces if block.run_in else [replace(piece, glue=True) for piece in pieces]


def _paragraph(text: str, block: Paragraph, frame: Frame, fonts: FontSet) -> list[Piece]:
    glyphs = shape(text, BODY, fonts)
    if block.align is Align.LEFT:
        return line_pieces(break_lines(glyphs, frame.area_width, 2 * CELL if block.indent else 0.0))
    lines = break_lines(glyphs, frame.area_width, justify=False)
    share = 0.5 if block.align is Align.CENTRE else 1.0
    return [
        Piece(PITCH, line.runs(max(0.0, frame.area_width - line.shown) * share, baseline(SIZE_3)))
        for line in lines
    ]


def _keep_tail(pieces: list[Piece | Cut], tail: list[Piece], kept: int) -> list[Piece | Cut]:
    """Glue the signature to the last lines of the last paragraph, ``kept`` of them: it never stands alone.

    Of a last paragraph of three lines the first goes with the others, as in Word, which leaves no first line
    alone; of a body of three lines only the last goes: the first page must show some of it (7.3.3).
    """
    if not tail:
        return pieces
    ready = list(pieces)
    for index in range(max(0, len(ready) - kept), len(ready)):
        piece = ready[index]
        if isinstance(piece, Piece):
            ready[index] = replace(piece, glue=True)
    glued = [replace(piece, glue=True) for piece in tail[:-1]]
    return [*ready, *glued, tail[-1]]


# ---- attachments


def _attachment(attachment: Attachment, fonts: FontSet) -> list[Filled]:
    """附件 (7.3.7): a new page, its label on line 1, its title on line 3."""
    frame = TURNED if attachment.landscape else LETTER
    most = TITLE_CELLS if frame is LETTER else TITLE_CELLS * frame.area_width / AREA_WIDTH
    label = one(attachment.label, LABEL, fonts).runs(0.0, baseline(SIZE_3))
    mark = (1, f"{attachment.label} {attachment.title}".replace("\n", ""))
    pieces: list[Piece | Cut] = [Piece(PITCH, label, glue=True, mark=mark), Piece(PITCH, glue=True)]
    for text in break_title(attachment.title, most):
        line = centred(one(text, TITLE, fonts), frame.area_width, baseline(TITLE.size))
        pieces.append(Piece(PITCH, line, glue=True))
    table_first = any(isinstance(block, TableBlock) for block in attachment.blocks[:1])
    pieces.append(Piece(PITCH, glue=not table_first))
    pieces.extend(_blocks(attachment.blocks, frame, fonts))
    return pour(pieces, frame)


def _finish(page: Filled, number: int, preprinted: bool, fonts: FontSet) -> Page:
    """Add the page number (0: none); onto a preprinted head only what is black is drawn (套红)."""
    frame = page.frame
    folio = folio_items(number, fonts) if number else ()
    items: tuple[Item, ...] = tuple(page.items)
    if preprinted:
        items = tuple(item for item in items if isinstance(item, Window | Image) or item.colour != RED)
    if frame.turned:
        return Page(frame.width, frame.height, items, True, folio, tuple(page.marks))
    return Page(frame.width, frame.height, (*items, *folio), False, (), tuple(page.marks))
