"""A field that finds one of many persons or units while one types: by characters, pinyin or initials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from dangjian_desktop.gui.pinyin import find, rank
from dangjian_desktop.gui.widgets.combos import list_below

MOST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One that can be chosen; ``note`` tells it from others of the name."""

    key: str
    name: str
    note: str = ""

    @property
    def words(self) -> str:
        """Return name and note as the list shows them."""
        return f"{self.name}　{self.note}" if self.note else self.name


class ChoiceField(QLineEdit):
    """A line in which one of ``choices`` is found; what is written may also be a whole name."""

    def __init__(self, choices: Sequence[Choice], chosen: str = "", hint: str = "打字或首字母查找") -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.setPlaceholderText(hint)
        self.offered = QStringListModel(self)
        finder = QCompleter(self.offered, self)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        finder.setMaxVisibleItems(MOST)
        list_below(self, finder)
        self.textEdited.connect(self.offer)
        after = Qt.ConnectionType.QueuedConnection  # the line itself takes the words first
        finder.activated.connect(self._took, after)
        self._took(next((one.words for one in self.choices if one.key == chosen), ""))

    def _took(self, words: str) -> None:
        """Show what was chosen, its note only where another has the same name: a long note would be cut."""
        one = next((one for one in self.choices if one.words == words), None)
        self.setText(one.name if one is not None and self.bearers(one.name) == 1 else words)
        self.setCursorPosition(0)
        self.setToolTip(words)

    def offer(self, text: str) -> None:
        """List what ``text`` finds, best first; everything when nothing is written."""
        found = []
        for number, one in enumerate(self.choices):
            span = find(one.name, text, name=True)
            if span is not None:
                found.append((rank(one.name, span, text), number, one.words))
        words = [one for *_, one in sorted(found)] if text.strip() else [one.words for one in self.choices]
        self.offered.setStringList(words[:MOST])

    def key(self) -> str | None:
        """Return the key of what is chosen, empty when nothing is written, None when nobody is meant by it.

        A written name counts when one alone bears it; letters count when they find one alone.
        """
        text = self.text().strip()
        if not text:
            return ""
        for fits in (
            [one for one in self.choices if one.words == text],
            [one for one in self.choices if one.name == text],
            [one for one in self.choices if text.isascii() and find(one.name, text, name=True) is not None],
        ):
            if len(fits) == 1:
                return fits[0].key
        return None

    def bearers(self, name: str) -> int:
        """Return how many are called ``name``."""
        return sum(one.name == name for one in self.choices)
