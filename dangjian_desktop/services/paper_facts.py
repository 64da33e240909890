"""From the record to the facts each paper is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dangjian_desktop.documents.papers import blank_forms
from dangjian_desktop.documents.papers import campaign as campaign_papers
from dangjian_desktop.documents.papers import meetings as meeting_papers
from dangjian_desktop.documents.papers import rating as rating_papers
from dangjian_desktop.documents.papers import vetting as vetting_papers
from dangjian_desktop.domain.addressees import Addressee
from dangjian_desktop.domain.ballot_blocks import blocks_of
from dangjian_desktop.domain.campaigns import Campaign
from dangjian_desktop.domain.forms import DocumentForm, ScoreForm
from dangjian_desktop.domain.grade_bars import GradeBar, grade_bars
from dangjian_desktop.domain.organisations import PartyOrg
from dangjian_desktop.domain.papers import Paper, chinese_date
from dangjian_desktop.domain.people import Post, PostRole
from dangjian_desktop.domain.posters import Picture
from dangjian_desktop.domain.scoring import score_texts
from dangjian_desktop.domain.typed_tables import TypedTable, typed_tables
from dangjian_desktop.domain.vetting import AdmonitionTalk, Reason
from dangjian_desktop.kernel.findings import Rejected, Where, finding
from dangjian_desktop.kernel.texts.scoring import CATEGORY_NAMES
from dangjian_desktop.kernel.texts.vetting import ANSWER_NAMES, CONCLUSION_NAMES, TALK_NAMES
from dangjian_desktop.services.paper_kinds import read_day
from dangjian_desktop.services.paper_words import in_chinese, listed
from dangjian_desktop.services.scoring_lists import summary_of
from dangjian_desktop.services.survey_facts import difference_list, survey_comparison, survey_figures
from dangjian_desktop.services.tally_facts import appraisal_summary, tally_report
from dangjian_desktop.services.working_days import working_days

if TYPE_CHECKING:
    from dangjian_desktop.services.appraisals import AppraisalBoard
    from dangjian_desktop.services.ballot_views import MeetingSheet
    from dangjian_desktop.services.publication_views import PublicationRow
    from dangjian_desktop.services.scoring_views import GradeSummary, RatingCategory, RatingList, RatingRow
    from dangjian_desktop.services.survey_rounds import SurveyComparison
    from dangjian_desktop.services.survey_tables import SurveyTable
    from dangjian_desktop.services.vetting_views import CandidateRow, ClauseCell, VettingList
    from dangjian_desktop.storage.work import View


MOST_REASONS = 4  # in a line of the 一览表; the score sheet holds them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the facts of a paper come from; calls are made only for what a paper needs."""

    campaign: Campaign | None
    view: View
    today: date
    sheet: Callable[[], MeetingSheet]
    ratings: Callable[[], RatingList]
    summary: Callable[[], GradeSummary]
    vetting: Callable[[], VettingList]
    letter: Callable[[], Paper]
    compared: Callable[[str], SurveyComparison]
    surveyed: Callable[[str], SurveyTable]
    published: Callable[[], PublicationRow | None] = lambda: None
    appraisals: Callable[[], tuple[AppraisalBoard, ...]] = tuple
    group: str = ""
    to: Addressee | None = None
    score_form: Callable[[str], ScoreForm | None] = lambda _category: None
    picture: Callable[[str, str], Picture | None] = lambda _key, _field: None


@dataclass(frozen=True, slots=True)
class Typed:
    """The typed fields of a paper."""

    values: Mapping[str, str]
    today: date

    def text(self, code: str) -> str:
        """Return a field as text, without blanks around it."""
        return self.values.get(code, "").strip()

    def day(self, code: str) -> date:
        """Return a field as a day, today when it is empty."""
        return read_day(self.text(code)) or self.today

    def lines(self, code: str) -> tuple[str, ...]:
        """Return a field line by line, empty lines left out."""
        return tuple(line.strip() for line in self.text(code).splitlines() if line.strip())

    def title(self) -> str:
        """Return the title; breaks set by hand stay in it."""
        return "\n".join(self.lines("title"))

    def tables(self, code: str) -> tuple[TypedTable, ...]:
        """Return a field as tables; a cell left empty between two others keeps its place."""
        return typed_tables(self.values.get(code, "").splitlines())


Maker = Callable[[Sources, Typed, DocumentForm], Paper]


def campaign_of(sources: Sources) -> Campaign:
    """Return the campaign a paper is about.

    Raises:
        Rejected: there is no campaign yet.
    """
    if sources.campaign is None:
        raise Rejected(finding("papers.no_campaign"))
    return sources.campaign


