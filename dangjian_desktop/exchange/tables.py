"""Any file or paste → one document of tables and paragraphs, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dangjian_desktop.exchange.grid import Block, Cell, Document, Paragraph, Row, Source, Table
from dangjian_desktop.exchange.plaintext import text_blocks
from dangjian_desktop.exchange.raw import RawRows
from dangjian_desktop.exchange.sheets import workbook_tables
from dangjian_desktop.exchange.sniff import Kind, kind_of
from dangjian_desktop.exchange.traditional import Simplifier
from dangjian_desktop.exchange.web_tables import web_blocks
from dangjian_desktop.exchange.words import word_blocks
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint, warning

__all__ = ["Document", "Source", "Table", "read_document"]


def read_document(source: Source, headwords: frozenset[str] = frozenset()) -> Document:
    """Read ``source`` whole.

    Args:
        source: a file or a paste; what it is, its content tells and not its name.
        headwords: heading words, without blanks, that may begin a flattened table.

    Raises:
        Rejected: wrong kind, empty, encrypted, damaged or dangerous.
    """
    kind = kind_of(source)
    found: list[Finding] = []
    if kind is Kind.WORKBOOK:
        blocks: tuple[Block, ...] = workbook_tables(source)
    elif kind is Kind.DOCX:
        blocks = word_blocks(source)
    elif kind is Kind.WEB:
        blocks = web_blocks(source)
    else:
        blocks = text_blocks(source, headwords)
        found = _unfit_rows(blocks)
    if not blocks or all(isinstance(one, Table) and not one.rows for one in blocks):
        raise Rejected(finding("files.empty", where=Where(file=source.name)))
    whole = _simplified(Document(source.name, blocks))
    return replace(whole, findings=(*whole.findings, *found))


def _simplified(document: Document) -> Document:
    """Turn Traditional text to Simplified, if it is Traditional, and keep the original."""
    texts = [text for table in document.tables for text in _texts(table.rows)]
    texts.extend(paragraph.text for paragraph in document.paragraphs)
    simplifier = Simplifier.for_texts(texts)
    if simplifier is None:
        return document
    blocks = tuple(_simple_block(block, simplifier) for block in document.blocks)
    where = Where(file=document.source)
    told = hint("files.traditional", where=where, count=simplifier.changed, examples=simplifier.examples())
    return replace(document, blocks=blocks, findings=(*document.findings, told))


def _texts(rows: Sequence[Row]) -> Iterable[str]:
    return rows.foreign() if isinstance(rows, RawRows) else (cell.text for row in rows for cell in row.cells)


def _simple_block(block: Block, simplifier: Simplifier) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=simplifier.simple(block.text))
    if isinstance(block.rows, RawRows):
        rows, count = block.rows.simplified(simplifier.simple_ones(block.rows.foreign()))
        simplifier.changed += count
        return replace(block, rows=rows)
    return replace(block, rows=tuple(_simple_row(row, simplifier) for row in block.rows))


def _simple_row(row: Row, simplifier: Simplifier) -> Row:
    return replace(row, cells=tuple(_simple_cell(cell, simplifier) for cell in row.cells))


def _simple_cell(cell: Cell, simplifier: Simplifier) -> Cell:
    text = simplifier.simple(cell.text)
    return cell if text == cell.text else replace(cell, text=text, raw=cell.raw or cell.text)


def _unfit_rows(blocks: Sequence[Block]) -> list[Finding]:
    """Note the rows of flattened tables whose cells cannot be counted off."""
    return [
        warning("files.row_unfit", table.where(row.address), cells=len(row.cells), width=table.width)
        for table in blocks
        if isinstance(table, Table)
        for row in table.rows
        if row.unfit
    ]
