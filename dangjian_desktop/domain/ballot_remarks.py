"""Words written on ballots: kept apart from the ballots, struck out in part or whole with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

STRUCK = "■■"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was written under a question of the form, on ``copies`` papers in the same words.

    Nothing leads from a remark to the paper it stood on. ``redacted`` is the reason why a part of the
    text was struck out, empty while it stands as written. ``seconds`` papers of the second entry say it;
    ``only_second`` of the copies are kept for no other reason than that the second entry has it oftener
    than the first.
    """

    meeting_id: str
    question: str
    text: str
    redacted: str = ""
    copies: int = 1
    seconds: int = 0
    only_second: int = 0

    @property
    def firsts(self) -> int:
        """Return how many papers of the first entry say it."""
        return self.copies - self.only_second

    def seen(self, *, second: bool) -> Remark:
        """Return it with one more paper: the copies are as many as the entry has that found more of them."""
        return self._of(self.firsts + (not second), self.seconds + second)

    def unseen(self, *, second: bool) -> Remark:
        """Return it with one paper less; without ``copies`` nothing is left of it."""
        return self._of(max(0, self.firsts - (not second)), max(0, self.seconds - second))

    def _of(self, firsts: int, seconds: int) -> Remark:
        copies = max(firsts, seconds)
        return replace(self, copies=copies, seconds=seconds, only_second=copies - firsts)


def told_apart(remarks: Sequence[Remark], *, whole: bool) -> tuple[Remark, ...]:
    """Return the remarks that the two entries have not equally often.

    Until the second entry is ``whole`` (every paper typed twice) those only that it has oftener: the others
    may still come. Counts of second entries typed before they were kept are 0, and nothing is told of them.
    """
    counted = whole and any(one.seconds for one in remarks)
    return tuple(one for one in remarks if one.only_second or (counted and one.firsts != one.seconds))


def cleaned(text: str) -> str:
    """Return typed words in one line, without blanks at the ends."""
    return " ".join(text.split())


def redacted(remark: Remark, passage: str, reason: str) -> Remark:
    """Return the remark with every ``passage`` struck out, the whole text where ``passage`` is empty."""
    text = remark.text.replace(passage, STRUCK) if passage else STRUCK
    reasons = (*filter(None, remark.redacted.split("；")), reason)
    return replace(remark, text=text, redacted="；".join(dict.fromkeys(reasons)))
