"""Forms for many hands: equal copies to a sheet and sheet after sheet, cut marks between them.

Every place of a sheet and every sheet of a run is drawn by the same marks (domain.md §4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dangjian_desktop.documents.ballot_sheet import SetBallot, ballot_in, ballot_overleaf
from dangjian_desktop.documents.drawn import MM, Item, Page, Rule, moved, scaled
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.grid import PAGE_HEIGHT, PAGE_WIDTH, Frame
from dangjian_desktop.documents.layout import letter_pages
from dangjian_desktop.documents.list_sheet import list_pages
from dangjian_desktop.domain.papers import BallotSheet, ListTable, OfficialLetter, PrintRun
from dangjian_desktop.kernel.findings import Rejected, Where, finding

Form = BallotSheet | ListTable | OfficialLetter
"""What many people fill in."""

_CUT = 5 * MM
_SHEETS = {"A4": (PAGE_WIDTH, PAGE_HEIGHT), "A3": (PAGE_HEIGHT, 2 * PAGE_WIDTH)}
_DIVIDED = {1: (1, 1), 2: (1, 2), 4: (2, 2), 8: (2, 4)}
_SCALES, _SMALLEST = (1.0, 0.9, 0.82, 0.75), 0.66
_SMALL_ROOM = 110 * MM  # the shorter side of A6
_MARGIN, _NARROW_MARGIN, _HALF = 22 * MM, 10 * MM, 200 * MM
_LEAST_LETTER, _MOST_LETTER = 0.7, 1.42  # A4 on A5, A4 on A3


@dataclass(frozen=True, slots=True)
class Places:
    """A sheet divided into equal places, each for one copy."""

    width: float
    height: float
    across: int
    down: int

    @property
    def room(self) -> tuple[float, float]:
        """Return width and height of one place."""
        return self.width / self.across, self.height / self.down

    @property
    def many(self) -> int:
        """Return how many copies a sheet holds."""
        return self.across * self.down

    def page(self, items: tuple[Item, ...], count: int, back: bool = False) -> Page:
        """Return the sheet with the first ``count`` places filled, and its cut marks.

        On the ``back`` they are counted from the right: so each lies behind its front.
        """
        wide, high = self.room
        columns = reversed(range(self.across)) if back else range(self.across)
        lefts = [across * wide for across in columns]
        spots = [(left, down * high) for down in range(self.down) for left in lefts]
        drawn = tuple(item for dx, dy in spots[:count] for item in moved(items, dx, dy))
        cuts = [mark for n in range(1, self.down) for mark in _cut_marks(0.0, n * high, self.width, n * high)]
        for n in range(1, self.across):
            cuts += _cut_marks(n * wide, 0.0, n * wide, self.height)
        return Page(self.width, self.height, (*drawn, *cuts))


@dataclass(frozen=True, slots=True)
class Imposed:
    """A run laid out: its pages, how many copies a full sheet holds, how many sides a copy has."""

    pages: tuple[Page, ...]
    per_sheet: int
    sides: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """One copy laid out for one place: its sides, and how large its type is beside the full size.

    ``ballot`` is what it was laid out by, None for other forms.
    """

    places: Places
    sides: tuple[tuple[Item, ...], ...]
    scale: float
    ballot: SetBallot | None = None


def impose(part: Form, run: PrintRun, fonts: FontSet) -> Imposed:
    """Lay out a form as its run wants it.

    Raises Rejected: it does not fit (``papers.too_long``), or not that many times on a sheet
    (``papers.ballot_too_long``).
    """
    return _sheets(part.title, run, fit(part, run, fonts))


def fit(part: Form, run: PrintRun, fonts: FontSet) -> Fitted:
    """Lay out one copy of a form for the places of its sheet; raises as :func:`impose`."""
    fitted = _fitted(part, run, fonts)
    if fitted is not None:
        return fitted
    if run.per_sheet > 1:
        where = Where(field="每张纸几票")
        raise Rejected(finding("papers.ballot_too_long", where=where, count=run.per_sheet))
    raise Rejected(finding("papers.too_long", text=part.title[:24], size=run.sheet))


def _fitted(part: Form, run: PrintRun, fonts: FontSet) -> Fitted | None:
    for many in (run.per_sheet,) if run.per_sheet else _natural(part, run.sheet):
        found = [one for places in _places(run.sheet, many, part) if (one := _fit(part, places, fonts))]
        if found and isinstance(part, BallotSheet):
            return max(found, key=lambda one: (-len(one.sides), one.scale))
        if found:
            return found[0]  # places that lie otherwise than the form would press its columns
    return None


def _natural(part: Form, sheet: str) -> tuple[int, ...]:
    """Return how many copies a sheet holds when nobody says: ballots of A5, other forms of A4."""
    most = (2 if isinstance(part, BallotSheet) else 1) * (2 if sheet == "A3" else 1)
    return tuple(many for many in (4, 2, 1) if many <= most)


def _places(sheet: str, many: int, part: Form) -> list[Places]:
    """Return the two ways to divide a sheet: ballots on an upright sheet first, others as they lie."""
    wide, high = _SHEETS[sheet]
    across, down = _DIVIDED[many]
    ways = [Places(wide, high, across, down), Places(high, wide, down, across)]
    if isinstance(part, BallotSheet):
        return ways
    landscape = isinstance(part, ListTable) and part.landscape
    return sorted(ways, key=lambda way: (way.room[0] > way.room[1]) != landscape)


def _sheets(title: str, run: PrintRun, fitted: Fitted) -> Imposed:
    places = fitted.places
    full, rest = divmod(run.count or places.many, places.many)
    whole = [places.page(side, places.many) for side in fitted.sides]
    last = [places.page(side, rest, n % 2 == 1) for n, side in enumerate(fitted.sides)] if rest else []
    mark = ((0, title.replace("\n", "")),)
    for sides in (whole, last):
        sides[:1] = [replace(side, marks=mark) for side in sides[:1]]
    return Imposed((*whole * full, *last), places.many, len(fitted.sides))


def _fit(part: Form, places: Places, fonts: FontSet) -> Fitted | None:
    if isinstance(part, OfficialLetter):
        return _fit_letter(part, places, fonts)
    if isinstance(part, BallotSheet):
        return _fit_ballot(part, places, fonts)
    least = len(list_pages(part, fonts))
    for scale in _scales(places):
        sides = tuple(_list_sides(part, places.room, scale, fonts))
        if sides and len(sides) <= least:
            return Fitted(places, sides, scale)
    return None


def _fit_ballot(part: BallotSheet, places: Places, fonts: FontSet) -> Fitted | None:
    for scale in _scales(places):
        if ballot := ballot_in(part, places.room, scale, fonts):
            return Fitted(places, ballot.sides, scale, ballot)
    if places.many == 1:
        for scale in _SCALES:
            if ballot := ballot_overleaf(part, places.room, scale, fonts):
                return Fitted(places, ballot.sides, scale, ballot)
    return None


def _scales(places: Places) -> tuple[float, ...]:
    return (*_SCALES, _SMALLEST) if min(places.room) < _SMALL_ROOM else _SCALES


def _list_sides(
    part: ListTable, room: tuple[float, float], scale: float, fonts: FontSet
) -> Iterator[tuple[Item, ...]]:
    wide, high = room[0] / scale, room[1] / scale
    margin = (_MARGIN if min(room) > _HALF else _NARROW_MARGIN) / scale
    frame = Frame(wide, high, margin, margin, wide - 2 * margin, high - 2 * margin)
    try:
        pages = list_pages(part, fonts, frame)
    except Rejected:  # a column or row that the place has no room for
        return
    yield from (scaled(page.items, scale) for page in pages)


def _fit_letter(part: OfficialLetter, places: Places, fonts: FontSet) -> Fitted | None:
    wide, high = places.room
    scale = min(wide / PAGE_WIDTH, high / PAGE_HEIGHT)
    pages = letter_pages(part, fonts)
    if not _LEAST_LETTER <= scale <= _MOST_LETTER or any(page.turned for page in pages):
        return None
    dx, dy = (wide - scale * PAGE_WIDTH) / 2, (high - scale * PAGE_HEIGHT) / 2
    return Fitted(places, tuple(moved(scaled(page.items, scale), dx, dy) for page in pages), scale)


def _cut_marks(x1: float, y1: float, x2: float, y2: float) -> tuple[Item, ...]:
    """Return a fine dashed cut line with a whole stroke at both edges of the sheet."""
    dx, dy = (_CUT, 0.0) if y1 == y2 else (0.0, _CUT)
    grey = (0.45, 0.45, 0.45)
    return (
        Rule(x1, y1, x1 + dx, y1 + dy, 0.6),
        Rule(x1 + dx, y1 + dy, x2 - dx, y2 - dy, 0.4, grey, 3.0),
        Rule(x2 - dx, y2 - dy, x2, y2, 0.6),
    )
