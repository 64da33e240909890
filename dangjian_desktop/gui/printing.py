"""Printing: the system's dialog with a live preview, for drawings and for finished pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QAction, QImage, QKeySequence, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.settings import PRINT_WAYS, PRINTERS, Settings
from dangjian_desktop.gui.trays import choose_tray, hold_tray, tray_of

KEYS = {
    "Previous page": "PgUp",
    "Next page": "PgDown",
    "First page": "Home",
    "Last page": "End",
    "Print": "Ctrl+P",
}
"""Keys of the preview's buttons, by the names Qt has for them."""
Paint = Callable[[QPainter, QRectF], object]


@dataclass(frozen=True, slots=True)
class Memory:
    """Where and how a kind of paper was printed last, so that it is offered again.

    ``copies`` is how many times the pages are wanted now; 0: as many as last time.
    """

    settings: Settings
    kind: str
    copies: int = 0

    def recall(self, printer: QPrinter) -> None:
        """Choose the printer used last, when it is still there, with its tray, sides and copies."""
        name, way = self.settings.get(PRINTERS).get(self.kind, ""), self._way()
        if name in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(name)
            choose_tray(printer, way.get("tray", ""))
            sides = QPrinter.DuplexMode.__members__.get(way.get("sides", ""))
            if sides is not None:
                printer.setDuplex(sides)
        last = way.get("copies", "")
        printer.setCopyCount(self.copies or (int(last) if last.isdigit() else 1))

    def keep(self, printer: QPrinter) -> None:
        """Remember the printer that was chosen, and how."""
        if printer.printerName():
            self.settings.put(PRINTERS, self.kind, printer.printerName())
            copies = self._way().get("copies", "1") if self.copies else str(printer.copyCount())
            way = {"tray": tray_of(printer), "sides": printer.duplex().name, "copies": copies}
            self.settings.put(PRINT_WAYS, self.kind, way)

    def _way(self) -> dict[str, str]:
        way: object = self.settings.get(PRINT_WAYS).get(self.kind)
        return {name: str(value) for name, value in way.items()} if isinstance(way, dict) else {}


def preview(parent: QWidget, title: str, paint: Paint, memory: Memory, *, landscape: bool = False) -> None:
    """Show the system's print preview of one page drawn by ``paint``; paper and printer are chosen there."""

    def draw(printer: QPrinter) -> None:
        painter = QPainter(printer)
        page = printer.pageLayout().paintRectPixels(printer.resolution())
        paint(painter, QRectF(0, 0, page.width(), page.height()))
        painter.end()

    _show(_printer(title, landscape), parent, title, draw, memory)


def preview_pages(parent: QWidget, title: str, pages: Sequence[QImage], memory: Memory) -> int:
    """Show the print preview of pages already made, each filling its sheet edge to edge.

    The sheets lie as the first page does; pages that lie otherwise are turned.

    Return how many copies went to the printer: 0 when the preview was closed without printing.
    """

    def draw(printer: QPrinter) -> None:
        painter = QPainter(printer)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        for number, page in enumerate(turned):
            if number:
                printer.newPage()
            size = page.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), page)
        painter.end()

    turned, landscape = same_way(pages)
    printer = _printer(title, landscape)
    printer.setFullPage(True)
    return _show(printer, parent, title, draw, memory)


def same_way(pages: Sequence[QImage]) -> tuple[list[QImage], bool]:
    """Turn the pages that lie otherwise than the first, and tell whether all lie on their side."""
    landscape = bool(pages) and pages[0].width() > pages[0].height()
    turn = QTransform().rotate(90)
    return [
        page if (page.width() > page.height()) == landscape else page.transformed(turn) for page in pages
    ], landscape


def _printer(title: str, landscape: bool) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(10, 10, 10, 10)))
    return printer


def _show(
    printer: QPrinter, parent: QWidget, title: str, draw: Callable[[QPrinter], None], memory: Memory
) -> int:
    """Show the preview until it is closed; the dialog does not keep ``printer`` alive, this call does."""
    memory.recall(printer)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(f"打印预览 {title}")
    dialog.resize(parent.window().size())
    dialog.paintRequested.connect(partial(hold_tray, dialog, printer.printerName(), tray_of(printer)))
    dialog.paintRequested.connect(draw)
    _give_keys(dialog)
    printed = dialog.exec() == QPrintPreviewDialog.DialogCode.Accepted  # its button 打印 accepts it
    memory.keep(printer)
    dialog.deleteLater()
    return printer.copyCount() if printed else 0


def _give_keys(dialog: QPrintPreviewDialog) -> None:
    """Give the preview's buttons their keys, told in their tips; Qt's own have none."""
    named = {QCoreApplication.translate("QPrintPreviewDialog", name): key for name, key in KEYS.items()}
    for action in dialog.findChildren(QAction):
        key = named.get(action.text(), "")
        if key:
            action.setShortcut(QKeySequence(key))
            action.setToolTip(f"{action.text()}（{key}）")
