"""Reads ``forms/scoring``."""

from __future__ import annotations

from itertools import pairwise

from dangjian_desktop.catalog.readers.common import Reading, number
from dangjian_desktop.catalog.schema import KeyPath, Table
from dangjian_desktop.domain.forms import (
    Band,
    Bar,
    Indicator,
    IndicatorGroup,
    Override,
    OverrideBasis,
    OverrideEffect,
    Publicity,
    Quota,
    QuotaKind,
    RenamedRate,
    ScoreForm,
    Source,
    SurveyUse,
)


def read(reading: Reading) -> ScoreForm:
    """Make the score form; its points must add up and its bands must leave no gap."""
    data = reading.data
    for key in ("groups", "indicators", "bars", "overrides"):
        reading.unique(key, "code")
    reading.unique("bands", "grade")
    bands = _bands(reading)
    form = ScoreForm(
        **reading.head(),
        categories=tuple(data["categories"]),
        groups=tuple(IndicatorGroup(code=g["code"], name=g["name"]) for g in data["groups"]),
        indicators=_indicators(reading),
        bands=bands,
        survey=_survey(reading),
        bars=_bars(reading),
        overrides=_overrides(reading),
        quotas=_quotas(reading),
        explained_grades=_grades(reading, data, ()),
        decision_source=_decision(reading),
        publicity=_publicity(data),
        counts=data.get("counts", "assessment"),
        places=data.get("places", 1),
    )
    total, full = form.full_points(), number(data["full_points"])
    if total != full:
        reading.wrong(("full_points",), "catalog.points_total", total=str(total), full=str(full))
    return form


def _indicators(reading: Reading) -> tuple[Indicator, ...]:
    groups = [g["code"] for g in reading.data["groups"]]
    made = []
    for place, one in enumerate(reading.data["indicators"]):
        reading.refer(("indicators", place, "group"), [one["group"]], groups)
        made.append(
            Indicator(
                code=one["code"],
                group=one["group"],
                text=one["text"],
                criteria=one["criteria"],
                max_points=number(one["max_points"]),
                rate=one.get("rate", ""),
                inverse=one.get("inverse", False),
                evidence=one.get("evidence", ""),
                bonus=one.get("bonus", False),
            )
        )
    return tuple(made)


def _bands(reading: Reading) -> tuple[Band, ...]:
    """Read the bands, best first; each must begin exactly where the one below it ends."""
    bands = tuple(
        Band(grade=b["grade"], name=b["name"], scores=reading.interval(b, ("bands", place)))
        for place, b in enumerate(reading.data["bands"])
    )
    for place, (upper, lower) in enumerate(pairwise(bands)):
        a, b = upper.scores, lower.scores
        if a.low is None or a.low != b.high or a.low_included == b.high_included:
            at = str(a.low if a.low is not None else b.high)
            reading.wrong(("bands", place + 1), "catalog.bands_gap", at=at)
    return bands


def _grades(reading: Reading, table: Table, path: KeyPath) -> tuple[str, ...]:
    key = "grades" if path else "explained_grades"
    known = (b["grade"] for b in reading.data["bands"])
    return reading.refer((*path, key), table.get(key, ()), known)


def _survey(reading: Reading) -> SurveyUse | None:
    table = reading.data.get("survey")
    if table is None:
        return None
    return SurveyUse(
        ballot_form=table["ballot_form"],
        rate=table["rate"],
        weight=reading.share(table, "weight", ("survey",)),
        also=tuple(table.get("also", ())),
        renamed=tuple(RenamedRate(**one) for one in table.get("renamed", ())),
    )


def _bars(reading: Reading) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            code=b["code"],
            text=b["text"],
            rate=b["rate"],
            rates=reading.interval(b, ("bars", place)),
            grades=_grades(reading, b, ("bars", place)),
            source=reading.source(b, ("bars", place)),
        )
        for place, b in enumerate(reading.data.get("bars", ()))
    )


def _overrides(reading: Reading) -> tuple[Override, ...]:
    made = []
    for place, o in enumerate(reading.data.get("overrides", ())):
        basis = OverrideBasis(o["basis"])
        if basis is OverrideBasis.FOUNDED_AFTER and not ("since" in o or "months" in o):
            reading.wrong(("overrides", place, "since"), "catalog.no_since")
        if basis is not OverrideBasis.FOLLOWS_PARENT and not o.get("grades"):
            reading.wrong(("overrides", place, "grades"), "catalog.no_grades")
        made.append(
            Override(
                code=o["code"],
                text=o["text"],
                basis=basis,
                effect=OverrideEffect(o["effect"]),
                grades=_grades(reading, o, ("overrides", place)),
                source=reading.source(o, ("overrides", place)),
                since=o.get("since"),
                months=o.get("months", 0),
            )
        )
    return tuple(made)


def _quotas(reading: Reading) -> tuple[Quota, ...]:
    grades = [b["grade"] for b in reading.data["bands"]]
    made = []
    for place, q in enumerate(reading.data.get("quotas", ())):
        reading.refer(("quotas", place, "grade"), [q["grade"]], grades)
        made.append(
            Quota(
                grade=q["grade"],
                share=reading.share(q, "share", ("quotas", place)),
                kind=QuotaKind(q["kind"]),
                source=reading.source(q, ("quotas", place)),
            )
        )
    return tuple(made)


def _publicity(data: Table) -> Publicity | None:
    table = data.get("publicity")
    return Publicity(days=table["days"], answer_days=table["answer_days"]) if table else None


def _decision(reading: Reading) -> Source | None:
    table = reading.data.get("decision")
    return reading.source(table, ("decision",)) if table else None
