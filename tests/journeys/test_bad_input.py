"""What the office cannot use is refused in one Chinese sentence, and nothing is half-written."""

from __future__ import annotations

import codecs
import errno
import shutil
import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.kernel.findings import ExpectedError
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.storage.connect import APPLICATION_ID
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups, flattened_notice, word, workbook
from tests.journeys.commands import Said, content, counted, listing, no_traceback, say

CHINESE = range(0x4E00, 0x9FFF)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
PEOPLE = "姓名,性别,出生年月,职务,社区\n秦知远,男,1975.03,书记,柳岸社区\n"


def packed(name: str, member: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, member)
    return data.getvalue()


def sheet(*rows: tuple[str, ...]) -> bytes:
    made = openpyxl.Workbook()
    active = made.active
    assert active is not None
    for row in rows:
        active.append(row)
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def refused(said: Said, code: int, *names: str) -> None:
    """Fail unless ``said`` is a refusal a clerk can read: Chinese, with the names, without English."""
    no_traceback(said)
    assert said.code == code, said.text
    assert said.out == ""
    assert any(ord(sign) in CHINESE for sign in said.err), said.err
    assert "{" not in said.err
    assert "Error" not in said.err
    assert all(name in said.err for name in names), said.err


# ------------------------------------------------------------ files to import

BAD_FILES = {
    "图.xlsx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 80,
    "照片.docx": b"\xff\xd8\xff\xe0" + b"\x00" * 80,
    "扫描.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "程序.xlsx": b"MZ\x90\x00" + b"\x00" * 200,
    "旧.doc": OLE + "WordDocument".encode("utf-16-le"),
    "加密.xlsx": OLE + "EncryptedPackage".encode("utf-16-le"),
    "改名.xlsx": packed("读我.txt", b"1"),
    "空.xlsx": b"",
    "空白.csv": b"\xef\xbb\xbf \r\n",
    "截断.xlsx": workbook().data[:2000],
    "截断.docx": word().data[: len(word().data) // 2],
    "弹.xlsx": packed("xl/workbook.xml", b"0" * (64 << 20)),
    "别家.csv": b"SQLite format 3\x00" + b"\x00" * 100,
    "噪.txt": bytes(range(256)) * 8,
    "无表头.xlsx": workbook(head=False).data,
    "闲话.txt": "请各村按时上报。\n谢谢。".encode(),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["roster", "campaign"])
def test_a_file_that_cannot_be_read_is_refused_by_name(
    name: str, command: str, book: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name])
    before, files = content(book), listing(tmp_path)
    refused(say(command, "import", book, path, "--apply"), 2, name)
    told = say(command, "import", book, path, "--apply", "--json")
    assert (told.code, told.err) == (2, "")
    assert [set(item) for item in told.data["findings"]] == [{"code", "severity", "where", "facts", "text"}]
    assert (content(book), listing(tmp_path)) == (before, files)


