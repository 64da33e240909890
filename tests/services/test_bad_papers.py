"""Bad input for papers: a finding that names what is wrong and where; nothing is silently wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import run
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.paper_kinds import kind_of
from dangjian_desktop.services.papers import PaperWish
from tests.services.assessed_township import CLOCK
from tests.services.filled_tables import TABLES
from tests.services.papered_township import ISSUER, opened

LONG = "关于" + "进一步加强基层组织建设和干部队伍管理工作" * 10
WIDE = "\t".join(f"列{number}" for number in range(60))
NAMELESS = "王\ue123"
RARE = "王\U000323af"
NOTICE = {"title": "关于防火的通知", "receivers": "各村", "issuer": ISSUER, "body": "请照办。"}
Bad = tuple[str, dict[str, str], str, str]


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    made.papers.keep_fields("notice", {"receivers": "各村"})
    yield made
    made.upkeep.close(backup=False)


LETTER = {"issuer": ISSUER, "matter": "开会", "recipient": "王某"}
TABLE = f"如下：\n{WIDE}\n{WIDE}"
HEADS = "列0、列1、列2"
REFUSED: tuple[Bad, ...] = (
    ("official_notice", {**NOTICE, "title": ""}, "blank", "标题"),
    ("notice", {"receivers": ""}, "blank", "主送机关"),
    ("notice_letter", {**LETTER, "recipient": ""}, "blank", "收件人"),
    ("sign_in", {"meeting": ""}, "blank", "会议名称"),
    ("official_notice", {**NOTICE, "receivers": NAMELESS}, "no_glyph", NAMELESS),
    ("notice_letter", {**LETTER, "recipient": NAMELESS}, "no_glyph", NAMELESS),
    ("slogan_poster", {"title": NAMELESS}, "no_glyph", "U+E123"),
    ("official_notice", {**NOTICE, "title": LONG}, "no_body_on_first_page", LONG[:12]),
    ("slogan_poster", {"title": LONG}, "too_long", LONG[:12]),
    ("slogan_poster", {"title": LONG, "sheet": "A0"}, "too_long_for_any", LONG[:12]),
    ("slogan_poster", {"link": "x" * 900, "sheet": "A4"}, "link_too_long", "900 个字符"),
    ("slogan_poster", {"link": "x" * 4000, "sheet": "A0"}, "link_too_long", "4000 个字符"),
    ("banner", {"title": LONG}, "too_long", LONG[:12]),
    ("official_notice", {**NOTICE, "body": TABLE}, "table_too_wide", HEADS),
    ("decision", {**NOTICE, "body": TABLE}, "table_too_wide", HEADS),
    ("official_notice", {**NOTICE, "attached": f"【表】\n{WIDE}\n{WIDE}"}, "table_too_wide", HEADS),
    ("merit_board", {"lines": "【某村】\n" + "很长" * 3000 + "｜｜"}, "row_too_high", "很长"),
    ("merit_board", {"lines": f"【{NAMELESS}】\n修路｜三公里｜6月"}, "no_glyph", NAMELESS),
    ("sign_in", {"meeting": NAMELESS}, "no_glyph", NAMELESS),
)


@pytest.mark.parametrize(("kind", "values", "code", "named"), REFUSED)
def test_the_paper_is_not_made_and_the_finding_names_what_is_wrong(
    office: Office, kind: str, values: dict[str, str], code: str, named: str
) -> None:
    with pytest.raises(Rejected) as caught:
        office.papers.lay_out(PaperWish(kind=kind, values=values))
    found = caught.value.findings
    assert f"papers.{code}" in {one.code for one in found}
    assert any(named in sentence(one) for one in found)


@pytest.mark.parametrize(("kind", "values", "code", "named"), REFUSED)
def test_word_and_excel_refuse_what_the_pdf_refuses(
    office: Office, kind: str, values: dict[str, str], code: str, named: str
) -> None:
    for name in kind_of(kind).formats[1:]:
        with pytest.raises(Rejected) as caught:
            office.papers.make(PaperWish(kind=kind, values=values), name)
        assert any(named in sentence(one) for one in caught.value.findings), code


@pytest.mark.parametrize("sign", ["\v", "\f", "\x07", "\x85", "\u2028", "\r\n", "\u200b"])
def test_signs_no_paper_can_hold_are_left_out_and_breaks_of_word_are_kept(office: Office, sign: str) -> None:
    body = f"请照办。{sign}谢谢。"
    office.papers.keep_fields("official_notice", {**NOTICE, "body": body})
    kept = office.papers.fields("official_notice")["body"]
    assert kept == ("请照办。谢谢。" if sign in "\x07\u200b" else "请照办。\n谢谢。")
    wish = PaperWish(kind="official_notice", values={**NOTICE, "body": body})
    words = office.versions.desk(wish).words
    piece = replace(words.pieces[0], lines=(body,))
    for one in (wish, replace(wish, words=replace(words, pieces=(piece,)))):
        assert [check for check in office.papers.lay_out(one).checks if not check.passed] == []
        assert office.papers.make(one, "docx").content.startswith(b"PK")


@pytest.mark.parametrize(
    ("kind", "field"),
    [("sign_in", "meeting"), ("meeting_notice", "meeting"), ("election_day", "election_name")],
)
def test_a_title_of_200_characters_is_made_and_told(office: Office, kind: str, field: str) -> None:
    if kind == "meeting_notice":
        office.papers.keep_fields(kind, {"issuer": ISSUER})
    laid = office.papers.lay_out(PaperWish(kind=kind, values={**TABLES[kind], field: LONG}))
    told = [check.measured for check in laid.checks if not check.passed]
    assert any("宜精简标题" in one for one in told)


def test_a_long_title_has_room_in_excel(office: Office) -> None:
    made = office.papers.make(
        PaperWish(kind="sign_in", values={**TABLES["sign_in"], "meeting": LONG}), "xlsx"
    )
    sheet = load_workbook(BytesIO(made.content)).worksheets[0]
    assert LONG in str(sheet["A1"].value)
    assert sheet.row_dimensions[1].height > 34 * 4


def test_a_rare_name_is_printed_and_passes_its_check(office: Office) -> None:
    values = {"issuer": ISSUER, "matter": "开会", "recipient": RARE}
    laid = office.papers.lay_out(PaperWish(kind="notice_letter", values=values))
    assert [check for check in laid.checks if not check.passed] == []


@pytest.mark.parametrize(
    "kind",
    ["work_group_list", "rating_summary", "grading_notice", "rating_list", "vetting_sheet", "poor_list"],
)
def test_without_a_campaign_it_is_said_where_to_begin(tmp_path: Path, kind: str) -> None:
    empty = ProgramOpener(CLOCK).create(tmp_path / "空.djb")
    with pytest.raises(Rejected) as caught:
        empty.papers.draft(PaperWish(kind=kind))
    empty.upkeep.close(backup=False)
    assert [one.code for one in caught.value.findings] == ["papers.no_campaign"]


@pytest.mark.parametrize("kind", ["voter_roll", "merit_board", "promise_board"])
def test_an_empty_list_is_not_printed(tmp_path: Path, kind: str) -> None:
    empty = ProgramOpener(CLOCK).create(tmp_path / "空.djb")
    with pytest.raises(Rejected) as caught:
        empty.papers.draft(PaperWish(kind=kind, values={"issuer": ISSUER} if kind != "voter_roll" else None))
    empty.upkeep.close(backup=False)
    assert "papers.empty_list" in [one.code for one in caught.value.findings]


@pytest.mark.parametrize(("kind", "values", "code", "named"), REFUSED)
def test_the_command_says_the_same_and_writes_nothing(
    papered_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str,
    values: dict[str, str], code: str, named: str,
) -> None:  # fmt: skip
    out = tmp_path / "公文.pdf"
    sets = [f"--set={name}={text}" for name, text in values.items()]
    assert run(["paper", "make", str(papered_book), kind, "--out", str(out), *sets]) != 0, code
    said = capsys.readouterr()
    assert named in said.out + said.err
    assert not out.exists()


def test_the_command_says_that_a_list_is_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = tmp_path / "空.djb", tmp_path / "名单.pdf"
    ProgramOpener(CLOCK).create(book).upkeep.close(backup=False)
    assert run(["paper", "make", str(book), "voter_roll", "--out", str(out)]) != 0
    said = capsys.readouterr()
    assert "选民名单" in said.out + said.err
    assert not out.exists()


@pytest.mark.parametrize("ending", ["pdf", "docx", "png"])
def test_the_command_tells_of_a_long_title_whatever_file_it_writes(
    papered_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    out = tmp_path / f"签到表.{ending}"
    assert (
        run(["paper", "make", str(papered_book), "sign_in", "--out", str(out), f"--set=meeting={LONG}"]) == 1
    )
    assert "宜精简标题" in capsys.readouterr().out
    assert list(tmp_path.glob("签到表*"))
