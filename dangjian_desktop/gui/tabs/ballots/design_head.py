"""The facts of a ballot form that stand once: name, title, what it judges, its list, its rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from dangjian_desktop.gui.tabs.ballots.design_tables import Draft
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column
from dangjian_desktop.gui.widgets.panes import see_through

SUBJECTS = {"班子（村、社区或党组织）": "body", "村、社区": "community", "一名干部": "person"}
LISTS = {
    "不列名单，一票评一个对象": None,
    "列人，一票评多人": "person",
    "列班子": "body",
    "列村、社区": "community",
}
NO_OVERALL = "没有，各项合在一起算"
WIDTH = 92
FIELDS: dict[str, tuple[str, str]] = {
    "name": ("名称", "在列表里怎么叫"),
    "title": ("票名", "印在票上的大标题"),
    "intro": ("填写说明", ""),
    "subject": ("测评对象", ""),
    "list_subject": ("名单", "列名单的，把要逐人问的项目设成“逐人”"),
    "overall_item": ("总体一项", "用哪一项的比率代表整张票"),
    "invalid_reasons": ("无效原因", "一行一个，录票时按数字选"),
    "smallest_group": ("最少票数", "少于这个数的类别不单独列出"),
    "places": ("小数位", ""),
    "edition": ("版次", "如 2026；用过的票改了会另存新版"),
    "valid_from": ("启用日期", "如 2026-01-01，可不填"),
}


class DesignHead(QScrollArea):
    """Shows and takes the single facts of a draft; ``changed`` carries the draft with what was typed."""

    changed = Signal(object)  # Draft

    def __init__(self) -> None:
        super().__init__()
        self.draft, self.filling = Draft(), False
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inner = QWidget()
        body = column(inner, (0, 0, 8, 0), gap=8)
        self.lines = {
            key: QLineEdit() for key in ("name", "title", "edition", "valid_from", "smallest_group", "places")
        }
        self.intro, self.reasons = QPlainTextEdit(), QPlainTextEdit()
        self.subject, self.listed, self.overall = Combo(), Combo(), Combo()
        self.subject.addItems(list(SUBJECTS))
        self.listed.addItems(list(LISTS))
        for editor in (self.intro, self.reasons):
            editor.setTabChangesFocus(True)
            editor.setMinimumHeight(px(74))
            editor.setMaximumHeight(px(110))
        self.fields = {key: self._field(key) for key in FIELDS}
        for field in self.fields.values():
            body.addWidget(field)
        body.addStretch(1)
        self.setWidget(inner)
        see_through(self, inner)
        for line in self.lines.values():
            line.setMaxLength(120)
            line.textEdited.connect(self._typed)
        for editor in (self.intro, self.reasons):
            editor.textChanged.connect(self._typed)
        for box in (self.subject, self.listed, self.overall):
            box.activated.connect(self._typed)

    def _field(self, key: str) -> Field:
        label, hint = FIELDS[key]
        boxes: dict[str, QWidget] = {
            "intro": self.intro,
            "invalid_reasons": self.reasons,
            "subject": self.subject,
            "list_subject": self.listed,
            "overall_item": self.overall,
        }
        return Field(label, boxes.get(key) or self.lines[key], label_width=WIDTH, hint=hint)

    def show_draft(self, draft: Draft) -> None:
        """Show the facts of a draft; what is being typed stays where the cursor is."""
        self.draft, self.filling = draft, True
        for key, line in self.lines.items():
            text = str(draft.get(key) if draft.get(key) is not None else "")
            if line.text() != text:
                line.setText(text)
        for editor, text in (
            (self.intro, str(draft.get("intro", ""))),
            (self.reasons, "\n".join(draft.get("invalid_reasons", ()))),
        ):
            if editor.toPlainText().strip() != text.strip():
                editor.setPlainText(text)
        self.subject.setCurrentIndex(_place(SUBJECTS, draft.get("subject")))
        self.listed.setCurrentIndex(_place(LISTS, draft.get("list_subject")))
        items = [NO_OVERALL, *(item.get("text", "") for item in draft.get("items", ()))]
        codes = [None, *(item.get("code") for item in draft.get("items", ()))]
        self.overall.clear()
        self.overall.addItems(items)
        chosen = draft.get("overall_item")
        self.overall.setCurrentIndex(codes.index(chosen) if chosen in codes else 0)
        self.filling = False

    def _typed(self) -> None:
        if self.filling:
            return
        texts = {key: line.text().strip() for key, line in self.lines.items()}
        reasons = (line.strip() for line in self.reasons.toPlainText().splitlines())
        made: dict[str, Any] = {
            **self.draft,
            "name": texts["name"],
            "title": texts["title"],
            "edition": texts["edition"],
            "intro": " ".join(self.intro.toPlainText().split()),
            "invalid_reasons": [line for line in reasons if line],
            "subject": SUBJECTS[self.subject.currentText()],
            "list_subject": LISTS[self.listed.currentText()],
            "overall_item": self._overall(),
            "valid_from": _day(texts["valid_from"]),
            "smallest_group": _whole(texts["smallest_group"]),
            "places": _whole(texts["places"]),
        }
        self.draft = {key: value for key, value in made.items() if value is not None}
        self.changed.emit(self.draft)

    def _overall(self) -> str | None:
        at = self.overall.currentIndex() - 1
        items = self.draft.get("items", ())
        code: str | None = items[at].get("code") if 0 <= at < len(items) else None
        return code


def _place(known: Mapping[str, str | None], code: object) -> int:
    return list(known.values()).index(code) if code in known.values() else 0  # type: ignore[arg-type]


def _day(text: str) -> date | str | None:
    """Return a day; a text that is none stays as it is and is told with the other mistakes."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def _whole(text: str) -> int | str | None:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() else text
