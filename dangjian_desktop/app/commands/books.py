"""new, demo, check, backup, restore: what concerns a whole data file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply, finding_data, write
from dangjian_desktop.app.commands.shared import Parsers, add_password, book_parser, opened, password_of
from dangjian_desktop.kernel.findings import blocking

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    new = book_parser(commands, "new", "新建数据文件", book_help="要新建的 .djb 文件")
    new.set_defaults(handler=make)
    demo = commands.add_parser("demo", help="用示例乡镇把全部流程做一遍")
    demo.add_argument("folder", metavar="文件夹", type=Path, help="放成果的文件夹")
    demo.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    demo.set_defaults(handler=demonstrate)
    check = book_parser(commands, "check", "检查数据文件是否完好")
    check.set_defaults(handler=examine)
    backup = book_parser(commands, "backup", "备份数据文件")
    backup.add_argument("folder", metavar="文件夹", type=Path, help="备份放到哪个文件夹")
    backup.set_defaults(handler=back_up)
    restore = commands.add_parser("restore", help="从备份恢复")
    restore.add_argument("file", metavar="备份文件", type=Path, help="备份文件（.djb）")
    restore.add_argument("book", metavar="数据文件", type=Path, help="恢复成哪个 .djb 文件")
    add_password(restore)
    restore.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    restore.set_defaults(handler=bring_back)


def make(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``new BOOK``."""
    office = opener.create(chosen.book, password_of(chosen))
    office.upkeep.close()
    return Reply([f"已新建数据文件：{chosen.book}"], {"book": str(chosen.book)})


def examine(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``check BOOK``."""
    with opened(chosen, opener) as office:
        findings = office.upkeep.check()
    lines = [] if blocking(findings) else ["数据文件完好，操作记录链完整。"]
    return Reply(lines, {"whole": not blocking(findings)}, findings)


def back_up(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``backup BOOK DIR``."""
    with opened(chosen, opener) as office:
        done = office.upkeep.backup(chosen.folder)
    return Reply([f"已备份并核对：{done.value}"], {"backup": str(done.value)}, done.findings)


def bring_back(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``restore FILE BOOK``."""
    from dangjian_desktop.services.upkeep import restore_backup

    done = restore_backup(chosen.file, chosen.book, password_of(chosen), opener.clock)
    kept = done.value
    lines = [f"已恢复到：{chosen.book}"]
    if kept is not None:
        lines.append(f"原来的文件另存为：{kept}")
    return Reply(lines, {"book": str(chosen.book), "kept": str(kept) if kept else None}, done.findings)


def demonstrate(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``demo DIR``: everything once, with the invented township."""
    from dangjian_desktop.app.demo import run_demo

    summary = run_demo(chosen.folder, opener, _Told(chosen.json))
    lines = [f"示例已做完，成果在：{chosen.folder}", *(f"  {name}：{text}" for name, text in summary.lines)]
    data: dict[str, Any] = {**summary.data, "noticed": [finding_data(f) for f in summary.findings]}
    return Reply(lines, data)


class _Told:
    """Progress as lines on the console; silent for machines."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._last = ""

    def step(self, _done: int, _total: int, what: str = "") -> None:
        """Print each new stage once."""
        if what and what != self._last and not self._quiet:
            write(f"… {what}")
        self._last = what or self._last

    def give_way(self) -> None:
        """Nobody waits at a command line."""
