"""Which keys the typist uses, the number pad or letters, with the caps as the screen draws them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SPAN, LISTED = re.compile("按 1 到 ([1-9])"), re.compile("可按 ([1-9](?:、[1-9])*)")
ALONE = re.compile("按 ([0-9./*+])(?=[^0-9]|$)")
PRESSED = re.compile("^((?:“[^”]*”：)?)“([0-9./*+])”")


@dataclass(frozen=True, slots=True)
class Cap:
    """One key: its name, what is printed on it, and its place in a grid of 4 × 5 keys."""

    key: str
    face: str
    column: int
    row: int
    wide: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class KeyLayout:
    """A layout: its caps, its heading, and what its own keys mean in the names the sitting knows."""

    code: str
    heading: str
    caps: tuple[Cap, ...]
    meaning: Mapping[str, str] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Return the sitting's name of a key; digits and signs mean themselves in every layout."""
        return self.meaning.get(key.lower(), key)

    def said(self, words: str) -> str:
        """Return words that name keys (按 1 到 3, 可按 1、2, 按 + 或回车) with the faces of this layout."""
        if not self.meaning:
            return words
        words = SPAN.sub(lambda m: f"按 {self._faces(range(1, int(m[1]) + 1))}", words)
        words = LISTED.sub(lambda m: f"可按 {self._faces(m[1].split('、'))}", words)
        words = ALONE.sub(lambda m: f"按 {self.face(m[1])}", words)
        words = PRESSED.sub(lambda m: f"{m[1]}“{self.face(m[2])}”", words)
        return words.replace("按数字", "按字母")

    def _faces(self, keys: Iterable[object]) -> str:
        return "、".join(self.face(str(key)) for key in keys)

    def face(self, key: str) -> str:
        """Return what is printed on the key that means ``key``."""
        return next((cap.face for cap in self.caps if cap.key == key), key)


DIGITS = KeyLayout(
    "digits",
    "数字键盘",
    (
        Cap("Num", "Num", 0, 0), Cap("/", "/", 1, 0), Cap("*", "*", 2, 0), Cap("-", "−", 3, 0),
        Cap("7", "7", 0, 1), Cap("8", "8", 1, 1), Cap("9", "9", 2, 1), Cap("+", "+", 3, 1, high=2),
        Cap("4", "4", 0, 2), Cap("5", "5", 1, 2), Cap("6", "6", 2, 2),
        Cap("1", "1", 0, 3), Cap("2", "2", 1, 3), Cap("3", "3", 2, 3), Cap("Enter", "Enter", 3, 3, high=2),
        Cap("0", "0", 0, 4, wide=2), Cap(".", ".", 2, 4),
    ),
)  # fmt: skip

LETTERS = KeyLayout(
    "letters",
    "字母键",
    (
        Cap("/", "R", 0, 0), Cap("*", "X", 1, 0), Cap("-", "退格", 2, 0), Cap("+", "N", 3, 0),
        Cap("1", "A", 0, 1), Cap("2", "S", 1, 1), Cap("3", "D", 2, 1), Cap("4", "F", 3, 1),
        Cap("5", "G", 0, 2), Cap("6", "H", 1, 2), Cap("7", "J", 2, 2), Cap("8", "K", 3, 2),
        Cap("9", "L", 0, 3), Cap("0", "Z", 1, 3, wide=2), Cap("Enter", "Enter", 3, 3, high=2),
        Cap(".", "Q", 0, 4, wide=3),
    ),
    dict(zip("asdfghjklzqrxn", "1234567890./*+", strict=True)),
)  # fmt: skip

LAYOUTS: Mapping[str, KeyLayout] = {layout.code: layout for layout in (DIGITS, LETTERS)}
