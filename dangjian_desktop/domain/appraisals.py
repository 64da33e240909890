"""干部考核 and 班子研判: the grade people decided of a person or a 班子."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.grading import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalGrade:
    """One decision; exactly one of the three ids is set. ``review_of`` names the one it replaces, which
    stays on record."""

    id: str
    campaign_id: str
    form_code: str
    grade: str
    reason: str
    decided_by: str
    decided_on: date
    person_id: str | None = None
    community_id: str | None = None
    party_org_id: str | None = None
    review_of: str | None = None

    @property
    def subject(self) -> str:
        """Return the id of who is graded."""
        return self.person_id or self.community_id or self.party_org_id or ""

    def as_decision(self) -> Decision:
        """Return it as the grading engine knows decisions."""
        return Decision(
            id=self.id,
            campaign_id=self.campaign_id,
            party_org_id=self.subject,
            grade=self.grade,
            reason=self.reason,
            decided_by=self.decided_by,
            decided_on=self.decided_on,
            review_of=self.review_of,
        )
