"""The Gantt chart, drawn once for screen, picture and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from dangjian_desktop.gui.signs import SIGN_OF, Sign, paint_hatch, paint_sign
from dangjian_desktop.gui.tabs.campaigns.model import GanttRow
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, STATES, State

ROW, HEAD = 34, 52
LEFT, DUE, DONE = 286, 122, 72
ALIGN = Qt.AlignmentFlag
DECADES = ("上", "中", "下")
DOUBTED = ("两处写法不一，请选定", "两处写法不一", "请选定")
"""What is said of a task whose notice gives two times, in fewer and fewer words."""


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of time a chart shows: whole months from ``first`` up to, not including, ``after``."""

    first: date
    after: date

    @property
    def days(self) -> int:
        """Return the number of days shown."""
        return (self.after - self.first).days


def month_after(day: date) -> date:
    """Return the first day of the month after ``day``'s."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months_between(one: date, other: date) -> int:
    """Return how many months ``other`` lies after ``one``."""
    return (other.year - one.year) * 12 + other.month - one.month


def span_of(rows: Sequence[GanttRow], today: date) -> Span:
    """Return the months that hold every bar; the month of today when nothing is dated."""
    days = [day for row in rows for day in (row.start, row.end) if day] or [today]
    late = [today for row in rows if row.late and today.year == max(days).year]
    first, last = min(days), max(days + late)
    return Span(first.replace(day=1), month_after(last))


class GanttDrawing:
    """Draws the rows of a campaign into any rectangle of any painter."""

    def __init__(self, rows: Sequence[GanttRow], today: date) -> None:
        self.rows = tuple(rows)
        self.today = today
        self.span = span_of(rows, today)

    def height(self) -> float:
        """Return the height the whole chart wants."""
        return px(HEAD) + px(ROW) * len(self.rows)

    def paint(
        self, painter: QPainter, rect: QRectF, current: int = -1, hover: int = -1, scroll: float = 0
    ) -> None:
        """Draw the chart into ``rect``; the head stays, the rows are moved up by ``scroll``."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chart = self.chart(rect)
        body = QRectF(rect.left(), rect.top() + px(HEAD), rect.width(), rect.height() - px(HEAD))
        painter.save()
        painter.setClipRect(body)
        self._grounds(painter, body, current, hover, scroll)
        self._columns(painter, QRectF(chart.left(), body.top(), chart.width(), body.height()))
        for place, row in enumerate(self.rows):
            line = self.line(body, place, scroll)
            if line.bottom() < body.top() or line.top() > body.bottom():
                continue
            self._words(painter, line, row)
            self._bar(painter, QRectF(chart.left(), line.top(), chart.width(), line.height()), row)
        self._today(painter, chart, body)
        painter.restore()
        self._head(painter, rect, chart)
        self._today_plate(painter, chart, body.top())
        painter.restore()

    def chart(self, rect: QRectF) -> QRectF:
        """Return the part of ``rect`` that shows time."""
        left = rect.left() + px(LEFT + DUE + DONE)
        return QRectF(left, rect.top(), rect.right() - left - px(8), rect.height())

    def line(self, body: QRectF, place: int, scroll: float) -> QRectF:
        """Return the rectangle of one row."""
        return QRectF(body.left(), body.top() + place * px(ROW) - scroll, body.width(), px(ROW))

    def at(self, chart: QRectF, day: date) -> float:
        """Return the x of the morning of ``day``."""
        return chart.left() + chart.width() * (day - self.span.first).days / self.span.days

    def _grounds(self, painter: QPainter, body: QRectF, current: int, hover: int, scroll: float) -> None:
        for place, row in enumerate(self.rows):
            line = self.line(body, place, scroll)
            ground = COLOURS.table_head if row.phase else COLOURS.surface
            if place == hover:
                ground = COLOURS.hover
            if place == current:
                ground = COLOURS.selection
            painter.fillRect(line, QColor(ground))
            painter.setPen(QPen(QColor(COLOURS.hairline), 1))
            painter.drawLine(line.bottomLeft(), line.bottomRight())
            if place == current:
                painter.fillRect(QRectF(line.left(), line.top(), px(3), line.height()), QColor(COLOURS.blue))

    def _columns(self, painter: QPainter, body: QRectF) -> None:
        for start, _, whole in self._decades():
            painter.setPen(QPen(QColor(COLOURS.hairline if whole else COLOURS.matrix_line), 1))
            x = self.at(body, start)
            painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()))

    def _decades(self) -> list[tuple[date, str, bool]]:
        found: list[tuple[date, str, bool]] = []
        month = self.span.first
        while month < self.span.after:
            found.extend((month + timedelta(days=10 * n), DECADES[n], n == 0) for n in range(3))
            month = month_after(month)
        return found

    def _head(self, painter: QPainter, rect: QRectF, chart: QRectF) -> None:
        head = QRectF(rect.left(), rect.top(), rect.width(), px(HEAD))
        painter.fillRect(head, QColor(COLOURS.table_head))
        painter.setFont(font(SIZES.body))
        painter.setPen(QColor(COLOURS.ink2))
        left = QRectF(head.left() + px(24), head.top(), px(LEFT - 24), head.height())
        painter.drawText(left, ALIGN.AlignVCenter, "阶段和任务")
        painter.drawText(left.translated(px(LEFT - 14), 0), ALIGN.AlignVCenter, "完成时间")
        done = QRectF(head.left() + px(LEFT + DUE), head.top(), px(DONE - 12), head.height())
        painter.drawText(done, ALIGN.AlignVCenter | ALIGN.AlignRight, "完成")
        self._months(painter, head, chart)
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        edge = chart.left()
        painter.drawLine(QPointF(edge, rect.top()), QPointF(edge, rect.bottom()))

    def _months(self, painter: QPainter, head: QRectF, chart: QRectF) -> None:
        half = head.height() / 2
        month, step = self.span.first, self._month_step(chart)
        while month < self.span.after:
            after = month_after(month)
            box = QRectF(
                self.at(chart, month), head.top(), self.at(chart, after) - self.at(chart, month), half
            )
            current = (month.year, month.month) == (self.today.year, self.today.month)
            painter.setFont(font(SIZES.note, bold=current))
            painter.setPen(QColor(COLOURS.ink if current else COLOURS.ink2))
            if months_between(month, self.today) % step == 0:
                spare = (step - 1) / 2 * box.width()  # of the months left out beside it
                place = box.adjusted(-spare, 0, spare, 0)
                place.moveRight(min(place.right(), chart.right() + px(8)))
                painter.drawText(place, ALIGN.AlignCenter, f"{month.month}月")
            painter.setPen(QPen(QColor(COLOURS.hairline), 1))
            painter.drawLine(box.topRight(), QPointF(box.right(), head.bottom()))
            month = after
        painter.drawLine(QPointF(chart.left(), head.top() + half), QPointF(chart.right(), head.top() + half))
        decades = self._decades()
        wide = chart.width() / max(1, len(decades))
        if wide < px(16):
            return
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.ink3))
        for start, word, _ in decades:
            box = QRectF(self.at(chart, start), head.top() + half, wide, half)
            painter.drawText(box, ALIGN.AlignCenter, word)

    def _month_step(self, chart: QRectF) -> int:
        """Return how many months share one name, so that the names lie side by side; today's is named."""
        month, bold = self.span.first, QFontMetricsF(font(SIZES.note, bold=True))
        wide = self.at(chart, month_after(month)) - self.at(chart, month)
        named = bold.horizontalAdvance("12月") + px(6)
        return next((step for step in (1, 2, 3, 4, 6) if wide * step >= named), 12)

    def _words(self, painter: QPainter, line: QRectF, row: GanttRow) -> None:
        phase = row.phase is not None
        x = line.left() + px(24 if phase else 28)
        if not phase:
            side = px(16)
            place = QRectF(x, line.center().y() - side / 2, side, side)
            paint_sign(painter, place, SIGN_OF[row.state], row.state)
            x += px(26)
        painter.setFont(font(SIZES.body, bold=phase))
        painter.setPen(QColor(COLOURS.ink))
        box = QRectF(x, line.top(), line.left() + px(LEFT - 8) - x, line.height())
        title = QFontMetricsF(painter.font()).elidedText(row.title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, ALIGN.AlignVCenter, title)
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.red if row.late else COLOURS.ink2))
        due = QRectF(line.left() + px(LEFT + 10), line.top(), px(DUE - 12), line.height())
        words = QFontMetricsF(painter.font()).elidedText(
            row.due_text, Qt.TextElideMode.ElideRight, due.width()
        )
        painter.drawText(due, ALIGN.AlignVCenter, words)
        painter.setFont(font(SIZES.note, bold=phase))
        painter.setPen(QColor(COLOURS.ink))
        done = QRectF(line.left() + px(LEFT + DUE), line.top(), px(DONE - 12), line.height())
        painter.drawText(done, ALIGN.AlignVCenter | ALIGN.AlignRight, row.done_text)

    def _bar(self, painter: QPainter, line: QRectF, row: GanttRow) -> None:
        end = row.end or row.start
        if end is None:
            self._note(painter, line, line.left() + px(10), row, dated=False)
            return
        start = row.start or end - timedelta(days=4)
        left, right = self.at(line, max(start, self.span.first)), self.at(line, end + timedelta(days=1))
        if row.phase:
            self._phase_bar(painter, line, left, right, row.share)
            return
        box = QRectF(left, line.center().y() - px(8), max(px(10), right - left), px(16))
        tail = self._tail(painter, box, line, row) if row.late else box.right()
        self._task_bar(painter, box, row)
        self._note(painter, line, tail + px(10), row, dated=True)

    def _task_bar(self, painter: QPainter, box: QRectF, row: GanttRow) -> None:
        fill = STATES[row.state].fill
        tint = COLOURS.wrong_tint if row.late else STATES[row.state].tint
        painter.setPen(QPen(QColor(fill), 1))
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(box, px(3), px(3))
        if row.share > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(
                QRectF(box.left(), box.top(), box.width() * row.share, box.height()), px(3), px(3)
            )

    def _tail(self, painter: QPainter, box: QRectF, line: QRectF, row: GanttRow) -> float:
        """Draw the lateness as a hatched tail up to today, or to the chart's edge."""
        today = min(self.at(line, self.today), line.right())
        hatch = QRectF(box.right(), box.top() + px(3), max(0.0, today - box.right()), box.height() - px(6))
        paint_hatch(painter, hatch, COLOURS.red, 5)
        return hatch.right()

    def _phase_bar(self, painter: QPainter, line: QRectF, left: float, right: float, share: float) -> None:
        top, thick = line.center().y() - px(4), px(6)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, until in (
            (COLOURS.phase_track, right),
            (COLOURS.phase_bar, left + (right - left) * share),
        ):
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(left, top, until - left, thick))
        for x, turn in ((left, 1), (right, -1)):
            done = share >= 1 or (x == left and share > 0)
            painter.setBrush(QColor(COLOURS.phase_bar if done else COLOURS.phase_track))
            painter.drawPolygon(
                QPolygonF([QPointF(x, top), QPointF(x + turn * px(5), top), QPointF(x, top + px(11))])
            )

    def _note(self, painter: QPainter, line: QRectF, x: float, row: GanttRow, *, dated: bool) -> None:
        texts = DOUBTED if row.doubt else (row.note,)
        if not texts[0]:
            return
        strong = row.late > 0 or texts[0].startswith(("还有", "今天"))
        painter.setFont(font(SIZES.note, bold=strong))
        metrics, sign = QFontMetricsF(painter.font()), px(22) if row.doubt else 0
        widths = {text: metrics.horizontalAdvance(text) + px(4) for text in texts}
        text = texts[0]
        if dated:  # the fewest words that still say it, where more would hide the bar
            free = ((one, self._free_place(line, row, x, widths[one] + sign)) for one in texts)
            text, place = next(((one, at) for one, at in free if at is not None), (texts[-1], None))
            x = self._on_plate(painter, line, row, widths[text] + sign) if place is None else place
        if row.doubt:
            paint_sign(
                painter, QRectF(x, line.center().y() - px(8), px(16), px(16)), Sign.WARNING, State.SOON
            )
            x += px(22)
        colour = COLOURS.red if row.late else COLOURS.soon_text if strong or row.doubt else COLOURS.ink2
        painter.setPen(QColor(colour))
        box = QRectF(x, line.top(), widths[text] + px(8), line.height())
        painter.drawText(box, ALIGN.AlignVCenter, text)

    def _free_place(self, line: QRectF, row: GanttRow, behind: float, width: float) -> float | None:
        """Return where a note begins: behind its bar, else before it, clear of today; None without room."""
        before = self.at(line, row.start or row.end or self.today) - width - px(14)
        today = self.at(line, self.today)
        for left in (behind, max(behind, today + px(9)), before, min(before, today - width - px(9))):
            inside = left >= line.left() + px(6) and left + width <= line.right()
            if inside and not left - px(4) < today < left + width + px(4):
                return left
        return None

    def _on_plate(self, painter: QPainter, line: QRectF, row: GanttRow, width: float) -> float:
        """Draw a plate for a note that has no free place, and return where the note begins."""
        today = self.at(line, self.today)
        after = self.at(line, (row.end or self.today) + timedelta(days=1)) + px(14)
        left = min(after, line.right() - width - px(10))
        if left < today < left + width + px(9):
            left = today - width - px(9)
        plate = QRectF(left - px(4), line.center().y() - px(10), width + px(10), px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.surface))
        painter.drawRoundedRect(plate, px(3), px(3))
        return left

    def _today(self, painter: QPainter, chart: QRectF, body: QRectF) -> None:
        if not self.span.first <= self.today < self.span.after:
            return
        x = self.at(chart, self.today)
        painter.setPen(QPen(QColor(COLOURS.ink), px(2)))
        painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.ink))
        top = body.top()
        painter.drawPolygon(
            QPolygonF([QPointF(x - px(5), top), QPointF(x + px(5), top), QPointF(x, top + px(6))])
        )

    def _today_plate(self, painter: QPainter, chart: QRectF, top: float) -> None:
        """Name the day in the lower half of the head, where it hides no task."""
        if not self.span.first <= self.today < self.span.after:
            return
        text = f"今天 {self.today.month}月{self.today.day}日"
        painter.setFont(font(SIZES.small, bold=True))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + px(16)
        left = max(chart.left() + px(2), min(self.at(chart, self.today) - width / 2, chart.right() - width))
        box = QRectF(left, top - px(23), width, px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.ink))
        painter.drawRoundedRect(box, px(3), px(3))
        painter.setPen(QColor(COLOURS.surface))
        painter.drawText(box, ALIGN.AlignCenter, text)
