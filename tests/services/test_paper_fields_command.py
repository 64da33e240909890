"""The command line fills fields, keeps them, freezes the paper, and says what a frozen one cannot take."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from dangjian_desktop.app.cli import run
from tests.services.papered_township import ISSUER
from tests.services.written_letters import LETTERS

Said = pytest.CaptureFixture[str]


def said(capsys: Said, *words: str | Path, code: int = 0) -> str:
    """Run a command of papers and return what it prints."""
    capsys.readouterr()
    assert run(["paper", *map(str, words)]) == code
    told = capsys.readouterr()
    return told.out + told.err


def test_a_paper_is_filled_frozen_and_printed_again_by_commands_alone(
    papered_book: Path, tmp_path: Path, capsys: Said
) -> None:
    sets = [f"--set={code}={text}" for code, text in LETTERS["decision"].items()]
    kept = said(capsys, "fields", papered_book, "decision", *sets, f"--set=发文机关={ISSUER}")
    assert "标题：关于做好防火工作的通知" in kept
    assert "定稿" not in kept
    said(capsys, "words", papered_book, "decision", "--freeze")
    assert "栏目不能再改" in said(capsys, "fields", papered_book, "decision")
    one, two = tmp_path / "一.pdf", tmp_path / "二.pdf"
    said(capsys, "make", papered_book, "decision", "--out", one)
    same = f"--set=标题={LETTERS['decision']['title']}"
    said(capsys, "make", papered_book, "decision", same, "--out", two)
    assert sha256(one.read_bytes()).digest() == sha256(two.read_bytes()).digest()


@pytest.mark.parametrize("ending", ["pdf", "docx", "png"])
def test_what_is_set_for_a_frozen_paper_is_refused_by_its_field(
    papered_book: Path, tmp_path: Path, capsys: Said, ending: str
) -> None:
    said(capsys, "fields", papered_book, "notice", "--set=主送机关=各村党组织", f"--set=发文机关={ISSUER}")
    said(capsys, "words", papered_book, "notice", "--freeze")
    out = tmp_path / f"通知.{ending}"
    told = said(capsys, "make", papered_book, "notice", "--set=主送机关=别处", "--out", out, code=2)
    assert "“主送机关”：已在 " in told
    assert "定稿，这一栏不能再改" in told
    assert not list(tmp_path.glob("通知*"))
    told = said(capsys, "fields", papered_book, "notice", "--set=主送机关=别处", code=2)
    assert "这一栏不能再改" in told


def test_a_batch_takes_no_other_words_than_the_frozen_ones(
    papered_book: Path, tmp_path: Path, capsys: Said
) -> None:
    filled = ("--set=受理部门=镇组织人事办", "--set=联系部门=镇组织人事办", "--set=联系电话=0990-0000000")
    said(capsys, "fields", papered_book, "open_letter", *filled[1:], f"--set=发文机关={ISSUER}")
    said(capsys, "words", papered_book, "open_letter", "--freeze")
    wish = ("batch", papered_book, "open_letter", "--to", "persons", "--out", tmp_path / "信.pdf")
    assert "定稿" in said(capsys, *wish, "--set=联系电话=1", code=2)


def test_fields_of_a_meeting_are_told_for_machines(papered_book: Path, capsys: Said) -> None:
    words = said(capsys, "fields", papered_book, "tally_report", f"--set=issuer={ISSUER}", "--json")
    told = json.loads(words)
    assert told["fields"]["issuer"] == ISSUER
    assert told["frozen_on"] is None
    words = said(capsys, "fields", papered_book, "notice", "--set=没有这栏=1", code=2)
    assert "没有“没有这栏”这一栏" in words
