"""份数 of forms about no meeting: kept for each form, printed to the piece, registered, balanced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian_desktop.app.cli import run
from dangjian_desktop.documents.preview import page_sizes
from dangjian_desktop.domain.ballot_issues import BallotMove, sums
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.services.ballot_issues import balance_words
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.services.papered_township import opened

VILLAGES = PaperWish(kind="score_sheet")
TOWN = PaperWish(kind="score_sheet", values={"category": "社区"})


@pytest.fixture
def office(papered_book: Path) -> Iterator[Office]:
    made = opened(papered_book)
    yield made
    made.upkeep.close(backup=False)


def test_each_form_of_a_kind_has_its_own_count(office: Office) -> None:
    office.papers.keep_fields("score_sheet", {"copies": "40"})
    office.papers.keep_fields("score_sheet", {"category": "社区", "copies": "6"})
    assert office.papers.fields("score_sheet")["copies"] == "6"
    office.papers.keep_fields("score_sheet", {"category": "农村"})
    assert office.papers.fields("score_sheet")["copies"] == "40"
    assert office.papers.values(TOWN)["copies"] == "6"


def test_a_run_has_exactly_so_many_and_is_registered(office: Office, tmp_path: Path) -> None:
    office.papers.keep_fields("score_sheet", {"copies": "40"})
    path = tmp_path / "评分表.pdf"
    office.papers.save(VILLAGES, path)
    pack = office.papers.sketch(VILLAGES).pack
    assert pack is not None
    assert (pack.ballots, pack.sheets, pack.sides) == (40, 40, 2)
    assert len(page_sizes(path.read_bytes())) == 80
    (line,) = office.issues.of_paper("score_sheet")
    assert (line.count, line.note, line.move) == (40, "评分表.pdf", BallotMove.PRINTED)
    office.issues.register_forms("score_sheet", line.about, BallotMove.SPARE, 3, "")
    office.issues.register_forms("score_sheet", line.about, BallotMove.SPOILED, 1, "填错，当场销毁")
    told = sums(office.issues.of_paper("score_sheet"))
    assert (told.printed, told.issued, told.spare, told.spoiled) == (40, 36, 3, 1)
    office.upkeep.undo()
    assert sums(office.issues.of_paper("score_sheet")).issued == 37
    assert office.issues.of_paper("election_ballot") == ()
    office.issues.take_back(line.id)
    assert "比印制的多 3 份" in balance_words(sums(office.issues.of_paper("score_sheet")))


@pytest.mark.parametrize(
    ("move", "count", "code"),
    [(BallotMove.SPARE, 0, "ballots.bad_issue_count"), (BallotMove.SPOILED, 2, "ballots.no_destroyer")],
)
def test_a_line_that_will_not_do_is_refused(office: Office, move: BallotMove, count: int, code: str) -> None:
    with pytest.raises(Rejected) as caught:
        office.issues.register_forms("score_sheet", "农村", move, count, "")
    assert [one.code for one in caught.value.findings] == [code]


def test_the_command_prints_registers_and_adds_up(
    papered_book: Path, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.upkeep.close(backup=False)
    book, path = str(papered_book), tmp_path / "评分表.pdf"
    assert run(["ballots", "issues", book, "--form", "score_sheet", "--spare", "1"]) != 0
    assert "没有写明" in "".join(capsys.readouterr())
    assert run(["paper", "make", book, "score_sheet", "--copies", "12", "--out", str(path)]) == 0
    assert len(page_sizes(path.read_bytes())) == 24
    assert run(["ballots", "issues", book, "--form", "score_sheet", "--spare", "2"]) == 0
    assert "印制 12，发出 10，剩余 2，作废销毁 0" in capsys.readouterr().out
