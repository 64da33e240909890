"""干部考核 and 班子研判 of the sample township: meetings, ballots and what was decided of some."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.forms import BallotForm, RateRule, ScoreForm
from dangjian_desktop.domain.grading import GradeInputs
from dangjian_desktop.domain.ranking import grade_category
from dangjian_desktop.domain.scoring import Stage, sheet_total
from dangjian_desktop.domain.tallies import RateFigure

Row = Sequence[str | int]
Marks = list[list[int | None]]
TEAM, MEMBERS = "team", "members"


@dataclass(slots=True)
class Judged:
    """Who is graded on one form, and the marks each got, the number of an option from 0."""

    form: ScoreForm
    ballot: BallotForm
    marks: dict[str, list[int | None]] = field(default_factory=dict)

    def inputs(self) -> list[GradeInputs]:
        """Return the score of everybody, as the ballots give it."""
        found = []
        for name, marks in self.marks.items():
            rates = {rule.code: _rate(rule, self.ballot, marks) for rule in self.ballot.rates}
            sheet = sheet_total(self.form, Stage.ASSESSMENT, (), rates)
            found.append(GradeInputs(party_org_id=name, name=name, score=sheet.total))
        return found


def _rate(rule: RateRule, form: BallotForm, marks: Sequence[int | None]) -> RateFigure:
    wanted = {place for place, option in enumerate(form.options) if option.code in rule.options}
    hits = sum(mark in wanted for mark in marks)
    return RateFigure(code=rule.code, name=rule.name, numerator=hits, denominator=len(marks), base=rule.base)


@dataclass(slots=True)
class Appraised:
    """Deals the ballots: ``plan`` says where, how the mood was, and what is left to type or to count."""

    plan: Mapping[str, Any]
    words: Mapping[str, Any]
    chance: random.Random
    host: str
    cadres: Sequence[Row]

    def files(self) -> Iterator[tuple[str, Sequence[str], Sequence[Row]]]:
        """Yield every file: its path, its head and its rows."""
        catalog = Catalog()
        held = {
            TEAM: Judged(catalog.score_form("team_grading"), catalog.ballot_form("team_appraisal")),
            MEMBERS: Judged(catalog.score_form("cadre_grading"), catalog.ballot_form("member_appraisal")),
        }
        meetings: list[Row] = []
        heads = self.words["heads"]
        number, group, *_, reason = heads["ballots"]
        for unit in self.plan["units"]:
            for kind, judged in held.items():
                asked, papers = self._deal(unit, kind, judged)
                file = f"{kind}-{unit['code']}.csv"
                meetings.append(self._meeting(unit, kind, judged.ballot, file))
                typed = unit.get(f"{kind}_typed", len(papers))
                yield f"ballots/{file}", (number, group, *asked, reason), papers[:typed]
        yield "appraisals.csv", heads["appraisals"], meetings
        decided = [
            line
            for judged, suffix in zip(held.values(), ("_team", ""), strict=True)
            for line in self._decided(judged, suffix)
        ]
        yield "appraised.csv", heads["appraised"], decided

    def _members(self, community: str) -> list[tuple[str, str]]:
        """Return names and posts of the two committees."""
        others = self.words["appraised"]["left_out"]
        return [
            (str(row[0]), str(row[8]))
            for row in self.cadres
            if row[7] == community and not any(word in str(row[8]) for word in others)
        ]

    def _meeting(self, unit: Mapping[str, Any], kind: str, form: BallotForm, file: str) -> Row:
        name = unit["community"]
        listed = "；".join(" ".join(one) for one in self._members(name)) if kind == MEMBERS else ""
        return (
            file,
            name,
            f"{name}{self.words['appraised'][kind]}",
            form.code,
            form.edition,
            unit["on"].isoformat(),
            f"{name}{self.words['meeting_place']}",
            self.host,
            listed,
            unit.get(kind, "finished"),
            *(figure for size in self.plan["sizes"] for figure in (size,) * 4),
        )

    def _deal(self, unit: Mapping[str, Any], kind: str, held: Judged) -> tuple[Sequence[str], list[Row]]:
        """Deal the papers of one meeting; return what is asked, and them."""
        name, team = unit["community"], kind == TEAM
        asked = [item.text for item in held.ballot.items] if team else [m[0] for m in self._members(name)]
        usual, special = self.plan["usual"], unit.get("moods", {})
        moods = [unit["mood"] if team else special.get(who, self.chance.choice(usual)) for who in asked]
        groups = [
            g.name for g, n in zip(held.ballot.groups, self.plan["sizes"], strict=True) for _ in range(n)
        ]
        spoilt = set(self.chance.sample(range(len(groups)), self.chance.choice((0, 0, 1, 2))))
        rows: list[Row] = []
        marks: Marks = [[] for _ in asked]
        for paper, group in enumerate(groups):
            if paper in spoilt:
                rows.append((paper + 1, group, *[""] * len(asked), held.ballot.invalid_reasons[paper % 2]))
                continue
            answers = [self._answer(mood) for mood in moods]
            for pile, answer in zip(marks, answers, strict=True):
                pile.append(answer)
            rows.append((paper + 1, group, *(0 if a is None else a + 1 for a in answers), ""))
        held.marks.update({name: marks[-1]} if team else dict(zip(asked, marks, strict=True)))
        return asked, rows

    def _answer(self, mood: str) -> int | None:
        """Return an option by the weights of a mood, now and then none."""
        weights = self.plan["moods"][mood]
        chosen = self.chance.choices(range(len(weights)), weights)[0]
        return chosen if self.chance.random() < self.plan["answered"] else None

    def _decided(self, held: Judged, suffix: str) -> Iterator[Row]:
        """Decide the units named, by rank within the quota; the others are still open."""
        words = self.words["appraised"]
        places = {str(row[0]): str(row[7]) for row in self.cadres}
        category = grade_category(held.form, held.inputs())
        best, second = (band.grade for band in held.form.bands[:2])
        limit = next(line.limit for line in category.quotas if line.quota.grade == best)
        for place, result in enumerate(category.results):
            name, grade, reason = result.party_org_id, str(result.proposed), words["usual"]
            if places.get(name, name) not in self.plan["decided"]:
                continue
            if grade == best and place >= limit:
                grade, reason = second, words["by_order"]
            elif grade in held.form.explained_grades:
                reason = self.chance.choice(words[f"{'praised' if grade == best else 'failed'}{suffix}"])
            yield held.form.code, places.get(name, ""), name, grade, reason, words["body"], words["on"]
