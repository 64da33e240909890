"""归档格式: whether a file carries the marks of PDF/A-2b. A validation it is not."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from defusedxml.ElementTree import ParseError, fromstring

from dangjian_desktop.documents.proof_check import Check

_PDFA, _DC = "{http://www.aiim.org/pdfa/ns/id/}", "{http://purl.org/dc/elements/1.1/}"
_TOLD = (f"{_PDFA}part", f"{_PDFA}conformance", f"{_DC}title")
_FACTS = re.compile(rb"<\?xpacket begin.*?\?>(.*?)<\?xpacket end", re.DOTALL)
_INTENT = re.compile(rb"/OutputIntents \[ <<[^\]]*?/DestOutputProfile (\d+) 0 R[^\]]*?/S /GTS_PDFA1")
_IDENTIFIER = re.compile(rb"trailer\s*<<\s*/ID\s*\[<[0-9a-f]{32}><[0-9a-f]{32}>\]")


def archive_check(pdf: bytes, title: str) -> Check:
    """Check the marks of ``pdf``; ``title`` is what its Info calls it, and must be told the archive too."""
    lacking = list(_lacking(pdf, title))
    measured = "缺" + "、".join(lacking) if lacking else "归档标识、颜色说明、文件编号齐全"
    return Check("papers.archive", "归档格式", "PDF/A-2b（ISO 19005-2）", not lacking, measured)


def _lacking(pdf: bytes, title: str) -> Iterator[str]:
    part, said = _said(pdf)
    if part != "2B":
        yield "归档标识"
    elif said != title:
        yield "与文件属性相同的标题"
    if not _rgb(pdf):
        yield "颜色说明"
    if not _IDENTIFIER.search(pdf):
        yield "文件编号"


def _said(pdf: bytes) -> tuple[str, str]:
    """Return part and level that the file claims, and the title it gives itself for the archive."""
    found = _FACTS.search(pdf)
    try:
        facts = fromstring(found[1] if found else b"<none/>")
    except ParseError:
        return "", ""
    part, level, title = ("".join("".join(one.itertext()) for one in facts.iter(name)) for name in _TOLD)
    return part + level, title


def _rgb(pdf: bytes) -> bool:
    """Say whether the file tells by a profile what its red, green and blue are."""
    intent = _INTENT.search(pdf)
    stream = intent and re.search(rb"\n%s 0 obj\n<<[^>]*>>\nstream\n" % intent[1], pdf)
    if not stream:
        return False
    try:
        profile = zlib.decompressobj().decompress(pdf[stream.end() :], 128)
    except zlib.error:
        return False
    return profile[16:20] == b"RGB " and profile[36:40] == b"acsp"
