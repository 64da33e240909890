"""500 random letters: no character lost, no mark where it must not stand, no page of more than 22 lines."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.drawn import MM, Page, Text
from dangjian_desktop.documents.fonts import FontSet, shipped_fonts
from dangjian_desktop.documents.grid import BINDING, PITCH, TOP
from dangjian_desktop.documents.kinsoku import CLOSERS, OPENERS
from dangjian_desktop.documents.pdf import draw_pages
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.documents.titles import cells
from dangjian_desktop.domain.papers import OfficialLetter, Paragraph, texts_of
from dangjian_desktop.kernel.findings import Rejected
from tests.documents.measuring import pages_of, paper_of, rows_of
from tests.documents.random_letters import letters

FONTS: FontSet = shipped_fonts()
REFUSED = {"papers.row_too_high", "papers.table_too_wide", "papers.no_body_on_first_page"}


def laid(letter: OfficialLetter) -> tuple[Page, ...]:
    """The pages of a letter; none where it is refused, with a sentence, for what no page holds."""
    try:
        return compose(paper_of(letter), FONTS)
    except Rejected as rejected:
        if not {found.code for found in rejected.findings} <= REFUSED:
            raise
        return ()


def lines_of(page: Page) -> dict[float, list[Text]]:
    """The runs of three-号 type by baseline."""
    found: dict[float, list[Text]] = {}
    for item in page.items:
        if isinstance(item, Text) and abs(item.size - 16) < 0.01:
            found.setdefault(round(item.y, 2), []).append(item)
    return {base: sorted(runs, key=lambda run: run.x) for base, runs in sorted(found.items())}


@given(letters())
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_letter_keeps_the_rules_and_all_its_characters(letter: OfficialLetter) -> None:
    pages = laid(letter)
    drawn = Counter(
        char
        for page in pages
        for item in page.items
        if isinstance(item, Text)
        for char in item.text
        if not char.isspace()
    )
    asked = Counter(char for text in texts_of(letter) for char in text if not char.isspace())
    assert not pages or not asked - drawn
    for page in pages:
        for runs in lines_of(page).values():
            text = "".join(run.text for run in runs)
            assert text[0] not in CLOSERS
            assert text[-1] not in OPENERS
        if not page.turned:
            assert_on_grid(page, first=page is pages[0])


def assert_on_grid(page: Page, first: bool) -> None:
    bases = [base for base, runs in lines_of(page).items() if runs[0].x >= BINDING - 0.1]
    if first:  # mark and red lines push the body down by parts of a line; below them it keeps its steps
        return
    for above, below in pairwise(bases):
        steps = (below - above) / PITCH
        assert abs(steps - round(steps)) < 0.01
    assert all(TOP < base < TOP + 225 * MM for base in bases)
    assert len(bases) <= 22


@given(letters())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_letter_read_back_passes_its_check(letter: OfficialLetter) -> None:
    pages, paper = laid(letter), paper_of(letter)
    checks = proof(draw_pages(pages, paper), paper) if pages else ()
    too_wide = "\n" in letter.title and any(cells(line) > 19 for line in letter.title.split("\n"))
    wrong = {check.code: check.measured for check in checks if not check.passed}
    if too_wide:
        wrong.pop("papers.title", None)
    assert wrong == {}


FULL = {
    "Chinese": "基层党组织要把活动摆上重要议事日程并由书记亲自抓好统筹协调扎实推进各项工作落到实处",
    "marks": "各社区，各单位：要“抓早、抓小”；按《办法》（试行）办理。为什么？为群众！",
    "digits": "2026年3月5日起，全镇24个村、社区60个党组织1856名党员参加，满意率88.5%，比上年高2.35个百分点。",
    "Latin": "按GB/T 9704—2012用Word或WPS排版，存为PDF/A，发至office@example.org。",
    "all": "据〔2012〕18号文件，Excel表中A列3,456户（占97.5%）——其中“低保户”……共128户，见附件2。",
}


@pytest.mark.parametrize("name", FULL)
def test_full_pages_hold_22_lines_and_every_line_is_full(name: str) -> None:
    letter = OfficialLetter(title="通知", blocks=(Paragraph(FULL[name] * 60),), mark="", receivers="各社区")
    paper = paper_of(letter)
    pages = pages_of(draw_pages(compose(paper, FONTS), paper))
    assert len(pages) >= 3
    for page in pages[1:-1]:
        rows = [row for row in rows_of(page) if row.base < 262]
        assert len(rows) == 22
        for line in rows:
            assert line.left == pytest.approx(28, abs=0.2)
            if line.text[-1] not in CLOSERS:
                assert line.right == pytest.approx(184, abs=0.3)
        if name == "Chinese":
            assert {len(line.text) for line in rows} == {28}


def test_halves_of_digits_keep_the_grid_of_28() -> None:
    letter = OfficialLetter(title="通知", blocks=(Paragraph("12党" * 400, indent=False),), mark="")
    paper = paper_of(letter)
    page = pages_of(draw_pages(compose(paper, FONTS), paper))[1]
    for char in page.chars:
        if char["text"] == "党":
            cells = (char["x0"] - BINDING) / (156 / 28 * MM)
            assert abs(cells - round(cells)) < 0.02
