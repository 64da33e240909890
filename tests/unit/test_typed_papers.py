"""Typed and pasted text of a letter: headings, sentences with numbers, tables by tabs, attachments."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.paper_tables import TableBlock
from dangjian_desktop.domain.papers import Heading, Paragraph, block_texts
from dangjian_desktop.domain.typed_papers import attachments_of, read_attachments, read_body

BODY = """一、总体要求
各村要抓紧。
（一）加强领导。书记负总责。
1.落实责任
二、同意合并支部，请做好选举工作。
姓名\t职务\t备注
宋嘉树\t书记
王强\t主任\t兼
特此通知。"""


def test_numbers_make_headings_and_whole_sentences_stay_text() -> None:
    blocks = read_body(BODY.splitlines())
    assert blocks[0] == Heading(1, "一、总体要求")
    assert blocks[2] == Heading(2, "（一）加强领导。", "书记负总责。")
    assert blocks[3] == Heading(3, "1.落实责任")
    assert blocks[4] == Paragraph("二、同意合并支部，请做好选举工作。")


def test_sentences_with_numbers_of_one_level_look_alike() -> None:
    text = "批复：\n一、同意合并支部。\n二、请做好选举工作，结果于月底报批。\n（一）加强领导。\n三、有关要求"
    blocks = read_body(text.splitlines())
    assert blocks[1] == Paragraph("一、同意合并支部。")
    assert isinstance(blocks[2], Paragraph)
    assert blocks[3:] == (Heading(2, "（一）加强领导。"), Heading(1, "三、有关要求"))
    assert read_body(["一、同意合并支部。"]) == (Heading(1, "一、同意合并支部。"),)


def test_pasted_lines_with_tabs_are_one_table_and_short_rows_are_filled() -> None:
    (table,) = [block for block in read_body(BODY.splitlines()) if isinstance(block, TableBlock)]
    assert [cell.text for cell in table.header[0].cells] == ["姓名", "职务", "备注"]
    assert [[cell.text for cell in row.cells] for row in table.body] == [
        ["宋嘉树", "书记", ""],
        ["王强", "主任", "兼"],
    ]
    table.placed_body()


def test_attachments_with_text_have_pages_and_others_are_only_listed() -> None:
    typed = read_attachments(
        "责任人登记表\n【时间安排】\n片区\t时间\n东片\t11月3日\n【名单】\n青桥村".splitlines()
    )
    assert [one.name for one in typed] == ["责任人登记表", "时间安排", "名单"]
    pages = attachments_of(typed)
    assert [(one.label, one.title, one.landscape) for one in pages] == [
        ("附件2", "时间安排", False),
        ("附件3", "名单", False),
    ]
    (single,) = attachments_of(read_attachments(["【一览表】", "\t".join("甲乙丙丁戊己庚")]))
    assert (single.label, single.landscape) == ("附件", True)
    assert not attachments_of(read_attachments(["只列名称。"]))
    assert read_attachments(["只列名称。"])[0].name == "只列名称"


@given(st.text("一二、（）1.。，；\t\n 党群【】", max_size=80))
def test_no_character_of_a_typed_text_is_lost(text: str) -> None:
    read = "".join(part for block in read_body(text.splitlines()) for part in block_texts(block))
    assert sorted("".join(read.split())) == sorted("".join(text.split()))


def test_rows_left_empty_stay_rows_to_be_filled_in_by_hand() -> None:
    (table,) = read_body(["等次\t好\t较好", "评价\t\t", "\t\t"])
    assert isinstance(table, TableBlock)
    assert [[cell.text for cell in row.cells] for row in table.body] == [["评价", "", ""], ["", "", ""]]
    assert read_body(["甲。", "\t\t", "乙。"]) == (Paragraph("甲。"), Paragraph("乙。"))


def test_a_single_row_of_a_table_is_no_head_without_a_body() -> None:
    (table,) = read_body(["签收人\t签收日期"])
    assert isinstance(table, TableBlock)
    assert not table.header
    assert [cell.text for cell in table.body[0].cells] == ["签收人", "签收日期"]
