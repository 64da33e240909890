"""The left column of 公文海报: which paper, what it is about, its fields in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from dangjian_desktop.gui.signs import Chip, chip_width, paint_chip
from dangjian_desktop.gui.tabs.papers.frozen_mark import FrozenMark
from dangjian_desktop.gui.tabs.papers.kind_box import KindBox
from dangjian_desktop.gui.tabs.papers.lacks import Lacks
from dangjian_desktop.gui.tabs.papers.letters import LetterRow
from dangjian_desktop.gui.tabs.papers.model import field_of, neat_day, said_of
from dangjian_desktop.gui.tabs.papers.picking import PicturePick
from dangjian_desktop.gui.tabs.papers.subject import LABEL, Subject
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import SIZES, State
from dangjian_desktop.gui.widgets.combos import Combo, combo
from dangjian_desktop.gui.widgets.fields import Field
from dangjian_desktop.gui.widgets.layouts import Fixed, clear, column
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.frozen_fields import RECEIVER
from dangjian_desktop.services.paper_asks import Ask, FieldKind, PaperKind
from dangjian_desktop.services.paper_views import Taken

WIDE, NARROW = 448, 320
DRAW_AFTER_MS = 40
KEEP_AFTER_MS = 800
SHORTEST, TALLEST = 2, 7  # lines of a field of several lines
BODY_LINES = 6  # of the field a whole letter is written in
MOST_CHARS = 2000


class TakenStrip(QWidget):
    """Blue chips that tell what the record gave: 工作组 24 个."""

    def __init__(self) -> None:
        super().__init__()
        self.chips: tuple[Chip, ...] = ()
        self.setMinimumHeight(px(SIZES.chip))

    def show_taken(self, taken: Sequence[Taken]) -> None:
        """Show what was taken."""
        self.chips = tuple(Chip(item.words(), State.DOING) for item in taken)
        self.setToolTip("这些内容取自已录入的数据，改数据后公文跟着变")
        self.setAccessibleName("取自记录：" + "、".join(chip.text for chip in self.chips))
        self.fit()
        self.update()

    def places(self) -> list[tuple[Chip, QRectF]]:
        """Return the chips with their places, line by line."""
        found, left, top = [], 0.0, 0.0
        for chip in self.chips:
            wide = chip_width(chip)
            if left and left + wide > self.width():
                left, top = 0.0, top + px(SIZES.chip + 6)
            found.append((chip, QRectF(left, top, wide, px(SIZES.chip))))
            left += wide + px(6)
        return found

    def fit(self) -> None:
        """Take the height the lines need."""
        lowest = max((place.bottom() for _, place in self.places()), default=px(SIZES.chip))
        self.setFixedHeight(round(lowest))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chips."""
        painter = QPainter(self)
        for chip, place in self.places():
            paint_chip(painter, place, chip)


class LinesEdit(QPlainTextEdit):
    """A field of several lines as high as its text, Tab leaves it."""

    def __init__(self, shortest: int = SHORTEST) -> None:
        super().__init__()
        self.shortest = shortest
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of the lines, up to seven."""
        lines = max(self.shortest, min(TALLEST, round(self.document().size().height())))
        layout = self.document().firstBlock().layout()
        first = layout.lineAt(0) if layout.lineCount() else None
        high = first.height() if first is not None else 0  # a borrowed font makes lines higher than our own
        self.setFixedHeight(lines * ceil(max(high, self.fontMetrics().lineSpacing())) + px(20) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines anew."""
        super().resizeEvent(event)
        self.fit()


Editor = QLineEdit | QComboBox | LinesEdit | PicturePick


