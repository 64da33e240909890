"""Mended papers: kept by versions, frozen to the byte, numbers registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.domain.paper_changes import followed, settled
from dangjian_desktop.domain.paper_texts import TABLE_LINE, Words
from dangjian_desktop.domain.papers import ListTable, OfficialLetter
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.paper_sheets import read_words, without, written_words
from dangjian_desktop.services.papers import PaperWish
from tests.services.assessed_township import CLOCK
from tests.services.filled_tables import TABLES

WISH = PaperWish(kind="notice")


@dataclass(slots=True)
class MovingClock:
    """A clock the test moves."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was moved to."""
        return self.moment

    def today(self) -> date:
        """Return its day."""
        return self.moment.date()


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(CLOCK.now())


@pytest.fixture
def office(papered_book: Path, clock: MovingClock) -> Iterator[Office]:
    made = ProgramOpener(clock).open(papered_book)
    made.papers.keep_fields("notice", {"receivers": "各村党组织"})
    yield made
    made.upkeep.close(backup=False)


def first_line(words: Words, text: str) -> Words:
    body = words.pieces[0]
    return replace(words, pieces=(replace(body, lines=(text, *body.lines[1:])), *words.pieces[1:]))


def opening(office: Office) -> str:
    part = office.papers.draft(WISH).parts[0]
    assert isinstance(part, OfficialLetter)
    block = part.blocks[0]
    return str(getattr(block, "text", ""))


def refused(act: object) -> list[str]:
    with pytest.raises(Rejected) as caught:
        act()  # type: ignore[operator]
    return [one.code for one in caught.value.findings]


def test_mended_words_are_printed_and_kept(office: Office) -> None:
    desk = office.versions.desk(WISH)
    assert desk.words == desk.given
    assert (desk.differs, desk.versions, desk.frozen_on) == ((), (), None)
    done = office.versions.save(WISH, first_line(desk.words, "经研究，现通知如下：")).value
    assert opening(office) == "经研究，现通知如下："
    assert [one.place for one in done.differs] == ["正文第1段"]
    assert [one.number for one in done.versions] == [1]
    office.upkeep.undo()
    assert opening(office) != "经研究，现通知如下："
    assert office.versions.desk(WISH).versions == ()


def test_a_sitting_is_one_version_and_earlier_ones_come_back(office: Office, clock: MovingClock) -> None:
    words = office.versions.desk(WISH).words
    for text, later in (("甲。", 0), ("乙。", 29), ("丙。", 31), ("丁。", 31)):
        clock.moment += timedelta(minutes=later)
        office.versions.save(WISH, first_line(words, text))
    assert [one.number for one in office.versions.desk(WISH).versions] == [3, 2, 1]
    clock.moment += timedelta(minutes=31)
    office.versions.restore(WISH, 1)
    assert opening(office) == "乙。"
    assert [one.number for one in office.versions.desk(WISH).versions] == [4, 3, 2, 1]
    clock.moment += timedelta(minutes=31)
    assert office.versions.restore(WISH, 0).value.differs == ()
    assert refused(lambda: office.versions.restore(WISH, 9)) == ["papers.no_version"]
    assert not office.versions.save(WISH, words).changes


def test_words_being_typed_are_shown_and_not_kept(office: Office) -> None:
    words = first_line(office.versions.desk(WISH).words, "正在打的字。")
    laid = office.papers.lay_out(replace(WISH, words=words))
    assert all(check.passed for check in laid.checks)
    part = laid.paper.parts[0]
    assert isinstance(part, OfficialLetter)
    assert getattr(part.blocks[0], "text", "") == "正在打的字。"
    assert opening(office) != "正在打的字。"


def test_a_frozen_paper_prints_the_same_to_the_byte(office: Office, clock: MovingClock) -> None:
    desk = office.versions.desk(WISH)
    office.versions.save(WISH, first_line(desk.words, "定下来的话。"))
    frozen = office.versions.freeze(WISH).value
    assert frozen.frozen_on == clock.today()
    before = office.papers.make(WISH, "pdf")
    assert refused(lambda: office.papers.keep_fields("notice", {"receivers": "各支部"})) == [
        "papers.fields_frozen"
    ]
    office.papers.keep_fields("circular", {"issuer": "另一个机关"})
    clock.moment += timedelta(days=3)
    again = office.papers.make(WISH, "pdf")
    assert (again.content, again.digest) == (before.content, frozen.versions[0].sha256)
    typed = replace(WISH, values={"number": "zzz"})
    for wish in (WISH, typed):
        shown = office.papers.lay_out(wish)
        assert shown.pdf == before.content
        assert [one.name for one in shown.checks if not one.passed] == []
    assert refused(lambda: office.versions.save(WISH, desk.words)) == ["papers.frozen"]
    assert refused(lambda: office.versions.freeze(WISH)) == ["papers.frozen"]
    thawed = office.versions.thaw(WISH).value
    assert (thawed.frozen_on, [one.number for one in thawed.versions]) == (None, [2, 1])
    assert opening(office) == "定下来的话。"
    office.papers.keep_fields("notice", {"receivers": "各支部"})
    assert office.papers.make(WISH, "pdf").content != before.content
    assert thawed.versions[1].sha256 == before.digest
    assert refused(lambda: office.versions.thaw(WISH)) == ["papers.not_frozen"]
    assert office.upkeep.check() == ()


