"""工作组成员名单 (附件1): areas, communities and the people sent there, merged or flattened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.domain.names import several_names, squeezed, tidy
from dangjian_desktop.domain.organisations import CommunityKind, org_level
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.exchange.alignment import Aligned, FieldRow, Layout, align
from dangjian_desktop.exchange.gathered import People
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.headings import Columns
from dangjian_desktop.exchange.places import kind_of
from dangjian_desktop.exchange.readings import (
    AreaRow,
    CommunityRow,
    GroupRow,
    OrgRow,
    PersonRow,
    PostRow,
    RosterReading,
)
from dangjian_desktop.kernel.findings import Finding, finding, warning

LAYOUT = Layout(
    shapes={
        "area": "area",
        "area_lead": "person",
        "community": "place",
        "resident_leader": "person",
        "partner_org": "organisation",
        "group_head": "person",
        "deputy_head": "person",
        "liaison": "person",
        "members": "person",
    },
    key="community",
    merged={"area": 0.5, "area_lead": 0.5, "liaison": 0.4},
)
_CARRIED = ("area", "area_lead", "liaison")
_PEOPLE = (
    ("resident_leader", PostRole.RESIDENT_LEADER),
    ("group_head", PostRole.GROUP_HEAD),
    ("deputy_head", PostRole.OTHER),
    ("liaison", PostRole.LIAISON),
    ("members", PostRole.OTHER),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One community with the cells of merged columns filled in; ``guessed`` are fields that were
    carried down or left empty although the file does not say so."""

    row: FieldRow
    values: dict[str, str]
    guessed: frozenset[str] = frozenset()
    alone: bool = False


