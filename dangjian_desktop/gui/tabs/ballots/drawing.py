"""The result of a meeting drawn: one bar an item, every part with its word and figure beside it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.domain.forms import Attitude, BallotForm, BallotOption
from dangjian_desktop.domain.tallies import GroupTally, ItemTally
from dangjian_desktop.gui.signs import paint_hatch
from dangjian_desktop.gui.tabs.ballots.look import LEFT, RIGHT, write
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, GRADES, STATES, State
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.ballots import FEW_ANSWERS, SEVERAL_SHORT

LINE, OPTION_LINE, HIDDEN_LINE = 66, 22, 48
BEST, NEXT, MIDDLE, WORST = GRADES.values()


def colours_of(options: Sequence[BallotOption]) -> tuple[str, ...]:
    """Return a colour per option: the grades' colours by what an answer says, grey for no opinion."""
    found, satisfied = [], 0
    for option in options:
        if option.attitude is Attitude.SATISFIED:
            found.append(BEST if not satisfied else NEXT)
            satisfied += 1
        else:
            plain = {Attitude.MIDDLE: MIDDLE if satisfied > 1 else NEXT, Attitude.DISSATISFIED: WORST}
            found.append(plain.get(option.attitude, STATES[State.IDLE].fill))
    return tuple(found)


def line_height(item: ItemTally) -> int:
    """Return the height of one item: a bar, or a line per option of which several may be ticked."""
    if item.hidden:
        return px(HIDDEN_LINE)
    return px(58 + OPTION_LINE * (len(item.counts) + 1)) if item.several else px(LINE)


class TallyBars(QWidget):
    """Draws the items of one group's result, or of the whole meeting's."""

    def __init__(self) -> None:
        super().__init__()
        self.form: BallotForm | None = None
        self.group: GroupTally | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_result(self, form: BallotForm, group: GroupTally) -> None:
        """Show another result."""
        self.form, self.group = form, group
        self.setAccessibleName("；".join(self.spoken(item) for item in group.items))
        self.updateGeometry()
        self.update()

    def spoken(self, item: ItemTally) -> str:
        """Return one item in words: 环境卫生整治 满意 31，不满意 2."""
        if item.hidden:
            return f"{item.text} {self.few()}"
        return f"{item.text} " + "，".join(f"{name} {n}" for name, n in self.parts(item))

    def few(self) -> str:
        """Say why an item is not broken down."""
        return FEW_ANSWERS.format(least=self.form.smallest_group if self.form is not None else 0)

    def parts(self, item: ItemTally) -> list[tuple[str, int]]:
        """Return the words and counts of one item, blanks last."""
        names = [option.text for option in item.options]
        return [*zip(names, item.counts, strict=True), ("空白", item.blank)]

    def sizeHint(self) -> QSize:
        """Return the height of all items."""
        items = self.group.items if self.group is not None else ()
        return QSize(px(380), sum(line_height(item) for item in items))

    def picture(self) -> QPixmap:
        """Return the drawing on white, to be pasted into a report."""
        made = QPixmap(self.size() * 2)
        made.setDevicePixelRatio(2)
        made.fill(QColor(COLOURS.surface))
        self.render(made)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every item."""
        if self.form is None or self.group is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for number, item in enumerate(self.group.items):
            place = QRectF(0, top, self.width(), line_height(item))
            top += line_height(item)
            if place.intersects(QRectF(event.rect())):
                self._paint_item(painter, place, number + 1, item)

    def _paint_item(self, painter: QPainter, place: QRectF, number: int, item: ItemTally) -> None:
        rate = item.rates[0] if item.rates else None
        words = "" if rate is None or rate.share is None else f"{rate.name} {percent(rate.share, 1)}"
        if item.several and item.score is not None and self.form is not None:
            words = f"得分 {shown(item.score, self.form.places)}"
        head = QRectF(place.left(), place.top() + px(4), place.width(), px(20))
        write(painter, head.adjusted(0, 0, -px(112), 0), f"{number}. {item.text}", font(13))
        write(painter, head, words, font(13, bold=True), COLOURS.ink, RIGHT)
        if item.hidden:
            write(painter, head.translated(0, px(21)), self.few(), font(12), COLOURS.ink2)
            return
        if item.several:
            self._paint_options(painter, place, item)
            return
        colours = colours_of(item.options)
        bar = QRectF(place.left(), place.top() + px(27), place.width(), px(14))
        self._paint_bar(painter, bar, item, colours)
        left, top = place.left(), place.top() + px(44)
        for place_of, (name, count) in enumerate(self.parts(item)):
            text = f"{name} {count}"
            sign = QRectF(left, top + px(4), px(9), px(9))
            if place_of < len(colours):
                painter.fillRect(sign, QColor(colours[place_of]))
            else:
                paint_hatch(painter, sign, COLOURS.strong_edge, 3)
            used = font(12)
            painter.setFont(used)
            wide = painter.fontMetrics().horizontalAdvance(text)
            at = QRectF(left + px(13), top, wide + px(2), px(17))
            write(painter, at, text, used, COLOURS.ink2, LEFT)
            left += px(13) + wide + px(12)

    def _paint_options(self, painter: QPainter, place: QRectF, item: ItemTally) -> None:
        """Draw a bar per option where several may be ticked: they add up to more than the papers."""
        papers, low = item.papers, QRectF(place.left() + px(8), place.top() + px(25), place.width(), px(18))
        write(painter, low, SEVERAL_SHORT.format(papers=papers), font(12), COLOURS.ink2)
        for n, (name, count) in enumerate(self.parts(item)):
            top = place.top() + px(46 + OPTION_LINE * n)
            at = QRectF(place.left() + px(8), top, place.width() * 0.4, px(OPTION_LINE))
            write(painter, at, name, font(12), COLOURS.ink2)
            bar = QRectF(at.right() + px(6), top + px(6), place.right() - at.right() - px(104), px(10))
            painter.fillRect(bar, QColor(COLOURS.track))
            part = QRectF(bar.left(), bar.top(), bar.width() * count / papers if papers else 0, bar.height())
            if n < len(item.counts):
                painter.fillRect(part, QColor(NEXT))
            else:
                paint_hatch(painter, part, COLOURS.strong_edge, 4)
            share = f" · {percent(Fraction(count, papers), 1)}" if papers else ""
            figures = QRectF(bar.right(), top, px(96), px(OPTION_LINE))
            write(painter, figures, f"{count}{share}", font(12), flags=RIGHT)

    def _paint_bar(self, painter: QPainter, bar: QRectF, item: ItemTally, colours: tuple[str, ...]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(bar, QColor(COLOURS.track))
        total = sum(item.counts) + item.blank
        if not total:
            return
        left = bar.left()
        for colour, count in zip((*colours, ""), (*item.counts, item.blank), strict=True):
            part = QRectF(left, bar.top(), bar.width() * count / total, bar.height())
            if colour:
                painter.fillRect(part, QColor(colour))
            else:
                paint_hatch(painter, part, COLOURS.strong_edge, 4)
            left = part.right()
            if count and left < bar.right() - 1:
                painter.fillRect(QRectF(left - 1, bar.top(), 1, bar.height()), QColor(COLOURS.surface))
