"""A campaign, its phases and tasks, and the signing off (销号) of what is done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TaskScope(StrEnum):
    """Whether a task is done once by the office or by every community."""

    OFFICE = "office"
    EACH_UNIT = "each_unit"


class TaskState(StrEnum):
    """The state a person has recorded; overdue is derived from the day and never stored."""

    IDLE = "idle"
    DOING = "doing"
    REVIEW = "review"
    DONE = "done"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """活动: what a notice sets going. ``title`` is the activity's own name (see
    :func:`activity_name`); ``notice`` keeps the notice's whole text as it came. Personal data that only
    the campaign needed is kept until ``retain_until``; ``closed_on`` is the day it was de-identified.
    """

    id: str
    title: str
    year: int
    document_number: str = ""
    basis: str = ""
    issuer: str = ""
    issued_on: date | None = None
    notice: str = ""
    retain_until: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """阶段: a stretch of a campaign; ``due_text`` keeps the written words beside the dates."""

    id: str
    campaign_id: str
    order: int
    name: str
    due_text: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """任务: one row of the 任务分解表 with one or more numbered items.

    ``end`` is the last day on which it is in time; None where the words could not be read
    (they stay in ``due_text``). ``to_confirm`` says what a person has still to decide; where the
    notice's body and its table contradict each other, ``other_due_text`` and ``other_end`` hold the
    body's time while ``due_text`` and ``end`` hold the table's.
    """

    id: str
    campaign_id: str
    phase_id: str
    order: int
    items: tuple[str, ...]
    owners: tuple[str, ...] = ()
    due_text: str = ""
    start: date | None = None
    end: date | None = None
    scope: TaskScope = TaskScope.OFFICE
    to_confirm: str = ""
    other_due_text: str = ""
    other_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """销号: the recorded state of one item of one task, for one community where the task is each
    unit's. Evidence and signer are obligatory for DONE, a reason (in ``evidence``) for WAIVED."""

    id: str
    task_id: str
    item: int
    community_id: str | None
    state: TaskState
    done_on: date | None = None
    signer: str = ""
    evidence: str = ""
    attachment: str = ""


_TITLE = re.compile(
    r"^关于(?:认真|扎实|深入|全面|组织|进一步)*(?:开展|做好)?(?P<name>.+?)的"
    r"(?:紧急|补充)?(?:通知|意见|实施意见|方案|实施方案|工作方案|函|请示|报告)$"
)


def activity_name(title: str) -> str:
    """Return what a notice sets going: 关于开展“回头看”活动的通知 → “回头看”活动.

    A title of another shape is returned as it is.
    """
    plain = "".join(title.split())
    found = _TITLE.match(plain)
    return found["name"] if found else plain


def overdue_days(end: date | None, state: TaskState, today: date) -> int:
    """Return by how many days something is late on ``today``; 0 when it is not.

    The last day itself is in time ("3月20日前" includes 20 March, as offices read it).
    """
    if end is None or state in (TaskState.DONE, TaskState.WAIVED, TaskState.REVIEW):
        return 0
    return max(0, (today - end).days)
