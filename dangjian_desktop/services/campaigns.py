"""Campaigns: which one is in hand, how far it is, and signing off (销号) with evidence.

Reading a notice into a plan stands in ``campaign_import``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.campaigns import Campaign, Phase, SignOff, Task, TaskScope, TaskState
from dangjian_desktop.domain.deadlines import Deadline, parse_near
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.progress import CampaignStatus, campaign_status
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import View

IN_HAND = "campaign.in_hand"
TOUCHED = Changes.of(Topic.TASKS, Topic.CAMPAIGNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a clerk records about one item of a task: its new state, who signed, what proves it.

    ``items`` are positions in the task's list; empty means all of them.
    """

    task_id: str
    community_id: str | None = None
    items: tuple[int, ...] = ()
    state: TaskState = TaskState.DONE
    done_on: date | None = None
    signer: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task as a clerk types it: ``due_text`` in people's words, ``owners`` separated by 、."""

    campaign_id: str
    phase_id: str
    words: str
    due_text: str = ""
    owners: str = ""
    scope: TaskScope = TaskScope.OFFICE


class Campaigns:
    """What a clerk can do with campaigns of one book."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    def all(self) -> tuple[Campaign, ...]:
        """Return every campaign, the newest year first."""
        with self._book.read() as view:
            return tuple(sorted(view.campaigns.all(), key=lambda c: (-c.year, c.title)))

    def in_hand(self) -> Campaign | None:
        """Return the campaign chosen for every tab; the newest when none was chosen."""
        with self._book.read() as view:
            chosen = view.settings.value(IN_HAND)
        known = self.all()
        return next((c for c in known if c.id == chosen), known[0] if known else None)

    def take_in_hand(self, campaign_id: str) -> Outcome[Campaign]:
        """Choose the campaign that holds for every tab."""
        campaign = self._campaign(campaign_id)
        with self._book.work("campaign.choose", f"选定活动 {campaign.title}") as work:
            work.settings.set(IN_HAND, campaign_id)
            work.commit()
        return Outcome(campaign, (), Changes.of(Topic.CAMPAIGNS))

    def status(self, campaign_id: str, today: date | None = None) -> CampaignStatus:
        """Return how far the campaign is on ``today`` (the clock's day when not given)."""
        with self._book.read() as view:
            return status_of(view, self._campaign(campaign_id), today or self._clock.today())

    def status_in_hand(self, today: date | None = None) -> CampaignStatus | None:
        """Return how far the campaign in hand is; None when there is no campaign yet."""
        campaign = self.in_hand()
        return self.status(campaign.id, today) if campaign else None

    def sign_offs(self, task_id: str, community_id: str | None) -> tuple[SignOff, ...]:
        """Return what is recorded for one task and unit, item by item."""
        with self._book.read() as view:
            entries = view.sign_offs.find(task_id=task_id, community_id=community_id)
            return tuple(sorted(entries, key=lambda e: e.item))

    def tick(self, tick: Tick) -> Outcome[tuple[SignOff, ...]]:
        """Record a new state of items; DONE needs a signer and evidence, WAIVED a reason.

        Raises:
            Rejected: when signer, evidence or reason are missing, the day lies in the future, or
                the unit does not fit the task.
        """
        with self._book.work("task.sign_off", "") as work:
            task = work.tasks.get(tick.task_id)
            if task is None:
                raise Rejected(finding("campaigns.no_task"))
            unit = work.communities.get(tick.community_id) if tick.community_id else None
            errors = self._errors(tick, task)
            if errors:
                raise Rejected(*errors)
            known = {e.item: e for e in work.sign_offs.find(task_id=task.id, community_id=tick.community_id)}
            made = tuple(self._entry(tick, item, known.get(item)) for item in self._items(tick, task))
            for entry in made:
                work.sign_offs.put(entry)
            place = f"（{unit.name}）" if unit else ""
            work.describe(f"{STATE_WORDS[tick.state]}：{task.items[0][:20]}{place}")
            work.commit()
        return Outcome(made, (), TOUCHED)

    def settle(self, task_id: str, *, as_in_body: bool) -> Outcome[Task]:
        """Decide an open contradiction about a task's time for the body or for the table.

        Raises:
            Rejected: when the task is gone, or has no second time to choose from.
        """
        with self._book.work("task.settle", "") as work:
            task = work.tasks.get(task_id)
            if task is None:
                raise Rejected(finding("campaigns.no_task"))
            if not task.other_due_text:
                raise Rejected(finding("campaigns.nothing_to_settle", where=Where(record=task.items[0][:30])))
            settled = replace(task, to_confirm="", other_due_text="", other_end=None)
            if as_in_body:
                settled = replace(settled, due_text=task.other_due_text, end=task.other_end)
            work.tasks.put(settled)
            work.describe(f"选定完成时间 {settled.due_text}：{task.items[0][:20]}")
            work.commit()
        return Outcome(settled, (), TOUCHED)

    def add_task(self, asked: NewTask) -> Outcome[Task]:
        """Add a task at the end; a time that cannot be read is kept as written, with a finding.

        Raises:
            Rejected: when it has no words.
        """
        words = asked.words.strip()
        if not words:
            raise Rejected(finding("campaigns.task_empty"))
        campaign = self._campaign(asked.campaign_id)
        phase = next((one for one in self.phases(campaign.id) if one.id == asked.phase_id), None)
        stage = Deadline(phase.due_text, phase.start, phase.end) if phase else None
        near = parse_near(asked.due_text, campaign.year, campaign.issued_on, stage)
        due = near if asked.due_text.strip() else Deadline("")
        with self._book.work("task.add", f"新建任务：{words[:20]}") as work:
            last = max((t.order for t in work.tasks.find(campaign_id=campaign.id)), default=0)
            added = Task(
                id=new_id(),
                campaign_id=campaign.id,
                phase_id=asked.phase_id,
                order=last + 1,
                items=(words,),
                owners=tuple(name for part in asked.owners.split("、") if (name := part.strip())),
                due_text=asked.due_text.strip(),
                start=due.start,
                end=due.end,
                scope=asked.scope,
            )
            work.tasks.add(added)
            work.commit()
        return Outcome(added, due.findings, TOUCHED)

    def phases(self, campaign_id: str) -> tuple[Phase, ...]:
        """Return the phases of a campaign in their order."""
        with self._book.read() as view:
            return tuple(sorted(view.phases.find(campaign_id=campaign_id), key=lambda p: p.order))

    def _campaign(self, campaign_id: str) -> Campaign:
        with self._book.read() as view:
            found = view.campaigns.get(campaign_id)
        if found is None:
            raise Rejected(finding("campaigns.no_campaign"))
        return found

    def _items(self, tick: Tick, task: Task) -> tuple[int, ...]:
        return tick.items or tuple(range(len(task.items)))

    def _errors(self, tick: Tick, task: Task) -> tuple[Finding, ...]:
        where = Where(record=task.items[0][:30])
        done, evidence = tick.state is TaskState.DONE, tick.evidence.strip()
        wrong = {
            "campaigns.unit_missing": task.scope is TaskScope.EACH_UNIT and tick.community_id is None,
            "campaigns.unit_not_asked": task.scope is TaskScope.OFFICE and tick.community_id is not None,
            "campaigns.no_item": not set(tick.items).issubset(range(len(task.items))),
            "campaigns.no_signer": done and not tick.signer.strip(),
            "campaigns.no_evidence": done and not evidence,
            "campaigns.no_reason": tick.state is TaskState.WAIVED and not evidence,
        }
        found = [finding(code, where=where) for code, holds in wrong.items() if holds]
        if tick.done_on and tick.done_on > self._clock.today():
            found.append(finding("campaigns.future_day", where=where, day=tick.done_on.isoformat()))
        return tuple(found)

    def _entry(self, tick: Tick, item: int, known: SignOff | None) -> SignOff:
        closed = tick.state in (TaskState.DONE, TaskState.REVIEW)
        return SignOff(
            id=known.id if known else new_id(),
            task_id=tick.task_id,
            item=item,
            community_id=tick.community_id,
            state=tick.state,
            done_on=(tick.done_on or self._clock.today()) if closed else None,
            signer=tick.signer.strip(),
            evidence=tick.evidence.strip(),
            attachment=known.attachment if known else "",
        )


STATE_WORDS = {
    TaskState.IDLE: "退回未开始",
    TaskState.DOING: "开始办理",
    TaskState.REVIEW: "办完待核",
    TaskState.DONE: "销号",
    TaskState.WAIVED: "免办",
}


def status_of(
    view: View, campaign: Campaign, today: date, *, as_recorded_by: date | None = None
) -> CampaignStatus:
    """Compute the status of ``campaign`` from an open view of the record.

    ``as_recorded_by`` leaves out what was signed off after that day.
    """
    last = as_recorded_by or date.max
    tasks = sorted(view.tasks.find(campaign_id=campaign.id), key=lambda t: t.order)
    known = {task.id for task in tasks}
    return campaign_status(
        campaign,
        sorted(view.phases.find(campaign_id=campaign.id), key=lambda p: p.order),
        tasks,
        [e for e in view.sign_offs.all() if e.task_id in known and (e.done_on or date.min) <= last],
        sorted(view.communities.all(), key=lambda c: c.order),
        sorted(view.areas.all(), key=lambda a: a.order),
        today,
    )
