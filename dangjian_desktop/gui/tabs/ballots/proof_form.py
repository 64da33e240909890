"""核对 in the pane: the equations group by group, what stops the count, a reason for every warning."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.ballots import Explanation, Meeting
from dangjian_desktop.domain.proofs import Balance, Equation, Proof, reason_for
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.tabs.ballots.sayings import FindingsList, said_of
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Label, SignLabel
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.ballot_papers import balance_words


class ProofForm(QWidget):
    """Shows the proof of a meeting; the reasons of the last time stand there again."""

    def __init__(self, meeting: Meeting, proof: Proof) -> None:
        super().__init__()
        self.meeting, self.proof = meeting, proof
        self.lines: list[QLineEdit] = []
        self.fields: list[Field] = []
        body = column(self, gap=4)
        balance = Section(words.BALANCE)
        for equation in shown(proof.equations):
            balance.add(_equation_line(equation))
        body.addWidget(balance)
        if proof.errors:
            wrong = Section(words.BALANCE_ERRORS.format(count=len(proof.errors)))
            findings = FindingsList()
            wrong.add(findings)
            findings.show_findings(proof.errors)
            body.addWidget(wrong)
        if proof.warnings:
            body.addWidget(self._doubts(proof.warnings, meeting.answers))

    def _doubts(self, warnings: Sequence[Finding], given: Sequence[Explanation]) -> Section:
        section = Section(words.BALANCE_WARNINGS.format(count=len(warnings)), words.WARNINGS_NOTE)
        for number, found in enumerate(warnings, 1):
            line = QWidget()
            across = row(line, gap=8)
            across.addWidget(SignLabel(Sign.WARNING, State.SOON, 16), 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(Label(f"{number}. {said_of(found)}", "note", wrap=True), 1)
            section.add(line)
            section.body.addSpacing(px(6))
            editor = QLineEdit(reason_for(found, given))
            editor.setMaxLength(100)
            editor.setPlaceholderText(words.EXPLAIN_HINT)
            field = Field(words.EXPLAIN, editor, label_width=58)
            self.lines.append(editor)
            self.fields.append(field)
            section.add(field)
            section.body.addSpacing(px(12))
        return section

    def begin(self) -> None:
        """Put the cursor where a reason is wanted."""
        empty = next((one for one in self.lines if not one.text().strip()), None)
        if empty is not None:
            empty.setFocus()

    def explanations(self) -> tuple[Explanation, ...]:
        """Return the reasons written."""
        return tuple(
            Explanation(code=found.code, field=found.where.field, reason=editor.text().strip())
            for found, editor in zip(self.proof.warnings, self.lines, strict=True)
        )

    def show_unanswered(self) -> None:
        """Mark the warnings without a reason."""
        for editor, field in zip(self.lines, self.fields, strict=True):
            if editor.text().strip():
                field.right()
            else:
                field.wrong(words.EXPLAIN_FIRST)
        self.begin()


def shown(equations: Sequence[Equation]) -> tuple[Equation, ...]:
    """Return the equations worth a line: those of the papers, and of items the ones that do not hold."""
    return tuple(one for one in equations if one.balance is not Balance.ITEM or not one.holds)


def _equation_line(equation: Equation) -> QWidget:
    line = QWidget()
    across = row(line, (0, 2, 0, 2), gap=8)
    sign = (Sign.CHECK, State.DONE) if equation.holds else (Sign.SQUARE_CROSS, State.WRONG)
    across.addWidget(SignLabel(*sign, 16), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(Label(balance_words(equation), wrap=True), 1)
    return line
