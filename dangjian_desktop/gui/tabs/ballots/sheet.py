"""The paper as it lies on the desk: items in paper order, the current one framed and larger."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.ballot_blocks import limits
from dangjian_desktop.domain.forms import ItemKind
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.key_layout import DIGITS, KeyLayout
from dangjian_desktop.gui.tabs.ballots.look import (
    BOX_EDGE,
    CENTRE,
    GROUND,
    LEFT,
    PAPER_HEAD,
    RIGHT,
    Scale,
    box,
    card,
    tick,
    write,
)
from dangjian_desktop.gui.tabs.ballots.placing import NUMBER_WIDTH, QUESTION_HEIGHT, Cell, Placing
from dangjian_desktop.gui.tabs.ballots.session import Mode, Sitting, pile_choices
from dangjian_desktop.gui.tabs.ballots.shape import Section, Style
from dangjian_desktop.gui.tokens import COLOURS

HEAD, MARGIN, REMARK = 78, 24, 54


class PaperView(QWidget):
    """Paints the ballot in hand; nothing on it can be clicked."""

    def __init__(self, sitting: Sitting, scale: Scale, keys: KeyLayout = DIGITS) -> None:
        super().__init__()
        self.sitting, self.scale, self.keys = sitting, scale, keys
        self.placing = Placing(sitting.form, scale)
        self.seen = self._seen()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size in the pictures."""
        return QSize(self.scale.px(872), self.scale.px(664))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the lines into the room there is."""
        self.fit()

    def fit(self) -> None:
        """Lay the lines out anew and show those around the current place."""
        inner = QRectF(self.rect()).adjusted(
            self.scale.px(MARGIN), self.scale.px(HEAD), -self.scale.px(MARGIN), -self.scale.px(MARGIN - 8)
        )
        self.placing.fit(inner.adjusted(0, 0, 0, -self.scale.px(REMARK) * len(self._at_foot())))
        self._place()

    def follow(self) -> None:
        """Repaint what the last key changed: two lines where only an answer was given."""
        moved = self._place()
        seen, self.seen = self.seen, self._seen()
        if moved or seen[:-1] != self.seen[:-1] or self.sitting.mode is not Mode.MARKS:
            self.update()
            return
        edge, places = self.scale.px(16), self.placing
        low, high = sorted((seen[-1], self.seen[-1]))
        for line in {places.of_place.get(at, len(places.lines) - 1) for at in range(low, high + 1)}:
            if line in places.shown:
                self.update(places.shown[line].adjusted(-edge, -edge, edge, edge).toAlignedRect())

    def _place(self) -> bool:
        """Bring what is typed now into sight; tell whether the lines moved."""
        sitting = self.sitting
        question = sitting.question if sitting.mode is Mode.REMARK else -1
        return self.placing.follow(sitting.draft.cursor, question)

    def _at_foot(self) -> list[int]:
        """Return the questions answered in words that stand at the end of the paper."""
        form = self.sitting.form
        places = range(len(self.sitting.questions))
        return [n for n in places if form.remark_place(n) == len(form.items)]

    def _seen(self) -> tuple[object, str, tuple[str, ...], int]:
        sitting = self.sitting
        return (
            sitting.mode,
            sitting.shown_number + sitting.draft.group,
            sitting.draft.remarks,
            sitting.draft.cursor,
        )

    def remark_rect(self, question: int) -> QRectF:
        """Return the place of the words written under a question, empty while it is out of sight."""
        high, left, foot = self.scale.px(REMARK), self.scale.px(MARGIN), self._at_foot()
        label = self.scale.px(230)
        if question not in foot:
            lines, pad = self.placing.lines, self.scale.px(5)
            shown = (at for n, at in self.placing.shown.items() if lines[n].question == question)
            line = next(shown, None)
            return line.adjusted(label, pad, -self.scale.px(8), -pad) if line is not None else QRectF()
        top = self.height() - self.scale.px(MARGIN - 8) - (len(foot) - foot.index(question)) * high
        return QRectF(
            left + label, top + self.scale.px(8), self.width() - 2 * left - label, high - self.scale.px(8)
        )

    # ---------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(GROUND))
        card(painter, QRectF(self.rect()))
        self._paint_head(painter)
        if self.sitting.mode is Mode.GROUP:
            self._paint_choices(
                painter,
                words.GROUP_QUESTION,
                pile_choices(self.sitting),
                self.keys.said(words.GROUP_NOTE),
                -1,
            )
        elif self.sitting.mode is Mode.REASON:
            reasons = list(self.sitting.form.invalid_reasons)
            chosen = self.sitting.draft.reason
            question = words.INVALID_QUESTION.format(number=self.sitting.draft.number)
            at = reasons.index(chosen) if chosen in reasons else -1
            self._paint_choices(painter, question, reasons, self.keys.said(words.INVALID_NOTE), at)
        elif self.sitting.mode is Mode.VOID:
            at = words.VOID_REASONS.index(self.sitting.void_reason) if self.sitting.void_reason else -1
            shown = self.sitting.mending or self.sitting.draft
            question = words.VOID_QUESTION.format(number=shown.number)
            self._paint_choices(
                painter, question, list(words.VOID_REASONS), self.keys.said(words.VOID_NOTE), at
            )
        else:
            self._paint_table(painter, QRectF(event.rect()))

    def _paint_head(self, painter: QPainter) -> None:
        top, height = self.scale.px(14), self.scale.px(48)
        typing = self.sitting.mode is Mode.NUMBER
        frame = QRectF(
            self.width() - self.scale.px(MARGIN) - self.scale.px(96), top, self.scale.px(96), height
        )
        ground = COLOURS.ballot_row if typing else COLOURS.surface
        box(painter, frame, COLOURS.ink, self.scale.px(3) if typing else self.scale.px(2), ground, 4)
        write(painter, frame, self.sitting.shown_number, self.scale.font(28, bold=True), COLOURS.ink, CENTRE)
        label = QRectF(frame.left() - self.scale.px(96), top, self.scale.px(80), height)
        write(painter, label, words.PAPER_NUMBER, self.scale.font(17), COLOURS.ink2, RIGHT)
        title = QRectF(self.scale.px(32), top, label.left() - self.scale.px(40), height)
        text = self.sitting.form.title
        write(painter, title, text, self.scale.fitted(text, 22, title.width(), bold=True, least=16))

    def _paint_table(self, painter: QPainter, wanted: QRectF) -> None:
        places = self.placing
        current = (
            places.of_place.get(self.sitting.draft.cursor, -1) if self.sitting.mode is Mode.MARKS else -1
        )
        for section, at in places.heads:
            self._paint_section_head(painter, section, at)
        for number, at in places.shown.items():
            if number != current and at.intersects(wanted):
                self._paint_line(painter, number)
        painter.setPen(QPen(QColor(COLOURS.phase_bar), self.scale.px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(places.table)
        if current in places.shown:
            self._paint_current(painter, current)
        self._paint_remarks(painter)
        if len(places.shown) < len(places.lines):
            self._paint_extent(painter)

    def _paint_section_head(self, painter: QPainter, section: Section, at: QRectF) -> None:
        painter.fillRect(at, QColor(PAPER_HEAD))
        places, half = self.placing, at.height() / 2
        words_at = QRectF(at.left() + self.scale.px(NUMBER_WIDTH), at.top(), at.width(), at.height())
        head = words.LIST_HEADS[self.sitting.form.list_subject] if section.people else words.ITEM_HEAD
        write(painter, words_at, head, self.scale.font(17), COLOURS.ink2)
        columns = places.columns(section)
        painter.setPen(QPen(QColor(BOX_EDGE), 1))
        end = self._section_end(section, at)
        painter.drawLine(QPointF(columns[0].left(), at.top()), QPointF(columns[0].left(), end))
        if section.style is Style.ROW:
            for option, column in zip(section.options, columns, strict=True):
                self._write_head(painter, option.text, column, at.top(), at.height())
            return
        for n, column in enumerate(columns):
            self._write_head(painter, section.items[places.first_cell + n], column, at.top(), half)
            part = column.width() / len(section.options)
            for place, option in enumerate(section.options):
                cell = QRectF(column.left() + place * part, at.top() + half, part, half)
                self._write_narrow(painter, option.text, cell)
            if n:
                painter.setPen(QPen(QColor(BOX_EDGE), 1))
                painter.drawLine(QPointF(column.left(), at.top()), QPointF(column.left(), end))

    def _section_end(self, section: Section, head: QRectF) -> float:
        """Return where the lines under a head end: at the next head, or where words are written."""
        end = head.bottom()
        for number, at in self.placing.shown.items():
            if at.top() >= head.bottom() - 1:
                if self.placing.lines[number].section != section:
                    break
                end = at.bottom()
        return end

    def _write_narrow(self, painter: QPainter, text: str, cell: QRectF) -> None:
        """Write an option over its narrow column, in two lines where one would be too wide."""
        used = self.scale.font(13)
        fits = QFontMetricsF(used).horizontalAdvance(text) < cell.width() - 2
        middle = len(text) if fits else (len(text) + 1) // 2
        parts = [part for part in (text[:middle], text[middle:]) if part]
        high = self.scale.px(15) if len(parts) > 1 else cell.height()
        top = cell.center().y() - high * len(parts) / 2
        for n, part in enumerate(parts):
            at = QRectF(cell.left(), top + n * high, cell.width(), high)
            write(painter, at, part, self.scale.fitted(part, 13, cell.width(), least=11), COLOURS.ink, CENTRE)

    def _write_head(self, painter: QPainter, text: str, column: QRectF, top: float, height: float) -> None:
        cell = QRectF(column.left() + self.scale.px(3), top, column.width() - self.scale.px(6), height)
        used = self.scale.fitted(text, 17, cell.width(), bold=True, least=11)
        write(painter, cell, text, used, COLOURS.ink, CENTRE)

    def _paint_line(self, painter: QPainter, number: int) -> None:
        line, at = self.placing.lines[number], self.placing.shown[number]
        painter.setPen(QPen(QColor(COLOURS.control_edge), 1))
        painter.drawLine(at.bottomLeft(), at.bottomRight())
        if line.section.style is Style.WORDS:
            return
        self._paint_words(painter, number, 22)
        typed = line.places.start < len(self.sitting.draft.marks)
        for cell in self.placing.cells(number):
            self._paint_boxes(painter, cell, BOX_EDGE if typed else COLOURS.strong_edge)
        if line.section.style is Style.CHOICES:
            self._paint_option_words(painter, number)

    def _paint_current(self, painter: QPainter, number: int) -> None:
        line, at = self.placing.lines[number], self.placing.shown[number]
        frame = at.adjusted(-self.scale.px(12), -self.scale.px(1), self.scale.px(12), self.scale.px(1))
        box(painter, frame, COLOURS.ink, self.scale.px(3), COLOURS.ballot_row, 5)
        middle, left = frame.center().y(), frame.left()
        pointer = [
            (left, middle - self.scale.px(11)),
            (left + self.scale.px(19), middle),
            (left, middle + self.scale.px(11)),
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.ink))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in pointer]))
        self._paint_words(painter, number, 26, bold=True)
        for cell in self.placing.cells(number):
            if cell.place == self.sitting.draft.cursor:
                self._paint_keys(painter, cell, framed=line.section.style is Style.GRID)
            else:
                self._paint_boxes(painter, cell, COLOURS.strong_edge)
        if line.section.style is Style.CHOICES:
            self._paint_option_words(painter, number)

    def _paint_keys(self, painter: QPainter, cell: Cell, *, framed: bool) -> None:
        """Draw the boxes of the current place with the keys in them; what is ticked already is ticked."""
        if framed:
            edge = self.scale.px(4)
            around = cell.boxes[0].united(cell.boxes[-1]).adjusted(-edge, -edge, edge, edge)
            box(painter, around, COLOURS.ink, self.scale.px(2), COLOURS.surface, 5)
        for place, option in enumerate(self.sitting.form.options_of(cell.place)):
            grow = self.scale.px(0 if framed else 3)
            square = cell.boxes[place].adjusted(-grow, -grow, grow, grow)
            if self.sitting.draft.ticks >> place & 1:
                tick(painter, square)
                continue
            box(painter, square, COLOURS.ink, self.scale.px(2), COLOURS.surface, 5)
            size = min(23, square.height() / self.scale.factor * 0.62)
            face = self.keys.face(option.key)
            write(painter, square, face, self.scale.font(size, bold=True), COLOURS.ink, CENTRE)

    def _paint_boxes(self, painter: QPainter, cell: Cell, edge: str) -> None:
        marks = self.sitting.draft.marks
        mark = marks[cell.place] if cell.place < len(marks) else None
        several = self.sitting.form.items[cell.place].kind is ItemKind.MULTIPLE
        for place, square in enumerate(cell.boxes):
            chosen = mark is not None and (bool(mark >> place & 1) if several else mark == place)
            if chosen:
                tick(painter, square.adjusted(-1, -1, 1, 1))
            else:
                box(painter, square, edge, self.scale.px(1.5), COLOURS.surface, 5)

    def _paint_option_words(self, painter: QPainter, number: int) -> None:
        options = self.sitting.form.options_of(self.placing.lines[number].places.start)
        for option, (place, _) in zip(options, self.placing.choices(number), strict=True):
            write(painter, place, option.text, self.scale.fitted(option.text, 19, place.width(), least=13))

    def _paint_words(self, painter: QPainter, number: int, size: float, *, bold: bool = False) -> None:
        """Write a line's words in one line, in two where they would be too small or cut off."""
        line, at = self.placing.lines[number], self.placing.shown[number]
        choices = line.section.style is Style.CHOICES
        high = self.scale.px(QUESTION_HEIGHT) if choices else at.height()
        count = QRectF(at.left(), at.top(), self.scale.px(NUMBER_WIDTH), high)
        write(painter, count, str(line.number), self.scale.font(size, bold), COLOURS.ink, CENTRE)
        right = at.right() if choices else self.placing.name_right(line.section)
        place = QRectF(count.right(), at.top(), 0, high)
        place.setRight(right - self.scale.px(8))
        text = line.text
        if choices:
            text += limits(self.sitting.form, line.places.start, words.LIMITS)
        used = self.scale.fitted(text, size, place.width(), bold=bold, least=16)
        wide = QFontMetricsF(used).horizontalAdvance(text)
        if wide > place.width():
            painter.setFont(self.scale.font(14, bold))
            painter.setPen(QColor(COLOURS.ink))
            painter.drawText(place, int(LEFT) | int(Qt.TextFlag.TextWrapAnywhere), text)
            return
        write(painter, place, text, used)
        if line.note:
            place.setLeft(place.left() + wide + self.scale.px(10))
            write(painter, place, line.note, self.scale.font(14), COLOURS.ink2)

    def _paint_remarks(self, painter: QPainter) -> None:
        foot = self._at_foot()
        for n, question in enumerate(self.sitting.questions):
            at = self.remark_rect(n)
            if at.isEmpty():
                continue
            label = QRectF(
                self.scale.px(MARGIN + 8), at.top(), at.left() - self.scale.px(MARGIN + 16), at.height()
            )
            used = self.scale.fitted(question.text, 17, label.width(), least=13)
            write(painter, label, question.text, used, COLOURS.ink2)
            text = self.sitting.remark(n)
            box(painter, at, COLOURS.control_edge, 1, COLOURS.surface, 4)
            inner = at.adjusted(self.scale.px(10), 0, -self.scale.px(10), 0)
            shown = text or self.keys.said(words.REMARK_HINT if n in foot else words.REMARK_HINT_HERE)
            write(painter, inner, shown, self.scale.font(17), COLOURS.ink if text else COLOURS.ink2)

    def _paint_extent(self, painter: QPainter) -> None:
        shown, lines = list(self.placing.shown), self.placing.lines
        text = words.SHOWN_LINES.format(first=shown[0] + 1, last=shown[-1] + 1, lines=len(lines))
        place = QRectF(
            self.scale.px(32),
            self.placing.table.bottom() + self.scale.px(1),
            self.width() - self.scale.px(64),
            self.scale.px(20),
        )
        write(painter, place, text, self.scale.font(14), COLOURS.ink2, RIGHT)

    def _paint_choices(
        self, painter: QPainter, question: str, choices: list[str], note: str, chosen: int
    ) -> None:
        """Ask for one digit: who the pile is from, or why the paper is invalid."""
        left, width = self.scale.px(56), self.width() - self.scale.px(112)
        top = float(self.scale.px(HEAD + 24))
        write(painter, QRectF(left, top, width, self.scale.px(40)), question, self.scale.font(26, bold=True))
        top += self.scale.px(64)
        for number, choice in enumerate(choices[:9], 1):
            row = QRectF(left, top, width, self.scale.px(56))
            if number - 1 == chosen:
                box(painter, row, COLOURS.ink, self.scale.px(3), COLOURS.ballot_row, 5)
            cap = QRectF(
                left + self.scale.px(9), top + self.scale.px(9), self.scale.px(38), self.scale.px(38)
            )
            box(painter, cap, COLOURS.ink, self.scale.px(2), COLOURS.surface, 5)
            write(
                painter, cap, self.keys.face(str(number)), self.scale.font(23, bold=True), COLOURS.ink, CENTRE
            )
            place = row.adjusted(self.scale.px(68), 0, -self.scale.px(12), 0)
            write(
                painter,
                place,
                choice,
                self.scale.fitted(choice, 24, place.width(), bold=number - 1 == chosen),
            )
            top += self.scale.px(64)
        write(
            painter,
            QRectF(left, top + self.scale.px(8), width, self.scale.px(28)),
            note,
            self.scale.fitted(note, 16, width),
            COLOURS.ink2,
            LEFT,
        )
