"""Letters and all papers of the sample as PDF and Word: LibreOffice must break Word into as many pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdfium2

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.gallery import MOMENT
from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.fonts import shipped_fonts
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.domain.papers import Attachment, Column, Paper, plain_table
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.paths import resources_folder
from dangjian_desktop.kernel.progress import Silent
from dangjian_desktop.services.papers import PaperWish
from tests.benchmarks.figures import Figure
from tests.documents.measuring import paper_of
from tests.documents.test_letter_elements import BODY, EVERY, LETTER

FAMILIES = {
    "仿宋_GB2312": "FandolFang R",
    "楷体_GB2312": "FandolKai",
    "黑体": "FandolHei",
    "方正小标宋简体": "FandolSong",
    "宋体": "Noto Serif SC",
}
"""The families of the shipped fonts that stand in for the ones the Word file asks for."""
LONG = ("grade_reasons", "cadre_list")
"""Lists of a hundred pages: what they would tell, the others tell."""
WIDE = plain_table([Column(1)] * 8, [f"第{n}列" for n in range(8)], [["一格"] * 8] * 60)
TURNED = (Attachment("附件1", "大表", (WIDE,), landscape=True), Attachment("附件2", "要求", BODY[:1]))
LETTERS = {
    **EVERY,
    "letter of several pages": replace(LETTER, blocks=BODY * 4),
    "letter with turned pages": replace(LETTER, attachments=TURNED, listed=("大表", "要求")),
}


def of_the_sample(folder: Path) -> dict[str, Paper]:
    """Make every paper of the sample township that is written in Word."""
    office = ProgramOpener(FixedClock(MOMENT)).sample(folder / "栖梧镇.djb", Silent())
    kinds = [kind for kind in office.papers.kinds() if "docx" in kind.formats and kind.code not in LONG]
    made = {kind.name: office.papers.draft(PaperWish(kind=kind.code)) for kind in kinds}
    office.upkeep.close(backup=False)
    return made


def measure() -> list[Figure]:
    """Count the pages of every paper as LibreOffice breaks its Word file, beside those of its PDF."""
    program = shutil.which("soffice")
    if program is None:
        return []
    fonts = shipped_fonts()
    with tempfile.TemporaryDirectory() as folder:
        letters = {name: paper_of(letter) for name, letter in LETTERS.items()}
        papers = {**letters, **of_the_sample(Path(folder))}
        paths = {name: Path(folder) / f"{number}.docx" for number, name in enumerate(papers)}
        for name, path in paths.items():
            path.write_bytes(render_docx(papers[name], fonts))
        settings = Path(folder) / "fonts.conf"
        settings.write_text(_settings(folder), "utf-8")
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, *map(str, paths.values())]
        environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        figures = []
        for name, path in paths.items():
            ours = _pages(render_pdf(papers[name], fonts))
            theirs = _pages(path.with_suffix(".pdf").read_bytes())
            figures.append(Figure(f"Word：{name}", "页", "PDF", [theirs] * 2, [ours] * 2, 1))
    return figures


def _pages(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _settings(folder: str) -> str:
    stand_ins = "".join(
        f'<match target="pattern"><test name="family"><string>{asked}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{ours}</string></edit></match>'
        for asked, ours in FAMILIES.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{resources_folder() / 'fonts'}</dir><cachedir>{folder}/cache</cachedir>"
        f"{stand_ins}</fontconfig>"
    )
