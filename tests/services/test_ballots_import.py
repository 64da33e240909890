"""Papers from xlsx and csv: preview with cell addresses, one unit, taken out again as one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from dangjian_desktop.app.offices import office_of
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.ballots import BallotStatus, Checking
from dangjian_desktop.domain.entries import due_twice
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_problems import problems_of, write_problems
from dangjian_desktop.storage.database import Book
from tests.services.polled_township import CLOCK, MEETING, Village, meeting, over, paper, type_all, village
from tests.services.questionnaires import FORM


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "本镇.djb"
    village(path).book.close()
    return path


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Iterator[Village]:
    found = over(Book.open(shutil.copyfile(template, tmp_path / "本镇.djb"), clock=CLOCK))
    yield found
    found.book.close()


def heads(made: Village) -> list[object]:
    return ["票号", "类别", *(item.text for item in made.form.items), "无效原因"]


def sheet(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def test_a_sheet_of_papers_is_read_stored_and_taken_out_again(made: Village, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["上塘村测评票登记"],
        heads(made),
        [1, "群众", 1, "满意", "2", "基本满意", 3, "不满意", 4, None, 0, "未选"],
        [2, "党员", *[1] * 10],
        [3, "干部", *[None] * 10, "写有姓名或作了记号"],
        [4, "干部", "无效", *[None] * 9],
        [],
    ]
    plan = made.ballots.preview_import(sheet(tmp_path / "票.xlsx", rows), MEETING, "satisfaction")
    assert plan.numbers == (1, 2, 3, 4)
    assert plan.refused == 0
    assert made.ballots.sheet(MEETING).numbers == ()
    assert made.ballots.apply_import(plan).value == 4
    assert made.ballots.look_up(MEETING, 1).marks == (0, 0, 1, 1, 2, 2, 3, None, None, None)
    assert made.ballots.look_up(MEETING, 3).reason == "写有姓名或作了记号"
    assert made.ballots.look_up(MEETING, 4).status is BallotStatus.INVALID
    made.ballots.void(MEETING, plan.numbers, "撤销导入")
    assert made.ballots.sheet(MEETING).numbers == ()


def test_wrong_cells_are_named_by_their_address_and_only_their_rows_stay_out(
    made: Village, tmp_path: Path
) -> None:
    made.ballots.record(paper(8))
    rows = [
        heads(made),
        [5, "群众", 1, 1, 9, *[1] * 7],
        [6, "来宾", *[1] * 10],
        ["六号", "群众", *[1] * 10],
        [8, "群众", *[1] * 10],
        [9, "群众", *[1] * 10],
        [9, "群众", *[2] * 10],
    ]
    plan = made.ballots.preview_import(sheet(tmp_path / "票.xlsx", rows), MEETING)
    assert plan.numbers == (9,)
    assert plan.refused == 5
    assert [(f.code, f.where.cell) for f in plan.findings] == [
        ("ballots.bad_option", "E2"),
        ("ballots.bad_group", "B3"),
        ("ballots.bad_number", "A4"),
        ("ballots.number_taken_in_file", "A5"),
        ("ballots.number_taken_in_file", "A7"),
    ]
    assert "1 满意" in sentence(plan.findings[0])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_csv_without_numbers_is_numbered_on_with_a_remark(
    made: Village, tmp_path: Path, encoding: str
) -> None:
    made.ballots.record(paper(3))
    lines = ["类别," + ",".join(f"{n}. {i.text}" for n, i in enumerate(made.form.items, 1))]
    lines += ["党员" + ",1" * 10, "群众" + ",满意" * 10]
    path = tmp_path / "票.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    plan = made.ballots.preview_import(path, MEETING)
    assert plan.numbers == (4, 5)
    assert [f.code for f in plan.findings] == ["ballots.numbers_given"]


def test_files_that_are_no_ballots_get_their_sentence(made: Village, tmp_path: Path) -> None:
    other = sheet(tmp_path / "名册.xlsx", [["姓名", "职务"], ["蓝若岚", "委员"]])
    with pytest.raises(Rejected) as error:
        made.ballots.preview_import(other, MEETING)
    assert [f.code for f in error.value.findings] == ["ballots.no_columns"]
    (tmp_path / "空.csv").write_bytes(b"")
    with pytest.raises(Rejected):
        made.ballots.preview_import(tmp_path / "空.csv", MEETING)
    with pytest.raises(Unavailable):
        made.ballots.preview_import(tmp_path / "没有.xlsx", MEETING)
    with pytest.raises(Rejected) as form:
        made.ballots.preview_import(other, MEETING, "team_appraisal")
    assert [f.code for f in form.value.findings] == ["ballots.other_form"]


def test_an_import_is_all_or_nothing(made: Village, tmp_path: Path) -> None:
    path = sheet(tmp_path / "票.xlsx", [heads(made), *([n, "群众", *[1] * 10] for n in range(1, 6))])
    plan = made.ballots.preview_import(path, MEETING)
    made.ballots.record(paper(5))
    with pytest.raises(Rejected) as error:
        made.ballots.apply_import(plan)
    assert [f.code for f in error.value.findings] == ["ballots.number_taken"]
    assert made.ballots.sheet(MEETING).numbers == (5,)


def test_a_closed_meeting_and_an_empty_plan_take_nothing(made: Village, tmp_path: Path) -> None:
    empty = made.ballots.preview_import(sheet(tmp_path / "空.xlsx", [heads(made), [1, "来宾"]]), MEETING)
    with pytest.raises(Rejected) as nothing:
        made.ballots.apply_import(empty)
    assert nothing.value.findings[0].code == "ballots.nothing_to_import"
    path = sheet(tmp_path / "票.xlsx", [heads(made), [90, "群众", *[1] * 10]])
    plan = made.ballots.preview_import(path, MEETING)
    type_all(made)
    made.ballots.finish(MEETING)
    with pytest.raises(Rejected):
        made.ballots.apply_import(plan)
    with pytest.raises(Rejected):
        made.ballots.preview_import(path, MEETING)


def test_an_import_is_one_step_and_taken_back_in_one(made: Village, tmp_path: Path) -> None:
    office = office_of(made.book, Catalog(), CLOCK)
    rows = [heads(made), [1, "群众", *[1] * 10], [2, "群众", *[2] * 10], [3, "来宾", *[1] * 10]]
    path = sheet(tmp_path / "票.xlsx", rows)
    plan = office.ballots.preview_import(path, MEETING)
    office.ballots.apply_import(plan)
    assert office.ballots.tally(MEETING).total.valid == 2
    done = office.upkeep.undo()
    assert done.value == "从文件“票.xlsx”导入 2 张测评票"
    assert office.ballots.tally(MEETING).total.valid == 0
    office.ballots.apply_import(plan)
    office.ballots.record(paper(9))
    with pytest.raises(Rejected) as found:
        office.upkeep.undo()
    assert [one.code for one in found.value.findings] == ["ballots.undo_by_number"]
    again = office_of(made.book, Catalog(), CLOCK)
    office.ballots.void(MEETING, (9,), "录错")
    office.ballots.void(MEETING, plan.numbers, "录错")
    office.ballots.apply_import(plan)
    with pytest.raises(Rejected) as found:
        again.upkeep.undo()
    assert [one.code for one in found.value.findings] == ["ballots.import_not_undone"]


def test_problems_of_a_table_name_their_cells_and_what_to_do(made: Village, tmp_path: Path) -> None:
    rows = [heads(made), [1, "群众", *[1] * 9, 9], ["x", "群众", *[2] * 10]]
    path = sheet(tmp_path / "票.xlsx", rows)
    plan = made.ballots.preview_import(path, MEETING)
    told = [(one.cell, one.outcome, one.problem, one.remedy[:4]) for one in problems_of(plan)]
    assert told == [
        ("L2", "不导入", "“9”不是选项。", "请填编号"),
        ("A3", "不导入", "“x”不是票号。", "请填纸上"),
    ]
    assert write_problems(plan, tmp_path / "问题.xlsx", CLOCK.today()) == 2
    clean = sheet(tmp_path / "好.xlsx", [heads(made), [1, "群众", *[1] * 10]])
    with pytest.raises(Rejected) as found:
        write_problems(made.ballots.preview_import(clean, MEETING), tmp_path / "无.xlsx", CLOCK.today())
    assert [one.code for one in found.value.findings] == ["ballots.no_problems"]
    assert not (tmp_path / "无.xlsx").exists()


def words_kept(made: Village, at: str) -> dict[str, int]:
    with made.book.read() as view:
        return {one.text: one.copies for one in view.remarks.of_meeting(at)}


def test_a_second_entry_taken_back_leaves_the_first_and_its_words(made: Village, tmp_path: Path) -> None:
    form_code, form_edition = FORM
    asked = meeting(id="", form_code=form_code, form_edition=form_edition, heads=(), second=Checking.ALL)
    remarked = made.ballots.save_meeting(asked).value.id
    form = made.ballots.sheet(remarked).form
    marks = ["1"] * len(form.items)
    head = ["票号", "类别", *(item.text for item in form.items), form.remarks[0].text]
    group = form.groups[0].name
    first = sheet(tmp_path / "一.xlsx", [head, [1, group, *marks, "修路"], [2, group, *marks, "装路灯"]])
    made.ballots.apply_import(made.ballots.preview_import(first, remarked), "甲")
    again = sheet(tmp_path / "二.xlsx", [head, [1, group, *marks, "修路"], [2, group, *marks, "装灯"]])
    plan = made.ballots.preview_import(again, remarked, entry=2)
    assert plan.refused == 0
    made.ballots.apply_import(plan, "乙")
    assert words_kept(made, remarked) == {"修路": 1, "装路灯": 1, "装灯": 1}
    with made.book.read() as view:
        step = view.audit.last_of("ballots.")
    assert made.ballots.take_back(step).value == 2
    sheet_now = made.ballots.sheet(remarked)
    assert (sheet_now.numbers, sheet_now.row.doubled.typed) == ((1, 2), 0)
    assert words_kept(made, remarked) == {"修路": 1, "装路灯": 1}


def test_papers_not_in_the_sample_stay_out_of_a_second_entry(made: Village, tmp_path: Path) -> None:
    with made.book.work("ballots.sample", "测试数据") as work:
        work.meetings.put(meeting(second=Checking.SAMPLE, percent=50, sample_start=1))
        work.commit()
    for number in range(1, 5):
        made.ballots.record(paper(number))
    rows = [heads(made), *([number, "群众", *[1] * 10] for number in range(1, 5))]
    plan = made.ballots.preview_import(sheet(tmp_path / "二.xlsx", rows), MEETING, entry=2)
    with made.book.read() as view:
        held = view.meetings.get(MEETING)
    assert held is not None
    due = due_twice(held, (1, 2, 3, 4))
    assert 0 < len(due) < 4
    assert (plan.numbers, plan.refused) == (due, 4 - len(due))
    assert {found.code for found in plan.findings} == {"ballots.not_in_sample"}
    assert made.ballots.apply_import(plan, "乙").value == len(due)
