"""How a candidate's row is put together from the record: person, clauses, who answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.domain.forms import ClauseKind, VettingForm
from dangjian_desktop.domain.organisations import Community, PartyOrg
from dangjian_desktop.domain.people import (
    Person,
    Post,
    PostRole,
    Sex,
    age_on,
    masked_id_number,
    masked_phone,
)
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.domain.vetting import (
    AdmonitionTalk,
    Candidate,
    Opinion,
    Reason,
    Telling,
    in_force,
    verdict,
)
from dangjian_desktop.kernel.texts.vetting import BY_TALLY
from dangjian_desktop.services.ballot_views import SubjectFigures
from dangjian_desktop.services.vetting_views import CandidateRow, ClauseCell, PersonBrief, PersonChoice

SEX_NAMES = {Sex.MALE: "男", Sex.FEMALE: "女"}
SERVING = frozenset(
    {
        PostRole.SECRETARY,
        PostRole.DEPUTY_SECRETARY,
        PostRole.PARTY_MEMBER,
        PostRole.DIRECTOR,
        PostRole.DEPUTY_DIRECTOR,
        PostRole.COMMITTEE_MEMBER,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The roster as a vetting needs it."""

    persons: Mapping[str, Person]
    posts: Mapping[str, Sequence[Post]]
    communities: Mapping[str, Community]
    orgs: Mapping[str, PartyOrg]
    day: date

    def held(self, person_id: str) -> list[Post]:
        """Return the posts a person holds on the day."""
        return [p for p in self.posts.get(person_id, ()) if p.until is None or p.until >= self.day]

    def community_of(self, post: Post) -> str | None:
        """Return the community a post belongs to, directly or through its organisation."""
        if post.community_id is not None:
            return post.community_id
        org = self.orgs.get(post.party_org_id or "")
        return org.community_id if org else None

    def words(self, post: Post) -> str:
        """Write a post: its community or organisation, then its title."""
        community = self.communities.get(post.community_id or "")
        org = self.orgs.get(post.party_org_id or "")
        place = community.name if community else org.name if org else ""
        return f"{place} {post.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What is recorded about candidates, by candidate."""

    opinions: Mapping[str, Sequence[Opinion]]
    talks: Mapping[str, Sequence[AdmonitionTalk]]
    tellings: Mapping[str, Sequence[Telling]]


def row_of(
    form: VettingForm,
    candidate: Candidate,
    people: People,
    recorded: Recorded,
    figures: Sequence[SubjectFigures],
) -> CandidateRow:
    """Make one candidate's row; the verdict is held against the form anew each time."""
    opinions = in_order(recorded.opinions.get(candidate.id, ()))
    survey = figures_for(candidate, figures)
    rates: tuple[RateFigure, ...] = survey.rates if survey else ()
    found = verdict(form, candidate, opinions, rates)
    reasons = {r.clause: r for r in found.reasons}
    community = people.communities.get(candidate.community_id or "")
    return CandidateRow(
        candidate=candidate,
        form=form,
        person=who_stands(candidate, people),
        community=community.name if community else "",
        cells=tuple(
            _cell(form, code.code, reasons[code.code], candidate, opinions, survey) for code in form.clauses
        ),
        verdict=found,
        talks=tuple(recorded.talks.get(candidate.id, ())),
        tellings=tuple(recorded.tellings.get(candidate.id, ())),
    )


def who_stands(candidate: Candidate, people: People) -> PersonBrief:
    """Return what the pane shows of a candidate's person: once closed, the alias alone."""
    person = people.persons.get(candidate.person_id or "")
    if person is not None:
        return brief(person, people)
    return PersonBrief(
        id="", name=candidate.alias, sex="", age=None, education="", political_status="", id_number="",
        phone="", posts=(),
    )  # fmt: skip


def figures_for(candidate: Candidate, figures: Iterable[SubjectFigures]) -> SubjectFigures | None:
    """Return the appraisal that speaks of a candidate: the person's own, else the community's."""
    found = tuple(figures)
    own = next((f for f in found if f.person_id and f.person_id == candidate.person_id), None)
    if own is not None or candidate.community_id is None:
        return own
    return next((f for f in found if f.community_id == candidate.community_id), None)


def _cell(
    form: VettingForm,
    code: str,
    reason: Reason,
    candidate: Candidate,
    opinions: Sequence[Opinion],
    survey: SubjectFigures | None,
) -> ClauseCell:
    clause = next(c for c in form.clauses if c.code == code)
    own = tuple(o for o in opinions if o.clause_code == code)
    asked = candidate.serving or not clause.serving_only
    who, when = "", None
    if clause.kind is ClauseKind.COMPUTED and asked:
        who = BY_TALLY.format(meetings=len(survey.meetings)) if survey else ""
    elif own:
        same = [o for o in in_force(own) if o.answer is reason.answer]
        deciding = min(same, key=lambda o: o.review_of is None, default=own[-1])
        who, when = deciding.answered_by, deciding.answered_on
    return ClauseCell(clause=clause, reason=reason, opinions=own, asked=asked, who=who, when=when)


def in_order(opinions: Iterable[Opinion]) -> list[Opinion]:
    """Order answers so that each stands behind the one it replaces, else by day."""
    left = sorted(opinions, key=lambda o: (o.answered_on or date.min, o.review_of is not None))
    placed: list[Opinion] = []
    done: set[str | None] = {None}
    while left:
        following = next((o for o in left if o.review_of in done), left[0])
        left.remove(following)
        placed.append(following)
        done.add(following.id)
    return placed


# ---------------------------------------------------------------- people


def brief(person: Person, people: People) -> PersonBrief:
    """Return what the pane shows of a person, masked."""
    return PersonBrief(
        id=person.id,
        name=person.name,
        sex=SEX_NAMES[person.sex] if person.sex else "",
        age=age_on(person.birth, people.day) if person.birth else None,
        education=person.education,
        political_status=person.political_status,
        id_number=masked_id_number(person.id_number),
        phone=masked_phone(person.phone),
        posts=tuple(people.words(p) for p in people.held(person.id)),
    )


def choice_of(person: Person, people: People) -> PersonChoice:
    """Return a person as one who may be proposed."""
    held = people.held(person.id)
    serving = [p for p in held if p.role in SERVING and people.community_of(p) is not None]
    return PersonChoice(
        id=person.id,
        name=person.name,
        pinyin=person.pinyin,
        initials=person.initials,
        posts="；".join(people.words(p) for p in held),
        community_id=people.community_of(serving[0]) if serving else None,
        serving=bool(serving),
    )
