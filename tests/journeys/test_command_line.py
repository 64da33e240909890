"""The whole command line on an empty book: roster, campaign, ballots, check, backup, restore."""

from __future__ import annotations

import csv
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from tests.architecture.source import ROOT
from tests.exchange.invented_notice import (
    AREAS,
    PLAN,
    flattened_groups,
    flattened_notice,
    word,
    workbook,
)
from tests.journeys.commands import content, counted, listing, say

PLACES = [name.replace(" ", "") for _, _, _, rows in AREAS for name, _, _, _ in rows] + ["新塘社区"]
TOWNSHIP = ROOT / "resources" / "samples" / "township"


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "密码.txt"
    path.write_text("梧桐 2026\r\n第二行不算\n", encoding="utf-8-sig")
    return path


# ------------------------------------------------------------ new, check, backup, restore


def test_new_book_is_whole_and_never_overwritten(tmp_path: Path) -> None:
    book = tmp_path / "新.djb"
    assert say("new", book).code == 0
    assert say("check", book, "--json").data == {"whole": True, "findings": []}
    before = book.read_bytes()
    again = say("new", book)
    assert (again.code, again.out) == (2, "")
    assert "同名" in again.err
    assert book.read_bytes() == before


def test_backup_and_restore_bring_the_content_back(book: Path, tmp_path: Path) -> None:
    say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode())
    held = content(book)
    kept = Path(say("backup", book, tmp_path / "备份", "--json").data["backup"])
    assert kept.parent == tmp_path / "备份"
    say("campaign", "import", book, "-", "--apply", stdin=flattened_notice().encode())
    assert content(book) != held
    restored = say("restore", kept, book, "--json")
    assert restored.code == 0
    assert Path(restored.data["kept"]).exists()
    assert content(book) == held
    assert say("check", book).code == 0


def test_restore_makes_a_book_where_there_was_none(book: Path, tmp_path: Path) -> None:
    kept = say("backup", book, tmp_path / "备份", "--json").data["backup"]
    said = say("restore", kept, tmp_path / "另一处.djb", "--json")
    assert (said.code, said.data["kept"]) == (0, None)
    assert content(tmp_path / "另一处.djb") == content(book)


def test_an_encrypted_book_goes_through_the_same_commands(tmp_path: Path, password_file: Path) -> None:
    book, key = tmp_path / "密.djb", ("--password-file", password_file)
    assert say("new", book, *key).code == 0
    assert not book.read_bytes().startswith(b"SQLite format 3")
    done = say("roster", "import", book, "-", "--apply", "--json", *key, stdin=flattened_groups().encode())
    assert (done.code, done.data["applied"]) == (0, True)
    notice = flattened_notice().encode()
    assert say("campaign", "import", book, "-", "--apply", *key, stdin=notice).code == 0
    status = say("campaign", "status", book, "--today", "2031-06-01", "--json", *key)
    assert len(status.data["tasks"]) == sum(len(rows) for _, rows in PLAN)
    assert say("paper", "make", book, "task_table", "--out", tmp_path / "表.xlsx", *key).code == 0
    assert say("check", book, *key).code == 0
    kept = say("backup", book, tmp_path / "备份", "--json", *key).data["backup"]
    assert say("restore", kept, tmp_path / "回.djb", *key).code == 0
    assert content(tmp_path / "回.djb", "梧桐 2026") == content(book, "梧桐 2026")


# ------------------------------------------------------------ roster


SOURCES = {"stdin": None, "名单.txt": flattened_groups().encode("gb18030")}
SOURCES |= {"名单.xlsx": workbook().data, "名单.docx": word().data, "通知.txt": flattened_notice().encode()}


