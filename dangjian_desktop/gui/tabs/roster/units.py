"""Forms for a new community, a new Party organisation, and one 届 of a 班子."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit

from dangjian_desktop.domain.organisations import CommitteeKind
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.kernel.texts.roster import COMMITTEE_WORDS
from dangjian_desktop.services.roster_export import CATEGORY_WORDS, KIND_WORDS


def choices(*words: str) -> QComboBox:
    """Return a choice of words."""
    made = Combo()
    made.addItems(list(words))
    return made


class NewCommunityForm(AskForm):
    """Asks for a village or community; a new name of an area makes the area."""

    def __init__(self, areas: Sequence[str]) -> None:
        super().__init__()
        self.name, self.kind = QLineEdit(), choices("", *KIND_WORDS.values())
        self.area = choices("", *areas)
        self.area.setEditable(True)
        self.name.setPlaceholderText("如 柳岸村")
        self.add("名称", self.name)
        self.add("类型", self.kind)
        self.add("片", self.area)

    def asked(self) -> tuple[str, str, str]:
        """Return name, kind and area as written."""
        self.clear()
        return self.name.text(), self.kind.currentText(), self.area.currentText()


class NewOrgForm(AskForm):
    """Asks for a Party organisation."""

    def __init__(self, communities: Sequence[str], orgs: Sequence[str]) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setPlaceholderText("如 柳岸村党支部")
        self.category = choices("", *filter(None, CATEGORY_WORDS.values()))
        self.place, self.parent_org = choices("", *communities), choices("", *orgs)
        self.add("名称", self.name)
        self.add("类别", self.category)
        self.add("村、社区", self.place)
        self.add("上级党组织", self.parent_org)

    def asked(self) -> tuple[str, str, str, str]:
        """Return name, category, community and superior as written."""
        self.clear()
        chosen = (self.category, self.place, self.parent_org)
        return (self.name.text(), *(one.currentText() for one in chosen))  # type: ignore[return-value]


class TermForm(AskForm):
    """Asks for one 届: which 班子, its number, seats and term."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = choices(*COMMITTEE_WORDS.values())
        self.term, self.seats = QLineEdit(), QLineEdit()
        self.since, self.until = QLineEdit(), QLineEdit()
        self.term.setPlaceholderText("如 第七届，可以不写")
        for editor in (self.since, self.until):
            editor.setPlaceholderText("如 2026.01")
        self.add("班子", self.kind)
        self.add("届次", self.term)
        self.add("职数", self.seats)
        self.add("任期起", self.since)
        self.add("任期止", self.until)

    def asked(self) -> tuple[CommitteeKind, Mapping[str, str]]:
        """Return the kind of 班子 and what is told of it."""
        self.clear()
        kind = CommitteeKind(list(COMMITTEE_WORDS)[self.kind.currentIndex()])
        told = {"term": self.term, "seats": self.seats, "since": self.since, "until": self.until}
        return kind, {name: editor.text() for name, editor in told.items()}
