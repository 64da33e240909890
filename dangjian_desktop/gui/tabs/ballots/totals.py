"""汇总数: the totals of a meeting that was counted elsewhere, typed group by group or read from a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QWidget

from dangjian_desktop.domain.ballots import GroupCount
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.widgets.layouts import column, fixed_width
from dangjian_desktop.gui.widgets.panes import see_through
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.counted_totals import LARGEST, TotalsSheet

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TotalsPage(QWidget):
    """One group at a time; everything typed is kept until it is stored together."""

    saved = Signal(object, str)  # tuple[GroupCount, ...], source
    read_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet: TotalsSheet | None = None
        self.counts: dict[str, GroupCount] = {}
        self.group = ""
        self.papers: list[QLineEdit] = []
        self.marks: list[list[QLineEdit]] = []
        self.setAccessibleName(words.TOTALS)
        self.groups = Segmented((), words.GROUPS)
        self.groups.chosen.connect(self._turn)
        self.head = TitleRow(words.TOTALS, self.groups)
        for text, icon, kind, act in (
            (words.READ_TOTALS, "import", "", self.read_asked.emit),
            (words.BACK_TO_LIST, "undo", "", self.left.emit),
            (words.SAVE_TOTALS, "check", "primary", self._save),
        ):
            button = Button(text, icon, kind)
            button.clicked.connect(act)
            self.head.add_button(button)
        outer = column(self)
        outer.addWidget(self.head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.body = column(inside, (24, 14, 24, 24), gap=10)
        area.setWidget(inside)
        see_through(area, inside)
        outer.addWidget(area, 1)
        self.source, self.wrong = Label("", "note", wrap=True), Label("", "error", wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.source)
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        self.table: QWidget | None = None

    def show_sheet(self, sheet: TotalsSheet) -> None:
        """Show the totals of a meeting."""
        self.sheet = sheet
        self.counts = {count.group: count for count in sheet.counts}
        self.head.set_note(sheet.meeting.title)
        self.source.setText(
            words.TOTALS_FROM.format(source=sheet.source) if sheet.source else words.TOTALS_NOTE
        )
        self.wrong.hide()
        kept = self.group if sheet.form.group(self.group) else sheet.form.groups[0].code
        self.group = ""
        self.groups.set_segments([Segment(g.code, g.name) for g in sheet.form.groups])
        self.groups.choose(kept, silent=True)
        self._turn(kept)

    def _turn(self, group: str) -> None:
        self._keep()
        self.group = group
        self._build()
        self.papers[0].setFocus()

    def _build(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        if self.sheet is None:
            return
        form, count = self.sheet.form, self.counts[self.group]
        self.table = QWidget()
        self.table.setMaximumWidth(px(980))
        grid = QGridLayout(self.table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        figures = (count.valid, count.invalid, count.blank)
        self.papers = self._line(grid, 0, ("", words.PAPERS), words.PAPER_KINDS, figures)
        self.marks, at, head = [], 2, None
        for n, row in enumerate(count.marks):
            options = form.options_of(n)
            names = (*(o.text for o in options), words.ABSTAINED)
            self.marks.append(
                self._line(grid, at, (str(n + 1), form.items[n].text), names, row, headed=options != head)
            )
            head, at = options, at + 2
        self.body.insertWidget(2, self.table)

    def _line(
        self,
        grid: QGridLayout,
        at: int,
        told: tuple[str, str],
        names: Sequence[str],
        figures: Sequence[int],
        *,
        headed: bool = True,
    ) -> list[QLineEdit]:
        """Put one line of figures, with the heads of its columns above where they change."""
        number, text = told
        grid.addWidget(Label(number, "note"), at + 1, 0)
        grid.addWidget(Label(text), at + 1, 1)
        editors = []
        for place, (name, figure) in enumerate(zip(names, figures, strict=True), 2):
            if headed:
                label = Label(name, "note")
                label.setAlignment(RIGHT)
                grid.addWidget(label, at, place)
            editor = QLineEdit(str(figure) if figure else "")
            editor.setValidator(QIntValidator(0, LARGEST, editor))
            editor.setAlignment(RIGHT)
            editor.setAccessibleName(f"{text} {name}")
            editor.returnPressed.connect(self.focusNextChild)
            fixed_width(editor, 84)
            grid.addWidget(editor, at + 1, place)
            editors.append(editor)
        return editors

    def _keep(self) -> None:
        """Take what is typed of the group in hand."""
        if self.group and self.papers:
            valid, invalid, blank = (_figure(e) for e in self.papers)
            marks = tuple(tuple(_figure(e) for e in row) for row in self.marks)
            self.counts[self.group] = GroupCount(
                group=self.group, valid=valid, invalid=invalid, blank=blank, marks=marks
            )

    def _save(self) -> None:
        if self.sheet is not None:
            self._keep()
            self.saved.emit(tuple(self.counts.values()), self.sheet.source)

    def refuse(self, findings: Sequence[Finding]) -> None:
        """Say why the totals were not stored or read."""
        self.wrong.setText("\n".join(sentence(one) for one in findings[:6]))
        self.wrong.setVisible(bool(findings))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc, store on Ctrl+Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._save()
        else:
            super().keyPressEvent(event)


def _figure(editor: QLineEdit) -> int:
    text = editor.text().strip()
    return int(text) if text.isascii() and text.isdigit() else 0
