"""Text of any kind: its encoding, CSV, tab-separated pastes, flattened tables and plain paragraphs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from dangjian_desktop.domain.names import narrow
from dangjian_desktop.exchange.flattened import Line, flattened_blocks, is_flattened
from dangjian_desktop.exchange.grid import Block, Paragraph, Row, Source, Table, sheet_address
from dangjian_desktop.exchange.raw import cell_of
from dangjian_desktop.kernel.findings import Rejected, Where, finding

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DELIMITERS = ",\t;|"


def text_blocks(source: Source, headwords: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """Read a text file or a paste.

    Args:
        source: the bytes; ``headwords`` are known heading words that tell a flattened table's width.

    Raises:
        Rejected: when it is no text, or CSV with a broken quotation.
    """
    text = decoded(source)
    lines = text.splitlines()
    if is_flattened(lines):
        return flattened_blocks(source.name, lines, headwords)
    delimiter = _delimiter(source.name, lines)
    if delimiter:
        return (_separated(source, text, delimiter),)
    if any("\t" in line for line in lines):
        return tuple(_mixed(source, lines))
    return tuple(_paragraphs(enumerate(lines, 1)))


def decoded(source: Source) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030 (which holds GBK).

    Raises:
        Rejected: when it is none of them or holds control characters, as binary files do.
    """
    for mark, encoding in _BOMS:
        if source.data.startswith(mark):
            return _strictly(source, (encoding,))
    return _strictly(source, ("utf-8", "gb18030"))


def _strictly(source: Source, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            text = source.data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) * 50 <= len(text) and "\x00" not in text:
            return text
    raise Rejected(finding("files.not_text", where=Where(file=source.name)))


def _steadiest(lines: Sequence[str]) -> tuple[str, float]:
    """Return the delimiter that stands equally often in most lines, and in which share of them."""
    best, share = "", 0.0
    for mark in _DELIMITERS:
        counts = [line.count(mark) for line in lines]
        usual = max(set(counts), key=counts.count, default=0)
        agree = counts.count(usual) / len(counts) if counts else 0.0
        if usual and agree > share + 0.05:
            best, share = mark, agree
    return best, share


def _delimiter(name: str, lines: Sequence[str]) -> str:
    """Find the delimiter of a CSV file; empty when the text is prose."""
    sample = [line for line in lines if line.strip()][:50]
    named = name.lower().endswith((".csv", ".tsv"))
    prose = any("。" in line for line in sample[:3])
    best, share = _steadiest(sample)
    if named:
        return best or ","
    return best if best and share >= 0.9 and len(sample) >= 2 and not prose and best != "\t" else ""


def _separated(source: Source, text: str, delimiter: str) -> Table:
    try:
        records = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Rejected(finding("files.broken_csv", where=Where(file=source.name))) from None
    rows = tuple(
        Row(
            tuple(cell_of(value, sheet_address(number, column)) for column, value in enumerate(record)),
            f"第{number + 1}行",
        )
        for number, record in enumerate(records)
    )
    return Table(source.name, "", rows, max((len(row.cells) for row in rows), default=0))


def _mixed(source: Source, lines: Sequence[str]) -> Iterable[Block]:
    """Cut pasted text into tables (runs of lines with tabs) and the paragraphs between them."""
    run: list[Line] = []
    for line in _joined(lines):
        if "\t" in line.text:
            run.append(line)
            continue
        if run:
            yield _tabbed(source, run)
            run = []
        yield from _paragraphs([(line.number, line.text)])
    if run:
        yield _tabbed(source, run)


def _joined(lines: Sequence[str]) -> Iterable[Line]:
    """Join the lines of a cell that Excel pasted in quotation marks because it holds line ends."""
    held = ""
    begin = 0
    for number, text in enumerate(lines, 1):
        whole = f"{held}\n{text}" if held else text
        opened = re.search('(?:^|\t)"', whole) is not None and whole.count('"') % 2 == 1
        if opened and whole.count("\n") < 30:
            held, begin = whole, begin or number
            continue
        yield Line(begin or number, whole)
        held, begin = "", 0
    if held:
        yield from (Line(begin + offset, part) for offset, part in enumerate(held.split("\n")))


def _tabbed(source: Source, lines: Sequence[Line]) -> Table:
    rows = tuple(
        Row(
            tuple(
                cell_of(_unquoted(part), f"第{line.number}行第{column}格")
                for column, part in enumerate(line.text.split("\t"), 1)
            ),
            f"第{line.number}行",
        )
        for line in lines
    )
    return Table(source.name, "", rows, max(len(row.cells) for row in rows))


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterable[Paragraph]:
    for number, line in lines:
        text = narrow(line).strip()
        if text:
            yield Paragraph(text, f"第{number}行")
