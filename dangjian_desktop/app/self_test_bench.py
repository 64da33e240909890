"""What the self-test stands on: the window under test, its services, keys, pictures and commands."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dangjian_desktop.app.shots import settle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from dangjian_desktop.gui.window import Window
    from dangjian_desktop.services.office import Office

T = TypeVar("T")
CALM_S = 0.5
ESCAPE = "\x1b"
FEW_COLOURS = 4  # a page with fewer is empty
# Windows before 1703, and Wine, know no scaling per screen; a screen may be smaller than the pictures.
OF_THE_SYSTEM = ("DpiAwareness", "NonClientDpiScaling", "Unable to set geometry")


class Fault(Exception):
    """Something is not as it should be; the message says what."""


def is_built() -> bool:
    """Tell whether this is the built program and not its source."""
    return bool(getattr(sys, "frozen", False))


def program() -> list[str]:
    """Return the words that start this program once more."""
    return [sys.executable] if is_built() else [sys.executable, "-m", "dangjian_desktop"]


class Bench:
    """One run of the self-test in ``folder``; ``words`` go to Qt."""

    def __init__(self, folder: Path, words: Sequence[str]) -> None:
        self.folder, self.words = folder, words
        self.shots = folder / "shots"
        self.shots.mkdir(exist_ok=True)
        self.app: QApplication | None = None
        self.window: Window | None = None
        self.complaints: list[str] = []
        self.small = folder / "导入的册.djb"
        self.locked = folder / "带密码的册.djb"
        self.whole = folder / "断电的册.djb"
        for old in (*folder.glob("*.djb"), *folder.glob("*.djb-*")):
            old.unlink()

    def close(self) -> None:
        """Close the window if a step left it open."""
        if self.window is not None:
            self.window.close()
            self.settled()
            self.window = None

    def note(self, words: str) -> None:
        """Keep what Qt complains of, unless it is about the system and none of our doing."""
        if not any(one in words for one in OF_THE_SYSTEM):
            self.complaints.append(words)

    @property
    def opened_window(self) -> Window:
        """The window of the first step."""
        if self.window is None:
            raise Fault("窗口没有打开")
        return self.window

    @property
    def office(self) -> Office:
        """The services of the open book."""
        office = self.opened_window.books.office
        if office is None:
            raise Fault("数据文件没有打开")
        return office

    def settled(self, calm_s: float = CALM_S) -> None:
        """Wait until the window has its answers and stands still."""
        settle(self.app, self.window.runner.busy if self.window else None, calm_s)

    def ask(self, call: Callable[..., T], *arguments: Any) -> T:
        """Do ``call`` on the database thread and return its answer."""
        answers: list[T] = []
        refused: list[str] = []

        def refuse(findings: Sequence[Any]) -> None:
            from dangjian_desktop.kernel.texts import sentence

            refused.extend(sentence(one) for one in findings)

        runner = self.opened_window.runner
        runner.run(call, *arguments, then=answers.append, refused=refuse)
        while runner.busy():
            self.settled(0)
        if not answers:
            raise Fault("；".join(refused) or "没有得到回答")
        return answers[0]

    def command(self, *words: str | Path, fits: Sequence[int] = (0,)) -> dict[str, Any]:
        """Run one command of the command line and return its answer."""
        from dangjian_desktop.app.cli import run

        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = run([*map(str, words), "--json"])
        if code not in fits:
            raise Fault(f"命令 {words[0]} 的退出码是 {code}：{said.getvalue()[-400:]}")
        answer: dict[str, Any] = json.loads(said.getvalue())
        return answer

    def press(self, there: QWidget, key: str) -> None:
        """Press one key on ``there``, or on what has the keyboard in it."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        focused = QApplication.focusWidget()
        target = focused if focused is not None and there.isAncestorOf(focused) else there
        code = Qt.Key.Key_Escape if key == ESCAPE else Qt.Key(ord(key.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, key))

    def shoot(self, name: str) -> None:
        """Take a picture of the window; it must show something."""
        self.settled()
        picture = self.opened_window.grab()
        picture.save(str(self.shots / f"{name}.png"))
        small = picture.toImage().scaled(64, 64)
        seen = {small.pixel(x, y) for x in range(64) for y in range(64)}
        if len(seen) < FEW_COLOURS:
            raise Fault(f"{name} 是空白的")
