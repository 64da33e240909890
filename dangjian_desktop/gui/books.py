"""Opening, making and closing books from the window, and what the bars show of the open one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dangjian_desktop.gui import memory
from dangjian_desktop.gui.book import Standing, bring_back, sample_path, standing
from dangjian_desktop.gui.settings import LAST_FOLDER
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tokens import State
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.paths import user_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dangjian_desktop.gui.runner import Job
    from dangjian_desktop.services.office import Office, Opener

KINDS = "党建台数据 (*.djb)"
SUFFIX = ".djb"
ABOUT = frozenset((Topic.BOOK, Topic.CAMPAIGNS, Topic.BACKUPS))


class Books(QObject):
    """Holds the open book; every call goes through the runner."""

    opened = Signal(object)  # Office
    closed = Signal()
    refused = Signal(object, object)  # Path | None, tuple[Finding, ...]
    stood = Signal(object)  # Standing

    def __init__(self, opener: Opener, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.opener, self.shell, self.window_in_hand = opener, shell, parent
        self.office: Office | None = None
        self.password: str | None = None
        self.switching: Job | None = None
        shell.runner.changed.connect(self._changed)

    # which book

    def ask_open(self) -> None:
        """Ask for a data file and open it."""
        folder = self.shell.settings.get(LAST_FOLDER)
        chosen = self.shell.desk.open_file(self.window_in_hand, "打开数据文件", KINDS, folder)
        if chosen:
            self.open(Path(chosen))

    def ask_new(self, password: str = "") -> None:
        """Ask where to and make an empty data file, with a password unless it is empty."""
        folder = self.shell.settings.get(LAST_FOLDER)
        start = str(Path(folder) / f"党建台账{SUFFIX}")
        chosen = self.shell.desk.save_file(self.window_in_hand, "新建数据文件", KINDS, start)
        if chosen:
            path = Path(chosen).with_suffix(SUFFIX)
            self._switch(lambda: self.opener.create(path, password or None), path, password, "正在新建")

    def open(self, path: Path, password: str = "") -> None:
        """Open ``path``; nothing while another book is on its way."""
        self._switch(lambda: self.opener.open(path, password or None), path, password, "正在打开")

    def open_sample(self) -> None:
        """Make the sample township, or open it when it is there."""
        if self.is_switching():
            return
        folder = user_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = sample_path(folder)
        self.leave()
        self.switching = self.shell.runner.run(
            self.opener.sample, path, what="正在准备示例", progress=True,
            then=self._opened, refused=lambda findings: self._refused(path, findings),
        )  # fmt: skip

    def is_switching(self) -> bool:
        """Tell whether a book is being opened or made: two at once would both stay open."""
        return self.switching in self.shell.runner.open_jobs

    def _switch(self, call: Callable[[], Office], path: Path, password: str, what: str) -> None:
        if self.is_switching():
            return
        self.leave()
        self.switching = self.shell.runner.run(
            call, what=what, then=self._opened, refused=lambda findings: self._refused(path, findings)
        )
        self.password = password or None

    def _opened(self, office: Office) -> None:
        self.office = office
        memory.set_aside()
        self.shell.settings.opened(office.path)
        if office.path != sample_path(user_folder()):
            self.shell.settings.set(LAST_FOLDER, str(office.path.parent))
        self.opened.emit(office)
        self.look()

    def _refused(self, path: Path | None, findings: tuple[Finding, ...]) -> None:
        self.refused.emit(path, findings)

    def leave(self) -> None:
        """Close the open book, if any, and say so."""
        if self.office is not None:
            office, self.office, self.password = self.office, None, None
            self.closed.emit()
            memory.take_back()
            self.shell.runner.run(office.upkeep.close, what="正在保存并备份", alone=True)

    # what the bars show

    def look(self) -> None:
        """Ask anew for campaigns and backups."""
        if self.office is not None:
            self.shell.runner.run(standing, self.office, then=self._stood, key="window.standing")

    def _stood(self, found: Standing) -> None:
        self.shell.choose_campaign(found.campaign)
        self.stood.emit(found)

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*ABOUT):
            self.look()

    def take_campaign(self, campaign: str) -> None:
        """Take a campaign in hand for every tab."""
        if self.office is not None and campaign != self.shell.campaign:
            self.shell.runner.run(self.office.campaigns.take_in_hand, campaign, then=lambda _: self.look())

    # steps and backups

    def undo(self) -> None:
        """Undo the last step."""
        if self.office is not None:
            self.shell.runner.run(
                self.office.upkeep.undo, what="正在撤销", then=lambda done: self._done(done, "已撤销")
            )

    def redo(self) -> None:
        """Redo the step undone last."""
        if self.office is not None:
            self.shell.runner.run(
                self.office.upkeep.redo, what="正在重做", then=lambda done: self._done(done, "已重做")
            )

    def _done(self, done: Outcome[str], words: str) -> None:
        self.shell.say(f"{words}：{done.value}", state=State.DONE)

    def back_up(self) -> None:
        """Make a backup now."""
        if self.office is not None:
            self.shell.runner.run(
                self.office.upkeep.backup, what="正在备份",
                then=lambda _: self.shell.say("备份已做好，并已核对可以恢复。"),
            )  # fmt: skip

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the data and open it again."""
        if self.office is None:
            return
        office, password, path = self.office, self.password, self.office.path
        self.office = self.password = None
        self.closed.emit()
        self.shell.runner.run(
            bring_back, office, backup, password, what="正在恢复", alone=True,
            then=lambda _: self._restored(path, password or ""),
            refused=lambda findings: self._refused(path, findings),
        )  # fmt: skip

    def _restored(self, path: Path, password: str) -> None:
        self.open(path, password)
        self.shell.say("已恢复。恢复之前的数据另存成了一份备份，可以再换回来。")
