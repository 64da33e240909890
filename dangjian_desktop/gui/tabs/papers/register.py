"""发放登记 of the form in hand: how many were printed, where they went, what was left over or destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.ballot_issues import EVERYONE, BallotIssue, BallotMove, sums
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.fields import Field, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import clear, column, fixed_width, row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Button, Label, link
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.ballots import MOVE_NAMES
from dangjian_desktop.services.ballot_issues import balance_words
from dangjian_desktop.services.paper_asks import COPIES
from dangjian_desktop.services.paper_kinds import needs_meeting

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab
    from dangjian_desktop.kernel.changes import Outcome

MOST_LINES = 8
MOVES = (BallotMove.SPARE, BallotMove.SPOILED, BallotMove.PRINTED)
NONE = "还没有登记。写了份数，导出 PDF 或打印时自动登记。"


class RegisterSection(Section):
    """The lines of the register of one form, its sums, and a line to be written by hand."""

    written = Signal(object, int, str)  # BallotMove, count, note
    removed = Signal(str)  # id of a line

    def __init__(self) -> None:
        super().__init__("发放登记")
        lines, self.entry = QWidget(), QWidget()
        self.lines = column(lines, gap=4)
        self.add(lines)
        self.body.addSpacing(px(8))
        self.add(self.entry)
        inside = column(self.entry, gap=8)
        self.what = Segmented([Segment(move.value, MOVE_NAMES[move]) for move in MOVES], "登记什么")
        self.count, self.note = QLineEdit(), QLineEdit()
        self.count.setMaxLength(6)
        fixed_width(self.count, 72)
        self.note.setMaxLength(100)
        self.note.setPlaceholderText("作废的写明由谁收回、怎样销毁")
        self.count_field = Field("份数", self.count, label_width=40)
        self.note_field = Field("说明", self.note, label_width=40)
        save = Button("登记", "check")
        save.clicked.connect(lambda _on=False: self.send())
        for editor in (self.count, self.note):
            editor.returnPressed.connect(self.send)
        across = row(gap=8)
        across.addWidget(self.count_field)
        across.addStretch(1)
        across.addWidget(save)
        inside.addWidget(self.what)
        inside.addLayout(across)
        inside.addWidget(self.note_field)

    def show_lines(self, lines: Sequence[BallotIssue], *, by_hand: bool) -> None:
        """Show the register, newest first; ``by_hand``: lines can be written here."""
        clear(self.lines)
        if not lines:
            self.lines.addWidget(Label(NONE, "hint", wrap=True))
        else:
            told = sums(lines)
            said = balance_words(told) if by_hand else f"印制 {told.printed}"
            self.lines.addWidget(Label(said, "strong", wrap=True))
        for line in lines[:MOST_LINES]:
            self.lines.addWidget(self._line(line))
        if len(lines) > MOST_LINES:
            self.lines.addWidget(Label(f"另有 {len(lines) - MOST_LINES} 条", "note"))
        self.entry.setVisible(by_hand)

    def _line(self, line: BallotIssue) -> QWidget:
        whole = QWidget()
        across = row(whole, gap=8)
        day = f"{line.at.month}月{line.at.day}日"
        group = line.group if line.group != EVERYONE else ""
        parts = (day, group, f"{MOVE_NAMES[line.move.value]} {line.count} 份", line.note, f"{line.by}登记")
        across.addWidget(Label("　".join(part for part in parts if part), "note", wrap=True), 1)
        across.addWidget(link("去掉", partial(self.removed.emit, line.id), name=f"去掉{day}的登记"))
        return whole

    def send(self) -> None:
        """Hand on the line as it is typed; what is no number counts as none."""
        self.count_field.right()
        self.note_field.right()
        text = self.count.text().strip()
        many = int(text) if text.isascii() and text.isdigit() else 0
        self.written.emit(BallotMove(self.what.current()), many, self.note.text())

    def done(self) -> None:
        """Forget what was typed: it is written."""
        self.count.clear()
        self.note.clear()

    def refuse(self, findings: tuple[Finding, ...]) -> None:
        """Show what is wrong at the field it belongs to."""
        field = self.note_field if findings[0].where.field == "note" else self.count_field
        field.wrong(sentence(Finding(findings[0].code, findings[0].severity, facts=findings[0].facts)))
        field.editor.setFocus()


class Register(QObject):
    """Keeps the register shown up with the form in hand."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab, self.section = tab, RegisterSection()
        self.section.hide()
        self.section.written.connect(self._write)
        self.section.removed.connect(self._remove)

    def about(self) -> str:
        """Return which form of its kind is in hand: the 类别, the election; empty before it is laid out."""
        laid = self.tab.laid
        return (laid.paper.record or laid.paper.title) if laid is not None else ""

    def ask(self) -> None:
        """Ask for the register of the form in hand; other papers have none."""
        kind = self.tab.form.current()
        self.section.setVisible(COPIES in kind.asks)
        if COPIES in kind.asks:
            wish = self.tab.wish_for(kind.code)
            self.tab.runner.run(
                self.tab.office.issues.of_paper, kind.code, wish.meeting_id,
                then=self._show, key="papers.register",
            )  # fmt: skip

    def _show(self, lines: tuple[BallotIssue, ...]) -> None:
        by_hand, about = not needs_meeting(self.tab.form.current()), self.about()
        own = tuple(one for one in lines if not by_hand or one.about == about)
        self.section.show_lines(own, by_hand=by_hand)

    def _write(self, move: BallotMove, count: int, note: str) -> None:
        kind = self.tab.form.current()
        self.tab.runner.run(
            self.tab.office.issues.register_forms, kind.code, self.about() or kind.name, move, count, note,
            then=self._written, refused=self.section.refuse,
        )  # fmt: skip

    def _written(self, done: Outcome[BallotIssue]) -> None:
        line = done.value
        self.section.done()
        self.tab.shell.say(f"已登记{MOVE_NAMES[line.move.value]} {line.count} 份。")

    def _remove(self, line_id: str) -> None:
        self.tab.runner.run(self.tab.office.issues.take_back, line_id, then=self._removed)

    def _removed(self, done: Outcome[BallotIssue]) -> None:
        line = done.value
        self.tab.shell.say(f"已去掉{MOVE_NAMES[line.move.value]} {line.count} 份的登记，可以撤销。")
