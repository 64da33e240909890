"""哪一份: the letters of a kind beside each other; one is begun, taken in hand, taken off the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.tabs.papers.subject import LABEL
from dangjian_desktop.gui.widgets.combos import combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.frames import ActionButton
from dangjian_desktop.gui.widgets.layouts import row
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.writings import Writing

if TYPE_CHECKING:
    from dangjian_desktop.gui.commands import Registry
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab


class LetterRow(QWidget):
    """Chooses a letter by number and title; beside it the way to another one."""

    def __init__(self) -> None:
        super().__init__()
        self.box = combo()
        self.field = Field("哪一份", self.box, label_width=LABEL)
        self.across = row(self, gap=8)
        self.across.addWidget(self.field, 1)
        self.hide()

    def take_button(self, registry: Registry) -> None:
        """Take the button that begins another letter."""
        button = ActionButton(registry, "papers.begin")
        self.across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        QWidget.setTabOrder(self.box, button)

    def show_letters(self, letters: Sequence[Writing]) -> None:
        """Offer the letters of the kind in hand, the one in hand chosen; nothing where there is but one."""
        self.setVisible(bool(letters))
        blocked = self.box.blockSignals(True)
        self.box.clear()
        for place, one in enumerate(letters):
            self.box.addItem(one.words(), one.id)
            self.box.setItemData(place, one.words(), Qt.ItemDataRole.ToolTipRole)
            if one.in_hand:
                self.box.setCurrentIndex(place)
        self.box.setToolTip(self.box.currentText())
        self.box.blockSignals(blocked)


class Letters(QObject):
    """What a clerk does with several letters of the kind in hand."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab, self.row = tab, tab.form.letters
        self.row.take_button(tab.shell.registry)
        self.row.box.currentIndexChanged.connect(lambda _: self._chosen())

    def possible(self) -> bool:
        """Tell whether the office writes several of the kind in hand."""
        return not self.tab.places.aside() and self.tab.form.current().several

    def many(self) -> bool:
        """Tell whether there is another letter to choose."""
        return self.possible() and self.row.box.count() > 1

    def ask(self) -> None:
        """Ask for the letters of the kind in hand."""
        kind = self.tab.form.current()
        if kind.several:
            self.tab.runner.run(
                self.tab.office.writings.all, kind.code, then=self._show, key="papers.writings"
            )
        else:
            self._show(())

    def _show(self, letters: tuple[Writing, ...]) -> None:
        self.row.show_letters(letters if self.tab.form.current().several else ())
        self.tab.shell.registry.refresh()

    def begin(self) -> None:
        """Begin another letter of the kind in hand; the one in hand stays as it is."""
        self._leave()
        self.tab.runner.run(
            self.tab.office.writings.begin, self.tab.form.current().code,
            then=self._begun, refused=self._refused,
        )  # fmt: skip

    def _begun(self, done: Outcome[tuple[Writing, ...]]) -> None:
        kind = self.tab.form.current()
        self.tab.form.lacks.begin()
        self._show(done.value)
        self.tab.renew()
        self.tab.form.go_to("title" if "title" in self.tab.form.editors else "body")
        said = f"另起了一份{kind.name}，原来的在“哪一份”里。"
        self.tab.shell.say(said if done.changes else "这一份还是空白的，直接写就行。")

    def open(self) -> None:
        """Open the list of letters."""
        self.tab.focus_search()
        self.row.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.row.box.showPopup()

    def _chosen(self) -> None:
        self._leave()
        self.tab.runner.run(
            self.tab.office.writings.take_up, self.tab.form.current().code, str(self.row.box.currentData()),
            then=self._taken_up, refused=self._refused,
        )  # fmt: skip

    def _taken_up(self, done: Outcome[tuple[Writing, ...]]) -> None:
        self._show(done.value)
        self.tab.renew()

    def drop(self) -> None:
        """Take the letter in hand off the list."""
        self._leave()
        gone = self.row.box.currentText()
        self.tab.runner.run(
            self.tab.office.writings.drop, self.tab.form.current().code,
            then=lambda done: self._dropped(gone, done), refused=self._refused,
        )  # fmt: skip

    def _dropped(self, gone: str, done: Outcome[tuple[Writing, ...]]) -> None:
        self._taken_up(done)
        self.tab.shell.did(f"已移走：{gone}。")

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.tab.shell.notice(findings)
        self.tab.renew()

    def _leave(self) -> None:
        """Keep what was typed for the letter in hand before another one is; then nothing belongs to it."""
        self.tab.keep_fields()
        self.tab.mending.forget()
        self.tab.kind_shown = ""
        self.tab.preview.view.page = 0
