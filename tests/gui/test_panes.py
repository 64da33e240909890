"""The pane beside a list: what Enter does in its fields, how long an error stands under one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLayout, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.widgets.combos import Spin
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.panes import Pane
from dangjian_desktop.gui.widgets.words import Button


class Asking:
    """A pane with a line and a choice, and a red button that counts."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.pane = Pane()
        inside = column(self.window)
        inside.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        inside.addWidget(self.pane)
        self.window.resize(400, 300)
        self.line, self.choice = QLineEdit(), QComboBox()
        self.choice.addItems(["甲", "乙"])
        self.pane.show_sections(self.line, self.choice)
        self.button = Button("保存", kind="primary")
        self.pressed = 0
        self.button.clicked.connect(self.count)
        self.pane.show_foot(self.button)
        self.window.show()
        qtbot.waitExposed(self.window)

    def count(self) -> None:
        self.pressed += 1


def test_enter_in_a_choice_presses_the_red_button_once(dressed: QApplication, qtbot: QtBot) -> None:
    asking = Asking(qtbot)
    asking.choice.setFocus()
    QTest.keyClick(asking.choice, Qt.Key.Key_Return)
    assert asking.pressed == 1


def test_enter_in_a_line_that_leads_to_a_choice_does_not_press_again(
    dressed: QApplication, qtbot: QtBot
) -> None:
    asking = Asking(qtbot)

    def store() -> None:
        asking.count()
        asking.choice.setFocus()  # as a refusal leads to its field

    asking.line.returnPressed.connect(store)
    asking.line.setFocus()
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    assert asking.pressed == 1
    assert asking.window.focusWidget() is asking.choice
    QTest.keyClick(asking.choice, Qt.Key.Key_Return)
    assert asking.pressed == 2


@pytest.mark.parametrize("kind", [QCheckBox, QListView])
def test_enter_on_what_space_ticks_presses_the_red_button(
    dressed: QApplication, qtbot: QtBot, kind: type[QWidget]
) -> None:
    asking = Asking(qtbot)
    tick = kind()
    asking.pane.show_sections(tick)
    tick.show()
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Return)
    assert asking.pressed == 1


def test_an_error_goes_as_soon_as_something_else_is_typed_or_chosen(
    dressed: QApplication, qtbot: QtBot
) -> None:
    asking = Asking(qtbot)
    number = Spin()
    form = QWidget()
    inside = column(form)
    fields = [Field(name, one) for name, one in (("行", asking.line), ("项", asking.choice), ("数", number))]
    for field in fields:
        inside.addWidget(field)
    asking.pane.show_sections(form)
    asking.pane.begin_form(form, "“试”")
    for field in fields:
        field.wrong("请重写。")
    QTest.keyClicks(asking.line, "a")
    asking.choice.setCurrentIndex(1)
    assert [field.sentence.text() for field in fields] == ["", "", "请重写。"]
    assert not asking.line.property("wrong")
    number.setValue(3)
    assert not fields[2].sentence.text()
