"""Whether a paper that was kept names somebody: looks into PDF, Word and Excel files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile


def mentions(content: bytes, names: Collection[str], *, unread: bool) -> bool:
    """Tell whether the text of a file holds one of ``names``; ``unread`` is the answer for a picture, or
    for a file that cannot be read."""
    try:
        texts = list(_pdf(content) if content.startswith(b"%PDF") else _zipped(content))
    except (BadZipFile, ValueError, RuntimeError):
        return unread
    return any(name in text for text in texts for name in names)


def _pdf(content: bytes) -> Iterator[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            # A name may stand on two lines, or spread out to the width of three characters.
            yield "".join(page.get_textpage().get_text_range().split())
    finally:
        document.close()


def _zipped(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as held:
        for name in held.namelist():
            if name.endswith(".xml"):
                yield "".join(held.read(name).decode("utf-8", "replace").split())
