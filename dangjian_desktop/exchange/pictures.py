"""A picture from outside made clean: read whole, upright, in plain colours, without what came beside it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from struct import error as StructError  # noqa: N812 - raised by broken headers
from typing import TYPE_CHECKING

from dangjian_desktop.domain.posters import Picture
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from PIL.Image import Image

MB = 1024 * 1024
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP")
_SUFFIXES = ("jpg", "png", "bmp", "webp")
_PAPER = (255, 255, 255)
_QUALITY = 95
_SMALL = 48
_RED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file in bytes, the most dots it may claim before it is read, the longest side kept."""

    file: int
    dots: int
    side: tuple[int, int]


def read_picture(path: Path, limits: Limits) -> bytes:
    """Return what a file holds.

    Raises:
        Rejected: it is not there, cannot be read, or is larger than a picture may be.
    """
    try:
        if path.stat().st_size > limits.file:
            raise _too_large(path.name, limits)
        return path.read_bytes()
    except OSError as error:
        raise Rejected(finding("files.picture_unread", where=Where(file=path.name))) from error


def upright(data: bytes, name: str, limits: Limits) -> Image:
    """Return a picture as it is looked at, in sRGB with its see-through parts, no larger than is kept.

    Whatever the file's colours are (grey, palette, CMYK, 16 bits), the picture is RGBA. ``name`` is the
    file it came from.

    Raises:
        Rejected: too large, no picture of a kind that is taken, or a damaged one.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    where = Where(file=name)
    if len(data) > limits.file:
        raise _too_large(name, limits)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as given:
            if given.width * given.height > limits.dots:
                raise Rejected(finding("files.picture_dots", where=where))
            given.draft("RGB", (2 * max(limits.side), 2 * max(limits.side)))
            found = _plain(ImageOps.exif_transpose(given))
            found.thumbnail(limits.side, Image.Resampling.LANCZOS)
            return found
    except UnidentifiedImageError as error:
        raise Rejected(finding("files.picture_kind", where=where, kinds="、".join(_SUFFIXES))) from error
    except Image.DecompressionBombError as error:
        raise Rejected(finding("files.picture_dots", where=where)) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, StructError,
            ZeroDivisionError, OverflowError, AttributeError) as error:  # fmt: skip
        raise Rejected(finding("files.picture_damaged", where=where)) from error


def on_paper(picture: Image) -> Image:
    """Return a picture without its see-through parts: white shines through them."""
    from PIL import Image

    clean = Image.new("RGB", picture.size, _PAPER)
    clean.paste(picture, mask=picture.getchannel("A"))
    return clean


def for_poster(data: bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    """Return a picture as it is kept for large sheets, and the ending of its file.

    One that lets the ground through stays PNG; any other is a JPEG whose loss no eye sees.

    Raises:
        Rejected: as :func:`upright`.
    """
    from PIL import Image

    found, out = upright(data, name, limits), BytesIO()
    if found.getchannel("A").getextrema()[0] == 255:
        on_paper(found).save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
        return out.getvalue(), ".jpg"
    across, down = limits.side
    found.thumbnail((across // 2, down // 2), Image.Resampling.LANCZOS)  # a sign, and no photo
    found.save(out, "PNG", optimize=True)
    return out.getvalue(), ".png"


def kept_picture(data: bytes) -> Picture:
    """Return a picture that was kept, with its size and whether it needs a white ground on red."""
    from PIL import Image

    with Image.open(BytesIO(data)) as found:
        size = found.size
        found.draft("RGB", (_SMALL, _SMALL))
        small = found.convert("RGBA").resize((_SMALL, _SMALL))
    return Picture(data, *size, plate=_lost_on_red(small))


def _plain(picture: Image) -> Image:
    """Return a picture of any mode as RGBA in the colours of a screen."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits a dot: the upper eight are what is seen
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        picture = _in_srgb(picture, profile)
    return picture.convert("RGBA")


def _in_srgb(picture: Image, profile: bytes) -> Image:
    """Return the colours its profile means; a profile that is none is passed over."""
    from PIL import ImageCms

    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(
            picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB"
        ) or picture  # fmt: skip
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _lost_on_red(small: Image) -> bool:
    """Tell whether a sign would not stand out on red: it fills its square, or much of it is red itself."""
    raw = small.tobytes()
    seen = [dot for dot in zip(raw[::4], raw[1::4], raw[2::4], raw[3::4], strict=True) if dot[3] > 127]
    red = sum(1 for r, g, b, _ in seen if r > 110 and g < 80 and b < 80)
    return len(seen) == small.width * small.height or red > _RED_SHARE * len(seen)


def _too_large(name: str, limits: Limits) -> Rejected:
    return Rejected(finding("files.picture_large", where=Where(file=name), most=limits.file // MB))
