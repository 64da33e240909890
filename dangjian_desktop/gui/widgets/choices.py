"""What a column is filtered by: some of its values, or a span of figures or days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dangjian_desktop.gui.widgets.sheet import Sheet, put_at

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column

R = TypeVar("R")
Bound = Fraction | int | date


@dataclass(frozen=True, slots=True)
class Choice:
    """``values``: the texts kept; or ``least`` and ``most``: the span kept, both ends with it, None open."""

    values: frozenset[str] | None = None
    least: Bound | None = None
    most: Bound | None = None

    def words(self) -> str:
        """Say a span in a few signs: ≥ 40, ≤ 60, 40 – 60; empty for values."""
        if self.least is not None and self.most is not None:
            return f"{self.least} – {self.most}"
        if self.least is not None:
            return f"≥ {self.least}"
        return f"≤ {self.most}" if self.most is not None else ""

    def holds(self, figure: Any) -> bool:
        """Tell whether a figure or day lies in the span; what is not there does not."""
        if figure is None:
            return False
        return (self.least is None or figure >= self.least) and (self.most is None or figure <= self.most)


@dataclass(eq=False, slots=True)
class Keeper(Generic[R]):
    """A filter: ``keep`` asked of every row once, or a ``choice`` in a ``column``."""

    keep: Callable[[R], bool] | None = None
    column: Column[R] | None = None
    choice: Choice | None = None
    _sheet: Sheet[R] | None = None
    _seen: int = 0
    _mask: list[bool] = field(default_factory=list)

    def mask(self, sheet: Sheet[R]) -> list[bool]:
        """Tell for every row whether it stays; each is asked about once, and again when it is replaced."""
        if self._sheet is not sheet:
            self._sheet, self._mask = sheet, list(map(self._asked(sheet), range(len(sheet.rows))))
        elif self._seen < len(sheet.touched):
            asked = self._asked(sheet)
            for at in sheet.touched[self._seen :]:
                put_at(self._mask, at, asked(at))
        self._seen = len(sheet.touched)
        return self._mask

    def _asked(self, sheet: Sheet[R]) -> Callable[[int], bool]:
        """Return what tells whether the row at a position stays."""
        if self.column is None or self.choice is None:
            keep, rows = self.keep or bool, sheet.rows
            return lambda n: bool(keep(rows[n]))
        values, holds = self.choice.values, self.choice.holds
        if values is not None:
            texts = sheet.texts(self.column)
            return lambda n: texts[n] in values
        figures = sheet.figures(self.column)
        return lambda n: holds(figures[n])
