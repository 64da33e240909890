"""Papers of meetings from typed fields and the roster; the 周报 from what was signed off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import gatherings as papers
from dangjian_desktop.documents.papers.weekly import AreaLine, WeekFacts
from dangjian_desktop.documents.papers.weekly import weekly as weekly_paper
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.name_order import NameOrder
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.people import PostRole
from dangjian_desktop.domain.progress import Share, TaskProgress
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.services.campaigns import status_of
from dangjian_desktop.services.paper_facts import campaign_of
from dangjian_desktop.services.paper_words import in_chinese, listed
from dangjian_desktop.services.roster_kinds import CADRES
from dangjian_desktop.services.roster_papers import SCOPES
from dangjian_desktop.services.roster_views import TWO_COMMITTEES, PersonLine, in_order, person_lines
from dangjian_desktop.services.rosters import roster_book
from dangjian_desktop.services.table_kinds import NAMELESS, SECRETARIES, TWO_COMMITTEES_ONLY

if TYPE_CHECKING:
    from dangjian_desktop.domain.progress import CampaignStatus
    from dangjian_desktop.exchange.roster_plans import RosterBook
    from dangjian_desktop.services.paper_facts import Maker, Sources, Typed

MOST_BLANKS = 500
_ISSUER = "office.issuer"  # the field of other papers: a 签到表 names no issuer, its file does
WEEK = 7


def sign_in(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """签到表 of cadres of the roster and empty lines.

    Raises:
        Rejected: no such place, no lines at all, or the number of empty lines cannot be read.
    """
    blanks = typed.text("blanks") or "0"
    if not (blanks.isascii() and blanks.isdigit() and int(blanks) <= MOST_BLANKS):
        raise Rejected(finding("papers.bad_figure", where=Where(field="空行"), text=blanks))
    people = () if typed.text("scope") == NAMELESS else tuple(_expected(sources, typed))
    campaign = sources.campaign.issuer if sources.campaign else ""
    issuer = sources.view.settings.value(_ISSUER, campaign)
    return papers.sign_in(replace(_meeting(typed), issuer=issuer), people, int(blanks), form)


def agenda(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """会议议程. Raises Rejected: a blank is empty, or nothing is on."""
    return papers.agenda(_meeting(typed), form)


def meeting_notice(_sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """会议通知. Raises Rejected: a blank is empty, or nothing is on."""
    return papers.meeting_notice(_meeting(typed), form)


def weekly(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """周报 of the campaign for the seven days that end on the day typed.

    Raises:
        Rejected: there is no campaign or it has no tasks.
    """
    about, end = campaign_of(sources), typed.day("dated")
    status = status_of(sources.view, about, end, as_recorded_by=end)
    if not status.tasks:
        raise Rejected(finding("papers.empty_list", paper=form.name))
    start = end - timedelta(days=WEEK - 1)
    facts = WeekFacts(
        issuer=typed.text("issuer"),
        campaign=about.title,
        start=start,
        end=end,
        dated=end,
        share=status.share,
        phases=tuple((one.phase.name, one.share) for one in status.phases),
        done=tuple(_done(status, start, end)),
        late=tuple(_late(status)),
        coming=tuple(_coming(one) for one in status.due_within(WEEK)),
        areas=tuple(_areas(status)),
        remarks=typed.lines("remarks"),
    )
    return weekly_paper(facts, form)


GATHERING_MAKERS: dict[str, Maker] = {
    "sign_in": sign_in,
    "agenda": agenda,
    "meeting_notice": meeting_notice,
    "weekly": weekly,
}


# ---------------------------------------------------------------- meetings


def _meeting(typed: Typed) -> papers.MeetingFacts:
    return papers.MeetingFacts(
        issuer=typed.text("issuer"),
        dated=typed.day("dated"),
        meeting=typed.text("meeting"),
        time=typed.text("meeting_time"),
        place=typed.text("meeting_place"),
        host=typed.text("host"),
        attendants=typed.text("meeting_people"),
        receivers=typed.text("receivers"),
        items=tuple(row for table in typed.tables("items") for row in table.rows),
        demands=typed.lines("demands"),
    )


def _expected(sources: Sources, typed: Typed) -> Iterator[papers.Expected]:
    """Yield the cadres of a place, body by body, each once."""
    known = roster_book(sources.view)
    unit = typed.text("unit")
    places = _places(known, unit)
    keeps = {TWO_COMMITTEES_ONLY: TWO_COMMITTEES.__contains__, SECRETARIES: PostRole.SECRETARY.__eq__}
    scope = keeps.get(typed.text("scope"), SCOPES[CADRES])
    ranks = {one.name: at for at, one in enumerate(sorted(known.communities, key=lambda c: c.order))}
    found: list[tuple[int, papers.Expected]] = []
    for line in in_order(person_lines(known, sources.today), NameOrder.POSTS):
        held = [one for one in line.held if scope(one.post.role)]
        if held and _stands_in(line, places):
            if places:  # the place asked for leads
                held.sort(key=lambda one: one.post.community_id not in places)
            body = held[0].body
            titles = "、".join(dict.fromkeys(one.post.title for one in held if one.post.title))
            found.append((ranks.get(body, len(ranks)), papers.Expected(line.person.name, body, titles)))
    found.sort(key=lambda one: (one[0], one[1].unit))
    yield from (one for _, one in found)


def _places(known: RosterBook, unit: str) -> frozenset[str] | None:
    """Return the communities that ``unit`` names, None where it is empty: everywhere."""
    if not unit:
        return None
    areas = {one.id for one in known.areas if one.name == unit}
    found = frozenset(one.id for one in known.communities if one.name == unit or one.area_id in areas)
    if not found:
        raise Rejected(finding("papers.no_place", where=Where(field="村或片"), name=unit))
    return found


def _stands_in(line: PersonLine, places: frozenset[str] | None) -> bool:
    return places is None or not places.isdisjoint(line.community_ids)


# ---------------------------------------------------------------- 周报


def _done(status: CampaignStatus, start: date, end: date) -> Iterator[str]:
    names = {unit.community.id: unit.community.name for unit in status.units}
    for one in status.tasks:
        cells = [c for c in one.cells if c.done and c.done_on is not None and start <= c.done_on <= end]
        if cells:
            units = [names[c.community_id] for c in cells if c.community_id]
            yield _task(one) + (f"（{_some(units)}）" if units else "")


def _late(status: CampaignStatus) -> Iterator[str]:
    names = {unit.community.id: unit.community.name for unit in status.units}
    for one in status.late:
        units = [names[key] for key in one.late_units]
        day = in_chinese(one.task.due_text)
        yield f"{_task(one)}（应于{day}完成，逾期{one.late}天" + (f"：{_some(units)}）" if units else "）")


def _some(names: list[str], most: int = 6) -> str:
    more = f"等{len(names)}个村、社区" if len(names) > most else ""
    return "、".join(names[:most]) + more


def _task(one: TaskProgress) -> str:
    items = [item.rstrip("。；") for item in listed(one.task.items)]
    return "；".join(items)


def _coming(one: TaskProgress) -> str:
    done, total = one.share.done, one.share.total
    many = f"，{total}个村、社区中{done}个已完成" if total > 1 else ""
    return f"{_task(one)}（应于{in_chinese(one.task.due_text)}完成{many}）"


def _areas(status: CampaignStatus) -> Iterator[AreaLine]:
    for one in status.areas:
        units = [unit for unit in status.units if unit.area == one.area]
        yield AreaLine(
            name=one.area.name if one.area else "片外",
            communities=one.communities,
            share=_sum(unit.share for unit in units),
            late=sum(unit.late for unit in units),
        )


def _sum(shares: Iterable[Share]) -> Share:
    known = list(shares)
    return Share(done=sum(one.done for one in known), total=sum(one.total for one in known))
