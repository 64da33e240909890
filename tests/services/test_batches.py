"""One paper for each of many over a real book: lists, names, files, what is left out, cancelling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import Workbook

from dangjian_desktop.app.cli import run
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.campaigns import TaskScope
from dangjian_desktop.domain.exports import Numbers
from dangjian_desktop.domain.papers import texts_of
from dangjian_desktop.domain.recycling import RemovedKind
from dangjian_desktop.kernel.findings import Rejected, Unavailable, hint
from dangjian_desktop.kernel.progress import Cancelled, Silent
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.batch_lists import Crowd, to_persons
from dangjian_desktop.services.campaigns import Tick
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.storage.database import Book
from tests.services.assessed_township import CLOCK
from tests.services.papered_township import ISSUER, opened, papered

LETTER = PaperWish(
    kind="open_letter", values={"office": "镇组织人事办", "telephone": "0990-0000000", "issuer": ISSUER}
)
REMINDER = PaperWish(
    kind="reminder", values={"deadline": "5月8日", "office": "镇组织人事办", "issuer": ISSUER}
)
HOUSEHOLDS = tuple(Addressee(name=name, unit="一组", person=True) for name in ("程暮山", "邓栖霞", "单砺石"))


class Stop(Silent):
    """A progress that is cancelled at a step."""

    def __init__(self, at: int) -> None:
        self.at = at

    def step(self, done: int, total: int, what: str = "") -> None:
        assert 0 <= done <= total, what
        if done >= self.at:
            raise Cancelled


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = papered(tmp_path_factory.mktemp("batch"))
    with Book.open(path, password=None, clock=CLOCK) as book, book.work("book.fill", "任务") as work:
        task = work.tasks.find(id="task-2")[0]
        work.tasks.put(replace(task, scope=TaskScope.EACH_UNIT, end=date(2012, 3, 31)))
        work.commit()
    return path


@pytest.fixture
def office(township: Path, tmp_path: Path) -> Iterator[Office]:
    copy = tmp_path / "本镇.djb"
    copy.write_bytes(township.read_bytes())
    made = opened(copy)
    yield made
    made.upkeep.close(backup=False)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def said(error: pytest.ExceptionInfo[Rejected]) -> str:
    return "".join(sentence(item) for item in error.value.findings)


def test_one_file_has_a_page_and_a_bookmark_for_each(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "信.pdf"
    done = office.batches.make(LETTER, HOUSEHOLDS, out).value
    assert (done.papers, done.pages, done.left_out) == (3, 3, 0)
    texts = pages_of(out.read_bytes())
    for one, text in zip(HOUSEHOLDS, texts, strict=True):
        assert f"尊敬的{one.name}及家人：" in text
    with pypdfium2.PdfDocument(out) as document:
        assert [mark.get_title() for mark in document.get_toc()] == [one.name for one in HOUSEHOLDS]


def test_a_file_each_is_named_by_the_pattern_and_keeps_the_standard(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "信"
    office.batches.make(LETTER, HOUSEHOLDS, folder, "{单位}-{收件人}")
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(f"一组-{one.name}.pdf" for one in HOUSEHOLDS)
    paper = office.papers.draft(replace(LETTER, to=HOUSEHOLDS[0]))
    content = (folder / "一组-程暮山.pdf").read_bytes()
    assert [check for check in proof(content, paper) if not check.passed] == []
    assert content == office.papers.make(replace(LETTER, to=HOUSEHOLDS[0]), "pdf").content


def test_what_is_late_is_listed_from_the_record(office: Office, tmp_path: Path) -> None:
    late = office.batches.crowd(Crowd.LATE)
    assert [matter.days for one in late for matter in one.matters] == [21] * len(late)
    office.batches.make(REMINDER, late, tmp_path / "催办.pdf")
    text = pages_of((tmp_path / "催办.pdf").read_bytes())[0]
    assert "1.填写问题清单；形成调研报告（初稿）（3月底，逾期21天）。" in text
    assert f"{late[0].name}：" in text


LATE_ONE = "柏树下村"
TYPED = replace(REMINDER, values={**(REMINDER.values or {}), "matters": "上报台账"})


def let_one_be_late(office: Office) -> None:
    """Sign off in every community but one what is late."""
    for one in (line.community for line in office.rosters.communities()):
        if one.name != LATE_ONE:
            done = Tick(task_id="task-2", community_id=one.id, signer="程暮山", evidence="台账")
            office.campaigns.tick(done)


def test_a_batch_of_reminders_accuses_no_community_that_is_on_time(office: Office, tmp_path: Path) -> None:
    let_one_be_late(office)
    everyone = office.batches.crowd(Crowd.COMMUNITIES)
    names = "\n".join(one.name for one in everyone)
    for at, to in enumerate((everyone, office.batches.pasted(names).value)):
        out = tmp_path / f"{at}.pdf"
        done = office.batches.make(TYPED, to, out)
        assert (done.value.papers, done.value.left_out) == (1, len(everyone) - 1)
        assert LATE_ONE in pages_of(out.read_bytes())[0]
        told = "".join(map(sentence, done.findings))
        assert f"其中 {len(everyone) - 1} 个没有逾期任务，不发" in told
        assert all((one.name in told) is (one.name != LATE_ONE) for one in everyone)
    spared = tuple(one for one in everyone if one.name != LATE_ONE)
    with pytest.raises(Rejected) as error:
        office.batches.make(TYPED, spared, tmp_path / "都没有.pdf")
    assert "都没有逾期任务" in said(error)
    assert not (tmp_path / "都没有.pdf").exists()


def test_who_is_on_time_gets_other_papers_and_what_is_typed_for_one(office: Office, tmp_path: Path) -> None:
    let_one_be_late(office)
    everyone = office.batches.crowd(Crowd.COMMUNITIES)
    done = office.batches.make(LETTER, everyone, tmp_path / "信.pdf")
    assert (done.value.papers, done.findings) == (len(everyone), ())
    typed = office.batches.make(TYPED, HOUSEHOLDS, tmp_path / "各户.pdf")  # the record knows nothing of them
    assert (typed.value.papers, typed.findings) == (len(HOUSEHOLDS), ())
    alone = replace(TYPED, values={**(TYPED.values or {}), "recipient": "青桥村"})
    assert any("上报台账" in text for part in office.papers.draft(alone).parts for text in texts_of(part))


def test_lists_of_the_record_are_found_by_their_facts(office: Office) -> None:
    persons, communities = office.batches.crowd(Crowd.PERSONS), office.batches.crowd(Crowd.COMMUNITIES)
    assert all(one.person for one in persons)
    assert {one.name for one in communities if one.found_by("东篱片")} == {"柏树下村"}
    assert len(office.batches.crowd(Crowd.ORGS)) == len(office.rosters.orgs())


def test_persons_stand_by_the_sound_of_their_names(office: Office) -> None:
    lines = [replace(line, person=replace(line.person, pinyin=name_reading(line.person.name)[0]))
             for line in office.rosters.picture().persons]  # fmt: skip
    names = [one.name for one in to_persons(lines)]
    some = ["程暮山", "符采薇", "纪蔚然", "倪素履", "单砺石"]
    assert [name for name in names if name in some] == some


def test_columns_of_a_list_fill_blanks_of_their_names(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("二〇一二年户主名单", None, None), ("户主", "居民小组", "门 牌"), ("程暮山", "一组", "3号"),
                (None, "一组", "4号"), ("邓栖霞", "二组", "5号")):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "户主.xlsx")
    listed = office.batches.listed(tmp_path / "户主.xlsx")
    assert [one.name for one in listed.value] == ["程暮山", "邓栖霞"]
    assert [item.code for item in listed.findings] == ["papers.row_without_name"]
    wish = replace(LETTER, values={**(LETTER.values or {}), "body": "{单位}{门牌}住户："})
    office.batches.make(wish, listed.value, tmp_path / "信.pdf")
    assert "二组5号住户：" in pages_of((tmp_path / "信.pdf").read_bytes())[1]


def test_pasted_lines_are_names(office: Office) -> None:
    assert [one.name for one in office.batches.pasted("程暮山\n邓栖霞\n").value] == ["程暮山", "邓栖霞"]


def test_a_list_without_a_name_column_is_refused(office: Office) -> None:
    with pytest.raises(Rejected) as error:
        office.batches.pasted("甲\t乙\n1\t2\n")
    assert "没有找到姓名一列" in said(error)


def test_who_cannot_be_written_to_is_left_out_and_named(office: Office, tmp_path: Path) -> None:
    odd = Addressee(name="程\ue000山", person=True)
    done = office.batches.make(LETTER, (*HOUSEHOLDS, odd), tmp_path / "信.pdf")
    assert (done.value.papers, done.value.left_out) == (3, 1)
    told = "".join(map(sentence, done.findings))
    assert "有 1 份没有生成" in told
    assert "U+E000" in told
    wish = replace(LETTER, values={**(LETTER.values or {}), "body": "{职务}您好"})
    done = office.batches.make(wish, (HOUSEHOLDS[0], replace(HOUSEHOLDS[1], post="主任")), tmp_path / "2.pdf")
    assert done.value.papers == 1
    assert "“程暮山”：没有“职务”" in "".join(map(sentence, done.findings))


@pytest.mark.parametrize(("body", "words"), [("{门牌}", "{门牌} 不认识"), ("{职务}", "没有“职务”")])
def test_when_it_can_be_made_for_nobody_there_is_no_file(
    office: Office, tmp_path: Path, body: str, words: str
) -> None:
    wish = replace(LETTER, values={**(LETTER.values or {}), "body": body})
    for out in (tmp_path / "信.pdf", tmp_path / "信"):
        with pytest.raises(Rejected) as error:
            office.batches.make(wish, HOUSEHOLDS, out)
        assert words in said(error)
        assert not out.exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["信.pdf", "信"])
@pytest.mark.parametrize("at", [0, 2, 3])
def test_a_cancelled_batch_leaves_no_file(office: Office, tmp_path: Path, name: str, at: int) -> None:
    with pytest.raises(Cancelled):
        office.batches.make(LETTER, HOUSEHOLDS, tmp_path / name, progress=Stop(at))
    assert {path.name for path in tmp_path.iterdir() if "信" in path.name or "批量" in path.name} == set()


def test_an_empty_folder_of_the_clerks_own_outlives_a_cancelled_batch(office: Office, tmp_path: Path) -> None:
    (tmp_path / "信").mkdir()
    with pytest.raises(Cancelled):
        office.batches.make(LETTER, HOUSEHOLDS, tmp_path / "信", progress=Stop(2))
    assert list((tmp_path / "信").iterdir()) == []


class Meanwhile(Silent):
    """A progress that lets something be done in the book once, after so many turns."""

    def __init__(self, act: Callable[[], object], after: int = 1) -> None:
        self.act, self.left = act, after

    def give_way(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.act()


@pytest.mark.parametrize("name", ["信.pdf", "信"])
def test_a_batch_says_what_the_record_said_when_it_began(office: Office, tmp_path: Path, name: str) -> None:
    telephone = {"office": "镇组织人事办", "telephone": "0990-0000000", "issuer": ISSUER}
    office.papers.keep_fields("open_letter", telephone)
    wish = PaperWish(kind="open_letter")
    office.batches.make(wish, HOUSEHOLDS, tmp_path / "前" / name)
    change = Meanwhile(lambda: office.papers.keep_fields("open_letter", {"telephone": "0990-1111111"}))
    done = office.batches.make(wish, HOUSEHOLDS, tmp_path / "中" / name, progress=change)
    assert change.left < 0
    assert files_in(tmp_path / "中") == files_in(tmp_path / "前")
    (told,) = done.findings
    assert told == hint("papers.record_moved", count=1, example="填写公开信")
    assert office.batches.make(wish, HOUSEHOLDS, tmp_path / "后" / name).findings == ()
    assert files_in(tmp_path / "后") != files_in(tmp_path / "前")


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.pdf")}


def test_another_paper_drawn_meanwhile_changes_nothing_in_either(office: Office, tmp_path: Path) -> None:
    def draw() -> None:
        drawn.append(office.papers.make(replace(LETTER, to=HOUSEHOLDS[0]), "pdf").content)

    drawn: list[bytes] = []
    office.batches.make(LETTER, HOUSEHOLDS, tmp_path / "前.pdf")
    draw()
    for after in (1, 3, 5, 15):  # while papers are composed, and while the file is written
        office.batches.make(LETTER, HOUSEHOLDS, tmp_path / "后.pdf", progress=Meanwhile(draw, after))
        assert (tmp_path / "后.pdf").read_bytes() == (tmp_path / "前.pdf").read_bytes()
    assert len(drawn) == 5
    assert len(set(drawn)) == 1


def test_a_person_removed_meanwhile_and_a_step_undone_do_not_spoil_the_note(
    office: Office, tmp_path: Path
) -> None:
    to = office.batches.crowd(Crowd.PERSONS)[:3]
    gone = Meanwhile(lambda: office.bin.remove(RemovedKind.PERSON, [to[1].person_id], "重复"))
    office.batches.make(LETTER, to, tmp_path / "信", progress=gone)
    assert len(list((tmp_path / "信").iterdir())) == 3
    assert [office.cards.card(one.person_id).papers != () for one in (to[0], to[2])] == [True, True]
    assert office.upkeep.check() == ()
    assert office.upkeep.undo().value == f"移入回收站：人员 {to[1].name}（重复）"


def test_a_batch_is_passed_over_by_undo(office: Office, tmp_path: Path) -> None:
    office.papers.keep_fields("notice", {"issuer": ISSUER + "办公室"})
    to = office.batches.crowd(Crowd.COMMUNITIES)[:2]
    office.batches.make(LETTER, to, tmp_path / "信.pdf")
    assert office.upkeep.operations()[0].action == "paper.batch"
    assert office.upkeep.undo().value == "填写活动通知"


def test_a_file_of_the_same_name_that_came_meanwhile_is_not_written_over(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "信"
    there = folder / office.batches.names(LETTER, HOUSEHOLDS)[2]
    with pytest.raises(Rejected) as error:
        office.batches.make(LETTER, HOUSEHOLDS, folder, progress=Meanwhile(lambda: there.write_bytes(b"old")))
    assert "已有同名文件 1 个" in said(error)
    assert [path.name for path in folder.iterdir()] == [there.name]
    assert there.read_bytes() == b"old"


def test_a_file_that_cannot_be_put_into_place_takes_the_others_back(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[Path] = []
    replace_file = Path.replace

    def jammed(path: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 3:
            raise PermissionError(13, "in use", str(target))
        return replace_file(path, target)

    monkeypatch.setattr(Path, "replace", jammed)
    (tmp_path / "信").mkdir()
    (tmp_path / "信" / "旧信.pdf").write_bytes(b"old")
    with pytest.raises(Unavailable):
        office.batches.make(LETTER, HOUSEHOLDS, tmp_path / "信")
    assert len(moved) == 3
    assert [path.name for path in (tmp_path / "信").iterdir()] == ["旧信.pdf"]


def test_files_that_are_there_are_not_written_over(office: Office, tmp_path: Path) -> None:
    office.batches.make(LETTER, HOUSEHOLDS, tmp_path / "信")
    with pytest.raises(Rejected) as error:
        office.batches.make(LETTER, HOUSEHOLDS[:1], tmp_path / "信")
    assert "已有同名文件 1 个" in said(error)


@pytest.mark.parametrize("pattern", ["{门}", "都一样"])
def test_a_pattern_that_cannot_be_read_is_refused(office: Office, tmp_path: Path, pattern: str) -> None:
    with pytest.raises(Rejected) as error:
        office.batches.make(LETTER, HOUSEHOLDS, tmp_path / "信", pattern)
    assert "不能用作文件名" in said(error)


def test_other_papers_and_nobody_are_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as error:
        office.batches.make(PaperWish(kind="notice"), HOUSEHOLDS, tmp_path / "信.pdf")
    assert "不能批量生成" in said(error)
    with pytest.raises(Rejected) as error:
        office.batches.make(LETTER, (), tmp_path / "信.pdf")
    assert "没有选收件人" in said(error)


def test_names_that_leave_the_program_are_in_the_register(office: Office, tmp_path: Path) -> None:
    office.batches.make(LETTER, HOUSEHOLDS, tmp_path / "信.pdf")
    record = office.exports.past()[0].record
    assert record is not None
    assert (record.persons, record.file) == (3, "信.pdf")
    assert record.numbers is Numbers.NONE  # the telephone in the letter is the office's
    assert not set(record.columns) & {"身份证号", "联系电话"}
    office.batches.make(REMINDER, office.batches.crowd(Crowd.LATE), tmp_path / "催办.pdf")
    assert office.exports.past()[0].record == record


def test_the_command_makes_a_batch(township: Path, tmp_path: Path) -> None:
    book = tmp_path / "镇.djb"
    book.write_bytes(township.read_bytes())
    out = tmp_path / "催办"
    code = run(
        ["paper", "batch", str(book), "reminder", "--to", "late", "--only", "柏树下", "--out", str(out),
         "--name", "{收件人}{标题}", "--set", "办结期限=5月8日", "--set", "office=镇党政办", "--set",
         f"发文机关={ISSUER}"]
    )  # fmt: skip
    assert code == 0
    assert [path.name for path in out.iterdir()] == ["柏树下村催办通知.pdf"]


def test_the_command_names_whom_it_does_not_remind(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    let_one_be_late(office)
    office.upkeep.close(backup=False)
    book, out = tmp_path / "本镇.djb", tmp_path / "催办.pdf"
    asked = ["paper", "batch", str(book), "reminder", "--to", "communities", "--out", str(out), "--set",
             "事项=上报台账", "--set", "办结期限=5月8日", "--set", "office=镇党政办", "--set",
             f"发文机关={ISSUER}"]  # fmt: skip
    assert run(asked) == 0
    told = "".join(capsys.readouterr())
    assert "已生成 1 份" in told
    assert "没有逾期任务，不发：青桥村、" in told
