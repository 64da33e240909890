"""The tray a printer takes its paper from: by Qt's number, under CUPS by the printer's own name for it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtPrintSupport import QPrintEngine, QPrinter

CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where Qt's engine for CUPS holds what goes with a job: name, value, name, value …"""
IS = "="
MOST = 1 << 16  # Windows holds the number of a tray in two bytes


def tray_of(printer: QPrinter) -> str:
    """Return the tray chosen: under CUPS ``InputSlot=Tray2`` and what else was chosen, a space between.

    Elsewhere the name Qt has for it, or its number: Windows numbers the trays of a driver's own from 256
    on; Qt has no names for those.
    """
    told = options_told(printer)
    return " ".join(f"{name}{IS}{value}" for name, value in told.items()) or printer.paperSource().name


def choose_tray(printer: QPrinter, tray: str) -> None:
    """Choose a tray by what :func:`tray_of` returned, and no other; what nobody knows is passed over."""
    if isinstance(_held(printer), list | tuple):
        pairs = (pair.split(IS, 1) for pair in tray.split() if IS in pair)
        tell_options(printer, dict(pairs))
    elif tray in QPrinter.PaperSource.__members__:
        printer.setPaperSource(QPrinter.PaperSource[tray])
    elif tray.isdecimal() and int(tray) < MOST:
        printer.setPaperSource(QPrinter.PaperSource(int(tray)))


def options_told(printer: QPrinter) -> dict[str, str]:
    """Return the options that go with a job under CUPS; none under Windows or without a printer."""
    held = _held(printer)
    texts = [str(text) for text in held] if isinstance(held, list | tuple) else []
    return dict(zip(texts[::2], texts[1::2], strict=False))


def tell_options(printer: QPrinter, options: Mapping[str, str]) -> None:
    """Let these options and no others go with a job under CUPS."""
    texts = [text for pair in options.items() for text in pair]
    printer.printEngine().setProperty(CUPS_OPTIONS, texts)


def _held(printer: QPrinter) -> object:
    return printer.printEngine().property(CUPS_OPTIONS)
