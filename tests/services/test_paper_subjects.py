"""Whom made papers are about: kept with them, told on the person card, merged, cut when a campaign closes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import run
from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.ballot_lists import ListedSubject
from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.services.batch_lists import Crowd
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.roster_edits import NewPerson
from dangjian_desktop.services.vetting import CandidateWish
from dangjian_desktop.storage.database import Book
from tests.services.assessed_township import CAMPAIGN, CLOCK, PEOPLE
from tests.services.filled_tables import TABLES
from tests.services.papered_township import ISSUER, opened, papered
from tests.services.written_letters import APPOINTED

LATER = FixedClock(datetime(2018, 1, 3, 9, 0, tzinfo=UTC))
LETTER = PaperWish(
    kind="open_letter", values={"office": "镇组织人事办", "telephone": "0990-0000000", "issuer": ISSUER}
)
SHEET = PaperWish(kind="vetting_sheet", values={"issuer": ISSUER})
SEATS = PaperWish(
    kind="election_candidates",
    values={
        "election_name": "柏树下村第七届村民委员会", "election_committee": "柏树下村村民选举委员会",
        "election_seats": f"主任｜1｜{PEOPLE[3]}、{PEOPLE[4]}、没有登记的人", "dated": "2012-04-20",
    },
)  # fmt: skip
PUBLIC = PaperWish(
    kind="publicity",
    values={
        "title": "公示", "body": f"拟推荐{PEOPLE[1]}为村委会主任人选。\n姓名\t职务\n{PEOPLE[5]}\t委员",
        "office": "镇组织人事办", "telephone": "0990-0000000", "issuer": ISSUER,
        "start": "2012-04-20", "end": "2012-04-27",
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = papered(tmp_path_factory.mktemp("subjects"))
    with Book.open(path, password=None, clock=CLOCK) as book, book.work("book.fill", "测评会") as work:
        work.meetings.add(
            Meeting(
                id="about-2", campaign_id=CAMPAIGN, form_code="cadre_appraisal", form_edition="2020",
                title="干部民主测评", person_id="person-2",
            )
        )  # fmt: skip
        work.meetings.add(
            Meeting(
                id="about-several", campaign_id=CAMPAIGN, form_code="member_appraisal", form_edition="2020",
                title="班子成员测评", community_id="village-0",
            )
        )  # fmt: skip
        for n in (5, 7):
            work.listed_subjects.add(
                ListedSubject(
                    id=f"line-{n}", meeting_id="about-several", order=n, name=PEOPLE[n],
                    person_id=f"person-{n}",
                )
            )  # fmt: skip
        work.commit()
    return path


@pytest.fixture
def office(township: Path, tmp_path: Path) -> Iterator[Office]:
    copy = tmp_path / "本镇.djb"
    copy.write_bytes(township.read_bytes())
    made = opened(copy)
    yield made
    made.upkeep.close(backup=False)


def links(office: Office) -> set[tuple[str, str]]:
    """Return kind of paper and person of every link."""
    return {
        (line.paper.kind, one.person.id)
        for one in office.rosters.people()
        for line in office.cards.card(one.person.id).papers
    }


@pytest.mark.parametrize(
    ("wish", "about"),
    [
        (SHEET, {"person-1"}),
        (PaperWish(kind="talk_record", values={"issuer": ISSUER}), {"person-1"}),
        (PaperWish(kind="ballot", meeting_id="about-2", values={"issuer": ISSUER}), {"person-2"}),
        (
            PaperWish(kind="ballot", meeting_id="about-several", values={"issuer": ISSUER}),
            {"person-5", "person-7"},
        ),
        (SEATS, {"person-3", "person-4"}),
        (
            PaperWish(kind="election_ballot", values=TABLES["election_ballot"]),
            {"person-2", "person-4", "person-6", "person-7"},
        ),
        (PaperWish(kind="election_result", values=TABLES["election_result"]), {"person-6", "person-7"}),
        (PUBLIC, {"person-1", "person-5"}),
        (PaperWish(kind="appointment_notice", values={"issuer": ISSUER, **APPOINTED}), {"person-0"}),
        (replace(LETTER, values={**(LETTER.values or {}), "recipient": PEOPLE[6]}), {"person-6"}),
        (replace(LETTER, to=Addressee(name="没有登记的人", person=True)), set()),
        (PaperWish(kind="cadre_list", values={"issuer": ISSUER}), set()),
    ],
    ids=[
        "sheet",
        "talk",
        "ballot",
        "members",
        "candidates",
        "election ballot",
        "elected",
        "publicity",
        "appointed",
        "letter",
        "stranger",
        "list",
    ],
)
def test_a_kept_paper_says_whom_it_is_about(
    office: Office, tmp_path: Path, wish: PaperWish, about: set[str]
) -> None:
    office.papers.save(wish, tmp_path / "公文.pdf")
    assert links(office) == {(wish.kind, one) for one in about}


def test_papers_of_candidates_are_about_those_they_name(office: Office, tmp_path: Path) -> None:
    office.vetting.add_candidate(
        CandidateWish(campaign_id=CAMPAIGN, person_id="person-2", sought_post="村委会委员")
    )
    one = replace(SHEET, values={**(SHEET.values or {}), "candidate": PEOPLE[2]})
    office.papers.save(one, tmp_path / "一人.pdf")
    assert links(office) == {("vetting_sheet", "person-2")}
    for kind in ("talk_record", "failed_list", "vetting_table"):
        office.papers.save(PaperWish(kind=kind, values={"issuer": ISSUER}), tmp_path / f"{kind}.pdf")
    assert links(office) - {("vetting_sheet", "person-2")} == {
        ("talk_record", "person-1"),
        ("failed_list", "person-1"),
        ("vetting_table", "person-1"),
        ("vetting_table", "person-2"),
    }


def test_of_two_of_one_name_the_candidate_is_meant_or_nobody(office: Office, tmp_path: Path) -> None:
    twin = office.rosters.add_person(
        NewPerson(name=PEOPLE[6], community_id="village-1", title="委员", same_name=True)
    ).value
    typed = replace(LETTER, values={**(LETTER.values or {}), "recipient": PEOPLE[6]})
    office.papers.save(typed, tmp_path / "一.pdf")
    assert links(office) == set()
    to_one = replace(LETTER, to=Addressee(name=PEOPLE[6], person=True, person_id=twin.id))
    office.papers.save(to_one, tmp_path / "二.pdf")
    assert links(office) == {("open_letter", twin.id)}
    office.vetting.add_candidate(
        CandidateWish(campaign_id=CAMPAIGN, person_id="person-6", sought_post="村委会委员")
    )
    office.papers.save(typed, tmp_path / "三.pdf")
    assert links(office) == {("open_letter", twin.id), ("open_letter", "person-6")}
    office.vetting.add_candidate(CandidateWish(campaign_id=CAMPAIGN, person_id=twin.id, sought_post="主任"))
    office.papers.save(typed, tmp_path / "四.pdf")
    assert [len(office.cards.card(one).papers) for one in (twin.id, "person-6")] == [1, 1]


def test_papers_of_a_person_are_told_with_their_number(office: Office, tmp_path: Path) -> None:
    for name in ("一.pdf", "二.docx"):
        office.papers.save(SHEET, tmp_path / name)
    told = office.cards.card("person-1").papers
    assert [one.version for one in told] == [2, 1]
    assert {one.name for one in told} == {"一.pdf", "二.docx"}
    assert {one.paper.issue_id for one in told} == {one.id for one in office.papers.shelf().issues}


def test_a_batch_is_kept_for_persons_of_the_roster_one_file_or_a_file_each(
    office: Office, tmp_path: Path
) -> None:
    crowd = office.batches.crowd(Crowd.PERSONS)[:3]
    strangers = (Addressee(name="程序员", person=True), Addressee(name="柏树下村"))
    office.batches.make(LETTER, (*crowd, *strangers), tmp_path / "信.pdf")
    keys = {one.person_id for one in crowd}
    assert {person for _, person in links(office)} == keys
    assert len(office.papers.shelf().issues) == 1
    office.batches.make(LETTER, (*crowd, *strangers), tmp_path / "信", "{收件人}")
    assert len(office.papers.shelf().issues) == 4
    for one in crowd:
        told = office.cards.card(one.person_id).papers
        assert {line.name for line in told} == {f"{one.name}.pdf", "信.pdf"}
        alone = next(line for line in told if line.name != "信.pdf")
        out = office.papers.copy_out(alone.paper.issue_id, tmp_path / "看")
        assert out.read_bytes() == (tmp_path / "信" / out.name).read_bytes()
    office.batches.make(LETTER, strangers, tmp_path / "外.pdf")
    assert len(office.papers.shelf().issues) == 4


def test_merging_two_persons_brings_their_papers_together(office: Office, tmp_path: Path) -> None:
    office.papers.save(SEATS, tmp_path / "一.pdf")
    office.papers.save(SHEET, tmp_path / "二.pdf")
    before, gone = office.cards.card("person-1").papers, office.cards.card("person-3").papers
    every = dict.fromkeys(("name", "sex", "birth", "id_number", "phone", "education", "ethnicity"), False)
    office.merging.merge("person-1", "person-3", every)
    assert {one.paper for one in office.cards.card("person-1").papers} == {
        one.paper for one in (*before, *gone)
    }
    office.upkeep.undo()
    assert office.cards.card("person-3").papers == gone


def test_closing_the_campaign_drops_vetting_papers_and_cuts_the_other_links(
    office: Office, tmp_path: Path
) -> None:
    for number, wish in enumerate((SHEET, PUBLIC, SEATS)):
        office.papers.save(wish, tmp_path / f"{number}.pdf")
    path = office.path
    office.upkeep.close(backup=False)
    later = ProgramOpener(LATER).open(path)
    later.retention.close(CAMPAIGN, "保存期满")
    assert "vetting_sheet" not in {one.kind for one in later.papers.shelf().issues}
    assert "person-1" not in {person for _, person in links(later)}
    assert ("election_candidates", "person-3") in links(later)
    assert later.upkeep.check() == ()
    later.upkeep.close(backup=False)


def test_papers_of_another_campaign_stay_when_one_is_closed(office: Office, tmp_path: Path) -> None:
    for number, wish in enumerate((SHEET, PUBLIC)):
        office.papers.save(wish, tmp_path / f"{number}.pdf")
    path = office.path
    office.upkeep.close(backup=False)
    with Book.open(path, password=None, clock=LATER) as book, book.work("campaign.new", "新活动") as work:
        work.campaigns.add(Campaign(id="campaign-2017", title="2017年村级换届", year=2017))
        work.commit()
    later = ProgramOpener(LATER).open(path)
    later.campaigns.take_in_hand("campaign-2017")
    later.vetting.add_candidate(
        CandidateWish(campaign_id="campaign-2017", person_id="person-1", sought_post="村委会主任")
    )
    for number, wish in enumerate((SHEET, PUBLIC)):
        later.papers.save(wish, tmp_path / f"新{number}.pdf")
    later.retention.close(CAMPAIGN, "保存期满")
    assert sorted((one.paper.kind, one.name) for one in later.cards.card("person-1").papers) == [
        ("publicity", "新1.pdf"),
        ("vetting_sheet", "新0.pdf"),
    ]
    kinds = [one.kind for one in later.papers.shelf().issues]
    assert (kinds.count("vetting_sheet"), kinds.count("publicity")) == (1, 2)
    assert later.upkeep.check() == ()
    later.upkeep.close(backup=False)


def test_the_command_line_tells_the_papers_too(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.papers.save(SHEET, tmp_path / "资格审查表.pdf")
    office.upkeep.close(backup=False)
    assert run(["roster", "card", str(office.path), PEOPLE[1], "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["papers"]
    assert (told["kind"], told["file"], told["made_on"]) == (
        "vetting_sheet", "资格审查表.pdf", CLOCK.today().isoformat(),
    )  # fmt: skip
    assert run(["roster", "card", str(office.path), PEOPLE[1]]) == 0
    assert "（资格审查表.pdf）" in capsys.readouterr().out
