"""The three lists of the roster as columns: people, communities as 附件1 shows them, Party organisations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.domain.people import Person, PostRole, masked_id_number, masked_phone
from dangjian_desktop.gui import memory
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.fields import Segment
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.kernel.sorting import STEP
from dangjian_desktop.services.list_fields import ListFields
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
    in_order,
    know_strokes,
    standing,
)
from dangjian_desktop.services.rosters import RosterPicture, RosterWords
from dangjian_desktop.services.unit_cells import UnitKind
from dangjian_desktop.services.unit_fields import COMMUNITIES, ORGS

VIEWS = (
    ("all", "全部"),
    ("two", "“两委”"),
    ("reserve", "后备"),
    ("resident", "驻社区"),
    ("communities", "村、社区"),
    ("orgs", "党组织"),
)
PERSON_VIEWS = ("all", "two", "reserve", "resident")
ROLES: Mapping[str, frozenset[PostRole]] = {
    "two": TWO_COMMITTEES,
    "reserve": frozenset((PostRole.RESERVE,)),
    "resident": RESIDENT,
}
WAITING = "waiting"
Check = Callable[[Person, str, str], str]
UnitCheck = Callable[[UnitKind, str, str], str]


@dataclass(frozen=True, slots=True)
class Look:
    """A roster made ready to be shown, away from the window: people in order, what is counted of them."""

    picture: RosterPicture
    order: NameOrder
    people: Sequence[PersonLine]
    counts: Counter[str]


def looked(read: Callable[[], RosterPicture], order: NameOrder) -> Look:
    """Read a roster and make it ready to be shown; for the thread of the book."""
    with memory.undisturbed():
        picture = read()
        if len(picture.persons) > STEP:  # a list so long is read ahead, also in the orders by strokes
            know_strokes(picture.persons)
        return Look(picture, order, in_order(picture.persons, order), counts_of(picture.persons))


def counts_of(persons: Iterable[PersonLine]) -> Counter[str]:
    """Count the persons of each list, and (:data:`WAITING`) those of whom something is to be checked."""
    counts: Counter[str] = Counter()
    for line in persons:
        held = {one.post.role for one in line.held}
        counts["all"] += 1
        counts.update(name for name, roles in ROLES.items() if not roles.isdisjoint(held))
        counts[WAITING] += bool(line.to_confirm)
    return counts


def segments(counts: Mapping[str, int], picture: RosterPicture | None = None) -> tuple[Segment, ...]:
    """Return the choices of lists with their counts."""
    units = {"communities": picture.communities, "orgs": picture.orgs} if picture is not None else {}
    told = {**counts, **{name: len(lines) for name, lines in units.items()}}
    return tuple(Segment(name, words, told.get(name, 0)) for name, words in VIEWS)


@cache
def holders_in(view: str) -> Callable[[PersonLine], bool] | None:
    """Return what tells whether a person is in a list of persons; None for all."""
    roles = ROLES.get(view)
    return None if roles is None else lambda line: line.holds(roles)


def by_pinyin(line: PersonLine) -> tuple[str, str]:
    """Return what people are ordered by."""
    return line.person.pinyin, line.person.name


ORDER_WORDS = {
    NameOrder.PINYIN: "拼音",
    NameOrder.STROKES: "姓氏笔画",
    NameOrder.SHORT_FIRST: "姓氏笔画（单名在前）",
    NameOrder.POSTS: "任职顺序",
}


def _ordering(order: NameOrder) -> Column[PersonLine]:
    """Return what is never shown, and read like a column: what people are ordered by."""

    def place(line: PersonLine) -> Any:
        return standing(order)(line)  # asked for now: strokes are not read before somebody wants them

    return Column(f"order.{order}", "", lambda _: "", sort=place)


ORDERS: Mapping[NameOrder, Column[PersonLine]] = {order: _ordering(order) for order in NameOrder}


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
        column("name", "姓名", lambda one: one.name, 96, searched=True, named=True,
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


def _listed(fields: ListFields[Any], kind: UnitKind, check: UnitCheck) -> Callable[..., Column[Any]]:
    """Return what makes the columns of a list of units: ``typed`` ones take typing, judged by ``check``."""

    def column(name: str, width: int, *, typed: bool = False, **more: Any) -> Column[Any]:
        if typed:
            more |= {"editable": lambda _: True, "check": lambda _line, written: check(kind, name, written)}
        title, text = fields.words[name]
        return Column(name, title, text, width, sort=fields.sorts.get(name), **more)

    return column


def _figures(column: Callable[..., Column[Any]], name: str, width: int, read: Any) -> Column[Any]:
    return column(name, width, typed=True, align=Align.RIGHT, filter=True, number=read)


def community_columns(check: UnitCheck) -> tuple[Column[CommunityLine], ...]:
    """Return the columns of the list of communities; ``check`` judges a typed text."""
    column, words = _listed(COMMUNITIES, UnitKind.COMMUNITY, check), COMMUNITIES.words
    return (
    column("name", 116, typed=True, searched=True),
    column("area", 82, typed=True, filter=True, searched=True, group=words["area"][1],
           edit_text=lambda line: line.area),
    column("leads", 84, searched=True),
    column("leaders", 128, searched=True),
    column("partner", 176, searched=True),
    column("heads", 84, searched=True),
    column("liaisons", 96, searched=True),
    column("open", 84, chip=_community_open, filter=True, tip=lambda line: "\n".join(line.to_confirm)),
    column("kind", 68, typed=True, filter=True, group=words["kind"][1],
           choices=lambda _: tuple(KIND_WORDS.values())),
    _figures(column, "households", 72, lambda line: line.community.households),
    _figures(column, "population", 72, lambda line: line.community.population),
    _figures(column, "voters", 80, lambda line: line.community.voters),
    column("words", 300, muted=True, tip=lambda line: "\n".join(line.to_confirm)),
)  # fmt: skip


def org_columns(check: UnitCheck) -> tuple[Column[OrgLine], ...]:
    """Return the columns of the list of Party organisations; ``check`` judges a typed text."""
    column, words = _listed(ORGS, UnitKind.PARTY_ORG, check), ORGS.words
    return (
    column("name", 210, typed=True, searched=True),
    column("category", 84, typed=True, filter=True, group=words["category"][1],
           choices=lambda _: tuple(filter(None, CATEGORY_WORDS.values()))),
    column("level", 78, typed=True, filter=True, group=words["level"][1],
           choices=lambda _: tuple(LEVEL_WORDS.values())),
    column("community", 120, typed=True, searched=True, filter=True, group=words["community"][1]),
    column("secretary", 92, searched=True),
    column("founded", 96, typed=True),
    _figures(column, "members", 84, lambda line: line.org.members),
    column("parent", 176, typed=True, filter=True, searched=True, group=words["parent"][1]),
)  # fmt: skip
