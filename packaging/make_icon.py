"""Makes resources/app.svg, app.png and packaging/windows/app.ico: python packaging/make_icon.py.

The mark of the rail, 建 in a rounded square, in the red of the window.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[1]
SIGN, FONT = "建", ROOT / "resources" / "fonts" / "FandolHei.ttf"
RED, EDGE, ROUND, TALL = "#B3161C", 16, 52, 168  # of a square of 256
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)  # what Windows shows at 100 to 250 %


def drawing() -> str:
    """Return the icon as SVG."""
    font = TTFont(FONT)
    name, glyphs = font.getBestCmap()[ord(SIGN)], font.getGlyphSet()
    glyph, scale = font["glyf"][name], TALL / font["head"].unitsPerEm
    left = 128 - scale * (glyph.xMin + glyph.xMax) / 2
    base = 128 + scale * (glyph.yMin + glyph.yMax) / 2
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}")
    glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, left, base)))
    side = 256 - 2 * EDGE
    plate = f'<rect x="{EDGE}" y="{EDGE}" width="{side}" height="{side}" rx="{ROUND}" fill="{RED}"/>'
    white = 'fill="#FFFFFF" stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round"'
    sign = f'<path {white} d="{pen.getCommands()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">{plate}{sign}</svg>\n'


def picture(svg: str, size: int) -> Image.Image:
    """Return the icon as it is drawn at ``size`` pixels; small ones fill their square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    if size < 64:
        renderer.setViewBox(QRectF(EDGE, EDGE, 256 - 2 * EDGE, 256 - 2 * EDGE))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(BytesIO(bytes(buffer.data().data())))


def main() -> int:
    """Write the three files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QGuiApplication([])
    svg = drawing()
    (ROOT / "resources" / "app.svg").write_text(svg, "utf-8")
    picture(svg, 128).save(ROOT / "resources" / "app.png", optimize=True)
    pictures = [picture(svg, size) for size in SIZES]
    target = ROOT / "packaging" / "windows" / "app.ico"
    sizes = [(size, size) for size in SIZES]
    pictures[-1].save(target, format="ICO", sizes=sizes, append_images=pictures[:-1])
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
