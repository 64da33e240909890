"""The pane beside a print preview that asks how to print, where the system has no dialog for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dangjian_desktop.gui.cups import options_of
from dangjian_desktop.gui.ppd import TRAY, Option
from dangjian_desktop.gui.print_memory import Memory, Way, papers_of
from dangjian_desktop.gui.trays import options_told, tell_options
from dangjian_desktop.gui.widgets.combos import Spin, combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.panes import Pane
from dangjian_desktop.gui.widgets.words import Button, Label, link

LABEL, MOST_COPIES = 64, 99_999
TO_FILE = "存成 PDF 文件"
USUAL = "按打印机的设置"
ALL_PAGES, BAD_PAGES = "全部，或写 1-3，5", "页码写成 1-3，5 这样，不超过 {last} 页。"
NO_PRINTER = "这台电脑上没有打印机，可以先存成 PDF 文件。"
SAMPLE = "左边是其中一份。每份单独送到打印机，从新的一张纸起。"
SENDING = "正在送去打印…"
REFUSED = "打印机没有收下。请看它是否开着、连着，再按一次“打印”，或换一台。"
SIDES = {
    QPrinter.DuplexMode.DuplexNone: "单面",
    QPrinter.DuplexMode.DuplexLongSide: "双面，沿长边翻",
    QPrinter.DuplexMode.DuplexShortSide: "双面，沿短边翻",
}
SEPARATORS = str.maketrans(
    {"，": ",", "、": ",", "；": ",", " ": ",", "－": "-", "—": "-", "～": "-", "至": "-"}
)


class PrintPane(Pane):
    """Asks where and how to print; what is chosen goes into ``printer`` at once, the pages at the end."""

    wanted = Signal()  # print now
    laid = Signal()  # the pages are to be drawn anew, on another paper

    def __init__(self, printer: QPrinter, memory: Memory, many: str = "") -> None:
        """``many`` says what is printed when the pages shown are only the first of several papers."""
        super().__init__()
        button = many or "打印"
        self.printer, self.memory, self.many = printer, memory, many
        self.left: dict[str, Way] = {}  # how the printers looked at before were set
        self.pages_there = 0
        self.more: list[tuple[Option, QComboBox]] = []
        self.shut.hide()
        self.show_head("打印", under=SAMPLE if many else "")
        self.go = Button(button, "print", "primary")
        self._build()
        self.go.setToolTip(f"{button}（Ctrl+P）")
        self.go.clicked.connect(lambda _on=False: self.ask())
        self.pin(self.go)
        self._show_printer()
        self._connect()

    def _build(self) -> None:
        self.where, self.paper, self.sides = combo(), combo(), combo()
        self.copies = Spin()
        self.copies.setRange(1, MOST_COPIES)
        self.pages = QLineEdit()
        self.pages.setPlaceholderText(ALL_PAGES)
        self.fields = {
            "where": Field("打印机", self.where, label_width=LABEL),
            "copies": Field("每份各印" if self.many else "份数", self.copies, label_width=LABEL),
            "pages": Field("页码", self.pages, label_width=LABEL),
            "sides": Field("单双面", self.sides, label_width=LABEL),
            "paper": Field("纸张", self.paper, label_width=LABEL),
        }
        self.others = QWidget()
        self.rest = column(self.others, gap=8)
        self.said = Label("", "error", wrap=True)
        self.said.hide()
        inside = QWidget()
        lines = column(inside, (0, 12, 0, 0), gap=10)
        for one in (*self.fields.values(), self.others, self.said):
            lines.addWidget(one)
        self.show_sections(inside)
        self.where.addItems(QPrinterInfo.availablePrinterNames())
        if not self.many:
            self.where.addItem(TO_FILE)
        self.where.setCurrentText(self.printer.printerName() or TO_FILE)
        self.copies.setValue(self.printer.copyCount())
        if not QPrinterInfo.availablePrinterNames():
            self.fields["where"].hint = NO_PRINTER
            self.fields["where"].right()

    def _connect(self) -> None:
        self.where.currentIndexChanged.connect(lambda _: self._other_printer())
        self.paper.currentIndexChanged.connect(lambda _: self._other_paper())
        self.sides.currentIndexChanged.connect(lambda _: self.printer.setDuplex(self.sides.currentData()))
        self.copies.valueChanged.connect(self.printer.setCopyCount)
        self.pages.returnPressed.connect(self.ask)
        self.fields["pages"].heed_typing()

    # ------------------------------------------------------------ showing

    def to_file(self) -> bool:
        """Tell whether a PDF file is wanted instead of paper."""
        return self.where.currentText() == TO_FILE

    def _other_printer(self) -> None:
        """Choose another printer, set as it was when it was left, or as the kind was printed on it last."""
        self.left[self.printer.printerName()] = self.memory.way_of(self.printer)
        name = "" if self.to_file() else self.where.currentText()
        if name:
            self.printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
            self.printer.setPrinterName(name)
        else:
            self.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.memory.dress(self.printer, self.left.get(name, self.memory.way(name)))
        self._show_printer()
        self.laid.emit()

    def _show_printer(self) -> None:
        """Show what the printer that is chosen can do, and how it is set."""
        self.said.hide()
        _fill(self.paper, [(size, size.name()) for size in papers_of(self.printer)], self._paper_in_hand())
        self._tell_paper()
        able = QPrinterInfo.printerInfo(self.printer.printerName()).supportedDuplexModes()
        modes = [(mode, words) for mode, words in SIDES.items() if mode in able]
        _fill(self.sides, modes, self.printer.duplex())
        self.fields["sides"].setVisible(len(modes) > 1)
        self.fields["copies"].setVisible(not self.to_file())
        self.go.setText(f" {TO_FILE}…" if self.to_file() else self.go.words)
        self.go.setShortcut(QKeySequence("Ctrl+P"))  # a button forgets it with its words
        self._show_options(options_of(self.printer.printerName()))

    def _paper_in_hand(self) -> QPageSize:
        now = self.printer.pageLayout().pageSize()
        return next((one for one in papers_of(self.printer) if one.isEquivalentTo(now)), now)

    def _show_options(self, options: tuple[Option, ...]) -> None:
        """Show the tray, and the other options of the printer behind a word to press."""
        while (item := self.rest.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.more = []
        told, hidden = options_told(self.printer), list[Field]()
        for option in options:
            box = combo()
            _fill(box, [("", USUAL), *option.choices.items()], told.get(option.key, ""))
            box.currentIndexChanged.connect(lambda _: self._tell())
            line = Field(option.name, box, label_width=LABEL)
            line.label.setWordWrap(True)  # a printer may have long names
            self.more.append((option, box))
            self.rest.addWidget(line)
            if option.key != TRAY and not told.get(option.key):
                hidden.append(line)
        if hidden:
            for line in hidden:
                line.hide()
            unfold = link(f"更多选项（{len(hidden)}）", lambda: self._unfold(unfold, hidden))
            self.rest.addWidget(unfold)
        for one, following in pairwise((self.paper, *(box for _, box in self.more), self.go)):
            QWidget.setTabOrder(one, following)
        self._tell()

    def _unfold(self, unfold: QWidget, hidden: list[Field]) -> None:
        for line in hidden:
            line.show()
        hidden[0].editor.setFocus()
        unfold.hide()

    def _tell(self) -> None:
        self.printer.setColorMode(QPrinter.ColorMode.Color)  # one that prints grey makes it grey itself
        chosen = {option.key: box.currentData() for option, box in self.more}
        if chosen or options_told(self.printer):
            tell_options(self.printer, {key: value for key, value in chosen.items() if value})

    def _other_paper(self) -> None:
        self.printer.setPageSize(self.paper.currentData())
        self._tell_paper()
        self.laid.emit()

    def _tell_paper(self) -> None:
        """Say when the pages do not fit the paper as they are."""
        own, chosen = self.memory.own(), self.printer.pageLayout().pageSize()
        other = own and own != chosen.key() and own != chosen.name()
        self.fields["paper"].hint = f"原来是 {own} 的版面，会缩放到这张纸上。" if other else ""
        self.fields["paper"].right()

    # ------------------------------------------------------------ printing

    def count_pages(self, count: int) -> None:
        """Take note of how many pages there are."""
        self.pages_there = count
        self.fields["pages"].setVisible(count > 1 and not self.many)

    def ask(self) -> None:
        """Take the pages that are wanted, and ask for them to be printed."""
        self.said.hide()
        text = self.pages.text().strip()
        ranges = QPageRanges.fromString(text.translate(SEPARATORS))
        if text and (ranges.isEmpty() or (self.pages_there and ranges.lastPage() > self.pages_there)):
            self.fields["pages"].wrong(BAD_PAGES.format(last=self.pages_there))
            self.pages.setFocus()
            return
        self.printer.setPageRanges(ranges)
        self.wanted.emit()

    def show_sending(self) -> None:
        """Say, at once, that the pages are being sent: many pages take seconds."""
        self._say(SENDING, "note")
        self.repaint()

    def show_refused(self) -> None:
        """Say that the printer did not take the pages."""
        self._say(REFUSED, "error")

    def _say(self, words: str, kind: str) -> None:
        self.said.setText(words)
        self.said.set_kind(kind)
        self.said.show()
        self.body.activate()


def _fill(box: QComboBox, offered: Sequence[tuple[object, str]], chosen: object) -> None:
    """Offer choices by their words without saying that one was chosen."""
    box.blockSignals(True)
    box.clear()
    for data, words in offered:
        box.addItem(words, data)
    box.setCurrentIndex(next((at for at, (data, _) in enumerate(offered) if data == chosen), 0))
    box.blockSignals(False)
