"""A list of posts, ended ones too, made from the sample township and read in again, changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.shots import MOMENT
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.progress import Silent
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.roster_export import RosterPart
from dangjian_desktop.services.roster_views import PersonLine, PostLine
from dangjian_desktop.services.unit_fields import ORGS

HEAD = "姓名\t出生年月\t社区\t党组织\t职务\t任职时间\t离任时间"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = ProgramOpener(FixedClock(MOMENT)).sample(tmp_path_factory.mktemp("again") / "栖梧镇.djb", Silent())
    yield made
    made.upkeep.close(backup=False)


def row(line: PersonLine, one: PostLine) -> str:
    """Write one post as an office lists it."""
    post, birth = one.post, line.person.birth
    since, until = (day.isoformat() if day else "" for day in (post.since, post.until))
    places = (one.body, "") if post.community_id else ("", one.body)
    return "\t".join((line.person.name, f"{birth:%Y.%m}" if birth else "", *places, post.title, since, until))


def in_bodies(posts: tuple[PostLine, ...]) -> list[PostLine]:
    return [
        one for one in posts
        if (one.post.community_id or one.post.party_org_id) and not one.post.resident_group_id
    ]  # fmt: skip


def counted(office: Office, rows: list[str]) -> Counter[ChangeKind]:
    plan = office.rosters.preview("\n".join((HEAD, *rows))).plan
    return Counter(one.kind for one in plan.changes if one.entity is Entity.POST)


def test_posts_that_ended_are_known_again(office: Office) -> None:
    rows = [row(line, one) for line in office.rosters.people() for one in in_bodies(line.past)]
    assert len(rows) == 62
    assert counted(office, rows) == {ChangeKind.UNCHANGED: 62}


def test_the_whole_history_is_known_again(office: Office) -> None:
    people = office.rosters.people()
    rows = [row(line, one) for line in people for one in in_bodies((*line.held, *line.past))]
    assert len(rows) > 200
    assert counted(office, rows) == {ChangeKind.UNCHANGED: len(rows)}


@pytest.mark.parametrize("full", [True, False])
def test_the_cadre_list_with_ended_posts_is_known_again(office: Office, tmp_path: Path, full: bool) -> None:
    path = tmp_path / "干部名册.xlsx"
    office.exports.roster(path, purpose="核对", full=full, parts=(RosterPart.CADRES,), ended=True)
    sheet = load_workbook(path).active
    assert sheet is not None
    heads, *rows = sheet.iter_rows(values_only=True)
    while "离任时间" not in heads:
        heads, *rows = rows
    assert [row for row in rows if row[heads.index("离任时间")]]
    plan = office.rosters.preview(path).plan
    assert plan.is_empty()
    posts = [one for one in plan.changes if one.entity is Entity.POST]
    assert len(posts) == sum(bool(row[heads.index("职务")]) for row in rows)


def test_posts_of_work_groups_stand_beside_the_first(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "干部名册.xlsx"
    office.exports.roster(path, purpose="核对", parts=(RosterPart.CADRES,), ended=True)
    sheet = load_workbook(path).active
    assert sheet is not None
    written = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    people = office.rosters.people()
    for one in (one for line in people for one in (*line.held, *line.past) if one.post.work_group_id):
        assert f"{one.body} {one.post.title}" in written


def test_the_whole_roster_with_ended_posts_is_known_again(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    office.exports.roster(path, purpose="核对", ended=True)
    assert office.rosters.preview(path).plan.is_empty()


def test_the_list_of_party_organisations_asks_about_no_secretary(office: Office) -> None:
    lines = office.rosters.picture().orgs
    assert sum(bool(line.secretary) for line in lines) == 24
    words = [ORGS.words[name] for name in ORGS.words]
    rows = ["\t".join(title for title, _ in words)]
    rows += ["\t".join(text(line) for _, text in words) for line in lines]
    again = office.rosters.preview("\n".join(rows))
    assert [one for one in again.changes if one.kind is not ChangeKind.UNCHANGED] == []
    assert again.pairs == ()
    assert again.plan.is_empty()


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("kind", ["cadre_list", "work_group_list"])
def test_a_paper_of_the_roster_read_in_again_changes_and_asks_nothing(
    office: Office, tmp_path: Path, kind: str, ending: str
) -> None:
    path = tmp_path / f"名单.{ending}"
    made = office.papers.make(PaperWish(kind=kind, values={"issuer": "栖梧镇党委"}), ending)
    path.write_bytes(made.content)
    again = office.rosters.preview(path)
    assert [one for one in again.changes if one.kind is not ChangeKind.UNCHANGED] == []
    assert again.pairs == ()
    assert again.plan.is_empty()
