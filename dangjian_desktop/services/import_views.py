"""What an import would do, in the words of the preview: lines, notes, figures, the sentence of its end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.campaigns import activity_name
from dangjian_desktop.domain.people import Sex, masked, told_title
from dangjian_desktop.exchange.plans import ChangeKind, Entity, PlannedChange
from dangjian_desktop.kernel.findings import NOWHERE, Finding, Severity, Where
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.import_words import (
    ENTITY_WORDS,
    FIELD_WORDS,
    UNITS,
    VALUE_WORDS,
    sums_words,
)

if TYPE_CHECKING:
    from dangjian_desktop.exchange.readings import (
        CommunityRow,
        PersonRow,
        PlanReading,
        PostRow,
        ResidentGroupRow,
        RosterReading,
    )
    from dangjian_desktop.services.campaign_import import CampaignPlan
    from dangjian_desktop.services.import_columns import TableView
    from dangjian_desktop.services.pair_views import ImportPair
    from dangjian_desktop.services.roster_import import RosterPlan

__all__ = ["ChangeKind", "ImportLine", "ImportNote", "ImportView", "campaign_view", "roster_view"]

ORDER = (
    ChangeKind.REFUSED,
    ChangeKind.UNSURE,
    ChangeKind.CHANGED,
    ChangeKind.ADDED,
    ChangeKind.UNCHANGED,
)
# Parts of a person that follow from others and say nothing by themselves.
_DERIVED = ("pinyin", "initials", "birth_day_known", "name_written")
FROM_NUMBER = "（按身份证号）"
_FIRST_OF_MONTH = re.compile(r"\d{4}-\d{2}-01")
ANSWERS_KEPT = "这次的选择，下次导入不再问"
Details = Mapping[tuple[Entity, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One line of the preview, all in Chinese; ``told`` is the sentence of what is wrong, if anything.

    ``pair`` names the row a clerk was or is asked about, empty for all others.
    """

    number: int
    kind: ChangeKind
    address: str
    entity: str
    name: str
    field: str = ""
    old: str = ""
    new: str = ""
    told: str = ""
    pair: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportNote:
    """Something noticed that stands for no line of its own."""

    severity: Severity
    address: str
    record: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """The preview as shown. ``counts`` count things, each once; ``differences`` the fields that change.

    ``will`` and ``wont`` say in numbers what applying writes and leaves; ``year`` is that of a campaign,
    ``pairs`` are the rows and posts a clerk is asked about, ``tables`` how its columns were read.
    """

    source: str
    place: str
    lines: tuple[ImportLine, ...]
    notes: tuple[ImportNote, ...]
    facts: tuple[tuple[str, str], ...]
    counts: Mapping[ChangeKind, int]
    differences: int
    will: str
    wont: str
    year: int | None = None
    pairs: tuple[ImportPair, ...] = ()
    tables: tuple[TableView, ...] = ()

    @property
    def writes(self) -> int:
        """Return how many things applying adds or changes."""
        return self.counts[ChangeKind.ADDED] + self.counts[ChangeKind.CHANGED]


def roster_view(plan: RosterPlan) -> ImportView:
    """Return the preview of a roster import."""
    reading = plan.plan.plain or plan.reading
    groups = (
        (Entity.AREA, len(reading.areas)),
        (Entity.COMMUNITY, len(reading.communities)),
        (Entity.PARTY_ORG, len(reading.orgs)),
        (Entity.PERSON, len(reading.persons)),
        (Entity.WORK_GROUP, len(reading.groups)),
        (Entity.POST, len(reading.posts)),
        (Entity.RESIDENT_GROUP, len(reading.resident_groups)),
        (Entity.COMMITTEE, len(reading.committees)),
        (Entity.VOTER, sum(len(one.rows) for one in reading.voters)),
    )
    facts = tuple((ENTITY_WORDS[what], f"{count} {UNITS[what]}") for what, count in groups if count)
    made = _view(plan.changes, plan.findings, _roster_details(reading), facts, reading.source)
    asked = {
        (ENTITY_WORDS[Entity.PERSON], one.row.name, place): one.key
        for one in plan.plan.pairs
        for place in (one.row.address, *(cell for _, cell in one.row.cells))
    }
    lines = tuple(
        replace(one, pair=one.pair or asked.get((one.entity, one.name, one.address), ""))
        for one in made.lines
    )
    will = made.will or (ANSWERS_KEPT if not plan.plan.is_empty() else "")
    return replace(made, lines=lines, pairs=plan.pairs, tables=plan.tables, will=will)


