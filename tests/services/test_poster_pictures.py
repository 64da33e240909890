"""徽标 and 图片 on large sheets: placed, sharp on every size and in pieces, taken away, told when bad."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import run
from dangjian_desktop.domain.posters import SERIES
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.exchange.drawn_photo import drawn_photo
from tests.services.assessed_township import CLOCK

ISSUER = "中共栖梧镇委员会"
PARTS = "【公开承诺】\n修通机耕路。\n【财务收支】\n结余2.5万元。"
VALUES = {
    "poster": {"issuer": ISSUER, "title": "请您来评议", "kicker": "栖梧镇"},
    "slogan_poster": {"issuer": ISSUER, "title": "承诺一件，办成一件"},
    "board": {"issuer": ISSUER, "parts": PARTS},
}
PLACES = [("poster", "logo"), ("poster", "picture"), ("slogan_poster", "logo"), ("board", "logo"),
          ("board", "picture")]  # fmt: skip


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    opened = ProgramOpener(CLOCK).open(papered_book)
    yield opened
    opened.upkeep.close(backup=False)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "村部.jpg"
    path.write_bytes(drawn_photo("JPEG", (2400, 1600)))
    return path


@pytest.fixture
def sign(tmp_path: Path) -> Path:
    path = tmp_path / "徽标.png"
    made = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    made.paste((240, 200, 80, 255), (100, 100, 500, 500))
    made.save(path)
    return path


def images_of(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Return where the pictures stand on each page, in points: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(pdf)
    found = [
        [item.get_bounds() for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
        for page in document
    ]
    document.close()
    return found


@pytest.mark.parametrize(("kind", "code"), PLACES)
@pytest.mark.parametrize("size", [*SERIES, "A3横", "600×900"])
def test_a_picture_stands_whole_on_a_sheet_of_every_size(
    office: Office, photo: Path, sign: Path, kind: str, code: str, size: str
) -> None:
    office.pictures.put(kind, code, sign if code == "logo" else photo)
    laid = office.papers.lay_out(PaperWish(kind=kind, values={**VALUES[kind], "sheet": size}))
    assert [check.measured for check in laid.checks if not check.passed] == []
    ((place,),) = images_of(laid.pdf)
    left, bottom, right, top = place
    wide, high = laid.sizes[0]
    assert 0 < left < right < wide
    assert 0 < bottom < top < high
    shape = 1.0 if code == "logo" else 2400 / 1600
    assert (right - left) / (top - bottom) == pytest.approx(shape, rel=0.01)


def test_pieces_show_their_part_of_one_picture(office: Office, photo: Path) -> None:
    office.pictures.put("poster", "picture", photo)
    values = {**VALUES["poster"], "sheet": "A1", "tiles": "A4 拼贴"}
    laid = office.papers.lay_out(PaperWish(kind="poster", values=values))
    whole = office.papers.lay_out(PaperWish(kind="poster", values={**values, "tiles": "整幅"}))
    assert len(laid.sizes) > 9
    assert len(laid.pdf) < len(whole.pdf) + 400_000  # the picture is in the file once, not once a piece


def test_a_coarse_picture_is_told_with_its_dots(office: Office, tmp_path: Path) -> None:
    small = tmp_path / "小.png"
    Image.new("RGB", (300, 200), (80, 140, 90)).save(small)
    office.pictures.put("poster", "picture", small)
    told = {
        size: [
            one.measured
            for one in office.papers.lay_out(
                PaperWish(kind="poster", values={**VALUES["poster"], "sheet": size})
            ).checks
            if one.name == "图片清晰度" and not one.passed
        ]
        for size in ("A4", "A0")
    }
    assert "要 150 点" in told["A4"][0]
    assert "要 60 点" in told["A0"][0]
    assert "换大一些的图" in told["A0"][0]


def test_a_picture_is_taken_off_and_comes_back_by_undo(office: Office, photo: Path) -> None:
    key = office.pictures.put("board", "图片", photo).value
    placed = office.pictures.look("board", "picture")
    assert placed is not None
    assert (placed.key, placed.name, placed.width, placed.height) == (key, "村部.jpg", 2400, 1600)
    office.pictures.remove("board", "picture")
    assert office.pictures.look("board", "picture") is None
    assert office.papers.fields("board")["picture"] == ""
    office.upkeep.undo()
    assert office.papers.fields("board")["picture"] == key
    with pytest.raises(Rejected, match=r"papers\.no_picture"):
        office.pictures.remove("board", "logo")


def test_what_takes_no_picture_says_so(office: Office, photo: Path) -> None:
    for kind, code in (("banner", "picture"), ("slogan_poster", "picture"), ("poster", "title")):
        with pytest.raises(Rejected, match=r"papers\.no_picture_place"):
            office.pictures.put(kind, code, photo)


def test_a_bad_file_leaves_what_stood_there(office: Office, photo: Path, tmp_path: Path) -> None:
    key = office.pictures.put("poster", "logo", photo).value
    bad = tmp_path / "坏.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n torn")
    with pytest.raises(Rejected, match=r"files\.picture_"):
        office.pictures.put("poster", "logo", bad)
    assert office.papers.fields("poster")["logo"] == key


def test_a_picture_that_is_gone_stops_the_paper_and_names_its_field(office: Office, photo: Path) -> None:
    office.pictures.put("poster", "picture", photo)
    for file in office.path.with_suffix(".files").rglob("*"):
        if file.is_file():
            file.unlink()
    with pytest.raises((Rejected, Unavailable)) as caught:
        office.papers.lay_out(PaperWish(kind="poster", values=VALUES["poster"]))
    (told,) = caught.value.findings
    assert (told.code, told.where.field) == ("papers.picture_gone", "图片")


def test_the_same_sheet_has_the_same_bytes(office: Office, photo: Path, sign: Path) -> None:
    office.pictures.put("poster", "picture", photo)
    office.pictures.put("poster", "logo", sign)
    first, second = (
        office.papers.make(PaperWish(kind="poster", values=VALUES["poster"]), "pdf").digest for _ in "12"
    )
    assert first == second


def test_the_command_line(
    papered_book: Path, tmp_path: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str | Path, code: int = 0) -> dict[str, object]:
        assert run(["paper", *map(str, words), "--json"]) == code
        told: dict[str, object] = json.loads(capsys.readouterr().out)
        return told

    book, out = papered_book, tmp_path / "出.jpg"
    placed = said("picture", book, "poster", "图片", "--file", photo)["picture"]
    assert isinstance(placed, dict)
    assert (placed["name"], placed["width"]) == ("村部.jpg", 2400)
    said("picture", book, "poster", "图片", "--out", out)
    assert Image.open(BytesIO(out.read_bytes())).size == (2400, 1600)
    pdf = tmp_path / "海报.pdf"
    made = said("make", book, "poster", "--set", f"发文机关={ISSUER}", "--set", "纸张=A0", "--out", pdf)
    assert made["findings"] == []
    assert len(images_of(pdf.read_bytes())[0]) == 1
    Image.new("RGB", (60, 40)).save(tmp_path / "小.png")
    said("picture", book, "poster", "图片", "--file", tmp_path / "小.png")
    made = said("make", book, "poster", "--set", f"发文机关={ISSUER}", "--out", tmp_path / "虚.pdf", code=1)
    assert "“图片清晰度”" in str(made["findings"])
    assert said("picture", book, "poster", "图片", "--remove")["picture"] is None
    (tmp_path / "文.png").write_text("不是图片", encoding="utf-8")
    told = said("picture", book, "poster", "徽标", "--file", tmp_path / "文.png", code=2)
    assert "files.picture_kind" in str(told["findings"])
