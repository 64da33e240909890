"""Code tables: the values of one fact with their standard's codes, and the words offices write for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dangjian_desktop.domain.forms import Form
from dangjian_desktop.domain.names import squeezed

_BRACKETS = str.maketrans(dict.fromkeys("（）()[]【】〔〕", None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One value: the standard's code and name, the office's ``short`` word, and other ``words`` for it.

    ``level`` orders the values; one that is not ``offered`` is known but not proposed while typing.
    """

    code: str
    name: str
    short: str
    words: tuple[str, ...] = ()
    level: int = 0
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a written word means: the value, and how the office writes it (with 在职, 党校… in front)."""

    code: Code
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTable(Form):
    """The values of one fact.

    ``qualifiers`` are words that may stand with a value and are kept (在职大专). With ``inside`` a value
    is known by any of its words inside the text (农村党支部), the first one listed winning.
    """

    codes: tuple[Code, ...]
    qualifiers: tuple[str, ...] = ()
    inside: bool = False
    _known: Mapping[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known: dict[str, Code] = {}
        for one in self.codes:
            for word in (one.short, one.name, *one.words):
                known.setdefault(bare(word), one)
        object.__setattr__(self, "_known", known)

    def meaning(self, text: str) -> Meaning | None:
        """Return what a written word means; None when it is not known. Blanks and brackets do not matter."""
        found = self._known.get(text)
        word = text if found is not None else bare(text)
        found = found or self._known.get(word)
        if found is not None:
            return Meaning(found, found.short)
        if self.inside:
            found = next((one for known, one in self._known.items() if known in word), None)
            return Meaning(found, found.short) if found is not None else None
        for qualifier in sorted(self.qualifiers, key=len, reverse=True):
            rest = word.replace(qualifier, "", 1)
            found = self._known.get(rest) if rest != word else None
            if found is not None:
                return Meaning(found, f"{qualifier}{found.short}")
        return None

    def short(self, text: str) -> str:
        """Return the office's word for a written one; a word that is not known stays as it is."""
        found = self.meaning(text)
        return found.word if found is not None else text

    def value(self, text: str) -> str:
        """Return the short word of the value a text means, without qualifiers; empty when not known."""
        found = self.meaning(text) if text else None
        return found.code.short if found is not None else ""

    def level(self, text: str) -> int:
        """Return the level of what a text means; −1 when it is empty or not known."""
        found = self.meaning(text) if text else None
        return found.code.level if found is not None else -1

    def offered(self) -> tuple[str, ...]:
        """Return the short words to propose while typing."""
        return tuple(one.short for one in self.codes if one.offered)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTables:
    """The tables by which facts about persons and organisations are read."""

    sex: CodeTable
    ethnicity: CodeTable
    political_status: CodeTable
    education: CodeTable
    org_category: CodeTable

    def of(self, fact: str) -> CodeTable | None:
        """Return the table of a person's fact that is kept as a word; None when there is none."""
        return {
            "ethnicity": self.ethnicity,
            "political_status": self.political_status,
            "education": self.education,
        }.get(fact)


def bare(text: str) -> str:
    """Return a word without blanks, brackets and the marks around it, for looking it up."""
    return re.sub(r"[.。、；;]+$", "", squeezed(text).translate(_BRACKETS)).upper()
