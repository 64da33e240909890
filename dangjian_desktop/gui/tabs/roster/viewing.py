"""How the lists of 花名册 look: columns and their order, groups, 常用视图 kept in the book.

The lists are those of the tab itself and of a page aside that ``can_look`` (选民名单).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QMenu

from dangjian_desktop.domain.habits import SavedView
from dangjian_desktop.gui.settings import COLUMNS, Settings
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.model import WAITING, segments
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.choices import Bound, Choice, Keeper
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.panes import keep_in_sight
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.gui.widgets.words import Label, link
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.services.roster_lists import ViewContent, ViewFilter, content_of

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.roster.tab import RosterTab
    from dangjian_desktop.gui.widgets.grid import Grid

ID = Qt.ItemDataRole.UserRole
NO_GROUPS = "不分组"
OPEN = "open"
ROW, MOST_ROWS = 28, 9


def usual_columns(model: RowsModel[Any]) -> list[str]:
    """Return the columns that are shown when the clerk has chosen none."""
    return [column.id for column in model.every if not column.optional]


def restore_columns(grid: Grid, settings: Settings) -> None:
    """Let a list show the columns it showed last."""
    grid.rows_model.show_columns(settings.get(COLUMNS).get(grid.name) or usual_columns(grid.rows_model))


def look_of(model: RowsModel[Any]) -> ViewContent:
    """Return how a list looks now; its search is not part of it."""
    filters = []
    for keeper in model.filters.values():
        choice, column = keeper.choice, keeper.column
        if choice is not None and column is not None:
            values = None if choice.values is None else tuple(sorted(choice.values))
            least, most = ("" if one is None else str(one) for one in (choice.least, choice.most))
            filters.append(ViewFilter(column.id, values, least, most))
    names = tuple(column.id for column in model.columns)
    return ViewContent(names, tuple(filters), model.sorted_column, model.sorted_down, model.grouping.by)


def show_look(model: RowsModel[Any], look: ViewContent) -> None:
    """Let a list look as told; columns it does not have (any more) are passed over."""
    for name in [name for name in model.filters if name.startswith("column:")]:
        del model.filters[name]
    for one in look.filters:
        column = model.column_named(one.column)
        if column is not None:
            values = None if one.values is None else frozenset(one.values)
            choice = Choice(values, bound_of(column, one.least), bound_of(column, one.most))
            model.filters[f"column:{column.id}"] = Keeper(column=column, choice=choice)
    model.sorted_column, model.sorted_down = look.sort, look.down
    model.show_columns(look.columns or usual_columns(model))
    if look.group == model.grouping.by:
        model.arrange()
    else:
        model.group_by(look.group)


def bound_of(column: Column[Any], written: str) -> Bound | None:
    """Read one end of a span as it was kept, None when it is open or cannot be read."""
    try:
        return None if not written else date.fromisoformat(written) if column.day else Fraction(written)
    except ValueError:
        return None


def in_menu(name: str) -> str:
    """Return a name as a menu shows it: & stands for itself."""
    return name.replace("&", "&&")


class LookForm(AskForm):
    """Asks for columns (space shows and hides, Ctrl+↑ ↓ move), groups, and a name to keep the look under."""

    def __init__(self, model: RowsModel[Any], fixed: int = 1) -> None:
        super().__init__()
        self.model, self.fixed = model, fixed
        self.list, self.items = QListView(), QStandardItemModel(self)
        self.list.setModel(self.items)
        self.list.setAccessibleName("列")
        self.list.setProperty("kind", "framed")
        self.list.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(
            lambda at, _before: keep_in_sight(self.list.viewport(), self.list.visualRect(at))
        )
        self.group, self.name = Combo(), QLineEdit()
        self.name.setPlaceholderText("不写就只改现在的样子")
        self.group.addItem(NO_GROUPS, "")
        for column in model.every:
            if column.group is not None:
                self.group.addItem(f"按{column.title}", column.id)
        self.group.setCurrentIndex(max(0, self.group.findData(model.grouping.by)))
        shown = [column.id for column in model.columns]
        self.fill([*shown, *(one.id for one in model.every if one.id not in shown)], shown)
        self.body.addWidget(self.list)
        self.body.addWidget(Label("空格显示或隐藏，Ctrl+↑ ↓ 移动", "small"))
        usual = usual_columns(model)
        rest = [one.id for one in model.every if one.id not in usual]
        self.body.addWidget(link("恢复默认的列", lambda: self.fill([*usual, *rest], usual)))
        self.add("分组", self.group)
        self.add("存为视图", self.name)

    def fill(self, names: Sequence[str], shown: Sequence[str]) -> None:
        """List the columns, those that are shown ticked; the first ones, which are frozen, always are."""
        self.items.clear()
        always = [column.id for column in self.model.every[: self.fixed]]
        for name in names:
            column = self.model.column_named(name)
            if column is None:
                continue
            item = QStandardItem(column.title)
            item.setData(name, ID)
            item.setEditable(False)
            item.setSizeHint(QSize(0, px(ROW)))
            item.setCheckable(name not in always)
            if item.isCheckable():
                item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            self.items.appendRow(item)
        self.list.setMinimumHeight(px(ROW * min(MOST_ROWS, self.items.rowCount()) + 4))
        self.list.setCurrentIndex(self.items.index(0, 0))

    def shift(self, by: int) -> None:
        """Move the column in hand up or down; the frozen ones stay first."""
        here = self.list.currentIndex().row()
        if self.fixed <= min(here, here + by) and here + by < self.items.rowCount():
            row = self.items.takeRow(here)
            self.items.insertRow(here + by, row)
            self.list.setCurrentIndex(self.items.index(here + by, 0))

    def asked(self) -> tuple[list[str], str, str]:
        """Return the columns to show, the column to group by, and the name to keep the look under."""
        self.clear()
        items = [self.items.item(n) for n in range(self.items.rowCount())]
        shown = [one for one in items if not one.isCheckable() or one.checkState() == Qt.CheckState.Checked]
        names = [str(one.data(ID)) for one in shown]
        return names, str(self.group.currentData() or ""), self.name.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by Ctrl+↑ ↓."""
        moves: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if isinstance(event, QKeyEvent) and event.key() in moves:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.type() == QEvent.Type.KeyPress:
                self.shift(moves[event.key()])
                return True
        return super().eventFilter(watched, event)


