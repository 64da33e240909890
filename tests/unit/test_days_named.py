"""Days on the command line are written as clerks write them."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.app.commands.shared import day_named
from dangjian_desktop.kernel.findings import Rejected


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026.3.5", "2026年3月5日", "2026/3/5", "20260305", "二〇二六年三月五日", "2026. 03. 05"],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert day_named(text, "--day") == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["", "2026.3", "2026", "26.3.5", "2026-02-30", "三月初五", "明天"])
def test_what_is_no_one_day_is_refused(text: str) -> None:
    with pytest.raises(Rejected) as refused:
        day_named(text, "--day")
    assert refused.value.findings[0].where.field == "--day"
