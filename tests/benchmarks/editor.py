"""改字句 with a notice of ten pages in the real window: from a key to its page, beside bare drawing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
BARE = "ReportLab 只画同样各页的字，pdfium 画出其中一页"
ACTS = {
    "key": ("在 {} 页的通知里打一个字，到这一页画出来", 150),
    "kept": ("边存边打：存改动时打的字，到这一页画出来", 150),
    "away": ("打字、排版、检查期间窗口最长不应的时间", 100),
}


def measure() -> list[Figure]:
    """Measure in a fresh process; a figure is right when its slowest round stays under its limit."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    child = [sys.executable, "-m", "tests.benchmarks.editor_page"]
    done = subprocess.run(child, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(
            words.format(round(report["pages"][0])),
            "毫秒",
            BARE,
            report[act],
            report["bare"],
            limit,
            slowest=True,
        )
        for act, (words, limit) in ACTS.items()
    ]
