"""How long the personal data of a campaign is kept, and what goes out of its words afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.forms import Form
from dangjian_desktop.domain.names import is_person_name, several_owners

SOMEBODY, NUMBER, CLEARED = "某某", "（号码）", "已清除"
"""What stands in a text for a name, for a phone or ID number, and where a name was all there was."""
_NUMBERS = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15}|1[3-9][0-9]{9})(?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionForm(Form):
    """For how many years after a campaign's last day its personal data is kept, with the source.

    ``bodies`` and ``not_names`` are the words with which the name of a body ends, and what only looks like
    a person's name.
    """

    years: int
    bodies: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()

    def is_body(self, text: str) -> bool:
        """Tell whether ``text`` names a body, not a person."""
        return text.endswith(self.bodies)

    def is_name(self, text: str) -> bool:
        """Tell whether ``text`` can only be a person's name."""
        return is_person_name(text) and not self.is_body(text) and not text.endswith(self.not_names)


@dataclass(frozen=True, slots=True)
class Mask:
    """Takes names, phone and ID numbers out of words. ``units`` are names that are no person's."""

    names: frozenset[str]
    lengths: tuple[int, ...]
    units: frozenset[str]
    form: RetentionForm

    @staticmethod
    def of(names: Iterable[str], units: Iterable[str], form: RetentionForm) -> Mask:
        """Make the mask for ``names``; those that stand within the name of a unit are left alone."""
        known = frozenset(units)
        together = "\n".join(known)
        wanted = {name for name in names if len(name) > 1 and name not in together}
        wanted |= {blank.join(name) for name in wanted if len(name) == 2 for blank in " \u3000"}
        lengths = tuple(sorted({len(name) for name in wanted}, reverse=True))
        return Mask(frozenset(wanted), lengths, known, form)

    def words(self, text: str) -> str:
        """Return ``text`` with 某某 for every name and no number of a person."""
        plain = _NUMBERS.sub(NUMBER, text)
        parts, start, place = [], 0, 0
        while place < len(plain):
            name = next((n for n in self.lengths if plain[place : place + n] in self.names), 0)
            if name:
                parts += [plain[start:place], SOMEBODY]
                start = place + name
            place += name or 1
        return "".join((*parts, plain[start:]))

    def who(self, text: str) -> str:
        """Return who signed, answered or decided without the persons: what is left are bodies."""
        parts = several_owners(text)
        kept = [part for part in parts if part == CLEARED or self._is_body(part)]
        if len(kept) == len(parts):
            return text
        return "、".join(dict.fromkeys((*kept, CLEARED)))

    def _is_body(self, part: str) -> bool:
        return part in self.units or (part not in self.names and self.form.is_body(part))


def default_until(end: date, years: int) -> date:
    """Return the last day on which the data is kept: the same day ``years`` later (28 February for 29)."""
    try:
        return end.replace(year=end.year + years)
    except ValueError:
        return date(end.year + years, 2, 28)
