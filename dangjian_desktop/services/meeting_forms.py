"""The ballot form of a meeting: the edition it began with, laid out for its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballot_lists import laid
from dangjian_desktop.domain.ballots import Meeting
from dangjian_desktop.domain.forms import BallotForm
from dangjian_desktop.kernel.clock import Clock

if TYPE_CHECKING:
    from dangjian_desktop.catalog.catalog import Catalog
    from dangjian_desktop.storage.repositories import Repositories


class MeetingForms:
    """Finds forms for meetings. Everything raises Rejected when the form is gone from the catalog."""

    def __init__(self, catalog: Catalog, clock: Clock) -> None:
        self._catalog, self._clock = catalog, clock

    def on_paper(self, meeting: Meeting) -> BallotForm:
        """Return the form as it stands in the catalog: a new meeting's is the newest."""
        if meeting.form_edition:
            return self._catalog.ballot_form(meeting.form_code, meeting.form_edition)
        return self._catalog.ballot_form(meeting.form_code, on=self._clock.today())

    def of(self, view: Repositories, meeting: Meeting) -> BallotForm:
        """Return the form laid out for the meeting: its items are the places of the ballot."""
        form = self.on_paper(meeting)
        if form.list_subject is None:
            return form
        return laid(form, view.listed_subjects.find(meeting_id=meeting.id))
