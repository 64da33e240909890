"""本单位的写法: the standing words of a kind of paper, the office's beside the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import Fixed, column, row
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.own_wording import OwnWording, StandingText

NAME = "本单位的写法"
LOOSE = "这些写法是以前存在本机文件夹里的，换一台电脑就没有了。按“存为本单位的写法”，收进数据文件。"


PLACES = {
    "title": "标题", "mark": "红头", "mark_word": "红头末尾", "opening": "开头", "aims": "总体要求",
    "demands": "工作要求", "body": "正文", "closing": "结束语", "end": "结束语", "salute": "称呼",
    "unit": "表上左边", "dated": "表上右边", "total": "合计", "signatures": "签名", "notes": "注",
    "note": "注", "period": "公示时间", "rules": "说明", "instructions": "说明", "telephone": "电话",
    "address": "地址", "footer": "票尾",
}  # fmt: skip
"""Where on the paper a text stands, by its key or by the first or last word of it (opening_village)."""
PARTS = {"head": "小标题", "title": "附件标题"}


def _place(one: StandingText) -> str:
    key = one.key.partition(".")[0]
    first, last = key.partition("_")[0], key.rpartition("_")[2]
    return PLACES.get(key) or PARTS.get(last) or PLACES.get(first, "")


def _chip(one: StandingText) -> Chip | None:
    return Chip("改过", State.DOING, Sign.NONE) if one.changed else None


COLUMNS: tuple[Column[StandingText], ...] = (
    Column("state", "", lambda one: "改过" if one.changed else "", 56, chip=_chip),
    Column("place", "用在", _place, 80, searched=True),
    Column("own", "现在的写法", lambda one: one.own.replace("\n", "／"), 168, searched=True,
           tip=lambda one: one.own),
)  # fmt: skip


class WordingPage(QWidget):
    """The texts as a list; the one in hand is mended at the right."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        super().__init__()
        self.office, self.shell, self.leave = office, shell, leave
        self.wording: OwnWording | None = None
        self.kept: OwnWording | None = None
        body = column(self)
        self.head = TitleRow(NAME)
        back = Button("返回公文", "chevron-left")
        back.setToolTip("返回公文（Esc），没有存的改动不留")
        back.clicked.connect(lambda _on=False: leave())
        self.undo = Button("换回随附的写法", "undo")
        self.undo.setToolTip("全部换回，可以撤销（Ctrl+Z）")
        self.undo.clicked.connect(lambda _on=False: self.go_back())
        self.keep = Button("存为本单位的写法", "check", "primary")
        self.keep.setToolTip("存进数据文件，以后这种公文都用本单位的写法（Ctrl+S）")
        self.keep.clicked.connect(lambda _on=False: self.save())
        for button in (back, self.undo, self.keep):
            self.head.add_button(button)
        body.addWidget(self.head)
        self.loose = Label(LOOSE, "hint", wrap=True)
        self.loose.setContentsMargins(px(24), px(8), px(24), px(8))
        self.loose.hide()
        body.addWidget(self.loose)
        across = row(gap=0)
        self.model: RowsModel[StandingText] = RowsModel(COLUMNS, key=lambda one: one.key)
        self.grid = Grid(self.model, shell.settings, "papers.wording")
        self.grid.setAccessibleName("范本的各条写法")
        self.grid.chosen.connect(self._show)
        across.addWidget(self.grid, 1)
        across.addWidget(self._aside())
        body.addLayout(across, 1)

    def _aside(self) -> QWidget:
        aside = QWidget()
        Fixed(aside, aside.setFixedWidth, 360, soft=True)
        inside = column(aside, (20, 14, 20, 16), gap=8)
        inside.addWidget(Label("随附的写法", "strong"))
        self.shipped = Label("", "note", wrap=True)
        self.shipped.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self.shipped)
        inside.addWidget(Label(NAME, "strong"))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("本单位的写法，一行一段")
        self.text.textChanged.connect(self._typed)
        inside.addWidget(self.text, 1)
        self.blanks = Label("", "note", wrap=True)
        self.wrong = Label("", "error", wrap=True)
        inside.addWidget(self.blanks)
        inside.addWidget(self.wrong)
        return aside

    # ------------------------------------------------------------ showing

    def show_wording(self, wording: OwnWording) -> None:
        """Show the texts of a kind of paper, those put otherwise first in hand."""
        self.wording = self.kept = wording
        held = self.grid.row_in_hand()
        self.model.set_rows(wording.texts)
        since = f"，{wording.since.isoformat()} 存的" if wording.since else ""
        count = f"改过 {wording.changed()} 处{since}" if wording.changed() else "照随附的写法"
        self.head.set_note(f"{wording.name}　{count}")
        self.loose.setVisible(wording.loose)
        self.undo.setEnabled(wording.since is not None)
        first = next((n for n, one in enumerate(wording.texts) if one.changed), 0)
        keys = [one.key for one in wording.texts]
        at = keys.index(held.key) if held is not None and held.key in keys else first
        self.grid.setCurrentIndex(self.model.index(at, 1))
        self._show(wording.texts[at] if wording.texts else None)

    def renew(self) -> None:
        """Ask anew for the words, unless some were typed that are not kept yet."""
        if self.wording is not None and self.wording == self.kept:
            ask = self.office.wordings.wording
            self.shell.runner.run(ask, self.wording.kind, then=self.show_wording, key="papers.standing")

    def _show(self, one: StandingText | None) -> None:
        self.shipped.setText(one.shipped if one is not None else "")
        blocked = self.text.blockSignals(True)
        if one is not None and self.text.toPlainText() != one.own:
            self.text.setPlainText(one.own)
        self.text.blockSignals(blocked)
        self.text.setEnabled(one is not None)
        names = "、".join(f"{{{name}}}" for name in one.blanks) if one is not None else ""
        self.blanks.setText(f"能用的空：{names}。空由记录填写，请保留花括号。" if names else "")
        self.wrong.setText("")

    def _typed(self) -> None:
        held = self.grid.row_in_hand()
        if held is None or self.wording is None:
            return
        made = replace(held, own=self.text.toPlainText().strip())
        texts = tuple(made if one.key == made.key else one for one in self.wording.texts)
        self.wording = replace(self.wording, texts=texts)
        self.model.replace_rows([made])

    # ------------------------------------------------------------ keeping

    def save(self) -> None:
        """Keep the words as they stand."""
        if self.wording is not None:
            texts = {one.key: one.own for one in self.wording.texts}
            self.shell.runner.run(
                self.office.wordings.save, self.wording.kind, texts, then=self._saved, refused=self._refused
            )

    def _saved(self, done: Outcome[OwnWording]) -> None:
        self.show_wording(done.value)
        count, name = done.value.changed(), done.value.name
        self.shell.say(f"已存 {count} 处，以后的{name}用本单位的写法。" if count else "照随附的写法。")

    def go_back(self) -> None:
        """Go back to the shipped words."""
        if self.wording is not None:
            self.shell.runner.run(self.office.wordings.back, self.wording.kind, then=self._went_back)

    def _went_back(self, done: Outcome[OwnWording]) -> None:
        self.show_wording(done.value)
        self.shell.say("已换回随附的写法。")

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.wrong.setText("\n".join(sentence(one) for one in findings))
        starts = [one.where.field for one in findings]
        texts = self.wording.texts if self.wording is not None else ()
        at = next((n for n, one in enumerate(texts) if one.shipped.replace("\n", "")[:16] in starts), -1)
        if at >= 0:
            words = self.wrong.text()
            self.grid.setCurrentIndex(self.model.index(at, 1))
            self.wrong.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc, keep on Ctrl+S."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)
