"""A plan reading held against the book: the same notice read again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dangjian_desktop.domain.campaigns import Campaign, Phase, Task, activity_name
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.exchange.plans import Entity, ImportPlan, PlanDraft, plainly
from dangjian_desktop.exchange.readings import PlanReading, TaskRow
from dangjian_desktop.kernel.findings import Where, hint


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignBook:
    """What the book holds of campaigns."""

    campaigns: tuple[Campaign, ...] = ()
    phases: tuple[Phase, ...] = ()
    tasks: tuple[Task, ...] = ()


def plan_campaign(reading: PlanReading, book: CampaignBook) -> ImportPlan:
    """Compare a reading with the book; a campaign of the same title and year is the same campaign."""
    draft = PlanDraft()
    campaign = _plan_campaign(draft, reading, book)
    phases = _plan_phases(draft, reading, book, campaign)
    _plan_tasks(draft, reading, book, campaign, phases)
    return draft.finished(reading.source, reading.findings)


def _shown(_field: str, value: object) -> str:
    return plainly(value)


def _plan_campaign(draft: PlanDraft, reading: PlanReading, book: CampaignBook) -> Campaign:
    told = {
        name: value
        for name in ("document_number", "basis", "issuer", "issued_on", "notice")
        if (value := getattr(reading, name))
    }
    title = activity_name(reading.title)
    same = [one for one in book.campaigns if (one.title, one.year) == (title, reading.year)]
    if same:
        new = replace(same[0], **told)
        draft.compare(Entity.CAMPAIGN, title, same[0], new, "", _shown)
        return new
    new = Campaign(id=new_id(), title=title, year=reading.year, **told)
    draft.add(Entity.CAMPAIGN, title, new, "")
    return new


def _plan_phases(
    draft: PlanDraft, reading: PlanReading, book: CampaignBook, campaign: Campaign
) -> tuple[Phase, ...]:
    held = {one.name: one for one in book.phases if one.campaign_id == campaign.id}
    found = []
    for row in reading.phases:
        old = held.get(row.name)
        base = old or Phase(id=new_id(), campaign_id=campaign.id, order=row.order, name=row.name)
        new = replace(base, order=row.order, due_text=row.due_text, start=row.start, end=row.end)
        if old:
            draft.compare(Entity.PHASE, row.name, old, new, row.address, _shown)
        else:
            draft.add(Entity.PHASE, row.name, new, row.address)
        found.append(new)
    return tuple(found)


def _plan_tasks(
    draft: PlanDraft,
    reading: PlanReading,
    book: CampaignBook,
    campaign: Campaign,
    phases: tuple[Phase, ...],
) -> None:
    held = [one for one in book.tasks if one.campaign_id == campaign.id]
    left = list(held)
    for row in reading.tasks:
        old = _same_task(row, phases[row.phase], left)
        if old:
            left.remove(old)
        new = _task(row, campaign, phases[row.phase], old)
        if old:
            draft.compare(Entity.TASK, row.name, old, new, row.address, _shown)
        else:
            draft.add(Entity.TASK, row.name, new, row.address)
    for task in left:
        where = Where(file=reading.source, record=task.items[0][:30])
        draft.findings.append(hint("campaigns.not_listed", where))


def _same_task(row: TaskRow, phase: Phase, held: list[Task]) -> Task | None:
    """Return the task with the same items, else the one at the same place with the same first item."""
    exact = [one for one in held if one.items == row.items and one.phase_id == phase.id]
    near = [one for one in held if one.items[0] == row.items[0]]
    return next(iter(exact), None) or next(iter(near), None)


def _task(row: TaskRow, campaign: Campaign, phase: Phase, old: Task | None) -> Task:
    """Return the row as a task; what a person has settled since (time, scope) is not set back."""
    if old and (old.items, old.phase_id) == (row.items, phase.id) and _settled(row, old):
        return old
    base = old or Task(
        id=new_id(), campaign_id=campaign.id, phase_id=phase.id, order=row.order, items=row.items
    )
    return replace(
        base,
        phase_id=phase.id,
        order=row.order,
        items=row.items,
        owners=row.owners,
        due_text=row.due_text,
        start=row.start,
        end=row.end,
        scope=old.scope if old else row.scope,
        to_confirm=row.to_confirm,
        other_due_text=row.other_due_text,
        other_end=row.other_end,
    )


def _settled(row: TaskRow, old: Task) -> bool:
    """Tell whether the task differs from the row only by a contradiction decided for either side."""
    decided = bool(row.other_due_text) and not old.other_due_text
    return decided and old.end in (row.end, row.other_end) and old.owners == row.owners
