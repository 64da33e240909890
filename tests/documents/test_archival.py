"""PDF/A-2b: what ISO 19005-2 asks of a file, read back from papers of every layout the product writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.fonts import FontSet
from dangjian_desktop.documents.pdf import PdfFile, render_pdf
from dangjian_desktop.documents.proof import Check, proof
from dangjian_desktop.domain.paper_lists import Label, LabelSheet, LabelStock, NameRoll, RollGroup, RollName
from dangjian_desktop.domain.papers import (
    BallotSheet,
    Column,
    ListTable,
    OfficialLetter,
    Paper,
    Paragraph,
    Part,
    PrintRun,
    plain_table,
)
from dangjian_desktop.domain.posters import A3, Design, Picture, Poster, Sheet, Tiling, headed, pairs
from dangjian_desktop.kernel.paths import resources_folder
from tests.exchange.drawn_photo import drawn_photo

DAY = date(2031, 5, 8)
TITLE = "标题 <&> 一"
OFFICE = "中共栖梧镇委员会 <办公室> & 组织人事办"
STOCK = LabelStock(code="a24", name="70 × 37", across=3, down=8, width=700, height=370, left=0, top=5)
POSTER = Poster(title="珍惜民主权利", lines=("5月20日投票", "凭选民证领票"), footer="栖梧镇", kicker="换届")


def _clear() -> bytes:
    """Return a picture through which the ground shines."""
    out = BytesIO()
    Image.new("RGBA", (40, 40), (240, 200, 80, 120)).save(out, "PNG")
    return out.getvalue()


PARTS: dict[str, Part] = {
    "table": ListTable("一览表", plain_table([Column(2), Column(1)], ["名称", "数"], [["甄云天", "3"]] * 60)),
    "ballots": BallotSheet("测评票", ("班子团结", "办事公道"), ("满意", "不满意"), band="#b42318"),
    "roll": NameRoll(
        "选民名单", ("公布如下。",), (RollGroup("", (RollName(1, "𠅤天"), RollName(2, "仇遥"))),), 6,
        ("可以申诉。",), "选举委员会", "2031年5月8日", "选民名单",
    ),
    "labels": LabelSheet(STOCK, (Label(("石桥村一组",), "甄云天"),)),
    "points": POSTER,
    "tiled": replace(POSTER, design=Design.SLOGAN, sheet=Sheet(594, 841), tiling=Tiling(sheet=A3)),
    "code": replace(POSTER, link="https://example.org/", link_words="扫码看公示"),
    "picture": replace(POSTER, picture=Picture(drawn_photo("JPEG", (300, 200)), 300, 200)),
    "clear": replace(POSTER, logo=Picture(_clear(), 40, 40)),
    "board": replace(POSTER, design=Design.BOARD, sections=headed(("【承诺】", "修路。"))),
    "flow": replace(POSTER, design=Design.FLOW, sections=pairs(("一：登记", "二：投票", "三：计票"))),
    "banner": replace(POSTER, design=Design.BANNER, sheet=Sheet(8000, 700)),
    "letters": replace(POSTER, design=Design.LETTERS, colour="空心", sheet=Sheet(210, 297)),
}  # fmt: skip
LAYOUTS = ("letter", "batch", *PARTS)


@pytest.fixture(scope="module")
def written(fonts: FontSet) -> dict[str, bytes]:
    """One file of every layout."""
    runs = {"ballots": PrintRun(9, 2, "A4")}
    made = {
        name: render_pdf(Paper("x", TITLE, (part,), OFFICE, DAY, run=runs.get(name)), fonts)
        for name, part in PARTS.items()
    }
    return {**made, "batch": _batch(fonts), "letter": render_pdf(_letter("甄云天"), fonts)}


def _letter(name: str) -> Paper:
    text = (Paragraph(f"{name}同志：请按时参加会议。"),)
    return Paper("x", TITLE, (OfficialLetter("关于开会的通知", text, mark="栖梧镇文件"),), OFFICE, DAY)


def _batch(fonts: FontSet) -> bytes:
    out = BytesIO()
    file = PdfFile(out, _letter("甄云天"))
    for name in ("甄云天", "仇遥", "𠅤喆"):
        file.add(compose(_letter(name), fonts))
    file.close()
    return out.getvalue()


@pytest.fixture(params=LAYOUTS)
def pdf(request: pytest.FixtureRequest, written: dict[str, bytes]) -> bytes:
    """The files, one after the other."""
    return written[request.param]


def real(thing: Any) -> Any:
    """Return what a reference inside a PDF refers to."""
    return thing.resolve() if hasattr(thing, "resolve") else thing


def objects(pdf: bytes) -> Iterator[Any]:
    """Return everything a PDF consists of."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        for number in document.doc.xrefs[0].get_objids():
            yield document.doc.getobj(number)