class PaperForm(QScrollArea):
    """Asks for everything a paper needs; says when to draw it anew and when to keep what was typed."""

    kind_chosen = Signal(str)
    changed = Signal()  # time to lay the paper out anew
    turned = Signal(int)  # pages to go
    keep = Signal()  # time to keep the fields
    thaw_asked = Signal()
    picture_asked = Signal(str)  # the field a picture is wanted for
    picture_dropped = Signal(str, object)  # field, Path
    picture_removed = Signal(str)

    def __init__(self, groups: Sequence[tuple[str, Sequence[PaperKind]]]) -> None:
        super().__init__()
        self.groups = groups
        self.kinds = {kind.code: kind for _, kinds in groups for kind in kinds}
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self.kept: dict[str, str] = {}
        self.lacks = Lacks()
        self.slogans: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        Fixed(self, self.setMinimumWidth, NARROW)
        Fixed(self, self.setMaximumWidth, WIDE)
        self._build()
        self.drawing = QTimer(self, interval=DRAW_AFTER_MS, singleShot=True)
        self.drawing.timeout.connect(self.changed)
        self.keeping = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self.keeping.timeout.connect(self.keep)

    def _build(self) -> None:
        inside = QWidget()
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        page = column(inside, (23, 15, 24, 16), gap=8)
        self.kind, self.letters, self.subject = KindBox(self.groups), LetterRow(), Subject()
        self.kind.currentIndexChanged.connect(lambda _: self._kind_moved())
        self.subject.changed.connect(self.changed)
        self.taken = TakenStrip()
        self.kind_field = Field("文种", self.kind, label_width=LABEL)
        self.taken_field = Field("取自记录", self.taken, label_width=LABEL)
        self.taken_field.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        for chooser in (self.kind, self.letters.box, self.subject.meeting, self.subject.group):
            chooser.installEventFilter(self)
        self.frozen = FrozenMark(self.thaw_asked.emit)
        for place in (self.kind_field, self.letters, self.subject, self.frozen, self.taken_field):
            page.addWidget(place)
        self.rows = column(gap=8)
        page.addLayout(self.rows)
        self.note = Label("", "hint", wrap=True)
        page.addWidget(self.note)
        page.addStretch(1)

    def sizeHint(self) -> QSize:
        """Ask for the width of the token."""
        return QSize(px(WIDE), px(400))

    # ------------------------------------------------------------ which paper

    def current(self) -> PaperKind:
        """Return the kind in hand."""
        return self.kinds[str(self.kind.currentData())]

    def choose(self, kind: str, meeting_id: str = "") -> None:
        """Take another paper in hand; unknown ones are passed over."""
        place = self.kind.findData(kind)
        if meeting_id:
            self.subject.choose(meeting_id)
        if place >= 0 and place != self.kind.currentIndex():
            self.kind.setCurrentIndex(place)
        elif meeting_id:
            self.changed.emit()

    def _kind_moved(self) -> None:
        self.drawing.stop()
        self.kind_chosen.emit(self.current().code)

    # ------------------------------------------------------------ fields

    def show_fields(self, kind: PaperKind, values: Mapping[str, str]) -> None:
        """Show the fields of ``kind`` with what is kept for them; what is being typed stays."""
        self.subject.show_for(kind)
        if list(self.editors) != [ask.code for ask in kind.asks]:
            self._make_fields(kind)
        pending = self.keeping.isActive()
        self.kept = dict(values)
        for code, editor in self.editors.items():
            if not (pending and editor.hasFocus()) and text_of(editor) != values[code]:
                blocked = editor.blockSignals(True)
                show_text(editor, values[code])
                editor.blockSignals(blocked)

    def show_slogans(self, slogans: Sequence[str]) -> None:
        """Offer these slogans in the field that takes one; what is written there stays."""
        self.slogans = tuple(slogans)
        for ask in self.current().asks:
            editor = self.editors.get(ask.code)
            if ask.kind is FieldKind.SLOGAN and isinstance(editor, QComboBox):
                written, blocked = editor.currentText(), editor.blockSignals(True)
                editor.clear()
                editor.addItems(list(self.slogans))
                editor.setEditText(written)
                editor.blockSignals(blocked)

    def slogan(self) -> str | None:
        """Return the slogan that is written, or None where the paper in hand has none."""
        codes = [ask.code for ask in self.current().asks if ask.kind is FieldKind.SLOGAN]
        return text_of(self.editors[codes[0]]) if codes and codes[0] in self.editors else None

    def values(self) -> dict[str, str]:
        """Return what stands in the fields, by code."""
        return {code: text_of(editor) for code, editor in self.editors.items()}

    def unkept(self) -> dict[str, str]:
        """Return the fields that differ from what is kept."""
        return {code: text for code, text in self.values().items() if text != self.kept.get(code)}

    def take_kept(self, values: Mapping[str, str]) -> None:
        """Take what is kept now; fields kept for each form follow the form that was chosen."""
        self.kept = {code: values.get(code, "") for code in self.editors}
        for ask in self.current().asks:
            editor = self.editors.get(ask.code)
            if not ask.each or editor is None or editor.hasFocus():
                continue
            if text_of(editor) != self.kept[ask.code]:
                show_text(editor, self.kept[ask.code])
                self.drawing.start()

    def _make_fields(self, kind: PaperKind) -> None:
        clear(self.rows)
        self.editors, self.fields = {}, {}
        self.lacks.begin()
        before: QWidget = self.subject.group
        for ask in kind.asks:
            editor = self._editor(ask)
            self.editors[ask.code] = editor
            self.fields[ask.code] = Field(ask.label, editor, label_width=LABEL)
            if isinstance(editor, LinesEdit):
                lift_label(self.fields[ask.code])
            self.rows.addWidget(self.fields[ask.code])
            for stop in editor.stops() if isinstance(editor, PicturePick) else (editor,):
                QWidget.setTabOrder(before, stop)
                before = stop
        shared = [ask.label for ask in kind.asks if ask.shared]
        self.note.setText(f"{'、'.join(shared)}各种公文共用，改一处都变。" if shared else "")

    def _editor(self, ask: Ask) -> Editor:
        editor: Editor
        if ask.kind is FieldKind.CHOICE:
            editor = Combo()
            editor.addItems(list(ask.choices))
            editor.currentIndexChanged.connect(lambda _: self._typed(ask.code))
        elif ask.kind in (FieldKind.SHEET, FieldKind.SLOGAN):
            editor = open_combo(self.slogans if ask.kind is FieldKind.SLOGAN else ask.choices, ask.hint)
            editor.editTextChanged.connect(lambda _: self._typed(ask.code))
        elif ask.kind is FieldKind.PICTURE:
            editor = PicturePick(ask.label, ask.hint)
            editor.choose_asked.connect(partial(self.picture_asked.emit, ask.code))
            editor.remove_asked.connect(partial(self.picture_removed.emit, ask.code))
            editor.dropped.connect(partial(self.picture_dropped.emit, ask.code))
        elif ask.kind is FieldKind.LINES:
            editor = LinesEdit(BODY_LINES if ask.code == "body" else SHORTEST)
            editor.setPlaceholderText(ask.hint)
            editor.setToolTip(ask.hint)
            editor.textChanged.connect(lambda: self._typed(ask.code))
        else:
            editor = QLineEdit()
            editor.setMaxLength(MOST_CHARS)
            editor.setPlaceholderText(ask.hint or ("如 2026-03-05" if ask.kind is FieldKind.DATE else ""))
            editor.textEdited.connect(lambda _: self._typed(ask.code))
            editor.textChanged.connect(editor.setToolTip)  # a long line is read whole under the pointer
            editor.editingFinished.connect(lambda one=editor, kind=ask.kind: self._left(one, kind))
        editor.setObjectName(ask.code)
        editor.installEventFilter(self)
        return editor

    def _typed(self, code: str) -> None:
        self.lacks.touched.add(code)
        self.drawing.start()
        self.keeping.start()

    def _left(self, editor: QLineEdit, kind: FieldKind) -> None:
        if kind is FieldKind.DATE and neat_day(editor.text()) != editor.text():
            editor.setText(neat_day(editor.text()))
            self._typed(editor.objectName())
        self._keep_now()

    def _keep_now(self) -> None:
        if self.keeping.isActive():
            self.keeping.stop()
            self.keep.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what was typed in a field that is left, show one that is entered; PgUp and PgDn turn pages."""
        if event.type() is QEvent.Type.FocusOut:
            self._keep_now()
        elif event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, px(24))
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return not _pages_itself(watched) and self._turn(event.key())
        return False

    def _turn(self, key: int) -> bool:
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(key), 0)
        if pages:
            self.turned.emit(pages)
        return bool(pages)

    def hold(self, day: date | None) -> None:
        """Let nothing be typed while the paper is frozen since ``day``; whom it goes to may still change."""
        kind = self.current()
        self.frozen.show_day(day, kind.addressed)
        for code, editor in self.editors.items():
            held = day is not None and code != RECEIVER
            if isinstance(editor, QComboBox):
                editor.setEnabled(not held)
            elif isinstance(editor, PicturePick):
                editor.hold(held)
            else:
                editor.setReadOnly(held)

    # ------------------------------------------------------------ findings and facts

    def show_taken(self, taken: Sequence[Taken]) -> None:
        """Show what the record gave."""
        self.taken_field.setVisible(bool(taken))
        self.taken.show_taken(taken)

    def all_right(self, hints: Sequence[Finding] = ()) -> None:
        """Take back every mark; say beside their fields what should be known all the same."""
        for place in self.fields.values():
            place.right()
        for item in hints:
            if beside := self.fields.get(field_of(item, self.current())):
                beside.ask(said_of(item))

    def mark(self, findings: Sequence[Finding]) -> None:
        """Mark the fields the findings speak of; what nobody has typed into yet is asked for."""
        self.all_right()
        asked = self.lacks.quiet(findings, self.current())
        for item in findings:
            place = self.fields.get(field_of(item, self.current()))
            if place is not None and item in asked:
                place.ask(said_of(item))
            elif place is not None:
                place.wrong(said_of(item))

    def tell(self, code: str, findings: Sequence[Finding]) -> None:
        """Say beside a field what is wrong with what was chosen for it."""
        if code in self.fields and findings:
            self.fields[code].wrong(said_of(findings[0]))

    def go_to(self, code: str) -> None:
        """Put the cursor into the field ``code``."""
        editor = self.editors.get(code)
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _pages_itself(field: QObject) -> bool:
    """Tell whether a field needs PgUp and PgDn itself: a text that scrolls, a list that is open."""
    if isinstance(field, LinesEdit):
        return field.verticalScrollBar().maximum() > 0
    return isinstance(field, QComboBox) and field.view().isVisible()


def lift_label(field: Field) -> None:
    """Put the label of a field of several lines beside its first line."""
    field.label.setAlignment(Qt.AlignmentFlag.AlignTop)
    field.label.setContentsMargins(0, px(8), 0, 0)


def open_combo(choices: Sequence[str], hint: str) -> QComboBox:
    """Return a field with proposals in which anything can be typed."""
    made = combo()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(list(choices))
    written = made.lineEdit()
    if written is not None:
        written.setMaxLength(MOST_CHARS)
        written.setPlaceholderText(hint)
    made.setCurrentIndex(-1)
    return made


def text_of(editor: Editor) -> str:
    """Return what stands in an editor."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, PicturePick):
        return editor.key
    return editor.toPlainText() if isinstance(editor, LinesEdit) else editor.text()


def show_text(editor: Editor, text: str) -> None:
    """Put ``text`` into an editor."""
    if isinstance(editor, QComboBox) and editor.isEditable():
        editor.setEditText(text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findText(text)))
    elif isinstance(editor, PicturePick):
        editor.show_key(text)
    elif isinstance(editor, LinesEdit):
        editor.setPlainText(text)
        editor.fit()
    else:
        editor.setText(text)
        editor.setCursorPosition(0)
