"""From the recorded vetting to a sheet for each candidate, the records of talks, the list of who failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import vetting_sheets as papers
from dangjian_desktop.documents.papers.wording import filled
from dangjian_desktop.domain.forms import ClauseEffect, DocumentForm
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.vetting import CONCLUSION_NAMES, TALK_NAMES
from dangjian_desktop.services.paper_facts import answer_word, basis_words, talk_words
from dangjian_desktop.services.paper_words import in_chinese
from dangjian_desktop.services.roster_kinds import FULL
from dangjian_desktop.services.table_kinds import VETTING_SHEET
from dangjian_desktop.services.vetting_views import Conclusion

if TYPE_CHECKING:
    from dangjian_desktop.domain.people import Person
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.services.vetting_views import CandidateRow, ClauseCell


def vetting_sheet(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """资格审查表 of one candidate or of all, each on new pages.

    Raises:
        Rejected: nobody is being vetted, nobody of that name, or whole numbers are wanted without a purpose.
    """
    whole = typed.text("numbers") == FULL
    if whole and not typed.text("purpose"):
        raise Rejected(finding("roster.no_purpose", where=Where(field="用途")))
    rows = _wanted(sources, typed, form)
    subject = rows[0].form.name.removesuffix("资格审查表")
    sheets = tuple(_sheet(row, form) for row in rows)
    if whole:
        persons = sources.view.persons.get_many({row.person.id for row in rows if row.person.id})
        sheets = tuple(
            _unmasked(sheet, persons.get(row.person.id)) for sheet, row in zip(sheets, rows, strict=True)
        )
    return papers.vetting_sheets(sheets, typed.text("issuer"), subject, typed.day("dated"), form)


def talk_record(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """诫勉谈话记录 of one candidate or of all that were talked to.

    Raises:
        Rejected: no talk is recorded, or nobody of that name.
    """
    sheets = tuple(sheet for row in _wanted(sources, typed, form) for sheet in _talks(row))
    day = max((sheet.held_on for sheet in sheets), default=sources.today)
    return papers.talk_records(sheets, typed.text("issuer"), day, form)


def failed_list(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """不通过人员名单 for the office alone.

    Raises:
        Rejected: nobody has failed.
    """
    rows = [row for row in sources.vetting().rows if row.conclusion is Conclusion.FAILED]
    lines = tuple(_failed(row, form) for row in rows)
    return papers.failed_list(lines, typed.text("issuer"), typed.day("dated"), form)


VETTING_MAKERS: dict[str, Maker] = {
    VETTING_SHEET: vetting_sheet,
    "talk_record": talk_record,
    "failed_list": failed_list,
}


def _wanted(sources: Sources, typed: Typed, form: DocumentForm) -> tuple[CandidateRow, ...]:
    rows, name = sources.vetting().rows, typed.text("candidate")
    if not rows:
        raise Rejected(finding("papers.empty_list", paper=form.name))
    found = tuple(row for row in rows if name in ("", row.person.name))
    if not found:
        raise Rejected(finding("papers.no_candidate", where=Where(field="人选"), name=name))
    return found


def _who(row: CandidateRow) -> papers.Standing:
    person = row.person
    return papers.Standing(
        name=person.name,
        sex=person.sex,
        age="" if person.age is None else str(person.age),
        education=person.education,
        political_status=person.political_status,
        phone=person.phone,
        id_number=person.id_number,
        community=row.community,
        sought_post=row.candidate.sought_post,
        posts="、".join(post.replace(" ", "") for post in person.posts),
    )


def _sheet(row: CandidateRow, form: DocumentForm) -> papers.VettingSheet:
    telling = row.tellings[-1] if row.tellings else None
    return papers.VettingSheet(
        who=_who(row),
        clauses=tuple(_clause(cell) for cell in row.cells),
        result=CONCLUSION_NAMES[row.conclusion.value],
        grounds="；".join(basis_words(reason) for reason in row.verdict.reasons if reason.met),
        talks=tuple(
            in_chinese(f"{talk_words(talk)}（谈话人：{talk.held_by}）{f'。{talk.note}' if talk.note else ''}")
            for talk in row.talks
        ),
        telling=filled(
            form,
            "told",
            date=chinese_date(telling.told_on),
            by=telling.told_by,
            way=f"，{telling.way}" if telling.way else "",
        )
        if telling
        else "",
    )


def _unmasked(sheet: papers.VettingSheet, person: Person | None) -> papers.VettingSheet:
    if person is None:
        return sheet
    return replace(sheet, who=replace(sheet.who, phone=person.phone, id_number=person.id_number))


def _clause(cell: ClauseCell) -> papers.ClauseLine:
    reason = cell.reason
    basis = reason.evidence or (reason.arithmetic if cell.answer or not cell.asked else "")
    signed = (cell.who, chinese_date(cell.when) if cell.when else "")
    return papers.ClauseLine(
        title=cell.clause.title,
        text=in_chinese(cell.clause.text),
        answer=answer_word(cell),
        basis=in_chinese(basis),
        signed=in_chinese("\n".join(part for part in signed if part)) if cell.asked else "",
    )


def _talks(row: CandidateRow) -> Iterator[papers.TalkSheet]:
    cause = [r for r in row.verdict.reasons if r.met and r.effect is ClauseEffect.ADMONITION]
    for talk in row.talks:
        yield papers.TalkSheet(
            who=_who(row),
            held_on=talk.held_on,
            held_by=in_chinese(talk.held_by),
            cause="；".join(basis_words(reason) for reason in cause),
            said=in_chinese(talk.note),
            outcome=TALK_NAMES[talk.outcome.value],
        )


def _failed(row: CandidateRow, form: DocumentForm) -> papers.FailedLine:
    told = row.tellings[-1] if row.tellings else None
    return papers.FailedLine(
        who=_who(row),
        clauses="、".join(cell.clause.title for cell in row.deciding),
        basis="；".join(basis_words(cell.reason) for cell in row.deciding),
        told=filled(form, "told", date=chinese_date(told.told_on), by=told.told_by)
        if told
        else form.text("untold"),
    )
