"""评分表 sent to each unit as a file, and sixty returned files read in one go, written as one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.forms import Indicator, ScoreForm
from dangjian_desktop.domain.organisations import PartyOrg
from dangjian_desktop.domain.scoring import ScoreEntry, Stage, check_entry, points_text
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import (
    ExpectedError,
    Finding,
    Rejected,
    Where,
    blocking,
    finding,
    warning,
)
from dangjian_desktop.kernel.numbers import exact
from dangjian_desktop.kernel.progress import Progress, Silent
from dangjian_desktop.kernel.texts.scoring import STAGE_NAMES
from dangjian_desktop.services.scoring_views import PointsEdit
from dangjian_desktop.services.whole_files import whole_file

if TYPE_CHECKING:
    from dangjian_desktop.exchange.score_books import Returned, ReturnedLine
    from dangjian_desktop.services.score_tables import ScoreTables
    from dangjian_desktop.services.scoring import Material, Scoring

ENDINGS = (".xlsx", ".xls", ".csv", ".docx")
_UNFIT = '\\/:*?"<>|'


class FileState(StrEnum):
    """How a returned file stands: to be written, nothing new in it, or refused."""

    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One returned file: whose it is, what would change, and what is to be said of it."""

    file: str
    org_id: str
    org: str
    stage: Stage
    edits: tuple[PointsEdit, ...]
    given: int
    missing: int
    findings: tuple[Finding, ...]

    @property
    def state(self) -> FileState:
        """Return how it stands."""
        if blocking(self.findings):
            return FileState.REFUSED
        return FileState.CHANGED if self.edits else FileState.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksPlan:
    """Everything read from a folder; nothing is written yet. ``absent`` are the rated organisations
    no file came from."""

    campaign_id: str
    files: tuple[ReadFile, ...]
    absent: tuple[str, ...] = ()

    def count(self, state: FileState) -> int:
        """Return how many files stand so."""
        return sum(one.state is state for one in self.files)


