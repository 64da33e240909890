"""Every colour of the window is a token: no literal of one stands anywhere else."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT

LITERAL = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d")


def test_colours_stand_among_the_tokens() -> None:
    gui = ROOT / "dangjian_desktop" / "gui"
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(gui.rglob("*.py"))
        if path.name != "tokens.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if LITERAL.search(line)
    ]
    assert found == []
