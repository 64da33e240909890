"""A campaign's papers: the notice with 附件1 工作组名单 and 附件2 任务分解表, and both tables alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dangjian_desktop.documents.papers.wording import (
    demand,
    demand_rows,
    filled,
    filled_lines,
    first_level,
    head,
    numeral,
    runs,
    sentence,
)
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.paper_lists import spaced
from dangjian_desktop.domain.papers import (
    Align,
    Attachment,
    Block,
    Cell,
    Column,
    Heading,
    Imprint,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    chinese_date,
)

_ITEM_NUMBER = re.compile(r"^\s*(?:[（(]?\d+[）).．、]|[一二三四五六七八九十]+、)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkGroupRow:
    """One community's line in 附件1; ``area`` is empty for a community outside the areas."""

    area: str
    area_lead: str
    community: str
    resident_leaders: str
    partner_org: str
    group_head: str
    liaison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One line of 附件2: the deadline as written, the numbered items, who answers for them."""

    phase: str
    due: str
    items: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseFacts:
    """A phase: its name, its period as written, its place among the tasks by name."""

    name: str
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """What the notice of a campaign is made from."""

    issuer: str
    number: str
    campaign: str
    basis: str
    receivers: str
    dated: date
    phases: tuple[PhaseFacts, ...]
    tasks: tuple[TaskRow, ...]
    work_groups: tuple[WorkGroupRow, ...] = ()
    aims: str = ""
    printer: str = ""
    copies_to: str = ""
    remark: str = ""
    township: str = ""


def notice(facts: NoticeFacts, form: DocumentForm) -> Paper:
    """Return the notice. Raises Rejected ``papers.blank`` / ``papers.empty_list``."""
    demand(form, 发文机关=facts.issuer, 活动名称=facts.campaign, 主送机关=facts.receivers)
    demand_rows(form, facts.tasks)
    blanks = _blanks(facts)
    attachments = _attachments(facts, form, blanks)
    letter = OfficialLetter(
        title=filled(form, "title", **blanks),
        blocks=_body(facts, form, blanks),
        mark=filled(form, "mark", **blanks),
        number=facts.number,
        receivers=facts.receivers.rstrip("：:"),
        signature=facts.issuer,
        dated=facts.dated,
        listed=tuple(each.title for each in attachments),
        remark=facts.remark.strip("（）()"),
        attachments=attachments,
        imprint=Imprint(facts.printer, facts.dated, facts.copies_to) if facts.printer else None,
    )
    return Paper(form.code, letter.title, (letter,), facts.issuer, facts.dated, facts.campaign)


def work_group_list(
    rows: Sequence[WorkGroupRow], campaign: str, issuer: str, dated: date, form: DocumentForm
) -> Paper:
    """Return 工作组成员名单 as a paper of its own. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, rows)
    title = filled(form, "title", campaign=campaign)
    table = work_group_table(rows)
    table = replace(table, size=next((size for size in (12, 11) if _stands(table, size)), 10))
    part = ListTable(title, table, issuer, chinese_date(dated), landscape=False)
    return Paper(form.code, title, (part,), issuer, dated, campaign)


def _stands(table: TableBlock, size: int) -> bool:
    """Tell whether a table of one-line rows stands on one page upright, below a title of two lines."""
    line = size * 1.36
    return (len(table.body) + 2) * (line + 8.4) + line <= 600


def task_table(rows: Sequence[TaskRow], campaign: str, issuer: str, dated: date, form: DocumentForm) -> Paper:
    """Return 任务分解表 as a paper of its own. Raises Rejected ``papers.empty_list``."""
    demand_rows(form, rows)
    title = filled(form, "title", campaign=campaign)
    part = ListTable(title, task_rows_table(rows), issuer, chinese_date(dated), landscape=True)
    return Paper(form.code, title, (part,), issuer, dated, campaign)


def _over(text: str, rows: int) -> tuple[Cell, ...]:
    """Return the cell that stands over as many rows; none where one above covers the place."""
    return (Cell(text, rows=rows),) if rows else ()


