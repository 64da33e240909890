"""Address labels out of 花名册: for the selected rows, or for all that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.paper_lists import LabelStock
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.exporting import PurposeEdit
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo, Spin
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.labels import HONOURS, MOST_COPIES, LabelWish
from dangjian_desktop.services.roster_views import PersonLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dangjian_desktop.gui.tabs.roster.tab import RosterTab
    from dangjian_desktop.kernel.changes import Outcome
    from dangjian_desktop.services.labels import Addressee, Printed

PDF_KINDS, PDF = "PDF 文件 (*.pdf)", ".pdf"


class LabelForm(AskForm):
    """Asks what the labels are for, on which sheet, from which place on, how many of each."""

    def __init__(self, stocks: Sequence[LabelStock], earlier: Sequence[str], *, persons: bool) -> None:
        super().__init__()
        self.stocks = stocks
        self.purpose, self.stock, self.honour = PurposeEdit(earlier), Combo(), Combo()
        self.start, self.copies = Spin(), Spin()
        self.purpose.setPlaceholderText("如 寄送会议通知")
        for one in stocks:
            self.stock.addItem(one.name, one.code)
        self.stock.currentIndexChanged.connect(lambda at: self.start.setMaximum(self.stocks[at].count))
        self.honour.addItems(list(HONOURS))
        self.start.setRange(1, stocks[0].count if stocks else 1)
        self.copies.setRange(1, MOST_COPIES)
        self.add("用途", self.purpose)
        self.add("标签纸", self.stock)
        self.add("从第几枚起", self.start)
        self.add("每人几枚", self.copies)
        if persons:
            self.add("称谓", self.honour)
        self.told = Label("", wrap=True)
        self.body.addWidget(self.told)

    def count_for(self, count: int, whose: str) -> None:
        """Say how many labels will be made, and follow the number of copies."""

        def tell() -> None:
            copies = self.copies.value()
            each = f"，每个 {copies} 枚" if copies > 1 else ""
            self.told.setText(f"将印 {count * copies} 枚：{whose} {count} 个收件人{each}")

        self.copies.valueChanged.connect(lambda _: tell())
        tell()

    def wish(self, lines: Sequence[Addressee]) -> LabelWish:
        """Return what is asked for."""
        self.clear()
        return LabelWish(
            lines=lines,
            stock=str(self.stock.currentData() or ""),
            start=self.start.value(),
            copies=self.copies.value(),
            honour=self.honour.currentText(),
            purpose=self.purpose.text().strip(),
        )


class Labelling(QObject):
    """Asks in the pane, asks for the file, has the labels written."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def several(self) -> bool:
        """Tell whether more than one row is selected; then only those get labels."""
        return len(list(self.tab.grid().rows_selected())) > 1

    def lines(self) -> list[Addressee]:
        """Return the selected rows where there are several, else every row that is shown."""
        grid = self.tab.grid()
        return list(grid.rows_selected() if self.several() else grid.rows_model.shown)

    def can(self) -> bool:
        """Tell whether there is somebody to write to."""
        tab = self.tab
        return tab.picture is not None and not tab.aside() and bool(tab.grid().rows_model.shown)

    def begin(self) -> None:
        """Ask for the sheet; the labels themselves are the rows."""
        if self.can():
            self.tab.runner.run(self.tab.office.labels.stocks, then=self._ask)

    def _ask(self, stocks: tuple[LabelStock, ...]) -> None:
        lines = self.lines()
        persons = any(isinstance(line, PersonLine) for line in lines)
        form = LabelForm(stocks, self.tab.exporting.purposes, persons=persons)
        form.count_for(len(lines), "选中的" if self.several() else "现在显示的全部")
        self.tab.pane.show_form(
            form, f"{len(lines)} 个收件人", "打印地址标签",
            "选中两行以上就只印选中的，否则印现在显示的全部。打印时选“实际大小”，不要缩放。",
            lambda: self._save(form, lines), "存为 PDF",
        )  # fmt: skip

    def _save(self, form: LabelForm, lines: Sequence[Addressee]) -> None:
        wish = form.wish(lines)
        if not wish.purpose:
            form.fields["用途"].wrong("请写明打印做什么用。")
            return
        path = self.tab.exporting.ask_file("地址标签", PDF, PDF_KINDS)
        if path is not None:
            self.tab.exporting.remember(wish.purpose)
            self.tab.runner.run(
                self.tab.office.labels.save, path, wish, what="正在生成地址标签",
                then=self._done, refused=self.tab.exporting.refused,
            )  # fmt: skip

    def _done(self, done: Outcome[Printed]) -> None:
        made = done.value
        lost = "".join(sentence(one) for one in made.lost)
        words = f"已导出 {made.count} 枚标签：{made.path.name}，已记入操作日志。{lost}"
        self.tab.exporting.written(made.path, words, State.SOON if lost else State.DONE)
