"""发文字号登记: the numbers taken, those skipped, the next one; entering and striking off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dangjian_desktop.domain.document_numbers import DocumentNumber, Series
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.frames import EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import Fixed, Pages, column, row
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office

COLUMNS: tuple[Column[DocumentNumber], ...] = (
    Column("written", "发文字号", lambda one: one.written, 180, searched=True,
           sort=lambda one: (one.prefix, one.year, one.number)),
    Column("title", "用于", lambda one: one.title, 340, searched=True, tip=lambda one: one.title),
    Column("used_on", "登记日期", lambda one: one.used_on.isoformat(), 110),
    Column("how", "来源", lambda one: "定稿" if one.kind else "手工登记", 100, filter=True),
    Column("note", "备注", lambda one: one.note, 180, tip=lambda one: one.note),
)  # fmt: skip
MOST_GAPS = 12


class NumbersPage(QWidget):
    """The register as a list, with a line to enter a number and one to strike one off."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        super().__init__()
        self.office, self.shell, self.leave = office, shell, leave
        body = column(self)
        self.head = TitleRow("发文字号登记")
        back = Button("返回公文", "chevron-left")
        back.setToolTip("返回公文（Esc）")
        back.clicked.connect(lambda _on=False: leave())
        self.head.add_button(back)
        body.addWidget(self.head)
        self._build_lines(body)
        self.model: RowsModel[DocumentNumber] = RowsModel(COLUMNS, key=lambda one: one.id)
        self.grid = Grid(self.model, shell.settings, "papers.numbers")
        self.grid.setAccessibleName("发文字号登记")
        self.stack = Pages()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(
            EmptyPlace(
                "list", "还没有登记发文字号",
                "公文定稿时，发文字号自动登记。用别的办法发的公文，在上面手工登记，空号一眼看到。",
            )
        )  # fmt: skip
        body.addWidget(self.stack, 1)

    def _build_lines(self, body: QVBoxLayout) -> None:
        self.number, self.title, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.number.setPlaceholderText("如 栖委〔2026〕12号")
        self.title.setPlaceholderText("这个号用于哪份公文")
        self.reason.setPlaceholderText("如 公文作废；注销列表里选中的号")
        self.number_field = Field("登记", self.number, label_width=44)
        self.title_field = Field("标题", self.title, label_width=44)
        self.reason_field = Field("原因", self.reason, label_width=44)
        Fixed(self.number_field, self.number_field.setFixedWidth, 260)
        take, free = Button("登记", "check"), Button("注销", "trash")
        take.clicked.connect(lambda _on=False: self.take())
        free.clicked.connect(lambda _on=False: self.free())
        lines = column(gap=8)
        lines.setContentsMargins(24, 12, 24, 12)
        top = Qt.AlignmentFlag.AlignTop
        entering = row(gap=12)
        entering.addWidget(self.number_field, 0, top)
        entering.addWidget(self.title_field, 1, top)
        entering.addWidget(take, 0, top)
        lines.addLayout(entering)
        self.striking = QWidget()
        across = row(self.striking, gap=12)
        across.addWidget(self.reason_field, 1, top)
        across.addWidget(free, 0, top)
        lines.addWidget(self.striking)
        self.gaps = Label("", "note", wrap=True)
        lines.addWidget(self.gaps)
        body.addLayout(lines)
        for editor in (self.number, self.title):
            editor.returnPressed.connect(self.take)
        self.reason.returnPressed.connect(self.free)

    def ask(self) -> None:
        """Ask for the register."""
        self.shell.runner.run(self.office.numbers.register, then=self.show_register, key="papers.numbers")

    def show_register(self, register: tuple[Series, ...]) -> None:
        """Show the numbers, the newest year first, and what was skipped."""
        self.model.set_rows([one for series in register for one in reversed(series.taken)])
        self.stack.setCurrentIndex(0 if register else 1)
        self.striking.setVisible(bool(register))
        if register and not self.number.text():
            self.number.setText(register[0].proposal)
        self.gaps.setText("　".join(_series_words(one) for one in register[:3]))
        if register and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def take(self) -> None:
        """Enter the number that is written."""
        self._right()
        self.shell.runner.run(
            self.office.numbers.take, self.number.text(), self.title.text(),
            then=self._taken, refused=self._refused,
        )  # fmt: skip

    def _taken(self, done: Outcome[DocumentNumber]) -> None:
        self.number.clear()
        self.title.clear()
        self.shell.say(f"已登记 {done.value.written}。")
        self.ask()

    def free(self) -> None:
        """Strike the number in hand off, with the reason that is written."""
        self._right()
        one: DocumentNumber | None = self.grid.row_in_hand()
        if one is not None:
            self.shell.runner.run(
                self.office.numbers.free, one.id, self.reason.text(), then=self._freed, refused=self._refused
            )

    def _freed(self, done: Outcome[str]) -> None:
        self.reason.clear()
        self.shell.say(f"已注销 {done.value}，可以撤销。")
        self.ask()

    def _right(self) -> None:
        for field in (self.number_field, self.title_field, self.reason_field):
            field.right()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        fields = {"发文字号": self.number_field, "标题": self.title_field, "原因": self.reason_field}
        rest = [one for one in findings if one.where.field not in fields]
        for one in findings:
            if one.where.field in fields:
                fields[one.where.field].wrong(sentence(one).split("：", 1)[-1])
        if rest:
            self.shell.notice(rest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


def _series_words(series: Series) -> str:
    told = series.gap_words()
    gaps = "、".join(told[:MOST_GAPS]) + (" 等" if len(told) > MOST_GAPS else "")
    skipped = f"，空号 {gaps}" if series.gaps else "，没有空号"
    return f"{series.prefix}〔{series.year}〕下一个 {series.next_number}号{skipped}"
