"""评分表 out and back, all points at once, stages side by side, rules tried on a copy."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.domain.scoring import WHOLE, Stage
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.score_books import FileState, ReadFile, files_in
from dangjian_desktop.services.scoring import GradeWish
from dangjian_desktop.services.scoring_views import PointsEdit
from dangjian_desktop.services.what_if import Trial
from tests.services.assessed_township import (
    CAMPAIGN,
    CLOCK,
    TODAY,
    Township,
    assessed,
    no_violations,
    points,
    survey,
    township,
)

CATEGORY = "five_good_rural"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Township]:
    found = township(tmp_path)
    assessed(found)
    yield found
    found.book.close()


@pytest.fixture
def office(made: Township) -> Office:
    return office_of(made.book, made.catalog, CLOCK)


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    found = tmp_path / "评分表"
    found.mkdir()
    assert office.grading.books.send(CAMPAIGN, found, Stage.ASSESSMENT).value == 12
    return found


def mend(folder: Path, name: str, **cells: Any) -> None:
    path = folder / f"{name}评分表.xlsx"
    book = load_workbook(path)
    for address, value in cells.items():
        book.worksheets[0][address] = value
    book.save(path)


def read(office: Office, folder: Path) -> dict[str, ReadFile]:
    plan = office.grading.books.read(CAMPAIGN, files_in(folder))
    return {one.file.removesuffix("评分表.xlsx"): one for one in plan.files}


def written(book: Path) -> dict[str, str]:
    """Return what is stored beside and in a book: what was committed last stands in the log (``-wal``)."""
    files = (path for path in book.parent.iterdir() if not path.name.endswith("-shm"))
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def codes(one: ReadFile) -> list[str]:
    return [f.code for f in one.findings]


# ---------------------------------------------------------------- files


def test_only_points_and_reasons_can_be_typed(folder: Path) -> None:
    page = load_workbook(folder / "青桥村党总支评分表.xlsx").worksheets[0]
    assert page.protection.sheet
    assert page["B4"].protection.locked
    assert not page["F4"].protection.locked
    assert not page["G4"].protection.locked
    survey = next(row for row in page.iter_rows() if row[7].value == "masses_survey")
    assert survey[5].protection.locked


def test_what_was_sent_comes_back_without_a_change(office: Office, folder: Path) -> None:
    files = read(office, folder)
    assert len(files) == 12
    assert {one.state for one in files.values()} == {FileState.SAME}


def test_each_file_says_what_is_wrong_and_the_rest_is_one_step(office: Office, folder: Path) -> None:
    mend(folder, "青桥村党总支", F4=7, G4="缺一职")
    mend(folder, "梅岭村党总支", F4=99)
    mend(folder, "芦荡村党总支", F4="七分")
    mend(folder, "上塘村党总支", F5=1, G5=None)
    (folder / "空.xlsx").write_bytes(b"nothing")
    (folder / "~$青桥村党总支评分表.xlsx").write_bytes(b"lock")
    files = read(office, folder)
    assert len(files) == 13
    assert files["青桥村党总支"].state is FileState.CHANGED
    assert codes(files["梅岭村党总支"]) == ["scoring.points_out_of_range"]
    at = files["梅岭村党总支"].findings[0].where
    assert (at.file, at.sheet, at.cell) == ("梅岭村党总支评分表.xlsx", "评分表", "F4")
    assert codes(files["芦荡村党总支"]) == ["scoring.not_points"]
    assert "scoring.no_reason" in codes(files["上塘村党总支"])
    assert files["上塘村党总支"].state is FileState.CHANGED
    assert files["空.xlsx"].state is FileState.REFUSED

    before = office.scoring.rating_list(CAMPAIGN)
    assert office.grading.books.apply(office.grading.books.read(CAMPAIGN, files_in(folder))).value == 2
    row = office.scoring.rating_list(CAMPAIGN).row("org-1")
    assert row is not None
    assert row.sheet.lines[0].points == 7
    office.upkeep.undo()
    assert office.scoring.rating_list(CAMPAIGN) == before


def test_two_files_of_one_organisation_and_a_file_of_nobody_are_refused(office: Office, folder: Path) -> None:
    mend(folder, "青桥村党总支", F4=7, G4="缺一职")
    (folder / "青桥村再交.xlsx").write_bytes((folder / "青桥村党总支评分表.xlsx").read_bytes())
    mend(folder, "梅岭村党总支", H2="", A2="党组织：不认识的支部")
    files = read(office, folder)
    for name in ("青桥村党总支", "青桥村再交.xlsx"):
        assert codes(files[name]) == ["scoring.file_twice"]
        assert files[name].state is FileState.REFUSED
    assert codes(files["梅岭村党总支"]) == ["scoring.file_of_nobody"]
    assert office.grading.books.read(CAMPAIGN, files_in(folder)).absent == ("梅岭村党总支",)


def test_a_sheet_of_another_edition_is_refused_before_its_points_are_read(
    office: Office, folder: Path
) -> None:
    mend(folder, "青桥村党总支", H1="five_good_rural@2011", F4=7, G4="缺一职")
    (told,) = read(office, folder)["青桥村党总支"].findings
    assert (told.code, told.where.sheet) == ("scoring.file_other_edition", "评分表")
    assert "2011 版" in sentence(told)
    mend(folder, "青桥村党总支", H1=None)  # a form from elsewhere says no edition
    assert read(office, folder)["青桥村党总支"].state is FileState.CHANGED


def test_a_name_is_enough_where_the_number_is_gone(office: Office, folder: Path) -> None:
    mend(folder, "青桥村党总支", H2="", F4=7, G4="缺一职")
    assert read(office, folder)["青桥村党总支"].org_id == "org-1"


def test_nothing_new_and_no_file_are_told(office: Office, folder: Path) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.books.apply(office.grading.books.read(CAMPAIGN, files_in(folder)))
    assert [f.code for f in refused.value.findings] == ["scoring.nothing_to_read"]
    with pytest.raises(Rejected) as refused:
        office.grading.books.read(CAMPAIGN, ())
    assert [f.code for f in refused.value.findings] == ["scoring.no_files"]


# ---------------------------------------------------------------- all points at once


def test_many_points_are_one_step_and_all_or_none(office: Office) -> None:
    fine = PointsEdit(indicator="leadership_team", points=Fraction(7), reason="缺一职")
    wrong = PointsEdit(indicator="leadership_team", points=Fraction(70))
    with pytest.raises(Rejected) as refused:
        office.scoring.record_all(CAMPAIGN, {"org-0": [fine], "org-1": [wrong]})
    assert refused.value.findings[0].where.record == "青桥村党总支"
    assert office.scoring.record_all(CAMPAIGN, {f"org-{n}": [fine] for n in range(12)}).value == 12
    matrix = office.grading.tables.matrix(CAMPAIGN, CATEGORY)
    assert {row.sheet.lines[0].points for row in matrix.rows} == {Fraction(7)}
    office.upkeep.undo()
    matrix = office.grading.tables.matrix(CAMPAIGN, CATEGORY)
    assert {row.sheet.lines[0].points for row in matrix.rows} != {Fraction(7)}


def test_points_taken_back_are_missing_again(office: Office) -> None:
    gone = PointsEdit(indicator="leadership_team", points=None)
    office.scoring.record_all(CAMPAIGN, {"org-0": [gone]})
    row = office.grading.tables.matrix(CAMPAIGN, CATEGORY).rows[0]
    assert row.sheet.missing == ("leadership_team",)


# ---------------------------------------------------------------- stages


def test_stages_stand_side_by_side_and_none_replaces_another(office: Office) -> None:
    whole = PointsEdit(indicator=WHOLE, points=Fraction(88), stage=Stage.SUPERIOR)
    office.scoring.record_all(CAMPAIGN, {"org-0": [whole]})
    for grade in ("good", "fair"):
        office.scoring.decide(
            GradeWish(
                campaign_id=CAMPAIGN,
                party_org_id="org-0",
                grade=grade,
                reason="综合研究",
                decided_by="镇党委会议",
                decided_on=TODAY,
            )
        )
    line = next(x for x in office.grading.tables.stages(CAMPAIGN).lines if x.org.id == "org-0")
    assert (line.superior.score, line.superior.grade) == (Fraction(88), "较好")
    assert line.assessed.grade == "好"
    assert (line.committee.grade, line.review.grade) == ("好", "较好")
    assert line.counted is Stage.ASSESSMENT
    assert line.spread is not None
    row = office.scoring.rating_list(CAMPAIGN).row("org-0")
    assert row is not None
    assert row.score == line.assessed.score


def test_a_list_of_the_poor_without_any_says_so(tmp_path: Path) -> None:
    made = township(tmp_path, communities=1)
    survey(made, 0, satisfied=39, valid=40)
    points(made, 0, Fraction(2))
    no_violations(made, range(1))
    office = office_of(made.book, made.catalog, CLOCK)
    for kind in ("poor_list", "poor_detail"):
        with pytest.raises(Rejected) as refused:
            office.papers.draft(PaperWish(kind=kind, values={"issuer": "镇党委"}))
        assert [f.code for f in refused.value.findings] == ["papers.nobody_poor"]
    made.book.close()


# ---------------------------------------------------------------- what if


def test_other_rules_move_others_and_never_touch_the_record(office: Office, made: Township) -> None:
    office.scoring.rating_list(CAMPAIGN)
    before = written(made.book.path)
    now = office.grading.what_if.attempt(CAMPAIGN, CATEGORY, Trial())
    assert now.moved == 0
    tried = office.grading.what_if.attempt(
        CAMPAIGN,
        CATEGORY,
        Trial(
            edges={"good": Fraction(95)},
            quotas={"good": Fraction(1, 2)},
            bar=Fraction(1, 2),
            weight=Fraction(3, 10),
        ),
    )
    assert tried.moved > 0
    assert [b.scores.low for b in tried.form.bands] == [95, 80, 60, None]
    assert [b.scores.high for b in tried.form.bands] == [None, 95, 80, 60]
    assert written(made.book.path) == before
    kept = made.catalog.score_form(CATEGORY)
    assert kept.bands[0].scores.low == 90


@pytest.mark.parametrize(
    ("trial", "moved"),
    [
        (Trial(edges={"good": Fraction(95)}), {"青桥", "梅岭", "上塘"}),
        (Trial(quotas={"good": Fraction(1, 2)}), {"青桥", "梅岭", "上塘"}),
        (Trial(bar=Fraction(1, 2)), {"芦荡"}),
        (Trial(weight=Fraction(3, 10)), {"大湾", "新苑"}),
    ],
    ids=["edge", "quota", "bar", "weight"],
)
def test_each_rule_tried_alone_moves_whom_it_must(office: Office, trial: Trial, moved: set[str]) -> None:
    lines = office.grading.what_if.attempt(CAMPAIGN, CATEGORY, trial).lines
    assert {line.name.removesuffix("村党总支") for line in lines if line.moved} == moved


@pytest.mark.parametrize(
    ("trial", "code"),
    [
        (Trial(edges={"good": Fraction(70)}), "scoring.edges_crossed"),
        (Trial(edges={"good": Fraction(101)}), "scoring.edge_outside"),
        (Trial(quotas={"good": Fraction(2)}), "scoring.share_outside"),
    ],
)
def test_rules_that_cannot_be_are_told(office: Office, trial: Trial, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        office.grading.what_if.attempt(CAMPAIGN, CATEGORY, trial)
    assert code in [f.code for f in refused.value.findings]
