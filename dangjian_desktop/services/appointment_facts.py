"""From names and the record to a 任前公示: who each is and what for, as the roster and 资格联审 have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import chain
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers.appointments import Appointee, AppointmentFacts, appointment_notice
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.names import squeezed
from dangjian_desktop.domain.papers import Paper, Seal
from dangjian_desktop.domain.people import Person, Post, told_title
from dangjian_desktop.domain.typed_tables import BETWEEN
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.kernel.texts.vetting import CONCLUSION_NAMES
from dangjian_desktop.services.letter_facts import SEALS, late
from dangjian_desktop.services.letter_kinds import APPOINTEES, APPOINTMENT, AS_TABLE
from dangjian_desktop.services.paper_words import named_twice
from dangjian_desktop.services.roster_export import SEX_WORDS, month
from dangjian_desktop.services.vetting_views import CandidateRow, Conclusion
from dangjian_desktop.services.working_days import working_days

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.storage.work import View

_HEADS = ("姓名", "性别", "出生年月", "学历", "现任职务", "拟任职务")
_WHOLE, _SHORT = BETWEEN.join(_HEADS), f"姓名{BETWEEN}拟任职务"
_HERE = Where(field=APPOINTEES.label)
_MONTH = re.compile(r"^(\d{4})\s*[-./年]?\s*(\d{1,2})(?:\D.*)?$")
_NOT_KNOWN = ("papers.appointee_unknown", "papers.appointee_lacks", "papers.appointee_several")
"""What is said of somebody not fully known, by how many of the name the roster has."""
_OUT = (Conclusion.FAILED, Conclusion.WITHDRAWN)


def notice(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """任前公示: those typed, with what the roster and 资格联审 know of each; nobody typed: those who passed.

    Raises:
        Rejected: nobody is named, what must be told of somebody is not known, somebody did not pass, or
            the period ends before it starts.
    """
    start, end = typed.day("start"), typed.day("end")
    if end < start:
        raise Rejected(finding("papers.period_backwards", where=Where(field="公示结束")))
    facts = AppointmentFacts(
        issuer=typed.text("issuer"),
        title=typed.title(),
        people=_appointees(sources, typed, form),
        start=start,
        end=end,
        days=working_days(start, end).days,
        office=typed.text("office"),
        telephone=typed.text("telephone"),
        address=typed.text("address"),
        dated=typed.day("dated"),
        listed=typed.text("layout") == AS_TABLE,
        seal=SEALS.get(typed.text("seal"), Seal.NONE),
    )
    return appointment_notice(facts, form)


APPOINTMENT_MAKERS: dict[str, Maker] = {APPOINTMENT.code: notice}


def hints(sources: Sources, typed: Typed, form: DocumentForm) -> Iterator[Finding]:
    """Yield what the clerk should know of a 任前公示 that can be made: a short period, an open 资格联审."""
    days, least = working_days(typed.day("start"), typed.day("end")).days, int(form.text("least_days"))
    if days < least:
        yield hint("papers.short_notice", where=Where(field="公示结束"), days=days, least=least)
    yield from late(typed)
    names = {one.name for one in _appointees(sources, typed, form)}
    for row in _candidates(sources):
        if row.person.name in names and row.conclusion is Conclusion.PENDING:
            yield hint("papers.appointee_pending", where=_HERE, name=row.person.name)


def _appointees(sources: Sources, typed: Typed, form: DocumentForm) -> tuple[Appointee, ...]:
    rows = [row for table in typed.tables(APPOINTEES.code) for row in table.rows]
    if not rows:
        passed = [row for row in _candidates(sources) if row.conclusion is Conclusion.PASSED]
        rows = [(row.person.name,) for row in passed]
    if not rows:
        raise Rejected(finding("papers.blank", paper=form.name, blank=APPOINTEES.label))
    people = [_typed_row(row) for row in rows]
    found = [_completed(one, sources) for one in people]
    twice = named_twice([one.name for one in people], _HERE)
    wrong = [*chain.from_iterable(findings for _, findings in found), *twice]
    if wrong:
        raise Rejected(*wrong)
    return tuple(one for one, _ in found)


def _typed_row(row: tuple[str, ...]) -> Appointee:
    cells = dict(zip((one.name for one in fields(Appointee)), (*row, *[""] * len(_HEADS)), strict=False))
    if len(row) == 2:
        cells |= {"sex": "", "proposed": row[1]}
    if len(row) not in (1, 2, len(_HEADS)) or not row[0]:
        text = BETWEEN.join(row)[:24]
        raise Rejected(finding("papers.bad_row", where=_HERE, text=text, sample=_SHORT))
    return Appointee(**cells)


def _completed(one: Appointee, sources: Sources) -> tuple[Appointee, list[Finding]]:
    """Return who is meant with everything that is told, and what stands against it."""
    name = squeezed(one.name)
    standing = next((row for row in _candidates(sources) if row.person.name == name), None)
    namesakes = tuple(sources.view.persons.find(name=name))
    sure = [person for person in namesakes if standing and person.id == standing.person.id] or namesakes
    known = _of_roster(sure[0], sources) if len(sure) == 1 else _typed_row((one.name,))
    filled = replace(
        one,
        sex=one.sex or known.sex,
        birth=_month(one.birth) or known.birth,
        education=one.education or known.education,
        post=one.post or known.post,
        proposed=one.proposed or (_sought(standing) if standing else ""),
    )
    if standing and standing.conclusion in _OUT:
        said = CONCLUSION_NAMES[standing.conclusion.value]
        return filled, [finding("papers.appointee_out", where=_HERE, name=name, conclusion=said)]
    return filled, list(_lacking(filled, len(namesakes)))


def _lacking(one: Appointee, namesakes: int) -> Iterator[Finding]:
    facts = dict(zip(_HEADS[1:5], (one.sex, one.birth, one.education, one.post), strict=True))
    lacking = "、".join(head for head, text in facts.items() if not text)
    if lacking:
        code = _NOT_KNOWN[min(namesakes, 2)]
        yield finding(code, where=_HERE, name=one.name, lacking=lacking, heads=_WHOLE)
    if not one.proposed:
        yield finding("papers.appointee_no_post", where=_HERE, name=one.name, sample=_SHORT)


def _month(text: str) -> str:
    """Write a typed month as 1980.03; a day behind it is left out, for a 公示 tells none."""
    if not text:
        return ""
    found = _MONTH.match(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        raise Rejected(finding("papers.bad_month", where=_HERE, text=text))
    return f"{found[1]}.{found[2]:0>2}"


def _of_roster(person: Person, sources: Sources) -> Appointee:
    return Appointee(
        name=person.name,
        sex=SEX_WORDS[person.sex],
        birth=month(person.birth, day_known=False),
        education=person.education,
        post=_present_post(person, sources),
        proposed="",
    )


def _present_post(person: Person, sources: Sources) -> str:
    """Return the posts a person holds today, body by body: 青桥村党支部书记、村委会主任，东篱片片长."""
    held: dict[str, list[str]] = {}
    for post in sorted(sources.view.posts.find(person_id=person.id), key=lambda one: one.order):
        if post.title and not post.has_ended(sources.today) and not post.work_group_id:
            held.setdefault(_body_of(post, sources.view), []).append(post.title)
    return "，".join(_with_body(body, "、".join(dict.fromkeys(titles))) for body, titles in held.items())


def _body_of(post: Post, view: View) -> str:
    unit = view.communities.get(post.community_id) if post.community_id else None
    org = view.party_orgs.get(post.party_org_id) if post.party_org_id else None
    area = view.areas.get(post.area_id) if post.area_id else None
    return next((body.name for body in (unit, org, area) if body is not None), "")


def _sought(row: CandidateRow) -> str:
    return _with_body(row.community, row.candidate.sought_post)


def _with_body(body: str, title: str) -> str:
    return f"{body}{told_title(body, title)}"


def _candidates(sources: Sources) -> tuple[CandidateRow, ...]:
    about = sources.campaign.id if sources.campaign else ""
    if not about or not sources.view.candidates.find(campaign_id=about):
        return ()
    return sources.vetting().rows
