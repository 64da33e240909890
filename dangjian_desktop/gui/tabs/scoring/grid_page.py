"""得分总表: all points of a category typed like in Excel; the pane says what the cell in hand is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dangjian_desktop.domain.forms import Indicator
from dangjian_desktop.domain.scoring import WHOLE, SheetLine, Stage, near_texts, points_text
from dangjian_desktop.gui.shell import Link, Shell
from dangjian_desktop.gui.tabs.scoring.sheet import read_points
from dangjian_desktop.gui.tabs.scoring.workpage import PaneForm, WorkPage, one_line
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.heads import in_lines
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column, Edit
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding, finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.scoring import STAGE_NAMES
from dangjian_desktop.services.score_tables import MatrixRow, ScoreMatrix
from dangjian_desktop.services.scoring_views import PointsEdit

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.scoring.tab import ScoringTab

STAGES = (Stage.ASSESSMENT, Stage.SELF, Stage.SUPERIOR)
NAME, TOTAL = "name", "total"
REST_MS = 30


@dataclass(frozen=True, slots=True)
class GridLine:
    """One organisation; ``cells`` are the texts by indicator, as typed until the record answers."""

    row: MatrixRow
    cells: Mapping[str, str]
    lines: Mapping[str, SheetLine]

    @property
    def key(self) -> str:
        """Return the organisation's id."""
        return self.row.org.id


def line_of(row: MatrixRow) -> GridLine:
    """Return a row as a line of the grid."""
    lines = {x.indicator.code: x for x in row.sheet.lines}
    cells = {code: "" if x.points is None else points_text(x.points) for code, x in lines.items()}
    if row.sheet.whole is not None:
        cells[WHOLE] = points_text(row.sheet.whole.points)
    return GridLine(row, cells, lines)


Totals = dict[Fraction | None, str]
"""Each total of the category as it is written: with the form's decimals, ≈ before what is more exact."""


def _total(line: GridLine, totals: Totals) -> str:
    sheet = line.row.sheet
    if sheet.total is not None:
        return totals.get(sheet.total) or points_text(sheet.total)
    return f"缺 {len(sheet.missing)}" if sheet.missing else "—"


def columns_of(matrix: ScoreMatrix, totals: Totals) -> tuple[Column[GridLine], ...]:
    """Return a column an indicator; at 上级评定 one for the whole sheet."""
    fixed: list[Column[GridLine]] = [
        Column(
            NAME,
            "党组织",
            lambda x: x.row.org.name,
            176,
            least=150,
            searched=True,
            tip=lambda x: x.row.org.name,
        ),
        Column(TOTAL, "合计", lambda x: _total(x, totals), 84, Align.RIGHT, least=70, bold=True),
    ]
    if matrix.stage is Stage.SUPERIOR:
        whole = Indicator(
            code=WHOLE, group="", text="整表", criteria="", max_points=matrix.form.full_points()
        )
        return (*fixed, _column(whole, typed=True, wide=120))
    typed = {i.code for i in matrix.typed}
    numbered = enumerate(matrix.form.indicators, 1)
    return (*fixed, *(_column(i, typed=i.code in typed, number=n) for n, i in numbered))


def _column(indicator: Indicator, *, typed: bool, wide: int = 120, number: int = 0) -> Column[GridLine]:
    code, full = indicator.code, points_text(indicator.max_points)

    def check(_: GridLine, text: str) -> str:
        value = read_points(text.strip())
        if not text.strip():
            return ""
        if value is None:
            return sentence(finding("scoring.not_points", text=text, max=full))
        if not 0 <= value <= indicator.max_points:
            return sentence(finding("scoring.points_out_of_range", points=points_text(value), max=full))
        return ""

    return Column(
        code,
        f"{number} {indicator.text}" if number else indicator.text,
        lambda x: x.cells.get(code, ""),
        wide,
        Align.RIGHT,
        editable=(lambda _: True) if typed else None,
        check=check,
        number=lambda x: read_points(x.cells.get(code, "")),
        tip=lambda x: x.lines[code].reason if code in x.lines else "",
        muted=not typed,
        head_tip=f"{indicator.text}，满分 {full}。{indicator.criteria}",
    )


