"""Code tables: the national standards, and the words offices write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.codes import CodeTable, bare

CODES = Catalog().code_tables()
TABLES = (CODES.sex, CODES.ethnicity, CODES.political_status, CODES.education, CODES.org_category)


@pytest.mark.parametrize(
    ("fact", "written", "short"),
    [
        ("education", "大专", "大专"),
        ("education", "专科", "大专"),
        ("education", "大学专科", "大专"),
        ("education", "大专毕业", "大专"),
        ("education", "大 专", "大专"),
        ("education", "大学", "本科"),
        ("education", "大学本科毕业", "本科"),
        ("education", "初级中学", "初中"),
        ("education", "硕士", "硕士研究生"),
        ("education", "研究生（硕士）", "硕士研究生"),
        ("education", "普通高级中学教育", "高中"),
        ("education", "在职大专", "在职大专"),
        ("education", "大学（函授）", "函授本科"),
        ("education", "省委党校大学", "省委党校本科"),
        ("education", "本科肄业", "本科肄业"),
        ("education", "大学结业", "本科结业"),
        ("education", "中等职业教育", "中职"),
        ("education", "研究生班毕业", "研究生班"),
        ("education", "其他", "其他"),
        ("political_status", "党员", "中共党员"),
        ("political_status", "中共正式党员", "中共党员"),
        ("political_status", "预备党员", "中共预备党员"),
        ("political_status", "中共党员（预备）", "中共预备党员"),
        ("political_status", "团员", "共青团员"),
        ("political_status", "九三", "九三学社社员"),
        ("ethnicity", "汉", "汉族"),
        ("ethnicity", "汉族", "汉族"),
        ("ethnicity", "维", "维吾尔族"),
    ],
)
def test_written_words_become_the_office_s_word(fact: str, written: str, short: str) -> None:
    table = CODES.of(fact)
    assert table is not None
    assert table.short(written) == short
    assert table.short(short) == short


def test_an_unknown_word_is_known_to_be_unknown_and_kept() -> None:
    assert CODES.education.meaning("私塾") is None
    assert (CODES.education.short("私塾"), CODES.education.value("私塾"), CODES.education.level("")) == (
        "私塾",
        "",
        -1,
    )
    assert CODES.of("name") is None


def test_schooling_has_its_order() -> None:
    written = ["小学", "初中毕业", "高中", "中专", "大学专科", "在职大学", "研究生"]
    levels = [CODES.education.level(word) for word in written]
    assert levels == sorted(set(levels))


def test_categories_are_known_by_a_word_inside() -> None:
    for written, code in (("农村党支部", "rural"), ("机关事业", "office"), ("两新组织", "non_public")):
        meant = CODES.org_category.meaning(written)
        assert meant is not None
        assert meant.code.code == code
    assert CODES.org_category.meaning("其他") is None


def test_the_standards_are_whole() -> None:
    assert [table.sources[0].number for table in TABLES[:4]] == [
        "GB/T 2261.1-2003",
        "GB/T 3304-1991",
        "GB/T 4762-1984",
        "GB/T 4658-2006",
    ]
    assert [one.code for one in CODES.ethnicity.codes[:56]] == [f"{number:02d}" for number in range(1, 57)]
    assert [one.code for one in CODES.political_status.codes[:13]] == [f"{n:02d}" for n in range(1, 14)]
    schooling = {one.code for one in CODES.education.codes}
    assert schooling >= {"10", "20", "28", "30", "40", "60", "70", "80", "90"}
    assert schooling >= {f"{level}{end}" for level in (1, 4) for end in range(1, 10)}
    assert len({one.short for one in CODES.ethnicity.codes}) == len(CODES.ethnicity.codes)


@given(st.sampled_from(TABLES), st.data())
def test_every_listed_word_means_its_value_however_it_is_spread(
    table: CodeTable, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(table.codes))
    word = data.draw(st.sampled_from((code.short, code.name, *code.words)))
    spread = "　".join(word) if data.draw(st.booleans()) else f" {word}。"
    meant = table.meaning(spread)
    assert meant is not None
    assert meant.code == code
    assert meant.word == code.short


@given(st.sampled_from(TABLES), st.text(max_size=12))
def test_no_text_raises(table: CodeTable, text: str) -> None:
    meant = table.meaning(text)
    assert meant is None or meant.code in table.codes
    assert isinstance(bare(text), str)
