"""公文海报: choose a paper, fill its fields, see it as printed with its check, export and print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.base import Tab, TabSpec
from dangjian_desktop.gui.tabs.papers.batching import Batching
from dangjian_desktop.gui.tabs.papers.checks import CheckPane
from dangjian_desktop.gui.tabs.papers.form import PaperForm
from dangjian_desktop.gui.tabs.papers.letters import Letters
from dangjian_desktop.gui.tabs.papers.live import Live
from dangjian_desktop.gui.tabs.papers.mending import Mending
from dangjian_desktop.gui.tabs.papers.model import pack_words, piece_words
from dangjian_desktop.gui.tabs.papers.narrow import EXCEL, MORE, Narrow, Scrolled
from dangjian_desktop.gui.tabs.papers.outputs import Outputs
from dangjian_desktop.gui.tabs.papers.picking import Placing
from dangjian_desktop.gui.tabs.papers.pictures import Pictures
from dangjian_desktop.gui.tabs.papers.places import Places
from dangjian_desktop.gui.tabs.papers.preview import Preview
from dangjian_desktop.gui.tabs.papers.register import Register
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import TitleRow
from dangjian_desktop.gui.widgets.layouts import Pages, row
from dangjian_desktop.gui.widgets.menus import MoreButton
from dangjian_desktop.gui.widgets.words import ElidedLabel, line
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.paper_views import KeptPaper, Laid, Shelf
from dangjian_desktop.services.papers import PaperWish

BUTTONS = ("papers.pdf", "papers.word", EXCEL)
FITS = (Segment("page", "整页"), Segment("width", "页宽"))
OTHERS = frozenset(Topic) - {Topic.PAPERS, Topic.BACKUPS}


class PapersTab(Tab):
    """Every paper the office puts out, made from the record."""

    topics: ClassVar[frozenset[Topic]] = frozenset(Topic) - {Topic.BACKUPS}

    def __init__(self, spec: TabSpec, office: Office, shell: Shell) -> None:
        super().__init__(spec, office, shell)
        self.laid: Laid | None = None
        self.kind_shown, self.about_shown = "", ""
        self.has_campaign = False
        self.outputs, self.mending, self.batching = Outputs(self), Mending(self), Batching(self)
        self._build_head()
        self._build_page()
        self.pictures, self.live, self.narrow = Pictures(self), Live(self), Narrow(self)
        self.register, self.placing, self.letters = Register(self), Placing(self), Letters(self)
        self.checks.take_register(self.register.section)
        self._connect()

    # ------------------------------------------------------------ building

    def _build_head(self) -> None:
        self.fits = Segmented(FITS, "页面大小")
        self.head = TitleRow(self.spec.name)
        self.called = ElidedLabel("", "note")
        self.head.line.insertWidget(1, self.called, 100)
        self.head.line.addWidget(self.mending.ways)
        self.head.line.addSpacing(px(8))
        self.head.line.addWidget(self.fits)
        self.head.line.addSpacing(px(8))
        self.head.add_buttons(self.shell.registry, *BUTTONS)
        self.excel = self.head.buttons[BUTTONS.index(EXCEL)]
        self.more = MoreButton(
            self.shell.registry, MORE, shortcut=self.shell.registry.command("papers.more").shortcut
        )
        self.head.add_button(self.more)
        self.head.add_buttons(self.shell.registry, "papers.print")
        self.column.addWidget(self.head)

    def _build_page(self) -> None:
        self.form = PaperForm(self.office.papers.groups())
        self.preview = Preview()
        self.checks = CheckPane()
        page = QFrame()
        page.setProperty("kind", "page")
        self.across = across = row(page, gap=0)
        self.left = Pages()
        self.left.addWidget(self.form)
        self.left.addWidget(Scrolled(self.mending.editor))
        self.left.addWidget(self.batching.form)
        across.addWidget(self.left)
        across.addWidget(line(upright=True))
        across.addWidget(self.preview, 1)
        across.addWidget(self.checks)
        self.places = Places(self, page)
        self.column.addWidget(self.places.stack, 1)
        for before, after in (
            (self.form.kind, self.form.letters.box),
            (self.form.letters.box, self.form.subject.meeting),
            (self.form.subject.meeting, self.form.subject.group),
        ):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(self.form.kind)

    def _connect(self) -> None:
        self.fits.chosen.connect(self.preview.view.set_fit)
        self.form.kind_chosen.connect(lambda _: self.change_kind())
        self.form.keep.connect(self.keep_fields)
        self.form.subject.changed.connect(self.change_subject)
        self.form.turned.connect(self.preview.turn)
        self.form.thaw_asked.connect(self.mending.freeze)
        self.preview.page_turned.connect(lambda _: self.say_status())
        self.checks.field_asked.connect(self.narrow.fill_in)
        self.checks.open_asked.connect(self.outputs.open_issue)
        self.checks.save_asked.connect(self.outputs.save_issue)

    # ------------------------------------------------------------ asking

    def refresh(self, changes: Changes) -> None:
        """Ask for the papers made and the fields kept; lay out anew when the record has moved."""
        self.runner.run(self.office.papers.shelf, then=self.show_shelf, key="papers.shelf")
        self.runner.run(self.office.slogans.library, then=self.form.show_slogans, key="papers.slogans")
        self._ask_fields()
        self.places.refresh()
        self.register.ask()
        if changes.touches(*OTHERS):
            self.lay_out()

    def show_shelf(self, shelf: Shelf) -> None:
        """Show what papers can be about and the papers made."""
        self.has_campaign = bool(shelf.campaign)
        self.places.choose()
        self.form.subject.show_meetings(shelf.meetings)
        self.checks.show_issues(shelf.issues)
        self.shell.registry.refresh()

    def change_kind(self) -> None:
        """Show the paper chosen: its fields first, then its pages."""
        self.live.refused = ()
        self.mending.forget()
        self.mending.offer()
        self.places.choose()
        self.keep_fields()
        self._ask_fields()
        self.preview.view.page = 0
        self.lay_out()

    def renew(self) -> None:
        """Show another paper of the kind in hand: its fields, then its pages."""
        self.live.refused = ()
        self._ask_fields()
        self.lay_out()

    def change_subject(self) -> None:
        """Show the fields that are kept for the meeting and group chosen."""
        self.keep_fields()
        self._ask_fields()

    def _ask_fields(self) -> None:
        code = self.form.current().code
        self.letters.ask()
        self.runner.run(self._fields_of, code, self._about(), then=self._show_fields, key="papers.fields")

    def _about(self) -> str:
        wish = self.wish_for(self.form.current().code)
        return f"{wish.meeting_id}/{wish.group}" if wish.meeting_id else ""

    def _fields_of(self, code: str, about: str) -> tuple[str, str, Mapping[str, str]]:
        return code, about, self.office.papers.fields(code, about)

    def _show_fields(self, found: tuple[str, str, Mapping[str, str]]) -> None:
        code, about, values = found
        kind = self.form.current()
        if (code, about) != (kind.code, self._about()):
            return
        moved = self.form.values() if code == self.kind_shown else dict(values)
        self.form.show_fields(kind, values)
        self.placing.ask()
        self.kind_shown, self.about_shown = code, about
        if self.laid is not None:
            self.form.hold(self.laid.frozen_on)
        if moved != self.form.values():
            self.lay_out()

    def wish(self, *, plain: bool = False) -> PaperWish:
        """Return the paper in hand with its fields and words as they stand; ``plain``: as it is kept."""
        if plain:
            return self.mending.wish()
        code = self.form.current().code
        typed = self.form.values() if self.kind_shown == code else None
        mending, editor = self.mending.on(), self.mending.editor
        words = editor.unkept() if mending else None
        alone = mending and editor.desk is not None and editor.desk.wish.alone
        return replace(self.wish_for(code), values=typed, words=words, to=self.batching.to(), alone=alone)

    def wish_for(self, code: str) -> PaperWish:
        """Return the paper of one kind about what is chosen, with what is kept for it."""
        kind, subject = self.form.kinds[code], self.form.subject
        return PaperWish(kind=kind.code, meeting_id=subject.meeting_id(kind), group=subject.group_code(kind))

    def lay_out(self) -> None:
        """Lay the paper in hand out anew and check it."""
        self.live.lay_out()

    def keep_fields(self) -> None:
        """Keep the fields that were typed, of the paper they were typed for."""
        self.form.keeping.stop()
        typed = self.form.unkept()
        if typed and self.kind_shown:
            self.runner.run(
                self.office.papers.keep_fields, self.kind_shown, typed, self.about_shown,
                then=self._fields_kept, refused=self._not_kept,
            )  # fmt: skip

    def _fields_kept(self, done: Outcome[dict[str, str]]) -> None:
        if self.kind_shown == self.form.current().code:
            self.form.take_kept(done.value)

    def _not_kept(self, findings: tuple[Finding, ...]) -> None:
        self.form.mark(findings)

    # ------------------------------------------------------------ showing

    def say_status(self) -> None:
        """Say at the foot which paper and page is in hand."""
        kind = self.form.current()
        if self.places.aside():
            return  # what is shown says its own
        if self.laid is None:
            self.called.setText("")
            self.status(kind.name, "还不能生成")
            return
        self.called.setText(self.laid.paper.title)
        pages, page = len(self.laid.sizes), self.preview.view.page
        wide, high = (round(length / 72 * 25.4) for length in self.laid.sizes[min(page, pages - 1)])
        pack = self.laid.pack
        much = pack_words(pack) if pack else f"{pages} 页"
        place = piece_words(self.laid, min(page, pages - 1))
        size = "，".join(filter(None, (f"{wide} × {high} mm", self.laid.smaller_words())))
        self.status(f"{kind.name}，{much}", f"第 {page + 1} 页{place} {size}")

    def swap_fit(self) -> None:
        """Change between the whole page and its width."""
        view = self.places.preview().view
        fit = "width" if view.fit == "page" else "page"
        if view is self.preview.view:
            self.fits.choose(fit)
        else:
            view.set_fit(fit)

    # ------------------------------------------------------------ the window's wishes

    def go(self, target: Any) -> None:
        """Show the paper ``target``: a kind, a kind and the meeting it is about, or one of those made."""
        if self.places.aside():
            self.places.leave()
        if isinstance(target, KeptPaper):
            self.form.choose(target.kind, "")
            self.narrow.show_check()
            self.checks.point_at(target.issue_id)
            return
        kind, meeting = target if isinstance(target, tuple) else (target, "")
        if isinstance(kind, str):
            self.form.choose(kind, str(meeting))

    def focus_search(self) -> None:
        """Put the cursor where a paper is chosen, with its fields."""
        if self.mending.checking():
            self.mending.ways.choose("fill")
        place = self.places.letters if self.places.empty() else self.form.kind
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def can_leave(self) -> bool:
        """Keep what was typed before another tab is shown."""
        self.keep_fields()
        self.mending.keep()
        return True

    def states_to_show(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Return further views of this tab for the pictures of the manual."""
        return (
            ("poster", lambda: self.go("poster")),
            ("mend", self.places.show_mending),
            ("batch", self.places.show_batch),
            ("numbers", self.places.show_numbers),
            ("wording", self.places.show_own_wording),
            ("slogan", lambda: self.go("slogan_poster")),
            ("board", lambda: self.go("board")),
            ("ballot", lambda: self.go("ballot")),
            ("rating_summary", lambda: self.go("rating_summary")),
        )
