"""PDF/A-2b (ISO 19005-2): what each file says of itself, so that an archive can show it for decades."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    XMP,
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
    pdfdocEnc,
)

from dangjian_desktop.kernel.paths import resources_folder

VERSION = (1, 7)
"""The version of PDF that PDF/A-2 is made of."""
NO_XML = re.compile("[\x00-\x1f\ufffe\uffff]")
"""Characters that the facts cannot hold, nor need: a line end in a title."""
_COLOURS = "sRGB IEC61966-2.1"
_FACTS = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def keep_for_decades(document: Any, meanwhile: Callable[[], object]) -> None:
    """Give ReportLab's ``document`` what PDF/A-2b asks for beyond embedded fonts.

    That is: its facts once more as XMP, what its colours mean, streams with a line end, and an identifier.
    The bytes that mark the file as binary ReportLab writes itself. ``meanwhile`` is called before each of
    the objects is written.
    """
    document.encrypt = _Streams(document.signature, meanwhile)
    catalog = document.Catalog
    catalog.Metadata = XMP(creator=_facts)
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArray([_intent()])


def _facts(document: Any) -> bytes:
    """Return the same facts as the file's Info: readers of an archive look here."""
    info, day = document.info, document._timeStamp  # noqa: SLF001 - ReportLab has no other way to the date
    names = ("title", "author", "subject", "creator", "producer")
    facts = {name: escape(getattr(info, name)) for name in names}
    moment = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*day.YMDhms)
    return _FACTS.format(moment=moment, **facts).encode()


def _intent() -> PDFDictionary:
    profile = PDFStream(PDFDictionary({"N": 3}), _profile(), [PDFZCompress])
    said = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString(_COLOURS),
        "Info": PDFString(_COLOURS),
        "DestOutputProfile": profile,
    }
    return PDFDictionary(said)


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return (resources_folder() / "colours" / "sRGB.icc").read_bytes()


class _Streams(NoEncryption):
    """What ReportLab hands each stream to for encrypting: it is left as it is, but counts for the identifier.

    ReportLab reckons the identifier from title and author alone: a corrected paper would have the same.
    """

    def __init__(self, signature: Any, meanwhile: Callable[[], object]) -> None:
        self._signature, self._meanwhile = signature, meanwhile

    def register(self, _number: int, _version: int) -> None:
        """Have done what is to be done between two objects: of these a file may have many thousands."""
        self._meanwhile()

    def encode(self, t: str | bytes) -> PDFObject:
        """Return the stream with the line end before ``endstream`` that ReportLab leaves out."""
        content = pdfdocEnc(t)
        self._signature.update(content)
        return _Ended(content)


class _Ended(PDFObject):
    """The bytes of a stream; the line end after them is no part of its length."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __len__(self) -> int:
        return len(self._content)

    def format(self, _document: object) -> bytes:
        """Return what stands between ``stream`` and ``endstream``."""
        return self._content + b"\n"
