"""Reads ``forms/ballots``."""

from __future__ import annotations

from dangjian_desktop.catalog.readers.common import Reading, number, texts
from dangjian_desktop.domain.forms import (
    Attitude,
    BallotForm,
    BallotItem,
    BallotOption,
    BallotSubject,
    CheckKind,
    MeetingCheck,
    RateBase,
    RateRule,
    RespondentGroup,
)


def read(reading: Reading) -> BallotForm:
    """Make the ballot form, noting references that lead nowhere."""
    data = reading.data
    for key in ("groups", "items", "options", "rates"):
        reading.unique(key, "code")
    reading.unique("options", "key")
    overall = data.get("overall_item", "")
    if overall:
        reading.refer(("overall_item",), [overall], (i["code"] for i in data["items"]))
    return BallotForm(
        **reading.head(),
        subject=BallotSubject(data["subject"]),
        title=data["title"],
        intro=data["intro"],
        groups=_groups(reading),
        items=tuple(BallotItem(code=i["code"], text=i["text"]) for i in data["items"]),
        options=_options(reading),
        rates=_rates(reading),
        invalid_reasons=texts(data["invalid_reasons"]),
        overall_item=overall,
        smallest_group=data.get("smallest_group", 5),
        places=data.get("places", 1),
        checks=_checks(reading),
    )


def _groups(reading: Reading) -> tuple[RespondentGroup, ...]:
    return tuple(
        RespondentGroup(
            code=g["code"], name=g["name"], colour=g.get("colour", ""), members=g.get("members", False)
        )
        for g in reading.data["groups"]
    )


def _options(reading: Reading) -> tuple[BallotOption, ...]:
    return tuple(
        BallotOption(
            key=o["key"],
            code=o["code"],
            text=o["text"],
            attitude=Attitude(o["counts_as"]),
            weight=number(o["weight"]) if "weight" in o else None,
        )
        for o in reading.data["options"]
    )


def _rates(reading: Reading) -> tuple[RateRule, ...]:
    codes = [o["code"] for o in reading.data["options"]]
    return tuple(
        RateRule(
            code=r["code"],
            name=r["name"],
            options=reading.refer(("rates", place, "options"), r["options"], codes),
            base=RateBase(r["base"]),
        )
        for place, r in enumerate(reading.data["rates"])
    )


def _checks(reading: Reading) -> tuple[MeetingCheck, ...]:
    return tuple(
        MeetingCheck(
            kind=CheckKind(c["kind"]),
            source=reading.source(c, ("checks", place)),
            value=number(c.get("value", 0)),
            blocking=c.get("blocking", False),
        )
        for place, c in enumerate(reading.data.get("checks", ()))
    )
