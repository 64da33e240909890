"""与上次比较: every figure of a meeting beside the one of the meeting before, which is chosen at the top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.domain.survey_rounds import ComparedLine
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.ballots import words
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.tokens import STATES, State
from dangjian_desktop.gui.widgets.combos import Combo
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ActionButton, TitleRow
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.layouts import column, row
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.gui.widgets.words import Button, Label
from dangjian_desktop.kernel.texts.ballots import COMPARED_WORDS
from dangjian_desktop.services.survey_facts import row_of
from dangjian_desktop.services.survey_rounds import SurveyComparison

BEFORE, AFTER = 3, 5
OLD, NEW = STATES[State.IDLE].fill, STATES[State.DOING].fill


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the table, as it is written."""

    number: int
    line: ComparedLine
    texts: tuple[str, ...]


def _column(place: int, title: str, width: int, align: Align = Align.LEFT) -> Column[Shown]:
    def text(shown: Shown) -> str:
        return shown.texts[place]

    words_of = place < 2
    return Column(
        f"c{place}", title, text, width, align,
        searched=words_of, filter=words_of or place == 6, tip=text if not place else None,
        sort=(lambda s: s.number) if not place else None,
        muted=place in (2, 4, 6),
        share_words=56,
        share=_drawn(place) if place in (BEFORE, AFTER) else None,
        fill=(lambda _: OLD if place == BEFORE else NEW) if place in (BEFORE, AFTER) else None,
    )  # fmt: skip


def _drawn(place: int) -> Callable[[Shown], Fraction | None]:
    """Return what draws a rate of one of the rounds as a bar; points are not drawn."""

    def share(shown: Shown) -> Fraction | None:
        one = shown.line.before if place == BEFORE else shown.line.after
        return one.value if one is not None and not shown.line.points else None

    return share


def _by_movement(shown: Shown) -> tuple[bool, Fraction]:
    moved = shown.line.moved
    return moved is None, moved if moved is not None else Fraction(0)


def compared_model() -> RowsModel[Shown]:
    """Return the empty table."""
    right = Align.RIGHT
    columns: tuple[Column[Shown], ...] = (
        _column(0, "测评内容", 250),
        _column(1, "指标", 170),
        _column(2, "上次票数", 96, right),
        _column(BEFORE, "上次", 140, right),
        _column(4, "本次票数", 96, right),
        _column(AFTER, "本次", 140, right),
        _column(6, "分母", 96),
        Column(
            "moved", "变化", lambda s: s.texts[-1], 130, right,
            sort=_by_movement,
        ),
    )  # fmt: skip
    return RowsModel(columns, key=lambda shown: shown.number)


class RoundsPage(QWidget):
    """Shows a :class:`SurveyComparison`; Esc leaves."""

    left = Signal()
    chosen = Signal(str)  # the id of the meeting before, empty: the usual one
    turned = Signal(str)  # a group, empty: everybody

    def __init__(self, settings: Settings, shell: Shell) -> None:
        super().__init__()
        self.comparison: SurveyComparison | None = None
        self.setAccessibleName(words.COMPARISON)
        self.before = Combo()
        self.before.setAccessibleName(words.ROUND_BEFORE)
        self.before.setMinimumWidth(px(240))
        self.before.activated.connect(self._choose)
        self.head = TitleRow(words.COMPARISON)
        self.back = Button(words.BACK_TO_LIST, "undo")
        self.back.setToolTip(words.BACK_TIP)
        self.back.clicked.connect(self.left)
        for name in ("ballots.export_comparison", "ballots.print_comparison"):
            self.head.add_button(ActionButton(shell.registry, name))
        self.head.add_button(self.back)
        body = column(self)
        body.addWidget(self.head)
        across = row(margins=(24, 10, 24, 8), gap=12)
        across.addWidget(Label(words.ROUND_BEFORE, "note"))
        across.addWidget(self.before)
        self.groups = Segmented((Segment("", words.EVERYBODY),), words.GROUPS)
        self.groups.chosen.connect(self.turned)
        across.addWidget(self.groups)
        across.addStretch(1)
        body.addLayout(across)
        self.note = Label("", "note", wrap=True)
        self.note.setContentsMargins(px(24), 0, px(24), px(8))
        body.addWidget(self.note)
        self.model = compared_model()
        self.grid = Grid(self.model, settings, "ballots.comparison")
        self.grid.setAccessibleName(words.COMPARISON)
        body.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    def show_comparison(self, found: SurveyComparison) -> None:
        """Show two rounds."""
        self.comparison = found
        self.head.set_note(found.meeting.title)
        self.before.clear()
        self.before.addItem(words.ROUND_USUAL, "")
        for other in found.others:
            day = other.held_on.isoformat() if other.held_on else words.NO_DAY
            self.before.addItem(f"{day}　{other.title}", other.id)
        self.before.setCurrentIndex(max(0, self.before.findData(found.meeting.compare_with)))
        self.before.setEnabled(bool(found.others))
        segments = [Segment("", words.EVERYBODY), *(Segment(g.code, g.name) for g in found.groups)]
        self.groups.set_segments(segments)
        self.groups.choose(found.group, silent=True)
        self.groups.setVisible(len(found.form.groups) > 1)
        self.note.setText(self._said(found))
        places = found.form.places
        self.model.set_rows([Shown(n, line, row_of(line, places)) for n, line in enumerate(found.lines, 1)])

    def _said(self, found: SurveyComparison) -> str:
        """Say which two rounds stand here, and how they are subtracted."""
        if found.before is None:
            return COMPARED_WORDS["no_before"]
        day = found.before.held_on.isoformat() if found.before.held_on else words.NO_DAY
        said = words.ROUNDS_SHOWN.format(title=found.before.title, day=day)
        hidden = [g.name for g in found.form.groups if g not in found.groups]
        if hidden:
            said += words.ROUNDS_HIDDEN.format(groups="、".join(hidden))
        return said

    def _choose(self) -> None:
        self.chosen.emit(str(self.before.currentData() or ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
