"""评分定级: the rating list of the campaign in hand, why each grade, points and decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dangjian_desktop.domain.grading import Decision
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tabs.scoring.behind import Behind
from dangjian_desktop.gui.tabs.scoring.exporting import export_table
from dangjian_desktop.gui.tabs.scoring.list import ListPage
from dangjian_desktop.gui.tabs.scoring.points import PointsWork
from dangjian_desktop.gui.tabs.scoring.sheet import SheetPage
from dangjian_desktop.gui.widgets.fields import SearchField, Segment, Segmented
from dangjian_desktop.gui.widgets.frames import EmptyPlace, TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages
from dangjian_desktop.gui.widgets.menus import MoreButton
from dangjian_desktop.gui.widgets.words import Button
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.home import MENDING, OBJECTIONS
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.scoring_views import RatingCategory, RatingList, RatingRow

BUTTONS = ("scoring.points", "scoring.picture", "scoring.summary", "scoring.list")
PUBLICITY = (
    "scoring.publicity",
    "scoring.publish",
    "scoring.object",
    "scoring.investigate",
    "scoring.answer",
)
MORE = (
    ("scoring.grid", "scoring.stages", "scoring.trial", "scoring.forms", "scoring.use_form"),
    ("scoring.send_books", "scoring.read_books", "scoring.apply_books"),
    ("scoring.turn_chart", "scoring.quota", "scoring.ranking", "scoring.why", "scoring.why_all"),
    (*PUBLICITY, "scoring.withdraw"),
    ("scoring.rounds", "scoring.begin_round", "scoring.appraisals", "scoring.appraise"),
    ("scoring.appraisal_table",),
    ("scoring.mending", "scoring.propose_mending", "scoring.add_mending", "scoring.sign_mending"),
    ("scoring.mending_board", "scoring.remove_mending"),
)
LIST, SHEET, EMPTY = range(3)


def read_list(office: Office) -> RatingList | None:
    """Return the rating list of the campaign in hand; None while there is no campaign."""
    campaign = office.campaigns.in_hand()
    return None if campaign is None else office.scoring.rating_list(campaign.id)


class ScoringTab(Tab):
    """The rating list with its quota line and, at the right, why."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CAMPAIGNS, Topic.ROSTER, Topic.BALLOTS, Topic.SCORES, Topic.RATINGS}
    )

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.listing: RatingList | None = None
        self.wanted = ""
        self.behind = False
        self.last_by = ""
        self._build_head()
        self._build_pages()

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.kinds = Segmented((), "类别")
        self.kinds.chosen.connect(lambda _: self._show_category())
        self.seeker = SearchField("找党组织", 150)
        self.seeker.searched.connect(self.search)
        self.head = TitleRow("评分定级", self.kinds, self.seeker)
        self.head.add_buttons(self.shell.registry, *BUTTONS)
        self.head.add_button(MoreButton(self.shell.registry, MORE))
        self.column.addWidget(self.head)

    def _build_pages(self) -> None:
        self.page = ListPage(self.shell)
        self.page.grid.opened.connect(lambda _: self.open_sheet())
        self.page.chosen.connect(self.shell.registry.refresh)
        self.page.pane.sheet_asked.connect(self.open_sheet)
        self.sheet = SheetPage(self.shell.settings)
        self.points = PointsWork(self, self.sheet, self.page)
        to_roster, to_plan = Button("去花名册", "people"), Button("去活动进度", "timeline")
        to_roster.clicked.connect(lambda: self.shell.show_tab("roster"))
        to_plan.clicked.connect(lambda: self.shell.show_tab("campaigns"))
        empty = EmptyPlace(
            "rating",
            "还没有可评的党组织",
            "先在“花名册”里登记党组织并填好类别，再到“活动进度”选定一项活动，这里就有名单。",
            to_roster,
            to_plan,
        )
        self.stack = Pages()
        for each in (self.page, self.sheet, empty):
            self.stack.addWidget(each)
        self.pages = Behind(self)
        self.column.addWidget(self.stack, 1)

    # ------------------------------------------------------------ showing

    def refresh(self, changes: Changes) -> None:
        """Ask for the rating list of the campaign in hand; while points are typed, for the sheet only."""
        self.pages.refresh()
        typing = self.stack.currentIndex() == SHEET
        self.behind = (typing or self.pages.front("points")) and not changes.touches(
            Topic.CAMPAIGNS, Topic.ROSTER
        )
        if typing:
            self.points.reload()
        if not self.behind:
            self.ask()

    def ask(self) -> None:
        """Ask for the rating list at once."""
        self.runner.run(read_list, self.office, then=self.show_list, key="scoring.list")

    def show_list(self, listing: RatingList | None) -> None:
        """Show a rating list; None: there is no campaign yet."""
        self.listing = listing
        self.last_by = self.last_by or (listing.decider() if listing is not None else "")
        categories = listing.categories if listing is not None else ()
        self.kinds.set_segments([Segment(c.id, c.name, len(c.rows)) for c in categories])
        self.show_head()
        if not categories:
            self.stack.setCurrentIndex(EMPTY)
            self.status("还没有可评的党组织")
        elif self.stack.currentIndex() == EMPTY:
            self.stack.setCurrentIndex(LIST)
        self._show_category()
        if self.wanted:
            self.go(self.wanted)

    def show_head(self) -> None:
        """Offer categories and search where there is a list to choose from."""
        listed = self.has_list() and self.pages.current() is None
        self.kinds.setVisible(listed)
        self.seeker.setVisible(listed)

    def category(self) -> RatingCategory | None:
        """Return the category in hand."""
        return self.listing.category(self.kinds.current()) if self.listing is not None else None

    def row_in_hand(self) -> RatingRow | None:
        """Return the organisation in hand."""
        return self.page.row_in_hand()

    def _show_category(self) -> None:
        self.page.show_category(self.category(), self.listing)
        if self.stack.currentIndex() in (LIST, EMPTY):
            self.status(*self.page.words())
        self.shell.registry.refresh()

    def search(self, text: str) -> None:
        """Show the organisations found."""
        self.page.model.search(text)
        self.seeker.show_count(f"{len(self.page.model.shown)} 个" if text else "")

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.seeker.setFocus()

    def go(self, target: Any) -> None:
        """Show the organisation with id ``target``, or the page of 公示 or 整改."""
        self.wanted = str(target)
        if self.wanted in (OBJECTIONS, MENDING) and self.listing is not None:
            objections = self.wanted == OBJECTIONS
            self.wanted = ""
            self.pages.open(self.pages.publicity if objections else self.pages.mended)
            return
        found = [c for c in self.listing.categories if c.row(self.wanted)] if self.listing else []
        if found:
            self.kinds.choose(found[0].id)
            self.page.grid.show_row(self.wanted)
            self.wanted = ""

    # ------------------------------------------------------------ asking

    def has_list(self) -> bool:
        """Tell whether there is anything to rate."""
        return self.listing is not None and bool(self.listing.categories)

    def on_row(self) -> bool:
        """Tell whether an organisation of the shown list is in hand."""
        return self.row_in_hand() is not None and self.stack.currentIndex() == LIST

    # ------------------------------------------------------------ points

    def open_sheet(self) -> None:
        """Open the score sheet of the organisation in hand."""
        chosen = self.row_in_hand()
        if chosen is not None and self.listing is not None:
            self.points.open(self.listing.campaign_id, chosen.org.id)

    def show_sheet_page(self, *, on: bool) -> None:
        """Show the sheet, or the list again."""
        self.stack.setCurrentIndex(SHEET if on else LIST)
        self.show_head()
        (self.sheet.grid if on else self.page.grid).setFocus()
        self.status(*(self.sheet.words() if on else self.page.words()))
        self.shell.registry.refresh()
        if self.behind and not on:
            self.behind = False
            self.ask()

    # ------------------------------------------------------------ decisions

    def begin_decision(self) -> None:
        """Ask for the decision in the pane; asked again, record it."""
        chosen, category = self.row_in_hand(), self.category()
        if self.page.pane.form is not None:
            self._decide()
        elif chosen is not None and category is not None:
            self.page.pane.begin_decision(
                chosen, category.form, self.last_by, self.shell.today(), self._decide
            )

    def _decide(self) -> None:
        form = self.page.pane.form
        wish = form.wish(self.listing.campaign_id) if form is not None and self.listing is not None else None
        if wish is not None:
            self.runner.run(self.office.scoring.decide, wish, then=self._decided, refused=self._refused)

    def _decided(self, done: Outcome[Decision]) -> None:
        self.last_by = done.value.decided_by
        self.page.pane.drop_form()
        category = self.category()
        if category is not None and (chosen := category.row(done.value.party_org_id)) is not None:
            self.shell.did(
                f"已记录党委决定：{chosen.org.name}评为{category.form.grade_name(done.value.grade)}。"
            )
        self.page.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        rest = self.page.pane.form.refuse(findings) if self.page.pane.form is not None else findings
        if rest:
            self.shell.notice(rest)

    # ------------------------------------------------------------ out

    def copy_picture(self) -> None:
        """Put the drawing that is shown on the clipboard as a picture."""
        QGuiApplication.clipboard().setPixmap(self.page.pane.picture())
        self.shell.say("图已复制，可以粘贴到 Word 或 Excel。")

    def states_to_show(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return the states worth a picture: the other drawing, a sheet, a decision, every page behind."""
        pages = self.pages

        def teams() -> None:
            pages.appraisals.choose_last()

        behind = ("points", "stages", "trial", "forms", "publicity", "rounds", "mended", "appraisals")
        return (
            ("scores", self.page.pane.turn),
            ("deciding", self.begin_decision),
            ("sheet", self.open_sheet),
            *((name, lambda name=name: pages.open(getattr(pages, name))) for name in behind),
            ("teams", teams),
        )

    def export_reasons(self, *, whole: bool) -> None:
        """Write 定级说明 of the organisation in hand, or of all."""
        chosen = self.row_in_hand()
        name = "" if whole or chosen is None else chosen.org.name
        export_table(self, "grade_reasons", f"定级说明（{name}）" if name else "定级说明", {"org": name})

    def export(self, kind: str, name: str) -> None:
        """Write one of the tables to a file the clerk chooses."""
        export_table(self, kind, name)
