"""One invented list of cadres in every kind of file and paste an office has."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import xlsxwriter

from dangjian_desktop.exchange.grid import Source

FILES = Path(__file__).parent / "files"
TITLE = "干部名册"
HEAD = ("姓名", "性别", "出生年月", "民族", "学历", "政治面貌", "社区", "职务", "联系电话")
ROWS = (
    ("秦 知 远", "男", "1975.03", "汉", "大学专科", "党员", "柳岸社区", "党支部书记", "19900001234"),
    ("温若谷", "女", "一九八一年十一月", "汉族", "本科", "群众", "柳岸社区", "委员", ""),
)
Rows = Sequence[Sequence[str]]


def xlsx(rows: Rows = (HEAD, *ROWS)) -> bytes:
    """Write a workbook with a merged title over the head."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        sheet.merge_range(0, 0, 0, 8, TITLE)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return data.getvalue()


def xls() -> bytes:
    """Return the same list as an old workbook."""
    return (FILES / "cadres.xls").read_bytes()


def ods(rows: Rows = (HEAD, *ROWS)) -> bytes:
    """Write the smallest OpenDocument spreadsheet."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
        f'<office:spreadsheet><table:table table:name="名册">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return data.getvalue()


def word(rows: Rows = (HEAD, *ROWS)) -> bytes:
    """Write a Word table."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(len(rows), len(HEAD))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def csv(rows: Rows = (HEAD, *ROWS), encoding: str = "utf-8") -> bytes:
    """Write comma-separated text with a cell that holds a line end."""
    lines = [",".join(f'"{text}"' if "\n" in text else text for text in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def pasted(rows: Rows = (HEAD, *ROWS)) -> str:
    """Write what Excel puts on the clipboard."""
    return "\r\n".join("\t".join(row) for row in rows)


def from_web(rows: Rows = (HEAD, *ROWS)) -> str:
    """Write what a browser puts on the clipboard: hard blanks, signs nobody sees, blanks at the edges."""
    dirty = ("\t".join(f"\u00a0{text[:1]}\u200b{text[1:]} \u00a0" for text in row) + "\u00a0" for row in rows)
    return "通知公告\n首页 > 干部\n\n" + "\n".join(dirty) + "\n\n上一篇\n"


def page(rows: Rows = (HEAD, *ROWS)) -> str:
    """Write a page as systems export it: a layout table around, a merged title, cells not ended."""
    inside = "".join(f"<tr>{''.join(f'<td> <span>{text}</span>&nbsp;' for text in row)}" for row in rows)
    return (
        "<!DOCTYPE html><html><head><style>td {color: red}</style><title>导出</title></head><body>"
        f"<table><tr><td>首页<td>干部<tr><td colspan=2><table><tr><th colspan='9'>{TITLE}</th></tr>{inside}"
        "</table></td></tr></table><p>上一篇</p></body></html>"
    )


WAYS: dict[str, Callable[[], Source]] = {
    "xlsx": lambda: Source("名册.xlsx", xlsx()),
    "xls": lambda: Source("名册.xls", xls()),
    "xls that is xlsx": lambda: Source("名册.xls", xlsx()),
    "ods": lambda: Source("名册.ods", ods()),
    "docx": lambda: Source("名册.docx", word()),
    "csv": lambda: Source("名册.csv", csv()),
    "csv with mark": lambda: Source("名册.csv", csv(encoding="utf-8-sig")),
    "csv gbk": lambda: Source("名册.csv", csv(encoding="gbk")),
    "csv gb18030": lambda: Source("名册.csv", csv(encoding="gb18030")),
    "csv utf-16": lambda: Source("名册.csv", csv(encoding="utf-16")),
    "pasted": lambda: Source.pasted(pasted()),
    "a page": lambda: Source("名册.html", page().encode()),
    "xls that is a page": lambda: Source("名册.xls", page().encode("gbk")),
    "pasted from a page": lambda: Source.pasted(from_web()),
}
