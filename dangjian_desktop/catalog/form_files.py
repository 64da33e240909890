"""The office's own forms as files beside the shipped ones: read as text, checked, kept, taken away."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.forms import Form
from dangjian_desktop.kernel.findings import Rejected, Unavailable, Where, finding
from dangjian_desktop.kernel.texts.catalog import KIND_NAMES


def text_of(catalog: Catalog, kind: str, code: str, edition: str) -> str:
    """Return a form's file as it is written, the office's own before the shipped one.

    Raises:
        Rejected: when there is none.
    """
    for folder, _own in reversed(catalog.folders):
        path = folder / kind / code / f"{edition}.toml"
        if path.is_file():
            return path.read_text(encoding="utf-8-sig")
    raise Rejected(finding("catalog.no_form", kind=KIND_NAMES[kind], form=code, edition=edition))


def read_text(kind: str, code: str, edition: str, text: str) -> Form:
    """Read a form that is no file of a catalog.

    Raises:
        Rejected: when it is no such form; the findings name line and key.
    """
    from dangjian_desktop.catalog.files import read_form

    with TemporaryDirectory() as name:
        path = Path(name) / code / f"{edition}.toml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return read_form(kind, path, own=True)


def put_own(catalog: Catalog, kind: str, code: str, edition: str, text: str) -> Form:
    """Keep a form as the office's own, whole or not at all.

    Raises:
        Rejected: when it is no such form.
        Unavailable: when the folder cannot be written.
    """
    made = read_text(kind, code, edition, text)
    path = _own_path(catalog, kind, code, edition)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise Unavailable(finding("catalog.not_written", where=Where(file=str(path)))) from error
    catalog.reload()
    return made


def remove_own(catalog: Catalog, kind: str, code: str, edition: str) -> bool:
    """Take one of the office's own forms away; return False when there is none."""
    path = _own_path(catalog, kind, code, edition)
    there = path.is_file()
    if there:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
        catalog.reload()
    return there


def _own_path(catalog: Catalog, kind: str, code: str, edition: str) -> Path:
    return catalog.folders[1][0] / kind / code / f"{edition}.toml"
