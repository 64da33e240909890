"""The way from the tab to the typing screen and back, with the paper put aside at a pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.ballots import Ballot, BallotDraft, Checking
from dangjian_desktop.domain.entries import FIRST, SECOND
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.screen import (
    Store,
    TypingScreen,
    correcting,
    second_sitting,
    sitting_for,
)
from dangjian_desktop.gui.tabs.ballots.session import Mode
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding, Where, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_views import MeetingSheet
from dangjian_desktop.services.second_entry import SecondSheet

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab


class TypingPlace(QObject):
    """Holds the screen while papers are typed. ``put_aside`` keeps a begun paper per meeting and entry."""

    def __init__(self, tab: BallotsTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.screen: TypingScreen | None = None
        self.put_aside: dict[tuple[str, int], BallotDraft] = {}

    def begin(self) -> None:
        """Ask for the newest state of the meeting in hand, then fill the window with its papers."""
        found = self.tab.meeting_in_hand()
        if found is not None and found.meeting.totals_only and self.tab.is_open():
            self.tab.totalling.begin()
            return
        if found is None or not self.tab.takes_papers() or self.screen is not None:
            return
        entry = self.tab.pane.entry
        if found.meeting.second is not Checking.NONE and not entry.name():
            entry.ask_name(finding("ballots.no_typist"))
            return
        self.tab.runner.run(self.tab.ballots.sheet, found.meeting.id, then=self._type)

    def _type(self, sheet: MeetingSheet) -> None:
        if sheet.form.list_subject is not None and not sheet.form.listed:
            self.tab.shell.notice((finding("ballots.no_list", where=Where(record=sheet.meeting.title)),))
            self.tab.lists.begin()
            return
        kept = self.put_aside.pop((sheet.meeting.id, FIRST), None)
        if kept is not None and kept.number in sheet.numbers:
            kept = replace(kept, number=sheet.row.next_number)
        self._fill(
            TypingScreen(
                self.tab.shell,
                self._recorder(),
                sheet.meeting.title,
                sitting_for(sheet, kept),
                void=self._voider(sheet.meeting.id),
            )
        )

    def begin_second(self) -> None:
        """Begin the second entry of the meeting in hand; nothing of the first is asked for."""
        found = self.tab.meeting_in_hand()
        if found is not None and self.tab.is_doubled() and self.screen is None:
            self.tab.runner.run(
                self.tab.office.entries.begin, found.meeting.id, self.tab.pane.entry.name(),
                then=self._type_second, refused=self._second_refused,
            )  # fmt: skip

    def _second_refused(self, findings: tuple[Finding, ...]) -> None:
        named = [f for f in findings if f.code == "ballots.no_typist"]
        if named:
            self.tab.pane.entry.ask_name(named[0])
        else:
            self.tab.shell.notice(findings)

    def _type_second(self, outcome: Outcome[SecondSheet]) -> None:
        sheet = outcome.value
        kept = self.put_aside.pop((sheet.meeting.id, SECOND), None)
        if kept is not None and kept.number in sheet.typed:
            kept = None
        title, sitting = sheet.meeting.title, second_sitting(sheet, kept)
        void = self._voider(sheet.meeting.id)
        screen = TypingScreen(self.tab.shell, self._recorder(), title, sitting, void=void)
        self._fill(screen)
        for told in outcome.findings[:1]:
            screen.tell(sentence(replace(told, where=Where())), mild=True)

    def _recorder(self) -> Store:
        """Return what stores a paper typed by whoever sits here now."""
        ballots, typist = self.tab.ballots, self.tab.pane.entry.name()

        def store(draft: BallotDraft, old: BallotDraft | None) -> Outcome[Ballot]:
            return ballots.record(draft, typist) if old is None else ballots.retype(draft, old.number)

        return store

    def _voider(self, meeting: str) -> Callable[[BallotDraft, str], Outcome[int]]:
        """Return what takes a paper out of the count, with the words written on it."""
        return lambda draft, reason: self.tab.ballots.void(meeting, (draft.number,), reason, (draft,))

    def correct(self, ballot: Ballot, reason: str) -> None:
        """Show one stored paper on the typing screen, to change it."""
        sheet = self.tab.pane.sheet
        if sheet is not None and self.screen is None:
            ballots = self.tab.ballots
            told = words.CORRECTING.format(number=ballot.number, reason=reason)
            self._fill(
                TypingScreen(
                    self.tab.shell,
                    lambda draft, _: ballots.correct(draft, reason),
                    sheet.meeting.title,
                    correcting(sheet, ballot),
                    told,
                )
            )

    def settle(self, draft: BallotDraft, reason: str) -> None:
        """Let a paper whose entries differ be typed anew as a whole."""
        if self.screen is None:
            self.tab.runner.run(
                self.tab.ballots.sheet, draft.meeting_id, then=partial(self._settle, draft, reason)
            )

    def _settle(self, draft: BallotDraft, reason: str, sheet: MeetingSheet) -> None:
        entries = self.tab.office.entries
        sitting = sitting_for(sheet, draft)
        sitting.fixed, sitting.mode = True, Mode.MARKS
        told = words.SETTLING.format(number=draft.number, reason=reason)
        store: Store = lambda typed, _: entries.settle(typed, reason)  # noqa: E731 - one line says it
        self._fill(TypingScreen(self.tab.shell, store, sheet.meeting.title, sitting, told))

    def type_keys(self, keys: str) -> None:
        """Give the screen keys as the keyboard would."""
        for key in keys:
            if self.screen is not None:
                self.screen.press(key)

    def _fill(self, screen: TypingScreen) -> None:
        self.screen = screen
        screen.left.connect(self._back)
        self.tab.shell.fill(screen)
        screen.setFocus()

    def _back(self, draft: BallotDraft) -> None:
        screen, self.screen = self.screen, None
        if screen is None:
            return
        if screen.sitting.fixed:
            self.tab.pane.look_up.clear()
        elif draft.begun:
            self.put_aside[draft.meeting_id, draft.entry] = draft
        self.tab.shell.fill(None)
        screen.deleteLater()
        (self.tab.comparing.page if self.tab.comparing.meeting else self.tab.grid).setFocus()
        self.tab.freshen()
