"""Updates of the installed program under Wine: packages refused, one swapped in, one taken back.

The keys are made as README says; the public one is put into the installed program, where a build with
``--update-key`` would have it, so that the trial needs nobody's real key.
"""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import update_keys
import wine
from building import NAME, ROOT, Failed, fresh, say, version, wait_for

SYSTEM, OTHER_SYSTEM = "windows-amd64", "linux-amd64"
MARK = "_internal/新版本.txt"
KEY_PLACE = Path("_internal/resources/update-key.txt")
NEEDED = "_internal/PySide6/Qt6Widgets.dll"  # without it a program does not start
NOBODY = "999999"  # the number of no process
PATIENCE_S = 900
LISTED = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\dangjian-desktop"
REJECTED = 2


class Stick:
    """A USB stick with update packages for the program in ``place``, made from ``bundle`` in ``folder``."""

    def __init__(self, system: wine.Wine, place: Path, bundle: Path, folder: Path) -> None:
        self.system, self.place, self.bundle = system, place, bundle
        self.folder = fresh(folder)
        self._scratch = TemporaryDirectory()  # no key lies in the folder of the source
        self.keys = Path(self._scratch.name)
        for name in ("ours", "strange"):
            update_keys.make(self.keys / name)
        self.key = self.keys / "ours" / update_keys.PUBLIC
        shutil.copy(self.key, place / KEY_PLACE)

    def try_all(self, book: Path) -> None:
        """Try every package; ``book`` is the data file that is open while one is taken back.

        Raises:
            Failed: a step went otherwise than it should.
        """
        self.refused()
        self.swapped()
        self.taken_back(book)

    def refused(self) -> None:
        """Same, older, foreign, strangers', altered and broken ones are refused; nothing changes."""
        small = fresh(self.folder / "small")
        (small / f"{NAME}.exe").write_text("不是程序", "utf-8")
        before = self._files()
        for name, release, system, signer, code in (
            ("相同的", version(), SYSTEM, "ours", "updates.same"),
            ("更旧的", "0.0.1", SYSTEM, "ours", "updates.older"),
            ("别的系统的", newer(), OTHER_SYSTEM, "ours", "updates.other_system"),
            ("别人签名的", newer(), SYSTEM, "strange", "updates.bad_signature"),
            ("被改过的", newer(), SYSTEM, "ours", "updates.altered"),
            ("打不开的", newer(), SYSTEM, "ours", "updates.new_fails"),
        ):
            package = self._package(name, small, release, system, signer)
            if code == "updates.altered":
                alter(package)
            command = (self.place / f"{NAME}-cli.exe", "update", self.system.path(package), "--json")
            said = self.system.run(*command, limit=PATIENCE_S, fits=(REJECTED,))
            found = json.loads(said[said.index("{") :])["findings"][0]
            must(found["code"] == code, f"{name}更新包：{found['code']}，应为 {code}")
            must(self._files() == before, f"{name}更新包动了程序")
            must(not self._beside(".new").exists(), f"{name}更新包留下了展开的文件")
            say(f"  {name}更新包：{found['text']}")

    def swapped(self) -> None:
        """A newer program takes the place: its files, its entry in Windows' list; the uninstaller stays."""
        new = self._copy("new")
        (new / MARK).write_text(newer(), "utf-8")
        package = self._package("新的", new, newer(), SYSTEM, "ours")
        shutil.rmtree(new)
        self.system.run("reg", "add", LISTED, "/v", "DisplayVersion", "/d", "0.0.1", "/f")
        leftover = self.place / "_internal" / "旧版本的部件.dll"
        leftover.write_bytes(b"old")
        # Nobody reads what it says: the window it leaves behind would hold the pipe.
        program = self.system.start(
            self.place / f"{NAME}-cli.exe", "update", self.system.path(package), "--json"
        )
        must(program.wait(PATIENCE_S) == 0, "好的更新包没有被接受")
        wait_for((self.place / MARK).is_file, PATIENCE_S, "新版本没有换上")
        wait_for(lambda: not self._beside(".new").exists(), PATIENCE_S, "换上后没有打开，或没有清理")
        self._close_window()
        must((self.place / MARK).is_file() and not leftover.exists(), "换上的不是新版本")
        must((self.place / "uninstall.exe").is_file(), "卸载程序没有了")
        must(version() in self.system.run("reg", "query", LISTED, "/v", "DisplayVersion"),
             "Windows 的程序列表里还是旧版本")  # fmt: skip
        say("好的更新包：核对、试过、换上、打开；程序列表里的版本改了")

    def taken_back(self, book: Path) -> None:
        """A program that does not start in its place gives the place back, and the book opens in the old."""
        before = self._files()
        broken = self._beside(".new")
        shutil.copytree(self.bundle, broken)
        (broken / MARK).write_text("坏的", "utf-8")
        (broken / NEEDED).unlink()
        words = ("--finish-update", self.system.path(self.place), NOBODY, self.system.path(book))
        must(self.system.start(broken / f"{NAME}.exe", *words).wait(PATIENCE_S) == 1, "打不开的新版本留下了")
        wait_for(lambda: held(book), PATIENCE_S, "换回后没有打开数据文件")
        self._close_window()
        must((self.place / MARK).read_text("utf-8") == newer(), "换上的不是原来的程序")
        must(self._files() == before, "换回的程序和原来的不一样")
        say("换上后打不开的：自动换回原来的程序，又打开了数据文件")

    def _copy(self, name: str) -> Path:
        """Return a copy of the built program that takes our packages."""
        made = self.folder / name
        shutil.copytree(self.bundle, made)
        shutil.copy(self.key, made / KEY_PLACE)
        return made

    def _package(self, name: str, source: Path, release: str, system: str, signer: str) -> Path:
        sys.path.insert(0, str(ROOT))
        from dangjian_desktop.exchange.update_packages import make

        package = self.folder / f"{name} 更新.djup"
        make(source, release, system, update_keys.load(self.keys / signer / update_keys.PRIVATE), package)
        return package

    def _beside(self, ending: str) -> Path:
        return self.place.with_name(self.place.name + ending)

    def _files(self) -> dict[str, int]:
        files = (path for path in self.place.rglob("*") if path.is_file())
        return {str(path.relative_to(self.place)): path.stat().st_size for path in files}

    def _close_window(self) -> None:
        self.system.run("taskkill", "/F", "/IM", f"{NAME}.exe", fits=(0, 1, 128))


def newer() -> str:
    """Return the version after the program's own."""
    *front, last = version().split(".")
    return ".".join((*front, str(int(last) + 1)))


def held(book: Path) -> bool:
    """Tell whether a program has ``book`` open: then it has its lock file."""
    return any(path.name.startswith(book.name) and path != book for path in book.parent.iterdir())


def alter(package: Path) -> None:
    """Change a file in ``package`` after it was signed."""
    with zipfile.ZipFile(package) as pack:
        entries = {name: pack.read(name) for name in pack.namelist()}
    with zipfile.ZipFile(package, "w") as pack:
        for name, content in entries.items():
            pack.writestr(name, content[::-1] if name.endswith(".exe") else content)


def must(fine: bool, otherwise: str) -> None:
    """Fail with ``otherwise`` unless ``fine``."""
    if not fine:
        raise Failed(otherwise)
