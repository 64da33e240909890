"""What is found about a meeting, said line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.layouts import clear, column, row
from dangjian_desktop.gui.widgets.words import Label, SignLabel
from dangjian_desktop.kernel.findings import Finding, Severity
from dangjian_desktop.kernel.texts import sentence

SIGNS = {
    Severity.ERROR: (Sign.SQUARE_CROSS, State.WRONG),
    Severity.WARNING: (Sign.WARNING, State.SOON),
    Severity.HINT: (Sign.RING, State.IDLE),
}


class FindingsList(QWidget):
    """Numbered findings: sign, number, sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.body = column(self, gap=6)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show ``findings``, errors first."""
        clear(self.body)
        ordered = sorted(findings, key=lambda f: list(Severity).index(f.severity))
        for number, item in enumerate(ordered, 1):
            line = QWidget()
            across = row(line, gap=8)
            across.addWidget(SignLabel(*SIGNS[item.severity], 16), 0, Qt.AlignmentFlag.AlignTop)
            said = Label(f"{number}. {said_of(item)}", "note", wrap=True)
            across.addWidget(said, 1)
            self.body.addWidget(line)
        self.setVisible(bool(ordered))


def said_of(item: Finding) -> str:
    """Return the sentence of a finding without the meeting's name, which stands above it."""
    where = item.where
    field = f"{where.field}：" if where.field else ""
    clause = f"（{where.clause}）" if where.clause else ""
    bare = Finding(item.code, item.severity, facts=item.facts)
    return f"{field}{sentence(bare)}{clause}"
