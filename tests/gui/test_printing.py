"""The print preview, opened for real and closed again: drawings and finished pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QAction, QImage, QKeySequence, QPainter
from PySide6.QtPrintSupport import (
    QPrintEngine,
    QPrinter,
    QPrinterInfo,
    QPrintPreviewDialog,
    QPrintPreviewWidget,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.printing import Memory, preview, preview_pages, same_way
from dangjian_desktop.gui.settings import PRINT_WAYS, PRINTERS, Settings
from dangjian_desktop.gui.trays import CUPS_OPTIONS, choose_tray, hold_tray, tray_of


@pytest.fixture
def seen(dressed: QApplication) -> Iterator[list[tuple[str, int]]]:
    """Close the next preview and keep its title and number of pages."""
    found: list[tuple[str, int]] = []

    def close() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QPrintPreviewDialog) and dialog.isVisible():
                pages = dialog.findChild(QPrintPreviewWidget)
                assert pages is not None
                found.append((dialog.windowTitle(), pages.pageCount()))
                dialog.reject()

    looking = QTimer(interval=20)
    looking.timeout.connect(close)
    looking.start()
    yield found
    looking.stop()


def pages_of(parent: QWidget, memory: Memory) -> None:
    picture = QImage(210, 297, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    preview_pages(parent, "公示", [picture, picture], memory)


@pytest.mark.parametrize(("first", "other"), [((20, 30), (30, 20)), ((30, 20), (20, 30))])
def test_the_sheets_lie_as_the_first_page_does(first: tuple[int, int], other: tuple[int, int]) -> None:
    pages, landscape = same_way([QImage(*size, QImage.Format.Format_RGB32) for size in (first, other)])
    assert landscape is (first[0] > first[1])
    assert [(page.width(), page.height()) for page in pages] == [first, first]


def drawing_of(parent: QWidget, memory: Memory) -> None:
    def paint(painter: QPainter, page: QRectF) -> None:
        painter.drawRect(page)

    preview(parent, "挂图", paint, memory, landscape=True)


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a dialog asks of a screen that is not there
@pytest.mark.parametrize(
    ("show", "told"), [(pages_of, ("打印预览 公示", 2)), (drawing_of, ("打印预览 挂图", 1))]
)
def test_the_preview_shows_every_page_and_closes(
    qtbot: QtBot, seen: list[tuple[str, int]], settings: Settings,
    show: Callable[[QWidget, Memory], None], told: tuple[str, int],
) -> None:  # fmt: skip
    parent = QWidget()
    qtbot.addWidget(parent)
    show(parent, Memory(settings, "notice"))
    assert seen == [told]


class Engine:
    """What stands behind a printer: under CUPS the options of its print dialog, elsewhere none."""

    def __init__(self) -> None:
        self.options: list[str] | None = None

    def property(self, key: QPrintEngine.PrintEnginePropertyKey) -> list[str] | None:
        return self.options if key.value == CUPS_OPTIONS.value else None

    def setProperty(self, key: QPrintEngine.PrintEnginePropertyKey, options: list[str]) -> None:  # noqa: N802 - Qt's name
        assert key.value == CUPS_OPTIONS.value
        self.options = options


class Printer:
    """A printer as the memory sees it."""

    def __init__(self, name: str) -> None:
        self.name, self.copies = name, 1
        self.engine = Engine()
        self.tray, self.sides = QPrinter.PaperSource.Auto, QPrinter.DuplexMode.DuplexNone

    def printEngine(self) -> Engine:  # noqa: N802 - Qt's name
        return self.engine

    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return self.name

    def setPrinterName(self, name: str) -> None:  # noqa: N802 - Qt's name
        self.name = name

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


def offered(settings: Settings, kind: str, copies: int = 0) -> Printer:
    printer = Printer("默认机")
    Memory(settings, kind, copies).recall(printer)  # type: ignore[arg-type]
    return printer


def test_each_kind_of_paper_goes_to_its_own_printer_again(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(settings, "notice").keep(Printer("办公室激光机"))  # type: ignore[arg-type]
    Memory(settings, "poster").keep(Printer("大幅面机"))  # type: ignore[arg-type]
    assert settings.get(PRINTERS) == {"notice": "办公室激光机", "poster": "大幅面机"}
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["大幅面机"])
    names = [offered(settings, kind).name for kind in ("poster", "notice", "ballot")]
    assert names == ["大幅面机", "默认机", "默认机"]


def test_tray_sides_and_copies_come_back_with_the_printer(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Printer("办公室激光机")
    chosen.tray, chosen.sides = QPrinter.PaperSource.Manual, QPrinter.DuplexMode.DuplexLongSide
    chosen.copies = 3
    Memory(settings, "notice").keep(chosen)  # type: ignore[arg-type]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["办公室激光机"])
    again = offered(settings, "notice")
    assert (again.tray, again.sides, again.copies) == (chosen.tray, chosen.sides, 3)
    other = offered(settings, "ballot")
    assert (other.tray, other.copies) == (QPrinter.PaperSource.Auto, 1)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    assert offered(settings, "notice").tray is QPrinter.PaperSource.Auto


@pytest.mark.parametrize("number", [2, 258, 1291])  # 256 and more are the trays a driver names itself
def test_a_tray_comes_back_by_the_number_windows_has_for_it(dressed: QApplication, number: int) -> None:
    chosen, again = (QPrinter(QPrinter.PrinterMode.HighResolution) for _ in range(2))
    chosen.setPaperSource(QPrinter.PaperSource(number))
    choose_tray(again, tray_of(chosen))
    assert again.paperSource().value == number


def test_a_tray_comes_back_by_the_name_the_printer_has_for_it_under_cups(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Printer("办公室激光机")
    chosen.engine.options = ["number-up", "1", "InputSlot", "Tray2", "job-sheets", "none"]
    Memory(settings, "notice").keep(chosen)  # type: ignore[arg-type]
    Memory(settings, "poster").keep(Printer("办公室激光机"))  # type: ignore[arg-type]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["办公室激光机"])
    assert offered(settings, "notice").engine.options == ["InputSlot", "Tray2"]
    assert offered(settings, "poster").engine.options is None
    other = Printer("默认机")
    other.engine.options = ["InputSlot", "Tray1", "media", "A4"]
    Memory(settings, "notice").recall(other)  # type: ignore[arg-type]
    assert other.engine.options == ["media", "A4", "InputSlot", "Tray2"]


class QPrintPropertiesDialog(QDialog):
    """The properties of Qt's print dialog for CUPS."""


