"""Tables, boards, sheets of candidates, papers of meetings and elections: proved, measured, refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.documents.papers.elections import Seat
from dangjian_desktop.documents.papers.weekly import WeekFacts, weekly
from dangjian_desktop.documents.pdf import render_pdf
from dangjian_desktop.documents.proof import proof
from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.papers import ListTable, OfficialLetter, texts_of
from dangjian_desktop.domain.progress import Share
from dangjian_desktop.domain.typed_tables import typed_tables
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.campaigns import Tick
from dangjian_desktop.services.election_facts import contested
from dangjian_desktop.services.election_kinds import ELECTION_KINDS
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.table_kinds import (
    BOARD_KINDS,
    MEETING_KINDS,
    POOR_KINDS,
    VETTING_SHEETS,
    WEEKLY,
)
from dangjian_desktop.services.vetting import CandidateWish
from tests.services.assessed_township import CAMPAIGN, CLOCK
from tests.services.filled_tables import TABLES
from tests.services.papered_township import opened

TABULAR = (*POOR_KINDS, *VETTING_SHEETS, *BOARD_KINDS)
KINDS = [kind.code for kind in (*TABULAR, *MEETING_KINDS, WEEKLY, *ELECTION_KINDS)]
MM = 72 / 25.4


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    yield made
    made.upkeep.close(backup=False)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    made = ProgramOpener(CLOCK).create(tmp_path / "空.djb")
    yield made
    made.upkeep.close(backup=False)


def wish(kind: str, **values: str) -> PaperWish:
    return PaperWish(kind=kind, values={**TABLES.get(kind, {}), **values})


def pages(office: Office, kind: str, **values: str) -> list[pdfplumber.page.Page]:
    content = office.papers.make(wish(kind, **values), "pdf").content
    return pdfplumber.open(BytesIO(content)).pages


def words(page: pdfplumber.page.Page) -> str:
    return "".join(page.extract_text().split())


def refused(office: Office, kind: str, **values: str) -> list[str]:
    with pytest.raises(Rejected) as error:
        office.papers.draft(wish(kind, **values))
    assert all(sentence(item) for item in error.value.findings)
    return [item.code for item in error.value.findings]


def rows_of(office: Office, kind: str, **values: str) -> list[list[str]]:
    part = office.papers.draft(wish(kind, **values)).parts[0]
    assert isinstance(part, ListTable)
    return [[cell.text for cell in row.cells] for row in part.table.body]


# ------------------------------------------------------------ every kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_passes_its_proof(office: Office, kind: str) -> None:
    laid = office.papers.lay_out(wish(kind))
    assert [check for check in laid.checks if not check.passed] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_the_page_and_every_text_is_on_it(office: Office, kind: str) -> None:
    paper = office.papers.draft(wish(kind))
    seen = pages(office, kind)
    for page in seen:
        for char in page.chars:
            assert 15 * MM < char["x0"] < char["x1"] < page.width - 15 * MM
            assert char["bottom"] < page.height - 10 * MM
    whole = "".join("".join(char["text"] for char in page.chars) for page in seen)
    for part in paper.parts:
        assert {char for text in texts_of(part) for char in text if not char.isspace()} <= set(whole)


@pytest.mark.parametrize("kind", KINDS)
def test_a_book_without_anything_makes_no_empty_grid(empty: Office, kind: str) -> None:
    with pytest.raises(Rejected) as error:
        empty.papers.draft(PaperWish(kind=kind))
    assert {item.code for item in error.value.findings} <= {
        "papers.blank", "papers.empty_list", "papers.no_campaign", "papers.no_quorum",
    }  # fmt: skip


# ------------------------------------------------------------ 分类定级


def test_the_poor_are_listed_with_what_speaks_against_them(office: Office) -> None:
    (row,) = rows_of(office, "poor_list")
    assert row[1:3] == ["新苑村党总支", "农村"]
    assert row[7] == "较差（建议）"
    (detail,) = rows_of(office, "poor_detail")
    assert detail[5].startswith("按分数：较差")
    assert "现场核查" in detail[6]


def test_the_board_of_what_is_mended_starts_with_the_record_and_wants_every_cell(office: Office) -> None:
    proposed = office.papers.fields("rectify_board")["lines"]
    assert proposed.startswith("【新苑村党总支】\n现场核查")
    assert refused(office, "rectify_board", lines=proposed) == ["papers.row_lacks"]
    many = "【青桥村】\n" + "\n".join(f"事项{n}" for n in range(85)) + "\n事项｜措施"
    with pytest.raises(Rejected) as told:
        office.papers.draft(wish("rectify_board", lines=many))
    (alike, alone) = told.value.findings
    assert (alike.code, alike.fact("count")) == ("papers.rows_lack", 85)
    assert alike.fact("names") == "青桥村“事项0”、青桥村“事项1”、青桥村“事项2”等"
    assert alone.code == "papers.row_lacks"
    assert refused(office, "rectify_board", lines="一｜二｜三｜四｜五｜六") == ["papers.row_too_long"]
    (board,) = office.papers.draft(wish("rectify_board")).parts
    assert isinstance(board, ListTable)
    assert board.title == "新苑村党总支整改提高公示牌"
    assert [cell.text for cell in board.table.body[1].cells][1:] == [
        "台账不全", "补齐台账", "符采薇", "5月底", "已补三本",
    ]  # fmt: skip
    assert board.notes == ("整改情况欢迎党员、群众监督。监督电话：0990-0000001。",)


def test_each_organisation_has_its_own_sheet_in_pdf_and_excel(office: Office) -> None:
    assert len(pages(office, "promise_board")) == 2
    book = load_workbook(BytesIO(office.papers.make(wish("promise_board"), "xlsx").content))
    assert [sheet["A1"].value for sheet in book] == ["青桥村公开承诺事项公示", "梅岭村公开承诺事项公示"]


@given(st.lists(st.lists(st.text("一二三、，。 甲", max_size=6), min_size=1, max_size=5), max_size=5))
def test_pasted_rows_keep_every_cell_in_its_place(rows: list[list[str]]) -> None:
    found = [row for table in typed_tables("\t".join(row) for row in rows) for row in table.rows]
    assert found == [tuple(cell.strip() for cell in row) for row in rows if "".join(row).strip()]


# ------------------------------------------------------------ 资格审查


def test_a_sheet_for_each_candidate_says_who_answered_what(office: Office) -> None:
    office.vetting.add_candidate(
        CandidateWish(campaign_id=CAMPAIGN, person_id="person-2", sought_post="村委会委员")
    )
    first, second = pages(office, "vetting_sheet")
    assert {"邓栖霞" in words(first), "邓栖霞" in words(second)} == {True, False}
    mine = first if "邓栖霞" in words(first) else second
    text = words(mine)
    assert "年龄超限；公安函3号" in text
    assert "镇民政所" in text
    assert "2012年4月20日" in text
    assert "9901**********1002" in text
    (photo,) = [word for word in mine.extract_words() if word["text"] == "照片"]
    assert photo["x0"] > mine.width * 0.65
    assert len(pages(office, "vetting_sheet", candidate="邓栖霞")) == 1
    assert refused(office, "vetting_sheet", candidate="某某") == ["papers.no_candidate"]
    (failed,) = rows_of(office, "failed_list")
    assert failed[2] == "邓栖霞"
    assert failed[6] == "任职条件"
    assert "年龄超限" in failed[7]


def test_whole_numbers_on_the_sheet_want_a_purpose_and_are_logged(office: Office, tmp_path: Path) -> None:
    assert refused(office, "vetting_sheet", numbers="印完整") == ["roster.no_purpose"]
    whole = wish("vetting_sheet", numbers="印完整", purpose="送县公安局联审")
    (page,) = pdfplumber.open(BytesIO(office.papers.make(whole, "pdf").content)).pages
    assert "*" not in words(page)
    office.papers.save(whole, tmp_path / "审查表.pdf")
    assert any("送县公安局联审" in one.summary for one in office.upkeep.operations(2))


def test_a_talk_has_room_for_words_and_signatures(office: Office) -> None:
    (page,) = pages(office, "talk_record")
    text = words(page)
    assert "谈话日期：2012年4月20日" in text
    assert "承诺限期整改" in text
    assert "谈话对象：谈话人：记录人：" in text
    levels = sorted({round(line["top"]) for line in page.lines if abs(line["top"] - line["bottom"]) < 1})
    assert max(b - a for a, b in pairwise(levels)) >= 199


# ------------------------------------------------------------ meetings and weeks


def test_the_sheet_to_sign_lists_cadres_repeats_its_head_and_leaves_lines(office: Office) -> None:
    rows = rows_of(office, "sign_in")
    named = [row for row in rows if row[1]]
    assert len(rows) - len(named) == 5
    assert {row[2] for row in named} >= {"青桥村", "柏树下村"}
    assert len({row[1] for row in named}) == len(named)
    only = rows_of(office, "sign_in", unit="东篱片", blanks="0")
    assert {row[2] for row in only} == {"柏树下村", "柏树下村工作组"}
    assert refused(office, "sign_in", unit="无此村") == ["papers.no_place"]
    assert refused(office, "sign_in", blanks="许多") == ["papers.bad_figure"]
    assert refused(office, "sign_in", scope="不列姓名", blanks="0") == ["papers.empty_list"]
    first, second = pages(office, "sign_in", scope="不列姓名", blanks="40")
    assert all("序号姓名单位职务签名备注" in words(page) for page in (first, second))
    found = sorted({round(line["top"], 1) for line in first.lines if line["width"] > 20 * MM})
    assert len(found) > 20


def test_a_week_tells_what_was_done_as_of_its_day(office: Office) -> None:
    first = next(t for t in office.campaigns.status(CAMPAIGN).tasks if len(t.task.items) == 1)
    office.campaigns.tick(
        Tick(
            task_id=first.task.id,
            community_id=None,
            state=TaskState.DONE,
            done_on=date(2012, 4, 18),
            signer="镇组织人事办",
            evidence="通知存档",
        )
    )
    letter = office.papers.draft(wish("weekly", dated="2012-04-21")).parts[0]
    assert isinstance(letter, OfficialLetter)
    texts = "".join(texts_of(letter))
    assert "应完成任务3项次，已完成1项次，完成率33.3%" in texts
    assert "召开部署会，印发活动通知。" in texts
    before = office.papers.draft(wish("weekly", dated="2012-04-14")).parts[0]
    assert "已完成0项次" in "".join(texts_of(before))
    assert "本周没有新完成的任务。" in texts_of(before)


# ------------------------------------------------------------ elections


def test_a_ballot_has_room_for_other_names_and_nothing_that_tells_one_from_another(office: Office) -> None:
    (page,) = pages(office, "election_ballot")
    part = office.papers.draft(wish("election_ballot")).parts[0]
    assert isinstance(part, ListTable)
    names, signs = part.table.body
    assert [cell.text.replace("\n", "") for cell in names.cells] == [
        "姓名", "丁禾", "纪蔚然", "", "单砺石", "耿夏泉", "蓝若岚", "", "",
    ]  # fmt: skip
    assert len(signs.cells) == len(names.cells)
    assert page.width > page.height
    assert "主任（应选1名）" in words(page)
    typed = office.papers.draft(wish("election_ballot", order="填写的次序")).parts[0]
    assert isinstance(typed, ListTable)
    assert typed.table.body[0].cells[1].text == "纪\n蔚\n然"
    assert refused(office, "election_ballot", election_seats="主任｜1｜纪蔚然") == ["papers.few_candidates"]
    assert refused(office, "election_ballot", election_seats="主任：纪蔚然") == ["papers.bad_row"]


LONG_NAME = "买买提·艾合买提江·吐尔逊"
MANY = tuple("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏")


@pytest.mark.parametrize(
    ("seats", "named"),
    [
        (f"主任｜1｜{LONG_NAME}、丁禾", (LONG_NAME, "丁禾")),
        ("代表｜6｜" + "、".join(f"{one}若云" for one in MANY), tuple(f"{one}若云" for one in MANY)),
        ("代表｜10｜" + "、".join((LONG_NAME, *(f"{one}云" for one in MANY))), ("买买提·", "吐尔逊")),
    ],
    ids=["long", "thirty", "both"],
)
def test_a_ballot_of_long_names_or_of_many_has_a_line_for_each_on_one_upright_page(
    office: Office, seats: str, named: tuple[str, ...]
) -> None:
    (page,) = pages(office, "election_ballot", election_seats=seats)
    assert page.width < page.height
    text = words(page)
    assert all(name in text for name in named)
    assert text.count("另选他人：") == int(seats.split("｜")[1])
    assert "姓名后面的空格内画“○”" in text
    laid = office.papers.lay_out(wish("election_ballot", election_seats=seats))
    assert [one.name for one in laid.checks if not one.passed] == []


def test_who_stands_twice_for_a_post_is_named_and_for_two_posts_as_the_form_wants(office: Office) -> None:
    twice = "主任｜1｜纪蔚然、丁禾、纪蔚然"
    for kind in ("election_ballot", "election_candidates", "election_voting"):
        with pytest.raises(Rejected) as told:
            office.papers.draft(wish(kind, election_seats=twice))
        assert "“纪蔚然”写了两次" in sentence(told.value.findings[0])
    both = "主任｜1｜纪蔚然、丁禾\n委员｜2｜纪蔚然、单砺石、蓝若岚"
    (known,) = office.papers.lay_out(wish("election_ballot", election_seats=both)).hints
    assert "“纪蔚然”同时是主任、委员的候选人" in sentence(known)
    shipped = Catalog().document_form("election_ballot", on=date(2012, 4, 21))
    wording = tuple((key, "不许" if key == "several_posts" else text) for key, text in shipped.wording)
    seats = (Seat("主任", 1, ("纪蔚然", "丁禾")), Seat("委员", 1, ("纪蔚然", "单砺石")))
    with pytest.raises(Rejected) as told:
        contested(seats, replace(shipped, wording=wording))
    assert [item.code for item in told.value.findings] == ["papers.stands_twice"]


def test_days_the_wrong_way_round_are_told_and_the_paper_is_made(office: Office) -> None:
    told = office.papers.lay_out(wish("election_day", election_day="2012-04-01", dated="2012-04-20"))
    assert [item.code for item in told.hints] == ["papers.day_before_notice"]
    told = office.papers.lay_out(wish("election_result", dated="2012-05-19"))
    assert [item.code for item in told.hints] == ["papers.result_before_day"]
    assert office.papers.lay_out(wish("election_result", dated="2012-05-20")).hints == ()


def test_the_voters_are_counted_in_the_roster_and_the_list_must_be_early(office: Office) -> None:
    assert "共4人" in words(pages(office, "election_voters")[0])
    assert refused(office, "election_voters", election_place="无此村") == ["roster.unknown_place"]
    assert refused(office, "election_voters", election_place="梅岭村") == ["papers.empty_list"]
    late = {"election_day": "2012-05-20", "dated": "2012-05-01"}
    assert refused(office, "election_voters", **late) == ["papers.list_too_late"]
    assert pages(office, "election_voters", election_day="2012-05-20", dated="2012-04-30")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issued": "1187"}, "papers.more_than"),
        ({"invalid": "13"}, "papers.ballots_do_not_add_up"),
        ({"registered": "2196", "issued": "1102"}, "papers.no_quorum"),
        ({"elected": "主任｜纪蔚然｜549"}, "papers.no_majority"),
        ({"elected": "主任｜纪蔚然｜1087"}, "papers.more_than"),
        ({"elected": "主任｜纪蔚然｜812\n委员｜纪蔚然｜812"}, "papers.name_twice"),
        ({"elected": "主任｜纪蔚然｜365", "round": "另行选举"}, "papers.no_third"),
        ({"elected": ""}, "papers.empty_list"),
        ({"valid": "许多"}, "papers.bad_figure"),
    ],
)
def test_a_result_that_cannot_be_is_not_announced(office: Office, change: dict[str, str], code: str) -> None:
    assert refused(office, "election_result", **change) == [code]


def test_one_vote_over_half_is_enough(office: Office) -> None:
    text = words(pages(office, "election_result", elected="主任｜纪蔚然｜550", registered="2195")[0])
    assert "登记参加选举的村民2195人" in text
    assert "550票" in text


def test_a_third_is_enough_in_the_second_vote(office: Office) -> None:
    again = {"elected": "主任｜纪蔚然｜366", "round": "另行选举"}
    text = words(pages(office, "election_result", **again)[0])
    assert "的另行选举于2012年5月20日举行" in text
    assert "不少于已投选票总数的三分之一" in text


def test_residents_have_their_own_law(office: Office) -> None:
    community = {"election_name": "望桥社区第六届居民委员会换届选举"}
    text = words(pages(office, "election_day", **community)[0])
    assert text.startswith("望桥社区第六届居民委员会选举日公告第1号")
    assert "《中华人民共和国城市居民委员会组织法》" in text
    assert "居民届时参加投票" in text


def test_what_is_typed_for_one_paper_of_an_election_stands_in_the_others(office: Office) -> None:
    office.papers.keep_fields("election_candidates", TABLES["election_candidates"])
    fields = office.papers.fields("election_ballot")
    assert fields["election_seats"] == TABLES["election_candidates"]["election_seats"]
    assert office.papers.fields("election_day")["number"] == ""


def test_the_name_of_a_long_campaign_breaks_the_title_of_its_weekly_as_its_lines_fit(office: Office) -> None:
    form = Catalog().document_form("weekly", on=date(2012, 4, 21))
    facts = WeekFacts(
        issuer="中共栖梧镇委员会", campaign="村、社区“两委”班子建设提升年活动", dated=date(2012, 4, 21),
        start=date(2012, 4, 15), end=date(2012, 4, 21), share=Share(done=1, total=2), phases=(),
        done=("走访。",), late=(), coming=(), areas=(),
    )  # fmt: skip
    paper = weekly(facts, form)
    assert paper.title == "村、社区“两委”班子建设提升年活动工作周报（2012年4月15日至2012年4月21日）"
    checks = proof(render_pdf(paper, office.papers.fonts()), paper)
    assert [(one.name, one.measured) for one in checks if not one.passed] == []