@pytest.mark.parametrize("name", SOURCES)
def test_a_list_of_work_groups_is_previewed_applied_and_known_again(
    name: str, book: Path, tmp_path: Path
) -> None:
    data, typed = SOURCES[name], flattened_groups().encode()
    source: str | Path = "-" if data is None else tmp_path / name
    if isinstance(source, Path) and data is not None:
        source.write_bytes(data)
    blank, files = content(book), listing(tmp_path)

    preview = say("roster", "import", book, source, "--json", stdin=typed)
    assert preview.code == 0
    told = preview.data
    assert [area["name"] for area in told["areas"]] == [area for area, *_ in AREAS]
    assert sorted(place["name"] for place in told["communities"]) == sorted(PLACES)
    assert [place["area"] for place in told["communities"] if place["name"] == "新塘社区"] == [None]
    assert {"顾长风", "秦知远", "唐棣"} <= {person["name"] for person in told["persons"]}
    assert told["communities"][0]["resident_leaders"] == ["顾长风"]
    assert told["applied"] is False
    assert all(item["text"] for item in told["findings"])
    assert (content(book), listing(tmp_path)) == (blank, files), "a preview writes nothing"

    done = say("roster", "import", book, source, "--apply", "--json", stdin=typed)
    assert (done.code, done.data["applied"]) == (0, True)
    assert done.data["counts"] == told["counts"]
    assert counted(book, "communities") == len(PLACES)
    again = say("roster", "import", book, source, "--apply", "--json", stdin=typed).data
    assert again["changes"] == []
    assert (again["counts"]["added"], again["counts"]["changed"]) == (0, 0)


def test_an_exported_roster_comes_back_unchanged(book: Path, tmp_path: Path) -> None:
    say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode())
    out = tmp_path / "花名册.xlsx"
    assert say("roster", "export", book, out, "--purpose", "核对").code == 0
    assert openpyxl.load_workbook(out, read_only=True).sheetnames
    again = say("roster", "import", book, out, "--json")
    assert again.code == 0
    assert again.data["counts"]["added"] == 0


def test_what_is_removed_lies_in_the_bin_and_comes_back(book: Path) -> None:
    say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode())
    said = say("roster", "remove", book, "人员", "秦知远", "--reason", "重复登记", "--json")
    assert (said.code, said.data["removed"]) == (0, 1)
    (lying,) = say("roster", "bin", book, "--json").data["bin"]
    assert (lying["kind"], lying["name"], lying["reason"]) == ("person", "秦知远", "重复登记")
    assert say("roster", "remove", book, "人员", "秦知远", "--reason", "再移", "--json").codes == [
        "roster.no_such_name"
    ]
    assert say("roster", "putback", book, lying["id"], "--json").data["put_back"] == 1
    assert say("roster", "bin", book).out == "回收站是空的。\n"
    assert say("check", book, "--json").data["whole"] is True


def test_people_are_listed_in_the_order_asked_for(book: Path) -> None:
    say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode())
    by_sound = [one["name"] for one in say("roster", "list", book, "--json").data["persons"]]
    said = say("roster", "list", book, "--order", "姓氏笔画", "--json")
    by_strokes = [one["name"] for one in said.data["persons"]]
    assert sorted(by_sound) == sorted(by_strokes)
    assert by_sound != by_strokes
    assert by_strokes.index("秦知远") < by_strokes.index("温若谷")


def test_a_roster_is_begun_by_hand(book: Path) -> None:
    assert say("roster", "add", book, "村社区", "石渡村", "--area", "河东片").out == "已新增：石渡村\n"
    words = ("--category", "农村", "--community", "石渡村")
    assert say("roster", "add", book, "党组织", "石渡村党支部", *words).code == 0
    assert say("roster", "add", book, "党组织", "另一支部", "--parent", "没有的", "--json").codes == [
        "roster.unknown_org"
    ]
    term = say("roster", "term", book, "石渡村", "村居委会", "--seats", "5", "--until", "2031.12", "--json")
    assert (term.data["seats"], term.data["until"]) == (5, "2031-12-01")
    assert say("check", book, "--json").data["whole"] is True


