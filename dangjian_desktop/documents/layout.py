"""An official letter on the GB/T 9704-2012 grid: head, body, signature, attachments, imprint, folios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from dangjian_desktop.documents.drawn import BLACK, RED, Colour, Item, Page, Rule, Text, moved
from dangjian_desktop.documents.flow import Cut, Filled, Piece, pour
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.grid import (
    AREA_HEIGHT,
    AREA_WIDTH,
    BINDING,
    BODY,
    CELL,
    FOLIO,
    HEADINGS,
    IMPRINT,
    LABEL,
    LETTER,
    MARK_DROP,
    MARK_SIZE,
    NUMBER_DROP,
    PITCH,
    RED_GAP,
    RED_WIDTH,
    SIZE_3,
    THICK,
    THIN,
    TITLE,
    TOP,
    TURNED,
    Frame,
    baseline,
)
from dangjian_desktop.documents.tables import TableCut, TableFlow
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.documents.typeset import Glyph, Line, Type, break_lines, measure, shape, single
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

TITLE_CELLS = 19.0
"""Most 二号 characters in a line of the title: the type area holds 20."""
_BLANK = Piece(PITCH, blank=True)


def letter_pages(letter: OfficialLetter, fonts: FontSet) -> list[Page]:
    """Lay out a letter with everything that belongs to it."""
    filled = pour(_body(letter, fonts), LETTER, _first_page(letter, fonts))
    for attachment in letter.attachments:
        filled += _attachment(attachment, fonts)
    numbered = len(filled)
    if letter.imprint:
        numbered = _add_imprint(filled, letter.imprint, fonts)
    return [_finish(page, number, number <= numbered, fonts) for number, page in enumerate(filled, 1)]


def centred(line: Line, width: float, y: float, colour: Colour = BLACK) -> tuple[Text, ...]:
    """Return a line centred in ``width`` with its baseline at ``y``."""
    return line.runs((width - line.width) / 2, y, colour)


def line_pieces(lines: Iterable[Line], size: float = SIZE_3) -> list[Piece]:
    """Return one grid line per broken line."""
    return [Piece(PITCH, line.runs(0.0, baseline(size))) for line in lines]


def _one(text: str, kind: Type, fonts: FontSet) -> Line:
    return single(shape(text, kind, fonts))


# ---- first page


def _first_page(letter: OfficialLetter, fonts: FontSet) -> Filled:
    """Put the head and the title on the first page; the body begins below."""
    page = Filled(LETTER, marks=[(0, letter.title)])
    items: list[Item] = []
    for index, (text, kind) in enumerate(
        pair
        for pair in ((letter.copy_number, BODY), (letter.secrecy, LABEL), (letter.urgency, LABEL))
        if pair[0]
    ):
        items.extend(_one(text, kind, fonts).runs(0.0, index * PITCH + baseline(SIZE_3)))
        page.used = (index + 1) * PITCH
    at = int(page.used // PITCH) + 1
    if letter.mark:
        at = _red_head(letter, fonts, items)
    for text in break_title(letter.title, TITLE_CELLS):
        items.extend(centred(_one(text, TITLE, fonts), AREA_WIDTH, at * PITCH + baseline(TITLE.size)))
        at += 1
    page.used = (at + 1) * PITCH
    page.items.extend(moved(tuple(items), LETTER.left, LETTER.top))
    page.untouched = False
    return page


def _red_head(letter: OfficialLetter, fonts: FontSet, items: list[Item]) -> int:
    """Add the mark, the number and the red line; return the grid line on which the title begins."""
    size = min(MARK_SIZE, AREA_WIDTH * 0.97 / len(letter.mark))
    mark = _one(letter.mark, Type(Role.TITLE, size), fonts)
    inks = [glyph.face.ink(glyph.char) for glyph in mark.glyphs]
    base = MARK_DROP + max(top for _, _, _, top in inks) * size
    items.extend(centred(mark, AREA_WIDTH, base, RED))
    bottom = base - min(low for _, low, _, _ in inks) * size
    row = ceil(bottom / PITCH - 0.15) + 2
    foot = row * PITCH + baseline(SIZE_3)
    if letter.number:
        number = _one(letter.number, BODY, fonts)
        items.extend(centred(number, AREA_WIDTH, foot))
        foot -= min(glyph.face.ink(glyph.char)[1] for glyph in number.glyphs) * SIZE_3
    line = foot + RED_GAP + RED_WIDTH / 2
    items.append(Rule(0.0, line, AREA_WIDTH, line, RED_WIDTH, RED))
    return ceil(line / PITCH - 0.35) + 2


# ---- body


def _body(letter: OfficialLetter, fonts: FontSet) -> list[Piece | Cut]:
    pieces: list[Piece | Cut] = []
    if letter.receivers:
        pieces.extend(line_pieces(break_lines(shape(letter.receivers + "：", BODY, fonts), AREA_WIDTH)))
    pieces.extend(_blocks(letter.blocks, LETTER, fonts))
    tail = [*_listed(letter.listed, fonts), *_signature(letter, fonts)]
    return _keep_tail(pieces, tail)


def _blocks(blocks: Iterable[Block], frame: Frame, fonts: FontSet) -> list[Piece | Cut]:
    pieces: list[Piece | Cut] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            pieces.append(TableCut(TableFlow(block, frame.area_width, fonts)))
        elif isinstance(block, Paragraph):
            for text in block.text.split("\n"):
                pieces.extend(_text_block(replace(block, text=text), frame, fonts))
        else:
            pieces.extend(_text_block(block, frame, fonts))
    return pieces


def _text_block(block: Heading | Paragraph, frame: Frame, fonts: FontSet) -> list[Piece]:
    glyphs: list[Glyph]
    if isinstance(block, Heading):
        glyphs = shape(block.text, HEADINGS[block.level], fonts) + shape(block.run_in, BODY, fonts)
        pieces = line_pieces(break_lines(glyphs, frame.area_width, 2 * CELL))
        return pieces if block.run_in else [replace(piece, glue=True) for piece in pieces]
    glyphs = shape(block.text, BODY, fonts)
    if block.align is Align.LEFT:
        return line_pieces(break_lines(glyphs, frame.area_width, 2 * CELL if block.indent else 0.0))
    lines = break_lines(glyphs, frame.area_width, justify=False)
    share = 0.5 if block.align is Align.CENTRE else 1.0
    return [
        Piece(PITCH, line.runs((frame.area_width - measure(line.glyphs)) * share, baseline(SIZE_3)))
        for line in lines
    ]


def _listed(names: Sequence[str], fonts: FontSet) -> list[Piece]:
    """附件说明 (7.3.4): 附件：1.××× , further names and lines aligned with the first name."""
    pieces: list[Piece] = [_BLANK] if names else []
    lead = 2 * CELL
    head = shape("附件：", BODY, fonts)
    for index, name in enumerate(names):
        number = shape(f"{index + 1}.", BODY, fonts) if len(names) > 1 else []
        left = lead + measure(head) + measure(number)
        lines = _no_orphan(shape(name, BODY, fonts), AREA_WIDTH - left)
        texts = line_pieces(replace(line, indent=left) for line in lines)
        opening = [*head, *number] if index == 0 else number
        start = lead if index == 0 else left - measure(number)
        if opening:
            texts[0] = replace(
                texts[0], items=(*single(opening).runs(start, baseline(SIZE_3)), *texts[0].items)
            )
        pieces.extend(texts)
    return pieces


def _no_orphan(glyphs: list[Glyph], width: float) -> list[Line]:
    """Break a name so that its last line has more than two characters."""
    lines = break_lines(glyphs, width)
    if len(lines) > 1 and len(lines[-1].glyphs) < 3:
        return break_lines(glyphs, width - 3 * CELL, justify=False)
    return lines


def _signature(letter: OfficialLetter, fonts: FontSet) -> list[Piece]:
    """署名、成文日期 without a seal (7.3.5.3) and 附注 (7.3.6)."""
    pieces: list[Piece] = [_BLANK] if letter.signature or letter.dated else []
    name = shape(letter.signature, BODY, fonts)
    date = shape(chinese_date(letter.dated), BODY, fonts) if letter.dated else []
    name_at = AREA_WIDTH - 2 * CELL - measure(name)
    date_at = name_at + 2 * CELL if name else AREA_WIDTH - 2 * CELL - measure(date)
    if measure(date) > measure(name):
        date_at = AREA_WIDTH - 2 * CELL - measure(date)
        name_at = date_at - 2 * CELL
    for glyphs, at in ((name, name_at), (date, date_at)):
        if glyphs:
            pieces.append(Piece(PITCH, single(glyphs).runs(max(0.0, at), baseline(SIZE_3))))
    if letter.remark:
        pieces.extend(
            line_pieces(break_lines(shape(f"（{letter.remark}）", BODY, fonts), AREA_WIDTH, 2 * CELL))
        )
    return pieces


def _keep_tail(pieces: list[Piece | Cut], tail: list[Piece]) -> list[Piece | Cut]:
    """Glue the signature to the last two lines of the body: it never stands alone on a page."""
    if not tail:
        return pieces
    ready = list(pieces)
    for index in range(max(0, len(ready) - 2), len(ready)):
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
    pieces: list[Piece | Cut] = [
        Piece(
            PITCH,
            _one(attachment.label, LABEL, fonts).runs(0.0, baseline(SIZE_3)),
            True,
            mark=_mark(attachment),
        ),
        Piece(PITCH, glue=True),
    ]
    for text in break_title(attachment.title, most):
        line = _one(text, TITLE, fonts)
        pieces.append(Piece(PITCH, centred(line, frame.area_width, baseline(TITLE.size)), glue=True))
    pieces.append(
        Piece(PITCH, glue=not any(isinstance(block, TableBlock) for block in attachment.blocks[:1]))
    )
    pieces.extend(_blocks(attachment.blocks, frame, fonts))
    return pour(pieces, frame)


def _mark(attachment: Attachment) -> tuple[int, str]:
    return (1, f"{attachment.label} {attachment.title}".replace("\n", ""))


# ---- imprint and page numbers


def _add_imprint(filled: list[Filled], imprint: Imprint, fonts: FontSet) -> int:
    """Put the imprint at the bottom of the last even page; return how many pages are numbered (7.4, 7.5)."""
    items, height = _imprint(imprint, fonts)
    last = filled[-1]
    free = AREA_HEIGHT - last.used - PITCH
    numbered = len(filled)
    if len(filled) % 2 == 0 and (free < height or last.frame.turned):
        filled += [Filled(LETTER), Filled(LETTER)]
    elif len(filled) % 2:
        filled.append(Filled(LETTER))
        numbered += 1
    filled[-1].items.extend(moved(items, LETTER.left, LETTER.top + AREA_HEIGHT - height))
    return numbered


def _imprint(imprint: Imprint, fonts: FontSet) -> tuple[tuple[Item, ...], float]:
    """Return the imprint's items from its upper edge, and its height."""
    base = baseline(IMPRINT.size)
    items: list[Item] = [Rule(0, THICK / 2, AREA_WIDTH, THICK / 2, THICK)]
    row = 0
    if imprint.copies_to:
        head = shape("抄送：", IMPRINT, fonts)
        copies = shape(imprint.copies_to.rstrip("。") + "。", IMPRINT, fonts)
        lines = break_lines(copies, AREA_WIDTH - 2 * CELL - measure(head))
        items.extend(single(head).runs(CELL, base))
        for line in lines:
            items.extend(line.runs(CELL + measure(head), row * PITCH + base))
            row += 1
        items.append(Rule(0, row * PITCH, AREA_WIDTH, row * PITCH, THIN))
    items.extend(_one(imprint.printer, IMPRINT, fonts).runs(CELL, row * PITCH + base))
    printed = shape(chinese_date(imprint.printed) + "印发", IMPRINT, fonts)
    items.extend(single(printed).runs(AREA_WIDTH - CELL - measure(printed), row * PITCH + base))
    height = (row + 1) * PITCH
    items.append(Rule(0, height - THICK / 2, AREA_WIDTH, height - THICK / 2, THICK))
    return tuple(items), height


def _finish(page: Filled, number: int, numbered: bool, fonts: FontSet) -> Page:
    frame = page.frame
    folio = folio_items(number, fonts) if numbered else ()
    items = tuple(page.items) if frame.turned else (*page.items, *folio)
    upright = folio if frame.turned else ()
    return Page(frame.width, frame.height, items, frame.turned, upright, tuple(page.marks))


def folio_items(number: int, fonts: FontSet) -> tuple[Item, ...]:
    """页码 (7.5): — 1 — with the dashes 7 mm below the type area, odd right, even left, one character in."""
    glyphs = shape(f"— {number} —", FOLIO, fonts)
    _, low, _, high = glyphs[0].face.ink("—")
    y = TOP + AREA_HEIGHT + NUMBER_DROP + (low + high) / 2 * FOLIO.size
    x = BINDING + (AREA_WIDTH - CELL - measure(glyphs) if number % 2 else CELL)
    return single(glyphs).runs(x, y)
