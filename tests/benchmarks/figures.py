"""A figure, its baseline, and how the two are printed."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """Repeated measurements of one thing, beside those of its baseline.

    ``aim`` bounds the ratio of the medians; with ``slowest`` it bounds the slowest measurement itself.
    """

    what: str
    unit: str
    baseline: str
    values: Sequence[float]
    baseline_values: Sequence[float]
    aim: float
    slowest: bool = False

    @property
    def ratio(self) -> float:
        """Return the ratio of the medians."""
        return median(self.values) / median(self.baseline_values)

    def verdict(self) -> str:
        """Say the ratio, what is aimed at, and whether it is reached."""
        judged = max(self.values) if self.slowest else self.ratio
        reached = "达到" if judged <= self.aim else "未达到"
        if self.slowest:
            return f"比值 {self.ratio:.2f}；最慢 {judged:.0f} {self.unit}，目标不超过 {self.aim:g}：{reached}"
        return f"比值 {self.ratio:.2f}，目标不超过 {self.aim:g}：{reached}"


def most_memory() -> float:
    """Return the most memory this process has had, in MB, on Linux.

    What ``getrusage`` tells is no less than the memory of the process that started this one.
    """
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def show(name: str, figures: Sequence[Figure]) -> None:
    """Print the figures of one benchmark: medians, the middle half, the ratio and its aim."""
    print(f"\n{name}（{platform.system()}，Python {platform.python_version()}）", flush=True)
    for figure in figures:
        print(f"  {figure.what}：{spread(figure.values)} {figure.unit}（{len(figure.values)} 次）")
        print(f"    基准：{figure.baseline}：{spread(figure.baseline_values)} {figure.unit}")
        print(f"    {figure.verdict()}", flush=True)


def spread(values: Sequence[float]) -> str:
    """Write the median and the middle half of the values."""
    low, _, high = quantiles(values, n=4)
    return f"{median(values):.3g} [{low:.3g} – {high:.3g}]"
