"""A picture from a file, a camera or the clipboard made into the small photo of a card."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from dangjian_desktop.exchange.pictures import MB, Limits, on_paper, read_picture, upright

LARGEST_FILE = 10 * MB
MOST_DOTS = 64_000_000  # of one picture, before it is read: a small file may claim to be endless
LARGEST = (600, 800)
_LIMITS = Limits(LARGEST_FILE, MOST_DOTS, LARGEST)
_QUALITY = 88


def read_portrait(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        Rejected: it is not there, cannot be read, or is larger than a photo may be.
    """
    return read_picture(path, _LIMITS)


def portrait(data: bytes, name: str = "") -> bytes:
    """Return a picture as a JPEG of at most 600 × 800 that tells nothing but what is seen.

    It stands upright as the camera was held; what the camera wrote beside it (place, time, device)
    does not come along. ``name`` is the file it came from.

    Raises:
        Rejected: too large, no picture of a kind that is taken, or a damaged one.
    """
    out = BytesIO()
    on_paper(upright(data, name, _LIMITS)).save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
