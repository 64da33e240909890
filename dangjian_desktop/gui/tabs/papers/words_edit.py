"""The text of a paper as a clerk writes it: a line a paragraph, headings by their numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from dangjian_desktop.domain.paper_levels import level_of
from dangjian_desktop.domain.paper_texts import is_table_line
from dangjian_desktop.gui.tokens import COLOURS

NEAR = 8
TIP = "一行一段。一、（一）1.（1）开头的自动排成各级标题；［表格］一行代表记录里的表。"


def qt_length(text: str) -> int:
    """Return how many places ``text`` takes in a Qt document: two for each rare character (𠅤)."""
    return len(text.encode("utf-16-le")) // 2


def before_place(text: str, place: int) -> int:
    """Return how many characters of ``text`` stand before a place of a Qt document."""
    return len(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))


class LevelMarks(QSyntaxHighlighter):
    """Shows which lines are headings, and of which level, by weight and colour."""

    def highlightBlock(self, text: str) -> None:
        """Mark one line."""
        look = QTextCharFormat()
        if is_table_line(text):
            look.setForeground(QColor(COLOURS.blue))
            look.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, qt_length(text), look)
            return
        level = level_of(text)
        if not level:
            return
        head = text.find("。") + 1 or len(text)
        look.setFontWeight(QFont.Weight.Bold if level == 1 else QFont.Weight.DemiBold)
        if level > 1:
            look.setForeground(QColor(COLOURS.ink2))
        self.setFormat(0, qt_length(text[:head]), look)


class WordsEdit(QPlainTextEdit):
    """The lines of one piece of a paper; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # steps are those of the whole paper
        self.setToolTip(TIP)
        self.setAccessibleName("正文，一行一段")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.marks = LevelMarks(self.document())

    def lines(self) -> tuple[str, ...]:
        """Return the paragraphs, empty ones left out."""
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show paragraphs; the cursor stays where it was."""
        if lines == self.lines():
            return
        at = self.textCursor().position()
        blocked = self.blockSignals(True)
        self.setPlainText("\n".join(lines))
        self.blockSignals(blocked)
        cursor = self.textCursor()
        cursor.setPosition(min(at, qt_length(self.toPlainText())))
        self.setTextCursor(cursor)

    def at(self) -> int:
        """Return the number of the paragraph the cursor stands in."""
        before = self.toPlainText().split("\n")[: self.textCursor().blockNumber()]
        last = len(self.lines()) - 1
        return min(sum(1 for line in before if line.strip()), max(0, last))

    def new_line(self) -> None:
        """Put the cursor on an empty line below the one it stands in."""
        self.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
        self.insertPlainText("\n")
        self.setFocus()

    def show_at(self, lines: tuple[str, ...], at: int) -> None:
        """Show paragraphs with the cursor at the end of one of them."""
        self.show_lines(lines)
        block = self.document().findBlockByNumber(max(0, min(at, len(lines) - 1)))
        cursor = self.textCursor()
        cursor.setPosition(block.position() + block.length() - 1)
        self.setTextCursor(cursor)

    def near(self) -> str:
        """Return the characters before the cursor, from its line; those after it at the line's beginning."""
        cursor = self.textCursor()
        line = cursor.block().text()
        line, at = line.strip(), before_place(line, cursor.positionInBlock())
        return "" if is_table_line(line) else line[max(0, at - NEAR) : max(at, NEAR)]

    def go_to(self, text: str) -> None:
        """Put the cursor on the paragraph that reads ``text``."""
        found = self.document().find(text, 0, QTextDocument.FindFlag.FindCaseSensitively)
        if not found.isNull():
            found.setPosition(found.selectionStart(), QTextCursor.MoveMode.MoveAnchor)
            self.setTextCursor(found)
        self.setFocus()
