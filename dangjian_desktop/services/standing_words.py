"""Standing words of papers as the office puts them: kept in the data file, laid over the shipped forms."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.storage.repositories import Repositories
    from dangjian_desktop.storage.work import UnitOfWork

BLANKS = "blanks"
"""The form that names each blank of the others in Chinese."""
BLANK = re.compile(r"\{([^{}]*)\}")
_KEY = "paper.wording."


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What the office puts otherwise in one kind of paper, by key, and since when."""

    since: date
    texts: Mapping[str, str]


def kept_words(view: Repositories, kind: str) -> KeptWords | None:
    """Return the office's own words for a kind of paper, None where it has none."""
    told = view.settings.value(_KEY + kind)
    if not told:
        return None
    kept = json.loads(told)
    return KeptWords(date.fromisoformat(kept["since"]), kept["texts"])


def keep_words(work: UnitOfWork, kind: str, words: KeptWords | None) -> None:
    """Keep the office's own words for a kind of paper; None goes back to the shipped ones."""
    told = {"since": words.since.isoformat(), "texts": dict(words.texts)} if words else None
    work.settings.set(_KEY + kind, json.dumps(told, ensure_ascii=False) if told else "")


def form_in(view: Repositories, catalog: Catalog, kind: str, day: date) -> DocumentForm:
    """Return the wording of a paper as this book has it.

    Raises:
        Rejected: there is no such form.
    """
    kept = kept_words(view, kind)
    if kept is None:
        return catalog.document_form(kind, on=day)
    shipped = shipped_form(catalog, kind, day)
    wording = tuple((key, _own(text, kept.texts.get(key, text))) for key, text in shipped.wording)
    return replace(shipped, wording=wording, edition=f"{shipped.edition}-{kept.since.isoformat()}")


def shipped_form(catalog: Catalog, kind: str, day: date) -> DocumentForm:
    """Return the wording that came with the program, whatever this computer's folders hold.

    Raises:
        Rejected: there is no such form.
    """
    found = (one for one in reversed(catalog.editions("documents", kind)) if not one.own)
    newest = next((one for one in found if one.validity.covers(day)), None)
    return catalog.document_form(kind, on=day) if newest is None else cast("DocumentForm", newest)


def _own(shipped: str, own: str) -> str:
    """Return the office's text, but the shipped one where that has lost a blank the office's still has."""
    left = {name for name in BLANK.findall(own) if name.isascii()} - set(BLANK.findall(shipped))
    return shipped if left else own
