"""Reads ``forms/structure``: how a 班子 is broken down, and what is required of it."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.catalog.readers.common import Reading, texts
from dangjian_desktop.catalog.schema import KeyPath, Table
from dangjian_desktop.domain.bodies import TitleWords
from dangjian_desktop.domain.people import Sex
from dangjian_desktop.domain.structure import Criterion, Group, Requirement, Section, StructureForm

TITLE_WORDS = ("director", "supervision", "village", "community")


def read(reading: Reading) -> StructureForm:
    """Make the form of a structure."""
    data = reading.data
    reading.unique("sections", "code")
    reading.unique("requirements", "code")
    words = data.get("words", {})
    return StructureForm(
        **reading.head(),
        sections=tuple(_section(reading, one, ("sections", n)) for n, one in enumerate(data["sections"])),
        requirements=tuple(
            Requirement(
                code=one["code"],
                name=one["name"],
                criterion=criterion(reading, one["who"], ("requirements", n, "who")),
                least=one["least"],
                source=reading.source(one, ("requirements", n)),
            )
            for n, one in enumerate(data.get("requirements", ()))
        ),
        words=TitleWords(**{name: texts(words.get(name, ())) for name in TITLE_WORDS}),
    )


def _section(reading: Reading, table: Table, path: KeyPath) -> Section:
    groups: list[dict[str, Any]] = table["groups"]
    return Section(
        code=table["code"],
        name=table["name"],
        groups=tuple(
            Group(name=one["name"], criterion=criterion(reading, one["who"], (*path, "groups", n, "who")))
            for n, one in enumerate(groups)
        ),
    )


def criterion(reading: Reading, table: Table, path: KeyPath) -> Criterion:
    """Make what decides who is counted."""
    low, high = table.get("age_from"), table.get("age_to")
    if low is not None and high is not None and low > high:
        reading.wrong(path, "catalog.interval_empty")
    return Criterion(
        age_from=low,
        age_to=high,
        sex=Sex(table["sex"]) if "sex" in table else None,
        education=texts(table.get("education", ())),
        status=texts(table.get("status", ())),
        heads_both=table.get("heads_both", False),
    )
