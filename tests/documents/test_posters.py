"""海报 and 横幅: sizes, pieces that make the whole, codes that are read, words that are not broken badly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.documents.drawn import MM, Fill, Item, Page, Text, Window
from dangjian_desktop.documents.fonts import FontSet, Role
from dangjian_desktop.documents.kinsoku import CLOSERS, OPENERS
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.posters.common import WHITE, balanced, by_clauses, code, largest
from dangjian_desktop.documents.posters.pages import poster_pages
from dangjian_desktop.documents.posters.tiling import grid_of
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.documents.typeset import Type
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.posters import A3, SERIES, Design, Poster, Sheet, Tiling, headed, pairs, signs
from dangjian_desktop.kernel.findings import Rejected

DAY = date(2031, 5, 8)
FOOT = "栖梧镇　2031年5月8日"
STEPS = tuple(f"第{n}步：按规定办理这一步的事项" for n in range(1, 8))
SHEETS = {
    Design.POINTS: Poster(
        title="班子好坏大家评", lines=("看承诺，看口碑", "提意见有回音"), slogan="群众说了算", footer=FOOT
    ),
    Design.SLOGAN: Poster(title="听民声，解民忧，办民事", kicker="栖梧镇", footer=FOOT),
    Design.ELECTION: Poster(
        title="选举日公告",
        kicker="柳岸村换届选举",
        slogan="2031年5月24日（星期六）",
        sections=pairs(("投票时间：上午8时至下午4时", "投票地点：村文化礼堂")),
        lines=("一人一票，无记名投票。",),
        footer=FOOT,
    ),
    Design.BOARD: Poster(
        title="村务公开栏",
        sections=headed(("【承诺】", "修通机耕路。", "每月公开。", "【收支】", "结余10.4万元。")),
        footer=FOOT,
    ),
    Design.FLOW: Poster(title="选举流程", sections=pairs(STEPS), footer=FOOT),
    Design.BANNER: Poster(title="珍惜民主权利　投好神圣一票", footer="栖梧镇宣", sheet=Sheet(4000, 600)),
    Design.LETTERS: Poster(title="当家作主", colour="红", sheet=Sheet(210, 297)),
    Design.SIGN: Poster(
        title="",
        kicker="柳岸村",
        sections=signs(("投票站 →", "写票处：一次一人", "出口 向左")),
        sheet=Sheet(297, 210),
    ),
    Design.PLATE: Poster(title="", sections=pairs(("张某", "李某某：监票人")), sheet=Sheet(200, 100)),
}


def paper(part: Poster) -> Paper:
    return Paper("poster", "海报", (part,), "镇", DAY)


def sheet_of(design: Design) -> Poster:
    return replace(SHEETS[design], design=design)


@pytest.mark.parametrize(
    ("room", "lines"),
    [
        (12.0, ["由村民会议、村民代表会议", "或村民小组会议推选"]),
        (11.2, ["由村民会议、村民代表", "会议或村民小组会议推选"]),  # no line holds the whole of it
        (10.6, ["由村民会议、", "村民代表会议", "或村民小组会议推选"]),
    ],
)
def test_a_word_made_of_words_is_broken_between_them(room: float, lines: list[str], fonts: FontSet) -> None:
    text = "由村民会议、村民代表会议或村民小组会议推选"
    found = balanced(text, Type(Role.FANG, 10.0), room * 10.0, fonts)
    assert [line.text for line in found] == lines


@pytest.mark.parametrize("design", list(Design))
def test_every_design_prints_all_its_words(design: Design, fonts: FontSet) -> None:
    part = sheet_of(design)
    assert all(check.passed for check in proof(render_pdf(paper(part), fonts), paper(part)))


@pytest.mark.parametrize("size", [*SERIES, "A3横", "600×900", "1200×800"])
@pytest.mark.parametrize("design", [Design.POINTS, Design.SLOGAN, Design.ELECTION, Design.BOARD, Design.FLOW])
def test_sheets_of_every_size_keep_their_words_inside(design: Design, size: str, fonts: FontSet) -> None:
    sheet = Sheet.read(size)
    assert sheet is not None
    part = replace(sheet_of(design), sheet=sheet)
    with pdfplumber.open(BytesIO(render_pdf(paper(part), fonts))) as pdf:
        page = pdf.pages[0]
        assert (round(page.width / MM), round(page.height / MM)) == (sheet.width, sheet.height)
        for char in page.chars:
            blank = char["width"] / 2 if char["text"] in "，、；。" else 0.0  # their ink is in the left half
            assert page.width * 0.02 < char["x0"] < char["x1"] - blank < page.width * 0.98
            assert page.height * 0.02 < char["top"] < char["bottom"] < page.height * 0.99


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        ("A3", (297, 420)), ("a3", (297, 420)), ("A0横", (1189, 841)), ("900×1200", (900, 1200)),
        ("900x1200mm", (900, 1200)), ("60*60", (60, 60)), ("20000×100", (20000, 100)),
        ("60×160厘米", (600, 1600)), ("60×160 cm", (600, 1600)), ("60cm×160cm", (600, 1600)),
        ("2.4×1.2米", (2400, 1200)), ("2.4米×1.2米", (2400, 1200)), ("60厘米×1.6米", (600, 1600)),
        ("300 * 1200 毫米", (300, 1200)), ("0.5×0.7m", (500, 700)), ("60.5×90厘米", (605, 900)),
        ("60.55×90.5", None), ("25×1米", None), ("0.01×1米", None), ("A3厘米", None), ("60×厘米", None),
        ("59×60", None), ("20001×100", None), ("B5", None), ("A5", None), ("", None),
    ],
)  # fmt: skip
def test_a_sheet_is_read(text: str, sheet: tuple[int, int] | None) -> None:
    found = Sheet.read(text)
    assert (None if found is None else (found.width, found.height)) == sheet


@given(st.integers(60, 20_000), st.integers(60, 20_000))
def test_a_sheet_reads_its_own_name(width: int, height: int) -> None:
    assert Sheet.read(Sheet(width, height).name) == Sheet(width, height)


@given(st.integers(100, 2000), st.integers(100, 2000), st.sampled_from(["A4", "A3"]), st.integers(0, 30))
def test_pieces_cover_the_sheet_and_no_row_is_spare(width: int, height: int, on: str, overlap: int) -> None:
    tiling = Tiling(sheet=Sheet(*SERIES[on]), overlap=overlap)
    columns, rows, turned = grid_of(width * MM, height * MM, tiling)
    across, down = (SERIES[on][1], SERIES[on][0]) if turned else SERIES[on]
    step_x, step_y = across - 2 * tiling.margin - overlap, down - 2 * tiling.margin - overlap
    assert columns * step_x + overlap >= width - 0.1
    assert rows * step_y + overlap >= height - 0.1
    assert columns == 1 or (columns - 1) * step_x + overlap < width
    assert rows == 1 or (rows - 1) * step_y + overlap < height


def test_pieces_laid_together_are_the_whole(fonts: FontSet) -> None:
    whole = replace(sheet_of(Design.SLOGAN), sheet=Sheet.read("A2"))  # type: ignore[arg-type]
    tiling = Tiling(sheet=Sheet(*SERIES["A4"]))
    big = picture(render_pdf(paper(whole), fonts), 0)
    pieces = render_pdf(paper(replace(whole, tiling=tiling)), fonts)
    columns, rows, turned = grid_of(420 * MM, 594 * MM, tiling)
    document = pypdfium2.PdfDocument(pieces)
    assert len(document) == 1 + columns * rows  # the map comes first
    document.close()
    across, down = (297, 210) if turned else (210, 297)
    step = (across - 2 * 6 - 10, down - 2 * 6 - 10)
    for row in range(rows):
        for column in range(columns):
            piece = picture(pieces, 1 + row * columns + column)
            for x, y in ((20, 20), (60, 90), (100, 55)):
                at = (column * step[0] + x, row * step[1] + y)
                if at[0] < 418 and at[1] < 592:
                    assert piece.getpixel((6 + x, 6 + y)) == pytest.approx(big.getpixel(at), abs=90)


def picture(pdf: bytes, page: int):  # type: ignore[no-untyped-def]  # a Pillow image, a pixel a millimetre
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=1 / MM).to_pil().convert("RGB")
    document.close()
    return image


def test_one_character_a_sheet_stands_in_its_middle(fonts: FontSet) -> None:
    pages = poster_pages(sheet_of(Design.LETTERS), fonts)
    assert [page.marks[0][1] for page in pages] == ["1 当", "2 家", "3 作", "4 主"]
    with pdfplumber.open(BytesIO(render_pdf(paper(sheet_of(Design.LETTERS)), fonts))) as pdf:
        for page in pdf.pages:
            big = max(page.chars, key=lambda char: char["size"])
            assert big["size"] > page.width * 0.85
            middle = (big["x0"] + big["x1"]) / 2
            assert middle == pytest.approx(page.width / 2, abs=page.width * 0.06)


def test_a_hollow_character_leaves_later_text_solid(fonts: FontSet) -> None:
    part = replace(sheet_of(Design.LETTERS), colour="空心")
    document = pypdfium2.PdfDocument(render_pdf(paper(part), fonts))
    drawn = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    modes = [pypdfium2.raw.FPDFTextObj_GetTextRenderMode(item) for item in drawn]
    document.close()
    assert modes == [1, 0]


def test_a_long_banner_is_a_tenth_of_its_size(fonts: FontSet) -> None:
    part = replace(sheet_of(Design.BANNER), sheet=Sheet(6000, 700))
    page = poster_pages(part, fonts)[0]
    assert (round(page.width / MM), round(page.height / MM)) == (600, 70)
    page = poster_pages(replace(part, sheet=Sheet(5000, 700)), fonts)[0]
    assert (round(page.width / MM), round(page.height / MM)) == (5000, 700)
    with pytest.raises(Rejected, match=r"papers\.too_long"):
        poster_pages(replace(part, title="很长的标语" * 20), fonts)


@pytest.mark.parametrize("text", ["党", "http://a.cn", "意见电话0990-0000000"])
def test_the_code_says_what_was_asked_and_is_none_that_telephones_cannot_read(text: str) -> None:
    import segno

    plate, *dark = code(text, 0, 0, 100)
    assert isinstance(plate, Fill)
    expected = [bytes(line) for line in segno.make_qr(text, error="m").matrix]
    cell = 100 / (len(expected) + 8)
    seen = [[0] * len(expected) for _ in expected]
    for piece in dark:
        assert isinstance(piece, Fill)
        (x1, y1), (x2, _), *_ = piece.points
        row = round(y1 / cell) - 4
        for column in range(round(x1 / cell) - 4, round(x2 / cell) - 4):
            seen[row][column] = 1
    assert seen == [[value & 1 for value in line] for line in expected]


@given(st.text("投好神圣一票选当家人，。、“”《》", min_size=1, max_size=40).filter(lambda t: "投" in t))
def test_no_line_of_a_title_begins_or_ends_badly(title: str) -> None:
    lines, size = largest(title, 500, 500, most_lines=4)
    assert "".join(lines) == title.replace("　", "")
    assert size > 0
    for before, after in pairwise(lines):
        assert after[0] not in CLOSERS or before[-1] in CLOSERS
        assert before[-1] not in OPENERS or all(char in OPENERS for char in before)


def test_whole_clauses_stay_whole() -> None:
    assert ("听民声，", "解民忧，", "办民事") in by_clauses("听民声，解民忧，办民事", 3)
    for across in (500, 1500):
        lines, _ = largest("听民声，解民忧，办民事", across, 500, most_lines=4)
        assert all(line[-1] in "，事" for line in lines)
    lines, _ = largest("党的建设永远在路上，基层治理人人有责", 500, 600, most_lines=4)
    assert lines == ("党的建设", "永远在路上，", "基层治理", "人人有责")
    lines, _ = largest("绿水青山就是金山银山，美丽乡村你我共建", 500, 600, most_lines=4)
    assert lines[1:] == ("金山银山，", "美丽乡村", "你我共建")
    lines, _ = largest("珍惜民主权利，投好神圣一票，选好当家人", 500, 600, most_lines=4)
    assert lines == ("珍惜民主权利，", "投好神圣一票，", "选好当家人")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("阳光选举，依法办事", ("阳光", "选举，", "依法", "办事")),
        ("青桥村党群服务中心开放日活动欢迎您参加", ("青桥村", "党群服务中心", "开放日活动", "欢迎您参加")),
        ("群众的评价\n就是最好的答卷", ("群众的评价", "就是", "最好的答卷")),
        ("四看两建一提升\n班子好坏大家评", ("四看两建一提升", "班子好坏大家评")),
        ("某某好好某\n好某某好某", ("某某好好某", "好某某好某")),  # no word is known: nothing is torn
    ],
)
def test_lines_end_between_words(title: str, lines: tuple[str, ...]) -> None:
    assert largest(title, 500, 600, most_lines=4, leading=1.3)[0] == lines


@pytest.mark.parametrize("size", ["A3", "A0"])
@pytest.mark.parametrize(
    "title",
    [
        "群众的评价\n就是最好的答卷", "班子干得好不好，群众说了算", "家门口的事，大家一起议",
        "某某好好某\n好某某好某",
    ],
)  # fmt: skip
def test_a_slogan_of_two_lines_fills_its_sheet(title: str, size: str, fonts: FontSet) -> None:
    sheet = Sheet.read(size)
    assert sheet is not None
    part = Poster(design=Design.SLOGAN, title=title, footer=FOOT, sheet=sheet)
    page = poster_pages(part, fonts)[0]
    large = [item for item in texts(page) if item.size > page.width * 0.07]
    top, foot = min(item.y - item.size for item in large), max(item.y for item in large)
    assert foot - top > page.height * 0.25
    assert foot < page.height * 0.8


def test_clauses_of_one_length_stand_in_columns_where_the_type_is_larger_so(fonts: FontSet) -> None:
    part = Poster(design=Design.SLOGAN, title="家门口的事，大家一起议", footer=FOOT, sheet=A3)
    page = poster_pages(part, fonts)[0]
    large = {item.text: item for item in texts(page) if item.size > page.width * 0.07}
    assert set(large) == set(part.title)
    assert large["门"].y < large["口"].y < large["事"].y
    assert abs(large["门"].x - large["事"].x) < large["门"].size * 0.2 < large["门"].x - large["起"].x
    assert large["，"].x > large["事"].x  # its mark closes the column
    assert large["，"].y > large["事"].y
    assert large["议"].y - large["门"].y > page.height * 0.35
    wide = poster_pages(replace(part, sheet=Sheet.read("A3横")), fonts)[0]  # type: ignore[arg-type]
    assert {"家门口的事，", "大家一起议"} <= {item.text for item in texts(wide)}


@pytest.mark.parametrize("size", ["A3", "A0", "A3横", "900×1200"])
@pytest.mark.parametrize("count", [3, 5, 7])
def test_the_steps_of_a_flow_chart_fill_the_sheet(count: int, size: str, fonts: FontSet) -> None:
    sheet = Sheet.read(size)
    assert sheet is not None
    part = replace(sheet_of(Design.FLOW), sections=pairs(STEPS[:count]), sheet=sheet)
    page = poster_pages(part, fonts)[0]
    cards = [item for item in page.items if isinstance(item, Fill) and item.colour == WHITE]
    tops, feet = (
        [min(y for _, y in one.points) for one in cards],
        [max(y for _, y in one.points) for one in cards],
    )
    assert len(cards) == count
    assert max(feet) - min(tops) > page.height * (0.68 if page.height > page.width else 0.55)
    rows = sorted({(round(top), round(foot)) for top, foot in zip(tops, feet, strict=True)})
    assert all(after[0] - before[1] < before[1] - before[0] for before, after in pairwise(rows))


def test_what_cannot_be_read_is_refused(fonts: FontSet) -> None:
    for design in (Design.POINTS, Design.ELECTION):
        with pytest.raises(Rejected, match=r"papers\.too_long"):
            poster_pages(replace(sheet_of(design), lines=("很长的话" * 400,)), fonts)
    for design in (Design.BOARD, Design.FLOW):
        endless = tuple(replace(one, lines=("很长的话" * 600,)) for one in sheet_of(design).sections)
        with pytest.raises(Rejected, match=r"papers\.too_long"):
            poster_pages(replace(sheet_of(design), sections=endless), fonts)
    with pytest.raises(Rejected, match=r"papers\.too_long"):
        poster_pages(replace(sheet_of(Design.SLOGAN), title="很长的标语" * 40), fonts)


def test_large_type_does_not_depend_on_the_size_of_the_sheet(fonts: FontSet) -> None:
    small = poster_pages(replace(sheet_of(Design.SLOGAN), sheet=A3), fonts)[0]
    large = poster_pages(replace(sheet_of(Design.SLOGAN), sheet=Sheet(297 * 3, 420 * 3)), fonts)[0]
    sizes = [sorted(item.size for item in texts(page)) for page in (small, large)]
    assert [size * 3 for size in sizes[0]] == pytest.approx(sizes[1])


def texts(page: Page) -> list[Text]:
    found: list[Text] = []
    waiting: list[Item] = list(page.items)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Window):
            waiting.extend(item.items)
        elif isinstance(item, Text):
            found.append(item)
    return found


@pytest.mark.parametrize(("size", "on"), [("A0", "A4"), ("A0横", "A3"), ("A1", "A4"), ("3000×900", "A4")])
def test_the_map_of_the_pieces_comes_first(size: str, on: str, fonts: FontSet) -> None:
    sheet, tiling = Sheet.read(size), Tiling(sheet=Sheet(*SERIES[on]))
    assert sheet is not None
    first, *pieces = poster_pages(replace(sheet_of(Design.SLOGAN), sheet=sheet, tiling=tiling), fonts)
    assert first.marks == ((0, "拼接图"),)
    assert [page.marks[0][1].split()[0] for page in pieces] == [str(n) for n in range(1, len(pieces) + 1)]
    (whole,) = (item for item in first.items if isinstance(item, Window))
    assert whole.width / whole.height == pytest.approx(sheet.width / sheet.height)
    assert 0 < whole.x < whole.x + whole.width < first.width
    assert 0 < whole.y < whole.y + whole.height < first.height
    columns, rows, _ = grid_of(sheet.width * MM, sheet.height * MM, tiling)
    assert len(pieces) == columns * rows
    drawn = [item for item in first.items if isinstance(item, Text)]
    assert [item.text for item in drawn if item.text.isdecimal()][: len(pieces)] == [
        str(n) for n in range(1, len(pieces) + 1)
    ]
    assert f"共{len(pieces)}张，{columns}列{rows}行" in "".join(item.text for item in drawn)


def test_a_sheet_that_needs_no_cutting_has_no_map(fonts: FontSet) -> None:
    small = replace(sheet_of(Design.SLOGAN), sheet=Sheet(180, 250), tiling=Tiling(sheet=Sheet(210, 297)))
    assert len(poster_pages(small, fonts)) == 1
