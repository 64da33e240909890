"""The photo on a card: one step and one undo each, taken out only with a purpose, never in a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import run
from dangjian_desktop.kernel.findings import Rejected, Unavailable
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.portraits import file_name
from tests.exchange.drawn_photo import drawn_photo
from tests.exchange.invented_notice import flattened_groups
from tests.services.test_roster_edits import CLOCK

WHO = "方砚"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = ProgramOpener(CLOCK).create(tmp_path / "柳溪.djb")
    made.rosters.apply(made.rosters.preview(flattened_groups()))
    yield made
    made.upkeep.close(backup=False)


def who(office: Office) -> str:
    return next(one.person.id for one in office.rosters.people() if one.person.name == WHO)


def size(office: Office) -> tuple[int, int]:
    return Image.open(BytesIO(office.portraits.picture(who(office)))).size


def code_of(refused: pytest.ExceptionInfo[Rejected] | pytest.ExceptionInfo[Unavailable]) -> str:
    return refused.value.findings[0].code


def test_put_changed_removed_each_with_one_way_back(office: Office, tmp_path: Path) -> None:
    key = who(office)
    first = tmp_path / "证件照.png"
    first.write_bytes(drawn_photo("PNG", (90, 120)))
    office.portraits.put(key, first)
    assert size(office) == (90, 120)
    office.portraits.put(key, drawn_photo("JPEG", (1200, 800)))
    assert size(office) == (600, 400)
    office.portraits.remove(key)
    with pytest.raises(Rejected) as refused:
        office.portraits.picture(key)
    assert code_of(refused) == "roster.no_photo"
    office.upkeep.undo()
    assert size(office) == (600, 400)
    assert [one.summary for one in office.upkeep.operations(4)][1:] == [
        f"移除 {WHO} 的照片", f"更换 {WHO} 的照片", f"添加 {WHO} 的照片"
    ]  # fmt: skip
    assert office.upkeep.check() == ()


def test_what_is_refused_leaves_the_photo_there(office: Office) -> None:
    key = who(office)
    office.portraits.put(key, drawn_photo("BMP", (60, 80)))
    for bad in (b"GIF89a", drawn_photo("JPEG", (800, 800))[:2000]):
        with pytest.raises(Rejected):
            office.portraits.put(key, bad)
    assert size(office) == (60, 80)
    with pytest.raises(Rejected) as refused:
        office.portraits.put("nobody", drawn_photo("BMP", (60, 80)))
    assert code_of(refused) == "roster.person_gone"


def test_a_photo_changed_behind_our_back_is_told(office: Office) -> None:
    office.portraits.put(who(office), drawn_photo("PNG", (60, 80)))
    for file in office.path.with_suffix(".files").glob("*/*"):
        file.write_bytes(b"something else")
    with pytest.raises(Unavailable) as refused:
        office.portraits.picture(who(office))
    assert code_of(refused) == "storage.attachment_damaged"
    assert [one.code for one in office.upkeep.check()] == ["storage.attachment_damaged"]


def test_lists_go_out_without_photos_and_a_photo_with_its_purpose(office: Office, tmp_path: Path) -> None:
    key, out = who(office), tmp_path / "出" / "方砚.jpg"
    office.portraits.put(key, drawn_photo("PNG", (60, 80)))
    office.exports.roster(tmp_path / "名册.xlsx", purpose="存档", full=True)
    with ZipFile(tmp_path / "名册.xlsx") as book:
        assert not [name for name in book.namelist() if "media" in name]
        assert not [name for name in book.namelist() if file_name(key).encode() in book.read(name)]
    with pytest.raises(Rejected) as refused:
        office.portraits.take_out(key, out, purpose=" ")
    assert code_of(refused) == "roster.no_purpose"
    assert not out.exists()
    office.portraits.take_out(key, out, purpose="报县委组织部")
    assert Image.open(BytesIO(out.read_bytes())).size == (60, 80)
    record = office.exports.past()[0].record
    assert record is not None
    assert (record.what, record.persons, record.purpose) == (f"{WHO} 的照片", 1, "报县委组织部")


def test_the_command_line(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office.upkeep.close(backup=False)

    def say(code: int, *words: object) -> dict[str, object]:
        assert run(["roster", "photo", str(office.path), WHO, *map(str, words), "--json"]) == code
        answer: dict[str, object] = json.loads(capsys.readouterr().out)
        return answer

    file, out = tmp_path / "照片.webp", tmp_path / "出.jpg"
    file.write_bytes(drawn_photo("WEBP", (60, 80)))
    assert say(0, "--file", file)["photo"]
    assert "roster.no_purpose" in str(say(2, "--out", out)["findings"])
    say(0, "--out", out, "--purpose", "办证")
    assert Image.open(BytesIO(out.read_bytes())).size == (60, 80)
    assert say(0, "--remove")["photo"] is None
    assert "roster.no_photo" in str(say(2, "--remove")["findings"])
    file.write_text("不是照片", "utf-8")
    assert "files.picture_kind" in str(say(2, "--file", file)["findings"])
