"""Who may no longer hold a post: another is named as head of the body, or the list no longer names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import cast

from dangjian_desktop.domain.bodies import HEADS
from dangjian_desktop.domain.matching import Decision, ImportAnswer, Verdict, answer_digest
from dangjian_desktop.domain.organisations import new_id
from dangjian_desktop.domain.people import Post, PostRole
from dangjian_desktop.exchange.person_plans import Judging, Known
from dangjian_desktop.exchange.plans import (
    ChangeKind,
    Entity,
    HolderQuestion,
    PlanDraft,
    PlannedChange,
)
from dangjian_desktop.exchange.readings import PostRow
from dangjian_desktop.kernel.findings import Finding, Where, hint, warning
from dangjian_desktop.kernel.texts.roster import NOT_IN_FILE, NOT_TAKEN, STILL_HELD

STAYS, NOT_BROUGHT = "stays", "not_brought"
HOLDER = "holder"
"""What the line of the preview names as its field where a clerk must say who holds a post."""
Seat = tuple[PostRole, str]


@dataclass(slots=True)
class Holders:
    """Who is head of which body while the posts of a reading are planned, ended ones left out.

    ``seats`` give the body in whose name a post of the key's body is counted: an organisation that alone
    leads a community and the community are one.
    """

    draft: PlanDraft
    known: Known
    judging: Judging
    seats: Mapping[str, str]
    heads: dict[Seat, dict[str, Post]] = field(default_factory=dict)
    answers: dict[tuple[str, str], ImportAnswer] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)  # the digests of those the file names as holders of today

    @staticmethod
    def of(draft: PlanDraft, known: Known, judging: Judging, led: Mapping[str, str]) -> Holders:
        """Take the heads of the book; ``led`` are the communities by the organisations that lead them."""
        often = Counter(led.values())
        alone = {org: community for org, community in led.items() if often[community] == 1}
        made = Holders(draft, known, judging, alone)
        for post in known.book.posts:
            if not post.has_ended(judging.day) and (seat := made._seat(post)):
                made.heads.setdefault(seat, {})[post.id] = post
        kept = (STAYS, NOT_BROUGHT)
        made.answers = {(one.field, one.digest): one for one in judging.answers if one.field in kept}
        return made

    def leave(self, post: Post) -> None:
        """Know that the file ends a post."""
        if seat := self._seat(post):
            self.heads.get(seat, {}).pop(post.id, None)

    def bring(self, new: Post, row: PostRow, name: str, body: str) -> None:
        """Add a post; where another person is head of that body, only as the clerk says."""
        seat = None if new.has_ended(self.judging.day) else self._seat(new)
        held = self.heads.setdefault(seat, {}) if seat else {}
        others = tuple(one for one in held.values() if one.person_id != new.person_id)
        if seat and others:
            self._ask(new, row, name, body, others)
            return
        self._add(new, row, name)

    def read(self, post: Post) -> None:
        """Know that the file names someone as holder of a post today."""
        if not post.has_ended(self.judging.day):
            self.named.add(self._digest(post))

    def finish(self) -> None:
        """Keep that those are not to be brought again who have left though the file names them; tell how many
        were not asked about again."""
        for one in self.draft.holders:
            if one.decision is not None and one.decision.verdict is Verdict.ENDED:
                for post in one.held:
                    if (digest := self._digest(post)) in self.named:
                        self._remember(NOT_BROUGHT, digest, post.person_id)
        before = [one for one in self.draft.holders if one.remembered]
        if before:
            told = hint("roster.answered_before", before[0].told.where, count=len(before))
            self.draft.findings.append(told)

    def ask_unlisted(self, post: Post, body: str, address: str) -> None:
        """Ask of one whom the file no longer names; nothing is ended silently."""
        name, key = self._name(post), f"post {post.id}"
        digest = answer_digest(STAYS, post.id)
        where = Where(file=self.known.source, cell=address, record=body)
        told = hint("roster.not_listed", where, name=name, title=post.title or "原职务")
        question = self._question(key, (post,), body, told, STAYS, digest)
        decision = question.decision
        if decision is None or decision.verdict is not Verdict.ENDED:
            self._left(question, name, post.title, NOT_IN_FILE if decision is None else STILL_HELD)
        if decision is not None and decision.verdict is Verdict.ENDED:
            self._end(question, self.judging.day)
        self._keep(question, STAYS, digest, Verdict.APART)

    def _ask(self, new: Post, row: PostRow, name: str, body: str, others: tuple[Post, ...]) -> None:
        """Ask whether those who are head of a body still are, now that the file names another."""
        newcomer, title = self._name(new), new.title
        digest = self._digest(new)
        where = Where(file=self.known.source, cell=row.address, record=newcomer)
        olds = "、".join(map(self._name, others))
        told = warning("roster.second_head", where, body=body, title=title, old=olds, new=newcomer)
        key = f"{new.role} {body} {row.person} {row.address}"
        question = self._question(key, others, body, told, NOT_BROUGHT, digest, new)
        verdict = question.decision.verdict if question.decision is not None else None
        if verdict is Verdict.ENDED:
            self._end(question, new.since or self.judging.day)
        if verdict in (Verdict.ENDED, Verdict.APART):
            self._add(new, row, name, key)
        else:
            self._left(question, newcomer, olds, newcomer if verdict is None else NOT_TAKEN)
        self._keep(question, NOT_BROUGHT, digest, Verdict.SKIP)

    def _question(
        self,
        key: str,
        held: tuple[Post, ...],
        body: str,
        told: Finding,
        answer: str,
        digest: str,
        coming: Post | None = None,
    ) -> HolderQuestion:
        """Note a question with what was decided of it, now or once before."""
        before = (answer, digest) in self.answers
        decision = self.judging.decisions.get(key)
        again = before and decision is None
        if again:
            decision = Decision(verdict=Verdict.APART if answer == STAYS else Verdict.SKIP)
        question = HolderQuestion(
            key=key,
            held=held,
            holders=tuple(map(self._name, held)),
            body=body,
            told=told,
            coming=coming,
            newcomer=self._name(coming) if coming is not None else "",
            decision=decision,
            remembered=again,
        )
        self.draft.holders.append(question)
        return question

    def _add(self, new: Post, row: PostRow, name: str, key: str = "") -> None:
        self.draft.add(Entity.POST, name, new, row.address)
        self.draft.changes[-1] = replace(self.draft.changes[-1], pair=key)
        if (seat := self._seat(new)) and not new.has_ended(self.judging.day):
            self.heads.setdefault(seat, {})[new.id] = new

    def _end(self, question: HolderQuestion, day: date) -> None:
        """End the posts of a question the day before ``day``, as far as they are planned by now."""
        draft = self.draft
        for post in question.held:
            written = enumerate(draft.writes)
            at = next((n for n, one in written if isinstance(one, Post) and one.id == post.id), None)
            old = post if at is None else draft.writes[at]
            last = day - timedelta(days=1)
            new = replace(cast("Post", old), until=max(last, post.since or last), to_confirm="")
            before, name = len(draft.changes), f"{self._name(post)}（{question.body}{post.title}）"
            draft.compare(Entity.POST, name, old, new, question.told.where.cell, self.known.shown)
            if at is not None:
                draft.writes[at] = draft.writes.pop()
            draft.changes[before:] = [replace(one, pair=question.key) for one in draft.changes[before:]]
            self.leave(post)

    def _left(self, question: HolderQuestion, name: str, old: str, new: str) -> None:
        """Note the line of a question that writes nothing: to be answered, or answered so."""
        if question.decision is None:
            self.draft.findings.append(question.told)
        self.draft.changes.append(
            PlannedChange(
                kind=ChangeKind.UNSURE if question.decision is None else ChangeKind.UNCHANGED,
                entity=Entity.POST,
                name=name,
                field=HOLDER,
                old=old,
                new=new,
                address=question.told.where.cell,
                finding=question.told if question.decision is None else None,
                pair=question.key,
            )
        )

    def _keep(self, question: HolderQuestion, answer: str, digest: str, kept: Verdict) -> None:
        """Keep for the next import that nothing is to be written; forget it where that is no longer so."""
        decision, before = question.decision, self.answers.get((answer, digest))
        if decision is not None and decision.verdict is kept:
            self._remember(answer, digest, question.held[0].person_id)
        elif before is not None and decision is not None and decision.verdict is not kept:
            self.draft.forgotten.append(before)

    def _remember(self, answer: str, digest: str, person_id: str) -> None:
        if (answer, digest) not in self.answers:
            made = ImportAnswer(
                id=new_id(), person_id=person_id, field=answer, digest=digest, decided_on=self.judging.day
            )
            self.answers[answer, digest] = made
            self.draft.answers.append(made)

    def _digest(self, post: Post) -> str:
        return answer_digest(NOT_BROUGHT, post.role, self._seat_key(post), self._name(post))

    def _name(self, post: Post) -> str:
        return self.known.names.get(post.person_id, "")

    def _seat_key(self, post: Post) -> str:
        body = post.party_org_id or post.community_id or ""
        return self.seats.get(body, body)

    def _seat(self, post: Post) -> Seat | None:
        """Return of which body a post is the head; None where it is none's."""
        key = self._seat_key(post)
        return (post.role, key) if key and post.role in HEADS else None
