"""Printing: the system's dialog with a live preview, for drawings and for finished pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

Paint = Callable[[QPainter, QRectF], object]


def preview(parent: QWidget, title: str, paint: Paint, *, landscape: bool = False) -> None:
    """Show the system's print preview of one page drawn by ``paint``; paper and printer are chosen there."""

    def draw(printer: QPrinter) -> None:
        painter = QPainter(printer)
        page = printer.pageLayout().paintRectPixels(printer.resolution())
        paint(painter, QRectF(0, 0, page.width(), page.height()))
        painter.end()

    _show(_printer(title, landscape), parent, title, draw)


def preview_pages(parent: QWidget, title: str, pages: Sequence[QImage], *, landscape: bool = False) -> None:
    """Show the print preview of pages already made, each filling its sheet edge to edge."""

    def draw(printer: QPrinter) -> None:
        painter = QPainter(printer)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            size = page.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), page)
        painter.end()

    printer = _printer(title, landscape)
    printer.setFullPage(True)
    _show(printer, parent, title, draw)


def _printer(title: str, landscape: bool) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(10, 10, 10, 10)))
    return printer


def _show(printer: QPrinter, parent: QWidget, title: str, draw: Callable[[QPrinter], None]) -> None:
    """Show the preview until it is closed; the dialog does not keep ``printer`` alive, this call does."""
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(f"打印预览 {title}")
    dialog.resize(parent.window().size())
    dialog.paintRequested.connect(draw)
    dialog.exec()
    dialog.deleteLater()
