"""The recipients of a batch: those that match the search are listed, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.gui.widgets.sheet import Finder

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Recipients(QAbstractListModel):
    """Everyone of a list; ticks stay while the search changes what is listed."""

    ticked_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.everyone: Sequence[Addressee] = ()
        self.facts: list[str] = []
        self.names = Finder(named=True)
        self.ticks: set[int] = set()
        self.listed: Sequence[int] = ()

    def show_list(self, everyone: Sequence[Addressee]) -> None:
        """Show another list, all ticked."""
        self._take(everyone, set(range(len(everyone))))

    def renew(self, everyone: Sequence[Addressee]) -> None:
        """Show the same list as the record has it now: who was not ticked stays so."""
        left_out = {_who(one) for at, one in enumerate(self.everyone) if at not in self.ticks}
        self._take(everyone, {at for at, one in enumerate(everyone) if _who(one) not in left_out})

    def _take(self, everyone: Sequence[Addressee], ticks: set[int]) -> None:
        self.beginResetModel()
        self.everyone, self.listed, self.ticks = everyone, range(len(everyone)), ticks
        self.facts = [one.facts() for one in everyone]
        self.names = Finder((one.name for one in everyone), named=True)
        self.endResetModel()
        self.ticked_changed.emit()

    def search(self, text: str) -> None:
        """List those that ``text`` finds: words of their facts, or pinyin of the name."""
        words, sounding = text.split(), self.names.matching(text)
        self.beginResetModel()
        self.listed = [
            at
            for at, (one, facts) in enumerate(zip(self.everyone, self.facts, strict=True))
            if one.name in sounding or all(word in facts for word in words)
        ]
        self.endResetModel()

    def tick(self, on: bool, *, others: bool = False) -> None:
        """Tick all that are listed, or take their ticks away; ``others`` loses all other ticks."""
        listed = set(self.listed)
        self.ticks = (listed if others else self.ticks | listed) if on else self.ticks - listed
        self._ticked()

    def tick_only(self, those: Sequence[Addressee]) -> None:
        """Tick those and nobody else."""
        wanted = {_who(one) for one in those}
        self.ticks = {at for at, one in enumerate(self.everyone) if _who(one) in wanted}
        self._ticked()

    def _ticked(self) -> None:
        if self.listed:
            self.dataChanged.emit(self.index(0), self.index(len(self.listed) - 1))
        self.ticked_changed.emit()

    def chosen(self) -> tuple[Addressee, ...]:
        """Return those ticked, in the order of the list."""
        return tuple(one for at, one in enumerate(self.everyone) if at in self.ticks)

    def at(self, index: Index) -> Addressee | None:
        """Return who stands at ``index``."""
        return self.everyone[self.listed[index.row()]] if index.isValid() else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many are listed."""
        return 0 if parent.isValid() else len(self.listed)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name, unit and post, and the tick."""
        place = self.listed[index.row()]
        one = self.everyone[place]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if place in self.ticks else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            late = f"逾期 {len(one.matters)} 项" if one.matters else ""
            return "　".join(text for text in (one.name, one.unit, one.post, late) if text)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick one, or take the tick away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        place = self.listed[index.row()]
        self.ticks ^= {place}
        self.dataChanged.emit(index, index)
        self.ticked_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everyone be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


def _who(one: Addressee) -> tuple[object, ...]:
    """Return what tells one from others of the same name."""
    return one.name, one.unit, one.person_id, one.more
