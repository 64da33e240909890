"""The papers of a survey: 测评结果对比表 and 双录不一致清单."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import surveys
from dangjian_desktop.domain.entries import EntryState, Pair, pairs_of
from dangjian_desktop.domain.forms import BallotForm, DocumentForm
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.domain.survey_rounds import ComparedLine
from dangjian_desktop.kernel.texts.ballots import COMPARED_WORDS
from dangjian_desktop.services.paper_asks import DATED, ISSUER, About, PaperKind
from dangjian_desktop.services.second_entry import part_name, side_words

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_facts import Sources, Typed
    from dangjian_desktop.services.survey_rounds import SurveyComparison

TABLE = ("pdf", "docx", "xlsx")
SURVEY_KINDS: tuple[PaperKind, ...] = (
    PaperKind("survey_comparison", "测评结果对比表", About.MEETING, TABLE, (ISSUER, DATED)),
    PaperKind("difference_list", "双录不一致清单", About.MEETING, TABLE, (ISSUER, DATED)),
)


def survey_comparison(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """Two rounds side by side: everybody first, then every group shown in both."""
    whole = sources.compared("")
    others = [sources.compared(group.code) for group in whole.groups if len(whole.form.groups) > 1]
    before = form.text("no_before")
    if whole.before is not None:
        held = whole.before.held_on
        day = chinese_date(held) if held else COMPARED_WORDS["none"]
        before = form.text("before").format(title=whole.before.title, date=day)
    facts = surveys.ComparisonFacts(
        issuer=typed.text("issuer"),
        meeting=whole.meeting.title,
        subject=sources.sheet().row.subject,
        dated=typed.day("dated"),
        before=before,
        tables=tuple(_table(one) for one in (whole, *others)),
        notes=form.lines("notes"),
    )
    return surveys.survey_comparison(facts, form)


def _table(one: SurveyComparison) -> surveys.ComparedFacts:
    group = one.form.group(one.group)
    return surveys.ComparedFacts(
        group=group.name if group else COMPARED_WORDS["everybody"],
        rows=tuple(row_of(line, one.form.places) for line in one.lines),
    )


def row_of(line: ComparedLine, places: int) -> tuple[str, ...]:
    """Return one figure of two rounds as it is written: item, measure, then both with their ballots."""
    none = COMPARED_WORDS["none"]
    sides = [
        part
        for one in (line.before, line.after)
        for part in (one.parts if one else none, line.figure(one, places))
    ]
    bases = dict.fromkeys(one.base for one in (line.before, line.after) if one is not None and one.base)
    item = line.item or COMPARED_WORDS["whole"]
    return (
        item,
        line.measure,
        *(part or none for part in sides),
        "、".join(bases) or none,
        line.movement(places),
    )


def difference_list(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The papers two typists read differently, place by place, with what is decided so far."""
    sheet = sources.sheet()
    pairs = pairs_of(sources.view.ballots.of_meeting(sheet.meeting.id))
    differing = [p for p in pairs if p.state in (EntryState.DIFFERENT, EntryState.SETTLED)]
    facts = surveys.DifferenceFacts(
        issuer=typed.text("issuer"),
        meeting=sheet.meeting.title,
        dated=typed.day("dated"),
        rows=tuple(row for pair in differing for row in _places(pair, sheet.form)),
        papers=len(differing),
        compared=len(pairs),
        open=sum(p.state is EntryState.DIFFERENT for p in differing),
    )
    return surveys.difference_list(facts, form)


def _places(pair: Pair, form: BallotForm) -> Iterator[tuple[str, str, str, str, str]]:
    for place in pair.places:
        name = part_name(place) if place < 0 else f"{place + 1}．{form.items[place].text}"
        first, second = (side_words(one, place, form) for one in (pair.first, pair.second))
        settled = side_words(pair.settled, place, form) if pair.settled is not None else ""
        yield (f"{pair.number:03d}", name, first, second, settled)
