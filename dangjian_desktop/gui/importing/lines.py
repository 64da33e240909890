"""The lines of the preview as a grid: sign, cell address, name, kind, field, old → new, the sentence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, STATES, State
from dangjian_desktop.gui.widgets.delegates import CellDelegate, paint_hit
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.rows import ROW_ROLE, SPAN_ROLE, Align, Column, RowsModel
from dangjian_desktop.services.import_views import ChangeKind, ImportLine

WORDS = {
    ChangeKind.REFUSED: "拒收",
    ChangeKind.UNSURE: "待认",
    ChangeKind.CHANGED: "变更",
    ChangeKind.ADDED: "新增",
    ChangeKind.UNCHANGED: "相同",
}
SIGNS = {
    ChangeKind.REFUSED: (Sign.SQUARE_CROSS, State.WRONG),
    ChangeKind.UNSURE: (Sign.QUESTION, State.SOON),
    ChangeKind.CHANGED: (Sign.ARROW, State.DOING),
    ChangeKind.ADDED: (Sign.PLUS, State.DONE),
    ChangeKind.UNCHANGED: (Sign.EQUAL, State.IDLE),
}
ANSWERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
SIDES = (Qt.Key.Key_Left, Qt.Key.Key_Right)
TALL = 48
MIDDLE = Qt.AlignmentFlag.AlignVCenter
NOTHING = "—"
Index = QModelIndex | QPersistentModelIndex


def _field(line: ImportLine) -> str:
    if line.kind is ChangeKind.ADDED:
        return "新增"
    return line.field or ("相同" if line.kind is ChangeKind.UNCHANGED else "整行")


def _old(line: ImportLine) -> str:
    if line.kind is ChangeKind.CHANGED:
        return line.old or "（空）"
    return "" if line.kind is ChangeKind.UNCHANGED else line.old or NOTHING


def _new(line: ImportLine) -> str:
    if line.kind is ChangeKind.CHANGED:
        return line.new or "（空）"
    return line.new


COLUMNS: tuple[Column[ImportLine], ...] = (
    Column("sign", "", lambda line: WORDS[line.kind], 44, Align.CENTRE),
    Column("cell", "单元格", lambda line: line.address, 100),
    Column(
        "name", "名称", lambda line: line.name or "（空）", 150, searched=True, tip=lambda line: line.name
    ),
    Column("entity", "类别", lambda line: line.entity, 84, filter=True),
    Column("field", "栏目", _field, 88, filter=True),
    Column("old", "册内现有", _old, 154, tip=lambda line: line.old),
    Column("new", "源表", _new, 200, searched=True, tip=lambda line: line.new),
)


class LinesDelegate(CellDelegate):
    """Draws signs, address chips, struck-out old values, and the sentence under a refused line."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, row_in_hand: bool) -> None:
        """Draw one cell."""
        line: ImportLine | None = index.data(ROW_ROLE)
        if line is None:
            return
        name = COLUMNS[index.column()].id
        upper = QRectF(rect.left(), rect.top(), rect.width(), rect.height())
        if line.told:
            upper.setHeight(rect.height() - px(20))
        if name == "sign":
            side = px(18)
            at = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            paint_sign(painter, at, *SIGNS[line.kind])
        elif name == "cell":
            self._address(painter, rect, line.address)
        else:
            self._words(painter, upper, index, line, name, row_in_hand)

    def _address(self, painter: QPainter, rect: QRectF, address: str) -> None:
        if not address:
            return
        painter.setFont(font(SIZES.note))
        width = min(QFontMetricsF(painter.font()).horizontalAdvance(address) + px(12), rect.width() - px(8))
        chip = QRectF(rect.left() + px(8), rect.center().y() - px(11), width, px(22))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.rail))
        painter.drawRoundedRect(chip, px(4), px(4))
        painter.setPen(QColor(COLOURS.ink))
        shown = QFontMetricsF(painter.font()).elidedText(
            address, Qt.TextElideMode.ElideRight, chip.width() - px(6)
        )
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)

    def _words(
        self, painter: QPainter, rect: QRectF, index: Index, line: ImportLine, name: str, in_hand: bool
    ) -> None:
        changed = line.kind is ChangeKind.CHANGED
        bold = {"name": in_hand, "new": changed}
        used = font(bold=bold.get(name, False))
        used.setStrikeOut(name == "old" and changed and bool(line.old))
        painter.setFont(used)
        inner = rect.adjusted(px(SIZES.cell_pad), 0, -px(SIZES.cell_pad), 0)
        if name == "new":
            _paint_arrow(painter, inner.translated(-px(26), 0), line)
            painter.setFont(used)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if name == "old":
            inner.setRight(inner.right() - px(12))  # the arrow stands there
        shown = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
        span = index.data(SPAN_ROLE)
        if span is not None:
            paint_hit(painter, inner, shown, span)
        painter.setPen(QColor(_ink(line, name)))
        painter.drawText(inner, MIDDLE, shown)