def campaign_view(plan: CampaignPlan) -> ImportView:
    """Return the preview of a notice's plan."""
    reading = plan.reading
    facts = (
        ("文号", reading.document_number or "没有写"),
        ("发文单位", reading.issuer or "没有写"),
        ("阶段", f"{len(reading.phases)} 个"),
        ("任务", f"{len(reading.tasks)} 行 {reading.item_count} 项"),
    )
    made = _view(plan.changes, plan.findings, _plan_details(reading), facts, reading.source)
    return replace(made, year=reading.year)


def _view(
    changes: Sequence[PlannedChange],
    findings: Sequence[Finding],
    details: Details,
    facts: tuple[tuple[str, str], ...],
    source: str,
) -> ImportView:
    told = {one.finding for one in changes if one.finding is not None}
    telling = {
        (one.entity, one.name)
        for one in changes
        if one.kind is ChangeKind.CHANGED and one.field not in _DERIVED
    }
    shown = [one for one in changes if one.field not in _DERIVED or (one.entity, one.name) not in telling]
    ordered = sorted(shown, key=lambda one: ORDER.index(one.kind))
    things = {
        kind: {(one.entity, one.name, one.address): one.count for one in shown if one.kind is kind}
        for kind in ORDER
    }
    sheets = list(dict.fromkeys(one.where.sheet for one in findings if one.where.sheet))
    return ImportView(
        source=source,
        place=f"工作表“{sheets[0]}”"
        if len(sheets) == 1 and source.endswith((".xlsx", ".xls", ".ods"))
        else "",
        lines=tuple(_line(number, one, details) for number, one in enumerate(ordered)),
        notes=tuple(_note(one) for one in findings if one not in told),
        facts=facts,
        counts={kind: sum(found.values()) for kind, found in things.items()},
        differences=sum(one.kind is ChangeKind.CHANGED for one in shown),
        will=_will(things, sum(one.kind is ChangeKind.CHANGED for one in shown)),
        wont=_wont(things),
    )


def _line(number: int, change: PlannedChange, details: Details) -> ImportLine:
    added = change.kind is ChangeKind.ADDED
    name, new = change.name, _shown(change, change.new)
    if added:
        new = details.get((change.entity, change.name), change.new if change.new != change.name else "")
    if change.entity is Entity.POST:
        name = change.name.split("（", 1)[0]
        if not change.field and not new:
            new = change.name[len(name) :].strip("（）")
    return ImportLine(
        number=number,
        kind=change.kind,
        address=change.place,
        entity=ENTITY_WORDS[change.entity],
        name=name,
        field=field_word(change),
        old=_shown(change, change.old),
        new=new,
        told=_told(change.finding),
        pair=change.pair,
    )


def field_word(change: PlannedChange) -> str:
    """Return what a change is about in Chinese; empty where it is about the whole."""
    told = change.finding.where.field if change.finding is not None else ""
    named = FIELD_WORDS.get((change.entity, change.field)) or FIELD_WORDS.get((None, change.field), "")
    return told or named


def change_words(change: PlannedChange) -> str:
    """Write what a change does in one line, ID number and phone masked."""
    if not change.field:
        return "" if change.new == change.name else change.new
    if change.pair and not change.old:  # a question: nothing stood there before
        return f"{field_word(change).rstrip('？')}：{change.new}"
    old, new = (_shown(change, text) or "（空）" for text in (change.old, change.new))
    return f"{field_word(change)}：{old} → {new}"


def _shown(change: PlannedChange, text: str) -> str:
    """Write a value in Chinese, numbers masked, when somebody joined or took office by the month."""
    by_month = change.entity is Entity.POST or change.field == "joined_party"
    if by_month and _FIRST_OF_MONTH.fullmatch(text):
        return text[:7]
    return VALUE_WORDS.get((change.field, text), masked(change.field, text))


def _told(item: Finding | None) -> str:
    """Write a finding without the place that stands beside it anyway."""
    return "" if item is None else sentence(replace(item, where=NOWHERE))


def _note(item: Finding) -> ImportNote:
    place = item.where
    text = sentence(replace(item, where=Where(field=place.field)))
    return ImportNote(severity=item.severity, address=place.cell, record=place.record, text=text)


Things = Mapping[ChangeKind, Mapping[tuple[Entity, str, str], int]]


def _will(things: Things, differences: int) -> str:
    counts: Counter[Entity] = Counter()
    for (entity, _, _), n in things[ChangeKind.ADDED].items():
        counts[entity] += n
    added = sums_words((what, counts[what]) for what in ENTITY_WORDS)
    changed = len(things[ChangeKind.CHANGED])
    parts = [
        f"新增 {added}" if added else "",
        f"变更 {changed} 项 {differences} 处" if changed else "",
    ]
    return "；".join(part for part in parts if part)


