"""The child of editor.py: a notice of ten pages in the real editor, typed into key by key."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.desktop import build_window
from dangjian_desktop.documents.compose import compose
from dangjian_desktop.documents.drawn import Text
from dangjian_desktop.documents.fonts import office_fonts
from dangjian_desktop.documents.preview import page_images
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.tabs.papers.tab import PapersTab
from dangjian_desktop.gui.theme import dress
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import SystemClock
from tests.benchmarks.bare import known

ROUNDS, LEAST_PAGES = 12, 10
KIND = "official_notice"
BEAT_MS, PATIENCE_MS = 2, 30_000
SENTENCE = "基层党组织要把活动摆上重要议事日程，由书记亲自抓好统筹协调，扎实推进各项工作落到实处。"


def body() -> str:
    """Return the text of the notice: headings of two levels, paragraphs, a table."""
    lines = ["为做好分类定级回头看活动，现就有关事项通知如下。"]
    for first in "一二三四五":
        lines.append(f"{first}、第{first}部分的工作要求")
        for second in "一二三":
            lines += [f"（{second}）抓好第{second}项工作。{SENTENCE}", SENTENCE * 4]
    rows = [f"{n}\t召开动员部署会，印发活动通知\t3月{n}日前\t镇组织人事办" for n in range(1, 13)]
    return "\n".join([*lines, "序号\t工作任务\t完成时间\t责任单位", *rows])


def attached() -> str:
    """Return two attachments: a table and a text."""
    rows = [f"第{n}工作组\t王某{n}\t李某{n}、赵某{n}" for n in range(1, 19)]
    table = "\n".join(["工作组\t组长\t成员", *rows])
    return f"【工作组名单】\n{table}\n【活动要求】\n" + "\n".join([SENTENCE * 3] * 4)


class Loop(QObject):
    """Runs the event loop until something is so, and notes how long it was away."""

    def __init__(self, seen: QWidget | None = None) -> None:
        super().__init__()
        self.loop = QEventLoop()
        self.beat = QTimer(self, interval=0, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self.beat.timeout.connect(self._beat)
        self.patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self.patience.timeout.connect(lambda: self.loop.exit(1))
        self.away: list[float] = []
        self.last = time.perf_counter()
        self.over: Callable[[], bool] = lambda: False
        self.painted: Callable[[], bool] = lambda: False
        if seen is not None:
            seen.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """End the loop after the paint that shows what is waited for."""
        if event.type() == QEvent.Type.Paint and self.painted():
            QTimer.singleShot(0, self.loop.quit)
        return False

    def _beat(self) -> None:
        now = time.perf_counter()
        self.away.append((now - self.last) * 1000 - self.beat.interval())
        self.last = now
        self.beat.start(BEAT_MS)
        if self.over():
            self.loop.quit()

    def until(self, *, painted: Callable[[], bool] = lambda: False,
              over: Callable[[], bool] = lambda: False) -> None:  # fmt: skip
        """Run until a paint while ``painted`` is true, or a beat while ``over`` is.

        Raises:
            TimeoutError: neither came.
        """
        self.painted, self.over = painted, over
        self.patience.start()
        self.last = time.perf_counter()
        self.beat.start(0)
        if self.loop.exec():
            raise TimeoutError
        self.patience.stop()
        self.beat.stop()


def paper_in(window: Window, still: Loop) -> PapersTab:
    """Fill the notice in and open its words; the cursor in the middle of the text."""
    still.until(over=lambda: window.books.office is not None and not window.runner.busy())
    office: Any = window.books.office
    office.papers.keep_fields(KIND, {"body": body(), "attached": attached(), "printer": "栖梧镇党政办"})
    window.show_tab("papers")
    tab: Any = window.tabs["papers"]
    tab.go(KIND)
    still.until(over=lambda: not window.runner.busy() and tab.laid is not None)
    tab.mending.ways.choose("mend")
    still.until(over=lambda: not window.runner.busy() and tab.mending.editor.desk is not None)
    text = tab.mending.editor.text
    cursor = text.textCursor()
    cursor.setPosition(len(text.toPlainText()) // 2)
    text.setTextCursor(cursor)
    text.setFocus()
    tab.preview.show_page(4)
    still.until(over=lambda: not window.runner.busy())
    found: PapersTab = tab
    return found


def ours(path: Path, settings: Settings) -> dict[str, list[float]]:
    """Type into the notice; time each key from its event to the paint of its page."""
    window = build_window(settings, SystemClock())
    window.resize(1366, 768)
    window.show()
    window.begin()
    window.books.open(path)
    tab = paper_in(window, Loop())
    editor, view = tab.mending.editor, tab.preview.view
    loop = Loop(view.viewport())
    report: dict[str, list[float]] = {"key": [], "away": [], "pages": [len(view.sizes)], "kept": []}

    def key() -> float:
        before = tab.laid
        began = time.perf_counter()
        QTest.keyClick(editor.text, Qt.Key.Key_X)
        loop.until(painted=lambda: tab.laid is not before and not view.busy)
        return (time.perf_counter() - began) * 1000

    for n in range(ROUNDS):
        loop.away = []
        report["key"].append(key())
        loop.until(over=lambda: not editor.keeping.isActive())  # what was typed is being kept
        report["kept"].append(key())
        loop.until(over=quiet(window, tab))
        report["away"].append(max(loop.away))
        if not n % 4:
            editor.text.moveCursor(QTextCursor.MoveOperation.NextBlock)
    shown = tab.laid.paper if tab.laid else None
    report |= bare(shown, view.scale())
    window.close()
    return report


def quiet(window: Window, tab: PapersTab) -> Callable[[], bool]:
    """Return what tells that everything set off by a key is done."""
    timers = tab.findChildren(QTimer)
    return lambda: not window.runner.busy() and not any(timer.isActive() for timer in timers)


def bare(paper: Paper | None, scale: float) -> dict[str, list[float]]:
    """Draw the same characters with ReportLab, nothing laid out, and one page of them with pdfium."""
    from reportlab.pdfgen.canvas import Canvas

    assert paper is not None
    pages = compose(paper, office_fonts())
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        out = BytesIO()
        canvas = Canvas(out, pageCompression=1, invariant=1)
        for page in pages:
            for item in page.items:
                if isinstance(item, Text):
                    canvas.setFont(known(item.face), item.size)
                    canvas.drawString(item.x, page.height - item.y, item.text)
            canvas.showPage()
        canvas.save()
        page_images(out.getvalue(), scale, 4, 1)
        times.append((time.perf_counter() - began) * 1000)
    return {"bare": times}


def main() -> None:
    """Measure and print the figures."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "公文.djb"
        from dangjian_desktop.kernel.progress import Silent

        ProgramOpener(SystemClock()).sample(path, Silent()).upkeep.close()
        dress(app)
        report = ours(path, Settings(Path(scratch) / "settings.ini"))
    print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
