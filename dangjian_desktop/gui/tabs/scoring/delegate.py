"""Draws the rating list: bars with the score, grades in chips of one width, the quota line."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.gui.signs import Chip, Sign, chip_width, paint_bar, paint_chip, paint_sign
from dangjian_desktop.gui.tabs.scoring.model import (
    COLUMNS,
    NOTHING,
    ListLine,
    RatingModel,
    barred_by_rate,
    grade_place,
    proposal_note,
)
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, GRADES, SIZES, STATES, State, StateColours
from dangjian_desktop.gui.widgets.delegates import CellDelegate, Index
from dangjian_desktop.gui.widgets.rows import COLUMN_ROLE, ROW_ROLE

LOWEST = StateColours(COLOURS.lowest_ink, COLOURS.lowest_tint, COLOURS.lowest_edge, COLOURS.lowest_ink)
CHIP_WIDTH = 44
BAR, LEAST_BAR = 5, 24


def grade_colours(place: int, of: int) -> StateColours:
    """Return the colours of a grade by its place among the bands, best first."""
    if place == of - 1 and of > 1:
        return LOWEST
    return STATES[(State.DONE, State.DOING, State.SOON)[min(max(place, 0), 2)]]


def grade_fill(form: ScoreForm | None, name: str) -> str:
    """Return the colour of a grade in bars and charts."""
    fills = tuple(GRADES.values())
    place = grade_place(form, name) if form is not None else -1
    if form is None or place < 0:
        return COLOURS.blue_fill
    return fills[-1] if place == len(form.bands) - 1 else fills[min(place, len(fills) - 1)]


def paint_grade(painter: QPainter, rect: QRectF, name: str, colours: StateColours) -> None:
    """Draw a grade in a chip that fills ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.edge), 1))
    painter.setBrush(QColor(colours.tint))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(SIZES.chip_radius), px(SIZES.chip_radius))
    painter.setPen(QColor(colours.text))
    painter.setFont(font(SIZES.note))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)
    painter.restore()


