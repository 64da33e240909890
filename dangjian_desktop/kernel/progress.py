"""How far long work is, and whether the clerk has cancelled it."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The clerk pressed 取消; whatever was begun is rolled back."""


class Progress(Protocol):
    """Told by long work how far it is."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report ``done`` of ``total`` (0 = unknown) items.

        Raises:
            Cancelled: when the clerk has asked to stop.
        """
        ...

    def give_way(self) -> None:
        """Let short calls that wait be done first; said only where nothing of the book is held open.

        They may change the record: what the work needs of it is read before, and noted after.
        """
        ...


class Silent:
    """A progress nobody watches."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Take note of nothing."""

    def give_way(self) -> None:
        """Nobody waits."""
