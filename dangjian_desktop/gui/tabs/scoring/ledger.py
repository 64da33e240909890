"""The columns of 整改台账, the same in 评分定级 and 活动进度."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.rectifying import Rectification
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.signs import SIGN_OF, Chip
from dangjian_desktop.gui.tabs.scoring.workpage import BAD_DAY, typed_day
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.services.rectifying import RectificationRow

STATES: dict[TaskState, tuple[str, State]] = {
    TaskState.IDLE: ("未开始", State.IDLE),
    TaskState.DOING: ("在办", State.DOING),
    TaskState.REVIEW: ("待核", State.REVIEW),
    TaskState.DONE: ("已销号", State.DONE),
    TaskState.WAIVED: ("免办", State.IDLE),
}


def chip_of(row: RectificationRow) -> Chip:
    """Return how far a matter is, as a chip."""
    word, state = STATES[row.item.state]
    if row.late:
        return Chip("逾期", State.OVERDUE, SIGN_OF[State.OVERDUE])
    return Chip(word, state, SIGN_OF[state])


def due_words(row: RectificationRow) -> str:
    """Write until when it is to be done."""
    return row.item.due.isoformat() if row.item.due else ""


def _check_day(_: RectificationRow, text: str) -> str:
    return "" if not text.strip() or typed_day(text) else BAD_DAY


def typed_into(item: Rectification, column: str, text: str) -> Rectification:
    """Return the matter with what was typed into one of its columns."""
    if column == "matter":
        return replace(item, matter=text)
    if column == "measures":
        return replace(item, measures=text)
    if column == "owner":
        return replace(item, owner=text)
    if column == "due":
        return replace(item, due=typed_day(text))
    return replace(item, progress=text)


def _open(row: RectificationRow) -> bool:
    return not row.done


def columns(*, typed: bool) -> tuple[Column[RectificationRow], ...]:
    """Return the columns of the ledger; ``typed``: words and dates can be typed into."""
    can = _open if typed else None
    matter, measures = _words("matter"), _words("measures")
    owner, progress = _words("owner"), _words("progress")
    return (
        Column(
            "org", "党组织", lambda r: r.org, 140, least=116, searched=True, filter=True, tip=lambda r: r.org
        ),
        Column(
            "matter", "整改事项", matter, 160, least=130, most=320, searched=True, editable=can, tip=matter
        ),
        Column(
            "measures",
            "主要措施",
            measures,
            160,
            least=130,
            most=420,
            searched=True,
            editable=can,
            tip=measures,
        ),
        Column("owner", "责任人", owner, 92, most=130, filter=True, searched=True, editable=can),
        Column(
            "due",
            "完成时限",
            due_words,
            100,
            editable=can,
            check=_check_day,
            day=lambda r: r.item.due,
            sort=lambda r: r.item.due or date.max,
        ),
        Column("state", "状态", lambda r: chip_of(r).text, 92, chip=chip_of, filter=True),
        Column("progress", "完成情况", progress, 120, least=100, most=300, editable=can, tip=progress),
        Column("grade", "等次", lambda r: r.grade, 60, filter=True),
    )


def _words(name: str) -> Callable[[RectificationRow], str]:
    return lambda row: str(getattr(row.item, name))


def mending_grid(settings: Settings) -> Grid:
    """Return the ledger to read."""
    model: RowsModel[RectificationRow] = RowsModel(columns(typed=False), lambda r: r.item.id)
    made = Grid(model, settings, "campaigns.mending")
    made.setAccessibleName("整改台账")
    return made
