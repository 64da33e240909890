"""The tables of a ballot form as columns of a grid: who votes, on what, how it is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from dangjian_desktop.kernel.numbers import exact, shown
from dangjian_desktop.kernel.texts.designs import GROUP_COLOURS

Table = dict[str, Any]
Draft = dict[str, Any]

YES, NO = "是", "否"
KINDS = {"单选": "single", "多选": "multiple"}
ATTITUDES = {"满意": "satisfied", "中间": "middle", "不满意": "dissatisfied", "不表态": "unstated"}
BASES = {"有效票": "valid", "收回票": "returned", "表态票": "stated"}
CHECKS = {
    "收回不多于发出": "returned_at_most_issued",
    "到会人数不少于": "least_present",
    "党员与其他人大致一比一": "members_to_others",
    "党员全部到会": "all_members_present",
}
_BETWEEN = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True, slots=True)
class Col:
    """One column: what it shows of a row, and what typing makes of the row (ValueError: will not do)."""

    id: str
    title: str
    width: int
    show: Callable[[Draft, Table], str]
    put: Callable[[Draft, Table, str], Table]
    choices: Sequence[str] = ()
    offered: Callable[[Draft], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One table of the form: its key, what a new row begins with, and its columns."""

    key: str
    title: str
    note: str
    fresh: Mapping[str, Any]
    columns: tuple[Col, ...]


# ---------------------------------------------------------------- columns


def words(key: str, title: str, width: int, *, optional: bool = False) -> Col:
    """Return a column of plain words."""

    def put(_: Draft, table: Table, text: str) -> Table:
        return _with(table, key, text or (None if optional else ""))

    return Col(key, title, width, lambda _, table: str(table.get(key) or ""), put)


def whole(key: str, title: str, width: int) -> Col:
    """Return a column of whole numbers; empty is none."""

    def put(_: Draft, table: Table, text: str) -> Table:
        if text and not (text.isascii() and text.isdigit()):
            raise ValueError("请填 0 或正整数，不填就空着。")
        return _with(table, key, int(text) if text else None)

    return Col(key, title, width, lambda _, table: str(table.get(key) or ""), put)


def number(key: str, title: str, width: int) -> Col:
    """Return a column of exact numbers; empty is none."""

    def show(_: Draft, table: Table) -> str:
        value = table.get(key)
        if isinstance(value, str):
            return value
        return "" if value is None else f"{Fraction(value)}"

    def put(_: Draft, table: Table, text: str) -> Table:
        try:
            made = exact(text) if text else None
        except (ValueError, ZeroDivisionError) as error:
            raise ValueError("请填数，如 80、0.5、1/2、90%，不填就空着。") from error
        return _with(table, key, text if made is not None and made.denominator != 1 else made)

    return Col(key, title, width, show, put)


def choice(key: str, title: str, width: int, known: Mapping[str, str], default: str) -> Col:
    """Return a column of a few choices."""
    names = {code: word for word, code in known.items()}

    def put(_: Draft, table: Table, text: str) -> Table:
        if text not in known:
            raise ValueError(f"请选{'、'.join(known)}之一。")
        return _with(table, key, known[text] or None)

    def show(_: Draft, table: Table) -> str:
        value = table.get(key, default) or ""
        return names.get(value, str(value))

    return Col(key, title, width, show, put, tuple(known))


def flag(key: str, title: str, width: int) -> Col:
    """Return a column of yes or no."""

    def put(_: Draft, table: Table, text: str) -> Table:
        if text not in (YES, NO, ""):
            raise ValueError("请填是或否。")
        return _with(table, key, True if text == YES else None)

    return Col(key, title, width, lambda _, table: YES if table.get(key) else NO, put, (YES, NO))


def _with(table: Table, key: str, value: object) -> Table:
    made = {**table, key: value}
    return {name: part for name, part in made.items() if part is not None}


def parts_of(text: str) -> list[str]:
    """Return what stands between 、 and , in a typed list."""
    return [part for part in _BETWEEN.split(text.strip()) if part]


# ---------------------------------------------------------------- options


