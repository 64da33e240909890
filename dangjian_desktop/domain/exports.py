"""What left the program with personal data in it, written into the audit log and read back from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Numbers(StrEnum):
    """How ID numbers and phones stood in what was taken out."""

    NONE = "不含证号电话"
    MASKED = "证号电话已遮盖"
    FULL = "证号电话完整"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord:
    """One export: what, of how many persons, with which columns, what for, to which file."""

    what: str
    persons: int
    columns: tuple[str, ...]
    numbers: Numbers
    purpose: str
    file: str

    def words(self) -> str:
        """Write it for the audit log, so that :func:`read_record` finds every part again."""
        columns = "、".join(_plain(one).replace("、", "，") for one in self.columns)
        return (
            f"导出{_plain(self.what)}：{self.persons} 人；栏目：{columns}；{self.numbers.value}；"
            f"用途：{_plain(self.purpose)}；文件：{_plain(self.file)}"
        )


_RECORD = re.compile(
    r"导出([^；]*)：(\d+) 人；栏目：([^；]*)；("
    + "|".join(one.value for one in Numbers)
    + r")；用途：([^；]*)；文件：([^；]*)"
)


def read_record(words: str) -> ExportRecord | None:
    """Read an entry of the audit log; None when it was written otherwise (by an earlier version)."""
    found = _RECORD.fullmatch(words)
    if found is None:
        return None
    what, persons, columns, numbers, purpose, file = found.groups()
    return ExportRecord(
        what=what,
        persons=int(persons),
        columns=tuple(columns.split("、")) if columns else (),
        numbers=Numbers(numbers),
        purpose=purpose,
        file=file,
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("；", "，")).strip()
