"""合规检查 as the window and the printed report see it, whatever made it."""

from __future__ import annotations

from typing import Protocol


class Check(Protocol):
    """One thing the proof looked at: its clause, whether it holds, what was measured, in Chinese."""

    @property
    def name(self) -> str:
        """What was looked at."""
        ...

    @property
    def clause(self) -> str:
        """The clause it rests on."""
        ...

    @property
    def passed(self) -> bool:
        """Whether it holds."""
        ...

    @property
    def measured(self) -> str:
        """What was measured."""
        ...
