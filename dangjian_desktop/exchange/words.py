"""Word documents (docx): paragraphs and tables in their order, merged cells spread out."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from dangjian_desktop.domain.names import tidy
from dangjian_desktop.exchange.grid import Block, Cell, Paragraph, Row, Source, Table
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable
    from docx.table import _Row as WordRow


def word_blocks(source: Source) -> tuple[Block, ...]:
    """Read the body of a docx file.

    Raises:
        Rejected: when it is damaged.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        return tuple(_blocks(source, docx.Document(BytesIO(source.data))))
    except (PackageNotFoundError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError):
        # python-docx meets a missing part with KeyError, a foreign element with AttributeError
        raise Rejected(finding("files.damaged", where=Where(file=source.name))) from None


def _blocks(source: Source, document: WordDocument) -> list[Block]:
    from docx.table import Table as WordTable

    blocks: list[Block] = []
    tables = 0
    paragraphs = 0
    for part in document.iter_inner_content():
        if isinstance(part, WordTable):
            tables += 1
            blocks.append(_table(source, part, f"表{tables}"))
        else:
            paragraphs += 1
            text = part.text.strip()
            if text:
                blocks.append(Paragraph(text, f"第{paragraphs}段"))
    return blocks


def _table(source: Source, table: WordTable, name: str) -> Table:
    """Spread merged cells: a cell that continues the one above or beside carries its text."""
    anchors: dict[int, tuple[str, str]] = {}
    rows: list[Row] = []
    for number, row in enumerate(table.rows, 1):
        rows.append(Row(tuple(_cells(row, number, anchors)), f"第{number}行"))
    width = max((len(row.cells) for row in rows), default=0)
    return Table(source.name, name, tuple(rows), width, spans_known=True)


def _cells(row: WordRow, number: int, anchors: dict[int, tuple[str, str]]) -> list[Cell]:
    """Read one row; ``anchors`` holds, by grid column, the last cell that begins there."""
    cells = [Cell("", f"第{number}行第{column + 1}格") for column in range(row.grid_cols_before)]
    for element in row._tr.tc_lst:  # noqa: SLF001  python-docx offers no other view of unspread cells
        column = len(cells)
        continued = element.vMerge == "continue"
        if not continued or column not in anchors:
            raw = "\n".join(_text(paragraph) for paragraph in element.p_lst)
            anchors[column] = (raw, f"第{number}行第{column + 1}格")
        raw, address = anchors[column]
        text = tidy(raw)
        span = max(1, int(element.grid_span))
        rest = Cell(text, address, raw if raw != text else "", covered=True)
        first = Cell(text, address, raw if raw != text else "", covered=continued, columns=span)
        cells.extend([first, *([rest] * (span - 1))])
    return cells


def _text(paragraph: object) -> str:
    return str(getattr(paragraph, "text", ""))
