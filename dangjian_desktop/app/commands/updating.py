"""update: a new version of the program from a USB stick."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener


def register(commands: Parsers) -> None:
    """Add the command of this module."""
    made = commands.add_parser("update", help="用U盘里的更新包更新程序")
    made.add_argument("package", metavar="更新包", type=Path, help="以 .djup 结尾的文件")
    made.add_argument("--check", action="store_true", help="只核对签名和版本，不更新")
    made.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    made.set_defaults(handler=update)


def update(chosen: argparse.Namespace, _opener: Opener) -> Reply:
    """``update PACKAGE --check``."""
    from dangjian_desktop.app.swapping import hand_over, updates

    found = updates()
    facts = found.look_at(chosen.package)
    data = {"version": facts.version, "system": facts.system, "files": len(facts.files), "size": facts.size}
    line = f"更新包 {facts.version}（{facts.system}），签名和版本都对。"
    if chosen.check:
        return Reply([line], data)
    made = found.prepare(chosen.package)
    hand_over(made.value, None)
    return Reply([line, "新版本试过没有问题，正在换上，换好后会打开窗口。"], data)
