"""The styles of official papers in Word, named as offices name them; the library's own are left out."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from dangjian_desktop.documents.docx_parts import (
    CELL,
    FANG,
    FOLIO_LINE,
    HEI,
    KAI,
    LINE,
    SONG,
    TIGHTER,
    TITLE,
    child,
    east_asian,
)

CHINESE, _NONE = "zh-CN", "x-none"
"""The languages of texts, and of figures and Latin letters: were those Chinese, numbers would be broken."""
_KEPT = frozenset(
    {"Normal", "Default Paragraph Font", "Normal Table", "No List", "header", "footer", "Table Grid"}
)
"""Styles of the template that every Word file has, or that ours stand on; Word shows them in Chinese."""
_LEFT_OUT = frozenset({"stylesWithEffects", "customXml", "numbering", "thumbnail", "extended-properties"})
"""Parts of the template about its own making: copies of its styles, a picture of it, another program."""

# name, font, size, first-line indent in characters, alignment, outline level
_STYLES: tuple[tuple[str, str, float, int, WD_ALIGN_PARAGRAPH, int | None], ...] = (
    ("份号", FANG, 16, 0, WD_ALIGN_PARAGRAPH.LEFT, None),
    ("密级和紧急程度", HEI, 16, 0, WD_ALIGN_PARAGRAPH.LEFT, None),
    ("发文机关标志", TITLE, 46, 0, WD_ALIGN_PARAGRAPH.CENTER, None),
    ("发文字号", FANG, 16, 0, WD_ALIGN_PARAGRAPH.CENTER, None),
    ("签发人", FANG, 16, 0, WD_ALIGN_PARAGRAPH.LEFT, None),
    ("公文标题", TITLE, 22, 0, WD_ALIGN_PARAGRAPH.CENTER, 0),
    ("主送机关", FANG, 16, 0, WD_ALIGN_PARAGRAPH.JUSTIFY, None),
    ("公文正文", FANG, 16, 2, WD_ALIGN_PARAGRAPH.JUSTIFY, None),
    ("公文顶格", FANG, 16, 0, WD_ALIGN_PARAGRAPH.JUSTIFY, None),
    ("公文一级标题", HEI, 16, 2, WD_ALIGN_PARAGRAPH.JUSTIFY, 1),
    ("公文二级标题", KAI, 16, 2, WD_ALIGN_PARAGRAPH.JUSTIFY, 2),
    ("公文三级标题", FANG, 16, 2, WD_ALIGN_PARAGRAPH.JUSTIFY, 3),
    ("公文四级标题", FANG, 16, 2, WD_ALIGN_PARAGRAPH.JUSTIFY, 4),
    ("附件说明", FANG, 16, 0, WD_ALIGN_PARAGRAPH.JUSTIFY, None),
    ("出席人员", HEI, 16, 0, WD_ALIGN_PARAGRAPH.JUSTIFY, None),
    ("发文机关署名", FANG, 16, 0, WD_ALIGN_PARAGRAPH.RIGHT, None),
    ("成文日期", FANG, 16, 0, WD_ALIGN_PARAGRAPH.RIGHT, None),
    ("附注", FANG, 16, 2, WD_ALIGN_PARAGRAPH.JUSTIFY, None),
    ("附件标记", HEI, 16, 0, WD_ALIGN_PARAGRAPH.LEFT, None),
    ("表格文字", FANG, 12, 0, WD_ALIGN_PARAGRAPH.LEFT, None),
    ("版记文字", FANG, 14, 0, WD_ALIGN_PARAGRAPH.LEFT, None),
    ("公文页码", SONG, 14, 0, WD_ALIGN_PARAGRAPH.LEFT, None),
)


def prepare_styles(document: WordDocument) -> None:
    """Set Normal to 三号仿宋 and add the styles of official papers, named as offices name them.

    The language is Chinese, whose rules say which marks may not begin a line; marks give up space at its
    end as they do in print.
    """
    _leave_out(document)
    child(document.settings.element, "w:characterSpacingControl", val="compressPunctuation")
    child(document.settings.element, "w:themeFontLang", val=_NONE, eastAsia=CHINESE)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _NONE)
        language.set(qn("w:eastAsia"), CHINESE)
    normal = document.styles["Normal"]
    _set_font(normal, FANG, 16)
    normal.paragraph_format.space_after = Pt(0)
    for name, font, size, indent, align, level in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _set_font(style, font, size)
        style.paragraph_format.alignment = align
        style.paragraph_format.widow_control = False
        for switch in ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):
            child(style.element.get_or_add_pPr(), switch, val="0")
        if size == 16:
            child(style.element.get_or_add_rPr(), "w:spacing", val=TIGHTER)
        if name != "表格文字":
            style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            style.paragraph_format.line_spacing = Pt(FOLIO_LINE if name == "公文页码" else LINE)
        if indent:
            style.paragraph_format.first_line_indent = Pt(indent * CELL)
            child(style.element.get_or_add_pPr(), "w:ind", firstLineChars=str(indent * 100))
        if level is not None:
            child(style.element.get_or_add_pPr(), "w:outlineLvl", val=str(level))
        style.quick_style = True


def _leave_out(document: WordDocument) -> None:
    """Drop what the template brings along and no paper of ours uses."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[1] in _LEFT_OUT:
                relations.pop(key)
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        named = style.find(qn("w:name"))
        if named.get(qn("w:val")) not in _KEPT:
            styles.remove(style)
        elif (link := style.find(qn("w:link"))) is not None:
            style.remove(link)


def _set_font(style: ParagraphStyle, name: str, size: float) -> None:
    style.font.name = name
    style.font.size = Pt(size)
    east_asian(style.element.get_or_add_rPr(), name)
