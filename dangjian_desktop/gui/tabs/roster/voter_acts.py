"""What is done with voters in hand: a new one, the bin, new numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dangjian_desktop.domain.people import VoterLine
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.choosing import Choice, ChoiceField
from dangjian_desktop.gui.tabs.roster.paned import PanedPage, ReasonForm
from dangjian_desktop.gui.widgets.grid import step_off
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Where, finding
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.voters import VOTER_WORDS, VoterList


class NewVoterForm(AskForm):
    """Asks for a voter: whose list, the name, what is known."""

    def __init__(self, places: Sequence[Choice], chosen: str) -> None:
        super().__init__()
        self.place = ChoiceField(places, chosen)
        self.add("村、社区", self.place)
        self.editors = {name: QLineEdit() for name in ("name", "sex", "birth", "resident_group", "residence")}
        for name, editor in self.editors.items():
            self.add(VOTER_WORDS[name], editor)

    def asked(self) -> tuple[str, str, dict[str, str]] | None:
        """Return community, name and facts; None (with the field marked) when no community is meant."""
        self.clear()
        key = self.place.key()
        if not key:
            name = self.place.text().strip()
            self.refuse((finding("roster.unknown_place", where=Where(field="村、社区"), name=name),))
            return None
        told = {name: editor.text().strip() for name, editor in self.editors.items()}
        return key, told.pop("name"), {name: text for name, text in told.items() if text}


class VoterActs(PanedPage):
    """The acts on the voters in hand; a page shows the lists they stand in."""

    place: QComboBox

    def __init__(
        self, office: Office, shell: Shell, leave: Callable[[], object], title: str, *middle: QWidget
    ) -> None:
        super().__init__(shell, leave, title, *middle)
        self.office = office
        self.lists: tuple[VoterList, ...] = ()
        self.touched: list[str] = []  # the communities just changed here, read first
        self.wanted = ""  # the key of a voter to go to once the list has come

    def in_hand(self) -> VoterLine | None:
        """Return the voter in hand."""
        line: VoterLine | None = self.grid.row_in_hand()
        return line

    def chosen_place(self) -> str:
        """Return the community that is looked at, empty for all."""
        return str(self.place.currentData() or "")

    def can_new(self) -> bool:
        """Tell whether there is a community to add a voter to."""
        return bool(self.lists)

    def begin_new(self) -> None:
        """Ask for a new voter of the community looked at."""
        line = self.in_hand()
        chosen = self.chosen_place() or (line.community_id if line else "")
        form = NewVoterForm([Choice(one.community_id, one.community) for one in self.lists], chosen)
        words = "排在这个村、社区名单的最后；其余资料可以以后在表里填。"
        self.ask_form(form, "选民", "新建选民", words, lambda: self._add(form))

    def _add(self, form: NewVoterForm) -> None:
        asked = form.asked()
        if asked is not None:
            self.touched = [asked[0]]
            self.shell.runner.run(self.office.voters.add, *asked, then=self._added, refused=self.refused)

    def _added(self, done: Outcome[str]) -> None:
        self.wanted = done.value
        self.said("已新建选民。")

    def can_remove(self) -> bool:
        """Tell whether a voter is in hand."""
        return self.isVisible() and self.in_hand() is not None

    def begin_remove(self) -> None:
        """Ask why the selected voters go into the bin."""
        lines: list[VoterLine] = self.grid.rows_selected()
        if not lines:
            return
        form = ReasonForm()
        form.reason.setPlaceholderText("如 已迁出、重复登记")
        names = "、".join(one.name for one in lines[:5]) + ("等" if len(lines) > 5 else "")
        words = f"{names}。不会真正删除：可以撤销，也可以从回收站放回。"
        self.ask_form(form, f"{len(lines)} 名选民", "移入回收站", words, lambda: self._remove(lines, form))

    def _remove(self, lines: Sequence[VoterLine], form: ReasonForm) -> None:
        self.touched = list({one.community_id for one in lines})
        self.shell.runner.run(
            self.office.voters.remove, [one.id for one in lines], form.asked(),
            then=self._removed, refused=self.refused,
        )  # fmt: skip

    def _removed(self, done: Outcome[int]) -> None:
        step_off(self.grid)
        self.said(f"已移入回收站 {done.value} 名选民。")

    def can_number(self) -> bool:
        """Tell whether one community is looked at, or a voter of one is in hand."""
        return self.isVisible() and bool(self.chosen_place() or self.in_hand())

    def number(self) -> None:
        """Number the list of the community looked at (else of the voter in hand) from 1 on."""
        line = self.in_hand()
        key = self.chosen_place() or (line.community_id if line else "")
        if key:
            name = next((one.community for one in self.lists if one.community_id == key), "")
            self.touched = [key]
            self.shell.runner.run(
                self.office.voters.number, key, then=lambda done: self._numbered(name, done.value)
            )

    def _numbered(self, place: str, changed: int) -> None:
        if changed:
            self.said(f"{place}的选民序号已从 1 重排，改了 {changed} 人。")
        else:
            self.shell.say(f"{place}的选民序号本来就从 1 连着，没有改动。")
