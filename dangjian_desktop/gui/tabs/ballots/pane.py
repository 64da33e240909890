"""The pane of 测评录入: the sheet of one meeting, what contradicts, papers by number, the result."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from dangjian_desktop.domain.tallies import GroupTally, SubjectTally
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.ballots import words as typing
from dangjian_desktop.gui.tabs.ballots.drawing import GroupBars, TallyBars
from dangjian_desktop.gui.tabs.ballots.entry_part import EntryPart
from dangjian_desktop.gui.tabs.ballots.headcounts import HeadcountTable
from dangjian_desktop.gui.tabs.ballots.issuing import IssuingSection
from dangjian_desktop.gui.tabs.ballots.list_form import ListForm, ListPart
from dangjian_desktop.gui.tabs.ballots.lookup import LookUp
from dangjian_desktop.gui.tabs.ballots.meeting_form import MeetingForm
from dangjian_desktop.gui.tabs.ballots.model import chip_of
from dangjian_desktop.gui.tabs.ballots.proof_form import ProofForm
from dangjian_desktop.gui.tabs.ballots.remarks import RemarksPart
from dangjian_desktop.gui.tabs.ballots.sayings import FindingsList
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import SIZES
from dangjian_desktop.gui.widgets.fields import Field, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import clear, column, row
from dangjian_desktop.gui.widgets.panes import Pane, Section
from dangjian_desktop.gui.widgets.words import Button, ChipLabel, Label, link
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.ballots import FEW_ANSWERS, SMALL_GROUP
from dangjian_desktop.services.ballot_views import MeetingSheet, MeetingState

WHOLE, BESIDE = "whole", "beside"


def said_of_subject(one: SubjectTally, places: int, least: int) -> str:
    """Return one line of a list in words: 1. 蓝若岚　得分 92.5　优秀率 78.1%."""
    parts = [f"{one.place + 1}. {one.name}"]
    if one.hidden:
        parts.append(FEW_ANSWERS.format(least=least))
    if one.score is not None:
        parts.append(f"得分 {shown(one.score, places)}")
    parts += [f"{rate.name} {percent(rate.share, places)}" for rate in one.rates if rate.share is not None]
    return "　".join(parts)


class ResultSection(Section):
    """计票结果: rates with their arithmetic, then a bar an item; small groups stay hidden."""

    compare_asked = Signal()
    figures_asked = Signal()

    def __init__(self) -> None:
        super().__init__("计票结果")
        self.sheet: MeetingSheet | None = None
        self.groups = Segmented((Segment(WHOLE, "全部"),), "参评人员")
        self.groups.chosen.connect(lambda _: self._show())
        self.add(self.groups)
        self.body.addSpacing(px(8))
        self.counts = Label("", "note", wrap=True)
        self.rates = Label("", wrap=True)
        self.hidden = Label("", "hint", wrap=True)
        for label in (self.counts, self.rates, self.hidden):
            self.add(label)
        self.bars, self.beside = TallyBars(), GroupBars()
        self.add(self.bars)
        self.add(self.beside)
        self.copy = link("复制图", self._copy)
        across = row(gap=16)
        across.addWidget(self.copy)
        across.addWidget(link("与上次比较…", self.compare_asked.emit))
        across.addWidget(link("各单位结果…", self.figures_asked.emit))
        across.addStretch(1)
        self.body.addLayout(across)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the result of a meeting."""
        self.sheet = sheet
        shown = sheet.tally.groups
        segments = [Segment(WHOLE, "全部"), *(Segment(g.group, g.name) for g in shown)]
        if len(shown) > 1:
            segments.append(Segment(BESIDE, "对比"))
        self.groups.set_segments(segments)
        self.setVisible(sheet.row.typed > 0)
        self._show()

    def _show(self) -> None:
        if self.sheet is None:
            return
        tally = self.sheet.tally
        chosen = self.groups.current()
        group: GroupTally = next((g for g in tally.groups if g.group == chosen), tally.total)
        self.counts.setText(
            f"收回 {group.returned}，有效 {group.valid}，无效 {group.invalid}，空白 {group.blank}"
        )
        places = self.sheet.form.places
        lines = [f"{rate.name}　{rate.working(places)}" for rate in group.rates]
        least = self.sheet.form.smallest_group
        people = [said_of_subject(one, places, least) for one in group.subjects]
        self.rates.setText("\n".join(people or lines or [FEW_ANSWERS.format(least=least)]))
        names = {g.code: g.name for g in self.sheet.form.groups}
        hidden = "、".join(names[code] for code in tally.hidden)
        self.hidden.setText(f"{hidden}：{SMALL_GROUP}" if hidden else "")
        self.hidden.setVisible(bool(hidden))
        beside = chosen == BESIDE
        self.bars.setVisible(not beside)
        self.beside.setVisible(beside)
        self.bars.show_result(self.sheet.form, group)
        self.beside.show_groups(self.sheet.form, tally.groups)

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        drawn = self.beside if self.groups.current() == BESIDE else self.bars
        QGuiApplication.clipboard().setPixmap(drawn.picture())


