"""How long the personal data of a campaign is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionForm(Form):
    """For how many years after a campaign's last day its personal data is kept, with the source."""

    years: int


def default_until(end: date, years: int) -> date:
    """Return the last day on which the data is kept: the same day ``years`` later (28 February for 29)."""
    try:
        return end.replace(year=end.year + years)
    except ValueError:
        return date(end.year + years, 2, 28)
