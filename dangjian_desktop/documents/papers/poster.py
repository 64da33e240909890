"""宣传海报 from a campaign: its title, its points, a slogan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, filled, filled_lines
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Paper, PaperSize, Poster, chinese_date


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterFacts:
    """What a poster is made from; empty ``title``, ``lines`` and ``slogan`` are taken from the form."""

    issuer: str
    campaign: str
    dated: date
    title: str = ""
    kicker: str = ""
    lines: tuple[str, ...] = ()
    slogan: str = ""
    telephone: str = ""
    size: PaperSize = PaperSize.A3


def poster(facts: PosterFacts, form: DocumentForm) -> Paper:
    """Return the poster. Raises Rejected ``papers.blank`` when it has no title."""
    blanks = {"campaign": facts.campaign, "issuer": facts.issuer, "telephone": facts.telephone}
    title = facts.title or filled(form, "title", **blanks)
    demand(form, 标题=title, 落款=facts.issuer)
    lines = facts.lines or filled_lines(form, "lines", **blanks)
    if facts.telephone:
        lines = (*lines, *filled_lines(form, "telephone", **blanks))
    sheet = Poster(
        title=title,
        lines=lines,
        slogan=facts.slogan or filled(form, "slogan", **blanks),
        footer=f"{facts.issuer}　{chinese_date(facts.dated)}",
        kicker=facts.kicker or filled(form, "kicker", **blanks),
        size=facts.size,
    )
    return Paper(form.code, title.replace("\n", ""), (sheet,), facts.issuer, facts.dated, facts.campaign)
