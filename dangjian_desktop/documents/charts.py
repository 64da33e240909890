"""A chart on paper: its title, what the patterns mean, rows of bars with their figures; cut between rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dangjian_desktop.documents.drawn import BLACK, Colour, Item, Rule, rectangle
from dangjian_desktop.documents.flow import Piece
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.patterns import PATTERNS, filled
from dangjian_desktop.documents.typeset import ASCENT, Line, Type, break_lines, measure, shape, single
from dangjian_desktop.domain.paper_charts import Bar, BarRow, ChartBlock, Stretch
from dangjian_desktop.kernel.findings import Rejected, Where, finding

TITLE = Type(Role.HEI, 12.0)
HEADING = Type(Role.HEI, 10.0)
WORDS = Type(Role.FANG, 10.0)
ON_DARK = Type(Role.HEI, 9.5)
LINE = 13.6
BAR, BETWEEN, AROUND = 12.0, 2.0, 7.0  # a bar, between the bars of a row, above and below a row together
ABOVE, TITLE_LINE, LEGEND_LINE, HEADING_LINE = 10.0, 20.0, 18.0, 19.0
SWATCH, GAP = 16.0, 6.0
_MOST_NAME, _MOST_SAID = 0.28, 0.34  # of the width
_PLATE = 2.0  # white left and right of a figure on a bar
_WHITE: Colour = (1.0, 1.0, 1.0)
_PALE: Colour = (0.75, 0.75, 0.75)
MARK = 1.8
SPARE = 14.0  # points of a page left free: Word needs them for the paragraph a picture stands in
CARRIED = 2  # rows that go over to the page of the notes


@dataclass(frozen=True, slots=True)
class _SetBar:
    """A bar, the lines behind it, and where on it its figures stand: None for those said behind it."""

    bar: Bar
    said: tuple[Line, ...]
    middles: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class _SetRow:
    """A row with its lines; ``tops`` are where its bars begin below the row's upper edge."""

    row: BarRow
    name: tuple[Line, ...]
    heading: Line | None
    bars: tuple[_SetBar, ...]
    tops: tuple[float, ...]
    height: float


