"""发放登记: printed = issued + spare + spoilt, by group; on the command line as in the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dangjian_desktop.app.build import ProgramOpener
from dangjian_desktop.app.cli import parser
from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.domain.ballot_issues import BallotIssue, BallotMove, IssueBalance, balances
from dangjian_desktop.domain.papers import texts_of
from dangjian_desktop.kernel.findings import Rejected
from dangjian_desktop.kernel.texts import sentence
from dangjian_desktop.services.ballot_issues import IssueSheet
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.papers import PaperWish
from tests.services.filled_tables import TABLES
from tests.services.polled_township import CLOCK, MEETING, village

NOW = datetime(2026, 4, 21, 9, 0, tzinfo=UTC)


def line(move: BallotMove, group: str, count: int, kind: str = "ballot") -> BallotIssue:
    return BallotIssue(
        id=f"{move}{group}{count}",
        meeting_id="m",
        about="测评会",
        kind=kind,
        edition="2012",
        move=move,
        group=group,
        count=count,
        at=NOW,
        by="办公室",
        note="",
    )


def test_each_group_is_held_against_what_it_was_handed() -> None:
    lines = (
        line(BallotMove.PRINTED, "党员", 60),
        line(BallotMove.PRINTED, "党员", 10),
        line(BallotMove.SPARE, "党员", 6),
        line(BallotMove.SPOILED, "党员", 2),
        line(BallotMove.PRINTED, "群众", 50),
        line(BallotMove.PRINTED, "", 300, "questionnaire"),
    )
    members, masses = balances(lines, (("党员", 62), ("群众", 49), ("干部", 0)))
    assert members == IssueBalance(group="党员", printed=70, issued=62, spare=6, spoiled=2)
    assert (members.gap, masses.gap) == (0, 1)


def test_ballots_for_everyone_alike_are_held_against_all_that_were_handed_out() -> None:
    lines = (line(BallotMove.PRINTED, "", 100), line(BallotMove.PRINTED, "党员", 5))
    assert balances(lines, (("党员", 60), ("群众", 50))) == (
        IssueBalance(group="不分人员", printed=105, issued=110, spare=0, spoiled=0),
    )
    assert balances((), (("党员", 60),)) == ()


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("issues") / "本镇.djb"
    village(path).book.close()
    return path


@pytest.fixture
def office(township: Path, tmp_path: Path) -> Iterator[Office]:
    made = ProgramOpener(CLOCK).open(shutil.copyfile(township, tmp_path / "本镇.djb"))
    yield made
    made.upkeep.close(backup=False)


def sheet(office: Office) -> IssueSheet:
    return office.ballots.sheet(MEETING).issues


def told_of(office: Office, group: str) -> str:
    return "".join(sentence(item) for item in sheet(office).findings if item.where.field == group)


def test_a_meeting_tells_what_was_printed_and_what_is_missing(office: Office, tmp_path: Path) -> None:
    wish = PaperWish(
        kind="ballot", meeting_id=MEETING, group="masses", values={"copies": "21", "issuer": "栖梧镇党委"}
    )
    office.papers.save(wish, tmp_path / "群众票.pdf")
    (printed,) = sheet(office).lines
    assert (printed.group, printed.count, printed.edition) == ("群众", 21, "2012")
    assert (printed.note, printed.by, printed.at) == ("群众票.pdf", "经办人", CLOCK.now())
    assert "还有 3 张没有着落" in told_of(office, "群众")  # 18 were handed out
    office.issues.register(MEETING, BallotMove.SPARE, "群众", 2, "")
    office.issues.register(MEETING, BallotMove.SPOILED, "群众", 1, "监票人收回，当场销毁")
    assert not told_of(office, "群众")
    assert [one.gap for one in sheet(office).balances] == [-8, -20, 0]  # nothing printed for the others
    office.issues.register(MEETING, BallotMove.SPARE, "群众", 4, "")
    assert "多出 4 张" in told_of(office, "群众")
    register = office.papers.draft(PaperWish(kind="issue_register", meeting_id=MEETING))
    texts = texts_of(register.parts[0])
    assert "作废销毁 1 张，监票人收回，当场销毁" in texts
    assert any("多出 4 张" in text for text in texts)


def test_a_line_typed_wrong_goes_and_comes_back(office: Office) -> None:
    line = office.issues.register(MEETING, BallotMove.PRINTED, "党员", 30, "县里印发").value
    office.issues.take_back(line.id)
    assert not sheet(office).lines
    office.upkeep.undo()
    assert sheet(office).lines == (line,)
    with pytest.raises(Rejected) as error:
        office.issues.take_back("没有")
    assert "没有这一条" in sentence(error.value.findings[0])


@pytest.mark.parametrize(
    ("move", "count", "note", "told"),
    [
        (BallotMove.SPARE, 0, "", "1 到"),
        (BallotMove.SPARE, 100_001, "", "1 到"),
        (BallotMove.SPOILED, 1, "　", "怎样处理"),
    ],
)
def test_a_line_that_says_too_little_is_refused(
    office: Office, move: BallotMove, count: int, note: str, told: str
) -> None:
    with pytest.raises(Rejected) as error:
        office.issues.register(MEETING, move, "党员", count, note)
    assert told in sentence(error.value.findings[0])
    with pytest.raises(Rejected):
        office.issues.register("没有", BallotMove.SPARE, "党员", 1, "")
    assert not sheet(office).lines


def test_ballots_of_an_election_are_registered_under_its_name(office: Office, tmp_path: Path) -> None:
    values = {**TABLES["election_ballot"], "copies": "500", "per_sheet": "2"}
    office.papers.save(PaperWish(kind="election_ballot", values=values), tmp_path / "选票.pdf")
    (line,) = office.issues.all()
    assert (line.about, line.kind, line.count) == (values["election_name"], "election_ballot", 500)


def test_the_command_line_reads_and_writes_the_register(township: Path, tmp_path: Path) -> None:
    book = str(shutil.copyfile(township, tmp_path / "本镇.djb"))

    def say(*words: str) -> Reply:
        chosen = parser().parse_args(["ballots", "issues", book, *words])
        made: Reply = chosen.handler(chosen, ProgramOpener(CLOCK))
        return made

    title = "上塘村党员群众测评会"
    say("--meeting", title, "--group", "members", "--printed", "25", "--note", "县里印发")
    told = say("--meeting", title, "--group", "党员", "--spare", "3")
    assert any("印制 25，发出 20，剩余 3" in line for line in told.lines)
    missing = [item.where.field for item in told.findings if item.code == "ballots.issues_out_of_balance"]
    assert missing == ["党员"]
    lines = say().data["lines"]
    assert sorted(line.count for line in lines) == [3, 25]
    spare = next(line for line in lines if line.count == 3)
    assert not say("--meeting", title, "--remove", spare.id).data["balances"][1].spare
    with pytest.raises(Rejected):
        say("--meeting", title, "--group", "外人", "--spare", "3")
    with pytest.raises(Rejected):
        say("--spare", "3")
