"""班子结构 of 花名册: every 班子 as of a day, against what is required of it, in figures and drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication

from dangjian_desktop.domain.structure import Verdict
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.signs import Chip, Sign
from dangjian_desktop.gui.tabs.roster.drawing import Bars, Need, StructureChart, paint_page, picture_of
from dangjian_desktop.gui.tabs.roster.paned import DayField, PanedPage
from dangjian_desktop.gui.tabs.roster.units import TermForm
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.gui.widgets.frames import EmptyPlace
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.person_fields import month_words
from dangjian_desktop.services.roster_structure import BodyLine, RosterStructure, why

MET = {
    True: Chip("达到", State.DONE, Sign.CHECK),
    False: Chip("缺", State.WRONG, Sign.SQUARE_CROSS),
    None: Chip("待核", State.SOON, Sign.QUESTION),
}


def _verdict(line: BodyLine, code: str) -> Verdict | None:
    return next((one for one in line.verdicts if one.requirement.code == code), None)


def _fitting(code: str, title: str) -> Column[BodyLine]:
    """Make the column of one requirement: how many fit, and whether that is enough."""

    def text(line: BodyLine) -> str:
        one = _verdict(line, code)
        if one is None:
            return ""
        if one.met is False:
            return f"缺 {one.requirement.least - len(one.fitting)} 人"
        return f"{MET[one.met].text} {len(one.fitting)} 人"

    def chip(line: BodyLine) -> Chip | None:
        one = _verdict(line, code)
        if one is None:
            return None
        return Chip(text(line), MET[one.met].state, MET[one.met].sign)

    def tip(line: BodyLine) -> str:
        one = _verdict(line, code)
        return why(one) if one else ""

    return Column(code, title, text, 124, chip=chip, chip_width=96, tip=tip)


def _term(line: BodyLine) -> str:
    ends = [one.committee.until for one in line.body.seats if one.committee.until]
    return month_words(min(ends)) if ends else "—"


def _term_chip(line: BodyLine) -> Chip | None:
    """Mark a term that has run out, or ends this year."""
    if any(one.over for one in line.body.seats):
        return Chip(f"{_term(line)} 已届满", State.WRONG, Sign.WARNING)
    return Chip(f"{_term(line)} 届满", State.SOON, Sign.WARNING) if line.ends_this_year else None


def _vacant(line: BodyLine) -> str:
    return "—" if line.body.vacant is None else str(line.body.vacant)


COLUMNS: tuple[Column[BodyLine], ...] = (
    Column("community", "村、社区", lambda one: one.community, 124, searched=True, bold=True),
    Column("members", "人数", lambda one: str(len(one.members)), 62, Align.RIGHT,
           sort=lambda one: len(one.members)),
    Column("both", "一肩挑", lambda one: "是" if one.heads_both else "否", 82, filter=True),
    _fitting("young_educated", "年轻大专"),
    _fitting("women", "妇女"),
    Column("vacant", "空缺", _vacant, 62, Align.RIGHT, sort=lambda one: one.body.vacant or 0),
    Column("term", "任期至", _term, 150, chip=_term_chip, chip_width=138),
)  # fmt: skip


class StructurePage(PanedPage):
    """The list of 班子 at the left, the structure of the one in hand (or of all) at the right."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        self.day = DayField(shell, "班子")
        self.day.asked.connect(self.ask_day)
        super().__init__(shell, leave, "班子结构", Label("截至", "note"), self.day)
        self.office = office
        self.seen: RosterStructure | None = None
        self.bars = Bars("")
        names = ("roster.all_bodies", "roster.copy_picture", "roster.print_picture", "roster.term")
        self.head.add_buttons(shell.registry, *names)
        self.model: RowsModel[BodyLine] = RowsModel(COLUMNS, key=lambda one: one.community)
        grid = Grid(self.model, shell.settings, "roster.structure")
        grid.setAccessibleName("班子")
        grid.chosen.connect(self.show_body)
        words = "先在花名册里登记“两委”成员的职务，或者换一个日期。"
        self.lay(grid, EmptyPlace("people", "这一天没有登记班子", words))

    def ask(self) -> None:
        """Ask for the 班子 of the day that is written."""
        self.day.ask()

    def ask_day(self, day: date | None) -> None:
        """Ask for the 班子 of a day."""
        self.shell.runner.run(
            self.office.structures.structure, day, then=self.show_structure, key="roster.structure"
        )

    def show_structure(self, seen: RosterStructure) -> None:
        """Show the 班子 of a day, the township as a whole first."""
        self.seen = seen
        self.day.setText(seen.day.isoformat())
        self.model.set_rows(seen.bodies)
        self.show_whether(filled=bool(seen.bodies))
        self.head.set_note(f"{len(seen.bodies)} 个班子 {seen.members} 人")
        self.show_in_hand()

    def show_all(self) -> None:
        """Show the structure of all 班子 together."""
        seen = self.seen
        if seen is None or self.form is not None:
            return
        self.grid.setCurrentIndex(QModelIndex())
        both = seen.heads_both
        facts = [
            Fact("一肩挑", _of(both.count, both.whole, "" if both.share is None else percent(both.share))),
            Fact("空缺", "没有登记职数" if seen.vacant is None else f"{seen.vacant} 个"),
            Fact("今年届满", "、".join(seen.ending) or "没有"),
        ]
        if seen.without:
            facts.append(Fact("没有登记", "、".join(seen.without)))
        bars = Bars(self._title("全部班子"), seen.sections, needs=_needs_of_all(seen))
        self._show("全部班子", f"{seen.members} 人", bars, facts, [])

    def show_body(self, line: BodyLine | None) -> None:
        """Show the structure of one 班子 beside that of all."""
        super().show_in_hand()
        if line is None or self.seen is None or self.form is not None:
            return
        people = [
            Fact(one.name, "、".join(one.titles) + ("" if one.age is None else f"，{one.age} 岁"))
            for one in line.members
        ]
        needs = tuple(
            Need(one.requirement.name, len(one.fitting), len(line.members), one.requirement.least)
            for one in line.verdicts
        )
        bars = Bars(self._title(line.community), line.sections, self.seen.sections, needs)
        self._show(
            line.community, f"{len(line.members)} 人", bars, people, [why(one) for one in line.verdicts]
        )

    def _show(self, title: str, aside: str, bars: Bars, facts: list[Fact], reasons: list[str]) -> None:
        self.bars = bars
        chart = StructureChart()
        chart.show_bars(bars)
        self.pane.show_head(title, aside)
        drawn = Section("结构")
        drawn.add(chart)
        told = Section("成员" if reasons else "概况")
        told.facts(tuple(facts), 132)
        sections = [drawn, told]
        if reasons:
            asked = Section("为什么")
            for words in reasons:
                asked.add(Label(words, "note", wrap=True))
            sections.insert(1, asked)
        self.pane.show_sections(*sections)

    def has_body(self) -> bool:
        """Tell whether a 班子 is in hand."""
        return self.isVisible() and self.grid.row_in_hand() is not None

    def begin_term(self) -> None:
        """Ask for one 届 of the 班子 in hand."""
        line: BodyLine | None = self.grid.row_in_hand()
        if line is None:
            return
        form = TermForm()
        self.ask_form(
            form, line.community, "登记届期", "同一届再登记一次就是修改；各届都保留。",
            lambda: self.save_term(line, form),
        )  # fmt: skip

    def save_term(self, line: BodyLine, form: TermForm) -> None:
        """Record what is written; the list follows by itself."""
        kind, told = form.asked()
        self.shell.runner.run(
            partial(self.office.units.record_term, line.body.community_id, kind, **told),
            then=lambda _done: self._term_kept(line), refused=self.refused,
        )  # fmt: skip

    def _term_kept(self, line: BodyLine) -> None:
        self.said(f"已登记 {line.community}的届期。")
        self.ask()

    def show_in_hand(self) -> None:
        """Show the 班子 in hand, or all."""
        super().show_in_hand()
        line = self.grid.row_in_hand()
        if line is None:
            self.show_all()
        else:
            self.show_body(line)

    def _title(self, name: str) -> str:
        day = self.seen.day.isoformat() if self.seen else ""
        return f"{name}结构（截至 {day}）"

    def shows_picture(self) -> bool:
        """Tell whether there is a drawing to copy or print."""
        return self.isVisible() and bool(self.bars.sections)

    def copy_picture(self) -> None:
        """Put the drawing on the clipboard as a picture."""
        QGuiApplication.clipboard().setPixmap(picture_of(self.bars))
        self.shell.say("图已复制，可以粘贴到 Word 或 Excel。")

    def print_picture(self) -> None:
        """Print the drawing, after a look at the page."""
        from dangjian_desktop.gui.print_memory import Memory
        from dangjian_desktop.gui.printing import preview

        bars = self.bars
        memory = Memory(self.shell.settings, "roster.structure")
        preview(self, bars.title, lambda painter, page: paint_page(painter, page, bars), memory)


def _needs_of_all(seen: RosterStructure) -> tuple[Need, ...]:
    """Return how many 班子 meet each requirement; all of them should."""
    whole = len(seen.bodies)
    return tuple(
        Need(
            one.requirement.name,
            sum(line.verdicts[place].met is True for line in seen.bodies),
            whole,
            whole,
            "个",
        )
        for place, one in enumerate(seen.bodies[0].verdicts if seen.bodies else ())
    )


def _of(count: int, whole: int, share: str) -> str:
    return f"{count} / {whole}" + (f"（{share}）" if share else "")
