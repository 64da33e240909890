"""Packs of ballots: exactly so many, all alike to the dot, nothing on them that tells one from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.domain.papers import BallotSheet, Paper, sample_of
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


def paper(**changes: object) -> Paper:
    fields = {name: getattr(SHEET, name) for name in SHEET.__slots__} | changes
    return Paper("ballot", SHEET.title, (BallotSheet(**fields),), "中共栖梧镇委员会", date(2026, 3, 5))


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
    pages = texts(render_pdf(paper(copies=copies, fixed=True, count=count), fonts))
    assert counted(pages) == count
    assert len(pages) == -(-count // copies)
    assert [text.count("（党员用）") for text in pages[:-1]] == [copies] * (len(pages) - 1)


@pytest.mark.parametrize("copies", [1, 2, 4])
def test_all_sheets_of_a_pack_are_drawn_by_the_same_marks(fonts: FontSet, copies: int) -> None:
    pdf = render_pdf(paper(copies=copies, fixed=True, count=copies * 40), fonts)
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
        render_pdf(paper(items=items, copies=4, fixed=True), fonts)
    assert "排不下 4 张票" in sentence(error.value.findings[0])
    assert counted(texts(render_pdf(paper(items=items, copies=4), fonts))) in (1, 2)


def test_the_same_pack_has_the_same_bytes(fonts: FontSet) -> None:
    assert render_pdf(paper(count=31), fonts) == render_pdf(paper(count=31), fonts)
