"""Importing the roster: a preview to decide and to correct, one step to store it, what the office teaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dangjian_desktop.domain.habits import PLACES, LearnedHeading
from dangjian_desktop.domain.matching import Decision
from dangjian_desktop.exchange.headings import Taught
from dangjian_desktop.exchange.person_plans import Judging, RosterBook
from dangjian_desktop.exchange.plans import ChangeKind, Entity, ImportPlan, PlannedChange
from dangjian_desktop.exchange.readings import RosterReading
from dangjian_desktop.exchange.roster_plans import plan_roster
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.kernel.progress import Progress
from dangjian_desktop.services.import_columns import TableView, can_be_learned, table_views
from dangjian_desktop.services.import_words import ENTITY_WORDS, sums_words
from dangjian_desktop.services.importing import source_of, store
from dangjian_desktop.services.joining import excused
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.pair_views import ImportPair, holder_pairs, import_pairs, place_pairs

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.domain.matching import MatchingForm
    from dangjian_desktop.exchange.grid import Document
    from dangjian_desktop.exchange.rosters import RosterShape
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories
    from dangjian_desktop.storage.work import UnitOfWork

TOUCHED = Changes.of(Topic.ROSTER)
RULES, TWO_COMMITTEES = "persons", "two_committees"
Given = Path | str | bytes
Columns = Mapping[str, str]
"""Headings without blanks and the fields a clerk gives them; an empty field: not wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """The preview of a roster import: what the file says and what applying it would do.

    ``pairs`` are the rows and posts a clerk is asked about, ``tables`` how the columns were understood.
    ``seen`` is the number of the last step of the book that the preview knew of, ``said`` what the clerk
    says of headings, which the office learns when it is applied.
    """

    reading: RosterReading
    plan: ImportPlan
    seen: int = 0
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    pairs: tuple[ImportPair, ...] = ()
    tables: tuple[TableView, ...] = ()
    said: Columns = field(default_factory=dict)

    @property
    def changes(self) -> tuple[PlannedChange, ...]:
        """Return the lines of the preview."""
        return self.plan.changes

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """Return how many lines there are of each kind."""
        return self.plan.counts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return everything noticed while reading and comparing."""
        return self.plan.findings

    @property
    def summary(self) -> str:
        """Return what would be added in one line: 导入花名册：新增 4 个片、21 个村（社区）."""
        added = sums_words((what, self.plan.count(ChangeKind.ADDED, what)) for what in ENTITY_WORDS)
        changed = self.plan.counts[ChangeKind.CHANGED]
        parts = [f"新增 {added}" if added else "", f"更改 {changed} 处" if changed else ""]
        nothing = "没有变化" if self.plan.is_empty() else "记住对源表各行的选择"
        return "导入花名册：" + ("，".join(part for part in parts if part) or nothing)


class RosterImports:
    """What a clerk can do with files of the roster."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Return code and name of every kind of roster table that can be imported."""
        return tuple((form.code, form.name) for form in self._catalog.roster_forms())

    def fields(self, kind: str) -> tuple[tuple[str, str], ...]:
        """Return the fields a column of a kind of table can be, each with its usual heading."""
        form = next(one for one in self._catalog.roster_forms() if one.code == kind)
        return tuple((one.field, one.words[0]) for one in form.columns)

    def preview(
        self,
        given: Given,
        kind: str = "",
        *,
        name: str = "",
        columns: Columns | None = None,
        decisions: Mapping[str, Decision] | None = None,
        progress: Progress | None = None,
    ) -> RosterPlan:
        """Read a file (a path), pasted text or bytes, and say what importing it would do.

        Args:
            given: the file or text; a whole notice gives its 附件1.
            kind: one of :meth:`kinds`; empty: found from the headings.
            name: what to call pasted text in findings.
            columns: what the clerk says of headings this time.
            decisions: what the clerk says of rows that look like persons of the book, by row.
            progress: told how far it is.

        Raises:
            Rejected: when it cannot be read or holds no roster table.
            Unavailable: when the file is missing, locked or too large.
        """
        from dangjian_desktop.exchange.rosters import read_roster
        from dangjian_desktop.services.roster_edits import value_reader

        document, shapes = self._document(given, kind, name)
        values = value_reader(self._catalog, self._clock.today())
        lessons = self._lessons(shapes, columns or {})
        reading = read_roster(document, shapes, kind, values=values, lessons=lessons, progress=progress)
        return self._planned(reading, decisions or {}, progress, columns)

    def unread(
        self, given: Given, *, name: str = "", columns: Columns | None = None
    ) -> tuple[TableView, ...]:
        """Return the tables of a file that no heading explains, for a clerk to say what they hold.

        Raises:
            Rejected: when it cannot be read.
            Unavailable: when the file is missing, locked or too large.
        """
        from dangjian_desktop.exchange.rosters import unread_tables

        document, shapes = self._document(given, "", name)
        found = unread_tables(document, shapes, self._lessons(shapes, columns or {}))
        return table_views(self, found)

    def decided(self, plan: RosterPlan, decisions: Mapping[str, Decision]) -> RosterPlan:
        """Return the preview of the same reading with what the clerk decided."""
        return self._planned(plan.reading, decisions, said=plan.said)

    def apply(
        self, plan: RosterPlan, progress: Progress | None = None, *, learn: bool = False
    ) -> Outcome[RosterPlan]:
        """Store what a preview showed, as one step with one undo.

        Args:
            plan: the preview.
            progress: told how far it is.
            learn: whether the office remembers what was said of headings.

        Raises:
            Rejected: when the book has changed since the preview.
        """
        if plan.plan.is_empty():
            return Outcome(plan, plan.findings, NOTHING)
        self._refuse_stale(plan)
        told: list[Finding] = []

        def also(work: UnitOfWork) -> None:
            if learn:
                _learn(plan, work)
            new = {
                one.name
                for one in plan.changes
                if (one.kind, one.entity) == (ChangeKind.ADDED, Entity.COMMUNITY)
            }
            fresh = [place for place in work.communities.all() if place.name in new]
            told.extend(excused(work, fresh, self._clock.today()))

        store(self._book, "roster.import", plan.summary, plan.plan, progress, also)
        touched = Changes.of(Topic.ROSTER, Topic.CAMPAIGNS) if told else TOUCHED
        return Outcome(plan, (*plan.findings, *told), touched)

    def _refuse_stale(self, plan: RosterPlan) -> None:
        """Compare again where the book has gone on since: what is stored is what was seen."""
        with self._book.read() as view:
            if view.audit.head()[0] == plan.seen:
                return
        again = self._planned(plan.reading, plan.decisions)
        if [_outline(one) for one in again.changes] != [_outline(one) for one in plan.changes]:
            raise Rejected(finding("roster.stale_preview", where=Where(file=plan.reading.source)))

    def learned(self) -> tuple[LearnedHeading, ...]:
        """Return the headings remembered for this office."""
        with self._book.read() as view:
            return tuple(one for one in view.learned_headings.all() if one.kind != PLACES)

    def learned_places(self) -> tuple[LearnedHeading, ...]:
        """Return which villages of the roster those are that files write otherwise."""
        with self._book.read() as view:
            return view.learned_headings.find(kind=PLACES)

    def forget(self, kind: str = "", heading: str = "") -> Outcome[int]:
        """Forget a heading of a kind, or a village; neither given, all headings. Returns how many."""
        with self._book.work("roster.forget", "忘掉表头") as work:
            gone = [
                one
                for one in work.learned_headings.all()
                if kind in ("", one.kind)
                and heading in ("", one.heading)
                and (kind or heading or one.kind != PLACES)
            ]
            for one in gone:
                work.learned_headings.remove(one.kind, one.heading)
            if gone:
                work.describe(f"忘掉表头：{'、'.join(one.heading for one in gone)}")
                work.commit()
        return Outcome(len(gone), (), NOTHING)

    def export_refused(self, plan: RosterPlan, path: Path) -> Outcome[int]:
        """Write the refused rows as they stand in the file, each with what is wrong, to an Excel file.

        The file can be mended and imported again as it is; returns how many rows it holds.

        Raises:
            Rejected: when no row was refused.
            Unavailable: when the file cannot be written.
        """
        from dangjian_desktop.documents.xlsx import render_xlsx
        from dangjian_desktop.services.refused_rows import refused_paper
        from dangjian_desktop.services.whole_files import write_whole

        paper, count = refused_paper(plan, self._clock.today())
        write_whole(path, render_xlsx(paper))
        with self._book.work("roster.refused", f"导出拒收的 {count} 行：{path.name}") as work:
            work.commit()
        return Outcome(count, (), NOTHING)

    def _document(self, given: Given, kind: str, name: str) -> tuple[Document, list[RosterShape]]:
        from dangjian_desktop.exchange.headings import headwords
        from dangjian_desktop.exchange.rosters import RosterShape
        from dangjian_desktop.exchange.tables import read_document

        shapes = [RosterShape.of(form) for form in self._catalog.roster_forms()]
        if kind and kind not in {shape.kind for shape in shapes}:
            known_kinds = "、".join(f"{name}（{code}）" for code, name in self.kinds())
            raise Rejected(finding("roster.unknown_kind", kind=kind, known=known_kinds))
        return read_document(source_of(given, name), headwords(*(one.synonyms for one in shapes))), shapes

    def _lessons(self, shapes: list[RosterShape], chosen: Columns) -> dict[str, Taught]:
        """Return what the clerk says now, and has said, of the headings of every kind."""
        learned: dict[str, dict[str, str]] = {}
        for one in self.learned():
            learned.setdefault(one.kind, {})[one.heading] = one.field
        return {
            shape.kind: Taught(
                {heading: name for heading, name in chosen.items() if name in ("", *shape.synonyms)},
                learned.get(shape.kind, {}),
            )
            for shape in shapes
        }

    def _planned(
        self,
        reading: RosterReading,
        decisions: Mapping[str, Decision],
        progress: Progress | None = None,
        said: Columns | None = None,
    ) -> RosterPlan:
        rules = matching_rules(self._catalog)
        with self._book.read() as view:
            known = roster_book(view, voters=bool(reading.voters))
            seen = view.audit.head()[0]
            answers = view.import_answers.all()
            places = {one.heading: one.field for one in view.learned_headings.find(kind=PLACES)}
        judging = Judging(
            rules=rules,
            day=self._clock.today(),
            decisions=decisions,
            answers=answers,
            places=places,
            titles=self._catalog.structure_form(TWO_COMMITTEES).words,
        )
        plan = plan_roster(reading, known, name_reading, judging, progress)
        return RosterPlan(
            reading=reading,
            plan=plan,
            seen=seen,
            decisions=decisions,
            pairs=(
                *place_pairs(plan.places, {one.id: one.name for one in known.areas}),
                *import_pairs(plan.pairs, rules),
                *holder_pairs(plan.holders),
            ),
            tables=table_views(self, reading.tables),
            said=said or {},
        )


