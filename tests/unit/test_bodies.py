"""班子 as of a day: history, two posts in one title, empty seats, terms, and what is required."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.bodies import Body, TitleWords, body_on
from dangjian_desktop.domain.organisations import Committee, CommitteeKind, PartyOrg
from dangjian_desktop.domain.people import Person, Post, PostRole, Sex
from dangjian_desktop.domain.structure import sections_of, verdicts_of

WORDS = TitleWords(director=("主任",), supervision=("监督",))
CODES = Catalog().code_tables()
FORM = Catalog().structure_form("two_committees")
DAY = date(2030, 6, 1)


def person(key: str, born: int, sex: Sex | None = Sex.MALE, education: str = "大专") -> Person:
    return Person(
        id=key, name=key, birth=date(born, 6, 2), sex=sex, education=education, political_status="中共党员"
    )


def post(who: str, role: PostRole, title: str, since: int = 2026, until: date | None = None) -> Post:
    return Post(id=f"{who}{title}", person_id=who, role=role, title=title, community_id="c",
                since=date(since, 1, 1), until=until)  # fmt: skip


PEOPLE = {one.id: one for one in (person("甲", 1970), person("乙", 1994), person("丙", 1985, Sex.FEMALE, ""))}
POSTS = [
    post("甲", PostRole.SECRETARY, "党支部书记、村委会主任"),
    post("乙", PostRole.DIRECTOR, "村务监督委员会主任"),
    post("丙", PostRole.COMMITTEE_MEMBER, "村委会委员"),
    post("乙", PostRole.PARTY_MEMBER, "党支部委员", 2021, date(2025, 12, 31)),
]
PARTY = Committee(id="p", kind=CommitteeKind.PARTY, community_id="c", seats=3, since=date(2026, 1, 1),
                  until=date(2030, 12, 31))  # fmt: skip
RESIDENTS = replace(PARTY, id="r", kind=CommitteeKind.RESIDENTS, seats=2, until=date(2030, 5, 31))
OLD = replace(PARTY, id="o", seats=9, since=date(2021, 1, 1), until=date(2025, 12, 31))


def body(day: date = DAY, posts: list[Post] = POSTS) -> Body:
    return body_on("c", day, PEOPLE, posts, (OLD, PARTY, RESIDENTS), WORDS)


def names(made: Body) -> list[str]:
    return sorted(one.person.name for one in made.members)


def test_a_body_is_shown_as_of_a_day_and_the_last_day_of_a_post_counts() -> None:
    assert names(body()) == ["丙", "甲"]  # who only watches is no member
    assert names(body(date(2025, 12, 31))) == ["乙"]
    assert names(body(date(2026, 1, 1))) == ["丙", "甲"]
    assert names(body(date(2020, 1, 1))) == []


def test_one_title_for_two_offices_fills_a_seat_in_both() -> None:
    made = body()
    assert [one.heads_both for one in made.members if one.person.name == "甲"] == [True]
    assert [(one.committee.kind, one.held, one.vacant) for one in made.seats] == [
        (CommitteeKind.PARTY, 1, 2),
        (CommitteeKind.RESIDENTS, 2, 0),
    ]
    assert made.vacant == 2


def test_two_posts_of_one_person_are_one_member_who_heads_both() -> None:
    two = [post("甲", PostRole.SECRETARY, "书记"), post("甲", PostRole.DIRECTOR, "主任")]
    (one,) = body(posts=two).members
    assert one.heads_both
    assert len(one.posts) == 2
    watching = [two[0], post("甲", PostRole.DIRECTOR, "村务监督委员会主任")]
    assert not body(posts=watching).members[0].heads_both


def test_terms_that_end_this_year_or_have_run_out() -> None:
    party, residents = body().seats
    assert (party.ends_this_year, party.over) == (True, False)
    assert (residents.ends_this_year, residents.over) == (True, True)
    (only,) = body(date(2024, 1, 1)).seats
    assert only.committee.id == "o"
    assert not only.ends_this_year


def test_seats_nobody_wrote_down_are_unknown_not_none() -> None:
    assert body_on("c", DAY, PEOPLE, POSTS, (), WORDS).vacant is None
    unknown = body_on("c", DAY, PEOPLE, POSTS, (replace(PARTY, seats=None),), WORDS)
    assert unknown.seats[0].vacant is None


def test_posts_of_the_own_organisation_count_those_of_its_branches_do_not() -> None:
    orgs = (PartyOrg(id="g", name="总支", community_id="c"),
            PartyOrg(id="b", name="支部", community_id="c", parent_id="g"))  # fmt: skip
    held = [
        replace(POSTS[0], community_id=None, party_org_id="g"),
        replace(POSTS[2], role=PostRole.SECRETARY, community_id=None, party_org_id="b"),
    ]
    assert names(body_on("c", DAY, PEOPLE, held, (), WORDS, orgs)) == ["甲"]


def test_structure_is_exact_and_says_what_is_not_recorded() -> None:
    sections = {one.code: one for one in sections_of(FORM, body().members, DAY, CODES)}
    age = {one.name: one.count for one in sections["age"].figures}
    assert age == {"35 岁及以下": 0, "36 至 45 岁": 1, "46 至 55 岁": 0, "56 岁及以上": 1}
    assert sections["sex"].figures[0].share == Fraction(1, 2)
    assert sections["education"].unknown == 1
    assert sum(one.count for one in sections["education"].figures) == 1


def test_requirements_are_met_missed_or_open() -> None:
    young, women = verdicts_of(FORM, body().members, DAY, CODES)
    assert young.met is False  # 丙 has no schooling recorded, but is 44
    assert (women.met, women.fitting) == (True, ("丙",))
    then = body(date(2020, 12, 1), [replace(POSTS[2], since=None)]).members
    young, _women = verdicts_of(FORM, then, date(2020, 12, 1), CODES)
    assert (young.met, young.unknown) == (None, ("丙",))  # 35 years old, schooling not recorded
    assert "法" in str(women.requirement.source)
