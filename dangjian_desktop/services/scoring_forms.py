"""Which score form and which round hold for a campaign; a campaign once begun keeps its edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import ScoreForm
from dangjian_desktop.domain.organisations import OrgCategory
from dangjian_desktop.domain.rating_rounds import FIRST_ROUND, RatingRound
from dangjian_desktop.kernel.texts.scoring import FIRST_NAME

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.storage.work import UnitOfWork, View


def forms_of(
    catalog: Catalog, view: View | UnitOfWork, campaign: Campaign, today: date
) -> dict[OrgCategory, ScoreForm]:
    """Return the form of every category that has one.

    The edition a campaign has begun with stays; before that, the newest edition that holds on the
    campaign's day counts, or else the newest there is.
    """
    day = campaign_day(campaign, today)
    found: dict[OrgCategory, ScoreForm] = {}
    for category in OrgCategory:
        kept = view.settings.value(_key(campaign, category))
        if kept:
            code, _, edition = kept.partition("/")
            found[category] = catalog.score_form(code, edition)
            continue
        form = catalog.score_form_for(category.value, day) or catalog.score_form_for(category.value)
        if form is not None:
            found[category] = form
    return found


def keep_form(work: UnitOfWork, campaign: Campaign, form: ScoreForm) -> None:
    """Note the edition a campaign is scored on, once; later editions do not touch it."""
    for name in form.categories:
        key = _key(campaign, OrgCategory(name))
        if not work.settings.value(key):
            work.settings.set(key, f"{form.code}/{form.edition}")


def choose(work: UnitOfWork, campaign_id: str, form: ScoreForm) -> None:
    """Let a campaign go by ``form`` for its categories, whatever it went by before."""
    for name in form.categories:
        work.settings.set(f"scoring.form.{campaign_id}.{name}", f"{form.code}/{form.edition}")


def grouped(forms: dict[OrgCategory, ScoreForm]) -> list[tuple[ScoreForm, Sequence[OrgCategory]]]:
    """Return each form with the categories rated together on it, in the order of the categories."""
    groups: dict[tuple[str, str], tuple[ScoreForm, list[OrgCategory]]] = {}
    for category, form in forms.items():
        groups.setdefault((form.code, form.edition), (form, []))[1].append(category)
    return list(groups.values())


def current_round(view: View | UnitOfWork, campaign_id: str) -> RatingRound:
    """Return the round in hand: the last one begun; a campaign without any is in its first."""
    begun = view.rating_rounds.find(campaign_id=campaign_id)
    if begun:
        return begun[-1]
    return RatingRound(
        id="", campaign_id=campaign_id, number=FIRST_ROUND, name=FIRST_NAME, opened_on=date.min
    )


def campaign_day(campaign: Campaign, today: date) -> date:
    """Return the day whose forms a campaign goes by: its notice's, or one of its year."""
    if campaign.issued_on is not None:
        return campaign.issued_on
    return today if campaign.year == today.year else date(campaign.year, 12, 31)


def rating_day(campaign: Campaign, today: date) -> date:
    """Return the day on which an organisation counts as new or not while nothing is decided:
    today, but no later than the end of the campaign's year."""
    return min(today, date(campaign.year, 12, 31))


def _key(campaign: Campaign, category: OrgCategory) -> str:
    return f"scoring.form.{campaign.id}.{category.value}"