def test_missing_files_folders_and_kinds(book: Path, tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    refused(say("roster", "import", book, tmp_path / "没有.xlsx"), 3, "没有.xlsx")
    refused(say("roster", "import", book, tmp_path / "夹"), 3, "夹")
    refused(say("roster", "import", book, "-", "--kind", "乱写", stdin=PEOPLE.encode()), 2, "乱写")
    refused(say("roster", "import", book, "-", stdin=b"\xff\xfe\x00\xd8\x81"), 2)
    refused(say("roster", "import", book, "-", stdin=b""), 2)


def test_ballots_of_another_form_or_meeting_are_refused(
    township: Path, counting: str, tmp_path: Path
) -> None:
    meeting, before = counting, content(township)
    path = tmp_path / "票.csv"
    path.write_text("票号,第1题\n41,1\n", encoding="utf-8")
    refused(say("ballots", "import", township, path, "--meeting", meeting, "--apply"), 2, "票.csv")
    refused(say("ballots", "import", township, path, "--meeting", "没有这场", "--apply"), 2, "没有这场")
    wrong = ("--meeting", meeting, "--form", "cadre_appraisal", "--apply")
    refused(say("ballots", "import", township, path, *wrong), 2)
    assert content(township) == before
    assert say("check", township).code == 0


# ------------------------------------------------------------ odd but readable content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_text_in_every_encoding(encoding: str, book: Path, tmp_path: Path) -> None:
    path = tmp_path / "干部.csv"
    path.write_bytes(codecs.encode(PEOPLE, encoding))
    said = say("roster", "import", book, path, "--json")
    assert (said.code, [one["name"] for one in said.data["persons"]]) == (0, ["秦知远"])


def test_traditional_characters_are_turned_and_told(book: Path) -> None:
    rows = "姓名\t職務\t社區\n趙紹鈞\t書記\t柳岸社區\n"
    said = say("roster", "import", book, "-", "--json", stdin=rows.encode())
    assert (said.data["persons"][0]["name"], "files.traditional" in said.codes) == ("赵绍钧", True)


@pytest.mark.parametrize(
    "name",
    ["<b>秦</b>知远", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "甲" * 10_000],
)
def test_hostile_names_neither_break_nor_run(name: str, book: Path, tmp_path: Path) -> None:
    path = tmp_path / "干部.csv"
    path.write_text(f'姓名,性别,职务,社区\n"{name}",男,书记,柳岸社区\n程清川,男,委员,柳岸社区\n', "utf-8")
    said = say("roster", "import", book, path, "--apply", "--json")
    no_traceback(said)
    assert said.codes, "an odd name is pointed out"
    assert all(len(item["text"]) < 400 for item in said.data["findings"])
    assert counted(book, "persons") in {1, 2}
    out = tmp_path / "册.xlsx"
    assert say("roster", "export", book, out, "--purpose", "核对").code == 0
    for grid in openpyxl.load_workbook(out).worksheets:
        assert not [cell.value for row in grid.iter_rows() for cell in row if cell.data_type == "f"]
    assert say("check", book).code == 0


@pytest.mark.parametrize("sign", ["\x07", "\u200b", "\u202e", "\ufeff"])
def test_signs_nobody_sees_are_dropped(sign: str, book: Path, tmp_path: Path) -> None:
    path = tmp_path / "干部.csv"
    path.write_text(PEOPLE.replace("秦知", f"秦{sign}知") + PEOPLE.split("\n")[1] * 4, "utf-8")
    said = say("roster", "import", book, path, "--json")
    assert said.data["persons"][0]["name"] == "秦知远"


def test_impossible_days_are_left_empty_and_told(book: Path) -> None:
    rows = "姓名\t出生年月\t职务\t社区\n秦知远\t1975.02.30\t书记\t柳岸社区\n程清川\t去年\t委员\t柳岸社区\n"
    said = say("roster", "import", book, "-", "--apply", "--json", stdin=rows.encode())
    assert [one["birth"] for one in said.data["persons"]] == [None, None]
    assert said.codes == ["roster.no_such_day", "roster.bad_date", "roster.new_community"]
    assert counted(book, "persons") == 2


def test_a_month_the_spreadsheet_has_cut_is_pointed_out(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "干部.xlsx"
    made = openpyxl.Workbook()
    active = made.active
    assert active is not None
    for row in (("姓名", "出生年月", "职务", "社区"), ("秦知远", 1975.10, "书记", "柳岸社区")):
        active.append(row)
    made.save(path)
    said = say("roster", "import", book, path, "--json")
    assert [item["where"]["cell"] for item in said.data["findings"]] == ["B2", "D2"]
    assert said.codes == ["roster.month_unsure", "roster.new_community"]


def test_a_notice_without_a_year_asks_for_it(book: Path) -> None:
    rows = "阶段\t完成时间\t工作任务\t负责人\n摸底\t3月5日前\t开会\t镇党建办\n".encode()
    before = content(book)
    refused(say("campaign", "import", book, "-", "--apply", stdin=rows), 2, "年份")
    refused(say("campaign", "import", book, "-", "--apply", "--year", "12", stdin=rows), 2, "12")
    assert content(book) == before
    assert say("campaign", "import", book, "-", "--year", "2012", stdin=rows).code == 0


def test_what_is_asked_too_early_or_wrongly_is_refused(book: Path, tmp_path: Path) -> None:
    for words in (("campaign", "status"), ("rating", "list"), ("vetting", "list")):
        refused(say(*words, book), 2, "活动")
    refused(say("campaign", "status", book, "--today", "2026-02-30"), 2, "2026-02-30")
    refused(say("ballots", "tally", book, "--meeting", "某会"), 2, "某会")
    refused(say("paper", "make", book, "奖状", "--out", tmp_path / "奖.pdf"), 2, "奖状")
    refused(say("paper", "make", book, "notice", "--out", tmp_path / "通知.wps"), 2)
    refused(say("paper", "make", book, "poster", "--out", tmp_path / "海报.pdf", "--set", "没有等号"), 2)
    refused(say("roster", "export", book, tmp_path / "册.xlsx", "--purpose", "核对"), 2)
    assert listing(tmp_path) == {"本镇.djb"}


# ------------------------------------------------------------ books


def other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE t (a)")
    raw.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)


BAD_BOOKS = {
    "empty": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:9000]),
    "header only": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "torn": torn,
    "text": lambda path: path.write_text("这不是数据文件" * 400, "utf-8"),
    "workbook": lambda path: path.write_bytes(workbook().data),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "other program": other_program,
    "newer": newer,
}
USES = (("check",), ("roster", "import"), ("backup",), ("paper", "list"))


