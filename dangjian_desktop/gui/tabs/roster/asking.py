"""What forms of the pane are made of: fields one under the other, findings beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence

LABEL = 80


class AskForm(QWidget):
    """Fields by their names; what a service refuses is shown at the field it names."""

    def __init__(self) -> None:
        super().__init__()
        self.body = column(self, gap=8)
        self.fields: dict[str, Field] = {}

    def add(self, name: str, editor: QWidget) -> None:
        """Add a field; a choice of long words never makes the pane wider."""
        if isinstance(editor, QComboBox):
            editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fields[name] = Field(name, editor, label_width=LABEL)
        self.body.addWidget(self.fields[name])

    def begin(self) -> None:
        """Put the keyboard into the first field, what stands there selected: typing replaces it."""
        first = next(iter(self.fields.values())).editor
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def clear(self) -> None:
        """Take the marks of wrong fields away."""
        for field in self.fields.values():
            field.right()

    def refuse(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Show findings at their fields; return those that have none."""
        rest = []
        for item in findings:
            field = self.fields.get(item.where.field)
            if field is None:
                rest.append(item)
            else:
                field.wrong(sentence(item).split("：", 1)[-1])
        return tuple(rest)
