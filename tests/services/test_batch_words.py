"""The words of papers that go to many: mended once for all, or for one receiver alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import run
from dangjian_desktop.documents.papers.addressed import texts_with_blanks
from dangjian_desktop.documents.proof_reading import read_back
from dangjian_desktop.domain.addressees import Addressee, nobody_yet
from dangjian_desktop.domain.paper_texts import Piece
from dangjian_desktop.domain.papers import OfficialLetter, Paper
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.progress import Silent
from dangjian_desktop.services.batch_lists import Crowd
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.services.assessed_township import CLOCK, TODAY
from tests.services.papered_township import ISSUER, opened
from tests.services.test_paper_versions import MovingClock

ALL = PaperWish(kind="notice_letter")
FIELDS = {"issuer": ISSUER, "matter": "参加测评大会", "when": "4月20日", "place": "村礼堂"}
TO = tuple(Addressee(name=name, unit="青桥村", person=True) for name in ("程暮山", "邓栖霞", "单砺石"))
ONE = replace(ALL, to=TO[1], alone=True)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(CLOCK.now())


@pytest.fixture
def office(papered_book: Path, clock: MovingClock) -> Iterator[Office]:
    made = ProgramOpener(clock).open(papered_book)
    made.papers.keep_fields("notice_letter", FIELDS)
    yield made
    made.upkeep.close(backup=False)


def letters(office: Office) -> list[tuple[str, ...]]:
    return [
        texts_with_blanks(part)
        for paper in office.papers.each(ALL, TO)
        if isinstance(paper, Paper)
        for part in paper.parts
        if isinstance(part, OfficialLetter)
    ]


def mend_all(office: Office) -> None:
    words = office.versions.desk(ALL).words
    body = words.pieces[0]
    lines = ("一、要求", "请{收件人}（{单位}）参加。", *body.lines[1:])
    attached = Piece(label="新附件1", title="{单位}须知", lines=("请{收件人}带好证件。",))
    pieces = (replace(body, lines=lines), attached)
    office.versions.save(ALL, replace(words, title="参 会 通 知", pieces=pieces))


def test_the_words_of_all_have_their_blanks(office: Office) -> None:
    words = office.versions.desk(ALL).words
    assert words.receivers == "{收件人}同志"
    assert "现通知您{事由}。" in words.pieces[0].lines


def test_what_is_mended_once_stands_in_every_letter(office: Office) -> None:
    mend_all(office)
    found = letters(office)
    assert len(found) == len(TO)
    for texts, to in zip(found, TO, strict=True):
        assert texts[0] == "参 会 通 知"
        assert f"请{to.name}（青桥村）参加。" in texts
        assert "时间：4月20日" in texts
        assert f"请{to.name}带好证件。" in texts
        assert not any("{" in text for text in texts)
        assert "青桥村须知" in texts
    assert office.batches.names(ALL, TO, "{标题}{收件人}")[0] == "参会通知程暮山.pdf"


def test_one_receivers_copy_is_mended_alone_and_follows_the_others(office: Office) -> None:
    words = office.versions.desk(ONE).words
    assert words.receivers == "邓栖霞同志"
    body = words.pieces[0]
    office.versions.save(
        ONE, replace(words, pieces=(replace(body, lines=(*body.lines, "您的发言请控制在五分钟内。")),))
    )
    assert [("您的发言请控制在五分钟内。" in texts) for texts in letters(office)] == [False, True, False]
    mend_all(office)
    found = letters(office)
    assert "请邓栖霞（青桥村）参加。" in found[1]
    assert "您的发言请控制在五分钟内。" in found[1]
    alone = office.papers.draft(replace(ALL, to=TO[1])).parts[0]
    assert isinstance(alone, OfficialLetter)
    assert texts_with_blanks(alone) == found[1]


def test_words_for_nobody_yet_show_their_blanks(office: Office) -> None:
    words = office.versions.desk(ALL).words
    part = office.papers.draft(replace(ALL, to=nobody_yet(), words=words)).parts[0]
    assert isinstance(part, OfficialLetter)
    assert part.receivers == "{收件人}同志"


def test_a_single_copy_is_frozen_to_the_byte(office: Office) -> None:
    frozen = office.versions.freeze(ONE).value
    assert frozen.frozen_on is not None
    made = office.papers.make(replace(ALL, to=TO[1]), "pdf")
    office.papers.keep_fields("notice_letter", {"place": "镇礼堂"})
    assert office.papers.make(replace(ALL, to=TO[1]), "pdf").content == made.content


def batch(office: Office, path: Path) -> bytes:
    office.batches.make(ALL, TO, path)
    return path.read_bytes()


def test_frozen_words_of_all_give_the_same_letters_on_any_day(
    office: Office, clock: MovingClock, tmp_path: Path
) -> None:
    mend_all(office)
    words = office.versions.desk(ALL).words
    body = words.pieces[0]
    lines = (*body.lines, "今天是{今天}。")
    office.versions.save(ALL, replace(words, pieces=(replace(body, lines=lines), *words.pieces[1:])))
    done = office.versions.freeze(ALL).value
    assert done.frozen_on == TODAY
    assert office.papers.sketch(replace(ALL, to=TO[0])).frozen_on == TODAY
    before, first = letters(office), batch(office, tmp_path / "一.pdf")
    assert "今天是2012年4月21日。" in before[0]
    clock.moment += timedelta(days=5)
    office.papers.keep_fields("open_letter", {"issuer": "别的机关", "telephone": "0000"})
    typed = replace(ALL, values={"place": "镇礼堂", "dated": "2012-06-01"})
    assert [one.parts for one in office.papers.each(typed, TO) if isinstance(one, Paper)] == [
        one.parts for one in office.papers.each(ALL, TO) if isinstance(one, Paper)
    ]
    assert letters(office) == before
    assert batch(office, tmp_path / "二.pdf") == first
    more = list(office.papers.each(ALL, (Addressee(name="新来的", unit="青桥村"),)))
    assert isinstance(more[0], Paper)


def test_fields_and_words_of_a_frozen_batch_are_held_until_it_is_thawed(office: Office) -> None:
    office.versions.freeze(ALL)
    for act in (
        lambda: office.papers.keep_fields("notice_letter", {"place": "镇礼堂"}),
        lambda: office.versions.save(ALL, replace(office.versions.desk(ALL).words, title="别的")),
    ):
        with pytest.raises(Rejected) as caught:
            act()
        assert caught.value.findings[0].code in ("papers.fields_frozen", "papers.frozen")
    office.papers.keep_fields("notice_letter", {"recipient": "程暮山"})
    assert office.papers.fields("notice_letter")["recipient"] == "程暮山"
    thawed = office.versions.thaw(ALL).value
    assert (thawed.frozen_on, len(thawed.versions)) == (None, 2)
    office.papers.keep_fields("notice_letter", {"place": "镇礼堂"})
    assert "地点：镇礼堂" in letters(office)[0]
    office.versions.freeze(ALL)
    office.upkeep.undo()
    assert office.versions.desk(ALL).frozen_on is None
    office.papers.keep_fields("notice_letter", {"place": "村部"})


def test_the_file_of_frozen_common_words_shows_their_blanks(office: Office) -> None:
    office.versions.freeze(ALL)
    newest = office.versions.desk(ALL).versions[0]
    pdf = office.upkeep._book.files.get(newest.sha256)
    text = "".join(char.char for page in read_back(pdf, Silent()).pages for char in page.chars)
    assert "{收件人}同志" in text
    assert "参加测评大会" in text


def test_a_blank_nobody_knows_is_named(office: Office) -> None:
    words = office.versions.desk(ALL).words
    bad = replace(words, pieces=(replace(words.pieces[0], lines=("请{门牌}知悉。",)),))
    office.versions.save(ALL, bad)
    told = [item for item in office.papers.each(ALL, TO) if not isinstance(item, Paper)]
    assert [[one.code for one in findings] for findings in told] == [["papers.unknown_slot"]] * len(TO)


def test_a_village_is_not_called_comrade(office: Office) -> None:
    village, org = (office.batches.crowd(crowd)[0] for crowd in (Crowd.COMMUNITIES, Crowd.ORGS))
    made = office.papers.each(ALL, (village, org, TO[0]))
    parts = [paper.parts[0] for paper in made if isinstance(paper, Paper)]
    called = [part.receivers for part in parts if isinstance(part, OfficialLetter)]
    assert called == [village.name, org.name, f"{TO[0].name}同志"]
    office.papers.keep_fields(ALL.kind, {"recipient": village.name})
    (alone,) = office.papers.draft(PaperWish(kind=ALL.kind)).parts
    assert isinstance(alone, OfficialLetter)
    assert alone.receivers == village.name


def test_the_command_mends_all_or_one(
    papered_book: Path, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.upkeep.close(backup=False)
    file = tmp_path / "字句.txt"
    command = ["paper", "words", str(papered_book), "notice_letter"]
    assert run([*command, "--give", str(file)]) == 0
    file.write_text(file.read_text("utf-8").replace("现通知您", "兹通知您"), "utf-8")
    assert run([*command, "--take", str(file)]) == 0
    single = [*command, "--to", "邓栖霞", "--unit", "青桥村"]
    assert run([*single, "--give", str(file)]) == 0
    assert "兹通知您参加测评大会。" in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace("地点：村礼堂", "地点：二楼会议室"), "utf-8")
    assert run([*single, "--take", str(file)]) == 0
    capsys.readouterr()
    again = opened(papered_book)
    found = letters(again)
    again.upkeep.close(backup=False)
    assert ["地点：二楼会议室" in texts for texts in found] == [False, True, False]
    assert all("兹通知您参加测评大会。" in texts for texts in found)
