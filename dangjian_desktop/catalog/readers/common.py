"""What all readers share: heads, sources, numbers, intervals, and checks across keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypedDict

from dangjian_desktop.catalog.schema import KeyPath, Problem, Table, problem
from dangjian_desktop.domain.forms import Interval, Source, Validity
from dangjian_desktop.kernel.numbers import exact
from dangjian_desktop.kernel.texts.catalog import SENTENCES


class Head(TypedDict):
    """The keyword arguments every form takes."""

    code: str
    name: str
    edition: str
    sources: tuple[Source, ...]
    validity: Validity
    own: bool


@dataclass(slots=True)
class Reading:
    """One form being read: its table, and the problems seen so far."""

    data: Table
    own: bool
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: KeyPath, code: str, **facts: str | int) -> None:
        """Note a problem at ``path``; ``code`` must have a sentence."""
        if code not in SENTENCES:
            raise KeyError(code)
        self.problems.append(problem(path, code, **facts))

    def head(self) -> Head:
        """Return what every form has."""
        data = self.data
        validity = Validity(start=data.get("valid_from"), end=data.get("valid_to"))
        if validity.start and validity.end and validity.start > validity.end:
            self.wrong(
                ("valid_to",),
                "catalog.period_reversed",
                start=validity.start.isoformat(),
                end=validity.end.isoformat(),
            )
        return Head(
            code=data["code"],
            name=data["name"],
            edition=data["edition"],
            sources=tuple(_source(one) for one in data["sources"]),
            validity=validity,
            own=self.own,
        )

    def source(self, table: Table, path: KeyPath) -> Source:
        """Return the source a clause names by ``source``, with the clause's own ``article``."""
        known = {one["id"]: one for one in self.data["sources"] if "id" in one}
        chosen = known.get(table["source"])
        if chosen is None:
            self.unknown((*path, "source"), table["source"], known)
            return Source(document=table["source"])
        return _source({**chosen, "article": table.get("article", chosen.get("article", ""))})

    def unknown(self, path: KeyPath, value: str, choices: Iterable[str]) -> None:
        """Note that ``value`` refers to nothing."""
        self.wrong(path, "catalog.unknown_reference", value=value, choices="、".join(choices))

    def refer(self, path: KeyPath, values: Iterable[str], choices: Iterable[str]) -> tuple[str, ...]:
        """Return ``values``, noting those not among ``choices``."""
        known, given = tuple(choices), tuple(values)
        for value in given:
            if value not in known:
                self.unknown(path, value, known)
        return given

    def unique(self, key: str, attribute: str) -> None:
        """Note every value of ``attribute`` that stands twice in the tables under ``key``."""
        seen: set[str] = set()
        for place, table in enumerate(self.data.get(key, ())):
            value = table.get(attribute)
            if value in seen:
                self.wrong((key, place, attribute), "catalog.duplicate", value=value)
            seen.add(value)

    def share(self, table: Table, key: str, path: KeyPath, default: str | int = 0) -> Fraction:
        """Return a share between 0 and 1."""
        value = number(table.get(key, default))
        if not 0 <= value <= 1:
            self.wrong((*path, key), "catalog.out_of_range", value=str(value), low=0, high=1)
        return value

    def interval(self, table: Table, path: KeyPath) -> Interval:
        """Return the interval written as ``from``/``above`` and ``to``/``below``.

        ``from`` and ``to`` include the number itself (以上、以下), ``above`` and ``below`` do not
        (高于、超过、不足).
        """
        low, high = table.get("from", table.get("above")), table.get("to", table.get("below"))
        made = Interval(
            low=None if low is None else number(low),
            low_included="above" not in table,
            high=None if high is None else number(high),
            high_included="to" in table,
        )
        for one, other in (("from", "above"), ("to", "below")):
            if one in table and other in table:
                self.wrong((*path, other), "catalog.two_bounds", one=one, other=other)
        if not _has_numbers(made):
            self.wrong(path, "catalog.interval_empty")
        return made


def number(value: Any) -> Fraction:
    """Return the exact number of a checked TOML value."""
    return exact(value) if isinstance(value, str) else Fraction(value)


def texts(value: Iterable[str]) -> tuple[str, ...]:
    """Return a list of texts as a tuple."""
    return tuple(value)


def _has_numbers(made: Interval) -> bool:
    if made.low is None or made.high is None:
        return made.low is not None or made.high is not None
    return made.low < made.high or (made.low == made.high and made.low_included and made.high_included)


def _source(table: Table) -> Source:
    return Source(
        document=table["document"],
        number=table.get("number", ""),
        article=table.get("article", ""),
        date=table.get("date"),
    )
