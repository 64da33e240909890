"""The pane beside the print preview: printer, tray, sides, paper, pages, chosen by keys."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QThread, QTimer
from PySide6.QtGui import QImage, QPageRanges
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui import printing
from dangjian_desktop.gui.desk import SystemDesk
from dangjian_desktop.gui.ppd import Option
from dangjian_desktop.gui.print_memory import Memory
from dangjian_desktop.gui.print_pane import NO_PRINTER, REFUSED, SENDING, TO_FILE, PrintPane
from dangjian_desktop.gui.settings import PRINTERS, Settings
from dangjian_desktop.gui.trays import options_told
from tests.gui.printers import A3, A4, Printer, install

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # asked of a screen that is not there
BOTH = ["办公室激光机", "大幅面机"]


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    install(monkeypatch, BOTH)
    return Printer("办公室激光机")


def pane_for(qtbot: QtBot, printer: Printer, memory: Memory) -> PrintPane:
    memory.recall(printer)  # type: ignore[arg-type]
    pane = PrintPane(printer, memory)  # type: ignore[arg-type]
    qtbot.addWidget(pane)
    pane.show()
    pane.count_pages(8)
    return pane


def tray(pane: PrintPane) -> QComboBox:
    return next(box for option, box in pane.more if option.key == "InputSlot")


def choose(box: QComboBox, text: str) -> None:
    """Choose by keys, as far as they go."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"no {text} offered"


