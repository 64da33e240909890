"""Facts typed by hand, persons added, numbers looked at, previews in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.domain.people import Person, PostRole, Sex
from dangjian_desktop.kernel.clock import FixedClock
from dangjian_desktop.kernel.findings import Rejected, Severity
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.campaign_import import CampaignImport
from dangjian_desktop.services.import_views import ChangeKind, campaign_view, roster_view
from dangjian_desktop.services.roster_edits import CellEdit, NewPerson
from dangjian_desktop.services.rosters import Rosters
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.storage.database import Book
from tests.exchange.invented_notice import flattened_groups, flattened_notice

CLOCK = FixedClock(datetime(2031, 5, 8, 9, 0, tzinfo=UTC))
CATALOG = Catalog(forms_folder(), None)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return a book with a work group list."""
    made = Book.create(tmp_path / "柳溪.djb", password=None, clock=CLOCK, backups=tmp_path / "backups")
    Rosters(made, CATALOG, CLOCK).apply(Rosters(made, CATALOG, CLOCK).preview(flattened_groups()))
    yield made
    made.close()


@pytest.fixture
def rosters(book: Book) -> Rosters:
    return Rosters(book, CATALOG, CLOCK)


def person(rosters: Rosters, name: str) -> Person:
    return next(line.person for line in rosters.people() if line.person.name == name)


@pytest.mark.parametrize("text", ["2020.1.1", "2026-13-99", "13人", "书记、主任"])
def test_what_is_no_name_is_refused_in_the_cell_and_in_the_form(rosters: Rosters, text: str) -> None:
    one = person(rosters, "秦知远")
    with pytest.raises(Rejected) as refused:
        rosters.edit([CellEdit(one.id, "name", text)])
    assert "不像一个姓名" in sentence(refused.value.findings[0])
    with pytest.raises(Rejected):
        rosters.add_person(NewPerson(name=text, community_id=rosters.communities()[0].community.id))
    assert person(rosters, "秦知远") == one


def test_a_mobile_number_of_ten_digits_is_refused_in_the_cell(rosters: Rosters) -> None:
    with pytest.raises(Rejected) as refused:
        rosters.edit([CellEdit(person(rosters, "秦知远").id, "phone", "1990000111")])
    assert "11 位" in sentence(refused.value.findings[0])


def test_facts_of_several_persons_are_one_step(book: Book, rosters: Rosters) -> None:
    one, other = person(rosters, "秦知远"), person(rosters, "温若谷")
    edits = (
        CellEdit(one.id, "birth", "1975年3月"),
        CellEdit(one.id, "sex", "男"),
        CellEdit(other.id, "name", "温 若 谷"),
        CellEdit(other.id, "phone", "0769-12345678"),
    )
    assert rosters.edit(edits).value == 2
    assert person(rosters, "秦知远").birth == date(1975, 3, 1)
    assert not person(rosters, "秦知远").birth_day_known
    assert person(rosters, "温若谷").phone == "0769-12345678"
    assert rosters.edit(edits).value == 0
    Upkeep(book, CLOCK).undo()
    assert person(rosters, "秦知远") == one
    assert person(rosters, "温若谷") == other


def test_a_new_name_brings_its_pinyin(rosters: Rosters) -> None:
    rosters.edit([CellEdit(person(rosters, "秦知远").id, "name", "曾知远")])
    assert (person(rosters, "曾知远").pinyin, person(rosters, "曾知远").initials) == ("zengzhiyuan", "zzy")


def test_one_wrong_fact_stops_all(rosters: Rosters) -> None:
    one, other = person(rosters, "秦知远"), person(rosters, "温若谷")
    with pytest.raises(Rejected) as refused:
        rosters.edit([CellEdit(one.id, "sex", "男"), CellEdit(other.id, "birth", "1975.13")])
    assert [(item.code, item.where.record) for item in refused.value.findings] == [
        ("roster.cell_no_day", "温若谷")
    ]
    assert person(rosters, "秦知远").sex is None
    with pytest.raises(Rejected):
        rosters.edit([CellEdit("不在", "sex", "男")])


