"""How the papers of a meeting are typed: once or twice, in batches, the number first or counted on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.ballots import Checking, Meeting
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column, fixed_width, row
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.services.meeting_rows import BATCH_SIZES

USUAL_PERCENT = 20


class CheckingFields(QWidget):
    """The choices of the form of a meeting."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.second, self.percent = Combo(), QLineEdit(str(meeting.percent or USUAL_PERCENT))
        for kind in Checking:
            self.second.addItem(words.CHECKING[kind], kind)
        self.second.setCurrentIndex(list(Checking).index(meeting.second))
        self.second.currentIndexChanged.connect(self._follow)
        self.percent.setMaxLength(2)
        fixed_width(self.percent, 48)
        self.percent.setAccessibleName(words.PERCENT)
        self.sign = Label("%", "note")
        holding = QWidget()
        across = row(holding, gap=6)
        across.addWidget(self.second, 1)
        across.addWidget(self.percent)
        across.addWidget(self.sign)
        self.numbers = Combo()
        for text in words.NUMBERING:
            self.numbers.addItem(text)
        self.numbers.setCurrentIndex(int(meeting.numbers_first))
        self.batch = Combo()
        for size in BATCH_SIZES:
            self.batch.addItem(words.BATCH_SIZE.format(size=size) if size else words.NO_BATCHES, size)
        self.batch.setCurrentIndex(BATCH_SIZES.index(meeting.batch_size))
        self.way = Combo()
        for text in words.WAYS:
            self.way.addItem(text)
        self.way.setCurrentIndex(int(meeting.totals_only))
        self.way.currentIndexChanged.connect(self._follow)
        self.fields = {
            "way": Field(words.WAY, self.way, label_width=64),
            "percent": Field(words.DOUBLE_ENTRY, holding, label_width=64),
            "numbers": Field(words.NUMBERS, self.numbers, label_width=64),
            "batch_size": Field(words.BATCH, self.batch, label_width=64),
        }
        body = column(self, gap=8)
        for field in self.fields.values():
            body.addWidget(field)
        self.second.setAccessibleName(words.DOUBLE_ENTRY)
        self._follow()

    def _follow(self) -> None:
        papers = self.way.currentIndex() == 0
        for name, field in self.fields.items():
            field.setVisible(papers or name == "way")
        sampled = self.second.currentData() is Checking.SAMPLE
        self.percent.setVisible(sampled)
        self.sign.setVisible(sampled)

    def applied(self, meeting: Meeting) -> Meeting:
        """Return ``meeting`` with what is chosen; figures that are none become 0, which is refused."""
        text = self.percent.text().strip()
        totals = self.way.currentIndex() == 1
        second = Checking.NONE if totals else Checking(self.second.currentData())
        percent = int(text) if text.isascii() and text.isdigit() else 0
        return replace(
            meeting,
            totals_only=totals,
            second=second,
            percent=percent if second is Checking.SAMPLE else 0,
            batch_size=int(self.batch.currentData()),
            numbers_first=self.numbers.currentIndex() == 1,
        )
