"""批量 in the left column: whom to, one file or a file each, how the files are called."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QSizePolicy, QVBoxLayout, QWidget

from dangjian_desktop.domain.addressees import PATTERN, Addressee
from dangjian_desktop.gui.tabs.papers.form import NARROW, WIDE
from dangjian_desktop.gui.tabs.papers.recipients import Recipients
from dangjian_desktop.gui.tabs.papers.subject import LABEL
from dangjian_desktop.gui.widgets.combos import combo
from dangjian_desktop.gui.widgets.fields import Field, SearchField, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import Fixed, column, row
from dangjian_desktop.gui.widgets.words import Button, ElidedLabel, Label, link
from dangjian_desktop.services.batch_lists import CROWDS, Crowd

FROM_FILE, FROM_PASTE = "file", "paste"
FILES = (Segment("one", "合成一个文件"), Segment("each", "一份一个文件"))
SHOWN_NAMES, LEAST_LIST = 2, 22


class BatchForm(QWidget):
    """Asks whom a paper goes to; says when others are wanted, one is looked at, all are made or printed."""

    wanted = Signal(str)  # a list of the record, file, paste
    looked_at = Signal()
    names_wanted = Signal()
    make = Signal()
    print_all = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        Fixed(self, self.setMinimumWidth, NARROW)
        Fixed(self, self.setMaximumWidth, WIDE)
        self.model, self.source = Recipients(), ""
        page = column(self, (23, 15, 24, 16), gap=8)
        self._build_list(page)
        self._build_files(page)
        self._connect()
        self.show_spared(())

    def _build_list(self, page: QVBoxLayout) -> None:
        self.crowd = combo()
        for which, name in CROWDS.items():
            self.crowd.addItem(name, which.value)
        self.crowd.addItem("名单文件…", FROM_FILE)
        self.crowd.addItem("剪贴板里的名单", FROM_PASTE)
        self.crowd_field = Field("发给", self.crowd, label_width=LABEL)
        self.search = SearchField("找姓名、单位、片，如 两委", 272)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("收件人")
        Fixed(self.list, self.list.setMinimumHeight, LEAST_LIST, soft=True)
        self.spared = Label("", "note", wrap=True)
        self.count = Label("", "strong")
        links = row(gap=12)
        links.addWidget(self.count)
        links.addStretch(1)
        links.addWidget(link("全选", lambda: self.model.tick(True), name="选上列出的"))
        links.addWidget(link("全不选", lambda: self.model.tick(False), name="去掉列出的"))
        links.addWidget(link("只选列出的", lambda: self.model.tick(True, others=True)))
        for widget in (self.crowd_field, self.spared, self.search):
            page.addWidget(widget)
        page.addLayout(links)
        page.addWidget(self.list, 1)

    def _build_files(self, page: QVBoxLayout) -> None:
        self.files = Segmented(FILES, "合成一个文件或一份一个文件")
        self.pattern = QLineEdit(PATTERN)
        self.pattern.setPlaceholderText(PATTERN)
        self.pattern_field = Field("文件名", self.pattern, label_width=LABEL)
        self.names = ElidedLabel("", "note")
        self.names.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        )  # never widens the column
        self.go = Button("生成", "export", "primary")
        self.press = Button("打印", "print")
        for widget in (self.files, self.pattern_field, self.names):
            page.addWidget(widget)
        both = row(gap=10)
        both.addWidget(self.go, 1)
        both.addWidget(self.press, 1)
        page.addLayout(both)

    def _connect(self) -> None:
        self.crowd.activated.connect(lambda _: self.wanted.emit(str(self.crowd.currentData())))
        self.search.textChanged.connect(self.model.search)
        self.model.ticked_changed.connect(self._count)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.looked_at.emit())
        self.files.chosen.connect(lambda _: self._show_files())
        self.pattern.textChanged.connect(lambda _: self.names_wanted.emit())
        self.go.clicked.connect(lambda _on=False: self.make.emit())
        self.press.clicked.connect(lambda _on=False: self.print_all.emit())
        self._show_files()

    # ------------------------------------------------------------ showing

    def show_list(self, source: str, everyone: Sequence[Addressee]) -> None:
        """Show a list, all ticked, its first in hand."""
        self.source = source
        self.crowd.setCurrentIndex(max(0, self.crowd.findData(source)))
        self.search.clear()
        self.model.show_list(everyone)
        self.list.setCurrentIndex(self.model.index(0))

    def show_spared(self, spared: Sequence[Addressee]) -> None:
        """Say how many of the list do not get the paper, being on time; the tip names them."""
        self.spared.setText(f"其中 {len(spared)} 个没有逾期任务，不发")
        self.spared.setToolTip("、".join(one.name for one in spared))
        self.spared.setVisible(bool(spared))

    def keep_source(self) -> None:
        """Go back to the list that is shown: another could not be read."""
        self.crowd.setCurrentIndex(max(0, self.crowd.findData(self.source or Crowd.COMMUNITIES.value)))

    def in_hand(self) -> Addressee | None:
        """Return the recipient that is looked at, else the first one ticked."""
        return self.model.at(self.list.currentIndex()) or next(iter(self.model.chosen()), None)

    def each(self) -> bool:
        """Tell whether there is to be a file each."""
        return self.files.current() == "each"

    def show_names(self, names: Sequence[str]) -> None:
        """Show what the first files will be called."""
        self.pattern_field.right()
        more = f" 等 {len(names)} 个文件" if len(names) > SHOWN_NAMES else ""
        self.names.setText("、".join(names[:SHOWN_NAMES]) + more)

    def _count(self) -> None:
        chosen = len(self.model.ticks)
        self.count.setText(f"已选 {chosen} / 共 {len(self.model.everyone)}")
        self.go.setText(f" 生成 {chosen} 份")
        self.press.setText(f" 打印 {chosen} 份")
        for button in (self.go, self.press):
            button.setEnabled(bool(chosen))
        self.names_wanted.emit()

    def _show_files(self) -> None:
        for widget in (self.pattern_field, self.names):
            widget.setVisible(self.each())
        self.names_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the fields on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