def test_an_earlier_frozen_version_comes_out_the_same_to_the_byte(
    office: Office, clock: MovingClock, tmp_path: Path
) -> None:
    desk = office.versions.desk(WISH)
    office.versions.save(WISH, first_line(desk.words, "定下来的话。"))
    office.versions.freeze(WISH)
    before, day = office.papers.make(WISH, "pdf"), clock.today()
    office.versions.thaw(WISH)
    clock.moment += timedelta(days=40)
    office.versions.save(WISH, first_line(office.versions.desk(WISH).words, "后来的话。"))
    office.papers.keep_fields("notice", {"receivers": "各支部"})
    copy = office.frozen.open(WISH, 1)
    assert (copy.pdf, copy.sha256, copy.day) == (before.content, before.digest, day)
    assert len(copy.sizes) == len(office.papers.pages(copy.pdf, 0.2).images)
    out = tmp_path / "定稿.pdf"
    assert office.frozen.save(WISH, 1, out).value.read_bytes() == before.content
    for number in (2, 9):
        with pytest.raises(Rejected, match=r"papers\.not_a_frozen_version"):
            office.frozen.open(WISH, number)
    newest = office.versions.freeze(WISH).value.versions[0].number
    assert office.frozen.open(WISH, 1).pdf == before.content
    assert office.frozen.open(WISH, newest).pdf == office.papers.make(WISH, "pdf").content


def test_a_frozen_number_is_registered_once(office: Office) -> None:
    office.papers.keep_fields("notice", {"number": "栖委〔2012〕12号"})
    assert office.numbers.register() == ()
    office.versions.freeze(WISH)
    (series,) = office.numbers.register()
    assert (series.proposal, series.gaps) == ("栖委〔2012〕13号", tuple(range(1, 12)))
    assert series.taken[0].title == office.papers.template(WISH).title
    office.versions.thaw(WISH)
    office.versions.freeze(WISH)
    assert len(office.numbers.register()[0].taken) == 1
    taken_twice = refused(lambda: office.numbers.take("栖委[2012]12号", "另一份"))
    assert taken_twice == ["papers.document_number_taken"]
    office.numbers.take("栖委〔2012〕15号", "另一份")
    assert office.numbers.register()[0].gaps == (*range(1, 12), 13, 14)
    assert office.numbers.proposal() == "栖委〔2012〕16号"
    taken = office.numbers.register()[0].taken[-1]
    assert refused(lambda: office.numbers.free(taken.id, " ")) == ["papers.number_reason"]
    assert office.numbers.free(taken.id, "作废").value == "栖委〔2012〕15号"
    assert refused(lambda: office.numbers.free(taken.id, "作废")) == ["papers.number_gone"]
    assert refused(lambda: office.numbers.take("十二号", "题")) == ["papers.bad_number"]
    assert refused(lambda: office.numbers.take("栖委〔2012〕16号", "")) == ["papers.title_empty"]


def test_a_number_of_another_paper_stops_the_freezing(office: Office) -> None:
    office.papers.keep_fields("notice", {"number": "栖委〔2012〕12号"})
    office.numbers.take("栖委〔2012〕12号", "先发的公文")
    assert refused(lambda: office.versions.freeze(WISH)) == ["papers.document_number_taken"]
    assert office.versions.desk(WISH).frozen_on is None
    assert not [one for one in office.papers.shelf().issues if one.kind == "notice"]


def test_what_the_record_changes_comes_into_a_mended_paper(office: Office) -> None:
    words = office.versions.desk(WISH).words
    steps = next(n for n, line in enumerate(words.pieces[0].lines) if "摸底阶段" in line)
    office.versions.save(WISH, first_line(words, "我的话。"))
    with office.campaigns._book.work("test.phase", "改阶段") as work:
        old = work.phases.get("phase-摸底阶段")
        assert old is not None
        work.phases.put(replace(old, name="摸清底数阶段"))
        work.commit()
    desk = office.versions.desk(WISH)
    assert desk.words.pieces[0].lines[0] == "我的话。"
    assert "摸清底数阶段" in desk.words.pieces[0].lines[steps]
    assert desk.clashes == ()


def test_papers_that_are_filled_in_have_no_words(office: Office) -> None:
    assert refused(lambda: office.versions.desk(PaperWish(kind="ballot"))) == ["papers.words_of_ballot"]
    poster = PaperWish(kind="poster", values={"issuer": "镇"})
    assert refused(lambda: office.versions.desk(poster)) == ["papers.words_of_poster"]
    roll = PaperWish(kind="voter_roll", values={})
    assert refused(lambda: office.versions.desk(roll)) == ["papers.words_of_roll"]


def test_the_words_of_a_ballot_from_the_register_stand_fast(office: Office) -> None:
    ballot = PaperWish(kind="election_ballot", values=TABLES["election_ballot"])
    assert office.papers.template(ballot).parts
    assert refused(lambda: office.versions.desk(ballot)) == ["papers.words_of_ballot"]


