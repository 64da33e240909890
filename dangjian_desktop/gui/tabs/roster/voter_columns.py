"""The columns of 选民名单."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dangjian_desktop.domain.people import VoterLine
from dangjian_desktop.gui.widgets.rows import Align, Column
from dangjian_desktop.services.voter_fields import group_name, voter_text
from dangjian_desktop.services.voters import VOTER_WORDS

Check = Callable[[VoterLine, str, str], str]
WIDTHS = {"number": 84, "name": 96, "sex": 76, "birth": 108, "community": 116, "resident_group": 116,
          "household": 88, "residence": 190, "id_number": 176, "note": 150}  # fmt: skip


def birth_of(line: VoterLine) -> date | None:
    """Return the day of birth, the first of the month where only that is known."""
    written = line.birth if len(line.birth) != 7 else f"{line.birth}-01"
    return date.fromisoformat(written) if len(written) == 10 else None


def voter_columns(check: Check) -> tuple[Column[VoterLine], ...]:
    """Return the columns of the list; ``check`` judges a typed text."""

    def column(name: str, **more: Any) -> Column[VoterLine]:
        return Column(
            name, VOTER_WORDS[name], voter_text(name), WIDTHS[name],
            editable=lambda _: True, check=lambda line, typed: check(line, name, typed), **more,
        )  # fmt: skip

    def number(line: VoterLine) -> int:
        return line.number

    return (
        column("number", align=Align.RIGHT, sort=number, number=number, filter=True, counts_off=True),
        column("name", searched=True, named=True, sort=lambda line: f"{line.pinyin}\0{line.name}"),
        column("sex", align=Align.CENTRE, filter=True, choices=lambda _: ("男", "女")),
        column("birth", sort=lambda line: line.birth or "9", day=birth_of, filter=True),
        column("community", searched=True, filter=True, group=lambda line: line.community),
        column("resident_group", searched=True, filter=True, group=group_name),
        column("household"),
        column("residence", searched=True),
        column("id_number", edit_text=lambda _: "", muted=True, icon="lock"),
        column("note", filter=True),
    )
