"""任务分解表 (附件2) → phases, task rows with numbered items, deadlines and owners."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dangjian_desktop.domain.campaigns import TaskScope
from dangjian_desktop.domain.deadlines import Deadline, parse_near
from dangjian_desktop.domain.forms import TimelineForm
from dangjian_desktop.domain.names import several_owners, squeezed
from dangjian_desktop.exchange.alignment import FieldRow, Layout, align
from dangjian_desktop.exchange.continued import rejoined, whole_table
from dangjian_desktop.exchange.grid import Document, Table
from dangjian_desktop.exchange.headings import Columns, Synonyms, find_columns
from dangjian_desktop.exchange.notices import BodyPhase, DatedSentence, Notice, read_notice
from dangjian_desktop.exchange.readings import PhaseRow, PlanReading, TaskRow
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint, warning

LAYOUT = Layout(
    shapes={"phase": "phase", "due": "deadline", "items": "text"},
    key="items",
    merged={"phase": 0.9, "due": 0.2, "owners": 0.1},
)
_REQUIRED = frozenset({"items", "due"})
_ITEM = re.compile(r"(?:^|(?<=[\s;；。,，]))[(（]?(\d{1,2})\s*(?:[、)）]|[.．](?!\d))\s*")
_SAME_TEXT = 0.6


@dataclass(frozen=True, slots=True)
class ScheduleShape:
    """How a 任务分解表 is headed, and whose an owner's tasks are (True: each unit's; None: unknown)."""

    synonyms: Synonyms
    is_each_unit: Callable[[str], bool | None]

    @staticmethod
    def of(form: TimelineForm) -> ScheduleShape:
        """Take the headings and owner words of a form."""
        return ScheduleShape({one.field: one.words for one in form.columns}, form.is_each_unit)


@dataclass(slots=True)
class _Schedule:
    phases: list[PhaseRow]
    tasks: list[TaskRow]
    findings: list[Finding]


def read_plan(document: Document, shape: ScheduleShape, year: int | None = None) -> PlanReading:
    """Read the plan of a notice, or of a 任务分解表 alone.

    Raises:
        Rejected: when there is no 任务分解表, or no year is given and none is written.
    """
    notice = read_notice(document, year)
    found = [
        (table, columns)
        for table in document.tables
        if (columns := find_columns(table, shape.synonyms, _REQUIRED)) is not None
    ]
    if not found:
        raise Rejected(finding("campaigns.no_schedule", where=Where(file=document.source)))
    if notice.year is None:
        raise Rejected(finding("campaigns.no_year", where=Where(file=document.source)))
    schedule = _Schedule([], [], [])
    headed = [table for table, _ in found]
    for table, columns in found:
        _read_table(schedule, whole_table(document, table, headed), columns, shape, notice)
    if not schedule.tasks:
        raise Rejected(finding("campaigns.no_rows", where=Where(file=document.source)), *schedule.findings)
    compared = _compared(document, schedule, notice)
    return PlanReading(
        source=document.source,
        title=notice.title,
        year=notice.year,
        document_number=notice.document_number,
        basis=notice.basis,
        issuer=notice.issuer,
        issued_on=notice.issued_on,
        notice=notice.text,
        phases=_dated_phases(schedule.phases, notice.phases, compared),
        tasks=tuple(compared),
        findings=(*document.findings, *_about(document, notice), *schedule.findings),
    )


def split_items(text: str) -> tuple[str, ...]:
    """Split "1、…; 2、…" into items; text without a running 1, 2, 3 is one item."""
    marks: list[re.Match[str]] = []
    for found in _ITEM.finditer(text):
        if int(found[1]) == len(marks) + 1:
            marks.append(found)
    if len(marks) < 2:
        return (_item(text[marks[0].end() :] if marks and not text[: marks[0].start()].strip() else text),)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    items = [_item(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    lead = text[: marks[0].start()].strip()
    if lead:
        items[0] = f"{lead}{items[0]}"
    return tuple(item for item in items if item) or (_item(text),)


def _item(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text.strip()).rstrip(";；").strip()


def _read_table(
    schedule: _Schedule, table: Table, columns: Columns, shape: ScheduleShape, notice: Notice
) -> None:
    previous: Deadline | None = None
    owner = ""
    aligned = align(table, columns, LAYOUT)
    if aligned.doubtful:
        titles = "、".join(columns.title(name) for name in aligned.doubtful)
        schedule.findings.append(warning("campaigns.columns_unsure", table.where(""), columns=titles))
    rows, moved = rejoined(aligned.rows, columns.fields)
    if moved:
        schedule.findings.append(warning("campaigns.rows_rejoined", table.where(""), count=moved))
    for row in rows:
        where = table.where(row.cell("items").address or row.address, columns.title("items"))
        if not row.text("items"):
            schedule.findings.append(finding("campaigns.row_without_task", where=where))
            continue
        _take_phase(schedule, row)
        deadline = _deadline(schedule, table, columns, row, notice, previous)
        if row.text("owners") or "owners" not in row.lost:
            owner = row.text("owners")
        _add_task(schedule, row, deadline, owner, shape)
        place = table.where(row.address, columns.title("owners"), row.text("items")[:20])
        schedule.findings.extend(_owner_findings(schedule.tasks[-1], place, shape))
        previous = deadline if deadline.known else previous
    for number, task in enumerate(schedule.tasks, 1):
        schedule.tasks[number - 1] = replace(task, order=number)


def _take_phase(schedule: _Schedule, row: FieldRow) -> None:
    """Begin a phase where the row names another one than the row above."""
    name = squeezed(row.text("phase"))
    if name and (not schedule.phases or schedule.phases[-1].name != name):
        known = len(schedule.phases)
        schedule.phases.append(PhaseRow(name=name, address=row.cell("phase").address, order=known + 1))
    elif not schedule.phases:
        schedule.phases.append(PhaseRow(name="全部任务", address=row.address, order=1))


def _deadline(
    schedule: _Schedule,
    table: Table,
    columns: Columns,
    row: FieldRow,
    notice: Notice,
    previous: Deadline | None,
) -> Deadline:
    where = table.where(row.cell("due").address or row.address, columns.title("due"), row.text("items")[:20])
    text = row.text("due").replace("\n", "")
    if not text and "due" in row.lost and previous:
        schedule.findings.append(warning("campaigns.deadline_carried", where=where, text=previous.text))
        return previous
    stage = _body_phase(schedule.phases[-1].name, notice.phases)
    span = stage.deadline if stage else None
    deadline = parse_near(text, notice.year, notice.issued_on, span, previous).at(where)
    schedule.findings.extend(deadline.findings)
    return deadline


def _add_task(
    schedule: _Schedule, row: FieldRow, deadline: Deadline, owner: str, shape: ScheduleShape
) -> None:
    owners = several_owners(owner)
    whose = [shape.is_each_unit(one) for one in owners]
    schedule.tasks.append(
        TaskRow(
            phase=len(schedule.phases) - 1,
            address=row.cell("items").address or row.address,
            order=len(schedule.tasks) + 1,
            items=split_items(row.text("items")),
            owners=owners,
            due_text=deadline.text,
            start=deadline.start,
            end=deadline.end,
            # where the office and the units share a row, the office answers for the whole
            scope=TaskScope.EACH_UNIT if whose and all(whose) else TaskScope.OFFICE,
        )
    )


def _owner_findings(task: TaskRow, place: Where, shape: ScheduleShape) -> list[Finding]:
    if not task.owners:
        return [warning("campaigns.no_owner", where=place)]
    mixed = task.scope is TaskScope.OFFICE and any(shape.is_each_unit(one) for one in task.owners)
    return [hint("campaigns.scope_mixed", place, owners="、".join(task.owners))] if mixed else []


def _compared(document: Document, schedule: _Schedule, notice: Notice) -> list[TaskRow]:
    """Hold every row against the body: a different last day is shown, never settled here."""
    tasks: list[TaskRow] = []
    for task in schedule.tasks:
        where = Where(file=document.source, cell=task.address, record=task.items[0][:20])
        phase = _body_phase(schedule.phases[task.phase].name, notice.phases)
        sentence = _same_work(task, notice.dated)
        if sentence and sentence.deadline.end and task.end and sentence.deadline.end != task.end:
            schedule.findings.append(_body_finding(task, sentence, where))
            tasks.append(_with_other(task, "正文", sentence.deadline))
        elif phase and _is_outside(task, phase.deadline):
            facts = {"phase": phase.name, "range": phase.deadline.text, "table": task.due_text}
            schedule.findings.append(warning("campaigns.outside_phase", where, **facts))
            tasks.append(_with_other(task, f"正文“{phase.name}”", phase.deadline))
        else:
            tasks.append(task)
    return tasks


def _body_finding(task: TaskRow, sentence: DatedSentence, where: Where) -> Finding:
    ends = {"body_end": str(sentence.deadline.end), "table_end": str(task.end)}
    return warning(
        "campaigns.body_differs",
        where=where,
        body=sentence.deadline.text,
        body_place=sentence.address,
        table=task.due_text,
        **ends,
    )


def _with_other(task: TaskRow, place: str, other: Deadline) -> TaskRow:
    """Keep the body's time beside the table's until a person decides."""
    words = f"{place}写“{other.text}”，任务分解表写“{task.due_text}”，请核对"
    return replace(task, to_confirm=words, other_due_text=other.text, other_end=other.end)


def _is_outside(task: TaskRow, span: Deadline) -> bool:
    """Tell whether a task ends after its phase, or before the phase begins."""
    if task.end is None:
        return False
    late = span.end is not None and task.end > span.end
    return late or (span.start is not None and task.end < span.start)


def _same_work(task: TaskRow, dated: Sequence[DatedSentence]) -> DatedSentence | None:
    """Return the sentence of the body that holds the words of the task."""
    wanted = _pairs("".join(task.items))
    scored = [(len(wanted & _pairs(one.text)) / max(1, len(wanted)), one) for one in dated]
    best = max(scored, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] >= _SAME_TEXT else None


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\W\d]+", "", text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _body_phase(name: str, phases: Sequence[BodyPhase]) -> BodyPhase | None:
    core = name.removesuffix("阶段")
    if not core:
        return None
    return next((one for one in phases if core in one.name or one.name.removesuffix("阶段") in name), None)


def _dated_phases(
    phases: Sequence[PhaseRow], body: Sequence[BodyPhase], tasks: Sequence[TaskRow]
) -> tuple[PhaseRow, ...]:
    """Give each phase the body's range; without one, the stretch of its tasks (and no words)."""
    found: list[PhaseRow] = []
    for number, phase in enumerate(phases):
        written = _body_phase(phase.name, body)
        if written:
            span = written.deadline
            found.append(replace(phase, due_text=span.text, start=span.start, end=span.end))
            continue
        own = [task for task in tasks if task.phase == number]
        begins = [day for task in own if (day := task.start or task.end)]
        ends = [task.end for task in own if task.end]
        found.append(replace(phase, start=min(begins, default=None), end=max(ends, default=None)))
    return tuple(found)


def _about(document: Document, notice: Notice) -> list[Finding]:
    where = Where(file=document.source)
    found: list[Finding] = []
    if not notice.title_written:
        found.append(hint("campaigns.title_proposed", where=where, title=notice.title))
    if notice.issued_on and notice.year != notice.issued_on.year:
        years = {"year": notice.year or 0, "written": notice.issued_on.year}
        found.append(warning("campaigns.year_differs", where, **years))
    return found
