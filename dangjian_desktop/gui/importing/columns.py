"""How the columns of a file were understood, and what the clerk says they are: a list of combo boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.layouts import Fixed, clear, column, fixed_width, row
from dangjian_desktop.gui.widgets.panes import Pane, Section, see_through
from dangjian_desktop.gui.widgets.words import Button, ElidedLabel, IconLabel, Label, Paragraph, link
from dangjian_desktop.services.import_columns import ColumnView, TableView, Way

UNWANTED = "（不要这一列）"
MIDDLE = Qt.AlignmentFlag.AlignHCenter
WIDE, NARROW = 620, 420
LOW = 340  # px at 100 %: no room for the icon over the columns
Choose = Callable[[str, str, str], object]
"""Takes the kind of table, the heading and the field chosen."""


class ColumnRow(QFrame):
    """One column: heading, how it was understood, some values, and the field it holds."""

    def __init__(self, table: TableView, shown: ColumnView, choose: Choose) -> None:
        super().__init__()
        self.table, self.shown, self.choose = table, shown, choose
        across = row(self, (0, 5, 0, 6), gap=8)
        words = column(gap=1)
        head = row(gap=6)
        head.addWidget(ElidedLabel(shown.heading, "strong"), 1)
        told = Label(shown.told, "small")
        head.addWidget(told)
        words.addLayout(head)
        samples = ElidedLabel("、".join(shown.samples) or "（空列）", "small")
        words.addWidget(samples)
        across.addLayout(words, 1)
        self.combo = Combo()
        fixed_width(self.combo, 154)
        self.combo.addItem(UNWANTED, "")
        for code, word in table.fields:
            self.combo.addItem(word, code)
        self.combo.setCurrentIndex(max(0, self.combo.findData(shown.field)))
        self.combo.setObjectName(shown.heading)
        self.combo.setAccessibleName(f"“{shown.heading}”这一列是")
        self.combo.setAccessibleDescription(shown.told)
        self.combo.activated.connect(self._chosen)
        across.addWidget(self.combo)

    def _chosen(self, _index: int) -> None:
        field = str(self.combo.currentData())
        if field != self.shown.field or self.shown.way is Way.CONTENT:
            self.choose(self.table.kind, self.shown.heading, field)


class ColumnsPane(Pane):
    """The columns of the file beside the preview, which follows every choice."""

    def __init__(self, choose: Choose, forget: Callable[[], object]) -> None:
        super().__init__()
        self.choose, self.forget = choose, forget
        self.combos: list[Combo] = []

    def show_tables(self, tables: Sequence[TableView], focused: str = "") -> None:
        """Show the columns; the combo box of the heading ``focused`` keeps the keyboard."""
        self.show_head("对应列", "", "选好后预览随即更新；导入后记住，下次照此认列。")
        self.combos = []
        sections: list[QWidget] = []
        learned = False
        for table in tables:
            section = Section(table.sheet or "这份表", table.kind_name)
            for shown in table.columns:
                made = ColumnRow(table, shown, self.choose)
                section.add(made)
                self.combos.append(made.combo)
                learned = learned or shown.way is Way.LEARNED
            sections.append(section)
        self.show_sections(*sections)
        self.show_foot(*([link("忘掉记住的表头", self.forget)] if learned else []))
        give_keyboard(self.combos, focused)


class ColumnsPlace(QWidget):
    """Asks what the columns are where no heading says it."""

    def __init__(self, choose: Choose, go_on: Callable[[], object], other: Callable[[], object]) -> None:
        super().__init__()
        self.choose = choose
        self.combos: list[Combo] = []
        outer = column(self, (24, 10, 24, 8), gap=8)
        self.icon = IconLabel("columns", COLOURS.ink3, 32, plate=56)
        outer.addWidget(self.icon, 0, MIDDLE)
        outer.addWidget(Label("这份表的表头认不出来，请指出各列是什么", "section"), 0, MIDDLE)
        words = "至少要指出姓名那一列。选过的表头导入后记住，下次照此认列。"
        outer.addWidget(Paragraph(words, "note", NARROW), 0, MIDDLE)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.body = column(inside, (0, 0, 12, 0))
        area.setWidget(inside)
        see_through(area, inside)
        Fixed(area, area.setMaximumWidth, WIDE)
        across = row(gap=0)
        across.addStretch(1)
        across.addWidget(area, 1000)
        across.addStretch(1)
        outer.addLayout(across, 1)
        buttons = row(gap=8)
        buttons.addStretch(1)
        self.again = Button("换文件", "folder")
        self.again.clicked.connect(lambda _on=False: other())
        buttons.addWidget(self.again)
        self.on = Button("继续", "arrow-right", "primary")
        self.on.clicked.connect(lambda _on=False: go_on())
        buttons.addWidget(self.on)
        buttons.addStretch(1)
        outer.addLayout(buttons)

    def show_tables(self, tables: Sequence[TableView], focused: str = "") -> None:
        """Show the columns of the tables nobody understood."""
        clear(self.body)
        self.combos = []
        for table in tables:
            if len(tables) > 1:
                self.body.addWidget(Section(table.sheet or "这份表"))
            for shown in table.columns:
                made = ColumnRow(table, shown, self.choose)
                self.body.addWidget(made)
                self.combos.append(made.combo)
        self.body.addStretch(1)
        named = any(one.field == "name" for table in tables for one in table.columns)
        self.on.setEnabled(named)
        self.on.setToolTip("" if named else "先指出姓名那一列")
        give_keyboard(self.combos, focused)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the icon out in a low window: the buttons stay in sight."""
        super().resizeEvent(event)
        self.icon.setVisible(self.height() >= px(LOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.on.isEnabled():
            self.on.click()
        else:
            super().keyPressEvent(event)


def give_keyboard(combos: Sequence[Combo], heading: str) -> None:
    """Put the keyboard on the combo box of a heading, else on the first."""
    for combo in combos:
        place: QWidget | None = combo.parentWidget()
        while place is not None and place.isHidden():
            place.show()  # new rows are shown by the next event only, and what is not shown takes no keys
            place = place.parentWidget()
    chosen = next((one for one in combos if one.objectName() == heading), None)
    if chosen is not None or combos:
        (chosen or combos[0]).setFocus()
