"""The result of a meeting drawn: one bar an item, every part with its word and figure beside it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.domain.forms import BallotForm, BallotOption
from dangjian_desktop.domain.paper_charts import Tone
from dangjian_desktop.domain.tallies import GroupTally, ItemTally, tones_of
from dangjian_desktop.gui.signs import paint_hatch
from dangjian_desktop.gui.tabs.ballots.look import LEFT, RIGHT, write
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, GRADES, STATES, State
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.ballots import FEW_ANSWERS, SEVERAL_SHORT

LINE, OPTION_LINE, HIDDEN_LINE, GROUP_LINE = 66, 22, 48, 22
BEST, NEXT, MIDDLE, WORST = GRADES.values()
CLOSER = ((12, 12), (12, 8), (12, 5), (11, 5))
TONES = {Tone.BEST: BEST, Tone.NEXT: NEXT, Tone.MIDDLE: MIDDLE, Tone.WORST: WORST}


def colours_of(options: Sequence[BallotOption]) -> tuple[str, ...]:
    """Return a colour per option: the grades' colours by what an answer says, grey for no opinion."""
    return tuple(TONES.get(tone, STATES[State.IDLE].fill) for tone in tones_of(options))


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
        return _picture(self)

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
        paint_stack(painter, bar, item, colours)
        low = QRectF(place.left(), place.top() + px(44), place.width(), px(17))
        paint_words(painter, low, self.parts(item), colours)

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


class GroupBars(QWidget):
    """Draws every item once per group shown, one bar under the other."""

    def __init__(self) -> None:
        super().__init__()
        self.form: BallotForm | None = None
        self.groups: tuple[GroupTally, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_groups(self, form: BallotForm, groups: Sequence[GroupTally]) -> None:
        """Show the groups of another result."""
        self.form, self.groups = form, tuple(groups)
        self.setAccessibleName("；".join(self.spoken(n) for n in range(self.count())))
        self.updateGeometry()
        self.update()

    def count(self) -> int:
        """Return the number of items."""
        return len(self.groups[0].items) if self.groups else 0

    def spoken(self, place: int) -> str:
        """Return one item in words: 环境卫生整治 干部 满意率 90.0%，党员 满意率 85.0%."""
        said = (f"{group.name} {_figure(group.items[place])}" for group in self.groups)
        return f"{self.groups[0].items[place].text} {'，'.join(said)}"

    def _height(self, place: int) -> int:
        words = 0 if self.groups[0].items[place].several else GROUP_LINE
        return px(34 + GROUP_LINE * len(self.groups) + words)

    def sizeHint(self) -> QSize:
        """Return the height of all items."""
        return QSize(px(380), sum(self._height(n) for n in range(self.count())))

    def picture(self) -> QPixmap:
        """Return the drawing on white, to be pasted into a report."""
        return _picture(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every item."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for n in range(self.count()):
            place = QRectF(0, top, self.width(), self._height(n))
            top += self._height(n)
            if place.intersects(QRectF(event.rect())):
                self._paint_item(painter, place, n)

    def _paint_item(self, painter: QPainter, place: QRectF, number: int) -> None:
        head = QRectF(place.left(), place.top() + px(4), place.width(), px(20))
        write(painter, head, f"{number + 1}. {self.groups[0].items[number].text}", font(13))
        names = max(QFontMetricsF(font(12)).horizontalAdvance(group.name) for group in self.groups) + px(10)
        for n, group in enumerate(self.groups):
            item = group.items[number]
            line = QRectF(place.left(), place.top() + px(26 + GROUP_LINE * n), place.width(), px(GROUP_LINE))
            write(painter, line, group.name, font(12), COLOURS.ink2)
            write(painter, line, _figure(item), font(12), COLOURS.ink, RIGHT)
            bar = QRectF(line.left() + names, line.top() + px(6), line.width() - names - px(126), px(10))
            if item.hidden or item.several:
                painter.fillRect(bar, QColor(COLOURS.track))
            else:
                paint_stack(painter, bar, item, colours_of(item.options))
        first = self.groups[0].items[number]
        if not first.several:
            low = place.top() + px(28 + GROUP_LINE * len(self.groups))
            words = [(option.text, None) for option in first.options]
            line = QRectF(place.left() + names, low, place.width() - names, px(17))
            paint_words(painter, line, words, colours_of(first.options))


def paint_words(
    painter: QPainter, place: QRectF, parts: Sequence[tuple[str, int | None]], colours: Sequence[str]
) -> None:
    """Write the words of a bar's parts into a line, each with its colour and count, closer together where
    they need it; what has no colour is hatched."""
    texts = [name if count is None else f"{name} {count}" for name, count in parts]
    used, gap = _closeness(texts, place.width())
    left, top = place.left(), place.top()
    painter.setFont(used)
    for number, text in enumerate(texts):
        sign = QRectF(left, top + px(4), px(9), px(9))
        if number < len(colours):
            painter.fillRect(sign, QColor(colours[number]))
        else:
            paint_hatch(painter, sign, COLOURS.strong_edge, 3)
        wide = painter.fontMetrics().horizontalAdvance(text)
        at = QRectF(left + px(13), top, wide + px(2), px(17))
        write(painter, at, text, used, COLOURS.ink2, LEFT)
        left += px(13) + wide + gap


def _closeness(texts: Sequence[str], room: float) -> tuple[QFont, float]:
    """Return the type and the gap with which signs and words fit into a line, the widest that do."""

    def fits(size: int, gap: int) -> bool:
        wide = QFontMetricsF(font(size))
        words = sum(wide.horizontalAdvance(text) + px(13) for text in texts)
        return words + px(gap) * (len(texts) - 1) <= room

    size, gap = next((one for one in CLOSER if fits(*one)), CLOSER[-1])
    return font(size), px(gap)


def _figure(item: ItemTally) -> str:
    """Return the one figure that stands for an item: its first rate, its most ticked option, or a dash."""
    if item.hidden:
        return "—"
    if item.several and item.papers:
        most = max(range(len(item.counts)), key=lambda n: item.counts[n])
        return f"{item.options[most].text} {percent(Fraction(item.counts[most], item.papers), 1)}"
    rate = item.rates[0] if item.rates else None
    return "—" if rate is None or rate.share is None else f"{rate.name} {percent(rate.share, 1)}"


def _picture(widget: QWidget) -> QPixmap:
    made = QPixmap(widget.size() * 2)
    made.setDevicePixelRatio(2)
    made.fill(QColor(COLOURS.surface))
    widget.render(made)
    return made


def paint_stack(painter: QPainter, bar: QRectF, item: ItemTally, colours: Sequence[str]) -> None:
    """Draw the answers of an item as parts of one bar, blanks hatched at its end."""
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
