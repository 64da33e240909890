"""From typed fields to letters; and what the record proposes for their fields where nothing is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers.letters import LetterFacts, letter
from dangjian_desktop.documents.papers.wording import filled, filled_lines
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import Attendance, Paper, Seal
from dangjian_desktop.domain.typed_papers import read_attachments, read_body
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.services.letter_kinds import LETTER_KINDS, PREPRINTED, SEAL_DRAWN, SEAL_ROOM
from dangjian_desktop.services.paper_words import in_chinese

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.storage.work import View

SEALS = {"": Seal.NONE, SEAL_ROOM: Seal.ROOM, SEAL_DRAWN: Seal.DRAWN}
_ATTENDANCE = (("出席", "present"), ("请假", "absent"), ("列席", "attending"))
_UNTIL = re.compile(r"[★☆*]")
_BETWEEN = re.compile(r"[、，,;；\s]+")


def written(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """A letter of any kind.

    Raises:
        Rejected: a blank the form needs is empty, or a 公示 ends before it starts.
    """
    public = bool(form.text("period"))
    start, end = (typed.day("start"), typed.day("end")) if public else (None, None)
    if start and end and end < start:
        raise Rejected(finding("papers.period_backwards", where=Where(field="公示结束")))
    facts = LetterFacts(
        issuers=tuple(name for name in (typed.text("issuer"), *typed.lines("joint")) if name) or ("",),
        number=typed.text("number"),
        title=typed.title(),
        receivers=typed.text("receivers"),
        body=read_body(typed.values.get("body", "").splitlines()),
        attachments=read_attachments(typed.values.get("attached", "").splitlines()),
        dated=typed.day("dated"),
        signers=tuple(name for name in _BETWEEN.split(typed.text("signers")) if name),
        remark=typed.text("remark"),
        seal=SEALS.get(typed.text("seal"), Seal.NONE),
        copy_number=typed.text("copy_number"),
        secrecy=typed.text("secrecy"),
        urgency=typed.text("urgency"),
        copies_to=typed.text("copies_to"),
        printer=typed.text("printer"),
        preprinted=typed.text("head") == PREPRINTED,
        meeting=typed.text("meeting"),
        attendance=tuple(
            Attendance(label, typed.text(code)) for label, code in _ATTENDANCE if typed.text(code)
        ),
        post=typed.text("post"),
        signer=typed.text("signer"),
        start=start,
        end=end,
        office=typed.text("office"),
        telephone=typed.text("telephone"),
        address=typed.text("address"),
    )
    return letter(facts, form)


def late(typed: Typed) -> Iterator[Finding]:
    """Yield a hint for a 公示 that is dated after the day it begins."""
    start, dated = typed.day("start"), typed.day("dated")
    if dated > start:
        at, first = Where(field="成文日期"), start.isoformat()
        yield hint("papers.dated_after_start", where=at, dated=dated.isoformat(), start=first)


def hints(_sources: Sources, typed: Typed, form: DocumentForm) -> Iterator[Finding]:
    """Yield a hint for words of secrecy and urgency that no official document has, and for a 公示 that is
    dated after it begins."""
    if form.text("period"):
        yield from late(typed)
    secrecy, urgency = typed.text("secrecy"), typed.text("urgency")
    known, hurries = form.lines("secrecy_words"), form.lines("urgency_words")
    if secrecy and known and _UNTIL.split(secrecy)[0].strip() not in known:
        words, at = "、".join(known), Where(field="密级")
        yield hint("papers.unknown_secrecy", where=at, text=secrecy, known=words, example=known[-1])
    if urgency and hurries and urgency not in hurries:
        words, at = "、".join(hurries), Where(field="紧急程度")
        yield hint("papers.unknown_urgency", where=at, text=urgency, known=words)


LETTER_MAKERS: dict[str, Maker] = {kind.code: written for kind in LETTER_KINDS}


def proposals(form: DocumentForm, campaign: Campaign | None, view: View) -> Mapping[str, str]:
    """Return title, receivers and body as the form words them about the campaign in hand; {} without one."""
    if campaign is None:
        return {}
    blanks = {
        "campaign": campaign.title,
        "issuer": campaign.issuer,
        "basis": in_chinese(campaign.basis),
        "year": str(campaign.year),
        "communities": str(len(view.communities.all())),
        "orgs": str(len(view.party_orgs.all())),
        "phases": str(len(view.phases.find(campaign_id=campaign.id))),
        "tasks": str(len(view.tasks.find(campaign_id=campaign.id))),
    }
    found = {code: filled(form, code, **blanks) for code in ("title", "receivers", "meeting")}
    found["body"] = "\n".join(filled_lines(form, "body", **blanks))
    return {code: text for code, text in found.items() if text}