def options_of(draft: Draft) -> list[Table]:
    """Return every option of the form and of its items, each code once."""
    found: dict[str, Table] = {}
    for table in (draft, *draft.get("items", ())):
        for option in table.get("options", ()):
            found.setdefault(option["code"], option)
    return list(found.values())


def own_options_text(_: Draft, item: Table) -> str:
    """Return an item's own options as typed: 好=100、差=0, or 修路、供水; empty: those of the form."""
    return "、".join(
        option["text"] + (f"={shown(Fraction(option['weight']), 0)}" if "weight" in option else "")
        for option in item.get("options", ())
    )


def with_own_options(draft: Draft, item: Table, text: str) -> Table:
    """Read an item's own options; one that was there by its words stays as it is."""
    held = {option["text"]: option for option in item.get("options", ())}
    made: list[Table] = []
    for place, part in enumerate(parts_of(text), 1):
        name, _, points = part.partition("=")
        try:
            weight = exact(points) if points else None
        except (ValueError, ZeroDivisionError) as error:
            raise ValueError("分值请填数，如 好=100、较好=80。") from error
        option = {**held.get(name, fresh_option(draft, name, made)), "key": str(place), "text": name}
        if weight is not None:
            option |= {"weight": weight, "counts_as": attitude_of(weight)}
        made.append(option)
    if len(made) == 1 or len(made) > 9:
        raise ValueError("选项要有 2 到 9 个，用顿号隔开；不填就用全表的选项。")
    return _with(item, "options", made or None)


def fresh_option(draft: Draft, text: str, beside: Sequence[Table] = ()) -> Table:
    """Return a new option; one of the same words elsewhere on the form has the same code and attitude."""
    same = next((option for option in options_of(draft) if option["text"] == text), None)
    if same is not None:
        return {name: same[name] for name in ("code", "counts_as")}
    taken = {option["code"] for option in (*options_of(draft), *beside)}
    return {"code": free_code("option", taken), "counts_as": "unstated"}


def attitude_of(weight: Fraction) -> str:
    """Return what an option of so many points says, as long as nobody says otherwise."""
    return "satisfied" if weight >= 80 else "middle" if weight >= 60 else "dissatisfied"


def free_code(stem: str, taken: set[str]) -> str:
    """Return a code that is not taken."""
    return next(code for n in range(1, 10_000) if (code := f"{stem}_{n}") not in taken)


def _rate_options(draft: Draft, table: Table) -> str:
    names = {option["code"]: option["text"] for option in options_of(draft)}
    return "、".join(names.get(code, code) for code in table.get("options", ()))


def _with_rate_options(draft: Draft, table: Table, text: str) -> Table:
    codes = {option["text"]: option["code"] for option in options_of(draft)}
    wanted = parts_of(text)
    unknown = [part for part in wanted if part not in codes]
    if unknown or not wanted:
        raise ValueError(f"没有选项“{'、'.join(unknown)}”，可写：{'、'.join(codes)}。")
    return _with(table, "options", [codes[part] for part in wanted])


def _source_text(draft: Draft, table: Table) -> str:
    names = {one.get("id"): str(one.get("document", "")) for one in draft.get("sources", ())}
    return names.get(table.get("source"), "")


def _with_source(draft: Draft, table: Table, text: str) -> Table:
    """Take a source by its document; one without an id gets one."""
    for one in draft.get("sources", ()):
        if one.get("document") == text:
            if not one.get("id"):
                one["id"] = free_code("source", {str(s.get("id")) for s in draft["sources"]})
            return _with(table, "source", one["id"])
    raise ValueError("请从“依据”表里已有的文件中选。")


def _with_date(_: Draft, table: Table, text: str) -> Table:
    try:
        return _with(table, "date", date.fromisoformat(text) if text else None)
    except ValueError as error:
        raise ValueError("日期请写成 2026-03-05 这样。") from error


AT_END, BEFORE = "票的最后", "“{item}”前面"


def _remark_at(draft: Draft, table: Table) -> str:
    names = {item.get("code"): str(item.get("text", "")) for item in draft.get("items", ())}
    code = table.get("before")
    return BEFORE.format(item=names.get(code, code)) if code else AT_END


