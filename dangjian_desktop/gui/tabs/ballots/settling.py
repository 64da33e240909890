"""Deciding one paper whose two entries differ, as a machine without Qt: keys in, the settled paper out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from dangjian_desktop.domain.ballots import BLANK_KEYS, Ballot, BallotDraft, BallotStatus, draft_of
from dangjian_desktop.domain.entries import SETTLED, Pair, Part
from dangjian_desktop.domain.forms import BallotForm, ItemKind
from dangjian_desktop.kernel.findings import Finding, hint, warning
from dangjian_desktop.services.second_entry import part_name, side_words

FIRST_KEY, SECOND_KEY, UP_KEY, DOWN_KEY, BACK_KEY = "Left", "Right", "Up", "Down", "Backspace"


class Side(StrEnum):
    """Which reading holds at a place: one of the entries, or the paper typed anew."""

    FIRST = "first"
    SECOND = "second"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds at a place; ``mark`` or ``group`` where the paper was typed anew."""

    side: Side
    mark: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One place as the page shows it; ``place`` is negative for the group and for the whole paper."""

    place: int
    label: str
    text: str
    first: str
    second: str
    differs: bool


@dataclass(slots=True)
class Settling:
    """The decisions on one paper so far; ``at`` is the difference in hand."""

    form: BallotForm
    pair: Pair
    decided: dict[int, Decision] = field(default_factory=dict)
    at: int = 0

    @property
    def places(self) -> tuple[int, ...]:
        """Return where the entries differ."""
        return self.pair.places

    @property
    def place(self) -> int:
        """Return the place in hand."""
        return self.places[self.at]

    @property
    def ready(self) -> bool:
        """Tell whether every difference is decided."""
        return all(place in self.decided for place in self.places)

    def press(self, key: str) -> Finding | None:
        """Take one key; return what to say beside it where it does nothing."""
        if key in (UP_KEY, DOWN_KEY):
            self.at = (self.at + (1 if key == DOWN_KEY else -1)) % len(self.places)
        elif key == BACK_KEY:
            self.decided.pop(self.place, None)
        elif key in (FIRST_KEY, SECOND_KEY):
            return self._take(Side.FIRST if key == FIRST_KEY else Side.SECOND)
        else:
            return self._type(key)
        return None

    def choose(self, place: int, side: Side) -> Finding | None:
        """Take a reading at a place, as a click does."""
        self.at = self.places.index(place)
        return self._take(side)

    def _take(self, side: Side) -> Finding | None:
        entry = self.pair.first if side is Side.FIRST else self.pair.second
        if entry is None:
            return hint("ballots.side_missing", number=self.pair.number)
        self._decide(Decision(side))
        return None

    def _type(self, key: str) -> Finding | None:
        place = self.place
        if place == Part.GROUP:
            return self._type_group(key)
        option = self.form.option_by_key(key, place) if place >= 0 else None
        if option is None and (place < 0 or key not in BLANK_KEYS):
            return warning("ballots.bad_settling_key", key=key)
        if option is None or self.form.items[place].kind is ItemKind.SINGLE:
            self._decide(Decision(Side.TYPED, option))
            return None
        before = self.decided.get(place)
        ticks = (before.mark or 0) if before is not None and before.side is Side.TYPED else 0
        self.decided[place] = Decision(Side.TYPED, (ticks ^ (1 << option)) or None)
        return None

    def _type_group(self, key: str) -> Finding | None:
        groups = self.form.groups
        if not (key.isascii() and key.isdigit() and 1 <= int(key) <= len(groups)):
            return warning("ballots.bad_group_key", key=key, last=len(groups))
        self._decide(Decision(Side.TYPED, group=groups[int(key) - 1].code))
        return None

    def _decide(self, decision: Decision) -> None:
        self.decided[self.place] = decision
        self._go_on()

    def _go_on(self) -> None:
        """Go to the next difference that is not decided, if any."""
        count = len(self.places)
        for step in range(1, count):
            if self.places[(self.at + step) % count] not in self.decided:
                self.at = (self.at + step) % count
                return

    def draft(self) -> BallotDraft:
        """Return the paper as decided; what both entries say alike is taken as it is."""
        base = self._base()
        made = replace(draft_of(base), entry=SETTLED)
        group = self.decided.get(Part.GROUP)
        if group is not None:
            made = replace(made, group=group.group or self._side(group).group)
        if made.status is BallotStatus.INVALID or Part.MISSING in self.decided:
            return made
        marks = list(made.marks)
        for place, decision in self.decided.items():
            if place >= 0:
                marks[place] = (
                    decision.mark if decision.side is Side.TYPED else self._side(decision).marks[place]
                )
        return replace(made, marks=tuple(marks))

    def _base(self) -> Ballot:
        whole = self.decided.get(Part.WHOLE) or self.decided.get(Part.MISSING)
        found = self._side(whole) if whole is not None else self.pair.first or self.pair.second
        if found is None:
            raise ValueError("a pair without entries")
        return found

    def _side(self, decision: Decision) -> Ballot:
        entry = self.pair.first if decision.side is Side.FIRST else self.pair.second
        if entry is None:
            raise ValueError("an entry that was not typed was taken")
        return entry

    # ---------------------------------------------------------------- what is shown

    def lines(self) -> tuple[Line, ...]:
        """Return every place of the paper, those that differ marked; the whole paper where it differs."""
        differing = set(self.places)
        shown: list[int] = [p for p in (Part.MISSING, Part.GROUP, Part.WHOLE) if p in differing]
        both = self.pair.first is not None and self.pair.second is not None
        if both and Part.WHOLE not in differing and self.pair.first is not None and self.pair.first.marks:
            shown.extend(range(len(self.form.items)))
        return tuple(self._line(place, place in differing) for place in shown)

    def _line(self, place: int, differs: bool) -> Line:
        return Line(
            place=place,
            label=str(place + 1) if place >= 0 else "",
            text=self.form.items[place].text if place >= 0 else part_name(place),
            first=side_words(self.pair.first, place, self.form),
            second=side_words(self.pair.second, place, self.form),
            differs=differs,
        )

    def taken(self, line: Line) -> str:
        """Return the words that hold at a line; empty while it is not decided."""
        if not line.differs:
            return line.first
        decision = self.decided.get(line.place)
        if decision is None:
            return ""
        if decision.side is Side.TYPED:
            return self._typed_words(line.place, decision)
        return line.first if decision.side is Side.FIRST else line.second

    def _typed_words(self, place: int, decision: Decision) -> str:
        if place < 0:
            group = self.form.group(decision.group)
            return group.name if group else decision.group
        base = self._base()
        marks = (*base.marks[:place], decision.mark, *base.marks[place + 1 :])
        return side_words(replace(base, marks=marks), place, self.form)
