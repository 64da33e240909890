"""The one shape every file is read into: a document of paragraphs and tables with cell addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dangjian_desktop.kernel.findings import Finding, Unavailable, Where, finding

PASTED = "粘贴的文字"
LARGEST_FILE = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to import and the name to call them by."""

    name: str
    data: bytes

    @staticmethod
    def from_path(path: Path) -> Source:
        """Read a file.

        Raises:
            Unavailable: when it is missing, a folder, not readable or too large.
        """
        where = Where(file=path.name)
        try:
            if path.is_dir():
                raise Unavailable(finding("files.is_folder", where=where))
            if path.stat().st_size > LARGEST_FILE:
                raise Unavailable(finding("files.too_large", where=where, limit=LARGEST_FILE >> 20))
            return Source(path.name, path.read_bytes())
        except FileNotFoundError:
            raise Unavailable(finding("files.missing", where=where)) from None
        except OSError:
            raise Unavailable(finding("files.unreadable", where=where)) from None

    @staticmethod
    def pasted(text: str, name: str = PASTED) -> Source:
        """Take text from the clipboard or the standard input."""
        return Source(name, text.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, cleaned; ``raw`` keeps what the file held where cleaning changed it.

    A cell covered by a merged one carries that one's text and address, and ``covered`` is True.
    ``rows`` and ``columns`` are the extent of the merged cell at its first place.
    """

    text: str
    address: str
    raw: str = ""
    covered: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row. ``lost`` counts the cells which flattening dropped, no one knows where
    (then ``cells`` are only those left); ``unfit`` tells that the count cannot be right."""

    cells: tuple[Cell, ...]
    address: str
    lost: int = 0
    unfit: bool = False

    def is_blank(self) -> bool:
        """Tell whether no cell holds text."""
        return not any(cell.text for cell in self.cells)


class WholeRows(Sequence[Row]):
    """Rows of which none has lost cells, so that nobody need make them all to find out."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one sheet, one Word table or one pasted block.

    ``rows`` of a workbook are made when they are asked for. ``spans_known``: the file says which
    cells are merged, so that an empty cell is really empty.
    """

    source: str
    sheet: str
    rows: Sequence[Row]
    width: int
    spans_known: bool = False

    @property
    def flattened(self) -> bool:
        """Tell whether rows have lost cells."""
        return not isinstance(self.rows, WholeRows) and any(row.lost for row in self.rows)

    def where(self, address: str, field: str = "", record: str = "") -> Where:
        """Return the place of a cell of this table."""
        return Where(file=self.source, sheet=self.sheet, cell=address, field=field, record=record)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside tables."""

    text: str
    address: str


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file: its blocks in their order and what was noticed while reading."""

    source: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 27 → AB."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def sheet_address(row: int, column: int) -> str:
    """Return the address of a cell counted from 0: (2, 1) → B3."""
    return f"{column_letters(column)}{row + 1}"
