"""How many stand in each grade against its quota: decided, only proposed, tied and outside the line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dangjian_desktop.domain.forms import QuotaKind, ScoreForm
from dangjian_desktop.domain.grading import GradeResult, Standing
from dangjian_desktop.domain.ranking import CategoryResult, QuotaLine
from dangjian_desktop.kernel.texts import scoring as words


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBar:
    """One grade: how many are decided, and how many only proposed within, on and outside the line.

    A decision counts for its own grade, whatever was proposed. ``quota`` is None where the form sets none.
    """

    grade: str
    name: str
    decided: int
    proposed: int
    tied: int
    outside: int
    quota: QuotaLine | None

    @property
    def count(self) -> int:
        """Return all of the grade, decided or proposed."""
        return self.decided + self.proposed + self.tied + self.outside

    @property
    def limit(self) -> int | None:
        """Return how many the quota allows (较差: about how many), None without a quota."""
        return self.quota.limit if self.quota is not None else None

    @property
    def ceiling(self) -> bool:
        """Tell whether the quota is a ceiling."""
        return self.quota is not None and self.quota.quota.kind is QuotaKind.CEILING

    @property
    def over(self) -> int:
        """Return how many stand above a ceiling."""
        return max(0, self.count - self.quota.limit) if self.quota is not None and self.ceiling else 0

    @property
    def against(self) -> str:
        """Say the count against the quota: 名额 3，超 5; nothing without a quota."""
        if self.quota is None:
            return ""
        if not self.ceiling:
            return words.QUOTA_MARK.format(limit=self.quota.limit)
        left = self.quota.limit - self.count
        template = words.QUOTA_OVER if left < 0 else words.QUOTA_LEFT if left else words.QUOTA_FULL
        return template.format(limit=self.quota.limit, count=abs(left))


def grade_bars(form: ScoreForm, result: CategoryResult) -> tuple[GradeBar, ...]:
    """Count every grade of the form, best first; who has no grade yet is not counted."""
    quotas = {line.quota.grade: line for line in result.quotas}
    found = []
    for band in form.bands:
        decided = sum(r.decided == band.grade for r in result.results)
        open_still = [r for r in result.results if r.decided is None and r.proposed == band.grade]
        found.append(
            GradeBar(
                grade=band.grade,
                name=band.name,
                decided=decided,
                proposed=_standing(open_still, None) + _standing(open_still, Standing.WITHIN),
                tied=_standing(open_still, Standing.TIED),
                outside=_standing(open_still, Standing.OUTSIDE),
                quota=quotas.get(band.grade),
            )
        )
    return tuple(found)


def _standing(results: Iterable[GradeResult], standing: Standing | None) -> int:
    return sum(r.standing is standing for r in results)
