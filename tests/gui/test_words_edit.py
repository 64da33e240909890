"""The text of a paper: what Qt counts in halves of rare characters is counted right."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.gui.tabs.papers.words_edit import WordsEdit

RARE = "一、𠅤𬭎同志的主要事迹"


@pytest.fixture
def edit(dressed: QApplication, qtbot: QtBot) -> WordsEdit:
    made = WordsEdit()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("text", "marked"), [(RARE, RARE), (RARE + "。其余是正文。", RARE + "。")])
def test_a_heading_with_rare_characters_is_bold_to_its_end(edit: WordsEdit, text: str, marked: str) -> None:
    edit.show_lines((text,))
    edit.marks.rehighlight()
    (bold,) = [one for one in edit.document().firstBlock().layout().formats()
               if one.format.fontWeight() == QFont.Weight.Bold]  # fmt: skip
    assert (bold.start, bold.length) == (0, len(marked) + 2)


def test_the_cursor_is_known_among_rare_characters(edit: WordsEdit) -> None:
    edit.show_lines((RARE, "𠅤𬭎" * 6, "结尾"))
    for number in range(3):
        edit.show_at(edit.lines(), number)
        assert edit.at() == number
    edit.show_at(edit.lines(), 1)
    assert edit.near() == "𠅤𬭎" * 4
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.show_lines((RARE, "𠅤𬭎" * 6, "结尾了"))
    assert edit.textCursor().position() == len(RARE) + 2 + 1 + 24 + 1 + 2
