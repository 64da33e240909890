#!/usr/bin/env python3
"""Sets the project up and runs it, on the standard library alone: ``python3 dev.py run``."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
LINTER = SCRIPTS / ("lint-imports.exe" if WINDOWS else "lint-imports")
STAMP = VENV / "installed.json"
RUNTIME = "requirements/runtime.txt"
DEVELOP = "requirements/develop.txt"
OLDEST = (3, 11)
PASS_ON = {"run": 1, "test": 1, "build": 2}  # words after these belong to the program that is started

# What Qt's wheels load from the system, seen by ldd on a bare Debian 12; the rest is inside the wheels.
QT_PACKAGES = (
    "libcups2",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-cursor0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
CHINESE_FONT = "fonts-noto-cjk"
# What building takes besides, on Debian: a clean root and a display to try the program in, or Wine.
BUILD_PACKAGES = {
    "linux": ("binutils", "debootstrap", "dpkg-dev", "xauth", "xvfb"),
    "windows": ("gcc-mingw-w64-x86-64-win32", "nsis", "osslsigncode", "wine", "wine64", "xauth", "xvfb"),
}


class Trouble(Exception):
    """Something stands in the way; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console in GBK has no sign for some characters
    if sys.version_info < OLDEST:
        say(f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}。请安装后重试。")
        return 2
    own = PASS_ON.get(arguments[0], len(arguments)) if arguments else 0
    chosen = parser().parse_args(arguments[:own])
    chosen.rest = list(arguments[own:])
    try:
        return int(chosen.run(chosen))
    except Trouble as trouble:
        say(f"【未完成】{trouble}")
        return 2
    except KeyboardInterrupt:
        say("已中断。")
        return 130


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    about = "准备环境并运行本程序。第一次需要联网下载软件包。"
    top = argparse.ArgumentParser(prog="dev.py", description=about)
    commands = top.add_subparsers(title="命令", required=True, metavar="命令")
    run = commands.add_parser("run", help="打开窗口（没有显示器时生成示例成果）；其余参数原样交给程序")
    run.set_defaults(run=run_program)
    test = commands.add_parser("test", help="全部检查和测试；其余参数交给 pytest")
    test.set_defaults(run=run_tests)
    commands.add_parser("check", help="代码检查：ruff、mypy、分层约定").set_defaults(run=run_checks)
    shots = commands.add_parser("shots", help="把每个页签的截图存到文件夹")
    shots.add_argument("folder", metavar="文件夹")
    shots.set_defaults(run=run_shots)
    gallery = commands.add_parser("gallery", help="把示例乡镇的每一种公文画成样张，存到文件夹")
    gallery.add_argument("folder", metavar="文件夹")
    gallery.set_defaults(run=run_gallery)
    benchmarks = commands.add_parser("benchmarks", help="测量启动和存盘快慢")
    benchmarks.add_argument("names", nargs="*", metavar="名称")
    benchmarks.set_defaults(run=run_benchmarks)
    build = commands.add_parser("build", help="做安装包：windows（Debian 上经 Wine）、linux")
    build.add_argument("system", metavar="系统", choices=sorted(BUILD_PACKAGES))
    build.set_defaults(run=run_build)
    keys = commands.add_parser("keys", help="做一对更新包的钥匙，存到源代码以外的文件夹")
    keys.add_argument("folder", metavar="文件夹")
    keys.set_defaults(run=run_keys)
    return top


# --- the commands -----------------------------------------------------------------------------------


def run_program(chosen: argparse.Namespace) -> int:
    """Open the window or run the program's own command line; without a display make the demo."""
    prepare(RUNTIME, qt=True)
    rest: list[str] = chosen.rest
    wants_window = not rest or rest[0].endswith(".djb")
    if wants_window and not has_display():
        say("这台机器没有显示器（没有 DISPLAY），无法打开窗口；改为用示例数据生成全部成果。")
        return python("-m", "dangjian_desktop", "demo", str(ROOT / "demo-output"))
    return python("-m", "dangjian_desktop", *rest)


def run_tests(chosen: argparse.Namespace) -> int:
    """Run every check and every test; the tests go on when a check has failed."""
    prepare(DEVELOP, qt=True)
    checks = check()
    workers = () if "-n" in chosen.rest else ("-n", "2")
    tests = python("-m", "pytest", *workers, *chosen.rest, folder=ROOT)
    if checks:
        say("代码检查没有通过，见上文。")
    return checks or tests


