"""What the 计票结果报告单 says besides the figures: how the count was proved, and how it was typed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import Checking, Meeting
from dangjian_desktop.domain.entries import EntryState, pairs_of, typist_errors
from dangjian_desktop.domain.proofs import Balance, Equation, Proof, reason_for
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.ballots import BALANCE_WORDS, PROOF_WORDS
from dangjian_desktop.services.meeting_rows import proof_at

if TYPE_CHECKING:
    from dangjian_desktop.kernel.findings import Finding
    from dangjian_desktop.services.ballot_views import MeetingSheet
    from dangjian_desktop.storage.repositories import Repositories

_ASKED = re.compile(r"[，。]请")
"""Where a sentence goes over from what is the matter to what is to be done; a signed paper has the first."""


def balance_words(equation: Equation, *, alone: bool = True) -> str:
    """Write one equation: 干部：收回 8 = 有效 7 + 无效 1 + 空白 0; not ``alone``: without the group."""
    kind = str(equation.balance)
    if equation.balance is not Balance.ITEM:
        kind += "_off" if not equation.holds else "" if equation.counted else "_reckoned"
    said = BALANCE_WORDS[kind].format(item=equation.item, whole=equation.whole, parts=equation.parts)
    return f"{equation.group}：{said}" if alone else said


def proof_lines(view: Repositories, sheet: MeetingSheet) -> tuple[str, ...]:
    """Return the lines of the report about the proof: equations, double entry, warnings with reasons.

    The papers of groups too small to be shown stand in no equation that breaks them down; a group without
    papers stands in none.
    """
    proof = proof_at(view, sheet.form, sheet.meeting)
    items = [one for one in proof.equations if one.balance is Balance.ITEM]
    off = sum(not one.holds for one in items)
    told = PROOF_WORDS["items_off" if off else "items"].format(count=len(sheet.form.items), off=off)
    lines = [PROOF_WORDS["head"].format(items=told)]
    for group in sheet.form.groups:
        if not any(one.whole or any(one.parts) for one in proof.equations if one.group == group.name):
            continue
        shown = [Balance.ISSUED] if group.code in sheet.tally.hidden else [Balance.ISSUED, Balance.RETURNED]
        balances = "；".join(
            balance_words(one, alone=False)
            for one in proof.equations
            if one.group == group.name and one.balance in shown
        )
        lines.append(PROOF_WORDS["group"].format(group=group.name, balances=balances))
    lines.extend(_entry_lines(view, sheet.meeting))
    lines.extend(_explained(proof, sheet.meeting))
    return tuple(lines)


def _entry_lines(view: Repositories, meeting: Meeting) -> list[str]:
    if meeting.totals_only:
        return [PROOF_WORDS["totals"]]
    if meeting.second is Checking.NONE:
        return [PROOF_WORDS["once"]]
    pairs = pairs_of(view.ballots.of_meeting(meeting.id))
    settled = sum(p.state is EntryState.SETTLED for p in pairs)
    differing = settled + sum(p.state is EntryState.DIFFERENT for p in pairs)
    errors = typist_errors(pairs, {}, "")
    wrong, judged = sum(e.wrong for e in errors), sum(e.judged for e in errors)
    share = percent(errors[0].share, 2) if errors and errors[0].share is not None else "—"
    way = PROOF_WORDS["all" if meeting.second is Checking.ALL else "sample"]
    way = way.format(percent=meeting.percent, start=meeting.sample_start)
    return [
        PROOF_WORDS["twice"].format(
            way=way,
            papers=len(pairs),
            differing=differing,
            settled=settled,
            wrong=wrong,
            judged=judged,
            share=share,
        )
    ]


def _explained(proof: Proof, meeting: Meeting) -> list[str]:
    """Return the warnings, numbered, with the reason given for each once the count is closed."""
    if meeting.finished_on is None:
        return [PROOF_WORDS["open"]] if proof.findings else []
    return [
        PROOF_WORDS["explained"].format(
            number=number,
            fact=_fact(found),
            clause=PROOF_WORDS["clause"].format(clause=found.where.clause) if found.where.clause else "",
            reason=reason_for(found, meeting.answers).rstrip("。"),
        )
        for number, found in enumerate(proof.warnings, 1)
    ]


def _fact(found: Finding) -> str:
    """Return what was found, without the meeting (the report's title) and what the clerk was asked to do."""
    said = sentence(replace(found, where=replace(found.where, record="", clause="")))
    return _ASKED.split(said, maxsplit=1)[0].rstrip("。")
