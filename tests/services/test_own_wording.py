"""本单位的写法: kept in the data file, used from then on, travelling with it, put away again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import run
from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.catalog.own_forms import own_folder
from dangjian_desktop.catalog.toml_text import toml_text
from dangjian_desktop.domain.papers import OfficialLetter, texts_of
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.paths import forms_folder
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.own_wording import OwnWording, StandingText
from dangjian_desktop.services.papers import PaperWish
from dangjian_desktop.services.standing_words import BLANK, BLANKS, KeptWords, keep_words
from tests.services.assessed_township import CLOCK, TODAY
from tests.services.papered_township import opened

WISH = PaperWish(kind="notice")


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    made.papers.keep_fields("notice", {"receivers": "各村党组织"})
    yield made
    made.upkeep.close(backup=False)


def text(wording: OwnWording, key: str) -> StandingText:
    return next(one for one in wording.texts if one.key == key)


def printed(office: Office) -> tuple[str, ...]:
    part = office.papers.draft(WISH).parts[0]
    assert isinstance(part, OfficialLetter)
    return texts_of(part)


def test_every_kind_shows_its_wording_in_chinese(office: Office) -> None:
    for kind in office.papers.kinds():
        found = office.wordings.wording(kind.code)
        assert found.since is None
        assert found.changed() == 0
        for one in found.texts:
            assert not [name for name in one.blanks if name.isascii()], (kind.code, one)


def test_words_are_kept_used_and_put_away_again(office: Office) -> None:
    before = printed(office)
    done = office.wordings.save("notice", {"steps": "活动分{阶段数}步走，安排如下："}).value
    assert (done.changed(), done.since, done.loose) == (1, TODAY, False)
    assert text(done, "steps").shipped == "活动分{阶段数}个阶段进行，各阶段任务和完成时间如下："
    assert any("步走，安排如下：" in line for line in printed(office))
    again = office.wordings.save("notice", {"demands": "加强领导。\n注重实效。"}).value
    assert again.changed() == 2
    back = office.wordings.back("notice").value
    assert (back.changed(), back.since) == (0, None)
    assert printed(office) == before
    assert office.wordings.back("notice").changes.topics == frozenset()
    office.upkeep.undo()
    assert office.wordings.wording("notice").changed() == 2
    office.upkeep.undo()
    assert office.wordings.wording("notice").changed() == 1


def test_words_travel_with_the_book_and_leave_other_books_alone(
    papered_book: Path, office: Office, tmp_path: Path
) -> None:
    office.wordings.save("notice", {"steps": "活动分{阶段数}步走，安排如下："})
    copied = office.upkeep.backup().value
    assert not own_folder("notice").exists()
    elsewhere = tmp_path / "别的电脑" / "栖梧镇.djb"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(copied.read_bytes())
    there = opened(elsewhere)
    try:
        assert any("步走，安排如下：" in line for line in printed(there))
        assert there.wordings.wording("notice").changed() == 1
    finally:
        there.upkeep.close(backup=False)
    other = ProgramOpener(CLOCK).create(tmp_path / "邻镇.djb")
    try:
        assert other.wordings.wording("notice").changed() == 0
    finally:
        other.upkeep.close(backup=False)


def test_a_paper_made_names_the_edition_of_the_office(office: Office, tmp_path: Path) -> None:
    office.wordings.save("notice", {"steps": "活动分{阶段数}步走，安排如下："})
    office.papers.save(WISH, tmp_path / "通知.pdf")
    with office.upkeep._book.read() as view:
        assert view.papers.all()[-1].form_edition.endswith(TODAY.isoformat())


def loose_form(text: str, day: date = TODAY) -> Path:
    """Put a wording into this computer's folder as earlier versions did."""
    shipped = forms_folder() / "documents" / "notice" / "2012.toml"
    data = tomllib.loads(shipped.read_text("utf-8-sig"))
    edition = f"{data['edition']}-{day.isoformat()}"
    data |= {"edition": edition, "valid_from": day}
    data["wording"]["steps"] = text
    path = own_folder("notice") / f"{edition}.toml"
    path.parent.mkdir(parents=True)
    path.write_text(toml_text(data), "utf-8")
    return path


