"""The typing screen: fills the window, takes every key, saves each ballot on the database thread."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from dangjian_desktop.domain.ballots import Ballot, BallotDraft, Checking, draft_of
from dangjian_desktop.domain.entries import FIRST, SECOND
from dangjian_desktop.gui.settings import BALLOT_KEYS, BALLOT_SOUND
from dangjian_desktop.gui.signs import Sign, paint_sign
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.counter import CounterView, LastView
from dangjian_desktop.gui.tabs.ballots.key_layout import DIGITS, LAYOUTS
from dangjian_desktop.gui.tabs.ballots.keypad import KeypadView
from dangjian_desktop.gui.tabs.ballots.look import GROUND, HEAD_GROUND, RIGHT, Scale, write
from dangjian_desktop.gui.tabs.ballots.remark_field import RemarkField
from dangjian_desktop.gui.tabs.ballots.session import GROUP_KEYS, NUMBER_KEY, Mode, Pile, Pressed, Sitting
from dangjian_desktop.gui.tabs.ballots.sheet import PaperView
from dangjian_desktop.gui.tabs.ballots.voiding import mode_of, press_void, voided
from dangjian_desktop.gui.tokens import COLOURS, State
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding, hint, warning
from dangjian_desktop.kernel.texts import sentence

if TYPE_CHECKING:
    from dangjian_desktop.gui.shell import Shell
    from dangjian_desktop.services.ballot_views import MeetingSheet
    from dangjian_desktop.services.second_entry import SecondSheet

FLASH_MS = 180
HEAD, GAP, SIDE = 56, 12, 398
_NAMED = {
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Home: NUMBER_KEY,
}
_NUM_LOCK_OFF = frozenset(
    (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right,
     Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Clear, Qt.Key.Key_Insert, Qt.Key.Key_Delete)
)  # fmt: skip
_SILENT = frozenset(
    (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_NumLock,
     Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr, Qt.Key.Key_ScrollLock)
)  # fmt: skip
NUM_LOCK = "NumLock"


Store = Callable[[BallotDraft, BallotDraft | None], Outcome[Any]]
"""Stores a finished paper, in the place of an older one where it is given; called on the database thread."""


def sitting_for(sheet: MeetingSheet, draft: BallotDraft | None = None, group: str = "") -> Sitting:
    """Make a sitting on ``sheet``: with the paper put aside at the last pause, or the next number."""
    piles = {
        g.group: Pile(returned=g.returned, valid=g.valid, invalid=g.invalid, blank=g.blank)
        for g in sheet.row.groups
    }
    groups = sheet.form.groups
    first = groups[0].code if len(groups) == 1 else group
    fresh = BallotDraft(meeting_id=sheet.meeting.id, entry=1, number=sheet.row.next_number, group=first)
    return Sitting(
        form=sheet.form,
        draft=draft or fresh,
        piles=piles,
        numbers=set(sheet.numbers),
        seconds=monotonic,
        numbers_first=sheet.meeting.numbers_first,
        batch_size=sheet.meeting.batch_size,
    )


def second_sitting(sheet: SecondSheet, draft: BallotDraft | None = None) -> Sitting:
    """Make a sitting for the second entry: of the papers due, those not yet typed, by their numbers."""
    piles = {
        count.group: Pile(
            returned=sheet.due_by_group.get(count.group, 0),
            valid=count.valid,
            invalid=count.invalid,
            blank=count.blank,
        )
        for count in sheet.counts
    }
    typed, groups = set(sheet.typed), sheet.form.groups
    number = next((n for n in sheet.due if n not in typed), max((*typed, *sheet.due), default=0) + 1)
    fresh = BallotDraft(
        meeting_id=sheet.meeting.id,
        entry=SECOND,
        number=number,
        group=groups[0].code if len(groups) == 1 else "",
    )
    return Sitting(
        form=sheet.form,
        draft=draft or fresh,
        piles=piles,
        numbers=typed,
        seconds=monotonic,
        due=sheet.due,
        sampled=sheet.meeting.second is Checking.SAMPLE,
        numbers_first=sheet.meeting.numbers_first,
    )


def correcting(sheet: MeetingSheet, ballot: Ballot) -> Sitting:
    """Make a sitting that changes one stored paper; its answers stand on the screen."""
    made = sitting_for(sheet, draft_of(ballot))
    made.fixed = True
    return made


class TypingScreen(QWidget):
    """Its own world: no tabs, no mouse target, every key is for the paper in hand.

    ``left`` carries the paper in hand when the clerk pauses, to be put back at the next sitting.
    A ballot still on its way holds the screen open, so that a refusal is never missed.
    """

    left = Signal(object)  # BallotDraft

    def __init__(
        self,
        shell: Shell,
        store: Store,
        title: str,
        sitting: Sitting,
        told: str = "",
        void: Callable[[BallotDraft, str], Outcome[int]] | None = None,
    ) -> None:
        super().__init__()
        self.shell, self.store, self.title, self.told = shell, store, title, told
        self.void, self.voiding = void, False
        self.sitting, self.scale = sitting, Scale()
        self.on_the_way: deque[int] = deque()
        self.saved_at = ""
        self.leaving = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(words.SCREEN_NAME)
        self.keys = LAYOUTS.get(shell.settings.get(BALLOT_KEYS), DIGITS)
        self.paper = PaperView(sitting, self.scale, self.keys)
        self.keypad = KeypadView(sitting, self.scale, self.keys)
        self.counter = CounterView(sitting, self.scale)
        self.last = LastView(sitting, self.scale)
        for part in (self.paper, self.keypad, self.counter, self.last):
            part.setParent(self)
        self.writing: RemarkField | None = None
        self.flash = QTimer(self, interval=FLASH_MS, singleShot=True)
        self.flash.timeout.connect(self._flash_over)
        self._describe()

    # ---------------------------------------------------------------- keys

    def event(self, event: QEvent) -> bool:
        """Keep every key from the window's shortcuts, also those the field for words leaves."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Stay: there is nothing else to go to."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take one key; a held key counts once, so that nothing fills itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.pause()
            return
        if event.matches(QKeySequence.StandardKey.Undo):
            if not event.isAutoRepeat():  # a key held down must not empty one stored paper after another
                self.undo()
            return
        if event.key() in _SILENT or (event.isAutoRepeat() and event.key() != Qt.Key.Key_Backspace):
            return
        self.press(self.keys.name(key_name(event)))

    def press(self, key: str) -> None:
        """Give one key to the sitting and show what it did."""
        if self.leaving or self.voiding:
            return
        off = key == NUM_LOCK
        voiding = press_void(self.sitting, key) if self.void is not None else None
        pressed = Pressed(warning("ballots.num_lock_off")) if off else voiding or self.sitting.press(key)
        if pressed.finished is not None:
            self._save(pressed.finished)
        if pressed.voided:
            self._void(pressed.voided)
        self._show(pressed.finding, key)

    def undo(self) -> None:
        """Take back the last key, or on an empty paper show the paper stored last, to be mended."""
        if self.leaving or self.voiding:
            return
        if self.sitting.mode is Mode.VOID:
            self.press("Backspace")
            return
        before = self.sitting.mending
        self._show(self.sitting.undo().finding, words.UNDO_KEY)
        shown = self.sitting.mending
        if shown is not None and shown is not before:
            self.tell(sentence(hint("ballots.mending", number=shown.number)))

    def tell(self, text: str, *, mild: bool = False) -> None:
        """Say something calm (``mild``: to think of) in the place of the last paper, until the next key."""
        self.last.show_sentence(text, flashing=False, calm=not mild, mild=mild)

    def pause(self) -> None:
        """Leave as soon as nothing is on its way any more."""
        self.leaving = True
        self._leave_when_safe()
        self.update()

    # ---------------------------------------------------------------- saving

    def _save(self, draft: BallotDraft) -> None:
        self.on_the_way.append(draft.number)
        old = self.sitting.replacing.get(draft.number)
        self.shell.runner.run(self.store, draft, old, then=self._stored, refused=self._refused)

    def _stored(self, outcome: Outcome[Any]) -> None:
        self.sitting.stored(self.on_the_way.popleft())
        self.saved_at = self.shell.clock.now().strftime("%H:%M")
        self.counter.update()
        self.last.update()
        self.update()
        if self.sitting.fixed:
            self.leaving = True
        self._leave_when_safe()

    def _void(self, reason: str) -> None:
        mending = self.sitting.mending
        if mending is not None and self.void is not None:
            self.voiding = True
            self.shell.runner.run(self.void, mending, reason, then=self._voided, refused=self._void_refused)

    def _voided(self, _: Outcome[int]) -> None:
        self.voiding = False
        number = voided(self.sitting)
        self._show(None, "")
        self.tell(words.VOIDED.format(number=number))
        self._leave_when_safe()

    def _void_refused(self, findings: tuple[Finding, ...]) -> None:
        self.voiding, self.leaving = False, False
        self.sitting.mode = mode_of(self.sitting)
        self._show(findings[0] if findings else None, "")

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.leaving = False
        self.sitting.came_back(self.on_the_way.popleft(), findings)
        self._show(findings[0] if findings else None, "")

    def _leave_when_safe(self) -> None:
        if self.leaving and not self.on_the_way and not self.voiding:
            self.left.emit(self.sitting.put_aside())

    # ---------------------------------------------------------------- showing

    def _show(self, wrong: Finding | None, key: str) -> None:
        if wrong is None:
            if self.last.sentence:
                self.last.show_sentence("", flashing=False)
            self.keypad.wrong_key = ""
        else:
            self.keypad.wrong_key = key
            self.last.show_sentence(self.keys.said(sentence(wrong)), flashing=True)
            self.flash.start()
            if self.shell.settings.get(BALLOT_SOUND):
                QApplication.beep()
        self._follow_remark()
        self.paper.follow()
        self.keypad.follow()
        self.counter.update()
        self.last.update()
        self.update(0, 0, self.width(), self.scale.px(HEAD))
        self._describe()

    def _follow_remark(self) -> None:
        """Open the field for words when the sitting asks for them."""
        if self.sitting.mode is not Mode.REMARK or self.writing is not None:
            return
        self.paper.follow()
        at = self.paper.remark_rect(self.sitting.question).toRect().translated(self.paper.pos())
        question = self.sitting.questions[self.sitting.question]
        self.writing = RemarkField(self, self.sitting.remark(self.sitting.question), question.text)
        self.writing.setFont(self.scale.font(18))
        self.writing.fill(at)
        self.writing.written.connect(self._written)
        self.writing.show()
        self.writing.setFocus()

    def _written(self, text: str) -> None:
        field, self.writing = self.writing, None
        self.setFocus()
        if field is not None:
            field.deleteLater()
        self.sitting.write_remark(text)
        self._show(None, "")
        self.paper.update()

    def _flash_over(self) -> None:
        self.keypad.wrong_key = ""
        self.keypad.follow()
        self.last.show_sentence(self.last.sentence, flashing=False)

    def _describe(self) -> None:
        """Tell a screen reader where the paper is."""
        sitting = self.sitting
        items = sitting.form.items
        if sitting.mode is Mode.MARKS and sitting.draft.cursor < len(items):
            text = words.SPOKEN.format(
                number=sitting.draft.number,
                item=sitting.draft.cursor + 1,
                text=items[sitting.draft.cursor].text,
            )
        else:
            text = self.keypad.heading()
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out as in the picture, larger in a larger window."""
        self.scale.fit(self.width(), self.height())
        px = self.scale.px
        top, side = px(HEAD) + px(24), px(SIDE)
        right = self.width() - px(32) - side
        height = self.height() - top - px(24)
        self.paper.setGeometry(px(32), top, right - px(32) - px(32), height)
        counter, last = px(196), px(68)
        self.counter.setGeometry(right, top, side, counter)
        middle = height - counter - last - 2 * px(GAP)
        self.keypad.setGeometry(right, top + counter + px(GAP), side, middle)
        self.last.setGeometry(right, top + height - last, side, last)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the dark head."""
        painter = QPainter(self)
        px = self.scale.px
        painter.fillRect(self.rect(), QColor(GROUND))
        head = QRect(0, 0, self.width(), px(HEAD))
        painter.fillRect(head, QColor(HEAD_GROUND))
        if not event.rect().intersects(head):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self._paint_right(painter, QRectF(head))
        used = self.scale.fitted(self.title, 20, right - px(360), bold=True, least=14)
        write(painter, QRectF(px(32), 0, right - px(360), px(HEAD)), self.title, used, COLOURS.surface)
        painter.setFont(used)
        left = px(32) + min(painter.fontMetrics().horizontalAdvance(self.title), right - px(360)) + px(18)
        note = self.note()
        write(
            painter,
            QRectF(left, 0, right - left - px(12), px(HEAD)),
            note,
            self.scale.font(16),
            COLOURS.typing_head_note,
        )

    def note(self) -> str:
        """Return the words beside the title: whose pile, which entry, the keys of the other piles."""
        sitting = self.sitting
        if sitting.fixed:
            return self.told
        group = sitting.form.group(sitting.draft.group)
        entry = words.FIRST_ENTRY if sitting.draft.entry == FIRST else words.SECOND_ENTRY
        text = f"{group.name} · {entry}" if group is not None else entry
        if len(sitting.form.groups) > 1:
            keys = zip(GROUP_KEYS, sitting.form.groups, strict=False)
            text += "　　" + "　".join(f"{key} {g.name}" for key, g in keys)
        return text

    def _paint_right(self, painter: QPainter, head: QRectF) -> float:
        px = self.scale.px
        used = self.scale.font(16)
        saved = words.SAVING if self.on_the_way else words.SAVED_AT.format(time=self.saved_at)
        painter.setFont(used)
        right = head.right() - px(32)
        if self.saved_at or self.on_the_way:
            width = painter.fontMetrics().horizontalAdvance(words.SAVED_AT.format(time="00:00")) + px(4)
            write(
                painter,
                QRectF(right - width, 0, width, head.height()),
                saved,
                used,
                COLOURS.typing_head_saved,
                RIGHT,
            )
            right -= width + px(22)
            if not self.on_the_way:
                side = px(16)
                at = QRectF(right, (head.height() - side) / 2, side, side)
                paint_sign(painter, at, Sign.CHECK, State.DONE, on_solid=True)
            right -= px(36)
        leave = words.LEAVE if self.sitting.fixed else words.PAUSE
        width = painter.fontMetrics().horizontalAdvance(leave) + px(4)
        write(
            painter,
            QRectF(right - width, 0, width, head.height()),
            leave,
            used,
            COLOURS.typing_head_note,
            RIGHT,
        )
        return right - width - px(24)


def key_name(event: QKeyEvent) -> str:
    """Return the name the sitting knows a key by; full-width characters count as plain ones."""
    keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
    key = Qt.Key(event.key())
    if keypad and key in _NUM_LOCK_OFF:
        return NUM_LOCK
    if key in _NAMED:
        return _NAMED[key]
    text = unicodedata.normalize("NFKC", event.text()).strip().replace("。", ".").replace("、", "/")
    if text and text.isprintable():
        return text
    return QKeySequence(event.key()).toString()