class RatingDelegate(CellDelegate):
    """The delegate of the rating list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell, or the whole quota line."""
        line: ListLine | None = index.data(ROW_ROLE)
        if line is not None and line.row is None:
            rect: QRect = option.rect
            paint_quota(painter, QRectF(rect), line)
            return
        super().paint(painter, option, index)

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, row_in_hand: bool) -> None:
        """Draw what a column shows."""
        line: ListLine = index.data(ROW_ROLE)
        model = index.model()
        form = model.form if isinstance(model, RatingModel) else None
        column = index.column()
        name = COLUMN_IDS[column]
        if name == "score":
            self._score(painter, rect, line, form, str(index.data()))
        elif name == "rate":
            self._rate(painter, rect, line, str(index.data()))
        elif name in ("by_score", "proposed", "decided"):
            self._grade(painter, rect, line, form, name)
        elif name == "name":
            inner = rect.adjusted(px(SIZES.cell_pad), 0, -px(4), 0)
            self.paint_text(painter, inner, index, index.data(COLUMN_ROLE), bold=row_in_hand)
        else:
            super().paint_content(painter, rect, index, False)

    def _score(
        self, painter: QPainter, rect: QRectF, line: ListLine, form: ScoreForm | None, text: str
    ) -> None:
        row = line.row
        if row is None:
            return
        full = form.full_points() if form is not None else Fraction(100)
        figure = px(62)
        bar = QRectF(
            rect.left() + px(12), rect.center().y() - px(BAR) / 2, rect.width() - figure - px(12), px(BAR)
        )
        if bar.width() < px(LEAST_BAR):
            pass
        elif row.score is not None:
            paint_bar(painter, bar, float(row.score / full), grade_fill(form, row.by_score))
        else:
            paint_bar(painter, bar, float(row.sheet.so_far / full), STATES[State.IDLE].fill)
        painter.setFont(font(bold=row.score is not None))
        painter.setPen(QColor(COLOURS.ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -px(SIZES.cell_pad), 0), right, text)

    def _rate(self, painter: QPainter, rect: QRectF, line: ListLine, text: str) -> None:
        low = line.row is not None and barred_by_rate(line.row)
        painter.setFont(font(bold=low))
        painter.setPen(QColor(COLOURS.red if low else COLOURS.ink3 if text == NOTHING else COLOURS.ink))
        inner = rect.adjusted(0, 0, -px(SIZES.cell_pad), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        if low:
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            self._down(painter, QPointF(inner.right() - width - px(11), rect.center().y()))

    def _down(self, painter: QPainter, at: QPointF) -> None:
        """Draw an arrow down: too low, said without colour."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(COLOURS.red), 1.6))
        half, wing = px(5), px(3)
        tip = QPointF(at.x(), at.y() + half)
        painter.drawLine(QPointF(at.x(), at.y() - half), tip)
        painter.drawLine(tip, QPointF(at.x() - wing, tip.y() - wing))
        painter.drawLine(tip, QPointF(at.x() + wing, tip.y() - wing))
        painter.restore()

    def _grade(
        self, painter: QPainter, rect: QRectF, line: ListLine, form: ScoreForm | None, column: str
    ) -> None:
        row = line.row
        if row is None:
            return
        name = {"by_score": row.by_score, "proposed": row.proposed, "decided": row.decided}[column]
        left, height = rect.left() + px(SIZES.cell_pad - 2), px(SIZES.chip)
        top = rect.center().y() - height / 2
        model = self.rows_model
        if column == "proposed" and row.decided and isinstance(model, RatingModel) and model.merged:
            chip = Chip(f"已定 {row.decided}", State.DONE, Sign.CHECK)
            paint_chip(painter, QRectF(left, top, chip_width(chip), height), chip)
            return
        if column == "proposed" and row.tied:
            chip = Chip("同分待定", State.SOON, Sign.ASK)
            paint_chip(painter, QRectF(left, top, chip_width(chip), height), chip)
            return
        if not name:
            waits = row.sheet.missing and column == "proposed"
            self._note(painter, rect, left, f"缺 {len(row.sheet.missing)} 项得分" if waits else NOTHING)
            return
        place, of = (grade_place(form, name), len(form.bands)) if form is not None else (0, 1)
        paint_grade(painter, QRectF(left, top, px(CHIP_WIDTH), height), name, grade_colours(place, of))
        if column == "proposed":
            self._note(painter, rect, left + px(CHIP_WIDTH + 8), proposal_note(row))

    def _note(self, painter: QPainter, rect: QRectF, left: float, text: str) -> None:
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        room = rect.right() - left
        if QFontMetricsF(painter.font()).horizontalAdvance(text) <= room:
            painter.drawText(
                QRectF(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, text
            )


COLUMN_IDS = tuple(column.id for column in COLUMNS)


QUOTA_LEFT, QUOTA_SIGN, QUOTA_GAP, QUOTA_END = 30, 18, 10, 8
WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


def quota_height(line: ListLine, width: int, low: int) -> int:
    """Return how high a quota line is at a width: ``low`` where head and words stand in one line, else as
    much as the words take below the head."""
    metrics = QFontMetricsF(font(SIZES.note))
    if _quota_words_at(line) + metrics.horizontalAdvance(line.words) + px(QUOTA_END) <= width:
        return low
    room = width - _quota_head_at() - px(QUOTA_END)
    wrapped = metrics.boundingRect(QRectF(0, 0, room, 10000), int(WRAPPED), line.words).height()
    return low + round(wrapped) + px(QUOTA_END)


def _quota_head_at() -> float:
    return px(QUOTA_LEFT) + px(QUOTA_SIGN) + px(QUOTA_GAP)


def _quota_words_at(line: ListLine) -> float:
    """Return where the words of a quota line begin, where they stand beside the head."""
    return _quota_head_at() + QFontMetricsF(font(bold=True)).horizontalAdvance(line.head) + px(QUOTA_GAP)


def paint_quota(painter: QPainter, rect: QRectF, line: ListLine) -> None:
    """Draw the line of a quota through the list: its name, its arithmetic, who stands on it."""
    painter.save()
    painter.fillRect(rect, QColor(STATES[State.REVIEW].tint))
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), px(2)), QColor(GRADES["好"]))
    painter.setPen(QColor(COLOURS.hairline))
    painter.drawLine(rect.bottomLeft() - QPointF(0, 1), rect.bottomRight() - QPointF(0, 1))
    low = px(SIZES.row + 3)
    apart = rect.height() > low + px(QUOTA_END)
    head = QRectF(rect.left() + _quota_head_at(), rect.top(), rect.width(), low if apart else rect.height())
    side = px(QUOTA_SIGN)
    sign, state = (Sign.WARNING, State.SOON) if line.open else (Sign.RING_CHECK, State.REVIEW)
    at = QRectF(rect.left() + px(QUOTA_LEFT), head.center().y() - side / 2, side, side)
    paint_sign(painter, at, sign, state)
    painter.setFont(font(bold=True))
    painter.setPen(QColor(STATES[State.DONE].text))
    painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, line.head)
    painter.setFont(font(SIZES.note))
    painter.setPen(QColor(COLOURS.ink))
    if apart:
        words = QRectF(head.left(), head.bottom(), rect.right() - head.left() - px(QUOTA_END), rect.height())
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), line.words)
    else:
        words = head.adjusted(_quota_words_at(line) - _quota_head_at(), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, line.words)
    painter.restore()