def test_words_of_an_earlier_version_are_used_and_taken_into_the_book(papered_book: Path) -> None:
    path = loose_form("活动分{phases}步走：")
    made = opened(papered_book)
    made.papers.keep_fields("notice", {"receivers": "各村党组织"})
    found = made.wordings.wording("notice")
    assert (found.loose, found.changed(), found.since) == (True, 1, TODAY)
    assert text(found, "steps").own == "活动分{阶段数}步走："
    assert any("步走：" in line for line in printed(made))
    kept = made.wordings.save("notice", {}).value
    assert (kept.loose, kept.changed()) == (False, 1)
    path.unlink()
    made.upkeep.close(backup=False)
    again = opened(papered_book)
    assert any("步走：" in line for line in printed(again))
    again.upkeep.close(backup=False)


def test_going_back_puts_the_file_of_an_earlier_version_away(papered_book: Path) -> None:
    path = loose_form("活动分{phases}步走：")
    made = opened(papered_book)
    assert made.wordings.back("notice").value.changed() == 0
    assert not path.exists()
    assert (own_folder("notice") / "换下" / path.name).exists()
    made.upkeep.close(backup=False)


def test_a_text_with_a_blank_the_form_no_longer_has_gives_way_to_the_shipped_one(office: Office) -> None:
    with office.upkeep._book.work("paper.wording", "试") as work:
        keep_words(work, "notice", KeptWords(TODAY, {"steps": "分{gone}步走", "没有": "话"}))
        work.commit()
    assert text(office.wordings.wording("notice"), "steps").changed is False
    assert any("个阶段进行" in line for line in printed(office))


def test_every_blank_of_the_forms_has_a_name_and_no_name_is_idle() -> None:
    forms = [one for one in Catalog().document_forms() if one.code != BLANKS]
    names = dict(Catalog().document_form(BLANKS).wording)
    used = {name for form in forms for _, said in form.wording for name in BLANK.findall(said)}
    assert {name for name in used if name.isascii()} >= set(names)
    assert len(set(names.values())) == len(names)


def test_what_was_mended_is_offered_with_its_blanks(office: Office) -> None:
    words = office.versions.desk(WISH).words
    body = words.pieces[0]
    lines = [
        line.replace("个阶段进行，各阶段", "步走，各步").replace(
            "注重实效，扎实整改。", "务求实效，立行立改。"
        )
        for line in body.lines
    ]
    office.versions.save(WISH, replace(words, pieces=(replace(body, lines=tuple(lines)), *words.pieces[1:])))
    found = office.wordings.proposed(WISH)
    assert text(found, "steps").own == "活动分{阶段数}步走，各步任务和完成时间如下："
    assert "务求实效，立行立改。" in text(found, "demands").own
    assert found.changed() == 2
    office.wordings.save("notice", {one.key: one.own for one in found.texts})
    assert office.versions.desk(WISH).differs == ()
    assert any("步走，各步任务和完成时间如下：" in line for line in printed(office))


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"steps": " "}, "papers.standing_text_empty"),
        ({"steps": "分{阶段数步走"}, "papers.standing_text_braces"),
        ({"steps": "分{村数}步走"}, "papers.standing_text_blank"),
        ({"没有": "话"}, "papers.no_standing_text"),
    ],
)
def test_words_that_will_not_do_are_refused(office: Office, wanted: dict[str, str], code: str) -> None:
    with pytest.raises(Rejected) as caught:
        office.wordings.save("notice", wanted)
    assert [one.code for one in caught.value.findings] == [code]
    assert office.wordings.wording("notice").since is None


def test_every_kind_can_be_reworded_and_is_still_a_form(office: Office) -> None:
    for kind in office.papers.kinds():
        texts = office.wordings.wording(kind.code).texts
        if not texts:
            continue
        office.wordings.save(kind.code, {texts[0].key: texts[0].own + "（本镇）"})
        found = office.wordings.wording(kind.code)
        assert found.changed() == 1
        assert [replace(one, own=one.shipped) for one in found.texts] == [
            replace(one, own=one.shipped) for one in texts
        ]


def test_the_command_keeps_and_goes_back(
    papered_book: Path, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.upkeep.close(backup=False)
    command = ["paper", "wording", str(papered_book), "notice"]
    assert run(command) == 0
    listed = capsys.readouterr().out.splitlines()
    number = next(line for line in listed if "个阶段进行" in line).split(".")[0]
    assert run([*command, "--set", f"{number}=分{{阶段数}}步走。"]) == 0
    assert "改过 1 处" in capsys.readouterr().out
    assert run([*command, "--back"]) == 0
    assert "改过 0 处" in capsys.readouterr().out
