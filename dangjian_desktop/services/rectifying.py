"""整改 after a grade: matters with measures, owner and due date, struck off with signer and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.rectifying import Rectification
from dangjian_desktop.domain.typed_tables import BETWEEN
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.kernel.texts.rounds import STATE_WORDS
from dangjian_desktop.services.scoring_forms import current_round

if TYPE_CHECKING:
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.scoring_views import RatingList
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork, View

MENDED = Changes.of(Topic.RATINGS, Topic.TASKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationRow:
    """One matter with its organisation, as a ledger shows it on a day."""

    item: Rectification
    org: str
    category: str
    grade: str
    late: bool

    @property
    def done(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.item.state in (TaskState.DONE, TaskState.WAIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationLedger:
    """整改台账 of one campaign."""

    campaign_id: str
    rows: tuple[RectificationRow, ...]

    @property
    def done(self) -> int:
        """Return how many are struck off or waived."""
        return sum(row.done for row in self.rows)

    @property
    def late(self) -> tuple[RectificationRow, ...]:
        """Return those that should have been done, the oldest first."""
        return tuple(sorted((r for r in self.rows if r.late), key=lambda r: r.item.due or date.max))


def ledger_of(view: View, listing: RatingList, today: date) -> RectificationLedger:
    """Return every matter of a rating list's campaign, in the order of the list."""
    rated = {row.org.id: row for c in listing.categories for row in c.rows}
    place = {key: n for n, key in enumerate(rated)}
    items = view.rectifications.find(campaign_id=listing.campaign_id)
    names = {o.id: o.name for o in view.party_orgs.all()}
    rows = []
    for item in sorted(items, key=lambda i: (place.get(i.party_org_id, len(place)), i.order)):
        row = rated.get(item.party_org_id)
        rows.append(
            RectificationRow(
                item=item,
                org=names.get(item.party_org_id, ""),
                category=row.category if row else "",
                grade=row.grade_name if row else "",
                late=item.is_late(today),
            )
        )
    return RectificationLedger(campaign_id=listing.campaign_id, rows=tuple(rows))


def board_lines(ledger: RectificationLedger) -> str:
    """Return the ledger as the rows of 整改提高公示牌, organisation by organisation."""
    lines: list[str] = []
    for row in ledger.rows:
        head = f"【{row.org}】"
        if head not in lines:
            lines.append(head)
        item = row.item
        due = item.due.isoformat() if item.due else ""
        done = item.progress or (STATE_WORDS[item.state.value] if item.state is not TaskState.IDLE else "")
        lines.append(BETWEEN.join((item.matter, item.measures, item.owner, due, done)))
    return "\n".join(lines)


