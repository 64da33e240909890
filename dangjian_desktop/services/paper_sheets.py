"""A paper's words as a text file, to be mended in any editor and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dangjian_desktop.domain.paper_rows import TableRow
from dangjian_desktop.domain.paper_texts import NEW, Piece, Words, is_table_line, new_label
from dangjian_desktop.kernel.findings import Rejected, Unavailable, Where, finding

TITLE, RECEIVERS, SIGNATURE = "标题：", "主送机关：", "落款："
UNIT, DATED, SIGNS = "表上左边：", "表上右边：", "签名："
MARK, CELL, BREAK, HEAD = "＝＝＝", "｜", "⏎", "表头"
SLASH = "／"  # where a title was broken by hand


def written_words(words: Words) -> str:
    """Write the words: three head lines, then each piece under a line such as ＝＝＝附件1 名单.

    Below a line ［表格］ stand its rows, one a line: ｜cell｜cell, those of its head as 表头｜cell｜cell.
    What a sheet has above and below its table stands in lines of its own before it.
    """
    title = words.title.replace("\n", SLASH)
    lines = [TITLE + title, RECEIVERS + words.receivers, SIGNATURE + words.signature]
    for piece in words.pieces:
        lines.append(f"{MARK}{piece.label or '正文'} {piece.title}".rstrip().replace("\n", SLASH))
        lines += _written_around(piece)
        tables, heads = iter(piece.rows), iter(piece.heads)
        for line in piece.lines:
            lines.append(line)
            if is_table_line(line):
                lines.extend(HEAD + _written_row(row) for row in next(heads, ()))
                lines.extend(_written_row(row) for row in next(tables, ()))
    return "\n".join(lines) + "\n"


def _written_around(piece: Piece) -> list[str]:
    if not piece.around():
        return []
    return [UNIT + piece.unit, DATED + piece.dated, SIGNS + CELL.join(piece.signs.splitlines())]


def _written_row(row: TableRow) -> str:
    return CELL + CELL.join(row).replace("\n", BREAK)


def _read_row(line: str) -> TableRow:
    return tuple(cell.strip().replace(BREAK, "\n") for cell in line.strip().removeprefix(CELL).split(CELL))


@dataclass(slots=True)
class _Found:
    """A piece as it stands in the file."""

    label: str
    title: str
    lines: list[str] = field(default_factory=list)
    tables: list[list[TableRow]] = field(default_factory=list)
    heads: list[list[TableRow]] = field(default_factory=list)
    around: dict[str, str] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Take one more line: a row of the table above it, what stands around a sheet's, or a paragraph."""
        before = next((one for one in (UNIT, DATED, SIGNS) if line.startswith(one)), "")
        if line.startswith(CELL) and self.tables:
            self.tables[-1].append(_read_row(line))
        elif line.startswith(HEAD + CELL) and self.heads:
            self.heads[-1].append(_read_row(line.removeprefix(HEAD)))
        elif before and not self.tables:
            self.around[before] = line.removeprefix(before).strip()
        elif line.strip():
            self.lines.append(line.strip())
            if is_table_line(line):
                self.tables.append([])
                self.heads.append([])


def read_words(path: Path, words: Words, drop: Iterable[str] = ()) -> Words:
    """Take the words back from a file; what the file does not name stays as it is.

    A piece called 新附件 is added; those in ``drop`` go.

    Raises:
        Unavailable: the file cannot be read.
        Rejected: it has no line 标题：, or names a piece the paper has not.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unavailable(finding("files.unreadable", where=Where(file=path.name))) from None
    heads = {TITLE: words.title, RECEIVERS: words.receivers, SIGNATURE: words.signature}
    found: list[_Found] = []
    known = {piece.label for piece in words.pieces}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(MARK):
            label, _, title = line.removeprefix(MARK).strip().partition(" ")
            label = "" if label == "正文" else label
            if label not in known and not label.startswith(NEW):
                where = Where(file=path.name, cell=f"第{number}行")
                raise Rejected(finding("papers.no_piece", where=where, label=label))
            found.append(_Found(label, title.replace(SLASH, "\n")))
        elif found:
            found[-1].add(line)
        else:
            heads |= {head: line.removeprefix(head).strip() for head in heads if line.startswith(head)}
    if TITLE not in text:
        raise Rejected(finding("papers.no_head", where=Where(file=path.name)))
    pieces = tuple(_pieces(words, found))
    return Words(
        title=heads[TITLE].replace(SLASH, "\n"),
        receivers=heads[RECEIVERS],
        signature=heads[SIGNATURE],
        pieces=without(replace(words, pieces=pieces), drop).pieces,
    )


def without(words: Words, labels: Iterable[str]) -> Words:
    """Return the words without the attachments of these labels.

    Raises:
        Rejected: the paper has no such attachment.
    """
    gone = set(labels)
    known = {piece.label for piece in words.pieces if piece.label}
    for label in sorted(gone - known):
        raise Rejected(finding("papers.no_piece", label=label))
    return replace(words, pieces=tuple(one for one in words.pieces if one.label not in gone))


def _pieces(words: Words, found: list[_Found]) -> Iterator[Piece]:
    """Yield the pieces in the file's order; those it does not name keep their places before the new ones."""
    named = {one.label: one for one in found}
    order = iter([one for one in found if words.piece(one.label) is not None])
    made: list[Piece] = []
    for piece in words.pieces:
        if piece.label not in named:
            made.append(piece)
            continue
        here = next(order)
        made.append(_made(words.piece(here.label) or piece, here))
    for one in found:
        if words.piece(one.label) is None:
            made.append(_made(Piece(label=new_label(made)), one))
    yield from made


def _made(piece: Piece, found: _Found) -> Piece:
    rows = (*(tuple(rows) or old for rows, old in zip(found.tables, piece.rows, strict=False)),)
    rows += piece.rows[len(rows) :]
    heads = (*(tuple(head) or old for head, old in zip(found.heads, piece.heads, strict=False)),)
    heads += piece.heads[len(heads) :]
    made = replace(piece, title=found.title, lines=tuple(found.lines), rows=rows, heads=heads)
    if not piece.around():
        lines = (*(head + text for head, text in found.around.items()), *made.lines)
        return replace(made, lines=lines) if found.around else made
    return replace(
        made,
        unit=found.around.get(UNIT, piece.unit),
        dated=found.around.get(DATED, piece.dated),
        signs="\n".join(found.around[SIGNS].split(CELL)) if SIGNS in found.around else piece.signs,
    )
