"""What stands in the fields of a paper before anything is typed: as the record and the form have it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.services.election_kinds import ELECTION_KINDS
from dangjian_desktop.services.letter_kinds import APPOINTMENT, LETTER_KINDS
from dangjian_desktop.services.paper_asks import AS_FITS, CATEGORY, ISSUER, STOCK, PaperKind
from dangjian_desktop.services.paper_words import aims_of, receivers_of
from dangjian_desktop.services.poster_kinds import FLOWS, KICKER, ON_RED, USUAL_SHEET, USUAL_SHEETS, WHOLE
from dangjian_desktop.services.table_kinds import MENDED

BOARDS = MERIT, PROMISE = "merit_board", "promise_board"

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.services.scoring_views import RatingList
    from dangjian_desktop.storage.work import View


def proposals(
    kind: PaperKind,
    campaign: Campaign | None,
    view: View,
    today: date,
    form: Callable[[], DocumentForm],
    ratings: Callable[[str], RatingList],
) -> dict[str, str]:
    """Return the proposals for a kind of paper by field; ``ratings`` gives those of a campaign."""
    proposed = _usual(kind, campaign, today)
    untyped = campaign if not view.settings.value(f"paper.{kind.code}.lines", "") else None
    if kind in LETTER_KINDS:
        from dangjian_desktop.services.letter_facts import proposals as of_letter

        proposed |= {"number": "", "receivers": "", **of_letter(form(), campaign, view)}
        proposed |= {} if ISSUER in kind.asks else {"issuer": ""}
    elif kind in ELECTION_KINDS:
        proposed["number"] = ""
    elif KICKER in kind.asks and campaign:
        from dangjian_desktop.documents.papers.wording import filled

        proposed["kicker"] = filled(form(), "kicker", campaign=campaign.title)
    elif kind is APPOINTMENT:
        from dangjian_desktop.services.working_days import period

        proposed["title"] = form().text("title")
        proposed["end"] = period(today, int(form().text("least_days"))).end.isoformat()
    elif kind.code == MENDED and untyped:
        from dangjian_desktop.services.board_facts import things_to_mend
        from dangjian_desktop.services.rectifying import ledger_of

        listing = ratings(untyped.id)
        proposed["lines"] = things_to_mend(listing, ledger_of(view, listing, today))
    elif kind.code in BOARDS and untyped:
        proposed["lines"] = _board_lines(kind, untyped, view, today, form(), ratings)
    if kind.addressed:
        from dangjian_desktop.services.addressed_facts import wording_of

        proposed |= wording_of(form())
        proposed |= {"matter": campaign.title if campaign else ""}
    return proposed


def _board_lines(
    kind: PaperKind,
    campaign: Campaign,
    view: View,
    today: date,
    form: DocumentForm,
    ratings: Callable[[str], RatingList],
) -> str:
    from dangjian_desktop.services.board_facts import deeds, promises
    from dangjian_desktop.services.campaigns import status_of

    status = status_of(view, campaign, today)
    if kind.code == PROMISE:
        people = {one.id: one.name for one in view.persons.all()}
        posts = view.posts.find(role=PostRole.SECRETARY)
        leads = {
            one.community_id: people[one.person_id]
            for one in reversed(posts)
            if one.community_id and not one.has_ended(today)
        }
        return promises(status, lambda community: leads.get(community, ""), form)
    orgs = sorted(view.party_orgs.all(), key=lambda one: one.name)
    return deeds(status, ratings(campaign.id), orgs, form)


def _usual(kind: PaperKind, campaign: Campaign | None, today: date) -> dict[str, str]:
    day = today.isoformat()
    issued = campaign.issued_on.isoformat() if campaign and campaign.issued_on else day
    return {
        "issuer": campaign.issuer if campaign else "",
        "number": campaign.document_number if campaign else "",
        "year": str(campaign.year) if campaign else "",
        "dated": issued if kind.code == "notice" else day,
        "start": day,
        "end": day,
        "sheet": USUAL_SHEETS.get(kind.code, USUAL_SHEET),
        "tiles": WHOLE,
        "scheme": ON_RED,
        "model": next(iter(FLOWS)),
        "colour": "红",
        "per_sheet": AS_FITS,
        "stock": STOCK.choices[0],
        "category": CATEGORY.choices[0],
        "length": "6",
        "height": "0.7",
        "receivers": receivers_of(campaign.notice) if campaign else "",
        "aims": aims_of(campaign.notice) if campaign else "",
    }
