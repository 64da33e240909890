"""Closing a campaign's personal data: not before its day, said in numbers, gone from the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.grading import Decision
from dangjian_desktop.domain.matching import ImportAnswer, answer_digest
from dangjian_desktop.domain.people import Person
from dangjian_desktop.domain.publications import Objection
from dangjian_desktop.domain.vetting import Answer, TalkOutcome
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.retention import Retention
from dangjian_desktop.services.vetting import CandidateWish, OpinionWish, TalkWish, TellingWish
from dangjian_desktop.services.vetting_views import Conclusion, VettingList
from dangjian_desktop.storage.database import Book
from tests.exchange.drawn_photo import drawn_photo
from tests.services.assessed_township import CAMPAIGN, CLOCK, Township, survey, township

LATER = FixedClock(datetime(2018, 1, 3, 9, 0, tzinfo=UTC))
ONLY = Person(
    id="person-only", name="𬭎只泉", id_number="990101199001011234", phone="19912345678", pinyin="zhiquan"
)
ANSWER = ImportAnswer(
    id="answer", person_id=ONLY.id, field="phone", digest=answer_digest("phone", "19987654321"),
    decided_on=date(2012, 5, 1),
)  # fmt: skip
SECRETS = (
    ONLY.name, ONLY.id_number, ONLY.phone, "zhiquan", ANSWER.digest, "收受土特产", "信访材料第七号",
    "纪委王砚书", "当面认错态度好", "镇干事卢汀", "本人签收在家", "录票员邬荻", "举报人江舟",
)  # fmt: skip


def filled(folder: Path) -> Township:
    """Vet three candidates, one of them known only through the campaign, and keep the paper."""
    made = township(folder)
    with made.book.work("roster.add", f"新增人员 {ONLY.name}") as work:
        work.persons.add(ONLY)
        work.import_answers.add(ANSWER)
        work.commit()
    survey(made, 0, satisfied=30, dissatisfied=3, valid=40)
    with made.book.work("ballots.meeting", f"新建测评会 {ONLY.name}") as work:
        form = made.catalog.ballot_form("cadre_appraisal")
        work.meetings.add(
            Meeting(
                id="meeting-only", campaign_id=CAMPAIGN, form_code=form.code, form_edition=form.edition,
                title=f"{ONLY.name}民主测评", person_id=ONLY.id, host="镇干事卢汀",
            )
        )  # fmt: skip
        work.entry_typists.add("meeting-only", 1, 0, "录票员邬荻")
        work.commit()
    for person in ("person-0", "person-1", ONLY.id):
        made.vetting.add_candidate(
            CandidateWish(
                campaign_id=CAMPAIGN, person_id=person, sought_post="村委会主任", community_id="village-0"
            )
        )
    _answered(made)
    return made


def _answered(made: Township) -> None:
    board = made.vetting.vetting_list(CAMPAIGN).boards[0]
    judged = [clause for clause in board.form.clauses if clause.kind.value == "judged"]
    for row in board.rows:
        for clause in judged:
            bad = row.person.name == ONLY.name and clause is judged[0]
            made.vetting.give_opinion(
                OpinionWish(
                    candidate_id=row.id, clause_code=clause.code,
                    answer=Answer.PROBLEM if bad else Answer.CLEAR, basis="收受土特产" if bad else "",
                    evidence="信访材料第七号" if bad else "", answered_by="纪委王砚书",
                    answered_on=date(2012, 4, 20),
                )
            )  # fmt: skip
        made.vetting.record_talk(
            TalkWish(
                candidate_id=row.id, held_on=date(2012, 4, 20), held_by="镇干事卢汀",
                outcome=TalkOutcome.PROMISED, note="当面认错态度好",
            )
        )  # fmt: skip
    for row in made.vetting.vetting_list(CAMPAIGN).rows:
        if row.telling_due:
            made.vetting.tell(
                TellingWish(
                    candidate_id=row.id, told_on=date(2012, 4, 21), told_by="镇干事卢汀", way="本人签收在家"
                )
            )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book, vetted in 2012, with a paper kept."""
    made = filled(tmp_path)
    path = made.book.path
    made.book.close()
    with_paper(ProgramOpener(CLOCK).open(path), tmp_path)
    return path


