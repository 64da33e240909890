"""The list of papers whose entries differ: number, how many places, which; a sign once settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dangjian_desktop.domain.entries import EntryState, Pair
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.look import write
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, State
from dangjian_desktop.services.second_entry import part_name, settled_by

Index = QModelIndex | QPersistentModelIndex
ROW, NARROW = 56, 160
SHOWN_PLACES = 4


def places_words(pair: Pair) -> str:
    """Name where the entries of a paper differ: 第 4、7 题, 参评人员…"""
    parts = [part_name(place) for place in pair.places if place < 0]
    marks = [str(place + 1) for place in pair.places if place >= 0]
    if marks:
        more = words.MORE_PLACES if len(marks) > SHOWN_PLACES else ""
        parts.append(words.MARK_PLACES.format(items="、".join(marks[:SHOWN_PLACES]) + more))
    return "、".join(dict.fromkeys(parts))


class PairsModel(QAbstractListModel):
    """The papers in hand as a list."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: tuple[Pair, ...] = ()

    def set_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other papers."""
        self.beginResetModel()
        self.pairs = tuple(pairs)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of papers."""
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a screen reader says of a paper."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        pair = self.pairs[index.row()]
        state = words.SETTLED if pair.state is EntryState.SETTLED else words.UNDECIDED
        return f"{pair.number:03d} {places_words(pair)} {state}"


class PairDelegate(QStyledItemDelegate):
    """Paints one paper in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines."""
        return QSize(px(120), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw number, places and state."""
        model = index.model()
        if not isinstance(model, PairsModel):
            return
        pair = model.pairs[index.row()]
        settled = pair.state is EntryState.SETTLED
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(COLOURS.selection))
            painter.fillRect(QRectF(rect.left(), rect.top(), px(3), rect.height()), QColor(COLOURS.blue))
        number = QRectF(rect.left() + px(23), rect.top(), px(54), rect.height())
        write(
            painter,
            number,
            f"{pair.number:03d}",
            font(20, not settled),
            COLOURS.ink2 if settled else COLOURS.ink,
        )
        if rect.width() > px(NARROW):
            self._paint_places(painter, rect, number.right() + px(6), pair, settled)
        sign = QRectF(rect.right() - px(38), rect.center().y() - px(9), px(18), px(18))
        paint_sign(painter, sign, Sign.DISC if settled else Sign.RING, State.DONE if settled else State.IDLE)
        painter.setPen(QPen(QColor(COLOURS.hairline), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_places(self, painter: QPainter, rect: QRectF, left: float, pair: Pair, settled: bool) -> None:
        text = QRectF(left, rect.top() + px(7), rect.right() - left - px(44), px(21))
        write(painter, text, words.PLACES.format(count=len(pair.places)), font(14))
        note = settled_by(pair) if settled else places_words(pair)
        under = QRectF(left, rect.top() + px(29), text.width(), px(19))
        write(painter, under, note, font(12), COLOURS.ink2)


class PairList(QListView):
    """The list itself; ``turned_to`` carries the paper chosen."""

    turned_to = Signal(object)  # Pair

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held = PairsModel()
        self.setModel(self.held)
        self.setItemDelegate(PairDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(words.DIFFERENCES)
        self.selectionModel().currentRowChanged.connect(self._turned)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other papers; none is chosen."""
        self.selectionModel().blockSignals(True)
        self.held.set_pairs(pairs)
        self.selectionModel().blockSignals(False)

    def choose(self, number: int) -> None:
        """Choose the paper with ``number``."""
        rows = [n for n, pair in enumerate(self.held.pairs) if pair.number == number]
        if rows:
            self.setCurrentIndex(self.held.index(rows[0], 0))

    def step(self, by: int) -> None:
        """Go up or down the list."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self.held.pairs):
            self.setCurrentIndex(self.held.index(row, 0))

    def _turned(self, index: QModelIndex) -> None:
        if index.isValid():
            self.turned_to.emit(self.held.pairs[index.row()])
