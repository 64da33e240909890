"""Papers before they are drawn: what is typed for them, whose words they have, the tree they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.names import written
from dangjian_desktop.domain.paper_texts import PaperText, Words, printable
from dangjian_desktop.domain.papers import Paper, PrintRun
from dangjian_desktop.kernel.changes import Changes, Outcome, Topic
from dangjian_desktop.kernel.clock import Clock
from dangjian_desktop.kernel.findings import Finding, Rejected, Where, finding
from dangjian_desktop.services.appraisals import Appraisals
from dangjian_desktop.services.frozen_fields import FrozenFields, frozen_fields
from dangjian_desktop.services.paper_asks import (
    AS_FITS,
    PER_SHEET,
    STOCK,
    TOLD_APART,
    About,
    Ask,
    FieldKind,
    PaperKind,
    field_key,
)
from dangjian_desktop.services.paper_groups import grouped
from dangjian_desktop.services.paper_kinds import KINDS, checked, kind_of, named, needs_meeting
from dangjian_desktop.services.paper_proposals import proposals
from dangjian_desktop.services.paper_views import Taken, taken
from dangjian_desktop.services.paper_wording import alone, alone_texts, in_words, newest_text
from dangjian_desktop.services.picture_store import picture_in
from dangjian_desktop.services.piles import pile_of
from dangjian_desktop.services.publications import Publications
from dangjian_desktop.services.standing_words import form_in

if TYPE_CHECKING:
    from dangjian_desktop.catalog import Catalog
    from dangjian_desktop.documents.fonts import FontSet
    from dangjian_desktop.domain.forms import DocumentForm
    from dangjian_desktop.services.ballot_issues import BallotIssues
    from dangjian_desktop.services.ballots import Ballots
    from dangjian_desktop.services.campaigns import Campaigns
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.services.scoring import Scoring
    from dangjian_desktop.services.vetting import VettingService
    from dangjian_desktop.storage.database import Book
    from dangjian_desktop.storage.work import View

PUBLIC_NOTICE = "grading_notice"
MADE = Changes.of(Topic.PAPERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """Which paper: its kind, the meeting and respondent group where it is about one.

    ``values`` are typed fields; those left out are taken from what is kept. ``words`` are the paper's own
    words as they are being mended; None: as they were kept. ``to`` is whom an addressed paper is for;
    None: the one that is typed. ``alone``: its words are those of this one receiver, not of all.
    """

    kind: str
    meeting_id: str = ""
    group: str = ""
    values: Mapping[str, str] | None = None
    words: Words | None = None
    to: Addressee | None = None
    alone: bool = False


class Drafted(NamedTuple):
    """A paper as a tree, what the record gave to it, and what the clerk should know of it all the same."""

    paper: Paper
    taken: tuple[Taken, ...]
    hints: tuple[Finding, ...]


class PaperDrafts:
    """Papers from the record, the typed fields and the words that were mended."""

    def __init__(
        self,
        book: Book,
        catalog: Catalog,
        clock: Clock,
        campaigns: Campaigns,
        ballots: Ballots,
        scoring: Scoring,
        vetting: VettingService,
        issues: BallotIssues,
    ) -> None:
        self._book, self._catalog, self._clock = book, catalog, clock
        self._campaigns, self._ballots = campaigns, ballots
        self._scoring, self._vetting, self._issues = scoring, vetting, issues
        self._publications = Publications(book, clock, scoring)
        self._appraisals = Appraisals(book, catalog, clock, ballots)
        self._fonts: FontSet | None = None

    def kinds(self) -> tuple[PaperKind, ...]:
        """Return the papers that can be made, in the order of the work."""
        return KINDS

    def groups(self) -> Sequence[tuple[str, tuple[PaperKind, ...]]]:
        """Return the papers in the groups they are looked for in."""
        return grouped(self._catalog, self._clock.today())

    def fields(self, code: str, about: str = "") -> dict[str, str]:
        """Return the fields kept for a paper; where nothing was typed, what the record proposes.

        ``about``: the meeting and group (:meth:`subject`) of a paper that is about one.
        """
        kind = kind_of(code)
        return self.fields_of(kind, about or self._in_hand(kind))

    def fields_of(self, kind: PaperKind, about: str) -> dict[str, str]:
        """Return the fields of one paper of its kind, as :meth:`fields` does of the one in hand."""
        code, campaign, today = kind.code, self._campaigns.in_hand(), self._clock.today()
        with self._book.read() as view:
            proposed = proposals(
                kind,
                campaign,
                view,
                today,
                lambda: form_in(view, self._catalog, code, today),
                self._scoring.rating_list,
            )
            if code == PUBLIC_NOTICE and campaign is not None:
                standing = self._publications.standing(campaign.id)
                if standing is not None:
                    put_up = standing.publication
                    days = {"start": put_up.start.isoformat(), "end": put_up.end.isoformat()}
                    return {**_kept(view, kind, proposed, about), **days}
            found = _kept(view, kind, proposed, about)
            held = _held(view, kind, self._told_apart(kind, about), found)
            return held.over(found) if held is not None else found

    def values(self, wish: PaperWish) -> dict[str, str]:
        """Return the fields of the paper wished for: what is kept, with what is typed over it."""
        kind = kind_of(wish.kind)
        one_of_several = needs_meeting(kind) or kind.several
        about = self.subject(wish) if one_of_several else _apart(kind, wish.values or {})
        kept = self.fields_of(kind, about)
        values = {**kept, **{code: written(text) for code, text in (wish.values or {}).items()}}
        with self._book.read() as view:
            held = _held(view, kind, self._told_apart(kind, about), kept)
        return held.over(values) if held is not None else values

    def values_of_the_day(self) -> dict[str, str]:
        """Return the blanks of papers that go to many whose values change by themselves."""
        from dangjian_desktop.services.addressed_facts import of_the_day

        return of_the_day(self._campaigns.in_hand(), self._clock.today())

    def keep_fields(self, code: str, values: Mapping[str, str], about: str = "") -> Outcome[dict[str, str]]:
        """Keep the typed fields of a paper; ``about`` as for :meth:`fields`.

        Raises:
            Rejected: a date, year or choice cannot be read, there is no such field, or it is held fast while
                the paper (of a batch: its common words) is frozen.
        """
        kind = kind_of(code)
        about = about or self._in_hand(kind)
        now = self.fields_of(kind, about)
        errors = (*_unknown(kind, values), *checked(kind, values), *self._held_fast(kind, values, now, about))
        if errors:
            raise Rejected(*errors)
        with self._book.work("paper.fields", f"填写{kind.name}") as work:
            changed, which = False, about or _apart(kind, {**now, **values})
            for ask in kind.asks:
                if ask.code in values and values[ask.code] != now[ask.code]:
                    work.settings.set(field_key(kind, ask, which), _clean(ask, values[ask.code]))
                    changed = True
            if changed:
                work.commit()
        return Outcome(self.fields_of(kind, about), (), MADE if changed else Changes())

    def refuse_held(self, wish: PaperWish) -> None:
        """Refuse fields typed for a frozen paper, which would not be in it.

        Raises:
            Rejected: a field is typed otherwise than it is held fast.
        """
        kind = kind_of(wish.kind)
        about = self.subject(wish) if needs_meeting(kind) else self._in_hand(kind)
        errors = self._held_fast(kind, wish.values or {}, self.fields_of(kind, about), about)
        if errors:
            raise Rejected(*errors)

    def _held_fast(
        self, kind: PaperKind, values: Mapping[str, str], now: Mapping[str, str], about: str
    ) -> tuple[Finding, ...]:
        with self._book.read() as view:
            held = _held(view, kind, self._told_apart(kind, about), now)
        if held is None:
            return ()
        return tuple(
            finding("papers.fields_frozen", where=Where(field=ask.label), day=held.day.isoformat())
            for ask in kind.asks
            if ask.code in held.values and values.get(ask.code, now[ask.code]) != now[ask.code]
        )

    def draft(self, wish: PaperWish) -> Paper:
        """Return the paper as a tree.

        Raises:
            Rejected: a blank has no value, a list is empty, a field cannot be read.
        """
        return self._drafted(wish).paper

    def template(self, wish: PaperWish) -> Paper:
        """Return the paper as template and record give it, whatever was mended.

        Of an addressed one that is the letter all get, its {blanks} still open; with ``alone`` the letter
        this one receiver gets like all others.

        Raises:
            Rejected: as :meth:`draft`.
        """
        if kind_of(wish.kind).addressed and not wish.alone:
            typed, form = self._typed(wish)
            with self._book.read() as view:
                return _letter(self._sources(view, wish, typed, form), typed, form)
        return self._from_record(wish).paper

    def each(self, wish: PaperWish, to: Sequence[Addressee]) -> Iterator[Paper | tuple[Finding, ...]]:
        """Return an addressed paper for each in its own words, or why it cannot be made for that one.

        All come from the record as it is now, whatever is changed in it while they are taken one by one.

        Raises:
            Rejected: a field cannot be read, or the letter all get cannot be made.
        """
        kind, make = kind_of(wish.kind), _maker(wish.kind)
        typed, form = self._typed(wish)
        with self._book.read() as view:
            sources, kept = self._sources(view, wish, typed, form), alone_texts(view, wish.kind)
            letter = sources.letter()

        def made(one: Addressee) -> Paper | tuple[Finding, ...]:
            facts = replace(sources, to=one, letter=lambda: letter)
            try:
                return in_words(make(facts, typed, form), None, kept.get(alone(one)))
            except Rejected as error:
                return tuple(named(kind, item) for item in error.findings)

        return map(made, to)

    def subject(self, wish: PaperWish) -> str:
        """Return what tells a paper from others of its kind: its campaign, or its meeting and group."""
        kind = kind_of(wish.kind)
        if kind.addressed:
            typed = Addressee(name=self._typed(wish)[0].text("recipient"))
            return alone(wish.to or typed) if wish.alone else ""
        if kind.about is About.MEETING:
            campaign = self._campaigns.in_hand()
            return f"{_meeting(self._ballots, wish, campaign.id if campaign else '')}/{wish.group}"
        return self._told_apart(kind, self._in_hand(kind))

    def frozen_on(self, wish: PaperWish) -> date | None:
        """Return the day the paper was frozen; of one that goes to many the day of its common words.

        It is told of a paper that cannot be made for the moment, too: its fields are held all the same.

        Raises:
            Rejected: what the paper is about is gone.
        """
        if kind_of(wish.kind).addressed and not wish.alone:
            with self._book.read() as view:
                held = frozen_fields(view, wish.kind)
            return held.day if held is not None else None
        frozen = self._frozen(wish)
        return frozen.frozen_on if frozen is not None else None

    # ------------------------------------------------------------ helpers

    def _told_apart(self, kind: PaperKind, about: str = "") -> str:
        """Return what tells a paper (of a batch: its common words) from others of its kind."""
        if kind.about is About.MEETING or kind.several:
            return about
        campaign = self._campaigns.in_hand() if kind.about is About.CAMPAIGN else None
        return campaign.id if campaign else ""

    def _in_hand(self, kind: PaperKind) -> str:
        """Return which of several letters of a kind is in hand."""
        if not kind.several:
            return ""
        with self._book.read() as view:
            return pile_of(view, kind).in_hand

    def _drafted(self, wish: PaperWish) -> Drafted:
        drafted = self._from_record(wish)
        if wish.words is not None and _single(wish) == wish:
            return drafted._replace(paper=in_words(drafted.paper, printable(wish.words), None))
        with self._book.read() as view:
            kept = newest_text(view, wish.kind, self.subject(_single(wish)))
        return drafted._replace(paper=in_words(drafted.paper, None, kept))

    def _frozen(self, wish: PaperWish) -> PaperText | None:
        """Return the version that is frozen, when the wish is for the paper as it was kept."""
        if wish.words is not None:
            return None
        with self._book.read() as view:
            newest = newest_text(view, wish.kind, self.subject(_single(wish)))
        return newest if newest is not None and newest.frozen_on is not None else None

    def _from_record(self, wish: PaperWish) -> Drafted:
        from dangjian_desktop.services.paper_hints import hints_of

        kind, make = kind_of(wish.kind), _maker(wish.kind)
        if kind.about is About.CAMPAIGN and self._campaigns.in_hand() is None:
            raise Rejected(finding("papers.no_campaign"))
        typed, form = self._typed(wish)
        with self._book.read() as view:
            sources = self._sources(view, wish, typed, form)
            try:
                paper = make(sources, typed, form)
            except Rejected as error:
                raise Rejected(*(named(kind, item) for item in error.findings)) from error
            if PER_SHEET in kind.asks:
                paper = replace(paper, run=_run(typed))
            return Drafted(paper, taken(kind.code, sources), hints_of(kind, sources, typed, form))

    def _typed(self, wish: PaperWish) -> tuple[Typed, DocumentForm]:
        from dangjian_desktop.services.paper_facts import Typed

        kind = kind_of(wish.kind)
        values = self.values(wish)
        errors = (*_unknown(kind, wish.values or {}), *checked(kind, values))
        if errors:
            raise Rejected(*errors)
        today = self._clock.today()
        with self._book.read() as view:
            return Typed(values, today), form_in(view, self._catalog, kind.code, today)

    def _sources(self, view: View, wish: PaperWish, typed: Typed, form: DocumentForm) -> Sources:
        from dangjian_desktop.services.paper_facts import Sources

        campaign = self._campaigns.in_hand()
        about = campaign.id if campaign else ""
        sources = Sources(
            campaign=campaign,
            view=view,
            today=self._clock.today(),
            sheet=cache(lambda: self._ballots.sheet(_meeting(self._ballots, wish, about))),
            compared=lambda group: self._ballots.surveys.compare(_meeting(self._ballots, wish, about), group),
            surveyed=lambda group: self._ballots.tables.table(_meeting(self._ballots, wish, about), group),
            ratings=cache(lambda: self._scoring.rating_list(about)),
            summary=cache(lambda: self._scoring.summary(about)),
            vetting=cache(lambda: self._vetting.vetting_list(about)),
            published=cache(lambda: self._publications.standing(about)),
            appraisals=cache(lambda: self._appraisals.boards(about)),
            group=wish.group,
            to=wish.to,
            score_form=lambda category: (
                self._catalog.score_form_for(category, self._clock.today())
                or self._catalog.score_form_for(category)
            ),
            picture=partial(picture_in, self._book, view),
            letter=cache(
                lambda: in_words(
                    _letter(sources, typed, form),
                    None if wish.alone or wish.words is None else printable(wish.words),
                    newest_text(view, wish.kind, ""),
                )
            ),
        )
        return sources


def _kept(view: View, kind: PaperKind, proposed: Mapping[str, str], about: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for ask in sorted(kind.asks, key=lambda one: one.each):
        key = field_key(kind, ask, about or _apart(kind, found))
        found[ask.code] = view.settings.value(key, _first(ask, proposed))
    return {ask.code: found[ask.code] for ask in kind.asks}


def _held(view: View, kind: PaperKind, subject: str, kept: Mapping[str, str]) -> FrozenFields | None:
    """Return the fields held fast; of a paper frozen by an older program those that are ``kept``."""
    held = frozen_fields(view, kind.code, subject)
    if held is not None or kind.addressed:
        return held
    text = newest_text(view, kind.code, subject)
    return FrozenFields(text.frozen_on, kept) if text is not None and text.frozen_on is not None else None


def _apart(kind: PaperKind, values: Mapping[str, str]) -> str:
    """Return what tells a form about no meeting from others of its kind, empty where nothing does."""
    if needs_meeting(kind):
        return ""
    return next((values[code].strip() for code in TOLD_APART if code in values), "")


def _maker(code: str) -> Maker:
    from dangjian_desktop.services.addressed_facts import ADDRESSED_MAKERS
    from dangjian_desktop.services.appointment_facts import APPOINTMENT_MAKERS
    from dangjian_desktop.services.appraisal_facts import APPRAISAL_MAKERS
    from dangjian_desktop.services.board_facts import BOARD_MAKERS
    from dangjian_desktop.services.election_facts import ELECTION_MAKERS
    from dangjian_desktop.services.gathering_facts import GATHERING_MAKERS
    from dangjian_desktop.services.grading_facts import GRADING_MAKERS
    from dangjian_desktop.services.letter_facts import LETTER_MAKERS
    from dangjian_desktop.services.paper_facts import MAKERS
    from dangjian_desktop.services.poster_facts import POSTER_MAKERS
    from dangjian_desktop.services.roster_papers import ROSTER_MAKERS
    from dangjian_desktop.services.vetting_sheets import VETTING_MAKERS

    typed = {**LETTER_MAKERS, **ELECTION_MAKERS, **GATHERING_MAKERS, **POSTER_MAKERS, **ADDRESSED_MAKERS}
    rated = {**GRADING_MAKERS, **APPRAISAL_MAKERS, **APPOINTMENT_MAKERS}
    facts = {**MAKERS, **BOARD_MAKERS, **rated, **VETTING_MAKERS, **ROSTER_MAKERS}
    return {**facts, **typed}[code]


def _single(wish: PaperWish) -> PaperWish:
    """Return the wish for the one paper that is printed; one addressed to many is one receiver's."""
    return replace(wish, alone=True) if kind_of(wish.kind).addressed else wish


