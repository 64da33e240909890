"""The fonts inside a PDF: the glyphs of the file they come from, only those that are drawn, under a tag of
their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import ttProgram
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_desktop.documents.fonts import FontSet, Role, office_fonts, shipped_fonts
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.domain.papers import OfficialLetter, Paper, Paragraph

FONTS = shipped_fonts()
CHARS = (
    "基层党组织要把活动摆上重要议事日程0123456789，。（）“”ABcd 　戬龑䶮㛃𬭎𠅤\U00020001\U0002a6d6\U00030000"
)
DRAWN = st.text(st.sampled_from(CHARS), min_size=1, max_size=60)


def pdf_of(text: str, fonts: FontSet) -> bytes:
    letter = OfficialLetter("通知", (Paragraph(text),))
    return render_pdf(Paper("notice", "通知", (letter,), "栖梧镇", date(2031, 5, 8)), fonts)


def carried(pdf: bytes) -> Iterator[tuple[str, TTFont, dict[int, str]]]:
    """Return each font of a file: its name, its outlines, and what each of its glyphs stands for."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        for font in real(document.pages[0].page_obj.resources["Font"]).values():
            about = real(font)
            glyphs = real(real(about["DescendantFonts"])[0])
            outlines = real(real(glyphs["FontDescriptor"])["FontFile2"]).get_data()
            texts = real(about["ToUnicode"]).get_data().decode()
            pairs = re.findall(r"^<(....)> <([0-9a-f]+)>$", texts, re.MULTILINE)
            stands = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
            yield about["BaseFont"].name, TTFont(BytesIO(outlines), checkChecksums=2), stands


def real(thing: Any) -> Any:
    return thing.resolve() if hasattr(thing, "resolve") else thing


@given(DRAWN)
@settings(max_examples=40, deadline=None)
def test_every_character_has_the_outline_and_measures_of_the_font_it_comes_from(text: str) -> None:
    chars = {char for char in text if not char.isspace()}
    faces = [*map(FONTS.main_face, Role), *(face for char in chars if (face := FONTS.face(Role.FANG, char)))]
    sources = {face.postscript_name: face for face in faces}
    seen = set()
    for name, font, stands in carried(pdf_of(text, FONTS)):
        source, order = sources[name[7:]], font.getGlyphOrder()
        assert len(order) == len(stands) + 1, "nothing but what is drawn, and glyph 0"
        for number, char in stands.items():
            glyph, there = font["glyf"].glyphs[order[number]], source.glyph(ord(char))
            assert glyph.compile(font["glyf"]).rstrip(b"\0") == source.outline(there).rstrip(b"\0")
            advance, bearing = font["hmtx"][order[number]]
            assert (advance, bearing % 0x10000) == source.metrics(there)
            assert advance / font["head"].unitsPerEm == pytest.approx(source.advance(char), abs=1e-3)
        seen |= set(stands.values())
    assert seen >= chars


def test_the_same_choice_of_glyphs_has_the_same_tag_and_another_choice_another() -> None:
    first, again, other = (
        {name for name, _, _ in carried(pdf_of(text, FONTS)) if "Fang" in name}
        for text in ("基层党组织", "基层党组织", "基层党委")
    )
    assert first == again
    assert first.isdisjoint(other)
    assert all(len(name.partition("+")[0]) == 6 and name[:6].isupper() for name in first | other)


def made_of_parts(path: Path) -> None:
    """Write a font whose 乙 is 甲 twice, once smaller, and whose 丙 holds 乙; with instructions."""

    def square() -> Any:
        pen = TTGlyphPen(None)
        pen.moveTo((100, 0))
        for at in ((100, 700), (800, 700), (800, 0)):
            pen.lineTo(at)
        pen.closePath()
        return pen.glyph()

    def parts(*placed: tuple[str, tuple[float, float, float, float, float, float]]) -> Any:
        pen = TTGlyphPen({"other": None, "one": None, "two": None})
        for name, how in placed:
            pen.addComponent(name, how)
        return pen.glyph()

    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "other", "three", "two", "one"])
    builder.setupCharacterMap({ord("丁"): "other", ord("甲"): "one", ord("乙"): "two", ord("丙"): "three"})
    two = parts(("one", (1, 0, 0, 1, 0, 0)), ("one", (0.5, 0, 0, 0.5, 300, -20)))
    three = parts(("two", (1, 0, 0, 1, 5, 5)), ("one", (0.5, 0.25, -0.25, 0.5, 0, 0)))
    glyphs = {".notdef": square(), "other": square(), "one": square(), "two": two, "three": three}
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Parts", "styleName": "Regular", "psName": "Parts-Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    for tag in ("fpgm", "prep"):
        table = builder.font[tag] = newTable(tag)
        table.program = ttProgram.Program()
        table.program.fromBytecode(b"\xb0\x00\x21")
    builder.save(path)


def test_a_character_put_together_of_others_brings_them_along(tmp_path: Path) -> None:
    made_of_parts(tmp_path / "simfang.ttf")
    pdf = pdf_of("丙", office_fonts([tmp_path]))
    (font,) = [font for name, font, _ in carried(pdf) if "Parts" in name]
    whole = TTFont(tmp_path / "simfang.ttf")
    assert font["maxp"].numGlyphs == 4
    assert {"fpgm", "prep"} <= set(font.keys())
    drawn, _, _ = font["glyf"][font.getGlyphOrder()[1]].getCoordinates(font["glyf"])
    wanted, _, _ = whole["glyf"]["three"].getCoordinates(whole["glyf"])
    assert list(drawn) == list(wanted)
    with pypdfium2.PdfDocument(pdf) as document:
        assert "丙" in document[0].get_textpage().get_text_range()
