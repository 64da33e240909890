"""The three lists of the roster as columns: people, communities as 附件1 shows them, Party organisations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.domain.people import Person, PostRole, masked_id_number, masked_phone
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.services.person_fields import (
    GROUP_NAMES,
    SEXES,
    birth_words,
    month_words,
    title_words,
    unit_words,
)
from dangjian_desktop.services.roster_export import CATEGORY_WORDS, KIND_WORDS, LEVEL_WORDS
from dangjian_desktop.services.roster_views import (
    RESIDENT,
    TWO_COMMITTEES,
    CommunityLine,
    OrgLine,
    PersonLine,
)
from dangjian_desktop.services.rosters import RosterWords
from dangjian_desktop.services.unit_cells import UnitKind

VIEWS = (
    ("all", "全部"),
    ("two", "“两委”"),
    ("reserve", "后备"),
    ("resident", "驻社区"),
    ("communities", "村、社区"),
    ("orgs", "党组织"),
)
PERSON_VIEWS = ("all", "two", "reserve", "resident")
KEEPERS: Mapping[str, Callable[[PersonLine], bool]] = {
    "all": lambda _: True,
    "two": lambda line: line.holds(TWO_COMMITTEES),
    "reserve": lambda line: line.holds((PostRole.RESERVE,)),
    "resident": lambda line: line.holds(RESIDENT),
}
Check = Callable[[Person, str, str], str]
UnitCheck = Callable[[UnitKind, str, str], str]


def segments(
    persons: Sequence[PersonLine], communities: Sequence[CommunityLine], orgs: Sequence[OrgLine]
) -> tuple[Segment, ...]:
    """Return the choices of lists with their counts."""
    counts = {name: sum(map(keep, persons)) for name, keep in KEEPERS.items()}
    counts |= {"communities": len(communities), "orgs": len(orgs)}
    return tuple(Segment(name, words, counts[name]) for name, words in VIEWS)


def by_pinyin(line: PersonLine) -> tuple[str, str]:
    """Return what people are ordered by."""
    return line.person.pinyin, line.person.name


ORDER_WORDS = {
    NameOrder.PINYIN: "拼音",
    NameOrder.STROKES: "姓氏笔画",
    NameOrder.SHORT_FIRST: "姓氏笔画（单名在前）",
    NameOrder.POSTS: "任职顺序",
}


def staff_of(line: CommunityLine, persons: Sequence[PersonLine]) -> tuple[tuple[str, str], ...]:
    """Return name and title of those who sit in the committees of a community, and its reserves."""
    found = [
        (PostRole.RESERVE is one.post.role, one.post.order, person.person.name, one.post.title)
        for person in persons
        for one in person.held
        if one.post.community_id == line.community.id and one.post.role in (*TWO_COMMITTEES, PostRole.RESERVE)
    ]
    return tuple((name, title) for _, _, name, title in sorted(found))


def _person_open(line: PersonLine) -> Chip | None:
    return Chip("待核对", State.SOON, Sign.QUESTION) if line.to_confirm else None


def _community_open(line: CommunityLine) -> Chip | None:
    count = len(line.to_confirm)
    return Chip(f"{count} 处", State.SOON, Sign.QUESTION) if count else None


def person_columns(check: Check, words: RosterWords) -> tuple[Column[PersonLine], ...]:
    """Return the columns of the list of people.

    Args:
        check: judges a typed text.
        words: what is offered while typing, and what each fact is kept for (shown at its head).
    """

    def column(
        name: str, title: str, text: Callable[[Person], str], width: int, **more: Any
    ) -> Column[PersonLine]:
        return Column(
            name, title, lambda line: text(line.person), width,
            editable=lambda _: True, check=lambda line, typed: check(line.person, name, typed),
            choices=(lambda _: words.offered[name]) if name in words.offered else None,
            head_tip=purpose_words(words, name), **more,
        )  # fmt: skip

    def masked(name: str, title: str, text: Callable[[Person], str], width: int) -> Column[PersonLine]:
        return column(name, title, text, width, edit_text=lambda _: "", muted=True, icon="lock")

    return (
        column("name", "姓名", lambda one: one.name, 96, searched=True,
               sort=by_pinyin),
        column("sex", "性别", lambda one: SEXES[one.sex] if one.sex else "", 56, align=Align.CENTRE),
        column("birth", "出生日期", birth_words, 104, filter=True, day=lambda line: line.person.birth,
               sort=lambda line: line.person.birth or date.max),
        column("education", "学历", lambda one: one.education, 78, filter=True,
               group=lambda line: line.person.education,
               sort=lambda line: -words.level(line.person.education)),
        Column("area", "片", lambda line: "、".join(line.areas), 110, filter=True, optional=True,
               group=GROUP_NAMES["area"]),
        Column("unit", "单位", unit_words, 142, group=GROUP_NAMES["unit"], searched=True, filter=True,
               tip=_all_posts),
        Column("title", "职务", title_words, 186, filter=True, tip=_all_posts),
        Column("open", "核对", lambda line: "待核对" if line.to_confirm else "", 92, chip=_person_open,
               filter=True, tip=lambda line: "\n".join(line.to_confirm)),
        masked("id_number", "身份证号", lambda one: masked_id_number(one.id_number), 172),
        masked("phone", "手机", lambda one: masked_phone(one.phone), 118),
        column("political_status", "政治面貌", lambda one: one.political_status, 104, filter=True),
        column("joined_party", "入党时间", lambda one: month_words(one.joined_party), 100,
               filter=True, day=lambda line: line.person.joined_party,
               sort=lambda line: line.person.joined_party or date.max),
        column("ethnicity", "民族", lambda one: one.ethnicity, 76, filter=True),
        column("residence", "住址", lambda one: one.residence, 160),
        column("note", "备注", lambda one: one.note, 160),
    )  # fmt: skip


def purpose_words(words: RosterWords, name: str) -> str:
    """Say what a fact is kept for; empty where nothing is written."""
    purpose = words.purposes.get(name, "")
    return f"用途：{purpose}" if purpose else ""


def _all_posts(line: PersonLine) -> str:
    return "\n".join(line.posts)


def _names(names: Sequence[str]) -> str:
    return "、".join(names)


def _figure(count: int | None) -> str:
    return "" if count is None else str(count)


def _typed(kind: UnitKind, check: UnitCheck) -> Callable[..., Column[Any]]:
    """Return what makes a column that takes typing, judged by ``check``."""

    def column(name: str, title: str, text: Callable[[Any], str], width: int, **more: Any) -> Column[Any]:
        return Column(
            name, title, text, width, editable=lambda _: True,
            check=lambda _line, typed: check(kind, name, typed), **more,
        )  # fmt: skip

    return column


def community_columns(check: UnitCheck) -> tuple[Column[CommunityLine], ...]:
    """Return the columns of the list of communities; ``check`` judges a typed text."""
    typed = _typed(UnitKind.COMMUNITY, check)
    return (
    typed("name", "村、社区", lambda line: line.community.name, 116, searched=True,
           sort=lambda line: line.community.order),
    typed("area", "片", lambda line: line.area or "片外", 82, filter=True, searched=True,
           group=lambda line: line.area or "片外",
           edit_text=lambda line: line.area),
    Column("leads", "片长", lambda line: _names(line.area_leads), 84, searched=True),
    Column("leaders", "驻社区领导干部", lambda line: _names(line.resident_leaders), 128, searched=True),
    Column("partner", "结对帮扶单位党组织", lambda line: line.partner_org, 176, searched=True),
    Column("heads", "负责人", lambda line: _names(line.group_heads), 84, searched=True),
    Column("liaisons", "组织联络员", lambda line: _names(line.liaisons), 96, searched=True),
    Column("open", "待核对", lambda line: f"{len(line.to_confirm)} 处" if line.to_confirm else "", 84,
           chip=_community_open, filter=True, sort=lambda line: -len(line.to_confirm),
           tip=lambda line: "\n".join(line.to_confirm)),
    typed("kind", "类别", lambda line: KIND_WORDS[line.community.kind], 68, filter=True,
           group=lambda line: KIND_WORDS[line.community.kind],
           choices=lambda _: tuple(KIND_WORDS.values())),
    typed("households", "户数", lambda line: _figure(line.community.households), 72, align=Align.RIGHT,
           filter=True, sort=lambda line: line.community.households or 0,
           number=lambda line: line.community.households),
    typed("population", "人口", lambda line: _figure(line.community.population), 72, align=Align.RIGHT,
           filter=True, sort=lambda line: line.community.population or 0,
           number=lambda line: line.community.population),
    typed("voters", "选民数", lambda line: _figure(line.community.voters), 80, align=Align.RIGHT,
           filter=True, sort=lambda line: line.community.voters or 0,
           number=lambda line: line.community.voters),
    Column("words", "核对事项", lambda line: "；".join(line.to_confirm), 300, muted=True,
           tip=lambda line: "\n".join(line.to_confirm)),
)  # fmt: skip


def org_columns(check: UnitCheck) -> tuple[Column[OrgLine], ...]:
    """Return the columns of the list of Party organisations; ``check`` judges a typed text."""
    typed = _typed(UnitKind.PARTY_ORG, check)
    return (
    typed("name", "党组织名称", lambda line: line.org.name, 210, searched=True),
    typed("category", "类别", lambda line: CATEGORY_WORDS[line.org.category], 84, filter=True,
           group=lambda line: CATEGORY_WORDS[line.org.category],
           choices=lambda _: tuple(filter(None, CATEGORY_WORDS.values()))),
    typed("level", "级别", lambda line: LEVEL_WORDS[line.org.level], 78, filter=True,
           group=lambda line: LEVEL_WORDS[line.org.level],
           sort=lambda line: list(LEVEL_WORDS).index(line.org.level),
           choices=lambda _: tuple(LEVEL_WORDS.values())),
    typed("community", "村、社区", lambda line: line.community, 120, searched=True, filter=True,
           group=lambda line: line.community),
    Column("secretary", "书记", lambda line: line.secretary, 92, searched=True),
    typed("founded", "成立时间", lambda line: month_words(line.org.founded), 96,
           sort=lambda line: line.org.founded or date.max),
    typed("members", "党员数", lambda line: _figure(line.org.members), 84, align=Align.RIGHT,
           filter=True, sort=lambda line: line.org.members or 0,
           number=lambda line: line.org.members),
    typed("parent", "上级党组织", lambda line: line.parent, 176, filter=True, searched=True,
           group=lambda line: line.parent),
)  # fmt: skip
