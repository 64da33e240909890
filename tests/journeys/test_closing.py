"""Closing a campaign's personal data on the command line: numbers before, what is left after."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.commands import say
from tests.services.named_township import STRANGERS, named


def test_it_tells_the_numbers_closes_and_looks_again(tmp_path: Path) -> None:
    book = named(tmp_path)
    plan = say("campaign", "close", book, "--json").data
    assert (plan["signed"], plan["fields"], plan["surveys"], plan["applied"]) == (6, 8, 1, False)
    assert plan["left"] > plan["words"] >= 10
    told = say("campaign", "close", book, "--reason", "保存期满", "--apply")
    assert told.code == 0
    assert "6 处签名、责任人清除" in told.out
    assert "没有留下" in told.out
    left = book.read_bytes()
    assert [one for one in STRANGERS if one.encode() in left] == []
    assert say("check", book).code == 0
