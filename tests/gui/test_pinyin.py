"""Finding by characters, pinyin and initials."""

from __future__ import annotations

import pytest

from dangjian_desktop.gui.pinyin import find, plain, rank


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


def test_tone_marks_are_stripped() -> None:
    assert [plain(reading) for reading in ("lǘ", "chóng", "ǹ", "lüè")] == ["lv", "chong", "n", "lve"]


def test_what_is_typed_ranks_before_what_only_sounds_alike() -> None:
    assert rank("PDF 导出", (0, 3), "pdf") < rank("导出 PDF", (3, 6), "pdf") < rank("平顶峰", (0, 3), "pdf")
