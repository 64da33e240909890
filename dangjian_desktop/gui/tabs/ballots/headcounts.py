"""应到, 实到, 发出, 收回, 未收回 by respondent group, typed into the pane and saved as one leaves a field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from dangjian_desktop.domain.ballots import Headcount
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.layouts import column, fixed_width
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.findings import finding
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_views import MeetingSheet, MeetingState

REQUIRED = (("expected", "应到"), ("present", "实到"), ("issued", "发出"), ("returned", "收回"))
UNRETURNED = "unreturned"
FIELDS = (*REQUIRED, (UNRETURNED, "未收回"))
UNRETURNED_TIP = "清点过没有收回的票才填，核对时与发出、收回对账；不填就按发出减收回算"
LONGEST = 5


class HeadcountTable(QWidget):
    """One line a group, one field a figure; ``changed`` carries all headcounts after an edit."""

    changed = Signal(object)  # tuple[Headcount, ...]

    def __init__(self) -> None:
        super().__init__()
        self.sheet: MeetingSheet | None = None
        self.sent: tuple[Headcount, ...] | None = None  # typed, but not yet come back stored
        self.editors: dict[tuple[str, str], QLineEdit] = {}
        self.counts: dict[str, Label] = {}
        self.body = column(self, gap=6)
        self.table: QWidget | None = None
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the figures of a meeting; what is typed and not yet stored keeps its text."""
        known = self.sheet is not None and self.sheet.meeting.id == sheet.meeting.id
        same_form = self.sheet is not None and self.sheet.form == sheet.form
        self.sheet = sheet
        if not known or not same_form:
            self._build(sheet)
        if not known or stored(sheet) == self.sent:
            self.sent = None
        closed = sheet.row.state is MeetingState.FINISHED
        for (group, field), editor in self.editors.items():
            figure = getattr(sheet.meeting.head(group), field)
            known_zero = field == UNRETURNED and figure is not None
            if self.sent is None and not (editor.hasFocus() and editor.isModified()):
                editor.setText(str(figure) if figure or known_zero else "")
            editor.setReadOnly(closed)
        for progress in sheet.row.groups:
            self.counts[progress.group].setText(str(progress.typed))

    def _build(self, sheet: MeetingSheet) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        self.table = QWidget()
        grid = QGridLayout(self.table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(6))
        grid.setVerticalSpacing(px(6))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, name in enumerate((*(name for _, name in FIELDS), "已录"), 1):
            head = Label(name, "note")
            head.setAlignment(right)
            grid.addWidget(head, 0, place)
        self.editors, self.counts = {}, {}
        for line, group in enumerate(sheet.form.groups, 1):
            grid.addWidget(Label(group.name), line, 0)
            for place, (field, name) in enumerate(FIELDS, 1):
                grid.addWidget(self._editor(group.code, group.name, field, name), line, place)
            self.counts[group.code] = Label("0")
            self.counts[group.code].setAlignment(right)
            fixed_width(self.counts[group.code], 40)
            grid.addWidget(self.counts[group.code], line, len(FIELDS) + 1)
        grid.setColumnStretch(0, 1)
        self.body.insertWidget(0, self.table)

    def _editor(self, group: str, group_name: str, field: str, name: str) -> QLineEdit:
        editor = QLineEdit()
        editor.setProperty("kind", "figure")
        fixed_width(editor, 50)
        editor.setMaxLength(LONGEST)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(f"{group_name} {name}")
        if field == UNRETURNED:
            editor.setPlaceholderText("—")
            editor.setToolTip(UNRETURNED_TIP)
        editor.textEdited.connect(lambda text: self._judge(editor, text))
        editor.editingFinished.connect(self._finished)
        editor.returnPressed.connect(self.focusNextChild)
        self.editors[group, field] = editor
        return editor

    def _judge(self, editor: QLineEdit, text: str) -> None:
        """Say at once what is no figure."""
        wrong = not _is_figure(text)
        if bool(editor.property("wrong")) != wrong:
            editor.setProperty("wrong", wrong)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        said = sentence(finding("ballots.bad_head", text=text)) if wrong else ""
        editor.setAccessibleDescription(said)
        self.error.setText(said)
        self.error.setVisible(wrong)

    def _finished(self) -> None:
        if self.sheet is None or not all(_is_figure(e.text()) for e in self.editors.values()):
            return
        heads = tuple(
            Headcount(
                group=group.code,
                **{f: _figure(self.editors[group.code, f].text()) for f, _ in REQUIRED},
                unreturned=_counted(self.editors[group.code, UNRETURNED].text()),
            )
            for group in self.sheet.form.groups
        )
        before = self.sent or stored(self.sheet)
        for editor in self.editors.values():
            editor.setModified(False)
        if heads != before:
            self.sent = heads
            self.changed.emit(heads)

    def not_stored(self) -> None:
        """Show what is stored: the figures sent last were refused."""
        self.sent = None
        if self.sheet is not None:
            self.show_sheet(self.sheet)

    def put_in_order(self, before: QWidget) -> None:
        """Let Tab walk from ``before`` through the fields, line by line, however often they are built."""
        for editor in self.editors.values():
            QWidget.setTabOrder(before, editor)
            before = editor

    def begin(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self.editors.values())).setFocus()


def stored(sheet: MeetingSheet) -> tuple[Headcount, ...]:
    """Return the headcounts of a sheet in the order of its form."""
    return tuple(sheet.meeting.head(group.code) for group in sheet.form.groups)


def _is_figure(text: str) -> bool:
    clean = text.strip()
    return not clean or (clean.isascii() and clean.isdigit())


def _counted(text: str) -> int | None:
    """Return a figure that may be left out: empty is not counted, which is not 0."""
    return int(text.strip()) if text.strip() else None


def _figure(text: str) -> int:
    return int(text.strip() or "0")
