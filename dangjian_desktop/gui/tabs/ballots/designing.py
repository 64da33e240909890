"""The way from the tab to 测评票样式, and what is asked of the services there."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.gui.tabs.ballots.design_page import DesignPage
from dangjian_desktop.gui.tabs.ballots.design_tables import Draft
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.ballot_designs import DesignRow, DesignSketch

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab

FILES = "测评票样式 (*.toml)"


class Designing(QObject):
    """Holds the page and the form in hand."""

    def __init__(self, tab: BallotsTab) -> None:
        super().__init__(tab)
        self.tab, self.shell, self.run, self.designs = tab, tab.shell, tab.runner.run, tab.office.designs
        self.page: DesignPage | None = None
        self.wanted = ("", "")

    def begin(self) -> None:
        """Show the form of the meeting in hand, or the first."""
        if self.page is None:
            self.page = DesignPage(self.shell.settings)
            self.page.left.connect(self.leave)
            self.page.picked.connect(self._pick)
            self.page.asked.connect(self._act)
            self.page.sketch_asked.connect(self.sketch)
            self.tab.pages.addWidget(self.page)
        found = self.tab.meeting_in_hand()
        if found is not None:
            self.wanted = (found.meeting.form_code, found.meeting.form_edition)
        self.tab.pages.setCurrentWidget(self.page)
        self.shell.page_turned.emit()
        self.page.forms.setFocus()
        self.run(self.designs.forms, then=self._list)

    def leave(self) -> None:
        """Go back to the meetings; a draft that is not kept is asked about."""
        if self.page is not None and self.page.changed:
            self.page.confirm.ask("改过的样式还没有保存，离开就不保留。", "不保存，离开", self._leave)
            return
        self._leave()

    def _leave(self) -> None:
        if self.page is not None:
            self.page.changed = False
        self.tab.pages.setCurrentWidget(self.tab.main)
        self.shell.page_turned.emit()
        self.tab.grid.setFocus()

    # ---------------------------------------------------------------- showing

    def _list(self, rows: tuple[DesignRow, ...]) -> None:
        if self.page is None:
            return
        keys = [(one.form.code, one.form.edition) for one in rows]
        if self.wanted not in keys and keys:
            self.wanted = keys[0]
        self.page.show_forms(rows, self.wanted)
        if not self.page.changed:
            self._ask(*self.wanted)

    def _ask(self, code: str, edition: str) -> None:
        self.run(self.designs.draft, code, edition, then=self._show)

    def _show(self, draft: Draft) -> None:
        if self.page is not None:
            self.page.show_draft(draft)

    def _show_new(self, draft: Draft) -> None:
        if self.page is not None:
            self.page.show_draft(draft)
            self.page.changed = True
            self.page.forms.setCurrentIndex(-1)
            self.page.parts.choose("head")
            self.page.facts.lines["name"].setFocus()
            self.page.facts.lines["name"].selectAll()

    def _pick(self, found: DesignRow) -> None:
        self.wanted = (found.form.code, found.form.edition)
        self._ask(*self.wanted)

    def sketch(self) -> None:
        """Draw the draft anew; only the newest wish counts."""
        if self.page is not None:
            draft, scale = deepcopy(self.page.draft), self.page.scale()
            self.run(self.designs.sketch, draft, scale, then=self._sketched, key="ballots.design")

    def _sketched(self, sketch: DesignSketch) -> None:
        if self.page is not None:
            self.page.show_sketch(sketch)

    # ---------------------------------------------------------------- acting

    def _act(self, name: str) -> None:
        acts = {
            "copy": self._copy,
            "new": lambda: self.run(self.designs.blank, then=self._show_new),
            "import": self._bring_in,
            "export": self._export,
            "remove": self._ask_remove,
            "save": self.save,
        }
        acts[name]()

    def _copy(self) -> None:
        found = self.page.row_in_hand() if self.page is not None else None
        if found is not None:
            self.run(self.designs.copy, found.form.code, found.form.edition, then=self._show_new)

    def save(self) -> None:
        """Keep the draft as the office's own form."""
        if self.page is not None:
            draft = deepcopy(self.page.draft)
            self.run(self.designs.save, draft, then=self._saved, refused=self._refused)

    def _saved(self, outcome: Outcome[BallotForm]) -> None:
        form = outcome.value
        self.wanted = (form.code, form.edition)
        if self.page is not None:
            self.page.changed = False
        self.shell.say(f"已存为本单位的测评票：{form.name} {form.edition}。")
        self.run(self.designs.forms, then=self._list)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        if self.page is not None:
            self.page.show_wrong(findings, go=True)
            self.shell.say("样式还有问题，没有保存。", state=State.SOON)

    def _bring_in(self) -> None:
        name = self.shell.desk.open_file(self.tab, "导入测评票样式", FILES, "")
        if name:
            self.run(self.designs.bring_in, Path(name), then=self._saved)

    def _export(self) -> None:
        found = self.page.row_in_hand() if self.page is not None else None
        if found is None:
            self.shell.say("请先保存，再导出。", state=State.SOON)
            return
        form = found.form
        name = self.shell.desk.save_file(self.tab, "导出测评票样式", FILES, f"{form.name}{form.edition}.toml")
        if name:
            self.run(self.designs.export, form.code, form.edition, Path(name), then=self._exported)

    def _exported(self, path: Path) -> None:
        self.shell.say(f"已导出到 {path.name}。")

    def _ask_remove(self) -> None:
        found = self.page.row_in_hand() if self.page is not None else None
        if found is not None and self.page is not None:
            form = found.form
            self.page.confirm.ask(
                f"删除本单位的测评票“{found.label}”。没有测评会用过的才能删除。", "删除",
                lambda: self.run(self.designs.remove, form.code, form.edition, then=self._removed),
            )  # fmt: skip

    def _removed(self, outcome: Outcome[bool]) -> None:
        self.wanted = ("", "")
        self.shell.say("已删除。")
        self.run(self.designs.forms, then=self._list)