def with_paper(office: Office, folder: Path) -> None:
    office.papers.save(PaperWish(kind="vetting_table"), folder / "汇总.pdf")
    office.upkeep.close(backup=False)


@pytest.fixture
def office(book: Path) -> Iterator[Office]:
    made = ProgramOpener(LATER).open(book)
    yield made
    made.upkeep.close(backup=False)


def everything(path: Path) -> bytes:
    """Return the bytes of the book and of all that lies beside it, backups left out."""
    beside = [path, *path.parent.glob(f"{path.name}-*"), *path.with_suffix(".files").rglob("*")]
    return b"".join(one.read_bytes() for one in beside if one.is_file())


def outcomes(listing: VettingList) -> list[str]:
    """Return how every candidate came out, and by which answers."""
    return sorted(f"{row.conclusion} {[cell.answer for cell in row.cells]}" for row in listing.rows)


def told(office: Office, reason: str = "保存期满") -> str:
    with pytest.raises(Rejected) as caught:
        office.retention.close(CAMPAIGN, reason)
    return sentence(caught.value.findings[0])


def test_the_day_comes_from_the_form_with_its_source(office: Office) -> None:
    term = office.retention.term(CAMPAIGN)
    assert (term.until, term.proposed) == (date(2017, 12, 31), True)
    assert "个人信息保护法" in term.source
    assert [one.campaign.id for one in office.retention.due()] == [CAMPAIGN]


def test_the_day_is_set_and_before_it_closing_is_refused(office: Office) -> None:
    with pytest.raises(Rejected):
        office.retention.set_until(CAMPAIGN, date(2012, 6, 1))
    term = office.retention.set_until(CAMPAIGN, date(2020, 12, 31)).value
    assert (term.until, term.proposed) == (date(2020, 12, 31), False)
    assert office.retention.due() == ()
    assert "2020-12-31" in told(office)
    assert "原因" in told(office, " ")
    assert office.retention.plan(CAMPAIGN).candidates == 3


def test_the_plan_says_in_numbers_what_will_happen(office: Office) -> None:
    plan = office.retention.plan(CAMPAIGN)
    assert (plan.candidates, plan.talks, plan.surveys, plan.papers) == (3, 3, 1, 1)
    assert plan.opinions >= 3
    assert plan.only_here == (ONLY.name,)
    assert (plan.typists, "1 名录入人的姓名清除" in plan.summary()) == (1, True)
    assert "3 名候选人" in plan.summary()


def test_nothing_of_a_person_known_only_here_is_left_in_the_file(book: Path, office: Office) -> None:
    assert all(words.encode() in everything(book) for words in SECRETS[:-1])
    before = office.vetting.vetting_list(CAMPAIGN)
    results = outcomes(before)
    office.retention.close(CAMPAIGN, "保存期满")
    assert office.upkeep.check() == ()
    after = office.vetting.vetting_list(CAMPAIGN)
    assert [row.person.name for row in after.rows] == ["候选人 01", "候选人 02", "候选人 03"]
    assert outcomes(after) == results
    office.upkeep.close(backup=False)
    left = everything(book)
    assert [words for words in SECRETS if words.encode() in left] == []
    again = ProgramOpener(LATER).open(book)
    assert again.upkeep.check() == ()
    names = {one.name for one in again.vetting.choices()}
    assert ONLY.name not in names
    assert "程暮山" in names
    assert again.papers.shelf().issues == ()
    assert again.retention.due() == ()
    again.upkeep.close(backup=False)


def test_photos_of_a_person_known_only_here_go_too_those_changed_as_well(office: Office) -> None:
    store = office.path.with_suffix(".files")
    before = set(store.glob("*/*"))
    for kind in ("PNG", "WEBP"):
        office.portraits.put(ONLY.id, drawn_photo(kind, (60, 80)))
    office.portraits.remove(ONLY.id)
    assert len(set(store.glob("*/*")) - before) == 2
    office.retention.close(CAMPAIGN, "保存期满")
    assert set(store.glob("*/*")) <= before
    assert office.upkeep.check() == ()


def test_the_roster_and_the_figures_stay(office: Office) -> None:
    before = office.home.dashboard().figures
    office.retention.close(CAMPAIGN, "保存期满")
    after = office.home.dashboard().figures
    assert (after.ballots, after.meetings) == (before.ballots, before.meetings)
    assert after.persons == before.persons - 1


