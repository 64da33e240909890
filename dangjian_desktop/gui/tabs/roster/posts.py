"""Posts by hand in the pane of 花名册: a new one (登记任职), the last day of one (离任)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from dangjian_desktop.domain.written_dates import AHEAD, whole_day
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.widgets.combos import Combo, list_below

TITLES = (
    "党支部书记",
    "党支部副书记",
    "党支部委员",
    "村委会主任",
    "村委会副主任",
    "村委会委员",
    "居委会主任",
    "居委会委员",
    "居民代表",
    "居民小组长",
    "后备人才",
)
BAD_DAY = "日期请写成 2026-04-21 的样子。"


class NewPostForm(AskForm):
    """Asks where, as what and since when."""

    def __init__(self, bodies: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.place, self.title, self.since = Combo(), QLineEdit(), QLineEdit()
        for key, name in bodies:
            self.place.addItem(name, key)
        self.place.setCurrentIndex(max(0, self.place.findData(chosen)))
        self.title.setPlaceholderText("如 党支部书记")
        list_below(self.title, QCompleter(list(TITLES), self.title))
        self.since.setPlaceholderText("如 2026.04，可以不写")
        self.add("单位", self.place)
        self.add("职务", self.title)
        self.add("任职时间", self.since)

    def asked(self) -> tuple[str, str, str]:
        """Return the key of the body, the title and the written date."""
        self.clear()
        return str(self.place.currentData() or ""), self.title.text(), self.since.text()


class EndPostForm(AskForm):
    """Asks which post ends, and its last day."""

    def __init__(self, posts: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__()
        self.today = today
        self.post, self.day = Combo(), QLineEdit(today.isoformat())
        for words, key in posts:
            self.post.addItem(words, key)
            self.post.setItemData(self.post.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.post.setToolTip(self.post.currentText())
        self.post.currentTextChanged.connect(self.post.setToolTip)
        self.add("职务", self.post)
        self.add("最后一天", self.day)

    def asked(self) -> tuple[str, date] | None:
        """Return the key of the post and the day; None (with the field marked) when it is no day."""
        self.clear()
        day = whole_day(self.day.text(), self.today + AHEAD)
        if day is not None:
            return str(self.post.currentData()), day
        self.fields["最后一天"].wrong(BAD_DAY)
        self.day.setFocus()
        return None