def work_group_table(rows: Sequence[WorkGroupRow]) -> TableBlock:
    """Return the table of 附件1: 片名, 片长 and 组织联络员 merged over the communities of an area."""
    columns = tuple(Column(weight) for weight in (21, 22, 32, 28, 57, 22, 23))
    top = (
        Cell("片　名", rows=2),
        Cell("片　长", rows=2),
        Cell("社区名称", rows=2),
        Cell("驻社区\n领导干部", rows=2),
    )
    header = (
        Row((*top, Cell("驻社区工作组成员", cols=3))),
        head("结对帮扶单位党组织", "负责人", "组织\n联络员"),
    )
    areas = runs([row.area for row in rows])
    leads = runs([f"{row.area}/{row.area_lead}" if row.area else "" for row in rows])
    liaisons = runs([f"{row.area}/{row.liaison}" if row.area and row.liaison else "" for row in rows])
    body = []
    for index, row in enumerate(rows):
        cells = (
            *_over(row.area, areas[index]),
            *_over(spaced(row.area_lead), leads[index]),
            Cell(spaced(row.community)),
            Cell(spaced(row.resident_leaders)),
            Cell(row.partner_org),
            Cell(spaced(row.group_head)),
            *_over(spaced(row.liaison), liaisons[index]),
        )
        body.append(Row(cells))
    return TableBlock(columns, header, tuple(body))


def task_rows_table(rows: Sequence[TaskRow]) -> TableBlock:
    """Return the table of 附件2: the phase merged over its tasks, items numbered when there are several."""
    columns = (Column(21), Column(24), Column(80, Align.LEFT), Column(39))
    phases = runs([row.phase for row in rows])
    body = []
    for index, row in enumerate(rows):
        cells = [Cell(row.phase, rows=phases[index])] if phases[index] else []
        cells += [Cell(row.due), Cell(_items(row.items)), Cell("\n".join(row.owners))]
        body.append(Row(tuple(cells)))
    return TableBlock(columns, (head("阶段", "完成时间", "工作任务", "负责人"),), tuple(body))


def _items(items: Sequence[str]) -> str:
    plain = [_ITEM_NUMBER.sub("", item) for item in items]
    if len(plain) == 1:
        return plain[0]
    return "\n".join(f"{number}.{text}" for number, text in enumerate(plain, 1))


def _blanks(facts: NoticeFacts) -> dict[str, str]:
    return {
        "issuer": facts.issuer,
        "campaign": facts.campaign,
        "basis": facts.basis,
        "township": facts.township or "全镇",
        "communities": str(len(facts.work_groups)) if facts.work_groups else "",
        "phases": numeral(len(facts.phases)),
        "aims": facts.aims,
    }


def _body(facts: NoticeFacts, form: DocumentForm, blanks: dict[str, str]) -> tuple[Block, ...]:
    opening = "opening" if facts.basis else "opening_without_basis"
    blocks: list[Block] = [Paragraph(filled(form, opening, **blanks)), first_level(1, form.text("aims_head"))]
    blocks += [
        Paragraph(text) for text in ([facts.aims] if facts.aims else filled_lines(form, "aims", **blanks))
    ]
    blocks += [first_level(2, form.text("steps_head")), Paragraph(filled(form, "steps", **blanks))]
    for number, phase in enumerate(facts.phases, 1):
        period = f"（{phase.period}）" if phase.period else ""
        blocks.append(Heading(2, f"（{numeral(number)}）{phase.name}{period}"))
        blocks += [Paragraph(_told(row)) for row in facts.tasks if row.phase == phase.name]
    blocks.append(first_level(3, form.text("demands_head")))
    for number, text in enumerate(filled_lines(form, "demands", **blanks), 1):
        lead, _, rest = text.partition("。")
        blocks.append(Heading(2, f"（{numeral(number)}）{lead}。", rest))
    return tuple(blocks)


def _told(row: TaskRow) -> str:
    """Tell a task in a sentence: its deadline, its items, who answers for it."""
    items = "；".join(_ITEM_NUMBER.sub("", item).rstrip("。；; ") for item in row.items)
    owners = "、".join(row.owners)
    return sentence(f"{row.due}，{items}" if row.due else items) + (
        f"（责任单位：{owners}）" if owners else ""
    )


def _attachments(facts: NoticeFacts, form: DocumentForm, blanks: dict[str, str]) -> tuple[Attachment, ...]:
    tables: list[tuple[str, TableBlock]] = []
    if facts.work_groups:
        tables.append((filled(form, "groups_title", **blanks), work_group_table(facts.work_groups)))
    tables.append((filled(form, "tasks_title", **blanks), task_rows_table(facts.tasks)))
    single = len(tables) == 1
    return tuple(
        Attachment("附件" if single else f"附件{number}", title, (table,))
        for number, (title, table) in enumerate(tables, 1)
    )
