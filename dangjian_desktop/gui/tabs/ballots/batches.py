"""分批合计: one batch at a time, its totals item by item, to be held against a hand count."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from dangjian_desktop.domain.batch_sums import BatchSum
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.panes import see_through
from dangjian_desktop.gui.widgets.words import Button, Label, line
from dangjian_desktop.kernel.texts.ballots import SMALL_GROUP
from dangjian_desktop.services.second_entry import BatchSheet

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BatchesPage(QWidget):
    """Shows a :class:`BatchSheet`; PgUp and PgDn turn to other batches, Esc leaves."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet: BatchSheet | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.BATCHES)
        self.chooser = Combo()
        self.chooser.setAccessibleName(words.BATCH)
        self.chooser.setMinimumWidth(px(200))
        self.chooser.currentIndexChanged.connect(self._show)
        self.head = TitleRow(words.BATCHES, self.chooser)
        self.back = Button(words.BACK_TO_LIST, "undo")
        self.back.setToolTip(words.BACK_TIP)
        self.back.clicked.connect(self.left)
        self.head.add_button(self.back)
        outer = column(self)
        outer.addWidget(self.head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        self.body = column(inside, (24, 16, 24, 24), gap=12)
        area.setWidget(inside)
        see_through(area, inside)
        outer.addWidget(area, 1)
        self.counts, self.note = Label("", "pane-title", wrap=True), Label("", "note", wrap=True)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.table: QWidget | None = None

    def show_sheet(self, sheet: BatchSheet) -> None:
        """Show the batches of a meeting, the last one first: it is the one just typed."""
        kept = self.chooser.currentIndex() if self.sheet and self.sheet.meeting.id == sheet.meeting.id else -1
        self.sheet = sheet
        self.head.set_note(sheet.meeting.title)
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for batch in sheet.batches:
            self.chooser.addItem(
                words.BATCH_NAME.format(place=batch.place, first=batch.first, last=batch.last)
            )
        count = len(sheet.batches)
        self.chooser.setCurrentIndex(kept if 0 <= kept < count else count - 1)
        self.chooser.blockSignals(False)
        self._show()

    def _show(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if self.sheet is None or not self.sheet.batches:
            self.counts.setText(words.NO_BATCH_YET)
            self.note.setText("")
            return
        batch = self.sheet.batches[max(0, self.chooser.currentIndex())]
        self.counts.setText(
            words.BATCH_COUNTS.format(
                papers=batch.papers, valid=batch.valid, invalid=batch.invalid, blank=batch.blank
            )
        )
        missing = batch.size - batch.papers
        self.note.setText(words.BATCH_MISSING.format(missing=missing) if missing else words.BATCH_WHOLE)
        if batch.marks:
            self.table = table_of(self.sheet.form, batch)
            self.body.insertWidget(2, self.table)
        else:
            self.note.setText(f"{self.note.text()}{SMALL_GROUP}。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn to other batches, or leave."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            at = self.chooser.currentIndex() + (1 if event.key() == Qt.Key.Key_PageDown else -1)
            if 0 <= at < self.chooser.count():
                self.chooser.setCurrentIndex(at)
        else:
            super().keyPressEvent(event)


def table_of(form: BallotForm, batch: BatchSum) -> QWidget:
    """Return the totals item by item; a new head stands where the options change."""
    made = QWidget()
    made.setMaximumWidth(px(900))
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(7))
    grid.setColumnStretch(1, 1)
    at, head = 0, None
    for item, counts in enumerate(batch.marks):
        options = form.options_of(item)
        if options != head:
            head = options
            for place, text in enumerate((*(o.text for o in options), words.BLANK), 2):
                label = Label(text, "note")
                label.setAlignment(RIGHT)
                grid.addWidget(label, at, place)
            grid.addWidget(line(), at + 1, 0, 1, len(options) + 3)
            at += 2
        grid.addWidget(Label(str(item + 1), "note"), at, 0)
        grid.addWidget(Label(form.items[item].text), at, 1)
        for place, count in enumerate(counts, 2):
            figure = Label(str(count), "strong" if count else "note")
            figure.setAlignment(RIGHT)
            grid.addWidget(figure, at, place)
        at += 1
    return made
