"""Reads ``forms/vetting``."""

from __future__ import annotations

from dangjian_desktop.catalog.readers.common import Reading, texts
from dangjian_desktop.domain.forms import ClauseEffect, ClauseKind, VettingClause, VettingForm


def read(reading: Reading) -> VettingForm:
    """Make the vetting form; a computed clause must say which rate and which stretch of it."""
    reading.unique("clauses", "code")
    data = reading.data
    return VettingForm(
        **reading.head(),
        clauses=tuple(_clause(reading, place) for place in range(len(data["clauses"]))),
        ballot_form=data.get("ballot_form", ""),
        review_days=data.get("review_days", 0),
        places=data.get("places", 1),
    )


def _clause(reading: Reading, place: int) -> VettingClause:
    table, path = reading.data["clauses"][place], ("clauses", place)
    kind = ClauseKind(table["kind"])
    rule = table.get("rule")
    if kind is ClauseKind.COMPUTED and rule is None:
        reading.wrong((*path, "rule"), "catalog.no_rate_rule")
    return VettingClause(
        code=table["code"],
        title=table["title"],
        text=table["text"],
        kind=kind,
        effect=ClauseEffect(table["effect"]),
        source=reading.source(table, path),
        rate=rule["rate"] if rule else "",
        rates=reading.interval(rule, (*path, "rule")) if rule else None,
        serving_only=table.get("serving_only", False),
        evidence_asked=table.get("evidence_asked", ""),
        answered_by=texts(table.get("answered_by", ())),
    )
