"""Update packages: a zip with a signed list of every file; read, checked and unpacked, or made.

``manifest.json`` names product, version, system and each file with size and SHA-256; ``manifest.sig`` is the
Ed25519 signature over its bytes. The files stand under ``program/``. Nothing of the package is believed
before the signature fits, and no file is kept whose hash does not.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dangjian_desktop.domain.updates import PRODUCT, FileMark, UpdateFacts, is_safe_name, number_of
from dangjian_desktop.kernel.findings import Rejected, Unavailable, Where, finding
from dangjian_desktop.kernel.progress import Progress

LIST, SIGNATURE, PROGRAM = "manifest.json", "manifest.sig", "program/"
KEY_BYTES, SIGNATURE_BYTES = 32, 64
LONGEST_LIST = 4_000_000
LARGEST_PROGRAM = 2_000_000_000
PIECE = 1 << 20


def public_key(text: str) -> bytes:
    """Return the key written in ``text`` (64 hex digits).

    Raises:
        Rejected: ``updates.bad_key``.
    """
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Rejected(finding("updates.bad_key"))
    return key


def read_facts(package: Path, key: bytes) -> UpdateFacts:
    """Return what ``package`` says of itself, once its signature fits ``key``.

    Raises:
        Rejected: not a package, damaged, or not signed with this key.
        Unavailable: the file cannot be read.
    """
    try:
        with zipfile.ZipFile(package) as pack:
            listed = _small(pack, LIST, LONGEST_LIST)
            signature = _small(pack, SIGNATURE, SIGNATURE_BYTES)
            _verify(key, signature, listed, package)
            facts = _facts(json.loads(listed), package)
            names = sorted(name for name in pack.namelist() if name not in (LIST, SIGNATURE))
    except OSError as error:
        raise Unavailable(finding("updates.unreadable", where=_at(package))) from error
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, NotImplementedError) as error:
        raise Rejected(finding("updates.not_a_package", where=_at(package))) from error
    if names != sorted(PROGRAM + name for name in facts.files):
        raise Rejected(finding("updates.altered", where=_at(package)))
    return facts


def unpack(package: Path, facts: UpdateFacts, target: Path, progress: Progress) -> None:
    """Write the program of ``package`` into the new folder ``target``, each file checked by its hash.

    Raises:
        Rejected: a file is not the one that was signed.
        Unavailable: the package cannot be read, or ``target`` not written.
        Cancelled: the clerk pressed 取消.
    """
    done = 0
    try:
        with zipfile.ZipFile(package) as pack:
            for name, mark in facts.files.items():
                progress.step(done, facts.size, "正在核对并展开更新包")
                progress.give_way()
                _write(pack, name, mark, target, package)
                done += mark.size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Rejected(finding("updates.altered", where=_at(package))) from error
    except OSError as error:
        where = Where(file=target.name)
        raise Unavailable(finding("updates.not_unpacked", where=where, folder=str(target.parent))) from error


def make(folder: Path, version: str, system: str, private_key: Any, target: Path) -> None:
    """Write the program in ``folder`` as an update package signed with ``private_key`` (Ed25519)."""
    files = {
        path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    marks = {
        name: {"size": path.stat().st_size, "sha256": _sha256(path), "runs": os.access(path, os.X_OK)}
        for name, path in files.items()
    }
    facts = {"product": PRODUCT, "version": version, "system": system, "files": marks}
    listed = json.dumps(facts, ensure_ascii=False, indent=1).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        pack.writestr(LIST, listed)
        pack.writestr(SIGNATURE, private_key.sign(listed))
        for name, path in files.items():
            pack.write(path, PROGRAM + name)


def _verify(key: bytes, signature: bytes, listed: bytes, package: Path) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, listed)
    except InvalidSignature as error:
        raise Rejected(finding("updates.bad_signature", where=_at(package))) from error


def _facts(listed: Mapping[str, Any], package: Path) -> UpdateFacts:
    files = {
        str(name): FileMark(size=int(mark["size"]), sha256=str(mark["sha256"]), runs=bool(mark["runs"]))
        for name, mark in listed["files"].items()
    }
    facts = UpdateFacts(version=str(listed["version"]), system=str(listed["system"]), files=files)
    number_of(facts.version)
    if listed["product"] != PRODUCT or not files or not all(map(is_safe_name, files)):
        raise Rejected(finding("updates.not_a_package", where=_at(package)))
    if facts.size > LARGEST_PROGRAM:
        raise Rejected(finding("updates.altered", where=_at(package)))
    return facts


def _small(pack: zipfile.ZipFile, name: str, most: int) -> bytes:
    if pack.getinfo(name).file_size > most:
        raise ValueError(name)
    return pack.read(name)


def _write(pack: zipfile.ZipFile, name: str, mark: FileMark, target: Path, package: Path) -> None:
    path = target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    seen, left = hashlib.sha256(), mark.size
    with pack.open(PROGRAM + name) as source, path.open("xb") as file:
        while piece := source.read(min(PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                break
            seen.update(piece)
            file.write(piece)
    if left or seen.hexdigest() != mark.sha256:
        raise Rejected(finding("updates.altered", where=_at(package)))
    if mark.runs:
        path.chmod(0o755)


def _at(package: Path) -> Where:
    return Where(file=package.name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
