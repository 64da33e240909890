"""The rating list as lines of a grid: one per organisation, and the quota lines drawn between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from dangjian_desktop.domain.forms import QuotaKind, ScoreForm, Source
from dangjian_desktop.domain.grading import Sign, Standing
from dangjian_desktop.domain.ranking import QuotaLine
from dangjian_desktop.domain.scoring import points_text, score_texts
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.services.scoring_views import RatingCategory, RatingRow

NOTHING = "—"
MOST_SOURCE = 8


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line: an organisation, or (``row`` is None) a quota with its arithmetic."""

    key: str
    row: RatingRow | None = None
    score: str = ""
    grade: str = ""
    head: str = ""
    words: str = ""
    open: bool = False


def lines_of(category: RatingCategory) -> tuple[ListLine, ...]:
    """Return the organisations best first, each ceiling drawn where its places end."""
    words = score_texts([row.score for row in category.rows], category.form.places) | {None: NOTHING}
    lines = [ListLine(row.org.id, row, words[row.score]) for row in category.rows]
    for quota in category.quotas:
        if quota.quota.kind is QuotaKind.CEILING:
            at = _place_of(lines, quota)
            lines.insert(at, _quota_line(category, quota))
    return tuple(lines)


def _place_of(lines: Sequence[ListLine], quota: QuotaLine) -> int:
    """Return where the line goes: after as many proposed ones as there are places."""
    left, after = quota.limit, 0
    for number, line in enumerate(lines):
        if line.row is not None and line.row.result.proposed == quota.quota.grade:
            if not left:
                break
            left, after = left - 1, number + 1
    return after


def _quota_line(category: RatingCategory, quota: QuotaLine) -> ListLine:
    name = category.form.grade_name(quota.quota.grade)
    return ListLine(
        key=f"quota:{quota.quota.grade}",
        grade=name,
        head=f"“{name}”名额线",
        words=f"{quota.arithmetic}。{_quota_words(category, quota, name)}",
        open=bool(quota.tied) or quota.proposed > quota.limit,
    )


def _quota_words(category: RatingCategory, quota: QuotaLine, name: str) -> str:
    decided = f"已定 {quota.decided} 个。" if quota.decided else ""
    if quota.tied:
        first = category.row(quota.tied[0])
        score = first.score if first is not None else None
        better = sum(_stands_above(row, quota, score) for row in category.rows)
        over = better + len(quota.tied) - quota.limit
        rest = quota.proposed - better - len(quota.tied)
        more = f"线外另有 {rest} 个。" if rest else ""
        said = f"{len(quota.tied)} 家同分 {score_words(score, category.form.places)}，超 {over} 个"
        return f"第 {better + 1} 名有 {said}，须由党委研究决定。{more}{decided}"
    if quota.proposed > quota.limit:
        return f"线外还有 {quota.proposed - quota.limit} 个，是否评为“{name}”由党委研究决定。{decided}"
    return f"建议 {quota.proposed} 个，没有超出。{decided}"


def _stands_above(row: RatingRow, quota: QuotaLine, score: Fraction | None) -> bool:
    mine = row.score
    return (
        row.result.proposed == quota.quota.grade and mine is not None and score is not None and mine > score
    )


# ---------------------------------------------------------------- words of a row


def short_source(source: Source) -> str:
    """Write a source short enough for a line: 实施意见 第三部分3, 组厅字〔2012〕6号."""
    name = source.number or source.document.rsplit("的", 1)[-1]
    if len(name) > MOST_SOURCE and not source.number:
        name = name[-MOST_SOURCE:]
    return f"{name} {source.article}".strip()


def proposed_words(row: RatingRow) -> str:
    """Return the proposal as one word: a grade, 同分待定, or what is still missing."""
    if row.tied:
        return "同分待定"
    if row.proposed:
        return row.proposed
    return f"缺 {len(row.sheet.missing)} 项" if row.sheet.missing else "待补"


def proposal_note(row: RatingRow) -> str:
    """Say in two or three words why the proposal differs from the score, or where it stands."""
    if row.proposed and row.proposed != row.by_score:
        barred = [s.code for s in row.steps if s.sign is Sign.BARRED]
        if "bar.barred" in barred:
            return "满意率低"
        if "override.follows" in barred:
            return "随总支"
        return "新建" if "override.founded" in barred else "规定情形"
    return "名额外" if row.result.standing is Standing.OUTSIDE else ""


def barred_by_rate(row: RatingRow) -> bool:
    """Tell whether the satisfaction rate bars a grade."""
    return any(s.code == "bar.barred" for s in row.steps)


