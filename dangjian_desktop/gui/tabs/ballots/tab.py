"""测评录入: the list of meetings, the pane of one, and the way to the typing screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.ballots import Checking
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.ballots.acts import PaperActs
from dangjian_desktop.gui.tabs.ballots.bringing import Bringing
from dangjian_desktop.gui.tabs.ballots.comparing import (
    Batching,
    Comparing,
    Figuring,
    SurveyRounding,
    Totalling,
)
from dangjian_desktop.gui.tabs.ballots.designing import Designing
from dangjian_desktop.gui.tabs.ballots.editing import MeetingActs
from dangjian_desktop.gui.tabs.ballots.list_form import ListActs
from dangjian_desktop.gui.tabs.ballots.model import meetings_model
from dangjian_desktop.gui.tabs.ballots.pane import MeetingPane
from dangjian_desktop.gui.tabs.ballots.screen import TypingScreen
from dangjian_desktop.gui.tabs.ballots.typing_place import TypingPlace
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.frames import ActionButton, ConfirmStrip, EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import Pages, column, row
from dangjian_desktop.gui.widgets.rows import RowsModel
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.services.ballot_views import MeetingRow, MeetingSheet, MeetingState
from dangjian_desktop.services.home import DIFFERENCES
from dangjian_desktop.services.office import Office

IN_PANE = frozenset(
    {
        "ballots.second",
        "ballots.differences",
        "ballots.batches",
        "ballots.totals",
        "ballots.forms",
        "ballots.compare",
        "ballots.print_differences",
        "ballots.print_comparison",
        "ballots.export_comparison",
        "ballots.figures",
        "ballots.export_figures",
        "ballots.print_figures",
        "ballots.apply_import",
        "ballots.export_problems",
    }
)
"""The commands whose buttons stand in the pane, beside what they are about."""


class BallotsTab(Tab):
    """Everything about meetings of the campaign in hand; papers are typed on their own screen."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.BALLOTS, Topic.ROSTER, Topic.CAMPAIGNS})

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.ballots = office.ballots
        self.wanted = ""
        self.place, self.meetings, self.papers = TypingPlace(self), MeetingActs(self), PaperActs(self)
        self.pages, self.main = Pages(), QWidget()
        self.lines = column(self.main)
        self.pages.addWidget(self.main)
        self.column.addWidget(self.pages)
        self.comparing, self.batching, self.totalling = Comparing(self), Batching(self), Totalling(self)
        self.rounding, self.figuring = SurveyRounding(self), Figuring(self)
        self.designing, self.bringing = Designing(self), Bringing(self)
        self.lists = ListActs(self)
        self._build_head()
        self._build_list()
        self._build_pane()

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.finder = SearchField("找测评会、对象", 200)
        self.finder.searched.connect(self.search)
        self.head = TitleRow("测评录入", self.finder)
        names = (command.id for command in self.spec.commands if command.id not in IN_PANE)
        self.head.add_buttons(self.shell.registry, *names)
        self.lines.addWidget(self.head)

    def _build_list(self) -> None:
        self.model = meetings_model()
        self.grid = Grid(self.model, self.shell.settings, "ballots.meetings")
        self.grid.setAccessibleName("测评会")
        self.finder.entered.connect(self.grid.setFocus)
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(lambda found: self.place.begin() if found is not None else None)
        empty = EmptyPlace(
            "ballot", "还没有测评会",
            "新建一次测评会，选好测评票和测评对象，就可以用数字键盘录票，或从表格导入。",
            ActionButton(self.shell.registry, "ballots.new"),
        )  # fmt: skip
        to_plan = Button("去活动进度", "timeline")
        to_plan.clicked.connect(lambda: self.shell.show_tab("campaigns"))
        homeless = EmptyPlace(
            "ballot", "还没有活动",
            "测评会属于一个活动。先到“活动进度”导入活动通知，再回来新建测评会。", to_plan,
        )  # fmt: skip
        self.stack = Pages()
        for page in (self.grid, empty, homeless):
            self.stack.addWidget(page)

    def _build_pane(self) -> None:
        self.pane = MeetingPane(self.shell)
        self.pane.closed.connect(self.grid.setFocus)
        self.pane.asking.connect(self.meetings.asking)
        self.pane.heads.changed.connect(self.meetings.save_heads)
        self.pane.edit_asked.connect(self.meetings.edit)
        self.pane.list_part.asked.connect(self.lists.begin)
        self.pane.remarks.redact_asked.connect(self.papers.redact)
        self.pane.result.compare_asked.connect(self.rounding.begin)
        self.pane.result.figures_asked.connect(self.figuring.begin)
        self.pane.reopen_asked.connect(self.meetings.reopen)
        self.pane.look_up.asked.connect(self.papers.look_up)
        self.pane.look_up.correct_asked.connect(self.place.correct)
        self.pane.look_up.void_asked.connect(self.papers.ask_void)
        self.pane.issuing.print_asked.connect(self.papers.to_printing)
        self.pane.issuing.registered.connect(self.papers.register)
        self.pane.issuing.removed.connect(self.papers.take_back)
        line = row(gap=0)
        line.addWidget(self.stack, 1)
        line.addWidget(self.pane)
        self.lines.addLayout(line, 1)
        self.confirm = ConfirmStrip()
        self.lines.addWidget(self.confirm)

    # ------------------------------------------------------------ showing

    def touched(self, changes: Changes) -> None:
        """Wait while papers are typed: the list is asked anew once, when the screen is left."""
        if self.typing is not None:
            concerned = Changes(changes.topics & self.topics)
            if concerned:
                self.stale = concerned if self.stale is None else self.stale | concerned
            return
        super().touched(changes)

    def refresh(self, changes: Changes) -> None:
        """Ask for the meetings of the campaign in hand."""
        campaign = self.shell.campaign
        self.runner.run(self.ballots.meetings, campaign, then=self.show_meetings, key="ballots.meetings")

    def show_meetings(self, rows: tuple[MeetingRow, ...]) -> None:
        """Show the list, and the meeting in hand anew."""
        in_hand = self.meeting_in_hand()
        self.model.set_rows(rows)
        self.finder.show_count(_found(self.model))
        self.stack.setCurrentIndex(0 if rows else 1 if self.shell.campaign else 2)
        form = self.pane.asked
        if form is not None and form.meeting.campaign_id != self.shell.campaign:
            self.pane.give_up()
        note, *figures = _figures(rows)
        self.head.set_note(note)
        self.status(*figures)
        wanted = self.wanted or (in_hand.meeting.id if in_hand else "")
        self.wanted = ""
        if rows and not self.grid.show_row(wanted):
            self.grid.show_row(_most_urgent(self.model.shown))
        if not rows and self.pane.asked is None:
            self.pane.sheet = None
            self.pane.hide()
        self.ask_sheet()
        self.comparing.freshen()
        self.batching.freshen()
        self.rounding.freshen()
        self.figuring.freshen()
        self.shell.registry.refresh()

    def _chosen(self, found: MeetingRow | None) -> None:
        self.shell.registry.refresh()
        if found is not None and self.pane.asked is None:
            self.ask_sheet()

    def ask_sheet(self) -> None:
        """Ask for the sheet of the meeting in hand."""
        found = self.meeting_in_hand()
        if found is not None and found.groups:
            self.runner.run(self.ballots.sheet, found.meeting.id, then=self.show_sheet, key="ballots.sheet")

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show one meeting in the pane, unless the clerk is filling a form there."""
        found = self.meeting_in_hand()
        if self.pane.asked is None and found is not None and found.meeting.id == sheet.meeting.id:
            self.pane.show_sheet(sheet)
            self.papers.ask_remarks(sheet)

    def search(self, text: str) -> None:
        """Keep the meetings found; where the one in hand is not among them, show the first."""
        self.model.search(text)
        if self.model.shown and not self.has_meeting():
            self.grid.show_row(self.model.shown[0].meeting.id)
        self.finder.show_count(_found(self.model))

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.finder.setFocus()

    def go(self, target: Any) -> None:
        """Show the meeting with id ``target``; with DIFFERENCES before it, its papers that differ."""
        name = str(target or "")
        if name.startswith(DIFFERENCES):
            self.comparing.show(name.removeprefix(DIFFERENCES))
        else:
            self.comparing.leave()
        self.wanted = name.removeprefix(DIFFERENCES)
        if self.wanted and self.grid.show_row(self.wanted):
            self.wanted = ""

    def states_to_show(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return the states worth a picture: the other pages, choosing the pile, a paper half typed."""
        differing = [row for row in self.model.shown if row.doubled.differing]
        comparing = (
            [("differences", lambda: self.comparing.show(differing[0].meeting.id))] if differing else []
        )
        return (
            *comparing,
            ("figures", lambda: self._turn_to(self.figuring.begin)),
            ("rounds", lambda: self._turn_to(self.rounding.begin)),
            ("design", lambda: self._turn_to(self.designing.begin)),
            ("pile", lambda: self._turn_to(self.place.begin)),
            ("typing", lambda: self.place.type_keys("3121132")),
        )

    def _turn_to(self, begin: Callable[[], object]) -> None:
        """Leave the page that is shown and begin something else."""
        for page in (self.comparing, self.figuring, self.rounding, self.designing, self.bringing):
            page.leave()
        begin()

    # ------------------------------------------------------------ what is in hand

    @property
    def typing(self) -> TypingScreen | None:
        """The typing screen while papers are typed."""
        return self.place.screen

    def meeting_in_hand(self) -> MeetingRow | None:
        """Return the meeting in hand."""
        found: MeetingRow | None = self.grid.row_in_hand()
        return found

    def has_meeting(self) -> bool:
        """Tell whether a meeting is in hand."""
        return self.meeting_in_hand() is not None

    def is_doubled(self) -> bool:
        """Tell whether the meeting in hand takes a second entry."""
        found = self.meeting_in_hand()
        return found is not None and self.takes_papers() and found.meeting.second is not Checking.NONE

    def is_batched(self) -> bool:
        """Tell whether the papers of the meeting in hand are in batches."""
        found = self.meeting_in_hand()
        return found is not None and found.meeting.batch_size > 0

    def is_totalled(self) -> bool:
        """Tell whether totals of the meeting in hand can be written."""
        found = self.meeting_in_hand()
        return found is not None and self.is_open() and found.meeting.totals_only

    def takes_papers(self) -> bool:
        """Tell whether papers of the meeting in hand can be typed one by one: not behind an open form."""
        found = self.meeting_in_hand()
        free = self.is_open() and self.pane.asked is None
        return found is not None and free and not found.meeting.totals_only

    def is_compared(self) -> bool:
        """Tell whether papers of the meeting in hand were typed twice."""
        found = self.meeting_in_hand()
        return found is not None and bool(found.doubled.typed or found.doubled.differing)

    def is_counted(self) -> bool:
        """Tell whether the meeting in hand has results."""
        found = self.meeting_in_hand()
        return found is not None and found.typed > 0

    def is_open(self) -> bool:
        """Tell whether the meeting in hand takes papers."""
        found = self.meeting_in_hand()
        return found is not None and bool(found.groups) and found.state is not MeetingState.FINISHED


def _found(model: RowsModel[MeetingRow]) -> str:
    """Say how many meetings a search found; empty without one."""
    return f"{len(model.shown)} 次" if model.query else ""


def _figures(rows: Sequence[MeetingRow]) -> tuple[str, str, str]:
    """Say how many meetings there are: in the head, then below with how many papers."""
    typed, returned = sum(r.typed for r in rows), sum(r.returned for r in rows)
    waiting = sum(r.state is MeetingState.TYPED for r in rows)
    meetings = f"{len(rows)} 次测评会"
    note = f"{meetings}，{waiting} 次待核对" if waiting else meetings
    return note, meetings, f"已录 {typed} 张，收回 {returned} 张"


def _most_urgent(rows: Sequence[MeetingRow]) -> str:
    """Return the meeting to begin with: being typed, else not finished, else any; empty for none."""
    ready = [r for r in rows if r.state is not MeetingState.FINISHED] or rows
    first = min(ready, key=lambda r: r.state is not MeetingState.TYPING, default=None)
    return first.meeting.id if first is not None else ""
