"""姓氏笔画: strokes of the surname, their kinds, then the next characters; compound surnames."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dangjian_desktop.catalog.characters import stroke_codes
from dangjian_desktop.domain.name_order import stroke_code, stroke_key, surname_of

CODES = stroke_codes()
# Numbers of strokes as school dictionaries give them.
SURNAMES = (
    "丁2王4李7张7陈7刘6杨7黄11赵9周8吴7徐10孙6马3朱6胡9郭10何7高10林8罗8郑8梁11谢12宋7唐10许6韩12冯5邓4曹11彭12曾12萧11"
    "田5董12袁10潘15于3蒋12蔡14余7杜7叶5程12苏7魏17吕6任6沈7姚9卢5姜9崔11钟9谭14陆7汪7范8金8石5廖14贾10夏10韦4付5方4白5"
    "邹7孟8熊14秦10邱7江6尹4薛16闫6段9雷13侯9龙5史5陶10黎15贺9顾10毛4郝9龚11邵7万3钱10严7覃12武8戴17莫10孔4向6汤6欧8花7骨9"
)


def order(names: str, *, single_first: bool = False) -> list[str]:
    return sorted(names.split(), key=lambda name: stroke_key(name, CODES, single_first=single_first))


def test_the_table_counts_strokes_as_dictionaries_do() -> None:
    pairs = [(sign, "") for sign in SURNAMES if not sign.isdigit()]
    figures = "".join(sign if sign.isdigit() else " " for sign in SURNAMES).split()
    wrong = [
        (sign, figure)
        for (sign, _), figure in zip(pairs, figures, strict=True)
        if int(CODES[sign][:2]) != int(figure)
    ]
    assert wrong == []
    assert len(CODES) > 28_000


def test_fewer_strokes_come_first_then_the_first_kinds() -> None:
    # 丁 and 卜 have two strokes: 横 before 竖; 王 韦 毛 have four: 横横竖横, 横横折竖, 撇横横折.
    assert order("毛远 韦山 王芳 马腾 卜月 丁一") == ["丁一", "卜月", "马腾", "王芳", "韦山", "毛远"]


def test_the_same_surname_goes_on_with_the_next_characters() -> None:
    assert order("王芳 王小明 王一 王小川") == ["王一", "王小川", "王小明", "王芳"]


def test_both_practices_for_short_given_names() -> None:
    names = "王芳 王小明 王一 王小川"
    assert order(names, single_first=True) == ["王一", "王芳", "王小川", "王小明"]


def test_compound_surnames_follow_their_first_character() -> None:
    assert order("欧阳修文 欧平 诸葛亮 司马光明") == ["司马光明", "欧平", "欧阳修文", "诸葛亮"]
    surnames = [surname_of(name) for name in ("欧阳修", "欧阳", "尉迟恭", "王小明")]
    assert surnames == ["欧阳", "欧", "尉迟", "王"]


@pytest.mark.parametrize("rare", ["㛃", "䶮", "𬭎", "𠅤"])
def test_rare_characters_have_their_place(rare: str) -> None:
    assert rare in CODES
    assert stroke_key(f"王{rare}", CODES) != stroke_key("王", CODES)


def test_characters_without_known_strokes_come_last() -> None:
    assert order("A某 魏某") == ["魏某", "A某"]


def test_the_key_of_a_longer_name_never_hides_in_a_shorter_one() -> None:
    keys = [stroke_key(name, CODES) for name in order("王一 王一一 王一丁 王丁")]
    assert all(before < after for before, after in pairwise(keys))
    assert stroke_code("12") == "0212"
