"""改字句: the words of the paper in hand, what differs from the template, versions, 定稿."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from dangjian_desktop.domain.paper_texts import Difference, Piece, Sort, Words, differences, restored
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.papers.cells import TableEdit
from dangjian_desktop.gui.tabs.papers.form import NARROW, WIDE, LinesEdit
from dangjian_desktop.gui.tabs.papers.subject import LABEL, combo
from dangjian_desktop.gui.tabs.papers.words_edit import WordsEdit
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import Fixed, Pages, clear, column, row
from dangjian_desktop.gui.widgets.words import ChipLabel, ElidedLabel, Label, link
from dangjian_desktop.services.paper_versions import Desk

DRAW_AFTER_MS, TELL_AFTER_MS = 10, 250
KEEP_AFTER_MS = 1200
MOST_SHOWN = 40
SORTS = {Sort.ADDED: "加", Sort.REMOVED: "删", Sort.CHANGED: "改"}


class PaperEditor(QWidget):
    """Mends the words of one paper; says when to draw it anew and when to keep it."""

    changed = Signal()
    keep = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.words: Words | None = None
        Fixed(self, self.setMinimumWidth, NARROW, soft=True)
        Fixed(self, self.setMaximumWidth, WIDE)
        self._build(settings)
        self.drawing = QTimer(self, interval=DRAW_AFTER_MS, singleShot=True)
        self.drawing.timeout.connect(self.changed)
        self.keeping = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self.keeping.timeout.connect(self.keep)
        self.telling = QTimer(self, interval=TELL_AFTER_MS, singleShot=True)
        self.telling.timeout.connect(self._show_differences)

    def _build(self, settings: Settings) -> None:
        page = column(self, (23, 15, 24, 16), gap=8)
        self.state = Label("", "note", wrap=True)
        page.addWidget(self.state)
        self.piece = combo()
        self.piece.currentIndexChanged.connect(lambda _: self._show_piece())
        self.piece_field = Field("改哪里", self.piece, label_width=LABEL)
        self.title, self.addressed, self.signature = LinesEdit(), QLineEdit(), QLineEdit()
        self.title_field = Field("标题", self.title, label_width=LABEL)
        self.receivers_field = Field("主送机关", self.addressed, label_width=LABEL)
        self.signature_field = Field("落款", self.signature, label_width=LABEL)
        for field in (self.piece_field, self.title_field, self.receivers_field):
            page.addWidget(field)
        self.text, self.table = WordsEdit(), TableEdit(settings)
        self.stack = Pages()
        self.stack.addWidget(self.text)
        self.stack.addWidget(self.table)
        page.addWidget(self.stack, 1)
        page.addWidget(self.signature_field)
        self.told = Label("", "strong")
        page.addWidget(self.told)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        self.rows = column(inside, gap=2)
        self.list.setWidget(inside)
        self.list.viewport().setAutoFillBackground(False)
        Fixed(self.list, self.list.setFixedHeight, 132)
        page.addWidget(self.list)
        self.title.textChanged.connect(self._typed)
        self.text.textChanged.connect(self._typed)
        self.table.changed.connect(self._typed)
        for editor in (self.addressed, self.signature):
            editor.textEdited.connect(lambda _: self._typed())

    # ------------------------------------------------------------ showing

    def show_desk(self, desk: Desk) -> None:
        """Show a paper's words; what is being typed stays."""
        if self.keeping.isActive() and self.desk is not None and self.desk.kind == desk.kind:
            self.desk = desk
            return
        self.desk, self.words = desk, desk.words
        with QSignalBlocker(self.piece):
            here = self.piece.currentData()
            self.piece.clear()
            for piece, (_, tables) in zip(desk.words.pieces, desk.tables, strict=True):
                name = f"{piece.label}　{piece.title}" if piece.label else "正文"
                self.piece.addItem(name, (piece.label, -1))
                for number in range(len(tables)):
                    self.piece.addItem(f"{piece.label or '正文'}表格 {number + 1}", (piece.label, number))
            self.piece.setCurrentIndex(max(0, self.piece.findData(here)))
        self.piece_field.setVisible(self.piece.count() > 1)
        self._show_piece()
        self._show_state()
        self._show_differences()

    def _show_piece(self) -> None:
        desk, words = self.desk, self.words
        if desk is None or words is None:
            return
        label, table = self._place()
        piece = self._piece(label)
        blockers = [QSignalBlocker(one) for one in (self.title, self.text, self.addressed, self.signature)]
        title = piece.title if label else words.title
        if self.title.toPlainText() != title:
            self.title.setPlainText(title)
        self.title.fit()
        self.addressed.setText(words.receivers)
        self.signature.setText(words.signature)
        self.text.show_lines(piece.lines)
        del blockers
        for field in (self.receivers_field, self.signature_field):
            field.setVisible(not label and table < 0 and bool(desk.given.signature))
        self.title_field.setVisible(table < 0)
        if table >= 0:
            block = dict(desk.tables)[label][table]
            mended = piece.tables[table] if table < len(piece.tables) else ()
            self.table.show_table(block, mended, f"papers.{desk.kind}.{label}.{table}")
        self.stack.setCurrentIndex(1 if table >= 0 else 0)
        frozen = desk.frozen_on is not None
        for editor in (self.title, self.text, self.addressed, self.signature):
            editor.setReadOnly(frozen)
        self.table.setEnabled(not frozen)

    def _show_state(self) -> None:
        desk = self.desk
        if desk is None:
            return
        if desk.frozen_on is not None:
            day = desk.frozen_on.isoformat()
            self.state.setText(f"{day} 已定稿，打印和导出 PDF 一字不差。要改请先取消定稿。")
        elif desk.clashes:
            places = "、".join(one.place for one in desk.clashes[:3])
            self.state.setText(f"改过的地方，记录后来也变了：{places}。现在印的是您的字句，请核对。")
        else:
            self.state.setText("一行一段，右边随打随看。数据变了，没改过的字句会跟着变。")

    def _show_differences(self) -> None:
        desk, words = self.desk, self.words
        if desk is None or words is None:
            return
        found = differences(desk.given, words)
        self.told.setText(f"与范本不同 {len(found)} 处" if found else "与范本相同")
        self.list.setVisible(bool(found))
        clear(self.rows)
        for number, one in enumerate(found[:MOST_SHOWN]):
            self.rows.addWidget(self._difference(number, one, desk.frozen_on is None))
        if len(found) > MOST_SHOWN:
            self.rows.addWidget(Label(f"另有 {len(found) - MOST_SHOWN} 处", "note"))
        self.rows.addStretch(1)

    def _difference(self, number: int, one: Difference, able: bool) -> QWidget:
        line = QWidget()
        across = row(line, (0, 2, 6, 2), gap=8)
        states = {Sort.ADDED: State.DONE, Sort.REMOVED: State.WRONG, Sort.CHANGED: State.DOING}
        across.addWidget(ChipLabel(SORTS[one.sort], states[one.sort], Sign.NONE))
        text = ElidedLabel(f"{one.place}：{one.printed or one.given}", "note")
        text.setToolTip(f"范本：{one.given or '没有这一段'}\n现在：{one.printed or '删去'}")
        across.addWidget(text, 1)
        if able:
            back = link("恢复", lambda: self.take_back(number))
            back.setAccessibleName(f"恢复{one.place}")
            across.addWidget(back)
        line.setFixedHeight(px(30))
        return line

    # ------------------------------------------------------------ typing

    def _place(self) -> tuple[str, int]:
        data = self.piece.currentData()
        return (str(data[0]), int(data[1])) if data else ("", -1)

    def _piece(self, label: str) -> Piece:
        pieces = self.words.pieces if self.words is not None else ()
        return next((one for one in pieces if one.label == label), Piece(label=label))

    def _typed(self) -> None:
        desk, words = self.desk, self.words
        if desk is None or words is None or desk.frozen_on is not None:
            return
        label, table = self._place()
        piece = self._piece(label)
        if table >= 0:
            tables = [*piece.tables, *([()] * (table + 1 - len(piece.tables)))]
            tables[table] = self.table.rows()
            piece = replace(piece, tables=tuple(tables))
        else:
            piece = replace(piece, lines=self.text.lines())
            if label:
                piece = replace(piece, title=self.title.toPlainText().strip())
            else:
                words = replace(
                    words,
                    title=self.title.toPlainText().strip(),
                    receivers=self.addressed.text(),
                    signature=self.signature.text(),
                )
        others = tuple(piece if one.label == label else one for one in words.pieces)
        self._have(replace(words, pieces=others))

    def _have(self, words: Words) -> None:
        self.words = words
        self.drawing.start()
        self.keeping.start()
        self.telling.start()

    def take_back(self, number: int) -> None:
        """Take one difference from the template back."""
        if self.desk is not None and self.words is not None:
            self._have(restored(self.desk.given, self.words, number))
            self._show_piece()

    def near(self) -> str:
        """Return some words beside the cursor, to find its page by; none while a table is mended."""
        return self.text.near() if self.stack.currentWidget() is self.text else ""

    def unkept(self) -> Words | None:
        """Return the words when they differ from those kept."""
        if self.desk is None or self.words is None or self.words == self.desk.words:
            return None
        return self.words
