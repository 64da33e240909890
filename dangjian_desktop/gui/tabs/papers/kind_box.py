"""文种: the kinds of paper under the headings of their groups, found by typing characters or sounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QListView

from dangjian_desktop.gui.pinyin import find, rank
from dangjian_desktop.gui.theme import font
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.services.paper_asks import PaperKind

SEEK_MS = 1500
"""What is typed within this time belongs together."""


class KindList(QListView):
    """The list that opens: it leaves what is typed to the box."""

    def __init__(self, seek: Callable[[str], object]) -> None:
        super().__init__()
        self.seek = seek
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def keyboardSearch(self, search: str) -> None:
        """Go to the paper whose name is being typed."""
        self.seek(search)


class KindBox(Combo):
    """Every kind of paper by group; typing goes to the best match by characters, pinyin or initials."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[PaperKind]]]) -> None:
        super().__init__()
        self.setStyleSheet("combobox-popup: 0;")  # a list that scrolls, not one as high as the screen
        self.setMaxVisibleItems(18)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setToolTip("直接打字找文种：汉字、拼音、首字母都可以")
        self.typed, self.since = "", QElapsedTimer()
        self.setView(KindList(self.seek))
        for name, kinds in groups:
            self.addItem(name)
            self._head(self.count() - 1)
            for kind in kinds:
                self.addItem(kind.name, kind.code)
        self.setCurrentIndex(1)

    def _head(self, row: int) -> None:
        model = self.model()
        if isinstance(model, QStandardItemModel):
            model.item(row).setFlags(Qt.ItemFlag.NoItemFlags)
            model.item(row).setFont(font(bold=True))

    def seek(self, text: str) -> None:
        """Take the paper whose name goes on with ``text``; in the open list only the bar moves."""
        if not self.since.isValid() or self.since.hasExpired(SEEK_MS):
            self.typed = ""
        self.since.start()
        row = self._found(self.typed + text)
        self.typed = self.typed + text if row >= 0 else text
        row = row if row >= 0 else self._found(text)
        if row < 0:
            return
        if self.view().isVisible():
            self.view().setCurrentIndex(self.model().index(row, 0))
        else:
            self.setCurrentIndex(row)

    def _found(self, wanted: str) -> int:
        """Return the row that ``wanted`` finds best: as typed before by sound, short names first; or −1."""
        spans = {row: find(self.itemText(row), wanted) for row in range(self.count()) if self.itemData(row)}
        ranked = [
            (rank(self.itemText(row), span, wanted), len(self.itemText(row)), row)
            for row, span in spans.items()
            if span is not None
        ]
        return min(ranked)[2] if ranked else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Seek by what is typed; other keys move and open as in any list."""
        text = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if text.isprintable() and text.strip() and plain:
            self.seek(text)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Seek by the characters an input method gives."""
        if event.commitString():
            self.seek(event.commitString())
        event.accept()
