"""整改台账: matters per organisation, typed in the grid like Excel; struck off in the pane with evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.rectifying import Rectification
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.scoring.exporting import export_table
from dangjian_desktop.gui.tabs.scoring.ledger import STATES, chip_of, columns, due_words, typed_into
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm, WorkPage, one_line, several
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Edit
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.rectifying import RectificationLedger, RectificationRow, board_lines

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab


class MendingPage(WorkPage[RectificationRow]):
    """The ledger; the pane shows the matter in hand and strikes it off."""

    give_way = ("grade",)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            "整改台账",
            columns(typed=True),
            lambda r: r.item.id,
            "scoring.propose_mending",
            "scoring.add_mending",
            "scoring.mending_board",
            grid="scoring.mending",
            cells=True,
        )
        self.ledger: RectificationLedger | None = None
        self.fresh = ""  # the matter just added, to be taken in hand once it is listed
        self.grid.chosen.connect(lambda _: self._chosen())
        self.show_again = self.show_pane

    def show_ledger(self, ledger: RectificationLedger) -> None:
        """Show the matters."""
        self.ledger = ledger
        self.model.set_rows(ledger.rows)
        if self.fresh and self.grid.show_row(self.fresh):
            self.fresh = ""
        if ledger.rows and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 2))
        late = f"，逾期 {len(ledger.late)} 项" if ledger.late else ""
        self.say(f"{len(ledger.rows)} 项，已销号 {ledger.done} 项{late}" if ledger.rows else "")
        if not self.typing():
            self.show_pane()

    def row(self) -> RectificationRow | None:
        """Return the matter in hand."""
        row: RectificationRow | None = self.grid.row_in_hand()
        return row

    def _chosen(self) -> None:
        if not self.typing():
            self.show_pane()
        self.shell.registry.refresh()

    def show_pane(self) -> None:
        """Show the matter in hand."""
        row = self.row()
        if row is None:
            self.pane.show_head("还没有整改事项")
            words = "先在名单里选中一个党组织，“从扣分列整改”把扣分理由列为整改事项，或者“新增整改事项”。"
            self.pane.show_sections(Label(words, "hint", wrap=True))
            self.pane.show_foot()
            return
        item = row.item
        self.pane.show_head(row.org, row.grade)
        shown = Section("整改事项", chip_of(row).text)
        shown.facts(
            [
                Fact("事项", item.matter),
                Fact("措施", item.measures or "—"),
                Fact("责任人", item.owner or "—"),
                Fact("时限", due_words(row) or "—"),
                Fact("完成情况", item.progress or "—"),
            ]
        )
        parts = [shown]
        if item.signer or item.evidence:
            signed = Section("销号" if item.state is TaskState.DONE else STATES[item.state][0])
            done_on = item.done_on.isoformat() if item.done_on else "—"
            signed.facts(
                [Fact("日期", done_on), Fact("签字人", item.signer or "—"), Fact("佐证", item.evidence)]
            )
            parts.append(signed)
        self.pane.show_sections(*parts)
        self.pane.show_foot(*self.buttons("scoring.sign_mending", "scoring.remove_mending"))


class Mending(QObject):
    """Carries what is typed in the ledger to the service."""

    def __init__(self, tab: ScoringTab, page: MendingPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.service = tab.office.grading.rectifying
        self.signer = ""
        page.model.edited.connect(self.edited)

    def ask(self) -> None:
        """Ask for the ledger."""
        listing = self.tab.listing
        if listing is not None:
            run = self.tab.runner.run
            run(self.service.ledger, listing.campaign_id, then=self.page.show_ledger, key="scoring.mending")

    def has_row(self) -> bool:
        """Tell whether a matter is in hand."""
        return self.page.in_front() and self.page.row() is not None

    def has_board(self) -> bool:
        """Tell whether there is anything to put up."""
        ledger = self.page.ledger
        return self.page.in_front() and ledger is not None and bool(ledger.rows)

    def _org(self) -> str:
        row, chosen = self.page.row(), self.tab.row_in_hand()
        if chosen is not None:
            return chosen.org.id
        return row.item.party_org_id if row is not None else ""

    # ------------------------------------------------------------ typing

    def edited(self, edits: Sequence[Edit[RectificationRow]]) -> None:
        """Record what was typed into the grid, one matter after the other."""
        changed: dict[str, Rectification] = {}
        for edit in edits:
            item = changed.get(edit.row.item.id, edit.row.item)
            changed[item.id] = typed_into(item, edit.column, edit.text.strip())
        if changed:
            self.tab.runner.run(self.service.save_all, tuple(changed.values()), then=lambda _: self.ask(),
                                refused=self._refused)  # fmt: skip

    def propose(self) -> None:
        """Ask whose reasons for lost points are to be taken as matters."""
        orgs = self._orgs()
        form = PaneForm("列为整改事项", ("党组织", orgs))
        hint = "把这个党组织考核扣分的理由一条条列为整改事项，已经列过的不重复。"
        self.page.ask("从扣分列整改", form, lambda: self._propose(form), hint, whole=True)

    def _propose(self, form: PaneForm) -> None:
        listing = self.tab.listing
        if listing is not None:
            self.tab.runner.run(
                self.service.propose,
                listing.campaign_id,
                form.text("党组织"),
                then=self._proposed,
                refused=self._refused,
            )

    def _proposed(self, done: Outcome[int]) -> None:
        if done.value:
            self._done(f"已列 {done.value} 项整改事项。")(done)
        else:
            self.page.leave_form()

    def _orgs(self) -> Combo:
        """Return the rated organisations to choose from; first the one in hand."""
        orgs = Combo()
        for category in self.tab.listing.categories if self.tab.listing is not None else ():
            for row in category.rows:
                orgs.addItem(row.org.name, row.org.id)
        orgs.setCurrentIndex(max(0, orgs.findData(self._org())))
        return orgs

    def begin_add(self) -> None:
        """Ask for one more matter of an organisation."""
        form = PaneForm(
            "记下",
            ("党组织", self._orgs()),
            ("整改事项", several("存在什么问题")),
            ("主要措施", several("怎么改")),
            ("责任人", one_line()),
            ("完成时限", one_line("", "如 2012-06-30")),
        )
        self.page.ask("新增整改事项", form, lambda: self._add(form), whole=True)

    def _add(self, form: PaneForm) -> None:
        form.clear()
        due = form.day("完成时限", empty=True)
        if self.tab.listing is None or (due is None and form.text("完成时限")):
            return
        item = Rectification(
            id="",
            campaign_id=self.tab.listing.campaign_id,
            party_org_id=form.text("党组织"),
            round_no=self.tab.listing.round_no,
            order=0,
            matter=form.text("整改事项"),
            measures=form.text("主要措施"),
            owner=form.text("责任人"),
            due=due,
        )
        then = self._done("已记下整改事项。")

        def added(done: Outcome[Rectification]) -> None:
            self.page.fresh = done.value.id
            then(done)

        self.tab.runner.run(self.service.save, item, then=added, refused=self._refused)

    def begin_sign(self) -> None:
        """Ask how far the matter in hand is; struck off with signer and evidence."""
        row = self.page.row()
        if row is None:
            return
        item = row.item
        state = Combo()
        for one, (word, _) in STATES.items():
            state.addItem(word, one.value)
        wanted = item.state if row.done else TaskState.DONE
        state.setCurrentIndex(state.findData(wanted.value))
        progress, evidence = (
            several("做了什么"),
            one_line(item.evidence, "照片、文件名、编号；免办写原因", 100),
        )
        progress.setPlainText(item.progress)
        done_on = (item.done_on or self.tab.shell.today()).isoformat()
        form = PaneForm(
            "记下",
            ("状态", state),
            ("完成情况", progress),
            ("佐证", evidence),
            ("签字人", one_line(item.signer or self.signer)),
            ("完成日期", one_line(done_on)),
        )
        self.page.ask("销号", form, lambda: self._sign(form, item), item.matter)

    def _sign(self, form: PaneForm, item: Rectification) -> None:
        form.clear()
        state, day = TaskState(form.text("状态")), form.day("完成日期", empty=True)
        if day is None and form.text("完成日期"):
            return
        self.signer = form.text("签字人")
        finished = state in (TaskState.DONE, TaskState.WAIVED)
        signed = replace(
            item,
            state=state,
            progress=form.text("完成情况"),
            evidence=form.text("佐证"),
            signer=self.signer if finished else "",
            done_on=day if finished else None,
        )
        self._save(signed, "已销号。" if state is TaskState.DONE else "已记下。")

    def remove(self) -> None:
        """Take the matter in hand off the list."""
        row = self.page.row()
        if row is not None:
            self.tab.runner.run(self.service.remove, row.item.id, then=self._done("已移出，可以撤销。"))

    def board(self) -> None:
        """Write the board put up for everyone, made of the ledger as it is."""
        ledger = self.page.ledger
        if ledger is not None:
            export_table(self.tab, "rectify_board", "整改提高公示牌", {"lines": board_lines(ledger)})

    # ------------------------------------------------------------ helpers

    def _save(self, item: Rectification, words: str) -> None:
        self.tab.runner.run(self.service.save, item, then=self._done(words), refused=self._refused)

    def _done(self, words: str) -> Callable[[object], None]:
        def shown(_: object) -> None:
            self.page.form = None
            self.tab.shell.say(words)
            self.ask()
            self.page.grid.setFocus()

        return shown

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        rest = self.page.form.refuse(findings) if self.page.form is not None else findings
        if rest:
            self.tab.shell.notice(rest)
        if self.page.form is None:
            self.ask()
