"""Words of a paper: taken out, mended, put back, merged with what the record changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.document_numbers import DocumentNumber, read_number, series_of, written
from dangjian_desktop.domain.paper_texts import (
    TABLE_LINE,
    MendedRow,
    Piece,
    Sort,
    Words,
    differences,
    followed,
    level_of,
    mended,
    read_line,
    restored,
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
     ("（10）甲", 4), ("2026年开展", 0), ("一是抓紧", 0), ("", 0)],
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
    row = MendedRow(given=("柳岸村", "甲某"), printed=("柳岸村", "甲某（主持）"))
    base = words()
    changed = replace(base, pieces=(replace(base.pieces[0], tables=((row,),)), base.pieces[1]))
    table = letter(mended(PAPER, changed)).blocks[-1]
    assert isinstance(table, TableBlock)
    assert [cell.text for cell in table.body[0].cells] == ["柳岸村", "甲某（主持）"]
    assert table.body[1] == TABLE.body[1]
    assert [one.place for one in differences(base, changed)] == ["表格1"]
    longer = replace(TABLE, body=(Row((Cell("上塘村"), Cell("丙某"))), *TABLE.body))
    moved = replace(PAPER, parts=(replace(LETTER, blocks=(*LETTER.blocks[:-1], longer)),))
    table = letter(mended(moved, changed)).blocks[-1]
    assert isinstance(table, TableBlock)
    assert [cell.text for cell in table.body[1].cells] == ["柳岸村", "甲某（主持）"]


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
    texts = [one.text + one.run_in if isinstance(one, Heading) else one.text for one in blocks]  # type: ignore[union-attr]
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
    row = MendedRow(given=("柳岸村", "甲某"), printed=("柳岸村", "丁某"))
    pieces = (replace(base.pieces[0], tables=((row,),)), replace(base.pieces[1], title="表"))
    changed = replace(base, title="新题", pieces=pieces)
    assert [one.place for one in differences(base, changed)] == ["标题", "表格1", "附件1标题"]
    assert restored(base, changed, 0).title == base.title
    assert restored(base, changed, 1).pieces[0].tables == ((),)
    assert restored(base, changed, 2).pieces[1].title == "名单"
