"""Makes ``resources/samples/township``: an invented township, the same on every run (seeded).

``python packaging/make_samples.py [FOLDER]``. What is invented stands in ``packaging/samples``;
what the rules are stands in ``forms``: this script only deals them out.
"""

from __future__ import annotations

import csv
import random
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from dangjian_desktop.catalog import Catalog  # noqa: E402
from dangjian_desktop.domain.forms import Indicator, ScoreForm  # noqa: E402
from dangjian_desktop.domain.grading import GradeInputs, GradeResult, Standing  # noqa: E402
from dangjian_desktop.domain.ranking import grade_category  # noqa: E402
from sample_appraisals import Appraised  # noqa: E402

HERE = ROOT / "packaging" / "samples"
OUT = ROOT / "resources" / "samples" / "township"
Row = Sequence[str | int]


@dataclass(slots=True)
class Township:
    """What has been dealt out so far."""

    seed: dict[str, Any]
    words: dict[str, Any]
    chance: random.Random
    more: random.Random  # of the roster's further files: what the older ones hold stays the same
    used: set[str] = field(default_factory=set)
    areas: dict[str, str] = field(default_factory=dict)
    orgs: list[Row] = field(default_factory=list)
    cadres: list[Row] = field(default_factory=list)

    def communities(self) -> list[tuple[str, str]]:
        """Return every community with its area; the one outside the areas last, with none."""
        inside = [(name, area) for area, names in self.seed["areas"].items() for name in names]
        return [*inside, (self.seed["outside"], "")]

    def person(self, chance: random.Random | None = None) -> str:
        """Return a name nobody has yet."""
        names, dice = self.seed["names"], chance or self.chance
        while True:
            given = str(dice.choice(names["first"]) + dice.choice(names["second"]))
            if dice.random() < 0.15:
                given = str(dice.choice(names["single"]))
            name = str(dice.choice(names["surnames"])) + given
            if name not in self.used and given[0] != given[-1:] * (len(given) > 1):
                self.used.add(name)
                return name

    def org_of(self, community: str) -> str:
        """Return the name of a community's Party organisation."""
        general = community in self.seed["others"]["general"]
        return f"{community}{self.words['general_branch' if general else 'branch']}"


