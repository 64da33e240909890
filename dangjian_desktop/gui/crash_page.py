"""The page shown when something nobody expected went wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.shell import Desk
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.words import Button, Label, Paragraph, SignLabel

SENTENCE = "程序遇到了没有预料到的问题，刚才这一步没有做完。"
SAFE = "已保存的数据没有丢失。"
ADVICE = (
    "可以继续用；如果再出现，请导出诊断包交给帮您装程序的人。"
    "诊断包里只有程序日志和版本号，没有姓名、证件号和票。"
)


class CrashPage(QWidget):
    """Says it in one sentence, exports what helps, goes on or quits."""

    resumed = Signal()
    quit_asked = Signal()

    def __init__(self, desk: Desk, export: Callable[[Path], object]) -> None:
        super().__init__()
        self.desk, self.export = desk, export
        self.setAutoFillBackground(True)
        outer = column(self, (24, 24, 24, 24), gap=10)
        outer.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        outer.addWidget(SignLabel(Sign.WARNING, State.SOON, 48), 0, middle)
        outer.addSpacing(px(8))
        outer.addWidget(Label(SENTENCE, "pane-title"), 0, middle)
        outer.addWidget(Label(SAFE, "section"), 0, middle)
        outer.addWidget(Paragraph(ADVICE, "note", 520), 0, middle)
        self.said = Label("", "small")
        outer.addSpacing(px(12))
        across = row(gap=8)
        across.addStretch(1)
        self.go_on = Button("继续", "arrow-right", "primary")
        self.pack = Button("导出诊断包", "export")
        self.leave = Button("退出", "close")
        self.go_on.clicked.connect(self.resumed)
        self.pack.clicked.connect(self.export_pack)
        self.leave.clicked.connect(self.quit_asked)
        for button in (self.pack, self.leave, self.go_on):
            across.addWidget(button)
        across.addStretch(1)
        outer.addLayout(across)
        outer.addWidget(self.said, 0, middle)
        outer.addStretch(3)

    def export_pack(self) -> None:
        """Ask where to and write the zip file."""
        chosen = self.desk.save_file(self, "导出诊断包", "压缩包 (*.zip)", "诊断包.zip")
        if not chosen:
            return
        try:
            self.export(Path(chosen))
        except OSError:
            self.said.setText("诊断包没有写成。请换一个能写入的文件夹再试。")
            return
        self.said.setText(f"诊断包已写到 {chosen}")
