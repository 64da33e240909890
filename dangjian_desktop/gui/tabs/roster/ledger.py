"""干部队伍信息台账 of 花名册: who serves where on a day, added up per community and for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.paned import DayField, PanedPage
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.frames import EmptyPlace
from dangjian_desktop.gui.widgets.grid import Grid
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Align, Column, RowsModel
from dangjian_desktop.gui.widgets.words import Label
from dangjian_desktop.services.exports import ShownList
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.roster_ledger import (
    Ledger,
    LedgerPlace,
    LedgerRow,
    LedgerSum,
    cell_of,
    number_of,
    shown,
)

WIDTHS = {
    "name": 74, "titles": 186, "sex": 48, "age": 48, "education": 72, "political_status": 92, "since": 78,
    "reserve": 78, "phone": 112, "number": 48, "note": 120, "id_number": 172,
}  # fmt: skip
FIGURES = ("age", "years", "number")


def ledger_columns(told: tuple[tuple[str, str], ...]) -> tuple[Column[LedgerRow], ...]:
    """Return the columns the form asks for, the community in front; a ledger keeps its own order."""

    def made(field: str, title: str, text: Callable[[LedgerRow], str]) -> Column[LedgerRow]:
        align = Align.RIGHT if field in FIGURES else Align.LEFT
        return Column(
            field, title, text, WIDTHS.get(field, 100), align, sort=lambda _line: 0, tip=text,
            searched=field in ("name", "titles"), filter=field in ("education", "political_status"),
        )  # fmt: skip

    place: Column[LedgerRow] = Column(
        "community", "村、社区", lambda line: line.community, 112, sort=lambda _line: 0, searched=True
    )
    columns = [made(field, title, _TEXTS.get(field, partial(cell_of, field))) for field, title in told]
    first = 1 if told and told[0][0] == "number" else 0
    return (*columns[:first], place, *columns[first:])


def _name(line: LedgerRow) -> str:
    """Write the name; a sum begins here and stands over all the columns that follow."""
    return cell_of("name" if line.person else "titles", line)


_TEXTS: dict[str, Callable[[LedgerRow], str]] = {"number": number_of, "name": _name}


class LedgerPage(PanedPage):
    """The ledger at the left, the sums of the community in hand and of all at the right."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        self.day = DayField(shell, "台账")
        self.day.asked.connect(self.ask_day)
        self.field = SearchField("找姓名、村社区、职务", 190)
        super().__init__(shell, leave, "干部台账", Label("截至", "note"), self.day, self.field)
        self.office = office
        self.seen: Ledger | None = None
        self.head.add_buttons(shell.registry, "roster.card", "roster.export")
        self.model: RowsModel[LedgerRow] = RowsModel(
            ledger_columns(office.ledgers.columns()),
            key=lambda line: (line.community, line.person.id if line.person else ""),
        )
        grid = Grid(self.model, shell.settings, "roster.ledger", frozen=2)
        grid.setAccessibleName("干部队伍信息台账")
        grid.chosen.connect(lambda _line: self.show_in_hand())
        grid.opened.connect(lambda _line: self.show_card())
        self.model.shown_changed.connect(self._span)
        self.field.searched.connect(self.search)
        words = "先在花名册里登记“两委”成员和后备人才的职务，或者换一个日期。"
        self.lay(grid, EmptyPlace("table", "这一天没有登记干部", words))

    def ask(self) -> None:
        """Ask for the ledger of the day that is written."""
        self.day.ask()

    def ask_day(self, day: date | None) -> None:
        """Ask for the ledger of a day."""
        self.shell.runner.run(
            self.office.ledgers.roster_ledger, day, then=self.show_ledger, key="roster.ledger"
        )

    def show_ledger(self, seen: Ledger) -> None:
        """Show a ledger."""
        self.seen = seen
        self.day.setText(seen.day.isoformat())
        self.model.set_rows(seen.lines if seen.places else ())
        self.head.set_note(f"班子 {seen.total.members} 人，后备 {seen.total.reserves} 人")
        self.show_whether(filled=bool(seen.places))
        if self.model.shown and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.show_in_hand()

    def _span(self) -> None:
        """Let the words of each sum stand over all columns from the name on."""
        self.grid.clearSpans()
        first = next((n for n, one in enumerate(self.model.columns) if one.id == "name"), 0)
        for number, line in enumerate(self.model.shown):
            if line.person is None:
                self.grid.setSpan(number, first, 1, len(self.model.columns) - first)

    def search(self, text: str) -> None:
        """Keep the lines in which the text is found."""
        self.model.search(text)
        self.field.show_count(f"{len(self.model.shown)} 行" if text.strip() else "")

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus()
        self.field.selectAll()

    def show_in_hand(self) -> None:
        """Show the sums of the community in hand and of all."""
        super().show_in_hand()
        seen = self.seen
        if seen is None or not seen.places or self.form is not None:
            return
        place = self._place()
        sections = [_sums("全部", seen.total)]
        if place is not None:
            sections.insert(0, _sums(place.community, place.total))
        if seen.without:
            left = Section("没有登记")
            left.add(Label("、".join(seen.without), "note", wrap=True))
            sections.append(left)
        source = Section("依据")
        source.add(Label(f"{seen.source}。年龄按周岁，任职时间是现任职务里最早的一个。", "note", wrap=True))
        title = place.community if place is not None else "全部村、社区"
        self.pane.show_head(title, seen.day.isoformat(), seen.name)
        self.pane.show_sections(*sections, source)

    def _place(self) -> LedgerPlace | None:
        """Return the community of the line in hand, None on the line of all."""
        line: LedgerRow | None = self.grid.row_in_hand()
        if line is None or self.seen is None:
            return None
        return next((one for one in self.seen.places if line.community.startswith(one.community)), None)

    def can_card(self) -> bool:
        """Tell whether a person is in hand."""
        line: LedgerRow | None = self.grid.row_in_hand() if self.isVisible() else None
        return line is not None and line.person is not None

    def show_card(self) -> None:
        """Go to the person in hand in the list of people."""
        line: LedgerRow | None = self.grid.row_in_hand()
        if line is not None and line.person is not None:
            key = line.person.id
            self.leave()
            self.shell.show_tab("roster", key)

    def shown_list(self) -> ShownList | None:
        """Return the ledger as it is taken out."""
        return shown(self.seen) if self.seen is not None and self.seen.places else None


def _sums(title: str, total: LedgerSum) -> Section:
    section = Section(title)
    section.facts(
        (
            Fact("班子成员", f"{total.members} 人"),
            *(Fact(name, f"{count} 人") for name, count in total.counts),
            Fact("后备人才", f"{total.reserves} 人"),
        ),
        96,
    )
    return section
