"""What a column is filtered by: some of its values, or a span of figures or days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from dangjian_desktop.gui.widgets.rows import Column
    from dangjian_desktop.gui.widgets.sheet import Sheet

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
    _of: tuple[Any, int] = (None, 0)
    _mask: list[bool] = field(default_factory=list)

    def mask(self, sheet: Sheet[R]) -> list[bool]:
        """Tell for every row whether it stays; asked once as long as the rows are the same."""
        if self._of != (sheet, sheet.version):
            self._of, self._mask = (sheet, sheet.version), self._ask(sheet)
        return self._mask

    def _ask(self, sheet: Sheet[R]) -> list[bool]:
        if self.column is None or self.choice is None:
            keep = self.keep or bool
            return [bool(keep(row)) for row in sheet.rows]
        values = self.choice.values
        if values is not None:
            return [text in values for text in sheet.texts(self.column)]
        return [self.choice.holds(figure) for figure in sheet.figures(self.column)]
