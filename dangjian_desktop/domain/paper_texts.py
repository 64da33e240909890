"""The words of a paper as a clerk mends them before printing: taken from its tree, put back into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import TypeVar, cast

from dangjian_desktop.domain.names import written
from dangjian_desktop.domain.paper_levels import read_line
from dangjian_desktop.domain.paper_rows import TableRow, heads_of, rows_of, with_heads, with_rows
from dangjian_desktop.domain.papers import (
    Attachment,
    Block,
    Heading,
    ListTable,
    OfficialLetter,
    Paper,
    Part,
    TableBlock,
    on_one_line,
)
from dangjian_desktop.domain.typed_papers import is_wide, tabbed_table

Held = TypeVar("Held")
TABLE_LINE = "［表格］"
"""The line that stands for a table of the record; of several, ［表格1］, ［表格2］."""
_TABLE_LINE = re.compile(r"^［表格(\d*)］$")
ATTACHMENT = "附件"
NEW = "新附件"
_BLANKS = "　 \r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedRow:
    """A row as versions kept it that knew of mended cells only: its texts before and after."""

    given: TableRow
    printed: TableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stretch of a paper, line by line: the body (no ``label``), an attachment, a sheet of several.

    ``label`` tells pieces apart: 附件1 as the record numbers it, 新附件1 for one the clerk added, the name
    of whom a sheet is about. ``heads`` and ``rows`` hold head and body of each table; ``unit``, ``dated``
    and ``signs`` (one a line) what a sheet has above and below its table. ``tables`` is read from older
    versions; those know no heads and no lines around a table.
    """

    label: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[TableRow, ...], ...] = ()
    tables: tuple[tuple[MendedRow, ...], ...] = ()
    heads: tuple[tuple[TableRow, ...], ...] = ()
    unit: str = ""
    dated: str = ""
    signs: str = ""

    def around(self) -> bool:
        """Tell whether something stands above or below a sheet's table."""
        return bool(self.unit or self.dated or self.signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All words of a paper that can be mended."""

    title: str = ""
    receivers: str = ""
    signature: str = ""
    pieces: tuple[Piece, ...] = ()

    def piece(self, label: str) -> Piece | None:
        """Return the piece of that label."""
        return next((one for one in self.pieces if one.label == label), None)


def printable(held: Held) -> Held:
    """Return words (a text, several, or what is made of them) without signs that no paper can hold."""
    made: object = held
    if isinstance(held, str):
        made = written(held)
    elif isinstance(held, tuple):
        made = tuple(map(printable, held))
    elif is_dataclass(held) and not isinstance(held, type):
        made = replace(held, **{one.name: printable(getattr(held, one.name)) for one in fields(held)})
    return cast("Held", made)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """One version of a mended paper. ``given`` is what the template and record gave when it was begun.

    A frozen version (定稿) has the file it is printed from; ``sha256`` is that file's digest.
    """

    id: str
    kind: str
    subject: str
    version: int
    given: Words
    words: Words
    saved: datetime
    frozen_on: date | None = None
    attachment_id: str | None = None
    sha256: str = ""


def words_of(paper: Paper) -> Words | None:
    """Return the words of a paper; None for papers that are filled in, not written (ballots, posters)."""
    if len(paper.parts) > 1:
        labels = sheet_labels(paper.parts)
        sheets = [part for part in paper.parts if isinstance(part, ListTable)]
        if len(sheets) < len(paper.parts):
            return None
        pieces = (_sheet_piece(part, label) for part, label in zip(sheets, labels, strict=True))
        return Words(title=paper.title, pieces=tuple(pieces))
    part = paper.parts[0] if paper.parts else None
    if isinstance(part, OfficialLetter):
        body = _written_piece(part.blocks)
        others = tuple(
            replace(_written_piece(one.blocks), label=one.label, title=one.title) for one in part.attachments
        )
        return Words(
            title=part.title, receivers=part.receivers, signature=part.signature, pieces=(body, *others)
        )
    if isinstance(part, ListTable):
        return Words(title=part.title, pieces=(replace(_sheet_piece(part, ""), title=""),))
    return None


def sheet_labels(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return a label for each sheet, no two alike: whom it is about, or its number."""
    seen: dict[str, int] = {}
    labels = []
    for number, part in enumerate(parts, 1):
        name = (part.about if isinstance(part, ListTable) else "") or f"第{number}张"
        seen[name] = seen.get(name, 0) + 1
        labels.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return tuple(labels)


def mended(paper: Paper, words: Words) -> Paper:
    """Return the paper with other words."""
    title = broken(words.title)
    if len(paper.parts) > 1:
        parts = tuple(
            _mended_sheet(part, piece, piece.title)
            if isinstance(part, ListTable) and (piece := words.piece(label)) is not None
            else part
            for part, label in zip(paper.parts, sheet_labels(paper.parts), strict=True)
        )
        return replace(paper, title=title, parts=parts)
    part = paper.parts[0]
    if isinstance(part, ListTable):
        piece = words.pieces[0] if words.pieces else Piece()
        return replace(paper, title=title, parts=(_mended_sheet(part, piece, title),))
    if not isinstance(part, OfficialLetter):
        return paper
    attachments, listed = _mended_attachments(part, words)
    letter = replace(
        part,
        title=title,
        receivers=words.receivers.strip().rstrip("：:"),
        signature=words.signature.strip(),
        blocks=_blocks(part.blocks, words.piece("") or Piece()),
        attachments=attachments,
        listed=listed,
    )
    return replace(paper, title=title, parts=(letter,))


def table_blocks(paper: Paper, label: str) -> tuple[TableBlock, ...]:
    """Return the tables of the piece called ``label`` as the record gives them."""
    if len(paper.parts) > 1:
        part = dict(zip(sheet_labels(paper.parts), paper.parts, strict=True)).get(label)
    else:
        part = paper.parts[0]
    if isinstance(part, ListTable):
        return (part.table,)
    if not isinstance(part, OfficialLetter):
        return ()
    found = [one.blocks for one in part.attachments if one.label == label]
    blocks = (found[0] if found else ()) if label else part.blocks
    return tuple(block for block in blocks if isinstance(block, TableBlock))


def is_table_line(line: str) -> bool:
    """Tell whether a line stands for a table."""
    return _TABLE_LINE.match(line.strip()) is not None


def broken(title: str) -> str:
    """Return a title with the lines it was broken into by hand, blanks and empty lines left out."""
    return "\n".join(line.strip() for line in title.splitlines() if line.strip())


# ---------------------------------------------------------------- taking out


def _lines(blocks: Sequence[Block]) -> tuple[str, ...]:
    several = sum(isinstance(block, TableBlock) for block in blocks) > 1
    found: list[str] = []
    tables = 0
    for block in blocks:
        if isinstance(block, TableBlock):
            tables += 1
            found.append(f"［表格{tables}］" if several else TABLE_LINE)
        else:
            found.append(_line(block))
    return tuple(found)


def _line(block: Block) -> str:
    if isinstance(block, TableBlock):
        return TABLE_LINE
    return block.text + block.run_in if isinstance(block, Heading) else block.text


def _written_piece(blocks: Sequence[Block]) -> Piece:
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    return Piece(lines=_lines(blocks), rows=tuple(map(rows_of, tables)), heads=tuple(map(heads_of, tables)))


def _sheet_piece(part: ListTable, label: str) -> Piece:
    return Piece(
        label=label,
        title=part.title,
        lines=(TABLE_LINE, *part.notes),
        rows=(rows_of(part.table),),
        heads=(heads_of(part.table),),
        unit=part.unit,
        dated=part.dated,
        signs="\n".join(part.signatures),
    )


# ---------------------------------------------------------------- putting in


def _blocks(blocks: Sequence[Block], piece: Piece) -> tuple[Block, ...]:
    """Read lines as blocks: one that stands as the record gave it stays the block it was."""
    known: Mapping[str, Block] = {
        _line(block).strip(_BLANKS): block for block in blocks if not isinstance(block, TableBlock)
    }
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    found: list[Block] = []
    used = 0
    clean = [line.strip(_BLANKS) for line in piece.lines]
    for tabbed, group in groupby((line for line in clean if line), key=lambda line: "\t" in line):
        if tabbed:
            found.append(tabbed_table(list(group)))
            continue
        for line in group:
            named = _TABLE_LINE.match(line)
            if named is None:
                found.append(known.get(line) or read_line(line))
                continue
            at = int(named[1]) - 1 if named[1] else used
            used += 1
            if 0 <= at < len(tables):
                found.append(_mended_table(tables[at], piece, at))
    return tuple(found)


def _mended_sheet(part: ListTable, piece: Piece, title: str) -> ListTable:
    notes = tuple(line.strip() for line in piece.lines if line.strip() and not is_table_line(line))
    table = _mended_table(part.table, piece, 0)
    return replace(
        part,
        title=broken(title),
        table=table,
        chart=part.chart if _figures(table) == _figures(part.table) else None,  # or it would contradict them
        unit=piece.unit.strip(),
        dated=piece.dated.strip(),
        notes=notes,
        signatures=tuple(line.strip() for line in piece.signs.splitlines() if line.strip()),
    )


def _figures(table: TableBlock) -> tuple[str, ...]:
    """Return the texts in the columns of figures."""
    placed = table.placed_body()
    return tuple(one.cell.text for one in placed if table.columns[one.col].numeric)


def _mended_table(table: TableBlock, piece: Piece, at: int) -> TableBlock:
    made = with_rows(table, piece.rows[at]) if at < len(piece.rows) else table
    return with_heads(made, piece.heads[at]) if at < len(piece.heads) else made


def _mended_attachments(
    letter: OfficialLetter, words: Words
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return the attachments in the words' order, and the names listed under the body.

    Where the clerk added, took out or moved one, all are numbered anew.
    """
    record = {one.label: one for one in letter.attachments}
    chosen = [piece for piece in words.pieces if piece.label]
    made = [_mended_attachment(record.get(piece.label), piece) for piece in chosen]
    titles = tuple(on_one_line(one.title) for one in made)
    if [piece.label for piece in chosen] == list(record):
        return tuple(made), titles if len(letter.listed) == len(made) else letter.listed
    own = {on_one_line(one.title) for one in letter.attachments}
    listed = (*titles, *(name for name in letter.listed if name not in own))
    single = len(listed) == 1
    numbered = (
        replace(one, label=ATTACHMENT if single else f"{ATTACHMENT}{number}")
        for number, one in enumerate(made, 1)
    )
    return tuple(numbered), listed


def _mended_attachment(attachment: Attachment | None, piece: Piece) -> Attachment:
    if attachment is None:
        blocks = _blocks((), piece)
        return Attachment(piece.label, broken(piece.title), blocks, is_wide(blocks))
    return replace(attachment, title=broken(piece.title), blocks=_blocks(attachment.blocks, piece))


def with_values(words: Words, values: Mapping[str, str]) -> Words:
    """Return words with some of their {blanks} filled; the others stay open."""

    def filled(text: str) -> str:
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def row(texts: TableRow) -> TableRow:
        return tuple(map(filled, texts))

    pieces = (
        replace(
            one,
            title=filled(one.title),
            lines=tuple(map(filled, one.lines)),
            rows=tuple(tuple(map(row, table)) for table in one.rows),
        )
        for one in words.pieces
    )
    return replace(words, title=filled(words.title), receivers=filled(words.receivers), pieces=tuple(pieces))


def new_label(pieces: Iterable[Piece]) -> str:
    """Return a label for an attachment that is added."""
    taken = {piece.label for piece in pieces}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{NEW}{number}") not in taken)
