"""Pictures of every paper of the sample township, for the README and for the eye of the maker."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Office

MOMENT = datetime.fromisoformat("2026-11-23T09:30:00+08:00")
ACROSS, DOWN = 6, 3
WIDE, HIGH, GAP, WORDS = 230, 300, 24, 30
GROUND, INK, EDGE = (238, 235, 230), (86, 80, 73), (214, 208, 199)


def main(arguments: Sequence[str]) -> int:
    """Write sheets gallery-1.png … into the folder named first; return 0 when all papers were made."""
    from dangjian_desktop.app.build import ProgramOpener
    from dangjian_desktop.kernel.clock import FixedClock
    from dangjian_desktop.kernel.progress import Silent

    if not arguments:
        sys.stderr.write("请写明放图片的文件夹。\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["DANGJIAN_HOME"] = scratch
        office = ProgramOpener(FixedClock(MOMENT)).sample(Path(scratch) / "栖梧镇.djb", Silent())
        cards = first_pages(office)
        office.upkeep.close(backup=False)
    most = ACROSS * DOWN
    for number, start in enumerate(range(0, len(cards), most), 1):
        sheet(cards[start : start + most]).save(folder / f"gallery-{number}.png", optimize=True)
    return 0


def first_pages(office: Office) -> list[tuple[str, Image.Image]]:
    """Return the name and the first page of every paper the sample has the facts for."""
    from dangjian_desktop.documents.preview import page_png
    from dangjian_desktop.kernel.findings import Rejected
    from dangjian_desktop.services.papers import PaperWish

    found: list[tuple[str, Image.Image]] = []
    for kind in office.papers.kinds():
        try:
            laid = office.papers.lay_out(PaperWish(kind=kind.code))
        except Rejected as error:
            sys.stderr.write(f"{kind.name}：{error}\n")
            continue
        scale = 2 * min(WIDE / laid.sizes[0][0], HIGH / laid.sizes[0][1])
        found.append((kind.name, Image.open(BytesIO(page_png(laid.pdf, scale, 0)))))
    return found


def sheet(cards: Sequence[tuple[str, Image.Image]]) -> Image.Image:
    """Return one sheet of pages with their names under them."""
    from dangjian_desktop.kernel.paths import resources_folder

    rows = -(-len(cards) // ACROSS)
    size = (GAP + ACROSS * (WIDE + GAP), GAP + rows * (HIGH + WORDS + GAP))
    page = Image.new("RGB", size, GROUND)
    draw = ImageDraw.Draw(page)
    look = ImageFont.truetype(str(resources_folder() / "fonts" / "FandolHei.ttf"), 15)
    for number, (name, picture) in enumerate(cards):
        row, column = divmod(number, ACROSS)
        left, top = GAP + column * (WIDE + GAP), GAP + row * (HIGH + WORDS + GAP)
        picture.thumbnail((WIDE, HIGH), Image.Resampling.LANCZOS)
        at = (left + (WIDE - picture.width) // 2, top + HIGH - picture.height)
        page.paste(picture, at)
        draw.rectangle((*at, at[0] + picture.width, at[1] + picture.height), outline=EDGE)
        wide = draw.textlength(name, font=look)
        draw.text((left + (WIDE - wide) / 2, top + HIGH + 8), name, font=look, fill=INK)
    return page


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
