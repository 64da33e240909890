"""The paper in hand on the screen: drawn as one types, its file made after, checked in the next pause."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from dangjian_desktop.gui.tabs.papers.model import field_of, has_margins
from dangjian_desktop.gui.tabs.papers.outputs import image_of
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.paper_live import Look, Sketch
from dangjian_desktop.services.paper_views import Laid

if TYPE_CHECKING:
    from dangjian_desktop.gui.tabs.papers.tab import PapersTab

CHECK, CHECK_AFTER_MS = "papers.check", 600
CANNOT = "这份公文还不能生成。\n“合规检查”里写着缺什么、怎么补。"


class Live(QObject):
    """Keeps the page that is shown up with what stands in the fields and in the words."""

    def __init__(self, tab: PapersTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.pause = QTimer(self, interval=CHECK_AFTER_MS, singleShot=True)
        self.pause.timeout.connect(self.check)
        self.refused: tuple[Finding, ...] = ()  # why the paper in hand cannot be made
        tab.form.changed.connect(self.draw)
        tab.mending.editor.changed.connect(self.draw)

    def lay_out(self) -> None:
        """Lay the paper in hand out anew and check it; only the newest wish counts."""
        self._sketch(self.show_sketch)

    def draw(self) -> None:
        """Lay the paper in hand out as it is being typed; it is checked in the next pause."""
        self._sketch(self.show_typed)

    def _sketch(self, then: Callable[[Sketch], object]) -> None:
        tab, view = self.tab, self.tab.preview.view
        self.pause.stop()
        tab.runner.drop(CHECK)
        view.set_busy()
        look = Look(view.page, view.dots(), tab.mending.near())
        tab.runner.run(
            tab.office.live.sketch, tab.wish(), look,
            then=then, refused=self.show_refused, key="papers.layout",
        )  # fmt: skip

    def show_sketch(self, sketch: Sketch) -> None:
        """Show a paper that was laid out, and check it."""
        self._show(sketch)
        self._ask_whole(self.check)

    def show_typed(self, sketch: Sketch) -> None:
        """Show a paper that is being typed; the check waits for a pause, unless there was no paper before."""
        mended = self.tab.laid is None
        self._show(sketch)
        self._ask_whole(self.check if mended else self.pause.start)

    def _show(self, sketch: Sketch) -> None:
        tab, laid, rendered = self.tab, sketch.laid, sketch.rendered
        afresh = tab.laid is None or tab.laid.paper.kind != laid.paper.kind
        before = tab.register.about()
        if tab.laid is None:
            tab.checks.wait()
        tab.laid, self.refused = laid, ()
        tab.form.all_right(laid.hints)
        tab.form.hold(laid.frozen_on)
        tab.form.show_taken(laid.taken)
        picture = (rendered.first, rendered.scale, image_of(rendered.images[0]))
        tab.preview.show_paper(laid.sizes, picture, margins=has_margins(laid.paper), afresh=afresh)
        tab.say_status()
        tab.shell.registry.refresh()
        if afresh or before != tab.register.about():
            tab.register.ask()

    def _ask_whole(self, then: Callable[[], object]) -> None:
        tab = self.tab
        tab.runner.run(tab.office.live.whole, tab.laid, then=partial(self._have, then), key="papers.whole")

    def _have(self, then: Callable[[], object], laid: Laid) -> None:
        """Take the file of the paper in hand, unless another one is in hand by now."""
        if self.tab.laid is not None and self.tab.laid.pages is laid.pages:
            self.tab.laid = laid
            self.tab.preview.view.arrange()
            self.tab.shell.registry.refresh()
            then()

    def check(self) -> None:
        """Check the paper that is shown, and draw its small pages."""
        tab = self.tab
        if tab.laid is not None and tab.laid.pdf:
            tab.preview.thumbs.renew()
            tab.runner.run(
                tab.office.live.checked, tab.laid, then=self.show_checked, key=CHECK, progress=True
            )

    def show_checked(self, laid: Laid) -> None:
        """Show what the check says of the paper in hand."""
        if self.tab.laid is not None and self.tab.laid.pages is laid.pages:
            self.tab.laid = laid
            self.tab.checks.show_checks(laid, self.tab.form.current())

    def show_refused(self, findings: tuple[Finding, ...]) -> None:
        """Show why the paper cannot be made, and mark the fields concerned."""
        tab = self.tab
        tab.laid, self.refused = None, findings
        tab.register.ask()
        tab.runner.run(
            tab.office.papers.frozen_on, tab.wish(), then=tab.form.hold,
            refused=lambda _: tab.form.hold(None), key="papers.frozen_on",
        )  # fmt: skip
        tab.form.show_taken(())
        self._mark(findings)
        tab.preview.show_nothing(CANNOT)
        tab.say_status()
        tab.shell.registry.refresh()

    def _mark(self, findings: tuple[Finding, ...]) -> None:
        form = self.tab.form
        form.mark(findings)
        quiet = form.lacks.quiet(findings, form.current())
        self.tab.checks.show_findings(findings, form.current(), quiet)

    def lacking(self) -> bool:
        """Tell whether the paper in hand only waits for what nobody has typed yet."""
        tab, form = self.tab, self.tab.form
        shown = tab.laid is None and tab.places.stack.currentIndex() == 0
        return shown and bool(self.refused) and form.lacks.quiet(self.refused, form.current()) == self.refused

    def demand(self) -> bool:
        """Say at the fields, in red, what the paper that is wanted lacks; False where it lacks nothing."""
        if not self.lacking():
            return False
        self.tab.form.lacks.wanted = True
        self._mark(self.refused)
        self.tab.narrow.fill_in(field_of(self.refused[0], self.tab.form.current()))
        self.tab.shell.registry.refresh()
        return True