class NameForm(AskForm):
    """Asks for another name of a view."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = QLineEdit(name)
        self.name.selectAll()
        self.add("名称", self.name)


class Viewing(QObject):
    """The looks of one roster tab."""

    def __init__(self, tab: RosterTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.menu_in_hand: QMenu | None = None

    def begin(self) -> None:
        """Let the lists look as they did last."""
        for grid in (self.tab.people, self.tab.communities, self.tab.orgs):
            restore_columns(grid, self.tab.shell.settings)

    def grid(self) -> Grid:
        """Return the list in hand, of the page aside where one is shown."""
        page = self.tab.asides.here()
        grid: Grid = self.tab.grid() if page is None else page.grid
        return grid

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many stand in each list, and whether something is to be checked."""
        self.tab.views.set_segments(segments(counts, self.tab.picture))
        self.tab.head.arrange()
        self.show_waiting(counts[WAITING] > 0)

    def show_waiting(self, waiting: bool) -> None:
        """Show the column 核对 while something is to confirm, unless the clerk has chosen the columns."""
        grid = self.tab.people
        names = [column.id for column in grid.rows_model.columns]
        if waiting == (OPEN in names) or grid.name in self.tab.shell.settings.get(COLUMNS):
            return
        if waiting:
            after = names.index("title") + 1 if "title" in names else len(names)
            names.insert(after, OPEN)
        else:
            names.remove(OPEN)
        grid.rows_model.show_columns(names)

    def can(self) -> bool:
        """Tell whether a list is shown that can look otherwise."""
        page = self.tab.asides.here()
        if page is not None:
            return bool(getattr(page, "can_look", bool)())
        return self.tab.picture is not None and self.tab.has_rows()

    def ask_look(self) -> None:
        """Ask in the pane which columns the list in hand shows and how it is grouped."""
        grid = self.grid()
        fixed = grid.frozen.count if grid.frozen is not None else 1
        form = LookForm(grid.rows_model, fixed)
        which = "第一列固定" if fixed == 1 else "前两列固定"
        words = f"{which}在左边。写了名称，就连同现在的筛选和次序存为常用视图。"
        self._ask(form, str(grid.accessibleName()), "列和分组", words, lambda: self._look(grid, form), "应用")
        form.list.setFocus()

    def _ask(
        self, form: AskForm, name: str, title: str, about: str, save: Callable[[], object], words: str = ""
    ) -> None:
        """Ask in the pane of the list in hand."""
        page = self.tab.asides.here()
        ask = self.tab.pane.show_form if page is None else page.ask_form
        ask(form, name, title, about, save, words)

    def _look(self, grid: Grid, form: LookForm) -> None:
        names, group, name = form.asked()
        grid.rows_model.show_columns(names)
        self.tab.shell.settings.put(COLUMNS, grid.name, names)
        grid.rows_model.group_by(group)
        if name:
            self.tab.runner.run(
                self.tab.office.lists.keep, grid.name, name, look_of(grid.rows_model),
                then=lambda done: self._said(f"已存为视图“{done.value.name}”。"), refused=self._refused,
            )  # fmt: skip
        else:
            self._close()

    def ask_views(self) -> None:
        """Offer the views of the list in hand in a menu, a figure before each."""
        grid = self.grid()
        self.tab.runner.run(self.tab.office.lists.views, grid.name, then=partial(self._offer, grid))

    def _offer(self, grid: Grid, views: tuple[SavedView, ...]) -> None:
        menu = self.menu_in_hand = QMenu(self.tab)
        menu.aboutToHide.connect(menu.deleteLater)
        for number, one in enumerate(views, 1):
            mark = f"&{number}  " if number < 10 else ""
            menu.addAction(mark + in_menu(one.name)).triggered.connect(partial(self._show, grid, one))
        if not views:
            menu.addAction("还没有存过视图").setEnabled(False)
        menu.addSeparator()
        usual = partial(self._show, grid, None)
        menu.addAction("&0  默认的样子").triggered.connect(usual)
        menu.addAction("列和分组，存为视图…").triggered.connect(lambda _on=False: self.ask_look())
        for words, act in (("改名", self.ask_name), ("删除", self.remove)):
            inner = menu.addMenu(words)
            inner.setEnabled(bool(views))
            for one in views:
                inner.addAction(in_menu(one.name)).triggered.connect(partial(act, one))
        page = self.tab.asides.here()
        more = self.tab.more if page is None else page.more
        menu.popup(more.mapToGlobal(QPoint(0, more.height() + 2)))
        menu.setActiveAction(menu.actions()[0])

    def _show(self, grid: Grid, view: SavedView | None, _on: bool = False) -> None:
        show_look(grid.rows_model, ViewContent() if view is None else content_of(view))
        settings = self.tab.shell.settings
        if view is None:
            rest = {name: kept for name, kept in settings.get(COLUMNS).items() if name != grid.name}
            settings.set(COLUMNS, rest)
        else:
            settings.put(COLUMNS, grid.name, [column.id for column in grid.rows_model.columns])
        grid.setFocus()
        self.tab.shell.say("现在是默认的样子。" if view is None else f"现在是视图“{view.name}”。")

    def ask_name(self, view: SavedView, _on: bool = False) -> None:
        """Ask for another name of a view."""
        form = NameForm(view.name)
        self._ask(form, view.name, "改名", "视图里的列、筛选和次序不变。", lambda: self._name(view, form))

    def _name(self, view: SavedView, form: NameForm) -> None:
        form.clear()
        self.tab.runner.run(
            self.tab.office.lists.rename, view.id, form.name.text(),
            then=lambda done: self._said(f"视图已改名为“{done.value.name}”。"), refused=self._refused,
        )  # fmt: skip

    def remove(self, view: SavedView, _on: bool = False) -> None:
        """Take a view away; Ctrl+Z brings it back."""
        self.tab.runner.run(self.tab.office.lists.remove, [view.id], then=lambda done: self._gone(view, done))

    def _gone(self, view: SavedView, _done: Outcome[int]) -> None:
        self.tab.shell.did(f"已删除视图“{view.name}”。")

    def _said(self, words: str) -> None:
        self._close()
        self.tab.shell.say(words)

    def _close(self) -> None:
        page = self.tab.asides.here()
        (self.tab.pane.close_pane if page is None else page.drop_form)()
        self.grid().setFocus()

    def _refused(self, findings: tuple[Any, ...]) -> None:
        page = self.tab.asides.here()
        form = self.tab.pane.asking if page is None else page.form
        marked = [one for one in findings if one.where.field == "名称"]
        if isinstance(form, LookForm) and marked:
            form.fields["存为视图"].wrong("视图的名称不能用，请换一个短些的。")
            return
        rest = form.refuse(findings) if form is not None else findings
        if rest:
            self.tab.shell.notice(rest)
