"""资格审查表 and 诫勉谈话记录, a sheet for each candidate; 不通过人员名单 for the office alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.papers.wording import demand, demand_rows, filled, filled_lines, head, sheet
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_lists import spaced
from dangjian_desktop.domain.papers import (
    Align,
    Cell,
    Column,
    ListTable,
    Paper,
    Row,
    TableBlock,
    chinese_date,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who stands for what."""

    name: str
    sex: str
    age: str
    education: str
    political_status: str
    phone: str
    id_number: str
    community: str
    sought_post: str
    posts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """One clause: what it asks, how it was answered, on what basis, by whom and when."""

    title: str
    text: str
    answer: str
    basis: str
    signed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingSheet:
    """A candidate's whole vetting; ``telling`` is how the result was delivered, empty while it was not."""

    who: Standing
    clauses: tuple[ClauseLine, ...]
    result: str
    grounds: str = ""
    talks: tuple[str, ...] = ()
    telling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkSheet:
    """One 诫勉谈话: with whom, when, by whom, about what, what was said and came of it."""

    who: Standing
    held_on: date
    held_by: str
    cause: str
    said: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedLine:
    """A candidate who may not stand: the clauses, their basis, how the candidate was told."""

    who: Standing
    clauses: str
    basis: str
    told: str


_LABELS = (24, 37, 24, 37, 44)
_SIZE = 11
_LEFT = Align.LEFT


def vetting_sheets(
    sheets: tuple[VettingSheet, ...], issuer: str, subject: str, dated: date, form: DocumentForm
) -> Paper:
    """Return a 资格审查表 for each candidate. Raises ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 审查单位=issuer)
    demand_rows(form, sheets)
    title = filled(form, "title", subject=subject)
    parts = tuple(
        _sheet(form, title, issuer, dated, _vetting_table(sheet, form), sheet.who) for sheet in sheets
    )
    return Paper(form.code, title, parts, issuer, dated, title)


def talk_records(sheets: tuple[TalkSheet, ...], issuer: str, dated: date, form: DocumentForm) -> Paper:
    """Return a record of each talk. Raises ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 谈话单位=issuer)
    demand_rows(form, sheets)
    title = form.text("title")
    parts = tuple(
        _sheet(form, title, issuer, sheet.held_on, _talk_table(sheet, form), sheet.who) for sheet in sheets
    )
    return Paper(form.code, title, parts, issuer, dated, title)


