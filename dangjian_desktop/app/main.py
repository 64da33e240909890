"""Where the program starts: a command when one is named, the window otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dangjian_desktop.app.words import FINISH_UPDATE, SELF_TEST, TYPIST

COMMANDS = frozenset(
    (
        "new",
        "demo",
        "roster",
        "campaign",
        "ballots",
        "rating",
        "vetting",
        "paper",
        "check",
        "backup",
        "restore",
        "update",
    )
)
NO_DISPLAY = (
    "这台电脑没有图形界面，打不开窗口。请在桌面环境里启动，"
    "或用命令行：python -m dangjian_desktop demo 输出文件夹"
)


def main(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    if arguments and arguments[0] in (SELF_TEST, TYPIST):
        return _self_test(arguments)
    if arguments and arguments[0] == FINISH_UPDATE:
        from dangjian_desktop.app.swapping import finish

        return finish(arguments[1:])
    if arguments and _names_a_command(arguments[0]):
        if sys.stdout is None:  # the built window program has no console: dangjian-cli is there for it
            sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        from dangjian_desktop.app.cli import run
        from dangjian_desktop.app.logs import start_logging

        start_logging()
        return run(arguments)
    if not display_at_hand(arguments):
        sys.stderr.write(NO_DISPLAY + "\n")
        return 4
    from dangjian_desktop.app.desktop import show_window

    return show_window(arguments)


def _self_test(arguments: Sequence[str]) -> int:
    """Try the program itself; the second word is what one step of it starts as a process of its own."""
    if arguments[0] == TYPIST:
        from dangjian_desktop.app.self_test_steps import type_until_killed

        return type_until_killed(Path(arguments[1]), Path(arguments[2]))
    from dangjian_desktop.app.self_test import main as self_test

    if not display_at_hand(arguments):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return self_test(arguments[1:])


def _names_a_command(word: str) -> bool:
    """Tell whether ``word`` is a command, or a mistyped one: no option of Qt and no path of a book."""
    if word in COMMANDS or word in ("-h", "--help", "--version"):
        return True
    return not word.startswith("-") and not Path(word).suffix and not Path(word).exists()


def display_at_hand(arguments: Sequence[str]) -> bool:
    """Tell whether a window can be opened here."""
    if sys.platform != "linux" or "-platform" in arguments or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
