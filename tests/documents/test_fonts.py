"""Every character is drawn by some font, or the paper is refused with the character's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from dangjian_desktop.documents.faces import load_face
from dangjian_desktop.documents.fonts import FontSet, Role, office_fonts, shipped_fonts
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.preview import page_images
from dangjian_desktop.domain.papers import OfficialLetter, Paper, Paragraph
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.kernel.paths import resources_folder
from dangjian_desktop.kernel.texts import sentence

RARE = "戬龑䶮㛃𬭎𠅤昇喆玥祎翀頔𫖯𬱟䒟"


def test_rare_characters_of_names_fall_back_and_can_be_copied(letter: OfficialLetter, fonts: FontSet) -> None:
    short = replace(letter, blocks=(Paragraph(f"现将{RARE}等同志的任职予以公示。"),), attachments=())
    pdf = render_pdf(Paper("notice", letter.title, (short,), "栖梧镇", date(2012, 3, 22)), fonts)
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    document.close()
    assert RARE in "".join(text.split())


def darkness(title: str, letter: OfficialLetter, fonts: FontSet) -> float:
    """How much of a line of the title is ink."""
    short = replace(letter, mark="", number="", title=title, blocks=(Paragraph("任命。"),), attachments=())
    pdf = render_pdf(Paper("notice", title, (short,), "栖梧镇", date(2012, 3, 22)), fonts)
    seen = page_images(pdf, 4.0, 0, 1)[0]
    image = Image.frombytes("RGBA", (seen.width, seen.height), seen.rgba).convert("L")
    top = int((37 + 225 / 22) * 4 * 72 / 25.4)  # the second line of the type area
    tones = image.crop((0, top, image.width, top + 4 * 29)).histogram()
    return sum((255 - tone) * count for tone, count in enumerate(tones)) / 255


def test_a_rare_character_in_a_title_or_a_heading_is_as_bold_as_the_others(
    letter: OfficialLetter, fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in Role:
        rare, common = fonts.face(role, "𬭎"), fonts.face(role, "任")
        assert rare is not None
        assert common is not None
        assert (rare.file.bolder > 0) is (role in (Role.TITLE, Role.HEI))
        assert common.file.bolder == 0
    bold = darkness("𬭎𠅤𫖯𬱟䶮" * 2, letter, fonts)
    monkeypatch.setattr("dangjian_desktop.documents.fonts._BOLDER", 0.0)
    assert 1.2 < bold / darkness("𬭎𠅤𫖯𬱟䶮" * 2, letter, shipped_fonts()) < 1.6


def test_a_character_no_font_has_is_refused_with_its_code_point(
    notice: Paper, letter: OfficialLetter
) -> None:
    wrong = replace(letter, blocks=(Paragraph("任命张\U000323b0a为书记。"),))
    with pytest.raises(Rejected) as caught:
        render_pdf(replace(notice, parts=(wrong,)), shipped_fonts())
    found = caught.value.findings[0]
    assert found.code == "papers.no_glyph"
    assert found.fact("code") == "U+323B0"
    assert found.where.record == "“回头看”活动"
    assert "张\U000323b0a" in sentence(found)


GB18030 = (
    *range(0x4E00, 0x9FF0), *range(0x3400, 0x4DB6), *range(0x20000, 0x2A6D7), *range(0x2A700, 0x2B735),
    *range(0x2B740, 0x2B81E), *range(0x2B820, 0x2CEA2), *range(0x2CEB0, 0x2EBE1),
    *map(ord, "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"),
)  # fmt: skip


def test_every_character_of_gb18030_level_3_can_be_printed(fonts: FontSet) -> None:
    assert len(GB18030) == 87_887
    assert fonts.missing("".join(map(chr, GB18030))) == ()


def test_every_character_of_the_general_standard_table_can_be_printed(fonts: FontSet) -> None:
    table = resources_folder() / "characters" / "components.txt"
    common = [line[0] for line in table.read_text("utf-8").splitlines() if line[1] == "1"]
    assert len(common) == 8105
    assert fonts.missing("".join(common)) == ()


SPECIMENS = "".join(
    map(chr, (*range(0x20000, 0x2A6D7, 401), *range(0x2A700, 0x2EBE1, 301), *range(0x30000, 0x30040)))
)


def test_characters_of_every_extension_come_out_of_the_paper_as_they_went_in(
    letter: OfficialLetter, fonts: FontSet
) -> None:
    drawn = "".join(char for char in SPECIMENS if fonts.face(Role.FANG, char))
    assert len(drawn) > 180
    rows = tuple(Paragraph(drawn[at : at + 25]) for at in range(0, len(drawn), 25))
    short = replace(letter, blocks=rows, attachments=())
    pdf = render_pdf(Paper("notice", letter.title, (short,), "栖梧镇", date(2012, 3, 22)), fonts)
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    document.close()
    printed = "".join(text.split())
    assert [row.text for row in rows if row.text not in printed] == []


def test_the_rare_fonts_are_read_only_when_a_rare_character_asks(tmp_path: Path) -> None:
    for file in (resources_folder() / "fonts").glob("*.ttf"):
        (tmp_path / file.name).symlink_to(file)
    fonts, before = shipped_fonts(tmp_path), load_face.cache_info().currsize
    assert fonts.missing("张小明任书记") == ()
    assert load_face.cache_info().currsize == before + 1
    fonts.face(Role.FANG, "\U00030000")
    assert load_face.cache_info().currsize == before + 7


def test_every_gb2312_character_is_there(fonts: FontSet) -> None:
    rows = [bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    chars = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    assert len(chars) == 6763
    for role in Role:
        assert fonts.missing(chars, role) == ()


def test_the_offices_own_fonts_are_preferred(tmp_path: Path) -> None:
    shipped = shipped_fonts().files[Role.FANG][0].path
    (tmp_path / "SIMFANG.TTF").write_bytes(shipped.read_bytes())
    found = office_fonts([tmp_path])
    assert found.files[Role.FANG][0].path.name == "SIMFANG.TTF"
    assert found.serving()[Role.FANG] == "仿宋"
    assert found.files[Role.KAI] == shipped_fonts().files[Role.KAI]


def test_a_broken_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simhei.ttf").write_bytes(b"not a font")
    assert office_fonts([tmp_path]).serving()[Role.HEI] == "随附黑体"


def test_no_font_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        shipped_fonts(tmp_path).main_face(Role.FANG)
    assert caught.value.findings[0].code == "papers.no_font"
