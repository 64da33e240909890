"""What the campaign views show, derived from the status and free of Qt's widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.campaigns import TaskScope, TaskState
from dangjian_desktop.domain.progress import CampaignStatus, Cell, PhaseProgress, Share, TaskProgress
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.kernel.numbers import percent

IMPORT = "campaigns.import"  # as a target of the tab: ask for a notice at once
NUMERALS = "一二三四五六七八九十"
SOON_DAYS = 7
STATES = {
    TaskState.IDLE: State.IDLE,
    TaskState.DOING: State.DOING,
    TaskState.REVIEW: State.REVIEW,
    TaskState.DONE: State.DONE,
    TaskState.WAIVED: State.IDLE,
}
WORDS = {
    TaskState.IDLE: "未开始",
    TaskState.DOING: "在办",
    TaskState.REVIEW: "待核",
    TaskState.DONE: "已销号",
    TaskState.WAIVED: "免办",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttRow:
    """One line of the Gantt chart: a phase (``task`` None) or a task."""

    title: str
    due_text: str
    done_text: str
    share: float
    start: date | None
    end: date | None
    late: int
    state: State
    note: str
    doubt: str = ""
    task: TaskProgress | None = None
    phase: PhaseProgress | None = None


def spaced(share: Share) -> str:
    """Write ``18 / 21`` with thin spaces."""
    return f"{share.done}\u2009/\u2009{share.total}"


def short(text: str, most: int = 16) -> str:
    """Return the first clause of a task's words, at most ``most`` characters."""
    for mark in "，。；：,;:":
        head, found, _ = text.partition(mark)
        if found and 4 <= len(head) <= most:
            return head
    return text if len(text) <= most else text[: most - 1] + "…"


def task_title(progress: TaskProgress, most: int = 16) -> str:
    """Name a task by the first words of its items."""
    items = progress.task.items
    return short(items[0], most) if len(items) == 1 else f"{short(items[0], most - 4)} 等 {len(items)} 项"


def task_state(progress: TaskProgress) -> State:
    """Return the state a task is drawn in."""
    if progress.late:
        return State.OVERDUE
    if progress.state is TaskState.IDLE and any(cell.state is not TaskState.IDLE for cell in progress.cells):
        return State.DOING
    return STATES[progress.state]


def days_note(progress: TaskProgress, today: date) -> str:
    """Write how a task stands in days: 逾期 20 天, 还有 3 天, 3月19日 销号."""
    if progress.late:
        return f"逾期 {progress.late} 天"
    done = [cell.done_on for cell in progress.cells if cell.done_on]
    if progress.state is TaskState.DONE and done:
        last = max(done)
        return f"{last.month}月{last.day}日 销号"
    end = progress.task.end
    if end and progress.state in (TaskState.IDLE, TaskState.DOING) and (end - today).days <= SOON_DAYS:
        return "今天到期" if end == today else f"还有 {(end - today).days} 天"
    return "" if end else "时间待定"


def gantt_rows(status: CampaignStatus) -> tuple[GanttRow, ...]:
    """Return phases and their tasks in order."""
    rows: list[GanttRow] = []
    for place, phase in enumerate(status.phases):
        numeral = NUMERALS[place] if place < len(NUMERALS) else str(place + 1)
        rows.append(
            GanttRow(
                title=f"{numeral}、{phase.phase.name}",
                due_text=phase.phase.due_text,
                done_text=percent(phase.share.fraction, 0),
                share=float(phase.share.fraction),
                start=phase.phase.start,
                end=phase.phase.end,
                late=0,
                state=State.IDLE,
                note="",
                phase=phase,
            )
        )
        rows.extend(task_row(t, status.today) for t in status.tasks if t.task.phase_id == phase.phase.id)
    return tuple(rows)


def task_row(progress: TaskProgress, today: date) -> GanttRow:
    """Return the Gantt line of one task."""
    return GanttRow(
        title=task_title(progress),
        due_text=progress.task.due_text,
        done_text=spaced(progress.share),
        share=float(progress.share.fraction),
        start=progress.task.start,
        end=progress.task.end,
        late=progress.late,
        state=task_state(progress),
        note=days_note(progress, today),
        doubt=progress.task.to_confirm,
        task=progress,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """One task of each unit on the board."""

    task: TaskProgress
    title: str
    first_of_phase: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One community on the board with its cells, column by column."""

    area: str
    first_of_area: bool
    last_of_area: int
    name: str
    community_id: str
    share: Share
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole wall chart."""

    columns: tuple[BoardColumn, ...]
    rows: tuple[BoardRow, ...]
    areas: tuple[tuple[str, int], ...]

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell."""
        return self.rows[row].cells[column]


def board_of(status: CampaignStatus) -> Board:
    """Arrange the tasks of each unit as columns and the communities, area by area, as rows."""
    tasks = [t for t in status.tasks if t.task.scope is TaskScope.EACH_UNIT]
    columns: list[BoardColumn] = []
    phase = ""
    for task in tasks:
        columns.append(
            BoardColumn(
                task=task, title=short(task.task.items[0], 12), first_of_phase=task.task.phase_id != phase
            )
        )
        phase = task.task.phase_id
    order = {area.area.id if area.area else "": place for place, area in enumerate(status.areas)}
    units = sorted(status.units, key=lambda u: order.get(u.area.id if u.area else "", len(order)))
    by_task = [{cell.community_id: cell for cell in task.cells} for task in tasks]
    names = [unit.area.name if unit.area else "片外" for unit in units]
    rows = tuple(
        BoardRow(
            area=names[n],
            first_of_area=n == 0 or names[n - 1] != names[n],
            last_of_area=int(n + 1 == len(units) or names[n + 1] != names[n]),
            name=unit.community.name,
            community_id=unit.community.id,
            share=unit.share,
            cells=tuple(cells[unit.community.id] for cells in by_task),
        )
        for n, unit in enumerate(units)
    )
    return Board(columns=tuple(columns), rows=rows, areas=_runs(names))


def _runs(names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    runs: list[tuple[str, int]] = []
    for name in names:
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + 1)
        else:
            runs.append((name, 1))
    return tuple(runs)


def cell_words(cell: Cell) -> tuple[str, State]:
    """Return the word and the state of a board cell."""
    if cell.late:
        return f"逾 {cell.late} 天", State.OVERDUE
    if cell.state is TaskState.DONE and cell.done_on:
        return f"{cell.done_on.month}-{cell.done_on.day}", State.DONE
    return ("" if cell.state is TaskState.IDLE else WORDS[cell.state]), STATES[cell.state]
