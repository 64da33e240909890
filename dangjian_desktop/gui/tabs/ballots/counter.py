"""The counter 已录 / 收回 and the line about the last paper or the last wrong key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.ballots import BallotStatus
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.look import GROUND, RIGHT, Scale, box, card, write
from dangjian_desktop.gui.tabs.ballots.session import Sitting, full_batch
from dangjian_desktop.gui.tokens import COLOURS, State

BAR_TRACK = COLOURS.typing_track


class CounterView(QWidget):
    """How many papers of the pile are stored: no result, only the count."""

    def __init__(self, sitting: Sitting, scale: Scale) -> None:
        super().__init__()
        self.sitting, self.scale = sitting, scale
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size in the pictures."""
        return QSize(self.scale.px(398), self.scale.px(196))

    def left_words(self) -> str:
        """Say how much is left, and about how long it takes."""
        pile = self.sitting.pile
        left = pile.returned - pile.typed
        if left < 0:
            return words.OVER.format(count=-left)
        if left == 0:
            return words.ALL_TYPED if pile.returned else ""
        minutes = self.sitting.minutes_left()
        time = words.LEFT_TIME.format(minutes=minutes) if minutes is not None else ""
        return words.LEFT.format(count=left) + time

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the figures and the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(GROUND))
        card(painter, QRectF(self.rect()))
        pile, left, width = (
            self.sitting.pile,
            float(self.scale.px(24)),
            float(self.width() - self.scale.px(48)),
        )
        middle = self.width() / 2 + self.scale.px(24)
        write(
            painter,
            QRectF(left, self.scale.px(20), self.scale.px(120), self.scale.px(28)),
            words.TYPED,
            self.scale.font(18),
            COLOURS.ink2,
        )
        write(
            painter,
            QRectF(middle, self.scale.px(20), self.scale.px(120), self.scale.px(28)),
            words.RETURNED,
            self.scale.font(18),
            COLOURS.ink2,
        )
        self._paint_figures(painter, left, middle)
        track = QRectF(left, self.scale.px(138), width, self.scale.px(14))
        box(painter, track, BAR_TRACK, 0, BAR_TRACK, 7)
        if pile.returned and pile.typed:
            share = min(1.0, pile.typed / pile.returned)
            filled = QRectF(track.left(), track.top(), max(track.height(), width * share), track.height())
            box(painter, filled, COLOURS.ink, 0, COLOURS.ink, 7)
        foot = QRectF(left, self.scale.px(160), width, self.scale.px(28))
        write(painter, foot, self.left_words(), self.scale.font(16), COLOURS.ink2)
        spoilt = words.SPOILT.format(invalid=pile.invalid, blank=pile.blank)
        write(painter, foot, spoilt, self.scale.font(16), COLOURS.ink2, RIGHT)

    def _paint_figures(self, painter: QPainter, left: float, middle: float) -> None:
        pile = self.sitting.pile
        room = middle - left - self.scale.px(40)
        typed = self.scale.fitted(str(pile.typed), 64, room, bold=True, least=32)
        write(
            painter,
            QRectF(left, self.scale.px(46), room + self.scale.px(4), self.scale.px(84)),
            str(pile.typed),
            typed,
        )
        slash = QRectF(middle - self.scale.px(52), self.scale.px(46), self.scale.px(30), self.scale.px(84))
        write(painter, slash, "/", self.scale.font(44), COLOURS.strong_edge)
        returned = str(pile.returned) if pile.returned else "—"
        room = self.width() - middle - self.scale.px(24)
        write(
            painter, QRectF(middle, self.scale.px(46), room, self.scale.px(84)), returned,
            self.scale.fitted(returned, 64, room, least=32), COLOURS.ink2,
        )  # fmt: skip


class LastView(QWidget):
    """One line about the last stored paper; the sentence of a wrong key in its place."""

    def __init__(self, sitting: Sitting, scale: Scale) -> None:
        super().__init__()
        self.sitting, self.scale = sitting, scale
        self.sentence = ""
        self.flashing = self.calm = self.mild = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.headline())

    def sizeHint(self) -> QSize:
        """Return the size in the pictures."""
        return QSize(self.scale.px(398), self.scale.px(84))

    def show_sentence(self, sentence: str, *, flashing: bool, calm: bool = False, mild: bool = False) -> None:
        """Show what was wrong (``calm``: what was done, ``mild``: what to think of); with an empty sentence
        the last paper again."""
        self.sentence, self.flashing, self.calm, self.mild = sentence, flashing, calm, mild
        self.setAccessibleName(sentence or self.headline())
        self.update()

    def headline(self) -> str:
        """Return the words about the last stored paper."""
        last = self.sitting.last
        if last is None:
            stored = len(self.sitting.numbers)
            return words.GOING_ON.format(stored=stored) if stored else words.NOTHING_YET
        if last.status is BallotStatus.INVALID:
            return words.LAST_INVALID.format(number=last.number)
        if last.status is BallotStatus.BLANK:
            return words.LAST_BLANK.format(number=last.number)
        whole = last.answered == len(self.sitting.form.items)
        text = words.LAST_FULL if whole else words.LAST_VALID
        return text.format(number=last.number, answered=last.answered)

    def note(self) -> str:
        """Return what to do next: how wrong keys are told, or that the pile is done."""
        done = full_batch(self.sitting)
        if done is not None:
            return words.BATCH_DONE.format(place=done[0], first=done[1], last=done[2])
        pile = self.sitting.pile
        if self.sitting.fixed or not pile.returned or pile.typed < pile.returned or self.sitting.draft.marks:
            return words.HOW
        return words.PILE_DONE if len(self.sitting.form.groups) > 1 else words.PILE_DONE_ALONE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(GROUND))
        if self.sentence:
            self._paint_sentence(painter)
            return
        card(painter, QRectF(self.rect()))
        left, width = self.scale.px(24), self.width() - self.scale.px(48)
        headline = self.headline()
        first = QRectF(left, self.height() / 2 - self.scale.px(30), width, self.scale.px(28))
        write(painter, first, headline, self.scale.fitted(headline, 18, width, bold=True))
        second = QRectF(left, self.height() / 2 + self.scale.px(2), width, self.scale.px(24))
        note = self.note()
        write(painter, second, note, self.scale.fitted(note, 15, width), COLOURS.ink2)

    def _paint_sentence(self, painter: QPainter) -> None:
        ground = COLOURS.wrong_edge if self.flashing else COLOURS.wrong_tint
        edge, shown, state = COLOURS.red, Sign.SQUARE_CROSS, State.WRONG
        if self.calm:
            ground, edge, shown, state = COLOURS.done_tint, COLOURS.done_text, Sign.DISC, State.DONE
        if self.mild:
            ground, edge, shown, state = COLOURS.soon_tint, COLOURS.soon_text, Sign.WARNING, State.SOON
        box(painter, QRectF(self.rect()), edge, self.scale.px(2), ground, 4)
        sign = QRectF(self.scale.px(14), self.scale.px(12), self.scale.px(20), self.scale.px(20))
        paint_sign(painter, sign, shown, state)
        place = QRectF(
            self.scale.px(44),
            self.scale.px(8),
            self.width() - self.scale.px(58),
            self.height() - self.scale.px(16),
        )
        size = 16
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere)
        while size > 12:
            metrics = QFontMetricsF(self.scale.font(size))
            if metrics.boundingRect(place, flags, self.sentence).height() <= place.height():
                break
            size -= 1
        painter.setFont(self.scale.font(size))
        painter.setPen(QColor(COLOURS.ink))
        painter.drawText(place, flags, self.sentence)
