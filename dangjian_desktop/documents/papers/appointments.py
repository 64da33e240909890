"""任前公示: who is to be appointed to what, in sentences or as a table, with the period and who listens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.letters import LetterFacts, letter
from dangjian_desktop.documents.papers.wording import filled, filled_lines
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_lists import spaced
from dangjian_desktop.domain.paper_tables import plain_table
from dangjian_desktop.domain.papers import (
    Align,
    Block,
    Column,
    Paper,
    Paragraph,
    Seal,
    TableBlock,
    chinese_date,
)

_WEIGHTS = (20, 14, 24, 19, 40, 39)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointee:
    """Who is to be appointed: the only facts a 任前公示 tells; ``birth`` is 1980.03."""

    name: str
    sex: str
    birth: str
    education: str
    post: str
    proposed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFacts:
    """A 任前公示: ``days`` are the working days from ``start`` to ``end``; ``listed``: people as a table."""

    issuer: str
    title: str
    people: tuple[Appointee, ...]
    start: date
    end: date
    days: int
    office: str
    telephone: str
    address: str
    dated: date
    listed: bool = False
    seal: Seal = Seal.NONE


def appointment_notice(facts: AppointmentFacts, form: DocumentForm) -> Paper:
    """Return the 公示. Raises ``papers.blank``."""
    blanks = {
        "issuer": facts.issuer,
        "start": chinese_date(facts.start),
        "end": chinese_date(facts.end),
        "days": str(facts.days),
        "office": facts.office,
        "telephone": facts.telephone,
    }
    people: tuple[Block, ...] = (
        (_table(facts.people, form),)
        if facts.listed
        else tuple(Paragraph(_sentence(one, form)) for one in facts.people)
    )
    opening = (Paragraph(text) for text in filled_lines(form, "opening", **blanks))
    period = [Paragraph(text) for text in filled_lines(form, "period", **blanks)]
    period += [Paragraph(filled(form, "address", address=facts.address))] if facts.address else []
    words = LetterFacts(
        issuers=(facts.issuer,),
        title=facts.title or form.text("title"),
        body=(*opening, *people, *period),
        dated=facts.dated,
        office=facts.office,
        telephone=facts.telephone,
        seal=facts.seal,
    )
    return letter(words, form)


def _sentence(one: Appointee, form: DocumentForm) -> str:
    year, _, month = one.birth.partition(".")
    told = "学历" in one.education or "学位" in one.education
    return filled(
        form,
        "person",
        name=one.name,
        sex=one.sex,
        birth=f"{year}年{int(month)}月",
        education=one.education if told else filled(form, "degree", education=one.education),
        post=one.post,
        proposed=one.proposed,
    )


def _table(people: tuple[Appointee, ...], form: DocumentForm) -> TableBlock:
    columns = [Column(weight, Align.LEFT if weight > 30 else Align.CENTRE) for weight in _WEIGHTS]
    rows = (
        (spaced(one.name), one.sex, one.birth, one.education.removesuffix("学历"), one.post, one.proposed)
        for one in people
    )
    return plain_table(columns, form.lines("heads"), rows, 12)
