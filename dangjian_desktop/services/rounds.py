"""Rounds of rating: 首次定级, 回头看, 晋位升级; a closed round stays as it was, and two are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.rating_rounds import RatingRound, RoundResult
from dangjian_desktop.domain.scoring import near_texts, points_text
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding, hint
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.kernel.texts import rounds as words
from dangjian_desktop.services.scoring_forms import current_round

if TYPE_CHECKING:
    from dangjian_desktop.domain.scoring import ScoreEntry
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.scoring_views import RatingList
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork, View

ROUNDS = Changes.of(Topic.SCORES, Topic.RATINGS)
MOST_POINTS = 4
OPEN = "—"


class Move(StrEnum):
    """What became of an organisation from one round to another."""

    ROSE = "rose"
    FELL = "fell"
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    OPEN = "open"

    @property
    def word(self) -> str:
        """Return the office's word."""
        return words.MOVES[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One organisation in two rounds; ``why`` says what moved between them."""

    party_org_id: str
    name: str
    category: str
    before: RoundResult | None
    after: RoundResult | None
    move: Move
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two rounds side by side."""

    before: RatingRound
    after: RatingRound
    lines: tuple[ComparedLine, ...]

    def count(self, move: Move) -> int:
        """Return how many organisations moved so."""
        return sum(line.move is move for line in self.lines)


class Rounds:
    """What a clerk can do with the rounds of a campaign."""

    def __init__(self, book: Book, clock: Clock, scoring: Scoring) -> None:
        self._book, self._clock, self._scoring = book, clock, scoring

    def rounds(self, campaign_id: str) -> tuple[RatingRound, ...]:
        """Return the rounds of a campaign, the one in hand last."""
        with self._book.read() as view:
            return _rounds(view, campaign_id)

    def begin(
        self, campaign_id: str, name: str, *, carry: bool = True, on: date | None = None
    ) -> Outcome[RatingRound]:
        """Close the round in hand as it stands, as of the day ``on`` (today), and begin another; with
        ``carry`` its points and answers are the start of the new one. Grades are always decided anew.

        Raises:
            Rejected: no name, one that is taken, an impossible day, or nobody rated in the round in hand.
        """
        listing = self._scoring.rating_list(campaign_id)
        clean = name.strip()
        held = self.rounds(campaign_id)
        _demand_name(clean, held)
        day = on or self._clock.today()
        _demand_day(day, held[-1].opened_on, self._clock.today())
        results = results_of(listing, "")
        if not any(r.grade or r.score is not None for r in results):
            raise Rejected(finding("rounds.nothing_rated"))
        closed = replace(held[-1], id=held[-1].id or new_id(), closed_on=day)
        # What is held, counted and decided from tomorrow's meeting on belongs to the new round.
        made = RatingRound(
            id=new_id(), campaign_id=campaign_id, number=closed.number + 1, name=clean, opened_on=day
        )
        with self._book.work("scoring.round", f"封存“{closed.name}”，开始“{clean}”") as work:
            work.rating_rounds.put(closed)
            work.rating_rounds.add(made)
            work.round_results.add_all(replace(r, id=new_id(), round_id=closed.id) for r in results)
            if carry:
                _carry(work, campaign_id, closed.number, made.number)
            work.commit()
        undecided = sum(not r.decided for r in results)
        found = (hint("rounds.undecided", count=undecided),) if undecided else ()
        return Outcome(made, found, ROUNDS)

    def results(self, campaign_id: str, number: int) -> tuple[RatingRound, tuple[RoundResult, ...]]:
        """Return a round and how everybody stands in it: as it was closed, or as it is now.

        Raises:
            Rejected: there is no such round.
        """
        with self._book.read() as view:
            found = next((r for r in _rounds(view, campaign_id) if r.number == number), None)
            if found is None:
                raise Rejected(finding("rounds.unknown", number=number))
            if found.closed_on is not None:
                return found, view.round_results.find(round_id=found.id)
        return found, results_of(self._scoring.rating_list(campaign_id), found.id)

    def compare(self, campaign_id: str, before: int, after: int) -> Comparison:
        """Return two rounds side by side: who rose, who fell, and why.

        Raises:
            Rejected: there is no such round.
        """
        first, old = self.results(campaign_id, before)
        second, new = self.results(campaign_id, after)
        texts: dict[str, dict[str, str]] = {}
        places: dict[str, int] = {}
        for category in self._scoring.rating_list(campaign_id).categories:
            named = {i.code: i.text for i in category.form.indicators}  # codes are those of one form only
            texts |= {row.org.id: named for row in category.rows}
            places |= {row.org.id: category.form.places for row in category.rows}
        with self._book.read() as view:
            points = [
                _points(view.score_entries.find(campaign_id=campaign_id, round_no=n)) for n in (before, after)
            ]
        earlier = {r.party_org_id: r for r in old}
        later = {r.party_org_id: r for r in new}
        keys = list(dict.fromkeys([*later, *earlier]))
        lines = []
        for key in keys:
            one, two = earlier.get(key), later.get(key)
            shown = two or one
            if shown is None:
                continue
            moved = _points_moved(points[0].get(key, {}), points[1].get(key, {}), texts.get(key, {}))
            lines.append(
                ComparedLine(
                    party_org_id=key,
                    name=shown.name,
                    category=shown.category,
                    before=one,
                    after=two,
                    move=_move(one, two),
                    why=_why(one, two, moved, places.get(key, 1)),
                )
            )
        return Comparison(before=first, after=second, lines=tuple(lines))


def results_of(listing: RatingList, round_id: str) -> tuple[RoundResult, ...]:
    """Return how everybody stands in a rating list."""
    made: list[RoundResult] = []
    for category in listing.categories:
        places = {band.name: n for n, band in enumerate(category.form.bands)}
        for row in category.rows:
            share = row.satisfaction.share if row.satisfaction is not None else None
            made.append(
                RoundResult(
                    id=row.org.id,
                    round_id=round_id,
                    party_org_id=row.org.id,
                    order=len(made) + 1,
                    category=row.category,
                    name=row.org.name,
                    rank=row.rank,
                    score=row.score,
                    satisfaction=share,
                    grade=row.grade_name,
                    grade_place=places.get(row.grade_name),
                    decided=bool(row.decided),
                    reason=row.decision.reason if row.decision is not None else "",
                )
            )
    return tuple(made)


def _rounds(view: View, campaign_id: str) -> tuple[RatingRound, ...]:
    return view.rating_rounds.find(campaign_id=campaign_id) or (current_round(view, campaign_id),)


def _demand_name(name: str, held: Sequence[RatingRound]) -> None:
    if not name:
        raise Rejected(finding("rounds.no_name", where=Where(field="名称")))
    if name in [one.name for one in held]:
        raise Rejected(finding("rounds.name_taken", where=Where(field="名称"), name=name))


def _demand_day(day: date, begun: date, today: date) -> None:
    """Raise Rejected for a day of closing that lies ahead, or before the round began."""
    at = Where(field="封存日期")
    if day > today:
        raise Rejected(finding("rounds.future_day", where=at, day=day.isoformat()))
    if day < begun:
        raise Rejected(
            finding("rounds.before_it_began", where=at, day=day.isoformat(), begun=begun.isoformat())
        )


def _carry(work: UnitOfWork, campaign_id: str, before: int, after: int) -> None:
    entries = work.score_entries.find(campaign_id=campaign_id, round_no=before)
    work.score_entries.add_all(replace(e, id=new_id(), round_no=after) for e in entries)
    facts = work.clause_facts.find(campaign_id=campaign_id, round_no=before)
    work.clause_facts.add_all(replace(f, id=new_id(), round_no=after) for f in facts)


def _move(before: RoundResult | None, after: RoundResult | None) -> Move:
    if before is None:
        return Move.NEW
    if after is None:
        return Move.GONE
    if before.grade_place is None or after.grade_place is None:
        return Move.OPEN
    if before.grade_place == after.grade_place:
        return Move.SAME
    return Move.ROSE if after.grade_place < before.grade_place else Move.FELL


def _points(entries: Iterable[ScoreEntry]) -> dict[str, dict[str, Fraction]]:
    """Return the examined points by organisation and indicator."""
    found: dict[str, dict[str, Fraction]] = {}
    for entry in entries:
        if entry.stage.value == "assessment":
            found.setdefault(entry.party_org_id, {})[entry.indicator] = entry.points
    return found


def _points_moved(
    before: dict[str, Fraction], after: dict[str, Fraction], texts: dict[str, str]
) -> Sequence[str]:
    """Return the indicators whose points moved, the largest move first."""
    moved = [(after[k] - before[k], k) for k in after if k in before and after[k] != before[k]]
    moved.sort(key=lambda pair: -abs(pair[0]))
    return [
        words.POINT_MOVED.format(
            indicator=texts.get(k, k), before=points_text(before[k]), after=points_text(after[k])
        )
        for _, k in moved[:MOST_POINTS]
    ]


def _why(before: RoundResult | None, after: RoundResult | None, moved: Sequence[str], places: int) -> str:
    """Say what moved: scores and rates as everywhere with the form's decimals, points as they were given."""
    if before is None or after is None:
        return ""
    parts = []
    if before.score != after.score:
        scores = near_texts((before.score, after.score), places)
        told = (scores[before.score] or OPEN, scores[after.score] or OPEN)
        parts.append(words.SCORE_MOVED.format(before=told[0], after=told[1]))
    parts.extend(moved)
    if before.satisfaction != after.satisfaction:
        shares = (_share_or(before.satisfaction, places), _share_or(after.satisfaction, places))
        parts.append(words.RATE_MOVED.format(before=shares[0], after=shares[1]))
    if after.reason and after.reason != before.reason:
        parts.append(after.reason)
    return "；".join(parts) or words.NOTHING_MOVED


def _share_or(value: Fraction | None, places: int) -> str:
    return OPEN if value is None else percent(value, places)
