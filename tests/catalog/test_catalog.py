"""Own forms add and override; broken ones become findings with file, line and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.catalog.lines import line_of
from dangjian_desktop.kernel.findings import Finding, Rejected
from dangjian_desktop.kernel.paths import forms_folder, own_forms_folder
from dangjian_desktop.kernel.texts import sentence


def shipped(kind: str, code: str, edition: str) -> str:
    return (forms_folder() / kind / code / f"{edition}.toml").read_text(encoding="utf-8")


def put(kind: str, code: str, edition: str, text: str | bytes) -> Path:
    path = own_forms_folder() / kind / code / f"{edition}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def changed(kind: str, code: str, edition: str, *changes: tuple[str, str]) -> Finding:
    """Put a changed copy among the own forms and return the one finding it gives."""
    text = shipped(kind, code, edition)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    put(kind, code, edition, text)
    found = Catalog().findings
    assert len(found) == 1, [sentence(f) for f in found]
    assert sentence(found[0])
    return found[0]


def test_an_own_edition_adds_and_the_newest_valid_one_is_taken() -> None:
    text = shipped("ballots", "satisfaction", "2012").replace('"2012"', '"2027"', 1)
    put("ballots", "satisfaction", "2027", text.replace("valid_from = 2012-03-01", "valid_from = 2027-01-01"))
    catalog = Catalog()
    assert [f.edition for f in catalog.editions("ballots", "satisfaction")] == ["2012", "2027"]
    assert catalog.ballot_form("satisfaction").edition == "2027"
    assert catalog.ballot_form("satisfaction").own
    assert catalog.ballot_form("satisfaction", on=date(2026, 12, 31)).edition == "2012"
    assert catalog.ballot_form("satisfaction", on=date(2027, 1, 1)).edition == "2027"
    assert catalog.ballot_form("satisfaction", edition="2012").edition == "2012"
    assert {f.edition for f in catalog.ballot_forms(date(2026, 1, 1)) if f.code == "satisfaction"} == {"2012"}


def test_an_own_form_overrides_the_shipped_one() -> None:
    catalog = Catalog()
    assert catalog.ballot_form("satisfaction").smallest_group == 5
    text = shipped("ballots", "satisfaction", "2012")
    put("ballots", "satisfaction", "2012", text.replace("smallest_group = 5", "smallest_group = 8"))
    assert catalog.ballot_form("satisfaction").smallest_group == 5
    catalog.reload()
    assert catalog.ballot_form("satisfaction").smallest_group == 8


def test_a_broken_own_form_leaves_the_shipped_one() -> None:
    put("ballots", "satisfaction", "2012", "code = ")
    catalog = Catalog()
    assert not catalog.ballot_form("satisfaction").own
    assert [f.code for f in catalog.findings] == ["catalog.not_toml"]
    assert len(catalog.ballot_forms()) == 6


def test_a_broken_new_form_is_refused_with_what_is_wrong() -> None:
    put("vetting", "ours", "2026", 'code = "ours"\nname = 3\n')
    with pytest.raises(Rejected) as refused:
        Catalog().vetting_form("ours")
    codes = [f.code for f in refused.value.findings]
    assert codes[0] == "catalog.no_form"
    assert {"catalog.wrong_type", "catalog.missing_key"} <= set(codes)


def test_a_message_names_file_line_and_key() -> None:
    found = changed(
        "ballots", "satisfaction", "2012", ('code = "members"\nname = "党员"', 'code = "members"\nname = 5')
    )
    lines = shipped("ballots", "satisfaction", "2012").splitlines()
    line = lines.index('name = "党员"') + 1
    assert sentence(found) == (
        f"文件“ballots/satisfaction/2012.toml” 第 {line} 行 “groups.2.name”："
        "这个键的值不对，应填文字，请改正。"
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("smallest_group = 5", "smallest_group = -5", "catalog.wrong_type"),
        ("smallest_group = 5", "smalest_group = 5", "catalog.unknown_key"),
        ('subject = "community"', 'subject = "world"', "catalog.unknown_choice"),
        ('title = "村', 'titel = "村', "catalog.missing_key"),
        ('key = "4"', 'key = "44"', "catalog.wrong_type"),
        ('key = "4"', 'key = "3"', "catalog.duplicate"),
        ('code = "hardship"', 'code = "disputes"', "catalog.duplicate"),
        ('overall_item = "overall"', 'overall_item = "whole"', "catalog.unknown_reference"),
        ('options = ["dissatisfied"]', 'options = ["angry"]', "catalog.unknown_reference"),
        ('source = "opinion"', 'source = "rumour"', "catalog.unknown_reference"),
        ('colour = "#1f4e79"', 'colour = "blue"', "catalog.wrong_type"),
        ("weight = 80", 'weight = "1/0"', "catalog.wrong_type"),
        ('code = "satisfaction"', 'code = "satisfaktion"', "catalog.not_the_folder"),
        ('edition = "2012"', 'edition = "2013"', "catalog.not_the_file"),
        (
            "valid_from = 2012-03-01",
            "valid_from = 2012-03-01\nvalid_to = 2011-01-01",
            "catalog.period_reversed",
        ),
    ],
)
def test_what_is_wrong_with_a_ballot_form(old: str, new: str, code: str) -> None:
    found = [f.code for f in _findings(("ballots", "satisfaction", "2012"), old, new)]
    assert code in found


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("max_points = 8", "max_points = 9", "catalog.points_total"),
        ("from = 80", "above = 80", "catalog.bands_gap"),
        ("below = 90\n", "below = 89\n", "catalog.bands_gap"),
        ("from = 80\n", "from = 80\nabove = 80\n", "catalog.two_bounds"),
        ("from = 80", "from = 95", "catalog.interval_empty"),
        ('share = "20%"', 'share = "120%"', "catalog.out_of_range"),
        ("months = 12\n", "", "catalog.no_since"),
        ('group = "leadership"', 'group = "nobody"', "catalog.unknown_reference"),
        ('grades = ["good", "fair"]', 'grades = ["great"]', "catalog.unknown_reference"),
        ('categories = ["rural"]', 'categories = ["moon"]', "catalog.unknown_choice"),
        ('categories = ["rural"]', "categories = []", "catalog.too_few"),
    ],
)
def test_what_is_wrong_with_a_score_form(old: str, new: str, code: str) -> None:
    assert code in [f.code for f in _findings(("scoring", "five_good_rural", "2012"), old, new)]


def test_an_office_teaches_a_word_of_its_own() -> None:
    assert Catalog().code_tables().education.meaning("耕读") is None
    text = shipped("codes", "education", "2006")
    put("codes", "education", "2006", text.replace('words = ["小学毕业"', 'words = ["耕读", "小学毕业"', 1))
    assert Catalog().code_tables().education.short("耕读") == "小学"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('words = ["小学毕业"', 'words = ["大专", "小学毕业"', "catalog.duplicate"),
        ('code = "80"', 'code = "70"', "catalog.duplicate"),
        ("level = 30", 'level = "高"', "catalog.wrong_type"),
        ('short = "小学"\n', "", "catalog.missing_key"),
    ],
)
def test_what_is_wrong_with_a_code_table(old: str, new: str, code: str) -> None:
    assert code in [f.code for f in _findings(("codes", "education", "2006"), old, new)]


def test_a_computed_clause_without_a_rule_is_refused() -> None:
    found = changed("vetting", "four_no", "2013", ('rule = { rate = "dissatisfied", above = "50%" }', ""))
    assert found.code == "catalog.no_rate_rule"


def test_a_rule_without_numbers_is_refused() -> None:
    found = changed("vetting", "four_no", "2013", (', from = "30%", to = "50%" }', " }"))
    assert found.code == "catalog.interval_empty"


def _findings(form: tuple[str, str, str], old: str, new: str) -> tuple[Finding, ...]:
    text = shipped(*form)
    assert old in text
    put(*form, text.replace(old, new, 1))
    found = Catalog().findings
    assert all(sentence(f) and f.where.cell for f in found)
    return found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "catalog.missing_key"),
        (b"\xff\xfe\x00", "catalog.not_utf8"),
        ("名称 = “满意”".encode(), "catalog.not_toml"),
        (b"a = [" * 3000, "catalog.not_toml"),
        (b"x = nan\n", "catalog.not_toml"),
        (b"#" * (1024 * 1024 + 1), "catalog.too_large"),
    ],
)
def test_files_that_are_no_form_at_all(content: bytes, code: str) -> None:
    put("rosters", "ours", "2026", content)
    catalog = Catalog()
    found = [f.code for f in catalog.findings]
    assert code in found
    assert len(catalog.roster_forms()) == 8


def test_a_byte_order_mark_is_no_harm() -> None:
    put(
        "ballots",
        "satisfaction",
        "2012",
        b"\xef\xbb\xbf" + shipped("ballots", "satisfaction", "2012").encode(),
    )
    assert Catalog().ballot_form("satisfaction").own


def test_wording_is_flat_and_lists_are_lines() -> None:
    text = (
        'code = "memo"\nname = "便函"\nedition = "2026"\n[[sources]]\ndocument = "本单位"\n'
        '[wording]\ntitle = "便函"\n[wording.body]\nlines = ["一", "二"]\n'
    )
    put("documents", "memo", "2026", text)
    form = Catalog().document_form("memo")
    assert form.text("title") == "便函"
    assert form.lines("body.lines") == ("一", "二")
    assert form.text("nothing", "无") == "无"
    assert form.lines("nothing") == ()


def test_lines_are_found_in_inline_tables_and_nested_keys() -> None:
    text = 'a = 1\n[[rows]]\nx = 1\n[[rows]]\nx = 2\nrule = { rate = "r", from = 3 }\n[one.two]\ny = 1\n'
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("rows", 1, "x")) == 5
    assert line_of(text, ("rows", 1, "rule", "from")) == 6
    assert line_of(text, ("rows", 1, "missing")) == 4
    assert line_of(text, ("one", "two", "y")) == 8
    assert line_of("", ("gone",)) == 1
