"""Tables of web pages: merged cells, cells that nobody ended, lines broken by the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.organisations import CommunityKind
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.grid import Paragraph, Source, Table
from dangjian_desktop.exchange.web_tables import MOST_COLUMNS, web_blocks
from tests.exchange.shapes import roster
from tests.exchange.test_group_lists import posts

GROUPS = """<meta charset=utf-8><p>驻社区工作组名单</p>
<table border=1>
<tr><th>片</th><th>片长</th><th>社区<br>名称</th><th>驻点领导</th><th>组长</th></tr>
<tr><td rowspan="2">东坡片</td><td rowspan=2>秦知
    远</td><td>柳岸社区</td><td>温若谷</td><td>方若水</td></tr>
<tr><td>松岗村</td><td>白一舟</td><td>尹若水</td></tr>
<tr><td>西岭片<td>黎鹤亭<td>竹溪村<td colspan="2">单怀亭
</table>"""


def table(text: str) -> Table:
    (made,) = (one for one in web_blocks(Source.pasted(text)) if isinstance(one, Table))
    return made


def texts(made: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in made.rows]


def test_merged_cells_are_spread_with_their_address() -> None:
    made = table(GROUPS)
    assert made.spans_known
    assert texts(made)[1:] == [
        ["东坡片", "秦知远", "柳岸社区", "温若谷", "方若水"],
        ["东坡片", "秦知远", "松岗村", "白一舟", "尹若水"],
        ["西岭片", "黎鹤亭", "竹溪村", "单怀亭", "单怀亭"],
    ]
    below = made.rows[2].cells[1]
    assert (below.address, below.covered) == ("第2行第2格", True)
    assert made.rows[3].cells[4].covered


def test_a_list_of_work_groups_copied_from_a_page_needs_no_hand_work() -> None:
    reading = roster(Source.pasted(GROUPS))
    assert [(one.name, one.area) for one in reading.communities] == [
        ("柳岸社区", "东坡片"), ("松岗村", "东坡片"), ("竹溪村", "西岭片")
    ]  # fmt: skip
    kinds = [one.kind for one in reading.communities]  # 村 is a village also where the head says 社区名称
    assert kinds == [CommunityKind.COMMUNITY, CommunityKind.VILLAGE, CommunityKind.VILLAGE]
    assert posts(reading, PostRole.AREA_LEAD) == {"东坡片": ["秦知远"], "西岭片": ["黎鹤亭"]}


def test_lines_outside_stand_in_their_place_and_hidden_text_is_none() -> None:
    page = "<html><script>var a='<td>';</script><h1>名单</h1><table><tr><td>甲</table>完<style>p{}</style>"
    kinds = [one.text if isinstance(one, Paragraph) else "表" for one in web_blocks(Source.pasted(page))]
    assert kinds == ["名单", "表", "完"]


def test_a_span_beyond_measure_makes_no_endless_row() -> None:
    made = table("<table><tr><td rowspan=99999999 colspan=99999999>甲<tr><td>乙<tr><td rowspan=x>丙</table>")
    assert made.width <= MOST_COLUMNS
    assert len(made.rows) == 3


TAGS = st.sampled_from(
    "<table> </table> <tr> </tr> <td> <td/rowspan=2> <td/rowspan=0> <th/colspan=3> </td> <br> <p> </p> <div> "
    "<!-- --> &nbsp; <![if/x]> <script> </script> 甲 \n".split(" ")
)


@given(st.lists(TAGS, max_size=60))
def test_any_page_is_read_and_covered_cells_never_stand_first(parts: list[str]) -> None:
    for one in web_blocks(Source.pasted("".join(parts))):
        if isinstance(one, Table):
            assert all(len(row.cells) <= MOST_COLUMNS + 3 for row in one.rows)
            assert not any(cell.covered for cell in one.rows[0].cells[:1])
