"""Finding by characters, pinyin and initials."""

from __future__ import annotations

import pytest

from dangjian_desktop.gui.pinyin import find, plain, rank
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.sheet import Finder


@pytest.mark.parametrize(
    ("text", "wanted", "span"),
    [
        ("导入花名册…", "dr", (0, 2)),
        ("导入花名册…", "daoru", (0, 2)),
        ("导入花名册…", "dao ru h", (0, 3)),
        ("导入花名册…", "花名", (2, 4)),
        ("待认人：3 处", "dr", (0, 2)),
        ("林禾田", "lht", (0, 3)),
        ("芦荷塘村", "lht", (0, 3)),
        ("单砺石", "shan", (0, 1)),
        ("单砺石", "dan", (0, 1)),
        ("吕明", "lv", (0, 1)),
        ("姚景川", "jch", (1, 3)),
        ("姚景川", "ych", None),  # 景 was read ying in old books only
        ("仇念慈", "qnc", (0, 3)),
        ("查南星", "zhnx", (0, 3)),
        ("尉迟远", "ych", (0, 2)),
        ("曾小明", "zxm", (0, 3)),
        ("重庆", "cq", (0, 2)),
        ("周子安", "zhz", (0, 2)),
        ("导出 PDF", "pdf", (3, 6)),
        ("导入", "drx", None),
        ("导入", "", None),
        ("导入", "d-r", None),
    ],
)
def test_find(text: str, wanted: str, span: tuple[int, int] | None) -> None:
    assert find(text, wanted) == span


@pytest.mark.parametrize(
    ("name", "wanted", "span"),
    [
        ("盛清野", "shengqing", (0, 2)),
        ("盛清野", "chengqing", None),
        ("盛清野", "qing", (1, 2)),
        ("单怀亭", "shan", (0, 1)),
        ("单怀亭", "dan", None),
        ("邓一单", "dan", (2, 3)),  # not a surname there
        ("卜一帆", "byf", (0, 3)),
        ("牟野", "mu", (0, 1)),
        ("牟野", "mou", (0, 1)),
        ("长孙野", "zhangsun", (0, 2)),
        ("单怀亭", "单怀", (0, 2)),
    ],
)
def test_the_surname_of_a_person_is_read_as_a_surname(
    name: str, wanted: str, span: tuple[int, int] | None
) -> None:
    assert find(name, wanted, name=True) == span
    assert Finder(["沈一", name], named=True).matching(wanted) >= ({name} if span else set())
    assert name not in Finder([name], named=True).matching(wanted) or span


def test_names_that_begin_with_what_is_typed_come_first() -> None:
    people = ["邓一山", "邓善", "单怀亭", "沈一山", "单野"]
    model: RowsModel[str] = RowsModel(
        [Column("name", "姓名", lambda one: one, searched=True, named=True)], key=lambda one: one
    )
    model.set_rows(people)
    model.search("shan")
    assert model.shown == ["单怀亭", "单野", "邓一山", "邓善", "沈一山"]
    model.search("山")
    assert model.shown == ["邓一山", "沈一山"]


def test_tone_marks_are_stripped() -> None:
    assert [plain(reading) for reading in ("lǘ", "chóng", "ǹ", "lüè")] == ["lv", "chong", "n", "lve"]


def test_what_is_typed_ranks_before_what_only_sounds_alike() -> None:
    assert rank("PDF 导出", (0, 3), "pdf") < rank("导出 PDF", (3, 6), "pdf") < rank("平顶峰", (0, 3), "pdf")
