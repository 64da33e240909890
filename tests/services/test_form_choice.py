"""五个好 and 七项指标: points sum to 100, evidence is asked, another form is chosen in time."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.scoring import ScoreEntry, Stage, sheet_total
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.scoring_views import PointsEdit
from tests.services.assessed_township import CAMPAIGN, CLOCK, township

KINDS = ("rural", "community", "office", "non_public", "education_health")
SEVEN = ("带头人", "工作思路", "工作制度", "活动阵地", "保障机制", "工作业绩", "群众评价")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = township(tmp_path)
    yield office_of(made.book, made.catalog, CLOCK)
    made.book.close()


@pytest.mark.parametrize("kind", KINDS)
def test_seven_points_have_seven_heads_a_hundred_points_and_evidence(kind: str) -> None:
    form = Catalog().score_form(f"seven_points_{kind}")
    assert tuple(g.name for g in form.groups) == SEVEN
    assert form.full_points() == 100
    assert {i.group for i in form.indicators} == {g.code for g in form.groups}
    assert all(i.evidence for i in form.indicators if not i.rate)
    assert [i.bonus for i in form.indicators].count(True) == 1


def entry(code: str, points: Fraction, reason: str = "") -> ScoreEntry:
    return ScoreEntry(
        id=code,
        campaign_id="c",
        party_org_id="o",
        indicator=code,
        stage=Stage.SELF,
        points=points,
        reason=reason,
    )


def test_a_bonus_adds_up_to_the_full_points_and_no_further() -> None:
    form = Catalog().score_form("seven_points_rural")
    whole = [entry(i.code, i.max_points) for i in form.indicators if not i.bonus]
    assert sheet_total(form, Stage.SELF, whole).total == 100
    over = sheet_total(form, Stage.SELF, [*whole, entry("results_honour", Fraction(2))])
    assert over.total == 100
    assert over.so_far == 102
    assert over.working.endswith("按 100 分计")
    less = [entry("leader_team", Fraction(5)), *whole[:1], *whole[2:], entry("results_honour", Fraction(1))]
    assert sheet_total(form, Stage.SELF, less).total == 99


def test_a_bonus_needs_its_reason_and_has_a_cap(office: Office) -> None:
    office.grading.forms.use(CAMPAIGN, "seven_points_rural")
    given = PointsEdit(indicator="results_honour", points=Fraction(2))
    sheet = office.scoring.record_points(CAMPAIGN, "org-0", (given,)).value
    assert [f.code for f in sheet.assessed.findings] == ["scoring.no_bonus_reason"]
    with pytest.raises(Rejected) as refused:
        office.scoring.record_points(
            CAMPAIGN, "org-0", (PointsEdit(indicator="results_honour", points=Fraction(9)),)
        )
    assert [f.code for f in refused.value.findings] == ["scoring.points_out_of_range"]


def test_another_form_is_chosen_until_somebody_is_scored(office: Office) -> None:
    (rural,) = office.grading.forms.offered(CAMPAIGN)
    assert [f.code for f in rural.forms] == ["five_good_rural", "seven_points_rural"]
    assert rural.chosen is not None
    assert rural.chosen.code == "five_good_rural"
    office.grading.forms.use(CAMPAIGN, "seven_points_rural")
    assert office.scoring.rating_list(CAMPAIGN).categories[0].form.code == "seven_points_rural"
    edit = PointsEdit(indicator="leader_team", points=Fraction(7))
    office.scoring.record_points(CAMPAIGN, "org-0", (edit,))
    with pytest.raises(Rejected) as refused:
        office.grading.forms.use(CAMPAIGN, "five_good_rural")
    assert [f.code for f in refused.value.findings] == ["scoring.form_in_use"]
    office.upkeep.undo()
    office.grading.forms.use(CAMPAIGN, "five_good_rural")