@dataclass(slots=True)
class _Builder:
    table: Table
    people: People
    doubtful: tuple[str, ...] = ()
    areas: dict[str, AreaRow] = field(default_factory=dict)
    communities: dict[str, CommunityRow] = field(default_factory=dict)
    orgs: dict[str, OrgRow] = field(default_factory=dict)
    groups: list[GroupRow] = field(default_factory=list)
    posts: list[PostRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0


def read_groups(table: Table, columns: Columns, kind: str, people: People, words: ListWords) -> RosterReading:
    """Read a work group list. Where the file lost the extent of merged cells there is a proposal
    and a finding for each area; a file that knows its merged cells gives neither."""
    aligned = align(table, columns, LAYOUT)
    lines = list(_filled(table, columns, [row for row in aligned.rows if not words.no_record(row.texts)]))
    build = _Builder(table, people, aligned.doubtful)
    for line in lines:
        _add_line(build, table, columns, line)
    build.findings.extend(_doubts(table, columns, aligned, lines))
    return RosterReading(
        kind=kind,
        source=table.source,
        areas=tuple(build.areas.values()),
        communities=tuple(build.communities.values()),
        orgs=tuple(build.orgs.values()),
        groups=tuple(build.groups),
        posts=tuple(build.posts),
        refused=build.refused,
        findings=tuple(build.findings),
    )


def _filled(table: Table, columns: Columns, rows: Sequence[FieldRow]) -> Iterable[_Line]:
    """Carry area, lead and liaison down where the row lost them or the file cannot say."""
    carried = dict.fromkeys(_CARRIED, "")
    for row in rows:
        values = {name: row.text(name) for name in columns.known()}
        if table.spans_known:
            yield _Line(row, values)
            continue
        blank_area = "area" in columns.known() and not values["area"]
        written_blank = blank_area and "area" not in row.lost and table.flattened
        inherits = blank_area and not written_blank
        guessed = set(row.lost & set(_CARRIED))
        for name in _CARRIED:
            if name not in columns.known():
                continue
            if inherits and not values[name]:
                values[name] = carried[name]
                guessed.add(name)
            elif not inherits:
                carried[name] = values[name]
        yield _Line(row, values, frozenset(guessed), alone=written_blank)


def _add_line(build: _Builder, table: Table, columns: Columns, line: _Line) -> None:
    name = line.values.get("community", "")
    address = line.row.cell("community").address or line.row.address
    where = table.where(address, columns.title("community"), name)
    if not name:
        build.refused += 1
        build.findings.append(finding("roster.community_missing", where=where))
        return
    if name in build.communities:
        build.refused += 1
        first = build.communities[name].address
        build.findings.append(finding("roster.community_twice", where=where, name=name, first=first))
        return
    if line.row.unfit:
        build.findings.append(warning("roster.row_unsure", where=where, name=name))
    area = _add_area(build, line)
    title = columns.title("community")
    village = kind_of(name) is CommunityKind.VILLAGE or ("村" in title and "社区" not in title)
    build.communities[name] = CommunityRow(
        name=name,
        address=address,
        kind=CommunityKind.VILLAGE if village else CommunityKind.COMMUNITY,
        area=area or None,
        area_told="area" in columns.known(),
        listed=True,
    )
    _add_group(build, columns, line, name, address)


def _add_area(build: _Builder, line: _Line) -> str:
    name = line.values.get("area", "")
    if not name:
        return ""
    if name not in build.areas:
        build.areas[name] = AreaRow(name=name, address=line.row.cell("area").address or line.row.address)
    leads = {post.person for post in build.posts if post.role is PostRole.AREA_LEAD and post.area == name}
    cell = line.row.cell("area_lead")
    for lead in several_names(line.values.get("area_lead", "")):
        if lead in leads:
            continue
        address = cell.address or line.row.address
        row = PersonRow(name=lead, address=address, name_written=_written(cell.raw, lead))
        build.posts.append(
            PostRow(
                person=build.people.take(build.table, row),
                role=PostRole.AREA_LEAD,
                address=address,
                title="片长",
                area=name,
                order=len(leads),
                to_confirm=_unsure_words(line, "area_lead"),
            )
        )
    return name


def _add_group(build: _Builder, columns: Columns, line: _Line, community: str, address: str) -> None:
    partner = tidy(line.values.get("partner_org", "")).replace("\n", "")
    if partner and partner not in build.orgs:
        cell = line.row.cell("partner_org")
        build.orgs[partner] = OrgRow(
            name=partner, address=cell.address, level=org_level(partner), listed=True
        )
    confirm = _titles(columns, line.guessed)
    build.groups.append(
        GroupRow(community=community, address=address, partner_org=partner, to_confirm=confirm)
    )
    for name, role in _PEOPLE:
        if name in columns.known():
            build.posts.extend(_posts(build, columns, line, community, (name, role)))


def _posts(
    build: _Builder, columns: Columns, line: _Line, community: str, wanted: tuple[str, PostRole]
) -> list[PostRow]:
    name, role = wanted
    cell = line.row.cell(name)
    address = cell.address or line.row.address
    resident = role is PostRole.RESIDENT_LEADER
    posts = []
    for order, person in enumerate(several_names(line.values.get(name, ""))):
        row = PersonRow(name=person, address=address, name_written=_written(cell.raw, person))
        # a name carried down from the row that wrote it is no second writing of it
        key = build.people.take(build.table, row) if cell.address and not cell.covered else person
        posts.append(
            PostRow(
                person=key,
                role=role,
                address=address,
                title=columns.title(name),
                community=community if resident else "",
                group="" if resident else community,
                order=order,
                to_confirm=_unsure_words(line, name) or _doubtful_words(build, columns, line, name),
            )
        )
    return posts


def _written(raw: str, person: str) -> str:
    """Return the name as written where cleaning changed it ("林 某")."""
    return raw.strip() if raw and squeezed(raw) == person != raw.strip() else ""


def _unsure_words(line: _Line, name: str) -> str:
    return "原表合并单元格的范围已丢失，请核对" if name in line.guessed and line.values.get(name) else ""


def _doubtful_words(build: _Builder, columns: Columns, line: _Line, name: str) -> str:
    if not line.row.lost or name not in build.doubtful:
        return ""
    return f"原表此行缺格，分不清是{_titles(columns, build.doubtful)}中的哪一栏，请核对"


def _titles(columns: Columns, names: Iterable[str]) -> str:
    return "、".join(columns.title(name) for name in columns.fields if name and name in set(names))


def _doubts(table: Table, columns: Columns, aligned: Aligned, lines: Sequence[_Line]) -> list[Finding]:
    """One finding per area whose merged cells are guessed, one per community that stands alone."""
    found: list[Finding] = []
    by_area: dict[str, list[_Line]] = {}
    for line in lines:
        if line.values.get("community"):
            by_area.setdefault(line.values.get("area", ""), []).append(line)
    for area, members in by_area.items():
        guessed = [line for line in members if line.guessed]
        if area and guessed:
            found.append(_extent_finding(table, columns, area, members))
    found.extend(
        warning(
            "roster.outside_areas",
            where=table.where(line.row.address, record=line.values.get("community", "")),
            columns=_titles(columns, ["area", "area_lead"]),
            left=_titles(columns, line.guessed) or "其他栏",
        )
        for line in by_area.get("", [])
        if line.alone or line.guessed
    )
    doubtful = [name for name in columns.fields if name in aligned.doubtful]
    if len(doubtful) > 1:
        found.append(_exchange_finding(table, columns, doubtful, lines))
    return found


def _extent_finding(table: Table, columns: Columns, area: str, members: Sequence[_Line]) -> Finding:
    guessed = {name for line in members for name in line.guessed}
    first = members[0]
    values = "，".join(
        f"{columns.title(name)} {first.values[name]}"
        for name in columns.fields
        if name and name in guessed and name != "area" and first.values.get(name)
    )
    return warning(
        "roster.merged_extent",
        where=table.where(first.row.address, record=area),
        area=area,
        columns=_titles(columns, guessed),
        values=values or "未写",
        count=len(members),
        communities="、".join(line.values["community"] for line in members),
    )


def _exchange_finding(
    table: Table, columns: Columns, doubtful: Sequence[str], lines: Sequence[_Line]
) -> Finding:
    short = [line for line in lines if line.row.lost]
    taken = [name for name in doubtful if any(line.row.text(name) for line in short)]
    return warning(
        "roster.columns_unsure",
        where=table.where(short[0].row.address if short else ""),
        count=len(short),
        columns=_titles(columns, doubtful),
        taken=_titles(columns, taken),
    )


def without_uncertainty(reading: RosterReading) -> RosterReading:
    """Return the reading as a clerk who has confirmed every proposal would have it."""
    return replace(
        reading,
        groups=tuple(replace(one, to_confirm="") for one in reading.groups),
        posts=tuple(replace(one, to_confirm="") for one in reading.posts),
        findings=(),
    )