# ---------------------------------------------------------------- campaign


def notice(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The notice with its two attachments."""
    about = campaign_of(sources)
    view = sources.view
    phases = sorted(view.phases.find(campaign_id=about.id), key=lambda p: p.order)
    facts = campaign_papers.NoticeFacts(
        issuer=typed.text("issuer"),
        number=typed.text("number"),
        campaign=about.title,
        basis=in_chinese(about.basis),
        receivers=typed.text("receivers"),
        dated=typed.day("dated"),
        phases=tuple(campaign_papers.PhaseFacts(name=p.name, period=in_chinese(p.due_text)) for p in phases),
        tasks=task_rows(sources),
        work_groups=work_group_rows(view),
        aims=typed.text("aims"),
        printer=typed.text("printer"),
        copies_to=typed.text("copies_to"),
        township=typed.text("township"),
    )
    return campaign_papers.notice(facts, form)


def work_group_list(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """附件1 as a paper of its own."""
    rows = work_group_rows(sources.view)
    about = campaign_of(sources).title
    return campaign_papers.work_group_list(rows, about, typed.text("issuer"), typed.day("dated"), form)


def task_table(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """附件2 as a paper of its own."""
    about = campaign_of(sources).title
    return campaign_papers.task_table(
        task_rows(sources), about, typed.text("issuer"), typed.day("dated"), form
    )


def task_rows(sources: Sources) -> tuple[campaign_papers.TaskRow, ...]:
    """Return the tasks of the campaign in order."""
    about, view = campaign_of(sources), sources.view
    names = {p.id: p.name for p in view.phases.find(campaign_id=about.id)}
    tasks = sorted(view.tasks.find(campaign_id=about.id), key=lambda t: t.order)
    return tuple(
        campaign_papers.TaskRow(
            phase=names[t.phase_id], due=in_chinese(t.due_text), items=listed(t.items), owners=t.owners
        )
        for t in tasks
    )


def work_group_rows(view: View) -> tuple[campaign_papers.WorkGroupRow, ...]:
    """Return the work groups, area by area, those outside the areas last."""
    people = {p.id: p.name for p in view.persons.all()}
    areas = sorted(view.areas.all(), key=lambda a: a.order)
    names = {a.id: a.name for a in areas}
    place = {a.id: n for n, a in enumerate(areas)}
    orgs = {o.id: o.name for o in view.party_orgs.all()}
    posts = sorted(view.posts.all(), key=lambda p: p.order)
    communities = sorted(
        view.communities.all(), key=lambda c: (place.get(c.area_id or "", len(areas)), c.order)
    )
    groups = {g.community_id: g for g in view.work_groups.all()}

    def who(role: PostRole, of: Callable[[Post], str | None], owner: str | None) -> str:
        return "、".join(people[p.person_id] for p in posts if owner and p.role is role and of(p) == owner)

    rows = []
    for unit in communities:
        group = groups.get(unit.id)
        if group is None:
            continue
        rows.append(
            campaign_papers.WorkGroupRow(
                area=names.get(unit.area_id or "", ""),
                area_lead=who(PostRole.AREA_LEAD, lambda p: p.area_id, unit.area_id),
                community=unit.name,
                resident_leaders=who(PostRole.RESIDENT_LEADER, lambda p: p.community_id, unit.id),
                partner_org=orgs.get(group.partner_org_id or "", ""),
                group_head=who(PostRole.GROUP_HEAD, lambda p: p.work_group_id, group.id),
                liaison=who(PostRole.LIAISON, lambda p: p.work_group_id, group.id),
            )
        )
    return tuple(rows)


# ---------------------------------------------------------------- meetings


def ballot(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The anonymous ballot of one meeting for one respondent group; the same for every voter."""
    sheet = sources.sheet()
    if sheet.form.list_subject is not None and not sheet.form.listed:
        raise Rejected(finding("ballots.no_list", where=Where(record=sheet.meeting.title)))
    group = sheet.form.group(sources.group)
    facts = meeting_papers.BallotFacts(
        title=sheet.form.title,
        subject=sheet.row.subject,
        intro=sheet.form.intro,
        blocks=blocks_of(sheet.form, meeting_papers.ballot_words(form)),
        dated=typed.day("dated"),
        issuer=typed.text("issuer"),
        group=group.name if group else "",
        band=group.colour if group else "",
    )
    return meeting_papers.ballot(facts, form)


def questionnaire(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The questions of a meeting's ballot as a questionnaire; the same for everyone."""
    sheet = sources.sheet()
    facts = blank_forms.FormFacts(
        issuer=typed.text("issuer"), subject=sheet.row.subject, dated=typed.day("dated")
    )
    return blank_forms.questionnaire(facts, sheet.form, form)


def issue_register(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The register of the ballots printed for a meeting."""
    meeting, known = sources.sheet().meeting, sources.sheet().issues
    facts = blank_forms.FormFacts(
        issuer=typed.text("issuer"), subject=meeting.title, dated=typed.day("dated")
    )
    return blank_forms.issue_register(facts, known.lines, known.balances, form)


# ---------------------------------------------------------------- rating and vetting


def score_sheet(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The empty score sheet of one category of organisations.

    Raises:
        Rejected: no form scores that category.
    """
    named = typed.text("category")
    asked = sources.score_form(next((code for code, name in CATEGORY_NAMES.items() if name == named), ""))
    if asked is None:
        raise Rejected(finding("papers.empty_list", where=Where(field="类别"), paper=form.name))
    facts = blank_forms.FormFacts(issuer=typed.text("issuer"), dated=typed.day("dated"))
    return blank_forms.score_sheet(facts, asked, form)


def rating_summary(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """分类定级情况汇总表: counts and shares by category."""
    ratings = sources.ratings()
    known, best = summary_of(ratings), _best_grades(ratings.categories)
    facts = rating_papers.RatingSummaryFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        grades=known.grades,
        rows=tuple(
            rating_papers.CategoryCount(
                category=line.category,
                counts=line.counts,
                limit=best[line.category].limit if line.category in best else None,
                against=best[line.category].against if line.category in best else "",
            )
            for line in known.lines
        ),
        undecided=known.total.undecided,
    )
    return rating_papers.rating_summary(facts, form)


def _best_grades(categories: Iterable[RatingCategory]) -> dict[str, GradeBar]:
    """Return the bar of the best grade of each category rated by itself, where a quota caps it."""
    found = {}
    for one in categories:
        names = {row.category for row in one.rows}
        bars = grade_bars(one.form, one.result)
        if len(names) == 1 and bars and bars[0].ceiling:
            found[names.pop()] = bars[0]
    return found


def rating_list(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """分类定级情况一览表: every organisation with its score, grade and reason."""
    facts = rating_papers.RatingListFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        rows=_rated(sources, with_reasons=True),
        undecided=sources.summary().total.undecided,
    )
    return rating_papers.rating_list(facts, form)


def grading_notice(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The 公示 of the grades: the list as it was put up, with what a 复核 made of it; while nothing is
    put up, the grades people have decided.

    Raises:
        Rejected: no grade is decided yet, the period ends before it starts, or is not the one put up.
    """
    held = sources.published()
    rows = _put_up(held) if held else _rated(sources, with_reasons=False, decided_only=True)
    if not rows:
        raise Rejected(finding("papers.nothing_decided"))
    start, end = typed.day("start"), typed.day("end")
    if end < start:
        raise Rejected(finding("papers.period_backwards", where=Where(field="公示结束")))
    if held and (start, end) != (held.publication.start, held.publication.end):
        first, last = held.publication.start.isoformat(), held.publication.end.isoformat()
        at = Where(field="公示开始")
        raise Rejected(finding("papers.period_not_put_up", where=at, start=first, end=last))
    facts = rating_papers.GradingNoticeFacts(
        issuer=typed.text("issuer"),
        year=year_of(sources, typed),
        dated=typed.day("dated"),
        start=start,
        end=end,
        days=working_days(start, end).days,
        rows=rows,
        telephone=typed.text("telephone"),
        office=typed.text("office"),
        address=typed.text("address"),
    )
    return rating_papers.grading_notice(facts, form)


def _put_up(held: PublicationRow) -> tuple[rating_papers.RatedOrg, ...]:
    return tuple(
        rating_papers.RatedOrg(
            category=line.grade.category,
            name=line.grade.name,
            score="",
            grade=line.grade.grade,
            reviewed=line.reviewed,
        )
        for line in held.lines
    )


def secretaries(sources: Sources) -> Callable[[PartyOrg], str]:
    """Return who leads an organisation today, by its own post or its community's; empty: nobody known."""
    people = {p.id: p.name for p in sources.view.persons.all()}
    found: dict[str, str] = {}
    for post in sources.view.posts.find(role=PostRole.SECRETARY):
        owner = post.party_org_id or post.community_id
        if owner and not post.has_ended(sources.today):
            found.setdefault(owner, people[post.person_id])
    orgs = {org.id: org for org in sources.view.party_orgs.all()}
    return lambda org: found.get(org.id) or found.get(_led_with(org, orgs), "")


def _rated(
    sources: Sources, *, with_reasons: bool, decided_only: bool = False
) -> tuple[rating_papers.RatedOrg, ...]:
    secretary = secretaries(sources)
    rows = []
    for category in sources.ratings().categories:
        words = score_texts((row.score for row in category.rows), category.form.places)
        for row in category.rows:
            grade = row.decided if decided_only else row.grade_name
            if not grade:
                continue
            org = row.org
            rows.append(
                rating_papers.RatedOrg(
                    category=category.name,
                    name=org.name,
                    score=words[row.score],
                    grade=grade,
                    secretary=secretary(org),
                    reason=_reason(row) if with_reasons else "",
                )
            )
    return tuple(rows)


def _led_with(org: PartyOrg, orgs: Mapping[str, PartyOrg]) -> str:
    """Return the community whose secretary leads ``org`` too: none for a branch below its organisation."""
    above = orgs.get(org.parent_id or "")
    below = above is not None and above.community_id == org.community_id
    return "" if below else org.community_id or ""


def _reason(row: RatingRow) -> str:
    """Return why, the largest deductions first; the score sheet holds what does not fit in a line or two."""
    lost = [line for line in row.sheet.lines if line.reason]
    lost.sort(key=lambda line: line.points - line.indicator.max_points if line.points is not None else 0)
    given = list(dict.fromkeys(in_chinese(line.reason).rstrip("。；") for line in lost))
    more = f"等{len(given)}项" if len(given) > MOST_REASONS else ""
    decision = in_chinese(row.decision.reason) if row.decision else ""
    return "；".join(part for part in (decision, *given[:MOST_REASONS]) if part) + more


def vetting_table(sources: Sources, typed: Typed, form: DocumentForm) -> Paper:
    """The results of vetting with their clauses, for the form most candidates are held against.

    Raises:
        Rejected: nobody is being vetted.
    """
    boards = [board for board in sources.vetting().boards if board.rows]
    if not boards:
        raise Rejected(finding("papers.empty_list", paper=form.name))
    board = max(boards, key=lambda b: len(b.rows))
    facts = vetting_papers.VettingFacts(
        issuer=typed.text("issuer"),
        title_of=board.form.name.removesuffix("资格审查表"),
        dated=typed.day("dated"),
        clauses=tuple(clause.title for clause in board.form.clauses),
        rows=tuple(_vetted(row) for row in board.rows),
    )
    return vetting_papers.vetting_table(facts, form)


def _vetted(row: CandidateRow) -> vetting_papers.VettedCandidate:
    reasons = [r for r in row.verdict.reasons if r.met]
    return vetting_papers.VettedCandidate(
        community=row.community,
        name=row.person.name,
        post=row.candidate.sought_post,
        answers=tuple(answer_word(cell) for cell in row.cells),
        result=CONCLUSION_NAMES[row.conclusion.value],
        basis="；".join(
            (
                *(basis_words(reason) for reason in reasons),
                *(talk_words(talk) for talk in row.talks),
            )
        ),
    )


def basis_words(reason: Reason) -> str:
    """Return why a clause came out as it did, in one line."""
    parts = (reason.title, reason.arithmetic, reason.evidence)
    return in_chinese("，".join(part for part in parts if part))


def talk_words(talk: AdmonitionTalk) -> str:
    """Return when a talk was held and what came of it."""
    return f"{chinese_date(talk.held_on)}诫勉谈话，{TALK_NAMES[talk.outcome.value]}"


def answer_word(cell: ClauseCell) -> str:
    """Return how a clause was answered, 不适用 where it is not asked."""
    if not cell.asked:
        return "不适用"
    return ANSWER_NAMES[cell.answer.value] if cell.answer else "未答复"


def year_of(sources: Sources, typed: Typed) -> int:
    """Return the year that was typed, the campaign's without one."""
    text = typed.text("year")
    return int(text) if text else campaign_of(sources).year


MAKERS: dict[str, Maker] = {
    "notice": notice,
    "work_group_list": work_group_list,
    "task_table": task_table,
    "ballot": ballot,
    "questionnaire": questionnaire,
    "issue_register": issue_register,
    "tally_report": tally_report,
    "appraisal_summary": appraisal_summary,
    "survey_comparison": survey_comparison,
    "survey_figures": survey_figures,
    "difference_list": difference_list,
    "score_sheet": score_sheet,
    "rating_summary": rating_summary,
    "rating_list": rating_list,
    "grading_notice": grading_notice,
    "vetting_table": vetting_table,
}
