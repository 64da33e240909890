"""Makes resources/licences anew: the third-party parts that ship with the program, with their licence texts.

Run in ``.venv``: ``python packaging/licences.py``. Names and versions come from the lock, licences and
texts from the installed packages; where a package carries no text, from ``SUPPLIED`` below.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "runtime.txt"
FOLDER = ROOT / "resources" / "licences"
COMMON = FOLDER / "common"
LIST = FOLDER / "third-party.toml"

# What the packages' own metadata say vaguely or not at all, read off their licence files.
LICENCES = {
    "charset-normalizer": "MIT",
    "chinesecalendar": "MIT",
    "defusedxml": "PSF-2.0",
    "et-xmlfile": "MIT",
    "lxml": "BSD-3-Clause",
    "opencc": "Apache-2.0",
    "openpyxl": "MIT",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pypinyin": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-docx": "MIT",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "xlsxwriter": "BSD-2-Clause",
    "shiboken6": "LGPL-3.0-only",
    "sqlcipher3": "Zlib AND BSD-3-Clause AND Apache-2.0",
}
# Texts that a package ought to carry and does not, as files of COMMON. Qt is used under the LGPL: its
# libraries ship unchanged beside ours and can be exchanged. SQLCipher's wheel holds SQLCipher and OpenSSL.
SUPPLIED = {
    "chinesecalendar": ("chinesecalendar.txt",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "sqlcipher3": ("SQLCipher.txt", "Apache-2.0.txt"),
}


FANDOL = ("../fonts/LICENSES/Fandol-COPYING.txt", "../fonts/LICENSES/Fandol-README.txt")
STROKES = ("../characters/LICENCE.txt",)
DECOMPOSITION = ("../characters/LICENCE.txt", "common/Apache-2.0.txt")
UNIHAN = ("../characters/Unicode-LICENCE.txt",)
HANAMIN = ("../fonts/LICENSES/HanaMinB.txt",)
BABELSTONE = ("../fonts/LICENSES/BabelStoneHan-ARPHIC.txt",)
BOOTLOADER = "GPL-2.0-or-later WITH Bootloader-exception"  # it starts the built program
COLOURS = ("common/CC0-1.0.txt",)
NOTO = ("../fonts/LICENSES/NotoSerifSC-OFL.txt",)


@dataclass(frozen=True, slots=True)
class Part:
    """One third-party part: its licence as an SPDX expression, its texts as files of the folder."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


SHIPPED_FILES = (
    Part("CPython", "3.11", "PSF-2.0", ("common/CPython.txt",)),
    Part("PyInstaller bootloader", "6.22", BOOTLOADER, ("common/PyInstaller.txt",)),
    Part("Fandol", "1.300", "GPL-3.0-only WITH Font-exception-2.0", FANDOL),
    Part("Noto Serif SC", "2.003", "OFL-1.1", NOTO),
    Part("HanaMinB", "2017-09-04", "LicenseRef-Hanazono", HANAMIN),
    Part("BabelStone Han", "16.0.3", "Arphic-1999", BABELSTONE),
    Part("CJK Decomposition Data", "2014", "Apache-2.0", DECOMPOSITION),
    Part("Unihan", "17.0.0", "Unicode-DFS-2016", UNIHAN),
    Part("Conway Stroke Data", "2026-07-30", "CC-BY-4.0", STROKES),
    Part("Compact ICC Profiles: sRGB", "2023-06-06", "CC0-1.0", COLOURS),
)


def locked() -> list[tuple[str, str]]:
    """Return name and version of every package that ships, as the lock has them."""
    return re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK.read_text("utf-8"), re.MULTILINE)


def licence_of(name: str, found: Distribution) -> str:
    """Return the SPDX expression of a package; a package without one must be looked at by a person."""
    stated = found.metadata.get_all("License-Expression")
    expression = stated[0] if stated else LICENCES.get(name)
    if expression is None:
        message = f"{name}: read its licence file and enter the expression in LICENCES"
        raise SystemExit(message)
    return expression


def texts_of(found: Distribution) -> list[str]:
    """Return the licence texts that a package carries, in the order of their file names."""
    files = [
        Path(str(found.locate_file(file)))
        for file in found.files or ()
        if re.search(r"\.dist-info/.*(licen[cs]e|copying|notice)", file.as_posix(), re.IGNORECASE)
    ]
    texts = [file.read_text("utf-8", errors="replace").strip() for file in sorted(files) if file.is_file()]
    return [text for text in texts if text]


def part_of(name: str, version: str) -> Part:
    """Write the texts of one package and return its entry."""
    found = distribution(name)
    if found.version != version:
        message = f"{name}: {found.version} is installed, {version} is locked; run dev.py first"
        raise SystemExit(message)
    supplied = tuple(f"common/{file}" for file in SUPPLIED.get(name, ()))
    own = texts_of(found)
    if not own and not supplied:
        message = f"{name} carries no licence text: put it into common/ and enter it in SUPPLIED"
        raise SystemExit(message)
    if own:
        (FOLDER / f"{name}.txt").write_text("\n\n----\n\n".join(own) + "\n", "utf-8")
        supplied = (f"{name}.txt", *supplied)
    return Part(name, version, licence_of(name, found), supplied)


def write_list(parts: list[Part]) -> None:
    """Write the list that the program shows."""
    lines = ["# Third-party parts of the program; made by packaging/licences.py."]
    for part in parts:
        texts = ", ".join(f'"{text}"' for text in part.texts)
        lines += ["", "[[part]]", f'name = "{part.name}"', f'version = "{part.version}"']
        lines += [f'licence = "{part.licence}"', f"texts = [{texts}]"]
    LIST.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> int:
    """Make the folder anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    parts = [*(part_of(name, version) for name, version in locked()), *SHIPPED_FILES]
    write_list(parts)
    print(f"{LIST.relative_to(ROOT)}: {len(parts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
