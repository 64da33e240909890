"""A county's notice → a plan: previewed, then stored as one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.campaigns import Campaign, activity_name
from dangjian_desktop.exchange.campaign_plans import CampaignBook, plan_campaign
from dangjian_desktop.exchange.plans import ChangeKind, ImportPlan, PlannedChange
from dangjian_desktop.exchange.readings import PlanReading
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.kernel.progress import Progress
from dangjian_desktop.services.importing import source_of, store

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import View

TABLE_FORM = "task_table"
TOUCHED = Changes.of(Topic.CAMPAIGNS, Topic.TASKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """The preview of a plan import: what the notice says and what applying it would do."""

    reading: PlanReading
    plan: ImportPlan

    @property
    def changes(self) -> tuple[PlannedChange, ...]:
        """Return the lines of the preview."""
        return self.plan.changes

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """Return how many lines there are of each kind."""
        return self.plan.counts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return everything noticed while reading and comparing."""
        return self.plan.findings

    @property
    def summary(self) -> str:
        """Return what the plan holds in one line."""
        reading = self.reading
        figures = f"{len(reading.phases)} 个阶段 {len(reading.tasks)} 行 {reading.item_count} 项"
        return f"导入活动 {reading.title}：{figures}"


class CampaignImport:
    """Brings the plans of notices into one book."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock

    def preview(self, given: Path | str | bytes, year: int | None = None, *, name: str = "") -> CampaignPlan:
        """Read a notice (a path, pasted text or bytes) and say what importing its plan would do.

        Args:
            given: the whole notice, or its 任务分解表 alone.
            year: the year its dates belong to; None: the year of the notice's own date.
            name: what to call pasted text in findings.

        Raises:
            Rejected: when it cannot be read, holds no 任务分解表, or tells no year.
            Unavailable: when the file is missing, locked or too large.
        """
        from dangjian_desktop.exchange.headings import headwords
        from dangjian_desktop.exchange.rosters import RosterShape
        from dangjian_desktop.exchange.schedules import ScheduleShape, read_plan
        from dangjian_desktop.exchange.tables import read_document

        if year is not None and not 1949 <= year <= 2199:
            raise Rejected(finding("campaigns.bad_year", year=year))
        shape = ScheduleShape.of(self._catalog.timeline_form(TABLE_FORM))
        lists = [RosterShape.of(form).synonyms for form in self._catalog.roster_forms()]
        document = read_document(source_of(given, name), headwords(shape.synonyms, *lists))
        reading = read_plan(document, shape, year)
        with self._book.read() as view:
            known = campaign_book(view)
        return CampaignPlan(reading=reading, plan=plan_campaign(reading, known))

    def apply(self, plan: CampaignPlan, progress: Progress | None = None) -> Outcome[Campaign]:
        """Store what a preview showed, as one step with one undo; returns the campaign.

        Raises:
            Rejected: when the book has changed since the preview.
        """
        with self._book.read() as view:
            known = campaign_book(view)
        if _outlines(plan_campaign(plan.reading, known).changes) != _outlines(plan.changes):
            raise Rejected(finding("campaigns.stale_preview", where=Where(file=plan.reading.source)))
        added = [one for one in plan.plan.writes if isinstance(one, Campaign)]
        if not plan.plan.is_empty():
            store(self._book, "campaign.import", plan.summary, plan.plan, progress)
        campaign = added[0] if added else self._held(plan.reading, known)
        return Outcome(campaign, plan.findings, NOTHING if plan.plan.is_empty() else TOUCHED)

    def _held(self, reading: PlanReading, known: CampaignBook) -> Campaign:
        title = activity_name(reading.title)
        return next(one for one in known.campaigns if (one.title, one.year) == (title, reading.year))


def campaign_book(view: View) -> CampaignBook:
    """Return the campaigns, phases and tasks of a book."""
    return CampaignBook(campaigns=view.campaigns.all(), phases=view.phases.all(), tasks=view.tasks.all())


def _outlines(changes: tuple[PlannedChange, ...]) -> list[tuple[str, ...]]:
    return [(one.kind, one.entity, one.name, one.field, one.old, one.new) for one in changes]
