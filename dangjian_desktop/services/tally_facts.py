"""The papers of a count: 计票结果报告单 and 测评汇总表, small groups never shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import meetings as meeting_papers
from dangjian_desktop.domain.ballot_lists import words_of
from dangjian_desktop.domain.forms import BallotForm, DocumentForm
from dangjian_desktop.domain.paper_charts import Tone
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.tallies import GroupTally, ItemTally, RateFigure, tones_of
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.ballots import (
    BASE_NAMES,
    BLANK_NOTE,
    FEW_ANSWERS_NOTE,
    SCORE_NOTE,
    SEVERAL_NOTE,
    SEVERAL_SCORE,
)
from dangjian_desktop.services.ballot_papers import proof_lines

if TYPE_CHECKING:
    from dangjian_desktop.services.ballot_views import MeetingSheet
    from dangjian_desktop.services.paper_facts import Sources, Typed

UNKNOWN = "—"
VOTES, SHARE = "票数", "占有效票"
WHOLE = "全部参评人员"


def tally_report(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The result of one meeting; groups too small to be shown stay hidden."""
    sheet = sources.sheet()
    _refuse_void(sheet)
    refuse_empty(sheet)
    shown_groups = {g.group: g for g in sheet.tally.groups}
    rules = sheet.form.rates
    facts = meeting_papers.TallyFacts(
        issuer=typed.text("issuer"),
        meeting=sheet.meeting.title,
        subject=sheet.row.subject,
        held=sheet.meeting.held_on or sources.today,
        dated=typed.day("dated"),
        groups=(
            *(_group_line(sheet, g.code, g.name, shown_groups.get(g.code)) for g in sheet.form.groups),
            _whole_line(sheet),
        ),
        tables=tuple(result_tables(sheet.form, sheet.tally.total)),
        base="、".join(dict.fromkeys(BASE_NAMES[rule.base].removesuffix("为分母") for rule in rules)),
        notes=(
            _score_note(sheet.tally.total) + BLANK_NOTE,
            *(f"注：{note}" for note in _several_notes(sheet.form, sheet.tally.total)),
            *(f"注：{note}" for note in _hidden_note(sheet.form, sheet.tally.hidden)),
            *proof_lines(sources.view, sheet),
        ),
        tellers=sheet.meeting.tellers,
        scrutineers=sheet.meeting.scrutineers,
    )
    return meeting_papers.tally_report(facts, form)