class Rectifying:
    """What a clerk can do with 整改."""

    def __init__(self, book: Book, clock: Clock, scoring: Scoring) -> None:
        self._book, self._clock, self._scoring = book, clock, scoring

    def ledger(self, campaign_id: str) -> RectificationLedger:
        """Return every matter of a campaign, organisation by organisation.

        Raises:
            Rejected: when there is no such campaign.
        """
        listing = self._scoring.rating_list(campaign_id)
        with self._book.read() as view:
            return ledger_of(view, listing, self._clock.today())

    def late(self, campaign_id: str) -> int:
        """Return how many matters should have been done and are not."""
        today = self._clock.today()
        with self._book.read() as view:
            return sum(item.is_late(today) for item in view.rectifications.find(campaign_id=campaign_id))

    def propose(self, campaign_id: str, party_org_id: str) -> Outcome[int]:
        """Take what an organisation lost points for as matters of 整改; those listed already stay.

        Raises:
            Rejected: when it is not rated.
        """
        row = self._scoring.rating_list(campaign_id).row(party_org_id)
        if row is None:
            raise Rejected(finding("rectifying.no_org"))
        lost = [line for line in row.sheet.lines if line.reason and not line.indicator.bonus]
        lost.sort(key=lambda x: x.points - x.indicator.max_points if x.points is not None else 0)
        with self._book.work("scoring.rectify", "") as work:
            held = _of(work, campaign_id, party_org_id)
            known = {item.matter for item in held}
            number = current_round(work, campaign_id).number
            fresh = [m for m in dict.fromkeys(line.reason.rstrip("。；") for line in lost) if m not in known]
            for order, matter in enumerate(fresh, len(held) + 1):
                work.rectifications.add(
                    Rectification(
                        id=new_id(),
                        campaign_id=campaign_id,
                        party_org_id=party_org_id,
                        round_no=number,
                        order=order,
                        matter=matter,
                    )
                )
            if fresh:
                work.describe(f"列整改事项 {len(fresh)} 项：{row.org.name}")
                work.commit()
        found = () if fresh else (hint("rectifying.all_taken"),)
        return Outcome(len(fresh), found, MENDED)

    def save_all(self, items: Sequence[Rectification]) -> Outcome[int]:
        """Write what was typed into several matters at once, as one step; all or none.

        Raises:
            Rejected: as :meth:`save`, for any of them.
        """
        errors = [error for item in items for error in self._wrong(item)]
        if errors:
            raise Rejected(*errors)
        with self._book.work("scoring.rectify", f"登记整改 {len(items)} 项") as work:
            for item in items:
                if work.rectifications.get(item.id) is None:
                    raise Rejected(finding("rectifying.unknown"))
                work.rectifications.put(item)
            work.commit()
        return Outcome(len(items), (), MENDED)

    def save(self, item: Rectification) -> Outcome[Rectification]:
        """Add a matter (an empty id makes a new one) or write it; struck off only with signer and evidence.

        Raises:
            Rejected: no matter, no such organisation, or a signer, evidence or reason is missing.
        """
        errors = self._wrong(item)
        if errors:
            raise Rejected(*errors)
        with self._book.work("scoring.rectify", "") as work:
            org = work.party_orgs.get(item.party_org_id)
            if org is None:
                raise Rejected(finding("rectifying.no_org"))
            if not item.id:
                held = _of(work, item.campaign_id, item.party_org_id)
                number = current_round(work, item.campaign_id).number
                order = max((h.order for h in held), default=0) + 1
                item = replace(item, id=new_id(), round_no=number, order=order)
            elif work.rectifications.get(item.id) is None:
                raise Rejected(finding("rectifying.unknown"))
            work.rectifications.put(item)
            what = "销号" if item.state is TaskState.DONE else "登记整改"
            work.describe(f"{what}：{org.name} {item.matter}")
            work.commit()
        return Outcome(item, (), MENDED)

    def remove(self, item_id: str) -> Outcome[None]:
        """Take a matter off the list; it can be undone.

        Raises:
            Rejected: there is no such matter.
        """
        with self._book.work("scoring.rectify", "") as work:
            item = work.rectifications.get(item_id)
            if item is None:
                raise Rejected(finding("rectifying.unknown"))
            work.rectifications.remove(item_id)
            work.describe(f"移出整改事项：{item.matter}")
            work.commit()
        return Outcome(None, (), MENDED)

    def _wrong(self, item: Rectification) -> list[Finding]:
        found: list[Finding] = []
        if not item.matter.strip():
            found.append(finding("rectifying.no_matter", where=Where(field="整改事项")))
        if item.state is TaskState.DONE and not item.signer.strip():
            found.append(finding("rectifying.no_signer", where=Where(field="签字人")))
        if item.state is TaskState.DONE and not item.evidence.strip():
            found.append(finding("rectifying.no_evidence", where=Where(field="佐证")))
        if item.state is TaskState.WAIVED and not item.evidence.strip():
            found.append(finding("rectifying.no_waive_reason", where=Where(field="佐证")))
        if item.done_on is not None and item.done_on > self._clock.today():
            day = item.done_on.isoformat()
            found.append(finding("rectifying.future_day", where=Where(field="完成日期"), day=day))
        return found


def _of(view: View | UnitOfWork, campaign_id: str, party_org_id: str) -> tuple[Rectification, ...]:
    return view.rectifications.find(campaign_id=campaign_id, party_org_id=party_org_id)
