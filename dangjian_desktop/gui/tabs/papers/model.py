"""Words and figures of 公文海报 that need no window."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.papers import OfficialLetter, Paper, Poster
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.paper_asks import PaperKind

if TYPE_CHECKING:
    from dangjian_desktop.domain.checks import Check
    from dangjian_desktop.services.paper_views import Issue, Laid, Pack

FORMAT_NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
FILE_KINDS = {
    "pdf": "PDF 文件 (*.pdf)",
    "docx": "Word 文档 (*.docx)",
    "xlsx": "Excel 表格 (*.xlsx)",
    "png": "图片 (*.png)",
}
SHIPPED = "随附"
_DAY = re.compile(r"^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*$")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\r\n\t]')
MOST_NAME = 80


def neat_day(text: str) -> str:
    """Write a day as 2026-03-05 (from 2026.3.5, 2026年3月5日, 20260305); anything else as it stands."""
    found = _DAY.match(text) or re.match(r"^\s*(\d{4})(\d{2})(\d{2})\s*$", text)
    if found is None:
        return text.strip()
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return text.strip()


def file_name(title: str, aside: str, ending: str) -> str:
    """Return the name to propose for a file: the title, what tells it from its like, the ending."""
    whole = "—".join(part for part in (title, aside) if part)
    return f"{_FORBIDDEN.sub('', whole)[:MOST_NAME].strip(' .')}.{ending}"


def digest_words(sha256: str) -> str:
    """Say what a file's digest is good for."""
    return f"校验码 {sha256[:12]}：两份文件的校验码相同，内容就一字不差"


def field_of(item: Finding, kind: PaperKind) -> str:
    """Return the code of the field a finding speaks of, empty when it speaks of none."""
    return {ask.label: ask.code for ask in kind.asks}.get(item.where.field, "")


def said_of(item: Finding) -> str:
    """Return the sentence of a finding without the field's name, which stands beside it."""
    text = sentence(item)
    return text.split("：", 1)[1] if item.where.field and "：" in text else text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found, in the order it is read: what must change, what to know, what is right."""

    wrong: tuple[Check, ...]
    hints: tuple[str, ...]
    right: tuple[Check, ...]


def verdict(checks: Sequence[Check], fonts: Mapping[str, str]) -> Verdict:
    """Sort the checks, failures first, and say which fonts stand in for those of the standard."""
    return Verdict(
        tuple(c for c in checks if not c.passed), font_hints(fonts), tuple(c for c in checks if c.passed)
    )


def font_hints(fonts: Mapping[str, str]) -> tuple[str, ...]:
    """Say which roles are served by the fonts that come with the program."""
    ours = [role for role, name in fonts.items() if name.startswith(SHIPPED)]
    return (f"本机没有公文用的{'、'.join(ours)}，用随附字体。",) if ours else ()


def has_margins(paper: Paper) -> bool:
    """Tell whether the type area of GB/T 9704 holds for a paper's upright pages."""
    return any(isinstance(part, OfficialLetter) for part in paper.parts)


def pack_words(pack: Pack) -> str:
    """Say how many forms are printed on how much paper."""
    sides = f"，每份 {pack.sides} 面" if pack.sides > 1 else ""
    return f"{pack.ballots} 份{sides}，用纸 {pack.sheets * -(-pack.sides // 2)} 张"


def piece_words(laid: Laid, page: int) -> str:
    """Say which piece of a large sheet a page is, empty for a whole one."""
    part = laid.paper.parts[0]
    marks = laid.pages[page].marks if isinstance(part, Poster) and part.tiling else ()
    number, _, place = marks[0][1].partition(" ") if marks else ("", "", "")
    return f"（第 {number} 张，{place}）" if place else f"（{number}）" if number else ""


def issue_words(issue: Issue) -> str:
    """Return time and format of a paper as it was made."""
    when = f"{issue.created.month}月{issue.created.day}日 {issue.created:%H:%M}"
    return f"{when}　{FORMAT_NAMES.get(issue.format, issue.format)}"
