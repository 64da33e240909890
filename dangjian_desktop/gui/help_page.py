"""The manual: chapters at the left, the text at the right; F1 opens it at the page of the tab."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QButtonGroup, QPushButton, QTextBrowser, QWidget

from dangjian_desktop.gui.commands import Registry, key_words
from dangjian_desktop.gui.theme import font, px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.widgets.layouts import column, fixed_width, frame, row
from dangjian_desktop.kernel.paths import resources_folder

KEYS = "keys"
CHAPTERS = (
    ("start", "开始用"), ("home", "首页"), ("roster", "花名册"), ("campaigns", "活动进度"),
    ("ballots", "测评录入"), ("scoring", "评分定级"), ("vetting", "资格联审"), ("papers", "公文海报"),
    ("settings", "设置和备份"), ("trouble", "出错怎么办"), (KEYS, "快捷键"),
)  # fmt: skip
HEADING_SIZES = {1: 20, 2: 16}
LINE_WIDTH = 860  # logical pixels: about 56 characters a line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the manual, for the palette."""

    page: str
    chapter: str
    text: str


def page_text(page: str, registry: Registry) -> str:
    """Return a page of the manual as Markdown; the page of the shortcuts is made from the commands."""
    if page == KEYS:
        return keys_text(registry)
    path = resources_folder() / "help" / f"{page}.md"
    return path.read_text("utf-8") if path.exists() else "# 手册\n\n这一页还没有。请从左边选一章。\n"


def keys_text(registry: Registry) -> str:
    """Write the table of shortcuts."""
    places: dict[str, list[str]] = {}
    for offer in registry.offers.values():
        command = offer.command
        if command.shortcut:
            keys = "、".join(key_words(keys) for keys in (command.shortcut, *command.also))
            places.setdefault(command.place, []).append(f"| {command.text.rstrip('…')} | {keys} |")
    parts = ["# 快捷键", "按 Ctrl+K 输几个字或首字母，能找到所有命令。"]
    for place, lines in places.items():
        parts.append("\n".join((f"## {place}\n", "| 做什么 | 按键 |", "| --- | --- |", *lines)))
    return "\n\n".join(parts)


def headings() -> list[Heading]:
    """Return every heading of the manual."""
    found: list[Heading] = []
    for number, (page, chapter) in enumerate(CHAPTERS, 1):
        path = resources_folder() / "help" / f"{page}.md"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        found += [
            Heading(page, f"手册 第 {number} 章", line[3:].strip())
            for line in lines
            if line.startswith("## ")
        ]
        if not lines:
            found.append(Heading(page, f"手册 第 {number} 章", chapter))
    return found


class ManualText(QTextBrowser):
    """Text in lines no longer than the eye follows, however wide the window."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines within LINE_WIDTH."""
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), px(LINE_WIDTH)))
        super().resizeEvent(event)


class HelpPage(QWidget):
    """Shows the manual."""

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self.registry = registry
        outer = column(self)
        outer.addWidget(TitleRow("帮助", note="按 F1 从任何一页打开它的说明"))
        across = row(gap=0)
        outer.addLayout(across, 1)
        side = frame("")
        fixed_width(side, 176)
        list_of_chapters = column(side, (16, 16, 8, 16), gap=2)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for page, chapter in CHAPTERS:
            button = QPushButton(chapter)
            button.setProperty("kind", "chapter")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, chosen=page: self.open(chosen))
            self.group.addButton(button)
            self.buttons[page] = button
            list_of_chapters.addWidget(button)
        list_of_chapters.addStretch(1)
        across.addWidget(side)
        self.text = ManualText()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("手册")
        self.text.anchorClicked.connect(self._follow)
        self.text.document().setDocumentMargin(px(20))
        across.addWidget(self.text, 1)
        self.page = ""

    def open(self, page: str, heading: str = "") -> None:
        """Show ``page``, at ``heading`` when given."""
        self.page = page if page in self.buttons else "start"
        self.buttons[self.page].setChecked(True)
        document = self.text.document()
        document.setDefaultFont(font())
        document.setMarkdown(page_text(self.page, self.registry))
        self._space()
        cursor = document.find(heading) if heading else QTextCursor(document)
        cursor.clearSelection()
        self.text.setTextCursor(cursor)
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + self.text.cursorRect(cursor).top() - px(12) if heading else 0)

    def _space(self) -> None:
        """Give each block its margins: Markdown's own leave a gap above the last line of a list."""
        block = self.text.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            level = block.blockFormat().headingLevel()
            above, below, height = 0, 8, 150.0
            if cursor.currentTable() is not None:
                below, height = 0, 100.0
            elif level:
                above, below = (4, 8) if level == 1 else (16, 6)
            elif block.textList() is not None and block.next().textList() is block.textList():
                below = 2
            shape = QTextBlockFormat()
            shape.setTopMargin(px(above))
            shape.setBottomMargin(px(below))
            shape.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(shape)
            if level:
                cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
                letters = QTextCharFormat(cursor.charFormat())
                letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                letters.setFont(font(HEADING_SIZES.get(level, 14), bold=True))
                cursor.setCharFormat(letters)
            block = block.next()
        for inner in self.text.document().rootFrame().childFrames():
            if isinstance(inner, QTextTable):
                look = inner.format().toTableFormat()
                look.setBorder(1)
                look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                look.setBorderBrush(QColor(COLOURS.hairline))
                look.setBorderCollapse(True)
                look.setCellPadding(px(4))
                inner.setFormat(look)

    def _follow(self, address: QUrl) -> None:
        name = address.path().removesuffix(".md")
        if name in self.buttons:
            self.open(name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "page") and self.page:
            self.open(self.page)

    def status_text(self) -> tuple[str, ...]:
        """Say nothing in the status line."""
        return ()
