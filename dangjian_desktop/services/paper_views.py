"""What the papers service shows: a paper laid out, pages as pictures, papers made, where facts come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from dangjian_desktop.domain.checks import Check
from dangjian_desktop.domain.forms import CADRE, TEAM
from dangjian_desktop.domain.paper_changes import Difference
from dangjian_desktop.domain.papers import Paper
from dangjian_desktop.domain.posters import Design, Poster
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.services.vetting_views import Conclusion

if TYPE_CHECKING:
    from dangjian_desktop.documents.drawn import Page
    from dangjian_desktop.services.ballot_views import MeetingRow
    from dangjian_desktop.services.paper_facts import Sources


class Picture(Protocol):
    """A page as pixels: four bytes each, red green blue alpha, row by row from the top."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def rgba(self) -> bytes:
        """The pixels."""
        ...


class KeptPaper(NamedTuple):
    """A paper of the record, as other places point at it: its kind and its key."""

    kind: str
    issue_id: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What the record gave to a paper: 工作组 24 个."""

    name: str
    count: int
    unit: str = "个"

    def words(self) -> str:
        """Return it as the clerk reads it."""
        return f"{self.name} {self.count} {self.unit}"


@dataclass(frozen=True, slots=True)
class FontUse:
    """The font that serves a role (仿宋, 小标宋, …), and how many of the names it draws by itself."""

    role: str
    font: str
    names: int


@dataclass(frozen=True, slots=True)
class FontReport:
    """The fonts of official papers held against the township's ``names``: ``drawn`` of them can be printed,
    ``wanting`` are those that cannot."""

    uses: tuple[FontUse, ...]
    names: int
    drawn: int
    wanting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Forms to be printed: how many, on how many sheets, how many a full sheet holds, sides of each."""

    ballots: int
    sheets: int
    per_sheet: int
    sides: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A paper laid out: its PDF, the pages' sizes in points as shown, what the proof and the record say.

    ``fonts`` names for each role of the standard the font that serves it; ``frozen_on`` is the day the
    paper was frozen (定稿), when what is shown is the file kept then. ``clashes`` are places where the
    record has changed since the clerk mended the same words. Of a ``pack`` of ballots one sheet is laid out.
    What is being typed has ``pages`` before it has a ``pdf``, and that before ``checks``. ``hints`` are what
    the clerk should know of a paper that can be made all the same.
    """

    paper: Paper
    pages: tuple[Page, ...]
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    checks: tuple[Check, ...]
    taken: tuple[Taken, ...]
    fonts: Mapping[str, str]
    frozen_on: date | None = None
    clashes: tuple[Difference, ...] = ()
    hints: tuple[Finding, ...] = ()
    pack: Pack | None = None

    def times_smaller(self) -> int:
        """Return by how much the file of a long banner is smaller than the cloth; 1: it has its true size."""
        part = self.paper.parts[0]
        if not isinstance(part, Poster) or part.design is not Design.BANNER:
            return 1
        return round(part.sheet.width / (self.sizes[0][0] / 72 * 25.4))

    def smaller_words(self) -> str:
        """Say what whoever makes the cloth must know of a banner's file; empty where it has its true size."""
        times = self.times_smaller()
        return f"是实物的 1/{times}，制作时放大 {times} 倍" if times > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Pages of ``pdf`` from ``first`` (from 0) as pictures, ``scale`` dots a point."""

    pdf: bytes
    first: int
    scale: float
    images: tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A paper as it was made: when, what it is called, the file's name and digest."""

    id: str
    kind: str
    title: str
    name: str
    sha256: str
    created: datetime

    @property
    def format(self) -> str:
        """Return the ending of the file's name, without its dot."""
        return PurePath(self.name).suffix.lstrip(".").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What papers can be about: the campaign in hand (empty: none), its meetings; and those made."""

    campaign: str
    meetings: tuple[MeetingRow, ...]
    issues: tuple[Issue, ...]


def taken(kind: str, sources: Sources) -> tuple[Taken, ...]:
    """Return what the record gave to a paper of ``kind``; the paper itself must have been made."""
    return tuple(item for item in TAKERS[kind](sources) if item.count) if kind in TAKERS else ()


Taker = Callable[["Sources"], tuple[Taken, ...]]


def _of_notice(sources: Sources) -> tuple[Taken, ...]:
    return (_phases(sources), *_of_tasks(sources), *_of_groups(sources))


def _phases(sources: Sources) -> Taken:
    return Taken("阶段", len(sources.view.phases.find(campaign_id=_campaign(sources))))


def _of_tasks(sources: Sources) -> tuple[Taken, ...]:
    tasks = sources.view.tasks.find(campaign_id=_campaign(sources))
    return (Taken("任务", len(tasks), "行"), Taken("条目", sum(len(t.items) for t in tasks), "条"))


def _of_groups(sources: Sources) -> tuple[Taken, ...]:
    return (Taken("片", len(sources.view.areas.all())), Taken("工作组", len(sources.view.work_groups.all())))


def _of_ballot(sources: Sources) -> tuple[Taken, ...]:
    form = sources.sheet().form
    return (Taken("测评项目", len(form.items), "项"), Taken("测评档次", len(form.options)))


def _of_tally(sources: Sources) -> tuple[Taken, ...]:
    row = sources.sheet().row
    typed, valid = Taken("已录票", row.typed, "张"), Taken("有效票", row.valid, "张")
    return (Taken("收回票", row.returned, "张"), typed, valid)


def _of_summary(sources: Sources) -> tuple[Taken, ...]:
    known = sources.summary()
    return (Taken("类别", len(known.lines)), Taken("党组织", known.total.total))


def _of_list(sources: Sources) -> tuple[Taken, ...]:
    rows = [row for category in sources.ratings().categories for row in category.rows]
    return (Taken("党组织", sum(1 for row in rows if row.grade_name)),)


def _of_board(category: str, sources: Sources) -> tuple[Taken, ...]:
    rows = [row for b in sources.appraisals() if category in b.form.categories for row in b.rows]
    return (Taken("考核对象", len(rows)), Taken("已研判", sum(bool(row.decided) for row in rows)))


def _of_public_notice(sources: Sources) -> tuple[Taken, ...]:
    rows = [row for category in sources.ratings().categories for row in category.rows]
    return (Taken("已决定等次", sum(1 for row in rows if row.decided)),)


def _of_vetting(sources: Sources) -> tuple[Taken, ...]:
    board = max(sources.vetting().boards, key=lambda b: len(b.rows))
    return (Taken("人选", len(board.rows), "人"), Taken("条款", len(board.form.clauses), "条"))


def _of_poor(sources: Sources) -> tuple[Taken, ...]:
    return (Taken("党组织", len(sources.ratings().lowest())),)


def _campaign(sources: Sources) -> str:
    return sources.campaign.id if sources.campaign else ""


TAKERS: Mapping[str, Taker] = {
    "notice": _of_notice,
    "work_group_list": _of_groups,
    "task_table": lambda sources: (_phases(sources), *_of_tasks(sources)),
    "ballot": _of_ballot,
    "tally_report": _of_tally,
    "appraisal_summary": _of_tally,
    "survey_comparison": _of_tally,
    "survey_figures": _of_tally,
    "difference_list": _of_tally,
    "rating_summary": _of_summary,
    "rating_list": _of_list,
    "ranking_list": _of_list,
    "grade_quota": _of_list,
    "cadre_results": partial(_of_board, CADRE),
    "team_results": partial(_of_board, TEAM),
    "grade_reasons": _of_list,
    "grading_notice": _of_public_notice,
    "vetting_table": _of_vetting,
    "poor_list": _of_poor,
    "poor_detail": _of_poor,
    "vetting_sheet": lambda sources: (Taken("人选", len(sources.vetting().rows), "人"),),
    "talk_record": lambda sources: (
        Taken("谈话", sum(len(row.talks) for row in sources.vetting().rows), "次"),
    ),
    "failed_list": lambda sources: (Taken("不通过", sources.vetting().count(Conclusion.FAILED), "人"),),
    "weekly": _of_tasks,
    "sign_in": lambda sources: (Taken("花名册人员", len(sources.view.persons.all()), "人"),),
    "cadre_list": lambda sources: (Taken("人员", len(sources.view.persons.all()), "人"),),
    "voter_roll": lambda sources: (Taken("选民", sources.view.voters.count(), "人"),),
}