def test_closing_cannot_be_taken_back_and_what_it_purged_neither(office: Office) -> None:
    office.retention.close(CAMPAIGN, "保存期满")
    with pytest.raises(Rejected) as caught:
        office.upkeep.undo()
    assert "不能撤销" in sentence(caught.value.findings[0])
    last = office.upkeep.operations()[0]
    assert last.action == "campaign.close"
    assert "保存期满" in last.summary
    assert not any(one.undoable for one in office.upkeep.operations() if one.action.startswith("vetting."))
    assert ONLY.name not in "".join(one.summary for one in office.upkeep.operations(500))


def test_a_closed_campaign_takes_nothing_more(office: Office) -> None:
    office.retention.close(CAMPAIGN, "保存期满")
    row = office.vetting.vetting_list(CAMPAIGN).rows[0]
    clause = next(cell.clause for cell in row.cells if cell.clause.kind.value == "judged")
    wish = OpinionWish(
        candidate_id=row.id, clause_code=clause.code, answer=Answer.CLEAR, answered_by="甲",
        answered_on=date(2018, 1, 2),
    )  # fmt: skip
    with pytest.raises(Rejected) as caught:
        office.vetting.give_opinion(wish)
    assert caught.value.findings[0].code == "vetting.closed"
    assert "2018-01-03" in told(office)
    assert office.vetting.pending(CAMPAIGN) == 0


def test_a_book_changed_behind_its_back_after_closing_is_found_out(book: Path, office: Office) -> None:
    import sqlite3

    office.retention.close(CAMPAIGN, "保存期满")
    office.upkeep.close(backup=False)
    for statement, code in (
        ("UPDATE audit SET summary = 'x' WHERE action = 'vetting.opinion'", "storage.audit_broken"),
        ("UPDATE purges SET digest = journal WHERE entry = 3", "storage."),
        ("UPDATE opinions SET answer = 'clear'", "storage.changed_outside"),
    ):
        copy = book.with_name(f"{sha256(statement.encode()).hexdigest()[:8]}.djb")
        copy.write_bytes(book.read_bytes())
        with sqlite3.connect(copy) as raw:
            raw.execute(statement)
        raw.close()
        opened = Book.open(copy, clock=LATER)
        assert opened.check()[0].code.startswith(code)
        opened.close()


def test_objections_lose_their_words(book: Path) -> None:
    made = Book.open(book, clock=LATER)
    catalog_office = ProgramOpener(LATER)
    with made.work("scoring.objection", "登记异议：举报人江舟") as work:
        decision = Decision(
            id="d1", campaign_id=CAMPAIGN, party_org_id="org-0", grade="好", reason="", decided_by="党委",
            decided_on=date(2012, 5, 1),
        )  # fmt: skip
        work.decisions.add(decision)
        work.objections.add(
            Objection(id="o1", decision_id="d1", raised_on=date(2012, 5, 2), content="举报人江舟反映")
        )
        work.commit()
    made.close()
    office = catalog_office.open(book)
    assert office.retention.plan(CAMPAIGN).objections == 1
    office.retention.close(CAMPAIGN, "保存期满")
    office.upkeep.close(backup=False)
    assert "举报人江舟".encode() not in everything(book)


def test_an_encrypted_book_is_closed_and_scrubbed_too(tmp_path: Path) -> None:
    path = tmp_path / "密.djb"
    book = Book.create(path, password="一二三四", clock=CLOCK)
    from tests.services.assessed_township import filled as fill

    fill(book, 2, CLOCK)
    with book.work("x.y", "人") as work:
        work.persons.add(ONLY)
        work.commit()
    book.close()
    office = ProgramOpener(CLOCK).open(path, "一二三四")
    office.vetting.add_candidate(CandidateWish(campaign_id=CAMPAIGN, person_id=ONLY.id, sought_post="主任"))
    office.upkeep.close(backup=False)
    later = ProgramOpener(LATER).open(path, "一二三四")
    assert isinstance(later.retention, Retention)
    later.retention.close(CAMPAIGN, "保存期满")
    assert later.upkeep.check() == ()
    assert [row.conclusion for row in later.vetting.vetting_list(CAMPAIGN).rows] == [Conclusion.PENDING]
    later.upkeep.close(backup=False)
