"""Printers that are not there: what the memory and the pane see of them, under CUPS and under Windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

from dangjian_desktop.gui import print_pane
from dangjian_desktop.gui.ppd import TRAY, Option
from dangjian_desktop.gui.trays import CUPS_OPTIONS

A3, A4 = QPageSize(QPageSize.PageSizeId.A3), QPageSize(QPageSize.PageSizeId.A4)
TRAYS = {"办公室激光机": ("Tray1", "Tray2", "Manual"), "大幅面机": ("Upper", "Lower")}


class Engine:
    """What stands behind a printer: under CUPS the options that go with its job, elsewhere none."""

    def __init__(self, options: list[str] | None) -> None:
        self.options = options

    def property(self, key: QPrintEngine.PrintEnginePropertyKey) -> list[str] | None:
        return self.options if key.value == CUPS_OPTIONS.value else None

    def setProperty(self, key: QPrintEngine.PrintEnginePropertyKey, options: list[str]) -> None:  # noqa: N802 - Qt's name
        assert key.value == CUPS_OPTIONS.value
        assert self.options is not None, "only CUPS takes options"
        self.options = options


class Printer:
    """A printer as the memory and the pane see it."""

    def __init__(self, name: str, *, cups: bool = True) -> None:
        self.name, self.copies, self.size = name, 1, A4
        self.engine = Engine([] if cups else None)
        self.tray, self.sides = QPrinter.PaperSource.Auto, QPrinter.DuplexMode.DuplexNone
        self.ranges = QPageRanges()
        self.colours = QPrinter.ColorMode.GrayScale

    def printEngine(self) -> Engine:  # noqa: N802 - Qt's name
        return self.engine

    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return self.name

    def setPrinterName(self, name: str) -> None:  # noqa: N802 - Qt's name
        self.name = name

    def setOutputFormat(self, form: QPrinter.OutputFormat) -> None:  # noqa: N802 - Qt's name
        pdf = form is QPrinter.OutputFormat.PdfFormat
        self.name, self.engine.options = ("", None) if pdf else (self.name, self.engine.options or [])

    def paperSource(self) -> QPrinter.PaperSource:  # noqa: N802 - Qt's name
        return self.tray

    def setPaperSource(self, tray: QPrinter.PaperSource) -> None:  # noqa: N802 - Qt's name
        self.tray = tray

    def duplex(self) -> QPrinter.DuplexMode:
        return self.sides

    def setDuplex(self, sides: QPrinter.DuplexMode) -> None:  # noqa: N802 - Qt's name
        self.sides = sides

    def copyCount(self) -> int:  # noqa: N802 - Qt's name
        return self.copies

    def setCopyCount(self, copies: int) -> None:  # noqa: N802 - Qt's name
        self.copies = copies

    def pageLayout(self) -> QPageLayout:  # noqa: N802 - Qt's name
        return QPageLayout(self.size, QPageLayout.Orientation.Portrait, QMarginsF())

    def setPageSize(self, size: QPageSize) -> None:  # noqa: N802 - Qt's name
        self.size = size

    def setColorMode(self, mode: QPrinter.ColorMode) -> None:  # noqa: N802 - Qt's name
        self.colours = mode

    def setPageRanges(self, ranges: QPageRanges) -> None:  # noqa: N802 - Qt's name
        self.ranges = ranges


class Info:
    """What is known of a printer: the large one takes A3, the office's prints on both sides."""

    def __init__(self, name: str) -> None:
        self.name = name

    def supportedPageSizes(self) -> list[QPageSize]:  # noqa: N802 - Qt's name
        return [A4, A3] if self.name == "大幅面机" else [A4]

    def supportedDuplexModes(self) -> list[QPrinter.DuplexMode]:  # noqa: N802 - Qt's name
        both = [QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexLongSide]
        return both if self.name == "办公室激光机" else both[:1]


def install(
    patch: pytest.MonkeyPatch, names: Sequence[str], more: Mapping[str, Option] | None = None
) -> None:
    """Have printers of these names stand there, each with its trays and what else it can be told."""

    def options(name: str) -> tuple[Option, ...]:
        trays = Option(TRAY, "纸盒", {key: f"{key} 号" for key in TRAYS.get(name, ())})
        return (trays, *(more or {}).values()) if name in TRAYS else ()

    patch.setattr(QPrinterInfo, "availablePrinterNames", lambda: list(names))
    patch.setattr(QPrinterInfo, "printerInfo", Info)
    patch.setattr(print_pane, "options_of", options)
