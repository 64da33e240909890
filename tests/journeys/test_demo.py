"""The demo: what its summary says is what its files and its book hold, to the last figure."""

from __future__ import annotations

import json
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.services.papers import PaperWish
from tests.journeys.commands import counted, say

KINDS = {"notice", "work_group_list", "task_table", "ballot", "tally_report", "rating_summary", "rating_list"}
KINDS |= {"grading_notice", "vetting_table", "poster", "slogan_poster", "election_poster", "board"}
KINDS |= {"notice_letter", "reminder", "open_letter", "questionnaire", "score_sheet"}
KINDS |= {"grade_quota", "cadre_results", "team_results"}
KINDS |= {"issue_register", "grade_reasons", "ranking_list", "appraisal_summary"}
KINDS |= {"flow_chart", "banner", "banner_letters", "sign", "name_plate", "cadre_list", "voter_roll"}
KINDS |= {"official_notice", "request", "report", "reply", "decision", "correspondence", "order", "minutes"}
KINDS |= {"poor_list", "poor_detail", "rectify_board", "merit_board", "promise_board", "complaint_board"}
KINDS |= {"vetting_sheet", "talk_record", "failed_list", "weekly", "meeting_notice", "agenda", "sign_in"}
KINDS |= {"election_day", "election_voters", "election_candidates", "election_voting", "election_result"}
KINDS |= {"survey_comparison", "survey_figures", "difference_list"}
KINDS |= {"election_ballot", "proclamation", "circular", "publicity", "appointment_notice"}


@pytest.fixture
def summary(demo: tuple[Path, str]) -> Any:
    return json.loads((demo[0] / "summary.json").read_text("utf-8"))