@pytest.mark.parametrize(
    ("field", "text", "begin"),
    [
        ("name", "  ", "没有写名称"),
        ("sex", "不详", "“不详”认不出是男是女"),
        ("birth", "1975.13", "“1975.13”没有这个日期"),
        ("birth", "1975年上半年", "“1975年上半年”定不了是哪个月"),
        ("birth", "去年", "“去年”认不出日期"),
        ("birth", "2031-05-09", "2031-05-09 还没有到"),
        ("joined_party", "1850.01", "1850-01-01 还没有到，或者太早"),
        ("id_number", "123", "身份证号应为 18 位"),
        ("id_number", "990101197503071817", "身份证号的末位校验码不对"),
        ("phone", "转三号机", "手机或电话只能写数字"),
        ("education", "大" * 61, "最多写 60 个字"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said_at_once(
    rosters: Rosters, field: str, text: str, begin: str
) -> None:
    assert rosters.wrong_cell(Person(id="p", name="秦知远"), field, text).startswith(begin)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("sex", ""),
        ("birth", ""),
        ("id_number", "9901**********1816"),
        ("phone", "199****1234"),
        ("note", "好" * 90),
    ],
)
def test_empty_and_masked_texts_are_no_mistake(rosters: Rosters, field: str, text: str) -> None:
    assert rosters.wrong_cell(Person(id="p", name="秦知远"), field, text) == ""


def test_id_number_must_agree_with_birth_and_sex(rosters: Rosters) -> None:
    born = Person(id="p", name="秦知远", birth=date(1980, 1, 1))
    assert "出生日期不一致" in rosters.wrong_cell(born, "id_number", "990101197503071816")
    woman = Person(id="p", name="秦知远", sex=Sex.FEMALE)
    assert "性别不一致" in rosters.wrong_cell(woman, "id_number", "990101197503071816")


def test_birth_and_sex_typed_beside_another_number_are_kept_and_told(rosters: Rosters) -> None:
    one = person(rosters, "秦知远")
    rosters.edit((CellEdit(one.id, "id_number", "990101197503071816"),))
    for field, text, told in (
        ("birth", "1975.03", []),
        ("birth", "1980.05", ["roster.cell_id_birth"]),
        ("birth", "1975-03-07", []),
        ("sex", "女", ["roster.cell_id_sex"]),
        ("education", "本科", []),
        ("sex", "", []),
    ):
        assert [one.code for one in rosters.edit((CellEdit(one.id, field, text),)).findings] == told
    both = (CellEdit(one.id, "birth", "1980.05"), CellEdit(one.id, "id_number", ""))
    assert rosters.edit(both).findings == ()


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("education", "大学专科", "大专"),
        ("education", "大学（函授）", "函授本科"),
        ("political_status", "党员", "中共党员"),
        ("ethnicity", "汉", "汉族"),
        ("phone", "199 0000 1234", "19900001234"),
        ("residence", "柳岸社区 3 巷 5 号", "柳岸社区 3 巷 5 号"),
    ],
)
def test_typed_words_are_kept_as_the_office_writes_them(
    rosters: Rosters, field: str, typed: str, kept: str
) -> None:
    one = person(rosters, "秦知远")
    assert rosters.edit([CellEdit(one.id, field, typed)]).findings == ()
    assert getattr(person(rosters, "秦知远"), field) == kept


def test_an_unknown_word_is_kept_and_pointed_out(rosters: Rosters) -> None:
    one = person(rosters, "秦知远")
    assert rosters.wrong_cell(one, "education", "私塾") == ""
    done = rosters.edit([CellEdit(one.id, "education", "私塾")])
    assert [(item.code, item.severity) for item in done.findings] == [
        ("roster.cell_unknown_word", Severity.HINT)
    ]
    assert "大专" in sentence(done.findings[0])
    assert person(rosters, "秦知远").education == "私塾"
    assert rosters.edit([CellEdit(one.id, "education", "")]).findings == ()


def test_a_typed_number_fills_birth_and_sex_and_says_so(book: Book, rosters: Rosters) -> None:
    one = person(rosters, "秦知远")
    done = rosters.edit([CellEdit(one.id, "id_number", "99010119750307181 6")])
    assert sentence(done.findings[0]).endswith("已按身份证号填上：1975-03-07，男。")
    filled = person(rosters, "秦知远")
    assert (filled.birth, filled.birth_day_known, filled.sex) == (date(1975, 3, 7), True, Sex.MALE)
    Upkeep(book, CLOCK).undo()
    assert person(rosters, "秦知远") == one
    rosters.edit([CellEdit(one.id, "birth", "1975.03")])
    rosters.edit([CellEdit(one.id, "id_number", "990101197503071816")])
    assert (person(rosters, "秦知远").birth, person(rosters, "秦知远").sex) == (date(1975, 3, 1), Sex.MALE)


def test_an_old_number_of_15_digits_is_made_18_and_told(rosters: Rosters) -> None:
    one = person(rosters, "秦知远")
    done = rosters.edit([CellEdit(one.id, "id_number", "990101750307181")])
    assert [item.code for item in done.findings] == ["roster.cell_id_old", "roster.cell_id_filled"]
    assert person(rosters, "秦知远").id_number == "990101197503071816"


@pytest.mark.parametrize(
    ("typed", "day", "codes"),
    [
        ("七五年三月", date(1975, 3, 1), []),
        ("27460", date(1975, 3, 7), ["roster.serial_date"]),
        ("20.3", date(2020, 3, 1), ["roster.two_digits"]),
        ("1975年3月12日生", date(1975, 3, 12), []),
    ],
)
def test_days_are_typed_in_many_ways(rosters: Rosters, typed: str, day: date, codes: list[str]) -> None:
    one = person(rosters, "秦知远")
    done = rosters.edit([CellEdit(one.id, "birth", typed)])
    assert (person(rosters, "秦知远").birth, [item.code for item in done.findings]) == (day, codes)


