"""The right column of 公文海报: 合规检查, fonts, and the papers made so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from dangjian_desktop.domain.checks import Check
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.tabs.papers.model import digest_words, field_of, issue_words, said_of, verdict
from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES, STATES, State
from dangjian_desktop.gui.widgets.layouts import Fixed, clear, column, row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import ElidedLabel, Label, SignLabel, line, link
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.paper_asks import PaperKind
from dangjian_desktop.services.paper_views import Issue, Laid

WIDE, NARROW, FILLING = 326, 284, 448
MOST_ISSUES = 12
STANDARD = "GB/T 9704-2012"
WRAPPED = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
COUNTS = (
    ("wrong", "要改", Sign.SQUARE_CROSS, State.WRONG),
    ("hint", "提示", Sign.WARNING, State.SOON),
    ("right", "合格", Sign.DISC, State.DONE),
)


class CountBox(QFrame):
    """A count with its sign and word."""

    def __init__(self, word: str, sign: Sign, state: State) -> None:
        super().__init__()
        self.word = word
        self.setProperty("kind", "card")
        across = row(self, (7, 8, 7, 8), gap=4)
        across.addWidget(SignLabel(sign, state, 15))
        self.figure = Label("0", "section")
        across.addWidget(self.figure)
        across.addStretch(1)
        across.addWidget(Label(word, "note"))

    def show_count(self, count: int) -> None:
        """Show the count."""
        self.figure.setText(str(count))
        self.setAccessibleName(f"{self.word} {count}")


class TintCard(QFrame):
    """A thing to mend or to know, on the tint of its state, with a sign or number before it."""

    def __init__(self, title: str, words: str, state: State, number: int = 0) -> None:
        super().__init__()
        self.state, self.number = state, number
        self.setAccessibleName(f"{title}：{words}")
        body = column(self, (36, 9, 12, 10), gap=3)
        self.first = row(gap=6)
        body.addLayout(self.first)
        self.first.addWidget(Label(title, "strong"))
        self.first.addStretch(1)
        body.addWidget(Label(words, "note", wrap=True))

    def add_link(self, text: str, run: Callable[[], object]) -> None:
        """Add a word to press at the right of the title."""
        self.first.addWidget(link(text, run))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tinted card and its sign or number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = STATES[self.state]
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(QColor(colours.tint))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        place = QRectF(px(10), px(9), px(18), px(18))
        if not self.number:
            paint_sign(painter, place, Sign.WARNING, self.state)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.fill))
        painter.drawEllipse(place)
        painter.setPen(QColor(COLOURS.surface))
        painter.setFont(font(SIZES.small, bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self.number))


class CheckRow(QWidget):
    """One thing that is right: its name and clause, and under them what was measured."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.check = check
        self.setAccessibleName(f"{check.name} 合格，{check.measured}，{check.clause}")
        self.setToolTip(f"{check.name}：{check.measured}（{check.clause}）")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one line's height, or that of the name and of all that was measured."""
        super().resizeEvent(event)
        self.setFixedHeight(px(28) if self.short() else px(26) + ceil(self._measured().height()))

    def _measured(self) -> QRectF:
        """Return where the measured value stands under the name, broken into as many lines as it needs."""
        room = QRectF(px(24), px(23), self.width() - px(24), px(200))
        return QFontMetricsF(font(SIZES.small)).boundingRect(room, WRAPPED, self.check.measured)

    def short(self) -> bool:
        """Tell whether name and measured value stand on one line."""
        wide = QFontMetrics(font(SIZES.body)).horizontalAdvance(self.check.name)
        wide += QFontMetrics(font(SIZES.small)).horizontalAdvance(self.check.measured)
        return wide + px(40) <= self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign, name, measured value, clause, and the hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = QRectF(px(24), 0, self.width() - px(24), px(28))
        paint_sign(painter, QRectF(px(2), px(7), px(14), px(14)), Sign.CHECK, State.DONE)
        painter.setPen(QColor(COLOURS.ink))
        painter.setFont(font(SIZES.body))
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, self.check.name)
        painter.setFont(font(SIZES.small))
        painter.setPen(QColor(COLOURS.ink2))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if self.short():
            painter.drawText(first, right, self.check.measured)
        else:
            painter.drawText(first, right, self.check.clause.replace(STANDARD, "").strip())
            second = QRectF(px(24), px(23), self.width() - px(24), self.height() - px(23))
            painter.drawText(second, WRAPPED, self.check.measured)
        painter.setPen(QPen(QColor(COLOURS.hairline), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class CheckPane(QFrame):
    """Counts, what must change first, then hints, then what is right; below it the papers made."""

    field_asked = Signal(str)
    open_asked = Signal(object)  # Issue
    save_asked = Signal(object)  # Issue

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        Fixed(self, self.setMinimumWidth, NARROW)
        self.widest = Fixed(self, self.setMaximumWidth, WIDE)
        outer = column(self, (1, 0, 0, 0))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.area.setWidget(inside)
        self.area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        outer.addWidget(self.area)
        page = column(inside, (19, 14, 19, 16), gap=0)
        head = row(gap=8)
        page.addLayout(head)
        head.addWidget(Label("合规检查", "section"))
        head.addStretch(1)
        self.standard = Label(STANDARD, "small")
        head.addWidget(self.standard)
        page.addSpacing(px(12))
        counts = row(gap=8)
        page.addLayout(counts)
        self.counts = {code: CountBox(word, sign, state) for code, word, sign, state in COUNTS}
        for box in self.counts.values():
            counts.addWidget(box, 1)
        self.cards = column(gap=8)
        self.rows = column(gap=0)
        self.issues = column(gap=0)
        self.made: tuple[Issue, ...] = ()
        self.pointed, self.asked = "", False  # a paper to show first; whether the keyboard goes there
        self.ways: list[QWidget] = []  # the link that opens the paper pointed at, if it is shown
        self.register = column(gap=0)
        for place in (self.cards, self.rows, self.register, self.issues):
            page.addSpacing(px(10))
            page.addLayout(place)
        page.addStretch(1)

    def sizeHint(self) -> QSize:
        """Ask for the width of the token."""
        return QSize(px(WIDE), px(400))

    def fill(self, on: bool) -> None:
        """Fill the place of the fields, or be a column of the pane's own width."""
        self.widest.length = FILLING if on else WIDE
        self.widest.rescale()

    def take_register(self, section: QWidget) -> None:
        """Take the section in which forms for many hands are registered."""
        self.register.addWidget(section)

    # ------------------------------------------------------------ the check

    def show_checks(self, laid: Laid, kind: PaperKind) -> None:
        """Show what the proof says of the paper, what should be known of it, which fonts stand in."""
        found = verdict(laid.checks, laid.fonts)
        self._count(len(found.wrong), len(found.hints) + len(laid.hints), len(found.right))
        clear(self.cards)
        clear(self.rows)
        for number, check in enumerate(found.wrong, 1):
            said = f"{check.measured}。{check.clause}"
            self.cards.addWidget(TintCard(check.name, said, State.WRONG, number))
        for item in laid.hints:
            self.cards.addWidget(self._card(item, kind, State.SOON))
        for words in found.hints:
            self.cards.addWidget(TintCard("字体", words, State.SOON))
        for check in found.right:
            self.rows.addWidget(CheckRow(check))
        self.standard.setVisible(any(STANDARD in check.clause for check in laid.checks))

    def wait(self) -> None:
        """Say that a paper which could not be made before is being checked: nothing old stands beside it."""
        self._count(0, 0, 0)
        clear(self.cards)
        clear(self.rows)
        self.rows.addWidget(Label("正在检查…", "note"))

    def show_findings(
        self, findings: Sequence[Finding], kind: PaperKind, asked: Sequence[Finding] = ()
    ) -> None:
        """Show why the paper cannot be made; each leads to its field where it has one.

        Those ``asked`` are no errors yet: what is still to be filled in.
        """
        self._count(len(findings) - len(asked), len(asked), 0)
        clear(self.cards)
        clear(self.rows)
        for number, item in enumerate(findings, 1):
            state = State.SOON if item in asked else State.WRONG
            self.cards.addWidget(self._card(item, kind, state, number))

    def _card(self, item: Finding, kind: PaperKind, state: State, number: int = 0) -> TintCard:
        code = field_of(item, kind)
        labels = {ask.code: ask.label for ask in kind.asks}
        card = TintCard(labels.get(code, kind.name), said_of(item), state, number)
        if code:
            card.add_link("去填写", partial(self.field_asked.emit, code))
        return card

    def _count(self, wrong: int, hints: int, right: int) -> None:
        for code, count in (("wrong", wrong), ("hint", hints), ("right", right)):
            self.counts[code].show_count(count)

    # ------------------------------------------------------------ papers made

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show the papers made so far, newest first; one pointed at before all until another is made."""
        if len(issues) > len(self.made) > 0:
            self.pointed = ""
        self.made = tuple(issues)
        asked = self.asked or any(one.hasFocus() for one in self.ways)
        self.ways.clear()
        clear(self.issues)
        if not issues:
            return
        section = Section("已生成", _count_words(len(issues)))
        for issue in sorted(issues, key=lambda one: one.id != self.pointed)[:MOST_ISSUES]:
            section.add(self._issue(issue))
            section.add(line())
        self.issues.addWidget(section)
        if asked and self.ways:
            QTimer.singleShot(0, self._go_to_pointed)

    def point_at(self, issue_id: str) -> None:
        """Show one of the papers made first, with the keyboard on opening it."""
        self.pointed, self.asked = issue_id, True
        self.show_issues(self.made)

    def _go_to_pointed(self) -> None:
        for way in self.ways:
            self.asked = False
            self.area.ensureWidgetVisible(way)
            way.setFocus(Qt.FocusReason.OtherFocusReason)

    def _issue(self, issue: Issue) -> QWidget:
        place = QWidget()
        place.setMinimumHeight(px(SIZES.row_two_lines))
        across = row(place, (0, 5, 0, 5), gap=4)
        words = column(gap=1)
        across.addLayout(words, 1)
        words.addWidget(ElidedLabel(issue.title))
        said = ElidedLabel(issue_words(issue), "small")
        place.setToolTip(digest_words(issue.sha256))
        words.addWidget(said)
        way = link("打开", lambda: self.open_asked.emit(issue), name=f"打开 {issue.title}")
        across.addWidget(way)
        if issue.id == self.pointed:
            self.ways.append(way)
        across.addWidget(link("另存", lambda: self.save_asked.emit(issue), name=f"另存 {issue.title}"))
        return place


def _count_words(count: int) -> str:
    return f"{count} 份" if count <= MOST_ISSUES else f"共 {count} 份，列出最近 {MOST_ISSUES} 份"
