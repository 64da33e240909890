"""How far a campaign is on a given day: units × tasks, phases, areas, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dangjian_desktop.domain.campaigns import (
    Campaign,
    Phase,
    SignOff,
    Task,
    TaskScope,
    TaskState,
    overdue_days,
)
from dangjian_desktop.domain.organisations import Area, Community

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One task for one unit (``community_id`` None: the office): its items taken together.

    ``late`` is the number of days past the end; ``done_on`` the latest day an item was signed off.
    """

    task_id: str
    community_id: str | None
    state: TaskState
    late: int
    done_on: date | None
    missing_evidence: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether the cell counts in a total: a waived one does not."""
        return self.state is not TaskState.WAIVED

    @property
    def done(self) -> bool:
        """Tell whether the cell is signed off."""
        return self.state is TaskState.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``done`` of ``total`` cells."""

    done: int
    total: int

    @property
    def fraction(self) -> Fraction:
        """Return the exact share; 0 when there is nothing to do."""
        return Fraction(self.done, self.total) if self.total else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProgress:
    """One task with its cells, unit by unit in the order of the communities."""

    task: Task
    share: Share
    state: TaskState
    late: int
    late_units: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseProgress:
    """One phase: the share of its cells, how many tasks are late, whether today lies in it."""

    phase: Phase
    share: Share
    late_tasks: int
    current: bool
    starts_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """One community: the share of its own cells."""

    community: Community
    area: Area | None
    share: Share
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaProgress:
    """One area (None: outside the areas) by phase, with its slowest community."""

    area: Area | None
    communities: int
    shares: tuple[Share, ...]
    slowest: UnitProgress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignStatus:
    """A campaign on the day ``today``."""

    campaign: Campaign
    today: date
    phases: tuple[PhaseProgress, ...]
    tasks: tuple[TaskProgress, ...]
    units: tuple[UnitProgress, ...]
    areas: tuple[AreaProgress, ...]
    share: Share

    @property
    def late(self) -> tuple[TaskProgress, ...]:
        """Return the late tasks, the latest first."""
        return tuple(sorted((t for t in self.tasks if t.late), key=lambda t: -t.late))

    def due_within(self, days: int) -> tuple[TaskProgress, ...]:
        """Return the tasks not done that end today or within ``days``, the nearest first."""
        near = [t for t in self.tasks if t.task.end and not t.late and open_state(t.state)]
        due = [t for t in near if t.task.end and 0 <= (t.task.end - self.today).days <= days]
        return tuple(sorted(due, key=lambda t: t.task.end or date.max))


def open_state(state: TaskState) -> bool:
    """Tell whether something is still to be done."""
    return state in (TaskState.IDLE, TaskState.DOING)


def campaign_status(
    campaign: Campaign,
    phases: Sequence[Phase],
    tasks: Sequence[Task],
    sign_offs: Iterable[SignOff],
    communities: Sequence[Community],
    areas: Sequence[Area],
    today: date,
) -> CampaignStatus:
    """Compute how far ``campaign`` is; every argument holds its things in their own order."""
    recorded: dict[Key, list[SignOff]] = {}
    for entry in sign_offs:
        recorded.setdefault((entry.task_id, entry.community_id), []).append(entry)
    done_tasks = tuple(_task_progress(task, communities, recorded, today) for task in tasks)
    by_area = {area.id: area for area in areas}
    units = tuple(_unit_progress(c, by_area.get(c.area_id or ""), done_tasks) for c in communities)
    return CampaignStatus(
        campaign=campaign,
        today=today,
        phases=tuple(_phase_progress(phase, done_tasks, today) for phase in phases),
        tasks=done_tasks,
        units=units,
        areas=_area_progress(areas, phases, done_tasks, units),
        share=_share(cell for task in done_tasks for cell in task.cells),
    )


def cell_of(task: Task, unit: str | None, entries: Sequence[SignOff], today: date) -> Cell:
    """Take the items of one task for one unit together: done when all are done or waived."""
    states = {entry.item: entry.state for entry in entries}
    listed = [states.get(item, TaskState.IDLE) for item in range(len(task.items))]
    state = _together(listed)
    days = [entry.done_on for entry in entries if entry.done_on]
    return Cell(
        task_id=task.id,
        community_id=unit,
        state=state,
        late=overdue_days(task.end, state, today),
        done_on=max(days) if days else None,
        missing_evidence=any(e.state is TaskState.REVIEW and not e.evidence for e in entries),
    )


def _together(states: Sequence[TaskState]) -> TaskState:
    if all(state is TaskState.WAIVED for state in states):
        return TaskState.WAIVED
    closed = (TaskState.DONE, TaskState.WAIVED)
    if all(state in closed for state in states):
        return TaskState.DONE
    if all(state in (*closed, TaskState.REVIEW) for state in states):
        return TaskState.REVIEW
    return TaskState.IDLE if all(state is TaskState.IDLE for state in states) else TaskState.DOING


def _task_progress(
    task: Task, communities: Sequence[Community], recorded: Mapping[Key, Sequence[SignOff]], today: date
) -> TaskProgress:
    units: Sequence[str | None] = (
        [c.id for c in communities] if task.scope is TaskScope.EACH_UNIT and communities else [None]
    )
    cells = tuple(cell_of(task, unit, recorded.get((task.id, unit), ()), today) for unit in units)
    return TaskProgress(
        task=task,
        share=_share(cells),
        state=_together([cell.state for cell in cells]),
        late=max(cell.late for cell in cells),
        late_units=tuple(cell.community_id for cell in cells if cell.late and cell.community_id),
        cells=cells,
    )


def _share(cells: Iterable[Cell]) -> Share:
    counted = [cell for cell in cells if cell.counts]
    return Share(done=sum(cell.done for cell in counted), total=len(counted))


def _phase_progress(phase: Phase, tasks: Sequence[TaskProgress], today: date) -> PhaseProgress:
    own = [task for task in tasks if task.task.phase_id == phase.id]
    return PhaseProgress(
        phase=phase,
        share=_share(cell for task in own for cell in task.cells),
        late_tasks=sum(1 for task in own if task.late),
        current=bool(phase.start and phase.end and phase.start <= today <= phase.end),
        starts_in=max(0, (phase.start - today).days) if phase.start else 0,
    )


def _unit_progress(community: Community, area: Area | None, tasks: Sequence[TaskProgress]) -> UnitProgress:
    own = [cell for task in tasks for cell in task.cells if cell.community_id == community.id]
    return UnitProgress(
        community=community, area=area, share=_share(own), late=sum(1 for cell in own if cell.late)
    )


def _area_progress(
    areas: Sequence[Area],
    phases: Sequence[Phase],
    tasks: Sequence[TaskProgress],
    units: Sequence[UnitProgress],
) -> tuple[AreaProgress, ...]:
    found: list[AreaProgress] = []
    for area in (*areas, None):
        members = [u for u in units if (u.area.id if u.area else None) == (area.id if area else None)]
        if not members:
            continue
        ids = {u.community.id for u in members}
        found.append(
            AreaProgress(
                area=area,
                communities=len(members),
                shares=tuple(
                    _share(
                        cell
                        for task in tasks
                        if task.task.phase_id == phase.id
                        for cell in task.cells
                        if cell.community_id in ids
                    )
                    for phase in phases
                ),
                slowest=min(members, key=lambda u: u.share.fraction),
            )
        )
    return tuple(found)