def _ink(line: ImportLine, name: str) -> str:
    if name in ("entity", "field", "old"):
        return COLOURS.ink2
    return STATES[State.DONE].text if name == "new" and line.kind is ChangeKind.ADDED else COLOURS.ink


def _paint_arrow(painter: QPainter, place: QRectF, line: ImportLine) -> None:
    """Draw → before what changes, ？ before what is asked instead of what is held."""
    asked = line.kind is ChangeKind.UNSURE and bool(line.old)
    if asked or line.kind is ChangeKind.CHANGED:
        painter.setPen(QColor(COLOURS.soon_text if asked else COLOURS.ink2))
        painter.setFont(font(bold=asked))
        painter.drawText(place, MIDDLE, "？" if asked else "→")


class LinesGrid(Grid):
    """The grid of the preview; lines with a sentence are taller, the sentence runs under them."""

    def __init__(self, settings: Settings) -> None:
        self.tall: set[int] = set()
        model: RowsModel[ImportLine] = RowsModel(COLUMNS, key=lambda line: line.number)
        super().__init__(model, settings, "importing.lines", row_height=32)
        self.delegate = LinesDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("预览")
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.shown_changed.connect(self.fit_rows)

    def fit_rows(self) -> None:
        """Give the lines with a sentence their second line."""
        usual = px(self.row_height)
        for row in self.tall:
            if row < len(self.rows_model.shown):
                self.setRowHeight(row, usual)
        self.tall = {row for row, line in enumerate(self.rows_model.shown) if line.told}
        for row in self.tall:
            self.setRowHeight(row, px(TALL))
        self.viewport().update()

    def show_old(self, on: bool) -> None:
        """Show what the book holds; where nothing changes, the names take its place."""
        names = [column.id for column in COLUMNS]
        old, name = names.index("old"), names.index("name")
        self.setColumnHidden(old, not on)
        self.setColumnWidth(name, px(self.widths[name] + (0 if on else self.widths[old])))

    def rescale(self) -> None:
        """Follow the zoom with both heights."""
        super().rescale()
        self.fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter, Esc and the keys of the answers to the page; ← and → where a row asks."""
        line: ImportLine | None = self.row_in_hand()
        asks = event.key() in SIDES and line is not None and bool(line.pair)
        if (asks or event.key() in ANSWERS) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: object) -> None:
        """Draw the cells, then the sentences across them."""
        super().paintEvent(event)  # type: ignore[arg-type]
        painter = QPainter(self.viewport())
        painter.setFont(font(SIZES.note))
        left = self.columnViewportPosition(2) + px(SIZES.cell_pad)
        for row in self.tall:
            top = self.rowViewportPosition(row)
            if top + px(TALL) < 0 or top > self.viewport().height():
                continue
            line = self.rows_model.shown[row]
            state = SIGNS[line.kind][1]
            painter.setPen(QColor(STATES[state].text))
            box = QRectF(left, top + px(TALL - 22), self.viewport().width() - left - px(10), px(18))
            words = painter.fontMetrics().elidedText(line.told, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, MIDDLE, words)
        painter.end()
