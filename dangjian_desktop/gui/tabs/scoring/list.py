"""The list page of 评分定级: the list with its quota lines, what is still open, the pane."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tabs.scoring.delegate import RatingDelegate, quota_height
from dangjian_desktop.gui.tabs.scoring.model import (
    BY_SCORE_COLUMN,
    CATEGORY_COLUMN,
    DECIDED_COLUMN,
    NAME_COLUMN,
    PROPOSED_COLUMN,
    RANK_COLUMN,
    RATE_COLUMN,
    SCORE_COLUMN,
    SELF_COLUMN,
    ListLine,
    RatingModel,
)
from dangjian_desktop.gui.tabs.scoring.pane import RatingPane
from dangjian_desktop.gui.theme import px, zoom_changed
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.frames import ActionButton
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.words import ElidedLabel, SignLabel
from dangjian_desktop.kernel.findings import Finding, Severity
from dangjian_desktop.kernel.numbers import shown
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.scoring_views import RatingCategory, RatingList, RatingRow

ROW = 34
LEAST_PANE, MOST_PANE, PANE_SHARE, MOST_SHARE = 356, 440, 0.332, 0.43
LEAST_SCORE, MOST_SCORE, BARE_SCORE, LEAST_NAME = 118, 340, 78, 116
MERGED_RANK, MERGED_GRADE = 44, 118  # where proposal and decision share a column


class RatingGrid(Grid):
    """The rating list: quota lines go across, the bar takes what the other columns leave."""

    def __init__(self, model: RatingModel, shell: Shell) -> None:
        super().__init__(model, shell.settings, "scoring.list", row_height=ROW)
        self.delegate = RatingDelegate(self)
        self.setItemDelegate(self.delegate)
        self.lines: RatingModel = model
        model.shown_changed.connect(self.span)

    def span(self) -> None:
        """Let each quota line go across all columns."""
        self.clearSpans()
        for number, line in enumerate(self.lines.shown):
            if line.row is None:
                self.setSpan(number, 0, 1, self.lines.columnCount())
        self._fit_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the bar the width that is left."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit columns and quota lines into the width."""
        self._fit_columns()
        self._fit_lines()

    def _fit_lines(self) -> None:
        """Give a quota line whose words need it the room of two lines."""
        for number, line in enumerate(self.lines.shown):
            wanted = px(ROW)
            if line.row is None:
                wanted = quota_height(line, self.viewport().width(), px(ROW))
            if self.rowHeight(number) != wanted:
                self.setRowHeight(number, wanted)

    def _fit_columns(self) -> None:
        """Let the columns fill the width: the bar takes what the others leave, up to a good length.

        Where they leave too little, 自评 and then 按分 give way, then the bar itself and 满意率; the pane
        says them all. At last proposal and decision share a column.
        """
        room = self.viewport().width()
        for number in (SELF_COLUMN, BY_SCORE_COLUMN, RATE_COLUMN, DECIDED_COLUMN):
            self.setColumnHidden(number, False)
        self._merge(on=False)
        for number in (SELF_COLUMN, BY_SCORE_COLUMN):
            self.setColumnHidden(number, room - self._others() < px(LEAST_SCORE))
        left, name = room - self._others(), px(self.widths[NAME_COLUMN])
        if left < px(LEAST_SCORE):
            self.setColumnHidden(RATE_COLUMN, left < px(BARE_SCORE))
            left = room - self._others()
            if left + name < px(BARE_SCORE + LEAST_NAME):
                self._merge(on=True)
                left = (
                    room
                    - name
                    - sum(
                        self.columnWidth(n)
                        for n in range(len(self.widths))
                        if n not in (NAME_COLUMN, SCORE_COLUMN) and not self.isColumnHidden(n)
                    )
                )
            self.setColumnWidth(SCORE_COLUMN, px(BARE_SCORE))
            self.setColumnWidth(NAME_COLUMN, max(px(LEAST_NAME), min(name, name + left - px(BARE_SCORE))))
            return
        bar = min(px(MOST_SCORE), left)
        self.setColumnWidth(SCORE_COLUMN, bar)
        self.setColumnWidth(NAME_COLUMN, name + max(0, left - bar) // 2)

    def _merge(self, *, on: bool) -> None:
        self.lines.merge(on=on)
        if on:
            self.setColumnHidden(DECIDED_COLUMN, True)
        for number, width in ((RANK_COLUMN, MERGED_RANK), (PROPOSED_COLUMN, MERGED_GRADE)):
            self.setColumnWidth(number, px(width if on else self.widths[number]))

    def _others(self) -> int:
        """Return the width of all shown columns but the bar."""
        return sum(
            px(width)
            for n, width in enumerate(self.widths)
            if n != SCORE_COLUMN and not self.isColumnHidden(n)
        )


class ListPage(QWidget):
    """The list at the left, chart and 为什么 at the right."""

    chosen = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.category: RatingCategory | None = None
        self.unset = 0
        self.model = RatingModel()
        self.grid = RatingGrid(self.model, shell)
        self.grid.setAccessibleName("评分定级名单")
        self.grid.chosen.connect(self._chosen)
        self.pane = RatingPane(ActionButton(shell.registry, "scoring.decide"))
        across = row(self, gap=0)
        left = column()
        left.addWidget(self.grid, 1)
        left.addWidget(self._strip())
        across.addLayout(left, 1)
        across.addWidget(self.pane)

    def _strip(self) -> QFrame:
        self.strip = QFrame()
        self.strip.setProperty("kind", "strip-soon")
        across = row(self.strip, (18, 7, 14, 7), gap=10)
        across.addWidget(SignLabel(Sign.WARNING, State.SOON, 18))
        self.said = ElidedLabel("")
        across.addWidget(self.said, 1)
        self.strip.hide()
        return self.strip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pane a third of the page."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event):
            self.arrange()

    def arrange(self) -> None:
        """Give the pane a third of the page; at high zoom on a small screen a little more, not half."""
        share = round(self.width() * PANE_SHARE)
        wanted = min(px(MOST_PANE), max(px(LEAST_PANE), share))
        self.pane.setFixedWidth(min(wanted, round(self.width() * MOST_SHARE)))

    def row_in_hand(self) -> RatingRow | None:
        """Return the organisation in hand."""
        line: ListLine | None = self.grid.row_in_hand()
        return line.row if line is not None else None

    def show_category(self, category: RatingCategory | None, listing: RatingList | None) -> None:
        """Show one category; the organisation in hand stays in hand when it is there."""
        kept = self.row_in_hand()
        self.category = category
        self.model.show_category(category)
        mixed = category is not None and len({r.category for r in category.rows}) > 1
        self.grid.setColumnHidden(CATEGORY_COLUMN, not mixed)
        self.grid.span()
        self.grid.fit()
        self.pane.show_category(category)
        if kept is None or not self.grid.show_row(kept.org.id):
            first = next((n for n, line in enumerate(self.model.shown) if line.row is not None), -1)
            self.grid.setCurrentIndex(self.model.index(first, 0))
        self._chosen(self.grid.row_in_hand())
        self.unset = sum(_unset(f) for f in listing.findings) if listing is not None else 0
        self._show_findings(listing)

    def step(self, by: int) -> bool:
        """Take the next (or with −1 the one before) organisation in hand; tell whether there is one."""
        lines = [n for n, line in enumerate(self.model.shown) if line.row is not None]
        here = self.grid.currentIndex().row()
        after = [n for n in lines if n > here] if by > 0 else [n for n in reversed(lines) if n < here]
        if after:
            self.grid.setCurrentIndex(self.model.index(after[0], 0))
        return bool(after)

    def words(self) -> tuple[str, ...]:
        """Return the words for the status line."""
        if self.category is None:
            return ("还没有可评的党组织",)
        rows = self.category.rows
        mean = self.category.mean()
        words = [f"党委已定 {sum(bool(r.decided) for r in rows)} / {len(rows)}"]
        words.append(f"扣分无理由 {sum(len(r.reasons_missing) for r in rows)} 项")
        if mean is not None:
            words.append(f"平均 {shown(mean)} 分")
        if self.unset:
            words.append(f"{self.unset} 个没有类别，未列入")
        return tuple(words)

    def _show_findings(self, listing: RatingList | None) -> None:
        found = _to_say(self.category, listing)
        self.strip.setVisible(bool(found))
        if found:
            more = f"（另有 {len(found) - 1} 条）" if len(found) > 1 else ""
            self.said.setText(sentence(found[0]) + more)

    def _chosen(self, line: ListLine | None) -> None:
        listed = line.row if line is not None else None
        typing = self.pane.form
        if typing is not None and listed is not None and typing.listed.org.id == listed.org.id:
            return
        self.pane.show_row(listed)
        self.chosen.emit()


def _to_say(category: RatingCategory | None, listing: RatingList | None) -> list[Finding]:
    """Return what to say in the strip: what asks first, then who is in no list."""
    own = list(category.findings) if category is not None else []
    asking = [f for f in own if f.severity is not Severity.HINT] or own
    rest = listing.findings if listing is not None else ()
    return asking or [f for f in rest if f.code == "scoring.category_without_form"]


def _unset(item: Finding) -> int:
    """Return how many organisations stand in no list because they have no category."""
    count = item.fact("count") if item.code == "scoring.no_category" else 0
    return count if isinstance(count, int) else 0
