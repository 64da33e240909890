"""业绩公示牌 and 承诺书公示: what the record proposes for them, until something is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.domain.campaigns import SignOff, TaskScope, TaskState
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.storage.database import Book
from tests.services.assessed_township import CLOCK
from tests.services.papered_township import opened, papered


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = papered(tmp_path_factory.mktemp("boards"))
    with Book.open(path, password=None, clock=CLOCK) as book, book.work("book.fill", "销号") as work:
        task = work.tasks.find(id="task-3")[0]
        work.tasks.put(replace(task, scope=TaskScope.EACH_UNIT))
        for number in range(len(task.items)):
            work.sign_offs.add(
                SignOff(
                    id=f"signed-{number}", task_id=task.id, item=number, community_id="village-0",
                    state=TaskState.DONE, done_on=date(2012, 4, 18), signer="镇党委副书记", evidence="方案",
                )
            )  # fmt: skip
        work.commit()
    return path


@pytest.fixture
def office(township: Path, tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "本镇.djb"
    path.write_bytes(township.read_bytes())
    made = opened(path)
    yield made
    made.upkeep.close(backup=False)


def test_what_was_signed_off_is_proposed_as_done(office: Office) -> None:
    lines = office.papers.fields("merit_board")["lines"].splitlines()
    assert "制定整改方案，报镇备案｜｜4月18日" in lines
    assert any("分类定级被评为" in line for line in lines)
    assert not any("较差" in line for line in lines)
    assert office.papers.draft(PaperWish(kind="merit_board")).parts


def test_what_each_community_is_to_do_is_proposed_as_promised(office: Office) -> None:
    lines = office.papers.fields("promise_board")["lines"].splitlines()
    assert lines[0] == "【柏树下村】"
    assert lines[1] == "制定整改方案，报镇备案｜单砺石｜4月中旬｜4月18日已办结"
    assert lines[3].endswith("｜4月中旬｜")


def test_what_is_typed_stands_before_what_is_proposed(office: Office) -> None:
    office.papers.keep_fields("merit_board", {"lines": "【柏树下村党总支】\n修路"})
    assert office.papers.fields("merit_board")["lines"] == "【柏树下村党总支】\n修路"
