"""The print preview, opened for real and closed again: drawings and finished pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.printing import preview, preview_pages


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


def pages_of(parent: QWidget) -> None:
    picture = QImage(210, 297, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    preview_pages(parent, "公示", [picture, picture])


def drawing_of(parent: QWidget) -> None:
    def paint(painter: QPainter, page: QRectF) -> None:
        painter.drawRect(page)

    preview(parent, "挂图", paint, landscape=True)


@pytest.mark.qt_log_ignore("This plugin does not support")  # what a dialog asks of a screen that is not there
@pytest.mark.parametrize(
    ("show", "told"), [(pages_of, ("打印预览 公示", 2)), (drawing_of, ("打印预览 挂图", 1))]
)
def test_the_preview_shows_every_page_and_closes(
    qtbot: QtBot, seen: list[tuple[str, int]], show: Callable[[QWidget], None], told: tuple[str, int]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    show(parent)
    assert seen == [told]
