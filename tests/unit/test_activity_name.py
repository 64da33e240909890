"""The name of an activity inside the title of its notice."""

import pytest

from dangjian_desktop.domain.campaigns import activity_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于开展社区“两委”换届后“回头看”活动的通知", "社区“两委”换届后“回头看”活动"),
        ("关于做好基层党组织分类定级工作的实施意见", "基层党组织分类定级工作"),
        ("关于 认真开展 班子建设提升年活动 的通知", "班子建设提升年活动"),
        ("政治建设考察综合分析研判实施方案", "政治建设考察综合分析研判实施方案"),
    ],
)
def test_activity_name(title: str, name: str) -> None:
    assert activity_name(title) == name
