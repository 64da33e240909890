"""Text as it is typed or pasted for a letter → blocks and attachments: headings by number, tables by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dangjian_desktop.domain.paper_levels import level_of, read_line
from dangjian_desktop.domain.paper_tables import Align, Column, TableBlock, plain_table
from dangjian_desktop.domain.papers import Attachment, Block, Heading, Paragraph

MOST_UPRIGHT = 6
"""Columns a table may have before its attachment is turned (横排表格)."""
_NAMED = re.compile(r"^【(.+)】$")
_NARROW, _WIDE = 4, 24
_LONG = 12


@dataclass(frozen=True, slots=True)
class TypedAttachment:
    """An attachment: its name, and its text where it has any; without text it is only listed."""

    name: str
    blocks: tuple[Block, ...] = ()


def read_body(lines: Iterable[str]) -> tuple[Block, ...]:
    """Read a text line by line: numbered lines are headings, lines with tabs in a row are a table.

    Numbered lines that are whole sentences are text, and so are others like them of the same level. A row of
    nothing but tabs is a row to be filled in by hand.
    """
    blocks: list[Block] = []
    clean = [line for line in lines if "\t" in line or line.strip()]
    told = frozenset(level_of(line) for line in clean if _is_sentence(read_line(line), "，"))
    for tabbed, group in groupby(clean, key=lambda line: "\t" in line):
        texts = list(group)
        if not tabbed:
            blocks.extend(_block(line, told) for line in texts)
        elif any(line.strip() for line in texts):
            blocks.append(tabbed_table(texts))
    return tuple(blocks)


def read_attachments(lines: Iterable[str]) -> tuple[TypedAttachment, ...]:
    """Read attachments: 【name】 on its own line begins one with the text below; other lines are names."""
    found: list[tuple[str, list[str]]] = []
    inside = False
    for line in lines:
        named = _NAMED.match(line.strip())
        if named:
            found.append((named[1].strip(), []))
            inside = True
        elif inside:
            found[-1][1].append(line)
        elif line.strip():
            found.append((line.strip(), []))
    return tuple(TypedAttachment(name.rstrip("。；，、"), read_body(text)) for name, text in found)


def attachments_of(typed: Sequence[TypedAttachment]) -> tuple[Attachment, ...]:
    """Return the attachments that have pages of their own, marked 附件 or 附件1 as they are listed."""
    single = len(typed) == 1
    return tuple(
        Attachment("附件" if single else f"附件{number}", each.name, each.blocks, is_wide(each.blocks))
        for number, each in enumerate(typed, 1)
        if each.blocks
    )


def _block(line: str, told: frozenset[int]) -> Block:
    """Read a line; a numbered one of a level that is ``told`` in sentences is text where it is one."""
    block = read_line(line)
    if isinstance(block, Heading) and block.level in told and _is_sentence(block):
        return Paragraph(line.strip())
    return block


def _is_sentence(block: Block, holding: str = "") -> bool:
    """Tell whether a numbered line is a whole sentence, one ``holding`` a mark where that is asked."""
    if not isinstance(block, Heading) or block.run_in:
        return False
    return block.text[-1] in "。；" and holding in block.text


def is_wide(blocks: Sequence[Block]) -> bool:
    """Tell whether a table has so many columns that its attachment is turned."""
    return any(isinstance(block, TableBlock) and len(block.columns) > MOST_UPRIGHT for block in blocks)


def tabbed_table(lines: Sequence[str]) -> TableBlock:
    """Make a table of lines with tabs; the first of several is its head, short rows are filled up."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    columns = []
    for cells in zip(*rows, strict=True):
        longest = max(map(len, cells))
        align = Align.LEFT if longest > _LONG else Align.CENTRE
        columns.append(Column(min(_WIDE, max(_NARROW, longest)), align))
    table = plain_table(columns, rows[0], rows[1:])
    return table if table.body else replace(table, header=(), body=table.header)
