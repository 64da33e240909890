"""录入 in the pane: who types, how far the first and the second entry are, the way to the differences."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from dangjian_desktop.domain.ballots import Checking
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.frames import ActionButton
from dangjian_desktop.gui.widgets.layouts import row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_views import MeetingSheet, MeetingState


class EntryPart(Section):
    """Shown for a meeting with double entry or batches; the typist's name is kept for each data file."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(words.ENTRY)
        self.shell, self.meeting = shell, ""
        self.typist = QLineEdit(shell.settings.typist())
        self.typist.setMaxLength(20)
        self.typist.setPlaceholderText(words.TYPIST_HINT)
        self.typist.textEdited.connect(self._name)
        self.field = Field(words.TYPIST, self.typist, label_width=58)
        self.add(self.field)
        self.body.addSpacing(px(8))
        self.first, self.second = Label("", wrap=True), Label("", wrap=True)
        self.differing, self.rule = Label("", wrap=True), Label("", "hint", wrap=True)
        for label in (self.first, self.second, self.differing, self.rule):
            self.add(label)
        self.body.addSpacing(px(8))
        across = row(gap=8)
        self.second_entry = ActionButton(shell.registry, "ballots.second")
        self.compare = ActionButton(shell.registry, "ballots.differences")
        across.addWidget(self.second_entry)
        across.addWidget(self.compare)
        across.addStretch(1)
        self.body.addLayout(across)
        self.batches = ActionButton(shell.registry, "ballots.batches")
        self.totals = ActionButton(shell.registry, "ballots.totals")
        below = row(margins=(0, 8, 0, 0), gap=8)  # three side by side are wider than the pane
        below.addWidget(self.batches)
        below.addWidget(self.totals)
        below.addStretch(1)
        self.body.addLayout(below)
        self.hide()

    def name(self) -> str:
        """Return the typist's name."""
        return self.typist.text().strip()

    def _name(self) -> None:
        self.shell.settings.name_typist(self.name())
        self.field.right()

    def ask_name(self, finding: Finding) -> None:
        """Say that the typist must be named, and put the cursor there."""
        self.field.wrong(sentence(finding).split("：", 1)[-1])
        self.typist.setFocus()

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show how far the entries of a meeting are."""
        meeting, doubled = sheet.meeting, sheet.row.doubled
        if self.meeting != meeting.id:
            self.meeting = meeting.id
            self.field.right()
        twice = meeting.second is not Checking.NONE
        self.setVisible(twice or meeting.batch_size > 0 or meeting.totals_only)
        self.first.setVisible(not meeting.totals_only)
        self.totals.setVisible(meeting.totals_only)
        for part in (self.field, self.second, self.second_entry, self.compare):
            part.setVisible(twice)
        self.batches.setVisible(meeting.batch_size > 0 and not meeting.totals_only)
        if not self.typist.hasFocus():
            self.typist.setText(self.shell.settings.typist())
        self.typist.setEnabled(sheet.row.state is not MeetingState.FINISHED)
        self.first.setText(words.FIRST_SO_FAR.format(typed=sheet.row.typed, returned=sheet.row.returned))
        self.second.setText(words.SECOND_SO_FAR.format(typed=doubled.typed, due=doubled.due))
        count = len(doubled.differing)
        self.differing.setText(words.DIFFERING.format(count=count) if count else words.NO_OPEN_DIFFERENCE)
        self.differing.setVisible(twice and bool(count or doubled.typed))
        self.rule.setText(rule_words(sheet))
        self.rule.setVisible(meeting.second is Checking.SAMPLE)


def rule_words(sheet: MeetingSheet) -> str:
    """Say by which rule the papers of a sample are found."""
    meeting = sheet.meeting
    if meeting.sample_start is None:
        return words.SAMPLE_TO_DRAW.format(percent=meeting.percent)
    return words.SAMPLE_RULE.format(percent=meeting.percent, start=meeting.sample_start)
