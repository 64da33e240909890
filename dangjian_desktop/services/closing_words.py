"""Where the record of a campaign holds names that somebody typed, and those words without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.ballot_remarks import Remark
from dangjian_desktop.domain.ballots import Explanation

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Campaign
    from dangjian_desktop.domain.retention import Mask
    from dangjian_desktop.storage.repositories import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a kind of record that hold what somebody typed.

    ``who`` signed, answered, decided or is to act; ``words`` may name anybody; ``issued`` are words of what
    the office gave out, where its own people stay named as in the papers themselves.
    """

    who: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()


COLUMNS: dict[str, Columns] = {
    "campaigns": Columns(issued=("title", "basis", "notice")),
    "phases": Columns(issued=("name", "due_text")),
    "tasks": Columns(issued=("items", "owners", "due_text", "other_due_text", "to_confirm")),
    "sign_offs": Columns(who=("signer",), words=("evidence", "attachment")),
    "meetings": Columns(who=("host", "scrutineers", "tellers"), words=("title", "place", "answers")),
    "meeting_totals": Columns(words=("source",)),
    "ballot_issues": Columns(who=("by",), words=("about", "note")),
    "score_entries": Columns(words=("reason",)),
    "clause_facts": Columns(who=("answered_by",), words=("evidence",)),
    "decisions": Columns(who=("decided_by",), words=("reason",)),
    "rating_rounds": Columns(words=("name",)),
    "round_results": Columns(words=("reason",)),
    "publications": Columns(words=("remark", "withdrawn")),
    "rectifications": Columns(who=("owner", "signer"), words=("matter", "measures", "progress", "evidence")),
    "appraisal_grades": Columns(who=("decided_by",), words=("reason",)),
    "document_numbers": Columns(issued=("title", "note")),
}
"""By the repository they lie in. What names a candidate, and what is said of one, is not here: that goes
altogether (:mod:`~dangjian_desktop.services.closing`)."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A record as it is to stand; ``who`` and ``words`` count the texts that lose somebody."""

    shelf: str
    value: Any
    who: int
    words: int


def cleaned(view: Repositories, campaign: Campaign, everybody: Mask, own: Mask) -> Iterator[Cleaned]:
    """Yield the records of a campaign that lose names; ``own`` are the names known only through it."""
    for shelf, values in _of(view, campaign):
        columns = COLUMNS[shelf]
        for value in values:
            who = _changed(value, columns.who, everybody.who)
            # The title of a meeting about one person goes with the person.
            named = () if getattr(value, "person_id", None) is None else ("title",)
            words = _changed(value, (c for c in columns.words if c not in named), everybody.words)
            words |= _changed(value, columns.issued, own.words)
            if who or words:
                yield Cleaned(shelf, replace(value, **who, **words), len(who), len(words))


def cleaned_remarks(view: Repositories, campaign: Campaign, mask: Mask) -> Iterator[tuple[Remark, Remark]]:
    """Yield the words from ballots that name somebody, beside what is to stand in their place."""
    for meeting in view.meetings.find(campaign_id=campaign.id):
        for one in view.remarks.of_meeting(meeting.id):
            text, why = mask.words(one.text), mask.words(one.redacted)
            if (text, why) != (one.text, one.redacted):
                yield one, replace(one, text=text, redacted=why)


def names_somebody(shelf: str, row: Mapping[str, object], mask: Mask) -> bool:
    """Tell whether a row as it once stood names somebody; of what the office gave out nothing counts."""
    columns = COLUMNS.get(shelf, Columns())
    texts = {name: text for name, text in row.items() if isinstance(text, str)}
    return any(
        (name in columns.who and mask.who(text) != text)
        or (name in columns.words and mask.words(text) != text)
        for name, text in texts.items()
    )


def signatures(view: Repositories, campaign: Campaign) -> Iterator[str]:
    """Yield whatever stands where somebody signed, answered, decided or is to act."""
    for shelf, values in _of(view, campaign):
        yield from (getattr(value, column) for value in values for column in COLUMNS[shelf].who)


def _changed(value: object, columns: Iterable[str], clean: Callable[[str], str]) -> dict[str, Any]:
    found = {column: _clean(getattr(value, column), clean) for column in columns}
    return {column: text for column, text in found.items() if text != getattr(value, column)}


def _clean(held: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(held, tuple):
        return tuple(_clean(one, clean) for one in held)
    if isinstance(held, Explanation):
        return replace(held, reason=clean(held.reason))
    return clean(held)


def _of(view: Repositories, campaign: Campaign) -> Iterator[tuple[str, Iterable[Any]]]:
    """Yield the records of a campaign by the repository they lie in; those that went anyway are left out."""
    key = campaign.id
    found: dict[str, tuple[Any, ...]] = {"campaigns": (campaign,)}
    for shelf in ("phases", "tasks", "meetings", "score_entries", "clause_facts", "decisions"):
        found[shelf] = getattr(view, shelf).find(campaign_id=key)
    for shelf in ("rating_rounds", "publications", "rectifications", "appraisal_grades"):
        found[shelf] = getattr(view, shelf).find(campaign_id=key)
    found["appraisal_grades"] = tuple(one for one in found["appraisal_grades"] if not one.person_id)
    tasks, rounds, meetings = ({one.id for one in found[s]} for s in ("tasks", "rating_rounds", "meetings"))
    found["sign_offs"] = tuple(one for one in view.sign_offs.all() if one.task_id in tasks)
    found["round_results"] = tuple(one for one in view.round_results.all() if one.round_id in rounds)
    found["meeting_totals"] = tuple(view.meeting_totals.get_many(meetings).values())
    found["ballot_issues"] = tuple(one for one in view.ballot_issues.all() if one.meeting_id in meetings)
    found["document_numbers"] = view.document_numbers.all()
    yield from found.items()
