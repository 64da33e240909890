"""What a paper is about: the meeting, and for the ballot the respondents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.widgets.combos import combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.services.ballot_views import MeetingRow
from dangjian_desktop.services.paper_asks import About, PaperKind

LABEL = 76
NO_GROUP = "不分人员"
BALLOT = "ballot"


class Subject(QWidget):
    """Chooses a meeting and respondents for the papers that are about them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[MeetingRow] = ()
        self.kind: PaperKind | None = None
        self.meeting, self.group = combo(), combo()
        self.meeting_field = Field("测评会", self.meeting, label_width=LABEL)
        self.group_field = Field("测评人员", self.group, label_width=LABEL)
        body = column(self, gap=8)
        body.addWidget(self.meeting_field)
        body.addWidget(self.group_field)
        self.meeting.currentIndexChanged.connect(lambda _: self._moved())
        self.group.currentIndexChanged.connect(lambda _: self.changed.emit())

    def show_for(self, kind: PaperKind) -> None:
        """Show what a paper of ``kind`` is about."""
        self.kind = kind
        self.meeting_field.setVisible(kind.about is About.MEETING)
        self.group_field.setVisible(kind.code == BALLOT)
        self.setVisible(kind.about is About.MEETING)

    def show_meetings(self, rows: Sequence[MeetingRow]) -> None:
        """Offer meetings; the one in hand stays in hand."""
        if [row.meeting for row in rows] == [row.meeting for row in self.rows]:
            self.rows = rows
            return
        kept, self.rows = self.meeting.currentData(), rows
        self.meeting.blockSignals(True)
        self.meeting.clear()
        for row in rows:
            self.meeting.addItem(row.meeting.title, row.meeting.id)
        self.meeting.blockSignals(False)
        self.choose(str(kept or ""))

    def choose(self, meeting_id: str) -> None:
        """Take a meeting in hand without a word; the first when it is unknown."""
        self.meeting.blockSignals(True)
        self.meeting.setCurrentIndex(max(0, self.meeting.findData(meeting_id)))
        self.meeting.blockSignals(False)
        self._fill_groups()

    def meeting_id(self, kind: PaperKind) -> str:
        """Return the meeting in hand, empty for papers that are about none."""
        return str(self.meeting.currentData() or "") if kind.about is About.MEETING else ""

    def group_code(self, kind: PaperKind) -> str:
        """Return the respondents in hand, empty for papers that are for nobody in particular."""
        return str(self.group.currentData() or "") if kind.code == BALLOT else ""

    def _moved(self) -> None:
        self._fill_groups()
        self.changed.emit()

    def _fill_groups(self) -> None:
        kept = self.group.currentData()
        chosen = next((row for row in self.rows if row.meeting.id == self.meeting.currentData()), None)
        self.group.blockSignals(True)
        self.group.clear()
        for group in chosen.groups if chosen else ():
            self.group.addItem(group.name, group.group)
        self.group.addItem(NO_GROUP, "")
        self.group.setCurrentIndex(max(0, self.group.findData(kept)) if kept else 0)
        self.group.blockSignals(False)
