"""The frame of the window: rail, bars and surface, what covers them, zoom and date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget
from shiboken6 import isValid

from dangjian_desktop.gui.bars import StatusLine, TopBar
from dangjian_desktop.gui.rail import Rail
from dangjian_desktop.gui.settings import ZOOM
from dangjian_desktop.gui.shell import Link, Shell
from dangjian_desktop.gui.surface import Surface
from dangjian_desktop.gui.theme import next_zoom, set_zoom, zoom_percent
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.kernel.findings import hint

LEAST = QSize(1280, 680)
EDGES = QSize(16, 40)  # what the system draws around a window: its title bar and borders
USUAL = (1366, 720)
DATE_EVERY_MS = 60_000
CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Frame(QWidget):
    """Everything around the tabs that knows nothing of them."""

    day_changed = Signal()
    back_asked = Signal()  # Esc that nothing on the page took

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("党建台")
        self.shell = shell
        self.filled: QWidget | None = None
        self.covers: list[QWidget] = []
        self.keyed: QWidget | None = None
        self.own_place: Callable[[], QWidget | None] = lambda: None  # where the keys belong there
        self._lay_out()
        self._hear()
        geometry = shell.settings.geometry()
        if geometry.isEmpty():
            self.resize(*USUAL)
        else:
            self.restoreGeometry(geometry)
        least = LEAST.boundedTo(self.screen().availableSize() - EDGES)
        self.setMinimumSize(least)
        self.resize(self.size().expandedTo(least))
        self.foot.show_zoom(zoom_percent())
        self.show_date()
        self.dates = QTimer(self, interval=DATE_EVERY_MS)
        self.dates.timeout.connect(self.show_date)
        self.dates.start()

    def keep_on_screen(self) -> None:
        """Be no larger than the screen, which a scaling of 175 % makes small."""
        if not self.isMaximized():
            self.resize(self.size().boundedTo(self.screen().availableSize() - EDGES))

    def _lay_out(self) -> None:
        self.rail, self.top, self.surface, self.foot = Rail(), TopBar(), Surface(), StatusLine()
        across = row(self, gap=0)
        across.addWidget(self.rail)
        held = QWidget()
        right = column(held)
        across.addWidget(held, 1)
        right.addWidget(self.top)
        inset = QWidget()
        inside = row(inset, (0, 0, 8, 0), gap=0)
        inside.addWidget(self.surface)
        right.addWidget(inset, 1)
        right.addWidget(self.foot)
        self.surface.messages.lie_over(held, self.surface)

    def _hear(self) -> None:
        runner, shell, surface = self.shell.runner, self.shell, self.surface
        runner.noticed.connect(surface.messages.show_findings)
        runner.saved.connect(self._saved)
        runner.began.connect(surface.progress.begin)
        runner.stepped.connect(surface.progress.advance)
        runner.ended.connect(surface.progress.end)
        runner.cancelled.connect(self._cancelled)
        surface.progress.cancel_asked.connect(runner.cancel)
        shell.said.connect(self._say)
        shell.stays.connect(surface.messages.stay)
        shell.noticed.connect(surface.messages.show_findings)
        shell.page_turned.connect(surface.messages.pass_on)
        shell.badge_changed.connect(self.rail.set_badge)
        shell.full_screen_asked.connect(self.fill)
        self.foot.zoom_asked.connect(lambda: self.zoom_by(0))

    def _say(self, text: str, state: State, links: Sequence[Link]) -> None:
        self.surface.messages.say(text, state, links)

    def _cancelled(self, what: str) -> None:
        if what:
            self.surface.messages.show_findings([hint("general.cancelled")])

    def _saved(self, moment: datetime) -> None:
        self.foot.show_saved(moment)
        self.surface.messages.pass_on()

    def cover(self, widget: QWidget, *, keep_focus: bool = False) -> None:
        """Lay ``widget`` over the window, now and whenever the size changes."""
        if widget not in self.covers:
            widget.setParent(self)
            self.covers.append(widget)
        widget.setGeometry(self.rect())
        widget.show()
        widget.raise_()
        if not keep_focus:
            widget.setFocus()

    def fill(self, widget: QWidget | None) -> None:
        """Let ``widget`` cover the window; None uncovers it."""
        if self.filled is not None and isValid(self.filled):
            self.filled.hide()
        self.filled = widget
        if widget is not None:
            self.cover(widget)

    def show_date(self) -> None:
        """Show today; a new day is said, so that every tab counts its days anew."""
        today: date = self.shell.today()
        before = self.top.day
        self.top.show_day(today)
        if before and before != today:
            self.day_changed.emit()

    def zoom_by(self, step: int) -> None:
        """Zoom one step in (1) or out (−1), or back to 100 % (0)."""
        percent = next_zoom(zoom_percent(), step > 0) if step else 100
        self.zoom_to(percent)

    def zoom_to(self, percent: int) -> None:
        """Show every widget at ``percent``."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            held = set_zoom(app, percent)
            self.shell.settings.set(ZOOM, held)
            self.foot.show_zoom(held)
            self.surface.place_corners()

    def event(self, event: QEvent) -> bool:
        """Note which widget a key comes to: by the time the window has it, another may be in focus."""
        if event.type() is QEvent.Type.ShortcutOverride:
            self.keyed = self.focusWidget()
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Follow Tab; Qt also asks when what has the keyboard goes or cannot be used any more.

        Then the keyboard stays on the page: what comes next may lie in the bars, where the next Space
        would open something.
        """
        held: QWidget | None = self.focusWidget()
        gone = held is not None and not (held.isVisible() and held.isEnabled())
        moved = super().focusNextPrevChild(forward)
        if held is not None and gone and (place := self._place_instead(held)) is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return moved

    def _place_instead(self, gone: QWidget) -> QWidget | None:
        """Return where the keyboard belongs when ``gone`` lost it, None when it is well where it is."""
        covers = (one for one in self.covers if isValid(one) and one.isVisible() and one.isAncestorOf(gone))
        cover = next(covers, None)
        page: QWidget | None = cover or self.surface.stack.currentWidget()
        here: QWidget | None = QApplication.focusWidget()
        if page is not None and here is not None and page.isAncestorOf(gone) and page.isAncestorOf(here):
            return None
        return cover or self.own_place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the focused button on Enter, as a dialog would; Esc goes back.

        A field that answered the Enter itself and lost the focus by it leaves none for the next button.
        """
        focused = self.focusWidget()
        here = focused if focused is self.keyed else None
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & CHORDS
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        elif enter and isinstance(here, QAbstractButton) and not isinstance(here, QCheckBox):
            here.click()
        elif not self._says_why(event):
            super().keyPressEvent(event)

    def _says_why(self, event: QKeyEvent) -> bool:
        """Say why the keys of a command do nothing now: no key is dead."""
        keys = QKeySequence(event.keyCombination())
        found = self.shell.registry.lacking(keys) if event.modifiers() & CHORDS else None
        if found is not None:
            self.shell.say(f"“{found.short()}”现在用不了：{found.needs}。", state=State.SOON)
        return found is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what covers the window as large as it."""
        super().resizeEvent(event)
        self.covers = [cover for cover in self.covers if isValid(cover)]
        for cover in self.covers:
            cover.setGeometry(self.rect())
