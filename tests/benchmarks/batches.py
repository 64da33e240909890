"""2,000 letters in one PDF, against ReportLab drawing the same characters bare, and LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice, product
from pathlib import Path
from time import perf_counter, process_time

from reportlab.pdfgen.canvas import Canvas

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.documents.fonts import Role
from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.papers import Paper, texts_of
from dangjian_desktop.kernel.clock import SystemClock
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.benchmarks.bare import known
from tests.benchmarks.figures import Figure

LETTERS, TIMES, CONVERTED = 2_000, 5, 40
LINE, SIZE = 28, 16
BASE = "ReportLab 不排版、不检查，逐行画同样的字"
WISH = PaperWish(
    kind="open_letter",
    values={
        "issuer": "中共栖梧镇委员会",
        "office": "镇组织人事办",
        "telephone": "0990-0000000",
        "matter": "村、社区“两委”班子测评",
    },
)
NAMES = ["".join(parts) for parts in product("甄秦薄单仇曾程邓耿郝", "云知禾阡暮栖采夏", "天远帆陌鹤山霞泉")]
PEAK = """
import sys
from pathlib import Path
from tests.benchmarks.figures import most_memory
from tests.benchmarks.batches import WISH, made, to
with made(Path(sys.argv[1])) as office:
    office.batches.make(WISH, to(1), Path(sys.argv[1]) / "一.pdf")
    before = most_memory()
    office.batches.make(WISH, to(int(sys.argv[2])), Path(sys.argv[1]) / "信.pdf")
    print(before, most_memory())
"""


def measure() -> list[Figure]:
    """Make the letters, draw their characters bare, and convert some of them with LibreOffice."""
    with tempfile.TemporaryDirectory() as name, made(Path(name)) as office:
        folder = Path(name)
        texts = texts_of_letters(office)
        ours, bare = [], []
        for turn in range(TIMES):
            start = process_time()
            office.batches.make(WISH, to(LETTERS), folder / f"信{turn}.pdf")
            ours.append(process_time() - start)
            start = process_time()
            draw_bare(office, texts, folder / "裸.pdf")
            bare.append(process_time() - start)
        figures = [
            Figure(
                f"{LETTERS} 封公开信合成一个 PDF",
                "秒",
                "ReportLab 不排版、不检查，逐行画同样的字",
                ours,
                bare,
                3,
            )
        ]
        if shutil.which("soffice"):
            figures.append(beside_libreoffice(office, folder, ours))
        peaks = [float(word) for word in peak(folder)]
        figures.append(Figure("生成时内存的峰值", "MB", "300 MB", [peaks[1]] * 2, [300.0] * 2, 1))
        return figures


def beside_libreoffice(office: Office, folder: Path, ours: Sequence[float]) -> Figure:
    """Convert letters as docx with one run of LibreOffice; both as seconds a letter."""
    words = folder / "docx"
    words.mkdir()
    for at, one in enumerate(to(CONVERTED)):
        content = office.papers.make(PaperWish(kind=WISH.kind, values=WISH.values, to=one), "docx").content
        (words / f"{at:02}.docx").write_bytes(content)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", "pdf"]
    command += ["--outdir", str(folder / "lo-pdf"), *map(str, sorted(words.iterdir()))]
    seconds = []
    for _ in range(2):
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append((perf_counter() - start) / CONVERTED * 1000)
    mine = [each / LETTERS * 1000 for each in ours]
    return Figure(
        "一封公开信", "毫秒", f"LibreOffice 一次转换 {CONVERTED} 个 docx，平均一个", mine, seconds, 0.05
    )


@contextmanager
def made(folder: Path) -> Iterator[Office]:
    """Make an empty book in ``folder``, closed at the end."""
    folder.mkdir(exist_ok=True)
    office = ProgramOpener(SystemClock()).create(folder / "册.djb")
    try:
        yield office
    finally:
        office.upkeep.close(backup=False)


def to(count: int) -> tuple[Addressee, ...]:
    """Return so many households."""
    return tuple(Addressee(name=name, unit="一组", person=True) for name in islice(cycle(NAMES), count))


def texts_of_letters(office: Office) -> list[str]:
    """Return all the characters of each letter."""
    letters = (one for one in office.papers.each(WISH, to(LETTERS)) if isinstance(one, Paper))
    return ["".join(text for part in one.parts for text in texts_of(part)) for one in letters]


def draw_bare(office: Office, texts: Sequence[str], path: Path) -> None:
    """Draw each text on a page of its own, 28 characters a line."""
    face = known(office.papers.fonts().main_face(Role.FANG))
    canvas = Canvas(str(path), pageCompression=1)
    for text in texts:
        canvas.setFont(face, SIZE)
        for row, at in enumerate(range(0, len(text), LINE)):
            canvas.drawString(80, 740 - row * 29, text[at : at + LINE])
        canvas.showPage()
    canvas.save()


def peak(folder: Path) -> list[str]:
    """Return the most memory, in MB, before and after a batch in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", PEAK, str(folder / "峰"), str(LETTERS)],
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.split()