@pytest.mark.parametrize("kind", BAD_BOOKS)
def test_a_file_that_is_no_book_of_ours_stays_as_it_is(kind: str, book: Path, tmp_path: Path) -> None:
    BAD_BOOKS[kind](book)
    before, files = book.read_bytes(), listing(tmp_path)
    extra = {("roster", "import"): ("-", "--apply"), ("backup",): (tmp_path / "备份",)}
    for words in USES:
        refused(say(*words, book, *extra.get(words, ()), stdin=PEOPLE.encode()), 2, "本镇.djb")
    refused(say("restore", book, tmp_path / "恢复.djb"), 2, "本镇.djb")
    assert book.read_bytes() == before
    assert listing(tmp_path) == files


def test_missing_books_and_folders(tmp_path: Path) -> None:
    refused(say("check", tmp_path / "没有.djb"), 3, "没有.djb")
    refused(say("new", tmp_path / "没有" / "新.djb"), 3, "没有")
    refused(say("check", tmp_path), 2)
    refused(say("restore", tmp_path / "没有.djb", tmp_path / "甲.djb"), 3, "没有.djb")
    assert listing(tmp_path) == set()


def test_passwords(tmp_path: Path, book: Path) -> None:
    right, wrong, blank = (tmp_path / f"{name}.txt" for name in ("对", "错", "空"))
    right.write_text("梧桐", "utf-8")
    wrong.write_text("梧桐树", "utf-8")
    blank.write_text("\n第二行", "utf-8")
    locked = tmp_path / "密.djb"
    assert say("new", locked, "--password-file", right).code == 0
    before = content(locked, "梧桐")
    refused(say("check", locked), 2, "密码")
    refused(say("check", locked, "--password-file", wrong), 2, "密码不对")
    refused(say("check", locked, "--password-file", blank), 2, "空.txt")
    refused(say("check", locked, "--password-file", tmp_path / "没有.txt"), 2, "没有.txt")
    refused(say("check", book, "--password-file", right), 2, "没有设密码")
    refused(say("roster", "import", locked, "-", "--apply", stdin=PEOPLE.encode()), 2, "密码")
    assert content(locked, "梧桐") == before
    assert "梧桐" not in "".join(listing(tmp_path))


