"""The headings the program ships, as the readers take them."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.list_words import ListWords
from dangjian_desktop.exchange.grid import Document, Source
from dangjian_desktop.exchange.headings import headwords
from dangjian_desktop.exchange.readings import PlanReading, RosterReading
from dangjian_desktop.exchange.rosters import RosterShape, read_roster
from dangjian_desktop.exchange.schedules import ScheduleShape, read_plan
from dangjian_desktop.exchange.tables import read_document
from dangjian_desktop.exchange.values import ValueReader
from dangjian_desktop.kernel.paths import forms_folder

CATALOG = Catalog(forms_folder(), None)
ROSTERS = tuple(RosterShape.of(form) for form in CATALOG.roster_forms())
TODAY = date(2031, 5, 8)
VALUES = ValueReader(CATALOG.code_tables(), TODAY, ListWords.of(CATALOG.roster_form))
SCHEDULE = ScheduleShape.of(CATALOG.timeline_form("task_table"))
HEADWORDS = headwords(SCHEDULE.synonyms, *(shape.synonyms for shape in ROSTERS))


def document(source: Source | str) -> Document:
    """Read a file or a paste."""
    return read_document(Source.pasted(source) if isinstance(source, str) else source, HEADWORDS)


def roster(source: Source | str, kind: str = "") -> RosterReading:
    """Read a roster."""
    return read_roster(document(source), ROSTERS, kind, values=VALUES)


def plan(source: Source | str, year: int | None = None) -> PlanReading:
    """Read a plan."""
    return read_plan(document(source), SCHEDULE, year)


def codes(findings: object) -> list[str]:
    """Return the codes of findings."""
    return [one.code for one in findings]  # type: ignore[attr-defined]
