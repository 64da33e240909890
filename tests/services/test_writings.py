"""Several letters of one kind beside each other: fields, words, numbers, 定稿, undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.app.cli import run
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.typed_fields import Treatment, typed_fields
from dangjian_desktop.services.working_days import working_days
from tests.services.assessed_township import CLOCK, TODAY
from tests.services.papered_township import opened
from tests.services.written_letters import LETTERS

NOTICE = "official_notice"
WISH = PaperWish(kind=NOTICE)


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    made.papers.keep_fields(NOTICE, {**LETTERS[NOTICE], "number": "栖委〔2012〕21号", "copies_to": "县委办"})
    yield made
    made.upkeep.close(backup=False)


def written(office: Office) -> list[tuple[str, str, bool]]:
    return [(one.number, one.title, one.in_hand) for one in office.writings.all(NOTICE)]


def test_a_new_letter_has_the_next_number_and_what_seldom_changes(office: Office) -> None:
    office.papers.keep_fields("request", {"number": "栖委〔2012〕22号"})
    office.numbers.take("栖委〔2012〕25号", "关于防汛的通知")
    before = office.papers.fields(NOTICE)
    office.writings.begin(NOTICE)
    now = office.papers.fields(NOTICE)
    assert now["number"] == "栖委〔2012〕26号"
    assert (now["title"], now["body"], now["attached"], now["copies_to"]) == ("", "", "", "")
    assert (now["receivers"], now["issuer"], now["seal"]) == (
        before["receivers"], before["issuer"], before["seal"],
    )  # fmt: skip
    assert [one[2] for one in written(office)] == [True, False]


def test_whom_to_ring_up_about_a_request_stays(office: Office) -> None:
    for kind in ("request", NOTICE):
        office.papers.keep_fields(kind, {"body": "正文。", "remark": "联系人：程暮山"})
        office.writings.begin(kind)
    assert office.papers.fields("request")["remark"] == "联系人：程暮山"
    assert office.papers.fields(NOTICE)["remark"] == ""


@pytest.mark.parametrize("kind", ["publicity", "appointment_notice"])
def test_the_period_of_a_new_one_is_as_many_working_days_as_before(office: Office, kind: str) -> None:
    typed = {"title": "公示", "start": "2012-03-05", "end": "2012-03-13"}  # Monday to the Tuesday after next
    office.papers.keep_fields(kind, typed)
    office.writings.begin(kind)
    now = office.papers.fields(kind)
    start, end = (date.fromisoformat(now[name]) for name in ("start", "end"))
    assert start == TODAY
    assert working_days(start, end).days == 7


def test_a_letter_nobody_has_written_into_is_not_begun_twice(office: Office) -> None:
    office.writings.begin(NOTICE)
    before = written(office)
    assert not office.writings.begin(NOTICE).changes
    assert written(office) == before
    office.papers.keep_fields(NOTICE, {"body": "请办理。"})
    assert office.writings.begin(NOTICE).changes
    assert len(written(office)) == 3


def test_each_letter_keeps_its_fields_words_and_final_version(office: Office) -> None:
    first = office.versions.desk(WISH)
    office.versions.save(WISH, replace(first.words, title="改过的标题"))
    office.versions.freeze(WISH)
    old = office.papers.make(WISH, "pdf").content
    office.writings.begin(NOTICE)
    office.papers.keep_fields(NOTICE, {"title": "第二份通知", "body": "请抓紧办理。"})
    assert office.papers.frozen_on(WISH) is None
    assert office.versions.desk(WISH).words.title == "第二份通知"
    listed = office.writings.all(NOTICE)
    assert [one.words() for one in listed] == [
        "栖委〔2012〕22号 第二份通知",
        f"栖委〔2012〕21号 {LETTERS[NOTICE]['title']}（已定稿）",
    ]
    office.writings.take_up(NOTICE, listed[1].id)
    assert office.papers.make(WISH, "pdf").content == old
    assert office.versions.desk(WISH).words.title == "改过的标题"
    with pytest.raises(Rejected, match=r"papers\.writing_frozen"):
        office.writings.drop(NOTICE)


def test_two_letters_cannot_be_frozen_with_one_number(office: Office) -> None:
    office.versions.freeze(WISH)
    office.writings.begin(NOTICE)
    office.papers.keep_fields(
        NOTICE, {"number": "栖委〔2012〕21号", "title": "第二份通知", "body": "请抓紧办理。"}
    )
    with pytest.raises(Rejected, match=r"papers\.document_number_taken"):
        office.versions.freeze(WISH)


def test_a_number_that_is_used_already_is_told(office: Office) -> None:
    def told() -> list[str]:
        return [one.code for one in office.papers.sketch(WISH).hints]

    assert told() == []
    office.papers.keep_fields("request", {"number": "栖委[2012]021号"})
    assert told() == ["papers.number_twice"]
    office.numbers.take("栖委〔2012〕21号", "关于防汛的通知")
    assert told() == ["papers.number_registered"]
    office.papers.keep_fields(NOTICE, {"number": "栖委〔2012〕31号"})
    assert told() == []
    office.versions.freeze(WISH)
    assert told() == []  # it is registered for this very letter


def test_beginning_choosing_and_dropping_are_each_one_step_back(office: Office) -> None:
    only = written(office)
    with pytest.raises(Rejected, match=r"papers\.only_writing"):
        office.writings.drop(NOTICE)
    office.writings.begin(NOTICE)
    both = written(office)
    office.writings.drop(NOTICE)
    assert written(office) == only
    office.upkeep.undo()
    assert written(office) == both
    office.writings.take_up(NOTICE, "")
    office.upkeep.undo()
    assert written(office) == both
    office.upkeep.undo()
    assert written(office) == only
    with pytest.raises(Rejected, match=r"papers\.no_writing"):
        office.writings.take_up(NOTICE, "gone")


@pytest.mark.parametrize(("number", "following"), [("第3号", "第4号"), ("特急", ""), ("", "")])
def test_numbers_of_other_shapes_are_counted_on(office: Office, number: str, following: str) -> None:
    office.papers.keep_fields("order", {"number": number, "body": "现予发布。"})
    office.writings.begin("order")
    assert office.papers.fields("order")["number"] == following


def test_the_command_begins_fills_takes_and_drops(
    office: Office, papered_book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.upkeep.close(backup=False)
    command = ["paper", "letters", str(papered_book), NOTICE]
    assert run([*command, "--begin", "--set", "标题=第二份通知"]) == 0
    assert run([*command, "--drop", "9"]) == 2
    capsys.readouterr()
    assert run([*command, "--take", "2"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("  1. 栖委〔20")  # the year is today's
    assert first.endswith("号 第二份通知")
    assert second.startswith("* 2. 栖委〔2012〕21号")
    assert run([*command, "--drop", "1"]) == 0
    assert capsys.readouterr().out.startswith("* 1. 栖委〔2012〕21号")
    assert run(["paper", "letters", str(papered_book), "notice"]) == 0


def test_what_a_second_letter_says_is_known_to_the_closing_of_a_campaign(office: Office) -> None:
    office.writings.begin("publicity")
    office.papers.keep_fields("publicity", {"title": "关于程暮山的公示", "body": "拟任职。"})
    with office.versions._book.read() as view:
        (campaign,) = view.campaigns.all()
        found = typed_fields(view, campaign.id, CLOCK.today())
    assert [one.treatment for one in found if one.value == "关于程暮山的公示"] == [Treatment.CLEAR]


def test_a_table_of_the_record_is_only_one(office: Office) -> None:
    assert office.writings.all("notice") == ()
    with pytest.raises(Rejected, match=r"papers\.single"):
        office.writings.begin("notice")