def test_resident_groups_and_their_people(book: Path) -> None:
    say("roster", "add", book, "村社区", "石渡村")
    assert say("roster", "group", book, "石渡村", "一组", "--households", "201").out == "已新增：一组\n"
    say("roster", "group", book, "石渡村", "二组", "--households", "96")
    assert say("roster", "appoint", book, "石渡村", "二组", "祁云", "小组长").code == 0
    assert say("roster", "group", book, "石渡村", "二组", "--move", "上", "--rename", "首组").code == 0
    seen = say("roster", "groups", book, "--community", "石渡村", "--json")
    assert [(one["name"], one["heads"]) for one in seen.data["communities"][0]["groups"]] == [
        ("首组", ["祁云"]),
        ("一组", []),
    ]
    assert "roster.group_size" in seen.codes
    assert say("roster", "group", book, "石渡村", "一组", "--remove", "并组").code == 0
    assert say("roster", "group", book, "石渡村", "一组", "--move", "下", "--json").codes == [
        "roster.no_such_name"
    ]


def test_the_organisation_tree_and_another_superior(book: Path) -> None:
    say("roster", "add", book, "党组织", "石渡镇党委")
    say("roster", "add", book, "党组织", "石渡村党总支", "--parent", "石渡镇党委")
    say("roster", "add", book, "党组织", "一支部")
    assert say("roster", "under", book, "一支部", "石渡村党总支").code == 0
    told = say("roster", "tree", book).out.splitlines()
    assert told == ["石渡镇党委（下级 2 个）", "　石渡村党总支（下级 1 个）", "　　一支部"]
    circle = say("roster", "under", book, "石渡镇党委", "一支部", "--json")
    assert circle.codes == ["roster.parent_circle"]
    assert say("roster", "under", book, "一支部", "无").code == 0
    assert len(say("roster", "tree", book, "--json").data["orgs"]) == 2


def test_a_work_group_is_staffed_and_an_area_renamed(book: Path) -> None:
    say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode())
    assert say("roster", "staff", book, "柳岸", "--liaison", "秦知远").code == 0
    assert say("roster", "staff", book, "柳岸", "--liaison", "秦知远", "--json").data["changed"] == 0
    unknown = say("roster", "staff", book, "柳岸", "--head", "没有的人", "--json")
    assert unknown.codes == ["roster.no_such_name"]
    say("roster", "add", book, "村社区", "石渡村", "--area", "河东片")
    renamed = say("roster", "area", book, "河东片", "--rename", "河湾片", "--move", "上")
    assert renamed.out == "已更改：河湾片\n"


def test_a_post_is_given_and_left(book: Path) -> None:
    say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode())
    given = say("roster", "post", book, "秦知远", "柳岸", "党支部书记", "--since", "2021.03")
    assert (given.code, given.out) == (0, "已登记：秦知远 党支部书记\n")
    early = say("roster", "leave", book, "秦知远", "党支部书记", "--day", "2021-02-01", "--json")
    assert early.codes == ["roster.ends_before"]
    assert say("roster", "leave", book, "秦知远", "党支部书记", "--day", "2021-04-30").code == 0
    gone = say("roster", "leave", book, "秦知远", "党支部书记", "--day", "2021-04-30", "--json")
    assert gone.codes == ["roster.holds_not"]
    assert say("roster", "post", book, "秦知远", "月亮村", "书记", "--json").codes == ["roster.no_such_name"]


def test_lines_for_people_say_what_was_done(book: Path) -> None:
    preview = say("roster", "import", book, "-", stdin=flattened_groups().encode())
    assert "只是预览，没有写入" in preview.out
    assert "新增" in preview.out
    assert "已写入" in say("roster", "import", book, "-", "--apply", stdin=flattened_groups().encode()).out


# ------------------------------------------------------------ campaign


def test_a_notice_becomes_phases_and_tasks(book: Path) -> None:
    notice = flattened_notice().encode()
    said = say("campaign", "import", book, "-", "--year", "2031", "--apply", "--json", stdin=notice)
    assert said.code == 0
    told = said.data
    assert [phase["name"] for phase in told["phases"]] == [phase for phase, _ in PLAN]
    assert {"phase", "due_text", "start", "end", "items", "owners"} <= set(told["tasks"][0])
    first = told["tasks"][0]
    assert (first["due_text"], first["end"], first["owners"]) == ("5月10日前", "2031-05-10", ["镇党建办"])
    assert told["items"] == sum(len(task["items"]) for task in told["tasks"])
    assert "campaigns.body_differs" in said.codes
    assert say("campaign", "import", book, "-", "--json", stdin=notice).data["changes"] == []


