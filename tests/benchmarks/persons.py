"""人员 of the roster in the real window: a name typed, a post given, both undone, another order; beside a
bare table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
LIMIT_MS, ORDER_MS, AWAY_MS = 300, 100, 100
SIZES = (5_000, 60_000)
ACTS = {
    "name": "改一个姓名到画出",
    "undo_name": "撤销改姓名到画出",
    "post": "登记一个任职到画出",
    "undo_post": "撤销登记任职到画出",
    "away": "其间窗口最长不应的时间",
    "order": "改按姓氏笔画排列到画出",
    "order_away": "改排列期间窗口最长不应的时间",
}


def measure() -> list[Figure]:
    """Measure in fresh processes, 5,000 persons and 60,000: the slowest round counts."""
    figures = []
    for count in SIZES:
        bare, ours = run("bare", count), run("ours", count)
        baseline = f"sqlite3 改一格，重读同样 {count} 行，放进 QTableView"
        for act, words in ACTS.items():
            aim = AWAY_MS if act.endswith("away") else ORDER_MS if act == "order" else LIMIT_MS
            figures.append(
                Figure(
                    f"{count} 人：{words}", "毫秒", baseline, ours[act], bare["edit"], aim=aim, slowest=True
                )
            )
    return figures


def run(kind: str, count: int) -> dict[str, list[float]]:
    """Run one kind; return the milliseconds of every act."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    child = [sys.executable, "-m", "tests.benchmarks.persons_page", kind, str(count)]
    done = subprocess.run(child, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return report
