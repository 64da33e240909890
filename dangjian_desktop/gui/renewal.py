"""更新程序 in 设置: a package from a USB stick is checked, tried, and takes the old program's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop import __version__
from dangjian_desktop.gui.books import Books
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.widgets.frames import ConfirmStrip
from dangjian_desktop.gui.widgets.layouts import row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Button, Label

if TYPE_CHECKING:
    from dangjian_desktop.domain.updates import UpdateFacts
    from dangjian_desktop.kernel.changes import Outcome
    from dangjian_desktop.services.updates import Updates

KINDS = "更新包 (*.djup)"
ABOUT = "选U盘里的更新包（.djup）。签名不对、被改过、比现在旧的，都不会换上。"


@dataclass(frozen=True, slots=True)
class Renewal:
    """How this program is updated, and who puts the new one into its place once the window has closed.

    ``updates`` is called when a package is chosen: starting a window does not wait for its modules.
    """

    updates: Callable[[], Updates]
    hand_over: Callable[[Path, Path | None], object]


class RenewalSection(Section):
    """The section of 设置. ``confirm`` is the page's strip."""

    def __init__(self, shell: Shell, books: Books, confirm: ConfirmStrip, renewal: Renewal) -> None:
        super().__init__("更新程序", f"现在是 {__version__}，不联网，用U盘更新")
        self.shell, self.books, self.confirm, self.renewal = shell, books, confirm, renewal
        self.body.addWidget(Label(ABOUT, "note", wrap=True))
        across = row(gap=8)
        self.choose = Button("从U盘更新…", "import")
        self.choose.clicked.connect(self.ask)
        across.addWidget(self.choose)
        across.addStretch(1)
        self.body.addLayout(across)

    def ask(self) -> None:
        """Ask for a package and look at it."""
        chosen = self.shell.desk.open_file(self.window(), "选更新包", KINDS, "")
        if chosen:
            package = Path(chosen)
            look = self.renewal.updates().look_at
            self.shell.runner.run(look, package, then=partial(self._found, package), what="正在核对更新包")

    def _found(self, package: Path, facts: UpdateFacts) -> None:
        self.confirm.ask(
            f"将从 {__version__} 更新到 {facts.version}：先备份数据，新版本在本机试过没有问题才换上，"
            "然后程序关闭，再自己打开。",
            f"更新到 {facts.version}",
            partial(self._back_up, package),
        )

    def _back_up(self, package: Path) -> None:
        office = self.books.office
        if office is None:
            self._prepare(package)
        else:
            after = lambda _: self._prepare(package)  # noqa: E731
            self.shell.runner.run(office.upkeep.backup, then=after, what="正在备份")

    def _prepare(self, package: Path) -> None:
        prepare = self.renewal.updates().prepare
        self.shell.runner.run(prepare, package, then=self._ready, what="正在准备新版本", progress=True)

    def _ready(self, made: Outcome[Path]) -> None:
        office = self.books.office
        self.renewal.hand_over(made.value, office.path if office is not None else None)
        self.window().close()
