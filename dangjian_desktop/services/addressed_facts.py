"""From typed fields and an addressee to a paper that is addressed; the late tasks a 催办通知 lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers.addressed import AddressedFacts, addressed, blank_letter
from dangjian_desktop.domain.addressees import Addressee, Matter
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.domain.progress import CampaignStatus
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.services.addressed_kinds import ADDRESSED_KINDS, REMINDER
from dangjian_desktop.services.campaigns import status_of
from dangjian_desktop.services.paper_words import in_chinese

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed

FIELDS = {
    "matter": "事由",
    "when": "时间",
    "place": "地点",
    "deadline": "办结期限",
    "office": "联系部门",
    "telephone": "联系电话",
}
"""The blanks that typed fields fill, by the field's code."""


def written_to(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """A paper for one addressee: the one of the batch, or the one that is typed.

    Raises:
        Rejected: as :func:`~dangjian_desktop.documents.papers.addressed.addressed`.
    """
    facts = _facts(sources, typed, form)
    matters = tuple(Matter(task=line) for line in typed.lines("matters"))
    to = sources.to or _typed(sources, typed, form.code, known=bool(matters))
    return addressed(sources.letter(), facts, replace(to, matters=to.matters or matters), form)


def letter_to_all(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """Return the words all addressees get, with their {blanks}.

    Raises:
        Rejected: no issuer or title.
    """
    return blank_letter(_facts(sources, typed, form), form)


def _facts(sources: Sources, typed: Typed, form: DocumentForm) -> AddressedFacts:
    fields = {name: typed.text(code) for code, name in FIELDS.items()}
    fields |= of_the_day(sources.campaign, sources.today)
    fields |= {
        "日期": chinese_date(typed.day("dated")),
        "发文机关": typed.text("issuer"),
    }
    return AddressedFacts(
        issuer=typed.text("issuer"),
        title=typed.title() or form.text("title"),
        salute=typed.text("salute") or form.text("salute"),
        body=typed.lines("body") or form.lines("body"),
        fields=fields,
        dated=typed.day("dated"),
    )


def of_the_day(campaign: Campaign | None, today: date) -> dict[str, str]:
    """Return the blanks that the day and the campaign in hand fill."""
    return {"活动": campaign.title if campaign else "", "今天": chinese_date(today)}


def _typed(sources: Sources, typed: Typed, code: str, *, known: bool) -> Addressee:
    name = typed.text("recipient")
    if code != REMINDER or known or not name or sources.campaign is None:
        view = sources.view
        body = any(shelf.first(name=name) is not None for shelf in (view.communities, view.party_orgs))
        return Addressee(name=name, body=body)
    status = status_of(sources.view, sources.campaign, sources.today)
    units = [unit.community.id for unit in status.units if unit.community.name == name]
    if not units:
        raise Rejected(finding("roster.unknown_place", where=Where(field="收件人"), name=name))
    return Addressee(name=name, matters=matters_of(status, units[0]), body=True)


def matters_of(status: CampaignStatus, community_id: str) -> tuple[Matter, ...]:
    """Return what is late in one community, the latest first."""
    late = [
        (cell.late, one.task)
        for one in status.tasks
        for cell in one.cells
        if cell.community_id == community_id and cell.late
    ]
    return tuple(
        Matter(task="；".join(in_chinese(item).rstrip("；。") for item in task.items),
               due=in_chinese(task.due_text), days=days)
        for days, task in sorted(late, key=lambda one: -one[0])
    )  # fmt: skip


def wording_of(form: DocumentForm) -> Mapping[str, str]:
    """Return title, salutation and body as the form words them."""
    return {"title": form.text("title"), "salute": form.text("salute"), "body": form.text("body")}


ADDRESSED_MAKERS: dict[str, Maker] = {kind.code: written_to for kind in ADDRESSED_KINDS}
