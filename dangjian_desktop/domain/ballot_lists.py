"""The list of those one ballot judges, and a form laid out for it: one place per subject and item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dangjian_desktop.domain.forms import BallotForm, BallotItem

PLACE_TEXT = "{subject}：{item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSubject:
    """One line of a meeting's list, ``order`` from 0 as printed; ``note`` stands beside the name (职务).

    At most one of the three ids is set; a name without any is as good as one of the record.
    """

    id: str
    meeting_id: str
    order: int
    name: str
    note: str = ""
    community_id: str | None = None
    party_org_id: str | None = None
    person_id: str | None = None


def laid(form: BallotForm, listed: Sequence[ListedSubject]) -> BallotForm:
    """Return ``form`` with a place per subject and item, subject by subject, in the order of the list.

    A form that judges no list comes back as it is.
    """
    if form.list_subject is None:
        return form
    names = tuple(one.name for one in listed)
    notes = tuple(one.note for one in listed)
    return replace(form, items=tuple(_places(form.items, names)), listed=names, listed_notes=notes)


def _places(items: Sequence[BallotItem], names: Sequence[str]) -> Iterator[BallotItem]:
    for each, together in groupby(items, key=lambda item: item.each):
        asked = tuple(together)
        if not each:
            yield from asked
            continue
        for place, name in enumerate(names):
            for item in asked:
                text = name if len(asked) == 1 else PLACE_TEXT.format(subject=name, item=item.text)
                yield replace(item, code=f"{item.code}.{place + 1}", text=text, subject=place, of=item.code)


def row_of(form: BallotForm, item: int) -> range:
    """Return the places on the same line of the ballot: all items of one subject, else the item alone."""
    subject = form.items[item].subject
    if subject is None:
        return range(item, item + 1)
    first = last = item
    while first > 0 and form.items[first - 1].subject == subject:
        first -= 1
    while last + 1 < len(form.items) and form.items[last + 1].subject == subject:
        last += 1
    return range(first, last + 1)


def words_of(form: BallotForm, item: int) -> str:
    """Return the words of an item without the subject it is asked of."""
    asked = form.items[item]
    if asked.subject is None:
        return asked.text
    return asked.text.removeprefix(PLACE_TEXT.format(subject=form.listed[asked.subject], item=""))
