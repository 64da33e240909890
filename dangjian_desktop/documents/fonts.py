"""Which font draws which character: the user's own fonts first, the shipped ones after, per character."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dangjian_desktop.documents.faces import Face, FontFile, load_face
from dangjian_desktop.kernel.findings import Finding, Rejected, Unavailable, Where, finding
from dangjian_desktop.kernel.paths import resources_folder


class Role(StrEnum):
    """The type roles of GB/T 9704-2012."""

    FANG = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    TITLE = "小标宋"
    SONG = "宋体"


SHIPPED: Mapping[Role, str] = MappingProxyType(
    {
        Role.FANG: "FandolFang.ttf",
        Role.KAI: "FandolKai.ttf",
        Role.HEI: "FandolHei.ttf",
        Role.TITLE: "FandolSongBold.ttf",
        Role.SONG: "NotoSerifSC-fallback.ttf",
    }
)
"""The fonts in resources/fonts; the one of 宋体 is also the fallback for rare characters."""

RARE = ("HanaMinB-rare.ttf", "BabelStoneHan-rare.ttf")
"""The shipped fonts asked last, for CJK Ext B–F and for Ext G–I (made by packaging/rare_fonts.py)."""

INSTALLED: Mapping[Role, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        Role.FANG: (
            ("仿宋_gb2312.ttf", "仿宋_GB2312"),
            ("fangsong_gb2312.ttf", "仿宋_GB2312"),
            ("simfang.ttf", "仿宋"),
        ),
        Role.KAI: (
            ("楷体_gb2312.ttf", "楷体_GB2312"),
            ("kaiti_gb2312.ttf", "楷体_GB2312"),
            ("simkai.ttf", "楷体"),
        ),
        Role.HEI: (("simhei.ttf", "黑体"),),
        Role.TITLE: (("fzxbsjw.ttf", "方正小标宋简体"), ("方正小标宋简体.ttf", "方正小标宋简体")),
        Role.SONG: (("simsun.ttc", "宋体"), ("simsun.ttf", "宋体")),
    }
)
"""File names (lower case) under which offices have the fonts they prefer, best first."""
_DISPLAY = "display"
_BOLD = (Role.TITLE, Role.HEI)
_BOLDER = 0.02
"""What other fonts' characters gain in weight among bold ones: more fills the rare ones, of many strokes."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """For each role the fonts to try in turn, then ``rare`` for all roles. Fonts are read when the first
    character asks for them."""

    files: Mapping[Role, tuple[FontFile, ...]]
    rare: tuple[FontFile, ...] = ()
    shaped: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What typesetting has looked up, by type; it belongs to these fonts and to no others."""
    _chosen: dict[tuple[Role, str], Face | None] = field(default_factory=dict, compare=False, repr=False)
    _drawn: set[str] = field(default_factory=set, compare=False, repr=False)

    def face(self, role: Role, char: str) -> Face | None:
        """Return the first font of ``role``, then of the others, that draws ``char``; None if none does.

        What none of a bold role's fonts draws is drawn bolder than its font has it.
        """
        key = (role, char)
        if key not in self._chosen:
            self._chosen[key] = self._search(role, char)
        return self._chosen[key]

    def main_face(self, role: Role) -> Face:
        """Return the font that serves ``role``. Raises Unavailable ``papers.no_font`` when there is none."""
        for file in self.files[role]:
            face = load_face(file)
            if face is not None:
                return face
        raise Unavailable(finding("papers.no_font", role=role.value))

    def missing(self, text: str, role: Role = Role.FANG) -> tuple[str, ...]:
        """Return the characters of ``text`` that no font draws, in order, each once."""
        return tuple(dict.fromkeys(char for char in text if char != "\n" and self.face(role, char) is None))

    def check(self, texts: Iterable[str], record: str) -> None:
        """Raise Rejected ``papers.no_glyph`` naming each character no font draws, its code point and text."""
        found: list[Finding] = []
        for text in texts:
            if self._drawn.issuperset(text):
                continue
            lost = self.missing(text)
            found.extend(_no_glyph(char, text, record) for char in lost)
            self._drawn.update(char for char in text if char not in lost)
        if found:
            raise Rejected(*dict.fromkeys(found))

    def serving(self) -> Mapping[Role, str]:
        """Say for each role the name of the font that serves it, for 设置."""
        return {role: self.main_face(role).file.shown for role in Role}

    def covered(self, role: Role, texts: Iterable[str]) -> int:
        """Count the texts of which the font that serves ``role`` draws every character by itself."""
        face = self.main_face(role)
        return sum(all(face.has(char) for char in text) for text in texts)

    def for_display(self) -> FontSet:
        """Return these fonts for large type: the figures of the shipped 黑体 are too light beside its
        characters, those of the shipped 小标宋 are as heavy."""
        if self.main_face(Role.HEI).file.path.name != SHIPPED[Role.HEI]:
            return self
        if _DISPLAY not in self.shaped:
            figures = load_face(self.files[Role.TITLE][-1])
            drawn = {(Role.HEI, chr(code)): figures for code in range(0x21, 0x7F)}
            self.shaped[_DISPLAY] = FontSet(self.files, self.rare, {}, drawn)
        found: FontSet = self.shaped[_DISPLAY]
        return found

    def _search(self, role: Role, char: str) -> Face | None:
        bold = [file for each in _BOLD for file in self.files[each]] if role in _BOLD else None
        turn = [file for each in (role, Role.SONG, *Role) for file in self.files[each]]
        for file in dict.fromkeys((*turn, *self.rare)):
            face = load_face(file)
            if face is not None and face.has(char):
                return face if bold is None or file in bold else load_face(replace(file, bolder=_BOLDER))
        return None


def shipped_fonts(folder: Path | None = None) -> FontSet:
    """Return the fonts that ship with the program: the same on every machine."""
    at = folder or resources_folder() / "fonts"
    return FontSet(
        {role: (FontFile(at / name, shown=f"随附{role.value}"),) for role, name in SHIPPED.items()},
        tuple(FontFile(at / name, shown="随附生僻字") for name in RARE),
    )


def office_fonts(folders: Iterable[Path] | None = None) -> FontSet:
    """Return the user's own official fonts where installed, the shipped ones after them."""
    present = _listing(_system_folders() if folders is None else folders)
    shipped = shipped_fonts()
    chosen: dict[Role, tuple[FontFile, ...]] = {}
    for role, names in INSTALLED.items():
        own = tuple(FontFile(present[name], shown=shown) for name, shown in names if name in present)
        chosen[role] = (*own, *shipped.files[role])
    return FontSet(chosen, shipped.rare)


def _no_glyph(char: str, text: str, record: str) -> Finding:
    around = text if len(text) <= 24 else text[max(0, text.index(char) - 10) : text.index(char) + 10]
    return finding(
        "papers.no_glyph", where=Where(record=record), char=char, code=f"U+{ord(char):04X}", text=around
    )


def _system_folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        own = (Path(local) / "Microsoft" / "Windows" / "Fonts",) if local else ()
        return (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", *own)
    home = Path.home()
    return (
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )


def _listing(folders: Iterable[Path]) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for name in names:
                found.setdefault(name.lower(), Path(parent) / name)
    return found
