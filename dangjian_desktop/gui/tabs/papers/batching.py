"""What a clerk does with a batch: choose whom it goes to, look at one, make all, stop it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from dangjian_desktop.domain.addressees import Addressee, nobody_yet
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.papers.batch import FROM_FILE, FROM_PASTE, BatchForm
from dangjian_desktop.gui.tabs.papers.model import FILE_KINDS, file_name, said_of
from dangjian_desktop.gui.tabs.papers.outputs import image_of, print_scale
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding, finding
from dangjian_desktop.services.addressed_kinds import OPEN_LETTER, REMINDER
from dangjian_desktop.services.batch_lists import Crowd, to_get
from dangjian_desktop.services.importing import pasted

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.services.batches import BatchDone, BatchPrinted
    from dangjian_desktop.services.paper_views import Picture, Rendered

USUAL = {REMINDER: Crowd.LATE, OPEN_LETTER: Crowd.HOUSEHOLDS}
"""The list a kind goes to unless another is chosen; persons where it is none of these."""
NO_PRINTER = "这台电脑上没有打印机。可以先“生成”一个 PDF 文件，到有打印机的电脑上打印。"
LISTS = "名单 (*.xlsx *.xls *.docx *.csv *.txt);;所有文件 (*)"


class Batching(QObject):
    """The left column's third way, for papers that go to many."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.form = BatchForm()
        self.kind = ""
        self.form.wanted.connect(self.ask)
        self.form.looked_at.connect(tab.lay_out)
        self.form.names_wanted.connect(self.ask_names)
        self.form.make.connect(self.make)
        self.form.print_all.connect(self.print_all)
        self.form.left.connect(lambda: tab.mending.ways.choose("fill"))

    def on(self) -> bool:
        """Tell whether recipients are being chosen."""
        return self.tab.mending.ways.current() == "batch"

    def possible(self) -> bool:
        """Tell whether the paper in hand goes to many."""
        return self.tab.form.current().addressed

    def receiver(self) -> Addressee | None:
        """Return the receiver in hand: of the list, else the one that is typed; None without one."""
        if not self.possible():
            return None
        listed = self.form.in_hand() if self.kind == self.tab.form.current().code else None
        typed = self.tab.form.values().get("recipient", "").strip()
        return listed or (Addressee(name=typed) if typed else None)

    def to(self) -> Addressee | None:
        """Return whose paper is to be shown; where words are mended for nobody yet, the blanks stand open."""
        if self.tab.mending.on() and self.possible():
            return self.receiver() or nobody_yet()
        return self.form.in_hand() if self.on() else None

    def start(self) -> None:
        """Choose recipients; of a paper that goes to nobody by name say how it reaches many."""
        if self.possible():
            self.tab.mending.ways.choose("batch")
            return
        self.tab.shell.notice((finding("papers.not_addressed", paper=self.tab.form.current().name),))

    def begin(self) -> None:
        """Show the recipients of the paper in hand; another paper starts from its own list."""
        code = self.tab.form.current().code
        if self.kind != code:
            self.kind = code
            self.ask(USUAL.get(code, Crowd.PERSONS).value)
        else:
            self.renew()
        self.form.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ whom to

    def ask(self, source: str) -> None:
        """Ask for a list: of the record, of a file, of the clipboard."""
        batches, shell = self.tab.office.batches, self.tab.shell
        if source == FROM_FILE:
            path = shell.desk.open_file(self.form, "打开名单", LISTS, shell.settings.get(LAST_FOLDER))
            if not path:
                self.form.keep_source()
                return
            shell.settings.set(LAST_FOLDER, str(Path(path).parent))
            self._read(partial(batches.listed, Path(path)), source)
        elif source == FROM_PASTE:
            held = QApplication.clipboard().mimeData()
            self._read(partial(batches.pasted, pasted(held.text(), held.html())), source)
        else:
            self.tab.runner.run(
                batches.crowd, Crowd(source), then=partial(self._show, source), key="papers.crowd"
            )

    def renew(self) -> None:
        """Ask for the list in hand anew: the record may have moved."""
        if self.form.source in tuple(Crowd):
            self.tab.runner.run(
                self.tab.office.batches.crowd, Crowd(self.form.source), then=self._renewed, key="papers.crowd"
            )
        else:
            self.tab.lay_out()

    def _to_get(self, everyone: Sequence[Addressee]) -> Sequence[Addressee]:
        to, spared = to_get(self.kind, everyone)
        self.form.show_spared(spared)
        return to

    def _renewed(self, everyone: Sequence[Addressee]) -> None:
        everyone = self._to_get(everyone)
        if everyone != self.form.model.everyone:
            self.form.search.clear()
            self.form.model.renew(everyone)
            self.form.list.setCurrentIndex(self.form.model.index(0))
        self.tab.lay_out()

    def _read(self, read: partial[Outcome[tuple[Addressee, ...]]], source: str) -> None:
        self.tab.runner.run(read, then=partial(self._listed, source), refused=self._unread, what="正在读名单")

    def _listed(self, source: str, done: Outcome[tuple[Addressee, ...]]) -> None:
        self._show(source, done.value)

    def _unread(self, findings: tuple[Finding, ...]) -> None:
        self.form.keep_source()
        self.tab.shell.notice(findings)

    def _show(self, source: str, everyone: Sequence[Addressee]) -> None:
        self.form.show_list(source, self._to_get(everyone))
        self.tab.lay_out()

    # ------------------------------------------------------------ making

    def ask_names(self) -> None:
        """Ask what the files will be called."""
        chosen = self.form.model.chosen()
        if self.on() and self.form.each() and chosen:
            self.tab.runner.run(
                self.tab.office.batches.names, self.tab.wish(), chosen, self.form.pattern.text(),
                then=self.form.show_names, refused=self._bad_pattern, key="papers.names",
            )  # fmt: skip

    def _bad_pattern(self, findings: tuple[Finding, ...]) -> None:
        self.form.names.setText("")
        self.form.pattern_field.wrong(said_of(findings[0]))

    def make(self) -> None:
        """Ask where to, and make the paper for everyone ticked."""
        tab, chosen = self.tab, self.form.model.chosen()
        path = self._where(len(chosen)) if chosen else None
        if path is None:
            return
        name = tab.form.current().name
        tab.runner.run(
            tab.office.batches.make, tab.wish(), chosen, path, self.form.pattern.text(),
            then=self.made, refused=tab.shell.notice, what=f"正在生成{name}", progress=True,
        )  # fmt: skip

    def _where(self, count: int) -> Path | None:
        tab, desk = self.tab, self.tab.shell.desk
        folder = tab.shell.settings.get(LAST_FOLDER)
        if self.form.each():
            chosen = desk.choose_folder(tab, "存到哪个文件夹", folder)
            path = Path(chosen) if chosen else None
        else:
            name = file_name(tab.form.current().name, f"{count}份", "pdf")
            asked = str(Path(folder) / name) if folder else name
            chosen = desk.save_file(tab, "批量导出 PDF", FILE_KINDS["pdf"], asked)
            path = Path(chosen).with_suffix(".pdf") if chosen else None
        if path is not None:
            tab.shell.settings.set(LAST_FOLDER, str(path if self.form.each() else path.parent))
        return path

    def made(self, done: Outcome[BatchDone]) -> None:
        """Say what was made, with words to open it."""
        made, show = done.value, self.tab.shell.desk.show_file
        left = f"，{made.left_out} 份没有生成" if made.left_out else ""
        one_file = made.path.suffix == ".pdf"
        links = [Link("打开文件", lambda: show(str(made.path)))] if one_file else []
        folder = made.path.parent if one_file else made.path
        links.append(Link("打开文件夹", lambda: show(str(folder))))
        self.tab.shell.report(self.tab, f"已生成 {made.papers} 份，共 {made.pages} 页{left}", *links)

    # ------------------------------------------------------------ printing

    def can_print(self) -> bool:
        """Tell whether the papers of everyone ticked can be printed."""
        return self.on() and self.tab.laid is not None and bool(self.form.model.ticks)

    def print_all(self) -> None:
        """Show the one in hand as it will be printed, ask once for the printer, and print for all ticked."""
        laid = self.tab.laid
        if laid is None or not self.can_print():
            self.tab.live.demand()
            return
        scale = print_scale(laid.sizes)
        self.tab.runner.run(
            self.tab.office.papers.pages, laid.pdf, scale,
            then=partial(self._choose_printer, self.form.model.chosen(), scale), what="正在准备打印",
        )  # fmt: skip

    def _choose_printer(self, chosen: Sequence[Addressee], scale: float, rendered: Rendered) -> None:
        from dangjian_desktop.gui.print_memory import Memory
        from dangjian_desktop.gui.printing import any_printer, choose_printer, send

        tab, kind = self.tab, self.tab.form.current()
        if not any_printer():
            tab.shell.say(NO_PRINTER)
            return
        printer = choose_printer(
            tab, kind.name, [image_of(page) for page in rendered.images],
            Memory(tab.shell.settings, kind.code), scale, f"打印 {len(chosen)} 份",
        )  # fmt: skip
        if printer is None:
            return

        def job(name: str, pages: Sequence[Picture]) -> bool:
            return send(printer, name, [image_of(page) for page in pages])

        tab.runner.run(
            tab.office.batches.send, tab.wish(), chosen, job, scale,
            then=partial(self.printed, kind.code), refused=tab.shell.notice,
            what=f"正在打印{kind.name}", progress=True,
        )  # fmt: skip

    def printed(self, code: str, done: Outcome[BatchPrinted]) -> None:
        """Say how many of a kind went to the printer; who was not reached stays ticked, to go on there."""
        made = done.value
        left = f"，{made.left_out} 份没有生成" if made.left_out else ""
        if made.rest:
            left += f"，余下 {len(made.rest)} 份没有打印"
            if self.kind == code:
                self.form.model.tick_only(made.rest)
                left += "，仍然选着"
        self.tab.shell.report(self.tab, f"已送打印 {made.papers} 份{left}")
