"""From starting the process to a window that answers, and its memory: ours against a bare PySide6 window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15
WARM_UP = 2
BARE = "只有四个空页签的 PySide6 窗口"


def measure() -> list[Figure]:
    """Start both windows in turn, each in a fresh process with an empty user folder.

    As installed: the first rounds leave every module compiled, wherever the machine's settings
    would have the program's own compiled anew at each start while those of PySide6 are ready.
    """
    with tempfile.TemporaryDirectory() as compiled:
        both = [(start("bare", compiled), start("program", compiled)) for _ in range(WARM_UP + ROUNDS)]
    rounds = both[WARM_UP:]
    bare, ours = zip(*rounds, strict=True)
    return [
        Figure("启动到窗口可用", "毫秒", BARE, [run[0] for run in ours], [run[0] for run in bare], aim=2.5),
        Figure("内存（常驻）", "MB", BARE, [run[1] for run in ours], [run[1] for run in bare], aim=2),
    ]


def start(kind: str, compiled: str) -> tuple[float, float]:
    """Start one window; return milliseconds until it answers, and its resident memory in MB."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DANGJIAN_HOME": home, "PYTHONPATH": str(ROOT)}
        environment |= {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        if sys.platform.startswith("linux"):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        begun = time.monotonic()
        child = [sys.executable, "-m", "tests.benchmarks.window", kind]
        done = subprocess.run(child, env=environment, capture_output=True, text=True, check=True)
        report = json.loads(done.stdout.splitlines()[-1])
    return (report["ready"] - begun) * 1000, report["rss"] / 1e6
