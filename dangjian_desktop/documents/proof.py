"""合规检查: reads a PDF back and compares it with the paper and with GB/T 9704-2012, from the file alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from dangjian_desktop.documents.drawn import MM
from dangjian_desktop.documents.kinsoku import CLOSERS, HANGING, OPENERS
from dangjian_desktop.domain.papers import BallotSheet, OfficialLetter, Paper, texts_of
from dangjian_desktop.kernel.findings import Rejected, finding

CLAUSE = "GB/T 9704-2012"
_TOP, _LEFT, _WIDTH, _HEIGHT = 37.0, 28.0, 156.0, 225.0
_TOLERANCE = 1.0  # 5.2.1: ± 1 mm
_RED = (217, 0, 0)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its clause, whether it holds, and what was measured, in Chinese."""

    code: str
    name: str
    clause: str
    passed: bool
    measured: str


@dataclass(slots=True)
class _Char:
    """A character on a page: its ink box in mm from the upper left, its size in points."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    red: bool


@dataclass(slots=True)
class _Page:
    width: float
    height: float
    turned: bool
    chars: list[_Char]
    text: str
    red_rules: list[tuple[float, float, float]] = field(default_factory=list)


def proof(pdf: bytes, paper: Paper) -> tuple[Check, ...]:
    """Check ``pdf`` against ``paper``: text, fonts, page; for a letter also the grid and the red head.

    Raises Rejected ``papers.not_pdf`` for bytes that are no whole PDF.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Rejected(finding("papers.not_pdf")) from error
    try:
        pages = [_read(document[index]) for index in range(len(document))]
        fonts = _unembedded(document)
    finally:
        document.close()
    checks = [_text_check(pages, paper), _font_check(fonts)]
    for part in paper.parts:
        if isinstance(part, OfficialLetter):
            checks.extend(_letter_checks(pages, part))
    return tuple(checks)


# ---- reading


def _read(page: pypdfium2.PdfPage) -> _Page:
    width, height = page.get_size()
    turned = page.get_rotation() in (90, 270)
    text_page = page.get_textpage()
    raw_height = width if turned else height
    chars = [
        char for index in range(text_page.count_chars()) if (char := _char(text_page, index, raw_height))
    ]
    text = text_page.get_text_range()
    rules = list(_red_rules(page, raw_height))
    return _Page(width / MM, height / MM, turned, chars, text, rules)


def _char(text_page: pypdfium2.PdfTextPage, index: int, height: float) -> _Char | None:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    if code <= 32 or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
        return None
    left, bottom, right, top = text_page.get_charbox(index)
    x, y = pdfium.c_double(), pdfium.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    shades = [pdfium.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text_page, index, *shades)
    red = tuple(shade.value for shade in shades[:3]) == _RED
    size = pdfium.FPDFText_GetFontSize(text_page, index)
    box = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
    return _Char(chr(code), *box, (height - y.value) / MM, size, red)


