"""The papers of a survey: 测评结果对比表 and 双录不一致清单."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import surveys
from dangjian_desktop.domain.entries import EntryState, Pair, pairs_of
from dangjian_desktop.domain.forms import BallotForm, BallotItem, BallotOption, DocumentForm, ItemKind
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.domain.survey_figures import Level, SurveyLine
from dangjian_desktop.domain.survey_rounds import ComparedLine
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.numbers import percent, shown
from dangjian_desktop.kernel.texts.ballots import BASE_NAMES, COMPARED_WORDS, SEVERAL_NOTE, SURVEY_WORDS
from dangjian_desktop.services.paper_asks import DATED, ISSUER, About, PaperKind
from dangjian_desktop.services.second_entry import part_name, side_words
from dangjian_desktop.services.tally_facts import refuse_empty

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_facts import Sources, Typed
    from dangjian_desktop.services.survey_rounds import SurveyComparison
    from dangjian_desktop.services.survey_tables import SurveyTable

TABLE = ("pdf", "docx", "xlsx")
SURVEY_KINDS: tuple[PaperKind, ...] = (
    PaperKind("survey_comparison", "测评结果对比表", About.MEETING, TABLE, (ISSUER, DATED)),
    PaperKind("survey_figures", "各单位测评结果表", About.MEETING, TABLE, (ISSUER, DATED)),
    PaperKind("difference_list", "双录不一致清单", About.MEETING, TABLE, (ISSUER, DATED)),
)


def survey_comparison(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """Two rounds side by side: everybody first, then every group shown in both."""
    sheet = sources.sheet()
    refuse_empty(sheet)
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
        subject=sheet.row.subject,
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
        drawn=tuple(_drawn(one)),
    )


def _drawn(one: SurveyComparison) -> Iterator[surveys.ComparedBar]:
    """Yield the form's first rate in two rounds; the other figures stand in the table only."""
    places = one.form.places
    first = next((rule.name for rule in one.form.rates), "")
    for line in (line for line in one.lines if not line.points and line.measure == first):
        yield surveys.ComparedBar(
            name=line.item or COMPARED_WORDS["whole"],
            measure=line.measure,
            before=line.before.value if line.before else None,
            after=line.after.value if line.after else None,
            figures=(line.figure(line.before, places), line.figure(line.after, places)),
            movement="" if line.moved is None else line.movement(places),
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


def survey_figures(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """One survey over all meetings of the campaign: everybody first, then each group."""
    whole = sources.surveyed("")
    others = [sources.surveyed(group.code) for group in whole.form.groups if len(whole.form.groups) > 1]
    facts = surveys.FiguresFacts(
        issuer=typed.text("issuer"),
        name=whole.form.name,
        dated=typed.day("dated"),
        tables=tuple(made for one in (whole, *others) if one.lines for made in _figures(one, form)),
    )
    return surveys.survey_figures(facts, form)


def _figures(table: SurveyTable, paper: DocumentForm) -> Iterator[surveys.FiguresTable]:
    """Yield the rates of a group, then what it ticked at each item of which several may be."""
    group = table.form.group(table.group)
    name, form = group.name if group else COMPARED_WORDS["everybody"], table.form
    scored = (paper.text("score"),) if is_scored(form) else ()
    if form.rates or scored:
        yield surveys.FiguresTable(
            group=name,
            figures=(*(title for _, title in rate_titles(form)), *scored),
            rows=tuple(figure_row(line, form) for line in in_areas(table)),
            notes=notes_of(table),
        )
    for item in choice_items(form):
        options = item.options or form.options
        yield surveys.FiguresTable(
            group=name,
            item=item.text,
            figures=tuple(option.text for option in options),
            rows=tuple(_printed_choice(line, item, form) for line in in_areas(table, item)),
            notes=notes_of(table, item),
        )


def in_areas(table: SurveyTable, item: BallotItem | None = None) -> Iterator[SurveyLine]:
    """Yield the lines as they are printed: area by area, each with its sum, the whole last.

    A list stands person by person, but for an ``item`` that asks of no one on it.
    """
    persons = table.form.list_subject is not None and (item is None or item.each)
    level = Level.PERSON if persons else Level.UNIT
    for area in table.level(Level.AREA):
        yield from (line for line in table.level(level) if line.area == area.name)
        yield area
    yield from table.level(Level.WHOLE)


def figure_row(line: SurveyLine, form: BallotForm) -> tuple[str, ...]:
    """Return one line as it is written; the sum of an area says so."""
    rates = (rate_of(line, code, form.places) for code, _ in rate_titles(form))
    score = (score_of(line, form.places),) if is_scored(form) else ()
    return (*_lead(line), valid_of(line), *rates, *score)


def choice_row(line: SurveyLine, item: BallotItem, form: BallotForm) -> tuple[str, ...]:
    """Return what a line says of an item of which several may be ticked: the share of each option."""
    shares = (share_of(line, item.code, option, form.places) for option in item.options or form.options)
    return (*_lead(line), ballots_of(line, item), *shares)


def _printed_choice(line: SurveyLine, item: BallotItem, form: BallotForm) -> tuple[str, ...]:
    """Return the same as it is printed: narrow columns, the ballots below the share."""
    shares = (short_share_of(line, item, option, form.places) for option in item.options or form.options)
    return (*_lead(line), ballots_of(line, item), *(one.replace("（", "\n（") for one in shares))


def _lead(line: SurveyLine) -> tuple[str, str, str]:
    name = f"{line.name}{SURVEY_WORDS['sum']}" if line.level is Level.AREA else line.name
    unit = line.unit if line.level is Level.PERSON else ""
    return line.area if line.level is not Level.AREA else "", unit, name


def is_scored(form: BallotForm) -> bool:
    """Tell whether answers have points, so that a survey has a score."""
    singles = (item for item in form.items if item.kind is ItemKind.SINGLE)
    return any(option.weight is not None for item in singles for option in item.options or form.options)


def choice_items(form: BallotForm) -> tuple[BallotItem, ...]:
    """Return the items of which several options may be ticked."""
    return tuple(item for item in form.items if item.kind is ItemKind.MULTIPLE)


def rate_titles(form: BallotForm) -> tuple[tuple[str, str], ...]:
    """Return code and name of the rates a survey is compared by."""
    return tuple((rule.code, rule.name) for rule in form.rates)


def rate_of(line: SurveyLine, code: str, places: int) -> str:
    """Write a rate with its ballots: 88.6%（31/35）."""
    return _with_ballots(line.rate(code), places)


def share_of(line: SurveyLine, item: str, option: BallotOption, places: int) -> str:
    """Write the share of one of the options of which several may be ticked, with its ballots."""
    choice = line.choice(item)
    return _with_ballots(choice.share(option.code) if choice is not None else None, places)


def short_share_of(line: SurveyLine, item: BallotItem, option: BallotOption, places: int) -> str:
    """Write the same without the denominator where it is the valid ballots that stand in the line."""
    return share_of(line, item.code, option, places).replace(f"/{ballots_of(line, item)}）", "）")


def _with_ballots(rate: RateFigure | None, places: int) -> str:
    if rate is None or rate.share is None:
        return COMPARED_WORDS["none"]
    return f"{percent(rate.share, places)}（{rate.numerator}/{rate.denominator}）"


def ballots_of(line: SurveyLine, item: BallotItem) -> str:
    """Write the valid ballots the shares of an item are of."""
    choice = line.choice(item.code)
    shares = choice.shares if choice is not None else ()
    return str(max(one.denominator for one in shares)) if shares else COMPARED_WORDS["none"]


def valid_of(line: SurveyLine) -> str:
    """Write the valid ballots."""
    return COMPARED_WORDS["none"] if line.valid is None else str(line.valid)


def score_of(line: SurveyLine, places: int) -> str:
    """Write the points."""
    return COMPARED_WORDS["none"] if line.score is None else shown(line.score, places)


def notes_of(table: SurveyTable, item: BallotItem | None = None) -> tuple[str, ...]:
    """Say how the table (of rates, or of what was ticked at ``item``) was added, what its figures are of,
    what is not in it."""
    if item is not None:
        found = [SEVERAL_NOTE, SURVEY_WORDS["added"]]
    else:
        bases = "、".join(dict.fromkeys(BASE_NAMES[rule.base] for rule in table.form.rates))
        found = [SURVEY_WORDS["added"], SURVEY_WORDS["bases"].format(bases=bases)]
    if table.form.list_subject is not None and (item is None or item.each):
        found.append(SURVEY_WORDS["times"])
    if any(_left_out(line, item) for line in table.lines):
        found.append(SURVEY_WORDS["left_out"])
    for key, titles in (("void", table.void), ("open", table.open)):
        if titles:
            found.append(SURVEY_WORDS[key].format(titles="、".join(f"“{title}”" for title in titles)))
    return tuple(found)


def _left_out(line: SurveyLine, item: BallotItem | None) -> int:
    choice = line.choice(item.code) if item is not None else None
    return line.left_out + (choice.left_out if choice is not None else 0)


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
