"""Packs of ballots: exactly so many, all alike to the dot, nothing on them that tells one from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from dangjian_desktop.documents.drawn import BLACK, MM, Rule
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.impose import Places
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.domain.papers import (
    BallotSheet,
    Cell,
    Column,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    PrintRun,
    Row,
    TableBlock,
    sample_of,
)
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence

ITEMS = ("政治素质", "服务群众", "办事公道", "清正廉洁", "团结协作")
SHEET = BallotSheet(
    title="村“两委”班子测评票",
    items=ITEMS,
    options=("满意", "基本满意", "不满意"),
    group="（党员用）",
    footer="中共栖梧镇委员会制",
    band="#b42318",
)


def paper(per_sheet: int = 0, count: int = 0, sheet: str = "A4", items: tuple[str, ...] = ITEMS) -> Paper:
    run = PrintRun(count, per_sheet, sheet)
    ballot = replace(SHEET, items=items)
    return Paper("ballot", SHEET.title, (ballot,), "中共栖梧镇委员会", date(2026, 3, 5), run=run)


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def real(thing: Any) -> Any:
    """Return what a reference inside a PDF refers to."""
    return thing.resolve() if hasattr(thing, "resolve") else thing


def counted(pages: Iterable[str]) -> int:
    return sum(text.count("（党员用）") for text in pages)


@pytest.mark.parametrize("copies", [1, 2, 4])
@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_a_pack_holds_exactly_so_many(fonts: FontSet, copies: int, count: int) -> None:
    pages = texts(render_pdf(paper(per_sheet=copies, count=count), fonts))
    assert counted(pages) == count
    assert len(pages) == -(-count // copies)
    assert [text.count("（党员用）") for text in pages[:-1]] == [copies] * (len(pages) - 1)


@pytest.mark.parametrize("copies", [1, 2, 4])
def test_all_sheets_of_a_pack_are_drawn_by_the_same_marks(fonts: FontSet, copies: int) -> None:
    pdf = render_pdf(paper(per_sheet=copies, count=copies * 40), fonts)
    with pdfplumber.open(BytesIO(pdf)) as document:
        pages = [page.page_obj for page in document.pages]
        drawn = {b"".join(real(one).get_data() for one in real(page.contents)) for page in pages}
        sheets = [real(page.resources["XObject"]) for page in pages]
        forms = {real(sheet[name]).get_data() for sheet in sheets for name in sheet}
    assert (len(pages), len(drawn), len(forms)) == (40, 1, 1)
    assert len(set(texts(pdf))) == 1


def test_nothing_on_a_ballot_counts(fonts: FontSet) -> None:
    pages = texts(render_pdf(paper(count=40), fonts))
    wanted = "".join((SHEET.title, SHEET.group, *SHEET.options, *ITEMS, SHEET.footer))
    assert not [text for text in pages if re.search(r"\d", text)]
    assert {"".join(sorted(text)) for text in pages} == {"".join(sorted(wanted * 2))}


def test_a_sheet_alone_and_a_sheet_of_a_pack_look_alike(fonts: FontSet) -> None:
    def picture(pdf: bytes) -> bytes:
        with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
            return bytes(document[0].render(scale=1.5).buffer)

    pack = paper(count=40)
    assert picture(render_pdf(pack, fonts)) == picture(render_pdf(sample_of(pack), fonts))


def test_too_many_on_a_sheet_is_refused_when_it_was_asked_for(fonts: FontSet) -> None:
    items = tuple(f"第{one}项测评内容写得比较长" for one in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
    with pytest.raises(Rejected) as error:
        render_pdf(paper(items=items, per_sheet=4), fonts)
    assert "排不下 4 张票" in sentence(error.value.findings[0])
    assert counted(texts(render_pdf(paper(items=items), fonts))) in (1, 2)


def test_the_same_pack_has_the_same_bytes(fonts: FontSet) -> None:
    assert render_pdf(paper(count=31), fonts) == render_pdf(paper(count=31), fonts)


# ------------------------------------------------------------ other forms on shared sheets

ELECTION = ListTable(
    "青桥村第十二届村民委员会选举票",
    TableBlock(
        (Column(18), *(Column(16) for _ in "甲乙丙"), Column(20)),
        (
            Row((Cell("职务", rows=2), Cell("主任（应选1名）", cols=4))),
            Row((Cell("候选人", cols=3), Cell("另选\n他人"))),
        ),
        (
            Row(
                (Cell("姓名"), *(Cell("\n".join(name)) for name in ("单砺石", "纪怀川", "仇云帆")), Cell("")),
                140,
            ),
            Row((Cell("符号"), Cell(""), Cell(""), Cell(""), Cell("")), 72),
        ),
        16,
    ),
    "青桥村村民选举委员会",
    "2026年3月5日",
    ("赞成的画“○”，不赞成的画“×”。", "选票不编号、不署名。"),
    note_head="填票说明：",
)
QUESTIONS = OfficialLetter(
    "调查问卷",
    tuple(Paragraph(f"{number}．您对村级事务公开是否满意？") for number in "一二三四五六七八"),
    signature="中共栖梧镇委员会",
    dated=date(2026, 3, 5),
)


def form(part: ListTable | OfficialLetter, per_sheet: int, count: int, sheet: str = "A4") -> Paper:
    return Paper(
        "form", part.title, (part,), "栖梧镇", date(2026, 3, 5), run=PrintRun(count, per_sheet, sheet)
    )


@pytest.mark.parametrize(
    ("part", "per_sheet", "sheet"),
    [
        (ELECTION, 0, "A4"),
        (ELECTION, 2, "A4"),
        (ELECTION, 4, "A4"),
        (ELECTION, 4, "A3"),
        (ELECTION, 8, "A3"),
        (QUESTIONS, 1, "A3"),
        (QUESTIONS, 2, "A4"),
        (QUESTIONS, 4, "A3"),
    ],
)
def test_every_copy_of_a_form_is_drawn_alike(
    fonts: FontSet, part: ListTable | OfficialLetter, per_sheet: int, sheet: str
) -> None:
    pdf = render_pdf(form(part, per_sheet, 12 * max(per_sheet, 1) + 1, sheet), fonts)
    with pdfplumber.open(BytesIO(pdf)) as document:
        first = document.pages[0]
        assert {round(first.width / 72 * 25.4), round(first.height / 72 * 25.4)} == (
            {210, 297} if sheet == "A4" else {297, 420}
        )
        streams = {
            b"".join(real(one).get_data() for one in real(page.page_obj.contents))
            for page in document.pages[:12]
        }
        assert len(document.pages) == 13
        assert len(streams) == 1
        title = part.title[:4]
        starts = [(char["x0"], char["top"], char["size"]) for char in first.chars if char["text"] == title[0]]
    assert "".join(texts(pdf)).count(part.title) == 12 * max(per_sheet, 1) + 1
    assert len({round(size, 3) for _, _, size in starts}) <= 2


def test_copies_of_several_sides_follow_one_another(fonts: FontSet) -> None:
    long = replace(QUESTIONS, blocks=QUESTIONS.blocks * 6)
    pages = texts(render_pdf(form(long, 2, 5), fonts))
    assert ["调查问卷" in page for page in pages] == [True, False, False] * 3
    assert [page.count("调查问卷") for page in pages] == [2, 0, 0, 2, 0, 0, 1, 0, 0]


def test_on_a_sheet_that_is_not_full_each_back_lies_behind_its_front(fonts: FontSet) -> None:
    places = Places(210 * MM, 297 * MM, 2, 2)
    dot = (Rule(1.0, 1.0, 2.0, 1.0, 1.0, BLACK),)
    front, back = (places.page(dot, 3, side).items[:3] for side in (False, True))
    wide = places.room[0]
    spots, behind = (
        [(one.x1 // wide, one.y1) for one in side if isinstance(one, Rule)] for side in (front, back)
    )
    assert [across for across, _ in spots] == [0, 1, 0]
    assert behind == [(1 - across, down) for across, down in spots]
    long = replace(QUESTIONS, blocks=QUESTIONS.blocks * 4)
    with pdfplumber.open(BytesIO(render_pdf(form(long, 2, 3), fonts))) as document:
        starts = [min(char["x0"] for char in page.chars) for page in document.pages]
        half = float(document.pages[0].width) / 2
    assert len(starts) == 4
    assert starts[2] < half < starts[3]


def test_a_form_too_large_for_the_place_is_refused(fonts: FontSet) -> None:
    with pytest.raises(Rejected) as error:
        render_pdf(form(QUESTIONS, 4, 4), fonts)
    assert "排不下 4 张票" in sentence(error.value.findings[0])