def test_a_book_open_elsewhere_is_left_alone(book: Path, tmp_path: Path) -> None:
    held = Book.open(book, clock=SystemClock())
    try:
        refused(say("roster", "import", book, "-", "--apply", stdin=PEOPLE.encode()), 3, "另一个窗口")
        refused(say("restore", shutil.copy(book, tmp_path / "份.djb"), book), 3, "另一个窗口")
    finally:
        held.close()
    assert counted(book, "persons") == 0
    assert say("check", book).code == 0


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "磁盘空间已满"), (errno.EROFS, "只读"), (errno.EACCES, "只读")]
)
def test_a_disk_that_cannot_be_written(
    number: int, words: str, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode())
    say("campaign", "import", book, "-", "--apply", stdin=flattened_notice().encode())

    def broken(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    before, files = content(book), listing(tmp_path)
    monkeypatch.setattr(Path, "replace", broken)
    refused(say("new", tmp_path / "新.djb"), 3, words)
    refused(say("backup", book, tmp_path), 3, words)
    refused(say("roster", "export", book, tmp_path / "册.xlsx", "--purpose", "核对"), 3)
    refused(say("paper", "make", book, "task_table", "--out", tmp_path / "单.xlsx"), 3)
    monkeypatch.undo()
    assert content(book) == before
    assert {name for name in listing(tmp_path) if "files" not in name} == files


def test_a_file_in_the_place_of_a_folder(book: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("在此", "utf-8")
    refused(say("backup", book, tmp_path / "文件"), 3)
    refused(say("demo", tmp_path / "文件"), 3)
    refused(say("new", tmp_path / "文件" / "新.djb"), 3)
    refused(say("roster", "export", book, tmp_path / "文件" / "册.xlsx", "--purpose", "核对"), 2)
    assert (tmp_path / "文件").read_text("utf-8") == "在此"


def test_a_demo_never_overwrites_another(tmp_path: Path) -> None:
    (tmp_path / "示例乡镇.djb").write_bytes(b"mine")
    refused(say("demo", tmp_path), 2, "示例乡镇.djb")
    assert (tmp_path / "示例乡镇.djb").read_bytes() == b"mine"


def test_an_application_id_alone_does_not_make_a_book(tmp_path: Path) -> None:
    path = tmp_path / "仿.djb"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("CREATE TABLE t (a)")
    raw.commit()
    raw.close()
    refused(say("check", path), 2, "仿.djb")


# ------------------------------------------------------------ mutated files

GOOD = [flattened_notice().encode(), flattened_groups().encode("gb18030"), workbook().data, word().data]
GOOD.append(PEOPLE.encode("gbk"))
GOOD.append("票号,类别,第1题,第2题\n1,干部,1,2\n2,党员,3,1\n".encode())


@pytest.fixture
def previews(township: Path) -> object:
    """Return the three previews of one open township as calls on a file."""
    office = ProgramOpener(SystemClock()).open(township)
    meeting = office.ballots.find_meeting("柏树下村党员群众满意度测评会").id
    yield (
        lambda path: office.rosters.preview(path).findings,
        lambda path: office.plans.preview(path, 2026).findings,
        lambda path: office.ballots.preview_import(path, meeting, "").findings,
    )
    office.upkeep.close(backup=False)


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(good=st.sampled_from(GOOD), ending=st.sampled_from(["xlsx", "csv", "docx", "txt"]), data=st.data())
def test_mutated_files_give_findings_never_a_traceback(
    previews: object, tmp_path: Path, good: bytes, ending: str, data: st.DataObject
) -> None:
    mutated = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, max(0, len(mutated) - 1)))
        mutated[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    path = tmp_path / f"改.{ending}"
    path.write_bytes(mutated)
    assert isinstance(previews, tuple)
    for preview in previews:
        try:
            findings = preview(path)
        except ExpectedError as error:
            findings = error.findings
            assert findings
        assert all(sentence(item) for item in findings)
