"""合规检查: reads a PDF back and compares it with the paper and with GB/T 9704-2012, from the file alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dangjian_desktop.documents.proof_archive import archive_check
from dangjian_desktop.documents.proof_check import Check
from dangjian_desktop.documents.proof_head import head_checks, list_title
from dangjian_desktop.documents.proof_letter import letter_checks
from dangjian_desktop.documents.proof_pictures import picture_checks
from dangjian_desktop.documents.proof_reading import SeenPage, read_back
from dangjian_desktop.domain.papers import ListTable, OfficialLetter, Paper, texts_of
from dangjian_desktop.kernel.progress import Progress, Silent

__all__ = ["Check", "proof"]


def proof(pdf: bytes, paper: Paper, progress: Progress | None = None) -> tuple[Check, ...]:
    """Check ``pdf`` against ``paper``: text, fonts, archive marks; of a letter every element of the standard.

    Raises Rejected ``papers.not_pdf`` for bytes that are no whole PDF; Cancelled as ``progress`` says.
    """
    seen = read_back(pdf, progress or Silent())
    checks = [
        _text_check(seen.pages, paper),
        _font_check(seen.unembedded),
        archive_check(pdf, seen.title),
    ]
    on_its_grid = paper.run is None or (paper.run.per_sheet < 2 and paper.run.sheet == "A4")
    if on_its_grid and len(paper.parts) == 1 and isinstance(paper.parts[0], OfficialLetter):
        checks.extend(head_checks(seen.pages[0], paper.parts[0]))
        checks.extend(letter_checks(seen.pages, paper.parts[0]))
    elif on_its_grid and len(paper.parts) == 1 and isinstance(paper.parts[0], ListTable):
        checks.append(list_title(seen.pages[0], paper.parts[0].title))
    checks.extend(picture_checks(pdf, paper))
    return tuple(checks)


def _text_check(pages: Iterable[SeenPage], paper: Paper) -> Check:
    """Every character the paper asks for is in the file at least as often."""
    there = Counter(char.char for page in pages for char in page.chars)
    texts = (text for part in paper.parts for text in texts_of(part))
    asked = Counter(char for text in texts for char in text if not char.isspace())
    lost = asked - there
    passed = not lost
    measured = f"{sum(asked.values())}字，一字不缺" if passed else "缺：" + "".join(lost)[:20]
    return Check("papers.text", "文字", "原稿", passed, measured)


def _font_check(pages: Sequence[str]) -> Check:
    measured = "全部嵌入" if not pages else "第" + "、".join(pages) + "页有字体没有嵌入"
    return Check("papers.fonts", "字体嵌入", "电子公文", not pages, measured)
