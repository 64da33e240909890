"""Whom papers go to: communities, Party organisations, persons, late units, a list of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.domain.organisations import CommunityKind
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, warning
from dangjian_desktop.services.addressed_facts import matters_of
from dangjian_desktop.services.addressed_kinds import REMINDER
from dangjian_desktop.services.roster_views import (
    TWO_COMMITTEES,
    CommunityLine,
    OrgLine,
    PersonLine,
    in_order,
)

if TYPE_CHECKING:
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.domain.progress import CampaignStatus
    from dangjian_desktop.exchange.grid import Document, Row, Table


class Crowd(StrEnum):
    """The lists of the record a batch can go to."""

    COMMUNITIES = "communities"
    LATE = "late"
    ORGS = "orgs"
    PERSONS = "persons"
    HOUSEHOLDS = "households"
    VOTERS = "voters"


CROWDS = {
    Crowd.COMMUNITIES: "村、社区",
    Crowd.LATE: "有逾期任务的村、社区",
    Crowd.ORGS: "党组织",
    Crowd.PERSONS: "人员",
    Crowd.HOUSEHOLDS: "选民名单，一户一份",
    Crowd.VOTERS: "选民名单，一人一份",
}
TWO = "两委"
_KINDS = {CommunityKind.VILLAGE: "村", CommunityKind.COMMUNITY: "社区"}
_HEAD_ROWS = 10


def to_communities(lines: Sequence[CommunityLine], status: CampaignStatus | None) -> tuple[Addressee, ...]:
    """Return the communities with what is late in each; nobody is on time where there is no campaign."""
    made = []
    for one in lines:
        matters = matters_of(status, one.community.id) if status else ()
        words = (one.area, _KINDS[one.community.kind])
        on_time = status is not None and not matters
        made.append(
            Addressee(name=one.community.name, matters=matters, words=words, body=True, on_time=on_time)
        )
    return tuple(made)


def as_recorded(listed: Sequence[Addressee], communities: Sequence[Addressee]) -> tuple[Addressee, ...]:
    """Return a list from outside with what the record knows to be late in the communities named there."""
    known = {one.name: one for one in communities}

    def recorded(one: Addressee) -> Addressee:
        there = known.get(one.name)
        return replace(one, matters=there.matters, body=True, on_time=there.on_time) if there else one

    return tuple(map(recorded, listed))


def to_get(kind: str, to: Sequence[Addressee]) -> tuple[tuple[Addressee, ...], tuple[Addressee, ...]]:
    """Return who of ``to`` gets a paper of ``kind``, and who does not: a reminder accuses nobody on time."""
    if kind != REMINDER:
        return tuple(to), ()
    return tuple(one for one in to if not one.on_time), tuple(one for one in to if one.on_time)


def to_orgs(lines: Sequence[OrgLine]) -> tuple[Addressee, ...]:
    """Return the Party organisations."""
    return tuple(
        Addressee(name=one.org.name, unit=one.community, words=(one.parent, one.secretary), body=True)
        for one in lines
    )


def to_persons(lines: Sequence[PersonLine]) -> tuple[Addressee, ...]:
    """Return the persons by sound, with the first body they hold a post in, and the posts there."""
    made = []
    for one in in_order(lines, NameOrder.PINYIN):
        unit = next((held.body for held in one.held if held.body), "")
        titles = (held.post.title for held in one.held if held.body == unit and held.post.title)
        committee = (TWO,) if one.holds(TWO_COMMITTEES) else ()
        made.append(
            Addressee(
                name=one.person.name,
                unit=unit,
                post="、".join(dict.fromkeys(titles)),
                words=(*one.posts, *one.areas, *committee),
                person=True,
                person_id=one.person.id,
            )
        )
    return tuple(made)


# ---------------------------------------------------------------- lists from outside


def from_document(
    document: Document, form: DocumentForm
) -> tuple[tuple[Addressee, ...], tuple[Finding, ...]]:
    """Return the names of a list, and the rows left out because no name stands in them.

    A table needs a column headed 姓名, 户主 or the like; its other columns fill blanks of their own names.
    Lines without a table are names, one a line.

    Raises:
        Rejected: there is no such column, or no name.
    """
    found: list[Addressee] = []
    left_out: list[Finding] = []
    for table in document.tables:
        for row, one in _rows_of(table, form, document.source):
            if one is None:
                left_out.append(warning("papers.row_without_name", where=table.where(row.address)))
            else:
                found.append(one)
    if not document.tables:
        found = [_named(one.text) for one in document.paragraphs if one.text.strip()]
    if not found:
        raise Rejected(finding("papers.no_names", where=Where(file=document.source)))
    return tuple(found), tuple(left_out)


def _rows_of(table: Table, form: DocumentForm, file: str) -> Iterator[tuple[Row, Addressee | None]]:
    """Yield each row with its addressee, None where no name stands in it; one column needs no heading."""
    rows = tuple(table.rows)
    head = next((at for at, row in enumerate(rows[:_HEAD_ROWS]) if _columns(row, form)), None)
    if head is None and table.width > 1:
        known = "、".join(form.lines("heads_name"))
        raise Rejected(finding("papers.no_name_column", where=Where(file=file), known=known))
    for row in rows if head is None else rows[head + 1 :]:
        if not row.is_blank():
            yield row, _named(row.cells[0].text) if head is None else _addressee(row, rows[head], form)


def _named(text: str) -> Addressee:
    return Addressee(name=text.strip(), person=True)


def _columns(row: Row, form: DocumentForm) -> dict[str, int]:
    """Return the columns of name, unit and post under this head; {} when there is no name."""
    heads = ["".join(cell.text.split()) for cell in row.cells]
    found = {
        key: next((heads.index(word) for word in form.lines(f"heads_{key}") if word in heads), -1)
        for key in ("name", "unit", "post")
    }
    return found if found["name"] >= 0 else {}


def _addressee(row: Row, head: Row, form: DocumentForm) -> Addressee | None:
    columns = _columns(head, form)
    texts = [cell.text.strip() for cell in row.cells]

    def text(key: str) -> str:
        at = columns[key]
        return texts[at] if 0 <= at < len(texts) else ""

    if not text("name"):
        return None
    return Addressee(
        name=text("name"),
        unit=text("unit"),
        post=text("post"),
        more=tuple(_more(head, texts)),
        person=True,
    )


def _more(head: Row, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for cell, text in zip(head.cells, texts, strict=False):
        name = "".join(cell.text.split())
        if name and not cell.covered:
            yield name, text
