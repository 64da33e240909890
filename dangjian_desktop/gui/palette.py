"""The command palette: one field that finds commands, papers, persons, units and help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QPropertyAnimation, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QLineEdit, QWidget

from dangjian_desktop.gui.icons import icon
from dangjian_desktop.gui.pinyin import Span, find, rank
from dangjian_desktop.gui.shell import Hit, HitProvider
from dangjian_desktop.gui.theme import font, px, veiled
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.frames import slide_in
from dangjian_desktop.gui.widgets.layouts import column, fixed_height, row
from dangjian_desktop.gui.widgets.words import IconLabel, KeyCap, Label, cap_width, paint_cap

MOST_ROWS = 9
MOST_A_GROUP = 4
GROUPS = ("命令", "公文", "人员", "单位", "帮助")
ROW, HEAD, FIELD, FOOT = 44, 28, 56, 40
VEIL = veiled(COLOURS.shade, 82)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it says, where it belongs, its keys, what is marked, what Enter does."""

    group: str
    text: str
    run: Callable[[], object]
    note: str = ""
    place: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    keywords: str = ""
    span: Span | None = None


def matched(entries: Sequence[Entry], wanted: str) -> list[Entry]:
    """Return the entries ``wanted`` finds, best first, with what to mark."""
    if not wanted.strip():
        return list(entries)
    found: list[tuple[int, int, Entry]] = []
    for number, entry in enumerate(entries):
        span = find(entry.text, wanted)
        if span is not None:
            found.append((rank(entry.text, span, wanted), number, replace(entry, span=span)))
        elif any(find(word, wanted) is not None for word in entry.keywords.split()):
            found.append((4, number, entry))
    return [entry for _, _, entry in sorted(found, key=lambda item: item[:2])]


