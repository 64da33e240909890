"""Candidates by clauses as a grid: quiet ticks, exceptions with tint, sign and word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent

from dangjian_desktop.domain.forms import ClauseEffect, ClauseKind
from dangjian_desktop.domain.vetting import Answer
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.signs import Chip, Sign, chip_width, paint_chip, paint_sign
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State
from dangjian_desktop.gui.widgets.delegates import CellDelegate, Index
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.heads import Head
from dangjian_desktop.gui.widgets.rows import ROW_ROLE, Align, Column, RowsModel
from dangjian_desktop.kernel.texts.vetting import ANSWER_NAMES, CONCLUSION_NAMES
from dangjian_desktop.services.vetting_views import (
    CandidateRow,
    ClauseCell,
    ClauseCount,
    Conclusion,
    VettingBoard,
)

ROW, HEAD = 37, 66
FIRST_CLAUSE = 2
LEAST_CLAUSE, MOST_CLAUSE, LAST = 96, 212, 100
ROOMY, MOST_POST = 122, 120
CONCLUSIONS: dict[Conclusion, tuple[Sign, State]] = {
    Conclusion.PASSED: (Sign.CHECK, State.DONE),
    Conclusion.PENDING: (Sign.ASK, State.SOON),
    Conclusion.FAILED: (Sign.CROSS, State.WRONG),
    Conclusion.WITHDRAWN: (Sign.DASH, State.IDLE),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is drawn: a quiet tick, a chip, or plain words."""

    words: str
    chip: Chip | None = None
    tick: bool = False
    faint: bool = False


def look_of(row: CandidateRow, cell: ClauseCell) -> Look:
    """Return how a clause of a candidate is drawn."""
    if not cell.asked:
        return Look("不适用", faint=True)
    if cell.answer is None:
        return Look("待测评" if cell.clause.kind is ClauseKind.COMPUTED else "未答")
    if cell.answer is Answer.CHECKING:
        return Look("待核实", Chip("待核实", State.SOON, Sign.QUESTION))
    if cell.answer is Answer.PROBLEM:
        return _problem(row, cell)
    reviewed = cell.reason.first_answer is not None and cell.reason.first_answer is not Answer.CLEAR
    return Look("复核无问题" if reviewed else ANSWER_NAMES[Answer.CLEAR], tick=True, faint=not reviewed)


def _problem(row: CandidateRow, cell: ClauseCell) -> Look:
    """Draw a clause that is met: refused, or a talk that is due or was held."""
    if cell.clause.effect is not ClauseEffect.ADMONITION:
        return Look("有问题", Chip("有问题", State.WRONG, Sign.SQUARE_CROSS))
    if row.talks:
        return Look("已谈话", Chip("已谈话", State.DOING, Sign.HALF))
    return Look("须谈话", Chip("须谈话", State.SOON, Sign.WARNING))


def conclusion_chip(row: CandidateRow) -> Chip:
    """Return the chip of a candidate's result."""
    sign, state = CONCLUSIONS[row.conclusion]
    return Chip(CONCLUSION_NAMES[row.conclusion.value], state, sign)


def _clause_text(code: str) -> Callable[[CandidateRow], str]:
    def read(row: CandidateRow) -> str:
        cell = row.cell(code)
        return look_of(row, cell).words if cell is not None else ""

    return read


def columns_of(board: VettingBoard) -> tuple[Column[CandidateRow], ...]:
    """Return name, post sought, one column per clause, and the result."""
    return (
        Column("name", "候选人", lambda r: r.person.name, 96, searched=True, named=True, bold=True),
        Column(
            "post",
            "拟任职务",
            lambda r: f"{r.community}  {r.candidate.sought_post}".strip(),
            168,
            searched=True,
        ),
        *(
            Column(f"clause:{c.code}", c.title, _clause_text(c.code), 118, Align.CENTRE)
            for c in board.form.clauses
        ),
        Column("result", "结论", lambda r: CONCLUSION_NAMES[r.conclusion.value], LAST, chip=conclusion_chip),
    )


class MatrixModel(RowsModel[CandidateRow]):
    """The candidates of one board; its columns are the clauses of the board's form."""

    def __init__(self) -> None:
        super().__init__((), lambda row: row.id)
        self.counts: dict[str, ClauseCount] = {}
        self.board_id = ""

    def show_board(self, board: VettingBoard | None) -> bool:
        """Show a board; tell whether its columns are other ones than before."""
        name = board.id if board is not None else ""
        self.counts = {c.clause.code: c for c in board.columns} if board is not None else {}
        changed = name != self.board_id
        if changed:
            self.board_id = name
            self.set_columns(columns_of(board) if board is not None else ())
        self.set_rows(board.rows if board is not None else ())
        return changed

    def clause_at(self, column: int) -> str:
        """Return the clause of a column, empty for the others."""
        name = self.columns[column].id if 0 <= column < len(self.columns) else ""
        return name.removeprefix("clause:") if name.startswith("clause:") else ""

    def column_of(self, clause: str) -> int:
        """Return the column of a clause, −1 when there is none."""
        return next((n for n, c in enumerate(self.columns) if c.id == f"clause:{clause}"), -1)


