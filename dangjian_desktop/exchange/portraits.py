"""A picture from a file, a camera or the clipboard made into the small photo of a card."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from struct import error as StructError  # noqa: N812 - raised by broken headers

from dangjian_desktop.kernel.findings import Rejected, Where, finding

LARGEST_FILE = 10 * 1024 * 1024
MOST_DOTS = 64_000_000  # of one picture, before it is read: a small file may claim to be endless
LARGEST = (600, 800)
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP")
_SUFFIXES = ("jpg", "png", "bmp", "webp")
_QUALITY = 88
_PAPER = (255, 255, 255)


def read_portrait(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        Rejected: it is not there, cannot be read, or is larger than a photo may be.
    """
    where = Where(file=path.name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Rejected(finding("roster.photo_large", where=where, most=LARGEST_FILE // 1024 // 1024))
        return path.read_bytes()
    except OSError as error:
        raise Rejected(finding("roster.photo_unread", where=where)) from error


def portrait(data: bytes, name: str = "") -> bytes:
    """Return a picture as a JPEG of at most 600 × 800 that tells nothing but what is seen.

    It stands upright as the camera was held; what the camera wrote beside it (place, time, device)
    does not come along. ``name`` is the file it came from.

    Raises:
        Rejected: too large, no picture of a kind that is taken, or a damaged one.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    where = Where(file=name)
    if len(data) > LARGEST_FILE:
        raise Rejected(finding("roster.photo_large", where=where, most=LARGEST_FILE // 1024 // 1024))
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as given:
            if given.width * given.height > MOST_DOTS:
                raise Rejected(finding("roster.photo_dots", where=where))
            given.draft("RGB", (2 * LARGEST[1], 2 * LARGEST[1]))
            upright = ImageOps.exif_transpose(given).convert("RGBA")
            upright.thumbnail(LARGEST, Image.Resampling.LANCZOS)
            clean = Image.new("RGB", upright.size, _PAPER)
            clean.paste(upright, mask=upright.getchannel("A"))
    except UnidentifiedImageError as error:
        raise Rejected(finding("roster.photo_kind", where=where, kinds="、".join(_SUFFIXES))) from error
    except Image.DecompressionBombError as error:
        raise Rejected(finding("roster.photo_dots", where=where)) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, StructError,
            ZeroDivisionError, OverflowError, AttributeError) as error:  # fmt: skip
        raise Rejected(finding("roster.photo_damaged", where=where)) from error
    out = BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
