"""The services of one open book, each made once; loaded with the first book, for it needs them all."""

from __future__ import annotations

from dangjian_desktop.catalog.catalog import Catalog
from dangjian_desktop.kernel.clock import Clock
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
from dangjian_desktop.services.grading import grading_of
from dangjian_desktop.services.home import Home, Knowing
from dangjian_desktop.services.labels import Labels
from dangjian_desktop.services.merging import Merging
from dangjian_desktop.services.office import Office
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
from dangjian_desktop.services.samples import Samples, SampleTools
from dangjian_desktop.services.scoring import Scoring
from dangjian_desktop.services.second_entry import DoubleEntry
from dangjian_desktop.services.slogans import Slogans
from dangjian_desktop.services.upkeep import Upkeep
from dangjian_desktop.services.vetting import VettingService
from dangjian_desktop.services.voters import Voters
from dangjian_desktop.services.work_groups import WorkGroups
from dangjian_desktop.services.writings import Writings
from dangjian_desktop.storage.database import Book


def office_of(book: Book, catalog: Catalog, clock: Clock) -> Office:
    """Make every service of ``book``."""
    rosters, units = Rosters(book, catalog, clock), RosterUnits(book, catalog, clock)
    campaigns, plans = Campaigns(book, clock), CampaignImport(book, catalog, clock)
    ballots, issues = Ballots(book, catalog, clock), BallotIssues(book, clock)
    upkeep = Upkeep(book, clock, ballots.take_back)
    scoring = Scoring(book, catalog, clock, ballots)
    grading = grading_of(book, catalog, clock, ballots, scoring)
    vetting, numbers = VettingService(book, catalog, clock, ballots), Numbers(book, clock)
    papers = Papers(book, catalog, clock, campaigns, ballots, scoring, vetting, issues)
    versions, retention = (
        PaperVersions(book, clock, papers, numbers),
        Retention(book, catalog, clock, vetting),
    )
    lists = BallotLists(book, catalog, clock)
    tools = SampleTools(
        rosters=rosters, units=units, campaigns=campaigns, plans=plans, ballots=ballots, lists=lists,
        scoring=scoring, grading=grading, vetting=vetting,
    )  # fmt: skip
    return Office(
        path=book.path,
        clock=clock,
        home=Home(book, clock, Knowing(campaigns, ballots, scoring, grading, vetting, upkeep, retention)),
        rosters=rosters,
        imports=RosterImports(book, catalog, clock),
        merging=Merging(book, catalog, clock),
        units=units,
        voters=Voters(book, catalog, clock),
        bin=RosterBin(book, clock),
        exports=Exports(book, clock, rosters),
        labels=Labels(book, catalog, clock, papers),
        structures=Structures(book, catalog, clock),
        sights=RosterSights(book, clock),
        work_groups=WorkGroups(book, clock),
        cards=PersonCards(book, rosters, ballots, vetting),
        lists=RosterLists(book),
        portraits=Portraits(book),
        groups=ResidentGroups(book, catalog, clock),
        ledgers=Ledgers(book, catalog, clock),
        campaigns=campaigns,
        plans=plans,
        ballots=ballots,
        entries=DoubleEntry(book, catalog, clock),
        ballot_lists=lists,
        ballot_remarks=BallotRemarks(book, catalog, clock),
        designs=BallotDesigns(book, catalog, clock, papers),
        issues=issues,
        scoring=scoring,
        grading=grading,
        vetting=vetting,
        retention=retention,
        papers=papers,
        batches=Batches(book, catalog, clock, papers, rosters, campaigns),
        slogans=Slogans(book, catalog, clock),
        pictures=PosterPictures(book, catalog, clock),
        frozen=FrozenCopies(book, papers),
        characters=Characters(papers.fonts),
        versions=versions,
        writings=Writings(book, clock, papers),
        wordings=OwnWordings(book, catalog, clock, versions),
        numbers=numbers,
        prints=PaperPrints(papers, clock),
        live=PaperLive(papers),
        upkeep=upkeep,
        samples=Samples(book, catalog, tools),
    )
