"""Where and how each kind of paper was printed last, on each printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dangjian_desktop.gui.settings import PRINT_WAYS, PRINTERS, Settings
from dangjian_desktop.gui.trays import choose_tray, tray_of

Way = Mapping[str, str]
"""How a printer is set: ``tray``, ``sides``, ``copies``, the ``paper`` chosen, and ``of`` which size."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Where and how a kind of paper was printed last, so that it is offered again.

    Each printer has a way of its own: who goes back to one finds its tray again. ``copies`` is how many
    times the pages are wanted now; 0: as many as last time. ``size`` is the paper's own in points, if any.
    """

    settings: Settings
    kind: str
    copies: int = 0
    size: tuple[float, float] | None = None

    def recall(self, printer: QPrinter) -> None:
        """Choose the printer used last, when it is still there, and how it was set, with the copies."""
        name = self.settings.get(PRINTERS).get(self.kind, "")
        if name in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(name)
        last = self.way(name).get("copies", "")
        printer.setCopyCount(self.copies or (int(last) if last.isdigit() else 1))
        self.dress(printer, self.way(printer.printerName()))

    def dress(self, printer: QPrinter, way: Way) -> None:
        """Set the printer that is chosen: its tray and nothing of another's, sides and paper."""
        choose_tray(printer, way.get("tray", ""))
        sides = QPrinter.DuplexMode.__members__.get(way.get("sides", ""))
        if sides is not None:
            printer.setDuplex(sides)
        own = self.own()
        wanted = way.get("paper", "") if way.get("of", "") == own else own
        for size in papers_of(printer):
            if size.key() == wanted or size.name() == wanted:
                printer.setPageSize(size)
                return

    def own(self) -> str:
        """Return the name of the paper's own size; empty when it has none, or one that no printer knows."""
        if self.size is None:
            return ""
        size = QPageSize(QSizeF(min(self.size), max(self.size)), QPageSize.Unit.Point)
        return "" if size.id() is QPageSize.PageSizeId.Custom else size.key()

    def keep(self, printer: QPrinter) -> None:
        """Remember the printer that was chosen, and how."""
        name = printer.printerName()
        if name:
            way = {**self.way_of(printer), "copies": str(printer.copyCount())}
            if self.copies:
                way["copies"] = self.way(name).get("copies", "1")
            self.settings.put(PRINTERS, self.kind, name)
            self.settings.put(PRINT_WAYS, f"{self.kind}@{name}", way)

    def way_of(self, printer: QPrinter) -> Way:
        """Return how a printer is set now."""
        paper = printer.pageLayout().pageSize().key()
        return {"tray": tray_of(printer), "sides": printer.duplex().name, "paper": paper, "of": self.own()}

    def way(self, name: str) -> Way:
        """Return how the kind was printed last on a printer; empty when never."""
        ways = self.settings.get(PRINT_WAYS)
        way: object = ways.get(f"{self.kind}@{name}")
        if way is None and name == self.settings.get(PRINTERS).get(self.kind):
            way = ways.get(self.kind)  # a way once was the kind's alone
        return {key: str(value) for key, value in way.items()} if isinstance(way, dict) else {}


FILE_PAPERS = tuple(
    QPageSize(one)
    for one in (
        QPageSize.PageSizeId.A5, QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3, QPageSize.PageSizeId.A2,
        QPageSize.PageSizeId.A1, QPageSize.PageSizeId.A0,
    )
)  # fmt: skip
"""What a PDF file is offered on: it takes any size."""


def papers_of(printer: QPrinter) -> list[QPageSize]:
    """Return the papers the printer that is chosen takes; of a file the usual ones."""
    name = printer.printerName()
    return QPrinterInfo.printerInfo(name).supportedPageSizes() if name else list(FILE_PAPERS)