class MeetingPane(Pane):
    """Shows one meeting, or asks for a new one."""

    edit_asked = Signal()
    reopen_asked = Signal(str)
    asking = Signal(bool)  # a form stands here, with the red button of the screen

    def __init__(self, shell: Shell) -> None:
        super().__init__(SIZES.pane_most - 20)
        self.sheet: MeetingSheet | None = None
        self.asked: MeetingForm | ListForm | ProofForm | None = None
        self.count_next = False  # a new meeting: its headcounts are typed next
        self.heads = HeadcountTable()
        self.findings = FindingsList()
        self.look_up = LookUp()
        self.issuing = IssuingSection()
        self.list_part, self.remarks = ListPart(), RemarksPart()
        self.result = ResultSection()
        self.parts = QWidget()
        self.lines: QVBoxLayout = column(self.parts)
        people = self.people = Section("人数与票数", link_text="改会议情况", run=self.edit_asked.emit)
        people.add(self.heads)
        people.body.addSpacing(px(10))
        people.add(self.findings)
        self._build_closed()
        papers = self.by_number = Section("按号查票", "更正和作废都要写原因")
        papers.add(self.look_up)
        self.entry = EntryPart(shell)
        for part in (
            people, self.closed_part, self.list_part, self.entry, papers, self.issuing, self.result,
            self.remarks,
        ):  # fmt: skip
            self.lines.addWidget(part)
        self.lines.addStretch(1)
        self.body.addWidget(self.parts)
        self.editing = QWidget()
        self.edit_body = column(self.editing, (0, 14, 0, 0))
        self.body.addWidget(self.editing)
        self.body.addStretch(1)
        self.editing.hide()
        self.hide()

    def _build_closed(self) -> None:
        self.closed_part = Section("已完成核对")
        self.why = QLineEdit()
        self.why.setMaxLength(100)
        self.why_field = Field("原因", self.why, label_width=58)
        self.closed_part.add(self.why_field)
        self.closed_part.body.addSpacing(px(8))
        again = Button("重新打开", "undo")
        again.clicked.connect(lambda: self.reopen_asked.emit(self.why.text().strip()))
        across = row(gap=8)
        across.addWidget(again)
        across.addStretch(1)
        self.closed_part.body.addLayout(across)
        self.closed_part.hide()

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show a meeting."""
        if self.sheet is None or self.sheet.meeting.id != sheet.meeting.id:
            self.look_up.clear()
            self.why.clear()
            self.area.verticalScrollBar().setValue(0)
        self.sheet = sheet
        meeting = sheet.meeting
        self.look_up.meeting = meeting.id
        chip = chip_of(sheet.row)
        words = [
            sheet.row.form_name,
            sheet.row.subject,
            meeting.held_on.isoformat() if meeting.held_on else "",
        ]
        words += [meeting.place, f"主持 {meeting.host}" if meeting.host else ""]
        words += [f"计票 {meeting.tellers}" if meeting.tellers else ""]
        words += [f"监票 {meeting.scrutineers}" if meeting.scrutineers else ""]
        self.show_head(
            meeting.title,
            "",
            "\u00a0· ".join(w for w in words if w),
            (
                ChipLabel(chip.text, chip.state, chip.sign),
                *((ChipLabel(typing.TOTALS_CHIP),) if meeting.totals_only else ()),
            ),
        )
        self.heads.show_sheet(sheet)
        self.heads.put_in_order(self.people.findChildren(QPushButton)[0])
        self.findings.show_findings(sheet.findings)
        self.issuing.show_sheet(sheet)
        self.result.show_sheet(sheet)
        self.entry.show_sheet(sheet)
        self.by_number.setVisible(not meeting.totals_only)
        self.list_part.show_sheet(sheet)
        if not sheet.form.remarks:
            self.remarks.hide()
        closed = sheet.row.state is MeetingState.FINISHED
        self.closed_part.setVisible(closed)
        self.why_field.right()
        self.look_up.setEnabled(not closed or self.look_up.ballot is None)
        self._show_editing(False)
        self.open_pane()
        if self.count_next:
            self.count_next = False
            self.heads.begin()

    def ask(
        self,
        form: MeetingForm | ListForm | ProofForm,
        title: str,
        save: str,
        act: Callable[[], object],
        *,
        may: bool = True,
    ) -> None:
        """Show ``form`` in place of the sheet; ``save`` names the button for ``act``, which it ``may`` do."""
        self.asked = form
        clear(self.edit_body)
        self.edit_body.addWidget(form)
        yes, no = Button(save, "check", "primary"), Button("取消")
        yes.clicked.connect(act)
        no.clicked.connect(self.give_up)
        yes.setEnabled(may)
        self.show_foot(yes, no)
        self.show_head(title)
        self._show_editing(True)
        self.open_pane()
        for editor in () if isinstance(form, ListForm) else form.lines:
            editor.returnPressed.connect(act)
        form.begin()
        self.begin_form(form, f"“{title}”")

    @property
    def form(self) -> MeetingForm | None:
        """Return the form in the pane, if it asks for the facts of a meeting."""
        return self.asked if isinstance(self.asked, MeetingForm) else None

    def close_pane(self) -> None:
        """Leave the form on Esc; without one, hide the pane."""
        if self.asked is not None:
            self.give_up()
        else:
            super().close_pane()

    def give_up(self) -> None:
        """Leave the form; show the meeting again, or nothing. The keys go back to the list."""
        focused: QWidget | None = self.window().focusWidget()  # None when nothing has the keys
        held = focused is not None and self.isAncestorOf(focused)
        self._show_editing(False)
        self.area.verticalScrollBar().setValue(0)
        if self.sheet is None:
            self.close_pane()
            return
        self.show_sheet(self.sheet)
        if held:
            self.closed.emit()

    def _show_editing(self, editing: bool) -> None:
        changed = editing or self.asked is not None
        self.editing.setVisible(editing)
        self.parts.setVisible(not editing)
        if not editing:
            self.asked = self.asking_for = None
            clear(self.edit_body)
            self.show_foot()
        if changed:
            self.asking.emit(editing)