def test_what_a_column_is_kept_for_and_what_it_offers(rosters: Rosters) -> None:
    words = rosters.words()
    assert {"name", "sex", "birth", "id_number", "phone", "residence"} <= {
        name for name, purpose in words.purposes.items() if purpose
    }
    assert words.offered["sex"] == ("男", "女")
    assert "大专" in words.offered["education"]
    assert words.level("研究生") > words.level("大学") > words.level("大专") > words.level("") == -1


def test_a_masked_number_never_replaces_the_real_one(rosters: Rosters) -> None:
    one = person(rosters, "秦知远")
    rosters.edit([CellEdit(one.id, "phone", "19900001234")])
    assert rosters.edit([CellEdit(one.id, "phone", "199****1234")]).value == 0
    assert person(rosters, "秦知远").phone == "19900001234"


def test_looking_at_a_number_is_in_the_log_without_the_number(book: Book, rosters: Rosters) -> None:
    one = person(rosters, "秦知远")
    with pytest.raises(Rejected):
        rosters.reveal(one.id, "phone", "核对")
    rosters.edit([CellEdit(one.id, "phone", "19900001234")])
    assert rosters.reveal(one.id, "phone", "核对").value == "19900001234"
    newest = Upkeep(book, CLOCK).operations(1)[0]
    assert (newest.action, newest.summary) == ("roster.reveal", "查看 秦知远 的手机，原因：核对")


def test_a_person_is_added_with_a_post_and_taken_back_in_one(book: Book, rosters: Rosters) -> None:
    place = rosters.communities()[0].community
    added = rosters.add_person(
        NewPerson(
            name="薄 云 天", community_id=place.id, title="党支部书记、村委会主任", sex="女", birth="1981.11"
        )
    ).value
    line = next(one for one in rosters.people() if one.person.id == added.id)
    assert (line.person.name, line.person.sex, line.person.initials) == ("薄云天", Sex.FEMALE, "byt")
    assert [(one.body, one.post.role) for one in line.held] == [(place.name, PostRole.SECRETARY)]
    assert line.heads_both()
    Upkeep(book, CLOCK).undo()
    assert added.id not in {one.person.id for one in rosters.people()}


def test_a_name_held_already_is_asked_about(rosters: Rosters) -> None:
    asked = NewPerson(name="秦知远", community_id=rosters.communities()[0].community.id)
    with pytest.raises(Rejected) as refused:
        rosters.add_person(asked)
    assert refused.value.findings[0].code == "roster.name_exists"
    before = len(rosters.people())
    rosters.add_person(NewPerson(name="秦知远", community_id=asked.community_id, same_name=True))
    assert len(rosters.people()) == before + 1
    with pytest.raises(Rejected) as refused:
        rosters.add_person(NewPerson(name="薄云天"))
    assert refused.value.findings[0].code == "roster.no_community"


def test_a_preview_speaks_chinese(rosters: Rosters) -> None:
    one = person(rosters, "秦知远")
    rosters.edit([CellEdit(one.id, "phone", "19900001234")])
    head = "姓名\t性别\t出生年月\t联系电话\t社区\t职务"
    view = roster_view(
        rosters.preview(
            f"{head}\n秦知远\t男\t1975.03\t19900005678\t\t\n薄云天\t女\t1981-11-20\t\t柳岸\t委员\n\t男\t\t\t\t"
        )
    )
    changed = {(line.field, line.old, line.new) for line in view.lines if line.kind is ChangeKind.CHANGED}
    assert changed >= {("性别", "", "男"), ("手机", "199****1234", "199****5678")}
    added = {(line.entity, line.name, line.new) for line in view.lines if line.kind is ChangeKind.ADDED}
    assert added == {("人员", "薄云天", "女，1981-11-20"), ("职务", "薄云天", "柳岸委员")}
    assert view.lines[0].kind is ChangeKind.REFUSED
    assert view.counts[ChangeKind.CHANGED] == 1
    assert view.writes == 3
    assert view.will == f"新增 1 人、1 项职务；变更 1 项 {view.differences} 处"
    assert view.wont.startswith("拒收 1 项")


def test_a_notice_is_shown_with_its_year_and_what_to_look_at(book: Book) -> None:
    view = campaign_view(CampaignImport(book, CATALOG, CLOCK).preview(flattened_notice()))
    assert view.year == 2031
    tasks = [line for line in view.lines if line.entity == "任务"]
    assert tasks[0].new == "5月10日前（到 2031-05-10），镇党建办"
    assert any(note.severity is Severity.WARNING and "不一致" in note.text for note in view.notes)


def test_a_preview_says_what_comes_from_the_id_number(rosters: Rosters) -> None:
    head = "姓名\t性别\t出生年月\t身份证号\t社区\t职务"
    view = roster_view(
        rosters.preview(
            f"{head}\n薄云天\t\t\t990101197503071816\t柳岸\t委员\n白露\t\t1981.11\t990101198111200126\t柳岸\t委员"
        )
    )
    new = {line.name: line.new for line in view.lines if line.entity == "人员"}
    assert new == {"薄云天": "男，1975-03-07（按身份证号）", "白露": "女（按身份证号），1981-11"}
    told = "2 人的出生日期或性别没有写，已按身份证号填上（薄云天、白露）"
    assert any(told in note.text for note in view.notes)
