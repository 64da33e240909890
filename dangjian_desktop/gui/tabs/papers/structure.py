"""Paragraphs, rows and attachments of the paper in hand: put in, taken out, moved, raised and lowered."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from dangjian_desktop.domain.paper_levels import DEEPEST, level_of, renumbered, with_level
from dangjian_desktop.domain.paper_texts import Piece, is_table_line, new_label
from dangjian_desktop.gui.tabs.papers.editor import PaperEditor


class Structure(QObject):
    """What the buttons above the words do."""

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__(editor)
        self.editor = editor

    def able(self) -> bool:
        """Tell whether the paper in hand can be changed."""
        return self.editor.isVisible() and self.editor.desk is not None and self.editor.desk.frozen_on is None

    def in_table(self) -> bool:
        """Tell whether the cells of a table are in hand."""
        return self.editor.place()[1] >= 0

    # ------------------------------------------------------------ paragraphs and rows

    def can_move(self, by: int) -> bool:
        """Tell whether the paragraph or row in hand can go up or down."""
        if not self.able():
            return False
        if self.in_table():
            return self.editor.table.can_move(by)
        return 0 <= self.editor.text.at() + by < len(self.editor.text.lines())

    def move(self, by: int) -> None:
        """Move the paragraph or row in hand up or down."""
        if not self.can_move(by):
            return
        if self.in_table():
            self.editor.table.move_row(by)
            return
        at, lines = self.editor.text.at(), [*self.editor.text.lines()]
        lines[at], lines[at + by] = lines[at + by], lines[at]
        self._have_lines(lines, at + by)

    def add(self) -> None:
        """Put a row below the one in hand, or a paragraph: numbered like the one the cursor stands in."""
        if self.in_table():
            self.editor.table.add()
            return
        at, lines = self.editor.text.at(), [*self.editor.text.lines()]
        level = level_of(lines[at]) if lines else 0
        if level:
            number = with_level("", level)
            self._have_lines([*lines[: at + 1], number, *lines[at + 1 :]], at + 1)
        else:
            self.editor.text.new_line()

    def can_drop(self) -> bool:
        """Tell whether the paragraph or row in hand can go."""
        if self.in_table():
            return self.able() and self.editor.table.can_drop()
        return self.able() and bool(self.editor.text.lines())

    def drop(self) -> None:
        """Take out the paragraph or row in hand."""
        if self.in_table():
            self.editor.table.drop()
            return
        at, lines = self.editor.text.at(), self.editor.text.lines()
        self._have_lines([*lines[:at], *lines[at + 1 :]], at)

    def can_shift(self, by: int) -> bool:
        """Tell whether the paragraph in hand can be raised (−1) or lowered (1) by a level."""
        if not self.able() or self.in_table() or not self.editor.text.lines():
            return False
        line = self.editor.text.lines()[self.editor.text.at()]
        return not is_table_line(line) and _shifted(level_of(line), by) != level_of(line)

    def shift(self, by: int) -> None:
        """Raise or lower the paragraph in hand: 正文 — （1） — 1. — （一） — 一、."""
        at, lines = self.editor.text.at(), [*self.editor.text.lines()]
        lines[at] = with_level(lines[at], _shifted(level_of(lines[at]), by))
        self._have_lines(lines, at)

    def _have_lines(self, lines: list[str], at: int) -> None:
        editor, words = self.editor, self.editor.words
        label = editor.place()[0]
        piece = words.piece(label) if words is not None else None
        if words is None or piece is None:
            return
        piece = replace(piece, lines=renumbered(piece.lines, lines))
        editor.have(replace(words, pieces=tuple(piece if p.label == label else p for p in words.pieces)))
        blocked = editor.text.blockSignals(True)
        editor.text.show_at(piece.lines, at)
        editor.text.blockSignals(blocked)
        editor.text.setFocus()

    # ------------------------------------------------------------ attachments

    def has_attachments(self) -> bool:
        """Tell whether the paper in hand is a letter, which can have attachments."""
        desk = self.editor.desk
        return self.able() and desk is not None and desk.letter

    def can_turn(self, by: int) -> bool:
        """Tell whether the attachment in hand can change places with the one before or after it."""
        words, label = self.editor.words, self.editor.place()[0]
        if not self.has_attachments() or words is None or not label:
            return False
        labels = [one.label for one in words.pieces]
        return 1 <= labels.index(label) + by < len(labels)

    def turn(self, by: int) -> None:
        """Let the attachment in hand change places with the one before (−1) or after (1) it."""
        words, label = self.editor.words, self.editor.place()[0]
        if words is None or not self.can_turn(by):
            return
        pieces = [*words.pieces]
        at = next(number for number, one in enumerate(pieces) if one.label == label)
        pieces[at], pieces[at + by] = pieces[at + by], pieces[at]
        self._have_pieces(tuple(pieces), label)

    def attach(self) -> None:
        """Add an attachment at the end."""
        words = self.editor.words
        if words is not None:
            label = new_label(words.pieces)
            new = Piece(label=label, title="新附件", lines=("在这里写附件的内容，也可以粘贴表格。",))
            self._have_pieces((*words.pieces, new), label)
            self.editor.title.setFocus()
            self.editor.title.selectAll()

    def can_detach(self) -> bool:
        """Tell whether an attachment is in hand."""
        return self.has_attachments() and bool(self.editor.place()[0])

    def detach(self) -> None:
        """Take the attachment in hand out."""
        words, label = self.editor.words, self.editor.place()[0]
        if words is not None and label:
            self._have_pieces(tuple(one for one in words.pieces if one.label != label), "")

    def _have_pieces(self, pieces: tuple[Piece, ...], label: str) -> None:
        editor = self.editor
        if editor.words is not None:
            editor.have(replace(editor.words, pieces=pieces))
            editor.show_words(label)


def _shifted(level: int, by: int) -> int:
    """Return the level one step up or down; 0 (正文) lies below the deepest heading."""
    depth = (level or DEEPEST + 1) + by
    return level if not 1 <= depth <= DEEPEST + 1 else depth % (DEEPEST + 1)
