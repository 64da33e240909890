"""The strips at the bottom of the surface: findings, one sentence with links, long work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QProgressBar, QWidget

from dangjian_desktop.gui.runner import Step
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.theme import set_kind
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.layouts import clear, column, fixed_width, row
from dangjian_desktop.gui.widgets.words import Button, Label, SignLabel, link
from dangjian_desktop.kernel.findings import Finding, Severity
from dangjian_desktop.kernel.texts import sentence

KINDS = {
    State.WRONG: "strip-wrong",
    State.SOON: "strip-soon",
    State.DONE: "strip-done",
    State.IDLE: "strip-plain",
}
SIGNS = {
    State.WRONG: Sign.SQUARE_CROSS,
    State.SOON: Sign.WARNING,
    State.DONE: Sign.DISC,
    State.IDLE: Sign.RING,
}
STATE_OF = {Severity.ERROR: State.WRONG, Severity.WARNING: State.SOON, Severity.HINT: State.IDLE}
ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
STAY_MS = 8000
ESC = Qt.Key.Key_Escape
BUSY_AFTER_MS = 300
MOST_LINES = 5
PANE, FOOT = "pane", "pane-foot"
KEPT_FREE = (PANE, FOOT)  # where forms ask and have their buttons
MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class MessageStrip(QFrame):
    """Says one sentence, or the findings of the last call.

    It goes on Esc, when another page is shown and when a later act succeeds; good news and hints go by
    themselves after eight seconds, unless the pointer or the keyboard is on them. What is told to
    stay goes when it is put away or something else is said.
    """

    def __init__(self) -> None:
        super().__init__()
        self.state, self.lasting = State.IDLE, False
        self.asking_to_close = False  # whether it says what closing the window would lose
        outer = column(self, (18, 3, 10, 3), gap=2)
        self.first = row(gap=10)
        outer.addLayout(self.first)
        self.sign = SignLabel(Sign.DISC, State.DONE, 20)
        self.sentence = Label("", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.links = row(gap=8)
        self.shut = Button("", "close", "close", name="收起这条消息")
        self.shut.clicked.connect(self.dismiss)
        self.first.addWidget(self.sign)
        self.first.addWidget(self.sentence, 1)
        self.first.addLayout(self.links)
        self.first.addWidget(self.shut)
        self.more = column(gap=2)
        outer.addLayout(self.more)
        self.going = QTimer(self, interval=STAY_MS, singleShot=True)
        self.going.timeout.connect(self._time_is_up)
        self.just_said = QTimer(self, interval=0, singleShot=True)  # runs until the act in hand is over
        self.placing = QTimer(self, interval=0, singleShot=True)  # runs once what moved has its place
        self.placing.timeout.connect(self.settle)
        self.over: QWidget | None = None
        self.beside: QWidget | None = None
        self.hide()

    def lie_over(self, over: QWidget, beside: QWidget) -> None:
        """Lie at the foot of ``over``, as wide as ``beside`` in it: a page never moves for a message."""
        self.over, self.beside = over, beside
        self.setParent(over)
        self.hide()

    def settle(self) -> None:
        """Take the place at the foot, as high as the words need, left of a pane and above buttons there."""
        if self.over is not None and self.beside is not None:
            room = QRect(self.beside.mapTo(self.over, QPoint()), self.beside.size())
            room.setBottom(self.over.rect().bottom())
            least = room.left() + room.width() // 3
            for part in self.beside.findChildren(QFrame):
                if part.property("kind") not in KEPT_FREE or not part.isVisible():
                    continue
                at = part.mapTo(self.over, QPoint())
                if at.x() > least:
                    room.setRight(min(room.right(), at.x() - 1))
                elif _has_buttons_at_foot(part):
                    room.setBottom(min(room.bottom(), at.y() - 1))
            height = max(self.heightForWidth(room.width()), self.minimumSizeHint().height())
            self.setGeometry(room.left(), room.bottom() + 1 - height, room.width(), height)
            self.raise_()

    def event(self, event: QEvent) -> bool:
        """Follow the words."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.settle()
        return done

    def say(self, text: str, state: State = State.DONE, links: Sequence[Link] = ()) -> None:
        """Show one sentence."""
        self.asking_to_close = self.lasting = False
        self._dress(state)
        self.sentence.setText(text)
        self.setAccessibleName(text)
        clear(self.links)
        clear(self.more)
        for one in links:
            self.links.addWidget(link(one.text, one.run))
        self.just_said.start()
        self.show()

    def _dress(self, state: State) -> None:
        """Take colour and sign of ``state``; only good news and hints go by themselves."""
        self.state = state
        set_kind(self, KINDS[state])
        self.sign.set_sign(SIGNS[state], state)
        self.going.stop()
        if state in (State.DONE, State.IDLE) and not self.lasting:
            self.going.start()

    def stay(self) -> None:
        """Stay until it is put away: the clerk may look elsewhere, or type ballots."""
        self.lasting = True
        self.going.stop()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the gravest finding, the others open below; what the same act said and offers stays above."""
        ordered = sorted(findings, key=lambda item: ORDER.index(item.severity))
        if not ordered:
            return
        if self.just_said.isActive() and self.state is State.DONE and not self.isHidden():
            gravest = ordered[0].severity
            if gravest is not Severity.HINT:  # beside a hint, done is still done
                self._dress(STATE_OF[gravest])
            self._list(ordered)
            return
        rest = ordered[1:]
        links = (Link(f"还有 {len(rest)} 条", lambda: self.unfold(rest)),) if rest else ()
        self.say(sentence(ordered[0]), STATE_OF[ordered[0].severity], links)

    def unfold(self, findings: Sequence[Finding]) -> None:
        """Show further findings, one a line; they stay."""
        self.going.stop()
        clear(self.links)
        clear(self.more)
        self._list(findings)

    def _list(self, findings: Sequence[Finding]) -> None:
        for item in findings[:MOST_LINES]:
            self.more.addWidget(Label(sentence(item), "note", wrap=True))
        if len(findings) > MOST_LINES:
            self.more.addWidget(
                Label(f"另有 {len(findings) - MOST_LINES} 条，改好以上各条后会再列出。", "note")
            )
        self.setAccessibleName("".join((self.sentence.text(), *map(sentence, findings[:MOST_LINES]))))

    def pass_on(self) -> None:
        """Go: a later act has succeeded, or another page is shown; what that act itself said stays."""
        if not self.just_said.isActive() and not self.lasting:
            self.dismiss()

    def _is_covered(self) -> bool:
        """Tell whether the screen for ballots lies over it, say."""
        window = self.window()
        on_top = window.childAt(self.mapTo(window, self.rect().center()))
        return self.lasting and on_top is not None and on_top is not self and not self.isAncestorOf(on_top)

    def _time_is_up(self) -> None:
        here = QApplication.focusWidget()
        if self.underMouse() or (here is not None and self.isAncestorOf(here)):
            self.going.start()
        else:
            self.dismiss()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to listen for Esc."""
        super().showEvent(event)
        self.settle()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        """Listen no longer."""
        super().hideEvent(event)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on Esc, wherever the keyboard is; Esc does what it does there all the same."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == ESC:
            if not self._is_covered():
                self.lasting = False
                self.pass_on()
        elif event.type() in MOVES and (
            watched in (self.over, self.beside) or watched.property("kind") in KEPT_FREE
        ):
            self.placing.start()
        return False

    def dismiss(self) -> None:
        """Hide."""
        self.going.stop()
        self.hide()


