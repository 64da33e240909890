"""Address labels: who is on them, from which place on, what is said of those without an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from dangjian_desktop.domain.people import Person, Post, PostRole
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.labels import LabelWish
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.roster_views import PersonLine, PostLine
from tests.services.papered_township import opened, papered


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = opened(papered(tmp_path))
    yield made
    made.upkeep.close(backup=False)


def line(name: str, residence: str = "", title: str = "") -> PersonLine:
    """Return a person as the list shows one."""
    post = Post(id=name, person_id=name, role=PostRole.OTHER, title=title)
    held = (PostLine(post=post, body="柏树下村"),) if title else ()
    return PersonLine(person=Person(id=name, name=name, residence=residence), held=held)


def text_of(path: Path) -> list[str]:
    """Return the text of each page."""
    with pdfplumber.open(path) as document:
        return ["".join((page.extract_text() or "").split()) for page in document.pages]


def test_unit_address_and_name_stand_on_a_label(office: Office, tmp_path: Path) -> None:
    lines = [line("丁禾", "栖梧镇东街12号", "主任"), line("甄知远", "栖梧镇西街3号")]
    wish = LabelWish(lines=lines, honour="职务", purpose="寄送通知")
    assert office.labels.save(tmp_path / "a.pdf", wish).value.lost == ()
    (page,) = text_of(tmp_path / "a.pdf")
    for words in ("栖梧镇东街12号", "柏树下村", "丁禾主任收", "甄知远收"):
        assert words in page
    office.labels.save(tmp_path / "b.pdf", LabelWish(lines=lines, purpose="寄送通知"))
    assert "丁禾同志收" in text_of(tmp_path / "b.pdf")[0]


def test_copies_and_the_first_place_are_counted(office: Office, tmp_path: Path) -> None:
    stock = office.labels.stocks()[0]
    lines = [line("丁禾", "东街12号")]
    wish = LabelWish(lines=lines, start=stock.count, copies=3, purpose="寄送通知")
    office.labels.save(tmp_path / "a.pdf", wish)
    assert [page.count("丁禾") for page in text_of(tmp_path / "a.pdf")] == [1, 2]


def test_labels_stand_in_the_order_of_the_list(office: Office, tmp_path: Path) -> None:
    names = ["甄知远", "丁禾", "阮若水", "白一舟", "尹若川"]
    lines = [line(name, "东街12号") for name in names]
    office.labels.save(tmp_path / "a.pdf", LabelWish(lines=lines, purpose="寄送通知"))
    (page,) = text_of(tmp_path / "a.pdf")
    assert sorted(names, key=page.index) == names


def test_those_without_an_address_are_named(office: Office, tmp_path: Path) -> None:
    lines = [line("丁禾", title="主任"), line("甄知远", "西街3号")]
    done = office.labels.save(tmp_path / "a.pdf", LabelWish(lines=lines, purpose="寄送通知"))
    (found,) = done.value.lost
    assert (found.code, found.fact("names")) == ("roster.no_address", "丁禾")


def test_a_long_list_of_those_without_an_address_ends_with_their_number(
    office: Office, tmp_path: Path
) -> None:
    lines = [line(name) for name in ("丁禾", "丁苗", "丁田", "丁穗", "丁谷", "丁麦", "丁豆", "丁麻")]
    made = office.labels.save(tmp_path / "a.pdf", LabelWish(lines=lines, copies=2, purpose="寄送通知")).value
    assert made.count == 16
    assert made.lost[0].fact("names") == "丁禾、丁苗、丁田、丁穗、丁谷、丁麦等"


def test_communities_and_organisations_have_labels_too(office: Office, tmp_path: Path) -> None:
    places = office.rosters.communities()
    office.labels.save(tmp_path / "a.pdf", LabelWish(lines=places, purpose="寄送通知"))
    orgs = office.rosters.orgs()
    office.labels.save(tmp_path / "b.pdf", LabelWish(lines=orgs, purpose="寄送通知"))
    assert "柏树下村收" in text_of(tmp_path / "a.pdf")[0]
    assert f"{orgs[0].org.name}收" in text_of(tmp_path / "b.pdf")[0]
    newest = office.exports.past()[0].record
    assert newest is not None
    assert (newest.what, newest.persons, newest.purpose) == ("地址标签", 0, "寄送通知")


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"purpose": " "}, "roster.no_purpose", "用途"),
        ({"stock": "a999"}, "papers.bad_choice", "标签纸"),
        ({"start": 0}, "roster.bad_label_start", "从第几枚起"),
        ({"start": 25}, "roster.bad_label_start", "从第几枚起"),
        ({"copies": 0}, "roster.bad_copies", "每人几枚"),
        ({"lines": ()}, "papers.empty_list", ""),
        ({"lines": (line("丁禾", "栖梧镇" * 90),)}, "papers.label_too_long", ""),
        ({"lines": (line("丁\U000e0041", "东街"),)}, "papers.no_glyph", ""),
    ],
)
def test_what_cannot_be_printed_is_refused_and_leaves_no_file(
    office: Office, tmp_path: Path, wrong: dict[str, object], code: str, field: str
) -> None:
    given: dict[str, object] = {"lines": (line("丁禾", "东街12号"),), "purpose": "寄送通知", **wrong}
    with pytest.raises(Rejected) as refused:
        office.labels.save(tmp_path / "a.pdf", LabelWish(**given))  # type: ignore[arg-type]
    assert [(one.code, one.where.field) for one in refused.value.findings] == [(code, field)]
    assert not (tmp_path / "a.pdf").exists()
    assert office.exports.past() == ()
