"""The personal data of a campaign as it is found in the record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dangjian_desktop.domain.names import several_owners
from dangjian_desktop.domain.retention import Mask, RetentionForm
from dangjian_desktop.kernel.texts.retention import CLOSED_WORDS
from dangjian_desktop.services.closing_words import cleaned, cleaned_remarks, signatures
from dangjian_desktop.services.typed_fields import TypedField, typed_fields

if TYPE_CHECKING:
    from datetime import date

    from dangjian_desktop.domain.ballot_lists import ListedSubject
    from dangjian_desktop.domain.ballots import Meeting
    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.domain.vetting import AdmonitionTalk, Candidate, Opinion, Telling
    from dangjian_desktop.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Bounds:
    """What closing goes by: its form, until when the data is kept, which meetings judge persons."""

    form: RetentionForm
    until: date
    judges_persons: Callable[[Meeting], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The personal data of one campaign, as a view finds it. ``only_here``: names by person's key,
    ``persons``: the keys of all it vetted or judged by name, ``listed``: the lines that are persons.

    ``own`` are the names known only through the campaign, typed ones too; ``acting`` those of the people who
    signed for it and are not in the roster; ``fields`` what was typed for papers.
    """

    campaign: Campaign
    persons: frozenset[str]
    candidates: tuple[Candidate, ...]
    names: tuple[str, ...]
    only_here: dict[str, str]
    surveys: tuple[str, ...]
    listed: tuple[ListedSubject, ...]
    opinions: int
    talks: int
    tellings: int
    objections: int
    typists: frozenset[str]
    fields: tuple[TypedField, ...]
    own: frozenset[str]
    acting: frozenset[str]
    everybody_mask: Mask
    own_mask: Mask

    @staticmethod
    def of(view: Repositories, campaign: Campaign, bounds: Bounds) -> Held:
        """Gather what is there."""
        candidates = tuple(c for c in view.candidates.find(campaign_id=campaign.id) if c.person_id)
        keys = {c.id for c in candidates}
        persons = view.persons.get_many(c.person_id or "" for c in candidates)
        meetings = {one.id: one for one in view.meetings.find(campaign_id=campaign.id)}
        listed = tuple(
            one
            for one in view.listed_subjects.all()
            if one.meeting_id in meetings and _is_person(one, meetings[one.meeting_id], bounds)
        )
        personal = {one.meeting_id for one in listed}.union(m.id for m in meetings.values() if m.person_id)
        judged = {m.person_id for m in meetings.values()} | {one.person_id for one in listed}
        judged |= {c.person_id for c in candidates}
        only_here = {key: persons[key].name for key in sorted(persons) if _only_here(view, key, campaign.id)}
        typists = _typists(view, meetings.values())
        fields = typed_fields(view, campaign.id, bounds.until)
        known = _Known.of(view, bounds.form)
        own = frozenset(only_here.values()) | known.strangers(
            chain(chain.from_iterable(one.names() for one in fields), (one.name for one in listed))
        )
        acting = known.strangers(chain(signatures(view, campaign), typists))
        everybody = own | acting | known.roster
        return Held(
            campaign=campaign,
            persons=frozenset(filter(None, judged)),
            candidates=candidates,
            names=tuple(dict.fromkeys(p.name for p in persons.values())),
            only_here=only_here,
            surveys=tuple(key for key in meetings if key in personal),
            listed=listed,
            opinions=_about(view.opinions.all(), keys),
            talks=_about(view.admonition_talks.all(), keys),
            tellings=_about(view.tellings.all(), keys),
            objections=_objections(view, campaign),
            typists=typists,
            fields=fields,
            own=own,
            acting=acting,
            everybody_mask=Mask.of(everybody, known.units, bounds.form),
            own_mask=Mask.of(own, known.units, bounds.form),
        )

    def counted(self, view: Repositories) -> Counted:
        """Count the words that lose somebody."""
        texts = [*cleaned(view, self.campaign, self.everybody_mask, self.own_mask)]
        remarks = sum(1 for _ in cleaned_remarks(view, self.campaign, self.everybody_mask))
        return Counted(
            who=sum(one.who for one in texts),
            words=sum(one.words for one in texts) + remarks,
            fields=sum(one.loses(self.everybody_mask) for one in self.fields),
        )


class Counted(NamedTuple):
    """How many texts lose who signed, how many a name or number, how many fields of papers are emptied."""

    who: int
    words: int
    fields: int


@dataclass(frozen=True, slots=True)
class _Known:
    """The names in the record: of persons, and of units."""

    roster: frozenset[str]
    units: frozenset[str]
    together: str
    form: RetentionForm

    @staticmethod
    def of(view: Repositories, form: RetentionForm) -> _Known:
        roster = frozenset(str(row[0]) for row in view.persons.stream("name"))
        rows = chain.from_iterable(
            one.stream("name") for one in (view.areas, view.communities, view.party_orgs)
        )
        units = frozenset(str(row[0]) for row in rows)
        return _Known(roster, units, "\n".join(units), form)

    def strangers(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the names among typed cells that are neither in the roster nor a unit's."""
        found = frozenset(chain.from_iterable(several_owners(text) for text in texts)) - self.roster
        return frozenset(one for one in found if self.form.is_name(one) and one not in self.together)


def names_plainly(view: Repositories, campaign: Campaign) -> bool:
    """Tell whether there is somebody to take out of the record, whatever was typed: a quick look."""
    meetings = view.meetings.find(campaign_id=campaign.id)
    return (
        any(one.person_id for one in view.candidates.find(campaign_id=campaign.id))
        or any(one.person_id for one in meetings)
        or bool(_objections(view, campaign))
        or bool(_typists(view, meetings))
    )


def _is_person(line: ListedSubject, meeting: Meeting, bounds: Bounds) -> bool:
    if line.community_id or line.party_org_id:
        return False
    return bool(line.person_id) or (bounds.judges_persons(meeting) and bounds.form.is_name(line.name))


def _about(entries: Iterable[Opinion | AdmonitionTalk | Telling], candidates: Collection[str]) -> int:
    return sum(one.candidate_id in candidates for one in entries)


def _objections(view: Repositories, campaign: Campaign) -> int:
    decisions = {d.id for d in view.decisions.find(campaign_id=campaign.id)}
    words = CLOSED_WORDS.format(title=campaign.title)
    return sum(one.decision_id in decisions and one.content != words for one in view.objections.all())


def _typists(view: Repositories, meetings: Iterable[Meeting]) -> frozenset[str]:
    by_entry = (view.entry_typists.of_meeting(one.id).values() for one in meetings)
    return frozenset(chain.from_iterable(chain.from_iterable(by_entry)))


def _only_here(view: Repositories, person_id: str, campaign_id: str) -> bool:
    """Tell whether nothing but this campaign gives a person a place in the record."""
    if view.posts.count(person_id=person_id):
        return False
    campaigns = {one.campaign_id for one in view.candidates.find(person_id=person_id)}
    campaigns |= {one.campaign_id for one in view.meetings.find(person_id=person_id)}
    campaigns |= {one.campaign_id for one in view.appraisal_grades.find(person_id=person_id)}
    papers = view.papers.get_many(one.paper_id for one in view.paper_subjects.find(person_id=person_id))
    campaigns |= {one.campaign_id for one in papers.values() if one.campaign_id}
    lists = view.listed_subjects.find(person_id=person_id)
    campaigns |= {
        one.campaign_id for one in view.meetings.get_many(line.meeting_id for line in lists).values()
    }
    return campaigns <= {campaign_id}
