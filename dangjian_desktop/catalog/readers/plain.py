"""Reads ``forms/documents``, ``forms/rosters``, ``forms/timelines``, ``forms/codes``, ``forms/retention``."""

from __future__ import annotations

from collections.abc import Iterator

from dangjian_desktop.catalog.readers.common import Reading, texts
from dangjian_desktop.catalog.schema import Table
from dangjian_desktop.domain.codes import Code, CodeTable, bare
from dangjian_desktop.domain.forms import DocumentForm, PictureRule, RosterColumn, RosterForm, TimelineForm
from dangjian_desktop.domain.organisations import CommitteeKind
from dangjian_desktop.domain.paper_lists import LabelStock
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.domain.retention import RetentionForm
from dangjian_desktop.kernel.numbers import exact


def read_document(reading: Reading) -> DocumentForm:
    """Make the wording of a paper; nested tables are joined with dots, lists with line ends."""
    reading.unique("stocks", "code")
    stocks = tuple(_stock(one) for one in reading.data.get("stocks", ()))
    return DocumentForm(
        **reading.head(), wording=tuple(_flat(reading.data["wording"])), stocks=stocks,
        pictures=_pictures(reading.data.get("pictures")),
    )  # fmt: skip


def _pictures(table: Table | None) -> PictureRule | None:
    """Make the rule for pictures, where a paper takes any."""
    if table is None:
        return None
    sharp = tuple(sorted((one["up_to"], one["dpi"]) for one in table["sharp"]))
    return PictureRule(table["megabytes"], table["megadots"], table["kept"], sharp)


def _stock(table: Table) -> LabelStock:
    """Make a sheet of labels; millimetres become tenths."""
    tenths = {name: int(exact(str(table.get(name, 0))) * 10) for name in _MEASURES}
    return LabelStock(
        code=table["code"], name=table["name"], across=table["across"], down=table["down"], **tenths
    )


_MEASURES = ("width", "height", "left", "top", "gap_across", "gap_down")


def _flat(table: Table, before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, list):
            yield f"{before}{key}", "\n".join(value)
        else:
            yield f"{before}{key}", value


def read_roster(reading: Reading) -> RosterForm:
    """Make the columns of a roster table."""
    reading.unique("columns", "field")
    fields = [c["field"] for c in reading.data["columns"]]
    required = reading.refer(("required",), reading.data.get("required", ()), fields)
    marks = reading.refer(("marks",), reading.data.get("marks", ()), fields)
    return RosterForm(
        **reading.head(),
        columns=_columns(reading),
        required=required,
        titles=texts(reading.data.get("titles", ())),
        marks=marks,
        words=tuple(_words(reading)),
        totals=texts(reading.data.get("totals", ())),
        remarks=texts(reading.data.get("remarks", ())),
    )


def _words(reading: Reading) -> Iterator[tuple[str, str]]:
    """Read what words mean: a post, or a 班子."""
    reading.unique("words", "written")
    for place, one in enumerate(reading.data.get("words", ())):
        reading.refer(("words", place, "means"), (one["means"],), (*PostRole, *CommitteeKind))
        yield one["written"], one["means"]


def read_timeline(reading: Reading) -> TimelineForm:
    """Make the columns of a 任务分解表 and its scope words."""
    reading.unique("columns", "field")
    return TimelineForm(
        **reading.head(),
        columns=_columns(reading),
        each_unit=texts(reading.data["each_unit"]),
        office=texts(reading.data["office"]),
    )


def _columns(reading: Reading) -> tuple[RosterColumn, ...]:
    """Read the columns; a word may head one column only."""
    seen: set[str] = set()
    made = []
    for place, column in enumerate(reading.data["columns"]):
        for word in column["words"]:
            if word in seen:
                reading.wrong(("columns", place, "words"), "catalog.duplicate", value=word)
            seen.add(word)
        made.append(
            RosterColumn(
                field=column["field"], words=texts(column["words"]), purpose=column.get("purpose", "")
            )
        )
    return tuple(made)


def read_retention(reading: Reading) -> RetentionForm:
    """Make the years personal data is kept, and the words that are no names."""
    words = {name: texts(reading.data.get(name, ())) for name in ("bodies", "not_names")}
    return RetentionForm(**reading.head(), years=reading.data["years"], **words)


def read_codes(reading: Reading) -> CodeTable:
    """Make a code table; a word may mean one value only."""
    reading.unique("codes", "code")
    reading.unique("codes", "short")
    meant: dict[str, int] = {}
    for place, one in enumerate(reading.data["codes"]):
        for word in (one["short"], one["name"], *one.get("words", ())):
            if meant.setdefault(bare(word), place) != place:
                reading.wrong(("codes", place, "words"), "catalog.duplicate", value=word)
    return CodeTable(
        **reading.head(),
        codes=tuple(
            Code(
                code=one["code"],
                name=one["name"],
                short=one["short"],
                words=texts(one.get("words", ())),
                level=one.get("level", 0),
                offered=one.get("offered", True),
            )
            for one in reading.data["codes"]
        ),
        qualifiers=texts(reading.data.get("qualifiers", ())),
        inside=reading.data.get("inside", False),
    )
