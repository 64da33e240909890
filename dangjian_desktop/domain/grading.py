"""From a score to a proposed grade, each step with its arithmetic and clause; people decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from dangjian_desktop.domain.forms import (
    Band,
    Bar,
    Override,
    OverrideBasis,
    OverrideEffect,
    ScoreForm,
    Source,
)
from dangjian_desktop.domain.scoring import points_text
from dangjian_desktop.domain.tallies import RateFigure
from dangjian_desktop.kernel.findings import Fact
from dangjian_desktop.kernel.texts import scoring as words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFact:
    """The yes/no answer to one override clause of the score form, with its evidence.

    ``holds`` is None while it is being looked into.
    """

    id: str
    campaign_id: str
    party_org_id: str
    clause: str
    holds: bool | None
    evidence: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    round_no: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """党委研究: the grade people decided. A 复核 is a second decision whose ``review_of`` names
    the first one; the first is never overwritten."""

    id: str
    campaign_id: str
    party_org_id: str
    grade: str
    reason: str
    decided_by: str
    decided_on: date
    review_of: str | None = None
    round_no: int = 1


class Sign(StrEnum):
    """How a step came out: nothing against it, a grade barred, not concerned, still open."""

    MET = "met"
    BARRED = "barred"
    NOT_CONCERNED = "not_concerned"
    OPEN = "open"


class Standing(StrEnum):
    """Where an organisation proposed for a grade with a quota stands to the line."""

    WITHIN = "within"
    TIED = "tied"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of 为什么: its sign, its figures and the clause it rests on."""

    code: str
    sign: Sign
    source: Source | None = None
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def title(self) -> str:
        """Return the step's head: 满意率不低于 90%：不得评好、较好."""
        return words.STEPS[self.code][0].format_map(dict(self.facts))

    @property
    def text(self) -> str:
        """Return the step's arithmetic or evidence."""
        return words.STEPS[self.code][1].format_map(dict(self.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentGrade:
    """The 党总支 a branch follows: its grade (None: none yet), and whether people decided it."""

    name: str
    grade: str | None
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeInputs:
    """What is known of one organisation. ``score`` is None while ``missing`` indicators lack
    points; ``facts`` are the answers to the form's override clauses; ``on`` is the day of rating.
    ``parent_id`` is the 党总支 it belongs to, ``parent`` how that one is graded."""

    party_org_id: str
    score: Fraction | None
    missing: int = 0
    rates: tuple[RateFigure, ...] = ()
    founded: date | None = None
    on: date | None = None
    facts: tuple[ClauseFact, ...] = ()
    name: str = ""
    parent_id: str | None = None
    parent: ParentGrade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeResult:
    """The proposal for one organisation: ``by_score`` from the band, ``proposed`` after bars and
    overrides. ``pending`` while a step is open; ``standing`` where a quota concerns it;
    ``decided`` is what people decided. ``allowed`` are the grades no clause forbids."""

    party_org_id: str
    score: Fraction | None
    by_score: str | None
    proposed: str | None
    allowed: tuple[str, ...]
    pending: bool
    steps: tuple[Step, ...]
    rank: int | None = None
    standing: Standing | None = None
    decided: str | None = None


# ---------------------------------------------------------------- one organisation


def grade(form: ScoreForm, inputs: GradeInputs) -> GradeResult:
    """Propose a grade from the score, the bars and the overrides; quotas come afterwards.

    A barred grade gives way to the best grade below it that is not barred; a fixed one replaces
    it. Nothing here decides: the steps say why, people decide.
    """
    band = _band(form, inputs.score)
    limits, forbidden, fixed = _limits(form, inputs)
    steps = [_score_step(form, inputs, band), *limits]
    grades = [b.grade for b in form.bands]
    allowed = tuple(g for g in grades if g not in forbidden and (not fixed or g in fixed))
    return GradeResult(
        party_org_id=inputs.party_org_id,
        score=inputs.score,
        by_score=band.grade if band else None,
        proposed=_proposed(grades, band, forbidden, fixed),
        allowed=allowed,
        pending=any(s.sign is Sign.OPEN for s in steps),
        steps=tuple(steps),
    )


def _fixed_by(override: Override, parent: ParentGrade | None) -> tuple[str, ...]:
    """Return the grades an override leaves; that of the parent where it follows one that has any."""
    if override.basis is not OverrideBasis.FOLLOWS_PARENT:
        return override.grades
    return (parent.grade,) if parent and parent.grade else ()


def _band(form: ScoreForm, score: Fraction | None) -> Band | None:
    if score is None:
        return None
    return next((b for b in form.bands if b.scores.holds(score)), None)


def _proposed(
    grades: Sequence[str], band: Band | None, forbidden: set[str], fixed: Sequence[str]
) -> str | None:
    """Return the proposal; a fixed grade holds even before the score is complete."""
    if fixed:
        return max(fixed, key=grades.index)
    if band is None:
        return None
    below = grades[grades.index(band.grade) :]
    return next((g for g in below if g not in forbidden), None)


def _score_step(form: ScoreForm, inputs: GradeInputs, band: Band | None) -> Step:
    source = form.sources[0] if form.sources else None
    if inputs.score is None or band is None:
        return make_step("score.missing", Sign.OPEN, source, missing=inputs.missing)
    return make_step(
        "score.band",
        Sign.MET,
        source,
        grade=band.name,
        score=points_text(inputs.score),
        band=band_text(band),
    )


def band_text(band: Band) -> str:
    """Write a band without a gap: 80 分以上、不足 90 分为较好."""
    low = "" if band.scores.low is None else points_text(band.scores.low)
    high = "" if band.scores.high is None else points_text(band.scores.high)
    if low and high and not band.scores.high_included:
        return words.BAND_FROM_TO.format(low=low, high=high, grade=band.name)
    if low:
        return words.BAND_FROM.format(low=low, grade=band.name)
    return words.BAND_BELOW.format(high=high, grade=band.name)


def bands_words(form: ScoreForm) -> str:
    """Write all bands, and what half a point below each line and the lowest line itself give."""
    bands = "；".join(band_text(band) for band in form.bands)
    edges = [band.scores.low for band in form.bands if band.scores.low is not None]
    asked = [*(edge - Fraction(1, 2) for edge in edges[:-1]), *edges[-1:]]
    at = [
        words.BAND_AT.format(points=points_text(points), grade=band.name)
        for points in asked
        if (band := _band(form, points)) is not None
    ]
    return f"{bands}。{'，'.join(at)}。" if at else f"{bands}。"


def _limits(form: ScoreForm, inputs: GradeInputs) -> tuple[list[Step], set[str], list[str]]:
    """Return the steps of the bars and the overrides, the grades they forbid, and those they fix."""
    steps: list[Step] = []
    forbidden: set[str] = set()
    fixed: list[str] = []
    for bar in form.bars:
        step = _bar_step(form, bar, inputs)
        steps.append(step)
        if step.sign is Sign.BARRED:
            forbidden.update(bar.grades)
    for override, step in _override_steps(form, inputs):
        steps.append(step)
        if override is None:
            continue
        if override.effect is OverrideEffect.NOT_ALLOWED:
            forbidden.update(override.grades)
        else:
            fixed.extend(_fixed_by(override, inputs.parent))
    return steps, forbidden, fixed


def _bar_step(form: ScoreForm, bar: Bar, inputs: GradeInputs) -> Step:
    figure = next((r for r in inputs.rates if r.code == bar.rate), None)
    if figure is None or figure.share is None:
        return make_step("bar.open", Sign.OPEN, bar.source, text=bar.text)
    working = figure.working(form.places)
    if bar.rates.holds(figure.share):
        grades = _names(form, bar.grades)
        return make_step("bar.barred", Sign.BARRED, bar.source, text=bar.text, grades=grades, working=working)
    return make_step("bar.met", Sign.MET, bar.source, text=bar.text, working=working)


def _override_steps(form: ScoreForm, inputs: GradeInputs) -> list[tuple[Override | None, Step]]:
    """Return a step per override that holds, then one for those open, else one for all clear."""
    steps: list[tuple[Override | None, Step]] = []
    answers = {fact.clause: fact for fact in inputs.facts}
    asked = [o for o in form.overrides if o.basis is not OverrideBasis.FOLLOWS_PARENT]
    for override in asked:
        steps += _holding(form, override, answers.get(override.code), inputs)
    unanswered = [o for o in asked if is_open(o, answers.get(o.code))]
    if unanswered:
        steps.append((None, _open_step(unanswered)))
    elif asked and not steps:
        clear = make_step("override.clear", Sign.MET, asked[0].source, clauses=len(asked))
        steps.append((None, clear))
    if inputs.parent is not None:
        steps.extend(
            (override, _follow_step(form, override, inputs.parent))
            for override in form.overrides
            if override.basis is OverrideBasis.FOLLOWS_PARENT
        )
    return steps


def is_open(override: Override, fact: ClauseFact | None) -> bool:
    """Tell whether people have still to answer; the day of founding and the 总支 answer by themselves."""
    by_itself = override.basis in (OverrideBasis.FOUNDED_AFTER, OverrideBasis.FOLLOWS_PARENT)
    return not by_itself and (fact is None or fact.holds is None)


def _holding(
    form: ScoreForm, override: Override, fact: ClauseFact | None, inputs: GradeInputs
) -> Iterator[tuple[Override, Step]]:
    """Yield the step of an override that holds, by the day of founding or by what was answered."""
    if override.basis is OverrideBasis.FOUNDED_AFTER:
        if inputs.founded and _is_new(override, inputs.founded, inputs.on):
            yield override, _founded_step(form, override, inputs.founded)
    elif fact is not None and fact.holds:
        yield override, _held_step(form, override, fact)


def _open_step(unanswered: Sequence[Override]) -> Step:
    texts = "、".join(o.text for o in unanswered)
    source = unanswered[0].source
    return make_step("override.open", Sign.OPEN, source, open=len(unanswered), texts=texts)


def _follow_step(form: ScoreForm, override: Override, parent: ParentGrade) -> Step:
    if parent.grade is None:
        return make_step(
            "override.follows_open", Sign.OPEN, override.source, text=override.text, parent=parent.name
        )
    return make_step(
        "override.follows",
        Sign.BARRED,
        override.source,
        text=override.text,
        parent=parent.name,
        standing=words.PARENT_DECIDED if parent.decided else words.PARENT_PROPOSED,
        grade=form.grade_name(parent.grade),
    )


def _is_new(override: Override, founded: date, on: date | None) -> bool:
    if override.since is not None and founded >= override.since:
        return True
    if not override.months or on is None:
        return False
    full = (on.year - founded.year) * 12 + on.month - founded.month - (on.day < founded.day)
    return full < override.months


def _founded_step(form: ScoreForm, override: Override, founded: date) -> Step:
    return make_step(
        "override.founded",
        Sign.BARRED,
        override.source,
        text=override.text,
        grades=_names(form, override.grades),
        founded=founded.isoformat(),
    )


def _held_step(form: ScoreForm, override: Override, fact: ClauseFact) -> Step:
    fixed = override.effect is OverrideEffect.FIXED
    return make_step(
        "override.fixed" if fixed else "override.not_allowed",
        Sign.BARRED,
        override.source,
        text=override.text,
        grades=_names(form, override.grades),
        evidence=fact.evidence,
    )


def _names(form: ScoreForm, grades: Iterable[str]) -> str:
    return "、".join(form.grade_name(g) for g in grades)


def make_step(code: str, sign: Sign, source: Source | None, **facts: Fact) -> Step:
    """Make a step from keyword facts."""
    return Step(code=code, sign=sign, source=source, facts=tuple(sorted(facts.items())))
