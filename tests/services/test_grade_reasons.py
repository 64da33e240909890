"""定级说明 and 排名表: what is printed is what the record says, for one organisation or for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.domain.grade_bars import grade_bars
from dangjian_desktop.domain.grading import bands_words
from dangjian_desktop.domain.papers import ListTable, Paper
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.scoring_views import PointsEdit
from tests.services.assessed_township import CAMPAIGN, CLOCK, TODAY, assessed, township


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = township(tmp_path)
    assessed(made)
    yield office_of(made.book, made.catalog, CLOCK)
    made.book.close()


def decide(office: Office, grade: str, reason: str) -> None:
    wish = GradeWish(
        campaign_id=CAMPAIGN,
        party_org_id="org-3",
        grade=grade,
        reason=reason,
        decided_by="镇党委会议",
        decided_on=TODAY,
    )
    office.scoring.decide(wish)


def tables(paper: Paper) -> list[ListTable]:
    return [part for part in paper.parts if isinstance(part, ListTable)]


def reasons(office: Office, org: str = "") -> tuple[str, ...]:
    paper = office.papers.draft(PaperWish(kind="grade_reasons", values={"org": org, "issuer": "镇党委"}))
    return tuple(" ".join((*one.table.texts(), one.unit, *one.notes)) for one in tables(paper))


def test_one_organisation_has_its_points_steps_clauses_and_decisions(office: Office) -> None:
    decide(office, "plain", "满意率低")
    decide(office, "poor", "群众反映强烈")
    (words,) = reasons(office, "芦荡村党总支")
    for part in ("31÷35=88.6%", "不得评好、较好", "组厅字〔2012〕6号", "班子配齐、分工清楚"):
        assert part in words.replace(" ", ""), part
    assert "党委决定 一般" in words
    assert "复核 较差" in words
    assert "89.5 分为较好，79.5 分为一般，60 分为一般" in words


def test_points_lost_without_a_reason_are_told_as_such(office: Office) -> None:
    sheet = office.scoring.sheet(CAMPAIGN, "org-3")
    lost = next(one.indicator for one in sheet.assessed.lines if not one.working)
    office.scoring.record_points(
        CAMPAIGN, "org-3", [PointsEdit(indicator=lost.code, points=lost.max_points - 1)]
    )
    (words,) = reasons(office, "芦荡村党总支")
    assert f"{lost.text} " in words
    assert "没有写理由" in words


def test_without_a_name_everybody_has_a_page(office: Office) -> None:
    assert len(reasons(office)) == 12


def test_a_name_nobody_has_is_told(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        reasons(office, "没有的支部")
    assert [f.code for f in refused.value.findings] == ["papers.no_such_org"]


def test_the_ranking_states_quotas_ties_and_ranks(office: Office) -> None:
    paper = office.papers.draft(PaperWish(kind="ranking_list", values={"issuer": "镇党委"}))
    words = " ".join(tables(paper)[0].table.texts())
    assert "12 × 20% = 2.4，取 2 个" in words
    assert words.count("同分待定") == 2


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_both_go_to_files(office: Office, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"说明.{ending}"
    office.papers.save(PaperWish(kind="grade_reasons", values={"issuer": "镇党委"}), path)
    assert path.stat().st_size > 10_000


def test_bands_say_what_the_lines_give(office: Office) -> None:
    form = office.scoring.rating_list(CAMPAIGN).categories[0].form
    assert bands_words(form).startswith("90 分以上为好；80 分以上、不足 90 分为较好")


def test_the_spread_of_grades_stands_against_the_quotas(office: Office) -> None:
    paper = office.papers.draft(PaperWish(kind="grade_quota", values={"issuer": "镇党委"}))
    (part,) = tables(paper)
    words = " ".join((*part.table.texts(), *part.notes))
    (category,) = office.scoring.rating_list(CAMPAIGN).categories[:1]
    best = grade_bars(category.form, category.result)[0]
    assert best.against in words
    assert part.chart is not None
    bar = part.chart.rows[0].bars[0]
    parts = (best.decided, best.proposed, best.tied, best.outside)
    assert [one.value for one in bar.stretches] == [count for count in parts if count]
    assert bar.mark == 2
    assert "12 × 20% = 2.4，取 2 个" in words