def score_words(value: Fraction | None, places: int) -> str:
    """Write a score with the form's decimals; a dash while it is open."""
    return NOTHING if value is None else shown(value, places)


def grade_place(form: ScoreForm, name: str) -> int:
    """Return the place of a grade among the form's bands, best first; −1 when it is none of them."""
    return next((n for n, band in enumerate(form.bands) if band.name == name), -1)


def _text(line: ListLine, read: str) -> str:
    row = line.row
    if row is None:
        return ""
    if read == "satisfaction":
        share = row.satisfaction.share if row.satisfaction else None
        return NOTHING if share is None else percent(share)
    return str(getattr(row, read) or "")


def _rank(line: ListLine) -> str:
    return "" if line.row is None else str(line.row.rank or NOTHING)


def _score(line: ListLine) -> str:
    return line.score


def _own(line: ListLine) -> str:
    return "" if line.row is None else score_words(line.row.self_score, 1)


def _name(line: ListLine) -> str:
    return line.row.org.name if line.row is not None else ""


def _proposed(line: ListLine) -> str:
    return proposed_words(line.row) if line.row is not None else ""


def _exact(line: ListLine) -> str:
    """Show the whole figure where one decimal hides something."""
    if line.row is None or line.row.score is None:
        return ""
    return f"{points_text(line.row.score)} 分"


def _number(line: ListLine) -> Fraction | None:
    return line.row.score if line.row is not None else None


def _by_score(line: ListLine) -> Fraction:
    return -(line.row.score or Fraction(0)) if line.row is not None else Fraction(0)


def _by_own(line: ListLine) -> Fraction:
    return -(line.row.self_score or Fraction(0)) if line.row is not None else Fraction(0)


def _by_rate(line: ListLine) -> Fraction:
    share = line.row.satisfaction.share if line.row is not None and line.row.satisfaction else None
    return share if share is not None else Fraction(2)


COLUMNS: tuple[Column[ListLine], ...] = (
    Column("rank", "名次", _rank, 56, Align.RIGHT, sort=_by_score),
    Column("name", "党组织", _name, 176, searched=True, tip=_name),
    Column("category", "类别", lambda line: _text(line, "category"), 60, filter=True),
    Column("self", "自评", _own, 64, Align.RIGHT, sort=_by_own, muted=True),
    Column("score", "考核得分", _score, 190, Align.RIGHT, sort=_by_score, number=_number, tip=_exact),
    Column("rate", "满意率", lambda line: _text(line, "satisfaction"), 88, Align.RIGHT, sort=_by_rate),
    Column("by_score", "按分", lambda line: _text(line, "by_score"), 66, filter=True),
    Column("proposed", "建议等次", _proposed, 134, filter=True),
    Column("decided", "党委决定", lambda line: _text(line, "decided"), 92, filter=True),
)  # fmt: skip
NAME_COLUMN, CATEGORY_COLUMN, SELF_COLUMN, SCORE_COLUMN, RATE_COLUMN, BY_SCORE_COLUMN = 1, 2, 3, 4, 5, 6
RANK_COLUMN, PROPOSED_COLUMN, DECIDED_COLUMN = 0, 7, 8
MERGED_HEAD = "建议 / 决定"


class RatingModel(RowsModel[ListLine]):
    """The lines in order; quota lines stand there only while the order is that of the ranks."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda line: line.key)
        self.form: ScoreForm | None = None
        self.merged = False

    def merge(self, *, on: bool) -> None:
        """Let the column of the proposal show the decision, once there is one, or leave them apart."""
        if on != self.merged:
            self.merged = on
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, PROPOSED_COLUMN, PROPOSED_COLUMN)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heads; that of the proposal says where it stands for two."""
        merged = self.merged and section == PROPOSED_COLUMN and role == Qt.ItemDataRole.DisplayRole
        if merged and orientation is Qt.Orientation.Horizontal:
            return MERGED_HEAD
        return super().headerData(section, orientation, role)

    def show_category(self, category: RatingCategory | None) -> None:
        """Show one category."""
        self.form = category.form if category is not None else None
        self.set_rows(lines_of(category) if category is not None else ())

    def considered(self) -> Sequence[int]:
        """Return where the lines stand; quota lines only while the order is that of the ranks."""
        ranked = self.sorted_by is None and not self.query and not self.filters
        return [n for n in super().considered() if ranked or self.rows[n].row is not None]

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let the keyboard pass over quota lines."""
        line = self.at(index.row())
        if line is not None and line.row is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def values(self, column: int) -> list[str]:
        """Return the values of a column without the quota lines."""
        return [value for value in super().values(column) if value]
