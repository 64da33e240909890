"""Persons entered twice: found, merged with all that names them, kept apart, undone, and in the bin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.matching import Decision, Verdict
from dangjian_desktop.domain.people import Distinction
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.domain.vetting import Candidate
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.merging import Duplicate, Merging
from dangjian_desktop.services.roster_bin import RosterBin, lying_words
from dangjian_desktop.services.roster_import import RosterImports
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)
HEAD = "姓名\t性别\t出生年月\t学历\t联系电话\t社区\t职务"
TWICE = (
    f"{HEAD}\n秦知远\t男\t1975-03-12\t大专\t\t柳岸村\t书记\n秦知远\t男\t1975-03-12\t\t\t石桥村\t指导员\n"
    "秦志远\t男\t1975-03-12\t本科\t19900001111\t柳岸村\t书记\n温若谷\t女\t1980-07-01\t本科\t\t柳岸村\t主任"
)
ALL = {"name": False, "education": True}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    imports = RosterImports(made, CATALOG, CLOCK)
    plan = imports.preview(TWICE)
    both = {one.key: Decision(verdict=Verdict.APART) for one in plan.pairs}  # two of them head the village
    imports.apply(imports.decided(plan, both))
    yield made
    made.close()


@pytest.fixture
def merging(book: Book) -> Merging:
    return Merging(book, CATALOG, CLOCK)


def pair(merging: Merging) -> Duplicate:
    (found,) = merging.duplicates()
    return found


def candidate(book: Book, person: str) -> Candidate:
    """Make a person a candidate of a campaign."""
    made = Candidate(
        id=f"c-{person}", campaign_id="k", person_id=person, community_id=None, sought_post="书记",
        form_code="four_no", form_edition="2013",
    )  # fmt: skip
    with book.work("test", "人选") as work:
        if work.campaigns.get("k") is None:
            work.campaigns.add(Campaign(id="k", title="换届", year=2031))
        work.candidates.add(made)
        work.commit()
    return made


def persons(book: Book) -> dict[str, tuple[str, ...]]:
    return {one.person.name: one.posts for one in Rosters(book, CATALOG, CLOCK).people()}


def test_the_pair_is_found_with_its_reasons_and_the_fuller_record_first(merging: Merging) -> None:
    found = pair(merging)
    assert (found.kept.name, found.gone.name) == ("秦知远", "秦志远")
    assert found.view.open_fields == ("name", "education")
    assert (found.view.level, found.view.why) == ("很像同一人", "姓名同音，出生日期相同，单位相同。")


def test_what_was_answered_of_either_holds_after_merging_and_comes_out_of_the_bin_again(
    book: Book, merging: Merging
) -> None:
    imports = RosterImports(book, CATALOG, CLOCK)
    other = f"{HEAD}\n秦志远\t男\t1975-03-13\t高中\t\t石桥村\t委员"
    plan = imports.preview(other)
    (row,) = plan.pairs
    gone = next(one.left.key for one in row.views if one.lines[0].left == "秦志远")
    imports.apply(imports.decided(plan, {row.key: Decision(verdict=Verdict.SAME, person_id=gone)}))
    with book.read() as view:
        answers = {(one.field, one.digest) for one in view.import_answers.all()}
    kept = pair(merging).kept.id
    found = pair(merging)
    merging.merge(found.kept.id, found.gone.id, ALL)
    with book.read() as view:
        assert {one.person_id for one in view.import_answers.all()} == {kept}
        assert {(one.field, one.digest) for one in view.import_answers.all()} == answers
    assert [one.before for one in imports.preview(other).pairs] == ["上次已选：保留花名册的出生日期、学历"]
    lying = RosterBin(book, CLOCK)
    lying.remove(RemovedKind.PERSON, [kept], "调离")
    with book.read() as view:
        assert view.import_answers.all() == ()
    lying.put_back([one.id for one in lying.contents() if not one.merged_into])
    with book.read() as view:
        assert {(one.field, one.digest) for one in view.import_answers.all()} == answers


def test_a_name_taken_over_is_told_beside_both(book: Book, merging: Merging) -> None:
    found = pair(merging)
    merging.merge(found.kept.id, found.gone.id, ALL | {"name": True})
    assert Upkeep(book, CLOCK).operations(1)[0].summary == "合并人员：秦志远 并入 秦知远，姓名用“秦志远”"
    assert RosterBin(book, CLOCK).contents()[0].reason == "与秦知远是同一人，已并入"


def test_merging_moves_posts_and_candidacies_and_one_undo_brings_all_back(
    book: Book, merging: Merging
) -> None:
    found = pair(merging)
    candidate(book, found.gone.id)
    with book.read() as view:
        before = (view.persons.all(), view.posts.all(), view.candidates.all())
    done = merging.merge(found.kept.id, found.gone.id, ALL)
    assert (done.value.name, done.value.education, done.value.phone) == ("秦知远", "本科", "19900001111")
    assert persons(book)["秦知远"] == ("柳岸村 书记", "石桥村 指导员")  # the post both held is one
    with book.read() as view:
        assert [one.person_id for one in view.candidates.all()] == [found.kept.id]
    newest = Upkeep(book, CLOCK).operations(1)[0]
    assert newest.summary == "合并人员：秦志远 并入 秦知远"
    Upkeep(book, CLOCK).undo()
    with book.read() as view:
        assert (view.persons.all(), view.posts.all(), view.candidates.all()) == before
        assert view.removed.all() == ()


def test_the_merged_record_lies_in_the_bin_and_does_not_come_back_alone(book: Book, merging: Merging) -> None:
    found = pair(merging)
    merging.merge(found.kept.id, found.gone.id, ALL)
    box = RosterBin(book, CLOCK)
    (lying,) = box.contents()
    assert (lying.name, lying.reason, lying.merged_into) == (
        "秦志远",
        "与秦知远是同一人，已并入",
        found.kept.id,
    )
    assert lying_words(lying) == "男，1975-03-12，本科；职务 1 条"
    with pytest.raises(Rejected) as refused:
        box.put_back([lying.id])
    assert [one.code for one in refused.value.findings] == ["matching.merged_in_bin"]
    assert len(box.contents()) == 1


def test_a_field_that_differs_must_be_chosen(book: Book, merging: Merging) -> None:
    found = pair(merging)
    with pytest.raises(Rejected) as refused:
        merging.merge(found.kept.id, found.gone.id, {"name": False})
    assert refused.value.findings[0].fact("fields") == "学历"
    for wrong in ((found.kept.id, found.kept.id), (found.kept.id, "nobody")):
        with pytest.raises(Rejected):
            merging.merge(*wrong, ALL)
    assert len(persons(book)) == 3


def test_the_other_name_is_known_afterwards(book: Book, merging: Merging) -> None:
    found = pair(merging)
    merging.merge(found.kept.id, found.gone.id, ALL)
    plan = Rosters(book, CATALOG, CLOCK).preview(TWICE.replace("大专", "本科"))
    assert plan.pairs == ()
    assert plan.plan.is_empty()


def test_apart_is_remembered_for_good_and_undone(book: Book, merging: Merging) -> None:
    found = pair(merging)
    assert merging.apart(found.gone.id, found.kept.id).value == 1
    assert merging.duplicates() == ()
    assert merging.apart(found.kept.id, found.gone.id).value == 0
    Upkeep(book, CLOCK).undo()
    assert len(merging.duplicates()) == 1


def test_who_was_kept_apart_from_the_one_stays_apart_from_the_other(book: Book, merging: Merging) -> None:
    found = pair(merging)
    other = next(
        one.person.id for one in Rosters(book, CATALOG, CLOCK).people() if one.person.name == "温若谷"
    )
    merging.apart(found.gone.id, other)
    merging.merge(found.kept.id, found.gone.id, ALL)
    with book.read() as view:
        assert view.distinctions.all() == (Distinction.of(found.kept.id, other, date(2031, 5, 8)),)


def test_two_candidacies_in_one_campaign_are_told(book: Book, merging: Merging) -> None:
    found = pair(merging)
    candidate(book, found.kept.id)
    candidate(book, found.gone.id)
    done = merging.merge(found.kept.id, found.gone.id, ALL)
    assert [one.code for one in done.findings] == ["matching.two_candidates"]
