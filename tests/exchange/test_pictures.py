"""Pictures for large sheets: clean whatever they were; files that are none are told apart."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from dangjian_desktop.exchange.pictures import Limits, for_poster, kept_picture, read_picture
from dangjian_desktop.kernel.findings import Rejected
from tests.exchange.drawn_photo import drawn_photo

LIMITS = Limits(1_000_000, 4_000_000, (1000, 1000))


def file(mode: str, kind: str = "PNG", colour: object = None, **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, (60, 40), colour).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    made = Image.open(BytesIO(data))
    made.load()
    return made


def code(data: bytes) -> str:
    with pytest.raises(Rejected) as refused:
        for_poster(data, "徽标.png", LIMITS)
    (told,) = refused.value.findings
    assert told.where.file == "徽标.png"
    return told.code


@pytest.mark.parametrize(
    ("mode", "kind", "colour"),
    [
        ("L", "PNG", 128), ("1", "PNG", 1), ("P", "PNG", 0), ("I;16", "PNG", 32768), ("RGB", "BMP", None),
        ("RGB", "WEBP", None), ("CMYK", "JPEG", (0, 255, 255, 0)), ("L", "JPEG", 200),
    ],
)  # fmt: skip
def test_every_mode_becomes_a_plain_jpeg(mode: str, kind: str, colour: object) -> None:
    data, ending = for_poster(file(mode, kind, colour), "图", LIMITS)
    made = opened(data)
    assert (ending, made.format, made.mode, made.size) == (".jpg", "JPEG", "RGB", (60, 40))


def test_grey_of_16_bits_keeps_its_shade() -> None:
    data, _ = for_poster(file("I;16", "PNG", 32768), "图", LIMITS)
    assert opened(data).getpixel((30, 20)) == pytest.approx((128, 128, 128), abs=2)


def test_printing_colours_become_those_of_a_screen() -> None:
    data, _ = for_poster(file("CMYK", "JPEG", (0, 255, 255, 0)), "图", LIMITS)
    red, green, blue = opened(data).getpixel((30, 20))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_a_profile_is_heeded_and_left_behind_and_a_broken_one_passed_over() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"no profile"):
        data, _ = for_poster(file("RGB", "PNG", (200, 30, 40), icc_profile=icc), "图", LIMITS)
        made = opened(data)
        assert "icc_profile" not in made.info
        assert made.getpixel((30, 20)) == pytest.approx((200, 30, 40), abs=4)


def test_what_lets_the_ground_through_stays_so() -> None:
    data, ending = for_poster(file("RGBA", "PNG", (240, 200, 80, 0)), "图", LIMITS)
    assert (ending, opened(data).mode) == (".png", "RGBA")
    data, ending = for_poster(file("RGBA", "PNG", (240, 200, 80, 255)), "图", LIMITS)
    assert (ending, opened(data).mode) == (".jpg", "RGB")


def test_a_large_one_keeps_as_many_dots_as_are_worth_it() -> None:
    data, _ = for_poster(drawn_photo("JPEG", (2000, 1500)), "图", LIMITS)
    assert opened(data).size == (1000, 750)


def test_a_sign_needs_a_white_ground_on_red_where_it_would_be_lost() -> None:
    sign = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    for colour, plate in (((240, 200, 80, 255), False), ((180, 16, 22, 255), True)):
        sign.paste(colour, (20, 20, 80, 80))
        out = BytesIO()
        sign.save(out, "PNG")
        assert kept_picture(out.getvalue()).plate is plate
    assert kept_picture(drawn_photo("JPEG", (80, 80))).plate  # it fills its square


def test_other_files_are_told_apart(tmp_path: Path) -> None:
    gif = BytesIO()
    Image.new("RGB", (20, 20)).save(gif, "GIF")
    assert {code(gif.getvalue()), code(b""), code("标志".encode())} == {"files.picture_kind"}
    whole = drawn_photo("JPEG", (800, 800))
    assert code(whole[: len(whole) // 2]) == "files.picture_damaged"
    assert code(b"\xff" * 1_000_001) == "files.picture_large"
    assert code(file_of_dots()) == "files.picture_dots"
    with pytest.raises(Rejected, match=r"files\.picture_unread"):
        read_picture(tmp_path / "没有.png", LIMITS)
    (tmp_path / "大.png").write_bytes(b"x" * 1_000_001)
    with pytest.raises(Rejected, match=r"files\.picture_large"):
        read_picture(tmp_path / "大.png", LIMITS)


def file_of_dots() -> bytes:
    out = BytesIO()
    Image.new("1", (3000, 2000)).save(out, "PNG")
    return out.getvalue()


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_broken_file_is_refused_or_read_and_never_breaks_the_program(data: st.DataObject) -> None:
    whole = bytearray(drawn_photo(data.draw(st.sampled_from(["JPEG", "PNG", "BMP", "WEBP"])), (40, 30)))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        codes, made = [], for_poster(bytes(whole[:cut]), "图", LIMITS)[0]
    except Rejected as refused:
        codes, made = [one.code for one in refused.findings], b""
    assert all(one.startswith("files.picture_") for one in codes)
    assert kept_picture(made).width > 0 if made else codes