def write(path: Path, head: Sequence[str], rows: Iterable[Row]) -> None:
    """Write one table as CSV (UTF-8, LF)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


# ---------------------------------------------------------------- places, organisations, people


def make_communities(town: Township) -> list[Row]:
    """Deal households, people and voters to the 24 communities."""
    rows: list[Row] = []
    for name, area in town.communities():
        households = town.chance.randrange(320, 1900)
        people = households * 3 + town.chance.randrange(households)
        kind = town.words["village" if name.endswith(town.words["village"]) else "community"]
        rows.append((area, name, kind, households, people, people * 3 // 4))
    return rows


def make_orgs(town: Township) -> list[Row]:
    """Make the tree of 60 Party organisations under the township committee."""
    words, top = town.words, town.words["committee_name"]
    founded = f"{town.chance.randrange(1990, 2012)}.0{town.chance.randrange(1, 10)}"
    rows: list[Row] = [(top, "", words["committee"], "", "", founded, "")]
    for name, _area in town.communities():
        org = town.org_of(name)
        kind = words["village_category" if name.endswith(words["village"]) else "community_category"]
        level = words["general" if org.endswith(words["general_branch"]) else "plain"]
        rows.append((org, kind, level, top, name, _founded(town), town.chance.randrange(24, 90)))
    for group in (town.seed["partners"], {"non_public": town.seed["others"]["non_public"]}):
        for category, names in group.items():
            for name in names:
                level = words["general" if words["general_branch"] in name else "plain"]
                founded = town.seed["others"]["young"].get(name) or _founded(town)
                members = town.chance.randrange(5, 46)
                rows.append((name, words["categories"][category], level, top, "", founded, members))
    village = town.seed["others"]["general"][0]
    for name in town.seed["others"]["branches"]:
        kind, members = words["village_category"], town.chance.randrange(9, 30)
        rows.append((name, kind, words["plain"], town.org_of(village), village, _founded(town), members))
    above = {name: over for over, names in town.seed["others"]["under"].items() for name in names}
    rows = [(*row[:3], above.get(str(row[0]), row[3]), *row[4:]) for row in rows]
    inside = {
        over: sum(int(row[6]) for row in rows if row[3] == over)
        for over in {row[3] for row in rows} - {"", top}
    }
    return [(*row[:6], row[6] if row[0] == top else int(row[6]) + inside.get(row[0], 0)) for row in rows]


def _founded(town: Township) -> str:
    return f"{town.chance.randrange(1996, 2022)}.{town.chance.randrange(1, 13):02}"


def make_cadres(town: Township) -> list[Row]:
    """Make the two committees of every community, about 200 serving cadres and reserves."""
    rare = list(town.seed["names"]["rare"])
    rows: list[Row] = []
    for number, (name, _area) in enumerate(town.communities()):
        village = name.endswith(town.words["village"])
        titles = list(town.words["village_posts" if village else "community_posts"])
        seats = 8 + (number % 3 == 0)
        for place, title in enumerate(titles[:seats]):
            person = rare.pop() if rare and place == 2 else town.person()
            rows.append(_cadre(town, person, name, title, place))
    return rows


def _cadre(town: Township, person: str, community: str, title: str, place: int) -> Row:
    chance, words = town.chance, town.words
    woman = words["women_post"] in title or chance.random() < 0.28
    reserve = words["reserve"] in title
    born = chance.randrange(1993, 2000) if reserve else chance.randrange(1967, 1994)
    member = place < 4 or chance.random() < 0.6
    joined = f"{born + chance.randrange(20, 27)}.{chance.randrange(1, 13):02}" if member else ""
    schooling = words["schooling"][max(0, min(3, (born - 1965) // 8 + chance.randrange(-1, 2)))]
    since = "" if reserve else f"{town.seed['year'] - 5}.{chance.randrange(1, 4):02}"
    return (
        person,
        words["sexes"][int(woman)],
        f"{born}.{chance.randrange(1, 13):02}",
        words["ethnicity"],
        words["statuses"][0 if member else 1],
        joined,
        schooling,
        community,
        title,
        since,
    )


def make_groups(town: Township) -> str:
    """Write 附件1 as a word processor's table falls apart in plain text."""
    lines = list(town.words["group_head_lines"])
    partners = [name for names in town.seed["partners"].values() for name in names]
    for area, names in town.seed["areas"].items():
        lead, liaison = town.person(), town.person()
        for place, name in enumerate(names):
            leader = lead if place == 1 else town.person()
            cells = [_spread(name), leader, partners.pop(0), town.person()]
            if place == 0:
                cells = [area, lead, *cells, liaison]
            lines.extend(f"{cell} |" for cell in cells)
            if place:
                lines[-1] += " |||"
    lines.extend(
        ["|", "|", *(f"{c} |" for c in (town.seed["outside"], town.person(), partners.pop(0), town.person()))]
    )
    return "\n".join(lines)


def _spread(name: str) -> str:
    """Spread a two-character name as offices do to fill a column."""
    return " ".join(name) if len(name) == 2 else name


# ---------------------------------------------------------------- the rest of the roster


