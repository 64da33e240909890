"""Papers over a real book: every kind in every format, fields kept, refusals that name what is missing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.domain.paper_tables import TableBlock
from dangjian_desktop.domain.papers import ListTable, OfficialLetter, texts_of
from dangjian_desktop.domain.posters import Poster
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.kernel.progress import Silent
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.appraisal_facts import APPRAISAL_MAKERS
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.paper_kinds import KINDS, metres
from dangjian_desktop.services.paper_words import in_chinese, listed
from dangjian_desktop.services.papers import PaperWish
from tests.services.assessed_township import CLOCK
from tests.services.filled_tables import TABLES
from tests.services.papered_township import ISSUER, opened
from tests.services.written_letters import APPOINTED, LETTERS

FILLED = {
    "notice": {"receivers": "各村党组织"},
    "grading_notice": {"office": "镇组织人事办", "telephone": "0990-0000000", "end": "2012-04-27"},
    **LETTERS,
    "appointment_notice": APPOINTED,
    "notice_letter": {"recipient": "程暮山", "matter": "参加测评大会"},
    "reminder": {"recipient": "柏树下村", "matters": "上报台账", "deadline": "5月8日", "office": "镇党政办"},
    "open_letter": {"recipient": "程暮山", "office": "镇组织人事办", "telephone": "0990-0000000"},
    **TABLES,
    "election_poster": {"kicker": "柳岸村换届选举", "day": "2012-05-20", "facts": "投票地点：文化礼堂"},
    "board": {"title": "公开栏", "parts": "【承诺】\n修通机耕路。"},
    "banner": {"title": "投好神圣一票"},
    "banner_letters": {"title": "阳光"},
}
OWN_TOWNSHIP = tuple(APPRAISAL_MAKERS)
"""Papers of 考核 and 研判, which this township has not held: see test_appraisals."""
EACH = [(kind.code, name) for kind in KINDS if kind.code not in OWN_TOWNSHIP for name in kind.formats]


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    yield made
    made.upkeep.close(backup=False)


def wish(kind: str, **values: str) -> PaperWish:
    return PaperWish(kind=kind, values={**FILLED.get(kind, {}), **values})


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    document.close()
    return "".join(words.split())


@pytest.mark.parametrize(("kind", "format_name"), EACH)
def test_every_paper_is_made_in_its_formats(office: Office, kind: str, format_name: str) -> None:
    made = office.papers.make(wish(kind), format_name)
    assert made.digest == sha256(made.content).hexdigest()
    if format_name == "pdf":
        assert text_of(made.content)
    elif format_name == "docx":
        body = Document(BytesIO(made.content))
        assert body.paragraphs or body.tables
    else:
        sheet = load_workbook(BytesIO(made.content)).active
        assert sheet is not None
        assert sheet.max_row > 3


@pytest.mark.parametrize(
    ("kind", "format_name"), [("notice", "pdf"), ("ballot", "docx"), ("task_table", "xlsx")]
)
def test_the_same_paper_gives_the_same_bytes_at_another_moment(
    office: Office, kind: str, format_name: str
) -> None:
    first = office.papers.make(wish(kind), format_name).digest
    time.sleep(2.1)  # the times of the parts of a packed file go by two seconds
    again = office.papers.make(wish(kind), format_name).digest
    assert first == again


def test_a_paper_laid_out_passes_its_check_and_says_what_was_taken(office: Office) -> None:
    laid = office.papers.lay_out(wish("notice"))
    assert all(check.passed for check in laid.checks)
    words = [item.words() for item in laid.taken]
    assert words == ["阶段 2 个", "任务 3 行", "条目 4 条", "片 1 个", "工作组 1 个"]
    assert len(laid.sizes) % 2 == 0 or not office.papers.fields("notice")["printer"]
    assert set(laid.fonts) == {"仿宋", "楷体", "黑体", "小标宋", "宋体"}


def test_pages_are_drawn_one_by_one(office: Office) -> None:
    laid = office.papers.lay_out(wish("notice"))
    second = office.papers.pages(laid.pdf, 0.5, 1, 1)
    assert second.first == 1
    assert len(second.images) == 1
    picture = second.images[0]
    assert (picture.width, picture.height) == pytest.approx([round(n / 2) for n in laid.sizes[1]], abs=1)
    assert len(office.papers.pages(laid.pdf, 0.1).images) == len(laid.sizes)
    assert len(office.papers.preview(wish("notice"), 0.1).pages) == len(laid.sizes)


# ------------------------------------------------------------ fields


def test_fields_start_with_what_the_record_knows(office: Office) -> None:
    fields = office.papers.fields("notice")
    assert fields["issuer"] == ISSUER
    assert fields["number"] == "栖委〔2012〕12号"
    assert fields["dated"] == "2012-03-22"


def test_typed_fields_are_kept_and_shared_ones_hold_for_every_paper(office: Office) -> None:
    done = office.papers.keep_fields("poster", {"slogan": " 一个不少 ", "telephone": "0990-1111111"})
    assert done.value["slogan"] == "一个不少"
    assert done.changes
    assert office.papers.fields("grading_notice")["telephone"] == "0990-1111111"
    assert not office.papers.keep_fields("poster", {"slogan": "一个不少"}).changes
    again = ProgramOpener(CLOCK)
    office.upkeep.close(backup=False)
    reopened = again.open(office.path)
    assert reopened.papers.fields("poster")["slogan"] == "一个不少"
    reopened.upkeep.close(backup=False)


@pytest.mark.parametrize(
    ("kind", "field", "text", "code"),
    [
        ("notice", "dated", "三月五日", "papers.bad_date"),
        ("rating_list", "year", "12", "papers.bad_year"),
        ("poster", "sheet", "B5", "papers.bad_sheet"),
        ("poster", "sheet", "60×160", "papers.small_sheet"),
        ("poster", "tiles", "B5", "papers.bad_choice"),
        ("banner", "length", "六米", "papers.bad_length"),
        ("poster", "colour", "红", "papers.unknown_field"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_and_not_kept(
    office: Office, kind: str, field: str, text: str, code: str
) -> None:
    before = office.papers.fields(kind)
    with pytest.raises(Rejected) as refused:
        office.papers.keep_fields(kind, {field: text})
    assert [item.code for item in refused.value.findings] == [code]
    assert office.papers.fields(kind) == before


# ------------------------------------------------------------ refusals


def test_a_missing_blank_is_named_as_the_field_beside_it(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.papers.draft(wish("notice", receivers="", issuer=""))
    assert [item.where.field for item in refused.value.findings] == ["发文机关", "主送机关"]
    assert sentence(refused.value.findings[1]).startswith("“主送机关”：“活动通知”缺少“主送机关”")


def test_a_public_notice_wants_its_issuer_under_the_words_of_the_form(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.papers.draft(wish("grading_notice", issuer="", telephone=""))
    assert {item.where.field for item in refused.value.findings} == {"发文机关", "受理电话"}


def test_a_period_that_ends_before_it_starts_is_refused(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.papers.draft(wish("grading_notice", start="2012-04-27", end="2012-04-20"))
    assert refused.value.findings[0].code == "papers.period_backwards"


def test_a_book_without_a_campaign_makes_no_paper(tmp_path: Path) -> None:
    office = ProgramOpener(CLOCK).create(tmp_path / "空.djb")
    assert office.papers.shelf().campaign == ""
    for kind in ("notice", "task_table"):
        with pytest.raises(Rejected) as refused:
            office.papers.draft(wish(kind))
        assert refused.value.findings[0].code == "papers.no_campaign"
    with pytest.raises(Rejected) as refused:
        office.papers.draft(wish("ballot"))
    assert refused.value.findings[0].code == "papers.no_meeting"
    office.upkeep.close(backup=False)


def test_a_format_a_paper_does_not_come_in_is_refused(office: Office) -> None:
    with pytest.raises(Rejected) as refused:
        office.papers.make(wish("poster"), "xlsx")
    assert refused.value.findings[0].code == "papers.unknown_format"


# ------------------------------------------------------------ facts


def test_imported_punctuation_is_printed_full_width(office: Office) -> None:
    letter = office.papers.draft(wish("notice")).parts[0]
    assert isinstance(letter, OfficialLetter)
    words = text_of(office.papers.make(wish("notice"), "pdf").content)
    assert "（澄组通〔2012〕18号）" in words
    assert "召开部署会，印发活动通知" in words


def test_words_for_print() -> None:
    assert in_chinese("会议9:30开始,共3个:一、二") == "会议9:30开始，共3个：一、二"
    assert in_chinese("少于 4 次(含本数)") == "少于4次（含本数）"
    assert in_chinese("A4 (210 x 297)") == "A4 (210 x 297)"
    assert listed(("填写清单", "形成报告。")) == ("填写清单；", "形成报告。")
    assert listed(("召开会议",)) == ("召开会议",)


def test_the_list_follows_categories_and_ranks_and_names_the_secretary(office: Office) -> None:
    table = office.papers.draft(wish("rating_list")).parts[0]
    assert isinstance(table, ListTable)
    rows = [[cell.text for cell in row.cells] for row in table.table.body]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    scores = [float(row[-3]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert rows[0][-5:-3] == ["柏树下村党总支", "单砺石"]


def test_only_decided_grades_are_published(office: Office) -> None:
    laid = office.papers.lay_out(wish("grading_notice"))
    assert [item.words() for item in laid.taken] == ["已决定等次 1 个"]


# ------------------------------------------------------------ files


def test_a_saved_paper_is_kept_with_its_digest_and_comes_out_again(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "任务分解表.xlsx"
    office.papers.save(wish("task_table"), target)
    (issue,) = office.papers.shelf().issues
    assert (issue.name, issue.format, issue.kind) == ("任务分解表.xlsx", "xlsx", "task_table")
    assert issue.sha256 == sha256(target.read_bytes()).hexdigest()
    copy = office.papers.copy_out(issue.id, tmp_path / "副本")
    assert copy.read_bytes() == target.read_bytes()


def test_a_paper_nobody_made_cannot_come_out(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as refused:
        office.papers.copy_out("nothing", tmp_path)
    assert refused.value.findings[0].code == "papers.unknown_issue"


def test_a_file_that_cannot_be_written_leaves_no_paper_behind(office: Office, tmp_path: Path) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("不是文件夹", "utf-8")
    with pytest.raises(Unavailable):
        office.papers.save(wish("task_table"), blocked / "表.pdf")
    assert not office.papers.shelf().issues


# ------------------------------------------------------------ large sheets


def test_a_book_without_a_campaign_makes_large_sheets(tmp_path: Path) -> None:
    office = ProgramOpener(CLOCK).create(tmp_path / "空.djb")
    for kind in ("poster", "slogan_poster", "flow_chart", "board", "banner"):
        paper = office.papers.draft(wish(kind, **({} if kind == "banner" else {"issuer": ISSUER})))
        assert paper.kind == kind
    office.upkeep.close(backup=False)


def test_a_flow_chart_has_a_model_for_each_day(office: Office) -> None:
    seen = {}
    for model in ("换届选举", "投票", "民主测评"):
        paper = office.papers.draft(wish("flow_chart", model=model, issuer=ISSUER))
        seen[paper.title] = texts_of(paper.parts[0])
    assert list(seen) == ["村民委员会换届选举流程", "投票流程", "民主测评流程"]
    assert any("秘密写票处" in text for text in seen["投票流程"])
    own = office.papers.draft(
        wish("flow_chart", model="投票", title="办事流程", steps="登记\n审核", issuer=ISSUER)
    )
    assert [text for text in texts_of(own.parts[0]) if text in ("办事流程", "登记", "审核")] == [
        "办事流程",
        "登记",
        "审核",
    ]


def test_signs_and_plates_need_nothing_typed(office: Office) -> None:
    signs = office.papers.lay_out(wish("sign"))
    assert len(signs.sizes) == 10
    assert {"秘密写票处", "代写处", "投票箱"} <= set(texts_of(signs.paper.parts[0]))
    plates = office.papers.lay_out(wish("name_plate", lines="张某\n李某某：监票人"))
    assert len(plates.sizes) == 2
    assert all(check.passed for check in (*signs.checks, *plates.checks))


def test_a_hung_sheet_may_be_pale(office: Office) -> None:
    part = office.papers.draft(wish("slogan_poster", scheme="白底（省墨）", issuer=ISSUER)).parts[0]
    assert isinstance(part, Poster)
    assert part.pale
    part = office.papers.draft(wish("slogan_poster", issuer=ISSUER)).parts[0]
    assert isinstance(part, Poster)
    assert not part.pale


def test_a_poster_of_an_election_is_signed_by_the_committee_of_the_place(office: Office) -> None:
    said = {"day": "2012-05-20", "facts": "投票地点：文化礼堂"}
    for values, signed in (
        ({"kicker": "柳岸村换届选举"}, "柳岸村村民选举委员会"),
        ({"kicker": "镇东社区第五届居民委员会换届选举"}, "镇东社区居民选举委员会"),
        ({"kicker": "柳岸村换届选举", "signed": "中共栖梧镇委员会"}, "中共栖梧镇委员会"),
    ):
        paper = office.papers.draft(PaperWish(kind="election_poster", values={**said, **values}))
        assert paper.author == signed
        assert any(text.startswith(signed) for text in texts_of(paper.parts[0]))
    with pytest.raises(Rejected) as refused:
        office.papers.draft(PaperWish(kind="election_poster", values={**said, "kicker": "换届选举"}))
    assert [item.where.field for item in refused.value.findings] == ["落款"]


def test_the_small_head_of_a_poster_is_proposed_and_what_is_emptied_is_not_printed(office: Office) -> None:
    name = office.papers.fields("poster")["kicker"]
    assert name
    for typed, printed in (({}, True), ({"kicker": ""}, False)):
        paper = office.papers.draft(PaperWish(kind="poster", values={"issuer": ISSUER, **typed}))
        assert (name in texts_of(paper.parts[0])) is printed


def test_what_a_large_sheet_lacks_is_said_at_its_field(office: Office) -> None:
    for kind, values, fields in (
        ("election_poster", {}, ["选举名称", "选举日", "事项"]),
        ("board", {"issuer": ISSUER, "title": "公开栏"}, ["内容"]),
        ("banner", {}, ["标语"]),
    ):
        with pytest.raises(Rejected) as refused:
            office.papers.draft(PaperWish(kind=kind, values=values))
        assert [item.where.field for item in refused.value.findings] == fields


def test_sheets_are_typed_freely_and_pieces_chosen(office: Office) -> None:
    asked = wish("slogan_poster", title="听民声/解民忧", sheet="600×900", tiles="A4 拼贴")
    assert office.papers.draft(asked).title == "听民声 解民忧"
    made = office.papers.make(asked, "pdf")
    document = pypdfium2.PdfDocument(made.content)
    assert len(document) > 8
    document.close()
    assert texts_of(made.paper.parts[0])[0] == "听民声\n解民忧"


@pytest.mark.parametrize(
    ("text", "length"),
    [("6", 6000), ("0.7", 700), ("0.1", 100), ("20", 20000), ("0.099", None), ("20.001", None), ("六", None)],
)
def test_metres(text: str, length: int | None) -> None:
    assert metres(text) == length


def test_the_library_of_slogans_is_the_offices_own(office: Office) -> None:
    library = office.slogans.library()
    assert len(library) >= 10
    assert office.slogans.keep(" 办实事，见真章 ").value == "办实事，见真章"
    assert office.slogans.library() == ("办实事，见真章", *library)
    assert not office.slogans.keep("办实事，见真章").changes
    office.slogans.drop(library[0])
    assert library[0] not in office.slogans.library()
    office.upkeep.undo()
    assert library[0] in office.slogans.library()
    office.slogans.drop(library[0])
    office.slogans.keep(library[0])
    assert office.slogans.library()[0] == library[0]
    with pytest.raises(Rejected):
        office.slogans.drop("没有这一条")
    with pytest.raises(Rejected):
        office.slogans.keep("  ")


def test_the_fonts_are_held_against_the_names_of_the_township(office: Office) -> None:
    report = office.papers.font_report()
    assert report.names > 20
    assert (report.drawn, report.wanting) == (report.names, ())
    fang = next(use for use in report.uses if use.role == "仿宋")
    assert 0 < fang.names <= report.names


# ------------------------------------------------------------ pictures and the printed check


def test_pages_are_written_as_pictures(office: Office, tmp_path: Path) -> None:
    several = office.prints.pictures(wish("notice"), tmp_path / "通知.png").value
    assert [one.name for one in several] == [f"通知-{n + 1}.png" for n in range(len(several))]
    with Image.open(several[0]) as first:
        assert first.size == (1654, 2339)  # A4 at 200 dots an inch
    (one,) = office.prints.pictures(wish("poster"), tmp_path / "海报.png").value
    assert one.name == "海报.png"

    class Stop(Exception):
        pass

    class Impatient(Silent):
        def step(self, done: int, total: int, what: str = "") -> None:
            if (done, what) == (min(2, total), "正在画图片"):
                raise Stop

    with pytest.raises(Stop):
        office.prints.pictures(wish("notice"), tmp_path / "停.png", Impatient())
    assert not list(tmp_path.glob("停*"))


def test_the_check_is_printed_with_the_files_digest(office: Office, tmp_path: Path) -> None:
    path = office.prints.report(wish("notice"), tmp_path / "检查.pdf").value
    text = text_of(path.read_bytes())
    laid = office.papers.lay_out(wish("notice"))
    assert sha256(laid.pdf).hexdigest() in text
    assert all(check.name in text for check in laid.checks)
    assert "全部合格" in text


def test_a_pack_of_ballots_is_shown_as_one_sheet_and_made_whole(office: Office) -> None:
    made = wish("ballot", copies="25", per_sheet="2")
    laid = office.papers.lay_out(made)
    assert laid.pack is not None
    assert (len(laid.sizes), laid.pack.ballots, laid.pack.sheets) == (1, 25, 13)
    with pypdfium2.PdfDocument(office.papers.make(made, "pdf").content) as document:
        assert len(document) == 13


@pytest.mark.parametrize("text", ["0", "十", "-3", "30000", "１２"])
def test_a_count_that_is_none_is_refused(office: Office, text: str) -> None:
    with pytest.raises(Rejected) as error:
        office.papers.draft(wish("ballot", copies=text))
    assert "不是份数" in sentence(error.value.findings[0])


def test_ballots_that_are_printed_are_registered(office: Office, tmp_path: Path) -> None:
    members = PaperWish(kind="ballot", group="members", values={"copies": "120"})
    office.papers.save(members, tmp_path / "党员票.pdf")
    masses = replace(members, group="masses", values={"copies": "79"})
    office.papers.leave(masses, office.papers.draft(masses), "（打印）", 80)  # whole sheets of two
    office.papers.save(PaperWish(kind="ballot", group="masses"), tmp_path / "样张.pdf")
    register = text_of(office.papers.make(PaperWish(kind="issue_register"), "pdf").content)
    assert "党员120党员票.pdf" in register
    assert "群众80（打印）" in register
    assert "合计200" in register
    assert "样张" not in register
    assert "docx" not in register


def test_a_score_sheet_holds_every_indicator_of_its_category(office: Office) -> None:
    for category in ("农村", "社区", "机关", "非公", "教育卫生"):
        part = office.papers.draft(wish("score_sheet", category=category)).parts[0]
        assert isinstance(part, ListTable)
        points = [int(row.cells[-4].text) for row in part.table.body[:-1]]
        assert sum(points) == int(part.table.body[-1].cells[3].text) == 100


def test_a_questionnaire_asks_what_the_ballot_asks_and_has_no_number_of_its_own(office: Office) -> None:
    texts = texts_of(office.papers.draft(wish("questionnaire")).parts[0])
    ballot = texts_of(office.papers.draft(wish("ballot")).parts[0])
    items = [text for text in texts if text[0].isdigit() and "." in text]
    assert len(items) > 5
    for item in items[:-1]:
        assert item.partition(".")[2] in ballot


@pytest.mark.parametrize("rows", [("等次\t好\t差", "评价\t\t"), ("签收人\t签收日期",)])
def test_a_table_to_be_filled_in_by_hand_is_printed_whole(office: Office, rows: tuple[str, ...]) -> None:
    values = {**LETTERS["official_notice"], "attached": "\n".join(("【样表】", *rows))}
    office.papers.keep_fields("official_notice", values)
    assert office.papers.fields("official_notice")["attached"] == values["attached"]
    laid = office.papers.lay_out(PaperWish(kind="official_notice"))
    assert not [check for check in laid.checks if not check.passed]
    letter = laid.paper.parts[0]
    assert isinstance(letter, OfficialLetter)
    assert isinstance(letter.attachments[-1].blocks[0], TableBlock)
    docx = Document(BytesIO(office.papers.make(PaperWish(kind="official_notice"), "docx").content))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    assert rows[0].split("\t")[0] in cells
