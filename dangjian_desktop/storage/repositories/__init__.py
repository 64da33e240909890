"""All repositories, each made when it is first asked for. One line per repository."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

# The names without underscore are the attributes below.
from dangjian_desktop.storage.repositories import ballots as _ballots
from dangjian_desktop.storage.repositories import book as _book
from dangjian_desktop.storage.repositories import campaigns as _campaigns
from dangjian_desktop.storage.repositories import recycling as _recycling
from dangjian_desktop.storage.repositories import roster as _roster
from dangjian_desktop.storage.repositories import scoring as _scoring
from dangjian_desktop.storage.repositories import vetting as _vetting
from dangjian_desktop.storage.session import Session

R = TypeVar("R")


class shelf(Generic[R]):  # noqa: N801 - used like a function
    """An attribute of :class:`Repositories`: makes its repository once per transaction."""

    def __init__(self, make: Callable[[Session], R]) -> None:
        self._make = make
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Repositories, owner: type) -> R:
        made = self._make(instance.session)
        instance.__dict__[self._name] = made
        return made


class Repositories:
    """What a view or a unit of work offers: one attribute per kind of record."""

    areas = shelf(_roster.Areas)
    communities = shelf(_roster.Communities)
    party_orgs = shelf(_roster.PartyOrgs)
    persons = shelf(_roster.Persons)
    posts = shelf(_roster.Posts)
    work_groups = shelf(_roster.WorkGroups)
    resident_groups = shelf(_roster.ResidentGroups)
    committees = shelf(_roster.Committees)
    voters = shelf(_roster.Voters)
    distinctions = shelf(_roster.Distinctions)
    import_answers = shelf(_roster.ImportAnswers)
    learned_headings = shelf(_roster.LearnedHeadings)
    saved_views = shelf(_roster.SavedViews)
    removed = shelf(_recycling.RemovedThings)

    campaigns = shelf(_campaigns.Campaigns)
    phases = shelf(_campaigns.Phases)
    tasks = shelf(_campaigns.Tasks)
    sign_offs = shelf(_campaigns.SignOffs)

    meetings = shelf(_ballots.Meetings)
    ballots = shelf(_ballots.Ballots)
    entry_typists = shelf(_ballots.EntryTypists)
    meeting_totals = shelf(_ballots.TotalsOfMeetings)
    listed_subjects = shelf(_ballots.ListedSubjects)
    remarks = shelf(_ballots.Remarks)
    ballot_issues = shelf(_ballots.BallotIssues)

    score_entries = shelf(_scoring.ScoreEntries)
    clause_facts = shelf(_scoring.ClauseFacts)
    decisions = shelf(_scoring.Decisions)
    objections = shelf(_scoring.Objections)
    rating_rounds = shelf(_scoring.RatingRounds)
    round_results = shelf(_scoring.RoundResults)
    publications = shelf(_scoring.Publications)
    published_grades = shelf(_scoring.PublishedGrades)
    rectifications = shelf(_scoring.Rectifications)
    appraisal_grades = shelf(_scoring.AppraisalGrades)

    candidates = shelf(_vetting.Candidates)
    opinions = shelf(_vetting.Opinions)
    admonition_talks = shelf(_vetting.AdmonitionTalks)
    tellings = shelf(_vetting.Tellings)

    papers = shelf(_book.Papers)
    paper_subjects = shelf(_book.PaperSubjects)
    paper_texts = shelf(_book.PaperTexts)
    document_numbers = shelf(_book.DocumentNumbers)
    attachments = shelf(_book.Attachments)
    settings = shelf(_book.Settings)
    audit = shelf(_book.AuditLog)
    purges = shelf(_book.Purges)

    def __init__(self, session: Session) -> None:
        self.session = session