def finish_cadres(town: Township, cadres: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Spread the heads, women and supervisors as real rosters do, and number the people.

    Returns the serving cadres and those of the former posts: title and both days for the same columns.
    """
    plan, words, chance = town.seed["roster"], town.words["roster"], town.more
    secretary, *directors = words["split"]
    rows: list[Row] = []
    former: list[Row] = []
    for row in cadres:
        name, sex, community, title = row[0], row[1], str(row[7]), str(row[8])
        village = community.endswith(town.words["village"])
        if community in plan["split"] and secretary in title and "、" in title:
            title = secretary
        elif community in plan["split"] and "副主任" in title:
            title = directors[not village]
        if community in plan["no_women"]:
            sex = town.words["sexes"][0]
            if town.words["women_post"] in title:
                former.append((name, town.words["sexes"][1], row[2], community, title, row[9], "2025.11"))
                continue
        rows.append((name, sex, *row[2:8], title, row[9]))
    for community, _area in town.communities():
        village = community.endswith(town.words["village"])
        body = words["watchers"][town.words["village" if village else "community"]]
        held = sum(row[7] == community and body in str(row[8]) for row in rows)
        titles = [f"{body}{seat}" for seat in words["watch"][held:]] + [words["more"]] * (not village)
        rows.extend(_further(town, community, title) for title in titles)
        former.extend(_before(town, rows, community, village=village))
    return [(*row, *_numbers(town, row, chance.random() < 0.9)) for row in rows], former


def _further(town: Township, community: str, title: str) -> Row:
    chance, words = town.more, town.words
    rare = town.seed["roster"]["more_rare"]
    name = rare.pop() if rare and community == town.seed["outside"] else town.person(chance)
    born, woman = chance.randrange(1964, 1998), chance.random() < 0.3
    if community in town.seed["roster"]["no_women"]:
        woman = False
    status = words["statuses"][chance.random() < 0.5]
    joined = f"{born + chance.randrange(20, 26)}.06" if status == words["statuses"][0] else ""
    schooling = words["schooling"][max(0, min(3, (born - 1963) // 9))]
    month = f"{born}.{chance.randrange(1, 13):02}"
    sex = words["sexes"][int(woman)]
    return (name, sex, month, words["ethnicity"], status, joined, schooling, community, title, "2022.01")


def _before(town: Township, rows: Sequence[Row], community: str, *, village: bool) -> list[Row]:
    """Return who held posts earlier: one who rose since, and one who left."""
    chance, words = town.more, town.words["roster"]
    secretary, deputy, *members = words["former"]
    head = next(row for row in rows if row[7] == community)
    risen = (head[0], head[1], head[2], community, deputy, "2016.12", "2021.01")
    born = f"{chance.randrange(1952, 1962)}.{chance.randrange(1, 13):02}"
    left = (town.person(chance), town.words["sexes"][0], born, community, secretary, "2011.03", head[9])
    other = rows[[row[7] for row in rows].index(community) + 3]
    seat = (other[0], other[1], other[2], community, members[not village], "2017.02", other[9])
    return [risen, left, *([seat] if chance.random() < 0.5 else [])]


def _numbers(town: Township, row: Row, known: bool) -> tuple[str, str]:
    """Return an ID number of an area no place has, with its check digit, and a telephone."""
    if not known:
        return "", ""
    woman = row[1] == town.words["sexes"][1]
    day = f"{str(row[2]).replace('.', '')}{town.more.randrange(1, 29):02}"
    return id_number(town, day, woman=woman), f"1990000{town.more.randrange(10000):04}"


def id_number(town: Township, day: str, *, woman: bool) -> str:
    """Return an invented number for a day of birth: YYYYMMDD."""
    body = f"{town.seed['roster']['area_code']}{day}{town.more.randrange(1, 499) * 2 - woman + 1:03}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def make_terms(town: Township) -> list[Row]:
    """Make the seats and terms of every 班子, and the 届 before of the first area."""
    plan, words, rows = town.seed["roster"], town.words["roster"], list[Row]()
    before, now = words["terms"]
    for number, (community, area) in enumerate(town.communities()):
        village = community.endswith(town.words["village"])
        since, until = ("2022.03", "2027.03") if village else ("2021.12", "2026.12")
        if community == plan["overdue"]:
            since, until = "2021.01", "2026.01"
        party, residents, watch = words["committees"]
        seats = {party: 4 + (number % 8 == 1), residents: 4 + (not village) + (number % 9 == 4), watch: 3}
        for body, size in seats.items():
            rows.append((community, body, now, size, since, until))
            if area == next(iter(town.seed["areas"])):
                rows.append((community, body, before, 5, "2016.12", "2021.12"))
    return rows


def make_resident_groups(town: Township, communities: Sequence[Row]) -> list[Row]:
    """Divide some communities into groups with heads and representatives, one group without a head."""
    chance, words, rows = town.more, town.words["roster"], list[Row]()
    for community, (size, representatives) in town.seed["roster"]["groups"].items():
        households, people = next((int(row[3]), int(row[4])) for row in communities if row[1] == community)
        count = households // size
        for number in range(1, count + 1):
            inside = households // count + chance.randrange(-9, 10)
            head = "" if number == count and representatives == 1 else town.person(chance)
            named = "、".join(town.person(chance) for _ in range(representatives))
            group = words["group"].format(number)
            rows.append((community, group, inside, inside * people // households, head, named))
    return rows


def make_voters(town: Township) -> list[Row]:
    """Make the lists of voters of some communities, household by household."""
    chance, words, rows = town.more, town.words["roster"], list[Row]()
    names = town.seed["names"]
    for community, count in town.seed["roster"]["voters"].items():
        household, left = 0, 0
        for number in range(1, count + 1):
            if not left:
                household, left = household + 1, chance.randrange(1, 5)
            left -= 1
            woman = chance.random() < 0.5
            name = chance.choice(names["surnames"]) + chance.choice(names["first"])
            name += chance.choice(names["second"]) if chance.random() < 0.8 else ""
            born = date(chance.randrange(1936, 2008), chance.randrange(1, 13), chance.randrange(1, 29))
            group = household // 12 + 1
            sex = town.words["sexes"][int(woman)]
            number_of = id_number(town, f"{born:%Y%m%d}", woman=woman)
            address = words["address"].format(community, group, household)
            told = (name, sex, born.isoformat(), number_of, words["group"].format(group))
            rows.append((community, number, *told, f"{household:03}", address))
    return rows


def make_twice(town: Township, cadres: Sequence[Row]) -> list[Row]:
    """Make people who are likely to be in the roster already, written another way."""
    known = {str(row[0])[0]: row for row in cadres if row[0] in town.seed["names"]["rare"]}
    return [(*told, known[told[0][0]][1], known[told[0][0]][2]) for told in town.seed["roster"]["twice"]]


# ---------------------------------------------------------------- ballots


def make_meetings(town: Township) -> tuple[list[Row], dict[str, list[Row]]]:
    """Make the 24 meetings and the 40 ballots of each."""
    form = Catalog().ballot_form("satisfaction")
    meetings: list[Row] = []
    papers: dict[str, list[Row]] = {}
    for number, (name, _area) in enumerate(town.communities(), 1):
        sizes = (4, 18, 18) if number % 9 == 0 else (8, 16, 16)
        heads = [figure for size in sizes for figure in (size, size, size, size)]
        held = f"{town.seed['year']}-09-{number + 1:02}"
        file = f"{number:02}.csv"
        title = f"{name}{town.words['meeting']}"
        place = f"{name}{town.words['meeting_place']}"
        meetings.append((file, name, title, form.code, form.edition, held, place, town.person(), *heads))
        papers[file] = _papers(town, name, [g.name for g in form.groups], sizes, len(form.items))
    return meetings, papers


def _papers(
    town: Township, community: str, groups: Sequence[str], sizes: Sequence[int], items: int
) -> list[Row]:
    """Deal the overall marks exactly as wanted and let the other items follow them."""
    valid, happy, angry = town.seed["overall"].get(community) or _usual(town)
    full = sum(1 for _ in range(happy) if town.chance.random() < 0.72)
    marks = [1] * full + [2] * (happy - full) + [3] * angry + [4] * (valid - happy - angry)
    town.chance.shuffle(marks)
    piles = [group for group, size in zip(groups, sizes, strict=True) for _ in range(size)]
    spoilt = set(town.chance.sample(range(len(piles)), len(piles) - valid))
    rows: list[Row] = []
    for paper, group in enumerate(piles):
        if paper not in spoilt:
            overall = marks.pop()
            others = [_near(town, overall) for _ in range(items - 1)]
            rows.append((paper + 1, group, *others, overall, ""))
        elif paper % 2:
            rows.append((paper + 1, group, *[""] * items, town.words["spoilt"][paper % 3]))
        else:
            rows.append((paper + 1, group, *[0] * items, ""))
    return rows


def _usual(town: Township) -> tuple[int, int, int]:
    valid = town.chance.choice((40, 40, 40, 39, 38))
    unhappy = town.chance.choice((0, 0, 1, 1, 2))
    return valid, valid - unhappy - town.chance.choice((0, 0, 1)), unhappy


def _near(town: Township, overall: int) -> int:
    """Return an answer like the overall one, sometimes another, now and then none (0)."""
    roll = town.chance.random()
    if roll < 0.68:
        return overall
    if roll < 0.97:
        return town.chance.choice({1: (1, 2, 2, 4), 2: (1, 2, 3), 3: (2, 3, 4), 4: (1, 2, 4)}[overall])
    return 0


# ---------------------------------------------------------------- scores


def make_scores(town: Township, orgs: Sequence[Row]) -> list[Row]:
    """Score every rated organisation twice: by itself, generously, and by the township."""
    catalog = Catalog()
    named = town.words["form_categories"]
    forms = {named[kind]: form for kind in named if (form := catalog.score_form_for(kind)) is not None}
    rows: list[Row] = []
    for org in orgs:
        form = forms.get(str(org[1]))
        if form is None:
            continue
        lost = Fraction(str(town.seed["deductions"].get(org[0], town.chance.randrange(5, 27))))
        surveyed = bool(org[4])
        rows.extend(_sheet(town, str(org[0]), form, "self", lost / 2, surveyed=False))
        rows.extend(_sheet(town, str(org[0]), form, "assessment", lost, surveyed=surveyed))
    return rows


def _sheet(
    town: Township, org: str, form: ScoreForm, stage: str, lost: Fraction, *, surveyed: bool
) -> list[Row]:
    """Spread ``lost`` points over the indicators in halves; a computed indicator gets no entry."""
    taken = {i.code: Fraction(0) for i in form.indicators}
    open_to = [i for i in form.indicators if not i.rate]
    while lost > 0:
        indicator = town.chance.choice(open_to)
        step = min(Fraction(town.chance.choice((1, 2, 3)), 2), lost)
        if taken[indicator.code] + step <= indicator.max_points * 4 / 5:
            taken[indicator.code] += step
            lost -= step
    scored = [i for i in form.indicators if not (surveyed and i.rate)]
    return [
        (org, stage, i.code, str(float(_points(i, taken, stage))), _reason(town, i, taken)) for i in scored
    ]


def _points(indicator: Indicator, taken: dict[str, Fraction], stage: str) -> Fraction:
    """Return the points; an organisation without a typed survey gets them from its own tally."""
    if indicator.rate:
        return indicator.max_points if stage == "self" else indicator.max_points * Fraction(19, 20)
    return indicator.max_points - taken[indicator.code]


def _reason(town: Township, indicator: Indicator, taken: dict[str, Fraction]) -> str:
    if indicator.rate:
        return str(town.words["own_tally"])
    first = indicator.criteria.split("；")[0].split(town.words["deduct"])[0].strip()
    return first if taken[indicator.code] else ""


def make_facts(town: Township, orgs: Sequence[Row]) -> list[Row]:
    """Answer the override clauses of every rated organisation; one holds, one is still open."""
    catalog = Catalog()
    named = town.words["form_categories"]
    forms = {named[kind]: form for kind in named if (form := catalog.score_form_for(kind)) is not None}
    rows: list[Row] = []
    for org in orgs:
        form = forms.get(str(org[1]))
        for override in form.overrides if form else ():
            if override.basis.value != "answered":
                continue
            special = town.words["facts"].get(f"{org[0]}.{override.code}")
            answer, evidence = special or town.words["fact_clear"]
            rows.append(
                (org[0], override.code, answer, evidence, town.seed["office"], f"{town.seed['year']}-10-12")
            )
    return rows


def make_decisions(town: Township, orgs: Sequence[Row], scores: Sequence[Row]) -> list[Row]:
    """Decide the categories without typed surveys as a committee would: by rank within the quota."""
    words, rows, catalog = town.words["decision"], [], Catalog()
    held = [catalog.score_form_for(kind) for kind in town.words["form_categories"]]
    for form in sorted({f.code: f for f in held if f is not None}.values(), key=lambda f: f.code):
        kinds = [town.words["form_categories"][c] for c in form.categories]
        rated = [o for o in orgs if o[1] in kinds]
        if any(o[4] for o in rated):
            continue
        inputs = [
            GradeInputs(
                party_org_id=str(o[0]),
                score=sum(
                    (Fraction(str(s[3])) for s in scores if s[0] == o[0] and s[1] == "assessment"),
                    Fraction(0),
                ),
                founded=date(int(str(o[5])[:4]), int(str(o[5])[5:]), 1),
                on=date.fromisoformat(words["on"]),
            )
            for o in rated
        ]
        category = grade_category(form, inputs)
        limit = next(q.limit for q in category.quotas if q.quota.grade == form.bands[0].grade)
        for place, result in enumerate(r for r in category.results if r.proposed):
            rows.append(_decision(town, form, result, within=place < limit))
    return rows


def _decision(town: Township, form: ScoreForm, result: GradeResult, *, within: bool) -> Row:
    words = town.words["decision"]
    grade, reason = str(result.proposed), words["usual"]
    if result.standing in (Standing.TIED, Standing.OUTSIDE) and not within:
        grade, reason = form.bands[1].grade, words["by_order"]
    elif grade in form.explained_grades:
        reason = words["explained"]
    return (result.party_org_id, grade, reason, words["body"], words["on"])


# ---------------------------------------------------------------- vetting and signing off


def make_vetting(town: Township, cadres: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Make the candidates, the opinions on them and the talks."""
    words = town.words["vetting"]
    form = Catalog().vetting_form("four_no")
    judged = [c.code for c in form.clauses if c.kind.value == "judged"]
    candidates: list[Row] = []
    opinions: list[Row] = []
    talks: list[Row] = []
    for plan in town.seed["candidates"]:
        cadre = [row for row in cadres if row[7] == plan["community"]][plan["post"]]
        name, serving = cadre[0], words["no" if plan.get("newcomer") else "yes"]
        candidates.append(
            (name, plan["community"], cadre[8], plan["sought"], serving, form.code, form.edition)
        )
        for clause, answer in zip(judged, plan["answers"], strict=True):
            if answer:
                basis, evidence = words["basis"][answer], words["evidence"][answer]
                day = f"{town.seed['year']}-10-{town.chance.randrange(9, 28):02}"
                opinions.append((name, clause, answer, basis, evidence, words["answered_by"], day, ""))
        if "review" in plan:
            day = f"{town.seed['year']}-11-06"
            again = (words["review_basis"], words["review_evidence"], words["reviewed_by"])
            opinions.append((name, judged[0], plan["review"], *again, day, 1))
        if "talk" in plan:
            outcome, note = plan["talk"]
            talks.append((name, f"{town.seed['year']}-11-03", words["talked_by"], outcome, note))
    return candidates, opinions, talks


def make_sign_offs(town: Township) -> list[Row]:
    """Strike off what is done; where units are late, the last of them are still open."""
    rows: list[Row] = []
    names = [name for name, _area in town.communities()]
    signer = f"{town.words['signer']['office']} {town.person()}"
    for plan in town.seed["sign_offs"]:
        units = names if plan.get("each") else [""]
        late = set(town.chance.sample(units, plan.get("open", 0)))
        for unit in units:
            state = plan["state"] if unit in late else "done"
            signed = (state, plan["on"].isoformat(), signer, plan["evidence"])
            rows.extend((plan["task"], item, unit, *signed) for item in range(1, plan["items"] + 1))
    return rows


# ---------------------------------------------------------------- the whole


def main(out: Path = OUT) -> None:
    """Write every file of the sample township."""
    seed = tomllib.loads((HERE / "seed.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    first, further, judged = (random.Random(seed["seed"] + n) for n in range(3))  # noqa: S311  the same on every run
    town = Township(seed, words, first, further)
    town.used.update([*seed["names"]["rare"], *seed["roster"]["more_rare"]])
    communities, orgs, cadres = make_communities(town), make_orgs(town), make_cadres(town)
    notice = (HERE / "notice.txt").read_text(encoding="utf-8").replace("{groups}", make_groups(town))
    meetings, papers = make_meetings(town)
    heads = words["heads"]
    write(out / "communities.csv", heads["communities"], communities)
    write(out / "party_orgs.csv", heads["party_orgs"], orgs)
    out.joinpath("notice.txt").write_text(notice, encoding="utf-8")
    write(out / "meetings.csv", heads["meetings"], meetings)
    for file, rows in papers.items():
        write(out / "ballots" / file, heads["ballots"], rows)
    scores = make_scores(town, orgs)
    candidates, opinions, talks = make_vetting(town, cadres)
    serving, former = finish_cadres(town, cadres)
    tables = {
        "cadres": serving,
        "former": former,
        "terms": make_terms(town),
        "resident_groups": make_resident_groups(town, communities),
        "voters": make_voters(town),
        "twice": make_twice(town, cadres),
        "scores": scores,
        "facts": make_facts(town, orgs),
        "decisions": make_decisions(town, orgs, scores),
        "candidates": candidates,
        "opinions": opinions,
        "talks": talks,
        "sign_offs": make_sign_offs(town),
    }
    for name in ("stages", "objections", "mending"):
        tables[name] = [tuple(line.get(head, "") for head in heads[name]) for line in seed[name]]
    for name, table in tables.items():
        write(out / f"{name}.csv", heads[name], table)
    appraised = Appraised(seed["appraisals"], words, judged, town.person(judged), serving)
    for path, head, dealt in appraised.files():
        write(out / path, head, dealt)
    out.joinpath("township.toml").write_bytes((HERE / "township.toml").read_bytes())


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
