"""测评票样式: a ballot form edited at the left, the ballot it prints at the right, what is wrong under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from dangjian_desktop.gui.history import History, step_of
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tabs.ballots.design_grid import DesignGrid
from dangjian_desktop.gui.tabs.ballots.design_head import FIELDS, DesignHead
from dangjian_desktop.gui.tabs.ballots.design_tables import TABLES, Draft
from dangjian_desktop.gui.tabs.ballots.sayings import FindingsList
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import COLOURS
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ConfirmStrip, TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages, clear, column, row
from dangjian_desktop.gui.widgets.panes import see_through
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.findings import Finding, Where
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.kernel.texts.designs import FIELD_NAMES
from dangjian_desktop.services.ballot_designs import DesignRow, DesignSketch

HEAD, SKETCH = "head", "sketch"
ROOMY = 1040
GRID_KEYS = frozenset(kind.key for kind in TABLES)
PAUSE_MS = 350
OWN, SHIPPED = "本单位", "自带"


def place_of(words: str) -> tuple[str, int]:
    """Return the part of the form and the row of a place as it is said: 测评项目 第 3 行 文字."""
    keys = {word: key for key, word in FIELD_NAMES.items() if key in FIELDS or key in GRID_KEYS}
    number = re.search(r"第 (\d+) 行", words)
    return keys.get(words.split(" ", 1)[0], ""), int(number[1]) if number else 0


class DesignPage(QWidget):
    """Edits one draft; what to do with it is asked of whoever listens."""

    left = Signal()
    picked = Signal(object)  # DesignRow
    asked = Signal(str)  # copy, new, import, export, remove, save
    sketch_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.draft, self.kept, self.changed = Draft(), Draft(), False
        self.narrow = False
        self.history = History[Draft]()
        self.rows: tuple[DesignRow, ...] = ()
        self.pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self.pause.timeout.connect(self.sketch_asked.emit)
        body = column(self)
        self.forms = Combo()
        self.forms.setAccessibleName("测评票")
        self.forms.setMinimumWidth(px(260))
        self.forms.activated.connect(self._picked)
        back = Button("返回", "chevron-left")
        back.setToolTip("返回测评会列表（Esc）")
        back.clicked.connect(self.left.emit)
        self.head = TitleRow("测评票样式", self.forms, back)
        for name, text, icon_name, kind in (
            ("copy", "复制成新票", "copy", ""),
            ("new", "新建", "plus", ""),
            ("import", "导入", "import", ""),
            ("export", "导出", "export", ""),
            ("remove", "删除", "trash", ""),
            ("save", "保存", "check", "primary"),
        ):
            button = Button(text, icon_name, kind)
            button.clicked.connect(lambda _=False, wanted=name: self.asked.emit(wanted))
            self.head.add_button(button)
        body.addWidget(self.head)
        self.across = row(gap=0)
        self.across.addWidget(self._editing(settings), 5)
        self.preview = self._preview()
        self.across.addWidget(self.preview, 4)
        body.addLayout(self.across, 1)
        self.confirm = ConfirmStrip()
        body.addWidget(self.confirm)
        for one in (self, *self.findChildren(QWidget)):  # Ctrl+Z and Ctrl+Y, wherever the cursor stands
            one.installEventFilter(self)
        self._follow_steps()

    def _editing(self, settings: Settings) -> QWidget:
        place = QWidget()
        body = column(place, (24, 4, 16, 16), gap=10)
        self.parts = Segmented(self._segments(), "样式的各部分")
        self.parts.chosen.connect(self.show_part)
        body.addWidget(self.parts)
        self.pages = Pages()
        self.facts = DesignHead()
        self.facts.changed.connect(self._typed)
        self.pages.addWidget(self.facts)
        self.grids = {kind.key: DesignGrid(kind, settings) for kind in TABLES}
        for grid in self.grids.values():
            grid.changed.connect(self._typed)
            self.pages.addWidget(grid)
        body.addWidget(self.pages, 1)
        return place

    def _segments(self) -> list[Segment]:
        """Return the parts of a form; where the page has no room beside them, what is printed too."""
        parts = [Segment(HEAD, "基本"), *(Segment(kind.key, kind.title) for kind in TABLES)]
        return [*parts, Segment(SKETCH, "样子")] if self.narrow else parts

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the printed ballot beside what is edited, on a narrow page in its place."""
        super().resizeEvent(event)
        narrow = self.width() < px(ROOMY)
        if narrow == self.narrow:
            return
        self.narrow, chosen = narrow, self.parts.current()
        if narrow:
            self.pages.addWidget(self.preview)
        else:
            self.across.addWidget(self.preview, 4)
            self.preview.show()
        self.parts.set_segments(self._segments())
        part = chosen if narrow or chosen != SKETCH else HEAD
        self.parts.choose(part, silent=True)
        self.show_part(part)
        self.pause.start()

    def _preview(self) -> QWidget:
        frame = QFrame()
        body = column(frame, (16, 4, 24, 16), gap=8)
        self.note = Label("", "note", wrap=True)
        self.undo, self.redo = Button("撤销", "undo", "flat"), Button("重做", "redo", "flat")
        self.undo.setToolTip("撤销一步（Ctrl+Z）")
        self.redo.setToolTip("重做一步（Ctrl+Y）")
        self.undo.clicked.connect(lambda: self.step(back=True))
        self.redo.clicked.connect(lambda: self.step(back=False))
        across = row(gap=8)
        across.addWidget(self.note, 1)
        across.addWidget(self.undo)
        across.addWidget(self.redo)
        body.addLayout(across)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("印出来的样子")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.sheets = column(inner, gap=10)
        self.area.setWidget(inner)
        see_through(self.area, inner)
        body.addWidget(self.area, 1)
        self.findings = FindingsList()
        body.addWidget(self.findings)
        return frame

    # ---------------------------------------------------------------- showing

    def show_forms(self, rows: Sequence[DesignRow], wanted: tuple[str, str]) -> None:
        """List the forms; ``wanted`` is the one in hand."""
        self.rows = tuple(rows)
        self.forms.clear()
        for one in rows:
            whose = OWN if one.form.own else SHIPPED
            self.forms.addItem(f"{one.label}（{whose}）")
        keys = [(one.form.code, one.form.edition) for one in rows]
        self.forms.setCurrentIndex(keys.index(wanted) if wanted in keys else -1)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft for editing."""
        self.draft, self.kept, self.changed = draft, draft, False
        self.history.clear()
        self._follow_steps()
        self._fill(None)
        self.pause.start(0)

    def unfinished(self) -> str:
        """Return the name of what was changed and is not kept yet."""
        return "改过的测评票样式" if self.changed else ""

    def show_part(self, name: str) -> None:
        """Show one part of the form."""
        pages: dict[str, QWidget] = {HEAD: self.facts, SKETCH: self.preview, **self.grids}
        self.pages.setCurrentWidget(pages[name])
        if name == SKETCH:
            self.pause.start(0)

    def _fill(self, but: QWidget | None) -> None:
        if but is not self.facts:
            self.facts.show_draft(self.draft)
        for grid in self.grids.values():
            if grid is not but:
                grid.show_draft(self.draft)

    def _typed(self, draft: Draft) -> None:
        sender = self.sender()
        typed = [key for key in {*self.draft, *draft} if self.draft.get(key) != draft.get(key)]
        if not typed:
            return
        self.history.note(self.draft, typed[0] if sender is self.facts and len(typed) == 1 else "")
        self._take(draft, sender if isinstance(sender, QWidget) else None)

    def _take(self, draft: Draft, but: QWidget | None = None) -> None:
        self.draft, self.changed = draft, draft != self.kept
        self._fill(but)
        self._follow_steps()
        self.pause.start()

    def _follow_steps(self) -> None:
        self.undo.setEnabled(bool(self.history.past))
        self.redo.setEnabled(bool(self.history.future))

    def step(self, *, back: bool) -> None:
        """Take the last step back, or do it again, and show where it was."""
        before = self.draft
        draft = self.history.back(before) if back else self.history.again(before)
        if draft is None:
            return
        self._take(draft)
        tables = [one.key for one in TABLES if before.get(one.key) != draft.get(one.key)]
        part = tables[0] if tables else HEAD
        self.parts.choose(part, silent=True)
        self.show_part(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take steps back and do them again by their keys; a cell being typed into has its own."""
        back = step_of(event) if isinstance(event, QKeyEvent) else None
        if back is None:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            self.step(back=back)
        return True

    def scale(self) -> float:
        """Return the dots a point at which a page fills the preview."""
        ratio = self.devicePixelRatioF()
        room = self.area.width() - self.area.verticalScrollBar().sizeHint().width() - px(8)
        return max(0.6, min(3.0, room / 595.0 * ratio))

    def show_sketch(self, sketch: DesignSketch) -> None:
        """Show the printed ballot; while the draft is wrong the last one stays, with what is wrong."""
        self.show_wrong(sketch.findings)
        if sketch.findings:
            self.note.setText("还印不出来，下面写着缺什么、怎么改。")
            return
        count = len(sketch.pages)
        self.note.setText("印出来是这样" + (f"，共 {count} 页" if count > 1 else "") + "。录票、汇总都照它。")
        clear(self.sheets)
        for page in sketch.pages:
            image = QImage(page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888)
            label = QLabel()
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            picture = QPixmap.fromImage(image.copy())
            painter = QPainter(picture)
            painter.setPen(QColor(COLOURS.control_edge))
            painter.drawRect(0, 0, picture.width() - 1, picture.height() - 1)
            painter.end()
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            label.setPixmap(picture)
            self.sheets.addWidget(label)
        self.sheets.addStretch(1)

    def show_wrong(self, findings: Sequence[Finding], *, go: bool = False) -> None:
        """Say what is wrong, at its field where it has one; ``go``: put the cursor there."""
        self.findings.show_findings(findings)
        for field in self.facts.fields.values():
            field.right()
        places = [place_of(one.where.field) for one in findings]
        for one, (key, _) in zip(findings, places, strict=True):
            if key in self.facts.fields:
                bare = replace(one, where=Where())
                self.facts.fields[key].wrong(sentence(bare))
        if go and places:
            self._go(*places[0])

    def _go(self, key: str, number: int) -> None:
        """Put the cursor where something is wrong: into a field, or the row of a table."""
        grid = self.grids.get(key)
        self.parts.choose(key if grid is not None else HEAD, silent=True)
        self.show_part(key if grid is not None else HEAD)
        if grid is not None:
            grid.grid.setCurrentIndex(grid.model.index(max(0, number - 1), 0))
            grid.grid.setFocus()
        elif key in self.facts.fields:
            self.facts.fields[key].editor.setFocus()

    def row_in_hand(self) -> DesignRow | None:
        """Return the form chosen in the list."""
        at = self.forms.currentIndex()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _picked(self) -> None:
        found = self.row_in_hand()
        if found is not None:
            self.picked.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, Ctrl+S saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.asked.emit("save")
        else:
            super().keyPressEvent(event)
