"""A page aside of 花名册 with a pane that stays: it shows what is in hand, or a form that asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dangjian_desktop.domain.written_dates import AHEAD, whole_day
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.frames import EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages, column, fixed_width, row
from dangjian_desktop.gui.widgets.panes import Pane, Section
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.findings import Finding, Where, finding


class ReasonForm(AskForm):
    """Asks why: why things go into the bin, why a number is looked at."""

    def __init__(self, hint: str = "如 重复登记、已撤并") -> None:
        super().__init__()
        self.reason = QLineEdit()
        self.reason.setMaxLength(60)
        self.reason.setPlaceholderText(hint)
        self.add("原因", self.reason)

    def asked(self) -> str:
        """Return the reason as written."""
        self.clear()
        return self.reason.text()


class LookForm(ReasonForm):
    """Asks why a number is looked at in full; the answer holds as long as the window is open."""

    TITLE = "看完整号码"
    WORDS = "谁看了谁的、为什么看，都记入操作日志。窗口开着时不再问。"

    def __init__(self) -> None:
        super().__init__("如 核对身份、电话通知本人")

    def told(self, shell: Shell) -> bool:
        """Keep the reason for this session; mark the field and tell False when there is none."""
        shell.look_reason = self.asked().strip()
        if not shell.look_reason:
            self.refuse((finding("roster.no_look_reason", where=Where(field="原因")),))
        return bool(shell.look_reason)


class DayField(QLineEdit):
    """The day a page is looked at; ``asked`` comes on Enter with a day that can be read (or none: today)."""

    asked = Signal(object)  # date or None

    def __init__(self, shell: Shell, what: str) -> None:
        super().__init__()
        self.shell = shell
        self.setAccessibleName(f"看哪一天的{what}")
        self.setToolTip(f"写日期后按回车，看那一天的{what}；清空是今天")
        fixed_width(self, 116)
        self.returnPressed.connect(self.ask)

    def ask(self) -> None:
        """Say which day is written, or tell that it is none."""
        written = self.text().strip()
        day = whole_day(written, self.shell.today() + AHEAD)
        if written and day is None:
            self.shell.notice((finding("roster.bad_day", text=written),))
            self.selectAll()
            return
        self.asked.emit(day)


class PanedPage(QWidget):
    """Title row, a view beside its pane, an empty place; ``grid`` takes the keyboard.

    Esc closes a form, then leaves the pane for the view, then the page.
    """

    def __init__(self, shell: Shell, leave: Callable[[], object], title: str, *middle: QWidget) -> None:
        super().__init__()
        self.shell, self.leave = shell, leave
        self.form: AskForm | None = None
        self.grid: Any = self
        self.head = TitleRow(title, *middle)
        for widget in middle:
            if isinstance(widget, SearchField):
                widget.entered.connect(self._to_view)
        back = Button("返回花名册", "chevron-left")
        back.setToolTip("返回花名册（Esc）")
        back.clicked.connect(lambda _on=False: leave())
        self.head.add_button(back)
        self.body = column(self)
        self.body.addWidget(self.head)
        self.stack = Pages()
        self.pane = Pane()
        self.pane.shut.hide()
        self.pane.closed.connect(self._esc_in_pane)

    def lay(self, view: QWidget, empty: EmptyPlace) -> None:
        """Put the view beside the pane; ``empty`` stands in its place when there is nothing."""
        self.grid = view
        self.head.yield_to(self.pane)
        self.stack.addWidget(view)
        self.stack.addWidget(empty)
        across = row(gap=0)
        across.addWidget(self.stack, 1)
        across.addWidget(self.pane)
        self.body.addLayout(across, 1)

    def _to_view(self) -> None:
        self.grid.setFocus()

    def show_whether(self, *, filled: bool) -> None:
        """Show the view with its pane, or the empty place."""
        self.stack.setCurrentIndex(0 if filled else 1)
        self.pane.setVisible(filled or self.form is not None)

    def show_in_hand(self) -> None:
        """Show in the pane what is in hand; pages say what that is, and call this first."""
        self.shell.registry.refresh()

    # ------------------------------------------------------------ forms

    def ask_form(
        self, form: AskForm, name: str, title: str, about: str, save: Callable[[], object], words: str = ""
    ) -> None:
        """Ask what ``form`` asks; ``title`` names the act, ``name`` what it concerns."""
        self.form = form
        section = Section(title)
        section.add(form)
        self.pane.show_head(name, "", about)
        self.pane.show_sections(section)
        keep, drop = Button(words or title, "check", "primary"), Button("取消", name="取消（Esc）")
        keep.clicked.connect(lambda _on=False: save())
        drop.clicked.connect(lambda _on=False: self.drop_form())
        self.pane.show_foot(keep, drop)
        self.pane.show()
        for editor in form.findChildren(QLineEdit):
            editor.returnPressed.connect(save)
        self.pane.begin_form(form, f"{name}的“{title}”")
        form.begin()

    def refused(self, findings: tuple[Finding, ...]) -> None:
        """Show why nothing was stored, beside the fields where possible."""
        rest = self.form.refuse(findings) if self.form is not None else findings
        if rest:
            self.shell.notice(rest)

    def drop_form(self) -> None:
        """Close the form and show what is in hand again."""
        self.form = self.pane.asking_for = None
        self.pane.show_foot()
        self.show_in_hand()
        self.grid.setFocus()

    def said(self, words: str) -> None:
        """Close the form and say what was done, with the way back."""
        if self.form is not None:
            self.drop_form()
        self.shell.did(words)

    def _esc_in_pane(self) -> None:
        """Keep the pane, which belongs to the page."""
        self.pane.open_pane()
        if self.form is not None:
            self.drop_form()
        else:
            self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the form on Esc before the page is left."""
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.drop_form()
            return
        super().keyPressEvent(event)
