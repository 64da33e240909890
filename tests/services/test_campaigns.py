"""Signing off, deciding a contradiction, adding tasks: with evidence, by a real book, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.domain.campaigns import Campaign, Phase, Task, TaskScope, TaskState
from dangjian_desktop.domain.organisations import Community
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.campaigns import Campaigns, NewTask, Tick
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book

TODAY = date(2031, 4, 12)
CLOCK = FixedClock(datetime(2031, 4, 12, 9, 0, tzinfo=UTC))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book.create(tmp_path / "柳溪.djb", clock=CLOCK, backups=tmp_path / "backups")
    with made.work("book.fill", "测试数据") as work:
        work.communities.add(Community(id="u1", name="柳溪村"))
        work.campaigns.add(Campaign(id="c", title="提升年活动", year=2031))
        work.phases.add(Phase(id="p", campaign_id="c", order=1, name="摸底阶段"))
        work.tasks.add(
            Task(
                id="each",
                campaign_id="c",
                phase_id="p",
                order=1,
                items=("交方案", "建档案"),
                end=date(2031, 3, 23),
                scope=TaskScope.EACH_UNIT,
            )
        )
        work.tasks.add(
            Task(
                id="once",
                campaign_id="c",
                phase_id="p",
                order=2,
                items=("督导整改",),
                due_text="4月下旬-10月底",
                end=date(2031, 10, 31),
                to_confirm="正文写9月底",
                other_due_text="9月底前",
                other_end=date(2031, 9, 30),
            )
        )
        work.commit()
    yield made
    made.close()


@pytest.fixture
def campaigns(book: Book) -> Campaigns:
    return Campaigns(book, CLOCK)


def done(task: str = "each", unit: str | None = "u1", **more: object) -> Tick:
    given = {"signer": "办公室 简牧", "evidence": "方案 3 页", **more}
    return Tick(task_id=task, community_id=unit, **given)  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {item.code for item in refused.value.findings}


def test_signing_off_keeps_signer_evidence_and_day_and_can_be_undone(
    campaigns: Campaigns, book: Book
) -> None:
    campaigns.tick(done(items=(0,)))
    (entry,) = campaigns.sign_offs("each", "u1")
    assert (entry.state, entry.signer, entry.evidence, entry.done_on) == (
        TaskState.DONE,
        "办公室 简牧",
        "方案 3 页",
        TODAY,
    )
    found = campaigns.status("c")
    assert (found.tasks[0].state, found.tasks[0].late) == (TaskState.DOING, 20)
    campaigns.tick(done(items=(1,)))
    assert campaigns.status("c").tasks[0].state is TaskState.DONE
    Upkeep(book, CLOCK).undo()
    assert campaigns.status("c").tasks[0].state is TaskState.DOING


@pytest.mark.parametrize(
    ("tick", "code"),
    [
        (done(signer=" "), "campaigns.no_signer"),
        (done(evidence=""), "campaigns.no_evidence"),
        (done(state=TaskState.WAIVED, evidence=""), "campaigns.no_reason"),
        (done(done_on=date(2031, 4, 13)), "campaigns.future_day"),
        (done(items=(2,)), "campaigns.no_item"),
        (done(unit=None), "campaigns.unit_missing"),
        (done(task="once"), "campaigns.unit_not_asked"),
        (done(task="gone"), "campaigns.no_task"),
    ],
)
def test_what_may_not_be_signed_off_is_refused_and_nothing_is_written(
    campaigns: Campaigns, tick: Tick, code: str
) -> None:
    with pytest.raises(Rejected) as refused:
        campaigns.tick(tick)
    assert code in codes(refused)
    assert campaigns.sign_offs("each", "u1") == ()


def test_the_same_day_may_be_signed(campaigns: Campaigns) -> None:
    campaigns.tick(done(done_on=TODAY))
    assert campaigns.status("c").tasks[0].share.done == 1


@pytest.mark.parametrize(
    ("as_in_body", "words", "end"),
    [(True, "9月底前", date(2031, 9, 30)), (False, "4月下旬-10月底", date(2031, 10, 31))],
)
def test_a_contradiction_is_decided_by_a_person_once(
    campaigns: Campaigns, as_in_body: bool, words: str, end: date
) -> None:
    settled = campaigns.settle("once", as_in_body=as_in_body).value
    assert (settled.due_text, settled.end, settled.to_confirm, settled.other_due_text) == (words, end, "", "")
    with pytest.raises(Rejected) as refused:
        campaigns.settle("once", as_in_body=True)
    assert codes(refused) == {"campaigns.nothing_to_settle"}


def test_a_new_task_reads_its_time_and_keeps_words_that_cannot_be_read(campaigns: Campaigns) -> None:
    read = campaigns.add_task(
        NewTask(
            campaign_id="c", phase_id="p", words="报总结", due_text="5月上旬", owners="镇组织人事办、各村"
        )
    )
    assert (read.value.start, read.value.end, read.value.owners) == (
        date(2031, 5, 1),
        date(2031, 5, 10),
        ("镇组织人事办", "各村"),
    )
    unread = campaigns.add_task(NewTask(campaign_id="c", phase_id="p", words="培训", due_text="视情况而定"))
    assert (unread.value.end, unread.value.due_text, unread.value.order) == (None, "视情况而定", 4)
    assert unread.findings
    with pytest.raises(Rejected):
        campaigns.add_task(NewTask(campaign_id="c", phase_id="p", words="  "))


def test_a_new_task_of_a_stage_of_the_next_year_is_of_that_year(campaigns: Campaigns, book: Book) -> None:
    first, last = date(2032, 1, 1), date(2032, 1, 31)
    with book.work("book.fill", "跨年的阶段") as work:
        work.phases.add(Phase(id="next", campaign_id="c", order=9, name="验收", start=first, end=last))
        work.commit()
    asked = NewTask(campaign_id="c", phase_id="next", words="报总结", due_text="1月中旬")
    assert campaigns.add_task(asked).value.end == date(2032, 1, 20)


def test_the_campaign_in_hand_is_the_chosen_one_else_the_newest(campaigns: Campaigns, book: Book) -> None:
    with book.work("book.fill", "另一个活动") as work:
        work.campaigns.add(Campaign(id="d", title="换届", year=2032))
        work.commit()
    newest = campaigns.in_hand()
    assert newest is not None
    assert newest.id == "d"
    campaigns.take_in_hand("c")
    chosen = campaigns.in_hand()
    assert chosen is not None
    assert chosen.id == "c"
