"""The meetings of the sample township: satisfaction, 班子 and their members; some are left to finish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dangjian_desktop.domain.ballots import BallotDraft, Checking, Explanation, Headcount, Meeting
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.entries import SECOND, due_twice
from dangjian_desktop.services.sample_files import Row, SampleFiles, day_in, unit_ids

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.kernel.progress import Progress
    from dangjian_desktop.services.ballot_lists import BallotLists
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.storage.database import Book

SAMPLE_REASON = "监票人当场复核，与纸票一致"
SAMPLE_START = 4
TYPISTS = ("录入员甲", "录入员乙")
UNCHECKED = 2  # the last meetings are left for a clerk to check
FINISHED = "finished"
TYPING = "录入测评票"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleBallots:
    """What the meetings are typed in through, and the files they come from."""

    book: Book
    catalog: Catalog
    ballots: Ballots
    lists: BallotLists
    files: SampleFiles

    def fill(self, campaign: Campaign, watch: Progress) -> None:
        """Hold every meeting; one is typed twice in part, the last ones wait for a clerk."""
        units = unit_ids(self.book)
        rows, judged = list(self.files.rows("meetings")), list(self.files.rows("appraisals"))
        count = len(rows) + len(judged)
        for place, row in enumerate(rows):
            watch.step(place, count, TYPING)
            meeting = self._meeting(campaign, units, row)
            if place + UNCHECKED == len(rows):
                meeting = replace(meeting, second=Checking.SAMPLE, percent=20, sample_start=SAMPLE_START)
            self._type(meeting, row, finish=place + UNCHECKED < len(rows))
        for place, row in enumerate(judged, len(rows)):
            watch.step(place, count, TYPING)
            self._type(self._meeting(campaign, units, row), row, finish=row["状态"] == FINISHED)

    def _meeting(self, campaign: Campaign, units: dict[str, str], row: Row) -> Meeting:
        form = self.catalog.ballot_form(row["测评表"], row["版次"])
        heads = tuple(
            Headcount(
                group=group.code,
                expected=int(row[f"{group.name}应到"]),
                present=int(row[f"{group.name}实到"]),
                issued=int(row[f"{group.name}发出"]),
                returned=int(row[f"{group.name}收回"]),
            )
            for group in form.groups
        )
        return Meeting(
            id="",
            campaign_id=campaign.id,
            form_code=form.code,
            form_edition=form.edition,
            title=row["名称"],
            community_id=units[row["村（社区）"]],
            held_on=day_in(row["日期"]),
            place=row["地点"],
            host=row["主持人"],
            heads=heads,
        )

    def _type(self, meeting: Meeting, row: Row, *, finish: bool) -> None:
        kept = self.ballots.save_meeting(meeting).value
        if row.get("名单"):
            lines, _ = self.lists.read(kept.id, row["名单"].replace("；", "\n"))
            self.lists.save(kept.id, lines)
        plan = self.ballots.preview_import(self.files.folder / "ballots" / row["票的文件"], kept.id)
        self.ballots.apply_import(plan, TYPISTS[0])
        if kept.second is not Checking.NONE:
            self._type_again(kept, plan.drafts)
        if finish:
            answers = [
                Explanation(code=one.code, field=one.where.field, reason=SAMPLE_REASON)
                for one in self.ballots.proof(kept.id).warnings
            ]
            self.ballots.finish(kept.id, answers)

    def _type_again(self, meeting: Meeting, drafts: Sequence[BallotDraft]) -> None:
        """Type the sample of a meeting a second time; in every third paper two answers are read otherwise."""
        due = due_twice(meeting, [draft.number for draft in drafts])
        for count, draft in enumerate(d for d in drafts if d.number in due):
            marks = list(draft.marks)
            for item in (3, 6) if count % 3 == 1 and marks else ():
                marks[item] = 1 if marks[item] == 0 else 0
            self.ballots.record(replace(draft, entry=SECOND, marks=tuple(marks)), TYPISTS[1])
