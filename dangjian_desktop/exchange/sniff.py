"""What a file is by its content, and the refusal of what cannot be read safely."""

from __future__ import annotations

import copy
import zipfile
from enum import StrEnum
from io import BytesIO

from dangjian_desktop.exchange.grid import Source
from dangjian_desktop.kernel.findings import Rejected, Where, finding


class Kind(StrEnum):
    """The kinds that can be read."""

    WORKBOOK = "workbook"
    DOCX = "docx"
    WEB = "web"
    TEXT = "text"


LARGEST_CONTENT = 512 * 1024 * 1024
LARGEST_RATIO = 300
MOST_MEMBERS = 4000
_DEFLATE_LIMIT = 1032  # deflate cannot pack more than this into one byte
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (b"%PDF", "files.pdf"),
    (b"\x89PNG", "files.image"),
    (b"\xff\xd8\xff", "files.image"),
    (b"GIF8", "files.image"),
    (b"BM", "files.image"),
    (b"II*\x00", "files.image"),
    (b"MM\x00*", "files.image"),
    (b"RIFF", "files.image"),
    (b"SQLite format 3\x00", "files.wrong_type"),
    (b"{\\rtf", "files.rtf"),
    (b"Rar!", "files.archive"),
    (b"7z\xbc\xaf", "files.archive"),
    (b"\x1f\x8b", "files.archive"),
    (b"MZ", "files.wrong_type"),
    (b"\x7fELF", "files.wrong_type"),
)
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<style")
_OLE_STREAMS = (
    ("EncryptedPackage", "files.encrypted"),
    ("WordDocument", "files.legacy_doc"),
    ("PowerPoint Document", "files.wrong_type"),
)


def kind_of(source: Source) -> Kind:
    """Tell what ``source`` is, whatever its name says.

    Raises:
        Rejected: empty, encrypted, damaged, a zip bomb, or a kind that is not read here.
    """
    data = source.data
    if not data.strip(b"\x00\xef\xbb\xbf \t\r\n"):
        raise _refused(source, "files.empty")
    if data.startswith(_OLE):
        return _of_ole(source)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(source)
    for magic, code in _REFUSED:
        if data.startswith(magic) and (len(magic) > 2 or _binary(data)):
            raise _refused(source, code)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:40].lower().startswith(_MARKUP):
        if b"<table" in data.lower():
            return Kind.WEB
        raise _refused(source, "files.web_page")
    return Kind.TEXT


def _refused(source: Source, code: str) -> Rejected:
    return Rejected(finding(code, where=Where(file=source.name)))


def _binary(data: bytes) -> bool:
    return b"\x00" in data[:4096]


def _of_ole(source: Source) -> Kind:
    for name, code in _OLE_STREAMS:
        if name.encode("utf-16-le") in source.data:
            raise _refused(source, code)
    if any(name.encode("utf-16-le") in source.data for name in ("Workbook", "Book")):
        return Kind.WORKBOOK
    raise _refused(source, "files.wrong_type")


def _of_zip(source: Source) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as packed:
            _check_sizes(source, packed)
            return _of_members(source, packed)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, OSError, NotImplementedError):
        raise _refused(source, "files.damaged") from None
    except RuntimeError:  # zipfile's word for a member with a password
        raise _refused(source, "files.encrypted") from None


def _check_sizes(source: Source, packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    whole = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or whole > LARGEST_CONTENT:
        raise _refused(source, "files.bomb")
    if whole > LARGEST_RATIO * max(len(source.data), 64 * 1024):
        raise _refused(source, "files.bomb")
    if len(source.data) * _DEFLATE_LIMIT > LARGEST_CONTENT:
        _unpack_counting(source, packed, members)


def _unpack_counting(source: Source, packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpack without keeping anything: a directory may state smaller sizes than it unpacks to."""
    left = LARGEST_CONTENT
    for member in members:
        if "/media/" in member.filename:
            continue
        honest = copy.copy(member)
        honest.file_size = left + 1
        with packed.open(honest) as stream:
            while chunk := stream.read(1 << 20):
                left -= len(chunk)
                if left < 0:
                    raise _refused(source, "files.bomb")


def _of_members(source: Source, packed: zipfile.ZipFile) -> Kind:
    names = set(packed.namelist())
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return Kind.WORKBOOK
    if "word/document.xml" in names:
        _refuse_entities(source, packed, "word/document.xml")
        return Kind.DOCX
    if "mimetype" in names:
        mime = packed.read("mimetype")
        if b"opendocument.spreadsheet" in mime:
            if b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise _refused(source, "files.encrypted")
            return Kind.WORKBOOK
        if b"opendocument.text" in mime:
            raise _refused(source, "files.odt")
    raise _refused(source, "files.archive" if not _office(names) else "files.wrong_type")


def _office(names: set[str]) -> bool:
    return "[Content_Types].xml" in names


def _refuse_entities(source: Source, packed: zipfile.ZipFile, member: str) -> None:
    """Office never writes a DOCTYPE; one is there only to do harm (entity expansion)."""
    with packed.open(member) as stream:
        if b"<!DOCTYPE" in stream.read(4096):
            raise _refused(source, "files.damaged")
