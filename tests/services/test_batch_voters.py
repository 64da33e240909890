"""公开信 to the 选民名单: every household once, nobody passed over, as one file or a file each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import run
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.people import VoterLine
from dangjian_desktop.services.batch_lists import Crowd
from dangjian_desktop.services.batch_voters import to_households, to_voters
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.services.assessed_township import CLOCK

FORM = Catalog().document_form("open_letter", on=date(2026, 3, 5))
FIELDS = {"issuer": "中共栖梧镇委员会", "matter": "测评", "office": "组织人事办", "telephone": "0990-1"}
VOTER = VoterLine("", "v1", "青桥村", 1, "", "", "", "第1居民小组", "", "", "", "", "", "")


def voter(number: int, name: str, household: str = "", residence: str = "", group: str = "") -> VoterLine:
    return VOTER._replace(
        id=str(number), number=number, name=name, household=household, residence=residence,
        resident_group=group or VOTER.resident_group,
    )  # fmt: skip


def named(*lines: VoterLine) -> list[str]:
    return [one.name for one in to_households(lines, FORM)]


def test_voters_of_one_number_are_one_household() -> None:
    both = voter(1, "程暮山", "001"), voter(2, "邓栖霞", " 001")
    (one,) = to_households(both, FORM)
    assert (one.name, one.unit, one.person) == ("程暮山", "青桥村", True)
    assert one.values()["选民人数"] == "2"
    assert one.found_by("邓栖霞")


def test_the_same_number_in_another_group_or_place_is_another_household() -> None:
    first, elsewhere = voter(1, "程暮山", "001"), voter(2, "邓栖霞", "001", group="第2居民小组")
    assert named(first, elsewhere) == ["程暮山", "邓栖霞"]
    assert named(first, voter(3, "单砺石", "001")._replace(community_id="v2")) == ["程暮山", "单砺石"]


def test_a_head_that_the_list_names_receives_the_letter() -> None:
    assert named(voter(1, "邓栖霞", "程暮山"), voter(2, "程暮山", "程暮山")) == ["程暮山"]


def test_without_a_number_an_address_with_a_house_tells_the_household() -> None:
    at = "青桥村一组 12号"
    assert named(voter(1, "程暮山", "", at), voter(2, "邓栖霞", "", "青桥村一组12号")) == ["程暮山"]


def test_an_address_without_a_house_joins_nobody() -> None:
    lines = [voter(n, name, "", "青桥村第1居民小组") for n, name in enumerate("甲乙丙")]
    assert named(*lines) == ["甲", "乙", "丙"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "001", "002", "程暮山"]), st.sampled_from(["", "一组", "一组3号"])),
        max_size=12,
    )
)
def test_nobody_is_passed_over_or_counted_twice(kept: list[tuple[str, str]]) -> None:
    lines = [voter(n, f"选民{n}", *facts) for n, facts in enumerate(kept)]
    assert sum(int(one.values()["选民人数"]) for one in to_households(lines, FORM)) == len(lines)
    assert len(to_voters(lines)) == len(lines)


# ------------------------------------------------------------ with the record


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = ProgramOpener(CLOCK).open(papered_book)
    place = made.rosters.communities()[0].community
    for n, household in enumerate(("001", "001", "002")):
        made.voters.add(place.id, f"选民{'甲乙丙'[n]}", {"household": household, "residence": "一组3号"})
    made.papers.keep_fields("open_letter", FIELDS)
    yield made
    made.upkeep.close(backup=False)


def test_a_letter_for_each_household_of_the_list(office: Office, tmp_path: Path) -> None:
    wish = PaperWish(kind="open_letter")
    to = [one for one in office.batches.crowd(Crowd.HOUSEHOLDS) if one.name.startswith("选民")]
    assert [one.name for one in to] == ["选民甲", "选民丙"]
    done = office.batches.make(wish, to, tmp_path / "信", "{户号}-{收件人}").value
    assert (done.papers, done.left_out) == (2, 0)
    assert sorted(one.name for one in (tmp_path / "信").iterdir()) == ["001-选民甲.pdf", "002-选民丙.pdf"]
    assert len(office.batches.crowd(Crowd.VOTERS)) == len(office.voters.lines())
    typed = replace(wish, values={**FIELDS, "body": "{收件人}：您家有{选民人数}位选民。"})
    assert office.batches.make(typed, to, tmp_path / "信.pdf").value.pages == 2


def test_households_are_reached_from_the_command_line(
    office: Office, papered_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.upkeep.close(backup=False)
    out = tmp_path / "信.pdf"
    arguments = ["paper", "batch", str(papered_book), "open_letter", "--to", "households", "--only", "选民甲"]
    assert run([*arguments, "--out", str(out)]) == 0
    assert "已生成 1 份" in capsys.readouterr().out
    assert out.read_bytes()[:5] == b"%PDF-"
