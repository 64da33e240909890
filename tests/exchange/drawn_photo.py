"""An invented picture: red at the left, blue at the right."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image


@lru_cache(maxsize=32)
def drawn_photo(kind: str, size: tuple[int, int], exif: bytes = b"", comment: bytes = b"") -> bytes:
    """Return a picture as a file of a kind (JPEG, PNG, BMP, WEBP)."""
    made = Image.new("RGB", size, (200, 30, 30))
    made.paste((30, 30, 200), (size[0] // 2, 0, *size))
    out = BytesIO()
    more = {"exif": exif} if exif else {}
    if comment:
        more["comment"] = comment
    made.save(out, kind, **more)
    return out.getvalue()
