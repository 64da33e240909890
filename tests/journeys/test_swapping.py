"""The new program takes the old one's place, or the old one comes back whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dangjian_desktop.app import swapping
from dangjian_desktop.app.swapping import finish, keep_word, swap, take_word
from dangjian_desktop.kernel.paths import user_folder

PROGRAM = """#!{python}
import sys
from pathlib import Path
here = Path(sys.argv[0]).resolve().parent
if sys.argv[1:2] == ["--self-test"]:
    sys.exit({code})
(here.parent / "started.txt").write_text(f"{{here.name}} {version} {{' '.join(sys.argv[1:])}}")
"""


def program(folder: Path, version: str, code: int = 0) -> Path:
    """Make a small program that answers the self-test with ``code`` and leaves word when it starts."""
    (folder / "_internal").mkdir(parents=True)
    starter = folder / "dangjian"
    starter.write_text(PROGRAM.format(python=sys.executable, code=code, version=version), "utf-8")
    starter.chmod(0o755)
    (folder / "_internal" / f"{version}.txt").write_text(version, "utf-8")
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    made = program(tmp_path / "党建台 程序", "old")
    (made / "uninstall.exe").write_text("x", "utf-8")
    return made


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_new_program_takes_the_place_and_keeps_the_uninstaller(old: Path) -> None:
    new = program(old.with_name(old.name + ".new"), "new")
    assert swap(old, new, lambda: True) == ""
    assert names(old) == {"dangjian", "_internal/new.txt", "uninstall.exe"}
    assert names(old.with_name(old.name + ".previous")) == {"dangjian", "_internal/old.txt", "uninstall.exe"}


def test_where_the_new_program_does_not_start_the_old_one_is_back(old: Path) -> None:
    new, before = program(old.with_name(old.name + ".new"), "new"), names(old)
    assert "自检" in swap(old, new, lambda: False)
    assert names(old) == before


def test_where_copying_breaks_off_the_old_one_is_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, before = program(old.with_name(old.name + ".new"), "new"), names(old)

    def full(source: Path, target: Path) -> None:
        Path(target).mkdir()
        (Path(target) / "half").write_text("x", "utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", full)
    assert "没有拷贝完" in swap(old, new, lambda: True)
    assert names(old) == before


def test_an_old_program_that_cannot_be_moved_stays(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swapping, "WAIT_S", 0.0)
    monkeypatch.setattr(swapping, "_renamed", lambda _source, _target: False)
    before = names(old)
    assert "还开着" in swap(old, program(old.with_name(old.name + ".new"), "new"), lambda: True)
    assert names(old) == before


@pytest.mark.processes
@pytest.mark.parametrize(("code", "version"), [(0, "new"), (1, "old")])
def test_the_last_act_waits_for_the_old_process_swaps_tests_and_starts(
    old: Path, tmp_path: Path, code: int, version: str
) -> None:
    program(old.with_name(old.name + ".new"), "new", code)
    running = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1)"])
    reaper = threading.Thread(target=running.wait)
    reaper.start()
    assert finish([str(old), str(running.pid), str(tmp_path / "镇.djb")]) == code
    assert running.returncode == 0
    reaper.join()
    started = tmp_path / "started.txt"
    for _ in range(100):
        if started.exists() and started.read_text("utf-8").strip():
            break
        time.sleep(0.1)
    assert started.read_text("utf-8") == f"党建台 程序 {version} {tmp_path / '镇.djb'}"
    told, fine = take_word()
    assert fine is (code == 0)
    assert ("已更新到" in told) is fine
    assert ("已经换回" in told) is (code == 1)


def test_word_of_an_update_is_told_once() -> None:
    assert take_word() == ("", True)
    keep_word("")
    assert take_word()[0].startswith("已更新到")
    assert take_word() == ("", True)
    (user_folder() / "update.json").write_text(json.dumps(["x"]), "utf-8")
    assert take_word() == ("", True)


def test_a_process_that_has_ended_is_not_waited_for() -> None:
    command = [sys.executable, "-c", "import os; print(os.getpid())"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert not swapping._runs(int(done.stdout))
    assert swapping._runs(os.getpid())
