"""The self-test finds the program well, and says so where it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dangjian_desktop.app import crash
from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.self_test import REPORT, REPORT_WORDS, Step, line_of, tried, write_report
from dangjian_desktop.app.self_test_bench import Fault
from dangjian_desktop.app.self_test_steps import typed_in
from dangjian_desktop.app.shots import MOMENT
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected, finding


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program's self-test in a process of its own."""
    command = [sys.executable, "-m", "dangjian_desktop", "--self-test", *words]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", **more}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.processes
def test_the_quick_self_test_starts_opens_a_book_makes_a_paper_and_reports(tmp_path: Path) -> None:
    folder = tmp_path / "自 检"
    done = run(str(folder), "--quick")
    report = json.loads((folder / REPORT).read_text("utf-8"))
    assert (done.returncode, report["passed"], report["built"]) == (0, True, False), done.stdout
    assert [step["name"] for step in report["steps"]] == ["启动", "新建并出一份公文", "收尾"]
    assert all(step["found"] and not step["fault"] for step in report["steps"])
    assert "全部通过" in (folder / REPORT_WORDS).read_text("utf-8-sig")
    assert (folder / "shots" / "start.png").stat().st_size > 5_000
    assert (folder / "函.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.processes
def test_every_tab_is_shown_on_a_scaled_screen(tmp_path: Path) -> None:
    folder, book = tmp_path / "缩放", tmp_path / "册.djb"
    ProgramOpener(FixedClock(MOMENT)).create(book).upkeep.close(backup=False)
    done = run(str(folder), "--pages", str(book), QT_SCALE_FACTOR="1.5")
    report = json.loads((folder / REPORT).read_text("utf-8"))
    assert (done.returncode, report["passed"]) == (0, True), done.stdout
    started, shown, _ = report["steps"]
    assert "缩放 1.5" in started["found"]
    assert "1264 × 680 点" in shown["found"]
    assert {"roster.png", "ballots.png", "settings.png"} <= {shot.name for shot in folder.glob("shots/*")}


@pytest.mark.processes
def test_a_folder_must_be_named() -> None:
    done = run()
    assert done.returncode == 2
    assert "文件夹" in done.stderr


def test_what_goes_wrong_is_part_of_the_answer_and_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blank() -> str:
        raise Fault("首页是空白的")

    def refused() -> str:
        raise Rejected(finding("files.empty"))

    def broken() -> str:
        raise ZeroDivisionError("除数为零")

    recorded: list[BaseException] = []
    monkeypatch.setattr(crash, "record", recorded.append)
    steps = [tried("一", lambda: "好"), tried("二", blank), tried("三", refused)]
    assert [step.fault for step in steps[:2]] == ["", "首页是空白的"]
    assert "文件是空的" in steps[2].fault
    assert "程序出错" in tried("四", broken).fault
    assert [type(error) for error in recorded] == [ZeroDivisionError]
    write_report(tmp_path, steps, 0.0)
    assert json.loads((tmp_path / REPORT).read_text("utf-8"))["passed"] is False
    assert "✕ 二" in (tmp_path / REPORT_WORDS).read_text("utf-8-sig")


def test_a_step_is_one_line() -> None:
    assert line_of(Step("启动", 1.5, "Qt 6")) == "✓ 启动（1.5 秒）：Qt 6"


def test_only_whole_lines_of_the_other_process_count(tmp_path: Path) -> None:
    told = tmp_path / "typed.txt"
    assert typed_in(told) == []
    told.write_text("34\n35\n3", "utf-8")
    assert typed_in(told) == [34, 35]