class ChartFlow:
    """A chart set in a width, its rows ``around`` apart; ``taken`` are its pieces once it is cut, and whether
    each begins a page."""

    def __init__(self, chart: ChartBlock, width: float, fonts: FontSet, around: float = AROUND) -> None:
        self.taken: list[tuple[Piece, bool]] = []
        self.chart, self.width, self._fonts, self._around = chart, width, fonts, around
        self._full = chart.full  # asked once: it is reckoned from every bar
        self.name_width = min(_MOST_NAME * width, max(self._wide(row.name) for row in chart.rows)) + GAP
        self.bar_width, self.said_width = self._divided()
        self.rows = tuple(self._set(row) for row in chart.rows)
        self.head = self._head()

    def _wide(self, text: str, kind: Type = WORDS) -> float:
        return measure(shape(text, kind, self._fonts))

    def _divided(self) -> tuple[float, float]:
        """Divide what the names leave between the bars and what is said behind them.

        The shorter the bars, the fewer figures fit onto them: those that do not are said behind.
        """
        room, said = self.width - self.name_width, 0.0
        for _ in range(4):
            bars = room - said - 2.0
            need = max(
                (self._wide(self._said(bar, bars)) for row in self.chart.rows for bar in row.bars),
                default=0.0,
            )
            need = min(need + 2 * GAP if need else GAP, _MOST_SAID * self.width)
            if need <= said:
                break
            said = need
        return room - said - 2.0, said

    def _length(self, stretch: Stretch, width: float) -> float:
        return float(stretch.value / self._full) * width

    def _middles(self, bar: Bar, width: float) -> tuple[float | None, ...]:
        """Return where the middle of each figure stands on a bar of that width, None where it does not fit.

        A line across the bar divides a stretch: its figure stands in the wider part.
        """
        found: list[float | None] = []
        at, mark = 0.0, None if bar.mark is None else float(bar.mark / self._full) * width
        for one in bar.stretches:
            left, right = at, at + self._length(one, width)
            at, need = right, self._wide(one.figure) + 2 * _PLATE + 2.0
            if mark is not None and left < mark < right and abs((left + right) / 2 - mark) < need / 2 + MARK:
                left, right = (mark + MARK, right) if right - mark > mark - left else (left, mark - MARK)
            found.append((left + right) / 2 if need <= right - left else None)
        return tuple(found)

    def _said(self, bar: Bar, width: float) -> str:
        """Return what is said behind a bar: first the figures that do not fit onto it."""
        alone = len(bar.stretches) == 1
        left = [
            one.figure if alone else f"{self.chart.series[one.series]} {one.figure}"
            for one, middle in zip(bar.stretches, self._middles(bar, width), strict=True)
            if one.value and middle is None
        ]
        return "，".join((*left, *filter(None, (bar.said,))))

    def _set(self, row: BarRow) -> _SetRow:
        name = break_lines(shape(row.name, WORDS, self._fonts), self.name_width - GAP, justify=False)
        bars = tuple(self._set_bar(bar) for bar in row.bars)
        heading = single(shape(row.heading, HEADING, self._fonts)) if row.heading else None
        at = top = (HEADING_LINE if heading else 0.0) + self._around / 2
        tops = []
        for one in bars:
            high = max(BAR, LINE * len(one.said))
            tops.append(at + (high - BAR) / 2)
            at += high + BETWEEN
        height = max(at - BETWEEN, top + LINE * len(name)) + self._around / 2
        spare = height - self._around / 2 - (at - BETWEEN)
        return _SetRow(row, tuple(name), heading, bars, tuple(one + spare / 2 for one in tops), height)

    def _set_bar(self, bar: Bar) -> _SetBar:
        glyphs = shape(self._said(bar, self.bar_width), WORDS, self._fonts)
        lines = break_lines(glyphs, self.said_width - GAP, justify=False)
        return _SetBar(bar, tuple(lines), self._middles(bar, self.bar_width))

    # ---- drawing

    def _head(self) -> Piece:
        items: list[Item] = []
        at = ABOVE
        if self.chart.title:
            line = single(shape(self.chart.title, TITLE, self._fonts))
            items.extend(line.runs((self.width - line.width) / 2, at + ASCENT * TITLE.size))
            at += TITLE_LINE
        if self.chart.legend():
            drawn, lines = self._legend(at)
            items.extend(drawn)
            at += LEGEND_LINE * lines
        return Piece(at, tuple(items))

    def _legend(self, top: float) -> tuple[list[Item], int]:
        """Draw what each pattern means, centred, in as many lines as are needed."""
        told = self.chart.legend()
        wide = [SWATCH + 4.0 + self._wide(name) + 2 * GAP for _, name in told]
        lines: list[list[int]] = [[]]
        for n, one in enumerate(wide):
            if lines[-1] and sum(wide[each] for each in lines[-1]) + one > self.width:
                lines.append([])
            lines[-1].append(n)
        items: list[Item] = []
        for down, line in enumerate(lines):
            x = (self.width - sum(wide[n] for n in line) + 2 * GAP) / 2
            for n in line:
                items += self._told(*told[n], x, top + down * LEGEND_LINE)
                x += wide[n]
        return items, len(lines)

    def _told(self, series: int | None, name: str, x: float, y: float) -> list[Item]:
        """Draw a pattern, or the line, with its name."""
        line = single(shape(name, WORDS, self._fonts))
        words = line.runs(x + SWATCH + 4.0, y + 0.5 + ASCENT * WORDS.size)
        if series is None:
            return [*_mark(x + SWATCH - 2.0, y - 1.0, y + 12.0), *words]
        return [*filled(x, y + 1.0, SWATCH, 9.0, self.chart.tone(series)), *words]

    def piece(self, start: int, stop: int) -> Piece:
        """Return the head and the rows from ``start`` to ``stop``."""
        items, at = [*self.head.items], self.head.height
        for one in self.rows[start:stop]:
            items += self._row(one, at)
            at += one.height
        return Piece(at, tuple(items))

    def _row(self, one: _SetRow, top: float) -> list[Item]:
        items: list[Item] = []
        inner = top + (HEADING_LINE if one.heading else 0.0)
        if one.heading:
            items += one.heading.runs(0.0, top + 4.0 + ASCENT * HEADING.size)
            items.append(Rule(0.0, top, self.width, top, 0.4, _PALE))
        items.append(Rule(self.name_width, inner, self.name_width, top + one.height, 0.8))
        y = inner + (one.height - (inner - top) - LINE * len(one.name)) / 2
        items += _lines(one.name, y, right=self.name_width - GAP)
        for bar, down in zip(one.bars, one.tops, strict=True):
            items += self._bar(bar, top + down)
        return items

    def _bar(self, one: _SetBar, top: float) -> list[Item]:
        items: list[Item] = []
        x = self.name_width
        for stretch, middle in zip(one.bar.stretches, one.middles, strict=True):
            length = self._length(stretch, self.bar_width)
            if stretch.value:
                items += filled(x, top, length, BAR, self.chart.tone(stretch.series))
            if stretch.value and middle is not None:
                items += self._figure(stretch, self.name_width + middle, top)
            x += length
        if one.bar.mark is not None:
            at = self.name_width + float(one.bar.mark / self._full) * self.bar_width
            items += _mark(at, top - 3.0, top + BAR + 3.0)
            x = max(x, at + MARK)
        y = top + (BAR - LINE * len(one.said)) / 2
        behind = x if len(one.said) == 1 else self.name_width + self.bar_width
        return [*items, *_lines(one.said, y, left=behind + GAP)]

    def _figure(self, stretch: Stretch, middle: float, top: float) -> list[Item]:
        """Write a figure on its stretch: white on a dark ground, on a white plate where lines cross it."""
        look = PATTERNS[self.chart.tone(stretch.series)]
        line = single(shape(stretch.figure, ON_DARK if look.dark and not look.slopes else WORDS, self._fonts))
        left, base = middle - line.width / 2, top + (BAR - WORDS.size) / 2 + ASCENT * WORDS.size
        if not look.slopes:
            return list(line.runs(left, base, _WHITE if look.dark else BLACK))
        plate = rectangle(left - _PLATE, top + 1.2, line.width + 2 * _PLATE, BAR - 2.4, _WHITE)
        return [plate, *line.runs(left, base)]