class MatrixDelegate(CellDelegate):
    """Draws the cells of the matrix."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, row_in_hand: bool) -> None:
        """Draw a tick, a chip, or words; posts with the community before them in ink 2."""
        row: CandidateRow = index.data(ROW_ROLE)
        model = index.model()
        clause = model.clause_at(index.column()) if isinstance(model, MatrixModel) else ""
        cell = row.cell(clause) if clause else None
        if cell is not None:
            painter.setPen(QColor(COLOURS.matrix_line))
            painter.drawLine(rect.topRight(), rect.bottomRight())
            paint_look(painter, rect, look_of(row, cell))
        elif index.column() == 1:
            self._post(painter, rect.adjusted(px(SIZES.cell_pad), 0, -px(4), 0), row)
        else:
            super().paint_content(painter, rect, index, row_in_hand)

    def _post(self, painter: QPainter, rect: QRectF, row: CandidateRow) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font())
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(COLOURS.ink2))
        painter.drawText(rect, middle, row.community)
        shift = metrics.horizontalAdvance(row.community) + px(10) if row.community else 0
        painter.setPen(QColor(COLOURS.ink))
        room = rect.width() - shift
        words = metrics.elidedText(row.candidate.sought_post, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect.adjusted(shift, 0, 0, 0), middle, words)


def paint_look(painter: QPainter, rect: QRectF, look: Look) -> None:
    """Draw one answer in the middle of ``rect``."""
    if look.chip is not None:
        width, height = min(chip_width(look.chip), rect.width() - px(6)), px(SIZES.chip + 4)
        at = QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
        paint_chip(painter, at, look.chip)
        return
    if look.tick:
        side = px(15)
        shift = px(26) if not look.faint else 0
        at = QRectF(rect.center().x() - side / 2 - shift / 2, rect.center().y() - side / 2, side, side)
        paint_sign(painter, at, Sign.CHECK, State.DONE)
        if not look.faint:
            painter.setFont(font(SIZES.note))
            painter.setPen(QColor(COLOURS.ink2))
            words = QRectF(at.right() + px(5), rect.top(), px(60), rect.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, "复核")
        return
    painter.setFont(font(SIZES.note))
    painter.setPen(QColor(COLOURS.ink3 if look.faint else COLOURS.ink2))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, look.words)


class MatrixHead(Head):
    """Clause heads in three lines: title, answers in, whether all are."""

    def sizeHint(self) -> QSize:
        """Return a head of three lines."""
        return QSize(super().sizeHint().width(), px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head."""
        model = self.model()
        clause = model.clause_at(section) if isinstance(model, MatrixModel) else ""
        count = model.counts.get(clause) if isinstance(model, MatrixModel) else None
        if count is None:
            super().paintSection(painter, rect, section)
            return
        painter.save()
        painter.fillRect(rect, QColor(COLOURS.table_head))
        painter.setPen(QColor(COLOURS.control_edge))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        centre = Qt.AlignmentFlag.AlignCenter
        top, step = rect.top() + px(5), px(19)
        painter.setFont(font(SIZES.note, bold=True))
        painter.setPen(QColor(COLOURS.ink))
        title = QFontMetricsF(painter.font()).elidedText(
            count.clause.title, Qt.TextElideMode.ElideRight, rect.width() - px(2)
        )
        painter.drawText(QRect(rect.left(), top, rect.width(), step), centre, title)
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        figure = f"{count.answered}\u2009/\u2009{count.asked}"
        painter.drawText(QRect(rect.left(), top + step, rect.width(), step), centre, figure)
        whole = count.answered >= count.asked
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.done_text if whole else COLOURS.soon_text))
        words = "已齐" if whole else f"还差 {count.asked - count.answered} 人"
        painter.drawText(QRect(rect.left(), top + 2 * step, rect.width(), step), centre, words)
        painter.restore()


class Matrix(Grid):
    """The grid of candidates: Enter opens the pane, 1 2 3 answer the clause in hand."""

    answered = Signal(object)  # Answer
    place_changed = Signal()

    def __init__(self, model: MatrixModel, settings: Settings) -> None:
        super().__init__(model, settings, "vetting.board", cells=True, row_height=ROW)
        self.board: MatrixModel = model
        self.setHorizontalHeader(MatrixHead(self))
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.delegate = MatrixDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("候选人和审查条款")

    def take_columns(self) -> None:
        """Take the widths of new columns."""
        self.restore_widths()
        self.rescale()
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the clauses."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give every clause the same width; the result stays in sight."""
        count = len(self.board.columns) - FIRST_CLAUSE - 1
        if count <= 0:
            return
        room = self.viewport().width() - px(self.widths[0]) - px(LAST)
        spare = max(0, room - px(self.widths[1]) - count * px(ROOMY))
        post = px(self.widths[1]) + min(px(MOST_POST), spare // 2)
        self.setColumnWidth(1, post)
        each = min(px(MOST_CLAUSE), max(px(LEAST_CLAUSE), (room - post) // count))
        for number in range(FIRST_CLAUSE, FIRST_CLAUSE + count):
            self.setColumnWidth(number, each)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that another candidate or clause is in hand."""
        super().currentChanged(current, previous)
        self.place_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, answer on 1 2 3."""
        answers = {"1": Answer.CLEAR, "2": Answer.PROBLEM, "3": Answer.CHECKING}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit(self.row_in_hand())
        elif event.text() in answers and plain:
            self.answered.emit(answers[event.text()])
        else:
            super().keyPressEvent(event)

    def clause_in_hand(self) -> str:
        """Return the clause of the active cell, empty elsewhere."""
        return self.board.clause_at(self.currentIndex().column())
