"""An invented pile of questionnaires (民情问卷) in a table file, and the book they are read into."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import Headcount, Meeting
from dangjian_desktop.domain.forms import BallotForm, BallotItem, BallotOption, ItemKind
from dangjian_desktop.kernel.paths import forms_folder
from tests.services.polled_township import CAMPAIGN

FORM = ("residents_survey", "2013")
NOTICE = (976, 2050, 1376)
"""The questionnaires of the notice of 2013: of cadres, members and residents, 4,402 in all."""
WORDS = ("", "", "", "路灯不亮", "把水管换了", "希望公开账目")

Answers = tuple[int, str, tuple[str, ...], str]


def form() -> BallotForm:
    """Return the form."""
    return Catalog(forms_folder()).ballot_form(*FORM)


def answers(sizes: Sequence[int], seed: int = 20_130_301) -> Iterator[Answers]:
    """Yield number, name of the group, the cell of every item and the words of each questionnaire."""
    chance, made = random.Random(seed), form()
    groups = [group.name for group, size in zip(made.groups, sizes, strict=True) for _ in range(size)]
    for number, group in enumerate(groups, 1):
        cells = tuple(_cell(chance, item, made.options_of(place)) for place, item in enumerate(made.items))
        yield number, group, cells, chance.choice(WORDS)


def _cell(chance: random.Random, item: BallotItem, options: Sequence[BallotOption]) -> str:
    if item.kind is ItemKind.MULTIPLE:
        count = chance.randint(max(1, item.at_least), item.at_most)
        return "、".join(sorted(one.key for one in chance.sample(list(options), count)))
    return chance.choice([*(option.text for option in options), ""])


def write(path: Path, sizes: Sequence[int]) -> Path:
    """Write the questionnaires into a workbook as a clerk would: one a row."""
    import xlsxwriter

    made = form()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("民情问卷")
        heads = ("票号", "类别", *(item.text for item in made.items), *(one.text for one in made.remarks))
        sheet.write_row(0, 0, heads)
        for row, (number, group, cells, words) in enumerate(answers(sizes), 1):
            sheet.write_row(row, 0, (number, group, *cells, words))
    return path


def meeting(sizes: Sequence[int], at: str = "survey") -> Meeting:
    """Return the survey whose papers all came back."""
    heads = tuple(
        Headcount(group=group.code, expected=size, present=size, issued=size, returned=size)
        for group, size in zip(form().groups, sizes, strict=True)
    )
    return Meeting(
        id=at, campaign_id=CAMPAIGN, form_code=FORM[0], form_edition=FORM[1], title="全镇民情问卷",
        community_id="village-0", held_on=date(2013, 4, 15), heads=heads,
    )  # fmt: skip
