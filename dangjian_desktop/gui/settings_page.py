"""设置: zoom, backups, folders, own forms, about and licences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget

from dangjian_desktop import __version__
from dangjian_desktop.gui.bars import short_moment
from dangjian_desktop.gui.books import Books
from dangjian_desktop.gui.renewal import Renewal, RenewalSection
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.theme import px, zoom_percent
from dangjian_desktop.gui.tokens import ZOOMS
from dangjian_desktop.gui.typing_settings import TypingSettings
from dangjian_desktop.gui.widgets.fields import Segment, Segmented
from dangjian_desktop.gui.widgets.frames import ConfirmStrip, TitleRow
from dangjian_desktop.gui.widgets.layouts import clear, column, row
from dangjian_desktop.gui.widgets.panes import Fact, Section, see_through
from dangjian_desktop.gui.widgets.words import Button, Label, line, link
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.paths import own_forms_folder, resources_folder, user_folder

if TYPE_CHECKING:
    from dangjian_desktop.services.paper_views import FontReport, FontUse
    from dangjian_desktop.services.upkeep import BackupCopy

MOST_BACKUPS = 8
LICENCE = "木兰宽松许可证 第 2 版（MulanPSL-2.0）"
RARE_CHARACTERS = (
    "一种字体缺的字由随附的宋体和生僻字字体补上：国标 18030 全部三级汉字，"
    "另有 2020 年以后新编码的 7,000 多个字"
)
LIBRARIES = "Qt 6（PySide6，LGPL-3.0）等第三方组件的许可证随程序附带，见程序文件夹。"


class SettingsPage(QWidget):
    """The page 设置."""

    def __init__(
        self, shell: Shell, books: Books, set_zoom: Callable[[int], object], renewal: Renewal | None = None
    ) -> None:
        super().__init__()
        self.shell, self.books = shell, books
        outer = column(self)
        outer.addWidget(TitleRow("设置"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        across = row(inside, (24, 4, 24, 24), gap=0)
        place = QWidget()
        place.setMaximumWidth(px(760))
        self.body = column(place, gap=4)
        across.addWidget(place, 10)
        across.addStretch(1)
        area.setWidget(inside)
        see_through(area, inside)
        outer.addWidget(area, 1)
        self.confirm = ConfirmStrip()
        outer.addWidget(self.confirm)
        self.zooms = Segmented([Segment(str(z), f"{z}%") for z in ZOOMS], "显示比例")
        self.zooms.choose(str(zoom_percent()), silent=True)
        self.zooms.chosen.connect(lambda percent: set_zoom(int(percent)))
        self._look()
        self.typing = TypingSettings(shell.settings)
        self.body.addWidget(self.typing)
        self._backups()
        self._fonts()
        self._folders()
        self.renewal = RenewalSection(shell, books, self.confirm, renewal) if renewal else None
        if self.renewal is not None:
            self.body.addWidget(self.renewal)
        self._about()
        self.body.addStretch(1)
        shell.runner.changed.connect(lambda _: self.refresh())

    def _look(self) -> None:
        section = Section("显示", "Ctrl++ 放大，Ctrl+- 缩小，Ctrl+0 恢复")
        across = row(gap=12)
        across.addWidget(Label("显示比例", "note"))
        across.addWidget(self.zooms)
        across.addStretch(1)
        section.body.addLayout(across)
        self.body.addWidget(section)

    def _backups(self) -> None:
        section = Section("备份", "改动过数据后，关闭时自动备份；按天、周、月留存")
        self.backup_list = column()
        section.body.addLayout(self.backup_list)
        across = row(gap=8)
        self.now = Button("立即备份", "database")
        self.now.clicked.connect(self.books.back_up)
        across.addWidget(self.now)
        self.check = Button("检查数据", "shield")
        self.check.setToolTip("检查数据文件、操作记录链和附件是否完好")
        self.check.clicked.connect(self.examine)
        across.addWidget(self.check)
        across.addStretch(1)
        section.body.addSpacing(px(8))
        section.body.addLayout(across)
        self.body.addWidget(section)

    def _folders(self) -> None:
        section = Section("文件夹")
        self.data_facts = column()
        section.body.addLayout(self.data_facts)
        forms, logs = own_forms_folder(), user_folder()
        section.facts([
            Fact("自定表样", f"{forms}（这里的表样优先于随程序的）", "打开", lambda: self.show_folder(forms)),
            Fact("设置和日志", str(logs), "打开", lambda: self.show_folder(logs)),
        ], 96)  # fmt: skip
        self.body.addWidget(section)

    def _about(self) -> None:
        section = Section("关于")
        licences = resources_folder() / "licences"
        section.facts([
            Fact("党建台", f"版本 {__version__}，单机使用，不联网，不上传任何数据"),
            Fact("许可证", LICENCE),
            Fact("第三方组件", LIBRARIES, "打开", lambda: self.show_folder(licences)),
        ], 96)  # fmt: skip
        self.body.addWidget(section)

    def examine(self) -> None:
        """Check the file, the chain of the audit log and the attachments, and say how they are."""
        if self.books.office is not None:
            self.shell.runner.run(self.books.office.upkeep.check, then=self._examined, what="正在检查数据")

    def _examined(self, findings: tuple[Finding, ...]) -> None:
        if findings:
            self.shell.notice(findings)
        else:
            self.shell.say("数据文件完好，操作记录链完整，附件齐全。")

    def _fonts(self) -> None:
        section = Section("公文字体", "本机装有国标常用字体时优先使用，否则用随程序的")
        self.font_facts = column()
        section.body.addLayout(self.font_facts)
        self.body.addWidget(section)

    def show_fonts(self, found: FontReport) -> None:
        """List which font draws which role of an official paper, and how many names each draws."""
        clear(self.font_facts)
        facts = Section("")
        clear(facts.body)
        facts.body.setContentsMargins(0, 0, 0, 0)
        lines = [Fact(use.role, font_words(use, found.names)) for use in found.uses]
        lines.append(Fact("生僻字", RARE_CHARACTERS))
        if found.names:
            lines.append(Fact("姓名单位名", wanting_words(found)))
        facts.facts(lines, 96)
        self.font_facts.addWidget(facts)

    def show_folder(self, folder: Path) -> None:
        """Open a folder, making it when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self.shell.desk.show_file(str(folder))

    def refresh(self) -> None:
        """Ask anew for the backups and show the zoom in hand."""
        self.zooms.choose(str(zoom_percent()), silent=True)
        self.typing.refresh()
        office = self.books.office
        self.now.setEnabled(office is not None)
        self.check.setEnabled(office is not None)
        clear(self.data_facts)
        if office is None:
            self.show_backups(())
            return
        folder = office.path.parent
        facts = Section("")
        clear(facts.body)
        facts.body.setContentsMargins(0, 0, 0, 0)
        facts.facts([Fact("数据文件", str(office.path), "打开文件夹", lambda: self.show_folder(folder))], 96)
        self.data_facts.addWidget(facts)
        self.shell.runner.run(office.upkeep.backups, then=self.show_backups, key="settings.backups")
        self.shell.runner.run(office.papers.font_report, then=self.show_fonts, key="settings.fonts")

    def show_backups(self, backups: Sequence[BackupCopy]) -> None:
        """List the newest backups."""
        clear(self.backup_list)
        if not backups:
            words = "打开数据文件后，这里列出它的备份。" if self.books.office is None else "还没有备份。"
            self.backup_list.addWidget(Label(words, "note"))
            return
        for backup in backups[:MOST_BACKUPS]:
            place = QWidget()
            across = row(place, (0, 4, 0, 4), gap=12)
            across.addWidget(Label(f"{backup.made.year}年{short_moment(backup.made)}"))
            across.addWidget(Label(size_words(backup.size), "note"))
            across.addStretch(1)
            across.addWidget(link("恢复到这一份", partial(self.ask_restore, backup)))
            self.backup_list.addWidget(place)
            self.backup_list.addWidget(line())

    def ask_restore(self, backup: BackupCopy) -> None:
        """Ask before a backup takes the place of the data."""
        moment = f"{backup.made.year}年{short_moment(backup.made)}"
        self.confirm.ask(
            f"数据将回到 {moment} 的样子。现在的数据会先另做一份备份，随时可以换回来。", "恢复",
            lambda: self.books.restore(backup.path),
        )  # fmt: skip

    def status_text(self) -> tuple[str, ...]:
        """Say nothing in the status line."""
        return ()


def font_words(use: FontUse, names: int) -> str:
    """Name the font of a role and say how many of the names it draws by itself."""
    if not names:
        return use.font
    if not use.names:
        return f"{use.font}　只补其他字体没有的字"
    return f"{use.font}　自身能印 {use.names:,} 个名称，共 {names:,} 个"


def wanting_words(found: FontReport) -> str:
    """Say how many names can be printed and name those that cannot."""
    if not found.wanting:
        return f"{found.names:,} 个全部能印"
    return f"{found.drawn:,} 个能印；印不出的 {len(found.wanting)} 个：{'、'.join(found.wanting[:8])}"


def size_words(size: int) -> str:
    """Write a file's size: 340 KB, 1.2 MB."""
    return f"{max(1, round(size / 1024))} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
