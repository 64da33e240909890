"""The Party organisations as a tree for a view: columns as data, what the search found, what is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QObject, Qt, Signal

from dangjian_desktop.domain.org_tree import OrgNode
from dangjian_desktop.gui.pinyin import Span, find
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.rows import (
    CHIP_ROLE,
    COLUMN_ROLE,
    FLAGS,
    LEAD_ROLE,
    ROW_ROLE,
    SPAN_ROLE,
    Align,
    Column,
    Index,
)
from dangjian_desktop.services.roster_export import CATEGORY_WORDS, LEVEL_WORDS
from dangjian_desktop.services.roster_sights import OrgTree
from dangjian_desktop.services.roster_views import OrgLine

MIME = "application/x-dangjian-org"
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands in the tree: ``above`` is the number of its superior's place, −1 at the top."""

    node: OrgNode
    line: OrgLine
    above: int
    row: int
    depth: int


def count_words(node: OrgNode) -> str:
    """Write the members of a branch."""
    return "" if node.members is None else f"{node.members:,}"


def _short(place: Place) -> Chip | None:
    if not place.node.too_few:
        return None
    return Chip(f"{place.node.org.members:,} 少于下级", State.SOON, Sign.WARNING)


COLUMNS: tuple[Column[Place], ...] = (
    Column("name", "党组织", lambda one: one.node.org.name, 330, searched=True),
    Column("level", "层级", lambda one: LEVEL_WORDS[one.node.org.level], 76),
    Column("category", "类别", lambda one: CATEGORY_WORDS[one.node.org.category], 92),
    Column("secretary", "书记", lambda one: one.line.secretary, 96, searched=True),
    Column("members", "党员", lambda one: count_words(one.node), 110, Align.RIGHT, chip=_short),
    Column("below", "下级", lambda one: f"{one.node.below} 个" if one.node.below else "", 70, Align.RIGHT),
    Column("community", "村、社区", lambda one: one.line.community, 110, searched=True),
)  # fmt: skip


class OrgTreeModel(QAbstractItemModel):
    """Shows an :class:`OrgTree`; a drop asks (``dropped``: key, key of the new superior or None)."""

    dropped = Signal(str, object)
    columns, lead, heavy_after = COLUMNS, 0, None  # what the delegate of cells asks a model

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[Place] = []
        self.under: dict[int, list[int]] = {}
        self.spans: dict[tuple[int, int], Span] = {}
        self.query = ""

    def show_tree(self, tree: OrgTree) -> None:
        """Show another tree."""
        self.beginResetModel()
        self.places, self.under, self.spans = [], {}, {}
        self._take(tree, tree.roots, -1, 0)
        self.endResetModel()

    def _take(self, tree: OrgTree, nodes: Sequence[OrgNode], above: int, depth: int) -> None:
        for row, node in enumerate(nodes):
            number = len(self.places)
            self.under.setdefault(above, []).append(number)
            self.places.append(Place(node, tree.lines[node.org.id], above, row, depth))
            self._take(tree, node.under, number, depth + 1)

    # ------------------------------------------------------------ finding

    def search(self, text: str) -> list[int]:
        """Light up what ``text`` finds; returns the places where something is, from top to bottom."""
        self.spans, self.query = {}, text
        for number, place in enumerate(self.places):
            for column, one in enumerate(COLUMNS):
                span = find(one.text(place), text) if one.searched and text else None
                if span is not None:
                    self.spans[number, column] = span
        return sorted({number for number, _column in self.spans})

    def number_of(self, key: str) -> int:
        """Return the place of an organisation, −1 when it is not there."""
        return next((n for n, one in enumerate(self.places) if one.node.org.id == key), -1)

    def place(self, index: Index) -> Place | None:
        """Return what stands at ``index``."""
        return self.places[int(index.internalId())] if index.isValid() else None

    def place_index(self, number: int, column: int = 0) -> QModelIndex:
        """Return the index of a place."""
        return self.createIndex(self.places[number].row, column, number)

    def path(self, number: int) -> Iterator[Place]:
        """Give the superiors of a place, the nearest first."""
        at = self.places[number].above
        while at >= 0:
            yield self.places[at]
            at = self.places[at].above

    # ------------------------------------------------------------ what Qt asks

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a child."""
        rows = self.under.get(int(parent.internalId()) if parent.isValid() else -1, [])
        return self.createIndex(row, column, rows[row]) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        """Return the index of the superior."""
        place = self.place(index)
        return QModelIndex() if place is None or place.above < 0 else self.place_index(place.above)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many stand directly under ``parent``."""
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self.under.get(int(parent.internalId()) if parent.isValid() else -1, []))

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        place = self.place(index)
        if place is None:
            return None
        column = COLUMNS[index.column()]
        plain: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: column.text(place),
            Qt.ItemDataRole.TextAlignmentRole: lambda: FLAGS[column.align],
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{column.title} {column.text(place)}",
            COLUMN_ROLE: lambda: column,
            ROW_ROLE: lambda: place,
            CHIP_ROLE: lambda: column.chip(place) if column.chip else None,
            SPAN_ROLE: lambda: self.spans.get((int(index.internalId()), index.column())),
            LEAD_ROLE: lambda: index.column() == 0,
        }
        return plain[role]() if role in plain else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == COLUMN_ROLE:
            return COLUMNS[section]
        return COLUMNS[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every organisation be taken and dropped upon; the empty ground takes it out of all."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        own = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | own

    def supportedDropActions(self) -> Qt.DropAction:
        """Organisations are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that is dragged."""
        return [MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Carry the key of the organisation."""
        carried = QMimeData()
        place = self.place(indexes[0]) if indexes else None
        if place is not None:
            carried.setData(MIME, QByteArray(place.node.org.id.encode()))
        return carried

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the tree follows when it is stored."""
        if not data.hasFormat(MIME):
            return False
        above = self.place(parent)
        self.dropped.emit(bytes(data.data(MIME).data()).decode(), above.node.org.id if above else None)
        return False
