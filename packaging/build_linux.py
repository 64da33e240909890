"""Makes the Linux program and its .deb, and tries both: as built, and installed in a clean Debian."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from packaging.markers import default_environment

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
    write_sums,
)  # fmt: skip

WORK = BUILD / "linux"
TARGET = DIST / "linux"
PACKAGE = "dangjian-desktop"
PLACE = f"opt/{PACKAGE}"
HERE = ROOT / "packaging" / "linux"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
HIDDEN = {"QT_QPA_PLATFORM": "offscreen"}
FROM_SOURCE = ("-m", "dangjian_desktop", "--self-test")
CLERK = "文员 甲"  # a home with Chinese and a space


def main(arguments: Sequence[str]) -> int:
    """Build, try what was built, and hand it on.

    ``--from-bundle`` takes the program built last; ``--no-clean-root`` leaves the clean Debian out.
    """
    WORK.mkdir(parents=True, exist_ok=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    wheels = download(WORK / "wheels", {str(k): str(v) for k, v in default_environment().items()})
    say(f"{len(wheels)} 个软件包，逐个核对了校验值")
    bundle = WORK / "out" / NAME
    if "--from-bundle" not in arguments:
        freeze(wheels, build_key(arguments, WORK))
    look_over(bundle)
    try_out([bundle / f"{NAME}-cli"], WORK / "self-test")
    compare_starts(
        WORK,
        lambda folder: run([bundle / NAME, "--self-test", folder, "--quick"], more=HIDDEN),
        lambda folder: run([WORK / "venv/bin/python", *FROM_SOURCE, folder, "--quick"], more=HIDDEN),
    )
    package = make_package(bundle)
    if "--no-clean-root" not in arguments:
        try_in_clean_root(package)
    shutil.rmtree(TARGET / NAME, ignore_errors=True)
    shutil.copytree(bundle, TARGET / NAME, symlinks=True)
    give_papers(TARGET, wheels, f"linux-{architecture()}")
    give_update(arguments, bundle, TARGET, f"linux-{architecture()}")
    write_sums(TARGET)
    return 0


def architecture() -> str:
    """Return Debian's word for this machine."""
    return ARCHITECTURES[platform.machine()]


def freeze(wheels: Sequence[Path], key: Mapping[str, str]) -> None:
    """Build the program folder in an environment that holds the locked wheels and nothing else."""
    place = fresh(WORK / "venv")
    run([sys.executable, "-m", "venv", place])
    python = place / "bin" / "python"
    run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", *wheels])
    folders = ("--distpath", WORK / "out", "--workpath", WORK / "work")
    words = ("-m", "PyInstaller", "--noconfirm", *folders, SPEC)
    run([python, *words], more={**STORED, **key}, log=WORK / "pyinstaller.log")


def try_out(command: Sequence[str | Path], folder: Path) -> None:
    """Let the built program test itself, on a display where one can be had.

    Raises:
        Failed: one of its steps did not go well.
    """
    fresh(folder)
    plain = {"PYTHONPATH": "", "PATH": "/usr/bin:/bin"}
    display = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1920x1080x24"]
    said = run([*display, *command, "--self-test", folder], more=plain, limit=1800, fits=(0, 1))
    told(folder, said)


# --- the package ------------------------------------------------------------------------------------


def make_package(bundle: Path) -> Path:
    """Return the .deb with the program, its entry in the menu, its icon and the type of its files."""
    root = fresh(WORK / "package")
    shutil.copytree(bundle, root / PLACE, symlinks=True)
    for name, command in ((NAME, NAME), (f"{NAME}-cli", f"{NAME}-cli")):
        link = root / "usr/bin" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(f"/{PLACE}/{command}")
    files = {
        "usr/share/applications/dangjian.desktop": HERE / "dangjian.desktop",
        "usr/share/mime/packages/dangjian.xml": HERE / "dangjian.xml",
        "usr/share/icons/hicolor/scalable/apps/dangjian.svg": ROOT / "resources/app.svg",
        "usr/share/icons/hicolor/128x128/apps/dangjian.png": ROOT / "resources/app.png",
        f"usr/share/doc/{PACKAGE}/copyright": ROOT / "LICENSE",
    }
    for place, source in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / place)
    _open_to_all(root)
    size = sum(path.stat().st_size for path in root.rglob("*") if not path.is_symlink()) // 1024
    control = (HERE / "control").read_text("utf-8")
    facts = {"version": version(), "architecture": architecture(), "size": size, "depends": needs(bundle)}
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control.format(**facts), "utf-8")
    target = TARGET / f"{PACKAGE}_{version()}_{architecture()}.deb"
    run(["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z2", root, target])
    say(f"{target.name}：{target.stat().st_size / 1e6:.1f} MB，要求 {facts['depends']}")
    return target


