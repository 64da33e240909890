"""What has its own place on a page in Word: the seal behind a name, the imprint at the foot."""

# python-docx keeps the XML of its objects under names with an underscore and has no others for it.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from dangjian_desktop.documents.docx_parts import FOLIO_FOOT, FOLIO_LINE, LINE
from dangjian_desktop.documents.formats import SEAL
from dangjian_desktop.documents.letter_end import SEAL_RISE

_LAST_RULE = 1.5  # points below the type area that the last rule hangs into
_DOTS, _FINER, _DASHES = 480, 4, 60
_NAMES = " ".join(
    f'xmlns:{prefix}="http://schemas.{place}"'
    for prefix, place in (
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
_BOX = f"""<wp:anchor {_NAMES}><wp:extent cx="{{wide}}" cy="{{high}}"/><wp:wrapNone/>
<wp:docPr id="{{number}}" name="{{name}}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData
uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{{wide}}" cy="{{high}}"/></a:xfrm><a:prstGeom prst="rect"/>
<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr
vert="{{way}}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{{at}}"><a:noAutofit/></wps:bodyPr></wps:wsp>
</a:graphicData></a:graphic></wp:anchor>"""
_RED = (217, 0, 0, 255)


def add_seal(paragraph: Paragraph, centre: float) -> None:
    """Put the dashed ring ``centre`` points right of the type area's left edge, as the PDF draws it."""
    run = paragraph.add_run()
    inline = run.add_picture(BytesIO(_ring()), Pt(SEAL))._inline
    extent, properties, *rest = inline
    properties.set("name", "印章位置")
    properties.set("descr", "印章位置，盖章后删去")
    across = _offset("wp:positionH", "page", Mm(28) + Pt(centre - SEAL / 2))
    down = _offset("wp:positionV", "paragraph", Pt(LINE - SEAL_RISE - SEAL / 2))
    anchor = _anchor(across, down, [extent, OxmlElement("wp:wrapNone"), properties, *rest], behind=True)
    inline.getparent().replace(inline, anchor)


def add_foot(paragraph: Paragraph, lines: Sequence[Paragraph], height: float) -> None:
    """Put ``lines`` at the foot of a box as wide as the type area that ends where it ends.

    The box is ``height`` points high; what they do not need stays free above them. It is a box of its own,
    because LibreOffice leaves frames and tables of the text where the text ends.
    """
    size = Mm(156), Pt(height + _LAST_RULE)
    _add_box(paragraph, "版记", (Mm(28), Mm(262) - Pt(height)), size, lines, "horz", "b")


def add_turned_folio(paragraph: Paragraph, line: Paragraph, *, even: bool) -> None:
    """Put a page number where it stands on the upright sheet: at the left of a page turned a quarter.

    The box is as long as the type area is wide; its line reads down, as the sheet is turned to be read.
    """
    name, size = ("偶数页码", "奇数页码")[not even], (Pt(FOLIO_LINE), Mm(156))
    _add_box(paragraph, name, (Mm(FOLIO_FOOT), Mm(28)), size, [line], "vert")


def _add_box(
    paragraph: Paragraph,
    name: str,
    place: tuple[int, int],
    size: tuple[int, int],
    lines: Sequence[Paragraph],
    way: str,
    at: str = "t",
) -> None:
    """Put lines into a box at a place of the page."""
    number = 9001 + sum(map(ord, name)) % 900
    box = _BOX.format(wide=int(size[0]), high=int(size[1]), name=name, number=number, way=way, at=at)
    anchor = _anchor(
        _offset("wp:positionH", "page", place[0]),
        _offset("wp:positionV", "page", place[1]),
        [*parse_xml(box)],
        behind=False,
    )
    (content,) = anchor.iter(qn("w:txbxContent"))
    content.extend([line._p for line in lines])
    drawing = OxmlElement("w:drawing")
    drawing.append(anchor)
    choice = parse_xml(f'<mc:Choice Requires="wps" {_NAMES}/>')
    choice.append(drawing)
    alternate = parse_xml(f"<mc:AlternateContent {_NAMES}/>")
    alternate.append(choice)
    paragraph.add_run()._r.append(alternate)


def _anchor(
    across: BaseOxmlElement, down: BaseOxmlElement, content: Sequence[BaseOxmlElement], *, behind: bool
) -> BaseOxmlElement:
    anchor = OxmlElement("wp:anchor")
    for name, value in {
        "distT": "0", "distB": "0", "distL": "0", "distR": "0", "simplePos": "0", "relativeHeight": "1",
        "behindDoc": str(int(behind)), "locked": "0", "layoutInCell": "1", "allowOverlap": "1",
    }.items():  # fmt: skip
        anchor.set(name, value)
    simple = OxmlElement("wp:simplePos")
    simple.set("x", "0")
    simple.set("y", "0")
    anchor.extend([simple, across, down, *content])
    return anchor


def _offset(tag: str, beside: str, distance: int) -> BaseOxmlElement:
    place = OxmlElement(tag)
    place.set("relativeFrom", beside)
    offset = OxmlElement("wp:posOffset")
    offset.text = str(int(distance))
    place.append(offset)
    return place


@cache
def _ring() -> bytes:
    """Return the ring as PNG on nothing: drawn finer, then made smaller, so that its edge is smooth."""
    from PIL import Image, ImageDraw

    side = _DOTS * _FINER
    picture = Image.new("RGBA", (side, side), (*_RED[:3], 0))
    drawing = ImageDraw.Draw(picture)
    width = round(0.6 / SEAL * side)
    step = 360 / _DASHES
    for dash in range(_DASHES):
        drawing.arc((width, width, side - width, side - width), dash * step, (dash + 0.5) * step, _RED, width)
    out = BytesIO()
    picture.resize((_DOTS, _DOTS), Image.Resampling.LANCZOS).save(out, "PNG", dpi=(300, 300))
    return out.getvalue()
