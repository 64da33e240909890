"""The command line: stable words, the same services as the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from dangjian_desktop import __version__
from dangjian_desktop.app.commands.reply import Reply, refuse, show, steady_console
from dangjian_desktop.app.crash import guarded
from dangjian_desktop.app.logs import log_folder
from dangjian_desktop.kernel.findings import Rejected, Unavailable, finding

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener

Handler = Callable[[argparse.Namespace, "Opener"], Reply]
REJECTED, UNAVAILABLE, BROKEN = 2, 3, 70


def parser() -> argparse.ArgumentParser:
    """Build the parser of every command."""
    from dangjian_desktop.app.commands import (
        ballots,
        books,
        campaigns,
        papers,
        rating,
        results,
        rosters,
        updating,
    )

    top = ChineseParser(prog="python -m dangjian_desktop", description="党建台：乡镇组织人事办的离线工作台")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for module in (books, rosters, campaigns, ballots, rating, results, papers, updating):
        module.register(commands)
    return top


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 findings block, 2 refused, 3 unavailable."""
    from dangjian_desktop.app.build import ProgramOpener
    from dangjian_desktop.kernel.clock import SystemClock

    try:
        chosen = parser().parse_args(list(arguments))
    except Mistyped as mistyped:
        steady_console("--json" in arguments)
        if "--json" in arguments:
            return refuse(mistyped.findings, True, REJECTED)
        sys.stderr.write(f"✕ {mistyped.words}\n")
        return REJECTED
    as_json = bool(getattr(chosen, "json", False))
    steady_console(as_json)
    opener = ProgramOpener(SystemClock())
    code = guarded(lambda: _answer(chosen, opener, as_json))
    if code is None:
        return refuse((finding("general.broken", folder=str(log_folder())),), as_json, BROKEN)
    return code


def _answer(chosen: argparse.Namespace, opener: Opener, as_json: bool) -> int:
    handler: Handler = chosen.handler
    try:
        return show(handler(chosen, opener), as_json)
    except Rejected as refused:
        return refuse(refused.findings, as_json, REJECTED)
    except Unavailable as refused:
        return refuse(refused.findings, as_json, UNAVAILABLE)
    except BrokenPipeError:
        # The reader (head, more) has had enough: nothing more can be said, and nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


class Mistyped(Rejected):
    """A command that cannot be read; ``words`` are for a console, with every choice named."""

    def __init__(self, problem: str, usage: str) -> None:
        super().__init__(finding("general.mistyped", problem=problem, usage=usage))
        self.words = f"命令写得不对：{problem}\n用法：{usage}"


class ChineseParser(argparse.ArgumentParser):
    """argparse whose own words a clerk can read."""

    def format_help(self) -> str:
        """Return the help with its heads in Chinese."""
        text = super().format_help()
        for english, chinese in (
            ("usage:", "用法："),
            ("positional arguments:", "参数："),
            ("options:", "选项："),
            ("show this help message and exit", "显示这段说明"),
            ("show program's version number and exit", "显示版本号"),
        ):
            text = text.replace(english, chinese)
        return text

    def error(self, message: str) -> NoReturn:
        """Say what is mistyped, and the usage.

        Raises:
            Mistyped: always.
        """
        raise Mistyped(_chinese(message), " ".join(self.format_usage().replace("usage:", "").split()))


def _chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required:", "还缺少"),
        ("unrecognized arguments:", "不认识"),
        ("invalid choice:", "不能是"),
        ("(choose from", "（可以是"),
        ("expected one argument", "后面要跟一个值"),
        ("invalid int value:", "不是整数："),
        ("invalid Path value:", "不是文件路径："),
        ("ambiguous option:", "不知道是哪一个："),
        ("could match", "可以是"),
        ("ignored explicit argument", "后面不能跟值："),
        ("argument ", "参数 "),
    ):
        message = message.replace(english, chinese)
    return message
