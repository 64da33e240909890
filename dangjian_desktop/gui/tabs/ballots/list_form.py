"""测评名单: whom one ballot judges, a line each, typed, pasted or taken from the roster."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.forms import BallotSubject
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.services.ballot_lists import MeetingList
from dangjian_desktop.services.ballot_views import MeetingSheet

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab

SHOWN = 12


class ListPart(Section):
    """The list in the pane of a meeting: how many, who, and the way to change it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("测评名单", link_text="改名单", run=self._ask)
        self.names = Label("", wrap=True)
        self.add(self.names)

    def _ask(self) -> None:
        self.asked.emit()  # not the signal itself: it is not there yet while the section is made

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show whom the meeting's ballots judge; nothing where they judge one."""
        form = sheet.form
        self.setVisible(form.list_subject is not None)
        names = form.listed
        more = f"等 {len(names)} {words.LIST_UNITS[form.list_subject]}" if len(names) > SHOWN else ""
        self.names.setText("、".join(names[:SHOWN]) + more if names else words.NO_LIST)


class ListForm(QWidget):
    """Asks for the list of a meeting as text."""

    def __init__(self, held: MeetingList) -> None:
        super().__init__()
        self.held = held
        body = column(self, gap=8)
        body.addWidget(Label(words.LIST_HOW, "note", wrap=True))
        self.editor = QPlainTextEdit(held.text())
        self.editor.setAccessibleName("测评名单")
        self.editor.setMinimumHeight(px(320))
        self.editor.setTabChangesFocus(True)
        self.editor.textChanged.connect(self._count)
        body.addWidget(self.editor, 1)
        line = row(gap=8)
        self.count = Label("", "note")
        self.fill = Button(words.LIST_FILL[held.kind is BallotSubject.PERSON], "people")
        self.fill.clicked.connect(lambda: self.editor.setPlainText(held.text(proposed=True)))
        self.fill.setEnabled(bool(held.proposed) and not held.fixed)
        line.addWidget(self.fill)
        line.addWidget(self.count, 1)
        body.addLayout(line)
        self.editor.setReadOnly(held.fixed)
        self._count()

    @property
    def meeting(self) -> Meeting:
        """Return the meeting whose list it is."""
        return self.held.meeting

    def begin(self) -> None:
        """Put the cursor where one types first."""
        self.editor.setFocus()

    def _count(self) -> None:
        count = sum(bool(line.strip()) for line in self.editor.toPlainText().splitlines())
        self.count.setText(f"{count} {words.LIST_UNITS[self.held.kind]}")


class ListActs(QObject):
    """Asks for the list of the meeting in hand and writes it."""

    def __init__(self, tab: BallotsTab) -> None:
        super().__init__(tab)
        self.tab, self.lists, self.run = tab, tab.office.ballot_lists, tab.runner.run

    def begin(self) -> None:
        """Show the list of the meeting in hand for typing."""
        found = self.tab.meeting_in_hand()
        if found is not None:
            self.run(self.lists.of_meeting, found.meeting.id, then=self._ask)

    def _ask(self, held: MeetingList) -> None:
        title = "测评名单（已录票，不能改）" if held.fixed else "测评名单"
        act: Callable[[], object] = self.tab.pane.give_up if held.fixed else self.save
        self.tab.pane.ask(ListForm(held), title, "关闭" if held.fixed else "保存", act)

    def save(self) -> None:
        """Write the list as it is typed."""
        form = self.tab.pane.asked
        if isinstance(form, ListForm):
            self.run(self._write, form.meeting.id, form.editor.toPlainText(), then=self._saved)

    def _write(self, meeting_id: str, text: str) -> Outcome[tuple[ListedSubject, ...]]:
        lines, told = self.lists.read(meeting_id, text)
        return replace(self.lists.save(meeting_id, lines), findings=told)

    def _saved(self, outcome: Outcome[tuple[ListedSubject, ...]]) -> None:
        self.tab.pane.give_up()
        self.tab.grid.setFocus()
