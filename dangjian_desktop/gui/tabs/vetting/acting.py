"""What a clerk records in 资格联审: answers, talks, tellings, reviews, candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from dangjian_desktop.domain.vetting import Answer, Opinion
from dangjian_desktop.gui.tabs.vetting.forms import (
    InlineForm,
    OpinionForm,
    TalkForm,
    TellForm,
)
from dangjian_desktop.gui.tabs.vetting.matrix import FIRST_CLAUSE
from dangjian_desktop.gui.tabs.vetting.pane import clause_to_show
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.vetting_views import (
    CandidateRow,
    ClauseCell,
    Conclusion,
)

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.vetting.tab import VettingTab


class Acting(QObject):
    """Opens the inline forms of the pane and carries what they hold to the service."""

    def __init__(self, tab: VettingTab) -> None:
        super().__init__(tab)
        self.tab, self.pane = tab, tab.pane
        self.signer, self.clerk = "", ""
        self.aside: dict[tuple[str, ...], dict[str, str]] = {}

    # ------------------------------------------------------------ what can be done

    def typing(self) -> bool:
        """Tell whether a form is open in the pane."""
        return self.pane.form is not None and self.pane.isVisible()

    def has_candidate(self) -> bool:
        """Tell whether a candidate is in hand about whom something can still be recorded."""
        shown = self.tab.row_in_hand()
        return shown is not None and not shown.candidate.alias

    def can_answer(self) -> bool:
        """Tell whether the clause in hand (or shown) is answered by a person."""
        cell = self._cell()
        return cell is not None and cell.typed

    def can_tell(self) -> bool:
        """Tell whether there is a result that can be told."""
        shown = self.tab.row_in_hand()
        return shown is not None and shown.telling_due

    def can_review(self) -> bool:
        """Tell whether the clause in hand has an answer to review."""
        cell = self._cell()
        return cell is not None and cell.typed and bool(cell.standing)

    def _cell(self) -> ClauseCell | None:
        shown = self.tab.row_in_hand()
        if shown is None or shown.candidate.alias:
            return None
        clause = self.tab.matrix.clause_in_hand()
        if (
            not clause
            and self.pane.isVisible()
            and self.pane.row is not None
            and self.pane.row.id == shown.id
        ):
            clause = self.pane.clause
        return shown.cell(clause or clause_to_show(shown))

    def show_foot(self, shown: CandidateRow) -> None:
        """Show the buttons of the pane; the one that comes next is the red one."""
        names = ["vetting.opinion"] if self.can_answer() else []
        if shown.talk_due or shown.talks:
            names.insert(0, "vetting.talk")
        if shown.telling_due:
            names.insert(0, "vetting.tell")
        elif self.can_review():
            names.insert(0 if shown.tellings else len(names), "vetting.review")
        buttons = [self._button(name, first=n == 0) for n, name in enumerate(names[:3])]
        self.pane.show_foot(*buttons)

    def _button(self, name: str, *, first: bool) -> Button:
        command = self.tab.shell.registry.command(name)
        made = Button(command.short(), command.icon, "primary" if first else "", name=command.text)
        made.setToolTip(command.hint())
        made.setEnabled(self.tab.shell.registry.enabled(name))
        made.clicked.connect(self.tab.action(name).trigger)
        return made

    # ------------------------------------------------------------ answers and reviews

    def begin_opinion(self, answer: Answer | None = None) -> None:
        """Ask for an answer to the clause in hand."""
        shown, cell = self.tab.row_in_hand(), self._cell()
        if shown is None or cell is None:
            return
        if not cell.typed:
            said = "这一条由测评结果自动判断，不用登记。" if cell.asked else "这一条只问现任干部。"
            self.tab.shell.say(said, state=State.SOON)
            return
        form = OpinionForm(shown.id, cell.clause, self.tab.shell.today(), self.signer)
        self._ask(shown, cell, form, "登记意见")
        form.saved.connect(lambda: self._save_opinion(form))
        if answer is not None:
            form.choose(answer)

    def _save_opinion(self, form: OpinionForm) -> None:
        wish = form.wish()
        if wish is not None:
            self.tab.runner.run(self.tab.office.vetting.give_opinion, wish,
                                then=self._answered, refused=self.refused)  # fmt: skip

    def begin_review(self) -> None:
        """Ask for the outcome of a 复核 of the clause in hand."""
        shown, cell = self.tab.row_in_hand(), self._cell()
        if shown is None or cell is None or not cell.typed or not cell.standing:
            return
        order = (Answer.PROBLEM, Answer.CHECKING, Answer.CLEAR)
        first = min(cell.standing, key=lambda o: order.index(o.answer))
        form = OpinionForm(shown.id, cell.clause, self.tab.shell.today(), "", reviewed=first.id)
        self._ask(shown, cell, form, "登记复核", f"复核 {first.answered_by}")
        form.saved.connect(lambda: self._save_review(form))

    def _save_review(self, form: OpinionForm) -> None:
        wish = form.wish()
        if wish is not None:
            self.tab.runner.run(self.tab.office.vetting.review, form.reviewed, wish,
                                then=self._reviewed, refused=self.refused)  # fmt: skip

    def _answered(self, done: Outcome[Opinion]) -> None:
        self.signer = done.value.answered_by
        self._done("已登记意见。")
        self.to_next_open()

    def _reviewed(self, _done: Outcome[Opinion]) -> None:
        self._done("已登记复核，原意见保留。")

    def to_next_open(self) -> None:
        """Take the next candidate in hand whose answer to this clause is still missing."""
        clause, here = self.tab.matrix.clause_in_hand(), self.tab.matrix.currentIndex()
        for line in range(here.row() + 1, len(self.tab.model.shown)):
            cell = self.tab.model.shown[line].cell(clause)
            if cell is not None and cell.typed and cell.answer is None:
                self.tab.matrix.setCurrentIndex(self.tab.model.index(line, here.column()))
                return

    # ------------------------------------------------------------ talks and tellings

    def begin_talk(self) -> None:
        """Ask for a 诫勉谈话 with the candidate in hand."""
        shown = self.tab.row_in_hand()
        if shown is not None:
            form = TalkForm(shown.id, self.tab.shell.today())
            self._ask(shown, self._cell(), form, "登记诫勉谈话")
            form.saved.connect(lambda: self._save(form, self.tab.office.vetting.record_talk, "已登记谈话。"))

    def begin_telling(self) -> None:
        """Ask when and how the result was delivered."""
        shown = self.tab.row_in_hand()
        if shown is not None and shown.telling_due:
            form = TellForm(shown.id, self.tab.shell.today(), self.clerk)
            note = "不通过" if shown.conclusion is Conclusion.FAILED else "通过"
            self._ask(shown, self._cell(), form, "登记送达", f"结论：{note}")
            form.saved.connect(lambda: self._save(form, self.tab.office.vetting.tell, "已登记送达。"))

    def _save(self, form: TalkForm | TellForm, call: Any, said: str) -> None:
        wish = form.wish()
        if isinstance(form, TellForm):
            self.clerk = form.by.text()
        if wish is not None:
            self.tab.runner.run(call, wish, then=lambda _: self._done(said), refused=self.refused)

    # ------------------------------------------------------------ forms

    def _ask(
        self, shown: CandidateRow, cell: ClauseCell | None, form: InlineForm, title: str, note: str = ""
    ) -> None:
        self._put_aside()
        self.pane.show_candidate(shown, cell.clause.code if cell is not None else "")
        if cell is not None:
            column = self.tab.model.column_of(cell.clause.code)
            if column >= FIRST_CLAUSE and self.tab.matrix.currentIndex().column() != column:
                line = self.tab.matrix.currentIndex().row()
                self.pane.form = form
                self.tab.matrix.setCurrentIndex(self.tab.model.index(line, column))
        self.pane.ask(form, title, note)
        form.left.connect(self.leave)
        form.take(self.aside.pop(form.about, {}))

    def _put_aside(self) -> None:
        """Keep what is half typed in the form that makes room for another; asked again, it is back."""
        form = self.pane.form
        if form is not None and form.is_begun():
            self.aside[form.about] = form.texts()
            self.tab.shell.say("没写完的内容先放在一边，再打开时还在。")

    def leave(self) -> None:
        """Close the form without recording."""
        self.pane.form = None
        if self.tab.listing is None or not self.tab.listing.boards:
            self.pane.hide()
            self.tab.show_matrix(on=False)
        else:
            self.tab.open_pane()
        self.tab.matrix.setFocus()

    def _done(self, said: str) -> None:
        self.pane.form = None
        self.tab.shell.say(said)
        self.tab.matrix.setFocus()

    def refused(self, findings: tuple[Finding, ...]) -> None:
        """Show why nothing was recorded, beside the fields where possible."""
        rest = self.pane.form.refuse(findings) if self.pane.form is not None else findings
        if rest:
            self.tab.shell.notice(rest)