def _red_rules(page: pypdfium2.PdfPage, height: float) -> Iterator[tuple[float, float, float]]:
    """Yield left end, right end and upper edge (mm) of red strokes that lie level."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        shades = [pdfium.c_uint() for _ in range(4)]
        pdfium.FPDFPageObj_GetStrokeColor(item, *shades)
        if tuple(shade.value for shade in shades[:3]) != _RED or pdfium.FPDFPath_CountSegments(item) != 2:
            continue
        (x1, y1), (x2, y2) = (_segment_end(item, index) for index in (0, 1))
        thick = pdfium.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, thick)
        if abs(y1 - y2) < 0.1:
            yield min(x1, x2) / MM, max(x1, x2) / MM, (height - y1 - thick.value / 2) / MM


def _segment_end(item: pypdfium2.PdfObject, index: int) -> tuple[float, float]:
    x, y = pdfium.c_float(), pdfium.c_float()
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(item, index), x, y)
    return x.value, y.value


def _unembedded(document: pypdfium2.PdfDocument) -> list[str]:
    missing: set[str] = set()
    for index in range(len(document)):
        for item in document[index].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(item)
            if pdfium.FPDFFont_GetIsEmbedded(font) != 1:
                missing.add(str(index + 1))
    return sorted(missing)


# ---- checks of every paper


def _text_check(pages: Iterable[_Page], paper: Paper) -> Check:
    """Every character the paper asks for is in the file at least as often."""
    there = Counter(char.char for page in pages for char in page.chars)
    copies = 1
    asked: Counter[str] = Counter()
    for part in paper.parts:
        copies = part.copies if isinstance(part, BallotSheet) else 1
        for text in texts_of(part):
            for char in text:
                if not char.isspace():
                    asked[char] += 1
    lost = asked - there
    passed = not lost
    measured = f"{sum(asked.values()) * copies}字，一字不缺" if passed else "缺：" + "".join(lost)[:20]
    return Check("papers.text", "文字", "原稿", passed, measured)


def _font_check(pages: list[str]) -> Check:
    measured = "全部嵌入" if not pages else "第" + "、".join(pages) + "页有字体没有嵌入"
    return Check("papers.fonts", "字体嵌入", "电子公文", not pages, measured)


# ---- checks of a letter


def _letter_checks(pages: list[_Page], letter: OfficialLetter) -> Iterator[Check]:
    upright = [page for page in pages if not page.turned]
    yield _page_check(pages)
    yield _area_check(upright)
    yield _grid_check(upright)
    yield _kinsoku_check(upright)
    if letter.mark:
        yield from _head_checks(pages[0])
    if letter.imprint:
        yield _imprint_check(pages)
    yield _folio_check(upright)


def _page_check(pages: list[_Page]) -> Check:
    wrong = [
        page
        for page in pages
        if abs(min(page.width, page.height) - 210) > 2 or abs(max(page.width, page.height) - 297) > 2
    ]
    return Check(
        "papers.page", "幅面", f"{CLAUSE} 5.1", not wrong, "A4，210 × 297 mm" if not wrong else "不是 A4"
    )


def _area_check(pages: list[_Page]) -> Check:
    """All ink but the page number lies in the type area; hanging punctuation may pass its right edge."""
    ink = [char for page in pages for char in page.chars if char.bottom <= _TOP + _HEIGHT + _TOLERANCE]
    top = min(char.top for char in ink)
    left = min(char.left for char in ink)
    right = max(char.right for char in ink if char.char not in HANGING)
    passed = top >= _TOP - _TOLERANCE and left >= _LEFT - _TOLERANCE and right <= _LEFT + _WIDTH + _TOLERANCE
    measured = f"文字在左 {left:.1f}、右 {210 - right:.1f}、上 {top:.1f} mm 以内"
    return Check("papers.area", "版心", f"{CLAUSE} 5.2.1", passed, measured)


def _body_lines(page: _Page) -> list[list[_Char]]:
    lines: dict[float, list[_Char]] = {}
    for char in page.chars:
        if abs(char.size - 16) < 0.01:
            lines.setdefault(round(char.base, 1), []).append(char)
    return [sorted(chars, key=lambda char: char.left) for _, chars in sorted(lines.items())]


def _grid_check(pages: list[_Page]) -> Check:
    """The body's lines lie whole line pitches apart, 22 of them to a page."""
    pitch = _HEIGHT / 22
    steps: list[float] = []
    most = 0
    for page in pages:
        bases = [line[0].base for line in _body_lines(page)]
        steps.extend(after - before for before, after in pairwise(bases))
        if bases:
            most = max(most, round((bases[-1] - bases[0]) / pitch) + 1)
    off = max((abs(step - round(step / pitch) * pitch) for step in steps), default=0.0)
    passed = off < 0.2 and most <= 22
    return Check(
        "papers.grid",
        "行距",
        f"{CLAUSE} 5.2.3",
        passed,
        f"每面 22 行，行距 {pitch:.2f} mm，最大偏差 {off:.2f} mm",
    )


def _kinsoku_check(pages: list[_Page]) -> Check:
    bad = [
        line[0].char if line[0].char in CLOSERS else line[-1].char
        for page in pages
        for line in _body_lines(page)
        if line[0].char in CLOSERS or line[-1].char in OPENERS
    ]
    measured = "行首行尾标点无误" if not bad else "行首行尾有：" + "".join(bad[:10])
    return Check("papers.kinsoku", "标点禁则", "GB/T 15834-2011 5.1", not bad, measured)


def _head_checks(page: _Page) -> Iterator[Check]:
    mark = [char for char in page.chars if char.red]
    drop = min((char.top for char in mark), default=0.0) - _TOP
    passed = abs(drop - 35) <= _TOLERANCE
    yield Check("papers.mark", "发文机关标志", f"{CLAUSE} 7.2.4", passed, f"上边缘距版心上边缘 {drop:.1f} mm")
    rule = next((each for each in page.red_rules if each[1] - each[0] > 100), None)
    if rule is None:
        yield Check("papers.red_rule", "红色分隔线", f"{CLAUSE} 7.2.7", False, "没有分隔线")
        return
    above = [
        char.bottom for char in page.chars if not char.red and char.bottom < rule[2] and char.char.isalnum()
    ]
    gap = rule[2] - max(above, default=rule[2] - 4)
    width = rule[1] - rule[0]
    passed = abs(gap - 4) <= _TOLERANCE and abs(width - _WIDTH) <= _TOLERANCE
    yield Check(
        "papers.red_rule",
        "红色分隔线",
        f"{CLAUSE} 7.2.7",
        passed,
        f"字号之下 {gap:.1f} mm，长 {width:.0f} mm",
    )


def _imprint_check(pages: list[_Page]) -> Check:
    last = pages[-1]
    lowest = max((char.bottom for char in last.chars if char.bottom < _TOP + _HEIGHT), default=0.0)
    passed = len(pages) % 2 == 0 and _TOP + _HEIGHT - lowest < 6
    return Check(
        "papers.imprint", "版记", f"{CLAUSE} 7.4", passed, f"在第 {len(pages)} 页，共 {len(pages)} 页"
    )


def _folio_check(pages: list[_Page]) -> Check:
    drops: list[float] = []
    for page in pages:
        dashes = [char for char in page.chars if char.char == "—" and char.top > _TOP + _HEIGHT]
        drops.extend((char.top + char.bottom) / 2 - _TOP - _HEIGHT for char in dashes)
    off = [drop for drop in drops if abs(drop - 7) > _TOLERANCE]
    measured = f"版心下边缘之下 {drops[0]:.1f} mm" if drops else "没有页码"
    return Check("papers.folio", "页码", f"{CLAUSE} 7.5", bool(drops) and not off, measured)