def test_the_tray_holds_through_qts_print_dialog_unless_its_properties_were_opened(
    dressed: QApplication, qtbot: QtBot
) -> None:
    preview, tray = QWidget(), "InputSlot=Tray2"
    qtbot.addWidget(preview)
    properties = QPrintPropertiesDialog(preview)
    one, other = Printer("办公室激光机"), Printer("大幅面机")
    one.engine.options, other.engine.options = ["media", "A4"], ["media", "A4"]
    for printer in (one, other):
        hold_tray(preview, "办公室激光机", tray, printer)  # type: ignore[arg-type]
    assert one.engine.options == ["media", "A4", "InputSlot", "Tray2"]
    assert other.engine.options == ["media", "A4"]
    properties.show()
    properties.accept()
    one.engine.options = ["media", "A4"]
    hold_tray(preview, "办公室激光机", tray, one)  # type: ignore[arg-type]
    assert one.engine.options == ["media", "A4"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_preview_turns_its_pages_by_keys(qtbot: QtBot, settings: Settings, dressed: QApplication) -> None:
    parent, turned = QWidget(), []
    qtbot.addWidget(parent)

    def ready(dialog: QPrintPreviewDialog, pages: QPrintPreviewWidget) -> bool:
        following = [one for one in dialog.findChildren(QAction) if one.shortcut() == QKeySequence("PgDown")]
        return dialog.isActiveWindow() and pages.pageCount() == 4 and following[0].isEnabled()

    def press() -> None:
        for dialog in QApplication.topLevelWidgets():
            pages = dialog.findChild(QPrintPreviewWidget) if dialog.isVisible() else None
            if isinstance(dialog, QPrintPreviewDialog) and pages is not None and ready(dialog, pages):
                for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
                    QTest.keyClick(pages, key)
                    turned.append(pages.currentPage())
                dialog.reject()

    looking = QTimer(interval=20)
    looking.timeout.connect(press)
    looking.start()
    page = QImage(210, 297, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    preview_pages(parent, "公示", [page] * 4, Memory(settings, "notice"))
    looking.stop()
    assert turned == [2, 4, 3, 1]


def test_the_sheets_of_a_pack_are_asked_for_once_and_not_remembered(
    dressed: QApplication, settings: Settings
) -> None:
    assert offered(settings, "ballot", 60).copies == 60
    sent = Printer("机")
    sent.copies = 60
    Memory(settings, "ballot", 60).keep(sent)  # type: ignore[arg-type]
    assert offered(settings, "ballot").copies == 1


def test_damaged_settings_are_as_if_never_set(dressed: QApplication, settings: Settings) -> None:
    settings.put(PRINT_WAYS, "notice", {"tray": "没有", "copies": "多"})
    settings.put(PRINT_WAYS, "ballot", {"tray": "9999999999999999999999"})
    settings.put(PRINT_WAYS, "poster", 3)
    assert [offered(settings, kind).copies for kind in ("notice", "poster", "ballot")] == [1, 1, 1]
