"""A village that comes while a campaign runs: what ended before it came is not asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.campaigns import SignOff, TaskScope, TaskState
from dangjian_desktop.domain.organisations import Community, new_id
from dangjian_desktop.kernel.findings import Finding, hint
from dangjian_desktop.kernel.texts.roster import CAME_LATER

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Campaign, Phase, Task
    from dangjian_desktop.storage.work import UnitOfWork


def excused(work: UnitOfWork, places: Sequence[Community], today: date) -> tuple[Finding, ...]:
    """Waive for new communities what every unit had to do in phases of running campaigns that are over.

    A phase counts as gone through where some other unit has something recorded in it; where none has, the
    units are only being written down, and nothing is waived. Returns a hint for every campaign concerned.
    """
    told: list[Finding] = []
    for campaign in work.campaigns.all() if places else ():
        ended = ended_phases(work, campaign, today)
        through = [(phase, tasks) for phase, tasks in ended if _gone_through(work, tasks, places)]
        for _, tasks in through:
            _waive(work, tasks, places, today)
        if through:
            names = places[0].name if len(places) == 1 else f"{places[0].name}等 {len(places)} 个村（社区）"
            parts = "、".join(phase.name for phase, _ in through)
            told.append(hint("roster.joins_excused", campaign=campaign.title, phases=parts, name=names))
    return tuple(told)


def ended_phases(work: UnitOfWork, campaign: Campaign, today: date) -> list[tuple[Phase, Sequence[Task]]]:
    """Return the phases of a running campaign that are over, with what each unit had to do in them.

    None once all are over, or the campaign's personal data is closed.
    """
    phases = work.phases.find("order", campaign_id=campaign.id)
    ended = [phase for phase in phases if phase.end and phase.end < today]
    if len(ended) == len(phases) or campaign.closed_on is not None:
        return []
    each = [(phase, work.tasks.find(phase_id=phase.id, scope=TaskScope.EACH_UNIT)) for phase in ended]
    return [(phase, tasks) for phase, tasks in each if tasks]


def _gone_through(work: UnitOfWork, tasks: Sequence[Task], places: Sequence[Community]) -> bool:
    fresh = {one.id for one in places}
    recorded = (entry for one in tasks for entry in work.sign_offs.find(task_id=one.id))
    return any(entry.community_id not in fresh and entry.state is not TaskState.IDLE for entry in recorded)


def _waive(work: UnitOfWork, tasks: Sequence[Task], places: Sequence[Community], today: date) -> None:
    """Waive every item of the tasks for the communities."""
    work.sign_offs.add_all(
        SignOff(
            id=new_id(),
            task_id=task.id,
            item=item,
            community_id=place.id,
            state=TaskState.WAIVED,
            evidence=CAME_LATER.format(day=today.isoformat()),
        )
        for task in tasks
        for item in range(len(task.items))
        for place in places
    )
