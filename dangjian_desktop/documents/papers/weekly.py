"""周报: what a campaign did in a week, what is late, what comes next, area by area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangjian_desktop.documents.letter_head import TITLE_CELLS
from dangjian_desktop.documents.papers.wording import (
    counted,
    demand,
    filled,
    filled_lines,
    first_level,
    head,
    sentence,
)
from dangjian_desktop.documents.titles import break_title
from dangjian_desktop.domain.forms import DocumentForm
from dangjian_desktop.domain.papers import (
    Block,
    Cell,
    Column,
    OfficialLetter,
    Paper,
    Paragraph,
    Row,
    TableBlock,
    chinese_date,
)
from dangjian_desktop.domain.progress import Share
from dangjian_desktop.kernel.numbers import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One area: its communities, how many things are done of all, how many are late."""

    name: str
    communities: int
    share: Share
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """A week of a campaign, as sentences for what was done, is late, comes next."""

    issuer: str
    campaign: str
    start: date
    end: date
    dated: date
    share: Share
    phases: tuple[tuple[str, Share], ...]
    done: tuple[str, ...]
    late: tuple[str, ...]
    coming: tuple[str, ...]
    areas: tuple[AreaLine, ...]
    remarks: tuple[str, ...] = ()


def weekly(facts: WeekFacts, form: DocumentForm) -> Paper:
    """Return the 周报. Raises Rejected ``papers.blank``."""
    demand(form, 发文机关=facts.issuer)
    blanks = {
        "campaign": facts.campaign,
        "start": chinese_date(facts.start),
        "end": chinese_date(facts.end),
        "done": str(facts.share.done),
        "total": str(facts.share.total),
        "share": percent(facts.share.fraction),
        "count": str(len(facts.done)),
        "late": str(len(facts.late)),
    }
    blocks: list[Block] = [first_level(1, form.text("state_head"))]
    blocks.append(Paragraph(filled(form, "state", **blanks)))
    blocks += [Paragraph(_phase(name, share, form)) for name, share in facts.phases if share.total]
    stretches = (("done", facts.done), ("late", facts.late), ("coming", facts.coming))
    for number, (key, lines) in enumerate(stretches, 2):
        blocks.append(first_level(number, form.text(f"{key}_head")))
        blocks += [Paragraph(text) for text in counted(lines)]
        blocks += [] if lines else [Paragraph(text) for text in filled_lines(form, f"{key}_none", **blanks)]
    if facts.areas:
        blocks += [first_level(5, form.text("areas_head")), _areas(facts.areas)]
    if facts.remarks:
        blocks.append(first_level(6 if facts.areas else 5, form.text("remarks_head")))
        blocks += [Paragraph(sentence(text)) for text in facts.remarks]
    # the form's break stays one where the campaign's name needs more lines than its first
    title = "\n".join(break_title(filled(form, "title", **blanks), TITLE_CELLS))
    letter = OfficialLetter(title, tuple(blocks), signature=facts.issuer, dated=facts.dated)
    return Paper(form.code, title, (letter,), facts.issuer, facts.dated, facts.campaign)


def _phase(name: str, share: Share, form: DocumentForm) -> str:
    figures = {"done": str(share.done), "total": str(share.total), "share": percent(share.fraction)}
    return filled(form, "phase", phase=name, **figures)


def _areas(areas: tuple[AreaLine, ...]) -> TableBlock:
    columns = (Column(40), *(Column(24, numeric=True) for _ in range(5)))
    heads = head("片区", "村（社区）", "应完成", "已完成", "完成率", "逾期")
    body = tuple(
        Row(
            (
                Cell(one.name),
                *(Cell(str(n), value=n) for n in (one.communities, one.share.total, one.share.done)),
                Cell(percent(one.share.fraction) if one.share.total else "—"),
                Cell(str(one.late), value=one.late),
            )
        )
        for one in areas
    )
    return TableBlock(columns, (heads,), body)