def run_checks(_chosen: argparse.Namespace) -> int:
    """Run the checks that read the code without running it."""
    prepare(DEVELOP, qt=False)
    return check()


def run_shots(chosen: argparse.Namespace) -> int:
    """Write a picture of every tab."""
    prepare(RUNTIME, qt=True)
    platform = {"QT_QPA_PLATFORM": "offscreen"} if LINUX else {}
    return python("-m", "dangjian_desktop.app.shots", chosen.folder, extra=platform)


def run_gallery(chosen: argparse.Namespace) -> int:
    """Write sheets with the first page of every paper."""
    prepare(RUNTIME, qt=False)
    return python("-m", "dangjian_desktop.app.gallery", chosen.folder)


def run_benchmarks(chosen: argparse.Namespace) -> int:
    """Print figures of speed and memory beside their baselines."""
    prepare(DEVELOP, qt=True)
    return python("-m", "tests.benchmarks", *chosen.names, folder=ROOT)


def run_build(chosen: argparse.Namespace) -> int:
    """Make the program with its installer in ``dist``, and try what was made."""
    prepare(DEVELOP, qt=True)
    if debian():
        apt_install([name for name in build_packages(chosen.system) if not has_package(name)])
    elif chosen.system == "windows" and not WINDOWS:
        raise Trouble("Windows 的安装包要在 Windows 上做，或在 Debian 上经 Wine 做。")
    return python(f"packaging/build_{chosen.system}.py", *chosen.rest, folder=ROOT)


def run_keys(chosen: argparse.Namespace) -> int:
    """Make the keys that sign and check update packages."""
    prepare(RUNTIME, qt=False)
    return python(str(ROOT / "packaging" / "update_keys.py"), chosen.folder)


def build_packages(system: str) -> tuple[str, ...]:
    """Return the Debian packages that a build takes; Debian's own Python has its library apart."""
    own = (f"libpython3.{sys.version_info.minor}",) if sys.base_prefix == "/usr" else ()
    return (*BUILD_PACKAGES[system], *own)


def check() -> int:
    """Run ruff, mypy and the contracts between rooms; return 1 when one of them complains."""
    steps = (
        ("代码规则（ruff）", (PYTHON, "-m", "ruff", "check", ".")),
        ("类型（mypy）", (PYTHON, "-m", "mypy")),
        ("分层约定（import-linter）", (LINTER, "--no-cache")),
    )
    failed = []
    for title, command in steps:
        say(f"== {title}")
        words = [str(part) for part in command]
        if subprocess.run(words, cwd=ROOT, env=environment(), check=False).returncode:
            failed.append(title)
    for title in failed:
        say(f"没有通过：{title}")
    return 1 if failed else 0


def has_display() -> bool:
    """Tell whether a window can open here."""
    if not LINUX:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def python(*arguments: str, folder: Path | None = None, extra: Mapping[str, str] | None = None) -> int:
    """Run the project's Python in ``folder`` (where the caller stands, unless said)."""
    return subprocess.run([PYTHON, *arguments], cwd=folder, env=environment(extra), check=False).returncode


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a child: it finds our package from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **(extra or {})}


# --- setting up -------------------------------------------------------------------------------------


def prepare(lock: str, *, qt: bool) -> None:
    """Make ``.venv`` hold what ``lock`` names, and the system what Qt needs."""
    if debian():
        apt_install([*missing_for_venv(), *(missing_for_qt() if qt else ())])
    if not venv_fits():
        make_venv()
    if not installed(lock):
        install(lock)
        if qt and LINUX and not debian():
            probe_qt()


def debian() -> bool:
    """Tell whether this system's packages come by apt-get."""
    return bool(LINUX and shutil.which("apt-get") and shutil.which("dpkg-query"))


def venv_fits() -> bool:
    """Tell whether ``.venv`` is there, whole, and of the Python that runs us."""
    settings = VENV / "pyvenv.cfg"
    if not PYTHON.exists() or not settings.is_file():
        return False
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", settings.read_text("utf-8"), re.MULTILINE)
    return found is not None and (int(found[1]), int(found[2])) == sys.version_info[:2]


