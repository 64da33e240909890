"""干部名册 and 选民名单: who stands in them, in which order, what is masked, what the log keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.domain.exports import Numbers
from dangjian_desktop.domain.papers import ListTable, NameRoll, texts_of
from dangjian_desktop.domain.people import Person, Post, PostRole
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.services.papered_township import opened, papered

ISSUER = "中共栖梧镇委员会"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = opened(papered(tmp_path))
    yield made
    made.upkeep.close(backup=False)


def cadres(office: Office, **values: str) -> ListTable:
    """Return the table paper 干部名册."""
    paper = office.papers.draft(PaperWish(kind="cadre_list", values={"issuer": ISSUER, **values}))
    part = paper.parts[0]
    assert isinstance(part, ListTable)
    return part


def rolls(office: Office, **values: str) -> list[NameRoll]:
    """Return the parts of 选民名单."""
    paper = office.papers.draft(PaperWish(kind="voter_roll", values=values))
    return [part for part in paper.parts if isinstance(part, NameRoll)]


def with_person(office: Office) -> None:
    """Add a secretary with whole numbers to the first village."""
    with office.rosters._book.work("test.fill", "人员") as work:
        person = Person(
            id="p", name="丁禾", pinyin="dinghe", phone="19900001234", id_number="990101197503071816"
        )
        work.persons.add(person)
        for role, title in ((PostRole.DIRECTOR, "主任"), (PostRole.RESIDENT_REP, "村民代表")):
            work.posts.add(
                Post(id=f"p-{role}", person_id="p", role=role, title=title, community_id="village-0")
            )
        work.commit()


def test_units_are_merged_over_their_people(office: Office) -> None:
    with_person(office)
    rows = cadres(office).table.body
    first = next(row for row in rows if any(cell.text == "柏树下村" for cell in row.cells))
    unit = next(cell for cell in first.cells if cell.text == "柏树下村")
    at = rows.index(first)
    names = [row.cells[2 if row is first else 1].text for row in rows[at : at + unit.rows]]
    assert unit.rows >= 2
    assert "丁　禾" in names
    assert [row.cells[0].value for row in rows] == list(range(1, len(rows) + 1))


def test_residents_representatives_are_no_cadres(office: Office) -> None:
    with_person(office)
    assert "村民代表" not in "".join(texts_of(cadres(office)))
    assert "主任、村民代表" in texts_of(cadres(office, scope="全部人员"))
    assert cadres(office, scope="“两委”").title == "“两委”干部名册"


def test_by_strokes_the_simpler_surname_stands_first(office: Office) -> None:
    with_person(office)
    part = cadres(office, order="姓氏笔画")
    assert [cell.text for cell in part.table.header[0].cells][:2] == ["序号", "姓名"]
    assert part.table.body[0].cells[1].text == "丁　禾"
    assert "姓氏笔画" in part.notes[0]


def test_numbers_are_left_out_masked_or_whole_for_a_purpose(office: Office) -> None:
    with_person(office)
    assert "联系电话" not in texts_of(cadres(office))
    assert {"199****1234", "9901**********1816"} <= set(texts_of(cadres(office, numbers="只印首尾")))
    with pytest.raises(Rejected) as refused:
        cadres(office, numbers="印完整")
    assert [(one.code, one.where.field) for one in refused.value.findings] == [("roster.no_purpose", "用途")]
    assert "19900001234" in texts_of(cadres(office, numbers="印完整", purpose="报县委组织部"))


def test_what_leaves_is_in_the_register(office: Office, tmp_path: Path) -> None:
    with_person(office)
    values = {"issuer": ISSUER, "numbers": "印完整", "purpose": "报县委组织部"}
    office.papers.save(PaperWish(kind="cadre_list", values=values), tmp_path / "册.pdf")
    office.papers.save(PaperWish(kind="voter_roll", values={}), tmp_path / "榜.xlsx")
    office.papers.save(PaperWish(kind="work_group_list", values={"issuer": ISSUER}), tmp_path / "组.pdf")
    roll, cadre = office.exports.past()
    assert cadre.record is not None
    assert (cadre.record.numbers, cadre.record.purpose) == (Numbers.FULL, "报县委组织部")
    assert "身份证号" in cadre.record.columns
    assert roll.record is not None
    assert (roll.record.persons, roll.record.file) == (4, "榜.xlsx")


def test_a_roll_is_posted_group_by_group_without_numbers_of_persons(office: Office) -> None:
    (roll,) = rolls(office, community="柏树下村")
    assert [(group.heading, [one.name for one in group.names]) for group in roll.groups] == [
        ("第一村民小组（2人）", ["丁　禾", "甄知远"]),
        ("第二村民小组（2人）", ["仇天鹤", "单云帆"]),
    ]
    texts = "".join(texts_of(roll))
    assert "9901" not in texts
    assert "共4人" in texts
    assert "五日内向柏树下村村民选举委员会申诉" in texts
    assert roll.columns == 6


def test_a_roll_in_the_order_of_its_numbers(office: Office) -> None:
    (roll,) = rolls(office, order="名单编号", columns="4", committee="本村选举委员会")
    assert [one.number for group in roll.groups for one in group.names] == [1, 2, 3, 4]
    assert (roll.columns, roll.signature) == (4, "本村选举委员会")


def test_a_roll_of_no_village_or_of_nobody_is_refused(office: Office) -> None:
    with pytest.raises(Rejected) as unknown:
        rolls(office, community="没有的村")
    assert [one.code for one in unknown.value.findings] == ["roster.unknown_place"]
    other = next(
        one.community.name for one in office.rosters.communities() if one.community.name != "柏树下村"
    )
    with pytest.raises(Rejected) as empty:
        rolls(office, community=other)
    assert [one.code for one in empty.value.findings] == ["papers.empty_list"]


def test_both_pass_their_proof(office: Office) -> None:
    for wish in (
        PaperWish(kind="cadre_list", values={"issuer": ISSUER}),
        PaperWish(kind="voter_roll", values={}),
    ):
        laid = office.papers.lay_out(wish)
        assert laid.checks
        assert all(check.passed for check in laid.checks)
        assert [item.count > 0 for item in laid.taken] == [True]
