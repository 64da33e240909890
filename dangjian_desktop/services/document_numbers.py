"""发文字号登记: which numbers are taken, which were skipped, which comes next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.domain.document_numbers import DocumentNumber, Series, read_number, series_of
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding

if TYPE_CHECKING:
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import UnitOfWork

TOUCHED = Changes.of(Topic.PAPERS)
FIELD = Where(field="发文字号")


class Numbers:
    """What a clerk can do with the register of document numbers."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book, self._clock = book, clock

    def register(self) -> tuple[Series, ...]:
        """Return the numbers by 机关代字 and year, the newest year first, with gaps and the next one."""
        with self._book.read() as view:
            return series_of(view.document_numbers.all())

    def proposal(self) -> str:
        """Return the next number of this year's series used last; empty where there is none."""
        year = self._clock.today().year
        with self._book.read() as view:
            taken = view.document_numbers.all()
        latest = max(taken, key=lambda one: (one.used_on, one.number), default=None)
        if latest is None:
            return ""
        same = [one for one in series_of(taken) if (one.prefix, one.year) == (latest.prefix, year)]
        return same[0].proposal if same else f"{latest.prefix}〔{year}〕1号"

    def take(self, text: str, title: str, day: date | None = None, note: str = "") -> Outcome[DocumentNumber]:
        """Enter a number by hand, e.g. of a paper made elsewhere.

        Raises:
            Rejected: it is no document number, is taken already, or no title is given.
        """
        if not title.strip():
            raise Rejected(finding("papers.title_empty", where=Where(field="标题")))
        with self._book.work("paper.number", f"登记发文字号 {text.strip()}") as work:
            made = self._entered(work, text, title.strip(), "", note.strip(), day or self._clock.today())
            work.commit()
        return Outcome(made, (), TOUCHED)

    def enter(self, work: UnitOfWork, text: str, title: str, kind: str, subject: str) -> None:
        """Enter the number of a paper that is frozen, within the unit that freezes it.

        Raises:
            Rejected: it is no document number, or another paper has it.
        """
        self._entered(work, text, title, f"{kind}:{subject}", "", self._clock.today())

    def free(self, key: str, reason: str) -> Outcome[str]:
        """Take a number out of the register, with the reason (entered by mistake, paper withdrawn).

        Raises:
            Rejected: no reason, or the number is not there any more.
        """
        if not reason.strip():
            raise Rejected(finding("papers.number_reason", where=Where(field="原因")))
        with self._book.work("paper.number", "注销发文字号") as work:
            found = work.document_numbers.get(key)
            if found is None:
                raise Rejected(finding("papers.number_gone"))
            work.document_numbers.remove(key)
            work.describe(f"注销发文字号 {found.written}（{found.title}），原因：{reason.strip()}")
            work.commit()
        return Outcome(found.written, (), TOUCHED)

    def _entered(
        self, work: UnitOfWork, text: str, title: str, kind: str, note: str, day: date
    ) -> DocumentNumber:
        read = read_number(text)
        if read is None:
            raise Rejected(finding("papers.bad_number", where=FIELD, text=text.strip()))
        prefix, year, number = read
        there = work.document_numbers.first(prefix=prefix, year=year, number=number)
        if there is not None and not (kind and there.kind == kind):
            raise Rejected(
                finding("papers.document_number_taken", where=FIELD, text=there.written, title=there.title)
            )
        made = DocumentNumber(
            id=there.id if there else new_id(), prefix=prefix, year=year, number=number, title=title,
            kind=kind, used_on=day, note=note,
        )  # fmt: skip
        work.document_numbers.put(made)
        return made