def test_what_is_overdue_depends_on_the_day(book: Path) -> None:
    say("campaign", "import", book, "-", "--year", "2031", "--apply", stdin=flattened_notice().encode())
    early = say("campaign", "status", book, "--today", "2031-05-10", "--json").data
    assert all(task["overdue_days"] == 0 for task in early["tasks"])
    late = say("campaign", "status", book, "--today", "2031-05-13", "--json").data
    assert [task["overdue_days"] for task in late["tasks"][:2]] == [3, 1]
    assert "逾期 3 天" in say("campaign", "status", book, "--today", "2031-05-13").out


def test_a_row_without_a_readable_deadline_keeps_its_words(book: Path) -> None:
    rows = (
        "阶段\t完成时间\t工作任务\t负责人\n"
        "摸底\t3月5日前\t开会\t镇党建办\n"
        "摸底\t腾出手来\t回访\t镇党建办\n"
        "摸底\t2月30日前\t总结\t镇党建办\n"
        "摸底\t\t归档\t镇党建办\n"
    )
    said = say("campaign", "import", book, "-", "--year", "2031", "--json", "--apply", stdin=rows.encode())
    assert [(task["due_text"], task["end"]) for task in said.data["tasks"]] == [
        ("3月5日前", "2031-03-05"),
        ("腾出手来", None),
        ("2月30日前", None),
        ("", None),
    ]
    unread = {"campaigns.deadline_unread", "campaigns.deadline_impossible", "campaigns.deadline_missing"}
    assert unread <= set(said.codes)
    assert all("第" in item["text"] or item["where"] for item in said.data["findings"])
    assert counted(book, "tasks") == 4


# ------------------------------------------------------------ help and processes


def commands() -> list[tuple[str, ...]]:
    pairs = "roster import,roster export,campaign import,campaign status,ballots import,ballots tally"
    pairs += ",ballots issues,ballots list,ballots remarks,ballots redact,ballots forms"
    pairs += ",rating list,vetting list,paper list,paper make"
    single = ("new", "demo", "check", "backup", "restore", "roster", "campaign", "ballots", "paper")
    return [(), *((word,) for word in single), *(tuple(pair.split()) for pair in pairs.split(","))]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_help_is_in_chinese(words: tuple[str, ...]) -> None:
    said = say(*words, "--help")
    assert said.code == 0
    for english in ("usage", "positional", "options", "show this", "PASSWORD", "BOOK", "FILE", "DIR"):
        assert english not in said.out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("new",), "还缺少 数据文件"),
        (("paper", "make", "甲.djb", "notice"), "还缺少 --out"),
        (("rating", "list", "甲.djb", "多余"), "不认识 多余"),
        (("campaign", "import", "甲.djb", "乙.txt", "--year", "今年"), "不是整数"),
        (("campaign",), "还缺少 动作"),
        (("roster", "删除"), "不能是"),
        (("rooster",), "不能是 'rooster'"),
        (("campaign", "status", "甲.djb", "--today"), "后面要跟一个值"),
    ],
)
def test_a_command_written_wrong_is_told_in_chinese(words: tuple[str, ...], reason: str) -> None:
    said = say(*words)
    assert said.code == 2
    assert reason in said.err
    assert not any(word in said.err for word in ("usage", "error", "invalid", "required", "argument"))


def test_a_command_written_wrong_answers_a_machine_too() -> None:
    said = say("campaign", "status", "甲.djb", "--today", "--json")
    assert (said.code, said.codes, said.err) == (2, ["general.mistyped"], "")
    assert "后面要跟一个值" in said.data["findings"][0]["text"]


