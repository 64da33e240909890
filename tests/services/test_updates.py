"""Update packages: only a newer one for this system, whole and signed with our key, is made ready."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dangjian_desktop.domain.updates import is_safe_name, number_of
from dangjian_desktop.exchange import update_packages
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.kernel.progress import Cancelled
from dangjian_desktop.services.updates import Program, Updates

OWN, NEWER, SYSTEM = "0.9.0", "0.10.0", "linux-amd64"


class Disk(NamedTuple):
    total: int
    used: int
    free: int


class Made(NamedTuple):
    """A program, its update package, and the key that signed it."""

    updates: Updates
    package: Path
    key: Ed25519PrivateKey
    source: Path


@pytest.fixture
def made(tmp_path: Path) -> Made:
    key = Ed25519PrivateKey.generate()
    program, source = tmp_path / "程序 一", tmp_path / "新"
    for folder, words in ((program, "旧"), (source, "新")):
        (folder / "_internal").mkdir(parents=True)
        (folder / "dangjian").write_text(words, "utf-8")
        (folder / "dangjian").chmod(0o755)
        (folder / "_internal" / "部件.txt").write_text(words * 1000, "utf-8")
    public = tmp_path / "update-key.txt"
    public.write_text(key.public_key().public_bytes_raw().hex() + "\n", "utf-8")
    package = tmp_path / "U盘" / "更新.djup"
    package.parent.mkdir()
    update_packages.make(source, NEWER, SYSTEM, key, package)
    tested: Callable[[Path, Path], bool] = lambda starter, _: starter.read_text("utf-8") == "新"  # noqa: E731
    return Made(Updates(Program(program, "dangjian", OWN, SYSTEM, public), tested), package, key, source)


def codes(made: Made) -> set[str]:
    with pytest.raises((Rejected, Unavailable)) as caught:
        made.updates.prepare(made.package)
    assert not list(made.package.parents[1].glob("*.new"))
    assert made.updates.program.folder is not None
    assert (made.updates.program.folder / "dangjian").read_text("utf-8") == "旧"
    return {found.code for found in caught.value.findings}


def test_a_good_package_is_made_ready_beside_the_old_program(made: Made) -> None:
    assert made.updates.look_at(made.package).version == NEWER
    new = made.updates.prepare(made.package).value
    assert made.updates.program.folder is not None
    assert new == made.updates.program.folder.with_name("程序 一.new")
    assert (new / "_internal" / "部件.txt").read_text("utf-8") == "新" * 1000
    assert (new / "dangjian").stat().st_mode & 0o100
    assert (made.updates.program.folder / "dangjian").read_text("utf-8") == "旧"


@pytest.mark.parametrize(
    ("version", "system", "code"),
    [
        (OWN, SYSTEM, "updates.same"),
        ("0.8.9", SYSTEM, "updates.older"),
        ("0.10.0", "windows-amd64", "updates.other_system"),
    ],
)
def test_older_and_foreign_packages_are_refused(made: Made, version: str, system: str, code: str) -> None:
    update_packages.make(made.source, version, system, made.key, made.package)
    assert codes(made) == {code}


def test_another_key_is_refused(made: Made) -> None:
    update_packages.make(made.source, NEWER, SYSTEM, Ed25519PrivateKey.generate(), made.package)
    assert codes(made) == {"updates.bad_signature"}


def repacked(made: Made, change: Callable[[dict[str, bytes]], object]) -> None:
    """Write the package anew with its entries changed."""
    with zipfile.ZipFile(made.package) as pack:
        entries = {name: pack.read(name) for name in pack.namelist()}
    change(entries)
    with zipfile.ZipFile(made.package, "w") as pack:
        for name, content in entries.items():
            pack.writestr(name, content)


def renumbered(entries: dict[str, bytes]) -> None:
    entries["manifest.json"] = entries["manifest.json"].replace(b"0.10.0", b"0.99.0")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda e: e.update({"program/dangjian": b"X" + e["program/dangjian"][1:]}), "updates.altered"),
        (lambda e: e.update({"program/dangjian": e["program/dangjian"] + b"more"}), "updates.altered"),
        (lambda e: e.update({"program/dangjian": e["program/dangjian"][:-1]}), "updates.altered"),
        (lambda e: e.update({"program/extra.dll": b"x"}), "updates.altered"),
        (lambda e: e.update({"../outside": b"x"}), "updates.altered"),
        (lambda e: e.pop("program/dangjian"), "updates.altered"),
        (renumbered, "updates.bad_signature"),
        (lambda e: e.update({"manifest.sig": bytes(64)}), "updates.bad_signature"),
        (lambda e: e.update({"manifest.sig": b"short"}), "updates.bad_signature"),
        (lambda e: e.update({"manifest.sig": bytes(65)}), "updates.not_a_package"),
        (lambda e: e.pop("manifest.json"), "updates.not_a_package"),
    ],
)  # fmt: skip
def test_an_altered_package_is_refused_and_nothing_is_left(
    made: Made, change: Callable[[dict[str, bytes]], object], code: str
) -> None:
    repacked(made, change)
    assert codes(made) == {code}


def test_every_byte_of_the_package_counts(made: Made) -> None:
    whole = bytearray(made.package.read_bytes())
    with zipfile.ZipFile(made.package) as pack:
        start = pack.getinfo("program/_internal/部件.txt").header_offset + 80
    whole[start] ^= 1
    made.package.write_bytes(whole)
    assert codes(made) == {"updates.altered"}


OUTSIDE = ["../x", "/etc/x", "a/../../x", "C:\\x", "a\\b", "a//b", "", "x/.", "con:", "尾. "]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_the_folder(made: Made, name: str) -> None:
    assert not is_safe_name(name)
    signed(made, name, 1)
    assert codes(made) == {"updates.not_a_package"}


def test_a_program_that_would_fill_the_disk_is_refused_though_signed(made: Made) -> None:
    signed(made, "dangjian", 2_000_000_001)
    assert codes(made) == {"updates.altered"}
    with pytest.raises(Rejected):
        made.updates.look_at(made.package)


def signed(made: Made, name: str, size: int) -> None:
    """Write a package of one file, signed by the right hand, whose list says what it likes of the file."""
    mark = {"size": size, "sha256": "0" * 64, "runs": False}
    facts = {"product": "dangjian-desktop", "version": NEWER, "system": SYSTEM, "files": {name: mark}}
    listed = json.dumps(facts).encode()
    with zipfile.ZipFile(made.package, "w") as pack:
        pack.writestr("manifest.json", listed)
        pack.writestr("manifest.sig", made.key.sign(listed))
        pack.writestr("program/" + name, b"x")


def test_something_else_is_no_package(made: Made) -> None:
    made.package.write_bytes(b"PK\x03\x04 nothing")
    assert codes(made) == {"updates.not_a_package"}
    made.package.unlink()
    assert codes(made) == {"updates.unreadable"}


def test_a_new_program_that_fails_its_test_is_not_kept(made: Made) -> None:
    failing = made._replace(updates=Updates(made.updates.program, lambda _starter, _report: False))
    assert codes(failing) == {"updates.new_fails"}


def test_a_test_that_breaks_off_leaves_neither_program_nor_report(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def broken(_starter: Path, report: Path) -> bool:
        seen.append(report)
        (report / "自检.txt").write_text("开始", "utf-8")
        raise Cancelled

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Cancelled):
        Updates(made.updates.program, broken).prepare(made.package)
    assert seen
    assert not seen[0].exists()
    assert not list(tmp_path.glob("*.new"))


def test_source_and_programs_without_a_key_are_not_updated(made: Made, tmp_path: Path) -> None:
    program = made.updates.program
    source = made._replace(updates=Updates(replace(program, folder=None)))
    with pytest.raises(Rejected) as caught:
        source.updates.prepare(made.package)
    assert caught.value.findings[0].code == "updates.from_source"
    keyless = made._replace(updates=Updates(replace(program, key_file=tmp_path / "none.txt")))
    assert codes(keyless) == {"updates.no_key"}
    program.key_file.write_text("not a key", "utf-8")
    assert codes(made) == {"updates.bad_key"}


def test_where_there_is_no_room_it_says_how_much_is_needed(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(10, 9, 1_000_000))
    assert codes(made) == {"updates.no_room"}


def test_versions_are_compared_as_numbers() -> None:
    assert number_of("0.10.0") > number_of("0.9.9")
    for wrong in ("1.0", "1.0.0-beta", "1.0.0.0", "v1.0.0", ""):
        with pytest.raises(ValueError, match=r".*"):
            number_of(wrong)
