"""The roster as tables for Excel: the work group list as 附件1 shows it, and the three plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from dangjian_desktop.domain.organisations import CommunityKind, OrgCategory, OrgLevel
from dangjian_desktop.domain.paper_tables import Align, Cell, Column, Row, TableBlock, plain_table
from dangjian_desktop.domain.papers import ListTable, Paper
from dangjian_desktop.domain.people import Sex, masked_id_number, masked_phone
from dangjian_desktop.services.roster_views import CommunityLine, OrgLine, PersonLine

if TYPE_CHECKING:
    from dangjian_desktop.services.rosters import RosterPicture

CATEGORY_WORDS = {
    OrgCategory.RURAL: "农村",
    OrgCategory.COMMUNITY: "社区",
    OrgCategory.OFFICE: "机关",
    OrgCategory.NON_PUBLIC: "非公",
    OrgCategory.EDUCATION_HEALTH: "教育卫生",
    OrgCategory.STATE_OWNED: "国企",
    OrgCategory.SOCIAL: "社会组织",
    OrgCategory.UNSET: "",
}
LEVEL_WORDS = {OrgLevel.COMMITTEE: "党委", OrgLevel.GENERAL_BRANCH: "党总支", OrgLevel.BRANCH: "党支部"}
SEX_WORDS = {Sex.MALE: "男", Sex.FEMALE: "女", None: ""}
KIND_WORDS = {CommunityKind.VILLAGE: "村", CommunityKind.COMMUNITY: "社区"}
_GROUP_HEADS = ("片名", "片长", "社区名称", "驻社区领导干部")
# Wide enough that dates, numbers and 中共党员 stand in one line of an A4 page across.
_CADRE_WEIGHTS = (84, 62, 108, 62, 84, 107, 107, 202, 141, 201, 150)
_GROUP_PARTS = ("结对帮扶单位党组织", "负责人", "组织联络员")


def roster_paper(picture: RosterPicture, author: str, day: date, *, full: bool = False) -> Paper:
    """Return the whole roster as one paper of four tables.

    Args:
        picture: the roster.
        author: who is named as the file's author.
        day: the date written into the file.
        full: whether ID numbers and phones are written in full instead of masked.
    """
    tables = [
        ListTable("驻村（社区）工作组成员名单", group_table(picture.communities)),
        ListTable("干部名册", cadre_table(picture.persons, full=full)),
        ListTable("党组织名册", org_table(picture.orgs)),
        ListTable("村（社区）名册", community_table(picture.communities)),
    ]
    parts = tuple(table for table in tables if table.table.body)
    return Paper("roster", "花名册", parts, author, day)


def group_table(lines: Sequence[CommunityLine]) -> TableBlock:
    """Lay out 附件1: area, lead and liaison merged over the communities they hold for."""
    body: list[Row] = []
    staffed = [line for line in lines if line.partner_org or line.resident_leaders or line.group_heads]
    for area, members in groupby(staffed, key=lambda line: line.area):
        body.extend(_area_rows(area, list(members)))
    first = (
        *(Cell(text, rows=2, bold=True) for text in _GROUP_HEADS),
        Cell("驻社区工作组成员", cols=3, bold=True),
    )
    second = tuple(Cell(text, bold=True) for text in _GROUP_PARTS)
    columns = tuple(Column(weight) for weight in (8, 8, 12, 14, 24, 10, 12))
    return TableBlock(columns, (Row(first), Row(second)), tuple(body))


def cadre_table(lines: Sequence[PersonLine], *, full: bool) -> TableBlock:
    """List the persons with their posts, by the sound of their names."""
    heads = (
        "姓名",
        "性别",
        "出生年月",
        "民族",
        "学历",
        "政治面貌",
        "入党时间",
        "任职情况",
        "联系电话",
        "身份证号",
        "住址",
    )
    rows = []
    for line in sorted(lines, key=lambda line: (line.person.pinyin, line.person.name)):
        person = line.person
        rows.append(
            (
                person.name,
                SEX_WORDS[person.sex],
                _month(person.birth, day_known=person.birth_day_known),
                person.ethnicity,
                person.education,
                person.political_status,
                _month(person.joined_party, day_known=False),
                "；".join(line.posts),
                person.phone if full else masked_phone(person.phone),
                person.id_number if full else masked_id_number(person.id_number),
                person.residence,
            )
        )
    return plain_table((Column(weight) for weight in _CADRE_WEIGHTS), heads, rows)


def org_table(lines: Sequence[OrgLine]) -> TableBlock:
    """List the Party organisations."""
    heads = ("党组织名称", "类别", "级别", "上级党组织", "社区", "成立时间", "党员数")
    rows = (
        (
            line.org.name,
            CATEGORY_WORDS[line.org.category],
            LEVEL_WORDS[line.org.level],
            line.parent,
            line.community,
            _month(line.org.founded, day_known=False),
            _number(line.org.members),
        )
        for line in lines
    )
    columns = [Column(weight) for weight in (28, 8, 8, 24, 14, 10)]
    return plain_table([*columns, Column(8, Align.RIGHT, numeric=True)], heads, rows)


def community_table(lines: Sequence[CommunityLine]) -> TableBlock:
    """List the communities with their figures."""
    heads = ("片名", "社区名称", "类别", "户数", "人口", "选民数")
    rows = (
        (
            line.area,
            line.community.name,
            KIND_WORDS[line.community.kind],
            _number(line.community.households),
            _number(line.community.population),
            _number(line.community.voters),
        )
        for line in lines
    )
    figures = [Column(10, Align.RIGHT, numeric=True)] * 3
    return plain_table([Column(12), Column(18), Column(8), *figures], heads, rows)


def _area_rows(area: str, lines: Sequence[CommunityLine]) -> Iterable[Row]:
    """Return the rows of one area; each liaison's cell spans the run of communities that share it."""
    runs: list[int] = []
    for _, same in groupby(lines, key=lambda line: line.liaisons):
        length = len(list(same))
        runs.extend([length, *([0] * (length - 1))])
    for number, (line, run) in enumerate(zip(lines, runs, strict=True)):
        alone = not area
        cells: list[Cell] = []
        if number == 0 or alone:
            height = 1 if alone else len(lines)
            cells += [Cell(area, rows=height), Cell("、".join(line.area_leads), rows=height)]
        cells += [
            Cell(line.community.name),
            Cell("、".join(line.resident_leaders)),
            Cell(line.partner_org),
            Cell("、".join(line.group_heads)),
        ]
        if run:
            cells.append(Cell("、".join(line.liaisons), rows=run))
        yield Row(tuple(cells))


def _month(day: date | None, *, day_known: bool) -> str:
    if day is None:
        return ""
    return day.isoformat() if day_known else f"{day:%Y.%m}"


def _number(count: int | None) -> str:
    return "" if count is None else str(count)
