"""The Chinese sentence of every finding; one table per feature, one function to read them.

A sentence says what is wrong and what to do next; the place is put in front of it by
:func:`sentence`. Placeholders in braces are the finding's facts.
"""

from __future__ import annotations

from importlib import import_module

from dangjian_desktop.kernel.findings import Fact, Finding, Where, facts_of

TABLES = (
    "storage",
    "catalog",
    "files",
    "roster",
    "matching",
    "campaigns",
    "ballots",
    "designs",
    "scoring",
    "publications",
    "rounds",
    "vetting",
    "papers",
    "retention",
    "updates",
    "general",
)


def sentences() -> dict[str, str]:
    """Return every sentence by finding code."""
    found: dict[str, str] = {}
    for name in TABLES:
        found.update(import_module(f"{__name__}.{name}").SENTENCES)
    return found


def place(where: Where) -> str:
    """Write a place as a clerk would say it: 文件“干部.xlsx” 工作表“名册” D23 “身份证号”."""
    parts = [
        f"文件“{where.file}”" if where.file else "",
        f"工作表“{where.sheet}”" if where.sheet else "",
        where.cell,
        f"“{_short(where.record)}”" if where.record else "",
        f"“{where.field}”" if where.field else "",
        f"（{where.clause}）" if where.clause else "",
    ]
    return " ".join(part for part in parts if part)


LONGEST_FACT = 120
"""Characters of one fact shown in a sentence; a cell may hold ten thousand."""


def sentence(item: Finding) -> str:
    """Write a finding: its place, then what is wrong and what to do."""
    table = sentences()
    text = table[item.code].format_map({name: _short(fact) for name, fact in facts_of(item).items()})
    at = place(item.where)
    return f"{at}：{text}" if at else text


def _short(fact: Fact) -> Fact:
    if isinstance(fact, int) or len(fact) <= LONGEST_FACT:
        return fact
    return f"{fact[:LONGEST_FACT]}……（共 {len(fact)} 字）"