def grid(path: Path) -> list[list[str]]:
    """Return the first sheet of an Excel file as text."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def pdf_text(path: Path) -> str:
    """Return the text of a PDF without blanks."""
    import pypdfium2

    with pypdfium2.PdfDocument(BytesIO(path.read_bytes())) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


def test_the_summary_counts_what_the_book_holds(demo: tuple[Path, str], summary: Any) -> None:
    folder, printed = demo
    assert printed.startswith("0\n")
    assert "24 个村、社区，60 个党组织" in printed
    figures, book = summary["figures"], folder / "示例乡镇.djb"
    assert (figures["communities"], figures["party_orgs"], figures["meetings"]) == (24, 60, 40)
    assert figures["persons"] >= 200
    assert figures["ballots"] == 40 * 40 - 17
    tables = {"communities": "communities", "party_orgs": "party_orgs", "persons": "persons"}
    tables |= {"meetings": "meetings", "tasks": "tasks", "candidates": "candidates"}
    tables["ballots"] = "ballots WHERE entry = 1"
    assert {name: counted(book, table) for name, table in tables.items()} == {
        name: figures[name] for name in tables
    }
    assert Counter(row["papers"] for row in summary["ballots"]) == {40: 39, 23: 1}
    assert summary["check"] == []
    assert say("check", book).code == 0


def test_every_paper_is_there_whole_and_listed(demo: tuple[Path, str], summary: Any, township: Path) -> None:
    folder, _ = demo
    kinds = say("paper", "list", township, "--json").data["kinds"]
    assert {kind["code"] for kind in kinds} == KINDS
    named = {f"{kind['name']}.{ending}" for kind in kinds for ending in kind["formats"]}
    assert set(summary["files"]) == named | {"花名册.xlsx"}
    for name in summary["files"]:
        path = folder / name
        match path.suffix:
            case ".pdf":
                assert pdf_text(path) or name.startswith("宣传海报"), name
            case ".docx":
                made = docx.Document(str(path))
                assert made.tables or any(one.text for one in made.paragraphs), name
            case _:
                assert len(grid(path)) > 3, name
    left = {path.name for path in folder.iterdir()} - set(summary["files"])
    assert left == {"summary.json", "示例乡镇.djb", "示例乡镇.files", "示例乡镇.backups"}


def test_every_letter_and_table_passes_its_proof(township: Path) -> None:
    office = ProgramOpener(SystemClock()).open(township)
    try:
        campaign = office.campaigns.in_hand()
        assert campaign is not None
        meeting = office.ballots.meetings(campaign.id)[0].meeting
        for kind in sorted(KINDS):
            wish = PaperWish(kind=kind, meeting_id=meeting.id, group="masses" if kind == "ballot" else "")
            made = office.papers.make(wish, "pdf")
            assert [check for check in proof(made.content, made.paper) if not check.passed] == [], kind
    finally:
        office.upkeep.close(backup=False)


def test_every_format_is_made_by_the_command(demo: tuple[Path, str], township: Path, tmp_path: Path) -> None:
    meeting = ("--meeting", "青桥村党员群众满意度测评会")
    for kind, ending, extra in (
        ("rating_summary", "pdf", ()),
        ("rating_summary", "docx", ()),
        ("rating_summary", "xlsx", ()),
        ("ballot", "pdf", (*meeting, "--group", "cadres")),
        ("tally_report", "docx", meeting),
        ("poster", "pdf", ("--set", "大标题=作风好坏大家评")),
    ):
        out = tmp_path / f"{kind}.{ending}"
        said = say("paper", "make", township, kind, "--out", out, "--json", *extra)
        assert (said.code, said.data["file"]) == (0, str(out)), said.text
        assert out.stat().st_size > 2000
    refusal = say("paper", "make", township, "poster", "--out", tmp_path / "海报.xlsx")
    assert (refusal.code, (tmp_path / "海报.xlsx").exists()) == (2, False)


def test_the_figures_of_summary_list_and_command_agree(
    demo: tuple[Path, str], summary: Any, township: Path
) -> None:
    folder, _ = demo
    told = say("rating", "list", township, "--json").data["categories"]
    rated = {c["category"]: Counter(row["decided"] or row["proposed"] for row in c["rows"]) for c in told}
    whole: Counter[str] = sum(rated.values(), Counter())
    grades = {line["category"]: line["counts"] for line in summary["grades"]}
    for category, counts in rated.items():
        assert {name: n for name, n in grades[category].items() if n} == {
            GRADES.get(name, name): n for name, n in counts.items()
        }
    table = grid(folder / "分类定级情况汇总表.xlsx")
    sums = {row[0]: row[1] for row in table if row[0] in (*rated, "合计")}
    assert sums == {c: str(n.total()) for c, n in rated.items()} | {"合计": str(whole.total())}
    rows = [row for row in grid(folder / "分类定级情况一览表.xlsx") if row[0].isdigit()]
    assert len(rows) == whole.total()
    names = {row["org"] for category in told for row in category["rows"]}
    assert {row[2] for row in rows} == names


def test_the_tally_report_says_what_the_tally_says(demo: tuple[Path, str], township: Path) -> None:
    title = "柏树下村党员群众满意度测评会"
    tally = say("ballots", "tally", township, "--meeting", title, "--json").data
    report = pdf_text(demo[0] / "计票结果报告单.pdf")
    assert title in report
    for item in tally["total"]["items"]:
        for rate in item["rates"]:
            assert rate["shown"] in report, item["text"]
    shown = {rate["code"]: rate["shown"] for rate in tally["total"]["rates"]}
    first = json.loads((demo[0] / "summary.json").read_text("utf-8"))["ballots"][0]
    assert (first["meeting"], first["rates"], first["valid"]) == (title, shown, tally["total"]["valid"])


def test_candidates_and_their_reasons(summary: Any, township: Path) -> None:
    told = say("vetting", "list", township, "--json").data["candidates"]
    assert [(one["name"], one["conclusion"]) for one in told] == [
        (one["name"], one["conclusion"]) for one in summary["vetting"]
    ]
    assert all(one["reasons"] for one in told)
    assert {one["conclusion"] for one in told} >= {"passed", "failed", "pending", "withdrawn"}


GRADES = {"good": "好", "fair": "较好", "ordinary": "一般", "poor": "较差"}


def test_the_card_of_a_person_masks_numbers_and_tells_the_rest(township: Path) -> None:
    said = say("roster", "card", township, "施若麦", "--json")
    assert said.data["person"]["id_number"].count("*") == 10
    assert [one["title"] for one in said.data["posts"]] == ["党支部书记", "村委会主任"]
    assert [one["title"] for one in said.data["earlier_posts"]] == ["党支部副书记"]
    named = {name for one in said.data["appraisals"] for name, _ in one["rates"]}
    assert {"满意率", "优秀率"} <= named