def _wont(things: Things) -> str:
    words = ((ChangeKind.UNSURE, "待认"), (ChangeKind.REFUSED, "拒收"), (ChangeKind.UNCHANGED, "相同"))
    return "、".join(f"{word} {sum(things[kind].values())} 项" for kind, word in words if things[kind])


def _roster_details(reading: RosterReading) -> Details:
    """Return what an added thing brings with it, by kind and name."""
    return {**_place_details(reading), **_body_details(reading), **_person_details(reading)}


def _place_details(reading: RosterReading) -> dict[tuple[Entity, str], str]:
    found: dict[tuple[Entity, str], str] = {}
    for area in reading.areas:
        inside = sum(one.area == area.name for one in reading.communities)
        found[Entity.AREA, area.name] = f"{inside} 个村（社区）" if inside else ""
    for one in reading.communities:
        place = one.area or ("不属于任何片" if one.area_told else "")
        found[Entity.COMMUNITY, one.name] = _joined([place, *_figures(one)])
    for part in reading.resident_groups:
        found[Entity.RESIDENT_GROUP, f"{part.community}{part.name}"] = _joined(_figures(part))
    return found


def _body_details(reading: RosterReading) -> dict[tuple[Entity, str], str]:
    found: dict[tuple[Entity, str], str] = {}
    for org in reading.orgs:
        members = f"党员 {org.members} 名" if org.members else ""
        found[Entity.PARTY_ORG, org.name] = _joined([org.parent, org.community, members])
    for group in reading.groups:
        partner = f"结对帮扶单位 {group.partner_org}" if group.partner_org else ""
        found[Entity.WORK_GROUP, f"{group.community}工作组"] = partner
    for term in reading.committees:
        seats = f"职数 {term.seats}" if term.seats else ""
        found[Entity.COMMITTEE, f"{term.community}{term.title}{term.term}"] = _joined(
            [seats, _span(term.since, term.until)]
        )
    return found


def _person_details(reading: RosterReading) -> dict[tuple[Entity, str], str]:
    """Return what is told of each person, or the posts where nothing is."""
    posts: dict[str, list[str]] = {}
    for post in reading.posts:
        posts.setdefault(post.person, []).append(_post_words(post))
    found: dict[tuple[Entity, str], str] = {}
    for person in reading.persons:
        held = posts.get(person.key or person.name, [])
        more = f"等 {len(held)} 项" if len(held) > 2 else ""
        found[Entity.PERSON, person.name] = _about(person) or "；".join(held[:2]) + more
    return found


def _about(person: PersonRow) -> str:
    sex = {Sex.MALE: "男", Sex.FEMALE: "女"}.get(person.sex, "") if person.sex else ""
    birth = person.birth.isoformat()[: 10 if person.birth_day_known else 7] if person.birth else ""
    if "birth" in person.from_number:
        birth += FROM_NUMBER
    elif person.from_number:
        sex += FROM_NUMBER
    return _joined([sex, birth, person.education])


def _post_words(post: PostRow) -> str:
    body = post.area or post.community or post.org or (f"{post.group}工作组" if post.group else "")
    return f"{body} {told_title(body, post.title)}".strip()


def _plan_details(reading: PlanReading) -> Details:
    found: dict[tuple[Entity, str], str] = {
        (Entity.CAMPAIGN, activity_name(reading.title)): f"{reading.year} 年"
    }
    for phase in reading.phases:
        found[Entity.PHASE, phase.name] = _joined([phase.due_text, _range(phase.start, phase.end)])
    for task in reading.tasks:
        day = task.end.isoformat() if task.end else "日期待定"
        items = f"{len(task.items)} 项" if len(task.items) > 1 else ""
        due = f"{task.due_text}（到 {day}）" if task.due_text else day
        found[Entity.TASK, task.name] = _joined([due, items, "、".join(task.owners)])
    return found


def _range(start: date | None, end: date | None) -> str:
    """Write a range of days; the year once where both lie in it."""
    if start is None or end is None:
        return "".join(day.isoformat() for day in (start, end) if day)
    last = end.isoformat()
    return f"{start.isoformat()} 至 {last[5:] if start.year == end.year else last}"


def _figures(row: CommunityRow | ResidentGroupRow) -> list[str]:
    return [
        f"{row.households} 户" if row.households else "",
        f"{row.population} 人" if row.population else "",
    ]


def _span(since: date | None, until: date | None) -> str:
    """Write a term of office by its months."""
    return " 至 ".join(day.isoformat()[:7] for day in (since, until) if day is not None)


def _joined(parts: Sequence[str]) -> str:
    return "，".join(part for part in parts if part)
