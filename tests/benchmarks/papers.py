"""Speed and memory of papers: a full page beside ReportLab drawing it bare, notices beside LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.drawn import Text
from dangjian_desktop.documents.fonts import FontSet, Role, shipped_fonts
from dangjian_desktop.documents.pdf import draw_pages, render_pdf
from dangjian_desktop.domain.papers import OfficialLetter, Paper, Paragraph
from tests.benchmarks.bare import known
from tests.benchmarks.figures import Figure

DAY = date(2026, 3, 5)
SENTENCE = "基层党组织要把活动摆上重要议事日程，并由书记亲自抓好统筹协调，扎实推进各项工作落到实处。"
PAGES, NOTICES, OFFICE_NOTICES, REPEATS = 40, 2000, 40, 7


def measure() -> list[Figure]:
    """Measure a full page, 2,000 one-page notices in one file and one by one, memory, and the first paper."""
    fonts = shipped_fonts()
    figures = [_full_page(fonts)]
    office = _libreoffice(fonts)
    if office:
        figures += _notices(fonts, office)
    return [*figures, *_memory(), _first()]


def _letter(number: int, sentences: int) -> OfficialLetter:
    return OfficialLetter(
        title="关于做好秋冬季村（社区）安全防火工作的通知",
        blocks=(Paragraph(f"{number}号通知。" + SENTENCE * sentences),),
        mark="中共栖梧镇委员会文件",
        number=f"栖委〔2026〕{number}号",
        receivers="各村、社区党组织",
        signature="中共栖梧镇委员会",
        dated=DAY,
    )


def _paper(*letters: OfficialLetter) -> Paper:
    return Paper("notice", "通知", letters, "栖梧镇", DAY)


def _full_page(fonts: FontSet) -> Figure:
    """Lay out and draw full pages of 22 × 28 characters; then draw the same lines with nothing laid out."""
    plain = OfficialLetter("通知", (Paragraph(SENTENCE * (PAGES * 16)),))
    pages = compose(_paper(plain), fonts)
    lines: list[list[str]] = []
    for page in pages:
        rows: dict[float, str] = {}
        for item in page.items:
            if isinstance(item, Text):
                rows[round(item.y, 1)] = rows.get(round(item.y, 1), "") + item.text
        lines.append(list(rows.values()))
    face = known(fonts.main_face(Role.FANG))
    ours, bare = [], []
    for _ in range(REPEATS):
        ours.append(_timed(lambda: draw_pages(compose(_paper(plain), fonts), _paper(plain))) / len(pages))
        bare.append(_timed(lambda: _draw_bare(lines, face)) / len(pages))
    what = "满页 22 × 28 字排版并写成 PDF，每页"
    return Figure(what, "毫秒", "ReportLab 只画同样的字，每页", ours, bare, 3)


def _draw_bare(pages: list[list[str]], face: str) -> None:
    canvas = Canvas(BytesIO(), pageCompression=1, invariant=1)
    for lines in pages:
        canvas.setFont(face, 16)
        for row, text in enumerate(lines):
            canvas.drawString(80, 740 - row * 29, text)
        canvas.showPage()
    canvas.save()


def _notices(fonts: FontSet, office: list[float]) -> list[Figure]:
    """Make 2,000 different one-page notices: one file, then a file each; per notice in milliseconds."""
    letters = [_letter(number, 3) for number in range(1, NOTICES + 1)]
    whole = _paper(*letters)
    together = [_timed(lambda: draw_pages(compose(whole, fonts), whole)) / NOTICES for _ in range(2)]
    single = []
    for letter in letters:
        start = time.perf_counter()
        render_pdf(_paper(letter), fonts)
        single.append((time.perf_counter() - start) * 1000)
    baseline = "LibreOffice 转换同样的 docx，每份（40 份一次）"
    return [
        Figure("2,000 份一页通知排成一个 PDF，每份", "毫秒", baseline, together, office, 1 / 20),
        Figure("2,000 份一页通知各成一个 PDF，每份", "毫秒", baseline, single, office, 1 / 20),
    ]


def _libreoffice(fonts: FontSet) -> list[float]:
    """Return milliseconds per docx that LibreOffice takes to convert 40 at once; nothing without it."""
    program = shutil.which("soffice")
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(1, OFFICE_NOTICES + 1):
            path = Path(folder) / f"{number}.docx"
            path.write_bytes(render_docx(_paper(_letter(number, 3)), fonts))
            paths.append(str(path))
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, paths[0]], check=True, capture_output=True)  # makes its profile
        return [
            _timed(lambda: subprocess.run([*command, *paths], check=True, capture_output=True))
            / OFFICE_NOTICES
            for _ in range(2)
        ]


def _memory() -> list[Figure]:
    """Measure the most memory of a process that makes 2,000 notices, in MB; nothing where none can tell."""
    if sys.platform != "linux":
        return []
    make = (
        "from tests.benchmarks.figures import most_memory;"
        "from tests.benchmarks.papers import NOTICES, _letter, _paper, compose, draw_pages, shipped_fonts;"
        "whole = _paper(*(_letter(number, 3) for number in range(1, NOTICES + 1)));"
        "draw_pages(compose(whole, shipped_fonts()), whole);"
        "print(most_memory())"
    )
    done = subprocess.run([sys.executable, "-c", make], check=True, capture_output=True, text=True)
    most = float(done.stdout)
    return [Figure("2,000 份一页通知一次生成，进程内存最多", "MB", "允许", [most] * 2, [300.0] * 2, 1)]


def _first() -> Figure:
    """Measure a new process from its start to its first finished paper, beside what is allowed."""
    make = (
        "from tests.benchmarks.papers import _letter, _paper, shipped_fonts, render_pdf;"
        "render_pdf(_paper(_letter(1, 3)), shipped_fonts())"
    )
    ours = [_timed(lambda: subprocess.run([sys.executable, "-c", make], check=True)) for _ in range(5)]
    limit = [1000.0] * 5
    return Figure("新进程到第一份公文写成（含启动 Python）", "毫秒", "允许", ours, limit, 1)


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000
