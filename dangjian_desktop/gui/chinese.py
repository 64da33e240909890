"""Qt's own words in Chinese: its catalogue, and the few words that one lacks."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

LACKING = {
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "Alias"): "快捷方式",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "Unknown"): "未知",
    ("QToolBarExtension", "Show more"): "更多",
}
"""By where Qt shows a word, and the word: what its catalogue has no Chinese for."""


class Lacking(QTranslator):
    """Knows the words the catalogue lacks; asked last, it leaves every other as it is."""

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask for."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:  # fmt: skip
        """Return a word in Chinese, or as Qt has it."""
        return LACKING.get((context, source), source)


def speak_chinese(app: QApplication) -> None:
    """Load Qt's own texts in Chinese."""
    app.installTranslator(Lacking(app))  # Qt asks the translator that came last first
    catalogue = QTranslator(app)
    if catalogue.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(catalogue)
