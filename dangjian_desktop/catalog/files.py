"""Reads one form file: TOML → checked table → value, or findings that name file, line and key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from dangjian_desktop.catalog import schema
from dangjian_desktop.catalog.lines import line_of, line_of_error
from dangjian_desktop.catalog.readers import ballots, lists, matching, plain, scoring, structure, vetting
from dangjian_desktop.catalog.readers.common import Reading
from dangjian_desktop.domain.forms import Form
from dangjian_desktop.kernel.findings import Fact, Finding, Rejected, Severity, Where, finding
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.kernel.texts.catalog import LINE, TYPE_NAMES

LIMIT_KB = 1024

READERS: dict[str, Callable[[Reading], Form]] = {
    "ballots": ballots.read,
    "scoring": scoring.read,
    "vetting": vetting.read,
    "documents": plain.read_document,
    "rosters": plain.read_roster,
    "timelines": plain.read_timeline,
    "structure": structure.read,
    "codes": plain.read_codes,
    "retention": plain.read_retention,
    "groups": lists.read_groups,
    "ledgers": lists.read_ledger,
    "matching": matching.read,
    "menus": lists.read_menu,
}


def read_form(kind: str, path: Path, *, own: bool = False) -> Form:
    """Read the form in ``path``.

    Raises:
        Rejected: when the file is not such a form; the findings name line and key.
    """
    text = _text(kind, path)
    data = _parsed(kind, path, text)
    problems = schema.check(_schema(kind), data)
    if not problems:
        reading = Reading(data=data, own=own)
        form = READERS[kind](reading)
        problems = reading.problems + _misplaced(path, form)
        if not problems:
            return form
    raise Rejected(*(_as_finding(kind, path, text, one) for one in problems))


@cache
def _schema(kind: str) -> dict[str, Any]:
    """Return the schema of ``kind`` with the keys every form has."""
    folder = forms_folder() / "schema"
    common = tomllib.loads((folder / "common.toml").read_text(encoding="utf-8"))
    own = tomllib.loads((folder / f"{kind}.toml").read_text(encoding="utf-8"))
    return {**common, **own, "form": {**common["form"], **own["form"]}}


def _text(kind: str, path: Path) -> str:
    where = Where(file=_name(kind, path))
    try:
        if path.stat().st_size > LIMIT_KB * 1024:
            raise Rejected(finding("catalog.too_large", where=where, limit=LIMIT_KB))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(finding("catalog.not_utf8", where=where)) from error
    except OSError as error:
        raise Rejected(finding("catalog.unreadable", where=where)) from error


def _parsed(kind: str, path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Fraction)
    except (ValueError, RecursionError) as error:
        line = LINE.format(line=line_of_error(text, str(error)))
        where = Where(file=_name(kind, path), cell=line)
        raise Rejected(finding("catalog.not_toml", where=where)) from error


def _misplaced(path: Path, form: Form) -> list[schema.Problem]:
    """A form must stand in a folder named by its code, in a file named by its edition."""
    found = []
    if form.code != path.parent.name:
        found.append(
            schema.problem(("code",), "catalog.not_the_folder", form=form.code, folder=path.parent.name)
        )
    if form.edition != path.stem:
        found.append(
            schema.problem(("edition",), "catalog.not_the_file", edition=form.edition, file=path.name)
        )
    return found


def _as_finding(kind: str, path: Path, text: str, one: schema.Problem) -> Finding:
    facts: dict[str, Fact] = dict(one.facts)
    if "wanted" in facts:
        facts["wanted"] = TYPE_NAMES[str(facts["wanted"])]
    where = Where(
        file=_name(kind, path),
        cell=LINE.format(line=line_of(text, one.path)),
        field=".".join(str(part + 1 if isinstance(part, int) else part) for part in one.path),
    )
    return Finding(one.code, Severity.ERROR, where, tuple(sorted(facts.items())))


def _name(kind: str, path: Path) -> str:
    return f"{kind}/{path.parent.name}/{path.name}"
