"""Any file or paste → one document of tables and paragraphs, or a refusal that says why."""

from __future__ import annotations

from dataclasses import replace

from dangjian_desktop.exchange.grid import Block, Cell, Document, Paragraph, Row, Source, Table
from dangjian_desktop.exchange.plaintext import text_blocks
from dangjian_desktop.exchange.sheets import workbook_tables
from dangjian_desktop.exchange.sniff import Kind, kind_of
from dangjian_desktop.exchange.traditional import Simplifier
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
    if kind is Kind.WORKBOOK:
        blocks: tuple[Block, ...] = workbook_tables(source)
    elif kind is Kind.DOCX:
        blocks = word_blocks(source)
    else:
        blocks = text_blocks(source, headwords)
    if not blocks or all(isinstance(one, Table) and not one.rows for one in blocks):
        raise Rejected(finding("files.empty", where=Where(file=source.name)))
    return _checked(_simplified(Document(source.name, blocks)))


def _simplified(document: Document) -> Document:
    """Turn Traditional text to Simplified, if it is Traditional, and keep the original."""
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts.extend(paragraph.text for paragraph in document.paragraphs)
    simplifier = Simplifier.for_texts(texts)
    if simplifier is None:
        return document
    blocks = tuple(_simple_block(block, simplifier) for block in document.blocks)
    where = Where(file=document.source)
    told = hint("files.traditional", where=where, count=simplifier.changed, examples=simplifier.examples())
    return replace(document, blocks=blocks, findings=(*document.findings, told))


def _simple_block(block: Block, simplifier: Simplifier) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=simplifier.simple(block.text))
    return replace(block, rows=tuple(_simple_row(row, simplifier) for row in block.rows))


def _simple_row(row: Row, simplifier: Simplifier) -> Row:
    return replace(row, cells=tuple(_simple_cell(cell, simplifier) for cell in row.cells))


def _simple_cell(cell: Cell, simplifier: Simplifier) -> Cell:
    text = simplifier.simple(cell.text)
    return cell if text == cell.text else replace(cell, text=text, raw=cell.raw or cell.text)


def _checked(document: Document) -> Document:
    """Note the rows of flattened tables whose cells cannot be counted off."""
    found: list[Finding] = []
    for table in document.tables:
        for row in table.rows:
            if row.unfit:
                where = table.where(row.address)
                found.append(warning("files.row_unfit", where, cells=len(row.cells), width=table.width))
    return replace(document, findings=(*document.findings, *found))
