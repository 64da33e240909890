"""Plain lists with one person, Party organisation or community a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dangjian_desktop.domain.doubts import BETWEEN, doubt
from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.domain.names import is_person_name, narrow, person_name, several_names
from dangjian_desktop.domain.organisations import CommunityKind, OrgCategory, org_level
from dangjian_desktop.domain.people import PostRole, Sex
from dangjian_desktop.domain.written_dates import Doubt, WrittenDay
from dangjian_desktop.exchange.alignment import FieldRow, Layout, align, is_organisation
from dangjian_desktop.exchange.gathered import People
from dangjian_desktop.exchange.grid import Table
from dangjian_desktop.exchange.headings import Columns
from dangjian_desktop.exchange.places import is_residents_committee, kind_of
from dangjian_desktop.exchange.readings import (
    AreaRow,
    CommunityRow,
    OrgRow,
    PersonRow,
    PostRow,
    RosterReading,
)
from dangjian_desktop.exchange.values import IdNumber, ValueReader, count_of, id_number_of, phone_of
from dangjian_desktop.exchange.written_units import GROUP, is_group, one_line
from dangjian_desktop.kernel.findings import Finding, finding, hint, warning
from dangjian_desktop.kernel.texts.roster import DOUBTED_FIELDS, DOUBTS

# What is told of a date that gives no day; of one that does and is still doubtful.
_NO_DAY = {
    Doubt.UNREADABLE: "roster.bad_date",
    Doubt.IMPOSSIBLE: "roster.no_such_day",
    Doubt.VAGUE: "roster.vague_date",
}
_NO_NUMBER = IdNumber()
_EARLIEST = 1900
_MOST_NAMES, _MOST_WORDS = 6, 8
_BETWEEN_TITLES = re.compile(r"[、，,；;/\n]|兼任?(?=.)")
_BETWEEN_DAYS = re.compile(r"[、，,；;\n]")


@dataclass(slots=True)
class _Lists:
    people: People
    values: ValueReader
    areas: dict[str, AreaRow] = field(default_factory=dict)
    communities: dict[str, CommunityRow] = field(default_factory=dict)
    orgs: dict[str, OrgRow] = field(default_factory=dict)
    posts: list[PostRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0
    unknown: set[tuple[str, str]] = field(default_factory=set)
    filled: list[tuple[str, str]] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)  # categories that say no post, and where


@dataclass(frozen=True, slots=True)
class _Reader:
    """One row of a list and where to tell what is wrong with it."""

    table: Table
    columns: Columns
    row: FieldRow
    found: list[Finding]
    values: ValueReader
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.row.text(name).replace("\n", "")

    def told(self, code: str, field: str, **facts: str | int) -> None:
        cell = self.row.cell(field)
        where = self.table.where(cell.address or self.row.address, self.columns.title(field))
        self.found.append(warning(code, where, **facts))
        self.doubt(code, field, **facts)

    def doubt(self, code: str, field: str, **facts: str | int) -> None:
        """Note what is to be checked of the person: a doubtful value, or one that could not be recorded."""
        if code in DOUBTS and field in DOUBTED_FIELDS:
            self.doubts.append((field, doubt(DOUBTED_FIELDS[field], DOUBTS[code].format(**facts))))


def read_list(
    table: Table, columns: Columns, kind: str, people: People, values: ValueReader
) -> RosterReading:
    """Read a list of persons (field ``name``), Party organisations (``org``) or communities."""
    known = columns.known()
    key = next((name for name in ("name", "org", "community") if name in known), "community")
    aligned = align(table, columns, Layout({}, key, {}))
    lists = _Lists(people, values)
    for row in aligned.rows:
        reader = _Reader(table, columns, row, lists.findings, values)
        if row.is_one_cell() or values.words.no_record(row.texts):
            continue
        if not row.text(key):
            lists.refused += 1
            where = table.where(row.cell(key).address or row.address, columns.title(key))
            lists.findings.append(finding("roster.key_missing", where=where, column=columns.title(key)))
        elif key == "name":
            _add_person(lists, reader)
        elif key == "org":
            _add_org(lists, reader)
        else:
            _add_community(lists, reader)
    _tell_filled(lists, table, columns)
    _tell_left(lists, table, columns)
    return RosterReading(
        kind=kind,
        source=table.source,
        areas=tuple(lists.areas.values()),
        communities=tuple(lists.communities.values()),
        orgs=tuple(lists.orgs.values()),
        posts=tuple(lists.posts),
        refused=lists.refused,
        findings=tuple(lists.findings),
    )


def _add_person(lists: _Lists, reader: _Reader) -> None:
    cell = reader.row.cell("name")
    name = person_name(cell.text)
    written = narrow(cell.raw or cell.text).strip().replace("\n", " ")
    if not is_person_name(name):
        reader.told("roster.odd_name", "name", name=name)
    number = id_number_of(reader.text("id_number"))
    birth = _birth(reader, number)
    sex = _sex(reader)
    _tell_number(reader, name, number, number.against(birth.day, sex, day_known=birth.day_known))
    taken = _missing(number, birth, sex)
    lists.filled.extend((name, reader.row.cell("id_number").address) for _ in taken[:1])
    row = PersonRow(
        name=name,
        address=cell.address,
        name_written=written if written != name else "",
        sex=number.sex if "sex" in taken else sex,
        birth=number.birth if "birth" in taken else birth.day,
        birth_day_known="birth" in taken or birth.day_known,
        ethnicity=_word(lists, reader, "ethnicity"),
        political_status=_word(lists, reader, "political_status"),
        joined_party=_day(reader, "joined_party"),
        education=_word(lists, reader, "education"),
        id_number=number.number,
        phone=_phone(reader),
        residence=reader.text("residence"),
        note=reader.text("note"),
        from_number=taken,
        cells=tuple(
            (name, one.address) for name, one in reader.row.cells.items() if one.text and one.address
        ),
    )
    doubts = tuple(one for one in reader.doubts if one[0] not in taken)  # the number has settled the others
    key = lists.people.take(reader.table, replace(row, doubts=doubts))
    _add_post(lists, reader, key)


def _sex(reader: _Reader) -> Sex | None:
    text = reader.text("sex")
    sex = reader.values.sex(text) if text else None
    if text and sex is None:
        reader.told("roster.bad_sex", "sex", text=text)
    return sex


def _word(lists: _Lists, reader: _Reader, name: str) -> str:
    """Read a fact of a code table; a word that is not in it stays and is told once a file."""
    text = reader.text(name)
    table = reader.values.codes.of(name)
    if not text or table is None:
        return text
    meant = table.meaning(text)
    if meant is None and (name, text) in lists.unknown:
        reader.doubt("roster.unknown_word", name, text=text)
    elif meant is None:
        lists.unknown.add((name, text))
        known = "、".join(table.offered()[:_MOST_WORDS])
        reader.told("roster.unknown_word", name, text=text, table=table.name, known=known)
    return meant.word if meant is not None else text


def _tell_number(reader: _Reader, name: str, number: IdNumber, problem: str) -> None:
    if problem:
        reader.told(problem, "id_number", name=name)
    if number.old:
        reader.told("roster.id_old", "id_number", name=name)


def _missing(number: IdNumber, birth: WrittenDay, sex: Sex | None) -> tuple[str, ...]:
    """Return which facts the row leaves out and its number tells, if that contradicts nothing."""
    if number.against(birth.day, sex, day_known=birth.day_known):
        return ()
    told = (("birth", birth.day, number.birth), ("sex", sex, number.sex))
    return tuple(fact for fact, written, known in told if written is None and known is not None)


def _tell_filled(lists: _Lists, table: Table, columns: Columns) -> None:
    """Tell once a list whose birth or sex was taken from the ID number."""
    if lists.filled:
        names = "、".join(name for name, _ in lists.filled[:_MOST_NAMES])
        more = "等" if len(lists.filled) > _MOST_NAMES else ""
        where = table.where(lists.filled[0][1], columns.title("id_number"))
        lists.findings.append(
            hint("roster.id_filled", where, count=len(lists.filled), names=f"{names}{more}")
        )


def _phone(reader: _Reader) -> str:
    phone, sound = phone_of(reader.text("phone"))
    if not sound:
        reader.told("roster.bad_phone", "phone", text=reader.text("phone"))
        return reader.text("phone")
    return phone


def _birth(reader: _Reader, number: IdNumber) -> WrittenDay:
    day = _written(reader, "birth", number=number)
    if reader.values.century_unsure(day, birth=True) and day.day is not None:
        reader.told("roster.two_digits", "birth", text=reader.text("birth"), year=day.day.year)
    return day


def _day(reader: _Reader, name: str, *, ahead: bool = False) -> date | None:
    return _written(reader, name, ahead=ahead).day


def _days(reader: _Reader, name: str, count: int) -> list[date | None]:
    """Read the dates of ``count`` posts in one cell: one for each in their order, or one for all."""
    parts = [part.strip() for part in _BETWEEN_DAYS.split(reader.row.text(name)) if part.strip()]
    if count > 1 and len(parts) == count:
        return [_written(reader, name, part, ahead=True).day for part in parts]
    return [_day(reader, name, ahead=True)] * count


def _written(
    reader: _Reader, name: str, text: str = "", *, ahead: bool = False, number: IdNumber = _NO_NUMBER
) -> WrittenDay:
    """Read a date and tell what is doubtful about it; one that gives no day is left empty.

    The ID number of the row says which month a birth is of that can be read in two ways.
    """
    text = text or reader.text(name)
    found = number.settled(reader.values.day(text, ahead=ahead))
    if found.doubt in _NO_DAY:
        reader.told(_NO_DAY[found.doubt], name, text=text)
    elif found.day is not None and (
        found.day.year < _EARLIEST or (found.day > reader.values.today and not ahead)
    ):
        reader.told("roster.far_date", name, day=found.day.isoformat())
        return WrittenDay()
    elif found.doubt is Doubt.OCTOBER:
        reader.told("roster.month_unsure", name, text=text)
    elif found.doubt is Doubt.SERIAL and found.day is not None:
        reader.told("roster.serial_date", name, text=text, day=found.day.isoformat())
    return found


def _add_post(lists: _Lists, reader: _Reader, person: str) -> None:
    title, category = reader.row.text("title"), _category(lists, reader)
    title, category = (title, category) if title else (category, "")
    community, unit = (one_line(reader.row.text(name)) for name in ("community", "unit"))
    if not (title or community or unit):
        return
    community, org = (community, unit) if community and not is_group(unit) else _body(unit)
    place = _add_body(lists, reader, community, org)
    reader.doubts.clear()
    titles = several_titles(title, reader.values.words)
    since, until = (_days(reader, name, len(titles)) for name in ("since", "until"))
    if category:  # the dates are those of the post beside it
        titles, since, until = (*titles, category), [*since, None], [*until, None]
    unsure = BETWEEN.join(words for _, words in reader.doubts)
    for one, begun, ended in zip(titles, since, until, strict=True):
        lists.posts.append(
            PostRow(
                person=person,
                role=reader.values.words.role(f"{GROUP}{one}" if is_group(org) else one),
                address=reader.row.cell("title").address or reader.row.address,
                title=one,
                community=community,
                org="" if community else org,
                since=begun,
                until=ended,
                order=len(lists.posts),
                to_confirm=unsure,
                unit_address=place,
            )
        )


def _category(lists: _Lists, reader: _Reader) -> str:
    """Return what a person is by 类别 if that is a post the row does not name otherwise; else note it."""
    text, words = reader.text("category"), reader.values.words
    if not text:
        return ""
    title = reader.row.text("title")
    reserve = words.role(text) is PostRole.RESERVE
    if reserve and words.role(title) is PostRole.RESERVE:
        return ""  # said already
    if reserve or (words.knows(text) and not title):
        return text
    lists.left.append((text, reader.row.cell("category").address))
    return ""


def _tell_left(lists: _Lists, table: Table, columns: Columns) -> None:
    """Tell once a list which categories are no posts and were not taken."""
    if lists.left:
        words = list(dict.fromkeys(word for word, _ in lists.left))
        more = "等" if len(words) > _MOST_NAMES else ""
        where = table.where(lists.left[0][1], columns.title("category"))
        told = f"{'、'.join(words[:_MOST_NAMES])}{more}"
        lists.findings.append(hint("roster.category_left", where, words=told, count=len(lists.left)))


def _add_body(lists: _Lists, reader: _Reader, community: str, org: str) -> str:
    """Take the community and the organisation of a post into the lists, once each; return their cell."""
    place = reader.row.cell("community").address or reader.row.cell("unit").address or reader.row.address
    if community and community not in lists.communities:
        lists.communities[community] = CommunityRow(name=community, address=place, kind=kind_of(community))
    if org and is_organisation(org) and not is_residents_committee(org) and org not in lists.orgs:
        lists.orgs[org] = OrgRow(name=org, address=place, level=org_level(org))
    return place


def several_titles(text: str, words: ListWords) -> tuple[str, ...]:
    """Split the posts of one cell: 党支部书记、居委会主任, 书记兼主任.

    A cell stays one post where a part says nothing by itself (组织、宣传委员).
    """
    parts = [part.strip() for part in _BETWEEN_TITLES.split(text)]
    titles = tuple(dict.fromkeys(part for part in parts if part))
    known = len(titles) > 1 and all(map(words.knows, titles))
    return titles if known else (text.replace("\n", ""),)


def _body(unit: str) -> tuple[str, str]:
    """Tell whether a written unit is a community or an organisation."""
    if is_organisation(unit) and not is_residents_committee(unit):
        return "", unit
    return unit, ""


def _add_org(lists: _Lists, reader: _Reader) -> None:
    name = reader.text("org")
    if name in lists.orgs:
        lists.refused += 1
        reader.told("roster.org_twice", "org", name=name, first=lists.orgs[name].address)
        return
    category = reader.values.category(reader.text("category"))
    if reader.text("category") and category is OrgCategory.UNSET:
        reader.told("roster.bad_category", "category", text=reader.text("category"))
    lists.orgs[name] = OrgRow(
        name=name,
        address=reader.row.cell("org").address,
        category=category,
        level=org_level(reader.text("level") or name),
        community=reader.text("community"),
        parent=reader.text("parent"),
        founded=_day(reader, "founded"),
        members=_count(reader, "members"),
        listed=True,
    )
    _add_heads(lists, reader, ("secretary",), org=name)


def _count(reader: _Reader, name: str) -> int | None:
    text = reader.text(name)
    number = count_of(text)
    if text and number is None:
        reader.told("roster.bad_number", name, text=text)
    return number


def _add_community(lists: _Lists, reader: _Reader) -> None:
    name = reader.text("community")
    if name in lists.communities:
        lists.refused += 1
        reader.told("roster.community_twice", "community", name=name, first=lists.communities[name].address)
        return
    area = reader.text("area")
    if area:
        lists.areas.setdefault(area, AreaRow(name=area, address=reader.row.cell("area").address))
    words = reader.text("kind") or name
    village = words.endswith("村") and "社区" not in words
    lists.communities[name] = CommunityRow(
        name=name,
        address=reader.row.cell("community").address,
        kind=CommunityKind.VILLAGE if village else CommunityKind.COMMUNITY,
        area=area or None,
        area_told="area" in reader.columns.known(),
        listed=True,
        households=_count(reader, "households"),
        population=_count(reader, "population"),
        voters=_count(reader, "voters"),
    )
    if area:
        _add_heads(lists, reader, ("area_lead",), area=area)
    _add_heads(lists, reader, ("secretary", "director"), community=name)


def _add_heads(
    lists: _Lists,
    reader: _Reader,
    names: Sequence[str],
    *,
    area: str = "",
    community: str = "",
    org: str = "",
) -> None:
    """Add the persons named in a column such as 书记 as posts of the row's body."""
    for name in names:
        role = PostRole(name)
        cell = reader.row.cell(name)
        for order, person in enumerate(several_names(cell.text)):
            key = lists.people.take(reader.table, PersonRow(name=person, address=cell.address))
            post = PostRow(
                person=key,
                role=role,
                address=cell.address,
                title=reader.columns.title(name),
                area=area,
                community=community,
                org=org,
                order=order,
                headed=True,
            )
            known = {(one.person, one.role, one.area) for one in lists.posts if one.area}
            if (key, role, area) not in known:
                lists.posts.append(post)