def test_each_sheet_of_several_is_mended_alone(office: Office) -> None:
    wish = PaperWish(kind="promise_board")
    office.papers.keep_fields("promise_board", {"issuer": "栖梧镇", **TABLES["promise_board"]})
    before = office.papers.draft(wish)
    desk = office.versions.desk(wish)
    assert [piece.label for piece in desk.words.pieces] == ["青桥村", "梅岭村"]
    last = desk.words.pieces[-1]
    ((row,),) = last.rows
    piece = replace(last, rows=((row, ("2", "接待群众", *row[2:])),))
    words = replace(desk.words, pieces=(*desk.words.pieces[:-1], piece))
    done = office.versions.save(wish, words).value
    assert [one.place for one in done.differs] == ["梅岭村表格1第2行"]
    after = office.papers.draft(wish)
    assert after.parts[0] == before.parts[0]
    assert "接待群众" in repr(after.parts[1])
    assert office.papers.make(wish, "pdf").content
    assert office.versions.freeze(wish).value.frozen_on
    assert office.papers.make(wish, "pdf").content == office.papers.make(wish, "pdf").content


def test_words_go_through_a_text_file(office: Office, tmp_path: Path) -> None:
    words = office.versions.desk(WISH).words
    file = tmp_path / "字句.txt"
    file.write_text(written_words(words), "utf-8")
    assert read_words(file, words) == words
    assert TABLE_LINE in written_words(words)
    file.write_text(written_words(words).replace("主送机关：各村党组织", "主送机关：各支部"), "utf-8-sig")
    assert read_words(file, words).receivers == "各支部"
    assert "｜" in written_words(words)
    more = written_words(words) + "＝＝＝新附件 分工表\n请照办。\n"
    file.write_text(more, "utf-8")
    assert [piece.label for piece in read_words(file, words).pieces][-2:] == ["附件2", "新附件1"]
    assert [piece.label for piece in read_words(file, words, ["附件1"]).pieces] == ["", "附件2", "新附件1"]
    assert refused(lambda: without(words, ["附件9"])) == ["papers.no_piece"]
    file.write_text("标题：甲\n＝＝＝附件9 乙\n", "utf-8")
    assert refused(lambda: read_words(file, words)) == ["papers.no_piece"]
    file.write_text("随便写的", "utf-8")
    assert refused(lambda: read_words(file, words)) == ["papers.no_head"]


SHEET = PaperWish(kind="poor_list")


def sheet_of(office: Office) -> ListTable:
    part = office.papers.draft(SHEET).parts[0]
    assert isinstance(part, ListTable)
    return part


def mended_sheet(office: Office) -> Words:
    """Words of a list whose head, date and signatures are put otherwise."""
    words = office.versions.desk(SHEET).words
    (piece,) = words.pieces
    head = ("编号", *piece.heads[0][0][1:])
    made = replace(piece, heads=((head, *piece.heads[0][1:]),), dated="2012年5月1日", signs="审核：\n填表：")
    return replace(words, pieces=(made,))


def test_head_date_and_signatures_of_a_list_are_mended(office: Office, clock: MovingClock) -> None:
    before = sheet_of(office)
    done = office.versions.save(SHEET, mended_sheet(office)).value
    made = sheet_of(office)
    assert made.table.header[0].cells[0].text == "编号"
    assert (made.unit, made.dated, made.signatures) == (before.unit, "2012年5月1日", ("审核：", "填表："))
    assert [one.place for one in done.differs] == ["表上右边", "签名", "表格1表头"]
    office.papers.keep_fields("poor_list", {"issuer": "栖梧镇党委"})
    assert "栖梧镇党委" in sheet_of(office).unit
    clock.moment += timedelta(minutes=31)
    office.versions.restore(SHEET, 0)
    assert sheet_of(office).table.header == before.table.header
    office.versions.restore(SHEET, 1)
    office.versions.freeze(SHEET)
    office.papers.keep_fields("circular", {"issuer": "别的单位"})
    assert "栖梧镇党委" in sheet_of(office).unit


def test_a_list_goes_out_as_text_and_comes_back(office: Office, tmp_path: Path) -> None:
    words = mended_sheet(office)
    path = tmp_path / "字句.txt"
    path.write_text(written_words(words), "utf-8")
    assert "表头｜编号｜" in path.read_text("utf-8")
    assert read_words(path, office.versions.desk(SHEET).words) == words
    path.write_text(path.read_text("utf-8").replace("表上右边：2012年5月1日", "表上右边："), "utf-8")
    assert read_words(path, words).pieces[0].dated == ""


def test_versions_kept_before_heads_were_known_take_them_from_the_record(office: Office) -> None:
    given = office.versions.desk(SHEET).given
    (piece,) = given.pieces
    old = replace(given, pieces=(replace(piece, heads=(), unit="", dated="", signs=""),))
    words = replace(old, title="较差名单")
    assert followed(old, given, words)[0] == replace(given, title="较差名单")
    assert settled(old, given, words) == replace(given, title="较差名单")
