"""One thing the check of a paper looked at, and the measures of the page it is held against, in mm."""

from __future__ import annotations

from dataclasses import dataclass

CLAUSE = "GB/T 9704-2012"
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
RIGHT, FOOT = LEFT + WIDTH, TOP + HEIGHT
PITCH, CELL = HEIGHT / 22, WIDTH / 28
TOLERANCE = 1.0  # 5.2.1: ± 1 mm


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its clause, whether it holds, and what was measured, in Chinese."""

    code: str
    name: str
    clause: str
    passed: bool
    measured: str


def check(code: str, name: str, article: str, passed: bool, measured: str) -> Check:
    """Return a check against an article of the standard."""
    return Check(f"papers.{code}", name, f"{CLAUSE} {article}", passed, measured)


def near(value: float, wanted: float, within: float = TOLERANCE) -> bool:
    """Say whether two measures agree within the standard's tolerance."""
    return abs(value - wanted) <= within
