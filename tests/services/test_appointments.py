"""任前公示: the roster and 资格联审 fill in what is not typed; only what such a 公示 needs is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.domain.forms import ClauseKind
from dangjian_desktop.domain.paper_tables import TableBlock
from dangjian_desktop.domain.papers import OfficialLetter, Paper, Paragraph
from dangjian_desktop.domain.vetting import Answer
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.roster_edits import NewPerson
from dangjian_desktop.services.vetting import CandidateWish, OpinionWish
from tests.services.assessed_township import CAMPAIGN, PEOPLE
from tests.services.papered_township import ISSUER, opened
from tests.services.written_letters import APPOINTED

WHOLE = "不在册的人｜女｜1980年3月5日｜研究生学历｜柳岸村妇联主席｜柳岸村村委会副主任"


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    yield made
    made.upkeep.close(backup=False)


def wish(**values: str) -> PaperWish:
    return PaperWish(kind="appointment_notice", values={"issuer": ISSUER, **APPOINTED, **values})


def body(paper: Paper) -> list[str]:
    letter = paper.parts[0]
    assert isinstance(letter, OfficialLetter)
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def refused(office: Office, **values: str) -> list[str]:
    with pytest.raises(Rejected) as told:
        office.papers.draft(wish(**values))
    assert {item.where.field for item in told.value.findings} == {"拟任人选"}
    return [sentence(item).partition("：")[2] for item in told.value.findings]


def answered(office: Office, person: int, **answers: Answer) -> None:
    """Put somebody up and answer clauses of the form."""
    put = office.vetting.add_candidate(
        CandidateWish(campaign_id=CAMPAIGN, person_id=f"person-{person}", sought_post="村委会主任")
    )
    form = next(row.form for row in office.vetting.vetting_list(CAMPAIGN).rows if row.id == put.value.id)
    for clause in form.clauses:
        if clause.code in answers:
            office.vetting.give_opinion(
                OpinionWish(
                    candidate_id=put.value.id, clause_code=clause.code, answer=answers[clause.code],
                    answered_by="镇纪委", answered_on=date(2012, 4, 20), basis="核查", evidence="函1号",
                )
            )  # fmt: skip


def test_the_roster_tells_who_somebody_is_and_a_stranger_is_typed_whole(office: Office) -> None:
    paper = office.papers.draft(wish(appointees=f"程暮山｜柏树下村党支部书记\n{WHOLE}"))
    told = body(paper)
    assert told[1].startswith("程暮山，女，1965年3月生，大专学历，现任")
    assert told[1].endswith("委员，拟任柏树下村党支部书记。")
    assert told[2] == "不在册的人，女，1980年3月生，研究生学历，现任柳岸村妇联主席，拟任柳岸村村委会副主任。"
    assert told[3].startswith("公示时间：2012年4月20日至2012年4月26日，共5个工作日。")
    assert told[4:] == ["受理部门：镇组织人事办", "受理电话：0990-0000000"]
    assert paper.title == "干部任前公示"


def test_nothing_else_of_a_person_is_told(office: Office) -> None:
    laid = office.papers.lay_out(wish(appointees="程暮山｜柏树下村党支部书记"))
    words = "".join(body(laid.paper))
    person = next(one.person for one in office.rosters.people() if one.person.name == "程暮山")
    for secret in (person.id_number, person.phone, person.political_status, "1965年3月9日", "03-09"):
        assert secret not in words
    assert len(laid.pages) == 1


def test_several_stand_on_one_page_as_a_table(office: Office) -> None:
    rows = "\n".join(f"{name}｜柏树下村党支部副书记" for name in PEOPLE[:6] if name != PEOPLE[1])
    laid = office.papers.lay_out(wish(appointees=rows, layout="列表"))
    letter = laid.paper.parts[0]
    assert isinstance(letter, OfficialLetter)
    (table,) = [block for block in letter.blocks if isinstance(block, TableBlock)]
    assert len(table.body) == 5
    assert table.body[0].cells[2].text == "1965.03"
    assert len(laid.pages) == 1
    assert [one.name for one in laid.checks if not one.passed] == []


def test_what_is_typed_goes_before_what_the_roster_has(office: Office) -> None:
    told = body(office.papers.draft(wish(appointees="程暮山｜｜1970.12｜｜村会计｜村主任")))
    assert told[1] == "程暮山，女，1970年12月生，大专学历，现任村会计，拟任村主任。"


def test_what_is_not_known_is_asked_for_by_name(office: Office) -> None:
    (told,) = refused(office, appointees="生客｜主任")
    assert "花名册里没有“生客”，还缺性别、出生年月、学历、现任职务" in told
    assert "没有登记现任职务" in refused(office, appointees=f"{PEOPLE[9]}｜主任")[0]
    assert "没有写“单砺石”的拟任职务" in refused(office, appointees="单砺石")[0]
    assert "“单砺石”写了两次" in refused(office, appointees="单砺石｜甲\n单砺石｜乙")[0]
    assert "不是出生年月" in refused(office, appointees="单砺石｜｜八十年代｜｜｜主任")[0]
    assert "看不明白" in refused(office, appointees="单砺石｜男｜主任")[0]
    namesake = NewPerson(name="单砺石", same_name=True, community_id="village-0", title="委员")
    office.rosters.add_person(namesake)
    assert "有几个“单砺石”" in refused(office, appointees="单砺石｜主任")[0]


def test_those_whose_vetting_stands_against_it_are_not_made_public(office: Office) -> None:
    assert "资格联审是“不通过”" in refused(office, appointees=f"{PEOPLE[1]}｜村委会主任")[0]
    assert refused(office, appointees="")[0].startswith("“任前公示”缺少“拟任人选”")  # nobody has passed


def test_who_passed_is_proposed_with_the_post_of_the_vetting(office: Office) -> None:
    rows = office.vetting.vetting_list(CAMPAIGN).rows
    clauses = {one.code: Answer.CLEAR for one in rows[0].form.clauses if one.kind is ClauseKind.JUDGED}
    answered(office, 2, **clauses)
    told = body(office.papers.draft(wish(appointees="")))
    assert told[1].startswith("单砺石，")
    assert told[1].endswith("村委会主任。")
    assert told[2].startswith("公示时间")


def test_an_open_vetting_and_a_short_period_are_hints_on_a_paper_that_is_made(office: Office) -> None:
    answered(office, 3)
    laid = office.papers.lay_out(wish(appointees=f"{PEOPLE[3]}｜村委会主任", end="2012-04-24"))
    assert laid.pdf
    said = [sentence(item) for item in laid.hints]
    assert any("公示期 3 个工作日，规定不少于 5 个" in text for text in said)
    assert any(f"“{PEOPLE[3]}”的资格联审还没有结论" in text for text in said)
    assert office.papers.lay_out(wish(appointees="程暮山｜主任")).hints == ()
    (late,) = office.papers.lay_out(wish(appointees="程暮山｜主任", dated="2012-04-23")).hints
    assert "成文日期 2012-04-23 晚于公示开始 2012-04-20" in sentence(late)


def test_five_working_days_are_proposed(office: Office) -> None:
    fields = office.papers.fields("appointment_notice")
    assert fields["title"] == "干部任前公示"
    assert (fields["start"], fields["end"]) == ("2012-04-21", "2012-04-27")  # from a Saturday on
