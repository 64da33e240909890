"""Persons entered twice: found, merged with their history, or kept apart for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.domain.doubts import doubted, doubts_of
from dangjian_desktop.domain.matching import Match, Register
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Distinction, Person, Post
from dangjian_desktop.domain.recycling import Removed, RemovedKind
from dangjian_desktop.exchange.person_plans import differing, identities, merged
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, warning
from dangjian_desktop.services.name_readings import name_reading
from dangjian_desktop.services.pair_views import FIELDS_SHOWN, PairSide, PairView, pair_lines, posts_line, why
from dangjian_desktop.services.roster_import import matching_rules, roster_book
from dangjian_desktop.services.roster_views import PersonLine, person_lines

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.domain.matching import MatchingForm
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

TOUCHED = Changes.of(Topic.ROSTER, Topic.VETTING)
KEPT, GONE = "左边（留下）", "右边（并入）"
_BODY = ("role", "area_id", "community_id", "party_org_id", "work_group_id", "resident_group_id")
_TIMES = ("title", "since", "until")
_MOVED = ("posts", "distinctions", "import_answers", "paper_subjects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two persons who may be one. The left one has more recorded and is proposed to stay."""

    kept: Person
    gone: Person
    points: int
    view: PairView


class Merging:
    """What a clerk can do with persons entered twice."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book = book
        self._catalog = catalog
        self._clock = clock

    def duplicates(self) -> tuple[Duplicate, ...]:
        """Return every two persons who look like one and are not kept apart, likeliest first."""
        rules = matching_rules(self._catalog)
        with self._book.read() as view:
            known = roster_book(view)
            apart = {(one.first_id, one.second_id) for one in view.distinctions.all()}
        lines = {one.person.id: one for one in person_lines(known, self._clock.today())}
        found = Register.of(identities(known), rules).pairs()
        return tuple(
            _duplicate(lines[key], lines[match.key], match, rules)
            for key, match in found
            if (key, match.key) not in apart
        )

    def merge(self, kept_id: str, gone_id: str, taken: Mapping[str, bool]) -> Outcome[Person]:
        """Make one person of two, as one step with one undo.

        Posts, candidacies and whatever else names the second goes over to the first; the second
        goes into the bin, whole, with the first named in it. What is empty in the first is filled.

        Args:
            kept_id: who stays.
            gone_id: who turned out to be the same.
            taken: for every field that differs, whether the second one's value is taken.

        Raises:
            Rejected: one is gone, both are one already, or a field that differs was not chosen.
        """
        if kept_id == gone_id:
            raise Rejected(finding("matching.same_record"))
        with self._book.work("roster.merge", "合并人员") as work:
            kept, gone = work.persons.get(kept_id), work.persons.get(gone_id)
            if kept is None or gone is None:
                raise Rejected(finding("roster.person_gone"))
            left = [name for name in differing(gone, kept) if name not in taken]
            if left:
                words = "、".join(FIELDS_SHOWN[name] for name in left)
                raise Rejected(finding("matching.not_chosen", where=Where(record=kept.name), fields=words))
            whole = merged(gone, kept, frozenset(name for name, mine in taken.items() if mine), name_reading)
            whole = doubted(replace(whole, photo=kept.photo or gone.photo), doubts_of(gone))
            told = _two_candidacies(work, kept, gone)
            _move_posts(work, kept.id, gone.id)
            _move_distinctions(work, kept.id, gone.id)
            _move_answers(work, kept.id, gone.id)
            _move_papers(work, kept.id, gone.id)
            work.removed.repoint("persons", gone.id, kept.id, except_tables=_MOVED)
            work.persons.put(whole)
            work.removed.add(
                Removed(
                    id=new_id(),
                    kind=RemovedKind.PERSON,
                    name=gone.name,
                    removed_on=self._clock.today(),
                    reason=f"与{kept.name}是同一人，已并入",
                    rows=work.removed.take_out("persons", gone.id, _MOVED),
                    merged_into=kept.id,
                )
            )
            work.describe(f"合并人员：{merged_words(gone.name, kept.name, whole.name)}")
            work.commit()
        return Outcome(whole, told, TOUCHED)

    def apart(self, one_id: str, other_id: str) -> Outcome[int]:
        """Keep two persons apart: they are never shown as alike again; returns 1 when that is new.

        Raises:
            Rejected: one is gone, or both are one.
        """
        if one_id == other_id:
            raise Rejected(finding("matching.same_record"))
        with self._book.work("roster.apart", "不是同一人") as work:
            found = work.persons.get_many((one_id, other_id))
            if len(found) < 2:
                raise Rejected(finding("roster.person_gone"))
            pair = Distinction.of(one_id, other_id, self._clock.today())
            new = work.distinctions.get(pair.first_id, pair.second_id) is None
            if new:
                work.distinctions.add(pair)
                work.describe(f"不是同一人：{found[one_id].name}、{found[other_id].name}")
                work.commit()
        return Outcome(int(new), (), TOUCHED if new else NOTHING)


def pair_of(one: PersonLine, other: PersonLine) -> tuple[PersonLine, PersonLine]:
    """Return the two with the one first that has more recorded, or was recorded first."""

    def weight(line: PersonLine) -> tuple[int, int, int, str]:
        person, posts = line.person, (*line.held, *line.past)
        filled = sum(bool(getattr(person, name)) for name in FIELDS_SHOWN) + person.birth_day_known
        return len(posts), filled, -min((one.post.order for one in posts), default=0), person.id

    return (one, other) if weight(one) >= weight(other) else (other, one)


def _duplicate(one: PersonLine, other: PersonLine, match: Match, rules: MatchingForm) -> Duplicate:
    kept, gone = pair_of(one, other)
    lines = pair_lines(kept.person, gone.person, differing(gone.person, kept.person))
    view = PairView(
        left=PairSide(kept.person.id, KEPT, "；".join(kept.posts[:1])),
        right=PairSide(gone.person.id, GONE, "；".join(gone.posts[:1])),
        lines=(*lines, posts_line(_all_posts(kept), _all_posts(gone))),
        level=rules.level(match.points),
        why=why(match),
    )
    return Duplicate(kept=kept.person, gone=gone.person, points=match.points, view=view)


def _all_posts(line: PersonLine) -> Sequence[str]:
    past = [f"{one.body} {one.post.title}（已离任）".strip() for one in line.past]
    return (*line.posts, *past)


def merged_words(gone: str, kept: str, name: str) -> str:
    """Say who was merged into whom, and the name when it is not that of the record kept."""
    return f"{gone} 并入 {kept}" + (f"，姓名用“{name}”" if name != kept else "")


def _move_posts(work: UnitOfWork, kept: str, gone: str) -> None:
    """Give the posts to the one who stays; one both hold becomes one, the other goes with the person."""
    held = list(work.posts.find(person_id=kept))
    for post in work.posts.find(person_id=gone):
        twin = next((one for one in held if _same_post(one, post)), None)
        if twin is None:
            work.posts.put(replace(post, person_id=kept))
            continue
        more = {name: getattr(twin, name) or getattr(post, name) for name in _TIMES}
        filled = replace(twin, **more)
        held[held.index(twin)] = filled
        work.posts.put(filled)


def _same_post(one: Post, other: Post) -> bool:
    if any(getattr(one, name) != getattr(other, name) for name in _BODY):
        return False
    return all(
        not getattr(one, name) or not getattr(other, name) or getattr(one, name) == getattr(other, name)
        for name in _TIMES
    )


def _move_distinctions(work: UnitOfWork, kept: str, gone: str) -> None:
    """Whoever is not the one who goes is not the one who stays either."""
    for one in (*work.distinctions.find(first_id=gone), *work.distinctions.find(second_id=gone)):
        other = one.second_id if one.first_id == gone else one.first_id
        if other != kept:
            work.distinctions.put(Distinction.of(kept, other, one.decided_on))


def _move_answers(work: UnitOfWork, kept: str, gone: str) -> None:
    """What was answered of the one who goes holds for the one who stays."""
    mine = {(one.field, one.digest) for one in work.import_answers.find(person_id=kept)}
    for one in work.import_answers.find(person_id=gone):
        if (one.field, one.digest) not in mine:
            work.import_answers.put(replace(one, person_id=kept))


def _move_papers(work: UnitOfWork, kept: str, gone: str) -> None:
    """Papers about the one who goes are about the one who stays."""
    mine = {one.paper_id for one in work.paper_subjects.find(person_id=kept)}
    for one in work.paper_subjects.find(person_id=gone):
        if one.paper_id not in mine:
            work.paper_subjects.put(replace(one, person_id=kept))


def _two_candidacies(work: UnitOfWork, kept: Person, gone: Person) -> tuple[Finding, ...]:
    """Tell of campaigns in which both are candidates: both stay, a person must look."""
    mine = {one.campaign_id for one in work.candidates.find(person_id=kept.id)}
    both = [one for one in work.candidates.find(person_id=gone.id) if one.campaign_id in mine]
    if not both:
        return ()
    return (warning("matching.two_candidates", Where(record=kept.name), count=len(both)),)
