"""The organisation tree drawn for paper and clipboard: lines of descent, secretary, members."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from dangjian_desktop.gui.theme import font, px
from dangjian_desktop.gui.tokens import COLOURS, SIZES

ROW, INDENT, HEAD, MARGIN = 24, 20, 40, 16
WIDE, SECRETARY, MEMBERS = 460, 74, 70
MOST_ROWS = 60  # in one column of a page


@dataclass(frozen=True, slots=True)
class Leaf:
    """One line of the drawing; ``last`` ends the line of descent of those beside it."""

    depth: int
    name: str
    secretary: str
    members: str
    last: bool


@dataclass(frozen=True, slots=True)
class TreePicture:
    """What is drawn."""

    title: str
    leaves: tuple[Leaf, ...]

    def columns(self) -> int:
        """Return beside how many columns the lines are set, so that they stay readable on a page."""
        return max(1, -(-len(self.leaves) // MOST_ROWS))

    def rows(self) -> int:
        """Return the lines of one column."""
        return -(-len(self.leaves) // self.columns())

    def size(self) -> QSize:
        """Return the size at 100 %."""
        across, down = self.columns(), self.rows()
        return QSize(across * (WIDE + MARGIN) + MARGIN, HEAD + down * ROW + MARGIN)


def picture_of(picture: TreePicture, scale: float = 2.0) -> QPixmap:
    """Return the drawing, ``scale`` times as dense as the screen."""
    size = QSize(px(picture.size().width()), px(picture.size().height()))
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(scale)
    made.fill(QColor(COLOURS.surface))
    painter = QPainter(made)
    paint_tree(painter, QRectF(0, 0, size.width(), size.height()), picture)
    painter.end()
    return made


def paint_tree(painter: QPainter, page: QRectF, picture: TreePicture) -> None:
    """Draw the tree on a page, as large as fits."""
    size = picture.size()
    scale = min(page.width() / px(size.width()), page.height() / px(size.height()))
    painter.save()
    painter.scale(scale, scale)
    painter.setFont(font(SIZES.section, bold=True))
    painter.setPen(QColor(COLOURS.ink))
    head = QRectF(px(MARGIN), px(6), px(size.width() - 2 * MARGIN), px(HEAD - 12))
    painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, picture.title)
    open_lines: dict[int, float] = {}
    for number, leaf in enumerate(picture.leaves):
        across, down = divmod(number, picture.rows())
        if down == 0:
            open_lines = dict.fromkeys(open_lines, float(px(HEAD)))
        left = px(MARGIN + across * (WIDE + MARGIN))
        _paint_leaf(painter, QRectF(left, px(HEAD + down * ROW), px(WIDE), px(ROW)), leaf, open_lines)
    painter.restore()


def _paint_leaf(painter: QPainter, place: QRectF, leaf: Leaf, open_lines: dict[int, float]) -> None:
    """Draw one line; ``open_lines`` tells from where the line of descent of each depth comes down."""
    middle = place.center().y()
    painter.setPen(QPen(QColor(COLOURS.strong_edge), max(1, px(1))))
    if leaf.depth:
        x = place.left() + px(INDENT * (leaf.depth - 1) + 8)
        top = open_lines.get(leaf.depth, place.top())
        painter.drawLine(QPointF(x, top), QPointF(x, middle))
        painter.drawLine(QPointF(x, middle), QPointF(x + px(INDENT - 12), middle))
        open_lines[leaf.depth] = middle
    open_lines[leaf.depth + 1] = middle + px(ROW / 2 - 3)
    left = place.left() + px(INDENT * leaf.depth)
    name = QRectF(left, place.top(), place.right() - px(SECRETARY + MEMBERS) - left, place.height())
    painter.setPen(QColor(COLOURS.ink))
    painter.setFont(font(bold=leaf.depth == 0))
    told = QFontMetricsF(painter.font()).elidedText(leaf.name, Qt.TextElideMode.ElideRight, name.width())
    painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, told)
    painter.setFont(font(SIZES.note))
    painter.setPen(QColor(COLOURS.ink2))
    secretary = QRectF(name.right(), place.top(), px(SECRETARY), place.height())
    painter.drawText(secretary, Qt.AlignmentFlag.AlignVCenter, leaf.secretary)
    members = QRectF(secretary.right(), place.top(), px(MEMBERS), place.height())
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(members, right, leaf.members)
