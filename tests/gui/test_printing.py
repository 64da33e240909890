"""The print preview, opened for real and closed again: drawings and finished pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QAction, QImage, QKeySequence, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui import printing
from dangjian_desktop.gui.print_memory import Memory
from dangjian_desktop.gui.print_pane import PrintPane
from dangjian_desktop.gui.printing import preview, preview_pages, same_way, sheet_for
from dangjian_desktop.gui.settings import PRINT_WAYS, PRINTERS, Settings
from dangjian_desktop.gui.trays import choose_tray, tray_of
from tests.gui.printers import A3, A4, Printer, install


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


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("own", [True, False])
def test_windows_keeps_its_own_dialog_and_the_pane_stands_where_there_is_none(
    qtbot: QtBot, dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    parent, seen = QWidget(), list[tuple[bool, list[str]]]()
    qtbot.addWidget(parent)
    monkeypatch.setattr(printing, "OWN_DIALOG", own)

    def look() -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QPrintPreviewDialog) and dialog.isVisible():
                asks = [one.text() for one in dialog.findChildren(QAction) if one.isVisible()]
                seen.append((dialog.findChild(PrintPane) is not None, asks))
                dialog.reject()

    QTimer.singleShot(50, look)
    pages_of(parent, Memory(settings, "notice"))
    (pane, asks), both = seen[0], {"打印", "打印设置"}
    assert pane is not own
    assert both & set(asks) == (both if own else set())


@pytest.mark.parametrize("accepted", [True, False])
def test_windows_asks_once_for_many_papers_by_its_own_dialog(
    qtbot: QtBot, dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    parent, asked = QWidget(), list[bool]()
    qtbot.addWidget(parent)
    monkeypatch.setattr(printing, "OWN_DIALOG", True)

    def answer(dialog: QPrintDialog) -> int:
        asked.append(dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange))
        return int(accepted)

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    page = QImage(595, 842, QImage.Format.Format_RGB32)
    printer = printing.choose_printer(parent, "通知书", [page], Memory(settings, "letter"), 1.0, "打印 3 份")
    assert asked == [False]
    assert (printer is not None) is accepted


@pytest.mark.parametrize(("first", "other"), [((20, 30), (30, 20)), ((30, 20), (20, 30))])
def test_the_sheets_lie_as_the_first_page_does(first: tuple[int, int], other: tuple[int, int]) -> None:
    pages, landscape = same_way([QImage(*size, QImage.Format.Format_RGB32) for size in (first, other)])
    assert landscape is (first[0] > first[1])
    assert [(page.width(), page.height()) for page in pages] == [first, first]


@pytest.mark.parametrize("landscape", [True, False])
def test_the_sheet_lies_as_it_is_wanted_with_a_margin_every_printer_can_keep(
    dressed: QApplication, landscape: bool
) -> None:
    page = sheet_for("挂图", landscape).pageLayout()
    assert (page.orientation() is QPageLayout.Orientation.Landscape) is landscape
    assert page.margins(QPageLayout.Unit.Millimeter).left() == pytest.approx(10, abs=0.1)


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


def offered(settings: Settings, kind: str, copies: int = 0, *, cups: bool = True) -> Printer:
    printer = Printer("默认机", cups=cups)
    Memory(settings, kind, copies).recall(printer)  # type: ignore[arg-type]
    return printer


def test_each_kind_of_paper_goes_to_its_own_printer_again(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(settings, "notice").keep(Printer("办公室激光机"))  # type: ignore[arg-type]
    Memory(settings, "poster").keep(Printer("大幅面机"))  # type: ignore[arg-type]
    assert settings.get(PRINTERS) == {"notice": "办公室激光机", "poster": "大幅面机"}
    install(monkeypatch, ["大幅面机"])
    names = [offered(settings, kind).name for kind in ("poster", "notice", "ballot")]
    assert names == ["大幅面机", "默认机", "默认机"]


def test_tray_sides_and_copies_come_back_with_the_printer(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Printer("办公室激光机", cups=False)
    chosen.tray, chosen.sides = QPrinter.PaperSource.Manual, QPrinter.DuplexMode.DuplexLongSide
    chosen.copies = 3
    Memory(settings, "notice").keep(chosen)  # type: ignore[arg-type]
    install(monkeypatch, ["办公室激光机"])
    again = offered(settings, "notice", cups=False)
    assert (again.tray, again.sides, again.copies) == (chosen.tray, chosen.sides, 3)
    other = offered(settings, "ballot", cups=False)
    assert (other.tray, other.copies) == (QPrinter.PaperSource.Auto, 1)
    install(monkeypatch, [])
    assert offered(settings, "notice", cups=False).tray is QPrinter.PaperSource.Auto


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
    chosen.engine.options = ["InputSlot", "Tray2", "ColorModel", "Gray"]
    Memory(settings, "notice").keep(chosen)  # type: ignore[arg-type]
    Memory(settings, "poster").keep(Printer("办公室激光机"))  # type: ignore[arg-type]
    install(monkeypatch, ["办公室激光机"])
    assert offered(settings, "notice").engine.options == ["InputSlot", "Tray2", "ColorModel", "Gray"]
    assert offered(settings, "poster").engine.options == []
    other = Printer("默认机")
    other.engine.options = ["InputSlot", "Tray1", "MediaType", "Thick"]
    Memory(settings, "notice").recall(other)  # type: ignore[arg-type]
    assert other.engine.options == ["InputSlot", "Tray2", "ColorModel", "Gray"], "nothing is carried over"


def test_a_way_remembered_for_the_kind_alone_still_counts_for_its_printer(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.put(PRINTERS, "notice", "办公室激光机")
    settings.put(PRINT_WAYS, "notice", {"tray": "InputSlot=Tray2", "sides": "DuplexLongSide", "copies": "2"})
    install(monkeypatch, ["办公室激光机", "大幅面机"])
    again = offered(settings, "notice")
    assert (again.engine.options, again.copies) == (["InputSlot", "Tray2"], 2)
    assert Memory(settings, "notice").way("大幅面机") == {}


def test_pages_made_for_a3_lie_on_a3_where_the_printer_has_it_until_another_paper_is_chosen(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, ["办公室激光机", "大幅面机"])
    memory = Memory(settings, "poster", size=(1191.0, 842.0))
    large, small = Printer("大幅面机"), Printer("办公室激光机")
    for printer in (large, small):
        memory.recall(printer)  # type: ignore[arg-type]
    assert (large.size, small.size) == (A3, A4)
    large.size = A4
    memory.keep(large)  # type: ignore[arg-type]
    again = Printer("默认机")
    memory.recall(again)  # type: ignore[arg-type]
    assert (again.name, again.size) == ("大幅面机", A4)
    tile = Printer("默认机")
    Memory(settings, "poster", size=(842.0, 595.0)).recall(tile)  # type: ignore[arg-type]
    assert tile.size == A4


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
