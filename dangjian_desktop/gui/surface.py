"""The white work surface with its rounded corners, the tabs on it and the strips at its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from dangjian_desktop.gui.strips import MessageStrip, ProgressStrip
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.layouts import Pages, column
from dangjian_desktop.gui.widgets.panes import see_through


class Corner(QWidget):
    """Rounds one corner of whatever lies below it."""

    def __init__(self, parent: QWidget, right: bool, bottom: bool) -> None:
        super().__init__(parent)
        self.right, self.bottom = right, bottom
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame's colour outside the curve, and the curve."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.width()
        centre = QPointF(0 if self.right else radius, 0 if self.bottom else radius)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.addEllipse(centre, radius, radius)
        painter.fillPath(outside - inside, QColor(COLOURS.frame))
        painter.setPen(QPen(QColor(COLOURS.hairline), 1))
        painter.drawEllipse(centre, radius - 0.5, radius - 0.5)


class Surface(QFrame):
    """Holds the pages in a stack, progress under them; messages lie over the foot of the window.

    Where a high zoom leaves a page less room than it needs, the page scrolls: nothing is cut.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("surface")
        body = column(self)
        self.stack = Pages()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.stack)
        see_through(self.area, self.stack)
        self.messages = MessageStrip()
        self.progress = ProgressStrip()
        body.addWidget(self.area, 1)
        body.addWidget(self.progress)
        self.corners: list[Corner] = [
            Corner(self, right, bottom) for right in (False, True) for bottom in (False, True)
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the corners in the corners."""
        super().resizeEvent(event)
        self.place_corners()

    def place_corners(self) -> None:
        """Put each corner where it belongs."""
        side = px(SIZES.surface_radius)
        for corner in self.corners:
            left = self.width() - side if corner.right else 0
            top = self.height() - side if corner.bottom else 0
            corner.setGeometry(left, top, side, side)
            corner.raise_()

    def event(self, event: QEvent) -> bool:
        """Keep the corners on top of new pages."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.place_corners()
        return done
