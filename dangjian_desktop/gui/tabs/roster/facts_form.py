"""修改资料 in the pane of 花名册: every fact of a person in turn, stored as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit

from dangjian_desktop.domain.people import Person, masked_id_number, masked_phone
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.widgets.combos import list_below
from dangjian_desktop.gui.widgets.panes import keep_in_sight
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.person_fields import SEXES, birth_words, month_words
from dangjian_desktop.services.roster_edits import FIELD_WORDS, CellEdit

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab
    from dangjian_desktop.services.roster_views import PersonLine
    from dangjian_desktop.services.rosters import RosterWords

SHOWN: Mapping[str, Callable[[Person], str]] = {
    "sex": lambda one: SEXES[one.sex] if one.sex else "",
    "birth": birth_words,
    "joined_party": lambda one: month_words(one.joined_party),
    "id_number": lambda one: masked_id_number(one.id_number),
    "phone": lambda one: masked_phone(one.phone),
}
HINTS = {
    "birth": "如 1975.03 或 1975-03-12",
    "joined_party": "如 1998.07",
    "id_number": "18 位",
}


class FactsForm(AskForm):
    """Asks for every fact; a masked number stays what it is unless it is written anew."""

    def __init__(self, person: Person, words: RosterWords) -> None:
        super().__init__()
        self.person = person
        self.editors: dict[str, QLineEdit] = {}
        self.before: dict[str, str] = {}
        for name, title in FIELD_WORDS.items():
            text = SHOWN.get(name, lambda one, name=name: str(getattr(one, name)))(person)
            editor = QLineEdit(text)
            editor.setPlaceholderText(HINTS.get(name, ""))
            editor.setCursorPosition(0)
            if name in words.offered:
                list_below(editor, QCompleter(list(words.offered[name]), editor))
            self.editors[name], self.before[name] = editor, text
            self.add(title, editor)
            self.fields[title].label.setToolTip(words.purposes.get(name, ""))

    def asked(self) -> list[CellEdit]:
        """Return the facts that were changed."""
        self.clear()
        return [
            CellEdit(self.person.id, name, editor.text())
            for name, editor in self.editors.items()
            if editor.text().strip() != self.before[name]
        ]

    def refuse(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Show findings at their fields, the first in sight with the keyboard; return the rest."""
        rest = super().refuse(findings)
        wrong = next((field for field in self.fields.values() if field.sign.isVisibleTo(field)), None)
        if wrong is not None:
            wrong.editor.setFocus()
            # Once the sentence has its room: before, the foot of the pane would cover it.
            QTimer.singleShot(0, wrong, lambda: keep_in_sight(wrong, wrong.rect()))
        return rest


class Editing(QObject):
    """Opens the form in the pane and carries what was changed to the service."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab

    def begin(self) -> None:
        """Ask for the facts of the person in hand."""
        line = self.tab.posting.person()
        if line is None:
            return
        form = FactsForm(line.person, self.tab.facts_words)
        self.tab.pane.show_form(
            form, line.person.name, "修改资料", "回车保存，Esc 不保存。职务另行登记任免。",
            lambda: self._save(line, form), words="保存",
        )  # fmt: skip

    def _save(self, line: PersonLine, form: FactsForm) -> None:
        edits = form.asked()
        if not edits:
            self.tab.pane.close_pane()
            return
        self.tab.runner.run(
            self.tab.office.rosters.edit, edits,
            then=lambda done: self._done(line, done), refused=self.refused,
        )  # fmt: skip

    def _done(self, line: PersonLine, done: Outcome[int]) -> None:
        self.tab.pane.close_pane()
        self.tab.wanted = line.person.id
        if done.value:
            self.tab.shell.did(f"已修改 {line.person.name} 的资料。")

    def refused(self, findings: tuple[Finding, ...]) -> None:
        """Show what cannot be stored beside the fields."""
        form = self.tab.pane.asking
        rest = form.refuse(findings) if form is not None else findings
        if rest:
            self.tab.shell.notice(rest)
