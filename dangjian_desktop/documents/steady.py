"""Office files under the paper's own date: the same paper gives the same bytes whenever it is written."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def steady(content: bytes, day: date) -> bytes:
    """Return an Office file with its parts stamped ``day``; the libraries stamp them with the time of day."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as made, ZipFile(out, "w") as settled:
        for name in made.namelist():
            part = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            settled.writestr(part, made.read(name), ZIP_DEFLATED)
    return out.getvalue()
