"""The shipped forms: all load, each has its sources, and the figures the notices name."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from fractions import Fraction

import pytest

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.forms import BallotForm, ClauseEffect, Form, RosterForm, ScoreForm
from dangjian_desktop.domain.people import Person, PostRole, Voter
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence

CATALOG = Catalog()
SCORES = CATALOG.score_forms()
ALL: tuple[Form, ...] = (
    *CATALOG.ballot_forms(),
    *SCORES,
    *CATALOG.vetting_forms(),
    *CATALOG.roster_forms(),
    *(CATALOG.code_table(part.name) for part in fields(CATALOG.code_tables())),
    CATALOG.timeline_form("task_table"),
)


def test_no_shipped_form_is_broken() -> None:
    assert [sentence(f) for f in CATALOG.findings] == []


@pytest.mark.parametrize("form", ALL, ids=lambda f: f.code)
def test_every_form_names_its_sources(form: Form) -> None:
    assert form.sources
    assert all(s.document for s in form.sources)
    assert not form.own


@pytest.mark.parametrize("form", SCORES, ids=lambda f: f.code)
def test_score_sheets_have_a_hundred_points_in_five_or_seven_groups(form: ScoreForm) -> None:
    assert form.full_points() == 100
    if form.code.endswith("_grading"):  # of persons and 班子: points from the ballots alone
        assert all(i.rate for i in form.indicators)
        assert [(q.grade, q.share) for q in form.quotas] == [(form.bands[0].grade, Fraction(3, 10))]
        return
    assert all(i.criteria and (i.evidence or i.rate) for i in form.indicators)
    assert len(form.groups) == (7 if form.code.startswith("seven_points") else 5)
    assert {i.group for i in form.indicators} == {g.code for g in form.groups}
    assert [(q.grade, q.share) for q in form.quotas] == [("good", Fraction(1, 5)), ("poor", Fraction(1, 10))]
    assert [b.name for b in form.bands] == ["好", "较好", "一般", "较差"]


@pytest.mark.parametrize("form", SCORES, ids=lambda f: f.code)
def test_what_a_sheet_asks_of_ballots_their_form_gives(form: ScoreForm) -> None:
    assert form.survey is not None
    asked = {form.survey.rate, *(i.rate for i in form.indicators if i.rate), *(b.rate for b in form.bars)}
    for ballots in form.survey.ballots:
        rates = {form.survey.name_of(r.code, ballots) for r in CATALOG.ballot_form(ballots).rates}
        assert asked <= rates


@pytest.mark.parametrize("category", ["rural", "community", "office", "non_public", "education_health"])
def test_each_rated_category_has_its_sheet(category: str) -> None:
    form = CATALOG.score_form_for(category, date(2026, 10, 1))
    assert form is not None
    assert category in form.categories
    assert CATALOG.score_form_for("nothing") is None


def test_four_no_has_its_clauses_and_rates() -> None:
    form = CATALOG.vetting_form("four_no")
    effects = [c.effect for c in form.clauses]
    assert effects.count(ClauseEffect.VETO) == 4
    assert effects.count(ClauseEffect.ADMONITION) == 1
    rates = {r.code for r in CATALOG.ballot_form(form.ballot_form).rates}
    assert {c.rate for c in form.clauses if c.rate} <= rates


@pytest.mark.parametrize("form", CATALOG.ballot_forms(), ids=lambda f: f.code)
def test_ballots_are_typed_with_the_keys_one_to_four(form: BallotForm) -> None:
    assert [o.key for o in form.options] == ["1", "2", "3", "4"]
    assert form.smallest_group == 5
    assert all(form.option_by_key(o.key) == n for n, o in enumerate(form.options))
    assert form.option_by_key("9") is None


def test_heads_of_the_notices_are_known() -> None:
    groups = CATALOG.roster_form("work_groups")
    assert groups.field_of("片 名") == "area"
    assert groups.field_of("驻社区领导干部") == "resident_leader"
    assert groups.field_of("天气") is None
    table = CATALOG.timeline_form("task_table")
    assert table.synonyms()["due"][0] == "完成时间"
    assert [table.is_each_unit(w) for w in ("各社区组织委员", "镇组织人事办", "某人")] == [True, False, None]


def test_an_unknown_form_or_day_is_refused_in_words() -> None:
    with pytest.raises(Rejected) as refused:
        CATALOG.ballot_form("nothing")
    assert "测评表" in sentence(refused.value.findings[0])
    with pytest.raises(Rejected):
        CATALOG.ballot_form("satisfaction", edition="1999")
    with pytest.raises(Rejected) as early:
        CATALOG.ballot_form("satisfaction", on=date(1999, 1, 1))
    assert "1999-01-01" in sentence(early.value.findings[0])


def test_one_form_is_read_without_the_others() -> None:
    catalog = Catalog()
    catalog.ballot_form("satisfaction")
    assert list(catalog._forms) == [("ballots", "satisfaction")]


PERSONS = {part.name for kind in (Person, Voter) for part in fields(kind)} - {"number"}
PERSONS |= {"age", "title", "since", "until"}
HOLDERS = {role.value for role in PostRole}


@pytest.mark.parametrize("form", CATALOG.roster_forms(), ids=lambda f: f.code)
def test_every_column_about_a_person_says_what_it_is_kept_for(form: RosterForm) -> None:
    known = {column.field for column in form.columns}
    personal = (PERSONS if "name" in known else {"phone", "id_number"}) | HOLDERS
    assert not [one.field for one in form.columns if one.field in personal and not one.purpose]
    assert not [one.purpose for one in form.columns if len(one.purpose) > 30]
