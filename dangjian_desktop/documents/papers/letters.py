"""Letters by kind (通知、函、令、纪要 …): the clerk's words in the form's format and with its phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, filled, filled_lines
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import (
    Attendance,
    Block,
    Imprint,
    LetterFormat,
    OfficialLetter,
    Paper,
    Paragraph,
    Seal,
    chinese_date,
    on_one_line,
)
from dangjian_desktop.domain.typed_papers import TypedAttachment, attachments_of
from dangjian_desktop.kernel.findings import Rejected, Where, finding

_CLOSING = re.compile(r"^(?:特此|妥否|当否|以上|此复|此令|专此|现予)")
_PHRASE = re.compile(r"^(?:特此|妥否|当否|此复|此令|专此)[^。：]{0,10}。?$")
"""A closing that says nothing by itself; 现予公布。 is all an order may have to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter is made from; ``issuers`` are several where it is issued jointly, the first one leads.

    ``start``, ``end``, ``office``, ``telephone`` and ``address`` belong to a 公示: its period, and who
    takes objections. ``meeting`` is the meeting a 纪要 is of; ``post`` and ``signer`` sign an order.
    """

    issuers: tuple[str, ...]
    body: tuple[Block, ...]
    dated: date
    title: str = ""
    number: str = ""
    receivers: str = ""
    attachments: tuple[TypedAttachment, ...] = ()
    signers: tuple[str, ...] = ()
    remark: str = ""
    seal: Seal = Seal.NONE
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    copies_to: str = ""
    printer: str = ""
    preprinted: bool = False
    meeting: str = ""
    attendance: tuple[Attendance, ...] = ()
    post: str = ""
    signer: str = ""
    start: date | None = None
    end: date | None = None
    office: str = ""
    telephone: str = ""
    address: str = ""


def letter(facts: LetterFacts, form: DocumentForm) -> Paper:
    """Return the letter in the format its form names. Raises ``papers.blank``, ``papers.no_body``."""
    kind = LetterFormat(form.text("format", LetterFormat.FILE.value))
    _demand(facts, form, kind)
    title = _title(facts, form, kind)
    part = OfficialLetter(
        title=title,
        blocks=_body(facts, form),
        mark=_mark(facts, form),
        mark_word=form.text("mark_word") if len(facts.issuers) > 1 else "",
        number=facts.number,
        receivers=facts.receivers.rstrip("：:"),
        signature=facts.signer if kind is LetterFormat.ORDER else "\n".join(facts.issuers),
        dated=facts.dated,
        copy_number=facts.copy_number,
        secrecy=facts.secrecy,
        urgency=facts.urgency,
        listed=tuple(each.name for each in facts.attachments),
        remark=facts.remark.strip("（）()"),
        attachments=attachments_of(facts.attachments),
        imprint=_imprint(facts, kind),
        format=kind,
        signers=facts.signers,
        post=facts.post,
        seal=facts.seal,
        attendance=facts.attendance,
        preprinted=facts.preprinted,
    )
    return Paper(form.code, title, (part,), facts.issuers[0], facts.dated, on_one_line(title))


def _demand(facts: LetterFacts, form: DocumentForm, kind: LetterFormat) -> None:
    """Ask for what a letter of this kind cannot be without; the form lists it under ``needs``."""
    values = {
        "发文机关": facts.issuers[0] if facts.issuers else "",
        "标题": facts.title or ("令" if kind is LetterFormat.ORDER else ""),
        "正文": "有" if facts.body else "",
        "主送机关": facts.receivers,
        "签发人": "、".join(facts.signers) or facts.signer,
        "令号": facts.number,
        "出席": "、".join(row.names for row in facts.attendance),
        "受理部门": facts.office,
        "受理电话": facts.telephone,
    }
    needs = ("发文机关", "标题", *form.lines("needs"), "正文")
    demand(form, **{name: values[name] for name in needs})
    if not facts.attachments and not _says_something(facts.body):
        raise Rejected(finding("papers.no_body", where=Where(field="正文"), paper=form.name))


def _title(facts: LetterFacts, form: DocumentForm, kind: LetterFormat) -> str:
    if kind is LetterFormat.ORDER:
        return _mark(facts, form)
    if form.text("issuer_in_title") and facts.issuers[0] not in on_one_line(facts.title):
        return "\n".join((*facts.issuers, facts.title))
    return facts.title


def _mark(facts: LetterFacts, form: DocumentForm) -> str:
    if len(facts.issuers) > 1 and form.text("mark_word"):
        return "\n".join(facts.issuers)
    return filled(form, "mark", issuer=facts.issuers[0], meeting=facts.meeting)


def _imprint(facts: LetterFacts, kind: LetterFormat) -> Imprint | None:
    if facts.printer or (kind is LetterFormat.CORRESPONDENCE and facts.copies_to):
        return Imprint(facts.printer, facts.dated, facts.copies_to)
    return None


def _body(facts: LetterFacts, form: DocumentForm) -> tuple[Block, ...]:
    """Return the clerk's text, a 公示's period and office, and the closing phrase where the text has none."""
    blocks: list[Block] = list(facts.body)
    if facts.start and facts.end:
        blanks = {
            "start": chinese_date(facts.start),
            "end": chinese_date(facts.end),
            "days": str((facts.end - facts.start).days + 1),
            "office": facts.office,
            "telephone": facts.telephone,
        }
        blocks += [Paragraph(text) for text in filled_lines(form, "period", **blanks)]
        blocks += [Paragraph(filled(form, "address", address=facts.address))] if facts.address else []
    closing = form.text("closing")
    if closing and not _is_closed(facts.body):
        blocks.append(Paragraph(closing))
    return tuple(blocks)


def _says_something(blocks: Sequence[Block]) -> bool:
    """Say whether anything stands between 现将有关事项通知如下： and 特此通知。"""
    said = [each for each in blocks if not (isinstance(each, Paragraph) and _PHRASE.match(each.text))]
    last = said[-1] if said else None
    return last is not None and not (isinstance(last, Paragraph) and last.text.endswith(("：", ":")))


def _is_closed(blocks: Sequence[Block]) -> bool:
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph) and _CLOSING.match(last.text) is not None
