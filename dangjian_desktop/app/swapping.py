"""The last act of an update: the new program takes the old one's place, or the old one stays.

It runs from the new program's own folder (``--finish-update OLD PROCESS BOOK``) after the old program has
ended: the old folder is set aside, the new one copied to its place, started for a quick self-test, and the
old one brought back when that fails. What happened stands in the user's folder until the next window
tells it.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from dangjian_desktop import __version__
from dangjian_desktop.app.words import FINISH_UPDATE, UPDATE_TOLD
from dangjian_desktop.kernel.paths import resources_folder, user_folder
from dangjian_desktop.services.updates import NEW, PREVIOUS, Program, Updates, passes

KEY = "update-key.txt"
LISTED = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\dangjian-desktop"  # as the installer says
WAIT_S, PAUSE_S = 120.0, 0.5
DETACHED = 0x00000008  # of Windows: the child has no part in our console


def updates() -> Updates:
    """Return the updates of the program that runs."""
    built = bool(getattr(sys, "frozen", False))
    folder = Path(sys.executable).parent if built else None
    starter = "dangjian.exe" if sys.platform == "win32" else "dangjian"
    return Updates(Program(folder, starter, __version__, system_name(), resources_folder() / KEY))


def system_name() -> str:
    """Return the system as update packages name it: windows-amd64, linux-amd64, linux-arm64."""
    machine = platform.machine().lower()
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)
    return f"{'windows' if sys.platform == 'win32' else 'linux'}-{machine}"


def hand_over(new: Path, book: Path | None) -> None:
    """Start the new program's last act; whoever calls must end the old program now."""
    old = new.with_name(new.name.removesuffix(NEW))
    starter = new / updates().program.starter
    _start(starter, FINISH_UPDATE, str(old), str(os.getpid()), str(book or ""))


def finish(arguments: Sequence[str]) -> int:
    """Do the last act: ``OLD PROCESS BOOK``."""
    old, process, book = Path(arguments[0]), int(arguments[1]), arguments[2]
    new = old.with_name(old.name + NEW)
    starter = updates().program.starter
    _wait_for(lambda: not _runs(process))
    fault = swap(old, new, lambda: _starts(old / starter))
    keep_word(fault)
    if not fault:
        _tell_windows(old)
    _start(old / starter, *([book] if book else []))
    return 1 if fault else 0


def swap(old: Path, new: Path, test: Callable[[], bool]) -> str:
    """Put a copy of ``new`` in the place of ``old``; return why the old one was kept, or nothing."""
    aside = old.with_name(old.name + PREVIOUS)
    shutil.rmtree(aside, ignore_errors=True)
    if not _wait_for(lambda: _renamed(old, aside)):
        return "旧程序还开着，或程序文件夹不能写"
    try:
        shutil.copytree(new, old)
        for left in aside.iterdir():  # the uninstaller
            if left.is_file() and not (old / left.name).exists():
                shutil.copy2(left, old)
        if test():
            return ""
        fault = "新版本没有通过自检"
    except OSError as error:
        fault = f"新版本没有拷贝完（{error.strerror or '磁盘问题'}）"
    shutil.rmtree(old, ignore_errors=True)
    _wait_for(lambda: _renamed(aside, old))
    return fault


def keep_word(fault: str) -> None:
    """Leave word for the next window: updated to this version, or why not."""
    user_folder().mkdir(parents=True, exist_ok=True)
    words = json.dumps({"version": __version__, "fault": fault}, ensure_ascii=False)
    (user_folder() / UPDATE_TOLD).write_text(words, "utf-8")


def take_word() -> tuple[str, bool]:
    """Return what an update left to be told, once, and whether it succeeded; no words: there was none."""
    path = user_folder() / UPDATE_TOLD
    try:
        found = json.loads(path.read_text("utf-8"))
        path.unlink()
        version, fault = str(found["version"]), str(found["fault"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", True
    if fault:
        return f"没有更新到 {version}：{fault}。原来的程序已经换回，数据没有动。", False
    return f"已更新到 {version}。", True


def clear_away() -> None:
    """Remove what an update has left beside the program."""
    folder = updates().program.folder
    if folder is not None and not folder.name.endswith(NEW):
        for ending in (NEW, PREVIOUS):
            shutil.rmtree(folder.with_name(folder.name + ending), ignore_errors=True)


def _tell_windows(folder: Path) -> None:
    """Let Windows' list of programs show this version, where it lists the program in ``folder``."""
    if sys.platform == "win32":
        import winreg

        rights = winreg.KEY_QUERY_VALUE | winreg.KEY_SET_VALUE
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, LISTED, 0, rights) as entry:
            place, _ = winreg.QueryValueEx(entry, "InstallLocation")
            if os.path.normcase(place) == os.path.normcase(folder):
                winreg.SetValueEx(entry, "DisplayVersion", 0, winreg.REG_SZ, __version__)


def _start(program: Path, *words: str) -> None:
    """Start a program that goes on when this one has ended."""
    quiet, windows = subprocess.DEVNULL, sys.platform == "win32"
    child = subprocess.Popen(
        [str(program), *words], cwd=program.parents[1], stdin=quiet, stdout=quiet, stderr=quiet,
        creationflags=DETACHED if windows else 0, start_new_session=not windows,
    )  # fmt: skip
    child.returncode = 0  # nobody here waits for it


def _starts(starter: Path) -> bool:
    """Let the program in its place test itself; its report stays only where it failed."""
    report = Path(tempfile.mkdtemp(prefix="dangjian-update-"))
    fine = passes(starter, report)
    if fine:
        shutil.rmtree(report, ignore_errors=True)
    return fine


def _renamed(source: Path, target: Path) -> bool:
    try:
        source.rename(target)
    except OSError:
        return False
    return True


def _wait_for(done: Callable[[], bool]) -> bool:
    until = time.monotonic() + WAIT_S
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE_S)
    return True


def _runs(process: int) -> bool:
    """Tell whether a process of this number is there."""
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x00100000, False, process)
        if not handle:
            return False
        still = ctypes.windll.kernel32.WaitForSingleObject(handle, 0) == 0x102
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(still)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
