"""The office's own ballot forms: begun, held against the schema, kept, never changed under a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.catalog.form_files import read_text
from dangjian_desktop.catalog.toml_text import toml_text
from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from tests.services.listed_village import CAMPAIGN, CLOCK, VILLAGE, listed_village

SHIPPED = Catalog(forms_folder(), Path("/nowhere")).ballot_forms()


@dataclass(frozen=True, slots=True)
class Made:
    office: Office
    catalog: Catalog
    own: Path


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    village = listed_village(tmp_path)
    own = tmp_path / "own-forms"
    catalog = Catalog(forms_folder(), own)
    yield Made(office_of(village.book, catalog, CLOCK), catalog, own)
    village.book.close()


def codes(found: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [f.code for f in found.value.findings]


def test_every_shipped_form_comes_back_from_its_own_text(made: Made) -> None:
    for form in SHIPPED:
        draft = made.office.designs.draft(form.code, form.edition)
        again = read_text("ballots", form.code, form.edition, toml_text(draft))
        assert replace(again, own=False) == form


def test_a_new_form_is_whole_at_once_and_kept_as_an_own_one(made: Made) -> None:
    designs = made.office.designs
    draft = {**designs.blank(), "name": "本镇班子测评"}
    saved = designs.save(draft)
    assert saved.findings == ()
    assert saved.value.own
    assert (saved.value.name, saved.value.code) == ("本镇班子测评", "office_1")
    assert made.catalog.ballot_form("office_1").own
    assert designs.blank()["code"] == "office_2"
    assert designs.forms()[0].form == saved.value


def test_a_copy_has_a_code_of_its_own_and_the_shipped_one_stays(made: Made) -> None:
    designs = made.office.designs
    draft = designs.copy("satisfaction", "2012")
    draft["items"][0]["text"] = "班子团结不团结"
    saved = designs.save(draft).value
    assert saved.items[0].text == "班子团结不团结"
    assert saved.code != "satisfaction"
    assert made.catalog.ballot_form("satisfaction").items[0].text != "班子团结不团结"


def test_a_shipped_edition_changed_becomes_a_new_edition(made: Made) -> None:
    designs = made.office.designs
    draft = designs.draft("satisfaction", "2012")
    draft["smallest_group"] = 8
    saved = designs.save(draft)
    assert [f.code for f in saved.findings] == ["designs.new_edition"]
    assert saved.value.edition == "2026"
    assert made.catalog.ballot_form("satisfaction", "2012").smallest_group == 5
    assert made.catalog.ballot_form("satisfaction", on=date(2026, 5, 1)).smallest_group == 8
    again = designs.save({**designs.draft("satisfaction", "2026"), "smallest_group": 9})
    assert (again.value.edition, again.findings) == ("2026", ())  # nobody voted on it yet: it is changed


def test_an_edition_a_meeting_was_held_on_is_never_changed_or_removed(made: Made) -> None:
    designs = made.office.designs
    first = designs.save({**designs.blank(), "name": "甲"}).value
    made.office.ballots.save_meeting(
        Meeting(
            id="held", campaign_id=CAMPAIGN, form_code=first.code, form_edition=first.edition, title="会",
            community_id=VILLAGE,
        )
    )  # fmt: skip
    second = designs.save({**designs.draft(first.code, first.edition), "name": "乙"})
    assert (second.value.edition, second.value.name) == ("2026-2", "乙")
    assert made.catalog.ballot_form(first.code, first.edition).name == "甲"
    with pytest.raises(Rejected) as found:
        designs.remove(first.code, first.edition)
    assert codes(found) == ["designs.used"]
    assert designs.remove(first.code, "2026-2").value
    with pytest.raises(Rejected) as found:
        designs.remove("satisfaction", "2012")
    assert codes(found) == ["designs.shipped"]


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("title", "", "票名"),
        ("items", [], "测评项目"),
        ("items", [{"code": "a", "text": ""}], "测评项目 第 1 行 文字"),
        ("items", [{"code": "a", "text": "甲", "at_most": 2}], "测评项目 第 1 行"),
        ("items", [{"code": "a", "text": "甲", "each": True}], "测评项目 第 1 行 逐人"),
        ("list_subject", "person", "名单"),
        ("overall_item", "nothing", "总体一项"),
        ("rates", [{"code": "r", "name": "率", "options": ["no"], "base": "valid"}], "比率 第 1 行 选项"),
        ("smallest_group", "五", "最少票数"),
        ("valid_from", "去年", "启用日期"),
        ("edition", "2026/1", "版次"),
    ],
)
def test_a_mistake_is_told_by_the_name_of_its_field(made: Made, key: str, value: object, field: str) -> None:
    with pytest.raises(Rejected) as found:
        made.office.designs.save({**made.office.designs.blank(), key: value})
    told = [f for f in found.value.findings if f.where.field == field]
    assert told
    assert all(sentence(f) for f in found.value.findings)
    assert not made.own.exists()


def test_what_is_edited_is_drawn_or_its_mistakes_are_told(made: Made) -> None:
    designs = made.office.designs
    sketch = designs.sketch(designs.copy("team_and_members", "2020"), 0.5)
    assert sketch.findings == ()
    assert len(sketch.pages) == 1
    broken = designs.sketch({**designs.blank(), "items": []}, 0.5)
    assert broken.pages == ()
    assert broken.findings


def test_a_form_goes_to_another_office_by_a_file(made: Made, tmp_path: Path) -> None:
    designs = made.office.designs
    path = designs.export("residents_survey", "2013", tmp_path / "问卷.toml")
    text = path.read_text("utf-8").replace('"residents_survey"', '"from_elsewhere"')
    path.write_text(text, encoding="utf-8")
    saved = designs.bring_in(path).value
    assert (saved.code, saved.own, len(saved.items)) == ("from_elsewhere", True, 6)
    for bad, code in (("x = [", "designs.not_a_form"), ("name = '甲'", "designs.bad_edition")):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(Rejected) as found:
            designs.bring_in(path)
        assert codes(found) == [code]
    with pytest.raises(Rejected) as found:
        designs.bring_in(tmp_path / "没有.toml")
    assert codes(found) == ["designs.not_read"]
    with pytest.raises(Rejected) as found:
        designs.save({**designs.blank(), "code": "../evil"})
    assert codes(found) == ["designs.bad_code"]


def test_one_definition_serves_print_entry_and_table(made: Made) -> None:
    """A form edited by the office is printed, typed and counted without anything else being said."""
    from tests.services.listed_village import paper

    designs, ballots = made.office.designs, made.office.ballots
    draft = designs.blank()
    options = [
        {"key": str(n), "code": f"w{n}", "text": text, "counts_as": "unstated"}
        for n, text in enumerate("路水电", 1)
    ]
    draft["items"] = [
        {"code": "a", "text": "总体评价"},
        {"code": "b", "text": "先办什么", "kind": "multiple", "at_most": 2, "options": options},
    ]
    form: BallotForm = designs.save(draft).value
    ballots.save_meeting(
        Meeting(
            id="new",
            campaign_id=CAMPAIGN,
            form_code=form.code,
            form_edition="",
            title="新会",
            community_id=VILLAGE,
        )
    )
    ballots.record(paper("new", 1, (0, 0b101)))
    tally = ballots.tally("new")
    assert [item.counts for item in tally.total.items] == [(1, 0, 0, 0), (1, 0, 1)]
