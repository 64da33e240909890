"""得分总表 of 300 × 40 from the key pressed to the paint done: ours against a bare QTableView."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
BARE = "QTableView 直接显示同样 300 × 40 个字符串"
LIMIT_MS = 30
ACTS = {"digit": "按下一个数字到画出", "enter": "回车记下到画出", "down": "下移一格到画出"}


def measure() -> list[Figure]:
    """Measure both in fresh processes; the time of the thread that shows, other programs not counted."""
    bare, ours = run("bare"), run("ours")
    return [
        Figure(f"得分总表：{words}", "毫秒", BARE, ours[act], bare[act], aim=LIMIT_MS, slowest=True)
        for act, words in ACTS.items()
    ]


def run(kind: str) -> dict[str, list[float]]:
    """Run one of the two; return the milliseconds of every act."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    child = [sys.executable, "-m", "tests.benchmarks.score_keys_page", kind]
    done = subprocess.run(child, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return report
