"""A whole meeting on the command line: made, counted twice, mended by number, proved, closed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.commands import counted, say

TITLE = "柏树下村补测会"


def heads(*figures: str) -> list[str]:
    names = ("干部", "党员", "群众")
    return [word for name, text in zip(names, figures, strict=True) for word in ("--head", f"{name}={text}")]


@pytest.fixture
def meeting(township: Path) -> tuple[Any, ...]:
    """Make a meeting of three groups, five papers each; return what names it in a command."""
    about = ("--form", "satisfaction", "--about", "柏树下村", "--title", TITLE, "--on", "2026年9月30日")
    people = ("--tellers", "温如许、石小满", "--scrutineers", "蓝若岚", "--host", "池自在")
    made = say("ballots", "meeting", township, *about, *people, *heads(*["5,5,5,5"] * 3), "--json")
    assert (made.code, made.data["tellers"], made.data["held_on"]) == (0, "温如许、石小满", "2026-09-30")
    return (township, "--meeting", TITLE)


def papers(path: Path, change: dict[int, str] | None = None) -> Path:
    """Write fifteen papers: five a group, the eighth blank, the twelfth invalid."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["票号", "类别", *range(1, 11), "无效原因"])
        for number in range(1, 16):
            group = ("干部", "党员", "群众")[(number - 1) // 5]
            marks = "0" * 10 if number == 8 else f"{number % 3 + 1}" * 5 + "12341"
            marks = (change or {}).get(number, marks)
            reason = "字迹涂改无法辨认" if number == 12 else ""
            out.writerow([number, group, *([""] * 10 if reason else marks), reason])
    return path


def test_a_meeting_is_made_seen_changed_and_removed(meeting: tuple[Any, ...]) -> None:
    book = meeting[0]
    listed = say("ballots", "meetings", book, "--json").data["meetings"]
    assert [row["state"] for row in listed if row["title"] == TITLE] == ["empty"]
    assert "计票人：温如许、石小满" in say("ballots", "meeting", *meeting).out
    changed = say("ballots", "meeting", *meeting, "--head", "群众=6,6,6,5,2", "--place", "文化礼堂", "--json")
    assert changed.data["place"] == "文化礼堂"
    assert "ballots.unreturned_off" in changed.codes
    for wrong, code in (
        (("--head", "外宾=1,1,1,1"), "ballots.unknown_group"),
        (("--head", "群众=1,1"), "ballots.bad_head"),
        (("--head", "群众=1,1,1,一"), "ballots.bad_head"),
    ):
        assert say("ballots", "meeting", *meeting, *wrong, "--json").codes == [code]
    new = ("--title", "某会", "--json")
    assert say("ballots", "meeting", book, "--form", "没有", *new).codes == ["catalog.no_form"]
    nobody = ("--form", "satisfaction", "--about", "没有的村")
    assert say("ballots", "meeting", book, *nobody, *new).codes == ["ballots.no_subject"]
    assert say("ballots", "meeting", *meeting, "--remove").code == 0
    assert "ballots.no_such_meeting" in say("ballots", "meeting", *meeting, "--json").codes


def test_a_count_is_typed_twice_mended_and_closed(meeting: tuple[Any, ...], tmp_path: Path) -> None:
    book, *_ = meeting
    ways = say("ballots", "ways", *meeting, "--second", "全部", "--batch", "25", "--json").data
    assert (ways["second"], ways["batch_size"]) == ("all", 25)
    assert say("ballots", "import", book, papers(tmp_path / "一.csv"), *meeting[1:], "--apply").code == 0
    assert "ballots.blind" in say("ballots", "paper", book, 3, *meeting[1:], "--json").codes
    second = papers(tmp_path / "二.csv", {3: "4123412341", 15: "1" * 10})
    typed = say("ballots", "second", book, second, *meeting[1:], "--typist", "石小满", "--apply")
    assert typed.code == 0
    differing = say("ballots", "differences", *meeting, "--json").data
    assert [one["number"] for one in differing["open"]] == [3, 15]
    assert say("ballots", "finish", *meeting, "--json").codes[:1] == ["ballots.differences_open"]
    for number, take in ((3, "1"), (15, "1" * 10)):
        said = say("ballots", "settle", book, number, *meeting[1:], "--take", take, "--reason", "照纸票")
        assert said.code == 0
    assert [b["papers"] for b in say("ballots", "batches", *meeting, "--json").data["batches"]] == [15]
    proof = say("ballots", "proof", *meeting, "--json").data
    assert (proof["balanced"], proof["errors"]) == (True, 0)
    unanswered = say("ballots", "finish", *meeting, "--json")
    assert (unanswered.code, unanswered.codes[0]) == (2, "ballots.unanswered")
    explained = [f"--explain={w['number']}=监票人当场复核" for w in proof["warnings"]]
    closed = say("ballots", "finish", *meeting, *explained)
    assert (closed.code, "收回 15 = 有效 13 + 无效 1 + 空白 1" in closed.out) == (0, True)
    assert "ballots.meeting_closed" in say("ballots", "ways", *meeting, "--second", "无", "--json").codes
    again = say("ballots", "meeting", *meeting, "--reopen", "补一张票", "--json")
    assert again.data["state"] == "typed"


def test_two_rounds_are_compared_and_written_to_a_table(meeting: tuple[Any, ...], tmp_path: Path) -> None:
    book, *named = meeting
    say("ballots", "import", book, papers(tmp_path / "一.csv"), *named, "--apply")
    told = say("ballots", "compare", *meeting, "--json").data
    assert told["before"] == "柏树下村党员群众满意度测评会"
    assert told["groups"] == ["cadres"]
    rates = {line["measure"]: line for line in told["lines"] if not line["item"]}
    assert rates["满意率"]["base"] == "有效票"
    assert "上次：柏树下村党员群众满意度测评会" in say("ballots", "compare", *meeting).out
    wrong = say("ballots", "compare", *meeting, "--with", TITLE, "--json")
    assert wrong.codes == ["ballots.no_round_before"]
    again = say("ballots", "compare", *meeting, "--with", "上一次", "--json").data
    assert again["lines"] == told["lines"]
    out = tmp_path / "对比.xlsx"
    made = say(
        "paper", "make", book, "survey_comparison", "--meeting", TITLE, "--out", out, "--set", "issuer=某镇"
    )
    assert (made.code, out.exists()) == (0, True)


def test_the_survey_of_the_campaign_is_listed_by_unit_and_area(meeting: tuple[Any, ...]) -> None:
    told = say("ballots", "figures", *meeting, "--json").data
    levels = [line["level"] for line in told["lines"]]
    assert (levels.count("unit"), levels.count("area"), levels.count("whole")) == (24, 5, 1)
    whole = told["lines"][-1]
    units = [line for line in told["lines"] if line["level"] == "unit"]
    assert whole["valid"] == sum(line["valid"] for line in units)
    assert whole["rates"]["satisfied"][0] == sum(line["rates"]["satisfied"][0] for line in units)
    cadres = say("ballots", "figures", *meeting, "--group", "干部")
    assert (cadres.code, "小计" in cadres.out or "东篱片" in cadres.out) == (0, True)


def test_a_paper_is_seen_corrected_and_voided_by_its_number(meeting: tuple[Any, ...], tmp_path: Path) -> None:
    book, *named = meeting
    say("ballots", "import", book, papers(tmp_path / "一.csv"), *named, "--apply")
    before = counted(book, "ballots")
    seen = say("ballots", "paper", book, 4, *named, "--json").data
    assert (seen["group"], seen["status"], seen["marks"][:5]) == ("cadres", "valid", [1] * 5)
    no_reason = say("ballots", "paper", book, 4, *named, "--correct", "1" * 10, "--json")
    assert no_reason.codes == ["ballots.no_reason"]
    why = ("--reason", "看错行")
    short = say("ballots", "paper", book, 4, *named, "--correct", "111", *why, "--json")
    assert short.codes == ["ballots.unfinished"]
    changed = say("ballots", "paper", book, 4, *named, "--correct", "1" * 10, *why, "--json").data
    assert changed["marks"] == [0] * 10
    assert "第 4 号，干部，有效" in say("ballots", "paper", book, 4, *named).out
    assert say("ballots", "paper", book, 4, *named, "--void", *why).code == 0
    assert "ballots.no_such_paper" in say("ballots", "paper", book, 4, *named, "--json").codes
    assert counted(book, "ballots") == before - 1


def test_totals_alone_are_read_proved_and_closed(meeting: tuple[Any, ...], tmp_path: Path) -> None:
    book, *named = meeting
    assert say("ballots", "ways", *meeting, "--papers", "汇总", "--json").data["totals_only"]
    path = tmp_path / "汇总.csv"
    texts = [line["text"] for line in say("ballots", "tally", *meeting, "--json").data["total"]["items"]]
    rows = [["类别", "项目", "满意", "基本满意", "不满意", "不了解", "弃权"]]
    for group in ("干部", "党员", "群众"):
        rows += [[group, text, "3", "1", "0", "1", "0"] for text in texts]
        rows += [[group, "有效", "5", "", "", "", ""], [group, "无效", "0", "", "", "", ""]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    look = say("ballots", "totals", book, path, *named, "--json").data
    assert (look["applied"], [g["valid"] for g in look["groups"]]) == (False, [5, 5, 5])
    assert say("ballots", "totals", book, path, *named, "--apply").code == 0
    tally = say("ballots", "tally", *meeting, "--json").data
    assert tally["total"]["items"][0]["counts"] == [9, 3, 0, 3]
    assert (
        "ballots.totals_only"
        in say("ballots", "import", book, papers(tmp_path / "票.csv"), *named, "--json").codes
    )
    proof = say("ballots", "proof", *meeting, "--json").data
    explained = [f"--explain={w['number']}=据计票单" for w in proof["warnings"]]
    assert say("ballots", "finish", *meeting, *explained).code == 0
