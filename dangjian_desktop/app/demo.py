"""The whole main job once, on the sample township, with every paper it can make."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.jsonable import plain
from dangjian_desktop.kernel.findings import Finding
from dangjian_desktop.kernel.numbers import percent
from dangjian_desktop.services.paper_kinds import needs_meeting
from dangjian_desktop.services.papers import PaperWish

if TYPE_CHECKING:
    from dangjian_desktop.domain.progress import CampaignStatus
    from dangjian_desktop.kernel.progress import Progress
    from dangjian_desktop.services.ballot_views import MeetingRow
    from dangjian_desktop.services.office import Office, Opener
    from dangjian_desktop.services.paper_asks import PaperKind

BOOK_NAME = "示例乡镇.djb"
EARLIER_NAME = "示例乡镇（上次）.djb"
SUMMARY_NAME = "summary.json"


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the demo made: lines for a person, the content of ``summary.json``."""

    lines: Sequence[tuple[str, str]]
    data: Mapping[str, Any]
    findings: Sequence[Finding] = field(default=())


def run_demo(folder: Path, opener: Opener, progress: Progress) -> DemoSummary:
    """Make the sample township in ``folder`` with all its papers and ``summary.json``.

    An earlier demo's book is kept beside the new one as 示例乡镇（上次）.

    Raises:
        Unavailable: the folder cannot be written, or the earlier book is open in a window.
    """
    from dangjian_desktop.services.whole_files import write_whole

    _make(folder)
    _put_aside(folder, opener)
    office = opener.create(folder / BOOK_NAME)
    try:
        filled = office.samples.fill(progress)
        progress.step(0, 0, "生成公文和表格")
        files = list(papers_of(office, folder))
        roster = office.exports.roster(folder / "花名册.xlsx", purpose="示例").value
        data = _summary(office, filled.value, [*files, roster])
    finally:
        office.upkeep.close()
    write_whole(folder / SUMMARY_NAME, json.dumps(data, ensure_ascii=False, indent=1).encode())
    return DemoSummary(_lines(data), data, filled.findings)


def _put_aside(folder: Path, opener: Opener) -> None:
    """Rename the book of an earlier demo, with its files, in place of the one before it."""
    book, aside = folder / BOOK_NAME, folder / EARLIER_NAME
    if not book.exists():
        return
    opener.open(book).upkeep.close(backup=False)  # refuses while a window has it open
    for suffix in (".djb", ".files"):
        old, kept = book.with_suffix(suffix), aside.with_suffix(suffix)
        if kept.is_dir():
            shutil.rmtree(kept)
        if old.exists():
            old.replace(kept)


def _make(folder: Path) -> None:
    from dangjian_desktop.storage.errors import from_system

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_system(error, folder) from error


def papers_of(office: Office, folder: Path) -> Iterator[Path]:
    """Write every paper in every format into ``folder``; yield each file."""
    campaign = office.campaigns.in_hand()
    meetings = office.ballots.meetings(campaign.id) if campaign else ()
    for kind in office.papers.kinds():
        wish = _wish(office, kind, meetings)
        for ending in kind.formats:
            path = folder / f"{kind.name}.{ending}"
            yield office.papers.save(wish, path).value


def _wish(office: Office, kind: PaperKind, meetings: Sequence[MeetingRow]) -> PaperWish:
    if not needs_meeting(kind) or not meetings:
        return PaperWish(kind=kind.code)
    first = meetings[0].meeting
    return PaperWish(
        kind=kind.code, meeting_id=first.id, group=office.ballots.sheet(first.id).form.groups[-1].code
    )


def _campaign(status: CampaignStatus) -> dict[str, Any]:
    return {
        "title": status.campaign.title,
        "phases": len(status.phases),
        "tasks": len(status.tasks),
        "items": sum(len(t.task.items) for t in status.tasks),
        "done": status.share.done,
        "total": status.share.total,
        "share": percent(status.share.fraction),
        "overdue": len(status.late),
    }


def _summary(office: Office, figures: object, files: Sequence[Path]) -> dict[str, Any]:
    board = office.home.dashboard()
    status = board.status
    campaign = status.campaign.id if status else ""
    return {
        "book": BOOK_NAME,
        "figures": plain(figures),
        "campaign": _campaign(status) if status else {},
        "ballots": plain(_tallies(office, campaign)),
        "grades": plain(_grades(office, campaign)),
        "vetting": plain(_vetting(office, campaign)),
        "waiting": [{"tab": w.tab, "title": w.title, "count": w.count} for w in board.waiting],
        "files": [path.name for path in files],
        "check": [item.code for item in office.upkeep.check()],
    }


def _tallies(office: Office, campaign: str) -> list[dict[str, Any]]:
    found = []
    for row in office.ballots.meetings(campaign):
        tally = office.ballots.tally(row.meeting.id)
        rates = {rate.code: percent(rate.share) for rate in tally.total.rates if rate.share is not None}
        found.append({"meeting": row.meeting.title, "papers": row.typed, "valid": row.valid, "rates": rates})
    return found


def _grades(office: Office, campaign: str) -> list[dict[str, Any]]:
    summary = office.scoring.summary(campaign)
    return [
        {
            "category": line.category,
            "total": line.total,
            "counts": dict(zip(summary.grades, line.counts, strict=True)),
            "undecided": line.undecided,
        }
        for line in (*summary.lines, summary.total)
    ]


def _vetting(office: Office, campaign: str) -> list[dict[str, Any]]:
    return [
        {"name": row.person.name, "post": row.candidate.sought_post, "conclusion": row.conclusion}
        for row in office.vetting.vetting_list(campaign).rows
    ]


def _lines(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    known, plan = data["figures"], data["campaign"]
    grades = data["grades"][-1]
    spread = "，".join(f"{grade} {count}" for grade, count in grades["counts"].items())
    return [
        (
            "花名册",
            f"{known['communities']} 个村、社区，{known['party_orgs']} 个党组织，{known['persons']} 人",
        ),
        ("活动", f"{plan['title']}：{plan['phases']} 个阶段，{plan['tasks']} 行 {plan['items']} 项"),
        ("进度", f"完成 {plan['share']}，逾期 {plan['overdue']} 项"),
        ("测评", f"{known['meetings']} 场，{known['ballots']} 张票"),
        ("定级", f"{grades['total']} 个党组织：{spread}（其中 {grades['undecided']} 个只是建议）"),
        ("资格联审", f"{known['candidates']} 人"),
        ("文件", f"{len(data['files'])} 份，另有 {BOOK_NAME} 和 {SUMMARY_NAME}"),
    ]
