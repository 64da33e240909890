"""What leaves 公文海报: files, prints, copies of papers made before."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.papers.model import FILE_KINDS, FORMAT_NAMES, file_name
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.services.frozen_copies import FrozenCopy

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.services.paper_views import Issue, Laid, Picture, Rendered
    from dangjian_desktop.services.papers import PaperWish

PRINT_DPI, MANY_DPI, MANY = 200, 150, 12
LARGEST_SIDE = 4800  # dots of the longer side of a page sent to the printer


class Outputs(QObject):
    """Exports, prints and copies the papers of its tab."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def possible(self, format_name: str) -> bool:
        """Tell whether the paper in hand is there and comes in ``format_name``; an earlier 定稿 is a PDF."""
        if self.tab.places.aside():
            return format_name == "pdf" and self.tab.places.old() is not None
        laid = self.tab.laid
        return laid is not None and bool(laid.pdf) and format_name in self.tab.form.current().formats

    def askable(self, format_name: str) -> bool:
        """Tell whether ``format_name`` can be asked for: what the paper lacks is then said at its fields."""
        if self.possible(format_name):
            return True
        return self.tab.live.lacking() and format_name in self.tab.form.current().formats

    def whole(self) -> bool:
        """Tell whether the paper in hand itself is shown, and is there."""
        return not self.tab.places.aside() and self.possible("pdf")

    def export(self, format_name: str) -> None:
        """Ask for a file and write the paper in hand into it; an earlier 定稿 as it is."""
        tab, old = self.tab, self.tab.places.old()
        if old is not None:
            target = self._asked("导出 PDF", f"第{old.number}版定稿", format_name)
            if target is not None:
                tab.runner.run(tab.office.frozen.save, old.wish, old.number, target, then=self.exported)
            return
        if tab.live.demand():
            return
        kind, subject = tab.form.current(), tab.form.subject
        aside = subject.group.currentText() if subject.group_code(kind) else ""
        times = tab.laid.times_smaller() if tab.laid is not None else 1
        aside = f"1比{times}" if times > 1 else aside
        target = self._asked(f"导出 {FORMAT_NAMES[format_name]}", aside, format_name)
        if target is not None:
            tab.runner.run(
                tab.office.papers.save, tab.wish(), target, then=self.exported, what=f"正在生成{target.name}"
            )

    def export_pictures(self) -> None:
        """Ask for a file and write every page as a picture."""
        path = self._asked("导出图片", "", "png")
        if path is not None:
            self.tab.runner.run(
                self.tab.office.prints.pictures, self.tab.wish(), path,
                then=self._pictured, what=f"正在生成{path.name}", progress=True,
            )  # fmt: skip

    def _pictured(self, done: Outcome[tuple[Path, ...]]) -> None:
        first, *more = done.value
        self._say(f"已导出 {first.name}" + (f" 等 {len(done.value)} 张图片" if more else ""), first)

    def export_report(self) -> None:
        """Ask for a file and write the result of 合规检查 into it."""
        path = self._asked("导出合规检查", "合规检查", "pdf")
        if path is not None:
            self.tab.runner.run(
                self.tab.office.prints.report, self.tab.wish(), path,
                then=self.exported, what=f"正在生成{path.name}",
            )  # fmt: skip

    def _asked(self, title: str, aside: str, ending: str) -> Path | None:
        tab = self.tab
        laid = tab.places.old() or tab.laid
        if laid is None:
            return None
        folder = tab.shell.settings.get(LAST_FOLDER)
        name = file_name(laid.paper.title, aside, ending)
        asked = str(Path(folder) / name) if folder else name
        path = tab.shell.desk.save_file(tab, title, FILE_KINDS[ending], asked)
        if not path:
            return None
        target = with_ending(Path(path), ending)
        tab.shell.settings.set(LAST_FOLDER, str(target.parent))
        return target

    def exported(self, done: Outcome[Path]) -> None:
        """Say what was written, with words to open it."""
        self._say(f"已导出 {done.value.name}", done.value)

    def _say(self, words: str, path: Path) -> None:
        show = self.tab.shell.desk.show_file
        self.tab.shell.say(
            words,
            Link("打开文件", lambda: show(str(path))),
            Link("打开文件夹", lambda: show(str(path.parent))),
        )

    # ------------------------------------------------------------ printing

    def print_paper(self) -> None:
        """Draw the pages for the printer, then show the print preview."""
        old = self.tab.places.old()
        laid = old or self.tab.laid
        if laid is None:
            self.tab.live.demand()
            return
        wish = old.wish if old is not None else self.tab.wish()
        scale = print_scale(laid.sizes)
        self.tab.runner.run(
            self.tab.office.papers.pages, laid.pdf, scale,
            then=partial(self.show_prints, wish, laid, scale), what="正在准备打印",
        )  # fmt: skip

    def show_prints(self, wish: PaperWish, laid: Laid | FrozenCopy, scale: float, rendered: Rendered) -> None:
        """Show the print preview of pages drawn for the printer; note what was printed."""
        from dangjian_desktop.gui.print_memory import Memory
        from dangjian_desktop.gui.printing import preview_pages

        pages = [image_of(page) for page in rendered.images]
        pack = laid.pack if not isinstance(laid, FrozenCopy) else None
        memory = Memory(self.tab.shell.settings, laid.paper.kind, pack.sheets if pack else 0)
        copies = preview_pages(self.tab, laid.paper.title, pages, memory, scale)
        if copies:
            many = copies * pack.per_sheet if pack else 0
            self.tab.runner.run(self.tab.office.papers.leave, wish, laid.paper, "（打印）", many)

    # ------------------------------------------------------------ slogans

    def keep_slogan(self) -> None:
        """Put the slogan that is written into the library."""
        self.tab.runner.run(
            self.tab.office.slogans.keep, self.tab.form.slogan() or "",
            then=lambda done: self.tab.shell.say(f"已存入标语库：{done.value}"),
        )  # fmt: skip

    def drop_slogan(self) -> None:
        """Take the slogan that is written out of the library."""
        self.tab.runner.run(
            self.tab.office.slogans.drop, self.tab.form.slogan() or "",
            then=lambda done: self.tab.shell.say(f"已移出标语库：{done.value}"),
        )  # fmt: skip

    # ------------------------------------------------------------ papers made before

    def open_issue(self, issue: Issue) -> None:
        """Open a copy of a paper made before."""
        folder = Path(tempfile.mkdtemp(prefix="dangjian-"))
        self.tab.runner.run(self.tab.office.papers.copy_out, issue.id, folder, then=self.open_copy)

    def open_copy(self, path: Path) -> None:
        """Open a file with the system's program for it."""
        self.tab.shell.desk.show_file(str(path))

    def save_issue(self, issue: Issue) -> None:
        """Ask for a folder and write a paper made before into it."""
        folder = self.tab.shell.desk.choose_folder(
            self.tab, "另存到哪个文件夹", self.tab.shell.settings.get(LAST_FOLDER)
        )
        if folder:
            self.tab.shell.settings.set(LAST_FOLDER, folder)
            self.tab.runner.run(self.tab.office.papers.copy_out, issue.id, Path(folder), then=self.copied)

    def copied(self, path: Path) -> None:
        """Say where the copy is."""
        self._say(f"已另存 {path.name}", path)


def print_scale(sizes: Sequence[tuple[float, float]]) -> float:
    """Return how many dots a point pages of these sizes get on the printer."""
    dots = (PRINT_DPI if len(sizes) <= MANY else MANY_DPI) / 72
    return min(dots, LARGEST_SIDE / max(max(size) for size in sizes))


def image_of(page: Picture) -> QImage:
    """Return a page's pixels as a picture of its own."""
    rgba = QImage.Format.Format_RGBA8888
    return QImage(page.rgba, page.width, page.height, page.width * 4, rgba).convertToFormat(
        QImage.Format.Format_RGB32
    )


def with_ending(path: Path, ending: str) -> Path:
    """Return ``path`` with the ending of its format, added where the clerk left it out."""
    return path if path.suffix.lower() == f".{ending}" else path.with_name(f"{path.name}.{ending}")
