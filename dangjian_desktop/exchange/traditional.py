"""Traditional → Simplified by OpenCC, only for files that are written in Traditional characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# Characters that also stand in Simplified texts, above all in names: they are no sign of a
# Traditional file and one of them alone must not change a person's name.
_AMBIGUOUS = set("乾著於徵藉夥瞭甦昇鍾餘矇崑堃喆淼邨犇甯迺珮琍珺祐祇祕峯羣彷菸佈")
_FEWEST_SIGNS = 2
_EXAMPLES = 3


@cache
def _converter() -> OpenCC:
    """Load the tables of OpenCC once: they take 40 ms."""
    from opencc import OpenCC

    return OpenCC("t2s")


@dataclass(slots=True)
class Simplifier:
    """Converts texts and counts what it changed."""

    _converter: OpenCC
    changed: int = 0
    _pairs: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def for_texts(texts: Sequence[str]) -> Simplifier | None:
        """Return a simplifier when ``texts`` together are Traditional, else None."""
        letters = sorted({char for char in set("".join(texts)) if char >= "\u3400"} - _AMBIGUOUS)
        if not letters:
            return None
        converter = _converter()
        simple = str(converter.convert("\n".join(letters))).split("\n")
        signs = [char for char, plain in zip(letters, simple, strict=True) if char != plain]
        return Simplifier(converter) if len(signs) >= _FEWEST_SIGNS else None

    def simple_ones(self, texts: Iterable[str]) -> dict[str, str]:
        """Return those of ``texts`` that are written otherwise in Simplified, each with that."""
        held = {text: str(self._converter.convert(text)) for text in sorted(texts)}
        found = {text: simple for text, simple in held.items() if text != simple}
        for text, simple in list(found.items())[:_EXAMPLES]:
            self._pairs.setdefault(text[:12], simple[:12])
        return found

    def simple(self, text: str) -> str:
        """Return ``text`` in Simplified characters."""
        if text.isascii():
            return text
        found = str(self._converter.convert(text))
        if found != text:
            self.changed += 1
            self._pairs.setdefault(text[:12], found[:12])
        return found

    def examples(self) -> str:
        """Return the first changed texts: 林鎮→林镇."""
        return "、".join(f"{old}→{new}" for old, new in list(self._pairs.items())[:_EXAMPLES])
