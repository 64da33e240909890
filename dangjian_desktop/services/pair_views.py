"""Two records side by side: what each says, where they differ, and why they look like one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dangjian_desktop.domain.matching import Decision, Kinship, Match, MatchingForm, Verdict
from dangjian_desktop.domain.organisations import Community
from dangjian_desktop.domain.people import Person, Sex, masked, phone_digits
from dangjian_desktop.exchange.person_plans import differing
from dangjian_desktop.exchange.plans import HolderQuestion, NearPair, PlaceQuestion
from dangjian_desktop.exchange.readings import PersonRow
from dangjian_desktop.kernel.findings import NOWHERE
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.roster import LEFT_BEFORE
from dangjian_desktop.services.import_words import FIELD_WORDS, VALUE_WORDS

__all__ = ["Decision", "PairLine", "PairSide", "PairSign", "PairView", "Verdict", "import_pairs"]

SHOWN = (
    "name",
    "sex",
    "birth",
    "id_number",
    "ethnicity",
    "education",
    "political_status",
    "joined_party",
    "phone",
    "residence",
    "note",
)
NAME = "姓名"
FIELDS_SHOWN = {one: NAME if one == "name" else FIELD_WORDS[None, one] for one in SHOWN}
POSTS = "单位职务"
_SEXES = {Sex.MALE: "男", Sex.FEMALE: "女"}
_KINSHIPS: Mapping[Kinship, str] = {
    Kinship.NAME_SAME: "姓名相同",
    Kinship.NAME_SOUND: "姓名同音",
    Kinship.NAME_ONE_OFF: "姓名差一字",
    Kinship.NAME_ONE_OFF_SHORT: "姓名差一字",
    Kinship.BIRTH_SAME: "出生日期相同",
    Kinship.BIRTH_MONTH: "出生年月相同",
    Kinship.BIRTH_ONE_DIGIT: "出生日期差一位",
    Kinship.BIRTH_UNKNOWN: "有一边没有出生日期",
    Kinship.BIRTH_OTHER: "出生日期不同",
    Kinship.PLACE_SAME: "单位相同",
    Kinship.PLACE_UNKNOWN: "有一边没有单位",
    Kinship.PLACE_OTHER: "单位不同",
    Kinship.ID_SAME: "身份证号相同",
    Kinship.ID_ONE_DIGIT: "身份证号差一位",
    Kinship.ID_OTHER: "身份证号不同",
    Kinship.SEX_OTHER: "性别不同",
}
_NAMES = (Kinship.NAME_SAME, Kinship.NAME_SOUND, Kinship.NAME_ONE_OFF, Kinship.NAME_ONE_OFF_SHORT)


class PairSign(StrEnum):
    """How the two sides of a line stand: the same, different, or one of them empty."""

    SAME = "same"
    OTHER = "other"
    LACKS = "lacks"
    ADDS = "adds"


@dataclass(frozen=True, slots=True)
class PairLine:
    """One line of the two records. A line with ``field`` that differs is to be chosen; others only tell."""

    word: str
    left: str
    right: str
    sign: PairSign
    field: str = ""


@dataclass(frozen=True, slots=True)
class PairSide:
    """Who stands on a side: the record's key, what it is, where it is."""

    key: str
    head: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two records as shown. ``why`` says in words how sure it is and what they have in common."""

    left: PairSide
    right: PairSide
    lines: tuple[PairLine, ...]
    level: str
    why: str

    @property
    def open_fields(self) -> tuple[str, ...]:
        """Return the fields that differ, of which one side must be chosen."""
        return tuple(one.field for one in self.lines if one.field and one.sign is PairSign.OTHER)

    @property
    def added(self) -> int:
        """Return how many fields the right side fills."""
        return sum(one.sign is PairSign.ADDS and bool(one.field) for one in self.lines)


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """One answer a clerk can give: what it means, its name, what it will do."""

    verdict: Verdict
    name: str
    note: str = ""


SAME_PERSON, STILL_IN_OFFICE, WHICH_PLACE = "是不是同一人", "是不是还在任", "是哪个村、社区"
_WHO = (
    PairAnswer(Verdict.SAME, "就是他：合并"),
    PairAnswer(Verdict.APART, "不是同一人：新增"),
    PairAnswer(Verdict.SKIP, "跳过这一行"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPair:
    """A row of the file and those it looks like, likeliest first, with what was decided, if anything.

    ``before`` says what was chosen when the row was imported before, which holds unless it is changed.
    ``asks`` is the question, ``answers`` what can be said to it; other questions than who a row is have one
    view and nothing to choose in it.
    """

    key: str
    name: str
    address: str
    views: tuple[PairView, ...]
    decision: Decision | None = None
    before: str = ""
    asks: str = SAME_PERSON
    answers: tuple[PairAnswer, ...] = _WHO


def why(match: Match) -> str:
    """Say in words what two records have in common and what not."""
    words = [_KINSHIPS[one] for one in match.kinships]
    if not any(one in _NAMES for one in match.kinships):
        words.insert(0, "姓名不同")
    return "，".join(words) + "。"


def import_pairs(pairs: Sequence[NearPair], rules: MatchingForm) -> tuple[ImportPair, ...]:
    """Return the rows a clerk is asked about."""
    return tuple(
        ImportPair(
            key=pair.key,
            name=pair.row.name,
            address=pair.row.address,
            views=tuple(_of_row(pair, person, match, rules) for person, match in pair.persons),
            decision=pair.decision,
            before=_before(pair),
        )
        for pair in pairs
    )


def place_pairs(questions: Sequence[PlaceQuestion], areas: Mapping[str, str]) -> tuple[ImportPair, ...]:
    """Return the villages a clerk is asked about; ``areas`` gives the names of areas by their keys."""
    return tuple(
        ImportPair(
            key=one.key,
            name=one.name,
            address=one.told.where.cell,
            views=tuple(_of_place(one, place, how, areas) for place, how in one.near),
            decision=one.decision,
            before=_place_before(one),
            asks=WHICH_PLACE,
            answers=(
                PairAnswer(
                    Verdict.SAME,
                    f"就是它：{'用这个' if one.in_file else '用册内'}名称",
                    f"{one.name}的各行登记到它，以后不再问",
                ),
                PairAnswer(Verdict.APART, "是新的：登记新村、社区", f"花名册增加“{one.name}”"),
                PairAnswer(Verdict.SKIP, "不导入这些行", "列为拒收，可导出改好再导入；以后不再问"),
            ),
        )
        for one in questions
    )


def _place_before(asked: PlaceQuestion) -> str:
    if not asked.remembered:
        return ""
    same = asked.decision is not None and asked.decision.verdict is Verdict.SAME
    return f"上次已认定：就是{asked.near[0][0].name}" if same else "上次已选：不导入"


def _of_place(asked: PlaceQuestion, place: Community, how: str, areas: Mapping[str, str]) -> PairView:
    kind = VALUE_WORDS["kind", place.kind]
    told = (
        ("类别", kind),
        ("所属片", areas.get(place.area_id or "", "")),
        ("户数", str(place.households or "")),
        ("人口", str(place.population or "")),
    )
    return PairView(
        left=PairSide(place.id, "源表另有" if asked.in_file else "花名册", place.name),
        right=PairSide(asked.key, "源表", asked.told.where.cell),
        lines=(
            PairLine("名称", place.name, asked.name, PairSign.OTHER),
            PairLine("这些行", "", asked.rows, PairSign.ADDS),
            *(PairLine(word, value, "", PairSign.LACKS) for word, value in told if value),
        ),
        level="名称相近",
        why=f"{how}。",
    )


def holder_pairs(questions: Sequence[HolderQuestion]) -> tuple[ImportPair, ...]:
    """Return the posts a clerk is asked about: has the holder left, or not."""
    return tuple(
        ImportPair(
            key=one.key,
            name=one.newcomer or one.holders[0],
            address=one.told.where.cell,
            views=(_of_holder(one),),
            decision=one.decision,
            before="上次已认定" if one.remembered else "",
            asks=STILL_IN_OFFICE,
            answers=_holder_answers(one),
        )
        for one in questions
    )


def _holder_answers(asked: HolderQuestion) -> tuple[PairAnswer, ...]:
    old, new = "、".join(asked.holders), asked.newcomer
    if asked.coming is None:
        return (
            PairAnswer(Verdict.ENDED, "已离任：登记离任", f"{old}的这个职务记到昨天为止，经历保留"),
            PairAnswer(Verdict.APART, "仍在任：不动", "花名册不变，以后不再问"),
        )
    return (
        PairAnswer(Verdict.ENDED, "已离任：换人接任", f"{old}登记离任，{new}登记任职"),
        PairAnswer(Verdict.APART, "都在任：都登记", f"{new}登记任职，{old}不动"),
        PairAnswer(Verdict.SKIP, "跳过这一行", f"{new}的这个职务不登记，以后不再问"),
    )


def _of_holder(asked: HolderQuestion) -> PairView:
    held, coming = asked.held[0], asked.coming
    lines = [
        PairLine(NAME, "、".join(asked.holders), asked.newcomer, PairSign.OTHER),
        PairLine("单位", asked.body, asked.body if coming else "", PairSign.SAME),
        PairLine("职务", held.title, coming.title if coming else "", PairSign.SAME),
        PairLine("任职时间", _month(held.since), _month(coming.since if coming else None), PairSign.SAME),
    ]
    return PairView(
        left=PairSide(held.id, "花名册", asked.body),
        right=PairSide(asked.key, "源表", asked.told.where.cell),
        lines=tuple(replace(one, sign=_sign(one)) for one in lines if one.left or one.right),
        level="册内与源表不同",
        why=sentence(replace(asked.told, where=NOWHERE)),
    )


def _sign(line: PairLine) -> PairSign:
    if not line.left or not line.right:
        return PairSign.ADDS if line.right else PairSign.LACKS
    return PairSign.SAME if line.left == line.right else PairSign.OTHER


def _month(day: date | None) -> str:
    return "" if day is None else day.isoformat()[:7]


def _before(pair: NearPair) -> str:
    """Say what was chosen when the row was imported before."""
    decision = pair.decision
    if not pair.remembered or decision is None:
        return ""
    if decision.verdict is Verdict.SKIP:
        return LEFT_BEFORE
    person = next(one for one, _ in pair.persons if one.id == decision.person_id)
    kept = [FIELDS_SHOWN[one] for one in differing(pair.row, person) if one not in decision.taken]
    return f"上次已选：保留花名册的{'、'.join(kept)}" if kept else f"上次已认定：就是花名册里的{person.name}"


def _of_row(pair: NearPair, person: Person, match: Match, rules: MatchingForm) -> PairView:
    held = pair.held.get(person.id, ())
    place = "、".join(held[:2])
    return PairView(
        left=PairSide(person.id, "花名册", place),
        right=PairSide(pair.key, "源表", pair.row.address),
        lines=(*pair_lines(person, pair.row, differing(pair.row, person)), posts_line(held, pair.posts)),
        level=rules.level(match.points),
        why=why(match),
    )


def pair_lines(left: Person, right: Person | PersonRow, different: Sequence[str]) -> tuple[PairLine, ...]:
    """Write the facts of two records beside each other; what neither has is left out."""
    lines = []
    for name in SHOWN:
        mine, theirs = _written(left, name), _written(right, name)
        if not mine and not theirs:
            continue
        sign = PairSign.SAME
        if not mine or not theirs:
            sign = PairSign.ADDS if theirs else PairSign.LACKS
        elif name in different:
            sign = PairSign.OTHER
        if name in ("id_number", "phone"):
            mine, theirs = masked_beside(name, mine, theirs), masked_beside(name, theirs, mine)
        lines.append(PairLine(FIELDS_SHOWN[name], mine, theirs, sign, name))
    return tuple(lines)


def posts_line(left: Sequence[str], right: Sequence[str]) -> PairLine:
    """Write the units and posts of two records; they are never lost, so there is nothing to choose."""
    same = PairSign.SAME if set(left) == set(right) else PairSign.OTHER
    sign = same if left and right else PairSign.ADDS if right else PairSign.LACKS
    return PairLine(POSTS, "；".join(left), "；".join(right), sign)


def masked_beside(name: str, text: str, other: str) -> str:
    """Mask a number, but show the digits in which it differs from the other."""
    hidden = masked(name, text)
    if name == "phone":
        text, other = phone_digits(text), phone_digits(other)
    if not other or len(text) != len(other) or len(hidden) != len(text):
        return hidden
    return "".join(
        true if true != beside else shown for true, beside, shown in zip(text, other, hidden, strict=True)
    )


def _written(record: Person | PersonRow, name: str) -> str:
    value = getattr(record, name)
    if name == "sex":
        return _SEXES.get(value, "")
    if isinstance(value, date):
        # when somebody joined is known to the month; only a file or an old book says more
        exact = record.birth_day_known if name == "birth" else value.day > 1
        return value.isoformat()[: 10 if exact else 7]
    return str(value or "")
