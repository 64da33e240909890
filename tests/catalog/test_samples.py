"""The sample township: complete, made by its script, and dealt so that every rule is met once."""

from __future__ import annotations

import csv
import runpy
import tomllib
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.ballots import Ballot, BallotDraft, Headcount, Meeting, ballot_of, press
from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.domain.tallies import MeetingTally, count, tally
from dangjian_desktop.exchange.values import ValueReader, id_number_of
from dangjian_desktop.kernel.paths import program_root, resources_folder

FOLDER = resources_folder() / "samples" / "township"
FORM = Catalog().ballot_form("satisfaction")
GROUP = {g.name: g.code for g in FORM.groups}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ballots(file: str) -> list[Ballot]:
    """Type a file of ballots key by key."""
    typed = []
    for row in rows(f"ballots/{file}"):
        draft = BallotDraft(meeting_id=file, entry=1, number=int(row["票号"]), group=GROUP[row["类别"]])
        reason = row["无效原因"]
        answers = [row[f"第{n}题"] for n in range(1, len(FORM.items) + 1)]
        keys = ["*", str(FORM.invalid_reasons.index(reason) + 1)] if reason else answers
        for key in (*keys, "+"):
            draft, found = press(draft, key, FORM)
            assert found is None
        typed.append(ballot_of(draft, FORM))
    return typed


@pytest.fixture(scope="module")
def tallies() -> dict[str, MeetingTally]:
    made = {}
    for row in rows("meetings.csv"):
        heads = tuple(
            Headcount(
                group=code,
                expected=int(row[f"{name}应到"]),
                present=int(row[f"{name}实到"]),
                issued=int(row[f"{name}发出"]),
                returned=int(row[f"{name}收回"]),
            )
            for name, code in GROUP.items()
        )
        meeting = Meeting(
            id=row["票的文件"],
            campaign_id="c",
            form_code=row["测评表"],
            form_edition=row["版次"],
            title=row["名称"],
            heads=heads,
        )
        made[row["村（社区）"]] = tally(FORM, meeting, count(FORM, ballots(row["票的文件"])))
    return made


def test_the_township_has_the_sizes_the_demo_promises() -> None:
    communities, orgs = rows("communities.csv"), rows("party_orgs.csv")
    assert len(communities) == 24
    assert len({c["片区"] for c in communities if c["片区"]}) == 4
    assert [c["村（社区）"] for c in communities if not c["片区"]] == ["明渠社区"]
    assert len(orgs) == len({o["党组织名称"] for o in orgs}) == 60
    assert len(rows("cadres.csv")) == len({c["姓名"] for c in rows("cadres.csv")}) == 272
    assert {row["村（社区）"] for row in rows("terms.csv")} == {c["村（社区）"] for c in communities}
    assert len(rows("voters.csv")) == 320
    assert len(rows("meetings.csv")) == 24
    assert all(len(rows(f"ballots/{m['票的文件']}")) == 40 for m in rows("meetings.csv"))


def test_every_name_a_file_uses_is_defined_by_another() -> None:
    communities = {c["村（社区）"] for c in rows("communities.csv")}
    orgs = {o["党组织名称"] for o in rows("party_orgs.csv")}
    persons = {c["姓名"] for c in rows("cadres.csv")}
    candidates = {c["姓名"] for c in rows("candidates.csv")}
    assert {o["上级党组织"] for o in rows("party_orgs.csv")} <= {*orgs, ""}
    assert {o["村（社区）"] for o in rows("party_orgs.csv")} <= {*communities, ""}
    assert {c["村（社区）"] for c in rows("cadres.csv")} == communities
    assert {m["村（社区）"] for m in rows("meetings.csv")} == communities
    assert candidates <= persons
    assert {o["姓名"] for o in rows("opinions.csv")} | {t["姓名"] for t in rows("talks.csv")} <= candidates
    for name in ("scores.csv", "facts.csv", "decisions.csv"):
        assert {row["党组织名称"] for row in rows(name)} <= orgs
    assert {s["村（社区）"] for s in rows("sign_offs.csv")} <= {*communities, ""}


def test_every_file_of_the_order_is_there() -> None:
    order = tomllib.loads((FOLDER / "township.toml").read_text(encoding="utf-8"))
    files = [value for value in order.values() if isinstance(value, str) and value.endswith((".csv", ".txt"))]
    assert len(files) == 22
    assert all((FOLDER / file).is_file() for file in files)


def test_names_hold_rare_characters() -> None:
    names = "".join(c["姓名"] for c in rows("cadres.csv"))
    assert {"𬭎", "䶮", "昇", "㛃", "𠅤"} <= set(names)


def test_the_notice_has_no_half_width_commas() -> None:
    """Its words stand on 首页 and in 活动进度."""
    assert "," not in (FOLDER / "notice.txt").read_text(encoding="utf-8")


def test_numbers_are_right_and_of_an_area_no_place_has() -> None:
    catalog = Catalog()
    values = ValueReader(catalog.code_tables(), date(2026, 11, 25), ListWords.of(catalog.roster_form))
    for row in (*rows("cadres.csv"), *rows("voters.csv")):
        number, sex = id_number_of(row["身份证号"]), values.sex(row["性别"])
        assert not number.number or number.number.startswith("990101")
        assert not number.against(None, sex, day_known=True)


def test_the_rates_meet_every_boundary_once(tallies: dict[str, MeetingTally]) -> None:
    def share(community: str, code: str) -> Fraction | None:
        figure = tallies[community].rate(code)
        return figure.share if figure else None

    assert share("晓港社区", "dissatisfied") == Fraction(3, 5)
    assert share("麦垄村", "dissatisfied") == Fraction(1, 2)
    assert share("枫林村", "dissatisfied") == Fraction(3, 10)
    assert share("大湾村", "satisfied") == Fraction(9, 10)
    assert share("兰圃社区", "satisfied") == Fraction(7, 8)
    low = Counter((share(c, "satisfied") or 0) < Fraction(9, 10) for c in tallies)
    assert low == {True: 6, False: 18}


def test_the_sheets_are_sound_and_small_groups_are_hidden(tallies: dict[str, MeetingTally]) -> None:
    assert [f.code for t in tallies.values() for f in t.findings] == []
    assert sum(bool(t.hidden) for t in tallies.values()) == 2


def test_the_script_makes_the_same_files_again(tmp_path: Path) -> None:
    script = runpy.run_path(str(program_root() / "packaging" / "make_samples.py"))
    script["main"](tmp_path)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(FOLDER): p.read_bytes() for p in FOLDER.rglob("*") if p.is_file()}
    assert made == kept
