"""Writes one of the office's tables to a file the clerk chooses, and says where it is."""

from __future__ import annotations

from pathlib import Path

from dangjian_desktop.gui.shell import Link, Shell
from dangjian_desktop.gui.tabs.base import Tab
from dangjian_desktop.kernel.changes import Outcome

KINDS = "Excel 表格 (*.xlsx);;PDF 文件 (*.pdf);;Word 文档 (*.docx)"
PAGES = "PDF 文件 (*.pdf);;Word 文档 (*.docx)"


def export_table(tab: Tab, kind: str, name: str, values: dict[str, str] | None = None) -> None:
    """Ask for a file and write the paper ``kind`` into it; with ``values`` it comes in pages only."""
    from dangjian_desktop.services.papers import PaperWish

    kinds, ending = (KINDS, "xlsx") if values is None else (PAGES, "pdf")
    path = tab.shell.desk.save_file(tab, f"导出{name}", kinds, f"{name}.{ending}")
    if path:
        tab.runner.run(
            tab.office.papers.save,
            PaperWish(kind=kind, values=values),
            Path(path),
            then=lambda done: say_exported(tab.shell, done),
            what=f"正在生成{name}",
        )


def say_exported(shell: Shell, done: Outcome[Path]) -> None:
    """Say what was written, with a word to open it."""
    path, show = done.value, shell.desk.show_file
    shell.say(
        f"已导出 {path.name}",
        Link("打开文件", lambda: show(str(path))),
        Link("打开文件夹", lambda: show(str(path.parent))),
    )
