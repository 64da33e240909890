"""The bin of 花名册: what was removed, when and why, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from dangjian_desktop.domain.recycling import Removed
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.roster_bin import KIND_WORDS, lying_words

COLUMNS: tuple[Column[Removed], ...] = (
    Column("kind", "种类", lambda one: KIND_WORDS[one.kind], 110, filter=True),
    Column("name", "名称", lambda one: one.name, 240, searched=True),
    Column("removed_on", "移入日期", lambda one: one.removed_on.isoformat(), 120),
    Column("reason", "原因", lambda one: one.reason, 300),
    Column("what", "内容", lying_words, 320, tip=lying_words),
)


class BinPage(QWidget):
    """A list of what was removed; 放回 puts the selected rows back."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        super().__init__()
        self.office, self.shell = office, shell
        body = column(self)
        self.head = TitleRow("回收站")
        back = Button("返回花名册", "chevron-left")
        back.setToolTip("返回花名册（Esc）")
        back.clicked.connect(lambda _on=False: leave())
        self.head.add_button(back)
        self.head.add_button(ActionButton(shell.registry, "roster.put_back"))
        body.addWidget(self.head)
        self.model: RowsModel[Removed] = RowsModel(COLUMNS, key=lambda one: one.id)
        self.grid = Grid(self.model, shell.settings, "roster.bin")
        self.grid.setAccessibleName("回收站")
        self.grid.chosen.connect(lambda _: shell.registry.refresh())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(
            EmptyPlace("trash", "回收站是空的", "移走的人员、单位、居民小组和选民都在这里，不会真正删除。")
        )
        body.addWidget(self.stack, 1)

    def ask(self) -> None:
        """Ask for what lies in the bin."""
        self.shell.runner.run(self.office.bin.contents, then=self.show_things, key="roster.bin")

    def show_things(self, things: tuple[Removed, ...]) -> None:
        """Show what lies in the bin, the first row in hand."""
        self.model.set_rows(things)
        self.stack.setCurrentIndex(0 if things else 1)
        self.head.set_note(f"{len(things)} 项" if things else "")
        if things and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.shell.registry.refresh()

    def can_put_back(self) -> bool:
        """Tell whether the bin is shown with something in hand."""
        return self.isVisible() and self.grid.row_in_hand() is not None

    def put_back(self) -> None:
        """Put the selected rows back."""
        keys = [one.id for one in self.grid.rows_selected()]
        if keys:
            self.shell.runner.run(self.office.bin.put_back, keys, then=self._put_back)

    def _put_back(self, done: Outcome[int]) -> None:
        self.shell.say(f"已放回 {done.value} 项。")
        self.ask()
