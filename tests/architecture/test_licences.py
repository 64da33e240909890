"""The list of third-party parts that ships is the list of what ships, each with a licence we may use."""

from __future__ import annotations

import re
import tomllib

from tests.architecture.source import ROOT

FOLDER = ROOT / "resources" / "licences"
PARTS = tomllib.loads((FOLDER / "third-party.toml").read_text("utf-8"))["part"]
FONTS = {
    "Fandol": "Fandol*.ttf",
    "Noto Serif SC": "NotoSerifSC*.ttf",
    "HanaMinB": "HanaMinB*.ttf",
    "BabelStone Han": "BabelStoneHan*.ttf",
}
TABLES = {
    "Conway Stroke Data": ("strokes.txt",),
    "CJK Decomposition Data": ("components.txt",),
    "Unihan": ("components.txt", "readings.txt"),
}  # data in resources/characters, named with its author
COLOURS = {"Compact ICC Profiles: sRGB": "sRGB.icc"}  # what the colours of a paper mean
STARTERS = {"CPython", "PyInstaller bootloader"}  # what starts the built program
# Permissive, or LGPL for libraries the user can exchange, or a font licence that leaves documents alone.
ALLOWED = {
    "MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "Zlib", "LGPL-3.0-only",
    "LGPL-2.1-or-later", "OFL-1.1", "CC-BY-4.0", "CC0-1.0", "GPL-3.0-only WITH Font-exception-2.0",
    "LicenseRef-Hanazono", "Arphic-1999", "Unicode-DFS-2016",
    "GPL-2.0-or-later WITH Bootloader-exception", "MIT-0", "Apache-2.0 OR BSD-3-Clause",
}  # fmt: skip


def test_the_list_is_up_to_date_with_the_lock() -> None:
    lock = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", lock, re.MULTILINE))
    others = {*FONTS, *TABLES, *COLOURS, *STARTERS}
    listed = {part["name"]: part["version"] for part in PARTS if part["name"] not in others}
    assert listed == locked, "run packaging/licences.py in .venv"


def test_every_font_that_ships_is_listed() -> None:
    folder = ROOT / "resources" / "fonts"
    shipped = {path.name for path in folder.glob("*.[to]t[fc]")}
    covered = {path.name for pattern in FONTS.values() for path in folder.glob(pattern)}
    assert shipped == covered
    assert set(FONTS) <= {part["name"] for part in PARTS}


def test_every_table_that_ships_is_listed() -> None:
    folder = ROOT / "resources" / "characters"
    shipped = {path.name for path in folder.iterdir() if "LICENCE" not in path.name}
    assert shipped == {name for names in TABLES.values() for name in names}
    assert set(TABLES) <= {part["name"] for part in PARTS}


def test_every_colour_profile_that_ships_is_listed() -> None:
    assert {path.name for path in (ROOT / "resources" / "colours").iterdir()} == set(COLOURS.values())
    assert set(COLOURS) <= {part["name"] for part in PARTS}


def test_every_part_has_its_texts() -> None:
    for part in PARTS:
        assert part["texts"], part["name"]
        for text in part["texts"]:
            assert len((FOLDER / text).read_text("utf-8")) > 300, (part["name"], text)


def test_every_licence_is_one_we_may_ship() -> None:
    used = {licence for part in PARTS for licence in part["licence"].split(" AND ")}
    assert used <= ALLOWED


def test_our_own_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "木兰宽松许可证， 第2版" in text
    assert "END OF THE TERMS AND CONDITIONS" in text
