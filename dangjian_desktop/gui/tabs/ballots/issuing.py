"""票的发放: ballots printed, left over, destroyed, held against what was handed out; lines by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dangjian_desktop.domain.ballot_issues import BALLOT, EVERYONE, BallotIssue, BallotMove, IssueBalance
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Field, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import clear, column, fixed_width, row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Button, Label, SignLabel, link
from dangjian_desktop.kernel.findings import Finding, Where, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.ballots import MOVE_NAMES
from dangjian_desktop.services.ballot_issues import MOST
from dangjian_desktop.services.ballot_views import MeetingSheet

HINTS = {
    BallotMove.SPARE.value: "没有发出去的票",
    BallotMove.SPOILED.value: "如 由监票人收回，当场销毁",
    BallotMove.PRINTED.value: "如 县里统一印发",
}
LABEL = 58


class IssuingSection(Section):
    """The register of one meeting: the balance by group, line after line, and a line to be written."""

    registered = Signal(object, str, int, str)  # BallotMove, group name, count, note
    removed = Signal(str)  # id of a line
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__("票的发放", link_text="去印票", run=self.to_printing)
        self.sheet: MeetingSheet | None = None
        sums, lines = QWidget(), QWidget()
        self.sums, self.lines = column(sums, gap=4), column(lines, gap=4)
        self.add(sums)
        self.add(lines)
        self.body.addSpacing(px(8))
        self._build_form()

    def _build_form(self) -> None:
        self.what = Segmented([Segment(move, MOVE_NAMES[move]) for move in HINTS], "登记什么")
        self.what.chosen.connect(self.note_hint)
        self.group, self.count, self.note = Combo(), QLineEdit(), QLineEdit()
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.setMinimumContentsLength(6)
        self.count.setMaxLength(6)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.note.setMaxLength(100)
        self.group_field = Field("人员", self.group, label_width=LABEL)
        self.count_field = Field("张数", self.count, label_width=36)
        fixed_width(self.count, 72)
        self.note_field = Field("说明", self.note, label_width=LABEL)
        self.save = Button("登记", "check")
        self.save.clicked.connect(self.send)
        for editor in (self.count, self.note):
            editor.returnPressed.connect(self.send)
        across = row(gap=8)
        across.addWidget(self.group_field, 1)
        across.addWidget(self.count_field)
        acts = row(gap=8)
        acts.addWidget(self.note_field, 1)
        acts.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.what)
        self.body.addSpacing(px(8))
        self.body.addLayout(across)
        self.body.addSpacing(px(8))
        self.body.addLayout(acts)
        self.note_hint(self.what.current())

    def to_printing(self) -> None:
        """Ask for the place where ballots are printed."""
        self.print_asked.emit()

    def note_hint(self, move: str) -> None:
        """Say by an example what to write beside the chosen kind of line."""
        self.note.setPlaceholderText(HINTS[move])

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the register of a meeting; what is half typed for it stays."""
        if self.sheet is None or self.sheet.meeting.id != sheet.meeting.id:
            self.clear_form()
            self.group.clear()
            for group in sheet.form.groups:
                self.group.addItem(group.name, group.name)
            self.group.addItem(EVERYONE, "")
        self.sheet = sheet
        clear(self.sums)
        clear(self.lines)
        for one in sheet.issues.balances:
            self.sums.addWidget(_balance(one))
        for line in sheet.issues.lines:
            self.lines.addWidget(self._line(line))
        if not sheet.issues.lines:
            self.lines.addWidget(Label("还没有印票的登记。导出或打印测评票时自动登记。", "hint", wrap=True))

    def clear_form(self) -> None:
        """Forget what was typed."""
        self.count.clear()
        self.note.clear()
        self.count_field.right()
        self.note_field.right()

    def send(self) -> None:
        """Hand on the line as it is typed."""
        text = self.count.text().strip()
        if not (text.isascii() and text.isdigit()):
            self.refuse((finding("ballots.bad_issue_count", where=Where(field="count"), most=MOST),))
            return
        self.count_field.right()
        self.note_field.right()
        move = BallotMove(self.what.current())
        self.registered.emit(move, str(self.group.currentData() or ""), int(text), self.note.text())

    def refuse(self, findings: tuple[Finding, ...]) -> None:
        """Show what is wrong at the field it belongs to."""
        at_note = any(item.where.field == "note" for item in findings)
        field = self.note_field if at_note else self.count_field
        field.wrong(sentence(Finding(findings[0].code, findings[0].severity, facts=findings[0].facts)))
        field.editor.setFocus()

    def _line(self, line: BallotIssue) -> QWidget:
        whole = QWidget()
        across = row(whole, gap=8)
        day = f"{line.at.month}月{line.at.day}日"
        what = MOVE_NAMES[line.move.value] if line.kind == BALLOT else f"{MOVE_NAMES[line.move.value]}问卷"
        parts = (day, line.group or EVERYONE, f"{what} {line.count} 张", line.note, f"{line.by}登记")
        across.addWidget(Label("　".join(part for part in parts if part), "note", wrap=True), 1)
        away = link("去掉", partial(self.removed.emit, line.id), name=f"去掉{day}的登记")
        across.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return whole


def _balance(one: IssueBalance) -> QWidget:
    whole = QWidget()
    across = row(whole, gap=8)
    right = not one.gap or not one.issued
    sign = (Sign.CHECK, State.DONE) if right and one.issued else (Sign.RING, State.IDLE)
    across.addWidget(
        SignLabel(*(sign if right else (Sign.WARNING, State.SOON)), 16), 0, Qt.AlignmentFlag.AlignTop
    )
    words = f"印制 {one.printed}，发出 {one.issued}，剩余 {one.spare}，作废销毁 {one.spoiled}"
    if one.issued and one.gap:
        words += f"；{'缺' if one.gap > 0 else '多'} {abs(one.gap)} 张"
    elif one.issued:
        words = f"印制 {one.printed} ＝ 发出 {one.issued} ＋ 剩余 {one.spare} ＋ 作废销毁 {one.spoiled}"
    across.addWidget(Label(f"{one.group}：{words}", wrap=True), 1)
    return whole
