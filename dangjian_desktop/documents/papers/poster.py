"""Large sheets from typed words; what is left empty is taken from the form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, filled, filled_lines
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.domain.posters import A3, Design, Picture, Poster, Sheet, Tiling, headed, pairs, signs

_DAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterFacts:
    """What a large sheet is made from; empty words are taken from the form.

    ``lines`` are points, facts, parts or steps, by the kind; ``notes`` what to mind; ``day`` the day of an
    election; ``tail`` what stands small at the end of a banner, ``colour`` how single letters are drawn;
    ``pale``: red words on white; ``template`` is which of a form's several models is taken.
    """

    issuer: str = ""
    campaign: str = ""
    dated: date
    title: str = ""
    kicker: str = ""
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    slogan: str = ""
    telephone: str = ""
    day: date | None = None
    tail: str = ""
    colour: str = ""
    pale: bool = False
    template: str = ""
    link: str = ""
    link_words: str = ""
    logo: Picture | None = None
    picture: Picture | None = None
    caption: str = ""
    sheet: Sheet = A3
    tiling: Tiling | None = None


def large_sheet(facts: PosterFacts, form: DocumentForm) -> Paper:
    """Return the sheet of the form's kind; told on one line, the lines of its title stand apart.

    Raises Rejected ``papers.blank`` when its main words are missing.
    """
    part = _PARTS[form.code](facts, form)
    title = part.title.replace("\n", " ") or form.text("title")
    return Paper(form.code, title, (part,), facts.issuer, facts.dated, facts.campaign)


def _hung(facts: PosterFacts, form: DocumentForm, design: Design) -> Poster:
    """Return a sheet with what all hung sheets share: title, kicker, foot, code, size."""
    blanks = {"campaign": facts.campaign, "issuer": facts.issuer, "telephone": facts.telephone}
    title = facts.title or filled(form, "title", **blanks)
    demand(form, 标题=title, 落款=facts.issuer)
    return Poster(
        design=design,
        title=title,
        kicker=facts.kicker,
        footer=f"{facts.issuer}　{chinese_date(facts.dated)}",
        link=facts.link,
        link_words=(facts.link_words or form.text("link_words")) if facts.link else "",
        logo=facts.logo,
        picture=facts.picture,
        caption=facts.caption if facts.picture else "",
        least_dpi=form.pictures.least_dpi(max(facts.sheet.width, facts.sheet.height)) if form.pictures else 0,
        pale=facts.pale,
        sheet=facts.sheet,
        tiling=facts.tiling,
    )


def _points(facts: PosterFacts, form: DocumentForm) -> Poster:
    blanks = {"campaign": facts.campaign, "issuer": facts.issuer, "telephone": facts.telephone}
    lines = facts.lines or filled_lines(form, "lines", **blanks)
    if facts.telephone:
        lines = (*lines, *filled_lines(form, "telephone", **blanks))
    slogan = facts.slogan or filled(form, "slogan", **blanks)
    return replace(_hung(facts, form, Design.POINTS), lines=lines, slogan=slogan)


def _slogan(facts: PosterFacts, form: DocumentForm) -> Poster:
    part = _hung(facts, form, Design.SLOGAN)
    return replace(part, title=slogan_words(part.title))


def slogan_words(text: str) -> str:
    """Return a slogan as it is hung: no comma between its clauses but a blank, no full stop at its end."""
    lines = (re.sub(r"[，；] *", "　", line.rstrip("，；。　 ")) for line in text.split("\n"))
    return "\n".join(lines)


def _election(facts: PosterFacts, form: DocumentForm) -> Poster:
    demand(form, 选举名称=facts.kicker, 选举日="已填" if facts.day else "", 事项="".join(facts.lines))
    day = facts.day or facts.dated
    return replace(
        _hung(facts, form, Design.ELECTION),
        slogan=f"{chinese_date(day)}（星期{_DAYS[day.weekday()]}）",
        sections=pairs(facts.lines),
        lines=facts.notes or form.lines("lines"),
    )


def _board(facts: PosterFacts, form: DocumentForm) -> Poster:
    demand(form, 内容="".join(facts.lines))
    return replace(_hung(facts, form, Design.BOARD), sections=headed(facts.lines))


def _flow(facts: PosterFacts, form: DocumentForm) -> Poster:
    of = f"_{facts.template}" if facts.template else ""
    lines = facts.lines or form.lines(f"steps{of}")
    named = facts if facts.title else replace(facts, title=form.text(f"title{of}"))
    return replace(_hung(named, form, Design.FLOW), sections=pairs(lines))


def _banner(facts: PosterFacts, form: DocumentForm) -> Poster:
    demand(form, 标语=facts.title)
    return Poster(design=Design.BANNER, title=slogan_words(facts.title), footer=facts.tail, sheet=facts.sheet)


def _letters(facts: PosterFacts, form: DocumentForm) -> Poster:
    demand(form, 标语=facts.title)
    words = slogan_words(facts.title)
    return Poster(design=Design.LETTERS, title=words, colour=facts.colour, sheet=facts.sheet)


def _signs(facts: PosterFacts, form: DocumentForm) -> Poster:
    parts = signs(facts.lines or form.lines("signs"))
    return Poster(design=Design.SIGN, title="", kicker=facts.kicker, sections=parts, sheet=facts.sheet)


def _plates(facts: PosterFacts, form: DocumentForm) -> Poster:
    parts = pairs(facts.lines or form.lines("plates"))
    return Poster(design=Design.PLATE, title="", sections=parts, sheet=facts.sheet)


_PARTS: dict[str, Callable[[PosterFacts, DocumentForm], Poster]] = {
    "poster": _points,
    "slogan_poster": _slogan,
    "election_poster": _election,
    "board": _board,
    "flow_chart": _flow,
    "banner": _banner,
    "banner_letters": _letters,
    "sign": _signs,
    "name_plate": _plates,
}
