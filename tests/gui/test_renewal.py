"""更新程序 in 设置: looked at, backed up, tried, handed over; refused ones change nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QApplication, QLabel

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.exchange import update_packages
from dangjian_desktop.gui.renewal import Renewal
from dangjian_desktop.gui.runner import Runner
from dangjian_desktop.gui.settings import Settings
from dangjian_desktop.gui.settings_page import SettingsPage
from dangjian_desktop.gui.window import Window
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.updates import Program, Updates
from tests.gui.conftest import ScriptedDesk

Settled = Callable[[Runner], None]
SYSTEM = "linux-amd64"


class Place:
    """A window with a program of its own to update, and what was handed over."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, Ed25519PrivateKey.generate()
        self.program, self.source = folder / "程序", folder / "新"
        for at in (self.program, self.source):
            at.mkdir()
            (at / "dangjian").write_text("程序", "utf-8")
        public = folder / "update-key.txt"
        public.write_text(self.key.public_key().public_bytes_raw().hex(), "utf-8")
        own = Program(self.program, "dangjian", "0.1.0", SYSTEM, public)
        self.handed: list[tuple[Path, Path | None]] = []
        self.fine = True
        known = Updates(own, lambda _starter, _report: self.fine)
        self.renewal = Renewal(lambda: known, lambda new, at: self.handed.append((new, at)))

    def package(self, version: str) -> str:
        """Make a signed package of ``version``."""
        path = self.folder / f"{version}.djup"
        update_packages.make(self.source, version, SYSTEM, self.key, path)
        return str(path)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def window(
    dressed: QApplication, clock: FixedClock, desk: ScriptedDesk, settings: Settings, place: Place,
    book: Path, settled: Settled,
) -> Iterator[Window]:  # fmt: skip
    made = Window(ProgramOpener(clock), (), clock, settings, desk, renewal=place.renewal)
    made.resize(1366, 720)
    made.show()
    made.begin(book)
    settled(made.runner)
    made.show_tab("settings")
    yield made
    made.close()
    made.deleteLater()


def page_of(window: Window) -> SettingsPage:
    page = window.tabs["settings"]
    assert isinstance(page, SettingsPage)
    return page


def ask(window: Window, desk: ScriptedDesk, package: str, settled: Settled) -> SettingsPage:
    page = page_of(window)
    assert page.renewal is not None
    desk.answer = package
    page.renewal.choose.click()
    settled(window.runner)
    return page


def shown(window: Window) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_newer_version_is_asked_about_backed_up_tried_and_handed_over(
    window: Window, desk: ScriptedDesk, place: Place, book: Path, settled: Settled
) -> None:
    page = ask(window, desk, place.package("0.2.0"), settled)
    assert "从 0.1.0 更新到 0.2.0" in page.confirm.sentence.text()
    assert not place.handed
    page.confirm.yes.click()
    settled(window.runner)
    settled(window.runner)
    assert place.handed == [(place.folder / "程序.new", book)]
    assert not window.isVisible()
    assert list(book.with_suffix(".backups").glob("*.djb"))


def test_an_older_or_altered_package_says_why_and_asks_nothing(
    window: Window, desk: ScriptedDesk, place: Place, settled: Settled
) -> None:
    page = ask(window, desk, place.package("0.0.9"), settled)
    assert not page.confirm.isVisible()
    assert "不能换成更旧的" in shown(window)
    altered = Path(place.package("0.3.0"))
    content = bytearray(altered.read_bytes())
    with zipfile.ZipFile(altered) as pack:
        at = pack.getinfo("program/dangjian").header_offset
    content[at + 30 + len("program/dangjian") + 2] ^= 1
    altered.write_bytes(content)
    ask(window, desk, str(altered), settled)
    page.confirm.yes.click()
    settled(window.runner)
    assert place.handed == []
    assert window.isVisible()


def test_a_new_version_that_fails_here_is_not_handed_over(
    window: Window, desk: ScriptedDesk, place: Place, settled: Settled
) -> None:
    place.fine = False
    page = ask(window, desk, place.package("0.2.0"), settled)
    page.confirm.yes.click()
    settled(window.runner)
    settled(window.runner)
    assert place.handed == []
    assert "没有通过自检" in shown(window)
    assert [path.name for path in place.folder.glob("程序*")] == ["程序"]