def _has_buttons_at_foot(part: QWidget) -> bool:
    buttons = part.findChildren(QAbstractButton) if part.property("kind") == FOOT else []
    return any(button.isVisible() for button in buttons)


class ProgressStrip(QFrame):
    """Shows what long work is doing, how far it is and the time left, with 取消."""

    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "strip-plain")
        across = row(self, (18, 8, 14, 8), gap=12)
        self.what = Label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        fixed_width(self.bar, 280)
        self.count = Label("", "note")
        self.cancel = Button("取消")
        self.cancel.setToolTip("Ctrl+.")
        self.cancel.clicked.connect(self._cancel)
        across.addWidget(self.what)
        across.addWidget(self.bar)
        across.addWidget(self.count)
        spacer = QWidget()
        across.addWidget(spacer, 1)
        across.addWidget(self.cancel)
        self.late = QTimer(self, interval=BUSY_AFTER_MS, singleShot=True)
        self.late.timeout.connect(self.show)
        self.hide()

    def begin(self, step: Step) -> None:
        """Show, a moment later, that something is under way; short calls never flash."""
        self.what.setText(step.what)
        self.bar.setRange(0, 0)
        self.count.setText("")
        self.cancel.setVisible(False)
        self.cancel.setEnabled(True)
        self.late.start()

    def advance(self, step: Step) -> None:
        """Show how far it is."""
        self.cancel.setVisible(True)
        self.what.setText(step.what)
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        left = f"，约剩 {time_left(step.seconds_left)}" if step.seconds_left > 0 else ""
        self.count.setText(f"{step.done} / {step.total}{left}" if step.total else f"已处理 {step.done}")

    def end(self) -> None:
        """Hide."""
        self.late.stop()
        self.hide()

    def stop(self) -> None:
        """Press 取消 where it is shown."""
        if self.cancel.isVisible():
            self.cancel.click()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.count.setText("正在停下")
        self.cancel_asked.emit()


def time_left(seconds: int) -> str:
    """Write a time left: 40 秒, 3 分钟."""
    return f"{seconds} 秒" if seconds < 60 else f"{round(seconds / 60)} 分钟"
