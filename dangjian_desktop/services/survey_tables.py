"""各单位结果: one survey over all meetings of a campaign, by person, by unit and by area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.domain.survey_figures import (
    Counted,
    Level,
    SurveyLine,
    counted_group,
    counted_subject,
    counted_ticks,
    line_of,
)
from dangjian_desktop.domain.tallies import GroupTally, MeetingTally, tally
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.kernel.texts.ballots import SURVEY_WORDS
from dangjian_desktop.services.meeting_rows import counts_of, meeting_of

if TYPE_CHECKING:
    from dangjian_desktop.services.meeting_forms import MeetingForms
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.repositories import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTable:
    """The figures of one form; ``void`` are the titles of meetings whose counts are void, ``open`` of those
    not all typed."""

    form: BallotForm
    group: str
    lines: tuple[SurveyLine, ...]
    void: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    def level(self, *levels: Level) -> tuple[SurveyLine, ...]:
        """Return the lines of some levels."""
        return tuple(line for line in self.lines if line.level in levels)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Return the levels that hold lines, persons first."""
        return tuple(one for one in Level if any(line.level is one for line in self.lines))


Said = tuple[str, Counted | None]


@dataclass(slots=True)
class _Piles:
    """What the meetings say, by area, unit and person, in the office's order."""

    areas: dict[str, list[Said]] = field(default_factory=dict)
    units: dict[tuple[str, str], list[Said]] = field(default_factory=dict)
    persons: dict[tuple[str, str, str], list[Said]] = field(default_factory=dict)

    def add(self, area: str, unit: str, said: Said, person: str = "") -> None:
        self.areas.setdefault(area, []).append(said)
        self.units.setdefault((area, unit), []).append(said)
        if person:
            self.persons.setdefault((area, unit, person), []).append(said)


class SurveyTables:
    """What a clerk can see of one survey."""

    def __init__(self, book: Book, forms: MeetingForms) -> None:
        self._book, self._forms = book, forms

    def table(self, meeting_id: str, group: str = "") -> SurveyTable:
        """Return the survey that a meeting belongs to: all meetings of its campaign on its form.

        Raises:
            Rejected: the meeting or its form is gone, or the form has no such group.
        """
        with self._book.read() as view:
            like = meeting_of(view, meeting_id)
            form = self._forms.on_paper(like)
            if group and form.group(group) is None:
                raise Rejected(finding("ballots.unknown_group", group=group))
            found = view.meetings.find(campaign_id=like.campaign_id, form_code=like.form_code)
            places, piles = _places(view), _Piles()
            void, unfinished = [], []
            for meeting in sorted(found, key=lambda m: (places(m)[0], m.title)):
                made, listed = self._counted(view, meeting)
                if made.void:
                    void.append(meeting.title)
                    continue
                if any(f.code == "ballots.not_all_typed" for f in made.findings):
                    unfinished.append(meeting.title)
                if made.total.valid:
                    _, area, unit = places(meeting)
                    _pile(piles, made, form, (area, unit), group, bool(listed))
        return SurveyTable(
            form=form, group=group, lines=_lines(piles), void=tuple(void), open=tuple(unfinished)
        )

    def _counted(self, view: Repositories, meeting: Meeting) -> tuple[MeetingTally, tuple[str, ...]]:
        form = self._forms.of(view, meeting)
        return tally(form, meeting, counts_of(view, form, meeting)), form.listed


def _pile(
    piles: _Piles, made: MeetingTally, form: BallotForm, place: tuple[str, str], group: str, listed: bool
) -> None:
    """Put what a meeting says on the piles; a list judges persons, whose ballots are added for the unit."""
    part: GroupTally | None = made.total
    if group:
        part = next((g for g in made.groups if g.group == group), None)
    meeting = made.meeting_id
    if not listed:
        held = counted_group(part, form.overall_item) if part is not None else None
        piles.add(*place, (meeting, held))
        return
    for n, one in enumerate(made.total.subjects):
        held = counted_subject(part, part.subjects[n], form.overall_item) if part is not None else None
        piles.add(*place, (meeting, held), person=one.name)
    if part is not None:
        piles.add(*place, (meeting, counted_ticks(part)))


def _lines(piles: _Piles) -> tuple[SurveyLine, ...]:
    whole = [one for parts in piles.areas.values() for one in parts]
    lines = [line_of(Level.PERSON, key, parts) for key, parts in piles.persons.items()]
    lines += [line_of(Level.UNIT, (*key, key[1]), parts) for key, parts in piles.units.items()]
    lines += [line_of(Level.AREA, (area, "", area), parts) for area, parts in piles.areas.items()]
    if whole:
        lines.append(line_of(Level.WHOLE, ("", "", SURVEY_WORDS["whole"]), whole))
    return tuple(lines)


def _places(view: Repositories) -> Callable[[Meeting], tuple[tuple[int, int, str], str, str]]:
    """Return a function that gives a meeting's order, area and unit (or person)."""
    areas = {a.id: a for a in view.areas.all()}
    units = {c.id: c for c in view.communities.all()}
    orgs = {o.id: o for o in view.party_orgs.all()}
    people = {p.id: p.name for p in view.persons.all()}
    homes = {post.person_id: post.community_id for post in view.posts.all() if post.community_id}
    outside = (len(areas), SURVEY_WORDS["outside"])

    def place(meeting: Meeting) -> tuple[tuple[int, int, str], str, str]:
        org = orgs.get(meeting.party_org_id or "")
        home = meeting.community_id or (org.community_id if org else homes.get(meeting.person_id or ""))
        unit = units.get(home or "")
        area = areas.get(unit.area_id or "") if unit is not None else None
        rank, area_name = (area.order, area.name) if area else outside
        at, unit_name = (unit.order, unit.name) if unit else (len(units), "")
        name = org.name if org else people.get(meeting.person_id or "") or unit_name
        return (rank, at, name), area_name, name

    return place
