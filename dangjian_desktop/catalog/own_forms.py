"""The office's own wording of a paper: its shipped form with other texts, as a form file of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dangjian_desktop.catalog.files import read_form
from dangjian_desktop.catalog.toml_text import toml_text
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.kernel.paths import forms_folder, own_forms_folder

KIND = "documents"


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A form file of the office: where it belongs, and what stands in it."""

    path: Path
    content: bytes


def own_folder(code: str) -> Path:
    """Return the folder of the office's own editions of a paper's wording."""
    return own_forms_folder() / KIND / code


def shipped_form(code: str, day: date) -> tuple[Path, DocumentForm]:
    """Return the newest shipped wording of a paper that covers ``day``, and its file.

    Raises:
        LookupError: there is none.
    """
    for path in sorted((forms_folder() / KIND / code).glob("*.toml"), reverse=True):
        form = read_form(KIND, path)
        if isinstance(form, DocumentForm) and form.validity.covers(day):
            return path, form
    raise LookupError(code)


def own_form(code: str, texts: Mapping[str, str], day: date) -> OwnForm:
    """Return the shipped wording with other ``texts`` as the office's own edition of ``day``."""
    shipped, _ = shipped_form(code, day)
    data = tomllib.loads(shipped.read_text("utf-8-sig"))
    edition = f"{data['edition']}-{day.isoformat()}"
    data |= {"edition": edition, "valid_from": day}
    for key, text in texts.items():
        _put(data["wording"], key.split("."), text)
    return OwnForm(own_folder(code) / f"{edition}.toml", toml_text(data).encode())


def _put(table: dict[str, Any], keys: list[str], text: str) -> None:
    for key in keys[:-1]:
        table = table[key]
    was = table[keys[-1]]
    table[keys[-1]] = text.split("\n") if isinstance(was, list) else text