class ScoreBooks:
    """Sends 评分表 out and reads them back."""

    def __init__(self, scoring: Scoring, tables: ScoreTables) -> None:
        self._scoring, self._tables = scoring, tables

    def send(
        self, campaign_id: str, folder: Path, stage: Stage = Stage.SELF, progress: Progress | None = None
    ) -> Outcome[int]:
        """Write a file for every organisation into ``folder``; what is known stands in it.

        Raises:
            Rejected: there is no such campaign.
            Unavailable: the folder cannot be written.
        """
        from dangjian_desktop.documents.score_book import ScoreBookFacts, write_score_book

        watched, listing = progress or Silent(), self._scoring.rating_list(campaign_id)
        total, done = sum(len(c.rows) for c in listing.categories), 0
        for category in listing.categories:
            matrix = self._tables.matrix(campaign_id, category.id, stage)
            typed = frozenset(i.code for i in matrix.typed)
            for row in matrix.rows:
                given = {
                    x.indicator.code: (
                        "" if x.points is None else points_text(x.points),
                        x.working or x.reason,
                    )
                    for x in row.sheet.lines
                }
                facts = ScoreBookFacts(
                    org=row.org.name,
                    org_id=row.org.id,
                    stage=STAGE_NAMES[stage.value],
                    form=matrix.form,
                    given=given,
                    typed=typed,
                )
                with whole_file(folder / f"{_fit(row.org.name)}评分表.xlsx") as part:
                    write_score_book(facts, part)
                done += 1
                watched.step(done, total, row.org.name)
        return Outcome(done)

    def read(self, campaign_id: str, files: Sequence[Path], progress: Progress | None = None) -> BooksPlan:
        """Read returned files; each says for itself what is wrong with it.

        Raises:
            Rejected: there is no such campaign, or no file is given.
        """
        if not files:
            raise Rejected(finding("scoring.no_files"))
        watched, held = progress or Silent(), self._scoring.material(campaign_id)
        found: list[ReadFile] = []
        for number, path in enumerate(sorted(files), 1):
            found.append(_read(held, path))
            watched.step(number, len(files), path.name)
            watched.give_way()
        came = {one.org_id for one in found}
        absent = (o.name for o in held.record.orgs if o.category in held.forms and o.id not in came)
        return BooksPlan(campaign_id=campaign_id, files=_once_each(found), absent=tuple(absent))

    def apply(self, plan: BooksPlan) -> Outcome[int]:
        """Write what was read, as one step; refused files are left out. Return how many units changed.

        Raises:
            Rejected: nothing is to be written, or the record has changed so that points no longer fit.
        """
        given = {f.org_id: f.edits for f in plan.files if f.state is FileState.CHANGED}
        if not given:
            raise Rejected(finding("scoring.nothing_to_read"))
        what = f"收评分表 {len(given)} 份"
        done = self._scoring.record_all(plan.campaign_id, given, what)
        return Outcome(len(given), done.findings, done.changes)


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the tables in a folder, without what Excel leaves while a file is open."""
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", "."))
    )


def _fit(name: str) -> str:
    return "".join(sign for sign in name if sign not in _UNFIT).strip() or "党组织"


def _once_each(found: Sequence[ReadFile]) -> tuple[ReadFile, ...]:
    """Refuse all files of an organisation and stage that came more than once: nobody knows which counts."""
    same: dict[tuple[str, Stage], list[str]] = {}
    for one in found:
        if one.org_id:
            same.setdefault((one.org_id, one.stage), []).append(one.file)
    made = []
    for one in found:
        others = "、".join(name for name in same.get((one.org_id, one.stage), ()) if name != one.file)
        again = (finding("scoring.file_twice", where=Where(file=one.file), others=others),) if others else ()
        made.append(replace(one, findings=(*one.findings, *again)))
    return tuple(made)


def _read(held: Material, path: Path) -> ReadFile:
    from dangjian_desktop.exchange.grid import Source
    from dangjian_desktop.exchange.score_books import read_score_book

    try:
        returned = read_score_book(Source.from_path(path))
    except ExpectedError as error:
        return _refused(path.name, error.findings)
    org = _org(held, returned)
    form = held.forms.get(org.category) if org is not None else None
    if org is None or form is None:
        at = Where(file=path.name)
        return _refused(path.name, (finding("scoring.file_of_nobody", where=at, name=returned.org or "—"),))
    if returned.form and (returned.form, returned.edition) != (form.code, form.edition):
        at = Where(file=path.name, sheet=returned.sheet)
        other = finding(
            "scoring.file_other_edition",
            where=at,
            edition=returned.edition,
            form=form.name,
            now=form.edition,
        )
        return _refused(path.name, (other,), org)
    stage = next((Stage(code) for code, name in STAGE_NAMES.items() if name == returned.stage), Stage.SELF)
    return _compared(held, form, org, stage, returned)


def _refused(name: str, findings: Iterable[Finding], org: PartyOrg | None = None) -> ReadFile:
    return ReadFile(
        file=name,
        org_id=org.id if org is not None else "",
        org=org.name if org is not None else "",
        stage=Stage.SELF,
        edits=(),
        given=0,
        missing=0,
        findings=tuple(findings),
    )


def _org(held: Material, returned: Returned) -> PartyOrg | None:
    by_id = next((o for o in held.record.orgs if o.id == returned.org_id), None)
    if by_id is not None:
        return by_id
    named = [o for o in held.record.orgs if o.name == returned.org]
    return named[0] if len(named) == 1 else None


def _compared(held: Material, form: ScoreForm, org: PartyOrg, stage: Stage, returned: Returned) -> ReadFile:
    known = {e.indicator: e for e in held.record.entries.get(org.id, ()) if e.stage is stage}
    found: list[Finding] = []
    given, unread = _given(form, org, stage, returned, found)
    codes = {edit.indicator for edit in given}
    asked = (i for i in form.indicators if not i.bonus and _asked(i, stage))
    missing = [i for i in asked if i.code not in codes | unread]
    if missing:
        names = "、".join(i.text for i in missing[:3])
        at = Where(returned.file, returned.sheet)
        found.append(warning("scoring.file_incomplete", at, count=len(missing), names=names))
    return ReadFile(
        file=returned.file,
        org_id=org.id,
        org=org.name,
        stage=stage,
        edits=tuple(edit for edit in given if _differs(edit, known.get(edit.indicator))),
        given=len(codes),
        missing=len(missing),
        findings=tuple(found),
    )


def _asked(indicator: Indicator, stage: Stage) -> bool:
    """Tell whether points are typed at a stage; those of a rate come from the 测评 but in the 自评."""
    return not indicator.rate or stage is Stage.SELF


def _differs(edit: PointsEdit, old: ScoreEntry | None) -> bool:
    return old is None or (old.points, old.reason) != (edit.points, edit.reason)


def _given(
    form: ScoreForm, org: PartyOrg, stage: Stage, returned: Returned, found: list[Finding]
) -> tuple[list[PointsEdit], set[str]]:
    """Return the points a file gives and the indicators where no points can be read from what stands
    there; tell what is wrong with its lines."""
    by_code = {i.code: i for i in form.indicators}
    by_text = {i.text: i for i in form.indicators}
    given: list[PointsEdit] = []
    unread: set[str] = set()
    for line in returned.lines:
        indicator = by_code.get(line.code) or by_text.get(line.text)
        at = Where(file=returned.file, sheet=returned.sheet, cell=line.cell, field=line.text)
        if indicator is None:
            found.append(warning("scoring.line_unknown", at))
            continue
        if not (line.points and _asked(indicator, stage)):
            continue
        edit = _edit(indicator, stage, line, at, found)
        if edit is None or edit.points is None:
            unread.add(indicator.code)
            continue
        given.append(edit)
        entry = ScoreEntry(
            id="",
            campaign_id="",
            party_org_id=org.id,
            indicator=indicator.code,
            stage=stage,
            points=edit.points,
            reason=edit.reason,
        )
        found += [Finding(f.code, f.severity, at, f.facts) for f in check_entry(form, entry)]
    return given, unread


def _edit(
    indicator: Indicator, stage: Stage, line: ReturnedLine, at: Where, found: list[Finding]
) -> PointsEdit | None:
    try:
        points = exact(line.points.replace("．", ".").removesuffix("分"))
    except (ValueError, ZeroDivisionError):
        full = points_text(indicator.max_points)
        found.append(finding("scoring.not_points", where=at, text=line.points, max=full))
        return None
    return PointsEdit(indicator=indicator.code, points=points, stage=stage, reason=line.reason)
