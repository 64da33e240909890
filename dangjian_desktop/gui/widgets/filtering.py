"""The filter of one column: its values to tick with a search among them, or a span of figures or days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from dangjian_desktop.gui.pinyin import find
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.choices import Bound, Choice
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.groups import BLANK
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.rows import RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label, link

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ROW, LEAST_ROWS, MOST_ROWS = 28, 3, 7
MOST_VALUES = 2_000
SPANS = ("不限", "不小于（≥）", "不大于（≤）", "介于")


class Values(QAbstractListModel):
    """The values of a column, each with a tick; only those that match the search are listed."""

    def __init__(self, values: Sequence[str], ticked: frozenset[str]) -> None:
        super().__init__()
        self.values, self.ticked = list(values), set(ticked)
        self.listed = self.values[:MOST_VALUES]

    def search(self, text: str) -> None:
        """List the values in which ``text`` is found, and tick them: as Excel does."""
        self.beginResetModel()
        found = [one for one in self.values if not text or find(one or BLANK, text) is not None]
        self.listed = found[:MOST_VALUES]
        self.ticked = set(found)
        self.endResetModel()

    def tick(self, on: bool) -> None:
        """Tick all that are listed, or none."""
        self.beginResetModel()
        self.ticked = set(self.listed) if on else set()
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many values are listed."""
        return 0 if parent.isValid() else len(self.listed)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a value and its tick."""
        value = self.listed[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return value or BLANK
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value in self.ticked else Qt.CheckState.Unchecked
        return QSize(0, px(ROW)) if role == Qt.ItemDataRole.SizeHintRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick one value, or take its tick away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        one = self.listed[index.row()]
        (self.ticked.discard if one in self.ticked else self.ticked.add)(one)
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every value be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class FilterBox(QFrame):
    """Opens under a head: search, ↓ into the list, space ticks, Enter filters, Esc leaves all as it was."""

    def __init__(self, parent: QWidget, model: RowsModel[Any], section: int) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "plate")
        self.model, self.section = model, section
        self.asked = model.columns[section]
        self.setAccessibleName(f"筛选{self.asked.title}")
        kept = model.choice(section)
        values = model.values(section)
        ticked = kept.values if kept is not None and kept.values is not None else frozenset(values)
        self.values = Values(values, ticked)
        body = column(self, (12, 10, 12, 10), gap=8)
        self._add_values(body)
        self.how, self.least, self.most = Combo(), QLineEdit(), QLineEdit()
        self.wrong = Label("", "error", wrap=True)
        if self.asked.number is not None or self.asked.day is not None:
            self._add_span(body, kept)
        self.wrong.hide()
        body.addWidget(self.wrong)
        foot = row(gap=8)
        clear = link("清除筛选", lambda: self.choose(None))
        foot.addWidget(clear)
        foot.addStretch(1)
        self.done = Button("筛选", "check")
        self.done.clicked.connect(lambda _on=False: self.apply())
        foot.addWidget(self.done)
        body.addLayout(foot)
        self.setMinimumWidth(px(268))
        self.setMaximumWidth(px(380))

    def _add_values(self, body: Any) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText("找值，可用首字母")
        self.field.setAccessibleName(f"在{self.asked.title}里找")
        self.field.textChanged.connect(self.values.search)
        body.addWidget(self.field)
        self.list = QListView()
        self.list.setModel(self.values)
        self.list.setAccessibleName(f"{self.asked.title}的值")
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(px(ROW * max(LEAST_ROWS, min(MOST_ROWS, len(self.values.values)))))
        body.addWidget(self.list)
        line = row(gap=12)
        line.addWidget(link("全选", lambda: self.values.tick(True)))
        line.addWidget(link("全不选", lambda: self.values.tick(False)))
        line.addStretch(1)
        if len(self.values.values) > MOST_VALUES:
            line.addWidget(Label(f"只列前 {MOST_VALUES} 个，请先找", "small"))
        body.addLayout(line)
        for one in (self.field, self.list):
            one.installEventFilter(self)

    def _add_span(self, body: Any, kept: Choice | None) -> None:
        self.how.addItems(list(SPANS))
        self.how.setAccessibleName(f"{self.asked.title}的范围")
        self.least.setAccessibleName("从")
        self.most.setAccessibleName("到")
        hint = "如 1990-01-01" if self.asked.day is not None else ""
        for editor in (self.least, self.most):
            editor.setPlaceholderText(hint)
            editor.returnPressed.connect(self.apply)
        self.how.currentIndexChanged.connect(self._show_span)
        body.addWidget(self.how)
        line = row(gap=8)
        for editor in (self.least, self.most):
            line.addWidget(editor, 1)
        body.addLayout(line)
        if kept is not None and kept.values is None:
            self._show_kept(kept)
        self._show_span()

    def _show_kept(self, kept: Choice) -> None:
        """Show the range that was chosen before."""
        low, high = kept.least is not None, kept.most is not None
        self.how.setCurrentIndex(3 if low and high else 1 if low else 2)
        self.least.setText(str(kept.least) if low else "")
        self.most.setText(str(kept.most) if high else "")

    def _show_span(self) -> None:
        how = self.how.currentIndex()
        self.least.setVisible(how in (1, 3))
        self.most.setVisible(how in (2, 3))

    def bound(self, editor: QLineEdit) -> Bound | None:
        """Read one end of the span, None when the field is not asked for.

        Raises:
            ValueError: what is written is no figure or no day.
        """
        if editor.isHidden():
            return None
        written = editor.text().strip()
        return date.fromisoformat(written) if self.asked.day is not None else Fraction(written)

    def apply(self) -> None:
        """Filter by what is chosen; a span goes before ticks, everything ticked filters nothing."""
        if self.how.currentIndex() > 0:
            try:
                self.choose(Choice(least=self.bound(self.least), most=self.bound(self.most)))
            except (ValueError, ZeroDivisionError):
                day = self.asked.day is not None
                self.wrong.setText("日期请写成 1990-01-01 的样子。" if day else "请写数字，如 40。")
                self.wrong.show()
            return
        ticked = frozenset(self.values.ticked)
        self.choose(None if ticked >= set(self.values.values) else Choice(values=ticked))

    def choose(self, choice: Choice | None) -> None:
        """Filter by ``choice`` and close."""
        self.model.choose(self.section, choice)
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Filter on Enter from the search and the list; go from the search into the list by ↓."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.apply()
                return True
            if watched is self.field and event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                self.list.setCurrentIndex(self.values.index(0))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
