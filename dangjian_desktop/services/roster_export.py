"""The roster as sheets of a workbook: the work group list as 附件1 shows it, and the plain lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from dangjian_desktop.domain.organisations import CommunityKind, OrgCategory, OrgLevel
from dangjian_desktop.domain.paper_tables import Cell, Column, Row, TableBlock
from dangjian_desktop.domain.people import PostRole, Sex, masked_id_number, masked_phone
from dangjian_desktop.domain.sheets import LongSheet, MergedSheet, Sheet, SheetColumn, Value
from dangjian_desktop.kernel.texts.roster import COMMITTEE_WORDS
from dangjian_desktop.services.roster_views import CommunityLine, OrgLine, PersonLine

if TYPE_CHECKING:
    from dangjian_desktop.services.rosters import RosterPicture
    from dangjian_desktop.storage.work import View

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
_STORED_SEX = {"male": "男", "female": "女", None: ""}
_GROUP_HEADS = ("片名", "片长", "社区名称", "驻社区领导干部")
_GROUP_PARTS = ("结对帮扶单位党组织", "负责人", "组织联络员")


class RosterPart(StrEnum):
    """A list of the roster that can be taken out."""

    WORK_GROUPS = "work_groups"
    CADRES = "cadres"
    ORGS = "orgs"
    COMMUNITIES = "communities"
    GROUPS = "groups"
    COMMITTEES = "committees"
    VOTERS = "voters"


PART_WORDS = {
    RosterPart.WORK_GROUPS: "驻村（社区）工作组成员名单",
    RosterPart.CADRES: "干部名册",
    RosterPart.ORGS: "党组织名册",
    RosterPart.COMMUNITIES: "村（社区）名册",
    RosterPart.GROUPS: "居民小组名册",
    RosterPart.COMMITTEES: "班子届期名册",
    RosterPart.VOTERS: "选民名单",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLists:
    """Where the lists come from: the roster, the book, and how numbers of persons are written.

    ``ended``: 干部名册 has a row for each post, those that have ended too.
    """

    picture: RosterPicture
    view: View
    full: bool = False
    ended: bool = False


def roster_sheets(lists: RosterLists, parts: Iterable[RosterPart]) -> tuple[Sheet, ...]:
    """Return the sheets of ``parts``; those with nothing in them are left out."""
    wanted = set(parts)
    made = [_MAKERS[part](lists) for part in RosterPart if part in wanted]
    return tuple(
        sheet for sheet in made if (sheet.total if isinstance(sheet, LongSheet) else sheet.table.body)
    )


def persons_in(lists: RosterLists, parts: Iterable[RosterPart]) -> int:
    """Return how many persons' data ``parts`` hold."""
    wanted, persons = set(parts), lists.picture.persons
    resident = (PostRole.RESIDENT_LEADER, PostRole.GROUP_HEAD, PostRole.LIAISON, PostRole.AREA_LEAD)
    count = 0
    if RosterPart.CADRES in wanted:
        count = len(persons)
    elif RosterPart.WORK_GROUPS in wanted:
        count = sum(line.holds(resident) for line in persons)
    return count + (lists.view.voters.count() if RosterPart.VOTERS in wanted else 0)


# ---------------------------------------------------------------- 附件1


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


def _work_groups(lists: RosterLists) -> Sheet:
    return MergedSheet(PART_WORDS[RosterPart.WORK_GROUPS], group_table(lists.picture.communities))


# ---------------------------------------------------------------- plain lists


def _texts(*heads: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(head) for head in heads)


def _centred(*heads: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(head, centred=True) for head in heads)


def _figures(*heads: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(head, numeric=True) for head in heads)


