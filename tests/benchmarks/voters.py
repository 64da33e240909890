"""选民名单 with 60,000 voters in the real window: opened, read, typed into; beside a bare table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
BARE = "sqlite3 读出同样 60000 行，放进 QTableView"
LIMIT_MS = 100
ACTS = {
    "open": "打开选民名单到画出第一屏",
    "hurried": "刚进花名册就打开选民名单",
    "again": "再次打开到画出第一屏",
    "freeze": "读完名单为止窗口最长不应的时间",
    "edit": "改一个格子到画出新的值",
    "freeze_edit": "改后窗口最长不应的时间",
}


def measure() -> list[Figure]:
    """Measure in fresh processes; a figure is right when its slowest round stays under 100 ms."""
    bare, ours = run("bare"), run("ours")
    return [
        Figure(
            words,
            "毫秒",
            BARE,
            ours[act],
            bare["edit" if "edit" in act else "open"],
            aim=LIMIT_MS,
            slowest=True,
        )
        for act, words in ACTS.items()
    ]


def run(kind: str) -> dict[str, list[float]]:
    """Run one kind; return the milliseconds of every act."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    child = [sys.executable, "-m", "tests.benchmarks.voters_page", kind]
    done = subprocess.run(child, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return report
