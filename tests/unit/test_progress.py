"""Units × tasks on a given day: states, lateness at the boundary, shares that leave out what is waived."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.domain.campaigns import (
    Campaign,
    Phase,
    SignOff,
    Task,
    TaskScope,
    TaskState,
    overdue_days,
)
from dangjian_desktop.domain.organisations import Area, Community
from dangjian_desktop.domain.progress import CampaignStatus, campaign_status, cell_of

END = date(2031, 3, 20)
CAMPAIGN = Campaign(id="c", title="提升年活动", year=2031)
PHASE = Phase(
    id="p", campaign_id="c", order=1, name="摸底阶段", start=date(2031, 3, 1), end=date(2031, 3, 31)
)
AREAS = (Area(id="a1", name="东片", order=1),)
UNITS = (
    Community(id="u1", name="柳溪村", area_id="a1", order=1),
    Community(id="u2", name="竹溪村", area_id="a1", order=2),
    Community(id="u3", name="新塘社区", order=3),
)


def task(items: int = 1, scope: TaskScope = TaskScope.EACH_UNIT, end: date | None = END) -> Task:
    return Task(
        id="t",
        campaign_id="c",
        phase_id="p",
        order=1,
        items=tuple(f"第{n}条" for n in range(items)),
        end=end,
        scope=scope,
    )


def signed(unit: str | None, state: TaskState, item: int = 0, on: date | None = None) -> SignOff:
    return SignOff(
        id=f"{unit}{item}",
        task_id="t",
        item=item,
        community_id=unit,
        state=state,
        done_on=on,
        signer="甲",
        evidence="照片",
    )


def status(today: date, *entries: SignOff, of: Task | None = None) -> CampaignStatus:
    return campaign_status(CAMPAIGN, (PHASE,), (of or task(),), entries, UNITS, AREAS, today)


@pytest.mark.parametrize(("day", "days"), [(END - timedelta(1), 0), (END, 0), (END + timedelta(1), 1)])
def test_the_last_day_itself_is_in_time(day: date, days: int) -> None:
    assert overdue_days(END, TaskState.IDLE, day) == days
    assert overdue_days(END, TaskState.DOING, day) == days
    assert overdue_days(END, TaskState.DONE, day) == 0
    assert overdue_days(None, TaskState.IDLE, day) == 0


def test_a_cell_is_done_when_every_item_is_done_or_waived() -> None:
    two = task(items=2)
    done, waived = signed("u1", TaskState.DONE, 0, END), signed("u1", TaskState.WAIVED, 1)
    assert cell_of(two, "u1", [done], END).state is TaskState.DOING
    assert cell_of(two, "u1", [done, waived], END).state is TaskState.DONE
    assert cell_of(two, "u1", [waived, signed("u1", TaskState.WAIVED, 0)], END).state is TaskState.WAIVED
    assert cell_of(two, "u1", [signed("u1", TaskState.REVIEW, 0), done, waived], END).done_on == END


def test_lateness_names_the_units_and_the_days() -> None:
    late = END + timedelta(5)
    found = status(late, signed("u1", TaskState.DONE, on=END), signed("u2", TaskState.REVIEW))
    (progress,) = found.tasks
    assert (progress.late, progress.late_units) == (5, ("u3",))
    assert (progress.share.done, progress.share.total) == (1, 3)
    assert [found.late[0].task.id, found.phases[0].late_tasks] == ["t", 1]


def test_waived_units_leave_the_total() -> None:
    found = status(END, signed("u1", TaskState.DONE), signed("u2", TaskState.WAIVED))
    assert found.share.fraction == Fraction(1, 2)
    assert [unit.share.total for unit in found.units] == [1, 0, 1]


def test_areas_stand_apart_and_name_the_slowest() -> None:
    found = status(END, signed("u1", TaskState.DONE))
    inside, outside = found.areas
    assert (inside.communities, inside.slowest and inside.slowest.community.name) == (2, "竹溪村")
    assert (outside.area, outside.communities, outside.shares[0].total) == (None, 1, 1)


def test_a_task_of_the_office_has_one_cell_and_no_units() -> None:
    found = status(END, signed(None, TaskState.DONE), of=task(scope=TaskScope.OFFICE))
    assert (found.tasks[0].share.done, found.tasks[0].share.total) == (1, 1)
    assert all(unit.share.total == 0 for unit in found.units)


@pytest.mark.parametrize(("ahead", "due"), [(0, True), (7, True), (8, False), (-1, False)])
def test_due_within_counts_today_and_the_last_day(ahead: int, due: bool) -> None:
    today = END - timedelta(ahead)
    assert bool(status(today).due_within(7)) is due


@given(st.lists(st.sampled_from(list(TaskState)), min_size=3, max_size=3))
def test_shares_add_up_whatever_is_recorded(states: list[TaskState]) -> None:
    entries = [signed(unit.id, state) for unit, state in zip(UNITS, states, strict=True)]
    found = status(END + timedelta(1), *entries)
    assert found.share.done == states.count(TaskState.DONE)
    assert found.share.total == 3 - states.count(TaskState.WAIVED)
    assert sum(unit.share.done for unit in found.units) == found.share.done
    late = sum(state in (TaskState.IDLE, TaskState.DOING) for state in states)
    assert len(found.tasks[0].late_units) == late
