"""录入得分: one organisation's score sheet as a grid that is typed into like Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.forms import Indicator, OverrideBasis, OverrideEffect, ScoreForm
from dangjian_desktop.domain.scoring import NO_REASON, SheetLine, Stage, points_text
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column, frame, row
from dangjian_desktop.gui.widgets.rows import Align, Column, Edit, RowsModel
from dangjian_desktop.gui.widgets.words import Button, ChipLabel, ElidedLabel, KeyCap, Label
from dangjian_desktop.kernel.findings import finding
from dangjian_desktop.kernel.numbers import exact
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.scoring_views import ClauseAnswer, ClauseLine, PointsEdit, ScoreSheet

ANSWERS = {True: "是", False: "否", None: ""}
COMPUTED = {
    OverrideBasis.FOUNDED_AFTER: "按成立日期判断",
    OverrideBasis.FOLLOWS_PARENT: "按党总支的等次判断",
}
READ = {"是": True, "1": True, "否": False, "0": False, "无": False, "": None, "待核": None}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the sheet: an indicator with both stages, or an override clause with its answer."""

    key: str
    group: str
    text: str
    criteria: str
    full: str
    own: str
    points: str
    reason: str
    line: SheetLine | None = None
    clause: ClauseLine | None = None
    open: str = ""

    @property
    def indicator(self) -> Indicator | None:
        """Return the indicator, None for a clause."""
        return self.line.indicator if self.line is not None else None

    @property
    def by_survey(self) -> bool:
        """Tell whether the survey fills the points."""
        return self.line is not None and bool(self.line.working)


def rows_of(sheet: ScoreSheet, drafts: dict[str, bool | None]) -> tuple[SheetRow, ...]:
    """Return the lines of a sheet; ``drafts`` are answers that still wait for their evidence."""
    groups = {g.code: g.name for g in sheet.form.groups}
    unexplained = {f.where.field for f in sheet.assessed.findings if f.code in NO_REASON}
    rows = []
    for own, given in zip(sheet.own.lines, sheet.assessed.lines, strict=True):
        item = given.indicator
        rows.append(
            SheetRow(
                key=item.code,
                group=groups.get(item.group, ""),
                text=item.text,
                criteria=item.criteria,
                full=points_text(item.max_points),
                own="" if own.points is None else points_text(own.points),
                points="" if given.points is None else points_text(given.points),
                reason=given.working or given.reason,
                line=given,
                open=f"没有写{'加分' if item.bonus else '扣分'}理由" if item.text in unexplained else "",
            )
        )
    rows.extend(_clause_row(sheet.form, one, drafts) for one in sheet.clauses)
    return tuple(rows)


def _clause_row(form: ScoreForm, one: ClauseLine, drafts: dict[str, bool | None]) -> SheetRow:
    override, fact = one.override, one.fact
    computed = override.basis is not OverrideBasis.ANSWERED
    names = "、".join(form.grade_name(g) for g in override.grades)
    effect = "不得评" if override.effect is OverrideEffect.NOT_ALLOWED else "建议"
    answer = drafts.get(override.code, fact.holds if fact is not None else None)
    waits = override.code in drafts
    return SheetRow(
        key=f"clause:{override.code}",
        group="规定情形",
        text=override.text,
        criteria=f"属实的{effect}{names}" if names else "等次一般与党总支相同",
        full="自动" if computed else "是/否",
        own="",
        points="" if computed else ANSWERS[answer],
        reason=COMPUTED[override.basis] if computed else fact.evidence if fact is not None else "",
        clause=one,
        open="核为“是”要写明佐证" if waits else "",
    )


# ---------------------------------------------------------------- columns


def _typed_own(line: SheetRow) -> bool:
    return line.indicator is not None


def _typed_points(line: SheetRow) -> bool:
    if line.clause is not None:
        return line.clause.override.basis is OverrideBasis.ANSWERED
    return not line.by_survey


def _check_points(line: SheetRow, text: str) -> str:
    """Return what is wrong with typed points or a typed answer, as the service would say it."""
    clean = text.strip()
    if line.clause is not None:
        return "" if clean in READ else "请写“是”或“否”；还没有核实的空着。"
    indicator = line.indicator
    if not clean or indicator is None:
        return ""
    full = points_text(indicator.max_points)
    value = read_points(clean)
    if value is None:
        return sentence(finding("scoring.not_points", text=clean, max=full))
    if not 0 <= value <= indicator.max_points:
        return sentence(finding("scoring.points_out_of_range", points=points_text(value), max=full))
    return ""


