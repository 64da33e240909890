"""Words written on ballots: kept apart from the ballots, struck out in part or whole with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

STRUCK = "■■"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was written under a question of the form, on ``copies`` papers in the same words.

    Nothing leads from a remark to the paper it stood on. ``redacted`` is the reason why a part of the
    text was struck out, empty while it stands as written.
    """

    meeting_id: str
    question: str
    text: str
    redacted: str = ""
    copies: int = 1


def cleaned(text: str) -> str:
    """Return typed words in one line, without blanks at the ends."""
    return " ".join(text.split())


def redacted(remark: Remark, passage: str, reason: str) -> Remark:
    """Return the remark with every ``passage`` struck out, the whole text where ``passage`` is empty."""
    text = remark.text.replace(passage, STRUCK) if passage else STRUCK
    reasons = (*filter(None, remark.redacted.split("；")), reason)
    return replace(remark, text=text, redacted="；".join(dict.fromkeys(reasons)))