def make_venv() -> None:
    """Make an empty ``.venv``."""
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble("这个 Python 缺少 venv 部件（ensurepip）。请安装完整的 Python 3.11 或更新版本。")
    say("正在建立 .venv …")
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([base, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        raise Trouble(f"无法建立 {VENV}。请检查磁盘空间和文件夹权限，再试一次。")


def digest(lock: str) -> str:
    """Return what identifies the content of ``lock`` for this Python."""
    text = (ROOT / lock).read_bytes().replace(b"\r\n", b"\n")
    return f"{sys.version_info.major}.{sys.version_info.minor} {hashlib.sha256(text).hexdigest()}"


def installed(lock: str) -> bool:
    """Tell whether ``.venv`` already holds what ``lock`` names."""
    try:
        stamps = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(stamps, dict) and stamps.get(lock) == digest(lock)


def install(lock: str) -> None:
    """Install the files that ``lock`` names, each checked by its hash; never run a package's build."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    say(f"正在安装 {len(names)} 个软件包（逐个核对校验值；第一次需要几分钟）…")
    options = ("--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--no-input")
    command = [str(PYTHON), "-m", "pip", "install", *options, "--progress-bar=off", "-r", str(ROOT / lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as pip:
        last = show_downloads(pip.stdout or ())
    if pip.returncode:
        say("\n".join(last))
        raise Trouble("软件包没有装好。请检查网络（可用 pip 自己的设置换软件源镜像），再试一次。")
    covered = (RUNTIME, DEVELOP) if lock == DEVELOP else (RUNTIME,)  # the second lock holds the first
    STAMP.write_text(json.dumps({name: digest(name) for name in covered}, indent=1), "utf-8")
    say("软件包已装好。")


def show_downloads(lines: Iterable[bytes]) -> list[str]:
    """Say each download in one line; return pip's last lines for the case that it fails."""
    last: list[str] = []
    for raw in lines:
        line = raw.decode("utf-8", errors="replace")
        found = re.match(r"\s*Downloading (\S+?)-\S* \((.+)\)", line)
        if found:
            say(f"  下载 {found[1]}（{found[2]}）")
        last = [*last[-14:], line.rstrip()]
    return last


def missing_for_venv() -> list[str]:
    """Return the Debian package that Debian's own Python lacks for making a ``.venv``."""
    whole = importlib.util.find_spec("ensurepip") is not None or sys.base_prefix != "/usr"
    return [] if whole or venv_fits() else ["python3-venv"]


def missing_for_qt() -> list[str]:
    """Return the Debian packages that Qt and Chinese text need and this machine lacks."""
    fonts = [] if has_chinese_font() else [CHINESE_FONT]
    return [name for name in QT_PACKAGES if not has_package(name)] + fonts


def has_package(name: str) -> bool:
    """Tell whether Debian's package ``name`` is installed (newer Debians add t64 to some names)."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}\\n", name, f"{name}t64"]
    found = subprocess.run(query, capture_output=True, text=True, check=False)
    return "installed" in found.stdout.split()


def has_chinese_font() -> bool:
    """Tell whether some font of this machine has Chinese characters."""
    if has_package(CHINESE_FONT):
        return True
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages as root; stop with the line to type otherwise."""
    if not packages:
        return
    line = f"apt-get install --no-install-recommends -y {' '.join(packages)}"
    if os.geteuid() != 0:
        raise Trouble(f"缺少系统软件包。请输入下面一行，再重新运行：\n\n    sudo {line}\n")
    say(f"正在安装系统软件包：{' '.join(packages)}")
    apt("update", "-q")
    failed = apt(*line.split()[1:])
    if failed:
        say(failed[-2000:])
        raise Trouble(f"系统软件包没有装上。请检查网络后重试，或自己输入：\n\n    {line}\n")


def apt(*words: str) -> str:
    """Run apt-get without questions; return what it complained of when it failed, else nothing."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *words]
    done = subprocess.run(
        command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return (done.stderr or "apt-get") if done.returncode else ""


def probe_qt() -> None:
    """Where there is no apt-get: try whether Qt loads, and say what it lacks."""
    probe = [str(PYTHON), "-c", "import PySide6.QtWidgets"]
    tried = subprocess.run(probe, capture_output=True, text=True, check=False)
    if tried.returncode:
        lacking = tried.stderr.strip().splitlines()[-1]
        names = " ".join(QT_PACKAGES)
        raise Trouble(f"Qt 缺少系统库：{lacking}\n请用本系统的软件管理器安装（对应 Debian 的 {names}）。")


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
