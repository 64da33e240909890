"""Which kind of list the file in hand is: told by its headings, or said by the clerk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox

from dangjian_desktop.gui.widgets.combos import Combo

AUTO = "自动认"


class KindChoice(Combo):
    """Offers the kinds of lists; the first entry leaves it to the headings and says what they told."""

    def __init__(self, chosen: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("名册种类")
        self.setToolTip("这份表是哪种名册（Ctrl+T）")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem(AUTO, "")
        self.activated.connect(lambda _place: chosen())

    @property
    def kind(self) -> str:
        """Return the kind the clerk has said; empty: the headings decide."""
        return str(self.currentData() or "")

    def offer(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Offer the kinds there are, by code and name."""
        for code, name in kinds:
            self.addItem(name, code)

    def begin(self) -> None:
        """Leave another file to its headings again."""
        self.setCurrentIndex(0)
        self.tell("")

    def tell(self, kind: str) -> None:
        """Say what the headings told."""
        place = self.findData(kind) if kind else -1
        self.setItemText(0, f"{AUTO}：{self.itemText(place)}" if place > 0 else AUTO)