def test_the_remembered_tray_is_shown_and_stays_when_nothing_is_touched(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    printer.engine.options = ["InputSlot", "Tray2"]
    printer.sides = QPrinter.DuplexMode.DuplexLongSide
    printer.copies = 3
    Memory(settings, "notice").keep(printer)  # type: ignore[arg-type]
    again = Printer("大幅面机")
    pane = pane_for(qtbot, again, Memory(settings, "notice"))
    assert pane.where.currentText() == "办公室激光机"
    assert (tray(pane).currentText(), pane.sides.currentText()) == ("Tray2 号", "双面，沿长边翻")
    assert pane.copies.value() == 3
    with qtbot.waitSignal(pane.wanted):
        pane.go.click()
    assert again.engine.options == ["InputSlot", "Tray2"]
    assert (again.sides, again.copies) == (QPrinter.DuplexMode.DuplexLongSide, 3)


def test_a_tray_chosen_goes_with_the_job_and_the_usual_one_sends_none(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    pane = pane_for(qtbot, printer, Memory(settings, "notice"))
    assert tray(pane).currentText() == "按打印机的设置"
    assert printer.engine.options == []
    choose(tray(pane), "Manual 号")
    assert printer.engine.options == ["InputSlot", "Manual"]
    assert printer.colours is QPrinter.ColorMode.Color, "a red head stays red where the printer can"
    choose(tray(pane), "按打印机的设置")
    assert printer.engine.options == []


def test_another_printer_takes_nothing_of_the_first_and_going_back_finds_its_tray(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    pane = pane_for(qtbot, printer, Memory(settings, "notice"))
    choose(tray(pane), "Tray2 号")
    choose(pane.where, "大幅面机")
    assert (printer.name, printer.engine.options) == ("大幅面机", [])
    assert tray(pane).currentText() == "按打印机的设置"
    choose(tray(pane), "Lower 号")
    choose(pane.where, TO_FILE)
    assert printer.name == ""
    assert not pane.more
    choose(pane.where, "办公室激光机")
    assert (tray(pane).currentText(), printer.engine.options) == ("Tray2 号", ["InputSlot", "Tray2"])
    choose(pane.where, "大幅面机")
    assert printer.engine.options == ["InputSlot", "Lower"]


def test_each_printer_remembers_its_tray_for_the_kind(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    memory = Memory(settings, "notice")
    for name, slot in (("大幅面机", "Lower"), ("办公室激光机", "Tray2")):
        used = Printer(name)
        used.engine.options = ["InputSlot", slot]
        memory.keep(used)  # type: ignore[arg-type]
    pane = pane_for(qtbot, printer, memory)
    assert tray(pane).currentText() == "Tray2 号"
    choose(pane.where, "大幅面机")
    assert tray(pane).currentText() == "Lower 号"
    other = pane_for(qtbot, Printer("大幅面机"), Memory(settings, "poster"))
    assert tray(other).currentText() == "按打印机的设置"


def test_a_tray_that_is_no_longer_there_is_not_sent(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    printer.engine.options = ["InputSlot", "Tray9", "Toner", "True"]
    Memory(settings, "notice").keep(printer)  # type: ignore[arg-type]
    pane = pane_for(qtbot, Printer("大幅面机"), Memory(settings, "notice"))
    assert options_told(pane.printer) == {}
    assert tray(pane).currentText() == "按打印机的设置"


def test_other_options_unfold_by_a_word_and_one_in_use_stands_open(
    dressed: QApplication, qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    colour = Option("ColorModel", "颜色", {"RGB": "Color", "Gray": "Grayscale"})
    install(monkeypatch, BOTH, {"ColorModel": colour})
    printer, memory = Printer("办公室激光机"), Memory(settings, "notice")
    pane = pane_for(qtbot, printer, memory)
    box = next(box for option, box in pane.more if option is colour)
    assert box.isHidden() or not box.isVisible()
    word = next(one for one in pane.findChildren(QWidget) if one.property("kind") == "link")
    QTest.keyClick(word, Qt.Key.Key_Space)
    assert box.isVisible()
    assert not word.isVisible()
    choose(box, "Grayscale")
    assert printer.engine.options == ["ColorModel", "Gray"]
    memory.keep(printer)  # type: ignore[arg-type]
    again = pane_for(qtbot, Printer("大幅面机"), memory)
    assert next(box for option, box in again.more if option is colour).isVisible()


def test_the_pages_wanted_are_read_as_clerks_write_them(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    pane = pane_for(qtbot, printer, Memory(settings, "notice"))
    for written, meant in (("2-3，5", "2-3,5"), ("1、4至6", "1,4-6"), ("8", "8"), ("", "")):
        pane.pages.setText(written)
        with qtbot.waitSignal(pane.wanted):
            QTest.keyClick(pane.pages, Qt.Key.Key_Return)
        assert printer.ranges == QPageRanges.fromString(meant)
    for wrong in ("二", "9", "3-", "0"):
        pane.pages.setText(wrong)
        with qtbot.assertNotEmitted(pane.wanted):
            pane.go.click()
        assert pane.fields["pages"].sentence.text() == "页码写成 1-3，5 这样，不超过 8 页。"


def test_a_paper_that_makes_the_pages_smaller_says_so(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    pane = pane_for(qtbot, printer, Memory(settings, "poster", size=(842.0, 1191.0)))
    assert "原来是 A3" in pane.fields["paper"].sentence.text()
    with qtbot.waitSignal(pane.laid):
        choose(pane.where, "大幅面机")
    assert printer.size == A3
    assert not pane.fields["paper"].sentence.text()
    with qtbot.waitSignal(pane.laid):
        choose(pane.paper, "A4")
    assert printer.size == A4


def test_for_several_papers_the_pane_asks_neither_for_pages_nor_a_file(
    dressed: QApplication, qtbot: QtBot, settings: Settings, printer: Printer
) -> None:
    pane = PrintPane(printer, Memory(settings, "notice"), "打印 23 份")  # type: ignore[arg-type]
    qtbot.addWidget(pane)
    pane.count_pages(2)
    assert [pane.where.itemText(at) for at in range(pane.where.count())] == BOTH
    assert pane.fields["pages"].isHidden()
    assert pane.go.text().strip() == "打印 23 份"
    assert pane.go.shortcut().toString() == "Ctrl+P"


def test_without_a_printer_the_pane_says_so_and_offers_a_file(
    dressed: QApplication, qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, [])
    printer = Printer("")
    pane = pane_for(qtbot, printer, Memory(settings, "notice"))
    assert pane.to_file()
    assert pane.fields["where"].sentence.text() == NO_PRINTER
    assert TO_FILE in pane.go.text()


def test_the_pages_chosen_and_no_others_go_into_a_file(
    dressed: QApplication, qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real preview and the real QPrinter, to a PDF file."""
    target, parent = tmp_path / "公示.pdf", QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(printing, "OWN_DIALOG", False)
    monkeypatch.setattr(SystemDesk, "save_file", lambda *_: str(target))

    def act() -> None:
        for dialog in QApplication.topLevelWidgets():
            pane = dialog.findChild(PrintPane) if isinstance(dialog, QPrintPreviewDialog) else None
            sheets = dialog.findChild(QPrintPreviewWidget)
            if pane is not None and sheets is not None and dialog.isVisible() and sheets.pageCount() == 4:
                pane.where.setCurrentText(TO_FILE)
                pane.pages.setText("2-3")
                QTest.keyClick(pane, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    looking = QTimer(interval=20)
    looking.timeout.connect(act)
    looking.start()
    dots = Random(1).randbytes(420 * 297 * 4)  # what a JPEG would be smaller for
    page = QImage(dots, 420, 297, QImage.Format.Format_RGB32)
    printed = printing.preview_pages(parent, "公示", [page] * 4, Memory(settings, "notice"), 420 / 1191)
    looking.stop()
    assert printed == 1
    assert settings.get(PRINTERS) == {}
    assert b"/DCTDecode" not in target.read_bytes(), "letters are not blurred"
    with pypdfium2.PdfDocument(target) as made:
        assert [made[at].get_size() for at in range(len(made))] == [pytest.approx((1191, 842), abs=1)] * 2


def test_a_printer_that_takes_nothing_is_told_and_the_preview_stays(
    dressed: QApplication, qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time it cannot be begun on, the second it refuses the job; it is spoken to off the window."""
    parent, begun, refused, said = QWidget(), [False, True, True], [True, False], list[str]()
    qtbot.addWidget(parent)
    monkeypatch.setattr(printing, "OWN_DIALOG", False)
    monkeypatch.setattr(printing, "job_refused", lambda: refused.pop(0))
    monkeypatch.setattr(PrintPane, "to_file", lambda _: False)
    monkeypatch.setattr(
        printing, "_draw", lambda *_: QThread.currentThread() is dressed.thread() or begun.pop(0)
    )

    def act() -> None:
        for dialog in QApplication.topLevelWidgets():
            pane = dialog.findChild(PrintPane) if isinstance(dialog, QPrintPreviewDialog) else None
            if pane is not None and dialog.isVisible() and pane.said.text() != SENDING:
                pane.go.click()
                said.append(pane.said.text())

    looking = QTimer(interval=20)
    looking.timeout.connect(act)
    looking.start()
    page = QImage(210, 297, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    assert printing.preview_pages(parent, "公示", [page], Memory(settings, "notice")) == 1
    looking.stop()
    assert said == [REFUSED, REFUSED, SENDING]
    assert begun == []