def read_points(text: str) -> Fraction | None:
    """Read typed points, also with a full-width point; None when it is no number."""
    try:
        return exact(text.replace("．", ".").replace("。", ".").removesuffix("分"))
    except (ValueError, ZeroDivisionError):
        return None


def _chip(line: SheetRow) -> Chip | None:
    return Chip(line.open, State.SOON, Sign.ASK) if line.open and not line.reason else None


def _criteria(line: SheetRow) -> str:
    """Return the whole criteria, with the evidence that is asked for."""
    asked = line.indicator.evidence if line.indicator is not None else ""
    return f"{line.criteria}\n佐证材料：{asked}" if asked else line.criteria


COLUMNS: tuple[Column[SheetRow], ...] = (
    Column("group", "项目", lambda r: r.group, 104, least=78, muted=True),
    Column("text", "指标", lambda r: r.text, 228, least=120, most=320, tip=lambda r: r.text),
    Column("criteria", "评分标准", lambda r: r.criteria, 306, least=100, most=520, muted=True, tip=_criteria),
    Column("full", "满分", lambda r: r.full, 62, Align.RIGHT, least=48, muted=True),
    Column("own", "自评", lambda r: r.own, 68, Align.RIGHT, least=52, editable=_typed_own,
           check=_check_points, number=lambda r: read_points(r.own) if r.line is not None else None),
    Column("points", "考核得分", lambda r: r.points, 92, Align.RIGHT, least=74, editable=_typed_points,
           check=_check_points, bold=True, choices=lambda r: ("是", "否") if r.clause is not None else (),
           number=lambda r: read_points(r.points) if r.line is not None else None),
    Column("reason", "扣分理由或佐证", lambda r: r.reason, 320, least=130, editable=_typed_points, chip=_chip,
           tip=lambda r: r.reason),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """What a block of edits asks the service to record, and the answers that wait for evidence."""

    points: tuple[PointsEdit, ...]
    answers: tuple[ClauseAnswer, ...]
    drafts: dict[str, bool | None]


def typed(sheet: ScoreSheet, edits: Sequence[Edit[SheetRow]], drafts: dict[str, bool | None]) -> Typed:
    """Turn edited cells into points and answers; a cell that cannot be read is left as it was."""
    left = dict(drafts)
    points: dict[tuple[str, Stage], PointsEdit] = {}
    clauses: dict[str, tuple[bool | None, str]] = {}
    for edit in edits:
        if edit.column in ("own", "points") and _check_points(edit.row, edit.text):
            continue
        if edit.row.clause is not None:
            _answer(edit, clauses, left)
        elif edit.row.line is not None:
            stage = Stage.SELF if edit.column == "own" else Stage.ASSESSMENT
            code = edit.row.line.indicator.code
            points[code, stage] = _points(edit, stage, points.get((code, stage)))
    answers = []
    for code, (holds, evidence) in clauses.items():
        if holds and not evidence.strip():
            left[code] = holds
            continue
        left.pop(code, None)
        answers.append(ClauseAnswer(party_org_id=sheet.org.id, clause=code, holds=holds, evidence=evidence))
    return Typed(tuple(points.values()), tuple(answers), left)


def _answer(
    edit: Edit[SheetRow], clauses: dict[str, tuple[bool | None, str]], drafts: dict[str, bool | None]
) -> None:
    if edit.row.clause is None:
        return
    code, fact = edit.row.clause.override.code, edit.row.clause.fact
    stands = (fact.holds, fact.evidence) if fact is not None else (None, "")
    holds, evidence = clauses.get(code, (drafts.get(code, stands[0]), stands[1]))
    if edit.column == "reason":
        clauses[code] = (holds, edit.text)
    elif edit.column == "points":
        clauses[code] = (READ[edit.text.strip()], evidence)


def _points(edit: Edit[SheetRow], stage: Stage, before: PointsEdit | None) -> PointsEdit:
    line = edit.row.line
    indicator = edit.row.indicator
    points, reason = (None, "") if line is None else (line.points, line.reason)
    if stage is Stage.SELF:
        points, reason = read_points(edit.row.own), ""
    if before is not None:
        points, reason = before.points, before.reason
    if edit.column == "reason":
        reason = edit.text
    else:
        points = read_points(edit.text.strip()) if edit.text.strip() else None
    return PointsEdit(
        indicator=indicator.code if indicator else "", points=points, stage=stage, reason=reason
    )


# ---------------------------------------------------------------- the page


class SheetPage(QWidget):
    """The sheet of one organisation; Alt+↑ ↓ go to the neighbours in the list, Esc back to it."""

    left = Signal()
    moved = Signal(int)
    edited = Signal(object)  # Typed

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.sheet: ScoreSheet | None = None
        self.drafts: dict[str, bool | None] = {}
        outer = column(self)
        outer.addWidget(self._head())
        self.model: RowsModel[SheetRow] = RowsModel(COLUMNS, lambda r: r.key)
        self.model.edited.connect(self._edited)
        self.grid = Grid(self.model, settings, "scoring.sheet", cells=True, frozen=2)
        self.grid.setAccessibleName("评分表")
        outer.addWidget(self.grid, 1)
        outer.addWidget(self._foot())
        self.grid.chosen.connect(self._say_criteria)

    def _head(self) -> QWidget:
        bar = frame("head-strip")
        across = row(bar, (16, 7, 16, 7), gap=10)
        back = Button("返回名单", "chevron-left", "flat", name="返回名单")
        back.setToolTip("返回名单（Esc）")
        back.clicked.connect(self.left.emit)
        across.addWidget(back)
        across.addWidget(KeyCap("Esc"))
        self.name = Label("", "section")
        across.addWidget(self.name)
        self.chip = ChipLabel()
        across.addWidget(self.chip)
        self.sum = ElidedLabel("", "note")
        across.addWidget(self.sum, 1)
        for text, step, keys in (("上一个", -1, "Alt+↑"), ("下一个", 1, "Alt+↓")):
            button = Button(text, "chevron-up" if step < 0 else "chevron-down", "flat", name=f"{text}党组织")
            button.setToolTip(f"{text}党组织（{keys}）")
            button.clicked.connect(lambda _=False, by=step: self.moved.emit(by))
            across.addWidget(button)
        return bar

    def _foot(self) -> QWidget:
        bar = frame("pane-foot")
        across = row(bar, (16, 6, 16, 6), gap=10)
        self.asked = ElidedLabel("", "note")
        across.addWidget(self.asked, 1)
        return bar

    def _say_criteria(self, line: SheetRow | None) -> None:
        """Say below what the line in hand is and is scored by: their cells may be too narrow."""
        words = f"{line.text}：{_criteria(line)}" if line is not None else ""
        self.asked.setText(words.replace("\n", "    "))

    def show_sheet(self, sheet: ScoreSheet) -> None:
        """Show a sheet; the active cell stays when it is the same organisation."""
        if self.sheet is None or self.sheet.org.id != sheet.org.id:
            self.drafts = {}
        again = self.sheet is not None and self.sheet.org.id == sheet.org.id
        self.sheet = sheet
        self.model.set_rows(rows_of(sheet, self.drafts))
        self._show_head(sheet)
        if not again or not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 5))
            self.grid.scrollToTop()

    def _show_head(self, sheet: ScoreSheet) -> None:
        self.name.setText(sheet.org.name)
        missing = len(sheet.assessed.missing)
        open_reasons = sum(f.code in NO_REASON for f in sheet.assessed.findings)
        unanswered = sum(line.open for line in sheet.clauses)
        if missing:
            self.chip.set_chip(Chip(f"缺 {missing} 项", State.SOON, Sign.ASK))
        elif open_reasons:
            self.chip.set_chip(Chip(f"{open_reasons} 项缺理由", State.SOON, Sign.ASK))
        elif unanswered:
            self.chip.set_chip(Chip(f"{unanswered} 项规定情形待核", State.SOON, Sign.ASK))
        else:
            self.chip.set_chip(Chip("已齐", State.DONE, Sign.CHECK))
        full = points_text(sheet.form.full_points())
        self.sum.setText(f"考核 {points_text(sheet.assessed.so_far)} / {full} 分    {sheet.assessed.working}")

    def _edited(self, edits: tuple[Edit[SheetRow], ...]) -> None:
        if self.sheet is None:
            return
        asked = typed(self.sheet, edits, self.drafts)
        if asked.drafts != self.drafts:
            self.drafts = dict(asked.drafts)
            self.model.set_rows(rows_of(self.sheet, self.drafts))
        if asked.points or asked.answers:
            self.edited.emit(asked)

    def words(self) -> tuple[str, ...]:
        """Return the words for the status line."""
        if self.sheet is None:
            return ()
        done = len(self.model.rows) - len(self.sheet.clauses) - len(self.sheet.assessed.missing)
        return (f"{self.sheet.org.name}", f"已评 {done} 项", "按 F2 修改，Ctrl+D 向下填充")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbours, or back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
