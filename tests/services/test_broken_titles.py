"""Titles broken by hand: obeyed on every page and in Word, kept in versions, told without breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from pypdfium2 import PdfDocument

from dangjian_desktop.app.cli import run
from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.papers import ListTable, OfficialLetter
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.paper_sheets import read_words, written_words
from dangjian_desktop.services.papers import PaperWish
from tests.services.papered_township import opened
from tests.services.written_letters import LETTERS

LINES = ("关于做好农村社区党组织", "换届", "选举期间森林防火工作的通知")
WHOLE = "".join(LINES)


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    yield made
    made.upkeep.close(backup=False)


def wish(title: str, kind: str = "official_notice", **values: str) -> PaperWish:
    return PaperWish(kind=kind, values={**LETTERS[kind], "title": title, **values})


def title_lines(pdf: bytes) -> tuple[str, ...]:
    with pdfplumber.open(BytesIO(pdf)) as file:
        chars = [char for char in file.pages[0].chars if abs(char["size"] - 22) < 0.1]
    rows = sorted({round(char["top"]) for char in chars})
    return tuple("".join(c["text"] for c in chars if round(c["top"]) == row) for row in rows)


def test_a_title_is_printed_in_the_lines_it_was_broken_into(office: Office) -> None:
    laid = office.papers.lay_out(wish("\n".join(LINES)))
    assert title_lines(laid.pdf) == LINES
    assert [check.name for check in laid.checks if not check.passed] == []
    assert title_lines(office.papers.lay_out(wish(WHOLE)).pdf) not in (LINES, (WHOLE,))  # as it fits best
    spaced = office.papers.lay_out(wish(f"\n {LINES[0]} \n\n{LINES[1]}\n{LINES[2]}\n"))
    assert title_lines(spaced.pdf) == LINES


def test_word_has_the_same_lines_and_file_and_bookmark_have_the_title_whole(office: Office) -> None:
    asked = wish("\n".join(LINES))
    word = Document(BytesIO(office.papers.make(asked, "docx").content))
    assert tuple(one.text for one in word.paragraphs if one.style and one.style.name == "公文标题") == LINES
    assert word.core_properties.title == WHOLE
    made = office.papers.make(asked, "pdf")
    pdf = PdfDocument(made.content)
    assert (made.paper.title, pdf.get_metadata_value("Title")) == (WHOLE, WHOLE)
    assert [mark.get_title() for mark in pdf.get_toc()][:1] == [WHOLE]


def test_a_line_too_wide_for_the_page_is_broken_again_in_words(office: Office) -> None:
    wide = "关于做好农村社区党组织换届选举期间森林防火工作的补充"
    lines = title_lines(office.papers.lay_out(wish(f"{wide}\n通知")).pdf)
    assert len(lines) == 3
    assert ("".join(lines[:2]), lines[2]) == (wide, "通知")


def test_the_issuer_above_a_title_is_not_said_twice_where_it_was_broken(office: Office) -> None:
    part = office.papers.draft(wish("栖梧镇人\n民政府关于封闭施工的通告", "circular")).parts[0]
    assert isinstance(part, OfficialLetter)
    assert part.title == "栖梧镇人\n民政府关于封闭施工的通告"


def test_breaks_are_kept_in_versions_and_differences_and_left_out_of_the_register(office: Office) -> None:
    office.papers.keep_fields("official_notice", {**LETTERS["official_notice"], "title": WHOLE})
    plain = PaperWish(kind="official_notice")
    desk = office.versions.desk(plain)
    mended = office.versions.save(plain, replace(desk.words, title="\n".join(LINES))).value
    assert [(one.place, one.given, one.printed) for one in mended.differs] == [
        ("标题", WHOLE, "\n".join(LINES))
    ]
    assert title_lines(office.papers.lay_out(plain).pdf) == LINES
    office.versions.freeze(plain)
    assert [one.title for series in office.numbers.register() for one in series.taken][-1:] == [WHOLE]
    assert office.frozen.open(plain, 1).paper.title == WHOLE
    assert office.versions.thaw(plain).value.words.title == "\n".join(LINES)


def test_a_batch_has_the_breaks_on_its_pages_and_not_in_its_names(office: Office, tmp_path: Path) -> None:
    asked = PaperWish(
        kind="open_letter",
        values={
            "title": "致广大\n选民的一封信",
            "matter": "参加选举",
            "issuer": "栖梧镇",
            "office": "镇组织办",
            "telephone": "1",
        },
    )
    to = (Addressee(name="甲某"), Addressee(name="乙某"))
    office.batches.make(asked, to, tmp_path / "信", "{收件人}{标题}")
    files = sorted((tmp_path / "信").iterdir())
    assert {file.name for file in files} == {"甲某致广大选民的一封信.pdf", "乙某致广大选民的一封信.pdf"}
    assert title_lines(files[0].read_bytes()) == ("致广大", "选民的一封信")
    office.batches.make(asked, to, tmp_path / "合.pdf")
    assert PdfDocument(tmp_path / "合.pdf").get_metadata_value("Title") == "致广大选民的一封信"


def test_titles_of_tables_and_attachments_keep_their_breaks_in_the_text_file(
    office: Office, tmp_path: Path
) -> None:
    table = PaperWish(kind="task_table")
    desk = office.versions.desk(table)
    words = office.versions.save(table, replace(desk.words, title="工作任务\n分解表")).value.words
    sheet = office.papers.draft(table)
    assert isinstance(sheet.parts[0], ListTable)
    assert (sheet.title, sheet.parts[0].title) == ("工作任务分解表", "工作任务\n分解表")
    assert office.papers.make(table, "xlsx").paper.title == "工作任务分解表"
    office.papers.keep_fields("notice", {"receivers": "各村党组织"})
    desk = office.versions.desk(PaperWish(kind="notice"))
    pieces = (
        desk.words.pieces[0],
        replace(desk.words.pieces[1], title="工作组\n名单"),
        *desk.words.pieces[2:],
    )
    words = replace(desk.words, title="关于活动\n的通知", pieces=pieces)
    file = tmp_path / "字句.txt"
    file.write_text(written_words(words), "utf-8")
    assert "附件1 工作组／名单" in file.read_text("utf-8")
    assert read_words(file, desk.words) == words
    letter = office.papers.draft(PaperWish(kind="notice", words=words)).parts[0]
    assert isinstance(letter, OfficialLetter)
    assert (letter.attachments[0].title, letter.listed[0]) == ("工作组\n名单", "工作组名单")


def test_the_command_line_breaks_a_title_at_its_slash(papered_book: Path, tmp_path: Path) -> None:
    out = tmp_path / "通知.pdf"
    sets = [f"--set={code}={text}" for code, text in LETTERS["official_notice"].items() if code != "title"]
    command = ["paper", "make", str(papered_book), "official_notice", "--out", str(out), *sets]
    assert run([*command, f"--set=标题={'／'.join(LINES)}"]) == 0
    assert title_lines(out.read_bytes()) == LINES


def test_the_command_line_says_that_a_long_banner_is_drawn_in_a_tenth(
    papered_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["paper", "make", str(papered_book), "banner", "--set=标语=阳光选举", "--set=高（米）=0.7"]
    for length, told in (("6", True), ("4", False)):
        assert run([*command, f"--set=长（米）={length}", "--out", str(tmp_path / f"{length}.pdf")]) == 0
        assert ("这个文件是实物的 1/10，制作时放大 10 倍。" in capsys.readouterr().out) == told
