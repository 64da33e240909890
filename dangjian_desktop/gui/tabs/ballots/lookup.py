"""按号查票: a typed paper by the number on it, to be held against the paper, corrected or voided."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.ballots import Ballot, BallotStatus, chosen_words
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.tabs.ballots.words import STATUS
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column, fixed_width, row
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.findings import Finding, finding
from dangjian_desktop.kernel.texts import sentence


class LookUp(QWidget):
    """Asks for a number; shows the paper; asks for the reason before it is changed."""

    asked = Signal(int)
    correct_asked = Signal(object, str)  # Ballot, reason
    void_asked = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.ballot: Ballot | None = None
        self.meeting = ""
        body = column(self, gap=8)
        line = row(gap=8)
        self.number = QLineEdit()
        self.number.setMaxLength(5)
        fixed_width(self.number, 96)
        self.number_field = Field("票号", self.number, label_width=58)
        self.go = Button("查票", "search")
        self.go.clicked.connect(self.ask)
        self.number.returnPressed.connect(self.ask)
        line.addWidget(self.number_field)
        line.addWidget(self.go)
        line.addStretch(1)
        body.addLayout(line)
        self.found = QWidget()
        inside = column(self.found, gap=8)
        self.words = Label("", wrap=True)
        inside.addWidget(self.words)
        self.reason = QLineEdit()
        self.reason.setMaxLength(100)
        self.reason.setPlaceholderText("如 看错行、重复录入")
        self.reason_field = Field("原因", self.reason, label_width=58)
        inside.addWidget(self.reason_field)
        acts = row(gap=8)
        self.correct, self.void = Button("更正", "edit"), Button("作废这张票", "trash")
        self.correct.clicked.connect(self._correct)
        self.void.clicked.connect(self._void)
        acts.addWidget(self.correct)
        acts.addWidget(self.void)
        acts.addStretch(1)
        inside.addLayout(acts)
        self.found.hide()
        body.addWidget(self.found)

    def clear(self) -> None:
        """Forget the paper."""
        self.ballot = None
        self.number.clear()
        self.reason.clear()
        self.number_field.right()
        self.reason_field.right()
        self.found.hide()

    def ask(self) -> None:
        """Ask for the paper whose number is typed."""
        text = self.number.text().strip()
        if text.isascii() and text.isdigit():
            self.number_field.right()
            self.asked.emit(int(text))
        else:
            self.refuse((finding("ballots.bad_number", text=text),))

    def show_ballot(self, ballot: Ballot, form: BallotForm) -> None:
        """Show a paper as it was typed."""
        self.ballot = ballot
        group = form.group(ballot.group)
        head = (
            f"第 {ballot.number:03d} 号 · {group.name if group else ballot.group} · {STATUS[ballot.status]}"
        )
        lines = [head]
        if ballot.status is BallotStatus.INVALID:
            lines.append(f"原因：{ballot.reason}")
        else:
            lines.extend(
                f"{n}. {item.text}：{chosen_words(form, n - 1, mark)}"
                for n, (item, mark) in enumerate(zip(form.items, ballot.marks, strict=True), 1)
            )
        self.words.setText("\n".join(lines))
        self.reason.clear()
        self.reason_field.right()
        self.found.show()

    def refuse(self, findings: tuple[Finding, ...]) -> None:
        """Show what is wrong at the field it belongs to."""
        blind = next((f for f in findings if f.code == "ballots.blind"), None)
        if blind is not None:
            self._show_blind(blind)
            return
        said = sentence(findings[0]) if findings else ""
        at_reason = any(f.code == "ballots.no_reason" for f in findings)
        (self.reason_field if at_reason else self.number_field).wrong(said)
        if not at_reason:
            self.found.hide()

    def _show_blind(self, found: Finding) -> None:
        """Show a paper that waits for its second entry: not what was typed, but it can be typed anew."""
        number = int(self.number.text())
        self.ballot = Ballot(
            meeting_id=self.meeting, entry=1, number=number, group="", status=BallotStatus.VALID
        )
        self.words.setText(sentence(found))
        self.reason.clear()
        self.reason_field.right()
        self.found.show()

    def _said(self) -> str:
        text = self.reason.text().strip()
        if not text:
            self.refuse((finding("ballots.no_reason"),))
            self.reason.setFocus()
        return text

    def _correct(self) -> None:
        if self.ballot is not None and (reason := self._said()):
            self.correct_asked.emit(self.ballot, reason)

    def _void(self) -> None:
        if self.ballot is not None and (reason := self._said()):
            self.void_asked.emit(self.ballot.number, reason)
