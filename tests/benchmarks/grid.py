"""A grid of 60,000 × 12 from the key pressed to the paint done: ours against a bare QTableView."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
BARE = "QTableView 直接显示同样 60000 × 12 个字符串"
LIMIT_MS = 100
ACTS = {
    "open": "打开到画出第一屏",
    "page": "下翻一屏",
    "end": "跳到最后一行",
    "sort": "按姓名排序",
    "sort_down": "再按姓名倒排",
    "sort_figure": "按数字列排序",
    "choose": "按村筛选",
    "type_first": "搜索输入第 1 个字母",
    "type_second": "搜索输入第 2 个字母",
    "type_third": "搜索输入第 3 个字母",
    "type_wipe": "清空搜索",
    "type_han": "搜索输入一个汉字",
    "select_all": "全选（我们的还算出合计）",
    "replace": "改一个格子后显示",
}


def measure() -> list[Figure]:
    """Measure both tables in fresh processes, each doing every act several times.

    The bare table sorts, filters and searches the simple way: in Python over the strings, then a reset. A
    figure is right when its slowest round stays under 100 ms; the ratio stands beside it.
    """
    bare, ours = run("bare"), run("ours")
    print(f"  画一屏 {ours['cells'][0]:.0f} 格，问模型 {ours['asked'][0]:.0f} 次", flush=True)
    figures = []
    for act, words in ACTS.items():
        figures.append(Figure(words, "毫秒", BARE, ours[act], bare[act], aim=LIMIT_MS, slowest=True))
    return figures


def run(kind: str) -> dict[str, list[float]]:
    """Run one table; return the milliseconds of every act."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    child = [sys.executable, "-m", "tests.benchmarks.grids", kind]
    done = subprocess.run(child, env=environment, capture_output=True, text=True, check=True)
    report: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return report
