"""The print preview, opened for real and closed again: drawings and finished pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinterInfo, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.printing import Memory, preview, preview_pages
from dangjian_desktop.gui.settings import PRINTERS, Settings


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


def test_each_kind_of_paper_goes_to_its_own_printer_again(
    dressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Printer:
        name = "办公室激光机"

        def printerName(self) -> str:  # noqa: N802 - Qt's name
            return self.name

        def setPrinterName(self, name: str) -> None:  # noqa: N802 - Qt's name
            self.name = name

    chosen = Printer()
    Memory(settings, "notice").keep(chosen)  # type: ignore[arg-type]
    chosen.name = "大幅面机"
    Memory(settings, "poster").keep(chosen)  # type: ignore[arg-type]
    assert settings.get(PRINTERS) == {"notice": "办公室激光机", "poster": "大幅面机"}
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["大幅面机"])
    for kind, expected in (("poster", "大幅面机"), ("notice", "默认机"), ("ballot", "默认机")):
        offered = Printer()
        offered.name = "默认机"
        Memory(settings, kind).recall(offered)  # type: ignore[arg-type]
        assert offered.name == expected
