"""The changes that de-identify a campaign, in one open unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.kernel.texts.retention import ALIAS, CLOSED_WORDS, LISTED_NAME, SURVEY_TITLE
from dangjian_desktop.services.closing_words import COLUMNS, cleaned, cleaned_remarks, names_somebody
from dangjian_desktop.services.portraits import file_name
from dangjian_desktop.services.typed_fields import OF_CAMPAIGNS, Treatment, frozen_kind, frozen_subject

if TYPE_CHECKING:
    from datetime import date

    from dangjian_desktop.domain.vetting import Opinion
    from dangjian_desktop.services.closing import Held
    from dangjian_desktop.services.typed_fields import TypedField
    from dangjian_desktop.storage.repositories import Repositories
    from dangjian_desktop.storage.repositories.book import StoredFile
    from dangjian_desktop.storage.work import UnitOfWork

# Operations on these are told in words about persons: once closed, the words go too.
TELLING = (
    "candidates",
    "opinions",
    "admonition_talks",
    "tellings",
    "objections",
    "appraisal_grades",
    "meetings",
    "listed_subjects",
    "papers",
    "paper_texts",
    "rectifications",
    "publications",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper, or a mended text, that is kept; ``file`` is the key of its attachment, if any."""

    shelf: str
    id: str
    kind: str
    file: str | None
    text: str
    subject: str = ""


def others(view: Repositories, campaign_id: str) -> frozenset[str]:
    """Return the keys of every other campaign and of its meetings."""
    campaigns = {one.id for one in view.campaigns.all()} - {campaign_id}
    meetings = {one.id for one in view.meetings.all() if one.campaign_id in campaigns}
    return frozenset(campaigns | meetings)


