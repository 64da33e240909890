"""The bar at the top (campaign, phase, search, date) and the status line at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QEnterEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.theme import font, px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES, State
from dangjian_desktop.gui.widgets.layouts import fixed_height, row
from dangjian_desktop.gui.widgets.words import (
    Button,
    ElidedLabel,
    Label,
    SignLabel,
    cap_width,
    line,
    paint_cap,
)

WEEKDAYS = "一二三四五六日"
LENS, LEAST_SEARCH, WHOLE_SEARCH = 36, 210, 252  # px of the search box: the lens alone, with words and key
STATUS_GAPS, LEAST_WORD = 30, 90  # beside the parts of the status line; of a word that is cut short


@dataclass(frozen=True, slots=True)
class CampaignChoice:
    """A campaign as the switcher lists it; ``phase`` is e.g. 整顿改进阶段 · 第 3 / 4 阶段."""

    id: str
    name: str
    phase: str = ""


def long_date(day: date) -> str:
    """Write a date with its weekday: 2012年4月12日 星期四."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def short_moment(moment: datetime) -> str:
    """Write a moment for the status line: 4月10日 18:05."""
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


class Switcher(QAbstractButton):
    """The campaign in hand, and the list to take another."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choices: tuple[CampaignChoice, ...] = ()
        self.setAccessibleName("活动")
        self.setToolTip("换一个活动（Ctrl+G）")
        self.clicked.connect(self.offer)

    def sizeHint(self) -> QSize:
        """Return room for icon, words and ⌄."""
        words = QFontMetrics(font(bold=True)).horizontalAdvance(self.text())
        return QSize(min(words + px(76), px(460)), px(32))

    def show_choices(self, choices: Sequence[CampaignChoice], current: str) -> None:
        """List ``choices`` with ``current`` in hand."""
        self.choices = tuple(choices)
        named = {choice.id: choice.name for choice in choices}
        self.setText(named.get(current, "还没有活动"))
        self.setEnabled(bool(choices))
        self.setAccessibleDescription(self.text())
        self.updateGeometry()

    def offer(self) -> None:
        """Show the list."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for choice in self.choices:
            action = QAction(choice.name, menu)
            action.triggered.connect(lambda _=False, name=choice.id: self.picked.emit(name))
            menu.addAction(action)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plate, the flag, the name and the ⌄."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = COLOURS.blue if self.hasFocus() else COLOURS.control_edge
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(COLOURS.hover if self.underMouse() and self.isEnabled() else COLOURS.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
        side = px(18)
        top = (self.height() - side) // 2
        icon("flag").paint(painter, px(10), top, side, side)
        icon("chevron-down").paint(painter, self.width() - px(30), top, side, side)
        painter.setFont(font(bold=True))
        painter.setPen(QColor(COLOURS.ink if self.isEnabled() else COLOURS.ink2))
        inner = self.rect().adjusted(px(36), 0, -px(36), 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)


class PaletteBox(QAbstractButton):
    """Looks like a search field; opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("找命令、人员、单位")
        self.setToolTip("找命令、人员、单位（Ctrl+K）")
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        """Return the size of the box."""
        return QSize(px(WHOLE_SEARCH), px(32))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lens, the words and the key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(QColor(COLOURS.blue if self.hasFocus() else COLOURS.hairline), 2 if self.hasFocus() else 1)
        )
        painter.setBrush(QColor(COLOURS.surface if self.underMouse() else COLOURS.table_head))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
        side = px(16)
        icon("search").paint(painter, px(10), (self.height() - side) // 2, side, side)
        if self.width() < px(LEAST_SEARCH):
            return  # no room for words: the tooltip names it
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        painter.drawText(
            self.rect().adjusted(px(34), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "找命令、人员、单位"
        )
        width = cap_width("Ctrl+K")
        cap = QRectF(self.width() - width - px(8), (self.height() - px(22)) / 2, width, px(22))
        paint_cap(painter, cap, "Ctrl+K")


class TopBar(QWidget):
    """Campaign, phase, search and date: 48 px that hold for every tab."""

    def __init__(self) -> None:
        super().__init__()
        fixed_height(self, SIZES.top_bar)
        across = row(self, (0, 0, 8, 0), gap=12)
        self.switcher = Switcher()
        self.phase = ElidedLabel("", "note")
        self.palette_box = PaletteBox()
        self.date = Label("", "note")
        self.day: date | None = None
        self.phase_words = ""
        across.addWidget(self.switcher)
        across.addWidget(self.phase, 1)
        across.addWidget(self.palette_box)
        across.addSpacing(px(8))
        across.addWidget(self.date)

    def show_campaign(self, choices: Sequence[CampaignChoice], current: str) -> None:
        """Show the campaign in hand and its phase."""
        self.switcher.show_choices(choices, current)
        self.show_phase(next((choice.phase for choice in choices if choice.id == current), ""))

    def show_phase(self, words: str) -> None:
        """Show which phase the campaign in hand is in."""
        self.phase_words = words
        self.arrange()

    def show_day(self, day: date) -> None:
        """Show today's date."""
        self.day = day
        self.arrange()

    def arrange(self) -> None:
        """Shorten what can be spared until which phase of how many is told whole.

        First the search box goes down to its lens, then the weekday goes, then the name of the phase.
        """
        letters = QFontMetrics(font(SIZES.note))
        whole = long_date(self.day) if self.day else ""
        day = whole.partition(" ")[0]
        short = self.phase_words.rpartition(" · ")[2]
        gaps = px(8) * 2 + px(12) * 4 + px(12)
        free = self.width() - gaps - self.switcher.sizeHint().width()
        tries = ((whole, self.phase_words), (day, self.phase_words), (day, short))
        rooms = [free - sum(map(letters.horizontalAdvance, one)) for one in tries]
        chosen = next((n for n, room in enumerate(rooms) if room >= px(LENS)), len(tries) - 1)
        room = rooms[chosen] if rooms[chosen] >= px(LEAST_SEARCH) else px(LENS)
        self.palette_box.setMinimumWidth(px(LENS))
        self.palette_box.setMaximumWidth(min(px(WHOLE_SEARCH), room))
        for label, words in ((self.date, tries[chosen][0]), (self.phase, tries[chosen][1])):
            if label.text() != words:
                label.setText(words)
        self.phase.setToolTip(self.phase_words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "phase_words"):
            self.arrange()


class StatusWord(QWidget):
    """One of the tab's words in the status line, a thin line before it."""

    def __init__(self) -> None:
        super().__init__()
        across = row(self, (10, 0, 0, 0), gap=10)
        self.divider = line(upright=True)
        fixed_height(self.divider, 14)
        self.label = ElidedLabel("", "note")
        across.addWidget(self.divider)
        across.addWidget(self.label)

    def text(self) -> str:
        """Return the word."""
        return self.label.text()


class StatusLine(QWidget):
    """已保存 and when, the tab's words, the last backup and the zoom."""

    backup_asked = Signal()
    zoom_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        fixed_height(self, SIZES.status)
        across = row(self, (9, 0, 2, 0), gap=0)
        self.sign = SignLabel(Sign.CHECK, State.DONE, 15)
        self.saved = Label("", "note")
        across.addWidget(self.sign)
        across.addSpacing(px(5))
        across.addWidget(self.saved)
        self.words = row(gap=0)
        across.addLayout(self.words)
        across.addStretch(1)
        self.backup = Button("", kind="flat", name="上次备份")
        self.backup.clicked.connect(self.backup_asked)
        self.zoom = Button("", kind="flat", name="显示比例")
        self.zoom.setToolTip("恢复 100%（Ctrl+0）；Ctrl++ 放大，Ctrl+- 缩小")
        self.zoom.clicked.connect(self.zoom_asked)
        across.addWidget(self.backup)
        divider = line(upright=True)
        divider.setFixedHeight(px(14))
        across.addWidget(divider)
        across.addWidget(self.zoom)
        self.words_shown: list[StatusWord] = []
        self.show_saved(None)

    def show_saved(self, moment: datetime | None, words: str = "") -> None:
        """Show when the last edit was saved, or ``words`` while nothing was edited yet."""
        self.saved.setText(f"已保存 {moment:%H:%M}" if moment is not None else words)
        self.sign.setVisible(bool(self.saved.text()))

    def show_words(self, words: Sequence[str]) -> None:
        """Show the tab's words, a thin line before each."""
        shown = [word for word in words if word]
        while len(self.words_shown) < len(shown):
            self.words_shown.append(StatusWord())
            self.words.addWidget(self.words_shown[-1])
        for number, word in enumerate(self.words_shown):
            word.label.setText(shown[number] if number < len(shown) else "")
        self._fit()

    def _fit(self) -> None:
        """Show as many of the words as there is room for; those left out stand in the tip of the last."""
        beside = (one for one in (self.sign, self.saved, self.backup, self.zoom) if not one.isHidden())
        room = self.width() - px(STATUS_GAPS) - sum(one.sizeHint().width() for one in beside)
        words = [word for word in self.words_shown if word.text()]
        fitting = 0
        for number, word in enumerate(words):
            word.divider.setVisible(number > 0 or bool(self.saved.text()))
            wanted = word.sizeHint().width()
            fitting += number == fitting and room >= min(wanted, px(LEAST_WORD))
            room -= wanted
        for number, word in enumerate(self.words_shown):
            word.setVisible(number < fitting)
            word.setMinimumWidth(word.sizeHint().width() if number < fitting - 1 else 0)
            word.setToolTip("")
        if fitting:
            words[fitting - 1].setToolTip("，".join(word.text() for word in words[fitting - 1 :]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words there is room for."""
        super().resizeEvent(event)
        self._fit()

    def show_backup(self, moment: datetime | None) -> None:
        """Show when the last backup was made."""
        self.backup.setText(f"上次备份 {short_moment(moment)}" if moment is not None else "还没有备份")
        self.backup.setVisible(True)

    def show_zoom(self, percent: int) -> None:
        """Show the zoom."""
        self.zoom.setText(f"{percent}%")
