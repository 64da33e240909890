"""What both builds share: running commands, the pinned wheels, and the papers that go with a build."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from packaging.markers import Marker

import update_keys

ROOT = Path(__file__).resolve().parents[1]
BUILD, DIST = ROOT / "build", ROOT / "dist"
LOCK = ROOT / "requirements" / "build.txt"
SPEC = ROOT / "packaging" / "program.spec"
NAME = "dangjian"
# The code is stored as it is: it starts sooner, and the installers' own compression does better. It knows
# its lines but not its columns, which only a traceback beside the source shows: 2 MB of the installer.
STORED = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0", "PYTHONNODEBUGRANGES": "1"}
STARTS, SLOWEST_START = 3, 1.5
STARTED = time.monotonic()


Words = Sequence[str | Path]


class Failed(Exception):
    """A step of the build did not succeed; the message says which and why."""


def say(text: str) -> None:
    """Print one line with the seconds since the build began."""
    print(f"[{time.monotonic() - STARTED:4.0f} s] {text}", flush=True)


def version() -> str:
    """Return the version of the program."""
    text = (ROOT / "dangjian_desktop" / "__init__.py").read_text("utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def run(
    command: Words, *, folder: Path = ROOT, more: Mapping[str, str] | None = None,
    log: Path | None = None, limit: int = 900, fits: Sequence[int] = (0,),
) -> str:  # fmt: skip
    """Run ``command`` and return what it said; its output goes to ``log`` as well where one is named.

    Output comes through a pipe: Python under Wine cannot write to a file it is handed.

    Raises:
        Failed: it ended with a code that is not among ``fits``, or took longer than ``limit`` seconds.
    """
    words = [str(part) for part in command]
    try:
        done = subprocess.run(
            words, cwd=folder, env={**os.environ, **(more or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=limit,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{' '.join(words)}：{limit} 秒没有做完") from error
    said = done.stdout.decode("utf-8", errors="replace")
    if log:
        log.write_text(said, "utf-8")
    if done.returncode not in fits:
        raise Failed(f"{' '.join(words)}：退出码 {done.returncode}\n{said[-3000:]}")
    return said


def fresh(folder: Path) -> Path:
    """Return ``folder``, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def wait_for(done: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Wait until ``done``.

    Raises:
        Failed: it was not within ``seconds``; ``otherwise`` says what is wrong then.
    """
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            raise Failed(otherwise)
        time.sleep(0.5)


# --- what goes in -----------------------------------------------------------------------------------


def entries_for(system: Mapping[str, str]) -> str:
    """Return the entries of the lock that ``system`` (values of markers) installs, without markers."""
    kept = []
    for entry in re.split(r"^(?=[A-Za-z0-9])", LOCK.read_text("utf-8"), flags=re.MULTILINE):
        found = re.match(r"(\S+)\s*;\s*([^\\]+?)\s*\\", entry)
        if found and not Marker(found[2]).evaluate(dict(system)):
            continue
        kept.append(entry.replace(found[0], f"{found[1]} \\", 1) if found else entry)
    return "".join(kept)


def download(target: Path, system: Mapping[str, str], *options: str) -> list[Path]:
    """Bring the locked wheels into ``target``, each checked by its hash; return them.

    Those already there are checked again and kept; those of an older lock are removed.
    """
    target.mkdir(parents=True, exist_ok=True)
    names = target.with_suffix(".txt")
    names.write_text(entries_for(system), "utf-8")
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
    choice: Words = ("--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", target)
    run([*pip, *choice, *options, "--find-links", target, "-r", names])
    wanted = set(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", names.read_text("utf-8"), re.MULTILINE))
    for old in target.glob("*.whl"):
        if wheel_of(old) not in wanted:
            old.unlink()
    return sorted(target.glob("*.whl"))


def wheel_of(path: Path) -> tuple[str, str]:
    """Return name and version of a wheel, as the lock writes them."""
    name, release = path.name.split("-")[:2]
    return name.lower().replace("_", "-"), release


# --- what comes out ---------------------------------------------------------------------------------


def told(folder: Path, said: str) -> None:
    """Say what a self-test found; fail when it did or when it was not the built program."""
    if not (folder / "report.json").is_file():
        raise Failed(f"自检没有做完：\n{said[-3000:]}")
    report = json.loads((folder / "report.json").read_text("utf-8"))
    for step in report["steps"]:
        sign = "✕" if step["fault"] else "✓"
        say(f"  {sign} {step['name']}（{step['seconds']} 秒）：{step['fault'] or step['found']}")
    if not report["passed"] or not report["built"]:
        raise Failed(f"自检没有通过，见 {folder}")


def compare_starts(work: Path, built: Callable[[Path], object], source: Callable[[Path], object]) -> None:
    """Start the built program and its source in turn, by their quick self-tests, and compare the medians.

    Raises:
        Failed: the built program takes more than ``SLOWEST_START`` times as long to its window.
    """
    times: dict[str, list[float]] = {"built": [], "source": []}
    for _ in range(STARTS):
        for name, start in (("built", built), ("source", source)):
            folder = fresh(work / f"start-{name}")
            begun = time.time()
            start(folder)
            report = json.loads((folder / "report.json").read_text("utf-8"))
            times[name].append(report["begun"] - begun + report["steps"][0]["seconds"])
    ours, theirs = (statistics.median(times[name]) for name in ("built", "source"))
    say(f"从启动到窗口：做成的程序 {ours:.2f} 秒，源代码 {theirs:.2f} 秒，比值 {ours / theirs:.2f}")
    if ours > SLOWEST_START * theirs:
        raise Failed(f"启动太慢：不应超过源代码的 {SLOWEST_START} 倍")


def look_over(bundle: Path) -> None:
    """Say how large the program is, and what of it weighs most."""
    own = (path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())
    files = sorted((path.stat().st_size, path) for path in own)
    total = sum(size for size, _ in files)
    heaviest = "，".join(f"{path.name} {size / 1e6:.1f}" for size, path in reversed(files[-6:]))
    say(f"程序文件夹 {total / 1e6:.0f} MB，{len(files)} 个文件；最大的（MB）：{heaviest}")


def give_papers(target: Path, wheels: Sequence[Path], system: str) -> None:
    """Write licence texts and the list of components (CycloneDX) into ``target``."""
    licences = fresh(target / "licences")
    shutil.copy(ROOT / "LICENSE", licences / "LICENSE.txt")
    shutil.copytree(ROOT / "resources" / "licences", licences / "third-party")
    shutil.copytree(ROOT / "resources" / "fonts" / "LICENSES", licences / "fonts")
    for text in (ROOT / "resources" / "characters").glob("*LICENCE.txt"):
        (licences / "characters").mkdir(exist_ok=True)
        shutil.copy(text, licences / "characters")
    listed = json.dumps(components(wheels, system), ensure_ascii=False, indent=1)
    (target / f"{NAME}-{version()}-{system}.cdx.json").write_text(listed + "\n", "utf-8")


def components(wheels: Sequence[Path], system: str) -> dict[str, object]:
    """Return the program's parts as a CycloneDX 1.6 document: every part with licence, wheels with hash."""
    hashes = {wheel_of(wheel)[0]: _sha256(wheel) for wheel in wheels}
    parts = tomllib.loads((ROOT / "resources/licences/third-party.toml").read_text("utf-8"))["part"]
    found: list[dict[str, object]] = []
    for part in parts:
        name = part["name"]
        entry: dict[str, object] = {
            "type": "library",
            "bom-ref": f"{name}@{part['version']}",
            "name": name,
            "version": part["version"],
            "licenses": [{"expression": part["licence"]}],
        }
        if name in hashes:
            entry["purl"] = f"pkg:pypi/{name}@{part['version']}"
            entry["hashes"] = [{"alg": "SHA-256", "content": hashes[name]}]
        found.append(entry)
    program = {"type": "application", "bom-ref": NAME, "name": "党建台", "version": version(),
               "licenses": [{"license": {"id": "MulanPSL-2.0"}}]}  # fmt: skip
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program, "properties": [{"name": "system", "value": system}]},
        "components": found,
        "dependencies": [{"ref": NAME, "dependsOn": [str(entry["bom-ref"]) for entry in found]}],
    }


