"""What stands beside the lines of a preview: what was read, the year, what to look at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from dangjian_desktop.gui.signs import Sign
from dangjian_desktop.gui.tokens import COLOURS, State
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.panes import Fact, Pane, Section
from dangjian_desktop.gui.widgets.words import ElidedLabel, Label, SignLabel
from dangjian_desktop.kernel.findings import Severity
from dangjian_desktop.services.import_views import ImportLine, ImportNote, ImportView

SIGNS = {
    Severity.ERROR: (Sign.SQUARE_CROSS, State.WRONG),
    Severity.WARNING: (Sign.WARNING, State.SOON),
    Severity.HINT: (Sign.RING, State.IDLE),
}
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
MOST_IN_CELL = 18  # characters that a column has room for on a small screen
ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


class NoteRow(QFrame):
    """One thing to look at; a press, or Enter, goes to its line; ↑ and ↓ go on to the others."""

    def __init__(self, note: ImportNote, go: Callable[[str], object]) -> None:
        super().__init__()
        self.note, self.go = note, go
        self.setAccessibleName("  ".join(part for part in (note.address, note.record, note.text) if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if note.address:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = row(self, (4, 5, 4, 7), gap=8)
        across.addWidget(SignLabel(*SIGNS[note.severity], 16), 0, Qt.AlignmentFlag.AlignTop)
        words: QVBoxLayout = column(gap=1)
        if note.address:
            place = ElidedLabel("  ·  ".join(part for part in (note.address, note.record) if part))
            place.set_kind("small")
            words.addWidget(place)
        words.addWidget(Label(note.text, "note", wrap=True))
        across.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the line."""
        if self.note.address:
            self.go(self.note.address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the line on Enter, to the note above or below on ↑ and ↓; other keys belong to the page."""
        if event.key() in STEPS:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in ENTERS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.note.address:
                self.go(self.note.address)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of the note that has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(COLOURS.blue), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class ImportPane(Pane):
    """The pane of the preview; it cannot be closed, Esc belongs to the page."""

    def __init__(self, go: Callable[[str], object], set_year: Callable[[int], object]) -> None:
        super().__init__()
        self.shut.hide()
        self.go, self.set_year = go, set_year
        self.year: QLineEdit | None = None
        self.year_field: Field | None = None
        self.told = ""
        self.line_words: Label | None = None
        self.whole: Label | None = None

    def show_view(self, view: ImportView) -> None:
        """Show what was read and what to look at."""
        notes = sorted(view.notes, key=lambda note: ORDER.index(note.severity))
        asks = sum(note.severity is not Severity.HINT for note in notes)
        self.show_head("读到的内容", "", "源文件只读，不改动。")
        read = Section("内容")
        read.facts(tuple(Fact(*fact) for fact in view.facts), 80)
        told = self.line_words = Label(self.told, "error", wrap=True)  # scrolls with the rest: may be long
        whole = self.whole = Label("", wrap=True)
        sections: list[QWidget] = [told, whole, read]
        if view.year is not None:
            sections.append(self._year_section(view.year))
        if notes:
            listed = Section("请看一下", f"{asks} 处要核对" if asks else f"{len(notes)} 条")
            for note in notes:
                listed.add(NoteRow(note, self.go))
            sections.append(listed)
        self.show_sections(*sections)
        told.setVisible(bool(self.told))
        whole.hide()

    def show_line(self, line: ImportLine | None) -> None:
        """Show what is wrong with the line in hand, and the line itself where its cells are too narrow."""
        told = line.told if line is not None else ""
        self.told = f"{line.address}　{told}".strip() if line is not None and told else ""
        if self.line_words is not None:
            self.line_words.setText(self.told)
            self.line_words.setVisible(bool(told))
        if self.whole is not None:
            self.whole.setText(whole_words(line))
            self.whole.setVisible(bool(self.whole.text()))
        if told or whole_words(line):
            self.area.verticalScrollBar().setValue(0)

    def _year_section(self, year: int) -> Section:
        section = Section("年份")
        self.year = QLineEdit(str(year))
        self.year.setMaxLength(4)
        self.year_field = Field("所属年份", self.year, label_width=80, hint="改后按 Enter，日期重新折算")
        self.year.returnPressed.connect(self._year_given)
        section.add(self.year_field)
        return section

    def _year_given(self) -> None:
        if self.year is None or self.year_field is None:
            return
        year = year_of(self.year.text())
        if year is None:
            self.year_field.wrong("请填四位数的年份，如 2026。")
        else:
            self.set_year(year)


def whole_words(line: ImportLine | None) -> str:
    """Return a line in full; empty where its cells can hold it."""
    if line is None or max(map(len, (line.name, line.old, line.new))) <= MOST_IN_CELL:
        return ""
    change = f"{line.old} → {line.new}" if line.old and line.new else line.old or line.new
    return "\n".join(part for part in (f"{line.address}　{line.name}".strip(), change) if part)


def year_of(text: str) -> int | None:
    """Read a year as typed; None when it is none."""
    clean = text.strip().removesuffix("年")
    return int(clean) if clean.isdecimal() and len(clean) == 4 and 1949 <= int(clean) <= 2199 else None
