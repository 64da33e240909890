"""Words of a paper: taken out, mended, put back, merged with what the record changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.document_numbers import DocumentNumber, read_number, series_of, written
from dangjian_desktop.domain.paper_changes import Sort, differences, followed, restored
from dangjian_desktop.domain.paper_charts import Bar, BarRow, ChartBlock, Stretch
from dangjian_desktop.domain.paper_levels import level_of, numbered, read_line, renumbered, with_level
from dangjian_desktop.domain.paper_rows import bare_text, can_move, rows_of, with_row, with_rows, without_row
from dangjian_desktop.domain.paper_texts import (
    TABLE_LINE,
    MendedRow,
    Piece,
    Words,
    mended,
    new_label,
    words_of,
)
from dangjian_desktop.domain.papers import (
    Attachment,
    BallotSheet,
    Cell,
    Column,
    Heading,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    plain_table,
)

DAY = date(2031, 5, 8)
TABLE = plain_table([Column(1), Column(1)], ["村", "人"], [["柳岸村", "甲某"], ["青桥村", "乙某"]])
LETTER = OfficialLetter(
    title="关于开展活动的通知",
    receivers="各村党组织",
    signature="栖梧镇",
    dated=DAY,
    blocks=(
        Paragraph("现通知如下："),
        Heading(1, "一、总体要求"),
        Paragraph("把群众满意作为标准。"),
        Heading(2, "（一）加强领导。", "书记是第一责任人。"),
        TABLE,
    ),
    listed=("名单",),
    attachments=(Attachment("附件1", "名单", (Paragraph("居中的话", indent=False), TABLE)),),
)
PAPER = Paper("notice", LETTER.title, (LETTER,), "栖梧镇", DAY)


def letter(paper: Paper) -> OfficialLetter:
    part = paper.parts[0]
    assert isinstance(part, OfficialLetter)
    return part


def words() -> Words:
    found = words_of(PAPER)
    assert found is not None
    return found


def body(*lines: str, of: Words | None = None) -> Words:
    base = of or words()
    return replace(base, pieces=(replace(base.pieces[0], lines=lines), *base.pieces[1:]))


def test_untouched_words_give_the_same_paper() -> None:
    assert mended(PAPER, words()) == PAPER
    assert differences(words(), words()) == ()


def test_lines_become_what_their_numbers_say() -> None:
    lines = ("二、工作步骤", "（二）分步推进。先摸底。", "3.列清单", "（4）逐项销号。", "平常。", TABLE_LINE)
    blocks = letter(mended(PAPER, body(*lines))).blocks
    assert blocks == (
        Heading(1, "二、工作步骤"),
        Heading(2, "（二）分步推进。", "先摸底。"),
        Heading(3, "3.列清单"),
        Heading(4, "（4）逐项销号。"),
        Paragraph("平常。"),
        TABLE,
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [("一、甲", 1), ("十二、甲", 1), ("（三）甲", 2), ("1.甲", 3), ("12．甲", 3), ("1.5 万元到账", 0),
     ("（10）甲", 4), ("2026年开展", 0), ("一是抓紧", 0), ("", 0),
     ("一、二、三组负责东片。", 0), ("一、二组负责东片。", 0), ("一、一个目标", 1), ("二、三个步骤", 1)],
)  # fmt: skip
def test_levels(text: str, level: int) -> None:
    assert level_of(text) == level


def test_a_line_that_stands_keeps_the_block_it_was() -> None:
    found = letter(mended(PAPER, replace(words(), title="新标题")))
    assert found.attachments[0].blocks[0] == Paragraph("居中的话", indent=False)
    assert found.title == "新标题"


def test_the_list_of_attachments_follows_their_titles() -> None:
    base = words()
    renamed = replace(base, pieces=(base.pieces[0], replace(base.pieces[1], title="工作组名单")))
    found = letter(mended(PAPER, renamed))
    assert (found.listed, found.attachments[0].title) == (("工作组名单",), "工作组名单")


def test_cells_are_mended_by_the_row_they_belong_to() -> None:
    base = words()
    rows = (("柳岸村", "甲某（主持）"), ("青桥村", "乙某"))
    changed = replace(base, pieces=(replace(base.pieces[0], rows=(rows,)), base.pieces[1]))
    table = letter(mended(PAPER, changed)).blocks[-1]
    assert isinstance(table, TableBlock)
    assert rows_of(table) == rows
    assert table.body[1] == TABLE.body[1]
    assert [one.place for one in differences(base, changed)] == ["表格1第1行"]
    longer = replace(TABLE, body=(Row((Cell("上塘村"), Cell("丙某"))), *TABLE.body))
    moved = replace(PAPER, parts=(replace(LETTER, blocks=(*LETTER.blocks[:-1], longer)),))
    now = words_of(moved)
    assert now is not None
    kept, clashes = followed(base, now, changed)
    table = letter(mended(moved, kept)).blocks[-1]
    assert isinstance(table, TableBlock)
    assert rows_of(table) == (("上塘村", "丙某"), *rows)
    assert clashes == ()


def test_cells_that_older_versions_mended_are_still_printed() -> None:
    row = MendedRow(given=("柳岸村", "甲某"), printed=("柳岸村", "甲某（主持）"))
    base = words()
    bare = replace(base, pieces=tuple(replace(one, rows=()) for one in base.pieces))
    old = replace(bare, pieces=(replace(bare.pieces[0], tables=((row,),)), bare.pieces[1]))
    kept, clashes = followed(bare, base, old)
    assert kept.pieces[0].rows == ((("柳岸村", "甲某（主持）"), ("青桥村", "乙某")),)
    assert kept.pieces[1] == base.pieces[1]
    assert clashes == ()


def test_a_table_whose_line_is_taken_out_is_not_printed() -> None:
    assert letter(mended(PAPER, body("只有一段。"))).blocks == (Paragraph("只有一段。"),)


def test_lists_have_a_title_notes_and_cells() -> None:
    sheet = Paper("x", "名单", (ListTable("名单", TABLE, notes=("注：甲",)),), "镇", DAY)
    base = words_of(sheet)
    assert base is not None
    assert base.pieces[0].lines == (TABLE_LINE, "注：甲")
    changed = replace(base, title="花名册", pieces=(replace(base.pieces[0], lines=(TABLE_LINE, "注：乙")),))
    part = mended(sheet, changed).parts[0]
    assert isinstance(part, ListTable)
    assert (part.title, part.notes, part.table) == ("花名册", ("注：乙",), TABLE)


def test_a_chart_is_left_out_where_its_figures_were_mended_by_hand() -> None:
    table = plain_table((Column(30), Column(10, numeric=True)), ("村", "得票"), [("青桥村", "31")])
    chart = ChartBlock("得票", ("得票",), (BarRow("青桥村", (Bar((Stretch(Fraction(31), 0, "31"),)),)),))
    one = Paper("summary", "汇总", (ListTable("汇总", table, chart=chart),), "镇党委", DAY)
    own = words_of(one)
    assert own is not None
    assert mended(one, own) == one
    for row, stays in ((("青桥新村", "31"), True), (("青桥村", "32"), False)):
        (part,) = mended(one, replace(own, pieces=(replace(own.pieces[0], rows=((row,),)),))).parts
        assert isinstance(part, ListTable)
        assert (part.chart is not None) is stays


def test_ballots_have_no_words_to_mend() -> None:
    assert words_of(Paper("ballot", "票", (BallotSheet("票", ("甲",), ("满意",)),), "镇", DAY)) is None


def test_differences_say_where() -> None:
    base = words()
    lines = list(base.pieces[0].lines)
    other = replace(base, receivers="各支部")
    changed = body("现通知如下：", "一、指导思想", *lines[2:], "加一段。", of=other)
    told = [(one.sort, one.place, one.given, one.printed) for one in differences(base, changed)]
    assert told == [
        (Sort.CHANGED, "主送机关", "各村党组织", "各支部"),
        (Sort.CHANGED, "正文第2段", "一、总体要求", "一、指导思想"),
        (Sort.ADDED, "正文第6段", "", "加一段。"),
    ]


def test_the_record_is_followed_where_the_clerk_changed_nothing() -> None:
    base = words()
    lines = base.pieces[0].lines
    mine = body(*lines[:2], "我的话。", *lines[3:], of=base)
    now = body("现将事项通知如下：", *lines[1:], of=replace(base, signature="栖梧镇委"))
    kept, clashes = followed(base, now, mine)
    assert kept.pieces[0].lines == ("现将事项通知如下：", lines[1], "我的话。", *lines[3:])
    assert (kept.signature, clashes) == ("栖梧镇委", ())


def test_where_both_changed_the_clerks_words_stay_and_it_is_told() -> None:
    base = words()
    lines = base.pieces[0].lines
    mine = body(*lines[:2], "我的话。", *lines[3:], of=base)
    now = body(*lines[:2], "记录的话。", *lines[3:], of=base)
    kept, clashes = followed(base, now, mine)
    assert kept.pieces[0].lines[2] == "我的话。"
    assert [(one.given, one.printed) for one in clashes] == [("记录的话。", "我的话。")]
    assert followed(base, mine, mine) == (mine, ())


LINES = st.lists(st.sampled_from(["甲。", "乙。", "丙。", "一、丁", "戊。"]), max_size=7).map(tuple)


def alone(lines: tuple[str, ...]) -> Words:
    return Words(title="题", pieces=(Piece(lines=lines),))


@given(LINES, LINES)
def test_following_is_plain_where_only_one_side_changed(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    assert followed(alone(old), alone(new), alone(old)) == (alone(new), ())
    assert followed(alone(old), alone(old), alone(new)) == (alone(new), ())


@given(LINES, LINES, LINES)
def test_no_word_of_the_clerk_is_lost(
    old: tuple[str, ...], new: tuple[str, ...], own: tuple[str, ...]
) -> None:
    kept, _ = followed(alone(old), alone(new), alone(own))
    added = list(own)
    for line in old:
        if line in added:
            added.remove(line)
    assert all(line in kept.pieces[0].lines for line in added)


@given(LINES)
def test_reading_lines_loses_no_character(lines: tuple[str, ...]) -> None:
    blocks = [read_line(line) for line in lines]
    texts = [one.text + one.run_in if isinstance(one, Heading) else one.text for one in blocks]
    assert texts == list(lines)


# ------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("栖委〔2031〕12号", ("栖委", 2031, 12)), ("栖委[2031]12号", ("栖委", 2031, 12)),
        ("栖委（2031）第012号", ("栖委", 2031, 12)), (" 栖委【2031】 3 号", ("栖委", 2031, 3)),
        ("栖委〔31〕12号", None), ("栖委〔2031〕0号", None), ("12号", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(text: str, found: tuple[str, int, int] | None) -> None:
    assert read_number(text) == found


@given(st.sampled_from(["栖委", "栖组", "澄栖政办"]), st.integers(1990, 2090), st.integers(1, 99999))
def test_a_written_number_is_read_again(prefix: str, year: int, number: int) -> None:
    assert read_number(written(prefix, year, number)) == (prefix, year, number)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_gaps_and_the_next_number(numbers: set[int]) -> None:
    one = DocumentNumber(id="", prefix="栖委", year=2031, number=1, title="题", used_on=DAY)
    taken = [replace(one, id=str(number), number=number) for number in numbers]
    (series,) = series_of(taken)
    assert set(series.gaps) | numbers == set(range(1, max(numbers) + 1))
    assert not set(series.gaps) & numbers
    assert series.next_number == max(numbers) + 1


def test_long_gaps_are_told_by_their_ends() -> None:
    one = DocumentNumber(id="", prefix="栖委", year=2031, number=1, title="题", used_on=DAY)
    (series,) = series_of(replace(one, id=str(number), number=number) for number in (2, 5, 12))
    assert series.gap_words() == ("1", "3", "4", "6—11")


@given(LINES, LINES)
def test_each_difference_can_be_taken_back(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    words = alone(new)
    for _ in range(20):
        found = differences(alone(old), words)
        if not found:
            break
        words = restored(alone(old), words, 0)
        assert len(differences(alone(old), words)) < len(found)
    assert words == alone(old)


def test_a_mended_row_and_a_title_are_taken_back() -> None:
    base = words()
    rows = (("柳岸村", "丁某"), ("青桥村", "乙某"))
    pieces = (replace(base.pieces[0], rows=(rows,)), replace(base.pieces[1], title="表"))
    changed = replace(base, title="新题", pieces=pieces)
    assert [one.place for one in differences(base, changed)] == ["标题", "表格1第1行", "附件1标题"]
    assert restored(base, changed, 0).title == base.title
    assert restored(base, changed, 1).pieces[0].rows == base.pieces[0].rows
    assert restored(base, changed, 2).pieces[1].title == "名单"


# ---------------------------------------------------------------- attachments put in, taken out, moved

TWO = replace(
    LETTER, listed=("名单", "表"), attachments=(*LETTER.attachments, Attachment("附件2", "表", (TABLE,)))
)
TWO_PAPER = replace(PAPER, parts=(TWO,))


def two() -> Words:
    found = words_of(TWO_PAPER)
    assert found is not None
    return found


def test_an_attachment_is_added_with_text_and_a_pasted_table() -> None:
    base = two()
    label = new_label(base.pieces)
    new = Piece(label=label, title="分工", lines=("请按时完成。", "村\t人", "柳岸村\t甲某"))
    changed = replace(base, pieces=(*base.pieces, new))
    found = letter(mended(TWO_PAPER, changed))
    assert [(one.label, one.title) for one in found.attachments][-1] == ("附件3", "分工")
    assert found.listed == ("名单", "表", "分工")
    table = found.attachments[-1].blocks[-1]
    assert isinstance(table, TableBlock)
    assert rows_of(table) == (("柳岸村", "甲某"),)
    assert [(one.sort, one.place) for one in differences(base, changed)] == [(Sort.ADDED, label)]
    assert restored(base, changed, 0) == base
    assert followed(base, base, changed)[0] == changed


def test_an_attachment_taken_out_stays_out_and_the_others_are_numbered_anew() -> None:
    base = two()
    changed = replace(base, pieces=(base.pieces[0], base.pieces[2]))
    found = letter(mended(TWO_PAPER, changed))
    assert [(one.label, one.title) for one in found.attachments] == [("附件", "表")]
    assert found.listed == ("表",)
    assert [(one.sort, one.place) for one in differences(base, changed)] == [(Sort.REMOVED, "附件1")]
    assert restored(base, changed, 0) == base
    assert followed(base, base, changed)[0] == changed
    none = letter(mended(TWO_PAPER, replace(base, pieces=base.pieces[:1])))
    assert (none.attachments, none.listed) == ((), ())


def test_attachments_change_places() -> None:
    base = two()
    changed = replace(base, pieces=(base.pieces[0], base.pieces[2], base.pieces[1]))
    found = letter(mended(TWO_PAPER, changed))
    assert [(one.label, one.title) for one in found.attachments] == [("附件1", "表"), ("附件2", "名单")]
    assert [one.place for one in differences(base, changed)] == ["附件次序"]
    assert restored(base, changed, 0) == base
    assert followed(base, base, changed)[0] == changed


# ---------------------------------------------------------------- several sheets


def test_each_sheet_has_its_own_words() -> None:
    sheets = tuple(
        ListTable("资格审查表", TABLE, notes=("注。",), about=name) for name in ("甲某", "乙某", "甲某")
    )
    paper = Paper("x", "资格审查表", sheets, "镇", DAY)
    base = words_of(paper)
    assert base is not None
    assert [one.label for one in base.pieces] == ["甲某", "乙某", "甲某（2）"]
    rows = (("柳岸村", "丁某"), ("青桥村", "乙某"), ("新加的", "一行"))
    changed = replace(base, pieces=(base.pieces[0], replace(base.pieces[1], rows=(rows,)), base.pieces[2]))
    found = mended(paper, changed)
    assert found.parts[0] == sheets[0]
    assert found.parts[2] == sheets[2]
    part = found.parts[1]
    assert isinstance(part, ListTable)
    assert rows_of(part.table) == rows
    assert [one.place for one in differences(base, changed)] == ["乙某表格1第1行", "乙某表格1第3行"]
    fewer = words_of(replace(paper, parts=sheets[1:]))
    assert fewer is not None
    kept = followed(base, fewer, changed)[0]
    assert [one.label for one in kept.pieces] == ["乙某", "甲某"]
    assert kept.pieces[0].rows == (rows,)


# ---------------------------------------------------------------- rows and merged cells

MERGED = TableBlock(
    (Column(1), Column(1)),
    (),
    (
        Row((Cell("片", rows=3), Cell("1"))),
        Row((Cell("2"),)),
        Row((Cell("3"),)),
        Row((Cell("另"), Cell("4"))),
    ),
)


@given(st.integers(0, 4), st.integers(0, 3), st.booleans())
def test_merged_cells_hold_whatever_row_comes_or_goes(add: int, drop: int, first: bool) -> None:
    table = with_row(MERGED, add, ("新", "行"))
    table = without_row(table, drop) if first else without_row(MERGED, drop)
    table.placed_body()
    again = with_rows(MERGED, rows_of(table))
    again.placed_body()
    assert rows_of(again) == rows_of(table)


def test_a_row_taken_out_hands_its_merged_cell_down() -> None:
    assert rows_of(without_row(MERGED, 0)) == (("片⇣2", "2"), ("3",), ("另", "4"))
    assert rows_of(with_row(MERGED, 1, ("新",))) == (("片⇣4", "1"), ("新",), ("2",), ("3",), ("另", "4"))
    assert can_move(MERGED, 1, 1)
    assert not can_move(MERGED, 0, 1)
    assert not can_move(MERGED, 2, 1)
    assert not can_move(MERGED, 3, 1)


ROWS = st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from("丁戊")), max_size=6)


@given(ROWS, ROWS)
def test_any_rows_can_be_made_of_any_rows(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    table = plain_table([Column(1), Column(1)], ["村", "人"], old)
    assert rows_of(with_rows(table, new)) == tuple(new)


CELLS = st.sampled_from(["甲", "乙", "", "丙⇣2", "丁⇣9", "戊⇣0"])


@given(st.lists(st.lists(CELLS, max_size=4).map(tuple), max_size=6))
def test_rows_of_any_shape_become_a_table_and_lose_no_text(rows: list[tuple[str, ...]]) -> None:
    made = with_rows(MERGED, rows)
    made.placed_body()
    there = "".join(cell.text for row in made.body for cell in row.cells)
    asked = "".join(bare_text(text) for row in rows for text in row)
    wide = all(len(row.cells) for row in made.body)
    assert not wide or sorted(there.replace("　", "")) == sorted(asked)


# ---------------------------------------------------------------- levels


def test_headings_are_numbered_in_order_under_the_one_above() -> None:
    lines = ("开头", "三、甲", "（五）乙", "话", "（七）丙", "九、丁", "（二）戊", "7.己", "（4）庚")
    want = ("开头", "一、甲", "（一）乙", "话", "（二）丙", "二、丁", "（一）戊", "1.己", "（1）庚")
    assert numbered(lines) == want


def test_numbers_that_did_not_run_in_order_are_left_alone() -> None:
    assert renumbered(("一、甲", "二、乙"), ("二、乙", "一、甲")) == ("一、乙", "二、甲")
    assert renumbered(("一、甲", "三、乙"), ("三、乙", "一、甲")) == ("三、乙", "一、甲")


def test_a_line_takes_another_level() -> None:
    assert with_level("（三）抓好落实。", 1) == "一、抓好落实。"
    assert with_level("一、总体要求", 0) == "总体要求"
    assert with_level("总体要求", 3) == "1.总体要求"


@given(st.integers(1, 120))
def test_as_many_headings_as_one_likes(count: int) -> None:
    lines = numbered(["一、甲"] * count)
    assert all(level_of(line) == 1 for line in lines)
    assert len(set(lines)) == count
