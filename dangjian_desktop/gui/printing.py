"""Printing with a live preview, for drawings and for finished pages; how is asked beside it or by Windows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEventLoop, QMarginsF, QRectF, Qt, QThread
from PySide6.QtGui import (
    QAction,
    QImage,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPaintEngine,
    QPainter,
    QTransform,
)
from PySide6.QtPrintSupport import (
    QPrintDialog,
    QPrinter,
    QPrinterInfo,
    QPrintPreviewDialog,
    QPrintPreviewWidget,
)
from PySide6.QtWidgets import QBoxLayout, QWidget

from dangjian_desktop.gui.cups import job_refused
from dangjian_desktop.gui.desk import SystemDesk
from dangjian_desktop.gui.print_memory import Memory
from dangjian_desktop.gui.print_pane import PrintPane

KEYS = {
    "Previous page": "PgUp",
    "Next page": "PgDown",
    "First page": "Home",
    "Last page": "End",
    "Print": "Ctrl+P",
}
"""Keys of the preview's buttons, by the names Qt has for them."""
OWN_DIALOG = sys.platform in ("win32", "darwin")
"""Whether the system has a print dialog of its own, which then asks how to print."""
MARGINS = QMarginsF(10, 10, 10, 10)  # mm, round drawings; finished pages have their own
LONGEST_SEEN = 1400  # dots of the longer side of a page in the preview
Paint = Callable[[QPainter, QRectF], object]
Draw = Callable[[QPrinter], object]


def preview(parent: QWidget, title: str, paint: Paint, memory: Memory, *, landscape: bool = False) -> None:
    """Show the system's print preview of one page drawn by ``paint``; paper and printer are chosen there."""

    def draw(printer: QPrinter) -> None:
        painter = QPainter(printer)
        page = printer.pageLayout().paintRectPixels(printer.resolution())
        paint(painter, QRectF(0, 0, page.width(), page.height()))
        painter.end()

    _show(sheet_for(title, landscape), parent, title, draw, memory)


def preview_pages(
    parent: QWidget, title: str, pages: Sequence[QImage], memory: Memory, dots: float = 0
) -> int:
    """Show the print preview of pages already made, each filling its sheet edge to edge.

    ``dots`` a point tell what paper the pages were made for.

    The sheets lie as the first page does; pages that lie otherwise are turned.

    Return how many copies went to the printer: 0 when the preview was closed without printing.
    """

    def draw(printer: QPrinter) -> bool:
        wanted = printer.pageRanges()
        return _draw(
            printer, [page for at, page in enumerate(turned, 1) if wanted.isEmpty() or wanted.contains(at)]
        )

    turned, landscape = same_way(pages)
    printer = sheet_for(title, landscape, full=True)
    return _show(printer, parent, title, draw, _sized(memory, pages, dots), aside=True)


def any_printer() -> bool:
    """Tell whether there is a printer at all."""
    return bool(QPrinterInfo.availablePrinterNames())


def choose_printer(
    parent: QWidget, title: str, pages: Sequence[QImage], memory: Memory, dots: float, many: str
) -> QPrinter | None:
    """Ask once where and how papers like the one of ``pages`` are printed, each by :func:`send` after.

    ``many`` says what is printed, as 打印 23 份. None: the clerk closed the dialog.
    """
    turned, landscape = same_way(pages)
    printer, memory = sheet_for(title, landscape, full=True), _sized(memory, pages, dots)
    memory.recall(printer)
    if OWN_DIALOG:
        asked = QPrintDialog(printer, parent)
        asked.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        chosen = asked.exec() == QPrintDialog.DialogCode.Accepted
        asked.deleteLater()
    else:
        dialog = _preview(printer, parent, title, lambda printer: _draw(printer, turned))
        pane = PrintPane(printer, memory, many)
        pane.wanted.connect(dialog.accept)
        _ask_beside(dialog, pane)
        chosen = dialog.exec() == QPrintPreviewDialog.DialogCode.Accepted
        dialog.deleteLater()
    if chosen:
        memory.keep(printer)
    return printer if chosen else None


def send(printer: QPrinter, name: str, pages: Sequence[QImage]) -> bool:
    """Print finished pages as a job of that name; tell whether the printer took it. Any thread may."""
    printer.setDocName(name)
    return _draw(printer, same_way(pages)[0]) and (OWN_DIALOG or not job_refused())


