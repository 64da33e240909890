"""Ballots that were printed: for which meeting and group, how many; written into the log and read back."""

from __future__ import annotations

import re
from dataclasses import dataclass

EVERYONE = "不分人员"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotIssue:
    """One printing of ballots; ``group`` is the respondents' name, ``where`` the file or （打印）."""

    meeting: str
    group: str
    count: int
    where: str

    def words(self) -> str:
        """Write it for the audit log, so that :func:`read_issue` finds every part again."""
        parts = (self.meeting, self.group or EVERYONE, self.where)
        meeting, group, where = (re.sub(r"\s+", " ", part.replace("；", "，")).strip() for part in parts)
        return f"印测评票：{meeting}；{group}；{self.count} 张；{where}"


_ISSUE = re.compile(r"印测评票：([^；]*)；([^；]*)；(\d+) 张；([^；]*)")


def read_issue(words: str) -> BallotIssue | None:
    """Read an entry of the audit log; None when it tells of something else."""
    found = _ISSUE.fullmatch(words)
    if found is None:
        return None
    meeting, group, count, where = found.groups()
    return BallotIssue(meeting=meeting, group=group, count=int(count), where=where)
