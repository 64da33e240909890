"""意见栏: what was written on the papers, sorted by its words, each to be struck out with a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.ballot_remarks import Remark
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import clear, column, row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Button, Label, link
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_remarks import Question

NOTE = "与票分开存放，按文字排列，查不到是谁、是哪张票写的"


class RemarksPart(Section):
    """Shows the words under every question of a meeting; asks before a passage is struck out."""

    redact_asked = Signal(object, str, str)  # Remark, passage, reason

    def __init__(self) -> None:
        super().__init__("意见栏", NOTE)
        self.chosen: Remark | None = None
        self.list = QWidget()
        self.lines = column(self.list, gap=6)
        self.add(self.list)
        self.asking = QWidget()
        body = column(self.asking, gap=8)
        self.said = Label("", wrap=True)
        self.passage, self.reason = QLineEdit(), QLineEdit()
        self.passage.setPlaceholderText("照原文摘取；不填则整条隐去")
        self.reason.setPlaceholderText("如 涉及个人隐私")
        self.passage_field = Field("要隐去的字", self.passage, label_width=76)
        self.reason_field = Field("原因", self.reason, label_width=76)
        for part in (self.said, self.passage_field, self.reason_field):
            body.addWidget(part)
        acts = row(gap=8)
        yes, no = Button("隐去，不能恢复", "trash"), Button("不隐去")
        yes.clicked.connect(self._redact)
        no.clicked.connect(self.leave)
        acts.addWidget(yes)
        acts.addWidget(no)
        acts.addStretch(1)
        body.addLayout(acts)
        self.add(self.asking)
        self.asking.hide()

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """Show what was written; nothing where the form asks for no words."""
        self.setVisible(bool(questions))
        self.leave()
        clear(self.lines)
        for question in questions:
            count = f"{question.count} 条" if question.count else "还没有录入意见"
            self.lines.addWidget(Label(f"{question.item.text}（{count}）", "note", wrap=True))
            for remark in question.remarks:
                self.lines.addWidget(self._line(remark))

    def _line(self, remark: Remark) -> QWidget:
        line = QWidget()
        across = row(line, gap=8)
        times = f"（{remark.copies} 张票）" if remark.copies > 1 else ""
        struck = f"（已隐去：{remark.redacted}）" if remark.redacted else ""
        across.addWidget(Label(remark.text + times + struck, wrap=True), 1)
        away = link("隐去…", partial(self._ask, remark))
        away.setAccessibleName(f"隐去 {remark.text[:20]}")
        across.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _ask(self, remark: Remark) -> None:
        self.chosen = remark
        self.said.setText(remark.text)
        self.asking.show()
        self.passage.setFocus()

    def leave(self) -> None:
        """Forget the remark in hand."""
        self.chosen = None
        for editor, field in ((self.passage, self.passage_field), (self.reason, self.reason_field)):
            editor.clear()
            field.right()
        self.asking.hide()

    def _redact(self) -> None:
        if self.chosen is not None:
            self.redact_asked.emit(self.chosen, self.passage.text(), self.reason.text())

    def refuse(self, findings: tuple[Finding, ...]) -> None:
        """Show what is wrong at its field."""
        for item in findings:
            at_reason = item.code == "ballots.no_reason"
            (self.reason_field if at_reason else self.passage_field).wrong(sentence(item))
