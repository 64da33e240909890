"""Papers that go to many, one each: 通知书, 催办通知, 公开信."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand
from dangjian_desktop.domain.addressees import Addressee, Matter, blanks_in, fill
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import OfficialLetter, Paper, Paragraph
from dangjian_desktop.kernel.findings import Rejected, Where, finding

MATTERS, COUNT = "事项", "项数"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressedFacts:
    """What all papers of a batch share: words with {blanks}, and the fields that fill them.

    A line with a blank whose field is empty is left out.
    """

    issuer: str
    title: str
    salute: str
    body: tuple[str, ...]
    fields: Mapping[str, str]
    dated: date


def addressed(facts: AddressedFacts, to: Addressee, form: DocumentForm) -> Paper:
    """Return the paper for one addressee.

    Raises:
        Rejected: no addressee or issuer (``papers.blank``), a blank nobody knows (``papers.unknown_slot``),
            one this addressee has nothing for (``papers.slot_empty``), nothing that is late
            (``papers.nothing_late``).
    """
    demand(form, 收件人=to.name, 发文机关=facts.issuer, 标题=facts.title)
    demand(form, **{name: facts.fields.get(name, "") for name in form.lines("demanded")})
    own = to.values() | ({COUNT: str(len(to.matters))} if to.matters else {})
    _check((facts.salute, *facts.body), facts.fields, own, to)
    blocks: list[Paragraph] = []
    for line in facts.body:
        names = blanks_in(line)
        if MATTERS in names:
            blocks += [Paragraph(text) for text in _matters(to.matters, form)]
        elif all(facts.fields[name] for name in names if name in facts.fields):
            blocks.append(Paragraph(fill(line, {**facts.fields, **own})))
    letter = OfficialLetter(
        title=facts.title,
        blocks=tuple(blocks),
        receivers=fill(facts.salute, {**facts.fields, **own}).rstrip("：:"),
        signature=facts.issuer,
        dated=facts.dated,
    )
    return Paper(form.code, facts.title, (letter,), facts.issuer, facts.dated, to.name)


def _check(lines: tuple[str, ...], fields: Mapping[str, str], own: Mapping[str, str], to: Addressee) -> None:
    found = []
    wanted = tuple(dict.fromkeys(name for line in lines for name in blanks_in(line)))
    if not to.matters and {MATTERS, COUNT}.intersection(wanted):
        raise Rejected(finding("papers.nothing_late", where=Where(record=to.name)))
    for name in wanted:
        if name in fields or name == MATTERS:
            continue
        if name not in own:
            known = "、".join((*own, *fields))
            found.append(finding("papers.unknown_slot", where=Where(field="正文"), blank=name, known=known))
        elif not own[name].strip():
            found.append(finding("papers.slot_empty", where=Where(record=to.name), blank=name))
    if found:
        raise Rejected(*found)


def _matters(matters: tuple[Matter, ...], form: DocumentForm) -> list[str]:
    texts = []
    for number, one in enumerate(matters, 1):
        wording = form.text("late" if one.days else "matter")
        task = one.task.rstrip("。；")
        texts.append(wording.format(number=number, task=task, due=one.due, days=one.days))
    return [*texts[:-1], *(text.rstrip("；") + "。" for text in texts[-1:])]
