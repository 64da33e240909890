"""Words written on ballots: read together, struck out with a reason; no way leads back to a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_remarks import Remark, cleaned, redacted
from dangjian_desktop.domain.forms import RemarkItem
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.ballots import AUDIT
from dangjian_desktop.services.meeting_forms import MeetingForms
from dangjian_desktop.services.meeting_rows import meeting_of, refuse_closed, said_reason

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.storage.database import Book

TOUCHED = Changes.of(Topic.BALLOTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question answered in words, with what was written under it, sorted by the words."""

    item: RemarkItem
    remarks: tuple[Remark, ...]

    @property
    def count(self) -> int:
        """Return on how many papers something was written."""
        return sum(one.copies for one in self.remarks)


class BallotRemarks:
    """What a clerk can do with the words written on the ballots of a meeting."""

    def __init__(self, book: Book, catalog: Catalog, clock: Clock) -> None:
        self._book = book
        self._forms = MeetingForms(catalog, clock)

    def of_meeting(self, meeting_id: str) -> tuple[Question, ...]:
        """Return the questions of the meeting's form with what was written; empty where it asks none.

        Raises:
            Rejected: the meeting or its form is gone.
        """
        with self._book.read() as view:
            meeting = meeting_of(view, meeting_id)
            written = view.remarks.of_meeting(meeting_id)
        return tuple(
            Question(item=item, remarks=tuple(r for r in written if r.question == item.code))
            for item in self._forms.on_paper(meeting).remarks
        )

    def redact(self, remark: Remark, passage: str, reason: str) -> Outcome[Remark]:
        """Strike a passage out of a remark for good, the whole text where ``passage`` is empty.

        The reason stands with the remark and in the audit log; what was struck out stands nowhere.

        Raises:
            Rejected: no reason, no such remark or passage.
        """
        said, wanted = said_reason(reason), cleaned(passage)
        made = redacted(remark, wanted, said)
        with self._book.work("ballots.redact", "") as work:
            meeting = meeting_of(work, remark.meeting_id)
            at = Where(record=meeting.title)
            if wanted not in remark.text:
                raise Rejected(finding("ballots.no_such_passage", where=at, passage=wanted))
            if not work.remarks.remove(remark):
                raise Rejected(finding("ballots.no_such_remark", where=at))
            work.remarks.add(made)
            work.describe(AUDIT["redact"].format(title=meeting.title, reason=said))
            work.commit()
        return Outcome(made, (), TOUCHED)

    def add(self, meeting_id: str, question: str, text: str) -> Outcome[Remark]:
        """Write down a remark by itself, as those found when the papers were typed already.

        Raises:
            Rejected: no words, no such question, or the count is closed.
        """
        words = cleaned(text)
        made = Remark(meeting_id=meeting_id, question=question, text=words)
        with self._book.work("ballots.remark", AUDIT["remark"]) as work:
            meeting = meeting_of(work, meeting_id)
            refuse_closed(meeting)
            known = {item.code for item in self._forms.on_paper(meeting).remarks}
            if question not in known or not words:
                raise Rejected(finding("ballots.no_remark", where=Where(record=meeting.title)))
            work.remarks.put(work.remarks.like(made).seen(second=False))
            work.commit()
        return Outcome(made, (), TOUCHED)
