"""Returned 评分表: whose it is, and what stands in each open cell, with its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_desktop.exchange.grid import Cell, Row, Source, Table
from dangjian_desktop.exchange.tables import read_document
from dangjian_desktop.kernel.findings import Rejected, Where, finding

SUBJECT, STAGE = ("党组织：", "党组织:"), ("评分阶段：", "评分阶段:")
CONTENT, POINTS, REASON, CODE = "评分内容", ("得分", "考核", "自评"), ("理由", "扣分说明", "扣分理由"), "编号"
KEY_LENGTH = 32
EDITION = re.compile(r"([a-z][a-z0-9_]*)@(\S+)")


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One indicator as it came back: by its code where the file still has it, else by its words."""

    code: str
    text: str
    points: str
    reason: str
    cell: str


@dataclass(frozen=True, slots=True)
class Returned:
    """One returned sheet; ``org_id``, ``form`` (a code) and ``edition`` are empty where it lost them."""

    file: str
    sheet: str
    org: str
    org_id: str
    stage: str
    lines: tuple[ReturnedLine, ...]
    form: str = ""
    edition: str = ""


def read_score_book(source: Source) -> Returned:
    """Read a returned sheet.

    Raises:
        Rejected: no table, or none with 评分内容 and 得分 at its head.
    """
    for table in read_document(source).blocks:
        if isinstance(table, Table):
            found = _returned(source.name, table)
            if found is not None:
                return found
    raise Rejected(finding("scoring.no_sheet_in_file", where=Where(file=source.name)))


def _returned(file: str, table: Table) -> Returned | None:
    org, org_id, stage, form, edition = "", "", "", "", ""
    for number, row in enumerate(table.rows):
        texts = [cell.text.strip() for cell in row.cells]
        heads = _heads(texts)
        if heads is not None:
            lines = _lines(table.rows[number + 1 :], heads)
            return Returned(file, table.sheet, org, org_id, stage, tuple(lines), form, edition)
        for cell in row.cells:
            text = cell.text.strip()
            org = _after(text, SUBJECT) or org
            stage = _after(text, STAGE) or stage
            if made_on := EDITION.fullmatch(text):
                form, edition = made_on.groups()
            if len(text) == KEY_LENGTH and text.isalnum() and text.isascii():
                org_id = text
    return None


def _after(text: str, heads: Sequence[str]) -> str:
    return next((text.removeprefix(head).strip() for head in heads if text.startswith(head)), "")


@dataclass(frozen=True, slots=True)
class _Heads:
    content: int
    points: int
    reason: int
    code: int


def _heads(texts: Sequence[str]) -> _Heads | None:
    """Return where the columns are; of several that hold points the last one counts."""
    if CONTENT not in texts:
        return None
    points = [n for n, text in enumerate(texts) if text in POINTS]
    if not points:
        return None
    reason = next((n for n, text in enumerate(texts) if text in REASON), -1)
    code = texts.index(CODE) if CODE in texts else -1
    return _Heads(texts.index(CONTENT), points[-1], reason, code)


def _lines(rows: Sequence[Row], heads: _Heads) -> list[ReturnedLine]:
    found = []
    for row in rows:
        cells = row.cells
        text, code = _at(cells, heads.content), _at(cells, heads.code)
        points = cells[heads.points] if heads.points < len(cells) else None
        if not (code or text) or points is None or (not code and text == _at(cells, 0)):
            continue
        found.append(ReturnedLine(code, text, points.text.strip(), _at(cells, heads.reason), points.address))
    return found


def _at(cells: Sequence[Cell], place: int) -> str:
    return cells[place].text.strip() if 0 <= place < len(cells) else ""