def _cadres(lists: RosterLists) -> Sheet:
    """List the persons with their posts, by the sound of their names."""
    middle = (*_texts("村（社区）", "党组织", "职务"), *_centred("任职时间", "离任时间"), *_texts("其他任职"))
    columns = (
        *_centred("姓名", "性别", "出生年月", "民族", "学历", "政治面貌", "入党时间"),
        *(middle if lists.ended else _texts("任职情况")),
        *_texts("联系电话", "身份证号", "住址", "备注"),
    )
    lines = sorted(lists.picture.persons, key=lambda line: (line.person.pinyin, line.person.name))
    if lists.ended:
        rows = [_cadre(line, post, full=lists.full) for line in lines for post in _post_rows(line)]
    else:
        rows = [_cadre(line, ("；".join(line.posts),), full=lists.full) for line in lines]
    return LongSheet(PART_WORDS[RosterPart.CADRES], columns, rows, len(rows))


def _post_rows(line: PersonLine) -> list[tuple[str, ...]]:
    """Write each post in a community or Party organisation, ended ones too; other posts beside the first.

    The import reads these columns as any office's; 工作组, 片 and 居民小组 have lists of their own.
    """
    rows, others = [], []
    for one in (*line.held, *line.past):
        post = one.post
        since, until = (
            month(day, day_known=day is not None and day.day > 1) for day in (post.since, post.until)
        )
        if post.resident_group_id or not (post.community_id or post.party_org_id):
            span = f"（{since or '起时不详'}至{until or '今'}）" if since or until else ""
            others.append(f"{one.body} {post.title}".strip() + span)
        else:
            places = (one.body, "") if post.community_id else ("", one.body)
            rows.append((*places, post.title, since, until))
    first, *rest = rows or [("",) * 5]
    return [(*first, "；".join(others)), *((*row, "") for row in rest)]


def _cadre(line: PersonLine, posts: tuple[str, ...], *, full: bool) -> tuple[Value, ...]:
    person = line.person
    return (
        person.name,
        SEX_WORDS[person.sex],
        month(person.birth, day_known=person.birth_day_known),
        person.ethnicity,
        person.education,
        person.political_status,
        month(person.joined_party, day_known=False),
        *posts,
        person.phone if full else masked_phone(person.phone),
        person.id_number if full else masked_id_number(person.id_number),
        person.residence,
        person.note,
    )


def _orgs(lists: RosterLists) -> Sheet:
    columns = (
        *_texts("党组织名称"),
        *_centred("类别", "级别"),
        *_texts("上级党组织", "社区"),
        *_centred("成立时间"),
        *_figures("党员数"),
    )
    lines = lists.picture.orgs
    return LongSheet(PART_WORDS[RosterPart.ORGS], columns, map(_org, lines), len(lines))


def _org(line: OrgLine) -> tuple[Value, ...]:
    org = line.org
    return (
        org.name,
        CATEGORY_WORDS[org.category],
        LEVEL_WORDS[org.level],
        line.parent,
        line.community,
        month(org.founded, day_known=False),
        _figure(org.members),
    )


def _communities(lists: RosterLists) -> Sheet:
    columns = (
        *_centred("片名"),
        *_texts("社区名称"),
        *_centred("类别"),
        *_figures("户数", "人口", "选民数"),
    )
    lines = lists.picture.communities
    return LongSheet(PART_WORDS[RosterPart.COMMUNITIES], columns, map(_community, lines), len(lines), 2)


def _community(line: CommunityLine) -> tuple[Value, ...]:
    one = line.community
    figures = (_figure(one.households), _figure(one.population), _figure(one.voters))
    return (line.area, one.name, KIND_WORDS[one.kind], *figures)