def failed_list(rows: tuple[FailedLine, ...], issuer: str, dated: date, form: DocumentForm) -> Paper:
    """Return who may not stand, and why. Raises ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 填报单位=issuer)
    demand_rows(form, rows)
    columns = (
        Column(11),
        Column(26),
        Column(20),
        Column(12),
        Column(12, numeric=True),
        Column(38),
        Column(34),
        Column(62, _LEFT),
        Column(38),
    )
    heads = head("序号", "村（社区）", "姓名", "性别", "年龄", "拟任职务", "不通过条款", "依据", "告知情况")
    body = tuple(
        Row(
            (
                Cell(str(at), value=at),
                *(Cell(text) for text in (row.who.community, spaced(row.who.name), row.who.sex)),
                *(Cell(text) for text in (row.who.age, row.who.sought_post)),
                *(Cell(text) for text in (row.clauses, row.basis, row.told)),
            )
        )
        for at, row in enumerate(rows, 1)
    )
    title = form.text("title")
    table = TableBlock(columns, (heads,), body, 11)
    notes = filled_lines(form, "notes", count=str(len(rows)))
    part = sheet(form, title, table, dated, notes, issuer=issuer)
    return Paper(form.code, title, (part,), issuer, dated, title)


def _sheet(
    form: DocumentForm, title: str, issuer: str, dated: date, table: TableBlock, who: Standing
) -> ListTable:
    return ListTable(
        title,
        table,
        filled(form, "unit", issuer=issuer),
        filled(form, "dated", date=chinese_date(dated)),
        filled_lines(form, "notes"),
        landscape=False,
        about=who.name,
    )


def _label(text: str) -> Cell:
    return Cell(text, bold=True)


def _vetting_table(sheet: VettingSheet, form: DocumentForm) -> TableBlock:
    who = sheet.who
    pairs = (
        ("姓名", spaced(who.name), "性别", who.sex),
        ("年龄", who.age, "学历", who.education),
        ("政治面貌", who.political_status, "联系电话", who.phone),
    )
    rows = [
        Row((_label(left), Cell(one), _label(right), Cell(other), *photo), 26)
        for (left, one, right, other), photo in zip(
            pairs, ((Cell(form.text("photo"), rows=5),), (), ()), strict=True
        )
    ]
    rows.append(Row((_label("身份证号"), Cell(who.id_number, cols=3)), 26))
    stands = (_label("村（社区）"), Cell(who.community), _label("拟任职务"), Cell(who.sought_post))
    rows.append(Row(stands, 26))
    rows.append(Row((_label("现任职务"), Cell(who.posts or "无", cols=4)), 26))
    rows.append(_heads("审查内容", "意见", "依据和佐证", "审查单位和日期"))
    rows += [
        Row(
            (
                Cell(f"{clause.title}：{clause.text}", cols=2, align=_LEFT),
                Cell(clause.answer),
                Cell(clause.basis, align=_LEFT),
                Cell(clause.signed),
            )
        )
        for clause in sheet.clauses
    ]
    rows += [Row((_label("诫勉谈话"), Cell(talk, cols=4, align=_LEFT))) for talk in sheet.talks]
    result = f"{sheet.result}。{sheet.grounds}" if sheet.grounds else sheet.result
    rows.append(Row((_label("审查结论"), Cell(result, cols=4, align=_LEFT)), 32))
    rows.append(Row((_label("镇党委\n意　见"), Cell(form.text("sealed"), cols=4, align=Align.RIGHT)), 64))
    told = sheet.telling or form.text("untold")
    rows.append(Row((_label("告知本人"), Cell(told, cols=4, align=_LEFT)), 32))
    return TableBlock(tuple(Column(weight) for weight in _LABELS), (), tuple(rows), _SIZE)


def _heads(first: str, *others: str) -> Row:
    """Return the heads of the clauses; the first stands over two columns."""
    return Row((Cell(first, cols=2, bold=True), *(Cell(text, bold=True) for text in others)))


def _talk_table(sheet: TalkSheet, form: DocumentForm) -> TableBlock:
    who = sheet.who
    day = chinese_date(sheet.held_on)
    rows = [
        Row((_label("谈话对象"), Cell(spaced(who.name)), _label("性别"), Cell(who.sex)), 30),
        Row((_label("村（社区）"), Cell(who.community), _label("政治面貌"), Cell(who.political_status)), 30),
        Row((_label("现任职务"), Cell(who.posts or "无", cols=3)), 30),
        Row((_label("拟任职务"), Cell(who.sought_post, cols=3)), 30),
        Row((_label("谈话时间"), Cell(day), _label("谈话地点"), Cell("")), 30),
        Row((_label("谈 话 人"), Cell(sheet.held_by), _label("记 录 人"), Cell("")), 30),
        Row((_label("谈话事由"), Cell(sheet.cause, cols=3, align=_LEFT)), 54),
        Row((_label("谈话内容"), Cell("", cols=3)), 200),
        Row((_label("本人表态"), Cell(sheet.said, cols=3, align=_LEFT)), 72),
        Row((_label("谈话结果"), Cell(sheet.outcome, cols=3)), 32),
        Row((_label("签　　名"), Cell(form.text("signed"), cols=3, align=_LEFT)), 54),
    ]
    columns = tuple(Column(weight) for weight in (26, 60, 26, 54))
    return TableBlock(columns, (), tuple(rows), 12)
