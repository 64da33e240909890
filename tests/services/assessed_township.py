"""An invented township whose organisations have points, ballots and candidates: for service and tab tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from dangjian_desktop.catalog import Catalog
from dangjian_desktop.domain.ballots import Ballot, BallotStatus, Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import BallotForm, ScoreForm
from dangjian_desktop.domain.organisations import Community, CommunityKind, OrgCategory, OrgLevel, PartyOrg
from dangjian_desktop.domain.people import Person, Post, PostRole, Sex
from dangjian_desktop.domain.scoring import Stage
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.ballots import Ballots
from dangjian_desktop.services.scoring import Scoring
from dangjian_desktop.services.scoring_views import ClauseAnswer, PointsEdit
from dangjian_desktop.services.vetting import VettingService
from dangjian_desktop.storage.database import Book

CAMPAIGN = "campaign-2012"
TODAY = date(2012, 4, 21)
CLOCK = FixedClock(datetime(2012, 4, 21, 10, 18, tzinfo=UTC))
PLACES = (
    "柏树下",
    "青桥",
    "梅岭",
    "芦荡",
    "上塘",
    "白鹭湾",
    "松岗",
    "兰圃",
    "大湾",
    "藕花",
    "石桥头",
    "新苑",
)
PEOPLE = ("程暮山", "邓栖霞", "单砺石", "符采薇", "耿夏泉", "郝临川", "纪蔚然", "蓝若岚", "厉行远", "倪素履")


@dataclass(frozen=True, slots=True)
class Township:
    """The services over one book."""

    book: Book
    catalog: Catalog
    ballots: Ballots
    scoring: Scoring
    vetting: VettingService

    @property
    def form(self) -> ScoreForm:
        """Return the form villages are scored on."""
        return self.catalog.score_form("five_good_rural")


def township(folder: Path, communities: int = len(PLACES), clock: FixedClock = CLOCK) -> Township:
    """Make a book with ``communities`` villages, one organisation each, and ten persons."""
    book = Book.create(folder / "测试.djb", clock=clock)
    return filled(book, communities, clock)


def filled(book: Book, communities: int, clock: FixedClock) -> Township:
    """Write villages, organisations and persons into ``book``."""
    with book.work("book.fill", "测试数据") as work:
        work.campaigns.add(Campaign(id=CAMPAIGN, title="2012年基层党组织分类定级", year=2012))
        for n, name in enumerate(PLACES[:communities]):
            kind = CommunityKind.VILLAGE
            work.communities.add(Community(id=f"village-{n}", name=f"{name}村", kind=kind, order=n))
            org = PartyOrg(
                id=f"org-{n}",
                name=f"{name}村党总支",
                category=OrgCategory.RURAL,
                level=OrgLevel.GENERAL_BRANCH,
                community_id=f"village-{n}",
                order=n,
            )
            work.party_orgs.add(org)
        for n, name in enumerate(PEOPLE):
            _person(work, n, name, communities)
        work.commit()
    catalog = Catalog()
    ballots = Ballots(book, catalog, clock)
    scoring = Scoring(book, catalog, clock, ballots)
    return Township(book, catalog, ballots, scoring, VettingService(book, catalog, clock, ballots))


def _person(work: object, n: int, name: str, communities: int) -> None:
    person = Person(
        id=f"person-{n}",
        name=name,
        sex=Sex.MALE if n % 3 else Sex.FEMALE,
        birth=date(1965 + n, 3, 9),
        education="大专",
        political_status="中共党员",
        id_number=f"99010119{65 + n}0309{1001 + n}",
        phone=f"1990000{1000 + n}",
    )
    work.persons.add(person)  # type: ignore[attr-defined]
    if n < 8:  # the last two hold no post
        post = Post(
            id=f"post-{n}",
            person_id=person.id,
            role=PostRole.COMMITTEE_MEMBER,
            title="委员",
            community_id=f"village-{n % communities}",
        )
        work.posts.add(post)  # type: ignore[attr-defined]


def survey(
    made: Township,
    community: int,
    *,
    satisfied: int,
    valid: int,
    dissatisfied: int = 0,
    returned: int | None = None,
) -> None:
    """Hold one meeting of ``valid`` ballots; the rest say 不了解."""
    form = made.catalog.ballot_form("satisfaction", on=TODAY)
    head = Headcount(
        group=form.groups[1].code,
        expected=valid,
        present=valid,
        issued=returned or valid,
        returned=returned or valid,
    )
    meeting = Meeting(
        id=f"meeting-{community}",
        campaign_id=CAMPAIGN,
        form_code=form.code,
        form_edition=form.edition,
        title=f"{PLACES[community]}村测评会",
        community_id=f"village-{community}",
        held_on=date(2012, 4, 16),
        heads=(head,),
    )
    answers = _answers(form, satisfied, dissatisfied, valid)
    with made.book.work("ballots.survey", "测评票") as work:
        work.meetings.add(meeting)
        work.ballots.add_all(_papers(form, meeting, answers))
        work.commit()


def _answers(form: BallotForm, satisfied: int, dissatisfied: int, valid: int) -> list[int]:
    by_attitude = {option.attitude.value: n for n, option in enumerate(form.options)}
    rest = valid - satisfied - dissatisfied
    return (
        [by_attitude["satisfied"]] * satisfied
        + [by_attitude["dissatisfied"]] * dissatisfied
        + [by_attitude["unstated"]] * rest
    )


def _papers(form: BallotForm, meeting: Meeting, answers: Sequence[int]) -> list[Ballot]:
    return [
        Ballot(
            meeting_id=meeting.id,
            entry=1,
            number=n,
            group=form.groups[1].code,
            status=BallotStatus.VALID,
            marks=(answer,) * len(form.items),
        )
        for n, answer in enumerate(answers, 1)
    ]


def points(
    made: Township, org: int, lost: Fraction, stage: Stage = Stage.ASSESSMENT, reason: str = "现场核查"
) -> None:
    """Give every indicator full points, less ``lost`` taken off one after the other with a reason."""
    edits = []
    for indicator in made.form.indicators:
        if indicator.rate and stage is not Stage.SELF:
            continue
        off = min(lost, indicator.max_points)
        lost -= off
        edits.append(
            PointsEdit(
                indicator=indicator.code,
                points=indicator.max_points - off,
                stage=stage,
                reason=reason if off else "",
            )
        )
    made.scoring.record_points(CAMPAIGN, f"org-{org}", edits)


def no_violations(made: Township, orgs: Sequence[int]) -> None:
    """Answer every override clause with 否."""
    answered = [o for o in made.form.overrides if o.basis.value == "answered"]
    answers = [
        ClauseAnswer(party_org_id=f"org-{org}", clause=o.code, holds=False, answered_by="考核组")
        for org in orgs
        for o in answered
    ]
    made.scoring.answer_clauses(CAMPAIGN, answers)


# 失分, 满意票, 有效票: ranks 1 … 12 with a tie at ranks 2 and 3, where the quota of 好 (12 × 20%) falls,
# and one organisation above 90 whose satisfaction bars it.
SPREAD = (
    (Fraction(4), 38, 40), (Fraction(5), 38, 40), (Fraction(5), 38, 40), (Fraction(6), 31, 35),
    (Fraction(9), 37, 40), (Fraction(11), 37, 40), (Fraction(12), 37, 40), (Fraction(14), 37, 40),
    (Fraction(20), 36, 40), (Fraction(25), 36, 40), (Fraction(31), 36, 40), (Fraction(45), 36, 40),
)  # fmt: skip


def assessed(made: Township) -> None:
    """Fill every organisation: survey, both stages of points, clauses answered."""
    for n, (lost, satisfied, valid) in enumerate(SPREAD):
        survey(made, n, satisfied=satisfied, valid=valid)
        points(made, n, lost)
        points(made, n, max(Fraction(0), lost - 2), Stage.SELF, "")
    no_violations(made, range(len(SPREAD)))
