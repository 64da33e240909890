"""导出登记: which lists with personal data were taken out, when, what for, of how many persons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.widgets.frames import EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.services.exports import PastExport
from dangjian_desktop.services.office import Office

COLUMNS: tuple[Column[PastExport], ...] = (
    Column("at", "时间", lambda one: f"{one.at.astimezone():%Y-%m-%d %H:%M}", 140),
    Column("what", "导出什么", lambda one: one.record.what if one.record else one.words, 200, searched=True,
           tip=lambda one: one.words),
    Column("persons", "人数", lambda one: str(one.record.persons) if one.record else "", 70,
           align=Align.RIGHT, number=lambda one: one.record.persons if one.record else None),
    Column("numbers", "证号电话", lambda one: one.record.numbers.value if one.record else "", 130,
           filter=True),
    Column("purpose", "用途", lambda one: one.record.purpose if one.record else "", 220, searched=True),
    Column("file", "文件", lambda one: one.record.file if one.record else "", 230),
    Column("columns", "栏目", lambda one: "、".join(one.record.columns) if one.record else "", 280,
           tip=lambda one: "、".join(one.record.columns) if one.record else ""),
)  # fmt: skip


class ExportsPage(QWidget):
    """A list that is only looked at: the audit log is not edited."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        super().__init__()
        self.office, self.shell = office, shell
        body = column(self)
        self.head = TitleRow("导出登记")
        back = Button("返回花名册", "chevron-left")
        back.setToolTip("返回花名册（Esc）")
        back.clicked.connect(lambda _on=False: leave())
        self.head.add_button(back)
        body.addWidget(self.head)
        self.model: RowsModel[PastExport] = RowsModel(COLUMNS, key=lambda one: (one.at, one.words))
        self.grid = Grid(self.model, shell.settings, "roster.exports")
        self.grid.setAccessibleName("导出登记")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(
            EmptyPlace("export", "还没有导出过", "每次导出花名册、打印标签，都在这里记下时间、用途和人数。")
        )
        body.addWidget(self.stack, 1)

    def ask(self) -> None:
        """Ask for the register."""
        self.shell.runner.run(self.office.exports.past, then=self.show_past, key="roster.exports")

    def show_past(self, past: tuple[PastExport, ...]) -> None:
        """Show the register, the newest in hand."""
        self.model.set_rows(past)
        self.stack.setCurrentIndex(0 if past else 1)
        self.head.set_note(f"{len(past)} 次" if past else "")
        if past and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
