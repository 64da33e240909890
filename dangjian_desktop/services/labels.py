"""Address labels for persons, communities and Party organisations: unit, name, address, on bought sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_desktop.domain.exports import ExportRecord, Numbers
from dangjian_desktop.domain.paper_lists import Label, LabelSheet, LabelStock
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.kernel.changes import NOTHING, Outcome
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding, hint
from dangjian_desktop.services.exports import ACTION
from dangjian_desktop.services.roster_views import CommunityLine, OrgLine, PersonLine
from dangjian_desktop.services.whole_files import write_whole

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.services.papers import Papers
    from dangjian_desktop.storage.database import Book

FORM = "labels"
COMRADE, TITLE, NOTHING_MORE = "同志收", "职务", "收"
HONOURS = (COMRADE, TITLE, NOTHING_MORE)
MOST_COPIES = 100
_NAMES_TOLD = 6

Addressee = PersonLine | CommunityLine | OrgLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWish:
    """Labels to print: for whom, on which sheet, from which place on (1: the first), how many of each.

    ``honour`` is what follows a person's name: 同志收, the post, or 收.
    """

    lines: Sequence[Addressee]
    stock: str = ""
    start: int = 1
    copies: int = 1
    honour: str = COMRADE
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Labels that were written: the file, how many, and what is said of those without an address."""

    path: Path
    count: int
    lost: tuple[Finding, ...] = ()


class Labels:
    """Makes sheets of labels; what is printed about persons is in the register of exports."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock, papers: Papers) -> None:
        self._book, self._catalog, self._clock, self._papers = book, catalog, clock, papers

    def stocks(self) -> tuple[LabelStock, ...]:
        """Return the sheets of labels that are known."""
        return self._catalog.document_form(FORM, on=self._clock.today()).stocks

    def save(self, path: Path, wish: LabelWish) -> Outcome[Printed]:
        """Write labels as PDF; ``lost`` names those who have no address.

        Raises:
            Rejected: nobody to write to, no purpose, an unknown sheet, a place the sheet does not have,
                a text too long for its label, a name no font prints.
            Unavailable: the file cannot be written.
        """
        from dangjian_desktop.documents.pdf import render_pdf

        paper = self._paper(wish)
        write_whole(path, render_pdf(paper, self._papers.fonts()))
        record = ExportRecord(
            what="地址标签",
            persons=sum(isinstance(line, PersonLine) for line in wish.lines),
            columns=("住址", "单位", "姓名"),
            numbers=Numbers.NONE,
            purpose=wish.purpose,
            file=path.name,
        )
        with self._book.work(ACTION, record.words()) as work:
            work.commit()
        persons = [line.person for line in wish.lines if isinstance(line, PersonLine)]
        lost = [person.name for person in persons if not person.residence]
        more = "等" if len(lost) > _NAMES_TOLD else ""
        told = "、".join(lost[:_NAMES_TOLD]) + more
        findings = (hint("roster.no_address", count=len(lost), names=told),) if lost else ()
        made = Printed(path=path, count=len(wish.lines) * wish.copies, lost=findings)
        return Outcome(made, (), NOTHING)

    def _paper(self, wish: LabelWish) -> Paper:
        form = self._catalog.document_form(FORM, on=self._clock.today())
        if not wish.purpose.strip():
            raise Rejected(finding("roster.no_purpose", where=Where(field="用途")))
        if not wish.lines:
            raise Rejected(finding("papers.empty_list", paper=form.name))
        stock = next((one for one in form.stocks if wish.stock in ("", one.code)), None)
        if stock is None:
            known = "、".join(f"{one.code}（{one.name}）" for one in form.stocks)
            there = Where(field="标签纸")
            raise Rejected(finding("papers.bad_choice", where=there, text=wish.stock, known=known))
        if not 1 <= wish.start <= stock.count:
            there = Where(field="从第几枚起")
            raise Rejected(finding("roster.bad_label_start", where=there, most=stock.count))
        if not 1 <= wish.copies <= MOST_COPIES:
            raise Rejected(finding("roster.bad_copies", where=Where(field="每人几枚"), most=MOST_COPIES))
        labels = tuple(
            _label(line, wish.honour, form.text("person"), form.text("unit"))
            for line in wish.lines
            for _ in range(wish.copies)
        )
        part = LabelSheet(stock, labels, wish.start - 1)
        return Paper(form.code, form.name, (part,), "", self._clock.today(), form.name)


def _name(line: Addressee) -> str:
    if isinstance(line, PersonLine):
        return line.person.name
    return line.community.name if isinstance(line, CommunityLine) else line.org.name


def _label(line: Addressee, honour: str, person: str, unit: str) -> Label:
    if isinstance(line, PersonLine):
        bodies = tuple(dict.fromkeys(one.body for one in line.held if one.body))[:1]
        title = next((one.post.title for one in line.held if one.post.title), "")
        more = f"{title}　收" if honour == TITLE and title else COMRADE if honour == COMRADE else NOTHING_MORE
        above = (line.person.residence, *bodies)
        return Label(tuple(text for text in above if text), person.format(name=line.person.name, title=more))
    above = (line.area if isinstance(line, CommunityLine) else line.community,)
    return Label(tuple(text for text in above if text), unit.format(name=_name(line)))
