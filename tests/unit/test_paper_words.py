"""What a notice says of itself, for the blanks of the paper made from it."""

import pytest

from dangjian_desktop.services.paper_words import aims_of, receivers_of

NOTICE = """各村、社区党组织,各有关单位:
根据县委要求,开展“再提升”活动。
一、“再提升”活动的总体要求
围绕建强班子,解决三件难事;
二、活动步骤
分三步:"""


def test_receivers_and_aims_are_read_from_the_notice() -> None:
    assert receivers_of(NOTICE) == "各村、社区党组织，各有关单位"
    assert aims_of(NOTICE) == "围绕建强班子，解决三件难事；"


@pytest.mark.parametrize("text", ["", "没有抬头的一段话。", "一、总体要求"])
def test_nothing_is_made_up(text: str) -> None:
    assert (receivers_of(text), aims_of(text)) == ("", "")
