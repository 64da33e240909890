"""The task table: the rows of 附件2 with their state, as a grid to search, sort and copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.progress import CampaignStatus, TaskProgress
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.signs import SIGN_OF, Chip
from dangjian_desktop.gui.tabs.campaigns.model import WORDS, days_note, spaced, task_state
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task with the name of its phase, on a given day."""

    phase: str
    progress: TaskProgress
    today: date


def task_lines(status: CampaignStatus) -> tuple[TaskLine, ...]:
    """Return the tasks in order."""
    names = {p.phase.id: p.phase.name for p in status.phases}
    return tuple(TaskLine(names.get(t.task.phase_id, ""), t, status.today) for t in status.tasks)


def _chip(line: TaskLine) -> Chip:
    state = task_state(line.progress)
    word = days_note(line.progress, line.today) if state is State.OVERDUE else WORDS[line.progress.state]
    if state is State.DOING:
        word = "在办"
    return Chip(word, state, SIGN_OF[state])


def _words(line: TaskLine) -> str:
    items = line.progress.task.items
    return items[0] if len(items) == 1 else " ".join(f"{n}、{item}" for n, item in enumerate(items, 1))


COLUMNS: tuple[Column[TaskLine], ...] = (
    Column(
        "order",
        "序号",
        lambda line: str(line.progress.task.order),
        56,
        Align.RIGHT,
        sort=lambda line: line.progress.task.order,
    ),
    Column("phase", "阶段", lambda line: line.phase, 116, filter=True, searched=True),
    Column(
        "due",
        "完成时间",
        lambda line: line.progress.task.due_text,
        132,
        searched=True,
        sort=lambda line: line.progress.task.end or date.max,
    ),
    Column("state", "状态", lambda line: _chip(line).text, 112, chip=_chip, filter=True),
    Column(
        "done",
        "完成",
        lambda line: spaced(line.progress.share),
        76,
        Align.RIGHT,
        sort=lambda line: line.progress.share.fraction,
    ),
    Column(
        "owners", "责任人", lambda line: "、".join(line.progress.task.owners), 190, filter=True, searched=True
    ),
    Column("words", "工作任务", _words, 420, searched=True, tip=_words),
)


def task_grid(settings: Settings) -> Grid:
    """Return the grid of tasks."""
    model: RowsModel[TaskLine] = RowsModel(COLUMNS, key=lambda line: line.progress.task.id)
    return Grid(model, settings, "campaigns.tasks")
