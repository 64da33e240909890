"""The steps of the self-test, in the order a clerk would meet them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from dangjian_desktop.app.self_test_bench import ESCAPE, Bench, Fault, program
from dangjian_desktop.app.shots import MOMENT, PATIENCE_S, leave_some_to_type
from dangjian_desktop.app.words import PAGES, SELF_TEST, TYPIST
from dangjian_desktop.kernel.progress import Silent

Steps = Sequence[tuple[str, Callable[[], str]]]
SIZE = (1366, 768)
SCALES, SCREEN = (125, 150, 175), (1920, 1080)
PASSWORD, WRONG = "秘密 2026", "别的密码"
TYPED_BEFORE_KILL = 5
SQLITE = b"SQLite format 3\0"


class Trial(Bench):
    """The steps of one run of the self-test."""

    def steps(self) -> Steps:
        """Return every step."""
        return (
            ("启动", self.start),
            ("打开示例", self.sample),
            ("每个页签", self.every_tab),
            ("放大到 175%", self.zoomed),
            ("录票", self.type_ballots),
            ("每种公文", self.every_paper),
            ("导入 xlsx", self.import_workbook),
            ("备份和恢复", self.back_up_and_restore),
            ("带密码的数据文件", self.password),
            ("中途断电", self.killed),
            ("屏幕缩放", self.scaled),
            ("收尾", self.end),
        )

    def quick_steps(self) -> Steps:
        """Return what a new program must be able to do before it takes an old one's place."""
        return (("启动", self.start), ("新建并出一份公文", self.one_paper), ("收尾", self.end))

    def pages_steps(self, book: Path) -> Steps:
        """Return what is asked of the program on a screen with a scaling of its own."""
        return (("启动", self.start), ("每个页签", partial(self.pages, book)), ("收尾", self.end))

    # --- the steps ----------------------------------------------------------------------------------

    def start(self) -> str:
        """Open the window; Qt must speak Chinese and have a font that draws it."""
        from PySide6.QtCore import QCoreApplication, qInstallMessageHandler, qVersion
        from PySide6.QtGui import QFontInfo, QFontMetrics
        from PySide6.QtWidgets import QApplication

        from dangjian_desktop.app.desktop import build_window
        from dangjian_desktop.gui.settings import Settings
        from dangjian_desktop.gui.theme import dress, font
        from dangjian_desktop.kernel.clock import FixedClock

        qInstallMessageHandler(lambda _kind, _where, text: self.note(text))
        app = QApplication.instance()
        self.app = app if isinstance(app, QApplication) else QApplication([sys.argv[0], *self.words])
        dress(self.app)
        self.window = build_window(Settings(), FixedClock(MOMENT))
        self.window.runner.crashed.connect(lambda error: self.complaints.append(repr(error)))
        self.window.resize(*SIZE)
        self.window.show()
        self.window.begin()
        self.shoot("start")
        if QCoreApplication.translate("QPlatformTheme", "Cancel") != "取消":
            raise Fault("Qt 自己的文字不是中文（缺 qtbase_zh_CN）")
        if not QFontMetrics(font()).inFontUcs4(ord("党")):
            raise Fault(f"窗口的字体 {QFontInfo(font()).family()} 里没有汉字")
        look = f"字体 {QFontInfo(font()).family()}，缩放 {self.window.devicePixelRatio():g}"
        return f"Qt {qVersion()}，{self.app.platformName()}，{look}"

    def sample(self) -> str:
        """Make the sample township by 打开示例."""
        window = self.opened_window
        window.books.open_sample()
        self.settled()
        office = self.office
        self.ask(leave_some_to_type, office)
        figures = self.ask(office.home.dashboard).figures
        return f"{figures.communities} 个村、社区，{figures.persons} 人，{figures.ballots} 张票"

    def every_tab(self) -> str:
        """Show every tab, each of its states, 设置, 帮助 and the palette, and take their pictures."""
        window, before = self.opened_window, len(list(self.shots.glob("*.png")))
        for name in window.specs:
            window.show_tab(name)
            self.shoot(name)
            show = getattr(window.tabs[name], "states_to_show", None)
            for label, act in show() if show is not None else ():
                act()
                self.shoot(f"{name}-{label}")
            if window.filled is not None:
                self.press(window.filled, ESCAPE)
        for name in ("settings", "help"):
            window.show_tab(name)
            self.shoot(name)
        window.open_palette()
        window.palette_box.field.setText("dr")
        self.shoot("palette")
        window.palette_box.close()
        return f"{len(list(self.shots.glob('*.png'))) - before} 张截图"

    def zoomed(self) -> str:
        """Show every tab at 175 %."""
        window = self.opened_window
        window.zoom_to(175)
        for name in window.specs:
            window.show_tab(name)
            self.shoot(f"zoom-{name}")
        window.zoom_to(100)
        self.settled()
        return f"{len(window.specs)} 个页签"

    def pages(self, book: Path) -> str:
        """Show every tab of ``book`` in a window that fills the screen."""
        from PySide6.QtCore import QSize

        from dangjian_desktop.gui.frame import EDGES

        window = self.opened_window
        window.resize(QSize(*SCREEN) / window.devicePixelRatio() - EDGES)
        window.books.open(book)
        for name in (*window.specs, "settings"):
            window.show_tab(name)
            self.shoot(name)
        return f"{window.width()} × {window.height()} 点，{len(window.specs) + 1} 张截图"

    def type_ballots(self) -> str:
        """Type the papers that are left, key by key, as on the number pad."""
        from dangjian_desktop.gui.tabs.ballots.tab import BallotsTab

        window = self.opened_window
        window.show_tab("ballots")
        self.settled()
        tab = window.tabs["ballots"]
        if not isinstance(tab, BallotsTab):
            raise Fault("没有测评录入页")
        before = tab.meeting_in_hand()
        if before is None or before.typed >= before.returned:
            raise Fault("示例里没有待录的测评会")
        tab.place.put_aside.clear()  # the paper half typed for a picture
        tab.place.begin()
        self.settled()
        screen = tab.typing
        if screen is None:
            raise Fault("录票画面没有打开")
        self.press(screen, "1")
        for number in range(before.returned - before.typed):
            for key in f"{number % 3 + 1}/+":
                self.press(screen, key)
            self.settled(0)
        self.shoot("typed")
        self.press(screen, ESCAPE)
        self.settled()
        after = self.ask(self.office.ballots.sheet, before.meeting.id).row
        if after.typed != before.returned:
            raise Fault(f"收回 {before.returned} 张，录完应一样多，实为 {after.typed} 张")
        return f"{before.meeting.title}：用键盘录了 {after.typed - before.typed} 张，共 {after.typed} 张"

    def every_paper(self) -> str:
        """Make every kind of paper in every format it has."""
        from dangjian_desktop.app.demo import papers_of

        made = self.folder / "papers"
        made.mkdir(exist_ok=True)
        for old in made.iterdir():
            old.unlink()
        files = self.ask(lambda: list(papers_of(self.office, made)))
        empty = [path.name for path in files if path.stat().st_size < 500]
        if empty:
            raise Fault(f"是空的：{'、'.join(empty)}")
        kinds = len({path.stem for path in files})
        return f"{kinds} 种，{len(files)} 个文件，{sum(path.stat().st_size for path in files) / 1e6:.1f} MB"

    def one_paper(self) -> str:
        """Make a book and one paper in it."""
        from dangjian_desktop.services.papers import PaperWish

        window, book = self.opened_window, self.folder / "新册.djb"
        window.books.opener.create(book).upkeep.close(backup=False)
        window.books.open(book)
        self.settled()
        paper = self.folder / "函.pdf"
        words = {"issuer": "自检镇委员会", "title": "关于试印的函", "receivers": "各村", "body": "试印一页。"}
        wish = PaperWish(kind="correspondence", values=words)
        self.ask(self.office.papers.save, wish, paper)
        return f"{paper.stat().st_size} 字节"

    def import_workbook(self) -> str:
        """Write the sample's roster as xlsx and read it into a new book, by the commands."""
        workbook = self.folder / "花名册.xlsx"
        self.ask(lambda: self.office.exports.roster(workbook, purpose="自检"))
        self.command("new", self.small)
        found = self.command("roster", "import", self.small, workbook, "--apply", "--unsure", "new")
        people = self.command("roster", "list", self.small)["persons"]
        if not found["applied"] or not people:
            raise Fault("导入后册里没有人")
        return f"{workbook.stat().st_size} 字节的表，导入 {len(people)} 人"

    def back_up_and_restore(self) -> str:
        """Back up, change, restore: the change must be gone and the file whole."""
        copies = self.folder / "copies"
        saved = Path(self.command("backup", self.small, copies)["backup"])
        before = len(self.command("roster", "list", self.small)["persons"])
        self.command("roster", "add", self.small, "村社区", "自检村")
        self.command("roster", "person", self.small, "自检员", "自检村", "主任")
        if len(self.command("roster", "list", self.small)["persons"]) != before + 1:
            raise Fault("新增的人不在册里")
        self.command("restore", saved, self.small)
        after = self.command("roster", "list", self.small)["persons"]
        if len(after) != before or not self.command("check", self.small)["whole"]:
            raise Fault("恢复后的册和备份时不一样")
        return f"备份 {saved.stat().st_size} 字节，恢复后 {before} 人，数据文件完好"

    def password(self) -> str:
        """Make a book with a password: unreadable as a file, refused without it, opened with it."""
        right, wrong = self.folder / "password.txt", self.folder / "wrong.txt"
        right.write_text(PASSWORD + "\n", "utf-8")
        wrong.write_text(WRONG + "\n", "utf-8")
        self.command("new", self.locked, "--password-file", right)
        with self.locked.open("rb") as file:
            if file.read(len(SQLITE)) == SQLITE:
                raise Fault("带密码的数据文件没有加密")
        self.command("check", self.locked, "--password-file", wrong, fits=(2, 3))
        self.command("check", self.locked, fits=(2, 3))
        window = self.opened_window
        window.books.open(self.locked, PASSWORD)
        self.settled()
        if window.books.office is None or window.books.office.path != self.locked:
            raise Fault("用对的密码没有打开")
        self.shoot("password")
        window.close_book()
        self.settled()
        return "错的密码打不开，对的密码打开了"

    def killed(self) -> str:
        """Let another process type ballots, end it at once, and open the file again."""
        book, told = self.whole, self.folder / "typed.txt"
        told.unlink(missing_ok=True)
        opener = self.opened_window.books.opener
        office = opener.sample(book, Silent())
        leave_some_to_type(office)
        office.upkeep.close(backup=False)
        quiet = subprocess.DEVNULL
        child = subprocess.Popen(
            [*program(), TYPIST, str(book), str(told)], stdin=quiet, stdout=quiet, stderr=quiet
        )
        until = time.monotonic() + PATIENCE_S
        while len(typed_in(told)) < TYPED_BEFORE_KILL and time.monotonic() < until and child.poll() is None:
            self.settled(0.02)
        child.kill()
        child.wait()
        sure = typed_in(told)
        if len(sure) < TYPED_BEFORE_KILL:
            raise Fault(f"另一进程没有录上票（退出码 {child.returncode}）")
        office = opener.open(book)
        campaign = office.campaigns.in_hand()
        last = office.ballots.meetings(campaign.id if campaign else "")[-1]
        kept = office.ballots.sheet(last.meeting.id).numbers
        findings = office.upkeep.check()
        office.upkeep.close(backup=False)
        lost = [number for number in sure if number not in kept]
        if lost or findings:
            raise Fault(f"少了第 {lost} 号票；检查出 {len(findings)} 处问题")
        return f"录了 {len(sure)} 张后强行结束，再打开一张不少，数据文件完好"

    def scaled(self) -> str:
        """Let other processes show every tab as on screens of 125, 150 and 175 %."""
        return "；".join(f"{percent}%：{self._pages_at(percent)}" for percent in SCALES)

    def _pages_at(self, percent: int) -> str:
        place, ratio = self.folder / f"缩放{percent}", f"{percent / 100:g}"
        command = [*program(), SELF_TEST, str(place), PAGES, str(self.whole), *self.words]
        quiet = subprocess.DEVNULL
        subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, check=False, timeout=PATIENCE_S,
            env={**os.environ, "QT_SCALE_FACTOR": ratio},
        )  # fmt: skip
        report = json.loads((place / "report.json").read_text("utf-8"))
        faults = [step["fault"] for step in report["steps"] if step["fault"]]
        started, shown, *_ = [step["found"] for step in report["steps"]]
        if faults or f"缩放 {ratio}" not in started:
            raise Fault(f"{percent}%：{'；'.join(faults) or started}")
        return str(shown)

    def end(self) -> str:
        """Close the window; nobody may have complained."""
        self.close()
        if self.complaints:
            raise Fault("；".join(dict.fromkeys(self.complaints))[:600])
        return "窗口关了，没有一处报错"


def typed_in(told: Path) -> list[int]:
    """Return the numbers that the other process has written down whole."""
    if not told.exists():
        return []
    *lines, _ = told.read_text("utf-8").split("\n")
    return [int(line) for line in lines]


def type_until_killed(book: Path, told: Path) -> int:
    """Type the missing papers of the last meeting over and over; write down each that is stored.

    Runs in a process of its own, which :meth:`Trial.killed` ends.
    """
    from dangjian_desktop.app.build import ProgramOpener
    from dangjian_desktop.domain.ballots import BallotDraft
    from dangjian_desktop.kernel.clock import FixedClock

    office = ProgramOpener(FixedClock(MOMENT)).open(book)
    campaign = office.campaigns.in_hand()
    meeting = office.ballots.meetings(campaign.id if campaign else "")[-1].meeting
    sheet = office.ballots.sheet(meeting.id)
    marks = (0,) * len(sheet.form.items)
    number = sheet.row.next_number
    with told.open("a", encoding="utf-8") as file:
        while True:
            office.ballots.record(
                BallotDraft(meeting_id=meeting.id, entry=1, number=number, group=sheet.form.groups[0].code,
                            marks=marks)
            )  # fmt: skip
            file.write(f"{number}\n")
            file.flush()
            number += 1
