"""资格联审: the candidates of the campaign in hand against the clauses of their form."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tabs.scoring.exporting import export_table
from dangjian_desktop.gui.tabs.vetting.acting import Acting
from dangjian_desktop.gui.tabs.vetting.matrix import CONCLUSIONS, Matrix, MatrixModel
from dangjian_desktop.gui.tabs.vetting.pane import CandidatePane, clause_to_show
from dangjian_desktop.gui.tabs.vetting.proposing import Proposing
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import SearchField, Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages, column, frame, row
from dangjian_desktop.gui.widgets.words import Button, ElidedLabel, Label, SignLabel
from dangjian_desktop.kernel.changes import Changes, Topic
from dangjian_desktop.kernel.texts.vetting import CONCLUSION_NAMES
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.vetting_views import CandidateRow, Conclusion, VettingBoard, VettingList

BUTTONS = ("vetting.opinion", "vetting.table", "vetting.add")
LIST, EMPTY = range(2)
ALL = "all"
ORDER = (Conclusion.PASSED, Conclusion.PENDING, Conclusion.FAILED, Conclusion.WITHDRAWN)
LEGEND = (
    (Sign.CHECK, State.DONE, "无问题"),
    (Sign.SQUARE_CROSS, State.WRONG, "有问题"),
    (Sign.QUESTION, State.SOON, "待核实"),
)


def read_list(office: Office) -> VettingList | None:
    """Return the candidates of the campaign in hand; None while there is no campaign."""
    campaign = office.campaigns.in_hand()
    return None if campaign is None else office.vetting.vetting_list(campaign.id)


class VettingTab(Tab):
    """The matrix of candidates and clauses, and the pane with basis, telling and 复核."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CAMPAIGNS, Topic.ROSTER, Topic.BALLOTS, Topic.VETTING}
    )

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.listing: VettingList | None = None
        self.wanted = ""
        self._build_head()
        self._build_list()
        self.acting, self.proposing = Acting(self), Proposing(self)
        self.matrix.answered.connect(self.acting.begin_opinion)

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.results = Segmented((), "结论")
        self.results.chosen.connect(lambda _: self._filter())
        self.seeker = SearchField("找候选人", 140)
        self.seeker.searched.connect(self.search)
        self.packs = Combo()
        self.packs.setAccessibleName("审查表")
        self.packs.currentIndexChanged.connect(lambda _: self._show_board())
        self.packs.hide()
        self.head = TitleRow("资格联审", self.results, self.seeker, self.packs)
        self.head.add_buttons(self.shell.registry, *BUTTONS)
        self.column.addWidget(self.head)

    def _build_list(self) -> None:
        self.model = MatrixModel()
        self.matrix = Matrix(self.model, self.shell.settings)
        self.matrix.place_changed.connect(self._moved)
        self.matrix.opened.connect(lambda _: self.open_pane())
        self.pane = CandidatePane()
        self.pane.closed.connect(self.matrix.setFocus)
        page = QWidget()
        across = row(page, gap=0)
        left = column()
        left.addWidget(self.matrix, 1)
        left.addWidget(self._legend())
        across.addLayout(left, 3)
        across.addWidget(self.pane, 1)
        self.to_plan = Button("去活动进度", "timeline")
        self.to_plan.clicked.connect(lambda: self.shell.show_tab("campaigns"))
        self.stack = Pages()
        self.stack.addWidget(page)
        self.stack.addWidget(
            EmptyPlace(
                "shield",
                "还没有候选人",
                "从花名册里提名候选人，逐条审查；不满意率由测评结果自动判断，其余由部门答复。",
                ActionButton(self.shell.registry, "vetting.add"),
                self.to_plan,
            )
        )
        self.column.addWidget(self.stack, 1)

    def _legend(self) -> QWidget:
        made = frame("pane-foot")
        across = row(made, (24, 9, 16, 9), gap=8)
        for sign, state, word in LEGEND:
            across.addWidget(SignLabel(sign, state, 17))
            across.addWidget(Label(word, "note"))
            across.addSpacing(px(8))
        across.addWidget(Label("未答　还没有答复", "note"))
        across.addSpacing(px(16))
        said = ElidedLabel("每条结论写明条款、依据和签署人；复核结果另记，不改原结果", "note")
        across.addWidget(said, 1)
        return made

    # ------------------------------------------------------------ showing

    def refresh(self, changes: Changes) -> None:
        """Ask for the candidates of the campaign in hand."""
        self.runner.run(read_list, self.office, then=self.show_list, key="vetting.list")

    def show_list(self, listing: VettingList | None) -> None:
        """Show the candidates; None: there is no campaign yet."""
        self.listing = listing
        boards = listing.boards if listing is not None else ()
        self._show_packs(boards)
        self._show_segments()
        self.stack.setCurrentIndex(LIST if boards or self.pane.isVisible() else EMPTY)
        for widget in (self.results, self.seeker):
            widget.setVisible(bool(boards))
        self._show_board()
        self.to_plan.setVisible(listing is None)
        if self.wanted:
            self.go(self.wanted)

    def _show_packs(self, boards: tuple[VettingBoard, ...]) -> None:
        names = [f"{b.form.name}（{b.form.edition}）" for b in boards]
        if [self.packs.itemText(n) for n in range(self.packs.count())] != names:
            self.packs.blockSignals(True)
            self.packs.clear()
            self.packs.addItems(names)
            self.packs.blockSignals(False)
        self.packs.setVisible(len(boards) > 1)

    def _show_segments(self) -> None:
        rows = self.listing.rows if self.listing is not None else ()
        segments = [Segment(ALL, "全部", len(rows))]
        for conclusion in ORDER:
            count = sum(r.conclusion is conclusion for r in rows)
            if conclusion is not Conclusion.WITHDRAWN or count:
                sign, state = CONCLUSIONS[conclusion]
                segments.append(
                    Segment(conclusion.value, CONCLUSION_NAMES[conclusion.value], count, sign, state)
                )
        self.results.set_segments(segments)

    def board(self) -> VettingBoard | None:
        """Return the board in hand."""
        boards = self.listing.boards if self.listing is not None else ()
        place = max(0, self.packs.currentIndex())
        return boards[place] if place < len(boards) else None

    def _show_board(self) -> None:
        kept, clause = self.row_in_hand(), self.matrix.clause_in_hand()
        if self.model.show_board(self.board()):
            self.matrix.take_columns()
        self._filter()
        line = max(0, self.model.line_of(kept.id)) if kept is not None else 0
        first = self.row_at(line)
        start = clause or (clause_to_show(first) if first is not None and kept is None else "")
        column = self.model.column_of(start) if start else max(0, self.matrix.currentIndex().column())
        self.matrix.setCurrentIndex(self.model.index(line, column))
        self._show_in_pane()
        self._say()

    def _filter(self) -> None:
        chosen = self.results.current()
        keep = None if chosen in ("", ALL) else (lambda row: row.conclusion.value == chosen)
        self.model.filter("result", keep)
        self._say()

    def _say(self) -> None:
        board = self.board()
        if board is None:
            self.status("还没有候选人")
            return
        asked = sum(c.asked for c in board.columns)
        answered = sum(c.answered for c in board.columns)
        words = [f"{len(board.rows)} 名候选人 × {len(board.columns)} 条", f"意见 {answered} / {asked}"]
        due = sum(r.telling_due and r.conclusion is Conclusion.FAILED for r in board.rows)
        if due:
            words.append(f"{due} 人不通过待告知")
        talks = sum(r.talk_due and r.conclusion is Conclusion.PENDING for r in board.rows)
        if talks:
            words.append(f"{talks} 人待谈话")
        self.status(*words)

    def row_in_hand(self) -> CandidateRow | None:
        """Return the candidate in hand."""
        return self.row_at(self.matrix.currentIndex().row())

    def row_at(self, line: int) -> CandidateRow | None:
        """Return the candidate in line ``line``."""
        return self.model.at(line)

    def _moved(self) -> None:
        if self.pane.isVisible() and not self.acting.typing():
            self._show_in_pane()
        self.shell.registry.refresh()

    def open_pane(self) -> None:
        """Open the pane on the candidate and clause in hand."""
        shown = self.row_in_hand()
        if shown is not None:
            self.pane.show_candidate(shown, self.matrix.clause_in_hand())
            self.acting.show_foot(shown)

    def _show_in_pane(self) -> None:
        if self.acting.typing():
            return
        shown = self.row_in_hand()
        if shown is None:
            self.pane.hide()
        else:
            self.open_pane()

    def search(self, text: str) -> None:
        """Show the candidates found."""
        self.model.search(text)
        self.seeker.show_count(f"{len(self.model.shown)} 人" if text else "")

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.seeker.setFocus()

    def go(self, target: Any) -> None:
        """Show the candidate with id ``target``, or the candidates that stand so (a conclusion)."""
        self.wanted = str(target)
        if self.wanted in self.results.buttons:
            self.results.choose(self.wanted)
            self.wanted = ""
        elif (line := self.model.line_of(self.wanted)) >= 0:
            self.matrix.setCurrentIndex(self.model.index(line, 0))
            self.wanted = ""
            self.open_pane()

    # ------------------------------------------------------------ commands

    def show_matrix(self, *, on: bool = True) -> None:
        """Show the matrix, or the place that says what belongs there."""
        self.stack.setCurrentIndex(LIST if on else EMPTY)

    def has_campaign(self) -> bool:
        """Tell whether there is a campaign to propose candidates for."""
        return self.listing is not None

    def has_candidates(self) -> bool:
        """Tell whether there is anything to export."""
        return self.listing is not None and bool(self.listing.boards)

    def export(self) -> None:
        """Write the results to a file the clerk chooses."""
        export_table(self, "vetting_table", "资格审查结果汇总表")
