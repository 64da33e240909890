"""From typed fields to the words of a large sheet; the campaign in hand gives its name where there is one."""

from __future__ import annotations

import re

from dangjian_desktop.documents.papers.poster import PosterFacts, large_sheet
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.posters import A3, SERIES, Sheet, Tiling
from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
from dangjian_desktop.services.paper_kinds import metres, read_day
from dangjian_desktop.services.poster_kinds import (
    FLOWS,
    ON_A3,
    ON_A4,
    ON_WHITE,
    POSTER_KINDS,
    USUAL_SHEET,
    USUAL_SHEETS,
)

_TILES = {ON_A4: "A4", ON_A3: "A3"}
ELECTION = "election_poster"
_LINES = {ELECTION: "facts", "board": "parts", "flow_chart": "steps"}
_LENGTH, _HEIGHT = 6000, 700
_PLACE = re.compile(r"[^、，“]+?(村|社区)(?=第|换届|选举|村民|居民|村委|居委)")


def _signed(typed: Typed, form: DocumentForm) -> str:
    """Return who signs a poster of an election: whom the clerk named, else the committee of its place."""
    place = _PLACE.match(typed.text("kicker"))
    if typed.text("signed") or place is None:
        return typed.text("signed")
    kind = "village" if place[1] == "村" else "community"
    return form.text(f"issuer_{kind}").replace("{place}", place[0])


def hung(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """A sheet that is hung: poster, slogan, announcement, board, flow chart."""
    pieces = _TILES.get(typed.text("tiles"))
    facts = PosterFacts(
        issuer=_signed(typed, form) if form.code == ELECTION else typed.text("issuer"),
        campaign=sources.campaign.title if sources.campaign else "",
        dated=typed.day("dated"),
        title="\n".join(part.strip() for line in typed.lines("title") for part in line.split("/")),
        kicker=typed.text("kicker"),
        lines=typed.lines(_LINES.get(form.code, "lines")),
        notes=typed.lines("lines"),
        slogan=typed.text("slogan"),
        telephone=typed.text("telephone"),
        day=read_day(typed.text("day")),
        logo=sources.picture(typed.text("logo"), "徽标"),
        picture=sources.picture(typed.text("picture"), "图片"),
        caption=typed.text("caption"),
        pale=typed.text("scheme") == ON_WHITE,
        template=FLOWS.get(typed.text("model"), ""),
        link=typed.text("link"),
        link_words=typed.text("link_words"),
        sheet=_sheet(typed, form),
        tiling=Tiling(sheet=Sheet(*SERIES[pieces])) if pieces else None,
    )
    return large_sheet(facts, form)


def banner(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """A banner at true size, or a tenth of it where it is very long."""
    length, height = metres(typed.text("length")) or _LENGTH, metres(typed.text("height")) or _HEIGHT
    facts = PosterFacts(
        dated=typed.today, title=typed.text("title"), tail=typed.text("tail"), sheet=Sheet(length, height)
    )
    return large_sheet(facts, form)


def letters(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The characters of a banner, one to a sheet."""
    facts = PosterFacts(
        dated=typed.today, title=typed.text("title"), colour=typed.text("colour"), sheet=_sheet(typed, form)
    )
    return large_sheet(facts, form)


def signs(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """Signs or name plates, one to a page."""
    facts = PosterFacts(
        dated=typed.today, kicker=typed.text("kicker"), lines=typed.lines("lines"), sheet=_sheet(typed, form)
    )
    return large_sheet(facts, form)


def _sheet(typed: Typed, form: DocumentForm) -> Sheet:
    usual = Sheet.read(USUAL_SHEETS.get(form.code, USUAL_SHEET))
    return Sheet.read(typed.text("sheet")) or usual or A3


POSTER_MAKERS: dict[str, Maker] = {
    **{kind.code: hung for kind in POSTER_KINDS},
    "banner": banner,
    "banner_letters": letters,
    "sign": signs,
    "name_plate": signs,
}
