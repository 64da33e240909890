"""What leaves 花名册 as Excel: which lists, what for, in full or masked; and the file to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit

from dangjian_desktop.domain.people import Person
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.shell import Link
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.model import VIEWS
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.combos import Combo, list_below
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.rows import Column
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.exports import ALL_PARTS, ShownList, ViewColumn
from dangjian_desktop.services.roster_export import PART_WORDS, RosterPart
from dangjian_desktop.services.roster_views import PersonLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dangjian_desktop.gui.tabs.roster.tab import RosterTab

KINDS = "Excel 表格 (*.xlsx)"
SUFFIX = ".xlsx"
SHORT = 7  # characters of a list's name that the field has room for
SHOWN, ALL = "shown", "all"
WHOLE: dict[str, Callable[[Person], str]] = {
    "id_number": lambda one: one.id_number,
    "phone": lambda one: one.phone,
}
# On the screen several units and posts are shortened and stand apart; a file has them whole, and reads
# back without a change.
POSTS: dict[str, ViewColumn] = {
    "unit": ViewColumn("单位", lambda line: "、".join(dict.fromkeys(one.body for one in line.held))),
    "title": ViewColumn("任职情况", lambda line: "；".join(line.posts)),
}
PLACES: dict[str, ViewColumn] = {
    "area": ViewColumn("片", lambda line: line.area),  # empty where the screen says that there is none
}


class PurposeEdit(QLineEdit):
    """Asks what personal data is taken out for; what was written before is offered."""

    def __init__(self, earlier: Sequence[str] = ()) -> None:
        super().__init__()
        self.setMaxLength(100)
        self.setPlaceholderText("如 报县委组织部备案")
        list_below(self, QCompleter(list(earlier), self))


class ExportForm(AskForm):
    """Asks what is taken out, what for, and whether numbers are written in full."""

    def __init__(self, shown: str, earlier: Sequence[str] = ()) -> None:
        super().__init__()
        self.purpose = PurposeEdit(earlier)
        self.what = Combo()
        if shown:
            self.what.addItem(shown, SHOWN)
        self.what.addItem("全部名册，各一张工作表", ALL)
        for part, words in PART_WORDS.items():
            self.what.addItem(words, part.value)
        self.full = QCheckBox("身份证号和手机写完整")
        self.ended = QCheckBox("干部名册含已卸任职务")
        self.ended.setToolTip("每个职务一行，写任职、离任时间")
        self.add("用途", self.purpose)
        self.add("内容", self.what)
        self.body.addWidget(self.full)
        self.body.addWidget(self.ended)
        self.what.currentIndexChanged.connect(self._show_ended)
        self._show_ended()

    def _show_ended(self) -> None:
        """Offer ended posts where 干部名册 is asked for."""
        self.ended.setVisible(RosterPart.CADRES in self.parts())

    def asked(self) -> str:
        """Return the purpose, empty (with the field marked) when none is written."""
        self.clear()
        purpose = self.purpose.text().strip()
        if not purpose:
            self.fields["用途"].wrong("请写明导出做什么用。")
        return purpose

    def parts(self) -> tuple[RosterPart, ...]:
        """Return the lists asked for; empty for the list on the screen."""
        chosen = str(self.what.currentData())
        if chosen == SHOWN:
            return ()
        return ALL_PARTS if chosen == ALL else (RosterPart(chosen),)


class Exporting(QObject):
    """Asks in the pane, asks for the file, has it written."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.purposes: list[str] = []

    def shown(self) -> ShownList | None:
        """Return the list on the screen, None when none is."""
        if name := self.tab.asides.shown():
            give = getattr(self.tab.asides.page(name), "shown_list", None)
            return give() if give is not None else None
        grid, view = self.tab.grid(), self.tab.views.current()
        title = "人员名册" if view == "all" else f"{dict(VIEWS)[view]}名册"
        return shown_list(grid, title) if grid.rows_model.shown else None

    def begin(self) -> None:
        """Ask in the pane what is taken out, and what for."""
        if self.tab.picture is None:
            return
        shown = self.shown()
        title = shown.title if shown and len(shown.title) <= SHORT else "现在显示的表"
        words = f"{title}（{len(shown.rows)} 行）" if shown else ""
        form = ExportForm(words, self.purposes)
        here = self.tab.asides.here()
        head = f"导出{here.head.title.text()}" if here is not None and shown else "导出花名册"
        ask = self.tab.pane.show_form if here is None or not hasattr(here, "ask_form") else here.ask_form
        ask(
            form, head, "导出为 Excel",
            "用途、时间、栏目和人数记入操作日志。身份证号和手机不勾选就只写首尾。",
            lambda: self._save(form, shown),
        )  # fmt: skip

    def _save(self, form: ExportForm, shown: ShownList | None) -> None:
        purpose, parts = form.asked(), form.parts()
        if not purpose:
            return
        title = shown.title if shown is not None and not parts else form.what.currentText()
        path = self.ask_file("花名册" if len(parts) > 1 else title)
        if path is None:
            return
        self.remember(purpose)
        exports, full = self.tab.office.exports, form.full.isChecked()
        if parts or shown is None:
            self.tab.runner.run(
                exports.roster, path, purpose=purpose, full=full, parts=parts or ALL_PARTS,
                ended=not form.ended.isHidden() and form.ended.isChecked(),
                what="正在导出花名册", progress=True, then=self.done, refused=self.refused,
            )  # fmt: skip
        else:
            self.tab.runner.run(
                exports.shown, path, shown, purpose=purpose, full=full,
                what=f"正在导出{title}", progress=True, then=self.done, refused=self.refused,
            )  # fmt: skip

    def ask_file(self, title: str, suffix: str = SUFFIX, kinds: str = KINDS) -> Path | None:
        """Ask where to write; None when the clerk thinks better of it."""
        shell = self.tab.shell
        name = f"{title} {shell.today().isoformat()}{suffix}".replace("/", "").replace(":", "")
        start = str(Path(shell.settings.get(LAST_FOLDER)) / name)
        chosen = shell.desk.save_file(self.tab, f"导出{title}", kinds, start)
        if not chosen:
            return None
        path = Path(chosen)
        shell.settings.set(LAST_FOLDER, str(path.parent))
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def remember(self, purpose: str) -> None:
        """Offer a purpose again while the window is open."""
        if purpose not in self.purposes:
            self.purposes.insert(0, purpose)

    def done(self, done: Outcome[Path]) -> None:
        """Say where the file is."""
        self.written(done.value, f"已导出：{done.value.name}，已记入操作日志。")

    def written(self, path: Path, words: str, state: State = State.DONE) -> None:
        """Close the form, say what was written, with links to the file and its folder."""
        here = self.tab.asides.here()
        if getattr(here, "form", None) is not None:
            here.drop_form()
        else:
            self.tab.pane.close_pane()
        desk = self.tab.shell.desk
        self.tab.shell.say(
            words,
            Link("打开文件", lambda: desk.show_file(str(path))),
            Link("打开文件夹", lambda: desk.show_file(str(path.parent))),
            state=state,
        )
        self.tab.asides.ask()

    def refused(self, findings: tuple[Finding, ...]) -> None:
        """Show why nothing was written, beside the fields where possible."""
        form = getattr(self.tab.asides.here(), "form", None) or self.tab.pane.asking
        rest = form.refuse(findings) if form is not None else findings
        if rest:
            self.tab.shell.notice(rest)


def shown_list(grid: Grid, title: str) -> ShownList:
    """Return what a grid shows: its columns as they stand, its rows in their order."""
    model, header = grid.rows_model, grid.horizontalHeader()
    places = sorted(
        (header.visualIndex(at), column)
        for at, column in enumerate(model.columns)
        if not grid.isColumnHidden(at)
    )
    rows = tuple(model.shown)
    persons = sum(isinstance(row, PersonLine) for row in rows)
    columns = tuple(column for _, column in places)
    if persons and any(column.id == "title" for column in columns):  # a post says its body itself
        columns = tuple(column for column in columns if column.id != "unit")
    whole = POSTS if persons else PLACES
    taken = tuple(whole.get(column.id) or _column(column) for column in columns)
    return ShownList(title=title, columns=taken, rows=rows, persons=persons)


def _column(column: Column[Any]) -> ViewColumn:
    whole = WHOLE.get(column.id)
    full = (lambda row: whole(row.person)) if whole is not None else None
    return ViewColumn(column.title, column.text, full, _counted(column))


def _counted(column: Column[Any]) -> Callable[[Any], int | None] | None:
    number = column.number
    if number is None:
        return None
    return lambda row: count if isinstance(count := number(row), int) else None
