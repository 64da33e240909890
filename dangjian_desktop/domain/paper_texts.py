"""The words of a paper as a clerk mends them before printing: taken from its tree, put back into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum

from dangjian_desktop.domain.papers import (
    Attachment,
    Block,
    Cell,
    Heading,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
)

TABLE_LINE = "［表格］"
"""The line that stands for a table of the record; its cells are mended beside the text."""
# GB/T 9704-2012, 7.3.3: 一、（一）1.（1）
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十百]+、"),
    re.compile(r"^（[一二三四五六七八九十百]+）"),
    re.compile(r"^\d{1,3}[.．](?!\d)"),
    re.compile(r"^（\d{1,3}）"),
)

TableRow = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedRow:
    """A row of a table: the texts of its cells as the record gave them, and as they are to be printed."""

    given: TableRow
    printed: TableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One stretch of a paper: the body (no ``label``) or an attachment, line by line.

    ``tables`` holds, table by table, the rows that were mended; the others follow the record.
    """

    label: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    tables: tuple[tuple[MendedRow, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All words of a paper that can be mended."""

    title: str = ""
    receivers: str = ""
    signature: str = ""
    pieces: tuple[Piece, ...] = ()


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


class Sort(StrEnum):
    """How a text differs from the template's."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where the words differ: where it is, what the template says, what is printed."""

    sort: Sort
    place: str
    given: str
    printed: str


def words_of(paper: Paper) -> Words | None:
    """Return the words of a paper; None for papers that are filled in, not written (ballots, posters)."""
    if len(paper.parts) != 1:
        return None
    part = paper.parts[0]
    if isinstance(part, OfficialLetter):
        body = Piece(title="", lines=_lines(part.blocks), tables=_untouched(part.blocks))
        others = tuple(
            Piece(label=one.label, title=one.title, lines=_lines(one.blocks), tables=_untouched(one.blocks))
            for one in part.attachments
        )
        return Words(
            title=part.title, receivers=part.receivers, signature=part.signature, pieces=(body, *others)
        )
    if isinstance(part, ListTable):
        return Words(title=part.title, pieces=(Piece(lines=(TABLE_LINE, *part.notes), tables=((),)),))
    return None


def mended(paper: Paper, words: Words) -> Paper:
    """Return the paper with other words. Rows of tables that the record has changed follow the record."""
    part = paper.parts[0]
    title = words.title.strip()
    if isinstance(part, ListTable):
        piece = words.pieces[0] if words.pieces else Piece()
        table = _mended_table(part.table, piece.tables[0] if piece.tables else ())
        notes = tuple(line.strip() for line in piece.lines if line.strip() and line.strip() != TABLE_LINE)
        return replace(paper, title=title, parts=(replace(part, title=title, table=table, notes=notes),))
    if not isinstance(part, OfficialLetter):
        return paper
    pieces = {one.label: one for one in words.pieces}
    attachments = tuple(_mended_attachment(one, pieces.get(one.label)) for one in part.attachments)
    listed = tuple(one.title for one in attachments) if len(part.listed) == len(attachments) else part.listed
    letter = replace(
        part,
        title=title,
        receivers=words.receivers.strip().rstrip("：:"),
        signature=words.signature.strip(),
        blocks=_blocks(part.blocks, pieces.get("")),
        attachments=attachments,
        listed=listed,
    )
    return replace(paper, title=title.replace("\n", ""), parts=(letter,))


def table_blocks(paper: Paper, label: str) -> tuple[TableBlock, ...]:
    """Return the tables of the piece called ``label`` as the record gives them."""
    part = paper.parts[0]
    if isinstance(part, ListTable):
        return (part.table,)
    if not isinstance(part, OfficialLetter):
        return ()
    blocks = part.blocks if not label else next(
        (one.blocks for one in part.attachments if one.label == label), ()
    )  # fmt: skip
    return tuple(block for block in blocks if isinstance(block, TableBlock))


def row_texts(row: Row) -> TableRow:
    """Return the texts of the cells that begin in a row."""
    return tuple(cell.text for cell in row.cells)


def read_line(text: str) -> Block:
    """Read one line as the heading its number makes it, or as a paragraph."""
    line = text.strip()
    for level, pattern in enumerate(_LEVELS, 1):
        if pattern.match(line):
            head, stop, rest = line.partition("。")
            if stop and rest:
                return Heading(level, head + stop, rest)
            return Heading(level, line)
    return Paragraph(line)


def level_of(text: str) -> int:
    """Return the level of the heading a line is, 0 for a paragraph."""
    block = read_line(text)
    return block.level if isinstance(block, Heading) else 0


def differences(given: Words, words: Words) -> tuple[Difference, ...]:
    """Return where ``words`` differ from the template's, in the order of the page."""
    return tuple(difference for difference, _ in _reversible(given, words))


def restored(given: Words, words: Words, number: int) -> Words:
    """Return ``words`` with the difference ``number`` (as :func:`differences` counts) taken back."""
    return _reversible(given, words)[number][1]


def _reversible(given: Words, words: Words) -> list[tuple[Difference, Words]]:
    """Return each difference with what the words would be without it."""
    found: list[tuple[Difference, Words]] = []
    for place, field in (("标题", "title"), ("主送机关", "receivers"), ("落款", "signature")):
        before, after = getattr(given, field), getattr(words, field)
        if before.strip() != after.strip():
            found.append((_difference(place, before, after), replace(words, **{field: before})))
    pieces = {one.label: one for one in words.pieces}
    for old in given.pieces:
        new = pieces.get(old.label, Piece(label=old.label))
        for difference, piece in _piece_reversible(old, new):
            others = tuple(piece if one.label == piece.label else one for one in words.pieces)
            found.append((difference, replace(words, pieces=others)))
    return found


def _piece_reversible(old: Piece, new: Piece) -> Iterator[tuple[Difference, Piece]]:
    if old.title != new.title:
        yield _difference(f"{old.label}标题", old.title, new.title), replace(new, title=old.title)
    for start, stop, first, last in _stretches(old.lines, new.lines):
        befores, afters = old.lines[start:stop], new.lines[first:last]
        for number in range(max(len(befores), len(afters))):
            before, after = befores[number : number + 1], afters[number : number + 1]
            at = first + min(number, len(afters))
            lines = (*new.lines[:at], *before, *new.lines[at + len(after) :])
            place = f"{old.label or '正文'}第{(first if after else start) + number + 1}段"
            yield _difference(place, "".join(before), "".join(after)), replace(new, lines=lines)
    for table, rows in enumerate(new.tables):
        for at, row in enumerate(rows):
            place = f"{old.label}表格{table + 1}"
            less = (*new.tables[:table], (*rows[:at], *rows[at + 1 :]), *new.tables[table + 1 :])
            changed = [pair for pair in zip(row.given, row.printed, strict=True) if pair[0] != pair[1]]
            if changed:
                words = "、".join(before for before, _ in changed), "、".join(after for _, after in changed)
                yield _difference(place, *words), replace(new, tables=less)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, stop, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield start, stop, first, last


def _difference(place: str, before: str, after: str) -> Difference:
    sort = Sort.ADDED if not before else Sort.REMOVED if not after else Sort.CHANGED
    return Difference(sort=sort, place=place, given=before, printed=after)


def followed(given: Words, now: Words, words: Words) -> tuple[Words, tuple[Difference, ...]]:
    """Take over what the record has changed since ``given``, where the clerk changed nothing.

    Returns:
        The words to print, and the places both have changed: there the clerk's words stay, ``given``
        of the difference is what the record says now.
    """
    both: list[Difference] = []

    def one(place: str, old: str, new: str, mine: str) -> str:
        if new in (old, mine):
            return mine
        if mine == old:
            return new
        both.append(Difference(sort=Sort.CHANGED, place=place, given=new, printed=mine))
        return mine

    title = one("标题", given.title, now.title, words.title)
    receivers = one("主送机关", given.receivers, now.receivers, words.receivers)
    signature = one("落款", given.signature, now.signature, words.signature)
    before = {piece.label: piece for piece in given.pieces}
    mine = {piece.label: piece for piece in words.pieces}
    pieces = []
    for new in now.pieces:
        old, own = before.get(new.label), mine.get(new.label)
        if old is None or own is None:
            pieces.append(new)
            continue
        lines, clashes = _three(old.lines, new.lines, own.lines, new.label or "正文")
        both.extend(clashes)
        named = one(f"{new.label}标题", old.title, new.title, own.title)
        pieces.append(replace(own, title=named, lines=lines))
    kept = Words(title=title, receivers=receivers, signature=signature, pieces=tuple(pieces))
    return kept, tuple(both)


def _three(
    old: Sequence[str], new: Sequence[str], own: Sequence[str], place: str
) -> tuple[tuple[str, ...], list[Difference]]:
    """Merge two changes of ``old`` line by line; where both touch the same lines, ``own`` stays."""
    theirs = _changes(old, new)
    mine = _changes(old, own)
    clashes = []
    for start, stop, lines in theirs:
        own_lines = [one[2] for one in mine if _touch((start, stop), one[:2]) and one[2] != lines]
        if own_lines:
            told = ("".join(lines), "".join("".join(one) for one in own_lines))
            where = f"{place}第{start + 1}段"
            clashes.append(Difference(sort=Sort.CHANGED, place=where, given=told[0], printed=told[1]))
    free = [one for one in theirs if not any(_touch(one[:2], other[:2]) for other in mine)]
    found: list[str] = []
    at = 0
    for start, stop, lines in sorted([*mine, *free], key=lambda one: one[:2]):
        found.extend(old[at:start])
        found.extend(lines)
        at = stop
    found.extend(old[at:])
    return tuple(found), clashes


def _changes(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return what becomes of lines ``start`` to ``stop`` of ``old``, for each stretch that differs."""
    return [(start, stop, tuple(new[first:last])) for start, stop, first, last in _stretches(old, new)]


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches share a line, or are put in at the same place."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def _lines(blocks: Sequence[Block]) -> tuple[str, ...]:
    return tuple(_line(block) for block in blocks)


def _line(block: Block) -> str:
    if isinstance(block, TableBlock):
        return TABLE_LINE
    return block.text + block.run_in if isinstance(block, Heading) else block.text


def _untouched(blocks: Sequence[Block]) -> tuple[tuple[MendedRow, ...], ...]:
    return tuple(() for block in blocks if isinstance(block, TableBlock))


def _blocks(blocks: Sequence[Block], piece: Piece | None) -> tuple[Block, ...]:
    """Read lines as blocks; one that stands as the record gave it stays the block it was."""
    if piece is None:
        return tuple(blocks)
    known: Mapping[str, Block] = {
        _line(block): block for block in blocks if not isinstance(block, TableBlock)
    }
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    found: list[Block] = []
    used = 0
    for line in piece.lines:
        clean = line.strip()
        if clean == TABLE_LINE:
            if used < len(tables):
                rows = piece.tables[used] if used < len(piece.tables) else ()
                found.append(_mended_table(tables[used], rows))
                used += 1
        elif clean:
            found.append(known.get(line) or known.get(clean) or read_line(clean))
    return tuple(found)


def _mended_attachment(attachment: Attachment, piece: Piece | None) -> Attachment:
    if piece is None:
        return attachment
    return replace(attachment, title=piece.title.strip(), blocks=_blocks(attachment.blocks, piece))


def _mended_table(table: TableBlock, rows: Sequence[MendedRow]) -> TableBlock:
    changed = {row.given: row.printed for row in rows if row.given != row.printed}
    if not changed:
        return table
    return replace(table, body=tuple(_mended_row(row, changed.get(row_texts(row))) for row in table.body))


def _mended_row(row: Row, printed: TableRow | None) -> Row:
    if printed is None or len(printed) != len(row.cells):
        return row
    return Row(tuple(_mended_cell(cell, text) for cell, text in zip(row.cells, printed, strict=True)))


def _mended_cell(cell: Cell, text: str) -> Cell:
    return cell if cell.text == text else replace(cell, text=text, value=None)
