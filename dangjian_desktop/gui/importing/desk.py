"""What only the roster's preview can do: say who is whom, say what columns are, take refused rows out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from dangjian_desktop.gui.importing.columns import ColumnsPane, ColumnsPlace
from dangjian_desktop.gui.importing.kinds import KindChoice
from dangjian_desktop.gui.importing.pairing import PairPane, next_open
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.import_columns import TableView, Way
from dangjian_desktop.services.import_views import ChangeKind, ImportLine, ImportView
from dangjian_desktop.services.pair_views import Decision, ImportPair

if TYPE_CHECKING:
    from dangjian_desktop.gui.importing.page import ImportPage
    from dangjian_desktop.services.roster_import import RosterImports

HEADINGS_UNKNOWN = "files.header_missing"
SUFFIX = ".xlsx"


class RosterDesk(QObject):
    """Sits on one import page and keeps what the clerk has said of the file in hand."""

    def __init__(self, page: ImportPage, imports: RosterImports) -> None:
        super().__init__(page)
        self.page, self.imports = page, imports
        self.decisions: dict[str, Decision] = {}
        self.columns: dict[str, str] = {}
        self.in_hand = ""  # the row asked about
        self.focused = ""  # the heading whose combo box has the keyboard
        self.columns_wanted = False
        self.asking = False  # whether two records are shown beside the lines
        self.pairs = PairPane(self.answer)
        self.columns_pane = ColumnsPane(self.choose_column, self.forget)
        self.columns_pane.closed.connect(self.close_columns)
        self.columns_pane.shut.setToolTip("收起（Esc）")
        self.place = ColumnsPlace(self.choose_column, self.go_on, page.ask_file)
        self.kinds = KindChoice(self.choose_kind)
        page.head.add_beside(self.kinds)
        page.shell.runner.run(imports.kinds, then=self.kinds.offer)
        self.match = Button("对应列", "columns")
        self.match.setToolTip("看各列是怎么认的，可以改（Ctrl+L）")
        self.match.clicked.connect(lambda _on=False: self.toggle_columns())
        self.out = Button("导出拒收行", "export")
        self.out.setToolTip("把拒收的行写成一份表，改好后再导入（Ctrl+E）")
        self.out.clicked.connect(lambda _on=False: self.export_refused())
        for button in (self.match, self.out):
            page.head.add_button(button)
        page.stack.addWidget(self.place)

    def begin(self) -> None:
        """Forget what was said of another file."""
        self.decisions, self.columns, self.in_hand, self.focused = {}, {}, "", ""
        self.kinds.begin()
        self.pairs.chosen.clear()
        self.pairs.at.clear()

    # ------------------------------------------------------------ previewing

    def refuse(self, findings: tuple[Finding, ...]) -> bool:
        """Ask for the columns where only the headings are not understood; tell whether it was that."""
        if not any(item.code == HEADINGS_UNKNOWN for item in findings):
            return False
        self._ask_unread(findings)
        return True

    def _ask_unread(self, findings: tuple[Finding, ...]) -> None:
        self.page.shell.runner.run(
            self.imports.unread, self.page.given, columns=dict(self.columns), key="importing.preview",
            then=lambda tables: self._ask_columns(tables, findings),
        )  # fmt: skip

    def _ask_columns(self, tables: tuple[TableView, ...], findings: tuple[Finding, ...]) -> None:
        if not tables:
            self.page.say_refused(findings)
            return
        self.page.put(self.place)
        self.place.show_tables(tables, self.focused)

    def go_on(self) -> None:
        """Read with the columns the clerk has pointed out."""
        self.focused = ""
        self.page.ask()

    def show_view(self, view: ImportView) -> None:
        """Follow a new preview: the kind, the columns, and the row asked about."""
        if not self.kinds.kind:
            self.kinds.tell(self.page.plan.reading.kind)
        if self.columns_wanted:
            self.columns_pane.show_tables(view.tables, self.focused)
        if self.decisions and not self.in_hand:  # an answer may have raised another question
            self.in_hand = next_open(view.pairs, "", self.decisions)
        if self.in_hand:
            self._go(self.in_hand)

    def show_buttons(self, view: ImportView | None) -> None:
        """Offer only what can be done with what is shown."""
        self.out.setEnabled(view is not None and view.counts[ChangeKind.REFUSED] > 0)
        self.match.setEnabled(view is not None and bool(view.tables))

    def show_line(self, line: ImportLine | None) -> bool:
        """Show the pane that belongs to a line; tell whether it is not the usual one."""
        pair = self._pair(line.pair) if line is not None and line.pair else None
        self.columns_pane.setVisible(self.columns_wanted)
        self.asking = pair is not None and not self.columns_wanted
        self.pairs.setVisible(self.asking)
        if pair is not None:
            self.in_hand = pair.key
            self.pairs.show_pair(pair, self._place_of(pair))
        return self.columns_wanted or pair is not None

    def choose_kind(self) -> None:
        """Read anew as the kind of list that was chosen."""
        self.decisions, self.columns, self.in_hand, self.focused = {}, {}, "", ""
        self.page.ask()

    # ------------------------------------------------------------ who is whom

    def answer(self, pair: ImportPair, decision: Decision) -> None:
        """Keep an answer, go on to the next row not answered, and plan anew."""
        self.decisions.pop(pair.key, None)  # the last answer stands last
        self.decisions[pair.key] = decision
        self.in_hand = next_open(self._all(), pair.key, self.decisions)
        if self.in_hand:
            self._go(self.in_hand)
        self.page.lines.setFocus()
        self.page.plan_anew(self.decisions)

    def take_back(self) -> None:
        """Take the last answer back and ask again; what the book holds is not touched from here."""
        if self.decisions:
            self.in_hand, _ = self.decisions.popitem()
            self.page.plan_anew(self.decisions)

    def key_pressed(self, key: int) -> bool:
        """Take the keys of the pane shown; tell whether it was one of them."""
        return self.pairs.key_pressed(key)

    def _all(self) -> tuple[ImportPair, ...]:
        return self.page.view.pairs if self.page.view is not None else ()

    def _pair(self, key: str) -> ImportPair | None:
        return next((one for one in self._all() if one.key == key), None)

    def _place_of(self, pair: ImportPair) -> str:
        """Say which of those to be answered this time it is, and how many of them still are."""
        if pair.before:
            return ""
        asked = [one for one in self._all() if not one.before]
        place = [one.key for one in asked].index(pair.key) + 1
        left = sum(one.decision is None for one in asked)
        told = f"第 {place} / {len(asked)} 处"
        return told if left == len(asked) else f"{told}，待认 {left}"

    def _go(self, key: str) -> None:
        lines: list[ImportLine] = list(self.page.lines.rows_model.rows)
        found = next((one for one in lines if one.pair == key), None)
        if found is not None and not self.page.lines.show_row(found.number):
            self.page.show_kind("")
            self.page.lines.show_row(found.number)
        self.show_line(self.page.lines.row_in_hand())

    # ------------------------------------------------------------ columns

    def toggle_columns(self) -> None:
        """Show how the columns were understood, or go back to the lines."""
        if self.columns_wanted:
            self.columns_pane.close_pane()
            return
        if self.page.view is None:
            return
        self.columns_wanted = True
        self.focused = ""
        self.page.show_line(self.page.lines.row_in_hand())
        self.columns_pane.show_tables(self.page.view.tables)

    def close_columns(self) -> None:
        """Go back to the lines."""
        self.columns_wanted = False
        self.focused = ""
        self.page.show_line(self.page.lines.row_in_hand())
        self.page.lines.setFocus()

    def choose_column(self, kind: str, heading: str, field: str) -> None:
        """Take a heading for a field and read anew; the office learns it when the file is imported."""
        tables = self.page.view.tables if self.page.view is not None else ()
        others = [
            one.heading
            for table in tables
            if table.kind == kind
            for one in table.columns
            if field and one.field == field and one.way in (Way.CHOSEN, Way.LEARNED)
        ]
        for other in others:
            self.columns.pop(other, None)
        self.columns = {one: name for one, name in self.columns.items() if not field or name != field}
        self.columns[heading] = field
        self.focused = heading
        if self.page.stack.currentWidget() is self.place:
            self._ask_unread(())
        else:
            self.page.ask(quietly=True)

    def forget(self) -> None:
        """Forget every heading remembered for this office and read anew."""
        self.columns = {}
        self.page.shell.runner.run(self.imports.forget, then=self._forgotten)

    def _forgotten(self, done: Outcome[int]) -> None:
        self.page.shell.say(f"已忘掉记住的 {done.value} 个表头。")
        self.page.ask(quietly=True)

    # ------------------------------------------------------------ refused rows

    def export_refused(self) -> None:
        """Ask where to and write the refused rows."""
        page, plan = self.page, self.page.plan
        if plan is None or not self.out.isEnabled():
            return
        stem = page.given.stem if isinstance(page.given, Path) else "粘贴的名册"
        start = str(Path(page.shell.settings.get(LAST_FOLDER)) / f"{stem} 拒收的行{SUFFIX}")
        chosen = page.shell.desk.save_file(page, "导出拒收行", f"Excel 工作簿 (*{SUFFIX})", start)
        if chosen:
            path = Path(chosen)
            path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
            page.shell.runner.run(
                self.imports.export_refused, plan, path, what="正在导出拒收行",
                then=lambda done: self._exported(path, done),
            )  # fmt: skip

    def _exported(self, path: Path, done: Outcome[int]) -> None:
        shell = self.page.shell
        shell.say(
            f"已导出拒收的 {done.value} 行：{path.name}。改好后原样导入即可，多出的两列不影响。",
            Link("打开文件", lambda: shell.desk.show_file(str(path))),
        )


def own_key(key: int, control: bool) -> bool:
    """Tell whether a key with Ctrl belongs to this desk."""
    return control and key in (Qt.Key.Key_L, Qt.Key.Key_E, Qt.Key.Key_T, Qt.Key.Key_Z)


def act_on(desk: RosterDesk, key: int) -> Any:
    """Do what Ctrl and a key stand for."""
    if key == Qt.Key.Key_Z:
        return desk.take_back()
    if key == Qt.Key.Key_T:
        desk.kinds.setFocus()
        return desk.kinds.showPopup()
    return desk.toggle_columns() if key == Qt.Key.Key_L else desk.export_refused()