def _learn(plan: RosterPlan, work: UnitOfWork) -> None:
    """Remember what the headings of a file were said to mean, in place of what held their fields before."""
    for table in plan.tables:
        fields = {"", *(code for code, _ in table.fields)}
        headings = {one.heading for one in table.columns if can_be_learned(one.heading)}
        said = {one: plan.said[one] for one in headings & plan.said.keys() if plan.said[one] in fields}
        for old in work.learned_headings.find(kind=table.kind):
            if old.heading in headings - said.keys() and old.field in {*said.values()} - {""}:
                work.learned_headings.remove(old.kind, old.heading)
        for heading, name in sorted(said.items()):
            work.learned_headings.put(LearnedHeading(kind=table.kind, heading=heading, field=name))


def matching_rules(catalog: Catalog) -> MatchingForm:
    """Return what makes two records alike: the newest edition."""
    return cast("MatchingForm", catalog.editions("matching", RULES)[-1])


def demand_community(book: RosterBook, name: str) -> None:
    """Raise Rejected ``roster.unknown_place`` when a community is named that the roster has not."""
    if name and name not in {one.name for one in book.communities}:
        raise Rejected(finding("roster.unknown_place", where=Where(field="单位"), name=name))


def roster_book(view: Repositories, *, voters: bool = False) -> RosterBook:
    """Return the whole roster of a book, its voters only where they are asked for."""
    return RosterBook(
        areas=view.areas.all(),
        communities=view.communities.all(),
        orgs=view.party_orgs.all(),
        persons=view.persons.all(),
        groups=view.work_groups.all(),
        posts=view.posts.all(),
        committees=view.committees.all(),
        resident_groups=view.resident_groups.all(),
        voters=view.voters.all() if voters else (),
    )


def _outline(change: PlannedChange) -> tuple[str, ...]:
    return (change.kind, change.entity, change.name, change.field, change.old, change.new)
