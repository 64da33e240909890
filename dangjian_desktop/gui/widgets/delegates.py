"""Draws cells: ground, marks of the search, chip, bar, text, the frame of the active cell."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.pinyin import Span
from dangjian_desktop.gui.signs import bar_colour, chip_width, paint_bar, paint_chip
from dangjian_desktop.gui.theme import font, px, zoom_percent
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.combos import suggest
from dangjian_desktop.gui.widgets.field_menu import offer_picker
from dangjian_desktop.gui.widgets.groups import BLANK, Group
from dangjian_desktop.gui.widgets.rows import (
    BAR_FILL_ROLE,
    CHIP_ROLE,
    COLUMN_ROLE,
    FLAGS,
    HEAVY_LINE_ROLE,
    ROW_ROLE,
    SHARE_ROLE,
    SPAN_ROLE,
    Column,
    RowsModel,
)

Index = QModelIndex | QPersistentModelIndex
REST_MS = 700
LENT = "lent"
"""A property of an editor whose cursor is with the picker of rare characters for a moment."""
tint = lru_cache(maxsize=64)(QColor)  # colours are read from their names once


@lru_cache(maxsize=16)
def cell_font(bold: bool, _zoom: int) -> tuple[QFont, QFontMetricsF]:
    """Return the font of cells at the zoom in hand, and its measures."""
    look = font(bold=bold)
    return look, QFontMetricsF(look)


class CellDelegate(QStyledItemDelegate):
    """The delegate of every grid; sub-class it and override :meth:`paint_content` for special cells."""

    spread = Signal(str)  # a typed text for every selected cell (Ctrl+Enter)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.view = view
        self.rows_model: RowsModel[Any] = view.model()  # type: ignore[assignment]
        self.hovered = -1
        self.lines = True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        rect: QRect = option.rect
        current = self.view.currentIndex()
        row_in_hand = current.isValid() and current.row() == index.row()
        group = self.rows_model.group_at(index.row())
        if group is not None:
            self.paint_head(painter, rect, group, in_hand=row_in_hand)
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self.ground(index, selected or row_in_hand))
        self.paint_line(painter, rect, index)
        self.paint_content(painter, QRectF(rect), index, row_in_hand)
        if row_in_hand and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(COLOURS.blue))
        by_cell = QAbstractItemView.SelectionBehavior.SelectItems
        if row_in_hand and current == index and self.view.selectionBehavior() is by_cell:
            painter.setPen(QPen(QColor(COLOURS.blue), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap,
                                Qt.PenJoinStyle.MiterJoin))  # fmt: skip
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def paint_head(self, painter: QPainter, rect: QRect, group: Group, *, in_hand: bool) -> None:
        """Draw the part of a group's head that lies in one cell: the words go across all columns."""
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(COLOURS.selection if in_hand else COLOURS.table_head))
        painter.setPen(QColor(COLOURS.control_edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if in_hand:
            painter.fillRect(QRect(0, rect.top(), px(3), rect.height()), QColor(COLOURS.blue))
        mark = QRect(px(SIZES.cell_pad), rect.center().y() - px(7), px(14), px(14))
        icon("chevron-right" if group.folded else "chevron-down", COLOURS.ink2).paint(painter, mark)
        left = mark.right() + px(8)
        painter.setFont(font(bold=True))
        painter.setPen(QColor(COLOURS.ink))
        name, middle = group.name or BLANK, Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, rect.top(), px(1200), rect.height()), middle, name)
        left += painter.fontMetrics().horizontalAdvance(name) + px(12)
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        painter.drawText(QRect(left, rect.top(), px(200), rect.height()), middle, str(group.count))

    def ground(self, index: Index, in_hand: bool) -> QColor:
        """Return the colour under a cell."""
        if in_hand:
            return tint(COLOURS.selection)
        return tint(COLOURS.hover if index.row() == self.hovered else COLOURS.surface)

    def paint_line(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the hairline under a row; firmer where the search goes on to the next kind of match."""
        heavy = self.rows_model.heavy_after is not None and bool(index.data(HEAVY_LINE_ROLE))
        painter.setPen(tint(COLOURS.strong_edge if heavy else COLOURS.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, row_in_hand: bool) -> None:
        """Draw chip, bar or text of a cell."""
        column = self.rows_model.columns[index.column()]
        chip = index.data(CHIP_ROLE) if column.chip is not None else None
        if chip is not None:
            height = px(SIZES.chip)
            wanted = px(column.chip_width) if column.chip_width else chip_width(chip)
            width = min(wanted, rect.width() - px(8))
            left = rect.left() + px(SIZES.cell_pad - 2)
            paint_chip(painter, QRectF(left, rect.center().y() - height / 2, width, height), chip)
            return
        share = index.data(SHARE_ROLE) if column.share is not None else None
        inner = rect.adjusted(px(SIZES.cell_pad), 0, -px(SIZES.cell_pad), 0)
        if share is not None:
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            advance = cell_font(column.bold, zoom_percent())[1].horizontalAdvance(text)
            words = max(px(column.share_words), advance + px(8)) if text else 0
            bar = QRectF(inner.left(), rect.center().y() - px(3), inner.width() - words, px(6))
            paint_bar(painter, bar, float(share), index.data(BAR_FILL_ROLE) or bar_colour(share))
        leads = row_in_hand and self.rows_model.lead == index.column()
        self.paint_text(painter, inner, index, column, bold=leads)

    def paint_text(
        self, painter: QPainter, rect: QRectF, index: Index, column: Column[Any], *, bold: bool
    ) -> None:
        """Draw the text in one line, with what the search found lit up."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not text:
            return
        look, metrics = cell_font(bold or column.bold, zoom_percent())
        painter.setFont(look)
        if metrics.horizontalAdvance(text) > rect.width() + 1:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 1)
        span: Span | None = index.data(SPAN_ROLE) if column.searched and self.rows_model.query else None
        if span is not None:
            paint_hit(painter, rect, text, span)
        painter.setPen(tint(COLOURS.ink2 if column.muted else COLOURS.ink))
        painter.drawText(rect, int(FLAGS[column.align]), text)

    # typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line with a blue frame that checks as one types."""
        editor = QLineEdit(parent)
        editor.setProperty("kind", "cell")
        offer_picker(editor)
        column: Column[object] = index.data(COLUMN_ROLE)
        editor.setAccessibleName(column.title)
        row = index.data(ROW_ROLE)
        if column.choices is not None:
            suggest(editor, column.choices(row))
        if column.check is not None:
            rest = QTimer(editor, interval=REST_MS, singleShot=True)
            rest.timeout.connect(partial(_say, editor))
            editor.textChanged.connect(lambda text: self.judge(editor, column, row, text))
            editor.textChanged.connect(lambda _: rest.start())
        return editor

    def judge(self, editor: QLineEdit, column: Column[object], row: object, text: str) -> None:
        """Show at once that a typed text is wrong, and why once the keys rest: half a name is no mistake."""
        sentence = column.check(row, text) if column.check is not None else ""
        if bool(editor.property("wrong")) != bool(sentence):
            editor.setProperty("wrong", bool(sentence))
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        editor.setAccessibleDescription(sentence)
        QToolTip.hideText()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the typed text on, unless it is wrong."""
        if isinstance(editor, QLineEdit) and not editor.property("wrong"):
            model.setData(index, editor.text().strip(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the editor fill its cell."""
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep a wrong text in the editor on Enter; Ctrl+Enter puts a text into all selected cells."""
        if event.type() == QEvent.Type.FocusOut and editor.property(LENT):
            return False
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.type() == QEvent.Type.ShortcutOverride and control and isinstance(editor, QLineEdit):
                event.accept()  # else a command with this shortcut would take the key
                return True
            if event.type() == QEvent.Type.KeyPress and self._enter(editor, control):
                return True
        return super().eventFilter(editor, event)

    def _enter(self, editor: QObject, control: bool) -> bool:
        """Keep a wrong text, or spread one; tell whether there is nothing left to do."""
        line = editor if isinstance(editor, QLineEdit) else None
        if editor.property("wrong"):
            if line is not None:
                _say(line)
            return True
        if line is None or not control:
            return False
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.NoHint)
        self.spread.emit(line.text().strip())
        return True


def _say(editor: QLineEdit) -> None:
    """Show under the editor what is wrong with its text, if anything is."""
    if sentence := editor.accessibleDescription():
        QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), sentence, editor)


def paint_hit(painter: QPainter, rect: QRectF, text: str, span: Span) -> None:
    """Draw the light behind the characters a search found."""
    metrics = QFontMetricsF(painter.font())
    left = rect.left() + metrics.horizontalAdvance(text[: span[0]])
    width = metrics.horizontalAdvance(text[span[0] : span[1]])
    height = px(22)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOURS.search_hit))
    painter.drawRoundedRect(
        QRectF(left - px(2), rect.center().y() - height / 2, width + px(4), height), px(3), px(3)
    )
    painter.restore()
