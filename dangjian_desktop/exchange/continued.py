"""Rows of a 任务分解表 that a paste broke off: what reads as a time, an owner or a sentence is no stage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dangjian_desktop.exchange.alignment import FieldRow
from dangjian_desktop.exchange.grid import Block, Cell, Document, Paragraph, Row, Table

ORDER = ("phase", "due", "items", "owners")
_STAGE = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+(?:阶段|步骤?|环节)|.{1,20}(?:阶段|步骤|环节)(?:[(（].*[)）])?$)"
)
_TIME = re.compile(
    r"[\d〇一二三四五六七八九十年月日号上中下旬初底末前后起至到止—–\-~～、.,，\s份季度半全第个工作内之以左右()（）]+"
)
_TIMED = re.compile(r"\d\s*[月日号年]|[上中下]旬|月[初底末份]|季度|全年|半年|[一二三四五六七八九十]月|工作日")
_OWNER = re.compile(r"(?:委员|书记|干部|主任|组|办|办公室|支部|党委|委员会|居委会|社区|中心|单位)$")
_NUMBERED = re.compile(r"^[(（]?\d{1,2}\s*(?:[、)）]|[.．](?!\d))")
_SENTENCE = re.compile(r"[。；;]|[,，].{4}")
_GOES_ON = (",", "，", "、", ";", "；", ":", "：")
_LONGEST_STAGE, _LONGEST_OWNER = 18, 40


def is_time(text: str) -> bool:
    """Tell whether a cell holds a time and nothing else."""
    return bool(_TIME.fullmatch(text) and _TIMED.search(text))


def is_stage(text: str) -> bool:
    """Tell whether a cell can name a stage: no time, no owner, no sentence."""
    if _STAGE.match(text):
        return True
    return not (is_time(text) or is_owner(text) or is_sentence(text) or len(text) > _LONGEST_STAGE)


def is_owner(text: str) -> bool:
    """Tell whether a cell reads like those who answer for a task."""
    return len(text) <= _LONGEST_OWNER and not _SENTENCE.search(text) and bool(_OWNER.search(text))


def is_sentence(text: str) -> bool:
    """Tell whether a cell reads like what is to be done."""
    return bool(_NUMBERED.match(text) or _SENTENCE.search(text))


def whole_table(document: Document, table: Table, headed: Sequence[Table]) -> Table:
    """Return a table of a text with the rows that broken lines cut off from it.

    What follows up to the next table with headings (``headed``) belongs to it where it is a run of cells
    with a time in it; lines between two such runs are one cell each. So is a sentence after the last row,
    where that row breaks off in the middle.
    """
    rows, waiting = list(table.rows), list[Row]()
    for block in _after(document.blocks, table):
        if isinstance(block, Paragraph):
            waiting.append(Row((Cell(block.text, block.address),), block.address))
        elif any(block is one for one in headed) or not _timed(block):
            break
        else:
            rows += [*waiting, *block.rows]
            waiting = []
    while waiting and rows and _breaks_off(rows[-1]) and is_sentence(waiting[0].cells[0].text):
        rows.append(waiting.pop(0))
    return table if len(rows) == len(table.rows) else replace(table, rows=tuple(rows))


def _breaks_off(row: Row) -> bool:
    return any(cell.text.endswith(_GOES_ON) for cell in row.cells)


def _after(blocks: Sequence[Block], table: Table) -> Iterator[Block]:
    found = False
    for block in blocks:
        if found:
            yield block
        found = found or block is table


def _timed(table: Table) -> bool:
    told = table.rows[0].address.startswith("第") if len(table.rows) else False  # lines of a text
    return told and any(is_time(cell.text) for row in table.rows for cell in row.cells)


def rejoined(rows: Sequence[FieldRow], fields: Iterable[str | None]) -> tuple[tuple[FieldRow, ...], int]:
    """Return the rows with those joined again that a paste broke off, and how many cells were moved."""
    in_order = tuple(name for name in fields if name in ORDER)
    if all(_is_sound(row) for row in rows) or in_order[:3] != ORDER[:3]:
        return tuple(_without_wrong_stage(row) for row in rows), 0
    mended = _Mended(named="owners" in in_order)
    for row in rows:
        if _is_sound(row):
            mended.take(row)
        else:
            mended.take_loose([cell for cell in row.cells.values() if cell.text])
    return tuple(mended.all()), mended.moved


def _is_sound(row: FieldRow) -> bool:
    stage, alone = row.text("phase"), len([cell for cell in row.cells.values() if cell.text]) == 1
    cut_off = alone and is_owner(row.text("items"))  # those who answer for the row above
    return bool(row.text("items")) and not cut_off and (not stage or is_stage(stage))


def _without_wrong_stage(row: FieldRow) -> FieldRow:
    stage = row.text("phase")
    if not stage or is_stage(stage):
        return row
    return replace(row, cells={name: cell for name, cell in row.cells.items() if name != "phase"})


@dataclass(slots=True)
class _Open:
    """A row that is being put together from loose cells."""

    stage: Cell | None
    due: Cell | None
    lost: frozenset[str] = frozenset()
    items: list[Cell] = field(default_factory=list)
    owners: list[Cell] = field(default_factory=list)

    def row(self) -> FieldRow:
        parts = {
            "phase": self.stage,
            "due": self.due,
            "items": _one(self.items, ""),
            "owners": _one(self.owners, " "),
        }
        cells = {name: cell for name, cell in parts.items() if cell is not None}
        address = next(iter(cells.values())).address
        lost = self.lost if self.stage is not None else self.lost | {"phase"}
        return FieldRow(cells, address, lost, texts=tuple(cell.text for cell in cells.values()))


def _one(cells: Sequence[Cell], between: str) -> Cell | None:
    return replace(cells[0], text=between.join(cell.text for cell in cells)) if cells else None


class _Mended:
    """Puts rows together: a time begins one, a stage stands before it, sentences and owners go on."""

    def __init__(self, *, named: bool) -> None:
        self.named, self.moved = named, 0
        self.done: list[FieldRow] = []
        self.open: _Open | None = None
        self.stage: Cell | None = None

    def take(self, row: FieldRow) -> None:
        """Take a sound row as it is; cells that follow may still go on with it."""
        self._close()
        cells = {name: row.cell(name) for name in ORDER if row.text(name)}
        if self.stage is not None:
            cells.setdefault("phase", self.stage)
            self.stage = None
        self.open = _Open(cells.get("phase"), cells.get("due"), row.lost)
        self.open.items += [cells["items"]]
        self.open.owners += [cells["owners"]] if "owners" in cells else []

    def take_loose(self, cells: Sequence[Cell]) -> None:
        """Take the cells of a row that stand in wrong places."""
        for at, cell in enumerate(cells):
            follows = cells[at + 1].text if at + 1 < len(cells) else ""
            self.moved += 1
            if is_time(cell.text) and (self.open is None or self.open.items):
                self._close()
                self.open, self.stage = _Open(self.stage, cell), None
            elif self._begins_stage(cell.text, follows):
                self._close()
                self.stage = cell
            else:
                self._go_on(cell)

    def _begins_stage(self, text: str, follows: str) -> bool:
        whole = self.open is None or bool(self.open.items)
        return whole and bool(_STAGE.match(text) or (is_stage(text) and is_time(follows)))

    def _go_on(self, cell: Cell) -> None:
        if self.open is None:
            self.open, self.stage = _Open(self.stage, None), None
        if not self.open.items:
            self.open.items.append(cell)
        elif self.named and (is_owner(cell.text) or not (self.open.owners or is_sentence(cell.text))):
            self.open.owners.append(cell)
        else:
            self.open.items.append(cell)

    def _close(self) -> None:
        if self.open is not None:
            self.done.append(self.open.row())
        self.open = None

    def all(self) -> list[FieldRow]:
        """Return every row."""
        self._close()
        return self.done
