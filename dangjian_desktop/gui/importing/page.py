"""The page of a preview: figures that filter, the lines, what was read, a button that repeats the number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from dangjian_desktop.gui import memory
from dangjian_desktop.gui.importing.desk import RosterDesk, act_on, own_key
from dangjian_desktop.gui.importing.lines import SIGNS, WORDS, LinesGrid
from dangjian_desktop.gui.importing.pane import ImportPane
from dangjian_desktop.gui.importing.places import RefusedPlace, WaitPlace, YearPlace
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.shell import Link, Shell
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import SIZES
from dangjian_desktop.gui.widgets.drops import FileDrop
from dangjian_desktop.gui.widgets.frames import Count, CountCards, TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages, column, row
from dangjian_desktop.gui.widgets.words import Button, ElidedLabel, KeyCap, line
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.progress import Progress
from dangjian_desktop.services.import_views import ChangeKind, ImportLine, ImportView

if TYPE_CHECKING:
    from dangjian_desktop.services.pair_views import Decision
    from dangjian_desktop.services.roster_import import RosterImports

KINDS = "表格、文档、文本 (*.xlsx *.xls *.ods *.csv *.docx *.txt *.htm *.html);;全部文件 (*)"
CARDS = (ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.UNCHANGED, ChangeKind.UNSURE, ChangeKind.REFUSED)
NO_YEAR = ("campaigns.no_year", "campaigns.year_missing")
STORING = "正在导入"
READING = "正在读取"
NARROW = 1024  # px at 100 %: five cards beside the pane
LOW = 460  # px at 100 %: no room for what the cards add to their figures
Given = Path | str


@dataclass(frozen=True, slots=True)
class Ways:
    """How one kind of file is previewed, shown and stored.

    ``done`` says in one sentence what was stored; ``links`` gives words to press behind it. With
    ``imports`` the page also asks who is whom and what the columns are.
    """

    title: str
    preview: Callable[[Given, int | None], Any]
    view: Callable[[Any], ImportView]
    apply: Callable[..., Outcome[Any]]
    done: Callable[[ImportView], str]
    links: Callable[[Any], tuple[Link, ...]] = lambda _done: ()
    imports: RosterImports | None = None


class Foot(QFrame):
    """What will be written in numbers, 取消, and the one button."""

    def __init__(self, apply: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        across = row(self, (SIZES.margin - 1, 10, SIZES.margin, 10), gap=10)
        self.will = ElidedLabel("")
        across.addWidget(self.will, 1)
        cancel = Button("取消", name="取消导入")
        cancel.clicked.connect(lambda _on=False: leave())
        across.addWidget(cancel)
        across.addWidget(KeyCap("Esc"))
        across.addSpacing(px(6))
        self.go = Button("导入", "check", "primary")
        self.go.clicked.connect(lambda _on=False: apply())
        across.addWidget(self.go)
        across.addWidget(KeyCap("Ctrl+Enter"))


class ImportPage(QWidget):
    """Shows one preview; ``left`` says that it is done with."""

    left = Signal()

    def __init__(self, ways: Ways, shell: Shell) -> None:
        super().__init__()
        self.ways, self.shell = ways, shell
        self.given: Given = ""
        self.year: int | None = None
        self.plan: Any = None
        self.view: ImportView | None = None
        FileDrop(self).dropped.connect(self.read)
        self.narrow = False
        self.body = column(self)
        self._build_head()
        self.stack = Pages()
        self.body.addWidget(self.stack, 1)
        self.wait = WaitPlace()
        self.refused = RefusedPlace(self.ask_file)
        self.asking = YearPlace(self.set_year, shell.today().year)
        self.shown = self._build_shown()
        for place in (self.wait, self.refused, self.asking, self.shown):
            self.stack.addWidget(place)
        self.desk = RosterDesk(self, ways.imports) if ways.imports is not None else None
        if self.desk is not None:
            for pane in (self.desk.pairs, self.desk.columns_pane):
                pane.hide()
                self.across.addWidget(pane)
        self.foot = Foot(self.apply, self.leave)
        self.go, self.will = self.foot.go, self.foot.will
        self.body.addWidget(self.foot)
        shell.runner.cancelled.connect(self._cancelled)

    # building

    def _build_head(self) -> None:
        self.head = TitleRow("导入预览")
        self.other = Button("换文件", "folder")
        self.other.setToolTip("另选一个文件（Ctrl+O）")
        self.other.clicked.connect(self.ask_file)
        self.head.add_button(self.other)
        self.body.addWidget(self.head)

    def _build_shown(self) -> QWidget:
        held = QWidget()
        across = self.across = row(held, gap=0)
        left = self.left_side = column(gap=0)
        across.addLayout(left, 1)
        self.top = QWidget()
        both = column(self.top)
        inside = self.inside = row(gap=0)
        self.cards = CountCards()
        self.cards.chosen.connect(self.filter)
        inside.addWidget(self.cards)
        both.addLayout(inside)
        both.addWidget(line())
        left.addWidget(self.top)
        self.lines = LinesGrid(self.shell.settings)
        left.addWidget(self.lines, 1)
        self.pane = ImportPane(self.go_to, self.set_year)
        self.lines.chosen.connect(self.show_line)
        across.addWidget(self.pane)
        return held

    # reading

    def ask_file(self) -> None:
        """Ask for a file and read it."""
        folder = str(self.given.parent) if isinstance(self.given, Path) else ""
        folder = folder or self.shell.settings.get(LAST_FOLDER)
        chosen = self.shell.desk.open_file(self, self.ways.title, KINDS, folder)
        if chosen:
            self.read(Path(chosen))

    def read(self, given: Given) -> None:
        """Read a file or pasted text and show what importing it would do."""
        self.given, self.year = given, None
        if self.desk is not None:
            self.desk.begin()
        self.ask()

    def set_year(self, year: int) -> None:
        """Read again with the year the clerk gives."""
        self.year = year
        self.ask()

    def ask(self, *, quietly: bool = False) -> None:
        """Read the file in hand anew; ``quietly``: what is shown stays until then."""
        name = self.given.name if isinstance(self.given, Path) else "粘贴的文字"
        if not quietly:
            self.plan = self.view = None
            self.wait.words.setText(f"{READING} {name}")
            self.head.set_note(name)
            self.put(self.wait)
        said: tuple[Any, ...] = ()
        if self.desk is not None:
            said = (dict(self.desk.columns), dict(self.desk.decisions), self.desk.kinds.kind)
        self.shell.runner.run(
            _previewed, self.ways, self.given, self.year, *said, what=f"{READING} {name}", progress=True,
            then=self.show_plan, refused=self.show_refused, key="importing.preview",
        )  # fmt: skip

    def plan_anew(self, decisions: Mapping[str, Decision]) -> None:
        """Plan the reading in hand with what was decided."""
        if self.desk is not None and self.plan is not None:
            self.go.setEnabled(False)
            self.shell.runner.run(
                _decided, self.ways, self.plan, dict(decisions),
                then=self.show_plan, refused=self.show_refused, key="importing.preview",
            )  # fmt: skip

    def show_refused(self, findings: tuple[Finding, ...]) -> None:
        """Say why it cannot be read; ask for the year when only that is missing."""
        if any(item.code in NO_YEAR for item in findings) and self.year is None:
            self.put(self.asking)
            self.asking.year.setFocus()
            self.asking.year.selectAll()
            return
        if self.desk is None or not self.desk.refuse(findings):
            self.say_refused(findings)

    def say_refused(self, findings: tuple[Finding, ...]) -> None:
        """Say why nothing can be read."""
        self.refused.show_findings(findings)
        self.put(self.refused)
        self.refused.again.setFocus()

    # showing

    def show_plan(self, found: tuple[Any, ImportView]) -> None:
        """Show a preview."""
        self.plan, self.view = found
        view = self.view
        self.head.set_note(
            "  ·  ".join(part for part in (view.source, view.place, _read_words(view)) if part)
        )
        self.cards.show_counts([_card(kind, view) for kind in CARDS])
        self.lines.rows_model.set_rows(view.lines)
        self.lines.show_old(view.counts[ChangeKind.CHANGED] > 0 or bool(view.pairs))
        self.filter(self.cards.current())
        self.pane.show_view(view)
        parts = [f"将写入：{view.will}" if view.will else "没有要写入的内容"]
        if view.wont:
            parts.append(f"不写入：{view.wont}")
        self.will.setText("；".join(parts) + ("。导入后可用 Ctrl+Z 一次撤销。" if view.will else "。"))
        self.put(self.shown)
        if self.desk is None or not self.desk.columns_wanted:
            self.lines.setFocus()
        if self.lines.rows_model.shown:
            self.lines.selectRow(0)
        if self.desk is not None:
            self.desk.show_view(view)

    def show_line(self, line: ImportLine | None) -> None:
        """Show beside the lines what belongs to the one in hand."""
        other = self.desk is not None and self.desk.show_line(line)
        self.pane.setVisible(not other)
        self.arrange()
        self.pane.show_line(line)

    def show_kind(self, kind: str) -> None:
        """Take the card of one kind of line in hand, or none, and show those lines."""
        for name, card in self.cards.cards.items():
            card.setChecked(name == kind)
        self.filter(kind)

    def filter(self, kind: str) -> None:
        """Show only lines of one kind; empty: all but those that stay the same."""
        shown = self.view.lines if self.view is not None else ()
        only_same = all(one.kind is ChangeKind.UNCHANGED for one in shown)
        self.lines.rows_model.filter(
            "kind",
            (lambda one: one.kind == kind)
            if kind
            else None
            if only_same
            else (lambda one: one.kind is not ChangeKind.UNCHANGED),
        )

    def go_to(self, address: str) -> None:
        """Go to the first line of a cell."""
        lines: Sequence[ImportLine] = self.lines.rows_model.rows
        found = next((one for one in lines if one.address == address), None)
        if found is None:
            return
        if not self.lines.show_row(found.number):
            self.show_kind(found.kind)
            self.lines.show_row(found.number)
        self.lines.setFocus()

    def arrange(self) -> None:
        """Lay the figures over the lines, or over the whole page where the zoom leaves no room."""
        narrow = self.width() < px(NARROW)
        if narrow != self.narrow:
            self.narrow = narrow
            (self.left_side if narrow else self.body).removeWidget(self.top)
            (self.body if narrow else self.left_side).insertWidget(1 if narrow else 0, self.top)
        low = self.height() < px(LOW)
        self.cards.set_low(low)
        above, below = (px(5), px(5)) if low else (px(11), px(12))
        self.inside.setContentsMargins(px(SIZES.margin - 1), above, px(SIZES.margin), below)
        asking = self.narrow and self.desk is not None and self.desk.asking
        self.top.setVisible(self.stack.currentWidget() is self.shown and not asking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self.arrange()

    def put(self, place: QWidget) -> None:
        """Show one of the places; the button says what it would store."""
        self.stack.setCurrentWidget(place)
        self.arrange()
        ready = place is self.shown and self.view is not None and bool(self.view.will)
        count = self.view.writes if self.view is not None else 0
        self.go.setText(f" 导入 {count} 项" if ready and count else " 记住选择" if ready else " 导入")
        self.go.setEnabled(ready)
        if self.desk is not None:
            self.desk.show_buttons(self.view if place is self.shown else None)
        if place is not self.shown:
            self.will.setText("")

    # leaving

    def apply(self) -> None:
        """Store what the preview shows."""
        if self.plan is None or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        self.shell.runner.run(
            self.ways.apply, self.plan, what=STORING, progress=True,
            then=self._applied, refused=self._not_applied,
        )  # fmt: skip

    def _applied(self, done: object) -> None:
        view = self.view
        self.left.emit()
        if view is not None:
            self.shell.did(self.ways.done(view), *self.ways.links(done))

    def _not_applied(self, findings: tuple[Finding, ...]) -> None:
        self.shell.notice(findings)
        self.ask()

    def _cancelled(self, what: str) -> None:
        """Offer the button again once 取消 has stopped the storing; go back where it stopped the reading."""
        if self.view is None and what.startswith(READING):
            self.leave()
        elif what == STORING and self.view is not None:
            self.put(self.shown)
            self.lines.setFocus()

    def leave(self) -> None:
        """Go back without writing anything."""
        self.left.emit()

    # keys

    def event(self, event: QEvent) -> bool:
        """Claim the page's own keys before the tab's shortcuts take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Import on Ctrl+Enter, leave on Esc."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif self.desk is not None and own_key(event.key(), control):
            act_on(self.desk, event.key())
        elif self.desk is not None and not control and self.desk.key_pressed(event.key()):
            return
        elif control and event.key() == Qt.Key.Key_O:
            self.ask_file()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        else:
            super().keyPressEvent(event)


