"""The tray a printer takes its paper from: by Qt's number, under CUPS by the printer's own name for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintEngine, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where Qt's engine for CUPS holds what its print dialog was told: name, value, name, value …"""
SLOT, IS = "InputSlot", "="
PROPERTIES = "QPrintPropertiesDialog"
MOST = 1 << 16  # Windows holds the number of a tray in two bytes


def tray_of(printer: QPrinter) -> str:
    """Return the tray chosen: ``InputSlot=Tray2`` under CUPS, else the name Qt has for it, or its number.

    Windows numbers the trays of a driver's own from 256 on; Qt has no names for those.
    """
    options = _options(printer)
    slot = next((options[at + 1] for at in range(0, len(options) - 1, 2) if options[at] == SLOT), "")
    return f"{SLOT}{IS}{slot}" if slot else printer.paperSource().name


def choose_tray(printer: QPrinter, tray: str) -> None:
    """Choose a tray by what :func:`tray_of` returned; what no printer here knows is passed over."""
    name, _, slot = tray.partition(IS)
    if name == SLOT:
        options = _options(printer)
        others = [text for at, text in enumerate(options) if options[at - at % 2] != SLOT]
        printer.printEngine().setProperty(CUPS_OPTIONS, [*others, SLOT, slot])
    elif tray in QPrinter.PaperSource.__members__:
        printer.setPaperSource(QPrinter.PaperSource[tray])
    elif tray.isdecimal() and int(tray) < MOST:
        printer.setPaperSource(QPrinter.PaperSource(int(tray)))


def hold_tray(preview: QWidget, name: str, tray: str, printer: QPrinter) -> None:
    """Choose ``tray`` of the printer ``name`` again where Qt's print dialog for CUPS has dropped it unasked.

    It writes what its properties show, and they begin with the printer's usual tray: only who has opened
    them has chosen that one.
    """
    opened = any(
        one.metaObject().className() == PROPERTIES
        and one.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        for one in preview.findChildren(QDialog)
    )
    if tray.startswith(SLOT + IS) and printer.printerName() == name and not opened:
        choose_tray(printer, tray)


def _options(printer: QPrinter) -> list[str]:
    """Return the options of a printer under CUPS; none under Windows or without a printer."""
    held = printer.printEngine().property(CUPS_OPTIONS)
    return [str(text) for text in held] if isinstance(held, list | tuple) else []
