"""Makes the Windows program and its installer: on Windows itself, or on Debian through Wine."""

from __future__ import annotations

import gzip
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import wine
from building import (
    BUILD,
    DIST,
    NAME,
    ROOT,
    SPEC,
    STORED,
    Failed,
    build_key,
    compare_starts,
    download,
    fresh,
    give_papers,
    give_update,
    look_over,
    run,
    say,
    told,
    version,
    wait_for,
    write_sums,
)  # fmt: skip
from update_trial import Stick, held

WORK = BUILD / "windows"
TARGET = DIST / "windows"
SETUP = f"{NAME}-setup-{version()}.exe"
WINDOWS_3_11 = {
    "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
    "python_version": "3.11", "python_full_version": "3.11.9",
}  # fmt: skip
FOR_WINDOWS = ("--platform=win_amd64", "--python-version=3.11")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
FROM_SOURCE = ("-m", "dangjian_desktop", "--self-test")
TOO_OLD, SETUP_WINDOWS_OLD, SETUP_RUNNING = "win81", 3, 4
LARGEST_SETUP_MB, LONG_PATH = 60, 200


def main(arguments: Sequence[str]) -> int:
    """Build, try what was built, and hand it on; ``--from-bundle`` takes the program built last."""
    WORK.mkdir(parents=True, exist_ok=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    return natively(arguments) if sys.platform == "win32" else through_wine(arguments)


def natively(arguments: Sequence[str]) -> int:
    """Build on Windows: the same wheels, the same description, the same installer, without Wine."""
    wheels = download(WORK / "wheels", WINDOWS_3_11, *FOR_WINDOWS)
    place = fresh(WORK / "venv")
    run([sys.executable, "-m", "venv", place])
    python = place / "Scripts" / "python.exe"
    run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", *wheels])
    folders = ("--distpath", WORK / "out", "--workpath", WORK / "work")
    words = ("-m", "PyInstaller", "--noconfirm", *folders, SPEC)
    run([python, *words], more={**STORED, **build_key(arguments, WORK)}, log=WORK / "pyinstaller.log")
    bundle = WORK / "out" / NAME
    look_over(bundle)
    folder = fresh(WORK / "self-test")
    program = bundle / f"{NAME}-cli.exe"
    told(folder, run([program, "--self-test", folder], limit=1800, fits=(0, 1)))
    make_setup(bundle)
    hand_on(bundle, wheels, arguments)
    return 0


def through_wine(arguments: Sequence[str]) -> int:
    """Build on Debian, in a Windows of Wine, and try everything there."""
    wheels = download(WORK / "wheels", WINDOWS_3_11, *FOR_WINDOWS)
    say(f"{len(wheels)} 个软件包，逐个核对了校验值")
    bundle = WORK / "out" / NAME
    python, from_bundle = WORK / "python", "--from-bundle" in arguments
    key = build_key(arguments, WORK)
    if not from_bundle:
        python = wine.bring_python(WORK, PIP)
        place = ("--target", python / "Lib" / "site-packages")
        install = ("install", "--quiet", "--no-deps", "--no-compile", "--no-index", "--only-binary=:all:")
        run([*PIP, *install, "--root-user-action=ignore", *FOR_WINDOWS, *place, *wheels])
        wine.give_runtimes(python)
    with wine.Wine(WORK) as system:
        if not from_bundle:
            folders = ("--distpath", system.path(WORK / "out"), "--workpath", system.path(WORK / "work"))
            words = ("-m", "PyInstaller", "--noconfirm", *folders, system.path(SPEC))
            log = WORK / "pyinstaller.log"
            system.run(python / "python.exe", *words, limit=3000, more={**STORED, **key}, log=log)
        look_over(bundle)
        wine.refuse_strangers(bundle)
        folder = fresh(WORK / "self-test")
        program = bundle / f"{NAME}.exe"
        told(folder, system.run(program, "--self-test", system.path(folder), limit=3000, fits=(0, 1)))
        compare_starts(
            WORK,
            lambda at: system.run(bundle / f"{NAME}.exe", "--self-test", system.path(at), "--quick"),
            lambda at: system.run(python / "python.exe", *FROM_SOURCE, system.path(at), "--quick"),
        )
        setup = make_setup(bundle)
        Installed(system, setup, bundle).try_all()
    hand_on(bundle, wheels, arguments)
    return 0


def make_setup(bundle: Path) -> Path:
    """Return the installer of the program in ``bundle``.

    Raises:
        Failed: it is larger than an installer may be.
    """
    maker = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    facts = {"VERSION": version(), "BUNDLE": bundle, "OUTPUT": TARGET / SETUP,
             "ICON": ROOT / "packaging/windows/app.ico"}  # fmt: skip
    defined = [f"-D{name}={value}" for name, value in facts.items()]
    script = ROOT / "packaging" / "windows" / "installer.nsi"
    run([maker, "-V2", "-INPUTCHARSET", "UTF8", *defined, script], limit=1800)
    size = (TARGET / SETUP).stat().st_size / 1e6
    say(f"{SETUP}：{size:.1f} MB（不得超过 {LARGEST_SETUP_MB} MB）")
    if size > LARGEST_SETUP_MB:
        raise Failed(f"安装程序有 {size:.1f} MB，不应超过 {LARGEST_SETUP_MB} MB")
    return TARGET / SETUP


def hand_on(bundle: Path, wheels: Sequence[Path], arguments: Sequence[str]) -> None:
    """Put the program folder, the licence texts and the lists beside the installer."""
    shutil.rmtree(TARGET / NAME, ignore_errors=True)
    shutil.copytree(bundle, TARGET / NAME)
    give_papers(TARGET, wheels, "windows-amd64")
    give_update(arguments, bundle, TARGET, "windows-amd64")
    write_sums(TARGET)


class Installed:
    """The program as the installer puts it: installed, used, updated, installed over, removed."""

    def __init__(self, system: wine.Wine, setup: Path, bundle: Path) -> None:
        self.system, self.setup, self.bundle = system, setup, bundle
        self.place = system.user / "AppData/Local/Programs/dangjian-desktop"
        self.data = system.user / "Documents" / "镇 数据"

    def try_all(self) -> None:
        """Try the whole life of an installation.

        Raises:
            Failed: a step went otherwise than it should.
        """
        self.refused_by_an_old_windows()
        self.install()
        self.opens_data_of_older_versions()
        self.works_in_a_long_folder()
        self.tests_itself()
        self.refused_while_open()
        self.updated_from_a_stick()
        self.install_over()
        self.remove()

    def refused_by_an_old_windows(self) -> None:
        """Windows 8.1 is told that it is too old, and nothing is installed."""
        self.system.be(TOO_OLD)
        self.system.run(self.setup, "/S", fits=(SETUP_WINDOWS_OLD,))
        self.system.be("win10")
        self._must(not self.place.exists(), "在旧的 Windows 上装上了")
        say("旧的 Windows：拒绝安装")

    def install(self) -> None:
        """Install silently: program, start menu, desktop, .djb."""
        self.system.run(self.setup, "/S", limit=900)
        desktop, menu = self.system.user / "Desktop", self.system.user / "AppData/Roaming/Microsoft/Windows"
        for path in (
            self.place / f"{NAME}.exe", self.place / "uninstall.exe", desktop / "党建台.lnk",
            menu / "Start Menu/Programs/党建台.lnk",
        ):  # fmt: skip
            self._must(path.is_file(), f"没有装上 {path}")
        opener = r"HKCU\Software\Classes\dangjian-desktop.book\shell\open\command"
        said = self.system.run("reg", "query", opener)
        self._must(f"{NAME}.exe" in said and "%1" in said, "双击 .djb 打不开程序")
        said = self.system.run("reg", "query", r"HKCU\Software\Classes\.djb")
        self._must("dangjian-desktop.book" in said, ".djb 没有登记")
        say("静默安装：程序、开始菜单、桌面图标、.djb 都在")

    def opens_data_of_older_versions(self) -> None:
        """Every released data file is upgraded and whole."""
        fresh(self.data)
        for packed in sorted((ROOT / "tests" / "upgrades").glob("*-plain.djb.gz")):
            book = self.data / packed.name.removesuffix(".gz")
            book.write_bytes(gzip.decompress(packed.read_bytes()))
            self._must(self.is_whole(book), f"{book.name} 打不开，或不完好")
            kept = list(book.with_suffix(".backups").glob("*.djb"))
            self._must(len(kept) >= 1, f"{book.name} 升级前没有备份")
            say(f"旧版本的数据 {book.name}：升级前备份了，升级后完好")

    def works_in_a_long_folder(self) -> None:
        """A data file whose path has 200 characters, Chinese and spaces, is made, changed, saved, whole."""
        folder = self.data
        while len(self.system.path(folder)) < LONG_PATH - 40:
            folder /= "组织 2026 No. 1"
        book = folder / "册"
        book = book.with_name("册" * (LONG_PATH - len(self.system.path(book)) - 3) + ".djb")
        folder.mkdir(parents=True)
        path = self.system.path(book)
        copies = self.system.path(folder / "备 份")
        for words in (("new", path), ("roster", "add", path, "村社区", "上塘村"), ("backup", path, copies)):
            self.system.run(self.place / f"{NAME}-cli.exe", *words, "--json")
        self._must(len(path) == LONG_PATH and self.is_whole(book), f"{len(path)} 个字的路径不行")
        say(f"{len(path)} 个字、有汉字和空格的路径：新建、改动、备份、检查都行")

    def tests_itself(self) -> None:
        """The installed window program tests itself in a folder with Chinese and spaces in its name, and
        writes nothing into its own."""
        folder, before = fresh(self.data / "自 检"), set(self.place.rglob("*"))
        begun = time.monotonic()
        self.system.run(self.place / f"{NAME}.exe", "--self-test", self.system.path(folder), "--quick",
                        limit=900, fits=(0, 1))  # fmt: skip
        say(f"装好的程序（窗口版，{time.monotonic() - begun:.0f} 秒）：")
        told(folder, "")
        self._must(set(self.place.rglob("*")) == before, "程序往自己的文件夹里写了东西")

    def refused_while_open(self) -> None:
        """While the program is open nothing is installed over it, and no second user opens its data."""
        book = self.data / "0003-plain.djb"
        window = self.system.start(self.place / f"{NAME}.exe", self.system.path(book))
        try:
            wait_for(lambda: held(book), 240, "双击 .djb 没有打开数据文件")
            self.system.run(self.setup, "/S", fits=(SETUP_RUNNING,))
            say("程序开着时：拒绝覆盖安装")
            other = {"DANGJIAN_HOME": self.system.path(fresh(WORK / "second-user"))}
            words = ("check", self.system.path(book), "--json")
            said = self.system.run(self.place / f"{NAME}-cli.exe", *words, fits=(3,), more=other)
            self._must('"storage.in_use"' in said, "第二个用户没有得到说明")
            say("第二个用户打开同一个数据文件：拒绝，说明另一处开着")
        finally:
            self.system.run("taskkill", "/F", "/IM", f"{NAME}.exe", fits=(0, 1))
            window.wait(60)

    def updated_from_a_stick(self) -> None:
        """Bad packages are refused, a good one is swapped in, one that does not start is taken back."""
        before = self._data()
        Stick(self.system, self.place, self.bundle, WORK / "stick").try_all(self.data / "0003-plain.djb")
        self._must(self._data() == before, "更新动了数据")
        self._must(self.is_whole(self.data / "0003-plain.djb"), "更新后数据打不开")

    def install_over(self) -> None:
        """Install over an older version: its leftovers go, the data stays."""
        stale = self.place / "_internal" / "旧版本的部件.dll"
        stale.write_bytes(b"old")
        before = self._data()
        self.system.run(self.setup, "/S", limit=900)
        self._must(not stale.exists(), "覆盖安装后旧版本的部件还在")
        self._must(self._data() == before, "覆盖安装动了数据")
        self._must(self.is_whole(self.data / "0003-plain.djb"), "数据打不开")
        say("覆盖安装：旧部件没有了，数据没有动")

    def remove(self) -> None:
        """Uninstall: the program goes, data and settings stay."""
        before = self._data()
        settings = self.system.user / "AppData/Roaming/dangjian-desktop"
        self.system.run(self.place / "uninstall.exe", "/S", limit=300)
        wait_for(lambda: not self.place.exists(), 120, "卸载后程序文件夹还在")
        self._must(not (self.system.user / "Desktop/党建台.lnk").exists(), "卸载后桌面图标还在")
        said = self.system.run("reg", "query", r"HKCU\Software\Classes\.djb", fits=(0, 1))
        self._must("dangjian-desktop.book" not in said, "卸载后 .djb 还登记着")
        self._must(self._data() == before and settings.exists(), "卸载动了数据或设置")
        say("静默卸载：程序没有了，数据和设置还在")

    def is_whole(self, book: Path) -> bool:
        """Ask the installed command line whether a data file opens and is whole."""
        words = ("check", self.system.path(book), "--json")
        said = self.system.run(self.place / f"{NAME}-cli.exe", *words, fits=(0, 1, 2, 3))
        return '"whole": true' in said

    def _data(self) -> dict[str, int]:
        return {str(path): path.stat().st_size for path in self.data.rglob("*.djb")}

    @staticmethod
    def _must(fine: bool, otherwise: str) -> None:
        if not fine:
            raise Failed(otherwise)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failed:
        say(f"【没有做成】{failed}")
        sys.exit(1)