@pytest.mark.processes
def test_the_same_in_a_process_of_its_own(tmp_path: Path) -> None:
    def process(*words: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        line = [sys.executable, "-m", "dangjian_desktop", *map(str, words)]
        return subprocess.run(line, cwd=ROOT, input=stdin, capture_output=True, check=False, timeout=60)

    book = tmp_path / "本镇.djb"
    made = process("new", book)
    assert (made.returncode, made.stderr) == (0, b"")
    read = process("roster", "import", book, "-", "--json", stdin=flattened_groups().encode("gbk"))
    assert read.returncode == 0
    assert "新塘社区" in read.stdout.decode("utf-8")
    gone = process("check", tmp_path / "没有.djb")
    assert gone.returncode == 3
    assert b"Traceback" not in gone.stderr


# ------------------------------------------------------------ ballot forms


def test_a_ballot_form_is_copied_changed_seen_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGJIAN_HOME", str(tmp_path / "home"))
    book, form, pdf = tmp_path / "镇.djb", tmp_path / "票.toml", tmp_path / "票.pdf"
    assert say("new", book).code == 0
    assert say("ballots", "forms", book, "--copy", "satisfaction/2012", "--file", form).code == 0
    text = form.read_text("utf-8")
    form.write_text(text.replace("班子团结协作、作风民主", "班子团结"), encoding="utf-8")
    assert say("ballots", "forms", book, "--pdf", pdf, "--file", form).code == 0
    assert pdf.read_bytes()[:4] == b"%PDF"
    kept = say("ballots", "forms", book, "--save", "--file", form, "--json").data
    listed = say("ballots", "forms", book, "--json").data["forms"]
    assert [one["own"] for one in listed if one["code"] == kept["code"]] == [True]
    form.write_text(text.replace('counts_as = "satisfied"', 'counts_as = "good"'), encoding="utf-8")
    assert "catalog.unknown_choice" in say("ballots", "forms", book, "--save", "--file", form, "--json").codes
    away = f"{kept['code']}/{kept['edition']}"
    assert say("ballots", "forms", book, "--remove", away).code == 0


# ------------------------------------------------------------ ballots


def test_papers_are_previewed_imported_once_and_tallied(
    township: Path, counting: str, tmp_path: Path
) -> None:
    meeting = counting
    before = say("ballots", "tally", township, "--meeting", meeting, "--json").data
    assert before["total"]["returned"] == 40
    rows = list(csv.reader(StringIO((TOWNSHIP / "ballots" / "01.csv").read_text("utf-8-sig"))))
    more = tmp_path / "补录.xlsx"
    write_sheet(more, [rows[0], ["41", *rows[1][1:]]])
    words = ("ballots", "import", township, more, "--form", "satisfaction", "--meeting", meeting)
    held = content(township)
    preview = say(*words, "--json")
    assert (preview.code, preview.data["ballots"], preview.data["applied"]) == (0, 1, False)
    assert content(township) == held
    assert say(*words, "--apply").code == 0
    after = say("ballots", "tally", township, "--meeting", meeting, "--json").data
    assert after["total"]["valid"] == before["total"]["valid"] + 1
    again = say(*words, "--apply", "--json")
    assert (again.code, again.codes[0]) == (2, "ballots.nothing_to_import")
    assert counted(township, "ballots WHERE entry = 1") == 40 * 40 - 17 + 1


def write_sheet(path: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    data = BytesIO()
    book.save(data)
    path.write_bytes(data.getvalue())


# ------------------------------------------------------------ personal data of a campaign


def test_personal_data_is_kept_until_its_day_and_closed_with_a_reason(book: Path) -> None:
    assert say("campaign", "import", book, "-", "--apply", stdin=flattened_notice().encode()).code == 0
    term = say("campaign", "retain", book, "--json").data
    assert term["proposed"]
    assert "个人信息保护法" in term["source"]
    assert say("campaign", "retain", book, "--until", "2099-12-31", "--json").data["until"] == "2099-12-31"
    refused = say("campaign", "close", book, "--reason", "保存期满", "--apply", "--json")
    assert (refused.code, refused.codes) == (2, ["retention.not_due"])
    plan = say("campaign", "close", book, "--json").data
    assert (plan["candidates"], plan["applied"]) == (0, False)
    unknown = say("campaign", "retain", book, "--campaign", "没有这个", "--json")
    assert unknown.codes == ["campaigns.no_campaign"]