def _previewed(
    ways: Ways,
    given: Given,
    year: int | None,
    columns: Mapping[str, str] | None = None,
    decisions: Mapping[str, Decision] | None = None,
    kind: str = "",
    *,
    progress: Progress | None = None,
) -> tuple[Any, ImportView]:
    """Read a file with what was said of it."""
    if ways.imports is None:
        plan = ways.preview(given, year)
    else:
        with memory.undisturbed():
            plan = ways.imports.preview(given, kind, columns=columns, decisions=decisions, progress=progress)
    return plan, ways.view(plan)


def _decided(ways: Ways, plan: Any, decisions: Mapping[str, Decision]) -> tuple[Any, ImportView]:
    """Plan what was read with what was decided."""
    planned = plan if ways.imports is None else ways.imports.decided(plan, decisions)
    return planned, ways.view(planned)


def quietly(apply: Callable[..., Outcome[Any]]) -> Callable[..., Outcome[Any]]:
    """Let ``apply`` not repeat the findings that the preview has shown."""

    def applied(plan: Any, progress: Progress) -> Outcome[Any]:
        return replace(apply(plan, progress), findings=())

    return applied


def _own(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    key = event.key()
    return (
        key == Qt.Key.Key_Escape
        or own_key(key, control)
        or (control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_O))
    )


def _read_words(view: ImportView) -> str:
    return f"{sum(view.counts.values())} 项"


def _card(kind: ChangeKind, view: ImportView) -> Count:
    sign, state = SIGNS[kind]
    count = view.counts[kind]
    notes = {
        ChangeKind.ADDED: "册里没有的",
        ChangeKind.CHANGED: f"共 {view.differences} 处不同" if count else "没有",
        ChangeKind.UNCHANGED: "不动",
        ChangeKind.UNSURE: "请逐处认定" if count else "没有",
        ChangeKind.REFUSED: "须先改正源表" if count else "没有",
    }
    return Count(kind.value, WORDS[kind], str(count), notes[kind], sign, state)
