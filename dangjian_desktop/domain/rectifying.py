"""整改: what an organisation has to mend after its grade, by what measures, who, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.campaigns import TaskState


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification:
    """One matter of 整改; it is struck off (销号) with a signer and evidence."""

    id: str
    campaign_id: str
    party_org_id: str
    round_no: int
    order: int
    matter: str
    measures: str = ""
    owner: str = ""
    due: date | None = None
    state: TaskState = TaskState.IDLE
    progress: str = ""
    done_on: date | None = None
    signer: str = ""
    evidence: str = ""

    def is_late(self, today: date) -> bool:
        """Tell whether it should have been done before ``today`` and is not."""
        open_still = self.state not in (TaskState.DONE, TaskState.WAIVED)
        return open_still and self.due is not None and self.due < today
