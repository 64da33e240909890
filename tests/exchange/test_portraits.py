"""Photos: judged by what they hold, upright, small, without what the camera wrote beside; bad ones told."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dangjian_desktop.exchange.portraits import LARGEST_FILE, portrait, read_portrait
from dangjian_desktop.kernel.findings import Rejected
from tests.exchange.drawn_photo import drawn_photo


def opened(data: bytes) -> Image.Image:
    """Return a stored photo, read whole."""
    made = Image.open(BytesIO(data))
    made.load()
    return made


def code(data: bytes) -> str:
    """Return why a picture is refused."""
    with pytest.raises(Rejected) as refused:
        portrait(data, "照片.jpg")
    (told,) = refused.value.findings
    assert told.where.file == "照片.jpg"
    return told.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "WEBP"])
def test_every_kind_becomes_a_small_jpeg(kind: str) -> None:
    made = opened(portrait(drawn_photo(kind, (1500, 2000))))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (600, 800))


def test_a_small_picture_is_not_made_larger() -> None:
    assert opened(portrait(drawn_photo("PNG", (120, 160)))).size == (120, 160)


def test_it_stands_upright_and_tells_nothing_beside_the_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"  # where it was
    data = drawn_photo("JPEG", (400, 200), exif=exif.tobytes(), comment=b"a remark")
    assert b"Camera" in data
    made = opened(portrait(data))
    assert made.size == (200, 400)
    top, bottom = (made.crop(box).resize((1, 1)).tobytes() for box in ((0, 0, 200, 150), (0, 250, 200, 400)))
    assert top[0] > top[2]
    assert bottom[2] > bottom[0]
    assert not made.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(made.info)


def test_what_lets_the_ground_through_lies_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(portrait(out.getvalue())).getpixel((20, 20)) == (255, 255, 255)


def test_other_files_are_no_photos() -> None:
    gif = BytesIO()
    Image.new("RGB", (20, 20)).save(gif, "GIF")
    assert {code(gif.getvalue()), code(b""), code("姓名,照片".encode())} == {"files.picture_kind"}


def test_a_torn_file_is_damaged() -> None:
    data = drawn_photo("JPEG", (800, 800))
    assert code(data[: len(data) // 2]) == "files.picture_damaged"


def test_too_large_a_file_and_too_many_dots() -> None:
    assert code(b"\xff" * (LARGEST_FILE + 1)) == "files.picture_large"
    data = bytearray(drawn_photo("BMP", (20, 20)))
    struct.pack_into("<ii", data, 18, 40_000, 40_000)
    assert code(bytes(data)) == "files.picture_dots"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as refused:
        read_portrait(tmp_path / "没有.jpg")
    assert [one.code for one in refused.value.findings] == ["files.picture_unread"]


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["JPEG", "PNG", "BMP", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=12),
    st.integers(0, 400),
)
def test_changed_bytes_give_a_photo_or_a_sentence(
    kind: str, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(drawn_photo(kind, (40, 50)))
    for place, value in changes:
        data[place % len(data)] = value
    try:
        made = opened(portrait(bytes(data[: max(1, len(data) - cut)])))
        codes, (width, height) = list[str](), made.size
    except Rejected as refused:
        codes, width, height = [one.code for one in refused.findings], 0, 0
    assert all(one.startswith("files.picture_") for one in codes)
    assert (width <= 600) is (height <= 800) is True