class GridPage(WorkPage[GridLine]):
    """The organisations × indicators of the category in hand, at one stage."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            "得分总表",
            (Column(NAME, "党组织", lambda x: x.row.org.name, 176, searched=True),
             Column(TOTAL, "合计", lambda x: _total(x, {}), 76, Align.RIGHT)),
            lambda x: x.key,
            "scoring.send_books",
            "scoring.read_books",
            grid="scoring.grid",
            cells=True,
            frozen=2,
        )  # fmt: skip
        for view in (self.grid, self.grid.frozen):
            if view is not None:
                in_lines(view, 2)
        self.matrix: ScoreMatrix | None = None
        self.totals: Totals = {}
        self.following = QTimer(self, singleShot=True, interval=REST_MS)
        self.following.timeout.connect(self.show_pane)
        self.show_choices([Segment(s.value, STAGE_NAMES[s.value]) for s in STAGES])
        self.show_again = self.show_pane
        self.save_reason: Callable[[PaneForm, str, str], object] = lambda *_: None
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._moved())

    def stage(self) -> Stage:
        """Return the stage in hand."""
        return Stage(self.choices.current() or Stage.ASSESSMENT.value)

    def show_matrix(self, matrix: ScoreMatrix) -> None:
        """Show points; the cell in hand stays in hand."""
        other = self.matrix is None or (self.matrix.form, self.matrix.stage) != (matrix.form, matrix.stage)
        self.matrix = matrix
        self._write_totals()
        if other:
            self.model.set_columns(columns_of(matrix, self.totals))
        self.model.set_rows([line_of(row) for row in matrix.rows])
        if other or not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 2))
        self._count()
        self.show_pane()

    def _write_totals(self) -> None:
        if self.matrix is not None:
            self.totals.clear()
            totals = (row.sheet.total for row in self.matrix.rows)
            self.totals |= near_texts(totals, self.matrix.form.places)

    def _count(self) -> None:
        if self.matrix is not None:
            done = sum(row.sheet.total is not None for row in self.matrix.rows)
            self.say(f"{self.matrix.name} {len(self.matrix.rows)} 个，已评完 {done} 个")

    def show_some(self, matrix: ScoreMatrix) -> None:
        """Show newer points of some organisations; nothing else moves."""
        if self.matrix is None or self.matrix.stage is not matrix.stage:
            return
        newer = {row.org.id: row for row in matrix.rows}
        self.matrix = replace(self.matrix, rows=tuple(newer.get(row.org.id, row) for row in self.matrix.rows))
        self._write_totals()
        self.model.replace_rows([line_of(row) for row in matrix.rows])
        self._count()
        self.show_pane()

    def _moved(self) -> None:
        """Let the pane follow once the keyboard rests: moving on is painted first."""
        self.following.start()

    def line(self) -> GridLine | None:
        """Return the line in hand."""
        line: GridLine | None = self.grid.row_in_hand()
        return line

    def indicator(self) -> Indicator | None:
        """Return the indicator of the cell in hand."""
        place = self.grid.currentIndex().column()
        if self.matrix is None or not 0 <= place < len(self.model.columns):
            return None
        return self.matrix.form.indicator(self.model.columns[place].id)

    def show_pane(self) -> None:
        """Say what the cell in hand is for; its reason is typed here."""
        self.following.stop()
        self.form = None
        line, indicator = self.line(), self.indicator()
        if line is None or self.matrix is None:
            self.pane.show_head("得分总表")
            self.pane.show_sections(Label("选中一格，这里写明指标和标准。", "hint", wrap=True))
            return
        self.pane.show_head(line.row.org.name, STAGE_NAMES[self.matrix.stage.value])
        sheet = line.row.sheet
        shown = Section("合计", _total(line, self.totals))
        shown.add(Label(sheet.working, "note", wrap=True))
        if indicator is None:
            self.pane.show_sections(shown)
            return
        given = line.lines.get(indicator.code)
        cell = Section(indicator.text)
        facts = [Fact("满分", points_text(indicator.max_points)), Fact("标准", indicator.criteria)]
        facts += [Fact("佐证", indicator.evidence)] if indicator.evidence else []
        facts += [Fact("得分", given.working)] if given is not None and given.working else []
        cell.facts(facts, 58)
        if given is not None and not given.working and given.points is not None:
            form = PaneForm("记下理由", ("理由", one_line(given.reason, "扣分、加分的理由", 200)))
            form.saved.connect(lambda: self.save_reason(form, line.key, indicator.code))
            form.left.connect(self.grid.setFocus)
            cell.body.addSpacing(8)
            cell.add(form)
            self.form = form
        self.pane.show_sections(cell, shown)


class GridWork(QObject):
    """Carries points of many organisations to the service, and files in and out."""

    def __init__(self, tab: ScoringTab, page: GridPage) -> None:
        super().__init__(tab)
        self.tab, self.page = tab, page
        self.tables, self.books = tab.office.grading.tables, tab.office.grading.books
        self.changed: set[str] = set()  # organisations typed for since the last reading
        page.picked.connect(lambda _: self.ask(whole=True))
        page.model.edited.connect(self.edited)
        page.save_reason = self.save_reason

    def ask(self, *, whole: bool = False) -> None:
        """Ask for the points of the category in hand; after typing, for the rows that were typed into."""
        listing, category = self.tab.listing, self.tab.category()
        some, self.changed = frozenset() if whole else frozenset(self.changed), set()
        if listing is not None and category is not None:
            call, stage = self.tables.matrix, self.page.stage()
            show = self.page.show_some if some else self.page.show_matrix
            self.tab.runner.run(call, listing.campaign_id, category.id, stage, some, then=show)

    def edited(self, edits: Sequence[Edit[GridLine]]) -> None:
        """Show at once what was typed or pasted, then record it as one step."""
        listing, stage = self.tab.listing, self.page.stage()
        given: dict[str, list[PointsEdit]] = {}
        shown = {line.key: line for line in self.page.model.rows}
        for edit in edits:
            text = edit.text.strip()
            points = read_points(text) if text else None
            line = shown[edit.row.key]
            held = line.lines.get(edit.column)
            reason = held.reason if held is not None and points is not None else ""
            given.setdefault(line.key, []).append(
                PointsEdit(indicator=edit.column, points=points, stage=stage, reason=reason)
            )
            cells = {**line.cells, edit.column: "" if points is None else points_text(points)}
            shown[line.key] = replace(line, cells=cells)
        if listing is None or not given:
            return
        self.changed |= set(given)
        self.page.model.replace_rows([shown[key] for key in given])
        self.tab.runner.run(
            self.tab.office.scoring.record_all, listing.campaign_id, given, refused=self._refused
        )

    def save_reason(self, form: PaneForm, org_id: str, code: str) -> None:
        """Record the reason of one cell."""
        listing, line = self.tab.listing, self.page.line()
        held = line.lines.get(code) if line is not None else None
        if listing is None or held is None or held.points is None:
            return
        edit = PointsEdit(
            indicator=code, points=held.points, stage=self.page.stage(), reason=form.text("理由")
        )
        self.tab.runner.run(self.tab.office.scoring.record_all, listing.campaign_id, {org_id: [edit]},
                            then=lambda _: self.page.grid.setFocus(), refused=self._refused)  # fmt: skip

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self.tab.shell.notice(findings)
        self.ask(whole=True)

    # ------------------------------------------------------------ files

    def send(self) -> None:
        """Write a sheet for every organisation into a folder."""
        listing = self.tab.listing
        folder = self.tab.shell.desk.choose_folder(self.tab, "评分表放到哪个文件夹", "")
        if folder and listing is not None:
            stage = self.page.stage() if self.page.in_front() else Stage.SELF
            self.tab.runner.run(
                self.books.send,
                listing.campaign_id,
                Path(folder),
                stage,
                progress=True,
                what="正在生成评分表",
                then=lambda done: self._sent(done, folder),
            )

    def _sent(self, done: Outcome[int], folder: str) -> None:
        show = self.tab.shell.desk.show_file
        self.tab.shell.say(f"已生成 {done.value} 份评分表。", Link("打开文件夹", lambda: show(folder)))
