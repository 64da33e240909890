"""A small roster for tests of the window: two villages, six persons, one name twice; and pasting one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dangjian_desktop.gui.importing.page import ImportPage
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.tabs.covering import cover_of
from dangjian_desktop.gui.window import Window
from tests.gui.keys import tap

HEAD = "姓名\t性别\t出生年月\t学历\t联系电话\t身份证号\t社区\t职务"
ROWS = (
    "林禾田\t男\t1972-06-08\t大专\t19900007702\t\t芦荷塘村\t党支部书记、村委会主任",
    "黎鹤亭\t男\t1968-04\t大专\t19900000417\t\t石桥头村\t党支部书记",
    "曹畹宁\t女\t1975.12\t大专\t\t\t芦荷塘村\t党支部副书记",
    "单怀亭\t男\t1980.03\t本科\t\t\t石桥头村\t村委会委员",
    "沈芷蘅\t女\t1993.01\t本科\t\t\t芦荷塘村\t后备人才",
    "罗浩亭\t男\t\t\t\t\t石桥头村\t后备人才",
)


def roster_text() -> str:
    """Return the roster as pasted from Excel."""
    return "\n".join((HEAD, *ROWS))


def paste(window: Window, text: str, settled: Callable[[Runner], None]) -> ImportPage:
    """Paste ``text`` into 花名册 by its shortcut and return the preview."""
    QGuiApplication.clipboard().setText(text)
    tap(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settled(window.runner)
    page = cover_of(window.tabs["roster"])  # type: ignore[arg-type]
    assert page is not None
    return page