def _open_to_all(root: Path) -> None:
    """Let everybody read what is installed, and run what is to be run."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def needs(bundle: Path) -> str:
    """Return the Debian packages of the libraries that the program itself asks for and does not bring.

    Raises:
        Failed: a library is nowhere.
    """
    own = {"LD_LIBRARY_PATH": str(bundle / "_internal")}
    places: dict[str, str] = {}
    asked: set[str] = set()
    for path in bundle.rglob("*"):
        if path.is_symlink() or not path.is_file() or not re.search(r"\.so(\.|$)", path.name):
            continue
        said = run(["ldd", path], more=own, fits=(0, 1))
        if "not found" in said:
            raise Failed(f"{path.name} 缺少系统库：\n{said}")
        places |= re.findall(r"(\S+) => (/\S+)", said)
        asked |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", run(["readelf", "--dynamic", path])))
    found = {places[name] for name in asked & places.keys() if not places[name].startswith(str(bundle))}
    packages: set[str] = set()
    for where in sorted(found):
        said = run(["dpkg", "-S", os.path.realpath(where)], fits=(0, 1)) or ""
        if "no path found" in said:
            said = run(["dpkg", "-S", where, where.replace("/lib/", "/usr/lib/", 1)], fits=(0, 1))
        owner = re.match(r"([a-z0-9.+-]+)(?::\w+)?:", said)
        if owner is None:
            raise Failed(f"{where} 不属于任何软件包")
        packages.add(owner[1])
    libc = run(["dpkg-query", "-W", "-f", "${Version}", "libc6"]).split("-")[0]
    named = sorted(f"{one} (>= {libc})" if one == "libc6" else one for one in packages)
    return ", ".join(f"{one} | {one}t64" if one in RENAMED else one for one in named)


RENAMED = {"libcups2", "libglib2.0-0", "libssl3"}  # newer Debians add t64 to these


# --- a clean root -----------------------------------------------------------------------------------


def try_in_clean_root(package: Path) -> None:
    """Install the package in a new Debian that has nothing else, and let it test itself there.

    It runs as an ordinary user whose home has Chinese and a space in its name; then it is removed, and
    the user's data must still be there.
    """
    if os.geteuid() != 0:
        raise Failed("在全新的系统里试装要用管理员（root）运行；不试就加 --no-clean-root")
    root = _clean_root()
    shutil.copy(package, root / "mnt" / package.name)
    inside = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    quiet = ("-qq", "-y")
    run(["chroot", root, "apt-get", *quiet, "install", f"/mnt/{package.name}", "xvfb", "xauth"], more=inside)
    say("装进了全新的 Debian")
    home = f"/home/{CLERK}"
    run(["chroot", root, "useradd", "--create-home", "--home-dir", home, "clerk"], more=inside)
    for name in ("desktop", "mime"):
        _must_be_known(root, name, inside)
    folder = f"{home}/自检"
    line = f'xvfb-run -a /usr/bin/{NAME}-cli --self-test "{folder}"'
    as_clerk: list[str | Path] = ["chroot", "--userspec=clerk", root, "env", f"HOME={home}", "sh", "-c", line]
    told(root / folder.lstrip("/"), run(as_clerk, more=inside, limit=1800, fits=(0, 1)))
    run(["chroot", root, "apt-get", *quiet, "remove", PACKAGE], more=inside)
    left = [path for path in (root / PLACE).rglob("*") if path.is_file()] if (root / PLACE).exists() else []
    if left or not list((root / folder.lstrip("/")).glob("*.djb")):
        raise Failed(f"卸载后程序应当没有了、数据应当还在：{left[:3]}")
    say("卸载了，数据还在")
    kept = fresh(WORK / "self-test-installed")
    shutil.copytree(root / folder.lstrip("/"), kept, dirs_exist_ok=True)
    shutil.rmtree(root)


def _clean_root() -> Path:
    """Return a new minimal Debian of the release this machine runs, kept packed for the next time."""
    root, packed = fresh(WORK / "root"), WORK / "root.tar"
    release = re.search(r"VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text("utf-8"))
    if release is None:
        raise Failed("这不是 Debian")
    if not packed.exists():
        run(["debootstrap", "--variant=minbase", release[1], root, _mirror()])
        shutil.copytree("/etc/apt", root / "etc/apt", dirs_exist_ok=True, symlinks=True)
        run(["tar", "-cf", packed, "-C", root, "."])
    else:
        run(["tar", "-xf", packed, "-C", root])
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    run(["chroot", root, "apt-get", "-qq", "update"])
    return root


def _mirror() -> str:
    """Return where this machine gets its Debian packages from."""
    said = run(["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"])
    return next(iter(said.split()), "http://deb.debian.org/debian")


def _must_be_known(root: Path, what: str, inside: dict[str, str]) -> None:
    """See that the desktop's own tools accept the menu entry, or the type of .djb."""
    tool = {"desktop": "desktop-file-validate", "mime": "update-mime-database"}[what]
    package = {"desktop": "desktop-file-utils", "mime": "shared-mime-info"}[what]
    target = {"desktop": "/usr/share/applications/dangjian.desktop", "mime": "/usr/share/mime"}[what]
    run(["chroot", root, "apt-get", "-qq", "-y", "install", package], more=inside)
    run(["chroot", root, tool, target], more=inside)
    types = root / "usr/share/mime/globs2"
    if what == "mime" and "application/x-dangjian-book:*.djb" not in types.read_text("utf-8"):
        raise Failed("系统不认得 .djb")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failed:
        say(f"【没有做成】{failed}")
        sys.exit(1)
