"""Turns the tokens into Qt: font, palette, style sheet and zoom for every widget."""

from __future__ import annotations

import re
from dataclasses import asdict

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dangjian_desktop.gui.chinese import speak_chinese
from dangjian_desktop.gui.tokens import COLOURS, FAMILIES, SIZES, ZOOMS
from dangjian_desktop.kernel.paths import resources_folder

ZOOM_PROPERTY = "zoomPercent"
MOST_SOFT = 130
_in_hand = [100]  # asked for with every cell that is drawn


def zoom_percent() -> int:
    """Return the zoom in hand, 100–175."""
    return _in_hand[0]


def px(length: float) -> int:
    """Scale ``length`` (px at 100 %) to the zoom; one pixel stays one pixel."""
    return round(length * zoom_percent() / 100) if length > 1 else round(length)


def soft_px(length: float) -> int:
    """Scale a width that may stay behind the zoom, because what stands in it wraps or scrolls."""
    return round(length * min(zoom_percent(), MOST_SOFT) / 100)


def veiled(colour: str, alpha: int) -> QColor:
    """Return a colour of the tokens with an alpha of 0 to 255, for shadows and veils."""
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


def font(size: float = SIZES.body, bold: bool = False) -> QFont:
    """Return the office font at ``size`` px (100 %), with figures of equal width."""
    made = QFont(list(FAMILIES))
    made.setPixelSize(max(8, px(size)))
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def style_sheet() -> str:
    """Return the style sheet with ``@tokens`` and lengths (but hairlines) filled in."""
    text = (resources_folder() / "style.qss").read_text("utf-8")
    values = asdict(COLOURS) | {"icons": (resources_folder() / "icons").as_posix()}
    text = re.sub(r"@(\w+)", lambda m: values[m.group(1)], text)
    return re.sub(r"\b(\d+)px", lambda m: f"{px(int(m.group(1)))}px", text)


def palette() -> QPalette:
    """Return the palette, so that what no rule styles still belongs."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: COLOURS.frame, role.Base: COLOURS.surface, role.AlternateBase: COLOURS.table_head,
        role.Text: COLOURS.ink, role.WindowText: COLOURS.ink, role.ButtonText: COLOURS.ink,
        role.Button: COLOURS.surface, role.Highlight: COLOURS.selection, role.HighlightedText: COLOURS.ink,
        role.PlaceholderText: COLOURS.ink3, role.Link: COLOURS.blue, role.LinkVisited: COLOURS.blue,
        role.ToolTipBase: COLOURS.ink, role.ToolTipText: COLOURS.surface, role.Accent: COLOURS.blue,
    }  # fmt: skip
    for which, colour in pairs.items():
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(COLOURS.disabled))
    return made


def dress(app: QApplication, zoom: int = 100) -> None:
    """Give the whole program its look, once, before the first widget."""
    app.setStyle("Fusion")
    app.setPalette(palette())
    speak_chinese(app)
    set_zoom(app, zoom)


def set_zoom(app: QApplication, percent: int) -> int:
    """Show every widget at ``percent`` (held between 100 and 175) and return it."""
    held = max(ZOOMS[0], min(ZOOMS[-1], percent))
    app.setProperty(ZOOM_PROPERTY, held)
    _in_hand[0] = held
    app.setFont(font())
    app.setStyleSheet(style_sheet())
    for widget in app.allWidgets():
        for child in widget.children():
            if isinstance(child, ZoomFollower):
                child.rescale()
    return held


class ZoomFollower(QObject):
    """A child of a widget that sets sizes given in code again when the zoom changes."""

    def rescale(self) -> None:
        """Set the sizes to the zoom."""


def next_zoom(percent: int, up: bool) -> int:
    """Return the step above or below ``percent``."""
    steps = [z for z in ZOOMS if (z > percent if up else z < percent)]
    return (steps[0] if up else steps[-1]) if steps else percent


def zoom_changed(event: QEvent) -> bool:
    """Tell, in ``changeEvent``, whether sizes set in code must be set again."""
    return event.type() == QEvent.Type.StyleChange


def colour(name: str) -> QColor:
    """Return the token colour called ``name``."""
    return QColor(getattr(COLOURS, name))


def set_kind(widget: QWidget, kind: str) -> None:
    """Give ``widget`` the style-sheet kind ``kind`` and show it at once."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