def _draw(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Draw pages that lie the same way, each filling its sheet; tell whether the printer let it begin."""
    painter = QPainter(printer)
    if not painter.isActive():
        return False
    hints = QPainter.RenderHint
    painter.setRenderHints(hints.SmoothPixmapTransform | hints.LosslessImageRendering)  # no JPEG of letters
    on_screen = painter.paintEngine().type() is QPaintEngine.Type.Picture  # recorded for the preview
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        size = page.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), _seen(page) if on_screen else page)
    return painter.end()


def _seen(page: QImage) -> QImage:
    """Return a page as it is seen on the screen: shrunk at once, its thin strokes would break."""
    if max(page.width(), page.height()) <= LONGEST_SEEN:
        return page
    smooth = Qt.TransformationMode.SmoothTransformation
    return page.scaled(LONGEST_SEEN, LONGEST_SEEN, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _sized(memory: Memory, pages: Sequence[QImage], dots: float) -> Memory:
    """Tell the memory how large the pages are, where ``dots`` a point are known."""
    if not dots or not pages:
        return memory
    return replace(memory, size=(pages[0].width() / dots, pages[0].height() / dots))


def same_way(pages: Sequence[QImage]) -> tuple[list[QImage], bool]:
    """Turn the pages that lie otherwise than the first, and tell whether all lie on their side."""
    landscape = bool(pages) and pages[0].width() > pages[0].height()
    turn = QTransform().rotate(90)
    return [
        page if (page.width() > page.height()) == landscape else page.transformed(turn) for page in pages
    ], landscape


def sheet_for(title: str, landscape: bool, *, full: bool = False) -> QPrinter:
    """Return the usual printer with a sheet of A4 that lies as wanted; ``full``: without margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # One by one: a layout as a whole is not taken when the printer cannot print as near to the edge.
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)
    printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    printer.setFullPage(full)
    return printer


def _show(
    printer: QPrinter, parent: QWidget, title: str, draw: Draw, memory: Memory, *, aside: bool = False
) -> int:
    """Show the preview until it is closed; the dialog does not keep ``printer`` alive, this call does.

    ``aside``: ``draw`` may be called on another thread.
    """
    memory.recall(printer)
    dialog = _preview(printer, parent, title, draw)
    if not OWN_DIALOG:
        pane = PrintPane(printer, memory)
        pane.wanted.connect(partial(_print_or_say, dialog, pane, draw if aside else None))
        _ask_beside(dialog, pane)
    printed = dialog.exec() == QPrintPreviewDialog.DialogCode.Accepted  # printing accepts it
    if printed:
        memory.keep(printer)
    dialog.deleteLater()
    return printer.copyCount() if printed else 0


def _preview(printer: QPrinter, parent: QWidget, title: str, draw: Draw) -> QPrintPreviewDialog:
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(f"打印预览 {title}")
    dialog.resize(parent.window().size())
    dialog.paintRequested.connect(draw)
    _give_keys(dialog)
    return dialog


def _ask_beside(dialog: QPrintPreviewDialog, pane: PrintPane) -> None:
    """Put the pane that asks how to print beside the pages, instead of Qt's dialogs over them."""
    for action in dialog.findChildren(QAction):
        if action.text() in (_qts("Print"), _qts("Page setup")):
            action.setVisible(False)
    sheets, across = dialog.findChild(QPrintPreviewWidget), dialog.layout()
    if sheets is None or not isinstance(across, QBoxLayout):
        raise TypeError(across)
    across.setDirection(QBoxLayout.Direction.LeftToRight)
    across.setStretch(0, 1)
    across.addWidget(pane)
    pane.laid.connect(sheets.updatePreview)
    pane.closed.connect(dialog.reject)
    sheets.previewChanged.connect(lambda: pane.count_pages(sheets.pageCount()))


def _print_or_say(dialog: QPrintPreviewDialog, pane: PrintPane, draw: Draw | None) -> None:
    """Print what is shown; the preview stays when the printer does not take it, or no file was named."""
    sheets = dialog.findChild(QPrintPreviewWidget)
    if sheets is None or (pane.to_file() and not _file_for(dialog, pane.printer)):
        return
    pane.show_sending()
    sending = _Sending(partial(draw, pane.printer) if draw else sheets.print_)
    if draw:
        sending.start()
        sending.wait_awake()
    else:
        sending.run()
    if not pane.to_file() and sending.refused:
        pane.show_refused()
    else:
        dialog.accept()


class _Sending(QThread):
    """Sends pages to the printer. CUPS tells the thread that sent them whether it refused."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self.work, self.refused = work, False

    def run(self) -> None:
        """Send them."""
        begun = self.work()
        self.refused = begun is False or job_refused()

    def wait_awake(self) -> None:
        """Return when they are sent; meanwhile the window is painted, and keys and clicks wait."""
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        if not self.isFinished():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self.wait()


def _file_for(dialog: QWidget, printer: QPrinter) -> bool:
    """Ask where the PDF file goes; False when the clerk closed the dialog."""
    name = "".join(c for c in printer.docName() if c not in '\\/:*?"<>|\n') + ".pdf"
    path = SystemDesk().save_file(dialog, "存成 PDF 文件", "PDF 文件 (*.pdf)", name)
    printer.setOutputFileName(path)
    return bool(path)


def _qts(name: str) -> str:
    """Return what Qt's preview calls a thing in Chinese."""
    return QCoreApplication.translate("QPrintPreviewDialog", name)


def _give_keys(dialog: QPrintPreviewDialog) -> None:
    """Give the preview's buttons their keys, told in their tips; Qt's own have none."""
    named = {_qts(name): key for name, key in KEYS.items()}
    for action in dialog.findChildren(QAction):
        key = named.get(action.text(), "")
        if key:
            action.setShortcut(QKeySequence(key))
            action.setToolTip(f"{action.text()}（{key}）")