class Deidentifying:
    """The changes of one closing, in the open unit."""

    def __init__(self, work: UnitOfWork, held: Held, papers: Sequence[Kept]) -> None:
        self._work, self._campaign, self._held, self._papers = work, held.campaign, held, papers
        self._gone: dict[str, set[str]] = {}

    def run(self, settled: Iterable[Opinion], today: date) -> tuple[str, ...]:
        """Change everything, purge the journal, and return the digests of the files to remove."""
        self._unname_candidates()
        self._unname_surveys()
        self._forget_typists()
        self._blank_objections()
        self._drop_grades()
        self._clean_words()
        self._forget_history()
        self._empty_fields()
        self._cut_papers()
        files = self._drop_papers()
        files += self._drop_persons()
        for opinion in settled:
            self._work.opinions.add(opinion)
        campaign = self._work.campaigns.get(self._campaign.id) or self._campaign
        self._work.campaigns.put(replace(campaign, closed_on=today))
        words = CLOSED_WORDS.format(title=campaign.title)
        gone = {table: frozenset(keys) for table, keys in self._gone.items()}
        self._work.purge(gone, self._held.own | self._held.acting, telling=TELLING, words=words)
        return tuple(files)

    def _unname_candidates(self) -> None:
        work = self._work
        keys = set()
        for number, one in enumerate(self._held.candidates, 1):
            alias = ALIAS.format(number=number)
            self._renew(
                "candidates",
                replace(one, person_id=None, community_id=None, sought_post="", alias=alias),
            )
            keys.add(one.id)
        for opinion in work.opinions.all():
            if opinion.candidate_id in keys:
                self._renew("opinions", replace(opinion, basis="", evidence="", answered_by=""))
        for talk in work.admonition_talks.all():
            if talk.candidate_id in keys:
                self._renew("admonition_talks", replace(talk, held_by="", note=""))
        for telling in work.tellings.all():
            if telling.candidate_id in keys:
                self._renew("tellings", replace(telling, told_by="", way=""))

    def _unname_surveys(self) -> None:
        for number, key in enumerate(self._held.surveys, 1):
            meeting = self._work.meetings.get(key)
            if meeting is not None and meeting.person_id is not None:
                title = SURVEY_TITLE.format(number=number)
                self._renew("meetings", replace(meeting, person_id=None, title=title))
        for line in self._held.listed:
            name = LISTED_NAME.format(number=line.order + 1)
            self._renew("listed_subjects", replace(line, person_id=None, name=name, note=""))

    def _forget_typists(self) -> None:
        for meeting in self._work.meetings.find(campaign_id=self._campaign.id):
            self._work.entry_typists.remove(meeting.id)

    def _blank_objections(self) -> None:
        decisions = {d.id for d in self._work.decisions.find(campaign_id=self._campaign.id)}
        for one in self._work.objections.all():
            if one.decision_id in decisions:
                words = CLOSED_WORDS.format(title=self._campaign.title)
                blank = replace(one, content=words, finding="", answer="", answered_by="")
                self._renew("objections", replace(blank, raised_by="", investigated_by=""))

    def _drop_grades(self) -> None:
        """Grades of persons go, the later ones first, which name those before them."""
        grades = [g for g in self._work.appraisal_grades.find(campaign_id=self._campaign.id) if g.person_id]
        later = {g.review_of: g for g in grades if g.review_of}
        for first in [g for g in grades if g.review_of is None]:
            chain = [first]
            while chain[-1].id in later:
                chain.append(later[chain[-1].id])
            for one in reversed(chain):
                self._drop("appraisal_grades", one.id)

    def _clean_words(self) -> None:
        """Names and numbers go out of what was typed; of ballots no image is kept, so none is purged."""
        work, held = self._work, self._held
        for one in [*cleaned(work, self._campaign, held.everybody_mask, held.own_mask)]:
            self._renew(one.shelf, one.value)
        for before, after in [*cleaned_remarks(work, self._campaign, held.everybody_mask)]:
            work.remarks.remove(before)
            work.remarks.add(after)

    def _forget_history(self) -> None:
        """What was removed before, and what was typed once and changed since, goes out of the history."""
        from dangjian_desktop.storage.purging import history_of, note

        work, mask = self._work, self._held.everybody_mask
        shelves = {getattr(work, one).table.name: one for one in (*TELLING, *COLUMNS)}
        for table, key, row in [*history_of(work, self._campaign.id, shelves)]:
            if key in self._gone.get(table, ()):
                continue
            there = getattr(work, shelves[table]).get(key) is not None
            if not there or names_somebody(shelves[table], row, mask):
                note(work, table, key)
                self._gone.setdefault(table, set()).add(key)

    def _empty_fields(self) -> None:
        """What was typed for papers goes, out of the history too; what another campaign typed there since
        stays."""
        dropped = {(one.kind, one.subject) for one in self._papers}
        for field in self._held.fields:
            mask = self._held.everybody_mask
            if not (field.loses(mask) or self._lets_go(field, dropped)):
                continue
            now = field.without(mask) if field.stands else field.value
            self._drop("settings", field.key)
            if now:
                self._work.settings.set(field.key, now)

    def _lets_go(self, field: TypedField, dropped: set[tuple[str, str]]) -> bool:
        """Tell whether the paper that fields are held fast for goes, or was gone before."""
        if field.treatment is not Treatment.FROZEN:
            return False
        kind, subject = frozen_kind(field.key), frozen_subject(field.key)
        return (kind, subject) in dropped or not self._work.paper_texts.count(kind=kind, subject=subject)

    def _cut_papers(self) -> None:
        """Papers of campaigns and meetings that stay no longer say whom of this campaign they are about."""
        work, gone = self._work, {paper.id for paper in self._papers}
        other = others(work, self._campaign.id)
        about = {
            one.id: one.kind in OF_CAMPAIGNS and one.campaign_id not in other for one in work.papers.all()
        }
        for link in work.paper_subjects.all():
            person = link.person_id
            of_it = person in self._held.persons and about[link.paper_id]
            if link.paper_id in gone or person in self._held.only_here or of_it:
                self._drop("paper_subjects", link.id)

    def _drop_papers(self) -> list[str]:
        for paper in self._papers:
            self._drop(paper.shelf, paper.id)
        files = self._work.attachments.get_many(one.file for one in self._papers if one.file)
        for key in files:
            self._drop("attachments", key)
        return self._unused(files.values())

    def _drop_persons(self) -> list[str]:
        photos: list[StoredFile] = []
        work = self._work
        for key in self._held.only_here:
            person = work.persons.get(key)
            self._drop_traces(key)
            self._drop("persons", key)
            kept = {one.id: one for one in work.attachments.find(name=file_name(key))}
            kept |= work.attachments.get_many([person.photo] if person and person.photo else [])
            for photo in kept.values():
                self._drop("attachments", photo.id)
            photos += kept.values()
        return self._unused(photos)

    def _drop_traces(self, person: str) -> None:
        """Drop what the lists of doubts, of imports and of removed entries know of a person."""
        work = self._work
        for pair in work.distinctions.all():
            if person in (pair.first_id, pair.second_id):
                work.distinctions.remove(pair.first_id, pair.second_id)
        for answer in work.import_answers.find(person_id=person):
            self._drop("import_answers", answer.id)
        for bin_row in work.removed.all():
            if person in bin_row.rows or bin_row.merged_into == person:
                self._drop("removed", bin_row.id)

    def _renew(self, shelf: str, value: object) -> None:
        repository = getattr(self._work, shelf)
        repository.put(value)
        key = next(iter(repository.table.primary_key)).name
        self._gone.setdefault(repository.table.name, set()).add(getattr(value, key))

    def _drop(self, shelf: str, key: str) -> None:
        repository = getattr(self._work, shelf)
        repository.remove(key)
        self._gone.setdefault(repository.table.name, set()).add(key)

    def _unused(self, dropped: Iterable[StoredFile]) -> list[str]:
        still = set(self._work.attachments.digests())
        return [one.sha256 for one in dropped if one.sha256 not in still]
