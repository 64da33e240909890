"""The catalog: finds forms by code, edition and day; reads each file once, when it is asked for."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dangjian_desktop.kernel.findings import Finding, Rejected, finding
from dangjian_desktop.kernel.paths import forms_folder, own_forms_folder
from dangjian_desktop.kernel.texts.catalog import KIND_NAMES

if TYPE_CHECKING:
    from datetime import date

    from dangjian_desktop.domain.codes import CodeTable, CodeTables
    from dangjian_desktop.domain.forms import (
        BallotForm,
        DocumentForm,
        Form,
        RosterForm,
        ScoreForm,
        TimelineForm,
        VettingForm,
    )
    from dangjian_desktop.domain.ledgers import LedgerForm
    from dangjian_desktop.domain.resident_groups import GroupForm
    from dangjian_desktop.domain.structure import StructureForm


class Catalog:
    """All forms: those shipped with the program, and the office's own that add or override.

    An own form replaces the shipped one of the same code and edition. A broken form is left out
    and becomes a finding; the others still load.
    """

    def __init__(self, shipped: Path | None = None, own: Path | None = None) -> None:
        self.folders = ((shipped or forms_folder(), False), (own or own_forms_folder(), True))
        self._forms: dict[tuple[str, str], tuple[Form, ...]] = {}
        self._findings: dict[tuple[str, str], tuple[Finding, ...]] = {}

    # -------------------------------------------------------- one form

    def ballot_form(self, code: str, edition: str | None = None, on: date | None = None) -> BallotForm:
        """Return a ballot form: the ``edition`` named, else the newest that covers the day ``on``.

        Raises:
            Rejected: when there is none.
        """
        return cast("BallotForm", self._one("ballots", code, edition, on))

    def score_form(self, code: str, edition: str | None = None, on: date | None = None) -> ScoreForm:
        """Return a score form, as :meth:`ballot_form` does."""
        return cast("ScoreForm", self._one("scoring", code, edition, on))

    def vetting_form(self, code: str, edition: str | None = None, on: date | None = None) -> VettingForm:
        """Return a vetting form, as :meth:`ballot_form` does."""
        return cast("VettingForm", self._one("vetting", code, edition, on))

    def document_form(self, code: str, edition: str | None = None, on: date | None = None) -> DocumentForm:
        """Return the wording of a paper, as :meth:`ballot_form` does."""
        return cast("DocumentForm", self._one("documents", code, edition, on))

    def roster_form(self, code: str, edition: str | None = None, on: date | None = None) -> RosterForm:
        """Return the column words of a roster table, as :meth:`ballot_form` does."""
        return cast("RosterForm", self._one("rosters", code, edition, on))

    def timeline_form(self, code: str, edition: str | None = None, on: date | None = None) -> TimelineForm:
        """Return the column and scope words of a 任务分解表, as :meth:`ballot_form` does."""
        return cast("TimelineForm", self._one("timelines", code, edition, on))

    def structure_form(self, code: str, edition: str | None = None, on: date | None = None) -> StructureForm:
        """Return what a 班子 is broken down by and must have, as :meth:`ballot_form` does."""
        return cast("StructureForm", self._one("structure", code, edition, on))

    def group_form(self, code: str, edition: str | None = None, on: date | None = None) -> GroupForm:
        """Return what is asked of resident groups, as :meth:`ballot_form` does."""
        return cast("GroupForm", self._one("groups", code, edition, on))

    def ledger_form(self, code: str, edition: str | None = None, on: date | None = None) -> LedgerForm:
        """Return the columns of a ledger, as :meth:`ballot_form` does."""
        return cast("LedgerForm", self._one("ledgers", code, edition, on))

    def code_table(self, code: str, edition: str | None = None, on: date | None = None) -> CodeTable:
        """Return the values of one fact, as :meth:`ballot_form` does."""
        return cast("CodeTable", self._one("codes", code, edition, on))

    def code_tables(self, on: date | None = None) -> CodeTables:
        """Return every table by which facts about persons and organisations are read."""
        from dangjian_desktop.domain.codes import CodeTables

        return CodeTables(**{one.name: self.code_table(one.name, on=on) for one in fields(CodeTables)})

    # -------------------------------------------------------- lists

    def ballot_forms(self, on: date | None = None) -> tuple[BallotForm, ...]:
        """Return the newest edition of every ballot form that covers the day ``on``."""
        return cast("tuple[BallotForm, ...]", self._newest("ballots", on))

    def score_forms(self, on: date | None = None) -> tuple[ScoreForm, ...]:
        """Return the newest edition of every score form that covers the day ``on``."""
        return cast("tuple[ScoreForm, ...]", self._newest("scoring", on))

    def vetting_forms(self, on: date | None = None) -> tuple[VettingForm, ...]:
        """Return the newest edition of every vetting form that covers the day ``on``."""
        return cast("tuple[VettingForm, ...]", self._newest("vetting", on))

    def document_forms(self, on: date | None = None) -> tuple[DocumentForm, ...]:
        """Return the newest edition of every paper's wording that covers the day ``on``."""
        return cast("tuple[DocumentForm, ...]", self._newest("documents", on))

    def roster_forms(self, on: date | None = None) -> tuple[RosterForm, ...]:
        """Return the newest edition of every roster table that covers the day ``on``."""
        return cast("tuple[RosterForm, ...]", self._newest("rosters", on))

    def score_form_for(self, category: str, on: date | None = None) -> ScoreForm | None:
        """Return the score form of a category (a value of ``OrgCategory``), or None."""
        return next((f for f in self.score_forms(on) if category in f.categories), None)

    def editions(self, kind: str, code: str) -> tuple[Form, ...]:
        """Return every edition of a form, oldest first; empty when there is none."""
        return self._load(kind, code)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Read every form and return what is wrong with any of them."""
        for kind in KIND_NAMES:
            for code in self._codes(kind):
                self._load(kind, code)
        return tuple(f for key in sorted(self._findings) for f in self._findings[key])

    def reload(self) -> None:
        """Forget what was read, so that changed own forms are read anew."""
        self._forms.clear()
        self._findings.clear()

    # -------------------------------------------------------- reading

    def _one(self, kind: str, code: str, edition: str | None, on: date | None) -> Form:
        forms = self._load(kind, code)
        chosen = [f for f in forms if edition in (None, f.edition)]
        if not chosen:
            broken = self._findings.get((kind, code), ())
            raise Rejected(
                finding("catalog.no_form", kind=KIND_NAMES[kind], form=code, edition=edition or ""), *broken
            )
        if edition is None and on is not None:
            chosen = [f for f in chosen if f.validity.covers(on)]
            if not chosen:
                raise Rejected(
                    finding(
                        "catalog.no_valid_form",
                        kind=KIND_NAMES[kind],
                        form=forms[-1].name,
                        day=on.isoformat(),
                    )
                )
        return chosen[-1]

    def _newest(self, kind: str, on: date | None) -> tuple[Form, ...]:
        found = []
        for code in self._codes(kind):
            valid = [f for f in self._load(kind, code) if on is None or f.validity.covers(on)]
            found.extend(valid[-1:])
        return tuple(found)

    def _codes(self, kind: str) -> tuple[str, ...]:
        found: set[str] = set()
        for folder, _own in self.folders:
            place = folder / kind
            if place.is_dir():
                found.update(one.name for one in place.iterdir() if one.is_dir())
        return tuple(sorted(found))

    def _load(self, kind: str, code: str) -> tuple[Form, ...]:
        # the readers and the values they make are loaded with the first form, not with the window
        from dangjian_desktop.catalog.files import read_form

        key = (kind, code)
        if key not in self._forms:
            editions: dict[str, Form] = {}
            wrong: list[Finding] = []
            for folder, own in self.folders:
                for path in sorted((folder / kind / code).glob("*.toml")):
                    try:
                        editions[path.stem] = read_form(kind, path, own=own)
                    except Rejected as refusal:
                        wrong.extend(refusal.findings)
            self._findings[key] = tuple(wrong)
            self._forms[key] = tuple(editions[name] for name in sorted(editions))
        return self._forms[key]
