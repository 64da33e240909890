"""查重: persons entered twice, side by side; 1 merges, 2 keeps them apart for good, 3 goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from dangjian_desktop.domain.people import Person
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.paned import PanedPage
from dangjian_desktop.gui.widgets.frames import EmptyPlace
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import Fixed
from dangjian_desktop.gui.widgets.pairs import PairBoard
from dangjian_desktop.gui.widgets.rows import Column, RowsModel
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.services.merging import Duplicate, merged_words
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.pair_views import PairView

WIDTH = 420
LEAST = 40  # px of the comparison, which scrolls
NAMES = ("就是他：合并", "不是同一人：分开", "先放着：下一对")
ANSWERS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3}
SIDES = (Qt.Key.Key_Left, Qt.Key.Key_Right)
COLUMNS: tuple[Column[Duplicate], ...] = (
    Column("kept", "姓名", lambda one: one.kept.name, 120, searched=True, named=True),
    Column("gone", "另一条", lambda one: one.gone.name, 120, searched=True, named=True),
    Column("level", "有多像", lambda one: one.view.level, 130, filter=True),
    Column("why", "为什么", lambda one: one.view.why, 330, tip=lambda one: one.view.why),
)
Pair = tuple[str, str]


class PairsGrid(Grid):
    """The list of pairs; the keys of the answers belong to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave 1 2 3, ← and → to the page."""
        if event.key() in (*ANSWERS, *SIDES) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class DuplicatesPage(PanedPage):
    """The pairs at the left, the two records and the three answers at the right."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        super().__init__(shell, leave, "查重")
        self.office = office
        self.board: PairBoard | None = None
        self.shown: Duplicate | None = None  # the pair on the board
        self.chosen: dict[Pair, dict[str, bool]] = {}
        self.model: RowsModel[Duplicate] = RowsModel(COLUMNS, key=key_of)
        grid = PairsGrid(self.model, shell.settings, "roster.duplicates")
        grid.setAccessibleName("可能是同一人的记录")
        grid.chosen.connect(self._chosen)
        grid.opened.connect(lambda _: self.go_to_board())
        Fixed(self.pane, self.pane.setMinimumWidth, WIDTH, soft=True)
        Fixed(self.pane.area, self.pane.area.setMinimumHeight, LEAST)
        words = "姓名同音或差一字、出生日期差一位、身份证号相同的，会并排列在这里，由您认是不是同一人。"
        self.lay(grid, EmptyPlace("people", "没有像同一人的记录", words))

    def ask(self) -> None:
        """Ask for the pairs."""
        self.shell.runner.run(self.office.merging.duplicates, then=self.show_pairs, key="roster.duplicates")

    def show_pairs(self, pairs: tuple[Duplicate, ...]) -> None:
        """Show the pairs; the place in the list is kept when one is gone."""
        row = max(0, self.grid.currentIndex().row())
        self.model.set_rows(pairs)
        self.head.set_note(f"{len(pairs)} 对像同一人，由您来认" if pairs else "")
        if pairs and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(min(row, len(self.model.shown) - 1), 0))
        self.show_whether(filled=bool(pairs))
        self.show_in_hand()

    def _chosen(self, pair: Duplicate | None) -> None:
        """Show another pair; the one on the board stays, and the keyboard with it."""
        if pair is None or pair is not self.shown:
            self.show_in_hand()

    def show_in_hand(self) -> None:
        """Show the two records of the pair in hand."""
        super().show_in_hand()
        if self.form is not None:
            return
        pair: Duplicate | None = self.grid.row_in_hand()
        self.shown = pair
        if pair is None:
            self.board = None
            self.pane.show_sections()
            self.pane.show_foot()
            return
        place = f"第 {self.grid.currentIndex().row() + 1} / {len(self.model.shown)} 对"
        self.pane.show_head("是不是同一人", place)
        sides = self.chosen.setdefault(key_of(pair), {})
        board = self.board = PairBoard(pair.view, NAMES, partial(notes, pair.view), sides)
        board.answered.connect(self.press)
        board.field_chosen.connect(lambda name, taken: sides.update({name: taken}))
        self.pane.show_sections(board)
        self.pane.pin(board.answers)

    def go_to_board(self) -> None:
        """Put the keyboard on what is to be chosen of the pair in hand."""
        if self.board is not None:
            self.board.go_to_open()

    def press(self, number: int) -> None:
        """Take an answer; merging first wants a side of every line that differs."""
        pair: Duplicate | None = self.grid.row_in_hand()
        if pair is None or self.board is None:
            return
        merging, run = self.office.merging, self.shell.runner.run
        if number == 3:
            below = (self.grid.currentIndex().row() + 1) % len(self.model.shown)
            self.grid.setCurrentIndex(self.model.index(below, 0))
            self.grid.setFocus()
        elif number == 2:
            words = f"已记下：{pair.kept.name}、{pair.gone.name}不是同一人，以后不再问。"
            run(merging.apart, pair.kept.id, pair.gone.id, then=lambda _: self._done(words))
        elif self.board.open_rows():
            self.board.go_to_open()
        else:
            run(
                merging.merge, pair.kept.id, pair.gone.id, dict(self.board.chosen),
                then=lambda done: self._merged(pair, done),
            )  # fmt: skip

    def _merged(self, pair: Duplicate, done: Outcome[Person]) -> None:
        words = merged_words(pair.gone.name, pair.kept.name, done.value.name)
        self._done(f"已合并：{words}。任职和审查记录一起转过去。")

    def _done(self, words: str) -> None:
        self.grid.setFocus()
        self.said(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by 1 2 3, choose sides by ← and →."""
        control = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = next((number for key, number in ANSWERS.items() if key == event.key()), 0)
        if number and not control and self.grid.rows_model.shown:
            self.press(number)
        elif event.key() in SIDES and not control and self.board is not None and self.form is None:
            self.board.press(right=event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)


def key_of(pair: Duplicate) -> Pair:
    """Return what a pair is known by."""
    return pair.kept.id, pair.gone.id


def notes(view: PairView, chosen: Mapping[str, bool]) -> Sequence[str]:
    """Say what each answer will do."""
    left = [one for one in view.open_fields if one not in chosen]
    if left:
        merging = f"先选 {len(left)} 栏用哪一边：← 左边，→ 右边"
    else:
        taken = sum(chosen[one] for one in view.open_fields)
        parts = [f"补上 {view.added} 栏" if view.added else "", f"{taken} 栏用右边的" if taken else ""]
        what = "，".join(part for part in parts if part)
        merging = f"{what}；职务都转到左边，右边进回收站" if what else "职务都转到左边，右边进回收站"
    return merging, "两条都留着，以后不再问", "什么也不改"