def catalog(pdf: bytes) -> dict[str, Any]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return dict(document.doc.catalog)


def facts(pdf: bytes) -> dict[str, str]:
    """Return the text of each element of the file's XMP by its local name."""
    metadata = real(catalog(pdf)["Metadata"])
    assert "Filter" not in metadata.attrs
    assert {metadata.attrs[key].name for key in ("Type", "Subtype")} == {"Metadata", "XML"}
    (described,) = fromstring(metadata.get_data())[0]
    return {one.tag.partition("}")[2]: "".join(one.itertext()) for one in described}


def test_the_file_says_what_it_is_and_repeats_its_info(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        info = document.get_metadata_dict()
    said = facts(pdf)
    assert (said["part"], said["conformance"]) == ("2", "B")
    assert said["title"] == info["Title"] == TITLE
    assert said["creator"] == info["Author"] == OFFICE
    assert said["description"] == info["Subject"]
    assert (
        (said["CreatorTool"], said["Producer"]) == (info["Creator"], info["Producer"]) == ("党建台", "党建台")
    )
    assert said["CreateDate"] == said["ModifyDate"] == "2031-05-08T00:00:00+00:00"
    assert info["CreationDate"] == info["ModDate"] == "D:20310508000000+00'00'"


def test_the_head_marks_a_binary_file_of_pdf_1_7(pdf: bytes) -> None:
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", pdf)
    assert pdf.endswith(b"%%EOF\n")


def test_an_intent_tells_what_the_colours_mean(pdf: bytes) -> None:
    (intent,) = real(catalog(pdf)["OutputIntents"])
    profile = real(intent["DestOutputProfile"])
    assert intent["S"].name == "GTS_PDFA1"
    assert profile.attrs["N"] == 3
    assert profile.get_data() == (resources_folder() / "colours" / "sRGB.icc").read_bytes()
    assert profile.get_data()[12:20] == b"mntrRGB "


def test_all_colours_are_red_green_blue_or_grey(pdf: bytes) -> None:
    streams = [one.get_data() for one in objects(pdf) if hasattr(one, "get_data")]
    drawn = [data for data in streams if re.search(rb"\b(BT|re|l|c)\b", data) and b"xpacket" not in data]
    assert drawn
    for data in drawn:
        assert not re.search(rb"[\d.]+ [\d.]+ [\d.]+ [\d.]+ [kK]\s", data)
    assert b"DeviceCMYK" not in pdf


def test_every_stream_is_as_long_as_it_says_and_ends_with_a_line(pdf: bytes) -> None:
    starts = [at.end() for at in re.finditer(rb">>\nstream\n", pdf)]
    lengths = [int(re.findall(rb"/Length (\d+)", pdf[:start])[-1]) for start in starts]
    assert starts
    assert len(starts) == len(re.findall(rb"\nendstream\n", pdf))
    for start, length in zip(starts, lengths, strict=True):
        assert pdf[start + length :].startswith(b"\nendstream\n")


def test_nothing_is_in_the_file_that_an_archive_refuses(pdf: bytes) -> None:
    for word in (b"Encrypt", b"JavaScript", b"JS", b"AA", b"OpenAction", b"LZWDecode", b"Annots"):
        assert not re.search(rb"/%s\b" % word, pdf)


def test_every_font_is_carried_whole_with_the_widths_it_has(pdf: bytes) -> None:
    fonts = [one for one in objects(pdf) if isinstance(one, dict) and _named(one.get("Subtype")) == "Type0"]
    assert fonts
    for font in fonts:
        assert font["Encoding"].name == "Identity-H"
        assert real(font["ToUnicode"]).get_data()
        (carried,) = map(real, font["DescendantFonts"])
        assert carried["CIDToGIDMap"].name == "Identity"
        assert carried["BaseFont"].name == font["BaseFont"].name
        about = real(carried["FontDescriptor"])
        assert about["FontName"].name == font["BaseFont"].name
        outlines = TTFont(BytesIO(real(about["FontFile2"]).get_data()), checkChecksums=2)
        em, measures = outlines["head"].unitsPerEm, outlines["hmtx"]
        said = list(map(real, carried["W"]))
        widths = dict(zip(said[::2], (wide for (wide,) in said[1::2]), strict=True))
        assert set(widths) <= set(range(1, outlines["maxp"].numGlyphs))
        for number, name in enumerate(outlines.getGlyphOrder()[1:], 1):
            assert abs(widths.get(number, carried["DW"]) - measures[name][0] * 1000 / em) <= 1


def _named(thing: Any) -> str:
    return str(getattr(thing, "name", ""))


def identifier(pdf: bytes) -> tuple[bytes, bytes]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        first, second = document.doc.xrefs[0].get_trailer()["ID"]
    return first, second


def test_the_identifier_is_the_contents_not_the_hour(written: dict[str, bytes], fonts: FontSet) -> None:
    first, second = identifier(written["letter"])
    assert first == second
    assert len(first) == 16
    assert identifier(render_pdf(_letter("甄云天"), fonts)) == (first, second)
    assert identifier(render_pdf(_letter("仇遥"), fonts)) != (first, second)


def test_no_two_files_share_an_identifier(written: dict[str, bytes]) -> None:
    assert len({identifier(pdf) for pdf in written.values()}) == len(written)


def archive(pdf: bytes, paper: Paper) -> Check:
    (found,) = [check for check in proof(pdf, paper) if check.code == "papers.archive"]
    return found


def test_the_proof_finds_the_marks(written: dict[str, bytes]) -> None:
    checks = [archive(pdf, _letter("甄云天")) for pdf in written.values()]
    assert {(check.passed, check.measured) for check in checks} == {
        (True, "归档标识、颜色说明、文件编号齐全")
    }


def test_the_proof_misses_the_marks_of_a_file_of_another_hand() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 72, "1")
    canvas.save()
    found = archive(out.getvalue(), _letter("甄云天"))
    assert not found.passed
    assert found.measured == "缺归档标识、颜色说明"


