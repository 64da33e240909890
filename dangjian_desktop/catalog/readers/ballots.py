"""Reads ``forms/ballots``."""

from __future__ import annotations

from dangjian_desktop.catalog.readers.common import Reading, number, texts
from dangjian_desktop.catalog.schema import KeyPath, Table
from dangjian_desktop.domain.forms import (
    Attitude,
    BallotForm,
    BallotItem,
    BallotOption,
    BallotSubject,
    CheckKind,
    ItemKind,
    MeetingCheck,
    ProofRules,
    RateBase,
    RateRule,
    RemarkItem,
    RespondentGroup,
)


def read(reading: Reading) -> BallotForm:
    """Make the ballot form, noting references that lead nowhere."""
    data = reading.data
    for key in ("groups", "items", "rates", "remarks"):
        reading.unique(key, "code")
    overall = data.get("overall_item", "")
    if overall:
        reading.refer(("overall_item",), [overall], (i["code"] for i in data["items"]))
    return BallotForm(
        **reading.head(),
        subject=BallotSubject(data["subject"]),
        title=data["title"],
        intro=data["intro"],
        groups=_groups(reading),
        items=_items(reading),
        options=_options(reading, data, ()),
        rates=_rates(reading),
        invalid_reasons=texts(data["invalid_reasons"]),
        overall_item=overall,
        smallest_group=data.get("smallest_group", 5),
        places=data.get("places", 1),
        checks=_checks(reading),
        proof=_proof(reading),
        remarks=_remarks(reading),
        list_subject=_list_subject(reading),
    )


def _proof(reading: Reading) -> ProofRules:
    data, usual = reading.data, ProofRules()
    return ProofRules(
        spoilt_share=number(data.get("spoilt_share", usual.spoilt_share)),
        uniform_share=number(data.get("uniform_share", usual.uniform_share)),
        uniform_from=data.get("uniform_from", usual.uniform_from),
        copies=max(2, data.get("copies_in_row", usual.copies)),
    )


def _remarks(reading: Reading) -> tuple[RemarkItem, ...]:
    """Return the questions answered in words; one before an item asked of each stands before all of these."""
    items = reading.data["items"]
    each = [item["code"] for item in items if item.get("each", False)][1:]
    found = []
    for place, remark in enumerate(reading.data.get("remarks", ())):
        before = remark.get("before", "")
        if before in each:
            reading.wrong(("remarks", place, "before"), "catalog.remark_among_each")
        elif before:
            reading.refer(("remarks", place, "before"), [before], (item["code"] for item in items))
        found.append(
            RemarkItem(code=remark["code"], text=remark["text"], lines=remark.get("lines", 3), before=before)
        )
    return tuple(found)


def _list_subject(reading: Reading) -> BallotSubject | None:
    """Return what the list holds; items asked of each subject stand together, and only with a list."""
    each = [place for place, item in enumerate(reading.data["items"]) if item.get("each", False)]
    if "list_subject" not in reading.data:
        if each:
            reading.wrong(("items", each[0], "each"), "catalog.each_without_list")
        return None
    if not each:
        reading.wrong(("list_subject",), "catalog.list_without_each")
    elif each != list(range(each[0], each[-1] + 1)):
        reading.wrong(("items", each[-1], "each"), "catalog.each_apart")
    return BallotSubject(reading.data["list_subject"])


def _items(reading: Reading) -> tuple[BallotItem, ...]:
    found = []
    for place, item in enumerate(reading.data["items"]):
        options = _options(reading, item, ("items", place))
        count = len(options) or len(reading.data.get("options", ()))
        if not count:
            reading.wrong(("items", place), "catalog.no_options")
        kind = ItemKind(item.get("kind", "single"))
        least, most = item.get("at_least", 0), item.get("at_most", 0)
        if kind is ItemKind.SINGLE and (least or most):
            reading.wrong(("items", place), "catalog.limits_of_single")
        elif least > (most or count) or most > count:
            reading.wrong(("items", place), "catalog.limits_too_wide", count=count)
        found.append(
            BallotItem(
                code=item["code"], text=item["text"], kind=kind, options=options,
                at_least=least, at_most=most, each=item.get("each", False),
            )
        )  # fmt: skip
    return tuple(found)


def _groups(reading: Reading) -> tuple[RespondentGroup, ...]:
    return tuple(
        RespondentGroup(
            code=g["code"], name=g["name"], colour=g.get("colour", ""), members=g.get("members", False)
        )
        for g in reading.data["groups"]
    )


def _options(reading: Reading, table: Table, path: KeyPath) -> tuple[BallotOption, ...]:
    """Return the options of the form, or an item's own; keys and codes stand once among them."""
    for name in ("code", "key"):
        seen: set[str] = set()
        for place, option in enumerate(table.get("options", ())):
            if option[name] in seen:
                reading.wrong((*path, "options", place, name), "catalog.duplicate", value=option[name])
            seen.add(option[name])
    return tuple(
        BallotOption(
            key=o["key"],
            code=o["code"],
            text=o["text"],
            attitude=Attitude(o["counts_as"]),
            weight=number(o["weight"]) if "weight" in o else None,
        )
        for o in table.get("options", ())
    )


def _rates(reading: Reading) -> tuple[RateRule, ...]:
    tables = (reading.data, *reading.data["items"])
    codes = tuple(dict.fromkeys(o["code"] for table in tables for o in table.get("options", ())))
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
