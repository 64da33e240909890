"""首页: what is due, how far each part is, what waits for the clerk, how safe the data is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dangjian_desktop.domain.progress import CampaignStatus, TaskProgress
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.services.ballot_views import MeetingState

if TYPE_CHECKING:
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.services.campaigns import Campaigns
    from dangjian_desktop.services.grading import Grading
    from dangjian_desktop.services.retention import Retention
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.upkeep import Upkeep
    from dangjian_desktop.services.vetting import VettingService
    from dangjian_desktop.storage.database import Book

DUE_DAYS = 14
BACKUP_DAYS = 7
DIFFERENCES = "differences:"
"""What stands before a meeting's key in the target of a line about its papers that differ."""
RETENTION = "retention:"
"""What stands before a campaign's key in the target of a line about its personal data."""

OBJECTIONS, MENDING = "objections:", "mending:"
"""The targets of the lines about 异议 and 整改: pages of 评分定级."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for the clerk: which tab (and what there), what, how many."""

    tab: str
    title: str
    note: str
    count: int
    icon: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """The newest backup beside the data, and whether it is too old on ``today``."""

    last: datetime | None
    copies: int
    days: int | None
    old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How much the book holds."""

    communities: int
    party_orgs: int
    persons: int
    meetings: int
    ballots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """The whole of 首页 on one day."""

    today: date
    status: CampaignStatus | None
    due: tuple[TaskProgress, ...]
    waiting: tuple[Waiting, ...]
    backup: BackupState
    figures: Figures


@dataclass(frozen=True, slots=True)
class Knowing:
    """The services 首页 asks."""

    campaigns: Campaigns
    ballots: Ballots
    scoring: Scoring
    grading: Grading
    vetting: VettingService
    upkeep: Upkeep
    retention: Retention


class Home:
    """Gathers what the other services know."""

    def __init__(self, book: Book, clock: Clock, knowing: Knowing) -> None:
        self._book, self._clock = book, clock
        self._campaigns, self._ballots = knowing.campaigns, knowing.ballots
        self._scoring, self._vetting, self._upkeep = knowing.scoring, knowing.vetting, knowing.upkeep
        self._retention, self._grading = knowing.retention, knowing.grading

    def dashboard(self, today: date | None = None) -> Dashboard:
        """Return the dashboard for the campaign in hand."""
        day = today or self._clock.today()
        status = self._campaigns.status_in_hand(day)
        due = (*status.late, *status.due_within(DUE_DAYS)) if status else ()
        return Dashboard(
            today=day,
            status=status,
            due=due,
            waiting=self._waiting(status),
            backup=self._backup(day),
            figures=self._figures(),
        )

    def badges(self) -> Mapping[str, int]:
        """Return the counts on the rail by tab: tasks overdue, meetings to check, candidates undecided."""
        status = self._campaigns.status_in_hand(self._clock.today())
        if status is None:
            return {"home": 0, "ballots": 0, "vetting": 0}
        campaign = status.campaign.id
        waits = (MeetingState.TYPED, MeetingState.DIFFERENT)
        typed = sum(row.state in waits for row in self._ballots.meetings(campaign))
        return {"home": len(status.late), "ballots": typed, "vetting": self._vetting.pending(campaign)}

    def _waiting(self, status: CampaignStatus | None) -> tuple[Waiting, ...]:
        found = [self._unsure_roster(), *self._data_to_close()]
        if status is not None:
            found.extend(
                (
                    _doubtful_tasks(status),
                    _without_evidence(status),
                    self._untyped_ballots(status.campaign.id),
                    self._differing_ballots(status.campaign.id),
                    self._open_objections(status.campaign.id),
                    self._late_mending(status.campaign.id),
                    self._undecided_grades(status.campaign.id),
                    self._pending_candidates(status.campaign.id),
                )
            )
        return tuple(item for item in found if item.count)

    def _unsure_roster(self) -> Waiting:
        with self._book.read() as view:
            posts = [p for p in view.posts.all() if p.to_confirm]
            groups = [g for g in view.work_groups.all() if g.to_confirm]
            persons = [p for p in view.persons.all() if p.to_confirm]
        return Waiting(
            tab="roster",
            title="花名册待核对",
            note="导入时拿不准的内容，请对照原表",
            count=len(posts) + len(groups) + len(persons),
            icon="people",
        )

    def _data_to_close(self) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(
                tab="campaigns",
                title="个人资料到期，应当关闭",
                note=f"保存到 {one.until.isoformat()}：{one.campaign.title}",
                count=1,
                icon="lock",
                target=f"{RETENTION}{one.campaign.id}",
            )
            for one in self._retention.due()
        )

    def _untyped_ballots(self, campaign_id: str) -> Waiting:
        rows = [
            row
            for row in self._ballots.meetings(campaign_id)
            if row.state in (MeetingState.EMPTY, MeetingState.TYPING) and row.returned > row.typed
        ]
        return Waiting(
            tab="ballots",
            title="测评票未录完",
            note=f"{len(rows)} 次测评会",
            count=sum(row.returned - row.typed for row in rows),
            icon="ballot",
        )

    def _differing_ballots(self, campaign_id: str) -> Waiting:
        rows = [row for row in self._ballots.meetings(campaign_id) if row.doubled.differing]
        return Waiting(
            tab="ballots",
            title="双录不一致待核定",
            note=rows[0].meeting.title if len(rows) == 1 else f"{len(rows)} 次测评会",
            count=sum(len(row.doubled.differing) for row in rows),
            icon="split",
            target=DIFFERENCES + rows[0].meeting.id if rows else "",
        )

    def _undecided_grades(self, campaign_id: str) -> Waiting:
        count = self._scoring.undecided(campaign_id)
        return Waiting(
            tab="scoring",
            title="等次待党委研究",
            note="已有得分，还没有记录党委决定",
            count=count,
            icon="rating",
        )

    def _open_objections(self, campaign_id: str) -> Waiting:
        waiting = self._grading.publications.to_answer(campaign_id)
        due = next((one.objection.due for one in waiting if one.objection.due is not None), None)
        late = sum(one.late for one in waiting)
        return Waiting(
            tab="scoring",
            title="异议待答复",
            note=f"{late} 条已逾期" if late else f"最早 {due.isoformat()} 前答复" if due else "",
            count=len(waiting),
            icon="bell",
            target=OBJECTIONS,
        )

    def _late_mending(self, campaign_id: str) -> Waiting:
        late = self._grading.rectifying.late(campaign_id)
        return Waiting(
            tab="scoring",
            title="整改逾期未销号",
            note="过了完成时限，还没有签字和佐证",
            count=late,
            icon="list",
            target=MENDING,
        )

    def _pending_candidates(self, campaign_id: str) -> Waiting:
        count = self._vetting.pending(campaign_id)
        return Waiting(
            tab="vetting", title="资格联审待定", note="还有条款没有答复或待核实", count=count, icon="shield"
        )

    def _backup(self, day: date) -> BackupState:
        copies = self._upkeep.backups()
        last = max((copy.made for copy in copies), default=None)
        days = (day - last.date()).days if last else None
        return BackupState(last=last, copies=len(copies), days=days, old=days is None or days > BACKUP_DAYS)

    def _figures(self) -> Figures:
        with self._book.read() as view:
            return Figures(
                communities=view.communities.count(),
                party_orgs=view.party_orgs.count(),
                persons=view.persons.count(),
                meetings=view.meetings.count(),
                ballots=view.ballots.total(),
            )


def _doubtful_tasks(status: CampaignStatus) -> Waiting:
    doubtful = [t for t in status.tasks if t.task.to_confirm or t.task.other_due_text or t.task.end is None]
    return Waiting(
        tab="campaigns",
        title="完成时间待选定",
        note="通知前后写法不一，或读不出日期",
        count=len(doubtful),
        icon="timeline",
    )


def _without_evidence(status: CampaignStatus) -> Waiting:
    cells = [cell for task in status.tasks for cell in task.cells if cell.missing_evidence]
    return Waiting(
        tab="campaigns", title="待核任务缺佐证", note="已办完，还没有写明佐证", count=len(cells), icon="paper"
    )
