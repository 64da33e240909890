"""附件1 as offices send it in Word, with merged cells: imported whole, with nothing left to confirm."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from docx.table import _Cell

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.exchange.plans import ChangeKind
from dangjian_desktop.kernel.findings import Severity
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.services.conftest import CLOCK

HEADS = ("片 名", "片 长", "社区名称", "驻社区领导干部", "驻社区工作组成员", "", "")
MORE = ("结对帮扶单位党组织", "负责人", "组织联络员")
# area, lead, liaison; then community, resident leaders, partner organisation, head of the work group.
# The lead of an area leads a community too, and some leaders head their own work group, as in real lists.
AREAS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    ("东坡片", "秦知远", "温若谷", (
        ("柳 岸", "顾长风", "水务党支部", "方砚秋"),
        ("青 萍", "秦知远", "园林分局党支部", "陶子谦"),
        ("石 渡", "程清川", "供电所党支部", "云 棣"),
        ("荷 塘", "戚远山", "敬老院党支部", "宁静川"),
        ("晓港社区", "章若溪", "镇中学党总支部", "章若溪"),
    )),
    ("西岭片", "尹若水", "孟秋白", (
        ("云 坞", "段景行", "卫生院党支部", "祁 岚"),
        ("竹 溪", "褚遂宁", "气象站党支部", "褚遂宁"),
        ("枫 林", "邵云起", "粮站党支部", "薄云天"),
        ("橘 园", "傅明川", "电信所党支部", "林禾田"),
        ("空 山", "白一舟", "邮政所党支部", "施若麦"),
        ("松 涛", "尹若水", "林业站党支部", "裴石泉"),
    )),
    ("南汀片", "闻人静", "唐 棣", (
        ("兰 圃", "乐游原", "文化站党支部", "乐游原"),
        ("菱 湖", "池月明", "中心小学党总支部", "范春江"),
        ("雁 汀", "闻人静", "供销社党支部", "简素心"),
        ("麦 垄", "苏晚晴", "兽医站党支部", "舒怀远"),
        ("鹭 洲", "游子吟", "农机站党支部", "凌霜序"),
    )),
    ("北川片", "叶知秋", "贺新凉", (
        ("梅 坪", "谷雨生、麦秋至", "职业学校党总支部", "柯亭竹"),
        ("杏 村", "叶知秋", "消防站党支部", "祝融春"),
        ("桃 川", "阮溪亭", "公路站党支部", "景云飞"),
        ("梨 园", "霍星河", "财政所党支部", "安　澜"),
    )),
)  # fmt: skip
LONE = ("新塘社区", "秦知远", "外来人口服务中心党支部", "卓望舒")


def merged(first: _Cell, last: _Cell, text: str) -> None:
    """Merge two corners into one cell that holds ``text`` alone, as Word does it."""
    whole = first.merge(last)
    whole.text = text


def attachment() -> bytes:
    """Write 附件1: a head of two rows; area, lead and liaison merged over the communities of an area."""
    document = docx.Document()
    document.add_paragraph("附件1：社区“两委”换届后“回头看”活动工作组成员名单")
    rows = 2 + sum(len(members) for *_, members in AREAS) + 1
    table = document.add_table(rows, 7)
    for column, text in enumerate(HEADS[:4]):
        merged(table.cell(0, column), table.cell(1, column), text)
    merged(table.cell(0, 4), table.cell(0, 6), HEADS[4])
    for column, text in enumerate(MORE, 4):
        table.cell(1, column).text = text
    top = 2
    for area, lead, liaison, members in AREAS:
        for number, member in enumerate(members):
            for column, text in enumerate(member, 2):
                table.cell(top + number, column).text = text
        bottom = top + len(members) - 1
        for column, text in ((0, area), (1, lead), (6, liaison)):
            merged(table.cell(top, column), table.cell(bottom, column), text)
        top = bottom + 1
    merged(table.cell(top, 0), table.cell(top, 1), "")
    for column, text in enumerate(LONE, 2):
        table.cell(top, column).text = text
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def test_the_word_list_is_imported_without_hand_work(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "附件1.docx"
    path.write_bytes(attachment())
    rosters = Rosters(book, Catalog(forms_folder(), None), CLOCK)
    plan = rosters.preview(path)
    assert not plan.reading.refused
    assert {one.code for one in plan.findings} == {"roster.same_name"}
    assert all(one.severity is Severity.HINT for one in plan.findings)
    rosters.apply(plan)

    picture = rosters.picture()
    assert [one.name for one in picture.areas] == [area for area, *_ in AREAS]
    assert picture.to_confirm == 0
    lines = {line.community.name: line for line in picture.communities}
    assert len(lines) == 21
    for area, lead, liaison, members in AREAS:
        for name, leaders, partner, head in members:
            line = lines[name.replace(" ", "")]
            assert (line.area, line.area_leads) == (area, (lead,))
            assert line.resident_leaders == tuple(leaders.split("、"))
            assert (line.partner_org, line.group_heads) == (partner, (plain(head),))
            assert line.liaisons == (plain(liaison),)
            assert line.to_confirm == ()
    lone = lines[LONE[0]]
    assert (lone.area, lone.area_leads, lone.liaisons) == ("", (), ())
    assert (lone.resident_leaders, lone.partner_org, lone.group_heads) == ((LONE[1],), LONE[2], (LONE[3],))

    assert rosters.preview(path).plan.is_empty()
    Upkeep(book, CLOCK).undo()
    assert rosters.picture().communities == ()


def test_a_second_reading_of_the_same_list_changes_nothing(book: Book) -> None:
    rosters = Rosters(book, Catalog(forms_folder(), None), CLOCK)
    rosters.apply(rosters.preview(attachment()))
    counts = rosters.preview(attachment()).counts
    assert {kind for kind, count in counts.items() if count} == {ChangeKind.UNCHANGED}


def plain(name: str) -> str:
    return name.replace(" ", "").replace("　", "")
