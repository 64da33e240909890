"""Everything a clerk can do with one open data file, as one value handed to window and command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dangjian_desktop.kernel.clock import Clock
    from dangjian_desktop.kernel.progress import Progress
    from dangjian_desktop.services.ballot_designs import BallotDesigns
    from dangjian_desktop.services.ballot_issues import BallotIssues
    from dangjian_desktop.services.ballot_lists import BallotLists
    from dangjian_desktop.services.ballot_remarks import BallotRemarks
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.services.batches import Batches
    from dangjian_desktop.services.campaign_import import CampaignImport
    from dangjian_desktop.services.campaigns import Campaigns
    from dangjian_desktop.services.characters import Characters
    from dangjian_desktop.services.document_numbers import Numbers
    from dangjian_desktop.services.exports import Exports
    from dangjian_desktop.services.frozen_copies import FrozenCopies
    from dangjian_desktop.services.grading import Grading
    from dangjian_desktop.services.home import Home
    from dangjian_desktop.services.labels import Labels
    from dangjian_desktop.services.merging import Merging
    from dangjian_desktop.services.own_wording import OwnWordings
    from dangjian_desktop.services.paper_live import PaperLive
    from dangjian_desktop.services.paper_prints import PaperPrints
    from dangjian_desktop.services.paper_versions import PaperVersions
    from dangjian_desktop.services.papers import Papers
    from dangjian_desktop.services.person_cards import PersonCards
    from dangjian_desktop.services.portraits import Portraits
    from dangjian_desktop.services.poster_pictures import PosterPictures
    from dangjian_desktop.services.resident_groups import ResidentGroups
    from dangjian_desktop.services.retention import Retention
    from dangjian_desktop.services.roster_bin import RosterBin
    from dangjian_desktop.services.roster_import import RosterImports
    from dangjian_desktop.services.roster_ledger import Ledgers
    from dangjian_desktop.services.roster_lists import RosterLists
    from dangjian_desktop.services.roster_sights import RosterSights
    from dangjian_desktop.services.roster_structure import Structures
    from dangjian_desktop.services.roster_units import RosterUnits
    from dangjian_desktop.services.rosters import Rosters
    from dangjian_desktop.services.samples import Samples
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.second_entry import DoubleEntry
    from dangjian_desktop.services.slogans import Slogans
    from dangjian_desktop.services.upkeep import Upkeep
    from dangjian_desktop.services.vetting import VettingService
    from dangjian_desktop.services.voters import Voters
    from dangjian_desktop.services.work_groups import WorkGroups
    from dangjian_desktop.services.writings import Writings


@dataclass(frozen=True, slots=True)
class Office:
    """The services of one open book. Close it through ``upkeep.close()``."""

    path: Path
    clock: Clock
    home: Home
    rosters: Rosters
    imports: RosterImports
    merging: Merging
    units: RosterUnits
    voters: Voters
    bin: RosterBin
    exports: Exports
    labels: Labels
    lists: RosterLists
    structures: Structures
    sights: RosterSights
    work_groups: WorkGroups
    cards: PersonCards
    portraits: Portraits
    groups: ResidentGroups
    ledgers: Ledgers
    campaigns: Campaigns
    plans: CampaignImport
    ballots: Ballots
    entries: DoubleEntry
    ballot_lists: BallotLists
    ballot_remarks: BallotRemarks
    designs: BallotDesigns
    issues: BallotIssues
    scoring: Scoring
    grading: Grading
    vetting: VettingService
    retention: Retention
    papers: Papers
    batches: Batches
    slogans: Slogans
    pictures: PosterPictures
    frozen: FrozenCopies
    characters: Characters
    versions: PaperVersions
    writings: Writings
    prints: PaperPrints
    live: PaperLive
    wordings: OwnWordings
    numbers: Numbers
    upkeep: Upkeep
    samples: Samples


class Opener(Protocol):
    """Opens books; the composition root provides it, window and command line use it."""

    @property
    def clock(self) -> Clock:
        """Return the clock every opened book goes by."""
        ...

    def create(self, path: Path, password: str | None = None) -> Office:
        """Make a new book at ``path``.

        Raises:
            Rejected: when a file is there already.
            Unavailable: when the folder cannot be written.
        """
        ...

    def open(self, path: Path, password: str | None = None) -> Office:
        """Open the book at ``path``.

        Raises:
            Rejected: not ours, damaged, newer than the program, wrong or missing password.
            Unavailable: locked by another window, read-only.
        """
        ...

    def sample(self, path: Path, progress: Progress) -> Office:
        """Make the invented sample township at ``path`` and open it (an existing one is opened)."""
        ...
