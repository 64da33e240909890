"""Reads the PPD of a printer: what it can be told besides paper, copies and sides, by the names it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TRAY = "InputSlot"
ELSEWHERE = frozenset({"PageSize", "PageRegion", "Duplex", "Collate", "Copies", "OutputOrder"})
"""What is asked for by fields of their own, or means nothing here."""
BUILT_IN = "InstallableOptions"  # what the machine has, not how a job is printed
CHINESE = ("zh_CN", "zh_Hans", "zh")
NAMES = {
    TRAY: "纸盒", "ColorModel": "颜色", "MediaType": "纸张种类", "OutputBin": "出纸口",
    "Resolution": "分辨率", "cupsPrintQuality": "打印质量", "StapleLocation": "装订",
}  # fmt: skip
"""Our words for what most printers have; the others keep the name the PPD gives."""
_LINE = re.compile(
    r"\*(?:(?P<language>[a-z]{2}(?:_[A-Za-z]+)?)\.)?(?P<word>[^\s:/]+)(?:\s+(?P<key>[^:/]+?))?\s*"
    r"(?:/(?P<name>[^:]*))?:\s*(?P<value>.*)"
)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a printer can be told: its key, its name, and the choices, each by its key with its name."""

    key: str
    name: str
    choices: dict[str, str]


@dataclass(slots=True)
class _Found:
    """What was read so far; the names in Chinese stand beside those of the PPD's own language."""

    names: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    chinese: dict[tuple[str, str], str] = field(default_factory=dict)
    built_in: bool = False


def read_options(content: bytes) -> tuple[Option, ...]:
    """Return what the printer of a PPD can be told, the tray first; options with one choice are left out."""
    found, quoted = _Found(), False
    for text in content.splitlines():
        line = _text(text)
        if quoted:
            quoted = '"' not in line
            continue
        read = _LINE.match(line)
        if read is not None:
            quoted = read["value"].startswith('"') and read["value"].count('"') == 1
            _take(found, read)
    options = [_option(found, key) for key in found.names if len(found.choices.get(key, ())) > 1]
    return tuple(sorted(options, key=lambda one: one.key != TRAY))


def _take(found: _Found, read: re.Match[str]) -> None:
    word, key, name = read["word"], read["key"] or "", _unhexed((read["name"] or "").strip())
    if read["language"] in CHINESE and name:
        found.chinese.setdefault((key, "") if word == "Translation" else (word, key), name)
    if read["language"]:
        return
    if word in ("OpenGroup", "CloseGroup"):
        group = read["value"].lstrip("*").split("/")[0].strip()
        found.built_in = word == "OpenGroup" and group == BUILT_IN
    elif word in ("OpenUI", "JCLOpenUI"):
        _begin(found, key.lstrip("*"), name, read["value"].strip())
    elif word in found.names and key:
        found.choices.setdefault(word, {}).setdefault(key, name or key)


def _begin(found: _Found, key: str, name: str, way: str) -> None:
    """Take up an option, where it is one that a job is told and of which one choice is made."""
    if not found.built_in and key not in ELSEWHERE and way != "PickMany":
        found.names[key] = name or key


def _option(found: _Found, key: str) -> Option:
    choices = {one: found.chinese.get((key, one), name) for one, name in found.choices[key].items()}
    return Option(key, NAMES.get(key) or found.chinese.get((key, ""), found.names[key]), choices)


def _text(line: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _unhexed(name: str) -> str:
    """Return a name with its bytes in hexadecimal, as ``<E7BAB8>``, turned into text."""
    return re.sub(r"<((?:[0-9A-Fa-f]{2}\s*)+)>", lambda part: _text(bytes.fromhex(part[1])), name)
