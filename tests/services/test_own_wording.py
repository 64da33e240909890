"""本单位的写法: kept beside the shipped wording, used from then on, put away again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dangjian_desktop.app.cli import run
from dangjian_desktop.catalog.own_forms import own_folder
from dangjian_desktop.domain.papers import OfficialLetter, texts_of
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.own_wording import OwnWording, StandingText
from dangjian_desktop.services.papers import PaperWish
from tests.services.assessed_township import TODAY
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
    assert (done.changed(), done.since) == (1, TODAY)
    assert text(done, "steps").shipped == "活动分{阶段数}个阶段进行，各阶段任务和完成时间如下："
    assert any("步走，安排如下：" in line for line in printed(office))
    (file,) = own_folder("notice").glob("*.toml")
    assert file.stem.endswith(TODAY.isoformat())
    again = office.wordings.save("notice", {"demands": "加强领导。\n注重实效。"}).value
    assert again.changed() == 2
    assert list(own_folder("notice").glob("*.toml")) == [file]
    back = office.wordings.back("notice").value
    assert (back.changed(), back.since) == (0, None)
    assert printed(office) == before
    assert (own_folder("notice") / "换下" / file.name).exists()
    assert office.wordings.back("notice").changes.topics == frozenset()


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
    assert not own_folder("notice").exists()


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
