"""较差基层党组织 and the boards put up: from the rating and the typed rows to their papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import boards as board_papers
from dangjian_desktop.documents.papers import poor_orgs as poor_papers
from dangjian_desktop.documents.papers.wording import filled
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.grading import Sign
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.people import Post, PostRole
from dangjian_desktop.domain.scoring import score_texts
from dangjian_desktop.domain.typed_tables import BETWEEN
from dangjian_desktop.kernel.findings import Rejected, finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.paper_facts import campaign_of, secretaries, year_of
from dangjian_desktop.services.paper_words import in_chinese
from dangjian_desktop.services.rectifying import RectificationLedger, board_lines

if TYPE_CHECKING:
    from dangjian_desktop.domain.campaigns import Task
    from dangjian_desktop.domain.organisations import PartyOrg
    from dangjian_desktop.domain.progress import CampaignStatus
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed
    from dangjian_desktop.services.scoring_views import RatingList, RatingRow

MOST_ROWS = 6  # proposed for one board: what fits is for the clerk to say
MOST_PROBLEMS = 8  # in a cell of the 明细表; the score sheet holds them all


def poor_list(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """较差基层党组织名单.

    Raises:
        Rejected: no organisation has the lowest grade.
    """
    return poor_papers.poor_list(_poor_facts(sources, typed, form), form)


def poor_detail(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """较差基层党组织状况明细表.

    Raises:
        Rejected: no organisation has the lowest grade.
    """
    return poor_papers.poor_detail(_poor_facts(sources, typed, form), form)


def rectify_board(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """整改提高公示牌: the typed rows, organisation by organisation, with its grade and secretary.

    Raises:
        Rejected: nothing is typed, or a row lacks a cell.
    """
    campaign_of(sources)
    secretary = secretaries(sources)
    about = {}
    for category in sources.ratings().categories:
        for row in category.rows:
            who = secretary(row.org)
            key = "about" if row.decided else "about_undecided"
            about[row.org.name] = filled(form, key, grade=row.decided, secretary=who) if who else ""
    return board_papers.boards(_board_facts(typed, about), form)


def merit_board(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """业绩公示牌: the typed rows, organisation by organisation, with its secretary.

    Raises:
        Rejected: nothing is typed, or a row lacks a cell.
    """
    secretary = secretaries(sources)
    known = {org.name: secretary(org) for org in sources.view.party_orgs.all()}
    about = {name: filled(form, "about", secretary=who) for name, who in known.items() if who}
    return board_papers.boards(_board_facts(typed, about), form)


def promise_board(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """承诺书公示: what each community promises.

    Raises:
        Rejected: nothing is typed, or a row lacks a cell.
    """
    return board_papers.boards(_board_facts(typed, {}), form)


def complaint_board(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """投诉举报渠道公示.

    Raises:
        Rejected: nothing is typed, or a row lacks a cell.
    """
    return board_papers.complaint_board(_board_facts(typed, {}), form)


BOARD_MAKERS: dict[str, Maker] = {
    "poor_list": poor_list,
    "poor_detail": poor_detail,
    "rectify_board": rectify_board,
    "merit_board": merit_board,
    "promise_board": promise_board,
    "complaint_board": complaint_board,
}


def things_to_mend(ratings: RatingList, ledger: RectificationLedger) -> str:
    """Propose the rows of the 整改提高公示牌: the ledger of 整改; while nothing stands in it, the problems
    of each poor organisation, measures left open."""
    if ledger.rows:
        return board_lines(ledger)
    lines: list[str] = []
    for _, row in ratings.lowest():
        problems = _problems(row)
        lines += [f"【{row.org.name}】", *(f"{text}{BETWEEN * 3}" for text in problems)] if problems else []
    return "\n".join(lines)


def deeds(status: CampaignStatus, ratings: RatingList, orgs: Sequence[PartyOrg], form: DocumentForm) -> str:
    """Propose the rows of the 业绩公示牌: what each organisation has signed off, the grade decided for it."""
    done = _signed_off(status)
    lowest = {row.org.id for _, row in ratings.lowest()}
    decided = {row.org.id: row.decided for one in ratings.categories for row in one.rows if row.decided}
    lines: list[str] = []
    for org in orgs:
        found = done.get(org.community_id, [])[:MOST_ROWS]
        if org.id in decided and org.id not in lowest and form.text("graded"):
            found.append(f"{filled(form, 'graded', grade=decided[org.id])}{BETWEEN * 2}")
        lines += [f"【{org.name}】", *found] if found else []
    return "\n".join(lines)


def _signed_off(status: CampaignStatus) -> dict[str | None, list[str]]:
    """Return the rows of what each community has signed off."""
    done: dict[str | None, list[str]] = {}
    for one in status.tasks:
        for cell in one.cells:
            if cell.community_id and cell.done:
                row = f"{_deed(one.task)}{BETWEEN * 2}{_day(cell.done_on)}"
                done.setdefault(cell.community_id, []).append(row)
    return done


def promises(status: CampaignStatus, secretary: Callable[[str], str], form: DocumentForm) -> str:
    """Propose the rows of the 承诺书公示: what each community is to do, who leads it, by when, if done."""
    rows: dict[str, list[str]] = {}
    for one in status.tasks:
        due = in_chinese(one.task.due_text)
        for cell in one.cells:
            if cell.community_id and cell.counts:
                kept = filled(form, "kept", date=_day(cell.done_on)) if cell.done else ""
                row = (_deed(one.task), secretary(cell.community_id), due, kept)
                rows.setdefault(cell.community_id, []).append(BETWEEN.join(row))
    lines: list[str] = []
    for unit in status.units:
        own = rows.get(unit.community.id, [])[:MOST_ROWS]
        lines += [f"【{unit.community.name}】", *own] if own else []
    return "\n".join(lines)


def _deed(task: Task) -> str:
    return "；".join(in_chinese(item).rstrip("；。") for item in task.items)


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _board_facts(typed: Typed, about: dict[str, str]) -> board_papers.BoardFacts:
    return board_papers.BoardFacts(
        issuer=typed.text("issuer"),
        dated=typed.day("dated"),
        tables=typed.tables("lines"),
        about=about,
        telephone=typed.text("watch"),
    )


def _poor_facts(sources: Sources, typed: Typed, form: DocumentForm) -> poor_papers.PoorFacts:
    campaign_of(sources)
    secretary, leader, partner = secretaries(sources), _leaders(sources), _partners(sources)
    rows = []
    for category, row in sources.ratings().lowest():
        org, figure = row.org, row.satisfaction
        words = score_texts((row.score,), category.form.places)
        share = figure.share if figure else None
        rows.append(
            poor_papers.PoorOrg(
                category=category.name,
                name=org.name,
                secretary=secretary(org),
                members=org.members,
                score=words[row.score],
                satisfaction=percent(share, category.form.places) if share is not None else "—",
                grade=row.decided or filled(form, "proposed", grade=row.proposed),
                grounds=_grounds(row),
                problems=tuple(_problems(row)[:MOST_PROBLEMS]),
                leader=leader(org.community_id),
                partner=partner(org.community_id),
            )
        )
    if not rows and any(row.grade_name for one in sources.ratings().categories for row in one.rows):
        raise Rejected(finding("papers.nobody_poor", paper=form.name))
    return poor_papers.PoorFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        rows=tuple(rows),
    )


def _grounds(row: RatingRow) -> str:
    """Return what the grade rests on: the score, the clauses that stood against more, the decision."""
    steps = [step for step in row.steps if step.code == "score.band" or step.sign is Sign.BARRED]
    parts = [f"{step.title}，{step.text}" if step.text else step.title for step in steps]
    if row.decision is not None and row.decision.reason:
        parts.append(f"{row.decision.decided_by}：{row.decision.reason}")
    return "\n".join(in_chinese(part) for part in parts)


def _problems(row: RatingRow) -> list[str]:
    """Return what points were lost for, the gravest first."""
    lost = [line for line in row.sheet.lines if line.reason]
    lost.sort(key=lambda line: line.points - line.indicator.max_points if line.points is not None else 0)
    return list(dict.fromkeys(in_chinese(line.reason).rstrip("。；") for line in lost))


def _leaders(sources: Sources) -> Callable[[str | None], str]:
    people = {p.id: p.name for p in sources.view.persons.all()}
    found: dict[str | None, list[str]] = {}
    posts: list[Post] = sorted(sources.view.posts.find(role=PostRole.RESIDENT_LEADER), key=lambda p: p.order)
    for post in posts:
        if not post.has_ended(sources.today):
            found.setdefault(post.community_id, []).append(people[post.person_id])
    return lambda community: "、".join(found.get(community, ())) if community else ""


def _partners(sources: Sources) -> Callable[[str | None], str]:
    orgs = {org.id: org.name for org in sources.view.party_orgs.all()}
    found = {g.community_id: orgs.get(g.partner_org_id or "", "") for g in sources.view.work_groups.all()}
    return lambda community: found.get(community or "", "")