def _remark_places(draft: Draft) -> list[str]:
    return [AT_END, *(BEFORE.format(item=item.get("text", "")) for item in draft.get("items", ()))]


def _with_remark_at(draft: Draft, table: Table, text: str) -> Table:
    if text in ("", AT_END):
        return _with(table, "before", None)
    for item in draft.get("items", ()):
        if text in (item.get("text"), BEFORE.format(item=item.get("text", ""))):
            return _with(table, "before", item.get("code"))
    raise ValueError("请从列出的位置中选。")


TABLES: tuple[Kind, ...] = (
    Kind(
        "groups", "参评人员", "一类人员一行，各印各的票头颜色。", {"name": "参评人员"},
        (
            words("name", "名称", 150),
            choice("colour", "票头颜色", 90, GROUP_COLOURS, ""),
            flag("members", "是党员", 80),
        ),
    ),
    Kind(
        "items", "测评项目",
        "一行一项。自己的选项用顿号隔开，可带分值（好=100、差=0）；空着就用全表的选项。逐人的项目对名单上每一个人都问。",
        {"text": "新项目"},
        (
            words("text", "项目", 210),
            choice("kind", "题型", 66, KINDS, "single"),
            flag("each", "逐人", 60),
            Col("options", "自己的选项", 190, own_options_text, with_own_options),
            whole("at_least", "最少选", 62),
            whole("at_most", "最多选", 62),
        ),
    ),
    Kind(
        "options", "全表选项", "按顺序用数字键 1 到 9 录入；分值用来算得分，态度用来归类。",
        {"text": "新选项", "counts_as": "unstated"},
        (
            words("text", "选项", 150),
            number("weight", "分值", 80),
            choice("counts_as", "态度", 90, ATTITUDES, "unstated"),
        ),
    ),
    Kind(
        "rates", "比率", "哪些选项算在内（用顿号隔开），以什么票为分母。",
        {"name": "新比率", "options": [], "base": "valid"},
        (
            words("name", "名称", 170),
            Col("options", "算在内的选项", 220, _rate_options, _with_rate_options),
            choice("base", "分母", 90, BASES, "valid"),
        ),
    ),
    Kind(
        "remarks", "意见栏", "印在票的最后，或印在选定的项目前面；留几行空白。",
        {"text": "您的意见和建议", "lines": 3},
        (
            words("text", "问题", 230),
            Col("before", "印在哪里", 200, _remark_at, _with_remark_at, offered=_remark_places),
            whole("lines", "行数", 60),
        ),
    ),
    Kind(
        "checks", "检查", "录入时按这些规定提醒；“不符即无效”的，整次测评不算。",
        {"kind": "returned_at_most_issued"},
        (
            choice("kind", "规定", 190, CHECKS, ""),
            number("value", "数值", 70),
            Col("source", "依据", 200, _source_text, _with_source),
            words("article", "条款", 120, optional=True),
            flag("blocking", "不符即无效", 96),
        ),
    ),
    Kind(
        "sources", "依据", "这张票依据的文件，至少一份。", {"document": "文件名称"},
        (
            words("document", "文件", 280),
            words("number", "文号", 130, optional=True),
            words("article", "条款", 110, optional=True),
            Col("date", "日期", 100, lambda _, table: str(table.get("date") or ""), _with_date),
        ),
    ),
)  # fmt: skip


def with_rows(draft: Draft, kind: Kind, rows: Sequence[Table]) -> Draft:
    """Return the draft with other rows of a table: new ones get a code, options their keys in order."""
    made: list[Table] = []
    taken = {str(row.get("code")) for row in rows if row.get("code")}
    if kind.key == "options":
        taken |= {option["code"] for option in options_of(draft)}
    for place, row in enumerate(rows, 1):
        kept = dict(row)
        if kind.key in ("groups", "items", "options", "rates", "remarks") and not kept.get("code"):
            kept["code"] = free_code(kind.key.removesuffix("s"), taken)
            taken.add(kept["code"])
        if kind.key == "options":
            kept["key"] = str(place) if place <= 9 else "9"
        made.append(kept)
    after = {**draft, kind.key: made}
    if not made:
        del after[kind.key]
    return after