def _letter(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    from dangjian_desktop.services.addressed_facts import letter_to_all

    return letter_to_all(sources, typed, form)


def _meeting(ballots: Ballots, wish: PaperWish, campaign_id: str) -> str:
    if wish.meeting_id:
        return wish.meeting_id
    rows = ballots.meetings(campaign_id)
    if not rows:
        raise Rejected(finding("papers.no_meeting"))
    return rows[0].meeting.id


def _run(typed: Typed) -> PrintRun:
    per_sheet = typed.text("per_sheet")
    return PrintRun(
        count=int(typed.text("copies") or 0),
        per_sheet=int(per_sheet) if per_sheet and per_sheet != AS_FITS else 0,
        sheet=typed.text("stock") or STOCK.choices[0],
    )


def _first(ask: Ask, proposed: Mapping[str, str]) -> str:
    """Return what stands in a field before anything is typed: the proposal, else the first choice."""
    return proposed.get(ask.code, ask.choices[0] if ask.kind is FieldKind.CHOICE else "")


def _clean(ask: Ask, text: str) -> str:
    """Return a field without blanks around it; tabs stay where they are the empty cells of a row."""
    clean = written(text)
    return clean.strip(" 　\r\n") if ask.kind is FieldKind.LINES and clean.strip() else clean.strip()


def _unknown(kind: PaperKind, values: Mapping[str, str]) -> tuple[Finding, ...]:
    known = {ask.code for ask in kind.asks}
    labels = "、".join(ask.label for ask in kind.asks)
    return tuple(
        finding("papers.unknown_field", paper=kind.name, field=name, known=labels)
        for name in values
        if name not in known
    )
