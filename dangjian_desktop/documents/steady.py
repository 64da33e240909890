"""Office files under the paper's own date: the same paper gives the same bytes whenever it is written."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_APP = "docProps/app.xml"
_PROGRAM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>党建台</Application></Properties>"
)


def steady(content: bytes, day: date) -> bytes:
    """Return an Office file with its parts stamped ``day`` and this program named as its maker.

    The libraries stamp parts with the time of day, and name other programs.
    """
    out = BytesIO()
    with ZipFile(BytesIO(content)) as made, ZipFile(out, "w") as settled:
        for name in made.namelist():
            part = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            settled.writestr(part, _PROGRAM if name == _APP else made.read(name), ZIP_DEFLATED)
    return out.getvalue()
