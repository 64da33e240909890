"""Every format of letter as PDF and as Word: LibreOffice must break the Word file into as many pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdfium2

from dangjian_desktop.documents.docx import render_docx
from dangjian_desktop.documents.fonts import shipped_fonts
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.kernel.paths import resources_folder
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
LETTERS = {**EVERY, "letter of several pages": replace(LETTER, blocks=BODY * 4)}


def measure() -> list[Figure]:
    """Count the pages of every letter as LibreOffice breaks its Word file, beside those of its PDF."""
    program = shutil.which("soffice")
    if program is None:
        return []
    fonts = shipped_fonts()
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{number}.docx" for number, name in enumerate(LETTERS)}
        for name, path in paths.items():
            path.write_bytes(render_docx(paper_of(LETTERS[name]), fonts))
        settings = Path(folder) / "fonts.conf"
        settings.write_text(_settings(folder), "utf-8")
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, *map(str, paths.values())]
        environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        figures = []
        for name, path in paths.items():
            ours = _pages(render_pdf(paper_of(LETTERS[name]), fonts))
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