def build_key(arguments: Sequence[str], work: Path) -> Mapping[str, str]:
    """Return what the description needs to build the public key of ``--update-key FILE`` in."""
    private = private_key(arguments)
    if private is None:
        return {}
    public = work / "update-key.txt"
    public.write_text(update_keys.load(private).public_key().public_bytes_raw().hex() + "\n", "utf-8")
    return {"BUILD_UPDATE_KEY": str(public)}


def private_key(arguments: Sequence[str]) -> Path | None:
    """Return the file named after ``--update-key``."""
    if "--update-key" not in arguments:
        return None
    return Path(arguments[arguments.index("--update-key") + 1])


def give_update(arguments: Sequence[str], bundle: Path, target: Path, system: str) -> None:
    """Write the signed update package beside the installer, where a key was named."""
    private = private_key(arguments)
    if private is not None:
        sys.path.insert(0, str(ROOT))
        from dangjian_desktop.exchange.update_packages import make

        package = target / f"{NAME}-{version()}-{system}.djup"
        make(bundle, version(), system, update_keys.load(private), package)


def write_sums(target: Path) -> None:
    """Write sha256.txt over the files that are handed on (not over the loose program folder)."""
    files = sorted(path for path in target.iterdir() if path.is_file() and path.name != "sha256.txt")
    lines = [f"{_sha256(path)}  {path.name}\n" for path in files]
    (target / "sha256.txt").write_text("".join(lines), "utf-8")
    for path in files:
        say(f"{path.relative_to(ROOT)}：{path.stat().st_size / 1e6:.1f} MB")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
