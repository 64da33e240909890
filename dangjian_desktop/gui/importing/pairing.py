"""Rows that look like persons of the roster: the pane that asks, the keys 1 2 3, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from dangjian_desktop.gui.widgets.layouts import Fixed
from dangjian_desktop.gui.widgets.pairs import PairBoard
from dangjian_desktop.gui.widgets.panes import Pane
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.services.pair_views import Decision, ImportPair, PairView, Verdict

WIDTH = 420
LEAST = 40  # px of the comparison, which scrolls
KEYS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3}


class PairPane(Pane):
    """Shows one row beside the person it looks like; Esc belongs to the page."""

    def __init__(self, answer: Callable[[ImportPair, Decision], object]) -> None:
        super().__init__(WIDTH)
        Fixed(self.area, self.area.setMinimumHeight, LEAST)
        self.shut.hide()
        self.answer = answer
        self.pair: ImportPair | None = None
        self.board: PairBoard | None = None
        self.at: dict[str, int] = {}  # which of those alike is shown, by row
        self.chosen: dict[tuple[str, str], dict[str, bool]] = {}  # the sides taken, by row and person
        self.place = ""

    def show_pair(self, pair: ImportPair, place: str) -> None:
        """Show a row; ``place`` says which of how many, e.g. 第 1 / 3 处."""
        decision = pair.decision
        if decision is not None and decision.person_id and pair.key not in self.at:
            keys = [one.left.key for one in pair.views]
            self.at[pair.key] = keys.index(decision.person_id) if decision.person_id in keys else 0
        self.pair, self.place = pair, place
        view = self.view_in_hand()
        if pair.before and decision is not None and view.left.key == decision.person_id:
            for name in view.open_fields:
                self.sides(view).setdefault(name, name in decision.taken)
        verdicts = [one.verdict for one in pair.answers]
        decided = verdicts.index(decision.verdict) + 1 if decision is not None else 0
        self.show_head(pair.asks, place)
        board = self.board = PairBoard(
            view,
            [one.name for one in pair.answers],
            partial(notes, pair, view),
            self.sides(view),
            decided,
            pair.before,
        )
        board.answered.connect(self.press)
        board.field_chosen.connect(lambda name, taken: self.sides(view).update({name: taken}))
        self.show_sections(board)
        self.pin(board.answers)
        others = len(pair.views)
        if others > 1:
            number = self.at.get(pair.key, 0) + 1
            more = Button(f"看下一个相像的（第 {number} / {others} 个）", "arrow-right")
            more.setToolTip("按 4")
            more.clicked.connect(lambda _on=False: self.next_person())
            board.answers.layout().addWidget(more)  # type: ignore[union-attr]

    def view_in_hand(self) -> PairView:
        """Return the two records shown."""
        pair = self.pair
        if pair is None:
            raise LookupError("no pair is shown")
        return pair.views[self.at.get(pair.key, 0)]

    def sides(self, view: PairView) -> dict[str, bool]:
        """Return the sides taken so far of a row and a person."""
        return self.chosen.setdefault((view.right.key, view.left.key), {})

    def press(self, number: int) -> None:
        """Take an answer; merging first wants a side of every line that differs."""
        pair, board = self.pair, self.board
        if pair is None or board is None or number > len(pair.answers):
            return
        if number == 1 and board.open_rows():
            board.go_to_open()
            return
        verdict = pair.answers[number - 1].verdict
        same = verdict is Verdict.SAME
        person = self.view_in_hand().left.key if same else ""
        taken = board.taken() if same else frozenset[str]()
        self.answer(pair, Decision(verdict=verdict, person_id=person, taken=taken))

    def next_person(self) -> None:
        """Show the next of those the row looks like."""
        if self.pair is not None and len(self.pair.views) > 1:
            self.at[self.pair.key] = (self.at.get(self.pair.key, 0) + 1) % len(self.pair.views)
            self.show_pair(self.pair, self.place)

    def key_pressed(self, key: int) -> bool:
        """Take the keys 1 2 3 and 4, ← and →; tell whether it was one of them."""
        if self.pair is None or self.isHidden():
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.board is not None:
            self.board.press(right=key == Qt.Key.Key_Right)
            return True
        if key == Qt.Key.Key_4:
            self.next_person()
            return True
        number = next((number for known, number in KEYS.items() if known == key), 0)
        if number:
            self.press(number)
        return bool(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page."""
        event.ignore()


def notes(pair: ImportPair, view: PairView, chosen: Mapping[str, bool]) -> Sequence[str]:
    """Say what each answer will do."""
    if any(one.note for one in pair.answers):
        return [one.note for one in pair.answers]
    left = [one for one in view.open_fields if one not in chosen]
    if left:
        merging = f"先选 {len(left)} 栏用哪一边：← 花名册，→ 源表"
    else:
        taken = sum(chosen.get(one, False) for one in view.open_fields)
        kept = len(view.open_fields) - taken
        parts = [
            f"补上 {view.added} 栏" if view.added else "",
            f"{taken} 栏用源表的" if taken else "",
            f"{kept} 栏保留花名册的" if kept else "",
        ]
        merging = "，".join(part for part in parts if part) or "资料不变，只补职务"
    return merging, f"花名册增加 {pair.name}，以后不再问", "这一行不写入，以后不再问"


def next_open(pairs: Sequence[ImportPair], after: str, answered: Collection[str]) -> str:
    """Return the next row not answered behind the row ``after``, from the start again if need be."""
    keys = [one.key for one in pairs if not one.before or one.key == after]
    start = keys.index(after) + 1 if after in keys else 0
    return next((key for key in (*keys[start:], *keys[:start]) if key not in answered), "")
