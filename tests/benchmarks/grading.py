"""Grading 5,000 organisations with every reason, against adding the same points and sorting, bare."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from time import process_time

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.forms import OverrideBasis, RateBase, ScoreForm
from dangjian_desktop.domain.grading import ClauseFact
from dangjian_desktop.domain.organisations import OrgCategory, PartyOrg
from dangjian_desktop.domain.scoring import ScoreEntry, Stage
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.ballot_views import SubjectFigures
from dangjian_desktop.services.scoring_lists import Record, category_of
from tests.benchmarks.figures import Figure

ORGANISATIONS, TIMES = 5_000, 7
BARE = "Fraction 加总同样的分、按分排序，不带理由"


def measure() -> list[Figure]:
    """Grade the same organisations bare and with reasons, in turn."""
    form = Catalog(forms_folder(), None).score_form("five_good_rural", "2012")
    record, figures = invented(form)

    def whole() -> None:
        category_of(form, [OrgCategory.RURAL], record, figures)

    def written() -> None:
        for row in category_of(form, [OrgCategory.RURAL], record, figures).rows:
            for step in row.steps:
                assert step.title
                assert step.text

    runs = [(timed(lambda: bare(record)), timed(whole), timed(written)) for _ in range(TIMES)]
    base, graded, told = (list(column) for column in zip(*runs, strict=True))
    return [
        Figure("5000 个党组织定级，理由在手", "毫秒", BARE, graded, base, aim=6),
        Figure("5000 个党组织定级，理由逐句写出", "毫秒", BARE, told, base, aim=6),
    ]


def timed(work: Callable[[], object]) -> float:
    """Return the processor milliseconds of one run, what was left before taken away first."""
    gc.collect()
    start = process_time()
    work()
    return (process_time() - start) * 1000


def bare(record: Record) -> list[tuple[Fraction, str]]:
    """Add every organisation's points and sort."""
    return sorted(
        (sum((entry.points for entry in entries), Fraction(0)), org)
        for org, entries in record.entries.items()
    )


def invented(form: ScoreForm) -> tuple[Record, tuple[SubjectFigures, ...]]:
    """Return invented organisations with all points, answers and rates."""
    dice = random.Random(5)
    orgs = tuple(
        PartyOrg(id=f"{n:032d}", name=f"第{n}村党支部", category=OrgCategory.RURAL, founded=date(1980, 1, 1))
        for n in range(ORGANISATIONS)
    )
    typed = [i for i in form.indicators if not i.rate]
    asked = [o for o in form.overrides if o.basis is OverrideBasis.ANSWERED]
    entries = {
        org.id: [
            ScoreEntry(
                id=f"{org.id}{i.code}{stage}",
                campaign_id="c",
                party_org_id=org.id,
                indicator=i.code,
                stage=stage,
                points=i.max_points - Fraction(dice.randrange(6), 2),
                reason="材料不全",
            )
            for stage in (Stage.SELF, Stage.ASSESSMENT)
            for i in typed
        ]
        for org in orgs
    }
    facts = {
        org.id: [
            ClauseFact(
                id=f"{org.id}{o.code}", campaign_id="c", party_org_id=org.id, clause=o.code, holds=False
            )
            for o in asked
        ]
        for org in orgs
    }
    figures = tuple(
        SubjectFigures(
            form_code="satisfaction",
            community_id=None,
            party_org_id=org.id,
            person_id=None,
            meetings=(),
            rates=(
                RateFigure(
                    code="satisfied",
                    name="满意率",
                    numerator=dice.randrange(80, 120),
                    denominator=120,
                    base=RateBase.VALID,
                ),
            ),
            complete=True,
        )
        for org in orgs
    )
    record = Record(
        day=date(2012, 4, 1), orgs=orgs, communities={}, entries=entries, facts=facts, decisions={}
    )
    return record, figures
