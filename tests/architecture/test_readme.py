"""The README names only commands that exist."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import dev
from dangjian_desktop.app import cli
from tests.architecture.source import ROOT

TEXT = (ROOT / "README.md").read_text("utf-8")


def test_every_command_of_dev_is_there() -> None:
    named = set(re.findall(r"^python3 dev\.py (\w+)", TEXT, re.MULTILINE))
    assert named == set(words_of(dev.parser()))


def test_every_command_of_the_program_is_there() -> None:
    named = set(re.findall(r"^python3 dev\.py run ([a-z]+(?: [a-z]+)*)\b", TEXT, re.MULTILINE))
    assert named == set(words_of(cli.parser()))


def words_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield each command with its further words, where it has any."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                second = list(words_of(below))
                yield from (f"{word} {further}" for further in second) if second else (word,)