@pytest.mark.parametrize(
    ("there", "instead", "missed"),
    [
        (b"<pdfaid:part>2", b"<pdfaid:part>3", "缺归档标识"),
        (b"</dc:title>", b"</dc:titel>", "缺归档标识"),
        ("标题 &lt;".encode(), "标签 &lt;".encode(), "缺与文件属性相同的标题"),
        (b"/GTS_PDFA1", b"/GTS_PDFX1", "缺颜色说明"),
        (b"/ID \n[<", b"/IX \n[<", "缺文件编号"),
    ],
)
def test_the_proof_sees_each_mark_that_is_wrong(
    written: dict[str, bytes], there: bytes, instead: bytes, missed: str
) -> None:
    spoilt = written["letter"].replace(there, instead)
    assert spoilt != written["letter"]
    assert archive(spoilt, _letter("甄云天")).measured == missed


@pytest.mark.parametrize("title", ["两\n行", "一\x0b二", "\ufffe", "", "  两边空  "])
def test_a_title_is_kept_without_what_xml_cannot_hold(title: str, fonts: FontSet) -> None:
    paper = replace(_letter("甄云天"), title=title)
    pdf = render_pdf(paper, fonts)
    with pypdfium2.PdfDocument(pdf) as document:
        assert facts(pdf)["title"] == document.get_metadata_value("Title")
    assert archive(pdf, paper).passed
