"""Where the lines of a ballot stand on the typing screen: heights, the lines shown, columns and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.tabs.ballots.look import Scale
from dangjian_desktop.gui.tabs.ballots.shape import Line, Section, Style, lines_of

HEAD, GRID_HEAD, ROW_LEAST, ROW_MOST = 40, 66, 40, 64
WORDS_HEIGHT = 54
EXTENT = 18
NUMBER_WIDTH, CHOICE_HEIGHT, QUESTION_HEIGHT = 76, 40, 40
LEAST_CELL, NAME_WIDTH = 34, 190


@dataclass(frozen=True, slots=True)
class Cell:
    """The boxes of one place: a rectangle per option."""

    place: int
    boxes: tuple[QRectF, ...]


class Placing:
    """Lays the lines of one form into a table; everything is in the pixels of the screen."""

    def __init__(self, form: BallotForm, scale: Scale) -> None:
        self.form, self.scale = form, scale
        self.lines = lines_of(form)
        self.of_place = {place: n for n, line in enumerate(self.lines) for place in line.places}
        self.table = QRectF()
        self.row = self.limit = 0.0
        self.heights: list[float] = []
        self.shown: dict[int, QRectF] = {}
        self.heads: list[tuple[Section, QRectF]] = []
        self.first_cell = 0
        self.at: tuple[int, int] = (-1, -1)

    # ---------------------------------------------------------------- heights

    def fit(self, room: QRectF) -> None:
        """Take the room there is; the table fills it as far as its lines go."""
        self.table, self.at = room, (-1, -1)
        fixed = sum(self.fixed_height(line) for line in self.lines)
        fixed += sum(self.head_height(section) for section in _sections(self.lines))
        rows = sum(not self.fixed_height(line) for line in self.lines) or 1
        least, most = self.scale.px(ROW_LEAST), self.scale.px(ROW_MOST)
        self.row = max(least, min(most, (room.height() - fixed) // rows))  # whole: the sum never rounds over
        self.heights = [self.fixed_height(line) or self.row for line in self.lines]
        whole = sum(self.heights) + sum(self.head_height(section) for section in _sections(self.lines))
        # a ballot longer than the screen leaves a line under it that says which part is shown
        self.limit = room.height() if whole <= room.height() else room.height() - self.scale.px(EXTENT)
        self.table.setHeight(min(self.limit, whole))

    def head_height(self, section: Section) -> float:
        """Return the height of the head over a section; its own options need none."""
        return self.scale.px({Style.ROW: HEAD, Style.GRID: GRID_HEAD}.get(section.style, 0))

    def fixed_height(self, line: Line) -> float:
        """Return the height of a line that does not take its share of the room; 0 of one that does."""
        if line.section.style is Style.WORDS:
            return self.scale.px(WORDS_HEIGHT)
        return self.choices_height(line) if line.section.style is Style.CHOICES else 0.0

    def choices_height(self, line: Line) -> float:
        """Return the height of an item with its options under its words."""
        rows = len(self._choice_rows(line.places.start))
        return self.scale.px(QUESTION_HEIGHT) + rows * self.scale.px(CHOICE_HEIGHT) + self.scale.px(6)

    # ---------------------------------------------------------------- what is shown

    def follow(self, place: int, question: int = -1) -> bool:
        """Show the lines around ``place``, or around a question answered in words among them; return whether
        they moved."""
        current = self.of_place.get(place, len(self.lines) - 1)
        current = next((n for n, one in enumerate(self.lines) if 0 <= question == one.question), current)
        cell = max(0, place - self.lines[current].places.start) if self.lines else 0
        if self.at == (current, cell):
            return False
        self.at = (current, cell)
        before = (tuple(self.shown), self.first_cell)
        first = 0
        while not self._fits(first, current):
            first += 1
        self._show(first)
        self._show_cells(current, cell)
        return before != (tuple(self.shown), self.first_cell)

    def _fits(self, first: int, current: int) -> bool:
        """Tell whether the current line is seen from ``first``, in the upper two thirds or with the last."""
        top, bottom = self._reach(first, current), self.limit
        return first >= current or top <= bottom * 0.66 or self._reach(first, len(self.lines) - 1) <= bottom

    def _reach(self, first: int, last: int) -> float:
        shown = self.lines[first : last + 1]
        return sum(self.heights[first : last + 1]) + sum(self.head_height(s) for s in _sections(shown))

    def _show(self, first: int) -> None:
        self.shown, self.heads = {}, []
        top, section = self.table.top(), None
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            head = self.head_height(line.section) if line.section != section else 0.0
            if top + head + self.heights[number] > self.table.top() + self.limit + 1:
                break
            if head:
                self.heads.append((line.section, QRectF(self.table.left(), top, self.table.width(), head)))
                top += head
            section = line.section
            self.shown[number] = QRectF(self.table.left(), top, self.table.width(), self.heights[number])
            top += self.heights[number]
        self.table.setBottom(top)

    def _show_cells(self, current: int, cell: int) -> None:
        """Keep the current cell of a row with more cells than fit side by side in sight."""
        if not self.lines:
            return
        fits = self.cells_shown(self.lines[current].section)
        count = len(self.lines[current].places)
        self.first_cell = max(0, min(cell - fits // 2, count - fits))

    # ---------------------------------------------------------------- columns

    def name_right(self, section: Section) -> float:
        """Return where the words of a line end and its boxes begin."""
        if section.style is Style.GRID:
            cells = self.cells_shown(section)
            return self.table.right() - cells * self._cell_width(section, cells)
        wide = self._column(section)
        return self.table.right() - wide * len(section.options)

    def cells_shown(self, section: Section) -> int:
        """Return how many cells of a GRID stand side by side."""
        if section.style is not Style.GRID:
            return 1
        room = self.table.width() - self.scale.px(NUMBER_WIDTH + NAME_WIDTH)
        return max(1, min(len(section.items), int(room / (self.scale.px(LEAST_CELL) * len(section.options)))))

    def _cell_width(self, section: Section, cells: int) -> float:
        room = self.table.width() - self.scale.px(NUMBER_WIDTH + NAME_WIDTH)
        return min(room / cells, float(self.scale.px(72) * len(section.options)))

    def _column(self, section: Section) -> float:
        metrics = QFontMetricsF(self.scale.font(17, bold=True))
        widest = max(metrics.horizontalAdvance(o.text) for o in section.options) + self.scale.px(24)
        return min(max(self.scale.px(104), widest), self.table.width() * 0.62 / len(section.options))

    def columns(self, section: Section) -> list[QRectF]:
        """Return the columns of the options (ROW) or of the cells shown (GRID), over the whole table."""
        left = self.name_right(section)
        if section.style is Style.GRID:
            count = self.cells_shown(section)
            wide = self._cell_width(section, count)
        else:
            count, wide = len(section.options), self._column(section)
        return [QRectF(left + n * wide, self.table.top(), wide, self.table.height()) for n in range(count)]

    def cells(self, number: int) -> list[Cell]:
        """Return the boxes of a line that is shown, place by place."""
        line, at = self.lines[number], self.shown[number]
        if line.section.style is Style.WORDS:
            return []
        if line.section.style is Style.CHOICES:
            return [Cell(line.places.start, tuple(box for _, box in self.choices(number)))]
        columns = self.columns(line.section)
        if line.section.style is Style.ROW:
            boxes = tuple(_square(column, at, self.scale.px(32)) for column in columns)
            return [Cell(line.places.start, boxes)]
        return [
            Cell(line.places.start + self.first_cell + n, tuple(self._grid_boxes(line, column, at)))
            for n, column in enumerate(columns)
        ]

    def _grid_boxes(self, line: Line, column: QRectF, at: QRectF) -> list[QRectF]:
        count = len(line.section.options)
        wide = (column.width() - self.scale.px(8)) / count
        left = column.left() + self.scale.px(4)
        parts = [QRectF(left + n * wide, at.top(), wide, at.height()) for n in range(count)]
        return [_square(part, at, min(self.scale.px(30), wide - self.scale.px(6))) for part in parts]

    def _choice_rows(self, place: int) -> list[list[float]]:
        """Return the widths of an item's options, row by row."""
        metrics = QFontMetricsF(self.scale.font(19))
        room = self.table.width() - self.scale.px(NUMBER_WIDTH) - self.scale.px(12)
        rows: list[list[float]] = [[]]
        for option in self.form.options_of(place):
            wide = min(room, metrics.horizontalAdvance(option.text) + self.scale.px(70))
            if rows[-1] and sum(rows[-1]) + wide > room:
                rows.append([])
            rows[-1].append(wide)
        return rows

    def choices(self, number: int) -> list[tuple[QRectF, QRectF]]:
        """Return the place of each option's words and its box, for an item with options under its words."""
        at, left = self.shown[number], self.table.left() + self.scale.px(NUMBER_WIDTH)
        found, top, high = [], at.top() + self.scale.px(QUESTION_HEIGHT), self.scale.px(CHOICE_HEIGHT)
        side = self.scale.px(28)
        for widths in self._choice_rows(self.lines[number].places.start):
            x = left
            for wide in widths:
                box = QRectF(x, top + (high - side) / 2, side, side)
                words = QRectF(x + side + self.scale.px(8), top, wide - side - self.scale.px(14), high)
                found.append((words, box))
                x += wide
            top += high
        return found


def _sections(lines: Sequence[Line]) -> list[Section]:
    """Return the sections in order, each once where it begins."""
    return [line.section for n, line in enumerate(lines) if not n or lines[n - 1].section != line.section]


def _square(column: QRectF, row: QRectF, side: float) -> QRectF:
    side = min(side, row.height() - 8)
    return QRectF(column.center().x() - side / 2, row.center().y() - side / 2, side, side)
