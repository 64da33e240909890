"""Whom a paper is addressed to, the blanks its words have for that, and the name of each one's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NAME, UNIT, POST = "收件人", "单位", "职务"
NUMBER, TITLE = "序号", "标题"
COMRADE = "同志"
"""What only a person is called, never a village or an organisation."""
PATTERN = "{序号}{单位}{收件人}{标题}"
MOST_NAME = 80
_BLANK = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is asked for again: its words, its time as written, the days past it (0: not known)."""

    task: str
    due: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a paper is addressed to. ``words`` are what a search finds it by besides its own facts.

    ``more`` are further columns of the list it stands on; ``person`` tells who is surely a person, ``body``
    what is a village or an organisation; ``person_id`` is the key of one of the roster; ``on_time`` says that
    by the record nothing is late there.
    """

    name: str
    unit: str = ""
    post: str = ""
    matters: tuple[Matter, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    person: bool = False
    body: bool = False
    person_id: str = ""
    on_time: bool = False

    def values(self) -> dict[str, str]:
        """Return what fills the blanks: {收件人}, {单位}, {职务} and the columns of its list."""
        return {**dict(self.more), NAME: self.name, UNIT: self.unit, POST: self.post}

    def called(self, salute: str) -> str:
        """Return a salutation as it fits: {收件人}同志 is said to persons only."""
        return salute.replace(f"{{{NAME}}}{COMRADE}", f"{{{NAME}}}") if self.body else salute

    def found_by(self, text: str) -> bool:
        """Tell whether every word of ``text`` stands in one of its facts."""
        facts = self.facts()
        return all(word in facts for word in text.split())

    def facts(self) -> str:
        """Return what a search looks through, a fact a line."""
        return "\n".join((self.name, self.unit, self.post, *self.words, *(value for _, value in self.more)))


def nobody_yet() -> Addressee:
    """Return an addressee whose paper shows the blanks as they are written."""
    name, unit, post = (f"{{{blank}}}" for blank in (NAME, UNIT, POST))
    return Addressee(name=name, unit=unit, post=post, matters=(Matter(task="{事项}"),))


def blanks_in(text: str) -> tuple[str, ...]:
    """Return the names of the {blanks} of a text, each once."""
    return tuple(dict.fromkeys(found.strip() for found in _BLANK.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its {blanks} filled; one without a value leaves nothing."""
    return _BLANK.sub(lambda found: values.get(found[1].strip(), ""), text)


def file_names(pattern: str, title: str, to: Sequence[Addressee], ending: str = "pdf") -> tuple[str, ...]:
    """Return a file name for each: the pattern filled, safe on every system, no two alike."""
    wide = len(str(len(to)))
    plain = re.sub(r"\s+", "", title)
    written = (
        fill(pattern, {**one.values(), NUMBER: str(at).zfill(wide), TITLE: plain})
        for at, one in enumerate(to, 1)
    )
    return tuple(f"{name}.{ending}" for name in _unlike(map(_safe, written)))


def _safe(name: str) -> str:
    clean = _FORBIDDEN.sub("", name)[:MOST_NAME].strip(" .")
    return _DEVICES.sub(r"\1_", clean) or "未命名"


def _unlike(names: Iterable[str]) -> Iterable[str]:
    taken: set[str] = set()
    for name in names:
        one, again = name, 1
        while one.casefold() in taken:
            again += 1
            one = f"{name}（{again}）"
        taken.add(one.casefold())
        yield one