def _groups(lists: RosterLists) -> Sheet:
    """List the 居民小组 with those who speak for them."""
    columns = (*_texts("社区名称", "居民小组"), *_figures("户数", "人口"), *_texts("小组长", "居民代表"))
    groups = lists.view.resident_groups.all()
    names = {line.community.id: line.community.name for line in lists.picture.communities}
    place = {key: at for at, key in enumerate(names)}
    holders: dict[tuple[str, PostRole], list[str]] = {}
    for line in lists.picture.persons:
        for one in line.held:
            if one.post.resident_group_id:
                holders.setdefault((one.post.resident_group_id, one.post.role), []).append(line.person.name)
    rows = [
        (
            names[group.community_id],
            group.name,
            _figure(group.households),
            _figure(group.population),
            "、".join(holders.get((group.id, PostRole.RESIDENT_GROUP_HEAD), ())),
            "、".join(holders.get((group.id, PostRole.RESIDENT_REP), ())),
        )
        for group in sorted(groups, key=lambda one: (place[one.community_id], one.order))
    ]
    return LongSheet(PART_WORDS[RosterPart.GROUPS], columns, rows, len(rows), 2)


def _committees(lists: RosterLists) -> Sheet:
    columns = (*_texts("单位", "班子", "届次"), *_figures("职数"), *_centred("任期起", "任期止"))
    bodies = [(line.community.id, line.community.name) for line in lists.picture.communities]
    bodies += [(line.org.id, line.org.name) for line in lists.picture.orgs]
    names = dict(bodies)
    place = {key: at for at, key in enumerate(names)}
    found = [(one.community_id or one.party_org_id or "", one) for one in lists.view.committees.all()]
    found.sort(key=lambda pair: (place[pair[0]], list(COMMITTEE_WORDS).index(pair[1].kind)))
    rows = [
        (
            names[body],
            COMMITTEE_WORDS[one.kind],
            one.term,
            _figure(one.seats),
            one.since.isoformat() if one.since else "",
            one.until.isoformat() if one.until else "",
        )
        for body, one in found
    ]
    return LongSheet(PART_WORDS[RosterPart.COMMITTEES], columns, rows, len(rows))


# ---------------------------------------------------------------- voters


_VOTER_FIELDS = (
    "community_id", "resident_group", "number", "name", "sex", "birth", "birth_day_known", "id_number",
    "household", "residence", "note",
)  # fmt: skip


def _voters(lists: RosterLists) -> Sheet:
    """List the voters community by community, in the order of their lists."""
    columns = (
        *_texts("社区名称", "居民小组"),
        *_figures("编号"),
        *_centred("姓名", "性别", "出生日期"),
        *_texts("身份证号", "户号", "住址", "备注"),
    )
    names = {line.community.id: line.community.name for line in lists.picture.communities}
    rows = _voter_rows(lists.view, names, full=lists.full)
    return LongSheet(PART_WORDS[RosterPart.VOTERS], columns, rows, lists.view.voters.count(), 4)


def _voter_rows(view: View, names: dict[str, str], *, full: bool) -> Iterator[Sequence[Value]]:
    written = str if full else masked_id_number
    for key, group, number, name, sex, birth, day, proof, house, home, note in view.voters.stream(
        *_VOTER_FIELDS
    ):
        born = "" if birth is None else str(birth) if day else str(birth)[:7].replace("-", ".")
        yield (
            names[str(key)], str(group), int(number or 0), str(name), _STORED_SEX[sex], born,  # type: ignore[index]
            written(str(proof)), str(house), str(home), str(note),
        )  # fmt: skip


_MAKERS: dict[RosterPart, Callable[[RosterLists], Sheet]] = {
    RosterPart.WORK_GROUPS: _work_groups,
    RosterPart.CADRES: _cadres,
    RosterPart.ORGS: _orgs,
    RosterPart.COMMUNITIES: _communities,
    RosterPart.GROUPS: _groups,
    RosterPart.COMMITTEES: _committees,
    RosterPart.VOTERS: _voters,
}


def month(day: date | None, *, day_known: bool) -> str:
    """Write a date as exactly as it is known: 1972-06-08 or 1972.06."""
    if day is None:
        return ""
    return day.isoformat() if day_known else f"{day:%Y.%m}"


def _figure(count: int | None) -> Value:
    return "" if count is None else count