class Palette(QWidget):
    """Lies over the window with a veil; keeps open while an input method has the focus."""

    def __init__(
        self,
        window: QWidget,
        commands: Callable[[], Sequence[Entry]],
        providers: dict[str, HitProvider],
        otherwise: Callable[[str], Entry | None],
    ) -> None:
        super().__init__(window)
        self.window_in_hand = window
        self.commands, self.providers, self.otherwise = commands, providers, otherwise
        self.sliding: QPropertyAnimation | None = None
        self.entries: dict[str, list[Entry]] = {}
        self.only = ""
        self.before: QWidget | None = None
        self.box = QFrame(self)
        self.box.setObjectName("palette")
        shadow = QGraphicsDropShadowEffect(self.box, blurRadius=32, offset=QPointF(0, 8))
        shadow.setColor(veiled(COLOURS.shade, 90))
        self.box.setGraphicsEffect(shadow)
        outer = column(self.box)
        outer.addWidget(self._field_row())
        self.list = PaletteList(self)
        outer.addWidget(self.list)
        outer.addWidget(self._foot())
        self.field.textChanged.connect(self.look)
        self.field.installEventFilter(self)
        self.hide()

    def _field_row(self) -> QWidget:
        place = QWidget()
        fixed_height(place, FIELD)
        across = row(place, (20, 0, 20, 0), gap=14)
        across.addWidget(IconLabel("search", side=20))
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setAccessibleName("找命令、公文、人员、单位")
        across.addWidget(self.field, 1)
        self.aside = Label("汉字、拼音、首字母都可以", "note")
        across.addWidget(self.aside)
        return place

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("paletteFoot")
        fixed_height(foot, FOOT)
        across = row(foot, (20, 0, 20, 0), gap=6)
        for caps, words in (
            (("↑", "↓"), "选"),
            (("Enter",), "执行"),
            (("Tab",), "只看这一类"),
            (("Esc",), "关闭"),
        ):
            for cap in caps:
                across.addWidget(KeyCap(cap))
            across.addWidget(Label(words, "small"))
            across.addSpacing(px(10))
        across.addStretch(1)
        self.total = Label("", "small")
        across.addWidget(self.total)
        return foot

    def open(self) -> None:
        """Show, empty, ready to type."""
        self.before = self.window_in_hand.focusWidget()
        self.only = ""
        self.field.clear()
        self.field.setFont(font(20))
        self.setGeometry(self.window_in_hand.rect())
        self.look("")
        self.show()
        self.raise_()
        self._slide()
        self.field.setFocus()

    def _slide(self) -> None:
        if QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            end = self.box.pos()
            self.sliding = slide_in(self.box, end + QPoint(0, px(8)), end)
            self.sliding.start()

    def shut(self) -> None:
        """Hide and give the focus back."""
        self.hide()
        if self.before is not None:
            self.before.setFocus()

    def look(self, wanted: str) -> None:
        """Find ``wanted`` everywhere."""
        self.entries = {"命令": matched(self.commands(), wanted)}
        helps = [entry for entry in self.entries["命令"] if entry.group == "帮助"]
        self.entries["命令"] = [entry for entry in self.entries["命令"] if entry.group != "帮助"]
        self.entries["帮助"] = helps if wanted.strip() else []
        self.arrange()
        if wanted.strip():
            for group, provider in self.providers.items():
                provider(wanted.strip(), self._taker(group, wanted))

    def _taker(self, group: str, wanted: str) -> Callable[[Sequence[Hit]], None]:
        def take(hits: Sequence[Hit]) -> None:
            if self.field.text() != wanted or not self.isVisible():
                return
            usual = "person" if group == "人员" else "unit"
            self.entries[group] = [
                Entry(
                    group,
                    hit.text,
                    hit.run,
                    hit.note,
                    hit.place,
                    (),
                    hit.icon or usual,
                    "",
                    find(hit.text, wanted),
                )
                for hit in hits
            ]
            self.arrange()

        return take

    def arrange(self) -> None:
        """Lay at most nine rows out, a fair share for each group."""
        groups = [g for g in GROUPS if self.entries.get(g) and self.only in ("", g)]
        rows = self._rows_of(groups)
        total = sum(len(self.entries[g]) for g in groups)
        self.total.setText(f"{total} 项" if total <= len(rows) else f"{len(rows)} / {total} 项")
        self.aside.setText(f"只看{self.only}" if self.only else "汉字、拼音、首字母都可以")
        self.list.show_rows(rows)
        if self.sliding is not None:
            self.sliding.stop()
        width = min(px(SIZES.palette_width), self.width() - px(32))
        height = px(FIELD) + self.list.height_needed() + px(FOOT)
        top = min(px(SIZES.palette_top), max(px(8), self.height() - height - px(16)))
        self.box.setGeometry((self.width() - width) // 2, top, width, height)

    def _rows_of(self, groups: Sequence[str]) -> list[Entry]:
        """Return the rows there is room for; where nothing is found, what can be done with the text."""
        chosen = shares([len(self.entries[g]) for g in groups])
        rows = [entry for g, count in zip(groups, chosen, strict=True) for entry in self.entries[g][:count]]
        room = self.height() - px(FIELD) - px(FOOT) - px(24)
        while rows and height_of(rows) > room:
            rows.pop()
        text = self.field.text().strip()
        otherwise = self.otherwise(text) if text and not rows else None
        return rows if otherwise is None else [otherwise]

    def limit(self) -> None:
        """Show only the group of the row in hand, or all again."""
        entry = self.list.entry()
        self.only = "" if self.only or entry is None else entry.group
        self.arrange()

    def go(self) -> None:
        """Do what the row in hand does."""
        entry = self.list.entry()
        if entry is not None:
            self.shut()
            QTimer.singleShot(0, entry.run)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list while the field has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.take_key(Qt.Key(event.key()))
        return False

    def take_key(self, key: Qt.Key) -> bool:
        """Act on a key; tell whether it was one of the list's."""
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Down: lambda: self.list.move_by(1),
            Qt.Key.Key_Up: lambda: self.list.move_by(-1),
            Qt.Key.Key_Return: self.go,
            Qt.Key.Key_Enter: self.go,
            Qt.Key.Key_Tab: self.limit,
            Qt.Key.Key_Escape: self.shut,
        }
        act = acts.get(key)
        if act is not None:
            act()
        return act is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a press beside the box."""
        if not self.box.geometry().contains(event.position().toPoint()):
            self.shut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in the middle."""
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the veil."""
        QPainter(self).fillRect(self.rect(), VEIL)


def shares(sizes: Sequence[int]) -> list[int]:
    """Divide nine rows among groups: four each at first, what is left to the first ones."""
    taken = [min(size, MOST_A_GROUP) for size in sizes]
    while sum(taken) > MOST_ROWS:
        widest = max(range(len(taken)), key=lambda n: (taken[n], n))
        taken[widest] -= 1
    for number, size in enumerate(sizes):
        taken[number] += min(size - taken[number], MOST_ROWS - sum(taken))
    return taken


def height_of(rows: Sequence[Entry]) -> int:
    """Return the height of ``rows`` with their headings."""
    if not rows:
        return px(72)
    return len({entry.group for entry in rows}) * px(HEAD) + len(rows) * px(ROW) + px(8)


class PaletteList(QWidget):
    """Draws the groups and rows; one row is in hand."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.owner = palette
        self.rows: list[Entry] = []
        self.current = 0
        self.setMouseTracking(True)
        self.setAccessibleName("找到的项目")

    def show_rows(self, rows: Sequence[Entry]) -> None:
        """Show ``rows``, the first in hand."""
        self.rows, self.current = list(rows), 0
        self.setFixedHeight(self.height_needed())
        self.tell()
        self.update()

    def entry(self) -> Entry | None:
        """Return the row in hand."""
        return self.rows[self.current] if self.rows else None

    def move_by(self, step: int) -> None:
        """Take the next or the previous row in hand."""
        if self.rows:
            self.current = (self.current + step) % len(self.rows)
            self.tell()
            self.update()

    def tell(self) -> None:
        """Let a screen reader say the row in hand."""
        entry = self.entry()
        self.setAccessibleDescription(f"{entry.text} {entry.place}" if entry else "没有找到")

    def places(self) -> list[tuple[str, QRect]]:
        """Return the heading over each row (empty: none) and where the row stands."""
        found: list[tuple[str, QRect]] = []
        top, group = px(4), ""
        for entry in self.rows:
            heading = entry.group if entry.group != group else ""
            top += px(HEAD) if heading else 0
            found.append((heading, QRect(px(8), top, self.width() - px(16), px(ROW))))
            top, group = top + px(ROW), entry.group
        return found

    def height_needed(self) -> int:
        """Return the height of all rows."""
        return height_of(self.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headings and rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(COLOURS.hairline))
        painter.drawLine(0, 0, self.width(), 0)
        if not self.rows:
            painter.setPen(QColor(COLOURS.ink2))
            painter.setFont(font(SIZES.note))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "没有找到。换几个字，或只输首字母。")
            return
        for number, (heading, rect) in enumerate(self.places()):
            if heading:
                painter.setFont(font(SIZES.small))
                painter.setPen(QColor(COLOURS.ink2))
                at = QRect(px(20), rect.top() - px(HEAD), rect.width(), px(HEAD))
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, heading)
            self.paint_row(painter, QRectF(rect), self.rows[number], number == self.current)

    def paint_row(self, painter: QPainter, rect: QRectF, entry: Entry, in_hand: bool) -> None:
        """Draw one row."""
        middle = Qt.AlignmentFlag.AlignVCenter
        if in_hand:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS.selection))
            painter.drawRoundedRect(rect, px(5), px(5))
            painter.fillRect(
                QRectF(rect.left(), rect.top() + px(7), px(3), rect.height() - px(14)), QColor(COLOURS.blue)
            )
        side = px(19)
        icon(entry.icon or "arrow-right").paint(
            painter, round(rect.left() + px(16)), round(rect.center().y() - side / 2), side, side
        )
        left = rect.left() + px(48)
        painter.setFont(font(15))
        left = self.paint_marked(painter, QRectF(left, rect.top(), rect.width(), rect.height()), entry)
        if entry.note:
            painter.setFont(font(SIZES.small))
            painter.setPen(QColor(COLOURS.ink2))
            painter.drawText(
                QRectF(left + px(12), rect.top(), rect.width(), rect.height()), middle, entry.note
            )
        right = rect.right() - px(12)
        for key in reversed(entry.keys):
            width = cap_width(key)
            paint_cap(painter, QRectF(right - width, rect.center().y() - px(11), width, px(22)), key)
            right -= width + px(5)
        painter.setFont(font(SIZES.note))
        painter.setPen(QColor(COLOURS.ink2))
        place = QRectF(
            rect.left(), rect.top(), right - rect.left() - (px(10) if entry.keys else 0), rect.height()
        )
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, entry.place)

    def paint_marked(self, painter: QPainter, rect: QRectF, entry: Entry) -> float:
        """Draw the text with what was found lit up and bold; return where it ends."""
        start, end = entry.span or (0, 0)
        left = rect.left()
        for number, part in enumerate((entry.text[:start], entry.text[start:end], entry.text[end:])):
            painter.setFont(font(15, bold=number == 1))
            width = painter.fontMetrics().horizontalAdvance(part)
            if number == 1 and part:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(COLOURS.search_hit))
                ground = QRectF(left - px(1), rect.center().y() - px(12), width + px(2), px(24))
                painter.drawRoundedRect(ground, px(3), px(3))
            painter.setPen(QColor(COLOURS.ink))
            painter.drawText(
                QRectF(left, rect.top(), width + px(4), rect.height()), Qt.AlignmentFlag.AlignVCenter, part
            )
            left += width
        return left

    def line_at(self, at: QPoint) -> int:
        """Return the row under a point, −1 for none."""
        return next((n for n, (_, rect) in enumerate(self.places()) if rect.contains(at)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the row under the pointer in hand."""
        line = self.line_at(event.position().toPoint())
        if line >= 0 and line != self.current:
            self.current = line
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the pressed row does."""
        line = self.line_at(event.position().toPoint())
        if line >= 0:
            self.current = line
            self.owner.go()