def appraisal_summary(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """测评汇总表: a line per person or item, the whole meeting first, then each group that may be shown."""
    sheet = sources.sheet()
    _refuse_void(sheet)
    refuse_empty(sheet)
    groups = [
        (WHOLE, sheet.tally.total),
        *((g.name, g) for g in sheet.tally.groups if len(sheet.form.groups) > 1),
    ]
    facts = meeting_papers.SummaryFacts(
        issuer=typed.text("issuer"),
        meeting=sheet.meeting.title,
        subject=sheet.row.subject,
        dated=typed.day("dated"),
        pages=tuple(
            meeting_papers.SummaryPage(
                group=name,
                papers=(group.returned, group.valid, group.invalid, group.blank),
                table=table,
                notes=notes,
            )
            for name, group in groups
            for table, notes in _noted_tables(sheet.form, group)
        ),
        notes=_hidden_note(sheet.form, sheet.tally.hidden),
        places=sheet.form.places,
    )
    return meeting_papers.appraisal_summary(facts, form)


def result_tables(form: BallotForm, group: GroupTally) -> Iterator[meeting_papers.ResultTable]:
    """Yield a table for each stretch of items with the same options, and one for each of several ticks."""
    places = {id(item): n for n, item in enumerate(group.items)}
    for (several, people, _), together in groupby(
        group.items, key=lambda i: (i.several, i.subject is not None, i.options)
    ):
        items = tuple(together)
        if several:
            yield from (_ticks(form, group, item) for item in items)
        else:
            yield _table(form, items, [places[id(item)] for item in items], people=people)


def _noted_tables(
    form: BallotForm, group: GroupTally
) -> Iterator[tuple[meeting_papers.ResultTable, tuple[str, ...]]]:
    """Yield the tables of a group, each with the notes that explain it."""
    several = {item.text: item for item in group.items if item.several}
    for table in result_tables(form, group):
        item = several.get(table.title)
        notes = _notes_of_ticks(form, item) if item is not None and not item.hidden else ()
        if any(None in row.votes for row in table.rows):
            notes = (*notes, FEW_ANSWERS_NOTE.format(least=form.smallest_group))
        yield table, notes


def _score_note(group: GroupTally) -> str:
    """Say what the scores are divided by: it is not what the rates are divided by."""
    scored = [item for item in group.items if item.score is not None and not (item.several or item.hidden)]
    left_out = [f"“{o.text}”" for item in scored for o in item.options if o.weight is None]
    named = "、".join((*dict.fromkeys(left_out), f"“{meeting_papers.BLANK}”"))
    return SCORE_NOTE.format(left_out=named) if scored else ""


def _several_notes(form: BallotForm, group: GroupTally) -> tuple[str, ...]:
    found = (note for item in group.items if item.several for note in _notes_of_ticks(form, item))
    return tuple(dict.fromkeys(found))


def _notes_of_ticks(form: BallotForm, item: ItemTally) -> tuple[str, ...]:
    if item.score is None:
        return (SEVERAL_NOTE,)
    score = shown(item.score, form.places)
    return (SEVERAL_NOTE, SEVERAL_SCORE.format(item=item.text, score=score, papers=item.answered))


def _ticks(form: BallotForm, group: GroupTally, item: ItemTally) -> meeting_papers.ResultTable:
    texts = (*(o.text for o in item.options), meeting_papers.BLANK)
    counts: tuple[int | None, ...] = (None,) * len(texts) if item.hidden else (*item.counts, item.blank)
    lines = zip(texts, counts, strict=True)
    return meeting_papers.ResultTable(
        title=item.text,
        options=(VOTES,),
        rate_names=(SHARE,),
        rows=tuple(
            meeting_papers.ItemCount(
                text=text,
                votes=(count,),
                rates=(
                    UNKNOWN if count is None else _percent(form, RateFigure.of_ballots(count, group.valid)),
                ),
            )
            for text, count in lines
        ),
    )


def _table(
    form: BallotForm, items: Sequence[ItemTally], places: Sequence[int], *, people: bool
) -> meeting_papers.ResultTable:
    codes = {option.code for option in items[0].options}
    names = {rule.code: rule.name for rule in form.rates if codes & set(rule.options)}
    several = people and len({item.of for item in items}) > 1
    no_score = UNKNOWN if any(option.weight is not None for option in items[0].options) else ""
    rows = []
    for item, place in zip(items, places, strict=True):
        text, note = _called(form, item)
        rows.append(
            meeting_papers.ItemCount(
                text=text,
                note=note,
                item=words_of(form, place) if several else "",
                votes=(None,) * (len(item.options) + 1) if item.hidden else (*item.counts, item.blank),
                rates=tuple(_percent(form, item.rate(code)) for code in names),
                score=no_score if item.score is None else shown(item.score, form.places),
            )
        )
    return meeting_papers.ResultTable(
        people=people,
        options=(*(o.text for o in items[0].options), meeting_papers.BLANK),
        tones=(*tones_of(items[0].options), Tone.BLANK),
        rate_names=tuple(names.values()),
        rows=tuple(rows),
    )


def _called(form: BallotForm, item: ItemTally) -> tuple[str, str]:
    """Return the text and the note of a row: those of one of the list, where it is about one."""
    if item.subject is None:
        return item.text, ""
    return form.listed[item.subject], form.listed_notes[item.subject]


def _percent(form: BallotForm, rate: RateFigure | None) -> str:
    return UNKNOWN if rate is None or rate.share is None else percent(rate.share, form.places)


def refuse_empty(sheet: MeetingSheet) -> None:
    """Raise ``papers.nothing_typed`` where no ballot of a meeting is typed: there is no result to print."""
    if not sheet.row.typed:
        raise Rejected(finding("papers.nothing_typed", where=Where(record=sheet.meeting.title)))


def _refuse_void(sheet: MeetingSheet) -> None:
    if sheet.tally.void:
        raise Rejected(*(f for f in sheet.tally.findings if f.code == "ballots.returned_over_issued"))


def _group_line(
    sheet: MeetingSheet, code: str, name: str, counted: GroupTally | None
) -> meeting_papers.GroupCount:
    head = sheet.meeting.head(code)
    return meeting_papers.GroupCount(
        name=name,
        due=head.expected,
        present=head.present,
        issued=head.issued,
        returned=head.returned,
        valid=counted.valid if counted else None,
        invalid=counted.invalid if counted else None,
        blank=counted.blank if counted else None,
    )


def _whole_line(sheet: MeetingSheet) -> meeting_papers.GroupCount:
    heads, total = sheet.meeting.heads, sheet.tally.total
    return meeting_papers.GroupCount(
        name="合计",
        due=sum(h.expected for h in heads),
        present=sum(h.present for h in heads),
        issued=sum(h.issued for h in heads),
        returned=sum(h.returned for h in heads),
        valid=total.valid,
        invalid=total.invalid,
        blank=total.blank,
    )


def _hidden_note(form: BallotForm, hidden: tuple[str, ...]) -> tuple[str, ...]:
    if not hidden:
        return ()
    names = "、".join(group.name for group in form.groups if group.code in hidden)
    return (f"{names}的票数少，为保护无记名测评，不单独列出。",)
