"""Names and words as lists write them."""

from __future__ import annotations

import pytest

from dangjian_desktop.domain.names import (
    is_person_name,
    narrow,
    several_names,
    several_owners,
    squeezed,
    tidy,
)


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("柳 岸", "柳岸"),
        ("方　砚", "方砚"),
        ("片 名", "片名"),
        ("  秦知远 ", "秦知远"),
        ("１２３Ａ", "123A"),
        ("秦\u200b知远\ufeff", "秦知远"),
        ("镇党建办 驻社区工作组", "镇党建办 驻社区工作组"),
        ("甲\n\n乙丙", "甲\n乙丙"),
        ("，。（）：", "，。（）："),
        ("龘䶮𠅤", "龘䶮𠅤"),
    ],
)
def test_one_cell_is_cleaned(written: str, clean: str) -> None:
    assert tidy(written) == clean


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("傅明川、白一舟", ("傅明川", "白一舟")),
        ("傅明川,白一舟", ("傅明川", "白一舟")),
        ("傅明川\n白一舟", ("傅明川", "白一舟")),
        ("傅明川 白一舟", ("傅明川", "白一舟")),
        ("方 砚", ("方砚",)),
        ("方 砚、唐 棣", ("方砚", "唐棣")),
        ("阿依古丽・买买提", ("阿依古丽·买买提",)),
        ("秦知远、秦知远", ("秦知远",)),
        ("", ()),
    ],
)
def test_several_names_of_one_cell(written: str, names: tuple[str, ...]) -> None:
    assert several_names(written) == names


def test_the_shape_of_a_name() -> None:
    assert is_person_name("秦知远")
    assert is_person_name("阿依古丽·买买提")
    assert not is_person_name("城建党支部")
    assert not is_person_name("A先生")


def test_owners_and_headings() -> None:
    assert several_owners("驻社区工作组 社区“两委”干部") == ("驻社区工作组", "社区“两委”干部")
    assert squeezed("完 成　时 间") == "完成时间"
    assert narrow("ＡＢ　Ｃ") == "AB C"
