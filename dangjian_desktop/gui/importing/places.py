"""What stands where the preview would be: reading, not readable, or a year that must be given first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.gui.importing.pane import year_of
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import COLOURS, State
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import clear, column, fixed_width, row
from dangjian_desktop.gui.widgets.words import Button, IconLabel, Label, Paragraph, SignLabel
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence

MIDDLE = Qt.AlignmentFlag.AlignHCenter
WIDE = 560


class WaitPlace(QWidget):
    """Says that the file is being read."""

    def __init__(self) -> None:
        super().__init__()
        outer = column(self, (24, 24, 24, 24), gap=12)
        outer.addStretch(2)
        outer.addWidget(IconLabel("file", COLOURS.ink3, 32, plate=64), 0, MIDDLE)
        self.words = Label("正在读取…", "section")
        outer.addWidget(self.words, 0, MIDDLE)
        outer.addStretch(3)


class RefusedPlace(QWidget):
    """Says why nothing could be read, one sentence a line, and offers another file."""

    def __init__(self, other: Callable[[], object]) -> None:
        super().__init__()
        outer = column(self, (24, 24, 24, 24), gap=12)
        outer.addStretch(2)
        outer.addWidget(IconLabel("file", COLOURS.ink3, 32, plate=64), 0, MIDDLE)
        self.title = Label("这份文件读不进来", "section")
        outer.addWidget(self.title, 0, MIDDLE)
        held = QWidget()
        fixed_width(held, WIDE)
        self.lines = column(held, gap=8)
        outer.addWidget(held, 0, MIDDLE)
        outer.addSpacing(px(8))
        self.again = Button("换文件", "folder")
        self.again.clicked.connect(lambda _on=False: other())
        outer.addWidget(self.again, 0, MIDDLE)
        outer.addStretch(3)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what is wrong."""
        clear(self.lines)
        for item in findings:
            line = QWidget()
            across = row(line, gap=10)
            across.addWidget(SignLabel(Sign.SQUARE_CROSS, State.WRONG, 18), 0, Qt.AlignmentFlag.AlignTop)
            words = Paragraph(sentence(item), "", WIDE - 28)
            words.setAlignment(Qt.AlignmentFlag.AlignLeft)
            across.addWidget(words)
            self.lines.addWidget(line)


class YearPlace(QWidget):
    """Asks for the year of a notice that tells none."""

    def __init__(self, go_on: Callable[[int], object], year: int) -> None:
        super().__init__()
        self.go_on = go_on
        outer = column(self, (24, 24, 24, 24), gap=12)
        outer.addStretch(2)
        outer.addWidget(IconLabel("calendar", COLOURS.ink3, 32, plate=64), 0, MIDDLE)
        outer.addWidget(Label("这份通知是哪一年的", "section"), 0, MIDDLE)
        words = Label("通知里没有写年份，“3月20日前”这样的时间折算不成日期。请填年份。", "note")
        outer.addWidget(words, 0, MIDDLE)
        held = QWidget()
        fixed_width(held, 300)
        across = row(held, gap=8)
        self.year = QLineEdit(str(year))
        self.year.setMaxLength(5)
        self.field = Field("年份", self.year, label_width=44)
        across.addWidget(self.field, 1)
        self.on = Button("继续", "arrow-right", "primary")
        across.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        outer.addWidget(held, 0, MIDDLE)
        outer.addStretch(3)
        self.year.returnPressed.connect(self.given)
        self.on.clicked.connect(self.given)

    def given(self) -> None:
        """Take the year typed, when it is one."""
        year = year_of(self.year.text())
        if year is None:
            self.field.wrong("请填四位数的年份，如 2026。")
        else:
            self.field.right()
            self.go_on(year)
