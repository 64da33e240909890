"""改字句: the words of the paper in hand, what differs from the template, versions, 定稿."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.domain.paper_changes import (
    AROUND,
    BETWEEN,
    Difference,
    Sort,
    differences,
    restored,
)
from dangjian_desktop.domain.paper_rows import bare_text
from dangjian_desktop.domain.paper_texts import NEW, Piece, Words
from dangjian_desktop.gui.history import History, step_of
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.papers.cells import TableEdit
from dangjian_desktop.gui.tabs.papers.form import NARROW, LinesEdit, lift_label
from dangjian_desktop.gui.tabs.papers.frozen_mark import FrozenMark
from dangjian_desktop.gui.tabs.papers.subject import LABEL
from dangjian_desktop.gui.tabs.papers.words_edit import WordsEdit
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import combo
from dangjian_desktop.gui.widgets.fields import Field, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import Fixed, Pages, clear, column, row
from dangjian_desktop.gui.widgets.words import ChipLabel, ElidedLabel, Label, link
from dangjian_desktop.services.paper_versions import Desk

DRAW_AFTER_MS, TELL_AFTER_MS, KEEP_AFTER_MS = 10, 250, 1200
MOST_SHOWN = 40
LEAST_TEXT = 128
SORTS = {Sort.ADDED: "加", Sort.REMOVED: "删", Sort.CHANGED: "改"}
ALL, ONE = "all", "one"


class PaperEditor(QWidget):
    """Mends the words of one paper; says when to draw it anew and when to keep it."""

    changed = Signal()
    keep = Signal()
    whose_chosen = Signal()
    place_changed = Signal()
    thaw_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.words: Words | None = None
        self.history = History[Words]()
        Fixed(self, self.setMinimumWidth, NARROW)
        self._build(settings)
        self.drawing = QTimer(self, interval=DRAW_AFTER_MS, singleShot=True)
        self.drawing.timeout.connect(self.changed)
        self.keeping = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self.keeping.timeout.connect(self.keep)
        self.telling = QTimer(self, interval=TELL_AFTER_MS, singleShot=True)
        self.telling.timeout.connect(self._show_differences)

    def _build(self, settings: Settings) -> None:
        page = column(self, (23, 15, 24, 16), gap=8)
        self.whose = Segmented(
            (Segment(ALL, "共同的字句"), Segment(ONE, "只改这一份")), "改共同的字句，或只改一份"
        )
        self.whose.chosen.connect(lambda _: self.whose_chosen.emit())
        self.whose.hide()
        page.addWidget(self.whose)
        self.state = Label("", "note", wrap=True)
        page.addWidget(self.state)
        self.frozen = FrozenMark(self.thaw_asked.emit)
        page.addWidget(self.frozen)
        self.piece = combo()
        self.piece.currentIndexChanged.connect(lambda _: self._show_piece())
        self.piece.activated.connect(lambda _: self.changed.emit())  # its page is turned to
        self.piece_field = Field("改哪里", self.piece, label_width=LABEL)
        self.title, self.addressed, self.signature = LinesEdit(), QLineEdit(), QLineEdit()
        self.around = {field: QLineEdit() for field in ("unit", "dated", "signs")}
        self.title_field = Field("标题", self.title, label_width=LABEL)
        lift_label(self.title_field)
        self.receivers_field = Field("主送机关", self.addressed, label_width=LABEL)
        self.signature_field = Field("落款", self.signature, label_width=LABEL)
        self.around_fields = {
            field: Field(AROUND[field], editor, label_width=LABEL) for field, editor in self.around.items()
        }
        self.title.setToolTip("按回车另起一行，不按就自动排成梯形或菱形")
        self.around["signs"].setPlaceholderText("几个签名用“｜”隔开")
        self.tools: QHBoxLayout = row(gap=4)
        above = (self.around_fields["unit"], self.around_fields["dated"])
        for place in (self.piece_field, self.title_field, self.receivers_field, *above):
            page.addWidget(place)
        page.addLayout(self.tools)
        self.text, self.table = WordsEdit(), TableEdit(settings)
        self.stack = Pages()
        self.stack.addWidget(self.text)
        self.stack.addWidget(self.table)
        Fixed(self.stack, self.stack.setMinimumHeight, LEAST_TEXT)
        page.addWidget(self.stack, 1)
        page.addWidget(self.around_fields["signs"])
        page.addWidget(self.signature_field)
        self._build_list(page)
        self.title.textChanged.connect(lambda: self._typed("title"))
        self.text.textChanged.connect(lambda: self._typed("text"))
        self.table.changed.connect(lambda: self._typed(""))
        self.addressed.textEdited.connect(lambda _: self._typed("receivers"))
        self.signature.textEdited.connect(lambda _: self._typed("signature"))
        for field, editor in self.around.items():
            editor.textEdited.connect(partial(self._around_typed, field))
        for one in (*self._editors(), self.piece):
            one.installEventFilter(self)

    def _around_typed(self, field: str, _text: str) -> None:
        self._typed(field)

    def _editors(self) -> tuple[LinesEdit | WordsEdit | QLineEdit, ...]:
        return (self.title, self.text, self.addressed, self.signature, *self.around.values())

    def _build_list(self, page: QVBoxLayout) -> None:
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

    # ------------------------------------------------------------ showing

    def show_desk(self, desk: Desk) -> None:
        """Show a paper's words; what is being typed stays."""
        same = self.desk is not None and self.desk.wish == desk.wish
        if same and self.keeping.isActive():
            self.desk = desk
            return
        if not same or self.words != desk.words:
            self.history.clear()
        self.desk, self.words = desk, desk.words
        self.show_words()
        self._show_state()
        self._show_differences()

    def show_words(self, place: str = "") -> None:
        """Show the words as they stand: the pieces there are, and the one in hand (or ``place``)."""
        desk, words = self.desk, self.words
        if desk is None or words is None:
            return
        tables = dict(desk.tables)
        with QSignalBlocker(self.piece):
            here = (place, -1) if place else self.piece.currentData()
            self.piece.clear()
            for piece in words.pieces:
                name = self.name_of(piece)
                self.piece.addItem(
                    f"{name}　{piece.title}" if piece.label and name != piece.title else name,
                    (piece.label, -1),
                )
                for number in range(len(tables.get(piece.label, ()))):
                    self.piece.addItem(f"{name}表格 {number + 1}", (piece.label, number))
            places = [self.piece.itemData(number) for number in range(self.piece.count())]
            self.piece.setCurrentIndex(places.index(here) if here in places else 0)
        self.piece_field.setVisible(self.piece.count() > 1 or bool(desk.given.signature))
        self._show_piece()

    def name_of(self, piece: Piece) -> str:
        """Return what a piece is called: 正文, 附件2 as it is printed, a sheet's own name."""
        labels = [one.label for one in (self.words.pieces if self.words else ()) if one.label]
        if not piece.label:
            return "正文"
        if not (piece.label.startswith(("附件", NEW))):
            return piece.label
        return f"附件{labels.index(piece.label) + 1}" if len(labels) > 1 else "附件"

    def _show_piece(self) -> None:
        desk, words = self.desk, self.words
        if desk is None or words is None:
            return
        label, table = self.place()
        piece = words.piece(label) or Piece(label=label)
        blockers = [QSignalBlocker(one) for one in self._editors()]
        title = piece.title if label else words.title
        if self.title.toPlainText() != title:
            self.title.setPlainText(title)
        self.title.fit()
        lines = ((self.addressed, words.receivers), (self.signature, words.signature))
        around = ((editor, _shown(field, piece)) for field, editor in self.around.items())
        for editor, text in (*lines, *around):
            if editor.text() != text:
                editor.setText(text)
        self.text.show_lines(piece.lines)
        del blockers
        for field in (self.receivers_field, self.signature_field):
            field.setVisible(not label and table < 0 and bool(desk.given.signature))
        self.title_field.setVisible(table < 0)
        given = desk.given.piece(label)
        for field in self.around_fields.values():
            field.setVisible(table < 0 and given is not None and given.around())
        if table >= 0:
            block = dict(desk.tables)[label][table]
            rows = piece.rows[table] if table < len(piece.rows) else ()
            heads = piece.heads[table] if table < len(piece.heads) else ()
            self.table.show_table(block, heads, rows, f"papers.{desk.wish.kind}.{label}.{table}")
            if self.table.grid is not None:
                self.table.grid.installEventFilter(self)
        self.stack.setCurrentIndex(1 if table >= 0 else 0)
        frozen = desk.frozen_on is not None
        for one in self._editors():
            one.setReadOnly(frozen)
        self.table.setEnabled(not frozen)
        self.place_changed.emit()

    def _show_state(self) -> None:
        desk = self.desk
        if desk is None:
            return
        common = not self.whose.isHidden() and not desk.wish.alone
        self.frozen.show_day(desk.frozen_on, common)
        self.state.setVisible(desk.frozen_on is None)
        if desk.clashes:
            places = "、".join(one.place for one in desk.clashes[:3])
            self.state.setText(f"改过的地方，记录后来也变了：{places}。现在印的是您的字句，请核对。")
        elif self.whose.isHidden():
            self.state.setText("一行一段，右边随打随看。数据变了，没改过的字句会跟着变。")
        elif desk.wish.alone:
            self.state.setText("只改这一份。共同的字句以后再变，这里没改过的会跟着变。")
        else:
            self.state.setText("改一处，每份都变。{收件人}、{单位}这样的空各份填各人的，请保留花括号。")

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
        text = ElidedLabel(f"{one.place}：{one.printed or one.given}".replace("\n", "／"), "note")
        text.tip = f"范本：{one.given or '没有这一段'}\n现在：{one.printed or '删去'}"
        across.addWidget(text, 1)
        if able:
            back = link("恢复", lambda: self.take_back(number))
            back.setAccessibleName(f"恢复{one.place}")
            across.addWidget(back)
        line.setFixedHeight(px(30))
        return line

    # ------------------------------------------------------------ typing

    def place(self) -> tuple[str, int]:
        """Return the label of the piece in hand, and the number of its table in hand (−1: its text)."""
        data = self.piece.currentData()
        return (str(data[0]), int(data[1])) if data else ("", -1)

    def _typed(self, source: str) -> None:
        desk, words = self.desk, self.words
        if desk is None or words is None or desk.frozen_on is not None:
            return
        label, table = self.place()
        piece = words.piece(label) or Piece(label=label)
        if table >= 0:
            rows = (*piece.rows[:table], self.table.rows(), *piece.rows[table + 1 :])
            heads = (*piece.heads[:table], self.table.heads(), *piece.heads[table + 1 :])
            piece = replace(piece, rows=rows, heads=heads)
        else:
            piece = replace(
                piece,
                lines=self.text.lines(),
                unit=self.around["unit"].text(),
                dated=self.around["dated"].text(),
                signs="\n".join(self.around["signs"].text().split(BETWEEN)),
            )
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
        self.have(replace(words, pieces=others), f"{source}{label}{table}" if source else "")

    def have(self, words: Words, source: str = "") -> None:
        """Take other words as they were typed at ``source`` (empty: a step of its own)."""
        if self.words is None or words == self.words:
            return
        self.history.note(self.words, source)
        self._take(words)

    def _take(self, words: Words) -> None:
        self.words = words
        self.drawing.start()
        self.keeping.start()
        self.telling.start()

    def take_back(self, number: int) -> None:
        """Take one difference from the template back."""
        if self.desk is not None and self.words is not None:
            self.have(restored(self.desk.given, self.words, number))
            self.show_words()

    def step(self, *, back: bool) -> bool:
        """Take the last step back, or do it again; tell whether there was one."""
        if self.words is None or self.desk is None or self.desk.frozen_on is not None:
            return False
        words = self.history.back(self.words) if back else self.history.again(self.words)
        if words is not None:
            self._take(words)
            self.show_words()
        return words is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take steps back and do them again by Ctrl+Z and Ctrl+Y, wherever the cursor stands."""
        if not isinstance(event, QKeyEvent):
            return False
        back = step_of(event)
        if back is None:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return event.type() is QEvent.Type.KeyPress and (self.step(back=back) or True)

    def near(self) -> str:
        """Return some words beside the cursor, to find its page by; of a table the longest of its row."""
        label, table = self.place()
        written = self.text.near() if table < 0 else ""
        piece = self.words.piece(label) if self.words is not None else None
        rows = piece.rows[max(0, table)] if piece is not None and piece.rows else ()
        if written or not rows:
            return written
        row = rows[min(max(0, self.table.at()), len(rows) - 1)] if table >= 0 else rows[0]
        return max(map(bare_text, row), key=len, default="")

    def unkept(self) -> Words | None:
        """Return the words when they differ from those kept."""
        if self.desk is None or self.words is None or self.words == self.desk.words:
            return None
        return self.words


def _shown(field: str, piece: Piece) -> str:
    return BETWEEN.join(str(getattr(piece, field)).splitlines())
