"""Importing into a roster: rows in doubt decided and undone; columns taught; refused rows mended."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.matching import LEFT, Decision, Verdict
from dangjian_desktop.exchange.plans import ChangeKind, Entity
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.exports import Exports
from dangjian_desktop.services.import_decisions import Wanted, decisions_on
from dangjian_desktop.services.import_facts import plan_facts
from dangjian_desktop.services.import_views import change_words, roster_view
from dangjian_desktop.services.pair_views import ImportPair, PairSign
from dangjian_desktop.services.roster_import import RosterImports, RosterPlan
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.services.conftest import CLOCK

CATALOG = Catalog(forms_folder(), None)
HEAD = "姓名\t性别\t出生年月\t学历\t联系电话\t社区\t职务"
HELD = f"{HEAD}\n秦知远\t男\t1975-03-12\t大专\t\t柳岸村\t书记\n温若谷\t女\t1980-07-01\t本科\t\t柳岸村\t主任"
SOUND = f"{HEAD}\n秦志远\t男\t1975-03-12\t本科\t19900001111\t柳岸村\t书记"


@pytest.fixture
def imports(book: Book) -> RosterImports:
    made = RosterImports(book, CATALOG, CLOCK)
    made.apply(made.preview(HELD))
    return made


def people(book: Book) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in Rosters(book, CATALOG, CLOCK).people():
        found.setdefault(line.person.name, []).append((line.person.education, line.person.phone))
    return found


def test_a_near_row_is_asked_about_and_not_written_until_decided(book: Book, imports: RosterImports) -> None:
    plan = imports.preview(SOUND)
    assert plan.counts[ChangeKind.UNSURE] == 1
    assert plan.plan.is_empty()
    (pair,) = plan.pairs
    assert pair.decision is None
    assert pair.views[0].open_fields == ("name", "education")
    assert (pair.views[0].level, pair.views[0].why) == ("很像同一人", "姓名同音，出生日期相同，单位相同。")
    assert "秦志远" not in people(book)


def test_the_same_person_gets_the_fields_chosen_and_is_never_asked_about_again(
    book: Book, imports: RosterImports
) -> None:
    plan = imports.preview(SOUND)
    same = Decision(
        verdict=Verdict.SAME, person_id=plan.pairs[0].views[0].left.key, taken=frozenset({"education"})
    )
    imports.apply(imports.decided(plan, {"秦志远": same}))
    assert people(book)["秦知远"] == [("本科", "19900001111")]
    again = imports.preview(SOUND)
    assert again.pairs == ()
    assert {kind for kind, count in again.counts.items() if count} == {ChangeKind.UNCHANGED}
    Upkeep(book, CLOCK).undo()
    assert people(book)["秦知远"] == [("大专", "")]


def test_a_taken_name_leaves_the_old_spelling_beside_it(book: Book, imports: RosterImports) -> None:
    plan = imports.preview(SOUND)
    same = Decision(verdict=Verdict.SAME, taken=frozenset({"name", "education"}))
    imports.apply(imports.decided(plan, {"秦志远": same}))
    assert "秦知远" not in people(book)
    for text in (SOUND, HELD.replace("大专", "本科")):
        again = imports.preview(text)
        assert again.pairs == ()
        assert again.plan.is_empty()


def test_another_person_is_added_the_distinction_kept_and_one_undo_takes_both_back(
    book: Book, imports: RosterImports
) -> None:
    plan = imports.preview(SOUND)
    imports.apply(answered(imports, plan, lambda found: found[0]))  # and heads the village after him
    assert set(people(book)) == {"秦知远", "温若谷", "秦志远"}
    with book.read() as view:
        assert len(view.distinctions.all()) == 1
    again = imports.preview(SOUND)
    assert again.pairs == ()
    assert again.plan.is_empty()
    Upkeep(book, CLOCK).undo()
    assert set(people(book)) == {"秦知远", "温若谷"}
    with book.read() as view:
        assert view.distinctions.all() == ()


def test_a_skipped_row_writes_nothing_of_the_row(book: Book, imports: RosterImports) -> None:
    plan = imports.decided(imports.preview(SOUND), {"秦志远": Decision(verdict=Verdict.SKIP)})
    assert roster_view(plan).writes == 0
    left = [(one.name, one.new) for one in plan.changes if one.kind is ChangeKind.UNCHANGED and one.new]
    assert left == [("秦志远", "跳过")]
    assert plan.counts[ChangeKind.UNSURE] == 0


def test_a_skipped_row_is_not_asked_about_again_until_it_says_something_else(
    book: Book, imports: RosterImports
) -> None:
    imports.apply(imports.decided(imports.preview(SOUND), {"秦志远": Decision(verdict=Verdict.SKIP)}))
    again = imports.preview(SOUND)
    assert again.plan.is_empty()
    assert {kind for kind, count in again.counts.items() if count} == {ChangeKind.UNCHANGED}
    assert [(one.before, one.decision) for one in again.pairs] == [
        ("上次已跳过", Decision(verdict=Verdict.SKIP))
    ]
    assert [one.new for one in roster_view(again).lines if one.pair] == ["上次已跳过"]
    assert [one.code for one in again.findings] == ["roster.answered_before"]
    assert decisions_on(again.pairs, []) == {}
    more = imports.preview(SOUND.replace("本科", "大专"))
    assert [one.before for one in more.pairs] == [""]
    imports.apply(answered(imports, again, lambda found: found[0]))
    with book.read() as view:
        assert [one.field for one in view.import_answers.all()] == ["same_row"]
    assert imports.preview(SOUND).pairs == ()
    Upkeep(book, CLOCK).undo()
    back = imports.preview(SOUND)
    assert [one.before for one in back.pairs] == ["上次已跳过"]
    same = Decision(verdict=Verdict.SAME, person_id=back.pairs[0].views[0].left.key)
    imports.apply(imports.decided(back, {"秦志远": same}))
    with book.read() as view:
        assert LEFT not in {one.field for one in view.import_answers.all()}
    told = imports.preview(SOUND)
    assert told.plan.is_empty()
    imports.apply(imports.decided(told, {one.key: Decision(verdict=Verdict.SKIP) for one in told.pairs}))
    assert [one.before for one in imports.preview(SOUND).pairs] == ["上次已跳过"]


def test_a_row_left_out_though_once_said_to_be_somebody_is_asked_about_when_it_changes(
    imports: RosterImports,
) -> None:
    text = f"{HEAD}\n秦志远\t男\t1975-03-13\t大专\t\t柳岸村\t书记"
    for verdict in (Verdict.SAME, Verdict.SKIP):
        plan = imports.preview(text)
        imports.apply(imports.decided(plan, {one.key: Decision(verdict=verdict) for one in plan.pairs}))
    more = imports.preview(text.replace("大专", "本科"))
    assert [(one.before, one.decision) for one in more.pairs] == [("", None)]


def test_who_a_row_is_said_to_be_last_holds(book: Book) -> None:
    imports = RosterImports(book, CATALOG, CLOCK)
    imports.apply(imports.preview(f"{HELD}\n秦之远\t男\t1975-03-12\t大专\t\t柳岸村\t委员"))
    member = SOUND.replace("书记", "委员")  # of a head it would be asked besides who holds the post
    for place in (0, 1, 0):
        plan = imports.preview(member)
        (pair,) = plan.pairs
        person = sorted(one.left.key for one in pair.views)[place]
        imports.apply(imports.decided(plan, {pair.key: Decision(verdict=Verdict.SAME, person_id=person)}))
        (again,) = imports.preview(member).pairs
        assert again.decision is not None
        assert again.decision.person_id == person


def test_one_name_elsewhere_without_birth_is_asked_about(imports: RosterImports) -> None:
    plan = imports.preview(f"{HEAD}\n秦知远\t\t\t\t\t石桥村\t委员")
    (pair,) = plan.pairs
    assert pair.views[0].why == "姓名相同，有一边没有出生日期，单位不同。"
    assert not [
        one
        for one in plan.changes
        if one.entity in (Entity.PERSON, Entity.POST) and one.kind is ChangeKind.ADDED
    ]


def test_the_posts_of_both_sides_stand_beside_each_other(imports: RosterImports) -> None:
    (pair,) = roster_view(imports.preview(SOUND)).pairs
    line = pair.views[0].lines[-1]
    assert (line.left, line.right, line.sign) == ("柳岸村 书记", "柳岸村 书记", PairSign.SAME)


def test_a_change_is_told_in_chinese_with_its_numbers_masked(imports: RosterImports) -> None:
    imports.apply(imports.preview(HELD.replace("大专\t", "大专\t19900001111")))
    plan = imports.preview(HELD.replace("大专\t", "本科\t19900002222"))
    changed = [one for one in plan.changes if one.kind is ChangeKind.CHANGED]
    assert [change_words(one) for one in changed] == ["学历：大专 → 本科", "手机：199****1111 → 199****2222"]
    told = str(plan_facts(plan.plan)["changes"])
    assert "199****2222" in told
    assert "19900001111" not in told


def test_two_rows_never_both_become_one_person(imports: RosterImports) -> None:
    imports.apply(imports.preview(f"{HEAD}\n白一舟\t\t\t\t\t柳岸村\t委员"))
    plan = imports.preview(
        f"{HEAD}\n白一舟\t男\t1970-01-01\t\t\t柳岸村\t委员\n白一舟\t女\t1990-09-09\t\t\t柳岸村\t副主任"
    )
    assert len(plan.pairs) == 2


def test_two_rows_decided_to_be_one_person_both_count(book: Book, imports: RosterImports) -> None:
    text = f"{SOUND}\n秦芝远\t男\t1975-03-12\t\t\t柳岸村\t书记".replace("19900001111", "")
    plan = imports.preview(text + "\n秦知元\t男\t1975-03-12\t\t19900002222\t柳岸村\t书记")
    same = Decision(verdict=Verdict.SAME, taken=frozenset({"education"}))
    imports.apply(imports.decided(plan, {pair.key: same for pair in plan.pairs}))
    assert people(book)["秦知远"] == [("本科", "19900002222")]


def test_answers_by_row_number_address_or_name(imports: RosterImports) -> None:
    plan = imports.preview(SOUND)
    pair = plan.pairs[0]
    for row in (pair.address, "秦志远", "2"):
        found = decisions_on(
            plan.pairs, [Wanted(row=row, verdict=Verdict.SAME, person="秦知远", take=("学历",))]
        )
        assert found["秦志远"].taken == {"education"}
        assert found["秦志远"].person_id == pair.views[0].left.key
    assert decisions_on(plan.pairs, []) == {}
    assert decisions_on(plan.pairs, [], Verdict.SKIP)["秦志远"].verdict is Verdict.SKIP
    wrong = (
        Wanted(row="99", verdict=Verdict.SKIP),
        Wanted(row="2", verdict=Verdict.SAME, person="温若谷"),
        Wanted(row="2", verdict=Verdict.SAME, take=("性别",)),
    )
    assert list(wanted_codes(plan.pairs, wrong)) == [
        "matching.no_such_row",
        "matching.no_such_person",
        "matching.not_different",
    ]


def wanted_codes(pairs: object, wrong: tuple[Wanted, ...]) -> Iterator[str]:
    """Return the code each wrong answer is refused with."""
    for one in wrong:
        with pytest.raises(Rejected) as refused:
            decisions_on(pairs, [one])  # type: ignore[arg-type]
        yield refused.value.findings[0].code


# ------------------------------------------------------------ columns


def test_headings_are_learned_used_and_forgotten(book: Book, imports: RosterImports) -> None:
    text = "姓名\t性别\t喝墨水\n白一舟\t男\t大专"
    assert [one.told for one in imports.preview(text).tables[0].columns] == ["按表头", "按表头", "没有用"]
    chosen = imports.preview(text, columns={"喝墨水": "education"})
    assert chosen.reading.persons[0].education == "大专"
    assert imports.learned() == ()  # a preview that is left teaches nothing
    imports.apply(chosen)
    assert imports.learned() == ()
    imports.apply(imports.preview(text.replace("一", "二"), columns={"喝墨水": "education"}), learn=True)
    again = imports.preview(text)
    assert again.reading.persons[0].education == "大专"
    assert again.tables[0].columns[2].told == "记住的"
    other = imports.preview(f"{text}\n褚遂宁\t女\t本科", columns={"喝墨水": "", "性别": "education"})
    imports.apply(other, learn=True)
    assert [(one.heading, one.field) for one in imports.learned()] == [("喝墨水", ""), ("性别", "education")]
    Upkeep(book, CLOCK).undo()
    assert [(one.heading, one.field) for one in imports.learned()] == [("喝墨水", "education")]
    assert imports.forget("cadres", "喝墨水").value == 1
    assert imports.preview(text).reading.persons[0].education == ""


def test_a_heading_chosen_displaces_the_one_known_by_words(imports: RosterImports) -> None:
    text = "姓名\t学历\t最高学历\n白一舟\t高中\t大专"
    plan = imports.preview(text, columns={"最高学历": "education", "学历": ""})
    assert plan.reading.persons[0].education == "大专"


def test_a_block_without_headings_is_read_by_what_stands_in_it(imports: RosterImports) -> None:
    plan = imports.preview("1\t白一舟\t男\t1970-01-01\t19900001111\n2\t褚遂宁\t女\t1990-09-09\t19900002222")
    assert [(one.name, one.phone) for one in plan.reading.persons] == [
        ("白一舟", "19900001111"),
        ("褚遂宁", "19900002222"),
    ]
    assert [one.told for one in plan.tables[0].columns][1:] == ["按内容"] * 4


def test_a_block_that_may_be_read_two_ways_is_asked_about(imports: RosterImports) -> None:
    text = "白一舟\t褚遂宁\n段景行\t孟秋白"
    with pytest.raises(Rejected) as refused:
        imports.preview(text)
    assert refused.value.findings[0].code == "files.header_missing"
    assert [one.heading for one in imports.unread(text)[0].columns] == ["第1列", "第2列"]
    plan = imports.preview(text, columns={"第1列": "name", "第2列": ""})
    assert [one.name for one in plan.reading.persons] == ["白一舟", "段景行"]


def test_headings_below_titles_and_blank_rows_are_found(imports: RosterImports) -> None:
    plan = imports.preview("柳溪镇村级干部名册\n\n填报单位：柳溪镇\t\t\n姓名\t性别\t学历\n白一舟\t男\t大专")
    assert [one.name for one in plan.reading.persons] == ["白一舟"]


# ------------------------------------------------------------ refused rows


def test_a_refused_row_is_exported_mended_and_imported(
    book: Book, imports: RosterImports, tmp_path: Path
) -> None:
    with pytest.raises(Rejected):
        imports.export_refused(imports.preview(HELD), tmp_path / "无.xlsx")
    plan = imports.preview(
        f"{HEAD}\n\t男\t1970-01-01\t大专\t19900001111\t柳岸村\t委员\n白一舟\t男\t\t\t\t柳岸村\t委员"
    )
    target = tmp_path / "拒收.xlsx"
    assert imports.export_refused(plan, target).value == 1
    workbook = openpyxl.load_workbook(target)
    sheet = workbook.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = rows.index([*HEAD.split("\t"), "问题", "原位置"])
    assert rows[head + 1] == [
        None, "男", "1970-01-01", "大专", "19900001111", "柳岸村", "委员",
        "这一行没有写姓名，未导入。请补上后重新导入。", "第2行第1格",
    ]  # fmt: skip
    again = imports.preview(target)
    assert again.counts[ChangeKind.REFUSED] == 1
    sheet.cell(head + 2, 1).value = "褚遂宁"
    workbook.save(target)
    mended = imports.preview(target)
    assert mended.counts[ChangeKind.REFUSED] == 0
    imports.apply(mended)
    assert people(book)["褚遂宁"] == [("大专", "19900001111")]


# ------------------------------------------------------------ any roster

ROWS = st.lists(
    st.tuples(
        st.builds(
            lambda a, b: a + b,
            st.sampled_from("秦温白褚段孟陶邵"),
            st.text("知远若谷一舟遂宁", min_size=1, max_size=2),
        ),
        st.sampled_from(("男", "女", "")),
        st.one_of(st.just(""), st.dates(date(1946, 1, 1), date(2005, 12, 31)).map(str)),
        st.sampled_from(("大专", "本科", "高中", "")),
        st.sampled_from(("19900001111", "19900002222", "")),
        st.sampled_from(("柳岸村", "石桥村", "青萍社区")),
        st.sampled_from(("书记", "主任", "委员")),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.randoms())
def test_any_roster_imported_again_changes_nothing_in_whatever_order(
    rows: list[tuple[str, ...]], chance: Random
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        book = Book.create(Path(scratch) / "a.djb", password=None, clock=CLOCK, backups=Path(scratch) / "b")
        try:
            imports = RosterImports(book, CATALOG, CLOCK)
            text = "\n".join((HEAD, *("\t".join(row) for row in rows)))
            imports.apply(answered(imports, imports.preview(text), chance.choice))
            again = imports.preview(text)
            assert {kind for kind, count in again.counts.items() if count} <= {ChangeKind.UNCHANGED}
            assert again.plan.is_empty()
            target = Path(scratch) / "花名册.xlsx"
            Exports(book, CLOCK, Rosters(book, CATALOG, CLOCK)).roster(target, purpose="核对", full=True)
            exported = imports.preview(target, "cadres")
            assert {kind for kind, count in exported.counts.items() if count} <= {ChangeKind.UNCHANGED}
        finally:
            book.close()


# ------------------------------------------------------------ any answers

NEAR = st.lists(
    st.tuples(
        st.builds(lambda a, b: a + b, st.sampled_from("秦覃"), st.text("知志芝远元", min_size=1, max_size=2)),
        st.sampled_from(("男", "女", "")),
        st.sampled_from(("", "1975-03-12", "1975-03-13", "1975.03", "1980-07-01")),
        st.sampled_from(("大专", "本科", "")),
        st.sampled_from(("19900001111", "19900002222", "")),
        st.sampled_from(("柳岸村", "石桥村", "镇财政所", "")),
        st.sampled_from(("书记", "委员", "")),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NEAR, NEAR, st.data())
def test_any_answers_are_remembered_and_the_same_file_again_changes_and_asks_nothing(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        book = Book.create(Path(scratch) / "a.djb", password=None, clock=CLOCK, backups=Path(scratch) / "b")
        try:
            imports = RosterImports(book, CATALOG, CLOCK)
            for rows in (first, second):
                text = "\n".join((HEAD, *("\t".join(row) for row in rows)))
                plan = imports.preview(text)
                imports.apply(answered(imports, plan, lambda found: data.draw(st.sampled_from(found))))
                again = imports.preview(text)
                assert {kind for kind, count in again.counts.items() if count} <= {ChangeKind.UNCHANGED}
                assert again.plan.is_empty()
                assert all(one.before for one in again.pairs)
        finally:
            book.close()


def answered(
    imports: RosterImports, plan: RosterPlan, choose: Callable[[list[Decision]], Decision]
) -> RosterPlan:
    """Answer every question; who a row is may lead to the next, whether another still holds the post."""
    said: dict[str, Decision] = {}
    while asked := [one for one in plan.pairs if one.key not in said]:
        said |= {one.key: choose(answers_to(one)) for one in asked}
        plan = imports.decided(plan, said)
    return plan


def answers_to(pair: ImportPair) -> list[Decision]:
    """Everything a clerk can say of a row (left out, apart, the same with any of the fields) or of a post."""
    found = [Decision(verdict=one.verdict) for one in pair.answers if one.verdict is not Verdict.SAME]
    if found[0].verdict is Verdict.ENDED:
        return found
    for view in pair.views:
        for count in range(len(view.open_fields) + 1):
            for taken in combinations(view.open_fields, count):
                same = Decision(verdict=Verdict.SAME, person_id=view.left.key, taken=frozenset(taken))
                found.append(same)
    return found


def test_a_kept_field_is_told_at_the_next_import_and_can_be_changed(
    book: Book, imports: RosterImports
) -> None:
    text = f"{HEAD}\n秦志远\t男\t1975-03-13\t大专\t\t柳岸村\t书记"
    plan = imports.preview(text)
    (key,) = [one.key for one in plan.pairs]
    left = plan.pairs[0].views[0].left.key
    same = Decision(verdict=Verdict.SAME, person_id=left, taken=frozenset({"name"}))
    imports.apply(imports.decided(plan, {key: same}))
    again = imports.preview(text)
    assert [one.before for one in again.pairs] == ["上次已选：保留花名册的出生日期"]
    assert [one.code for one in again.findings if one.code == "roster.answered_before"]
    assert decisions_on(again.pairs, []) == {}
    changed = imports.decided(again, {key: replace(same, taken=frozenset({"birth"}))})
    assert [one.field for one in changed.changes if one.kind is ChangeKind.CHANGED] == ["birth"]
    imports.apply(changed)
    with book.read() as view:
        assert {one.field for one in view.import_answers.all()} == {"same_row"}
    assert imports.preview(text).plan.is_empty()
    Upkeep(book, CLOCK).undo()
    assert [one.before for one in imports.preview(text).pairs] == ["上次已选：保留花名册的出生日期"]


def test_an_answer_that_changes_nothing_else_is_kept_too(book: Book, imports: RosterImports) -> None:
    text = HELD.replace("1975-03-12", "1975-03-11")
    plan = imports.preview(text)
    kept = {one.key: Decision(verdict=Verdict.SAME) for one in plan.pairs}
    decided = imports.decided(plan, kept)
    assert roster_view(decided).writes == 0
    assert roster_view(decided).will == "这次的选择，下次导入不再问"
    imports.apply(decided)
    again = imports.preview(text)
    assert again.plan.is_empty()
    assert again.counts[ChangeKind.UNSURE] == 0


def test_a_changed_field_is_shown_with_its_own_cell(imports: RosterImports) -> None:
    plan = imports.preview(f"{HEAD}\n秦知远\t男\t1975-03-12\t本科\t19900001111\t柳岸村\t书记")
    changed = [one for one in roster_view(plan).lines if one.kind is ChangeKind.CHANGED]
    assert sorted((one.field, one.address) for one in changed) == [
        ("学历", "第2行第4格"), ("手机", "第2行第5格"),
    ]  # fmt: skip
    assert plan.plan.count(ChangeKind.CHANGED, Entity.PERSON) == 1


def test_dates_known_to_the_month_are_shown_to_the_month(book: Book) -> None:
    made = RosterImports(book, CATALOG, CLOCK)
    head = "姓名\t性别\t出生年月\t入党时间\t社区\t职务"
    made.apply(made.preview(f"{head}\n秦知远\t男\t1975-03\t2008-01\t柳岸村\t书记"))
    (pair,) = made.preview(f"{head}\n秦志远\t男\t1975-03\t2009-02\t柳岸村\t委员").pairs
    lines = {one.field: (one.left, one.right) for one in pair.views[0].lines}
    assert lines["birth"] == ("1975-03", "1975-03")
    assert lines["joined_party"] == ("2008-01", "2009-02")
    later = roster_view(made.preview(f"{head}\n秦知远\t男\t1975-03\t2009-02\t柳岸村\t书记"))
    assert [(one.old, one.new) for one in later.lines if one.field == "入党时间"] == [("2008-01", "2009-02")]
