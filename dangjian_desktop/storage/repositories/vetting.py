"""Candidates, opinions, admonition talks and tellings."""

from __future__ import annotations

from dangjian_desktop.domain.vetting import AdmonitionTalk, Candidate, Opinion, Telling
from dangjian_desktop.storage.repositories.base import Repository
from dangjian_desktop.storage.rows import vetting as rows


class Candidates(Repository[Candidate]):
    """Persons proposed for a post."""

    entity, table = Candidate, rows.candidates


class Opinions(Repository[Opinion]):
    """Answers to the clauses of the vetting form."""

    entity, table, order = Opinion, rows.opinions, ("candidate_id", "clause_code", "answered_on")


class AdmonitionTalks(Repository[AdmonitionTalk]):
    """诫勉谈话."""

    entity, table, order = AdmonitionTalk, rows.admonition_talks, ("held_on",)


class Tellings(Repository[Telling]):
    """告知."""

    entity, table, order = Telling, rows.tellings, ("told_on",)
