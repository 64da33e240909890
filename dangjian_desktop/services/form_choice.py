"""Which 评分表 a category is rated on: what there is, what holds, and choosing another in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.organisations import OrgCategory
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.services.scoring import SCORED
from dangjian_desktop.services.scoring_forms import campaign_day, choose, forms_of
from dangjian_desktop.services.scoring_views import category_name

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.storage.database import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedForms:
    """The forms for one category; ``scored`` organisations have points, so the form cannot change."""

    category: OrgCategory
    name: str
    forms: tuple[ScoreForm, ...]
    chosen: ScoreForm | None
    scored: int


class FormChoice:
    """Offers and chooses score forms."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock

    def offered(self, campaign_id: str) -> tuple[OfferedForms, ...]:
        """Return the forms of every category that has organisations.

        Raises:
            Rejected: when there is no such campaign.
        """
        today = self._clock.today()
        with self._book.read() as view:
            campaign = view.campaigns.get(campaign_id)
            if campaign is None:
                raise Rejected(finding("campaigns.no_campaign"))
            held = forms_of(self._catalog, view, campaign, today)
            orgs = view.party_orgs.all()
            scored = {e.party_org_id for e in view.score_entries.find(campaign_id=campaign_id)}
        known = self._catalog.score_forms(campaign_day(campaign, today)) or self._catalog.score_forms()
        return tuple(
            OfferedForms(
                category=kind,
                name=category_name(kind),
                forms=tuple(f for f in known if kind.value in f.categories),
                chosen=held.get(kind),
                scored=sum(o.id in scored for o in orgs if o.category is kind),
            )
            for kind in OrgCategory
            if kind is not OrgCategory.UNSET and any(o.category is kind for o in orgs)
        )

    def use(self, campaign_id: str, form_code: str) -> Outcome[ScoreForm]:
        """Rate the form's categories on it from now on.

        Raises:
            Rejected: there is no such form, or organisations of its categories have points already.
        """
        form = self._catalog.score_form(form_code)
        concerned = [o for o in self.offered(campaign_id) if o.category.value in form.categories]
        for one in concerned:
            if one.scored and one.chosen is not None and one.chosen.code != form.code:
                at = Where(field=one.name)
                raise Rejected(
                    finding("scoring.form_in_use", where=at, count=one.scored, name=one.chosen.name)
                )
        with self._book.work("scoring.form", f"采用《{form.name}》（{form.edition}）") as work:
            choose(work, campaign_id, form)
            work.commit()
        return Outcome(form, (), SCORED)
