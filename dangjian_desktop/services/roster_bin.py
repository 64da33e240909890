"""回收站 of the roster: removing with a reason, looking at what was removed, putting it back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dangjian_desktop.domain.campaigns import TaskState
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.recycling import Removed, RemovedKind
from dangjian_desktop.kernel.changes import NOTHING, Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.storage import TABLE_WORDS

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

TOUCHED = Changes.of(Topic.ROSTER)
KIND_WORDS = {
    RemovedKind.AREA: "片",
    RemovedKind.COMMUNITY: "村、社区",
    RemovedKind.PARTY_ORG: "党组织",
    RemovedKind.PERSON: "人员",
    RemovedKind.VOTER: "选民",
    RemovedKind.RESIDENT_GROUP: "居民小组",
}
TABLES = {
    RemovedKind.AREA: "areas",
    RemovedKind.COMMUNITY: "communities",
    RemovedKind.PARTY_ORG: "party_orgs",
    RemovedKind.PERSON: "persons",
    RemovedKind.VOTER: "voters",
    RemovedKind.RESIDENT_GROUP: "resident_groups",
}
# What goes into the bin with a thing; anything else that points at it must be settled first.
ALONG = {
    RemovedKind.PERSON: ("posts", "distinctions", "import_answers", "paper_subjects"),
    RemovedKind.PARTY_ORG: ("posts", "committees"),
    RemovedKind.RESIDENT_GROUP: ("posts",),
}


class RosterBin:
    """What a clerk can do with the bin of one book."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    def remove(self, kind: RemovedKind, keys: Sequence[str], reason: str) -> Outcome[int]:
        """Move things into the bin as one step with one undo; returns how many.

        A person or a resident group takes the posts along, an organisation its posts and terms; a person also
        what was answered of it in imports and that papers are about it.

        Raises:
            Rejected: no reason, a thing is gone already, or other records still need one of them;
                then nothing is moved.
        """
        if not reason.strip():
            raise Rejected(finding("roster.no_reason", where=Where(field="原因")))
        with self._book.work("roster.remove", "移入回收站") as work:
            names = [self._remove(work, kind, key, reason.strip()) for key in dict.fromkeys(keys)]
            if names:
                shown = names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 项"
                work.describe(f"移入回收站：{KIND_WORDS[kind]} {shown}（{reason.strip()}）")
                work.commit()
        return Outcome(len(names), (), TOUCHED if names else NOTHING)

    def contents(self) -> tuple[Removed, ...]:
        """Return what lies in the bin, the newest day first."""
        with self._book.read() as view:
            return tuple(reversed(view.removed.all()))

    def put_back(self, keys: Sequence[str]) -> Outcome[int]:
        """Put things back where they were, as one step; returns how many.

        Raises:
            Rejected: one is not in the bin, or what it belongs to is gone; then nothing is put back.
        """
        with self._book.work("roster.put_back", "从回收站放回") as work:
            found = work.removed.get_many(keys)
            missing = [key for key in keys if key not in found]
            if missing:
                raise Rejected(finding("roster.not_in_bin"))
            for one in found.values():
                if one.merged_into:
                    into = work.persons.get(one.merged_into)
                    words = into.name if into is not None else "另一个人"
                    where = Where(record=one.name)
                    raise Rejected(finding("matching.merged_in_bin", where=where, into=words))
            work.removed.put_back(tuple(found.values()))
            if found:
                names = [one.name for one in found.values()]
                work.describe(f"从回收站放回：{names[0]}" + (f"等 {len(names)} 项" if len(names) > 1 else ""))
                work.commit()
        return Outcome(len(found), (), TOUCHED if found else NOTHING)

    def _remove(self, work: UnitOfWork, kind: RemovedKind, key: str, reason: str) -> str:
        name = name_of(work, kind, key)
        along = ALONG.get(kind, ())
        if kind is RemovedKind.COMMUNITY and _only_waived(work, key):
            along = ("sign_offs",)
        needed = {
            table: count
            for table, count in work.removed.references(TABLES[kind], key).items()
            if table not in along
        }
        if needed:
            places = "、".join(
                f"{TABLE_WORDS.get(table, '记录')} {count} 条" for table, count in needed.items()
            )
            raise Rejected(finding("roster.still_needed", where=Where(record=name), name=name, places=places))
        work.removed.add(
            Removed(
                id=new_id(),
                kind=kind,
                name=name,
                removed_on=self._clock.today(),
                reason=reason,
                rows=work.removed.take_out(TABLES[kind], key, along),
            )
        )
        return name


def _only_waived(work: UnitOfWork, community_id: str) -> bool:
    """Tell whether all that was recorded of a community's tasks is that it need not do them."""
    return all(one.state is TaskState.WAIVED for one in work.sign_offs.find(community_id=community_id))


def name_of(work: UnitOfWork, kind: RemovedKind, key: str) -> str:
    """Return what the bin calls a thing.

    Raises:
        Rejected: when it is gone.
    """
    stores: dict[RemovedKind, Any] = {
        RemovedKind.AREA: work.areas,
        RemovedKind.COMMUNITY: work.communities,
        RemovedKind.PARTY_ORG: work.party_orgs,
        RemovedKind.PERSON: work.persons,
        RemovedKind.VOTER: work.voters,
        RemovedKind.RESIDENT_GROUP: work.resident_groups,
    }
    thing = stores[kind].get(key)
    if thing is None:
        raise Rejected(finding("roster.thing_gone", kind=KIND_WORDS[kind]))
    return str(thing.name)


def lying_words(one: Removed) -> str:
    """Say in one line what was known of a thing in the bin: 男，1972-06-08，本科；职务 1 条。"""
    rows: list[tuple[str, dict[str, Any]]] = json.loads(one.rows)
    own = rows[0][1] if rows else {}
    sex = {"male": "男", "female": "女"}.get(str(own.get("sex")), "")
    birth = str(own.get("birth") or "")[: 10 if own.get("birth_day_known", 1) else 7]
    told = "，".join(part for part in (sex, birth, str(own.get("education") or "")) if part)
    counts = Counter(TABLE_WORDS.get(name, "记录") for name, _ in rows[1:])
    along = "、".join(f"{word} {count} 条" for word, count in counts.items())
    return "；".join(part for part in (told, along) if part)
