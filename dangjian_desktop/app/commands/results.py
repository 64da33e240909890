"""rating list, vetting list: what came out, with its reasons."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dangjian_desktop.app.commands.reply import Reply
from dangjian_desktop.app.commands.shared import Parsers, book_parser, campaign_in_hand, opened
from dangjian_desktop.domain.scoring import score_texts
from dangjian_desktop.kernel.numbers import percent

if TYPE_CHECKING:
    from dangjian_desktop.services.office import Opener
    from dangjian_desktop.services.scoring_views import RatingRow
    from dangjian_desktop.services.vetting_views import CandidateRow


def register(commands: Parsers) -> None:
    """Add the commands of this module."""
    rating = commands.add_parser("rating", help="分类定级").add_subparsers(metavar="动作", required=True)
    book_parser(rating, "list", "列出得分、等次和理由").set_defaults(handler=rating_list)
    vetting = commands.add_parser("vetting", help="资格联审").add_subparsers(metavar="动作", required=True)
    book_parser(vetting, "list", "列出候选人、结论和条款").set_defaults(handler=vetting_list)


def rating_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``rating list BOOK``."""
    with opened(chosen, opener) as office:
        found = office.scoring.rating_list(campaign_in_hand(office).id)
    lines: list[str] = []
    categories: list[dict[str, Any]] = []
    for category in found.categories:
        words = score_texts((row.score for row in category.rows), category.form.places)
        lines.append(f"{category.name}（{len(category.rows)} 个）")
        lines += [_rating_line(row, words[row.score]) for row in category.rows]
        categories.append(
            {
                "category": category.name,
                "form": category.form.code,
                "quotas": category.quotas,
                "rows": [_rating_data(row, words[row.score]) for row in category.rows],
            }
        )
    return Reply(lines, {"campaign": found.campaign, "categories": categories}, found.findings)


def _rating_line(row: RatingRow, score: str) -> str:
    grade = row.decided or (f"{row.proposed}（建议）" if row.proposed else "—")
    return f"  {row.rank or '—':>3} {row.org.name} {score or '未评完'} {grade}"


def _rating_data(row: RatingRow, score: str) -> dict[str, Any]:
    share = row.satisfaction.share if row.satisfaction else None
    return {
        "org": row.org.name,
        "rank": row.rank,
        "score": row.score,
        "score_shown": score or None,
        "self_score": row.self_score,
        "satisfaction": share,
        "satisfaction_shown": percent(share) if share is not None else None,
        "by_score": row.by_score,
        "proposed": row.proposed,
        "decided": row.decided,
        "tied": row.tied,
        "why": row.steps,
    }


def vetting_list(chosen: argparse.Namespace, opener: Opener) -> Reply:
    """``vetting list BOOK``."""
    from dangjian_desktop.kernel.texts.vetting import CONCLUSION_NAMES

    with opened(chosen, opener) as office:
        found = office.vetting.vetting_list(campaign_in_hand(office).id)
    lines = []
    for row in found.rows:
        lines.append(
            f"{row.person.name} {row.community} {row.candidate.sought_post}："
            f"{CONCLUSION_NAMES[row.conclusion.value]}"
        )
        lines += [
            f"    {reason.title}：{reason.arithmetic or reason.evidence}" for reason in row.verdict.deciding
        ]
    return Reply(lines, {"candidates": [_vetting_data(row) for row in found.rows]}, found.findings)


def _vetting_data(row: CandidateRow) -> dict[str, Any]:
    return {
        "name": row.person.name,
        "community": row.community,
        "post": row.candidate.sought_post,
        "form": f"{row.form.code}/{row.form.edition}",
        "result": row.verdict.result,
        "conclusion": row.conclusion,
        "admonition": row.verdict.admonition,
        "reasons": row.verdict.reasons,
    }