@dataclass(frozen=True, slots=True)
class ChartCut:
    """The rest of a chart, from row ``start`` on: it stays together where it fits a page of ``page`` points.

    ``after`` is the height of what follows and must not stand on a page without bars.
    """

    flow: ChartFlow
    page: float
    start: int = 0
    after: float = 0.0

    def take(self, room: float) -> tuple[Piece | None, ChartCut | None]:
        """Return the rows that fit with the head above them, and the rest of the chart."""
        end = len(self.flow.rows)
        whole = self._height(self.start, end) + self.after
        if whole + SPARE <= room:
            return self._taken(end, room), None
        if whole + SPARE <= self.page and room < self.page:
            return None, self
        stop = self._stop(room)
        if stop == self.start:
            return None, self
        return self._taken(stop, room), replace(self, start=stop) if stop < end else None

    def _taken(self, stop: int, room: float) -> Piece:
        piece = self.flow.piece(self.start, stop)
        self.flow.taken.append((piece, room >= self.page))
        return piece

    def _stop(self, room: float) -> int:
        """Return the row after the last that fits; a group that fits the next page begins there."""
        rows, end = self.flow.rows, len(self.flow.rows)
        stop = self.start
        while stop < end and self._height(self.start, stop + 1) + SPARE <= room:
            stop += 1
        if stop == end and self.after and end - self.start > CARRIED:
            stop -= CARRIED
        if stop == end:
            return end
        return next((n for n in range(stop, self.start, -1) if rows[n].heading), stop)

    def _height(self, start: int, stop: int) -> float:
        return self.flow.head.height + sum(row.height for row in self.flow.rows[start:stop])

    def too_high(self) -> Rejected:
        """Return the error for a row that fits no page."""
        name = self.flow.rows[self.start].row.name
        return Rejected(finding("papers.row_too_high", where=Where(record=name[:12]), text=name[:24]))


def _lines(lines: Iterable[Line], top: float, *, left: float = 0.0, right: float | None = None) -> list[Item]:
    items: list[Item] = []
    for line in lines:
        ink = line.pens[-1] + line.glyphs[-1].advance if line.glyphs else 0.0
        at = left if right is None else right - ink
        items += line.runs(at, top + (LINE - WORDS.size) / 2 + ASCENT * WORDS.size)
        top += LINE
    return items


def _mark(x: float, top: float, low: float) -> tuple[Rule, Rule]:
    """Return a line across a bar, white at both sides so that it is seen on a dark ground."""
    return Rule(x, top, x, low, MARK + 2.0, _WHITE), Rule(x, top, x, low, MARK, BLACK)
